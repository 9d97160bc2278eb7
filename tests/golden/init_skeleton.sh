#!/usr/bin/env bash
# Without extracts to look at: a job to be filled in, which says what it lacks.
set -eu
"$SCORECARD" init new/council
cat new/council/job.json new/council/units.csv
"$SCORECARD" check new/council/job.json
