/* Cells that were converted before are answered from memory: the same rule and the same text, the same value. Dates
 * written 31/03/2026, 31-03-2026 or 2026-03-31 have a place each in a table of days; short codes, flags and numbers
 * share a few places by their text. Whatever cell_convert makes of a cell is what comes out. Used by one thread. */
#ifndef INGEST_CELL_MEMORY_H
#define INGEST_CELL_MEMORY_H

#include "ingest/convert.h"

enum { DATE_SHAPES = 3 };

struct remembered;
struct known_text;

/* Of one column. */
struct cell_memory {
    int32_t *days[DATE_SHAPES];
    struct remembered *cells;
    struct known_text *texts;
    uint32_t known; /* texts that were, and that were not */
    uint32_t unknown;
};

/* As cell_convert; what is remembered is in `arena`. */
struct cell_value cell_convert_again(struct arena *arena, struct cell_memory *memory,
                                     const struct cell_rule *rule, char *cell, size_t length);

/* A short text of which the code in a dictionary is known: the cell need not be converted, nor its word be looked for.
 * `dictionary` tells one from another. A column of which most texts are new, as ids are, is not remembered. */
struct text_key {
    uint64_t text[2];
};
bool text_is_short(const struct cell_memory *memory, size_t length);
struct text_key text_key_make(const char *cell, size_t length);
bool text_known(struct cell_memory *memory, struct text_key key, uint32_t dictionary, uint32_t *code);
void text_know(struct arena *arena, struct cell_memory *memory, struct text_key key, uint32_t dictionary,
               uint32_t code);

#endif
