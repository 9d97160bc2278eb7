/* The sheets of data-quality.xlsx. Each fills in one page. */
#ifndef RENDER_DATA_QUALITY_PARTS_H
#define RENDER_DATA_QUALITY_PARTS_H

#include "render/data_quality.h"
#include "render/page_grid.h"

struct quality_maker {
    struct arena *arena;
    const struct data_quality *quality;
    struct map *names; /* of sheets, taken */
};

/* A column of a sheet. */
struct quality_column {
    const char *heading;
    double width;
    bool figure;
};

/* Begins a page of these columns with its title and the line below it. */
struct page_grid quality_open(const struct quality_maker *maker, struct page *page, const char *name,
                              const char *title, const char *line, const struct quality_column *columns,
                              size_t count);
void quality_headings(struct page_grid *grid, const struct quality_column *columns, size_t count);

void quality_count(struct page_grid *grid, size_t column, double count);
void quality_line(struct page_grid *grid, size_t column, uint32_t line); /* as a spreadsheet numbers rows */
void quality_share(struct page_grid *grid, size_t column, double part, double whole);
void quality_severity(struct page_grid *grid, size_t column, enum severity severity);

bool data_quality_stops(const struct data_quality *quality); /* a run would not go on */

void quality_summary(const struct quality_maker *maker, struct page *page);
void quality_columns(const struct quality_maker *maker, struct page *page);
void quality_table(const struct quality_maker *maker, const struct table_findings *of_table,
                   struct page *page);
void quality_unit_names(const struct quality_maker *maker, struct page *page);
void quality_rules(const struct quality_maker *maker, struct page *page);

#endif
