#!/usr/bin/env bash
# A county spoiled on purpose, and what `scorecard check` says of it: every fault that dirt.csv lists is told, by its
# rule, file, line and column, or put right; nothing is told where nothing was spoiled; and a county spoiled only in
# harmless ways has the figures of the clean one, to the byte.
set -euo pipefail
cd "$(dirname "$0")/../.."
project=$PWD
program=$(realpath "${SCORECARD:-build/scorecard}")
generator=$(realpath "${MAKE_COUNTY:-build/make-county}")
month=2026-10

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0

verdict() { # NAME, after the command whose status says
    if [ "$2" -eq 0 ]; then echo "ok $1"; else echo "not ok $1" && failed=1; fi
}
quietly() { # Findings, which status 1 tells of, are what this is about.
    "$@" 2>messages || [ $? -eq 1 ] || { cat messages >&2 && exit 1; }
}

# NAME, and how the county is made. Checks it, and compares with what was spoiled. The first has every kind of fault.
compare() {
    local name=$1 status=0 every=0
    shift
    "$generator" --size small "$@" "$name"
    [ "$name" != spoiled ] || every=1
    quietly "$program" check --month "$month" --all "$name/job.json" >"$name.found"
    awk -v every=$every -f "$project/tests/oracle/dirt.awk" "$name"/{dirt_kinds,dirt}.csv "$name.found" || status=$?
    verdict "$name: each fault is told, and nothing else" $status
}

figures() { # NAME
    quietly "$program" run --quiet --month "$month" "$1/job.json"
    # How many rows have a fault, and what is told of all other figures, is not theirs alone.
    quietly "$program" results --format csv "$1/job.json" | grep -v '^\(data_quality_error_rate\|indicators_[a-z_]*\),' >"$1.figures"
}

compare spoiled --dirt 1 --children 2000
compare spoiled-less --dirt 0.2 --seed 7
compare spoiled-a-little --dirt 0.02 --seed 11 --children 2000
compare harmless --dirt 1 --harmless --children 2000

"$generator" --size small --children 2000 clean
figures clean
figures harmless

# Read, loaded and set aside, of each file: "  575 =  477 +   98  contacts  extracts/ssd_contacts.csv".
loaded() { # NAME
    awk '$2 == "=" && $4 == "+" { print $3, $6, $7 }' "$1.found" >"$1.loaded"
}
quietly "$program" check --month "$month" clean/job.json >clean.found
loaded clean
loaded harmless
status=0
diff clean.loaded harmless.loaded || status=$?
[ "$(wc -l <clean.loaded)" -gt 50 ] || status=1
verdict "of what is harmless the same rows are loaded, file by file" $status

status=0
diff clean.figures harmless.figures >difference || status=$?
head -n 20 difference
verdict "what is harmless changes no figure" $status
[ "$(wc -l <clean.figures)" -gt 1000 ] || verdict "there are figures to compare" 1

"$generator" --size small --dirt 1 --children 2000 again
status=0
diff -r spoiled again -x out -x '*.db*' || status=$?
verdict "spoiled twice, the same bytes" $status
[ ! -e clean/dirt.csv ] || verdict "a clean county has no list of faults" 1
exit $failed
