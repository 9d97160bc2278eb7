#!/usr/bin/env bash
# Bad cells are findings: each is counted, none stops the run, no row goes missing unsaid.
set -eu
sed -i '5s|2020-09-30|31/02/2020|; 6s|2021-09-30|2021-13-30|; 7s|2022-09-30|30/09/1822|' extracts/workforce.csv
sed -i '2s/2017-09-30/30.9.17th/; 3s/29464.9/many/; 4s/England/Englnd/' extracts/workforce.csv
"$SCORECARD" check
