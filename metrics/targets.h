/* Targets, from targets.csv: indicator,unit,from,green,amber,path,note. What applies to a figure is the row with the
 * latest `from` on or before the period's end, among those that name its unit, else among those for all units. On a
 * "line" the bands' edges move in a straight line, day by day, to the next row's, shown to the indicator's decimals. */
#ifndef METRICS_TARGETS_H
#define METRICS_TARGETS_H

#include "metrics/catalogue.h"
#include "metrics/judgement.h"
#include "metrics/units.h"

struct target {
    size_t indicator;
    int unit; /* -1: all units */
    day_number from;
    struct tolerance tolerance;
    bool line;
    const struct target *next; /* the row that follows it in time, for the same indicator and unit; or NULL */
};

struct targets {
    struct target *items;
    size_t count;
};

MUST_CHECK bool targets_load(struct arena *arena, const char *path, const struct catalogue *catalogue,
                             const struct units *units, struct targets *targets, struct error *error);

/* The rows that an indicator's figures in one unit are judged by: the earliest, with `next` behind it; or NULL. */
struct target_rows {
    const struct target *of_unit, *of_all_units;
    int decimals;
};

struct target_rows targets_for(const struct targets *targets, const struct catalogue *catalogue,
                               size_t indicator, size_t unit);

/* The row's own tolerance, or, on a line, one made in the arena; &nothing_stated when no row applies. */
const struct tolerance *targets_on(struct arena *arena, const struct target_rows *rows, day_number day);

/* What the line in force on that day leads to; nothing stated when none is. */
struct dated_target targets_dated(const struct target_rows *rows, day_number day);

#endif
