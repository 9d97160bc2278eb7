#!/usr/bin/env bash
# Example returns that others made: each file is known for what it is, and the job written for them checks and runs.
set -eu
project=$(dirname "$SCORECARD")
until [ -f "$project/Makefile" ]; do project=$(dirname "$project"); done
shared=${SCORECARD_SHARED:-../shared}
case $shared in /*) ;; *) shared=$project/$shared ;; esac
for family in annex-a ssda903; do
    if [ ! -d "$shared/data/$family" ]; then
        echo "skipped: there is no $shared/data/$family"
        exit 77
    fi
    cp -r "$shared/data/$family" "$family"
    "$SCORECARD" init "job-$family" --from "$family" | grep -E '^[^ ]*csv|^    table' | sed 's,columns matched$,, ; s,: [0-9]* of [0-9]* $,,'
    "$SCORECARD" check "job-$family/job.json" --month 2025-03 >checked || echo "exit status $?"
    grep -cE '^ +[0-9]+ = +[0-9]+ \+ +[0-9]+ ' checked
    "$SCORECARD" run "job-$family/job.json" --month 2025-03 --quiet || echo "exit status $?"
    find "job-$family/out" -name results.csv
    "$SCORECARD" results "job-$family/job.json" --from 2025-03 --format csv | awk -F, '$2 != "(no team)" { print $1, $9, $16 }'
done
