#!/usr/bin/env bash
# Which indicators there are: listed by explain, to which an unknown name without a near one points.
set -u
"$SCORECARD" explain .
"$SCORECARD" explain --unit Kirklees
"$SCORECARD" explain job.json xyzzy
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" results job.json --indicator xyzzy
"$SCORECARD" chart . xyzzy
"$SCORECARD" chart .
echo "exit status $?"
