#!/usr/bin/env bash
# A table that a run went without is compared, when it is back, with the run before that. So are its files.
set -eu
"$SCORECARD" run --month 2025-12 --quiet
mv extracts/workforce.csv kept.csv
"$SCORECARD" run --month 2025-12 --quiet --accept missing:published_workforce || echo "exit status $?"
head -n 20 kept.csv >extracts/workforce.csv
"$SCORECARD" run --month 2025-12 --quiet || echo "exit status $?"
cp kept.csv extracts/workforce.csv
sed -i 's/"workforce.csv"/"workforce*.csv"/' mapping.json
{ head -n 1 kept.csv && tail -n 20 kept.csv; } >extracts/workforce_2.csv
head -n 26 kept.csv >extracts/workforce.csv
"$SCORECARD" run --month 2025-12 --quiet
cp kept.csv extracts/workforce.csv
rm extracts/workforce_2.csv
"$SCORECARD" run --month 2025-12 --quiet || echo "exit status $?"
