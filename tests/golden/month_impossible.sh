#!/usr/bin/env bash
# A month that does not exist.
set -eu
"$SCORECARD" run --month 2025-13
