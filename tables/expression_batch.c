#include "tables/expression_work.h"

#include <assert.h>

static void copy_chunk(struct filling *to, size_t at, const struct vector *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (from->present[i])
            filling_put(to, at + i, vector_take(from, i));
}

static void evaluate_each(const struct expression *expression, struct work *work, const struct batch *batch,
                          struct filling *to)
{
    const struct table *table = &work->scope->dataset->tables[expression->table];
    for (size_t at = 0; at < batch->count; at += CHUNK) {
        struct arena_mark mark = arena_mark(work->scratch);
        struct batch chunk = *batch;
        chunk.count = batch->count - at < CHUNK ? batch->count - at : CHUNK;
        chunk.row += at;
        chunk.window = batch->window ? batch->window + at : NULL;
        struct frame frame = {.batch = &chunk, .table = table};
        struct vector part = node_evaluate(expression->root, &frame, work);
        copy_chunk(to, at, &part, chunk.count);
        arena_rewind(work->scratch, mark);
    }
}

/* ---- one row, seen from one window after another ---- */

/* Worked out at some places of the batch; each value is carried to the windows after it for which it still holds. Puts
 * the places where it no longer does into `next`, and returns how many they are. */
static size_t evaluate_some(const struct expression *expression, struct work *work, const struct batch *batch,
                            const uint32_t *places, size_t count, uint32_t *next, struct filling *to)
{
    uint32_t row[CHUNK];
    uint16_t window[CHUNK];
    day_number holds_until[CHUNK];
    struct batch chunk = *batch;
    chunk.count = count;
    chunk.row = row;
    chunk.window = window;
    for (size_t i = 0; i < count; i++) {
        row[i] = batch->row[places[i]];
        window[i] = batch->window[places[i]];
        holds_until[i] = INT32_MAX;
    }
    struct arena_mark mark = arena_mark(work->scratch);
    struct frame frame = {.batch = &chunk, .table = &work->scope->dataset->tables[expression->table]};
    work->holds_until = holds_until;
    work->places = places;
    struct vector found = node_evaluate(expression->root, &frame, work);
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = places[i];
        do {
            if (found.present[i])
                filling_put(to, at, vector_take(&found, i));
            at++;
        } while (batch_follows(batch, at) && batch->windows[batch->window[at]].end <= holds_until[i]);
        if (batch_follows(batch, at))
            next[left++] = (uint32_t)at;
    }
    arena_rewind(work->scratch, mark);
    return left;
}

static void evaluate_onwards(const struct expression *expression, struct work *work,
                             const struct batch *batch, struct filling *to)
{
    struct arena_mark mark = arena_mark(work->scratch);
    uint32_t *places = ARENA_ARRAY(work->scratch, uint32_t, batch->count);
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++)
        if (!batch_follows(batch, i))
            places[count++] = (uint32_t)i;
    while (count > 0) {
        size_t left = 0;
        /* What is left of a chunk is never more than it, so it takes the place of what has been read. */
        for (size_t at = 0; at < count; at += CHUNK)
            left += evaluate_some(expression, work, batch, places + at,
                                  count - at < CHUNK ? count - at : CHUNK, places + left, to);
        count = left;
    }
    arena_rewind(work->scratch, mark);
}

struct vector expression_evaluate(const struct expression *expression, struct evaluator *evaluator,
                                  const struct batch *batch, struct arena *scratch)
{
    assert(expression->root);
    struct work work = {
        .evaluator = evaluator, .scope = evaluator_scope(evaluator), .scratch = scratch, .whole = batch};
    struct filling to = filling_make(&work, expression->root->type, batch->count);
    for (size_t i = 0; batch->parts && i < expression->part_count; i++)
        part_values_start(batch->parts[i], &work, expression->parts[i].type);
    if (batch->windows && expression->root->dear)
        evaluate_onwards(expression, &work, batch, &to);
    else
        evaluate_each(expression, &work, batch, &to);
    return filling_done(to);
}
