#!/usr/bin/env bash
# What the agency rate means, where it comes from, what it was in Kirklees, and the rows behind it.
set -eu
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" explain agency_rate --unit Kirklees --rows rows.csv
cat rows.csv
"$SCORECARD" explain agency_rate --unit kirklees --month 2019-12 | sed -n '/^Figures/,/^ *period/p'
