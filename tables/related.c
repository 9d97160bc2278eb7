#include "tables/related.h"

#include <stdlib.h>

enum { BITS = 64 };

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

static void sort_few(uint32_t *rows, day_number *when, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct dated_row moved = {when[i], rows[i]};
        size_t to = i;
        for (; to > 0 && when[to - 1] > moved.when; to--) {
            rows[to] = rows[to - 1];
            when[to] = when[to - 1];
        }
        rows[to] = moved.row;
        when[to] = moved.when;
    }
}

/* Rows come as they stand in their files: most groups are a handful already in order. */
static void put_in_order(struct arena *scratch, uint32_t *rows, day_number *when, size_t count)
{
    enum { FEW = 32 };
    if (count <= FEW) {
        sort_few(rows, when, count);
        return;
    }
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

/* ---- from a code to its group ---- */

static bool has_group(const struct related_index *index, uint32_t code)
{
    size_t word = code / BITS;
    return word < index->word_count && index->has[word] >> code % BITS & 1;
}

/* Of a code that has one. */
static uint32_t group_of(const struct related_index *index, uint32_t code)
{
    uint64_t below = index->has[code / BITS] & ((UINT64_C(1) << code % BITS) - 1);
    return index->groups_before[code / BITS] + (uint32_t)__builtin_popcountll(below);
}

static void find_groups(struct arena *arena, const struct column *by, uint32_t row_count,
                        struct related_index *index)
{
    for (uint32_t row = 0; row < row_count; row++)
        if (by->present[row] && by->code[row] / BITS >= index->word_count)
            index->word_count = by->code[row] / BITS + 1;
    index->has = ARENA_ARRAY(arena, uint64_t, index->word_count);
    index->groups_before = ARENA_ARRAY(arena, uint32_t, index->word_count);
    for (uint32_t row = 0; row < row_count; row++)
        if (by->present[row])
            index->has[by->code[row] / BITS] |= UINT64_C(1) << by->code[row] % BITS;
    for (size_t word = 0; word < index->word_count; word++) {
        index->groups_before[word] = index->group_count;
        index->group_count += (uint32_t)__builtin_popcountll(index->has[word]);
    }
}

struct related_index related_index_make(struct arena *arena, const struct table *table, int column)
{
    const struct column *by = &table->columns[column];
    struct related_index index = {.table = table};
    find_groups(arena, by, table->row_count, &index);
    /* Counted one place on, so that what each is raised to as the rows are placed is where the next begins. */
    index.first = ARENA_ARRAY(arena, uint32_t, (size_t)index.group_count + 2);
    index.rows = ARENA_ARRAY(arena, uint32_t, table->row_count);
    index.when = ARENA_ARRAY(arena, day_number, table->row_count);
    for (uint32_t row = 0; row < table->row_count; row++)
        if (by->present[row])
            index.first[group_of(&index, by->code[row]) + 2]++;
    for (uint32_t group = 0; group < index.group_count; group++)
        index.first[group + 2] += index.first[group + 1];
    for (uint32_t row = 0; row < table->row_count; row++) {
        if (!by->present[row])
            continue;
        uint32_t at = index.first[group_of(&index, by->code[row]) + 1]++;
        index.rows[at] = row;
        index.when[at] = came_about(table, row);
    }
    for (uint32_t group = 0; group < index.group_count; group++)
        put_in_order(arena, index.rows + index.first[group], index.when + index.first[group],
                     index.first[group + 1] - index.first[group]);
    return index;
}

struct related related_rows(const struct related_index *index, uint32_t code, const day_number *seen_from)
{
    if (!has_group(index, code))
        return (struct related){.hidden = INT32_MAX};
    uint32_t group = group_of(index, code), first = index->first[group];
    size_t all = index->first[group + 1] - first, low = 0, high = all;
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
