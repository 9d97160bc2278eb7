#!/usr/bin/env bash
# A history recorded before it held what was loaded, and windows, goes on being read, and is brought up to date.
set -eu
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" results --indicator agency_rate --unit Kirklees >before
sqlite3 history.db "create table old as select run, indicator, unit, breakdown, category, period, reason, numerator,
        denominator, value, shown, green_low, green_high, green_kind, amber_low, amber_high, amber_kind, stretch, rating,
        movement, progress, unknown, small_numbers from figure join series using (run, position);
    drop table figure; drop table series; alter table old rename to figure;
    drop table loaded; pragma user_version = 1"
"$SCORECARD" results --indicator agency_rate --unit Kirklees | cmp - before
sqlite3 history.db "pragma user_version; select count(*) from loaded"
sed -i "33,\$d" extracts/children_in_need.csv
"$SCORECARD" run --quiet --month 2025-12
sqlite3 history.db "select table_name, row_count, column_name, filled from loaded where position < 3"
