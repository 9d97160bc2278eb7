#!/usr/bin/env bash
# A folder with something in it is left as it is; an empty one, even the one stood in, is filled.
set -eu
"$SCORECARD" init . --from extracts || echo "exit status $?"
"$SCORECARD" init job.json || echo "exit status $?"
"$SCORECARD" init || echo "exit status $?"
mkdir empty
cd empty
"$SCORECARD" init . --quiet
ls -A . ..
