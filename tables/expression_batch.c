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

struct vector expression_evaluate(const struct expression *expression, struct evaluator *evaluator,
                                  const struct batch *batch, struct arena *scratch)
{
    assert(expression->root);
    struct work work = {.evaluator = evaluator, .scope = evaluator_scope(evaluator), .scratch = scratch};
    struct filling to = filling_make(scratch, expression->root->type, batch->count);
    evaluate_each(expression, &work, batch, &to);
    return filling_done(to);
}
