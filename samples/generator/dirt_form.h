/* How a dirty file is written: its encoding, ends of line, delimiter, what stands above and beside its table. */
#ifndef GENERATOR_DIRT_FORM_H
#define GENERATOR_DIRT_FORM_H

#include "samples/generator/dirt.h"

enum dirt_encoding { WRITTEN_UTF_8, WRITTEN_UTF_16, WRITTEN_WINDOWS_1252 };
enum dirt_headers {
    HEADERS_AS_THEY_ARE,
    HEADERS_IN_CAPITALS,
    HEADERS_WITH_SPACES,
    HEADERS_WITH_NO_BREAK_SPACES
};

struct dirt_form {
    enum dirt_encoding encoding;
    enum dirt_headers headers;
    char delimiter;        /* 0: a comma */
    const char *line_end;  /* NULL: as Windows ends lines */
    const char *above;     /* bytes before the headers, or NULL */
    long lines_above;      /* of them, as a spreadsheet counts */
    const char *before;    /* the header of a column before the first, or NULL; its rows are numbered */
    const char *after;     /* the header of one more column, or NULL ... */
    const char *remark;    /* ... and what each of its rows says */
    const char *after_all; /* empty cells after the headers and each row, or NULL: ",," */
    const char *after_row; /* after each row alone */
    bool reordered;
    bool quoted;    /* every cell */
    bool day_first; /* every date: 31/3/2026 */
    bool cut;       /* no end of the last line */
};

/* Whatever stands above the headers. */
void dirt_form_begin(struct dirt *dirt, struct sheet *sheet);

/* Cut: without the empty cells at its end. Torn: with one too many, as a comma outside quotes makes it. */
enum dirt_row { ROW_WHOLE, ROW_CUT, ROW_TORN };

/* The sheet's cells as they are, as the next line. */
void dirt_form_write(struct dirt *dirt, struct sheet *sheet, enum dirt_row how);

/* Whether a row may be cut: its last cell is empty, and it stands under a header. */
bool dirt_form_can_cut(const struct dirt *dirt, const struct sheet *sheet);

/* A line with this in its first cell and nothing in the others. */
void dirt_form_write_line(struct dirt *dirt, struct sheet *sheet, const char *first);

void dirt_form_end(struct dirt *dirt, struct sheet *sheet);

#endif
