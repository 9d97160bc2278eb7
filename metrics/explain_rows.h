/* The rows behind a figure: those of one indicator, unit and window, each with what it was counted as. Worked out on its own,
 * apart from count.h, a window at a time and without haste, so that the two can be held against each other. */
#ifndef METRICS_EXPLAIN_ROWS_H
#define METRICS_EXPLAIN_ROWS_H

#include "metrics/result.h"
#include "tables/expression_words.h"

/* What a row adds to a sum or a mean, or is told apart by; "" where rows are counted, or it is missing. */
struct explained_value {
    double number;
    const char *text;
};

/* A row that the figure looked at. */
struct explained_row {
    uint32_t row;
    size_t unit; /* where it belongs: the unit asked for or one below it */
    bool in_denominator;
    bool in_numerator;
    bool unknown; /* whether it counts, or its value, is not known */
    struct explained_value denominator;
    struct explained_value numerator;
};

/* Rows of one table, and what the expressions read of each and of the one row that it points to. */
struct explained_table {
    int table;
    struct explained_row *rows; /* in the order of the files */
    size_t row_count;
    const char **columns; /* "cp_plans.start_date", "people.birth_date" */
    const char ***cells;  /* per column, per row: as the extract has it; "" when that is missing */
    size_t column_count;
};

struct explained_rows {
    struct explained_table
        tables[2]; /* the denominator's and the numerator's, where that has a table of its own */
    size_t table_count;
    double numerator;   /* what the rows come to; NAN: nothing */
    double denominator; /* NAN: there is none */
    uint32_t unknown;
};

struct rows_request {
    struct expression_scope scope; /* of the rows as they are now */
    const struct units *units;
    const struct indicator *indicator;
    size_t unit;
    struct window window;
    day_number as_at;
};

/* An error where the indicator reads what no extract supplied, or nothing of any extract. */
MUST_CHECK bool explain_rows(struct arena *arena, const struct rows_request *request,
                             struct explained_rows *rows, struct error *error);

/* Whether the rows come to the figure that was recorded. */
bool rows_agree(const struct indicator *indicator, const struct explained_rows *rows,
                const struct figure *figure);

#endif
