#!/usr/bin/env bash
# What cannot be placed is told, with what was missing and the nearest names, and never a value of a cell; one that a
# shipped pattern matches by its name is not loaded by it.
set -eu
mkdir theirs theirs/older
cat >theirs/ssd_person.csv <<'C'
pers_person_id,pers_dob,Team Leader
1,2010-01-01,Secret
C
cat >theirs/ssd_cp_plans.csv <<'C'
Plan Identification,cppl_person_id,cppl_cp_plan_start_date,Cp Plan End Dt
77,1,2025-01-01,
C
cat >theirs/no_headers.csv <<'C'
Anna Secret,12 Secret Street,2010-01-01
C
printf 'child_id,Name,Street,Shoe size\n1,Anna Secret,Secret Street,4\n' >theirs/strange.csv
printf 'pers_person_id,pers_dob,pers_dob\n1,2010-01-01,2010-01-01\n' >theirs/twice.csv
printf '' >theirs/empty.csv
printf 'PK\003\004\024\000\006\000\010\000' >theirs/renamed.csv
: >theirs/report.xlsx
: >theirs/notes.txt
"$SCORECARD" init mine --from theirs | tee told | grep -v '^        absent'
if grep -i secret told; then exit 1; fi
"$SCORECARD" check mine/job.json | sed -n '1,2p; /^The extracts/,$p' | tee told
if grep -i secret told; then exit 1; fi
echo "--- a folder of which no file is placed"
mkdir none beside
cp theirs/ssd_cp_plans.csv theirs/strange.csv none/
cp theirs/ssd_person.csv beside/
"$SCORECARD" init three --from beside --from none | sed -n '/^Written/,$p'
grep -A 1 '"\.\./none"' three/job.json
cat three/unplaced.json
"$SCORECARD" check three | sed -n '/nothing reads$/,/^$/p; /^Nothing reads/p'
echo "--- two mappings that fill one table"
mkdir both
cp theirs/ssd_person.csv both/
echo 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date' >both/ssd_cla_episodes.csv
echo 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB' >both/header.csv
echo 'CHILD,DOB,REVIEW,REVIEW_CODE' >both/reviews.csv
echo 'CHILD,DOB,MISSING,MIS_START,MIS_END' >both/missing.csv
"$SCORECARD" init two --from both | grep -E '^[a-z_]*csv|^    table'
"$SCORECARD" check two --quiet
