/* Small tables and expressions about them, drawn at random, the same for the same seed: for tests that hold two ways of
 * working something out against each other. */
#ifndef TESTS_SUPPORT_RANDOM_LANGUAGE_H
#define TESTS_SUPPORT_RANDOM_LANGUAGE_H

#include "tables/table.h"

struct chance {
    uint64_t seed;
};

int chance_below(struct chance *chance, int sides);   /* 0 to sides - 1 */
bool chance_one_in(struct chance *chance, int sides); /* once in so often */

/* Five tables as tests/support/tables.h reads them: people, plans, visits, posts (several rows of one key) and notes. All have
 * the same columns; which of them say when a row came about and closed is drawn. Days are missing, equal, on the edges of
 * months, ends before starts. `most` rows each, or sometimes many rows that are alike. */
const char *random_tables(struct arena *arena, struct chance *chance, int most);

/* Of a row of a table: compiles, and is of the type. */
const char *random_expression(struct arena *arena, struct chance *chance, const struct dataset *dataset,
                              int table, enum column_type type);

#endif
