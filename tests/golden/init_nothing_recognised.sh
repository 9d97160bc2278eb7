#!/usr/bin/env bash
# A folder without any extract that is known: nothing is written.
set -eu
mkdir theirs
echo 'Name,Street' >theirs/addresses.csv
"$SCORECARD" init mine --from theirs || echo "exit status $?"
"$SCORECARD" init mine --from nowhere || echo "exit status $?"
ls -A
