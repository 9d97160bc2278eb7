#!/usr/bin/env bash
# Results asked for before anything was worked out.
set -eu
"$SCORECARD" results
