#!/usr/bin/env bash
# An analyst changes a target, a definition and a column's name in a copy of the files, without a compiler.
set -eu
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" results --indicator agency_rate --unit Kirklees --from 2018 --to 2018 | cut -d, -f1,5,7-11
sed -i '1s/agency_fte/Agency workers (FTE)/' extracts/workforce.csv
sed -i 's/"from": \["agency_fte"\]/"from": ["agency workers (fte)"]/' mapping.json
sed -i 's/2017-08-31,<=22.5,<=25,line/2017-08-31,<5,<6,step/' targets.csv
sed -i 's/"sum": "agency_fte + inpost_fte"/"sum": "inpost_fte"/' catalogue.json
"$SCORECARD" results --indicator agency_rate --unit Kirklees --from 2018 --to 2018 | cut -d, -f1,5,7-11
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" results --indicator agency_rate --unit Kirklees --from 2018 --to 2018 | cut -d, -f1,5,7-11
