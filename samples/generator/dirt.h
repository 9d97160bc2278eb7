/* Faults that real extracts have, put in on purpose. A sheet shows dirt its header and each row; dirt writes the
 * row itself, as it is or spoiled, and notes each fault in dirt.csv: file, line, column, kind. What the kinds are,
 * and by which rule `scorecard check` tells each, is the table in dirt_kinds.c, written beside it as
 * dirt_kinds.csv. Line 0 is the file as a whole; lines are counted as a spreadsheet shows them.
 *
 * A share of 0.01 spoils one row in a hundred, each by one fault, so that a finding can be laid at its door, and
 * the form of one file in ten. Harmless faults are those that a reader can put right, or set aside, without any
 * figure changing. Rows that others point at keep their keys and dates, so that one fault is one fault.
 *
 * One struct dirt belongs to one file, so files may be written at the same time; dirt_report gathers them in
 * the order of the table of extracts. With a share of 0 nothing is here. */
#ifndef GENERATOR_DIRT_H
#define GENERATOR_DIRT_H

#include "base/text.h"
#include "samples/generator/sheet.h"

struct dirt_form;
struct dirt_kind;

struct dirt {
    int share;            /* per mille */
    bool harmless;        /* only faults that change no figure */
    const char *folder;   /* of the file, for the report */
    day_number until;     /* the last day of the extracts */
    struct random random; /* its own, so that a clean county and a dirty one are the same below the dirt */
    struct text noted;    /* lines of dirt.csv */
    const struct dirt_form *form;
    const struct dirt_kind *of_form; /* NULL: the form is the usual one */
    size_t first_column;             /* which field is written first, where the columns are reordered */
    bool began; /* something is in the file, so that the next row follows an end of line */
    struct arena arena;
    struct arena scratch; /* of one row */
};

/* Writes the line about to be written: the header when sheet->line is 1. */
void dirt_falls(struct dirt *dirt, struct sheet *sheet);

/* Ends the file. */
void dirt_ends(struct dirt *dirt, struct sheet *sheet);

MUST_CHECK bool dirt_report(const struct dirt *dirt, size_t count, const char *folder, struct error *error);
void dirt_release(struct dirt *dirt);

#endif
