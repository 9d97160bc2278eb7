/* Cells that were converted before are answered from memory: the same column and the same text, the same value. Dates
 * written 31/03/2026, 31-03-2026 or 2026-03-31 have a bit each in a table of months; other short cells share a few
 * places by their text. Only values are remembered, so whatever cell_convert has to say of a cell, it says each time.
 * Used by one thread. */
#ifndef INGEST_CELL_MEMORY_H
#define INGEST_CELL_MEMORY_H

#include "tables/table.h"

struct known_month;
struct known_cell;

/* Of one column. */
struct cell_memory {
    struct known_month *months;
    struct known_cell *cells;
    uint32_t known; /* cells that were, and that were not */
    uint32_t unknown;
};

/* What a cell is remembered by; kept apart from it, for converting may change it in place. */
struct cell_key {
    size_t length; /* 0: it is not remembered */
    uint64_t text[4];
    uint32_t month;
    uint32_t day; /* 0: it is no such date */
};

/* Sets the row's value and returns true when it is known. Of texts that is a code, which holds for one list of words:
 * `words` tells one from another. A column of which most texts are new, as ids are, is not remembered. */
bool cell_recall(struct cell_memory *memory, const char *cell, size_t length, uint32_t words,
                 struct column *column, uint32_t row, struct cell_key *key);

/* What the row's value is, after the cell was not known; in `arena`. */
void cell_remember(struct arena *arena, struct cell_memory *memory, const struct cell_key *key,
                   uint32_t words, const struct column *column, uint32_t row);

#endif
