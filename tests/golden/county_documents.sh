#!/bin/sh
# Every indicator that the county's plan, benchmarks, commentary and targets name is in the catalogue; the plan has 27
# recommendations, each with a measure that evidences it.
set -eu
"$(dirname "$SCORECARD")/make-county" --size small county
home=$(dirname "$SCORECARD")
while [ ! -d "$home/metrics/catalogue" ]; do home=$(dirname "$home"); done
cat "$home"/metrics/catalogue/standard/*.json | grep -o '"id": "[a-z0-9_]*"' | cut -d'"' -f4 | sort -u >known
cd county
{
    awk -F, 'NR > 1 { print $NF }' plan.csv | tr ';' '\n'
    awk -F, 'NR > 1 { print $1 }' benchmarks.csv targets.csv
    awk -F, 'NR > 1 && $1 ~ /^[a-z0-9_]+$/ { print $1 }' commentary.csv
} | tr -d '"\r' | sed '/^$/d; /^indicator$/d' | sort -u >named
[ "$(wc -l <named)" -gt 80 ] && comm -23 named ../known
grep -c '^R[0-9]*,' plan.csv
grep '^R[0-9]*,' plan.csv | awk -F, '$NF !~ /^"?[a-z]/'
