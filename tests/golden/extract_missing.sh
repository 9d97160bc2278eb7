#!/usr/bin/env bash
# A file that the mapping says is there is not: check tells, and a run stops unless someone says that it may.
set -eu
rm extracts/workforce.csv
"$SCORECARD" check --month 2025-12 || echo "check: exit status $?"
"$SCORECARD" run --quiet --month 2025-12 || echo "run: exit status $?"
"$SCORECARD" run --quiet --month 2025-12 --accept missing:published_workforce
"$SCORECARD" results --indicator agency_rate --unit Kirklees --from 2024 --to 2024
