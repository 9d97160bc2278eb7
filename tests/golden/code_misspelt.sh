#!/usr/bin/env bash
# An indicator compares a column of codes with what people call one of them: no plan would ever be it, and a share of none of
# them is green. With the code it is worked out, and told with what the code is called; in a column that no list is known
# of, any text is right.
set -eu
mkdir -p small/extracts
cat >small/mapping.json <<'JSON'
{ "mapping": "small", "extracts": [
  { "file": "plans.csv", "table": "cp_plans", "unit": "'north'",
    "columns": { "plan_id": { "type": "id", "required": true }, "child_id": { "type": "id", "required": true },
                 "start_date": { "type": "date", "required": true }, "end_date": { "type": "date" },
                 "route": { "type": "text" },
                 "category": { "type": "code", "codes": "abuse_category" } } } ] }
JSON
printf 'unit,name,parent,level\nall,All,,organisation\nnorth,North,all,team\n' >small/units.csv
printf 'indicator,unit,from,green,amber,path,note\nneglect_pct,,2016-01-01,<=100,<=100,step,ours\n' >small/targets.csv
cat >small/job.json <<'JSON'
{ "organisation": "Small", "units": "units.csv", "catalogue": ["local.json"], "periods": { "count": 1 }, "scorecards": [],
  "targets": "targets.csv", "extracts": [ { "folder": "extracts", "mapping": "mapping.json" } ] }
JSON
cat >small/extracts/plans.csv <<'CSV'
plan_id,child_id,start_date,end_date,route,category
P1,1,2017-03-01,,a,Neglect
P2,2,2017-03-02,,b,NEG
P3,3,2017-03-02,,b,Physical
CSV

asking() { # WHERE: what an indicator whose numerator is so comes to
    echo "--- $1"
    cat >small/local.json <<JSON
{ "themes": [ { "id": "plans", "title": "Plans" } ],
  "indicators": [ { "id": "neglect_pct", "title": "Neglect", "theme": "plans", "format": "percent", "decimals": 1,
    "better": "lower", "window": ["month"], "denominator": { "table": "cp_plans", "at": "start_date" },
    "numerator": { "where": "$1" }, "definition": "Plans for neglect.", "source": "Ours" } ] }
JSON
    "$SCORECARD" run small --quiet --month 2017-03 2>&1 || { echo "exit status $?"; return 0; }
    "$SCORECARD" results small --unit all | cut -d, -f1,2,7-11
    "$SCORECARD" explain small neglect_pct | sed -n '/Numerator/,/^ *$/p' | head -n 3
}
asking "category = 'Neglect'"
asking "coalesce(latest_category, category, 'none') in ('NEG', 'physical abuse')"
asking "category = 'no such'"
asking "category = 'NEG'"
asking "coalesce(category, 'none') = 'none' or route = 'b'"
