#include "ingest/loaded.h"

#include "base/text.h"

#include <string.h>

/* Eight at once: multiplied so, the last byte of the product is their sum. */
static uint32_t count_present(const bool *present, uint32_t count)
{
    uint32_t filled = 0;
    for (; count >= 8; count -= 8, present += 8) {
        uint64_t eight;
        memcpy(&eight, present, sizeof eight);
        filled += (uint32_t)(eight * 0x0101010101010101u >> 56);
    }
    for (uint32_t i = 0; i < count; i++)
        filled += present[i];
    return filled;
}

static struct loaded_table count_table(struct arena *arena, const struct table *table)
{
    struct loaded_table counted = {.name = table->name,
                                   .rows = table->row_count,
                                   .columns = ARENA_ARRAY(arena, struct loaded_column, table->column_count),
                                   .column_count = table->column_count};
    for (size_t i = 0; i < table->column_count; i++) {
        counted.columns[i].name = table->columns[i].name;
        counted.columns[i].filled = count_present(table->columns[i].present, table->row_count);
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
