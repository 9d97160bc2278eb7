/* How much a run loaded: the files and rows of each table, the day of its newest, and how many rows have a value in each
 * column. A good run leaves it behind, for the next to be compared with (see gates.h). */
#ifndef INGEST_LOADED_H
#define INGEST_LOADED_H

#include "tables/table.h"

struct loaded_column {
    const char *name;
    uint32_t filled;
};

struct loaded_table {
    const char *name;
    uint32_t rows;
    uint32_t files;    /* 0: an earlier version did not say */
    day_number newest; /* of its rows up to the day the run was for; NO_NEWEST: none is dated */
    struct loaded_column *columns;
    size_t column_count;
};

struct loaded {
    struct loaded_table *tables; /* those supplied */
    size_t count;
};

enum { NO_NEWEST = INT32_MIN };

struct loaded loaded_count(struct arena *arena, const struct dataset *dataset, day_number as_at);

/* Adds the tables of before that have no rows now, so that the next run has them to be compared with. */
struct loaded loaded_keep(struct arena *arena, const struct loaded *now, const struct loaded *before);

/* All but the tables named. */
struct loaded loaded_leave(struct arena *arena, const struct loaded *loaded, const char *const *names,
                           size_t count);

/* Of the rows from `first` up to `end`. */
day_number loaded_newest(const struct table *table, uint32_t first, uint32_t end, day_number as_at);

const struct loaded_table *loaded_table(const struct loaded *loaded, const char *name); /* or NULL */
const struct loaded_column *loaded_column(const struct loaded_table *table, const char *name);

#endif
