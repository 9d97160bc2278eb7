#include "tests/support/tables.h"

#include "base/number.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

enum { MOST = 64 };

struct words {
    char *items[MOST];
    size_t count;
};

static struct words split(struct arena *arena, const char *line, size_t length)
{
    struct words words = {.count = 0};
    char *copy = arena_copy_bytes(arena, line, length), *rest = NULL;
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        assert(words.count < MOST);
        words.items[words.count++] = word;
    }
    return words;
}

static struct words next_line(struct arena *arena, const char **text)
{
    size_t length = strcspn(*text, "\n");
    struct words words = split(arena, *text, length);
    *text += length + ((*text)[length] == '\n');
    return words;
}

static enum column_type type_named(const char *name)
{
    enum column_type type = COLUMN_TEXT;
    while (!text_equal(column_type_name(type), name)) {
        assert(type < COLUMN_FLAG);
        type++;
    }
    return type;
}

static void read_cell(struct dataset *dataset, struct column *column, size_t row, const char *cell)
{
    column->present[row] = !text_equal(cell, ".");
    if (!column->present[row])
        return;
    bool read = true;
    switch (column->type) {
    case COLUMN_TEXT:
        column->code[row] = dictionary_add(&dataset->words, cell, strlen(cell));
        break;
    case COLUMN_NUMBER:
        read = number_parse(cell, &column->number[row]);
        break;
    case COLUMN_DAY:
        read = day_parse(cell, &column->day[row]);
        break;
    case COLUMN_FLAG:
        column->flag[row] = *cell == 'y';
        break;
    }
    assert(read);
}

static size_t rows_ahead(struct arena *arena, const char *text)
{
    size_t count = 0;
    while (*text) {
        struct words words = next_line(arena, &text);
        if (words.count > 0 && text_equal(words.items[0], "table"))
            break;
        count += words.count > 0;
    }
    return count;
}

static void read_facts(struct arena *arena, struct table *table, const struct words *facts)
{
    static const char *const keys[] = {"key=", "child=", "when=", "until="};
    int *places[] = {&table->key, &table->child, &table->when, &table->until};
    table->key = table->child = table->when = table->until = NO_COLUMN;
    table->relations = ARENA_ARRAY(arena, struct relation, MOST);
    for (size_t i = 2; i < facts->count; i++) {
        char *arrow = strstr(facts->items[i], "->");
        for (size_t k = 0; k < 4; k++)
            if (text_starts_with(facts->items[i], keys[k]))
                *places[k] = table_column(table, facts->items[i] + strlen(keys[k]));
        if (text_starts_with(facts->items[i], "unit="))
            table->unit = facts->items[i] + strlen("unit=");
        if (arrow) {
            *arrow = '\0';
            table->relations[table->relation_count++] =
                (struct relation){table_column(table, facts->items[i]), arrow + 2};
        }
    }
}

static void read_table(struct arena *arena, struct dataset *dataset, const struct words *facts,
                       const char **text)
{
    struct table *table = &dataset->tables[dataset->table_count++];
    *table = (struct table){.name = facts->items[1],
                            .supplied = facts->count < 3 || !text_equal(facts->items[2], "unsupplied")};
    table->key = table->child = table->when = table->until = NO_COLUMN;
    if (!table->supplied)
        return;
    struct words header = next_line(arena, text);
    size_t rows = rows_ahead(arena, *text);
    table->columns = ARENA_ARRAY(arena, struct column, header.count);
    table->column_count = header.count;
    table->line = ARENA_ARRAY(arena, uint32_t, rows);
    table->sources = ARENA_NEW(arena, struct source);
    table->sources->file = arena_format(arena, "%s.csv", table->name);
    table->source_count = 1;
    for (size_t i = 0; i < header.count; i++) {
        char *colon = strchr(header.items[i], ':');
        assert(colon);
        *colon = '\0';
        table->columns[i] = column_make(arena, header.items[i], type_named(colon + 1), rows);
    }
    read_facts(arena, table, facts);
    for (; table->row_count < rows; table->row_count++) {
        struct words cells = next_line(arena, text);
        assert(cells.count == header.count);
        table->line[table->row_count] = table->row_count + 2;
        for (size_t i = 0; i < header.count; i++)
            read_cell(dataset, &table->columns[i], table->row_count, cells.items[i]);
    }
}

struct dataset dataset_from_text(struct arena *arena, const char *text)
{
    struct dataset dataset = {.tables = ARENA_ARRAY(arena, struct table, MOST),
                              .words = dictionary_in(arena)};
    while (*text) {
        struct words facts = next_line(arena, &text);
        if (facts.count > 0) {
            assert(facts.count >= 2 && text_equal(facts.items[0], "table"));
            read_table(arena, &dataset, &facts, &text);
        }
    }
    return dataset;
}
