#!/usr/bin/env bash
# A file that the mapping says is there is not.
set -eu
rm extracts/workforce.csv
"$SCORECARD" check
