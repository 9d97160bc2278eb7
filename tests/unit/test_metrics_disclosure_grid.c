/* A county's units by the categories of a breakdown: what is hidden cannot be had by subtraction along rows and
 * columns. */
#include "metrics/disclosure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { ROWS = 5, COLUMNS = 4 };

static struct indicator plans = {
    .id = "plans",
    .format = FORMAT_COUNT,
    .numerator = {.table = "cp_plans", .open_start = "start_date", .open_end = "end_date"}};
static const struct catalogue catalogue = {.items = &plans, .count = 1};
static struct unit county[ROWS] = {{.id = "county", .parent = -1},
                                   {.id = "north"},
                                   {.id = "south"},
                                   {.id = "east"},
                                   {.id = "(no team)", .is_no_team = true}};
static const struct units units = {county, ROWS};

struct grid {
    double cells[ROWS][COLUMNS + 1]; /* row 0 and column 0 are totals */
    bool hidden[ROWS][COLUMNS + 1];
};

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void fill_grid(struct grid *grid, uint32_t *seed)
{
    static const double likely[] = {0, 0, 1, 2, 3, 5, 6, 7, 8, 12, 19, 40, 41, 90};
    memset(grid, 0, sizeof *grid);
    for (size_t row = 1; row < ROWS; row++)
        for (size_t column = 1; column <= COLUMNS; column++) {
            double cell = likely[next_random(seed) % COUNT(likely)];
            grid->cells[row][column] = cell;
            grid->cells[row][0] += cell;
            grid->cells[0][column] += cell;
            grid->cells[0][0] += cell;
        }
}

static void withhold_grid(struct arena *arena, struct grid *grid)
{
    static const char *const categories[COLUMNS + 1] = {"", "1", "2", "3", "4"};
    struct series *series = ARENA_ARRAY(arena, struct series, (size_t)ROWS * (COLUMNS + 1));
    for (size_t i = 0; i < (size_t)ROWS * (COLUMNS + 1); i++) {
        size_t row = i / (COLUMNS + 1), column = i % (COLUMNS + 1);
        series[i] = (struct series){.unit = row,
                                    .breakdown = column > 0 ? "duration" : "",
                                    .category = categories[column],
                                    .figures = ARENA_NEW(arena, struct figure)};
        series[i].figures[0] = (struct figure){
            .tolerance = &nothing_stated, .numerator = grid->cells[row][column], .denominator = (double)NAN};
    }
    const struct result_set results = {.catalogue = &catalogue,
                                       .units = &units,
                                       .periods = &(struct period){0},
                                       .period_count = 1,
                                       .series = series,
                                       .series_count = (size_t)ROWS * (COLUMNS + 1)};
    struct result_set given = disclosure_public(arena, &results);
    for (size_t i = 0; i < given.series_count; i++)
        grid->hidden[i / (COLUMNS + 1)][i % (COLUMNS + 1)] =
            given.series[i].figures[0].reason == REASON_WITHHELD;
}

/* The cells of a line, total first: lines 0 to ROWS - 1 are rows, the others columns. */
enum { LINES = ROWS + COLUMNS + 1 };
static size_t line_length(size_t line)
{
    return line < ROWS ? COLUMNS + 1 : ROWS;
}
static size_t row_at(size_t line, size_t i)
{
    return line < ROWS ? line : i;
}
static size_t column_at(size_t line, size_t i)
{
    return line < ROWS ? i : line - ROWS;
}

/* Takes what is hidden and can be had by subtracting, and what then can, until no more can: how many. */
static size_t cells_told(struct grid grid)
{
    size_t told = 0;
    bool again = true;
    while (again) {
        again = false;
        for (size_t line = 0; line < LINES; line++) {
            size_t hidden = 0, last = 0;
            for (size_t i = 0; i < line_length(line); i++)
                if (grid.hidden[row_at(line, i)][column_at(line, i)]) {
                    hidden++;
                    last = i;
                }
            if (hidden == 1) {
                grid.hidden[row_at(line, last)][column_at(line, last)] = false;
                told++;
                again = true;
            }
        }
    }
    return told;
}

/* Small itself, or in a line with what is hidden for a cause: marks what is, until no more is. */
static void mark_causes(const struct grid *grid, bool caused[ROWS][COLUMNS + 1])
{
    for (bool again = true; again;) {
        again = false;
        for (size_t line = 0; line < LINES; line++)
            for (size_t i = 0; i < line_length(line); i++)
                for (size_t k = 0; k < line_length(line); k++) {
                    size_t row = row_at(line, i), column = column_at(line, i);
                    double cell = grid->cells[row][column];
                    bool cause = (cell >= 1 && cell <= 5) || caused[row_at(line, k)][column_at(line, k)];
                    again |= cause && grid->hidden[row][column] && !caused[row][column];
                    caused[row][column] |= cause && grid->hidden[row][column];
                }
    }
}

static void tells_no_cell_by_subtraction_and_hides_none_without_cause(void **state)
{
    (void)state;
    enum { TABLES = 600 };
    uint32_t seed = 20170331;
    size_t smalls = 0, others = 0;
    for (int i = 0; i < TABLES; i++) {
        struct arena arena = {0};
        struct grid grid;
        fill_grid(&grid, &seed);
        withhold_grid(&arena, &grid);
        if (cells_told(grid) > 0)
            fail_msg("table %d tells of %zu cells", i, cells_told(grid));
        bool caused[ROWS][COLUMNS + 1] = {{false}};
        mark_causes(&grid, caused);
        for (size_t row = 0; row < ROWS; row++)
            for (size_t column = 0; column <= COLUMNS; column++) {
                double cell = grid.cells[row][column];
                bool small = cell >= 1 && cell <= 5, is_hidden = grid.hidden[row][column];
                smalls += small;
                others += is_hidden && !small;
                if (is_hidden ? cell == 0 || !caused[row][column] : small)
                    fail_msg("table %d: %g in row %zu, column %zu", i, cell, row, column);
            }
        arena_release(&arena);
    }
    assert_in_range(others, smalls / 10, smalls); /* they put it to the test; nor is all hidden */
}

/* One hidden cell calls for a second in its row and in its column, and these for a fourth: no more than that. */
static void hides_a_rectangle_for_one_small_cell(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct grid grid = {.cells = {{205, 50, 51, 52, 52},
                                  {43, 3, 12, 13, 15},
                                  {49, 14, 11, 10, 14},
                                  {57, 16, 14, 15, 12},
                                  {56, 17, 14, 14, 11}}};
    withhold_grid(&arena, &grid);
    for (size_t row = 0; row < ROWS; row++)
        for (size_t column = 0; column <= COLUMNS; column++)
            assert_int_equal(grid.hidden[row][column],
                             (row == 1 || row == 2) && (column == 1 || column == 2));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_no_cell_by_subtraction_and_hides_none_without_cause),
        cmocka_unit_test(hides_a_rectangle_for_one_small_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
