#!/usr/bin/env bash
# The name of a gate, misspelt, is not taken for granted.
"$SCORECARD" run --month 2025-12 --accept shrnk:published_workforce || echo "exit status $?"
"$SCORECARD" run --month 2025-12 --accept shrink || echo "exit status $?"
"$SCORECARD" run --month 2025-12 --accept shrink:published_workforce >printed
