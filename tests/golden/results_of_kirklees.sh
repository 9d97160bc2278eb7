#!/usr/bin/env bash
# The figures Kirklees worked out for its agency staff, and their rating against its own target.
set -eu
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" results --indicator agency_rate --unit Kirklees
