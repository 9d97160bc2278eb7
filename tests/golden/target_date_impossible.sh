#!/usr/bin/env bash
# A target from a day that does not exist.
set -eu
sed -i 's/2019-08-31/2019-06-31/' targets.csv
"$SCORECARD" run --month 2025-12
