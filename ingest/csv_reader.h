/* CSV text, record by record, with the row each would have in a spreadsheet: blank rows count, and a line
 * break inside quotes does not. The only includer of libcsv.
 *
 * Strict about what would be guessing: a quoted cell that never ends, and anything but white space between
 * its closing quote and the next comma, are errors. A quote in the middle of an unquoted cell (5" nail) is
 * text. Blank rows, those without a visible character in any cell, are not records.
 *
 * libcsv reads every record that has a quote in it. One without is split by looking for what ends a cell,
 * sixty-four characters at a time, to the same cells: tests hold the two against each other. */
#ifndef INGEST_CSV_READER_H
#define INGEST_CSV_READER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A spreadsheet's own limit is 32,767 characters. A longer cell is most often a stray quote that has swallowed the
 * rows after it, which would otherwise be lost without a word. */
enum { CSV_CELL_LIMIT = 1 << 16, CSV_RECORD_LIMIT = 8 << 20 };

/* Unquoted cells come without the spaces and tabs around them. The text ends with a NUL, and its reader may
 * change it in place. */
struct csv_cell {
    char *text;
    size_t length;
};

struct csv_record {
    uint32_t line;
    const struct csv_cell *cells; /* until the next record */
    size_t cell_count;
    bool has_quote; /* somewhere in it: without, no cell holds a line break */
};

/* Who takes the records. A take that returns false ends the reading, with its error. */
struct csv_taker {
    bool (*take)(void *context, const struct csv_record *record, struct error *error);
    void *context;
};

/* `scratch` holds one record at a time. The text has no NUL in its `length` bytes. */
MUST_CHECK bool csv_read(struct arena *scratch, const char *text, size_t length, struct csv_taker taker,
                         struct error *error);

/* Some of a longer text, from the beginning of a record. */
struct csv_part {
    const char *text;
    size_t length;
    bool last;      /* nothing follows it, so that its end ends a record */
    char delimiter; /* 0: a comma */
    uint32_t line;  /* of the next record; counted on */
    size_t done;    /* out: the records that were read end here; with `last`, all is */
    const char
        *failure; /* out: why the record at `line` cannot be read; NULL when it is the taker that ended it */
};

/* Reads the records that end within the part. False: see `failure`, and when it is NULL `error`. */
MUST_CHECK bool csv_read_part(struct arena *scratch, struct csv_part *part, struct csv_taker taker,
                              struct error *error);

/* No more records than this, headers included, whatever the text: for making room once. */
size_t csv_most_records(const char *text, size_t length);

/* Where a record most likely ends last in the text: after its last line that has no open quote, or else its last
 * line, or else the whole of it. A guess: quotes inside unquoted cells mislead it. */
size_t csv_likely_end(const char *text, size_t length);

#endif
