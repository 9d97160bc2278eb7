#!/usr/bin/env bash
# Two headers claim one column.
set -eu
sed -i '1s/inpost_fte/agency_fte/' extracts/workforce.csv
"$SCORECARD" check
