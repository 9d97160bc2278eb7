#!/usr/bin/env bash
# An indicator speaks of a column that its table does not have.
set -eu
sed -i 's/"sum": "agency_fte"/"sum": "agency_fe"/' catalogue.json
"$SCORECARD" run --month 2025-12
