/* A page while it is made: rows are added at the end and cells put in the last one, then the whole is
 * measured. */
#ifndef RENDER_PAGE_GRID_H
#define RENDER_PAGE_GRID_H

#include "render/page.h"

struct page_grid {
    struct arena *arena;
    size_t column_count;
    double *widths; /* at least so wide; made wider where a number would not fit */
    struct cell *cells;
    bool *keeps; /* the row stays on one printed page with the row after it */
    size_t row_count;
    size_t row_capacity;
    size_t keep_capacity;
};

struct page_grid page_grid_in(struct arena *arena, const double *widths, size_t column_count);

/* A new last row whose cells are empty, in the given style. */
void grid_row(struct page_grid *grid, enum style style);

/* The last row's cell in that column, to be filled. */
struct cell *grid_cell(struct page_grid *grid, size_t column);

/* The last row is not to be the last of a printed page. */
void grid_keep_with_next(struct page_grid *grid);

void grid_text(struct page_grid *grid, size_t column, enum style style, const char *text);

/* Whether a row can be so tall that the words are seen whole in a column of that width. */
bool grid_fits(enum style style, double width, const char *words);

/* A row of its own: one text across all columns. */
void grid_line(struct page_grid *grid, enum style style, const char *text);

/* Notes below the table, a row each. */
void grid_notes(struct page_grid *grid, const char *const *notes, size_t count);

/* Puts into the page the cells, the widths and heights at which nothing is cut, and where printed pages end (a sheet
 * a little longer than a page is shrunk to one).
 * The page's heading_row and pages_wide are set before. */
void grid_finish(struct page_grid *grid, struct page *page);

#endif
