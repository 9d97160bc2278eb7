#!/usr/bin/env bash
# A county made twice, in other time zones and languages, is the same to the byte; another seed makes another; and the
# bytes are those of every other machine. Nobody else may read it.
set -eu
make_county=$(dirname "$SCORECARD")/make-county
sums() {
    (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum)
}
TZ=UTC LC_ALL=C "$make_county" --size small first
TZ=Pacific/Kiritimati LC_ALL=de_DE.UTF-8 "$make_county" --size small second
"$make_county" --size small --seed 7 other
sums first >first.sums
sums second >second.sums
cmp first.sums second.sums
diff -q first/extracts/ssd_person.csv other/extracts/ssd_person.csv || true
wc -l <first.sums
sha256sum <first.sums
find first -type f ! -perm 600
