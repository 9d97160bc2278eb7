#include "metrics/history_schema.h"

static const char *const steps[] = {
    "create table run (id integer primary key, organisation text not null, as_at integer not null,"
    " every integer not null, period_count integer not null, year_end_month integer not null,"
    " year_end_day integer not null, last_start integer not null, small_denominator integer not null,"
    " dead_band real not null, definitions text not null);"
    "create table figure (run integer not null references run(id) on delete cascade,"
    " indicator text not null, unit text not null, breakdown text not null, category text not null,"
    " period integer not null, reason integer not null, numerator real, denominator real, value real, shown "
    "real,"
    " green_low real, green_high real, green_kind integer not null,"
    " amber_low real, amber_high real, amber_kind integer not null, stretch integer not null,"
    " rating integer not null, movement integer not null, progress integer not null, unknown integer not "
    "null,"
    " small_numbers integer not null,"
    " primary key (run, indicator, unit, breakdown, category, period)) without rowid;"
    "pragma user_version = 1;",
    /* A row for each column of each table that was supplied. */
    "create table loaded (run integer not null references run(id) on delete cascade,"
    " position integer not null, table_name text not null, row_count integer not null,"
    " column_name text not null, filled integer not null,"
    " primary key (run, position)) without rowid;"
    "pragma user_version = 2;",
    /* What a figure is of is told once, with its window; "" where an earlier version did not say which. */
    "create table series (run integer not null references run(id) on delete cascade,"
    " position integer not null, indicator text not null, window text not null, unit text not null,"
    " breakdown text not null, category text not null, primary key (run, position)) without rowid;"
    "insert into series select run, row_number() over (partition by run order by indicator, unit, breakdown,"
    " category) - 1, indicator, '', unit, breakdown, category"
    " from (select distinct run, indicator, unit, breakdown, category from figure);"
    "create table series_figure (run integer not null references run(id) on delete cascade,"
    " position integer not null, period integer not null, reason integer not null,"
    " numerator real, denominator real, value real, shown real,"
    " green_low real, green_high real, green_kind integer not null,"
    " amber_low real, amber_high real, amber_kind integer not null, stretch integer not null,"
    " rating integer not null, movement integer not null, progress integer not null,"
    " unknown integer not null, small_numbers integer not null,"
    " primary key (run, position, period)) without rowid;"
    "insert into series_figure select run, position, period, reason, numerator, denominator, value, shown,"
    " green_low, green_high, green_kind, amber_low, amber_high, amber_kind, stretch, rating, movement,"
    " progress, unknown, small_numbers from figure join series using (run, indicator, unit, breakdown, "
    "category);"
    "drop table figure; alter table series_figure rename to figure;"
    "pragma user_version = 3;",
    /* Of each row's table; 0 files where an earlier version did not say how many. */
    "alter table loaded add column files integer not null default 0;"
    "alter table loaded add column newest integer;"
    "pragma user_version = 4;",
    /* The dated target that a series was on its way to, where there was one. */
    "alter table series add column dated_since integer; alter table series add column dated_by integer;"
    "alter table series add column dated_low real; alter table series add column dated_high real;"
    "alter table series add column dated_kind integer not null default 0;"
    "alter table series add column dated_stretch integer not null default 0;"
    "pragma user_version = 5;",
};
_Static_assert(sizeof steps / sizeof *steps == HISTORY_VERSION, "a step for each version");

const char *history_step(int version)
{
    return steps[version];
}
