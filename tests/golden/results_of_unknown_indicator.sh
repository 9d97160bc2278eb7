#!/usr/bin/env bash
# An indicator asked for that is in no catalogue.
set -eu
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" results --indicator agency_rat
