#!/usr/bin/env bash
# The registers of a made-up county, and what its people wrote, belong together with its extracts: what registers.sql
# says of every row holds, and reading them gives no finding.   tests/oracle/registers.sh [options of make-county]
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${SCORECARD:-build/scorecard}")
generator=${MAKE_COUNTY:-build/make-county}
sql=$PWD/tests/oracle/registers.sql

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$generator" "$@" "$work"
cd "$work"
{
    for file in {extracts,hr,registers}/*.csv {plan,risks,commentary,benchmarks}.csv; do
        echo ".import --csv $file $(basename "$file" .csv)"
    done
    cat "$sql"
} | sqlite3 -batch :memory: >checked
cat checked

last=$(sqlite3 -batch :memory: ".import --csv registers/agency_costs.csv costs" "select max(date) from costs")
"$program" check --as-at "$last" --all . >findings 2>messages || [ $? -eq 1 ]
# Of a register it tells which column is which and nothing else; findings are indented.
awk '/^$/ { inside = 0 } /^registers\// { inside = 1; next } inside && !/^    column  / || /^ +registers\/.*line/' \
    findings >found
if grep -q '^registers/' findings && [ ! -s found ]; then
    echo "ok no finding in the registers"
else
    echo "not ok no finding in the registers"
    head found
fi
! grep -q '^not ok' checked && [ ! -s found ]
