#!/usr/bin/env bash
# A workbook that was renamed to .csv.
set -eu
printf 'PK\003\004\024\000\006\000\010\000' >extracts/workforce.csv
"$SCORECARD" check
