#!/usr/bin/env bash
# What is asked for and is not there: indicator, unit, month, folder of the rows.
set -u
"$SCORECARD" run --quiet --month 2025-12
try() {
    "$SCORECARD" explain "$@" >/dev/null
    echo "exit status $?"
}
try --unit Kirklees
try agency_rat
try agency_rate vacancy_rate
try agency_rate --unit Kirkless
try agency_rate --month 2012-12
try agency_rate --month December
try agency_rate --rows nowhere/rows.csv
"$SCORECARD" explain --help
