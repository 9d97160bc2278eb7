#include "tables/expression_work.h"

struct known_values {
    struct filling values;
    day_number *holds_until; /* INT32_MIN: nothing is known */
};

struct known_values *known_values_make(struct arena *arena, enum column_type type, size_t places)
{
    struct known_values *known = ARENA_NEW(arena, struct known_values);
    *known = (struct known_values){filling_make(arena, type, places), ARENA_ARRAY(arena, day_number, places)};
    known_values_forget(known, places);
    return known;
}

struct vector known_values_vector(const struct known_values *known)
{
    return filling_done(known->values);
}

const day_number *known_values_hold_until(const struct known_values *known)
{
    return known->holds_until;
}

void known_values_forget(struct known_values *known, size_t places)
{
    for (size_t i = 0; i < places; i++)
        known->holds_until[i] = INT32_MIN;
}

void known_values_keep(struct known_values *known, const uint16_t *places, size_t count)
{
    struct vector all = filling_done(known->values);
    for (size_t i = 0; i < count; i++) {
        known->holds_until[i] = known->holds_until[places[i]];
        filling_copy(&known->values, i, &all, places[i]);
    }
}

/* ---- rows whose value has to be worked out ---- */

struct open_rows {
    size_t count, most;
    uint32_t *row;
    uint16_t *window, *end, *place;
    day_number *holds_until;
};

static struct open_rows open_rows_make(struct arena *scratch, size_t count)
{
    size_t most = count < CHUNK ? count : CHUNK;
    return (struct open_rows){.most = most,
                              .row = ARENA_ARRAY(scratch, uint32_t, most),
                              .window = ARENA_ARRAY(scratch, uint16_t, most),
                              .end = ARENA_ARRAY(scratch, uint16_t, most),
                              .place = ARENA_ARRAY(scratch, uint16_t, most),
                              .holds_until = ARENA_ARRAY(scratch, day_number, most)};
}

static void take_if_open(struct open_rows *open, const struct known_values *known, const struct batch *batch,
                         size_t at, uint16_t place)
{
    if (known->holds_until[place] >= batch->windows[batch->window[at]].end)
        return;
    open->row[open->count] = batch->row[at];
    open->window[open->count] = batch->window[at];
    open->end[open->count] = batch->end[at];
    open->place[open->count] = place;
    open->holds_until[open->count++] = batch->windows[batch->end[at] - 1].end;
}

static void work_out_open(struct vector (*work_out)(const struct node *, const struct frame *,
                                                    const struct work *),
                          const struct node *node, const struct work *work, const struct frame *frame,
                          struct open_rows *open, struct known_values *known)
{
    if (open->count == 0)
        return;
    struct batch rows = *frame->batch;
    rows.count = open->count;
    rows.row = open->row;
    rows.window = open->window;
    rows.end = open->end;
    struct work inner = *work;
    inner.holds_until = open->holds_until;
    inner.places = open->place;
    struct frame of_open = {.batch = &rows, .table = frame->table};
    struct vector found = work_out(node, &of_open, &inner);
    for (size_t i = 0; i < open->count; i++) {
        filling_copy(&known->values, open->place[i], &found, i);
        known->holds_until[open->place[i]] = open->holds_until[i];
    }
}

struct vector part_evaluate(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct known_values *part = work->parts[node->part - 1];
    size_t count = frame->batch->count;
    struct filling to = filling_make(work->scratch, node->type, count);
    struct arena_mark mark = arena_mark(work->scratch);
    struct open_rows open = open_rows_make(work->scratch, count);
    for (size_t i = 0; i < count; i++)
        take_if_open(&open, part, frame->batch, i, work->places[frame->root_at ? frame->root_at[i] : i]);
    work_out_open(node_work_out, node, work, frame, &open, part);
    struct vector values = filling_done(part->values);
    for (size_t i = 0; i < count; i++) {
        size_t place = work->places[frame->root_at ? frame->root_at[i] : i];
        filling_copy(&to, i, &values, place);
        work_changes_after(work, frame, i, part->holds_until[place]);
    }
    arena_rewind(work->scratch, mark);
    return filling_done(to);
}

void expression_update(const struct expression *expression, struct evaluator *evaluator,
                       const struct batch_places *places, const struct known *known, struct arena *scratch)
{
    const struct batch *batch = places->of;
    struct frame frame = {.batch = batch,
                          .table = &evaluator_scope(evaluator)->dataset->tables[expression->table]};
    struct work work = {.evaluator = evaluator,
                        .scope = evaluator_scope(evaluator),
                        .scratch = scratch,
                        .parts = known->parts};
    struct arena_mark mark = arena_mark(scratch);
    struct open_rows open = open_rows_make(scratch, places->count);
    for (size_t at = 0; at < places->count;) {
        struct arena_mark before = arena_mark(scratch);
        open.count = 0;
        for (; at < places->count && open.count < open.most; at++)
            take_if_open(&open, known->values, batch, places->at[at], places->at[at]);
        work_out_open(node_evaluate, expression->root, &work, &frame, &open, known->values);
        arena_rewind(scratch, before);
    }
    arena_rewind(scratch, mark);
}
