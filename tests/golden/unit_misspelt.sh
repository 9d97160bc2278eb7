#!/usr/bin/env bash
# A team misspelt in the table through which other tables' rows are placed: check says how many names it does not know and
# which units they are most like, and the workbook, restricted, lists the names as they stand.
set -eu
"$(dirname "$SCORECARD")/make-county" --children 400 county >/dev/null
cd county
head -1 extracts/ssd_involvements.csv | tr ',' '\n' | grep -n team
sed -i '2,200s/safeguarding_north/safegaurding_north/' extracts/ssd_involvements.csv
"$SCORECARD" check --month 2026-10 >checked || echo "exit status $?"
grep -A 2 '^unknown_unit' checked
if grep safegaurding checked; then exit 1; fi
words() { unzip -p out/check/data-quality.xlsx xl/sharedStrings.xml | sed 's/<[^>]*>/\n/g' | grep "$@"; }
unzip -p out/check/data-quality.xlsx xl/workbook.xml | grep -o '<sheet name="Unit names"'
words -x safegaurding_north
