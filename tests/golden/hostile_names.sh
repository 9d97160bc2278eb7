#!/usr/bin/env bash
# A unit's name is text wherever it goes: no command, no formula, no markup.
set -eu
# shellcheck disable=SC2016  # none of it is to be expanded
sed -i 's/^Kirklees,Kirklees,/Kirklees,"=1+1 `touch a` $(touch b) <b>'"'"'x'"'"' ""y"" {\/Symbol z} \\n @q",/' units.csv
"$SCORECARD" run --quiet --month 2025-12
ls
grep -o '<title>[^<]*' out/2025-12/charts/agency_rate-kirklees.svg
grep -o '[^>]*touch[^<]*, 2013 to 2025<' out/2025-12/charts/agency_rate-kirklees.svg
