#!/usr/bin/env bash
# A mapping that says a bad number stops a run: nothing is published, and check says where it is.
set -eu
sed -i "s/\"mapping\": \"[a-z_-]*\",/&\n  \"severity\": { \"bad_number\": \"stop\", \"bad_date\": \"note\" },/" mapping.json
sed -i "3s/[0-9.]*$/about ten/" extracts/workforce.csv
"$SCORECARD" run --month 2025-12 || echo "run: exit status $?"
ls out 2>&1 || true
"$SCORECARD" check --month 2025-12 | grep -A2 "bad_number" || true
