#!/usr/bin/env bash
# An export that stopped: the newest row is older than the job allows.
set -eu
sed -i "s/\"mapping\": \"mapping.json\"/\"mapping\": \"mapping.json\", \"newest_within_days\": 100/" job.json
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" check --month 2026-06 | sed -n "/^gates/,\$p"
"$SCORECARD" run --month 2026-06 || echo "run: exit status $?"
"$SCORECARD" run --quiet --month 2026-06 --accept old:extracts
ls out
