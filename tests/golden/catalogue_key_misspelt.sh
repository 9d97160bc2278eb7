#!/usr/bin/env bash
# A key of an indicator that nothing knows.
set -eu
sed -i '0,/"decimals"/s//"decimal"/' catalogue.json
"$SCORECARD" run --month 2025-12
