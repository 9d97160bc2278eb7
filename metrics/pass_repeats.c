#include "metrics/pass_running.h"

#include <stdlib.h>
#include <string.h>

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

/* ---- rows that may be alike ---- */

/* Rows by their key, each pointing to the one before it. */
struct keyed_rows {
    const struct vector *key;
    uint32_t *slots;  /* one more than the last row with the key; 0: none */
    uint32_t *before; /* per row: one more than the one before it; 0: it is the first */
    uint32_t *which;  /* per row: which of them it is */
    size_t mask;
};

static struct keyed_rows keyed_rows_make(struct arena *arena, const struct vector *key, uint32_t rows)
{
    size_t slots = 16;
    while (slots < 2 * (size_t)rows)
        slots *= 2;
    return (struct keyed_rows){.key = key,
                               .slots = ARENA_ARRAY(arena, uint32_t, slots),
                               .before = ARENA_ARRAY(arena, uint32_t, rows),
                               .which = ARENA_ARRAY(arena, uint32_t, rows),
                               .mask = slots - 1};
}

static void add_row(struct keyed_rows *all, uint32_t row)
{
    uint64_t key = vector_key(all->key, row);
    size_t slot = map_scatter(key) & all->mask;
    while (all->slots[slot] != 0 && vector_key(all->key, all->slots[slot] - 1) != key)
        slot = (slot + 1) & all->mask;
    all->before[row] = all->slots[slot];
    if (all->slots[slot] != 0)
        all->which[row] = all->which[all->slots[slot] - 1] + 1;
    all->slots[slot] = row + 1;
}

/* Whether they can count in one window: they fall on one day, or are open at one time. */
static bool can_meet(const struct running *running, uint32_t one, uint32_t other)
{
    day_number a, b;
    if (running->at)
        return day_of(running->at, one, &a) && day_of(running->at, other, &b) && a == b;
    if (running->measure->during)
        return true;
    if (day_of(running->open_end, one, &a) && day_of(running->open_start, other, &b) && a <= b)
        return false;
    return !(day_of(running->open_end, other, &a) && day_of(running->open_start, one, &b) && a <= b);
}

/* Where very many have one key, all may. */
static void mark_meetings(struct running *running, const struct keyed_rows *all, uint32_t row)
{
    enum { MANY = 64 };
    bool *marked = running->may_repeat;
    marked[row] = all->which[row] >= MANY;
    if (all->which[row] > MANY)
        return;
    for (uint32_t other = all->before[row]; other > 0; other = all->before[other - 1])
        if (marked[row] && all->which[row] == MANY)
            marked[other - 1] = true;
        else if (can_meet(running, row, other - 1))
            marked[row] = marked[other - 1] = true;
}

/* The others need no comparing. */
void find_repeated(struct running *running)
{
    uint32_t rows = running->table->row_count;
    bool by_row = running->once_per->by_row && !running->time_by_window;
    running->may_repeat = ARENA_ARRAY(running->lasting, bool, rows);
    if (!by_row) {
        memset(running->may_repeat, true, rows);
        return;
    }
    struct arena_mark mark = arena_mark(running->scratch);
    struct keyed_rows all = keyed_rows_make(running->scratch, &running->once_per->vector, rows);
    for (uint32_t row = 0; row < rows; row++)
        if (running->once_per->vector.present[row]) {
            add_row(&all, row);
            mark_meetings(running, &all, row);
        }
    arena_rewind(running->scratch, mark);
}

/* ---- of those alike, the one that counts ---- */

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
