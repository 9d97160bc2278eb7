#!/usr/bin/env bash
# Kirklees' agency target of 2017, below 10% in two years, and a council that falls too slowly to meet it, month by month: the
# warning where figures are looked up, where they are explained and in the workbook, and what has been overtaken since.
set -eu
sed -i 's/"every": "year", "count": 13/"every": "month", "count": 12/' job.json
sed -i '/"agency_rate"/,/"window"/s/"window": "year"/"window": "month"/' catalogue.json
head -n 1 extracts/workforce.csv >months.csv
while read -r month tenths; do
    echo "Kirklees,$month,$tenths,$((1000 - tenths)),,,,"
done >>months.csv <<MONTHS
2017-08-31 225
2017-09-30 221
2017-10-31 219
2017-11-30 217
2017-12-31 212
2018-01-31 210
2018-02-28 208
2018-03-31 206
2018-04-30 204
MONTHS
mv months.csv extracts/workforce.csv
"$SCORECARD" run --quiet --month 2018-04
"$SCORECARD" results --indicator agency_rate --unit Kirklees --from 2018-03
explained() { "$SCORECARD" explain agency_rate --unit Kirklees "$@" | sed -n '/^Figures/,/^$/p'; }
explained
explained --month 2017-12
unzip -p out/2018-04/scorecard.xlsx xl/sharedStrings.xml | sed 's/<[^>]*>/\n/g' | grep -i 'heading for'
