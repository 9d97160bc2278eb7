#include "metrics/pass_running.h"

#include <stdlib.h>

static uint64_t pair_number(uint32_t row, size_t window)
{
    return (uint64_t)row << 16 | window;
}

void collect_row(struct running *running, struct place place, struct run periods)
{
    size_t at = at_of(running->once_per, place);
    if (!running->once_per->vector.present[at] || answer_of(running->members[0].where, place) != ANSWER_YES)
        return;
    struct alike one = {.key = vector_key(&running->once_per->vector, at)};
    const struct table *table = running->table;
    if (table->when != NO_COLUMN && table->columns[table->when].present[place.row])
        one.when = table->columns[table->when].day[place.row];
    if (running->at)
        day_of(running->at, at_of(running->at, place), &one.day);
    for (size_t window = periods.first; window < periods.end; window++) {
        running->alike = arena_grow(running->lasting, running->alike, running->alike_count,
                                    &running->alike_capacity, sizeof *running->alike);
        one.pair = pair_number(place.row, window);
        one.window = (uint16_t)window;
        running->alike[running->alike_count++] = one;
    }
}

struct seen_row {
    uint64_t key;
    day_number day;
    uint32_t row; /* one more than it; 0: nothing here */
};

static size_t slot_of(uint64_t key, day_number day, size_t mask)
{
    uint64_t mixed = (key ^ (uint64_t)(uint32_t)day << 40) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> 20) & mask;
}

/* Rows that share their key and their day with another: the others need no comparing. */
void find_repeated(struct running *running)
{
    uint32_t rows = running->table->row_count;
    bool by_row = running->once_per->by_row && !running->time_by_window;
    running->may_repeat = ARENA_ARRAY(running->lasting, bool, rows);
    size_t slots = 16;
    while (slots < 2 * (size_t)rows)
        slots *= 2;
    struct arena_mark mark = arena_mark(running->scratch);
    struct seen_row *seen = ARENA_ARRAY(running->scratch, struct seen_row, by_row ? slots : 1);
    for (uint32_t row = 0; row < rows; row++) {
        day_number day = 0;
        running->may_repeat[row] = !by_row;
        if (!by_row || !running->once_per->vector.present[row] ||
            (running->at && !day_of(running->at, row, &day)))
            continue;
        uint64_t key = vector_key(&running->once_per->vector, row);
        size_t slot = slot_of(key, day, slots - 1);
        while (seen[slot].row != 0 && (seen[slot].key != key || seen[slot].day != day))
            slot = (slot + 1) & (slots - 1);
        if (seen[slot].row != 0)
            running->may_repeat[row] = running->may_repeat[seen[slot].row - 1] = true;
        seen[slot] = (struct seen_row){key, day, row + 1};
    }
    arena_rewind(running->scratch, mark);
}

static int compare_alike(const void *left, const void *right)
{
    const struct alike *a = left, *b = right;
    if (a->window != b->window)
        return a->window < b->window ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    return a->pair < b->pair ? -1 : a->pair > b->pair;
}

static int compare_pairs(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

void find_left_out(struct running *running)
{
    size_t count = running->alike_count;
    struct alike *alike = running->alike;
    running->left_out = ARENA_ARRAY(running->lasting, uint64_t, count + 1);
    if (count > 0)
        qsort(alike, count, sizeof *alike, compare_alike);
    for (size_t i = 0; i + 1 < count; i++)
        if (alike[i].window == alike[i + 1].window && alike[i].key == alike[i + 1].key &&
            alike[i].day == alike[i + 1].day)
            running->left_out[running->left_out_count++] = alike[i].pair;
    if (running->left_out_count > 0)
        qsort(running->left_out, running->left_out_count, sizeof *running->left_out, compare_pairs);
}

bool is_left_out(const struct running *running, uint32_t row, size_t window)
{
    uint64_t number = pair_number(row, window);
    return running->left_out_count > 0 &&
           bsearch(&number, running->left_out, running->left_out_count, sizeof number, compare_pairs);
}
