/* Counting: one measure, compiled, worked out for every unit and every period in one pass over its rows. A row is
 * seen from each window it falls in; what does not depend on the window is worked out once a row. */
#ifndef METRICS_COUNT_H
#define METRICS_COUNT_H

#include "ingest/findings.h"
#include "metrics/catalogue.h"
#include "metrics/units.h"

/* A numerator or denominator, compiled. What was not given is NULL. */
struct measure {
    int table;
    const struct expression *at;
    const struct expression *open_start;
    const struct expression *open_end;
    const struct expression *where;
    const struct expression *of;
    const struct expression *unit; /* NULL: rows belong nowhere */
    enum aggregate aggregate;
    double percentile;
    enum window_length window;
    int missing_table;  /* a table it reads that no file supplied, or that lacks a column it reads, or -1 */
    int missing_column; /* that column, or NO_COLUMN */
};

/* Compiles a measure. One without a table is `denominator`'s rows that also satisfy its `where`, and is summed or told
 * apart as those are unless it says otherwise. Errors name the indicator and the key. */
MUST_CHECK bool measure_compile(struct arena *arena, const struct expression_scope *scope,
                                const struct indicator *indicator, const char *key,
                                const struct measure_text *text, const struct measure *denominator,
                                struct measure *measure, struct error *error);

/* What a measure came to in one unit and period. */
struct counted {
    double value;     /* rows, sum, mean, median, how many told apart, percentile */
    double total;     /* the sum behind a mean */
    uint32_t known;   /* rows that count */
    uint32_t unknown; /* rows whose condition or value is not known */
};

/* Everything that stays the same from measure to measure. */
struct counting {
    const struct expression_scope *scope;
    struct evaluator *evaluator;
    const struct units *units;
    const struct period *periods;
    size_t period_count;
    const struct period_plan *plan;
    day_number as_at;
    struct findings *findings;
    struct arena *arena;
    int32_t *unit_of_word; /* a dictionary code's unit; -1 none; -2 not looked up yet */
    size_t word_count;
    bool **told; /* per table: the rows already reported as belonging to no unit */
};

struct counting counting_make(struct arena *arena, const struct expression_scope *scope,
                              const struct units *units, const struct period *periods, size_t period_count,
                              const struct period_plan *plan, day_number as_at, struct findings *findings);

/* A measure, and where its counts go: counts[unit * period_count + period]. */
struct count {
    const struct measure *measure;
    struct counted *counts;
};

/* Fills the counts, rolled up the tree. `also` is a measure over the same rows (a numerator without a table of its
 * own), or NULL. */
void count_rows(struct counting *counting, const struct count *count, const struct count *also);

#endif
