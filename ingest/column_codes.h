/* Which codes a column of a table may hold: those of all the lists that mappings give it, since what is in none of them is
 * read as missing. A column that some mapping reads as plain text may hold anything. */
#ifndef INGEST_COLUMN_CODES_H
#define INGEST_COLUMN_CODES_H

#include "ingest/mapping.h"
#include "tables/table.h"

struct coded_column {
    const struct code_list **lists;
    size_t count;
    size_t capacity;
    bool open; /* may hold anything */
};

struct column_codes {
    struct arena *arena;
    struct map names; /* "cp_plans.category" -> place in `columns` */
    struct coded_column *columns;
    size_t capacity;
};

/* The code lists that it is given outlive it. */
struct column_codes column_codes_in(struct arena *arena);
void column_codes_add(struct column_codes *codes, const struct mapping *mapping);

/* Tells the table's columns their codes (see tables/vocabulary.h). */
void column_codes_tell(const struct column_codes *codes, struct table *table);

#endif
