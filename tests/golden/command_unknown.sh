#!/usr/bin/env bash
# A command that is not one.
set -eu
"$SCORECARD" chek
