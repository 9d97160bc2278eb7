#!/usr/bin/env bash
# Extracts with nothing wrong in them.
set -eu
"$SCORECARD" check
