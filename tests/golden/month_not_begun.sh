#!/usr/bin/env bash
# A period that has not begun has no figures: nothing is worked out for it, whichever way it is asked for.
set -u
today=$(date +%F) later=$(date -d "$(date +%Y-01-15) +13 months" +%Y-%m)
refused() {
    "$SCORECARD" "$@" 2>messages
    echo "exit status $?"
    sed "s/begins on .*; today is $today/begins on LATER; today is TODAY/" messages
}
refused run --month "$later"
refused run --as-at "$later-03"
refused check --month "$later"
ls -d out/*/ history.db 2>/dev/null
# One that has begun and not ended is worked out.
sed -i 's/"year", "count": 13, "year_end": "12-31"/"month", "count": 3/' job.json
"$SCORECARD" run --quiet --month "$(date +%Y-%m)"
echo "exit status $?"
"$SCORECARD" run --as-at "$today" 2>&1 >/dev/null | sed 's/begins on .*:/begins on THE FIRST:/'
