#!/usr/bin/env bash
# A target for an indicator that is in no catalogue.
set -eu
sed -i 's/^turnover_rate/turnover_rat/' targets.csv
"$SCORECARD" run --month 2025-12
