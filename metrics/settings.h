/* The small CSV files that people write: units, targets, populations. Strict, unlike extracts: a header that is not
 * known, a missing column, a row of the wrong length are errors, with file, line and column. UTF-8, commas. */
#ifndef METRICS_SETTINGS_H
#define METRICS_SETTINGS_H

#include "base/arena.h"
#include "base/day.h"

#include <stddef.h>
#include <stdint.h>

struct settings_column {
    const char *name;
    bool required; /* the column must be there and its cells filled */
};

struct settings_row {
    uint32_t line;
    const char **cells; /* one per declared column, trimmed; "" when empty or the column is absent */
};

struct settings {
    const char *path;
    const struct settings_column *columns;
    size_t column_count;
    struct settings_row *rows;
    size_t row_count;
    int *place; /* per declared column: where the file has it, or -1 */
};

MUST_CHECK bool settings_read(struct arena *arena, const char *path, const struct settings_column *columns,
                              size_t column_count, struct settings *settings, struct error *error);

/* A cell as a date: 2026-03-31, or day first as spreadsheets save it, 31/03/2026. */
bool settings_day(const char *cell, day_number *day);

/* "targets.csv: line 4, column D (green): what"; always false. */
bool settings_fail(const struct settings *settings, const struct settings_row *row, size_t column,
                   struct error *error, const char *format, ...) PRINTF_LIKE(5, 6);

#endif
