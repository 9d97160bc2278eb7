#include "render/page_grid.h"

#include "render/text_width.h"

#include <math.h>
#include <string.h>

/* A digit of the default letter is 7 pixels wide and a column has 5 pixels of margin; a pixel is 0.75 points.
 */
static const double digit_points = 5.25;
/* Not every spreadsheet rounds the width of a digit up to whole pixels. */
static const double narrow_digit = 5;
static const double margin_points = 3.75;
static const double cell_padding = 5;
static const double line_height = 1.3;
static const double row_padding = 2.5;
static const double lowest_row = 13;
static const double tallest_row = 409; /* no spreadsheet has taller rows */
static const double widest_column = 60;
static const double widest_heading = 110;

struct page_grid page_grid_in(struct arena *arena, const double *widths, size_t column_count)
{
    struct page_grid grid = {.arena = arena, .column_count = column_count};
    grid.widths = ARENA_ARRAY(arena, double, column_count);
    for (size_t i = 0; i < column_count; i++)
        grid.widths[i] = widths[i];
    return grid;
}

void grid_row(struct page_grid *grid, enum style style)
{
    grid->cells = arena_grow(grid->arena, grid->cells, grid->row_count, &grid->row_capacity,
                             grid->column_count * sizeof *grid->cells);
    grid->keeps =
        arena_grow(grid->arena, grid->keeps, grid->row_count, &grid->keep_capacity, sizeof *grid->keeps);
    grid->keeps[grid->row_count++] = false;
    for (size_t i = 0; i < grid->column_count; i++)
        *grid_cell(grid, i) = (struct cell){.style = style, .across = 1};
}

void grid_keep_with_next(struct page_grid *grid)
{
    grid->keeps[grid->row_count - 1] = true;
}

struct cell *grid_cell(struct page_grid *grid, size_t column)
{
    return &grid->cells[(grid->row_count - 1) * grid->column_count + column];
}

void grid_text(struct page_grid *grid, size_t column, enum style style, const char *text)
{
    struct cell *cell = grid_cell(grid, column);
    cell->style = style;
    cell->text = text;
}

void grid_line(struct page_grid *grid, enum style style, const char *text)
{
    grid_row(grid, style);
    struct cell *cell = grid_cell(grid, 0);
    cell->text = text;
    cell->across = grid->column_count;
}

static const struct cell *cell_at(const struct page_grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->column_count + column];
}

/* "_x" in a number's format leaves room as wide as x. */
static double format_padding(const char *format, const struct look *look)
{
    double padding = 0;
    for (const char *at = strchr(format, '_'); at && at[1]; at = strchr(at + 2, '_'))
        padding += text_width((char[]){at[1], '\0'}, look->size, look->bold);
    return padding;
}

/* A number that does not fit its column is shown as "####". */
static double number_width(const struct cell *cell)
{
    struct look look = style_look(cell->style);
    return text_width(cell->text, look.size, look.bold) + format_padding(cell->number_format, &look);
}

/* Words wrap, but a heading is not to be broken within one. */
static double longest_word(struct arena *arena, const struct cell *cell)
{
    struct look look = style_look(cell->style);
    double longest = 0;
    for (const char *at = cell->text; *at;) {
        size_t length = strcspn(at, " \n");
        double width = text_width(arena_copy_bytes(arena, at, length), look.size, look.bold);
        longest = width > longest ? width : longest;
        at += length + (at[length] != '\0');
    }
    return longest < widest_heading ? longest : widest_heading;
}

static bool is_heading(enum style style)
{
    return style == STYLE_HEADING || style == STYLE_HEADING_FIGURE;
}

static double width_needed(struct arena *arena, const struct cell *cell)
{
    if (!cell->text || cell->across > 1)
        return 0;
    double points = cell->is_number           ? number_width(cell)
                    : is_heading(cell->style) ? longest_word(arena, cell)
                                              : 0;
    return points > 0 ? ceil((points + cell_padding - margin_points) / digit_points * 4) / 4 : 0;
}

static void widen_columns(struct page_grid *grid)
{
    for (size_t row = 0; row < grid->row_count; row++)
        for (size_t column = 0; column < grid->column_count; column++) {
            double needed = width_needed(grid->arena, cell_at(grid, row, column));
            if (needed > grid->widths[column])
                grid->widths[column] = needed < widest_column ? needed : widest_column;
        }
}

static double height_of_lines(size_t lines, double size)
{
    return (double)lines * size * line_height + row_padding;
}

static double cell_height(const struct page_grid *grid, const struct cell *cell, size_t column)
{
    if (!cell->text)
        return 0;
    struct look look = style_look(cell->style);
    double room = -margin_points;
    for (size_t i = column; i < column + (cell->across ? cell->across : 1) && i < grid->column_count; i++)
        room += grid->widths[i] * narrow_digit + margin_points;
    size_t lines = cell->is_number || look.runs_on ? 1 : text_lines(cell->text, look.size, look.bold, room);
    return height_of_lines(lines, look.size);
}

bool grid_fits(enum style style, double width, const char *words)
{
    struct look look = style_look(style);
    return height_of_lines(text_lines(words, look.size, look.bold, width * narrow_digit), look.size) <=
           tallest_row;
}

static double row_height(const struct page_grid *grid, size_t row)
{
    double height = lowest_row;
    for (size_t column = 0; column < grid->column_count; column++) {
        double needed = ceil(cell_height(grid, cell_at(grid, row, column), column));
        height = needed > height ? needed : height;
    }
    return height < tallest_row ? height : tallest_row;
}

/* Notes follow the last row of the table onto its page: a page of notes alone explains nothing. */
void grid_notes(struct page_grid *grid, const char *const *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        grid_keep_with_next(grid);
        grid_line(grid, STYLE_NOTE, notes[i]);
    }
}

/* ---- printed pages ---- */

static const double paper_width = 784;  /* of A4 landscape within its margins, in points */
static const double paper_height = 515; /* likewise; the footer is in the margin */
/* A page ended too late would spill its last row onto one of its own. */
static const double caution = 0.98;
/* How much longer than a page a sheet may be and still be shrunk to one: print stays readable, and no page is begun
 * for a few last rows. */
static const double overlong = 1.3;

static double page_capacity(const struct page_grid *grid, const struct page *page)
{
    /* The narrower the sheet, the larger it is printed, and the fewer rows go on a page. */
    double width = 0;
    for (size_t i = 0; i < grid->column_count; i++)
        width += grid->widths[i] * narrow_digit + margin_points;
    double scale = paper_width * page->pages_wide / width;
    return paper_height * caution / (scale < 1 ? scale : 1);
}

/* The row after the group that begins at `row`: rows that stay on one page. */
static size_t group_end(const struct page_grid *grid, size_t row)
{
    while (row + 1 < grid->row_count && grid->keeps[row])
        row++;
    return row + 1;
}

static void break_pages(const struct page_grid *grid, const double *heights, struct page *page)
{
    size_t *breaks = ARENA_ARRAY(grid->arena, size_t, grid->row_count);
    double capacity = page_capacity(grid, page);
    double used = 0;
    for (size_t row = 0; row < grid->row_count; row++)
        used += heights[row];
    page->pages_tall = used <= capacity * overlong;
    if (page->pages_tall == 1)
        return;
    used = 0;
    for (size_t row = 0, end; row < grid->row_count; row = end) {
        end = group_end(grid, row);
        double group = 0;
        for (size_t i = row; i < end; i++)
            group += heights[i];
        if (used + group > capacity && row > page->heading_row + 1) {
            breaks[page->break_count++] = row;
            used = heights[page->heading_row];
        }
        used += group;
    }
    page->breaks = breaks;
}

void grid_finish(struct page_grid *grid, struct page *page)
{
    widen_columns(grid);
    double *heights = ARENA_ARRAY(grid->arena, double, grid->row_count);
    for (size_t row = 0; row < grid->row_count; row++)
        heights[row] = row_height(grid, row);
    page->row_count = grid->row_count;
    page->column_count = grid->column_count;
    page->cells = grid->cells;
    page->widths = grid->widths;
    page->heights = heights;
    break_pages(grid, heights, page);
}
