#!/usr/bin/env bash
# An indicator whose condition stops in the middle.
set -eu
sed -i '0,/is present and referrals is present/s//is present and/' catalogue.json
"$SCORECARD" run --month 2025-12
