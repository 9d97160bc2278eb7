#include "tables/related.h"

#include <stdlib.h>

static size_t find_slot(const struct related_index *index, uint32_t code)
{
    size_t slot = (code * 2654435761u) & index->slot_mask;
    while (index->slot_code[slot] != 0 && index->slot_code[slot] != code + 1)
        slot = (slot + 1) & index->slot_mask;
    return slot;
}

static day_number came_about(const struct table *table, uint32_t row)
{
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
static void put_in_order(struct arena *scratch, const struct table *table, uint32_t *rows, size_t count)
{
    bool in_order = true;
    for (size_t i = 1; i < count && in_order; i++)
        in_order = came_about(table, rows[i - 1]) <= came_about(table, rows[i]);
    if (in_order)
        return;
    struct arena_mark mark = arena_mark(scratch);
    struct dated_row *dated = ARENA_ARRAY(scratch, struct dated_row, count);
    for (size_t i = 0; i < count; i++)
        dated[i] = (struct dated_row){came_about(table, rows[i]), rows[i]};
    qsort(dated, count, sizeof *dated, compare_dated_rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = dated[i].row;
    arena_rewind(scratch, mark);
}

struct related_index related_index_make(struct arena *arena, const struct table *table, int column)
{
    const struct column *by = &table->columns[column];
    struct related_index index = {.table = table};
    size_t slots = 16;
    while (slots < 2 * (size_t)table->row_count)
        slots *= 2;
    index.slot_mask = slots - 1;
    index.slot_code = ARENA_ARRAY(arena, uint32_t, slots);
    index.slot_first = ARENA_ARRAY(arena, uint32_t, slots);
    index.slot_count = ARENA_ARRAY(arena, uint32_t, slots);
    index.rows = ARENA_ARRAY(arena, uint32_t, table->row_count);

    for (uint32_t row = 0; row < table->row_count; row++) {
        if (!by->present[row])
            continue;
        size_t slot = find_slot(&index, by->code[row]);
        index.slot_code[slot] = by->code[row] + 1;
        index.slot_count[slot]++;
    }
    uint32_t first = 0;
    for (size_t slot = 0; slot < slots; slot++) {
        index.slot_first[slot] = first;
        first += index.slot_count[slot];
        index.slot_count[slot] = 0;
    }
    for (uint32_t row = 0; row < table->row_count; row++) {
        if (!by->present[row])
            continue;
        size_t slot = find_slot(&index, by->code[row]);
        index.rows[index.slot_first[slot] + index.slot_count[slot]++] = row;
    }
    for (size_t slot = 0; slot < slots && table->when != NO_COLUMN; slot++)
        put_in_order(arena, table, index.rows + index.slot_first[slot], index.slot_count[slot]);
    return index;
}

const uint32_t *related_rows(const struct related_index *index, uint32_t code, const day_number *seen_from,
                             size_t *count)
{
    size_t slot = find_slot(index, code);
    const uint32_t *rows = index->rows + index->slot_first[slot];
    size_t low = 0, high = index->slot_code[slot] ? index->slot_count[slot] : 0;
    *count = high;
    if (!seen_from || index->table->when == NO_COLUMN)
        return rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (came_about(index->table, rows[middle]) <= *seen_from)
            low = middle + 1;
        else
            high = middle;
    }
    *count = low;
    return rows;
}
