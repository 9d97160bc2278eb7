#!/usr/bin/env bash
# Every figure of the made-up county, for each unit and month, against the same worked out from its extracts by county.sql.
# Numerators, denominators, values and what is unknown agree, and of the indicators that the SQL works out, thirty or
# more, neither has a figure that the other lacks. Then once more with the extracts spoiled, for what a tidy county does
# not have: cases of people who left, two plans at a time,
# conferences before their enquiry, posts of no hours, rows of no team.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${SCORECARD:-build/scorecard}
generator=${MAKE_COUNTY:-build/make-county}
sql=$PWD/tests/oracle/county.sql
month=2026-10

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp tables/bank_holidays.csv ingest/codes/{involvement,workforce}_role.csv "$work"
"$generator" "$work"

# One cell in ten, chosen by its place, is emptied, or is what stands above it, and some of those who work part of a week
# work none; one row in a hundred stands twice. Some plans are the last child's again, two years to the day after.
# A row keeps its key. Files with quoted cells, which no figure here is from, stay as they are.
spoil() {
    awk -F, -v OFS=, -v file="$(basename "$1")" 'FNR == 1 { print; next }
        { row = $0
          for (i = 2; i <= NF; i++) {
              chance = (FNR * 7919 + i * 104729 + FNR * FNR * i) % 997
              if (chance < 15) $i = ""
              else if (chance < 20) $i = "SSD_PH"
              else if (chance < 100 && FNR > 2) $i = above[i]
              else if (chance < 300 && $i ~ /^0[.][0-9]$/) $i = "0.0"
          }
          if (file == "ssd_cp_plans.csv" && FNR % 29 == 0 && above[6] != "") {
              $4 = above[4]
              $5 = substr(above[6], 1, 4) + 2 substr(above[6], 5)
          }
          print
          if (FNR % 101 == 0) print row
          split(row, above) }' "$1" >"$work/spoiled.part"
    mv "$work/spoiled.part" "$1"
}

compare() {
    # Findings, which status 1 tells of, are no matter here.
    "$program" run --quiet "$work/job.json" --month "$month" || [ $? -eq 1 ]
    "$program" results "$work/job.json" --format csv >"$work/results.csv"
    (cd "$work" && sqlite3 -batch -cmd ".parameter set @last_month \"'$month'\"" :memory: <"$sql" >compared)
    echo "$1:"
    cat "$work/compared"
    tail -n 1 "$work/compared" | grep -qE '^([3-9][0-9]|[1-9][0-9]{2,}) indicators, [1-9][0-9]* figures compared, 0 differ$'
}

compare "the county as it is made"
for file in "$work"/extracts/*.csv "$work"/hr/*.csv; do
    grep -q '"' "$file" || spoil "$file"
done
compare "the county spoiled"
