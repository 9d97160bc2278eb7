#!/usr/bin/env bash
# What an indicator is evidence of is said with the plan's name: the shipped catalogue's, a council's own, and none where
# no plan is named.
set -eu
sed -i 's/"catalogue":  \["catalogue.json"\]/"catalogue": ["standard", "catalogue.json", "own.json"]/' job.json
evidence() { # INDICATOR
    "$SCORECARD" explain "$1" --month 2025-12 | grep 'Evidence of'
}
own() { # PLAN RECOMMENDATIONS
    cat >own.json <<JSON
{ $1 "indicators": [ { "id": "own", "title": "Own", "theme": "workforce", "format": "count", "better": "none",
    "window": "snapshot", "numerator": { "table": "workers", "open": ["start_date", "end_date"] },
    "definition": "Own.", "source": "Own", "recommendations": $2 } ] }
JSON
}
own '"recommendations_of": "our improvement plan",' '["3", "4", "kirklees-2016:9"]'
evidence cp_visits_10wd_pct
evidence own
own '' '["3"]'
evidence own
