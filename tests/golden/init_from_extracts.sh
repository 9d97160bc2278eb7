#!/usr/bin/env bash
# A county's extracts, its headers renamed, delimited otherwise and under a title: the job written for them runs, and its
# figures are those of the extracts as they were.
set -eu
"$(dirname "$SCORECARD")/make-county" --children 2000 county >/dev/null
mkdir theirs
for file in county/extracts/*.csv county/hr/*.csv; do cp "$file" "theirs/Nightly $(basename "$file")"; done
cd theirs
sed -i '1s/pers_person_id/Child ID/; 1s/pers_dob/Birth Date/; 1s/pers_ethnicity/Ethnic Orgin/' 'Nightly ssd_person.csv'
sed -i '1s/cppl_cp_plan_start_date/CPPL CP Plan Start Date /' 'Nightly ssd_cp_plans.csv'
sed -i '1i Children looked after,,,\n,,,' 'Nightly ssd_cla_episodes.csv'
sed -i 's/,/;/g' 'Nightly ssd_cp_visits.csv'
{ printf '\377\376' && iconv -t UTF-16LE 'Nightly ssd_legal_status.csv'; } >'Legal status [new].csv'
rm 'Nightly ssd_legal_status.csv'
gzip -n 'Nightly workforce.csv'
mv 'Nightly ssd_involvements.csv' INVOLVEMENTS.CSV
cd ..
"$SCORECARD" init kent --from theirs | grep -v '^        absent\|near no column'
echo "--- the job"
cat kent/job.json kent/units.csv kent/targets.csv kent/populations.csv
grep -A 4 -E '"file": "(Nightly ssd_person|Nightly ssd_cla_episodes|Nightly ssd_cp_visits|Legal.*).csv"' kent/ssd.json | grep -v '{$'
find kent ! -perm 600 -type f
"$SCORECARD" check kent --quiet
"$SCORECARD" run kent/job.json --month 2026-10 --quiet
"$SCORECARD" results kent/job.json --unit kent --from 2026-10 | grep -E '^(cp_count|cla_count|caseload|agency_rate)[^,]*,[^,]*,,' | cut -d, -f1,3,5,7-9 >theirs.csv
# The shipped mappings and the made-up county's own files, for the organisation.
mkdir plain
cat >plain/job.json <<'J'
{ "organisation": "kent", "units": "../kent/units.csv", "catalogue": ["standard"],
  "extracts": [ { "folder": "../county/extracts", "mapping": "ssd", "without": WITHOUT },
                { "folder": "../county/hr", "mapping": "workforce" } ] }
J
without=$(grep -o '"without": \[[^]]*\]' kent/job.json | head -1 | sed 's/"without": //')
[ -n "$without" ] || without=$(sed -n '/"without": \[/,/\]/p' kent/job.json | sed 's/"without": //' | tr -d '\n')
[ -n "$without" ] || without=[] # every table was there
sed -i "s/WITHOUT/${without%,}/" plain/job.json
"$SCORECARD" run plain/job.json --month 2026-10 --quiet
"$SCORECARD" results plain/job.json --unit kent --from 2026-10 | grep -E '^(cp_count|cla_count|caseload|agency_rate)[^,]*,[^,]*,,' | cut -d, -f1,3,5,7-9 >plain.csv
cmp theirs.csv plain.csv && wc -l <plain.csv
