#include "ingest/table_rows.h"

#include <string.h>

static const size_t sizes[] = {
    [COLUMN_TEXT] = sizeof(uint32_t),
    [COLUMN_NUMBER] = sizeof(double),
    [COLUMN_DAY] = sizeof(day_number),
    [COLUMN_FLAG] = sizeof(bool),
};

/* The values of a column, whatever their type: the pointers are one union. */
static void *values_of(const struct column *column)
{
    return column->code;
}

static void copy_column(struct column *to, const struct column *from, size_t count)
{
    if (count == 0)
        return;
    memcpy(to->present, from->present, count * sizeof *to->present);
    memcpy(values_of(to), values_of(from), count * sizes[to->type]);
}

void table_rows_expect(struct table_rows *rows, size_t more)
{
    size_t wanted = rows->count + more;
    if (rows->columns && wanted <= rows->capacity)
        return;
    size_t half_more = rows->capacity + rows->capacity / 2;
    size_t capacity = rows->count > 0 && wanted < half_more ? half_more : wanted;
    struct arena arena = {0};
    const struct blueprint_table *blueprint = rows->blueprint;
    struct column *columns = ARENA_ARRAY(&arena, struct column, blueprint->column_count);
    for (size_t i = 0; i < blueprint->column_count; i++) {
        columns[i] = column_make(&arena, blueprint->columns[i].name, blueprint->columns[i].type, capacity);
        if (rows->columns)
            copy_column(&columns[i], &rows->columns[i], rows->count);
    }
    uint32_t *line = ARENA_ARRAY(&arena, uint32_t, capacity);
    if (rows->count > 0)
        memcpy(line, rows->line, rows->count * sizeof *line);
    arena_release(&rows->arena);
    rows->arena = arena;
    rows->columns = columns;
    rows->line = line;
    rows->capacity = capacity;
}

void table_rows_cut(struct table_rows *rows, uint32_t first)
{
    for (size_t i = 0; i < rows->blueprint->column_count; i++)
        memset(rows->columns[i].present + first, 0, rows->count - first);
    rows->count = first;
}
