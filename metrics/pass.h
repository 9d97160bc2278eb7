/* One pass over the rows of a table: each is seen from the windows it falls in, and counts in every measure that asks
 * for the same table, time rule, window and place. Internal to counting. */
#ifndef METRICS_PASS_H
#define METRICS_PASS_H

#include "metrics/tally.h"

#include <stdatomic.h>

/* Whether the windows that a measure's rows count in all see that a row has closed (it falls on that day), or none does
 * (it is open at their end). What depends on nothing else then looks the same from all of them. */
enum until_seen { UNTIL_SEEN, UNTIL_HIDDEN, UNTIL_VARIES };
enum until_seen measure_until(const struct measure *measure, const struct table *table);

/* A value per row, worked out before the passes: of an expression that looks the same from every window. */
struct row_values {
    const struct expression *expression;
    bool until_hidden;
    struct vector vector;
};

/* The values of an expression as such a measure's rows see it, or NULL. */
const struct row_values *row_values_find(const struct row_values *values, size_t count,
                                         const struct expression *expression, enum until_seen until);

struct pass_shared {
    const struct counting *counting;
    const struct row_values *row_values;
    size_t row_value_count;
    atomic_uchar **unplaced; /* per table and row: whether it belongs to no unit, and how */
};

enum { UNPLACED_NO_UNIT = 1, UNPLACED_UNKNOWN_UNIT = 2 };

/* The unit that a word names: few words name one, so a few places know nearly all. */
struct known_unit {
    uint32_t word_and_one; /* 0: none yet */
    int32_t unit;          /* -1: none */
};

/* What a thread keeps from pass to pass. */
struct worker {
    struct known_unit *known_units; /* by a few bits of their dictionary code */
    struct arena scratch;           /* given back when the pairs at hand are counted */
    struct arena lasting;           /* given back when a pass ends */
};
struct worker worker_make(void);
void worker_release(struct worker *worker);

struct pass {
    struct count **members;
    size_t member_count;
    struct arena arena; /* where its counts live */
    size_t weight;      /* about how long it takes, against others */
    double seconds;
    size_t bytes;
};

/* Whether two measures can be members of one pass. */
bool pass_is_shared(const struct measure *one, const struct measure *other);

void pass_run(struct pass *pass, const struct pass_shared *shared, struct worker *worker);

#endif
