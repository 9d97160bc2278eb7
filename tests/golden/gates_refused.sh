#!/usr/bin/env bash
# Limits that could never stop a run, a table that is too old, a gate's name misspelt, and a history that is none.
set -eu
cp job.json kept.json
gates() { sed "s/\"history\":/\"gates\": $1, \"history\":/" kept.json >job.json; }
gates '{ "blank": 0.6 }'
"$SCORECARD" run --month 2025-12 --quiet || echo "exit status $?"
gates '{ "tables": { "published_children_in_need": { "newest_within_days": 100 } } }'
"$SCORECARD" run --month 2025-12 --quiet --accept old:published_children_in_ned || echo "exit status $?"
gates '{ "newest_within_days": 100 }'
"$SCORECARD" run --month 2025-12 --quiet || echo "exit status $?"
cp kept.json job.json
: >history.db
"$SCORECARD" run --month 2025-12 --quiet || echo "exit status $?"
echo 'This is a letter to the Board, and not a database of any kind, however long it goes on for.' >history.db
"$SCORECARD" run --month 2025-12 --quiet || echo "exit status $?"
