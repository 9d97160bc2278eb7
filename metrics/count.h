/* Counting: measures, compiled, worked out for every unit, period and category in one pass over their rows, shared by all
 * measures that ask for the same rows at the same time in the same place. A row is looked at from the first window it falls
 * in, and again from each later one as seen from which something that is asked of it may be different; it counts in all the
 * windows between at once. */
#ifndef METRICS_COUNT_H
#define METRICS_COUNT_H

#include "base/map.h"
#include "ingest/findings.h"
#include "metrics/catalogue.h"
#include "metrics/units.h"

/* A numerator or denominator, compiled. What was not given is NULL. */
struct measure {
    int table;
    const struct expression *at;
    const struct expression *open_start;
    const struct expression *open_end;
    bool during;
    const struct expression *where;
    const struct expression *of;
    const struct expression *once_per;
    const struct expression *unit;      /* NULL: rows belong nowhere */
    const struct expression *const *by; /* per breakdown of the indicator; NULL: told of no row */
    size_t by_count;
    enum aggregate aggregate;
    double percentile;
    enum window_length window;
    bool unit_alone;    /* a row counts in its unit, and not in those above it */
    int missing_table;  /* a table it reads that no file supplied, or that lacks a column it reads, or -1 */
    int missing_column; /* that column, or NO_COLUMN */
};

/* Expressions by table and text: what is written twice is compiled, and worked out, once. */
struct measure_compiler {
    struct arena *arena;
    const struct expression_scope *scope;
    const struct catalogue *catalogue;
    int unit_alone_table; /* or -1 */
    struct map texts;
    const struct expression **expressions;
    size_t capacity;
};

struct measure_compiler measure_compiler_in(struct arena *arena, const struct expression_scope *scope,
                                            const struct catalogue *catalogue);

/* Compiles a measure. One without a table is `denominator`'s rows that also satisfy its `where`, and is summed or told
 * apart as those are unless it says otherwise. Errors name the indicator and the key. */
MUST_CHECK bool measure_compile(struct measure_compiler *compiler, const struct indicator *indicator,
                                const char *key, const struct measure_text *text,
                                const struct measure *denominator, struct measure *measure,
                                struct error *error);

/* What a measure came to in one unit, period and category. */
struct counted {
    double value;     /* rows, sum, mean, median, how many told apart, percentile ... */
    double total;     /* the sum behind a mean */
    uint32_t known;   /* rows that count */
    uint32_t unknown; /* rows whose condition or value is not known */
};

/* A category that rows fell to, of one of the measure's breakdowns. */
struct category {
    size_t by;
    bool known; /* else those whose category is missing */
    bool is_flag;
    uint32_t code; /* into the dictionary; 0 or 1 for a flag */
};

enum { WHOLE = 0, MOST_CATEGORIES = 200 };

struct counts {
    struct counted *cells;       /* cells[(category * units + unit) * periods + period] */
    struct category *categories; /* the first one, WHOLE, is no category: all rows */
    size_t category_count;
    bool too_many_categories; /* of some breakdown: rows of the rest are in none */
};

/* Two measures over the same rows, or one: `also` is a numerator without a table of its own, or NULL. */
struct count {
    const struct measure *measure, *also;
    struct counts counts, also_counts;
    double seconds; /* of the processor: its share of the passes it was part of */
    size_t bytes;   /* its share of what they held at the end, beside what a thread keeps */
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
    size_t threads; /* 0: two, or one where there is one processor */
};

/* Fills the counts, which then live in the arena, rolled up the tree. Adds a finding for each row that belongs to no
 * unit, in order of tables and rows. The same whatever the threads. */
void count_all(struct arena *arena, const struct counting *counting, struct count *items, size_t count,
               struct findings *findings);

#endif
