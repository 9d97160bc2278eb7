#!/usr/bin/env bash
# The rows behind a figure, of a small job whose cells would be formulas or break out of their column: what each row counts
# as, with file and line, for its reader alone. That the extract has changed since the run is told.
set -eu
mkdir -p small/extracts
cat >small/mapping.json <<'JSON'
{ "mapping": "small", "extracts": [
  { "file": "families.csv", "table": "households", "one": "household", "many": "households",
    "columns": { "household_id": { "from": ["Household"], "type": "text", "required": true, "unique": true },
                 "size": { "from": ["Size"], "type": "number" } },
    "key": "household_id" },
  { "file": "visits.csv", "table": "home_visits", "one": "home visit", "many": "home visits",
    "columns": { "visit_id": { "from": ["Visit"], "type": "text", "required": true },
                 "household_id": { "from": ["Household"], "type": "text" },
                 "child_id": { "from": ["Child"], "type": "text" },
                 "date": { "from": ["Date", "Visit date"], "type": "date" },
                 "seen": { "from": ["Seen"], "type": "flag" },
                 "minutes": { "from": ["Minutes"], "type": "number" },
                 "note": { "from": ["Note"], "type": "text" },
                 "team": { "from": ["Team"], "type": "text" } },
    "key": "visit_id", "child": "child_id", "relations": { "household_id": "households" }, "unit": "team", "when": "date" } ] }
JSON
cat >small/catalogue.json <<'JSON'
{ "themes": [ { "id": "visits", "title": "Visits" } ],
  "parameters": { "large_household": 4 },
  "indicators": [
    { "id": "seen_pct", "title": "Visits on which the child was seen", "theme": "visits", "format": "percent",
      "better": "higher", "window": "3 months",
      "denominator": { "table": "home_visits", "at": "date",
                       "where": "households.size >= large_household and (note is missing or note != 'void')" },
      "numerator": { "where": "seen" },
      "definition": "Of visits to households of {large_household} or more, those on which the child was seen.",
      "source": "Our own" },
    { "id": "minutes_per_visit", "title": "Minutes of visits to large households, per visit with a minute", "theme": "visits",
      "format": "ratio", "better": "none", "window": "3 months",
      "denominator": { "table": "home_visits", "at": "date", "where": "minutes > 0 and households.size > 0" },
      "numerator": { "table": "home_visits", "at": "date", "sum": "minutes", "where": "households.size >= large_household" },
      "definition": "Minutes a visit.", "source": "Our own" },
    { "id": "minutes", "title": "Minutes spent", "theme": "visits", "format": "count", "decimals": 1,
      "better": "none", "window": "month",
      "numerator": { "table": "home_visits", "at": "date", "sum": "minutes" },
      "definition": "Minutes of all visits.", "source": "Our own" } ] }
JSON
printf 'unit,name,parent,level\nall,All,,organisation\nnorth,North,all,team\nsouth,South,all,team\n' >small/units.csv
cat >small/job.json <<'JSON'
{ "organisation": "Small", "extracts": [ { "folder": "extracts", "mapping": "mapping.json" } ], "units": "units.csv",
  "catalogue": ["catalogue.json"], "periods": { "every": "month", "count": 3 }, "scorecards": [] }
JSON
printf 'Household,Size\nh1,4\nh2,6\nh3,2\n' >small/extracts/families.csv
cat >small/extracts/visits.csv <<'CSV'
Visit,Household,Child,Visit date,Seen,Minutes,Note,Team
=1+1,h1,c1,2026-01-31,Y,30,"=HYPERLINK(""http://example.test"",""here"")",north
v2,h1,"+c2",2026-02-10,N,-5,"two
lines, a comma and a "" quote",north
v3,h2,@SUM(A1),2026-03-05,,12.5,-3,south
v4,h3,c4,2026-03-06,Y,10,,south
v5,,c5,2026-03-07,Y,11,,elsewhere
v6,h2,c6,2026-03-08,Y,,void,south
v7,h2,c7,2025-12-31,Y,60,,south
CSV
"$SCORECARD" run small --quiet --month 2026-03 || [ $? -eq 1 ]
"$SCORECARD" explain small seen_pct --rows rows.csv
stat -c 'mode %a' rows.csv
cat rows.csv
"$SCORECARD" explain small minutes --unit north --month 2026-02 --rows rows.csv | sed -n '/^Figures/,/Direction/p;$p'
cat rows.csv
"$SCORECARD" explain small minutes_per_visit --unit north --rows rows.csv >/dev/null
head -n 1 rows.csv
sed -i '/^v4/d' small/extracts/visits.csv
"$SCORECARD" explain small minutes --unit south --rows rows.csv | tail -n 1
