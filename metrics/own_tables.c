#include "metrics/own_tables.h"

#include "base/text.h"

#include <string.h>

struct own_column {
    const char *name;
    enum column_type type;
};

enum { FILE_NAME, FILE_TABLE, FILE_READ, FILE_LOADED, FILE_SET_ASIDE, FILE_FINDINGS, FILE_DATE, FILE_UNIT };
static const struct own_column file_columns[] = {
    [FILE_NAME] = {"file", COLUMN_TEXT},
    [FILE_TABLE] = {"table_name", COLUMN_TEXT},
    [FILE_READ] = {"rows_read", COLUMN_NUMBER},
    [FILE_LOADED] = {"rows_loaded", COLUMN_NUMBER},
    [FILE_SET_ASIDE] = {"rows_set_aside", COLUMN_NUMBER},
    [FILE_FINDINGS] = {"rows_with_findings", COLUMN_NUMBER},
    [FILE_DATE] = {"date", COLUMN_DAY},
    [FILE_UNIT] = {"unit", COLUMN_TEXT},
};

enum {
    FIGURE_INDICATOR,
    FIGURE_THEME,
    FIGURE_UNIT,
    FIGURE_PERIOD_END,
    FIGURE_AVAILABLE,
    FIGURE_RATED,
    FIGURE_RATING,
    FIGURE_BETTER
};
static const struct own_column figure_columns[] = {
    [FIGURE_INDICATOR] = {"indicator", COLUMN_TEXT}, [FIGURE_THEME] = {"theme", COLUMN_TEXT},
    [FIGURE_UNIT] = {"unit", COLUMN_TEXT},           [FIGURE_PERIOD_END] = {"period_end", COLUMN_DAY},
    [FIGURE_AVAILABLE] = {"available", COLUMN_FLAG}, [FIGURE_RATED] = {"rated", COLUMN_FLAG},
    [FIGURE_RATING] = {"rating", COLUMN_TEXT},       [FIGURE_BETTER] = {"better", COLUMN_TEXT},
};

/* ---- laying out ---- */

static void lay_out(struct arena *arena, struct table *table, const struct own_column *columns, size_t count,
                    size_t when, size_t rows)
{
    table->columns = ARENA_ARRAY(arena, struct column, count);
    table->column_count = count;
    for (size_t i = 0; i < count; i++)
        table->columns[i] = column_make(arena, columns[i].name, columns[i].type, rows);
    table->line = ARENA_ARRAY(arena, uint32_t, rows);
    table->sources = ARENA_NEW(arena, struct source);
    *table->sources = (struct source){table->name, 0};
    table->source_count = 1;
    table->key = table->child = table->until = NO_COLUMN;
    table->when = (int)when;
    table->unit = "unit";
    table->supplied = true;
}

static uint32_t code_of(struct dataset *dataset, const char *text)
{
    return dictionary_add(&dataset->words, text, strlen(text));
}

/* The same in each of so many rows. */
static void put_texts(struct dataset *dataset, struct column *column, uint32_t first, uint32_t count,
                      const char *text)
{
    uint32_t code = *text ? code_of(dataset, text) : 0;
    for (uint32_t row = first; *text && row < first + count; row++) {
        column->present[row] = true;
        column->code[row] = code;
    }
}

static void put_text(struct dataset *dataset, struct column *column, uint32_t row, const char *text)
{
    put_texts(dataset, column, row, 1, text);
}

static void put_number(struct column *column, uint32_t row, double number)
{
    column->present[row] = true;
    column->number[row] = number;
}

static void put_day(struct column *column, uint32_t row, day_number day)
{
    column->present[row] = true;
    column->day[row] = day;
}

static void put_flag(struct column *column, uint32_t row, bool flag)
{
    column->present[row] = true;
    column->flag[row] = flag;
}

/* ---- extract_files ---- */

/* Of each file, how many of its rows have a warning or worse: each row once. */
static uint32_t *count_found_rows(struct arena *arena, const struct ingest_report *report,
                                  const struct findings *findings)
{
    uint32_t *counts = ARENA_ARRAY(arena, uint32_t, report->file_count);
    struct arena scratch = {0};
    uint32_t last_line = 0;
    for (size_t i = 0; i < findings->row_count; i++)
        last_line = findings->rows[i].line > last_line ? findings->rows[i].line : last_line;
    for (size_t file = 0; file < report->file_count; file++) {
        struct arena_mark mark = arena_mark(&scratch);
        bool *found = ARENA_ARRAY(&scratch, bool, (size_t)last_line + 1);
        for (size_t i = 0; i < findings->row_count; i++) {
            const struct found_row *row = &findings->rows[i];
            if (!found[row->line] && text_equal(row->file, report->files[file].file)) {
                found[row->line] = true;
                counts[file]++;
            }
        }
        arena_rewind(&scratch, mark);
    }
    arena_release(&scratch);
    return counts;
}

/* The one organisation that everything was read for; "" where there are several. */
static const char *organisation_of(const struct units *units)
{
    const char *root = "";
    size_t roots = 0;
    for (size_t i = 0; i < units->count; i++)
        if (units->items[i].parent < 0) {
            root = units->items[i].id;
            roots++;
        }
    return roots == 1 ? root : "";
}

static void fill_files(struct arena *arena, struct dataset *dataset, struct table *table,
                       const struct units *units, const struct ingest_report *report,
                       const struct findings *findings, day_number as_at)
{
    const uint32_t *found = count_found_rows(arena, report, findings);
    struct column *to = table->columns;
    table->row_count = (uint32_t)report->file_count;
    for (uint32_t row = 0; row < table->row_count; row++) {
        const struct file_report *file = &report->files[row];
        put_text(dataset, &to[FILE_NAME], row, file->file);
        put_text(dataset, &to[FILE_TABLE], row, file->table);
        put_number(&to[FILE_READ], row, file->rows_read);
        put_number(&to[FILE_LOADED], row, file->rows_loaded);
        put_number(&to[FILE_SET_ASIDE], row, file->rows_set_aside);
        put_number(&to[FILE_FINDINGS], row, found[row]);
        put_day(&to[FILE_DATE], row, as_at);
        put_text(dataset, &to[FILE_UNIT], row, organisation_of(units));
    }
}

/* ---- figures ---- */

static const char *rating_word(enum rating rating)
{
    return rating == RATING_NONE ? "none" : rating_name(rating);
}

/* What is the same in all its periods is looked up once. */
static void fill_series(struct dataset *dataset, struct table *table, const struct result_set *results,
                        const struct series *series, const uint32_t *rating_codes)
{
    const struct indicator *indicator = &results->catalogue->items[series->indicator];
    struct column *to = table->columns;
    uint32_t first = table->row_count, count = (uint32_t)results->period_count;
    put_texts(dataset, &to[FIGURE_INDICATOR], first, count, indicator->id);
    put_texts(dataset, &to[FIGURE_THEME], first, count, results->catalogue->themes[indicator->theme].id);
    put_texts(dataset, &to[FIGURE_UNIT], first, count, results->units->items[series->unit].id);
    put_texts(dataset, &to[FIGURE_BETTER], first, count, better_names[indicator->better]);
    for (uint32_t period = 0; period < count; period++) {
        const struct figure *figure = &series->figures[period];
        uint32_t row = first + period;
        put_day(&to[FIGURE_PERIOD_END], row, results->periods[period].end);
        put_flag(&to[FIGURE_AVAILABLE], row, figure->reason == REASON_NONE);
        put_flag(&to[FIGURE_RATED], row, figure->rating != RATING_NONE);
        to[FIGURE_RATING].present[row] = true;
        to[FIGURE_RATING].code[row] = rating_codes[figure->rating];
    }
    table->row_count += count;
}

static bool is_told(const struct result_set *results, const struct series *series, const bool *is_worked_out)
{
    return is_worked_out[series->indicator] && !*series->breakdown &&
           !results->catalogue->items[series->indicator].further_window &&
           !results->units->items[series->unit].is_no_team;
}

void own_tables_fill_figures(struct arena *arena, struct dataset *dataset, const struct own_tables *own,
                             const struct result_set *results, const bool *is_worked_out)
{
    struct table *table = &dataset->tables[own->figures];
    size_t told = 0;
    for (size_t i = 0; i < results->series_count; i++)
        told += is_told(results, &results->series[i], is_worked_out);
    lay_out(arena, table, figure_columns, sizeof figure_columns / sizeof *figure_columns, FIGURE_PERIOD_END,
            told * results->period_count);
    uint32_t rating_codes[RATING_RED + 1];
    for (size_t i = 0; i < sizeof rating_codes / sizeof *rating_codes; i++)
        rating_codes[i] = code_of(dataset, rating_word((enum rating)i));
    for (size_t i = 0; i < results->series_count; i++)
        if (is_told(results, &results->series[i], is_worked_out))
            fill_series(dataset, table, results, &results->series[i], rating_codes);
}

struct own_tables own_tables_supply(struct arena *arena, struct dataset *dataset, const struct units *units,
                                    const struct ingest_report *report, const struct findings *findings,
                                    day_number as_at)
{
    struct own_tables own = {dataset_table(dataset, "extract_files"), dataset_table(dataset, "figures")};
    if (own.files >= 0 && report) {
        struct table *table = &dataset->tables[own.files];
        lay_out(arena, table, file_columns, sizeof file_columns / sizeof *file_columns, FILE_DATE,
                report->file_count);
        fill_files(arena, dataset, table, units, report, findings, as_at);
    }
    if (own.figures >= 0)
        lay_out(arena, &dataset->tables[own.figures], figure_columns,
                sizeof figure_columns / sizeof *figure_columns, FIGURE_PERIOD_END, 0);
    return own;
}
