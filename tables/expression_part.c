#include "tables/expression_work.h"

/* By places in the whole batch. */
struct part_values {
    bool *known; /* NULL: nothing is remembered */
    day_number *holds_until;
    struct filling values;
};

struct part_values *part_values_make(struct arena *arena)
{
    return ARENA_NEW(arena, struct part_values);
}

void part_values_start(struct part_values *values, const struct work *work, enum column_type type)
{
    size_t count = work->whole->count;
    if (values->known)
        return;
    values->known = ARENA_ARRAY(work->scratch, bool, count);
    values->holds_until = ARENA_ARRAY(work->scratch, day_number, count);
    values->values = filling_make(work, type, count);
}

void part_values_forget(struct part_values *values)
{
    *values = (struct part_values){0};
}

void part_values_keep(struct part_values *values, const uint16_t *places, size_t count)
{
    if (!values->known)
        return;
    struct vector all = filling_done(values->values);
    for (size_t i = 0; i < count; i++) {
        values->known[i] = values->known[places[i]];
        values->holds_until[i] = values->holds_until[places[i]];
        bool present = all.present[places[i]];
        filling_put(&values->values, i, vector_take(&all, places[i]));
        values->values.present[i] = present;
    }
}

/* A value holds in the windows after the one it was worked out for, up to a day. */
static void remember(struct part_values *part, const struct batch *batch, size_t at,
                     const struct vector *found, size_t from, day_number until)
{
    do {
        part->known[at] = true;
        part->holds_until[at] = until;
        if (found->present[from])
            filling_put(&part->values, at, vector_take(found, from));
        at++;
    } while (batch_follows(batch, at) && !part->known[at] && batch->windows[batch->window[at]].end <= until);
}

/* Works it out at some places of the whole batch, none of which follows another. */
static void find_some(const struct node *node, struct part_values *part, const struct work *work,
                      const uint32_t *places, size_t count, const struct table *table)
{
    const struct batch *whole = work->whole;
    uint32_t *row = ARENA_ARRAY(work->scratch, uint32_t, count);
    uint16_t *window = ARENA_ARRAY(work->scratch, uint16_t, count);
    day_number *holds_until = ARENA_ARRAY(work->scratch, day_number, count);
    for (size_t i = 0; i < count; i++) {
        row[i] = whole->row[places[i]];
        window[i] = whole->window[places[i]];
        holds_until[i] = INT32_MAX;
    }
    struct batch batch = *whole;
    batch.count = count;
    batch.row = row;
    batch.window = window;
    struct frame frame = {.batch = &batch, .table = table};
    struct work some = *work;
    some.holds_until = holds_until;
    some.places = places;
    struct vector found = node_work_out(node, &frame, &some);
    for (size_t i = 0; i < count; i++)
        remember(part, whole, places[i], &found, i, holds_until[i]);
}

/* Of the places, those of rows seen from the first window at hand; the others, which may then be known, are left in
 * `places`. */
static size_t take_first(const struct batch *whole, uint32_t *places, size_t *count, uint32_t *first)
{
    size_t taken = 0, left = 0;
    for (size_t i = 0; i < *count; i++) {
        if (taken == 0 || whole->row[places[i]] != whole->row[first[taken - 1]])
            first[taken++] = places[i];
        else
            places[left++] = places[i];
    }
    *count = left;
    return taken;
}

static size_t keep_unknown(const struct part_values *part, uint32_t *places, size_t count)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (!part->known[places[i]])
            places[left++] = places[i];
    return left;
}

struct vector part_evaluate(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct part_values *part = work->whole->parts[node->part - 1];
    size_t count = frame->batch->count;
    struct filling to = filling_make(work, node->type, count);
    struct arena_mark mark = arena_mark(work->scratch);
    uint32_t *places = ARENA_ARRAY(work->scratch, uint32_t, count);
    uint32_t *open = ARENA_ARRAY(work->scratch, uint32_t, count);
    uint32_t *first = ARENA_ARRAY(work->scratch, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        open[i] = places[i] = work->places[frame->root_at ? frame->root_at[i] : i];
    for (size_t left = keep_unknown(part, open, count); left > 0; left = keep_unknown(part, open, left)) {
        struct arena_mark before = arena_mark(work->scratch);
        size_t taken = take_first(work->whole, open, &left, first);
        find_some(node, part, work, first, taken, frame->table);
        arena_rewind(work->scratch, before);
    }
    struct vector values = filling_done(part->values);
    for (size_t i = 0; i < count; i++) {
        size_t at = places[i];
        if (values.present[at])
            filling_put(&to, i, vector_take(&values, at));
        work_changes_after(work, frame, i, part->holds_until[at]);
    }
    arena_rewind(work->scratch, mark);
    return filling_done(to);
}
