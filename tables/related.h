/* Rows of a table found by the value of a column: the rows of one child, of one plan. Rows of one value stand in
 * the order they came about (a later line wins a tie); rows whose `when` is missing stand last. */
#ifndef TABLES_RELATED_H
#define TABLES_RELATED_H

#include "tables/table.h"

struct related_index {
    const struct table *table;
    uint32_t *rows;      /* grouped by value, each group in order */
    uint32_t *slot_code; /* a hash table over the values: code + 1, 0 = empty */
    uint32_t *slot_first;
    uint32_t *slot_count;
    size_t slot_mask;
};

/* Over a TEXT column. Rows that lack it are found by nothing. */
struct related_index related_index_make(struct arena *arena, const struct table *table, int column);

/* The rows with this value; with `seen_from` (a window's end), only those that had come about by then. */
const uint32_t *related_rows(const struct related_index *index, uint32_t code, const day_number *seen_from,
                             size_t *count);

#endif
