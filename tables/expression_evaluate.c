#include "tables/expression_work.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

struct evaluator {
    struct arena *arena;
    const struct expression_scope *scope;
    struct cached_index {
        int table;
        int column;
        struct related_index index;
    } * indexes;
    size_t index_count;
    size_t index_capacity;
};

struct evaluator *evaluator_in(struct arena *arena, const struct expression_scope *scope)
{
    struct evaluator *evaluator = ARENA_NEW(arena, struct evaluator);
    evaluator->arena = arena;
    evaluator->scope = scope;
    return evaluator;
}

const struct related_index *work_index(const struct work *work, int table, int column)
{
    struct evaluator *evaluator = work->evaluator;
    for (size_t i = 0; i < evaluator->index_count; i++)
        if (evaluator->indexes[i].table == table && evaluator->indexes[i].column == column)
            return &evaluator->indexes[i].index;
    evaluator->indexes = arena_grow(evaluator->arena, evaluator->indexes, evaluator->index_count,
                                    &evaluator->index_capacity, sizeof *evaluator->indexes);
    struct cached_index *cached = &evaluator->indexes[evaluator->index_count++];
    const struct table *of = &evaluator->scope->dataset->tables[table];
    *cached = (struct cached_index){table, column, related_index_make(evaluator->arena, of, column)};
    return &cached->index;
}

/* ---- names ---- */

/* One cell as it is seen from a window: what closed after the window's end has not closed yet. */
static bool read_cell(const struct table *table, int column, uint32_t row, const struct window *window,
                      union value *value)
{
    const struct column *from = &table->columns[column];
    if (!from->present[row])
        return false;
    switch (from->type) {
    case COLUMN_TEXT:
        value->code = from->code[row];
        return true;
    case COLUMN_NUMBER:
        value->number = from->number[row];
        return true;
    case COLUMN_DAY:
        value->day = from->day[row];
        return !(window && column == table->until && value->day > window->end);
    case COLUMN_FLAG:
        value->flag = from->flag[row];
        return true;
    }
    return false;
}

static struct vector literal(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct filling to = filling_make(work, node->type, frame->batch->count);
    union value value = {.number = 0};
    switch (node->type) {
    case COLUMN_TEXT:
        value.code = node->literal.code;
        break;
    case COLUMN_NUMBER:
        value.number = node->literal.number;
        break;
    case COLUMN_DAY:
        value.day = node->literal.day;
        break;
    case COLUMN_FLAG:
        value.flag = node->literal.flag;
        break;
    }
    for (size_t i = 0; i < frame->batch->count; i++)
        filling_put(&to, i, value);
    return filling_done(to);
}

static struct vector window_name(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct batch *batch = frame->batch;
    struct filling to = filling_make(work, COLUMN_DAY, batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        const struct window *window = batch_window(batch, i);
        if (node->kind == NODE_AS_AT)
            filling_put(&to, i, (union value){.day = batch->as_at});
        else if (window)
            filling_put(&to, i,
                        (union value){.day = node->kind == NODE_WINDOW_START ? window->start : window->end});
    }
    return filling_done(to);
}

static uint32_t row_at(const struct frame *frame, int level, size_t at)
{
    return level == 0 ? frame->batch->row[at] : frame->outer->batch->row[frame->outer_at[at]];
}

static struct vector column(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct table *table = node->level == 0 ? frame->table : frame->outer->table;
    struct filling to = filling_make(work, node->type, frame->batch->count);
    union value value;
    for (size_t i = 0; i < frame->batch->count; i++)
        if (read_cell(table, node->column, row_at(frame, node->level, i), batch_window(frame->batch, i),
                      &value))
            filling_put(&to, i, value);
    return filling_done(to);
}

/* Of several rows for one name, the latest that is open; when none is, the latest. They are at least one. */
static uint32_t latest_open(const struct table *table, const uint32_t *rows, size_t count,
                            const struct window *window)
{
    union value until;
    for (size_t i = count; count > 1 && i > 0 && table->until != NO_COLUMN; i--)
        if (!read_cell(table, table->until, rows[i - 1], window, &until))
            return rows[i - 1];
    return rows[count - 1];
}

static struct vector to_one(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct table *from = node->level == 0 ? frame->table : frame->outer->table;
    const struct related_index *index = work_index(work, node->join.table, node->join.inner);
    const struct column *pointer = &from->columns[node->join.outer];
    struct filling to = filling_make(work, node->type, frame->batch->count);
    union value value;
    for (size_t i = 0; i < frame->batch->count; i++) {
        uint32_t row = row_at(frame, node->level, i);
        const struct window *window = batch_window(frame->batch, i);
        if (!pointer->present[row])
            continue;
        size_t count;
        const uint32_t *rows = related_rows(index, pointer->code[row], window ? &window->end : NULL, &count);
        if (count > 0 && read_cell(index->table, node->column, latest_open(index->table, rows, count, window),
                                   window, &value))
            filling_put(&to, i, value);
    }
    return filling_done(to);
}

/* ---- operators ---- */

static bool arithmetic(enum node_kind kind, double a, double b, double *result)
{
    if (kind == NODE_ADD)
        *result = a + b;
    else if (kind == NODE_SUBTRACT)
        *result = a - b;
    else if (kind == NODE_MULTIPLY)
        *result = a * b;
    else if (b == 0)
        return false;
    else
        *result = a / b;
    return isfinite(*result);
}

static struct vector arithmetic_vector(const struct node *node, const struct frame *frame,
                                       const struct work *work)
{
    struct vector left = node_evaluate(node->arguments[0], frame, work);
    struct vector right = node_evaluate(node->arguments[1], frame, work);
    struct filling to = filling_make(work, COLUMN_NUMBER, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        to.present[i] = left.present[i] && right.present[i] &&
                        arithmetic(node->kind, left.number[i], right.number[i], &to.number[i]);
    return filling_done(to);
}

static struct vector negate(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_NUMBER, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = inner.present[i];
        to.number[i] = inner.present[i] ? -inner.number[i] : 0;
    }
    return filling_done(to);
}

static struct vector comparison(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector left = node_evaluate(node->arguments[0], frame, work);
    struct vector right = node_evaluate(node->arguments[1], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        if (!left.present[i] || !right.present[i])
            continue;
        int order = value_compare(left.type, vector_take(&left, i), vector_take(&right, i));
        to.present[i] = true;
        to.flag[i] = node->kind == NODE_EQUAL       ? order == 0
                     : node->kind == NODE_NOT_EQUAL ? order != 0
                     : node->kind == NODE_LESS      ? order < 0
                                                    : order <= 0;
    }
    return filling_done(to);
}

static struct vector between(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector of = node_evaluate(node->arguments[0], frame, work);
    struct vector low = node_evaluate(node->arguments[1], frame, work);
    struct vector high = node_evaluate(node->arguments[2], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        if (!of.present[i])
            continue;
        bool below = low.present[i] && value_compare(of.type, vector_take(&of, i), vector_take(&low, i)) < 0;
        bool above =
            high.present[i] && value_compare(of.type, vector_take(&of, i), vector_take(&high, i)) > 0;
        to.present[i] = below || above || (low.present[i] && high.present[i]);
        to.flag[i] = !below && !above;
    }
    return filling_done(to);
}

static struct vector in_list(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector of = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        to.present[i] = of.present[i];
    for (size_t k = 1; k < node->argument_count; k++) {
        struct vector item = node_evaluate(node->arguments[k], frame, work);
        for (size_t i = 0; i < frame->batch->count; i++) {
            if (!of.present[i] || to.flag[i])
                continue;
            if (!item.present[i])
                to.present[i] = false;
            else if (value_compare(of.type, vector_take(&of, i), vector_take(&item, i)) == 0)
                to.present[i] = to.flag[i] = true;
        }
    }
    return filling_done(to);
}

/* `deciding`: the value of one side that settles it whatever the other is. */
static struct vector and_or(const struct node *node, const struct frame *frame, const struct work *work,
                            bool deciding)
{
    struct vector left = node_evaluate(node->arguments[0], frame, work);
    struct vector right = node_evaluate(node->arguments[1], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        bool settled =
            (left.present[i] && left.flag[i] == deciding) || (right.present[i] && right.flag[i] == deciding);
        to.present[i] = settled || (left.present[i] && right.present[i]);
        to.flag[i] = settled ? deciding : !deciding;
    }
    return filling_done(to);
}

static struct vector opposite(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = inner.present[i];
        to.flag[i] = inner.present[i] && !inner.flag[i];
    }
    return filling_done(to);
}

static struct vector is_missing(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = true;
        to.flag[i] = !inner.present[i];
    }
    return filling_done(to);
}

static struct vector choice(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector condition = node_evaluate(node->arguments[0], frame, work);
    struct vector sides[2] = {node_evaluate(node->arguments[2], frame, work),
                              node_evaluate(node->arguments[1], frame, work)};
    struct filling to = filling_make(work, node->type, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        const struct vector *side = &sides[condition.present[i] && condition.flag[i]];
        if (condition.present[i] && side->present[i])
            filling_put(&to, i, vector_take(side, i));
    }
    return filling_done(to);
}

static struct vector coalesce(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct filling to = filling_make(work, node->type, frame->batch->count);
    for (size_t k = 0; k < node->argument_count; k++) {
        struct vector item = node_evaluate(node->arguments[k], frame, work);
        for (size_t i = 0; i < frame->batch->count; i++)
            if (!to.present[i] && item.present[i])
                filling_put(&to, i, vector_take(&item, i));
    }
    return filling_done(to);
}

static struct vector least_or_greatest(const struct node *node, const struct frame *frame,
                                       const struct work *work)
{
    int wanted = node->kind == NODE_LEAST ? -1 : 1;
    struct vector first = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, node->type, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        if (first.present[i])
            filling_put(&to, i, vector_take(&first, i));
    for (size_t k = 1; k < node->argument_count; k++) {
        struct vector item = node_evaluate(node->arguments[k], frame, work);
        struct vector sofar = filling_done(to);
        for (size_t i = 0; i < frame->batch->count; i++) {
            if (!item.present[i])
                to.present[i] = false;
            else if (to.present[i] &&
                     value_compare(node->type, vector_take(&item, i), vector_take(&sofar, i)) == wanted)
                filling_put(&to, i, vector_take(&item, i));
        }
    }
    return filling_done(to);
}

static struct vector call(const struct node *node, const struct frame *frame, const struct work *work)
{
    enum { MOST_ARGUMENTS = 2 };
    struct vector given[MOST_ARGUMENTS];
    assert(node->argument_count <= MOST_ARGUMENTS);
    for (size_t k = 0; k < node->argument_count; k++)
        given[k] = node_evaluate(node->arguments[k], frame, work);
    struct filling to = filling_make(work, node->type, frame->batch->count);
    const struct calendar *calendar = work->scope->calendar;
    for (size_t i = 0; i < frame->batch->count; i++) {
        union value arguments[MOST_ARGUMENTS], result;
        bool all = true;
        for (size_t k = 0; k < node->argument_count && all; k++) {
            all = given[k].present[i];
            if (all)
                arguments[k] = vector_take(&given[k], i);
        }
        if (all && node->function->apply(calendar, arguments, &result))
            filling_put(&to, i, result);
    }
    return filling_done(to);
}

struct vector node_evaluate(const struct node *node, const struct frame *frame, const struct work *work)
{
    switch (node->kind) {
    case NODE_LITERAL:
        return literal(node, frame, work);
    case NODE_WINDOW_START:
    case NODE_WINDOW_END:
    case NODE_AS_AT:
        return window_name(node, frame, work);
    case NODE_COLUMN:
        return column(node, frame, work);
    case NODE_TO_ONE:
        return to_one(node, frame, work);
    case NODE_NEGATE:
        return negate(node, frame, work);
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
        return arithmetic_vector(node, frame, work);
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_LESS_OR_EQUAL:
        return comparison(node, frame, work);
    case NODE_BETWEEN:
        return between(node, frame, work);
    case NODE_IN:
        return in_list(node, frame, work);
    case NODE_NOT:
        return opposite(node, frame, work);
    case NODE_AND:
        return and_or(node, frame, work, false);
    case NODE_OR:
        return and_or(node, frame, work, true);
    case NODE_IS_MISSING:
        return is_missing(node, frame, work);
    case NODE_IF:
        return choice(node, frame, work);
    case NODE_COALESCE:
        return coalesce(node, frame, work);
    case NODE_LEAST:
    case NODE_GREATEST:
        return least_or_greatest(node, frame, work);
    case NODE_CALL:
        return call(node, frame, work);
    case NODE_RELATED:
        return node_related(node, frame, work);
    case NODE_TIMETABLE:
        return node_timetable(node, frame, work);
    }
    abort();
}

static void copy_chunk(struct filling *to, size_t at, const struct vector *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (from->present[i])
            filling_put(to, at + i, vector_take(from, i));
}

struct vector expression_evaluate(const struct expression *expression, struct evaluator *evaluator,
                                  const struct batch *batch, struct arena *scratch)
{
    assert(expression->root);
    struct work work = {evaluator, evaluator->scope, scratch};
    const struct table *table = &evaluator->scope->dataset->tables[expression->table];
    struct filling to = filling_make(&work, expression->root->type, batch->count);
    for (size_t at = 0; at < batch->count; at += CHUNK) {
        struct arena_mark mark = arena_mark(scratch);
        struct batch chunk = *batch;
        chunk.count = batch->count - at < CHUNK ? batch->count - at : CHUNK;
        chunk.row += at;
        chunk.window = batch->window ? batch->window + at : NULL;
        struct frame frame = {.batch = &chunk, .table = table};
        struct vector part = node_evaluate(expression->root, &frame, &work);
        copy_chunk(&to, at, &part, chunk.count);
        arena_rewind(scratch, mark);
    }
    return filling_done(to);
}
