#!/usr/bin/env bash
# What make-county refuses, and how it says so.
make_county=$(dirname "$SCORECARD")/make-county
refuse() {
    "$make_county" "$@"
    echo "$?"
}
refuse
refuse --size huge out
refuse --children 99 out
refuse --years 0 out
refuse --teams two out
refuse --dirt 1.5 out
refuse --harmless out
refuse --until 31/10/2026 out
refuse --seed -1 out
: >file
refuse --size small file
find . -name out
