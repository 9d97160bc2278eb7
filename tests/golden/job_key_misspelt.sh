#!/usr/bin/env bash
# A key of the job that nothing knows: the nearest known one is named.
set -eu
sed -i 's/"catalogue"/"catalog"/' job.json
"$SCORECARD" check
