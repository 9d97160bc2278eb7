#!/usr/bin/env bash
# A folder named twice is looked at once, and a copy of a file is not loaded: its rows would count twice.
set -eu
mkdir theirs
printf 'cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_ola\nP1,C1,2025-04-01,,N\n' >theirs/plans.csv
cp theirs/plans.csv "theirs/plans copy.csv"
"$SCORECARD" init kent --from theirs --from theirs/ | grep -E 'CSV file|plans'
grep -c '"folder"' kent/job.json
"$SCORECARD" check kent --month 2026-03 | grep -E 'cp_plans +\.\.|read by nothing|plans copy'
