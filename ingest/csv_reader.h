/* CSV text, record by record, with the row each would have in a spreadsheet: blank rows count, and a line
 * break inside quotes does not. The only includer of libcsv.
 *
 * Strict about what would be guessing: a quoted cell that never ends, and anything but white space between
 * its closing quote and the next comma, are errors. A quote in the middle of an unquoted cell (5" nail) is
 * text. Blank rows, those without a visible character in any cell, are not records. */
#ifndef INGEST_CSV_READER_H
#define INGEST_CSV_READER_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

enum { CSV_CELL_LIMIT = 1 << 20 };

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
};

/* Who takes the records. A take that returns false ends the reading, with its error. */
struct csv_taker {
    bool (*take)(void *context, const struct csv_record *record, struct error *error);
    void *context;
};

/* `scratch` holds one record at a time. The text has no NUL in its `length` bytes. */
MUST_CHECK bool csv_read(struct arena *scratch, const char *text, size_t length, struct csv_taker taker,
                         struct error *error);

/* No more records than this, headers included, whatever the text: for making room once. */
size_t csv_most_records(const char *text, size_t length);

#endif
