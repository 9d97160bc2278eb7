/* Rows of a table found by the value of a column: the rows of one child, of one plan. Rows of one value stand in
 * the order they came about (a later line wins a tie); rows whose `when` is missing stand last. */
#ifndef TABLES_RELATED_H
#define TABLES_RELATED_H

#include "tables/table.h"

struct related_index {
    const struct table *table;
    uint32_t *rows;   /* grouped by value, each group in order */
    day_number *when; /* the day each of them came about; INT32_MAX when that is missing */
    uint32_t *first;  /* of each group: where it begins; the next one's beginning is its end */
    uint32_t group_count;
    /* Which codes have a group, a bit each, and how many groups those of the words before have: a dictionary's codes are
     * many, those of one column few. */
    uint64_t *has;
    uint32_t *groups_before;
    size_t word_count;
};

/* Over a TEXT column. Rows that lack it are found by nothing. */
struct related_index related_index_make(struct arena *arena, const struct table *table, int column);

/* Rows that are alike, and the days they came about. */
struct related {
    const uint32_t *rows;
    const day_number *when;
    size_t count;
    day_number hidden; /* the day on which the next one will have come about; INT32_MAX: there is none */
};

/* The rows with this value; with `seen_from` (a window's end), those that had come about by then. */
struct related related_rows(const struct related_index *index, uint32_t code, const day_number *seen_from);

#endif
