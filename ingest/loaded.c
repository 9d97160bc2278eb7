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

day_number loaded_newest(const struct table *table, uint32_t first, uint32_t end, day_number as_at)
{
    const struct column *when = table->when != NO_COLUMN ? &table->columns[table->when] : NULL;
    day_number newest = NO_NEWEST;
    for (uint32_t row = first; when && row < end; row++)
        if (when->present[row] && when->day[row] <= as_at && when->day[row] > newest)
            newest = when->day[row];
    return newest;
}

static struct loaded_table count_table(struct arena *arena, const struct table *table, day_number as_at)
{
    struct loaded_table counted = {.name = table->name,
                                   .rows = table->row_count,
                                   .files = (uint32_t)table->source_count,
                                   .newest = loaded_newest(table, 0, table->row_count, as_at),
                                   .columns = ARENA_ARRAY(arena, struct loaded_column, table->column_count),
                                   .column_count = table->column_count};
    for (size_t i = 0; i < table->column_count; i++) {
        counted.columns[i].name = table->columns[i].name;
        counted.columns[i].filled = count_present(table->columns[i].present, table->row_count);
    }
    return counted;
}

struct loaded loaded_count(struct arena *arena, const struct dataset *dataset, day_number as_at)
{
    struct loaded loaded = {.tables = ARENA_ARRAY(arena, struct loaded_table, dataset->table_count)};
    for (size_t i = 0; i < dataset->table_count; i++)
        if (dataset->tables[i].supplied)
            loaded.tables[loaded.count++] = count_table(arena, &dataset->tables[i], as_at);
    return loaded;
}

struct loaded loaded_keep(struct arena *arena, const struct loaded *now, const struct loaded *before)
{
    struct loaded kept = {.tables = ARENA_ARRAY(arena, struct loaded_table, now->count + before->count)};
    for (size_t i = 0; i < now->count; i++)
        if (now->tables[i].rows > 0 || !loaded_table(before, now->tables[i].name))
            kept.tables[kept.count++] = now->tables[i];
    for (size_t i = 0; i < before->count; i++)
        if (!loaded_table(&kept, before->tables[i].name))
            kept.tables[kept.count++] = before->tables[i];
    return kept;
}

struct loaded loaded_leave(struct arena *arena, const struct loaded *loaded, const char *const *names,
                           size_t count)
{
    struct loaded left = {.tables = ARENA_ARRAY(arena, struct loaded_table, loaded->count)};
    for (size_t i = 0; i < loaded->count; i++)
        if (!text_is_one_of(loaded->tables[i].name, names, count))
            left.tables[left.count++] = loaded->tables[i];
    return left;
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
