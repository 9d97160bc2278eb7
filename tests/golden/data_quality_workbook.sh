#!/usr/bin/env bash
# The workbook of what was found names records in restricted sheets alone, and no other value of a cell.
set -eu
sed -i "2s/2017-09-30/30.9.17th/; 3s/29464.9/many/" extracts/workforce.csv
sed -i "s/\"file\": \"workforce.csv\"/\"file\": \"workforce.csv\", \"child\": \"council\"/" mapping.json
"$SCORECARD" check --quiet --month 2025-12 || echo "exit status $?"
find out -type f ! -perm 600
unzip -p out/check/data-quality.xlsx xl/workbook.xml | grep -o "<sheet name=\"[^\"]*"
words() { unzip -p out/check/data-quality.xlsx xl/sharedStrings.xml | sed "s/<[^>]*>/\n/g" | grep "$@"; }
words -x -E "England|Kirklees" | sort -u
words -c -x -E "30.9.17th|many" || true
words RESTRICTED | sort -u
