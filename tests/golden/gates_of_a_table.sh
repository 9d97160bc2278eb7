#!/usr/bin/env bash
# A table has limits of its own, and a slip in its name is told. A file that nothing reads is listed by check.
set -eu
"$SCORECARD" run --month 2025-12 --quiet || echo "exit status $?"
head -n 20 extracts/workforce.csv >extracts/workforc.csv
mv extracts/workforc.csv extracts/workforce.csv
cp extracts/workforce.csv extracts/workforc.csv
"$SCORECARD" check --month 2025-12 >checked || echo "exit status $?"
grep -A 1 'nothing reads' checked
grep -E '^    shrink' checked
sed -i 's/"history":/"gates": { "tables": { "published_workforse": { "shrink": 0.9 } } }, "history":/' job.json
"$SCORECARD" check --month 2025-12 --quiet || echo "exit status $?"
sed -i "s/published_workforse/published_workforce/" job.json
"$SCORECARD" check --month 2025-12 --quiet || echo "exit status $?"
