/* How much a run loaded: the rows of each table, and how many of them have a value in each column. A good run leaves
 * it behind, for the next to be compared with (see gates.h). */
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
    struct loaded_column *columns;
    size_t column_count;
};

struct loaded {
    struct loaded_table *tables; /* those supplied */
    size_t count;
};

struct loaded loaded_count(struct arena *arena, const struct dataset *dataset);

const struct loaded_table *loaded_table(const struct loaded *loaded, const char *name); /* or NULL */
const struct loaded_column *loaded_column(const struct loaded_table *table, const char *name);

#endif
