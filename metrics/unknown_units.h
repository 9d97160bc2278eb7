/* Which names of units the units file does not have: of each column that says, by itself, which unit a table's rows belong
 * to, each value that is none, and how many rows have it. Told by distinct value, so that one misspelling of 500 rows is one
 * line. They are names of units and no person's; but a column may be mapped wrongly, so they go into the restricted workbook
 * alone. */
#ifndef METRICS_UNKNOWN_UNITS_H
#define METRICS_UNKNOWN_UNITS_H

#include "metrics/units.h"
#include "tables/table.h"

struct unknown_unit {
    const char *table;
    const char *column;
    const char *value;
    uint32_t rows;
    const char *nearest; /* the id or the name of the known unit that it is most like, or NULL */
};

struct unknown_units {
    struct unknown_unit *items; /* by table; in each, those of the most rows first, the first thousand */
    size_t count;
    size_t capacity;
    size_t left_out; /* values of which there were too many */
    size_t names;    /* different values kept, in whichever tables they stand */
};

struct unknown_units unknown_units_find(struct arena *arena, const struct dataset *dataset,
                                        const struct units *units);

#endif
