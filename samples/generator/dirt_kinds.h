/* The kinds of fault, as data: what each is called, where it falls, and what is to be found of it. */
#ifndef GENERATOR_DIRT_KINDS_H
#define GENERATOR_DIRT_KINDS_H

#include "samples/generator/dirt_form.h"

enum dirt_reach { REACHES_FILE, REACHES_ROW, REACHES_CELL, REACHES_END, DIRT_REACHES };

/* A column, by its file and field. */
struct dirt_place {
    const char *file, *field;
};

struct dirt_kind {
    const char *name;
    enum dirt_reach reach;
    bool harmless; /* a reader can put it right or set it aside, and no figure changes */
    const char
        *found_as; /* the rule of `scorecard check` that tells it; "" when it is put right without a word */

    /* Of a file. */
    struct dirt_form form;

    /* Of a cell: those of this kind, or, where there are places (they end in a NULL), those that stand there. One
     * of the texts is written; or `write` gives the text, NULL when it cannot be done to this one. */
    enum cell_kind on;
    const struct dirt_place *places;
    const char *const *texts; /* ends in NULL */
    const char *(*write)(struct dirt *dirt, struct sheet *sheet, struct cell *cell);
    bool held_back; /* it takes a value away, so that it does not fall where others need it */

    /* Of a row, or at the end: writes what it does and notes it; false when it cannot be done to this one. */
    bool (*spoil)(struct dirt *dirt, struct sheet *sheet, const struct dirt_kind *kind);
};

size_t dirt_kind_count(void);
const struct dirt_kind *dirt_kind_at(size_t index);

/* Notes a fault of the line about to be written; `field` NULL: of the whole line. */
void dirt_note(struct dirt *dirt, const struct sheet *sheet, const struct dirt_kind *kind, const char *field);

/* Whether others need the dates of the file's rows, or what stands in this column. */
bool dirt_is_needed(const struct sheet *sheet, size_t column);

bool dirt_stands_at(const struct dirt_place *places, const struct sheet *sheet, size_t column);

#endif
