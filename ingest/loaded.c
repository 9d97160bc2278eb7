#include "ingest/loaded.h"

#include "base/text.h"

static struct loaded_table count_table(struct arena *arena, const struct table *table)
{
    struct loaded_table counted = {.name = table->name,
                                   .rows = table->row_count,
                                   .columns = ARENA_ARRAY(arena, struct loaded_column, table->column_count),
                                   .column_count = table->column_count};
    for (size_t i = 0; i < table->column_count; i++) {
        counted.columns[i].name = table->columns[i].name;
        for (uint32_t row = 0; row < table->row_count; row++)
            counted.columns[i].filled += table->columns[i].present[row];
    }
    return counted;
}

struct loaded loaded_count(struct arena *arena, const struct dataset *dataset)
{
    struct loaded loaded = {.tables = ARENA_ARRAY(arena, struct loaded_table, dataset->table_count)};
    for (size_t i = 0; i < dataset->table_count; i++)
        if (dataset->tables[i].supplied)
            loaded.tables[loaded.count++] = count_table(arena, &dataset->tables[i]);
    return loaded;
}

const struct loaded_table *loaded_table(const struct loaded *loaded, const char *name)
{
    for (size_t i = 0; i < loaded->count; i++)
        if (text_equal(loaded->tables[i].name, name))
            return &loaded->tables[i];
    return NULL;
}

const struct loaded_column *loaded_column(const struct loaded_table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (text_equal(table->columns[i].name, name))
            return &table->columns[i];
    return NULL;
}
