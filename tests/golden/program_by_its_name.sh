#!/usr/bin/env bash
# Commands that messages suggest name the program as it was called; one whose name a shell would take apart is "scorecard".
set -eu
ln -s "$SCORECARD" improvement
ln -s "$SCORECARD" 'a program'
./improvement init one | tail -n 1
'./a program' init two | tail -n 1
./improvement results || echo "exit status $?"
rm extracts/workforce.csv
./improvement check --month 2025-12 | grep 'right all the same' || true
./improvement run --month 2025-12 --quiet || echo "exit status $?"
