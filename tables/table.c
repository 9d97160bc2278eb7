#include "tables/table.h"

#include "base/text.h"

const char *column_type_name(enum column_type type)
{
    static const char *const names[] = {
        [COLUMN_TEXT] = "text", [COLUMN_NUMBER] = "number", [COLUMN_DAY] = "date", [COLUMN_FLAG] = "flag"};
    return names[type];
}

int table_column(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (text_equal(table->columns[i].name, name))
            return (int)i;
    return NO_COLUMN;
}

int dataset_table(const struct dataset *dataset, const char *name)
{
    for (size_t i = 0; i < dataset->table_count; i++)
        if (text_equal(dataset->tables[i].name, name))
            return (int)i;
    return -1;
}

const char *table_file(const struct table *table, uint32_t row)
{
    const char *file = "";
    for (size_t i = 0; i < table->source_count && table->sources[i].first_row <= row; i++)
        file = table->sources[i].file;
    return file;
}

bool table_hides(const struct table *table)
{
    return table->when != NO_COLUMN || table->until != NO_COLUMN;
}

struct column column_make(struct arena *arena, const char *name, enum column_type type, size_t rows)
{
    struct column column = {
        .name = name, .type = type, .supplied = true, .present = ARENA_ARRAY(arena, bool, rows)};
    switch (type) {
    case COLUMN_TEXT:
        column.code = ARENA_ARRAY(arena, uint32_t, rows);
        break;
    case COLUMN_NUMBER:
        column.number = ARENA_ARRAY(arena, double, rows);
        break;
    case COLUMN_DAY:
        column.day = ARENA_ARRAY(arena, day_number, rows);
        break;
    case COLUMN_FLAG:
        column.flag = ARENA_ARRAY(arena, bool, rows);
        break;
    }
    return column;
}
