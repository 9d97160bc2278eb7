#!/usr/bin/env bash
# No job where one is looked for.
set -eu
rm job.json
"$SCORECARD" check
