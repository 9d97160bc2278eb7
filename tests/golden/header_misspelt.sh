#!/usr/bin/env bash
# A required column that no header matches.
set -eu
sed -i '1s/council/counsil/' extracts/workforce.csv
"$SCORECARD" check
