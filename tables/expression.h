/* The expression language: what an indicator counts, which rows a check refuses, where a row belongs.
 *
 *   literals        12  0.5  'text'  date '2026-03-31'  true  false
 *   names           a column; table.column (a to-one relation: of several rows for one name, such as a worker's
 *                   posts, the latest that is open, or else the latest; of the row's own table, its own column);
 *                   this.column (the outer row, inside a related table; this.this.column the one outside that); a
 *                   parameter; window_start, window_end, as_at
 *   operators       + - * /    = != < <= > >=    and or not    in (a, b)    between a and b
 *                   is missing    is present
 *   functions       days working_days months age birthday add_days add_working_days add_months mentions, each with its
 *                   meaning in expression_function.c; least greatest coalesce if
 *   related rows    count(T where c)  exists(T where c)  distinct(T.x where c)  sum min max (T.x where c)
 *                   latest(T.x where c)  earliest(T.x where c)        ("where c" may be left out)
 *                   count(T by family_id where c): rows of T with the same family_id as this row, instead of by the
 *                   relation; a text column that both tables have. So too T.x by family_id, and in timetables
 *   timetables      kept(T.day [where c] from d within 3 months, 6 months [since d])   overdue(the same words)
 *
 * Everything has a type (text, number, date, flag), checked when it is compiled; so is that a text compared with a column
 * of codes is one of its codes, to the letter, where they are known (see vocabulary.h). Missing is unknown, as in SQL:
 * what is worked out from a missing value is missing; `and` and `or` decide when the other side does.
 * A condition that is unknown does not hold in a related row's `where`.
 *
 * Evaluation is column by column over a batch: some rows of one table, each seen from a window. No future
 * knowledge: from a window, a related row whose `when` is after the window's end (or missing) is not there, and an
 * `until` after it reads as missing. A batch without windows sees everything (checks use this).
 *
 * Two tables are related by a declared relation between them, either way, else by child (a table to itself by child,
 * else by its key), unless "by" says by what; related rows inside related rows go four deep. Dividing by zero gives a
 * missing value, and so does a number too large to be one. Days outside the bank holiday table make working_days missing, and the evaluator remembers that it was so (see evaluator_beyond_calendar). */
#ifndef TABLES_EXPRESSION_H
#define TABLES_EXPRESSION_H

#include "tables/calendar.h"
#include "tables/table.h"

/* A period of time that figures are worked out for, both days included. */
struct window {
    day_number start;
    day_number end;
};

struct parameter {
    const char *name;
    double value;
};

/* What names mean. Kept by the compiled expressions, and outlives them. Text literals join the dataset's
 * dictionary when an expression is compiled, so that any text can be compared by its code. */
struct expression_scope {
    struct dataset *dataset;
    const struct calendar *calendar;
    const struct parameter *parameters;
    size_t parameter_count;
};

struct expression;

/* Compiles `text` about rows of tables[table]. The error shows the text with a caret under the place, what was
 * expected, and the nearest known name. A table of the model that no file supplied compiles; see
 * expression_missing_table. */
const struct expression *expression_compile(struct arena *arena, const struct expression_scope *scope,
                                            int table, const char *text, struct error *error);

enum column_type expression_type(const struct expression *expression);

/* Whether its value can differ between windows for the same row. */
bool expression_depends_on_window(const struct expression *expression);

/* Whether it can only because a window may hide that the row has closed. */
bool expression_depends_on_until_alone(const struct expression *expression);

/* Its different parts that look at other rows. What is written alike, about rows of one table, is alike, in this
 * expression or another: what is found of it can be remembered. */
size_t expression_part_count(const struct expression *expression);
const char *expression_part_text(const struct expression *expression, size_t part);
enum column_type expression_part_type(const struct expression *expression, size_t part);

/* The column, when the expression is a column of the row and nothing more; else NO_COLUMN. */
int expression_column(const struct expression *expression);

/* A table it reads that no file supplied, or that lacks a column it reads, or -1. Its value is then not to be asked
 * for. A column that coalesce() or "is missing" is asked of may be lacking: what it then means is said. */
int expression_missing_table(const struct expression *expression);

/* The column it reads and that table lacks, or NO_COLUMN when the table is missing whole. */
int expression_missing_column(const struct expression *expression);

/* Rows to evaluate: row[i] seen from windows[window[i]]; without windows (NULL) from the end of time. */
struct batch {
    size_t count;
    const uint32_t *row;
    const struct window *windows; /* their starts rise, and their ends */
    const uint16_t *window;
    /* Where values may hold in later windows: */
    size_t window_count;
    const uint16_t *end; /* per row: one more than the last window that it is to be seen from */
    day_number as_at;
};

/* One value per row of the batch. */
struct vector {
    enum column_type type;
    const bool *present;
    union {
        const uint32_t *code;
        const double *number;
        const day_number *day;
        const bool *flag;
    };
};

/* All of a column's values: vector of the rows 0, 1, 2 ... */
struct vector column_vector(const struct column *column);

/* The indexes that related rows are found by: built on first use, shared by all expressions evaluated with it, in
 * any thread. */
struct evaluator;
struct evaluator *evaluator_in(struct arena *arena, const struct expression_scope *scope);

/* Whether working days were asked for that the calendar does not reach, and if so the latest day given. */
bool evaluator_beyond_calendar(const struct evaluator *evaluator, day_number *day);

/* The vector lives in `scratch`, which is not the arena of the evaluator. */
struct vector expression_evaluate(const struct expression *expression, struct evaluator *evaluator,
                                  const struct batch *batch, struct arena *scratch);

/* ---- values that stand while rows are seen from one window after another ---- */

/* A value a place of a batch, and the last window's end for which it is still this one: what a window hides says when it
 * will come to light. The batch's windows move on; its rows may become fewer. Not known to begin with. */
struct known_values;
struct known_values *known_values_make(struct arena *arena, enum column_type type, size_t places);
void known_values_forget(struct known_values *known, size_t places); /* before another batch */
void known_values_keep(struct known_values *known, const uint16_t *places,
                       size_t count);                                        /* rising: the rest go */
struct vector known_values_vector(const struct known_values *known);         /* stays where it is */
const day_number *known_values_hold_until(const struct known_values *known); /* likewise */

/* Of an expression, and of each of its parts, which it may have in common with others. */
struct known {
    struct known_values *values;
    struct known_values *const *parts; /* or NULL */
};

struct batch_places {
    const struct batch *of;
    const uint16_t *at;
    size_t count;
};

/* Works the expression out at those of the places where what is known does not hold. */
void expression_update(const struct expression *expression, struct evaluator *evaluator,
                       const struct batch_places *places, const struct known *known, struct arena *scratch);

#endif
