/* The rows of a table while its files are read: columns that grow, made once where the number of rows can be told. */
#ifndef INGEST_TABLE_ROWS_H
#define INGEST_TABLE_ROWS_H

#include "ingest/blueprint.h"

struct table_rows {
    const struct blueprint_table *blueprint;
    struct arena arena; /* of the columns and the lines */
    struct column *columns;
    uint32_t *line;
    uint32_t count;
    size_t capacity;
};

/* Makes room for `more` rows; what is new is missing. */
void table_rows_expect(struct table_rows *rows, size_t more);

/* Forgets the rows from `first` on. */
void table_rows_cut(struct table_rows *rows, uint32_t first);

#endif
