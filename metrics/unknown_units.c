#include "metrics/unknown_units.h"

#include "base/map.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_OF_A_TABLE = 1000 };

/* Of one column: the values it has, each once. */
struct tally_of_values {
    uint32_t *rows; /* per word of the dictionary; all 0 between columns */
    uint32_t *words;
    size_t count;
    size_t capacity;
};

static void count_values(struct arena *scratch, const struct table *table, const struct column *column,
                         struct tally_of_values *tally)
{
    tally->count = 0;
    for (uint32_t row = 0; row < table->row_count; row++) {
        if (!column->present[row] || tally->rows[column->code[row]]++ > 0)
            continue;
        tally->words =
            arena_grow(scratch, tally->words, tally->count, &tally->capacity, sizeof *tally->words);
        tally->words[tally->count++] = column->code[row];
    }
}

static int by_rows(const void *a, const void *b)
{
    const struct unknown_unit *one = a, *other = b;
    if (one->rows != other->rows)
        return one->rows > other->rows ? -1 : 1;
    return strcmp(one->value, other->value);
}

static const char *nearest_unit(struct arena *scratch, const struct units *units, const char *value)
{
    size_t count = 0;
    const char **names = ARENA_ARRAY(scratch, const char *, 2 * units->count);
    for (size_t i = 0; i < units->count; i++)
        if (!units->items[i].is_no_team)
            names[count++] = units->items[i].id;
    for (size_t i = 0; i < units->count; i++)
        if (!units->items[i].is_no_team)
            names[count++] = units->items[i].name;
    return text_nearest(value, names, count);
}

static bool is_known(const struct units *units, const char *value)
{
    int unit = units_find(units, value);
    return unit >= 0 && !units->items[unit].is_no_team;
}

static void add_column(struct arena *arena, struct arena *scratch, const struct dataset *dataset,
                       const struct units *units, const struct table *table, const struct column *column,
                       struct tally_of_values *tally, struct unknown_units *unknown)
{
    size_t first = unknown->count;
    count_values(scratch, table, column, tally);
    for (size_t i = 0; i < tally->count; i++) {
        const char *value = dataset->words.words[tally->words[i]];
        if (!is_known(units, value)) {
            unknown->items =
                arena_grow(arena, unknown->items, unknown->count, &unknown->capacity, sizeof *unknown->items);
            unknown->items[unknown->count++] = (struct unknown_unit){.table = table->name,
                                                                     .column = column->name,
                                                                     .value = value,
                                                                     .rows = tally->rows[tally->words[i]]};
        }
        tally->rows[tally->words[i]] = 0;
    }
    if (unknown->count - first > 1)
        qsort(&unknown->items[first], unknown->count - first, sizeof *unknown->items, by_rows);
    if (unknown->count - first > MOST_OF_A_TABLE) {
        unknown->left_out += unknown->count - first - MOST_OF_A_TABLE;
        unknown->count = first + MOST_OF_A_TABLE;
    }
    for (size_t i = first; i < unknown->count; i++)
        unknown->items[i].nearest = nearest_unit(scratch, units, unknown->items[i].value);
}

struct unknown_units unknown_units_find(struct arena *arena, const struct dataset *dataset,
                                        const struct units *units)
{
    struct arena scratch = {0};
    struct unknown_units unknown = {0};
    struct tally_of_values tally = {.rows = ARENA_ARRAY(&scratch, uint32_t, dataset->words.count)};
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = &dataset->tables[i];
        int column = table->supplied && table->unit ? table_column(table, table->unit) : NO_COLUMN;
        if (column != NO_COLUMN && table->columns[column].type == COLUMN_TEXT)
            add_column(arena, &scratch, dataset, units, table, &table->columns[column], &tally, &unknown);
    }
    struct map names = map_in(&scratch);
    for (size_t i = 0; i < unknown.count; i++)
        map_add(&names, unknown.items[i].value, NULL);
    unknown.names = names.count;
    arena_release(&scratch);
    return unknown;
}
