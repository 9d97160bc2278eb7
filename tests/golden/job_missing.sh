#!/usr/bin/env bash
# No job where one is looked for: what to do is said, whichever way it was named.
set -u
mkdir empty
try() {
    "$SCORECARD" "$@"
    echo "exit status $?"
}
try run nosuch/job.json
try run nosuch/job
try explain empty
try check job.jsn.json
rm job.json
try check
try check nosuch.json
