#!/usr/bin/env bash
# Counties of several sizes and last days, with no dirt: nothing in them is doubtful, and a run takes the job as it is.
# So it does with many councils: each of their folders, and the job above them all.
set -eu
make_county=$(dirname "$SCORECARD")/make-county
quietly() { # its messages are shown when it fails
    "$@" 2>messages || { status=$? && cat messages && exit $status; }
}
take() { # JOB UNIT
    quietly "$SCORECARD" check "$1" | sed -n 's/.*all loaded[.] //p'
    quietly "$SCORECARD" run "$1" --month 2026-03 --quiet
    quietly "$SCORECARD" results "$1" --indicator referrals --from 2026-03 --unit "$2" | grep -o -m 1 "^referrals,$2,,,2026-03-31"
}
try() {
    echo "$*"
    rm -rf county
    "$make_county" "$@" --until 2026-03-31 county
    take county/job.json exampleshire
}
try --size small
try --children 2500 --years 2 --teams 3 --seed 7
try --children 4000 --years 6 --teams 11 --seed 11

"$make_county" --councils 3 --children 900 --years 2 --teams 4 --until 2026-03-31 england
find england -name job.json | wc -l
take england/job.json england
take england/council_003/job.json council_003
