#include "render/rows_csv.h"

#include "base/number.h"
#include "base/text.h"
#include "render/clean_text.h"
#include "render/csv_text.h"

static const char *const fixed_columns[] = {
    "file",           "line",           "table",        "record",  "child",
    "unit",           "in_denominator", "in_numerator", "unknown", "denominator_value",
    "numerator_value"};
enum { FIXED_COUNT = sizeof fixed_columns / sizeof *fixed_columns };

struct csv {
    struct arena *arena;
    struct text text;
    const struct rows_request *request;
    const struct explained_rows *rows;
};

static bool is_shown_by(const struct explained_table *table, const char *column)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (text_equal(table->columns[i], column))
            return true;
    return false;
}

/* The two parts of a figure may have rows of their own, which read the same column. */
static const char *heading_of(const struct csv *csv, size_t at, const char *column)
{
    static const char *const parts[] = {"denominator", "numerator"};
    for (size_t i = 0; i < csv->rows->table_count; i++)
        if (i != at && is_shown_by(&csv->rows->tables[i], column))
            return arena_format(csv->arena, "%s (%s)", column, parts[at]);
    return column;
}

static void add_header(struct csv *csv)
{
    for (size_t i = 0; i < FIXED_COUNT; i++) {
        text_add(&csv->text, i > 0 ? "," : "");
        csv_add_cell(&csv->text, fixed_columns[i], false);
    }
    for (size_t i = 0; i < csv->rows->table_count; i++)
        for (size_t k = 0; k < csv->rows->tables[i].column_count; k++) {
            text_add_character(&csv->text, ',');
            csv_add_cell(&csv->text, heading_of(csv, i, csv->rows->tables[i].columns[k]), false);
        }
    text_add_character(&csv->text, '\n');
}

/* A number may begin with a sign, and is no formula. */
static void add_text(struct csv *csv, const char *cell)
{
    double number;
    text_add_character(&csv->text, ',');
    csv_add_cell(&csv->text, clean_text(csv->arena, cell), number_parse(cell, &number));
}

static void add_answer(struct csv *csv, bool answer)
{
    add_text(csv, answer ? "yes" : "no");
}

static const char *word_at(const struct csv *csv, const struct table *table, int column, uint32_t row)
{
    if (column == NO_COLUMN || !table->columns[column].present[row])
        return "";
    return csv->request->scope.dataset->words.words[table->columns[column].code[row]];
}

static void add_row(struct csv *csv, size_t at, size_t row)
{
    const struct explained_table *explained = &csv->rows->tables[at];
    const struct explained_row *one = &explained->rows[row];
    const struct table *table = &csv->request->scope.dataset->tables[explained->table];
    csv_add_cell(&csv->text, clean_text(csv->arena, table_file(table, one->row)), false);
    text_add_format(&csv->text, ",%u", table->line[one->row]);
    add_text(csv, table->name);
    add_text(csv, word_at(csv, table, table->key, one->row));
    add_text(csv, word_at(csv, table, table->child, one->row));
    add_text(csv, csv->request->units->items[one->unit].id);
    add_answer(csv, one->in_denominator);
    add_answer(csv, one->in_numerator);
    add_answer(csv, one->unknown);
    add_text(csv, one->denominator.text);
    add_text(csv, one->numerator.text);
    for (size_t i = 0; i < csv->rows->table_count; i++)
        for (size_t k = 0; k < csv->rows->tables[i].column_count; k++)
            add_text(csv, i == at ? explained->cells[k][row] : "");
    text_add_character(&csv->text, '\n');
}

char *rows_csv(struct arena *arena, const struct rows_request *request, const struct explained_rows *rows)
{
    struct csv csv = {.arena = arena, .text = text_in(arena), .request = request, .rows = rows};
    add_header(&csv);
    for (size_t i = 0; i < rows->table_count; i++)
        for (size_t row = 0; row < rows->tables[i].row_count; row++)
            add_row(&csv, i, row);
    return csv.text.bytes;
}
