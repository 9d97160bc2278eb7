/* How a file is laid out: what parts its cells, which row has its headers, and which header is which column. What the
 * mapping does not state is told by the first rows: of comma, semicolon, tab and bar the one that makes the most of
 * the mapping's columns into headers, and of those that do as well the one that makes the most cells. A first line
 * "sep=;", as spreadsheets write for themselves, is obeyed and is none of the file's rows: lines are counted after it. */
#ifndef INGEST_LAYOUT_H
#define INGEST_LAYOUT_H

#include "ingest/header.h"

/* Rows above the headers of a mapping that does not state where they are: no more than this. */
enum { LAYOUT_ROWS = 10 };

/* As many columns as a spreadsheet has. A file with more is not laid out as it seems to be. */
enum { LAYOUT_COLUMNS = 16384 };

struct layout {
    char delimiter;
    bool has_separator_line;
    uint32_t header_line;
    size_t cells; /* that a row has, as most of the first rows do: the headers', and empty ones beyond them */
    size_t data;  /* where the text goes on after the headers */
    struct header_match match;
};

/* `text` is the beginning of the file, all of it when `last`. */
MUST_CHECK bool layout_find(struct arena *arena, const struct mapped_extract *extract, const char *text,
                            size_t length, bool last, struct layout *layout, struct error *error);

/* How long the first line is when it is "sep=;" or the like, with its end; 0 when it is not. */
size_t separator_line(const char *text, size_t length, char *delimiter);

/* "comma", "tab" */
const char *delimiter_name(char delimiter);

/* As a mapping's "delimiter" states them; "detect" is told by the file itself. */
enum { DELIMITER_COUNT = 5 };
extern const char *const delimiter_words[DELIMITER_COUNT];
char delimiter_of_word(int word); /* 0: to be told */

#endif
