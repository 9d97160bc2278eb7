#!/usr/bin/env bash
# Every figure of samples/county, for each unit and month, against the same worked out from its extracts by county.sql.
# Numerators, denominators and values agree, and neither has a figure that the other lacks.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${SCORECARD:-build/scorecard}
generator=${MAKE_COUNTY:-build/make-county}
month=2026-10

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp samples/county/*.json samples/county/*.csv "$work"
"$generator" "$work"
"$program" run --quiet "$work/job.json" --month "$month"
"$program" results "$work/job.json" --format csv >"$work/results.csv"

cp tables/bank_holidays.csv ingest/codes/{involvement,workforce}_role.csv "$work"
sql=$PWD/tests/oracle/county.sql
cd "$work"
sqlite3 -batch -cmd ".parameter set @last_month \"'$month'\"" :memory: <"$sql" >compared
cat compared
tail -n 1 compared | grep -q '^[1-9][0-9]* figures compared, 0 differ$'
