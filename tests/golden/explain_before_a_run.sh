#!/usr/bin/env bash
# A definition can be explained before anything was worked out; rows behind a figure cannot.
set -u
"$SCORECARD" explain agency_rate --month 2024-12 | sed -n '1,/^ *Window/p;/^Figures/,$p'
"$SCORECARD" explain agency_rate --rows rows.csv >/dev/null
echo "exit status $?"
test ! -e rows.csv && echo "nothing was written"
