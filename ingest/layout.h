/* How a file is laid out: what parts its cells, which row has its headers, and which header is which column. What the
 * mapping does not state is told by the first rows: of comma, semicolon, tab and bar the one that makes the most of
 * the mapping's columns into headers, and of those that do as well the one that makes the most cells. */
#ifndef INGEST_LAYOUT_H
#define INGEST_LAYOUT_H

#include "ingest/header.h"

/* Rows above the headers of a mapping that does not state where they are: no more than this. */
enum { LAYOUT_ROWS = 10 };

struct layout {
    char delimiter;
    uint32_t header_line;
    size_t data; /* where the text goes on after the headers */
    struct header_match match;
};

/* `text` is the beginning of the file, all of it when `last`. */
MUST_CHECK bool layout_find(struct arena *arena, const struct mapped_extract *extract, const char *text,
                            size_t length, bool last, struct layout *layout, struct error *error);

/* "comma", "tab" */
const char *delimiter_name(char delimiter);

/* As a mapping's "delimiter" states them; "detect" is told by the file itself. */
enum { DELIMITER_COUNT = 5 };
extern const char *const delimiter_words[DELIMITER_COUNT];
char delimiter_of_word(int word); /* 0: to be told */

#endif
