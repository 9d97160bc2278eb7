#!/usr/bin/env bash
# A unit below one that is not there.
set -eu
sed -i 's/^Leeds,Leeds,,/Leeds,Leeds,Yorkshire,/' units.csv
"$SCORECARD" run --month 2025-12
