#!/usr/bin/env bash
# There is no writing where the output should go.
set -eu
: >out
"$SCORECARD" run --quiet --month 2025-12
