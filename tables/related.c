#include "tables/related.h"

#include <stdlib.h>

static day_number came_about(const struct table *table, uint32_t row)
{
    if (table->when == NO_COLUMN)
        return INT32_MIN;
    const struct column *when = &table->columns[table->when];
    return when->present[row] ? when->day[row] : INT32_MAX;
}

struct dated_row {
    day_number when;
    uint32_t row;
};

static int compare_dated_rows(const void *left, const void *right)
{
    const struct dated_row *a = left, *b = right;
    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* Most groups are a handful of rows already in order, so the sort is only called where it is needed. */
static void put_in_order(struct arena *scratch, uint32_t *rows, day_number *when, size_t count)
{
    bool in_order = true;
    for (size_t i = 1; i < count && in_order; i++)
        in_order = when[i - 1] <= when[i];
    if (in_order)
        return;
    struct arena_mark mark = arena_mark(scratch);
    struct dated_row *dated = ARENA_ARRAY(scratch, struct dated_row, count);
    for (size_t i = 0; i < count; i++)
        dated[i] = (struct dated_row){when[i], rows[i]};
    qsort(dated, count, sizeof *dated, compare_dated_rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = dated[i].row;
        when[i] = dated[i].when;
    }
    arena_rewind(scratch, mark);
}

struct related_index related_index_make(struct arena *arena, const struct table *table, int column)
{
    const struct column *by = &table->columns[column];
    struct related_index index = {.table = table};
    for (uint32_t row = 0; row < table->row_count; row++)
        if (by->present[row] && by->code[row] >= index.code_count)
            index.code_count = by->code[row] + 1;
    /* Counted one place on, so that what each is raised to as the rows are placed is where the next begins. */
    index.first = ARENA_ARRAY(arena, uint32_t, (size_t)index.code_count + 2);
    index.rows = ARENA_ARRAY(arena, uint32_t, table->row_count);
    index.when = ARENA_ARRAY(arena, day_number, table->row_count);
    for (uint32_t row = 0; row < table->row_count; row++)
        if (by->present[row])
            index.first[by->code[row] + 2]++;
    for (uint32_t code = 0; code < index.code_count; code++)
        index.first[code + 2] += index.first[code + 1];
    for (uint32_t row = 0; row < table->row_count; row++) {
        if (!by->present[row])
            continue;
        uint32_t at = index.first[by->code[row] + 1]++;
        index.rows[at] = row;
        index.when[at] = came_about(table, row);
    }
    for (uint32_t code = 0; code < index.code_count; code++)
        put_in_order(arena, index.rows + index.first[code], index.when + index.first[code],
                     index.first[code + 1] - index.first[code]);
    return index;
}

struct related related_rows(const struct related_index *index, uint32_t code, const day_number *seen_from)
{
    if (code >= index->code_count)
        return (struct related){.hidden = INT32_MAX};
    uint32_t first = index->first[code];
    size_t all = index->first[code + 1] - first, low = 0, high = all;
    struct related found = {index->rows + first, index->when + first, all, INT32_MAX};
    if (!seen_from)
        return found;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found.when[middle] <= *seen_from)
            low = middle + 1;
        else
            high = middle;
    }
    found.count = low;
    found.hidden = low < all ? found.when[low] : INT32_MAX;
    return found;
}
