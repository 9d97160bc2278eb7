/* A page: what one sheet shows, as a grid of styled cells. Every decision is taken here, from the layout and
 * the results: what is said, where, in which style, how wide columns are and how tall rows. Writers
 * (workbook, text_page) only place cells. Pure: no file is touched. */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include "render/layout.h"
#include "render/page_style.h"

/* Never changed once the page is made. A text is what a reader sees; a number is written as a number whose
 * format shows that same text. */
struct cell {
    const char *text; /* NULL: nothing but its colour */
    enum style style;
    enum tint tint;
    bool is_number;
    double number;             /* rounded as shown, finite */
    const char *number_format; /* as spreadsheets write it: 0.0"%" */
    size_t across;             /* columns it covers; 0 and 1 are one */
};

struct page {
    const char *name;  /* of the sheet: valid, and told apart from the others whatever their letters' case */
    const char *title; /* what its first cell says */
    size_t row_count;
    size_t column_count;
    const struct cell *cells; /* row by row */
    const double *widths;     /* of columns, in digits as spreadsheets count them */
    const double *heights;    /* of rows, in points */
    size_t heading_row;       /* repeated on each printed page; the rows up to it stay in view */
    size_t fixed_columns;     /* stay in view, and are repeated on each printed page */
    int pages_wide;           /* when printed */
    int pages_tall;           /* 1: shrunk to one page; 0: as many as it takes */
    const size_t *breaks;     /* rows that begin a printed page */
    size_t break_count;
    const char *foot_left;
    const char *foot_middle; /* page x of y follows on the right */
};

const struct cell *page_cell(const struct page *page, size_t row, size_t column);

/* All sheets of a layout, in its order. An error names the layout and what it asks for that is not there. */
MUST_CHECK bool pages_make(struct arena *arena, const struct layout *layout, const struct result_set *results,
                           struct page **pages, size_t *count, struct error *error);

#endif
