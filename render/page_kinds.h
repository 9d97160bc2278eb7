/* The kinds of page. Each fills in one page about one unit; pages_make (page.c) decides which there are. */
#ifndef RENDER_PAGE_KINDS_H
#define RENDER_PAGE_KINDS_H

#include "render/page_grid.h"

/* What every page of a workbook is made from. */
struct page_maker {
    struct arena *arena;
    const struct layout *layout;
    const struct result_set *results;
    const size_t *indicators; /* those shown */
    size_t indicator_count;
};

const struct indicator *maker_indicator(const struct page_maker *maker, size_t shown);
const struct period *maker_last_period(const struct page_maker *maker);

/* Whether the shown indicator begins a theme, and the row that says so: its words run on over the
 * empty cells beside them, as cells made one would not print well over several pages. */
bool maker_begins_theme(const struct page_maker *maker, size_t shown);
void put_group_heading(struct page_grid *grid, const char *words);
void put_theme(const struct page_maker *maker, struct page_grid *grid, size_t shown);

/* The title, with what the page is about unless that is NULL, and the line below it: whose figures, of which
 * period, as at when. */
void page_open(const struct page_maker *maker, struct page_grid *grid, struct page *page, const char *about);

void page_scorecard(const struct page_maker *maker, const struct layout_sheet *sheet, size_t unit,
                    struct page *page);

/* The units side by side; the first is the whole of the others when `first_is_whole`. */
void page_compare(const struct page_maker *maker, const size_t *units, size_t count, bool first_is_whole,
                  const char *about, struct page *page);

/* Targets are those of these units at the last period. */
void page_definitions(const struct page_maker *maker, const size_t *units, size_t count, struct page *page);

/* A figure in a narrow cell: its number and its rating's letter, tinted; or "n/a". A star marks small
 * numbers. */
void put_figure_and_letter(const struct page_maker *maker, struct cell *cell, enum style style,
                           const struct indicator *indicator, const struct figure *figure);

#endif
