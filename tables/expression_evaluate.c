#include "tables/expression_work.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct cached_index {
    int table;
    int column;
    struct related_index index;
    struct cached_index *next;
};

struct evaluator {
    struct arena *arena;
    const struct expression_scope *scope;
    pthread_mutex_t lock; /* of the indexes and the arena */
    struct cached_index *indexes;
    atomic_int beyond_calendar; /* the latest day that it does not reach; INT32_MIN: none */
};

struct evaluator *evaluator_in(struct arena *arena, const struct expression_scope *scope)
{
    struct evaluator *evaluator = ARENA_NEW(arena, struct evaluator);
    evaluator->arena = arena;
    evaluator->scope = scope;
    pthread_mutex_init(&evaluator->lock, NULL);
    atomic_init(&evaluator->beyond_calendar, INT32_MIN);
    return evaluator;
}

const struct expression_scope *evaluator_scope(const struct evaluator *evaluator)
{
    return evaluator->scope;
}

bool evaluator_beyond_calendar(const struct evaluator *evaluator, day_number *day)
{
    *day = atomic_load(&evaluator->beyond_calendar);
    return *day != INT32_MIN;
}

static void note_beyond(struct evaluator *evaluator, day_number day)
{
    int latest = atomic_load_explicit(&evaluator->beyond_calendar, memory_order_relaxed);
    while (day > latest && !atomic_compare_exchange_weak(&evaluator->beyond_calendar, &latest, day))
        ;
}

const struct related_index *work_index(const struct work *work, int table, int column)
{
    struct evaluator *evaluator = work->evaluator;
    pthread_mutex_lock(&evaluator->lock);
    struct cached_index *cached = evaluator->indexes;
    while (cached && (cached->table != table || cached->column != column))
        cached = cached->next;
    if (!cached) {
        const struct table *of = &evaluator->scope->dataset->tables[table];
        cached = ARENA_NEW(evaluator->arena, struct cached_index);
        *cached = (struct cached_index){table, column, related_index_make(evaluator->arena, of, column),
                                        evaluator->indexes};
        evaluator->indexes = cached;
    }
    pthread_mutex_unlock(&evaluator->lock);
    return &cached->index;
}

/* ---- names ---- */

/* One cell as it is seen from a window: what closed after the window's end has not closed yet, and `*hidden` is when. */
static bool read_cell(const struct table *table, int column, uint32_t row, const struct window *window,
                      union value *value, day_number *hidden)
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
        if (!window || column != table->until || value->day <= window->end)
            return true;
        *hidden = value->day;
        return false;
    case COLUMN_FLAG:
        value->flag = from->flag[row];
        return true;
    }
    return false;
}

union value node_literal(const struct node *node)
{
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
    return value;
}

static struct vector literal(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct filling to = filling_make(work->scratch, node->type, frame->batch->count);
    union value value = node_literal(node);
    for (size_t i = 0; i < frame->batch->count; i++)
        filling_put(&to, i, value);
    return filling_done(to);
}

static struct vector window_name(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct batch *batch = frame->batch;
    struct filling to = filling_make(work->scratch, COLUMN_DAY, batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        const struct window *window = batch_window(batch, i);
        if (node->kind == NODE_AS_AT) {
            filling_put(&to, i, (union value){.day = batch->as_at});
        } else if (window) {
            filling_put(&to, i,
                        (union value){.day = node->kind == NODE_WINDOW_START ? window->start : window->end});
            work_changes_after(work, frame, i, window->end);
        }
    }
    return filling_done(to);
}

static uint32_t row_at(const struct frame *frame, int level, size_t at)
{
    for (; level > 0; level--) {
        at = frame->outer_at[at];
        frame = frame->outer;
    }
    return frame->batch->row[at];
}

static const struct table *table_at(const struct frame *frame, int level)
{
    for (; level > 0; level--)
        frame = frame->outer;
    return frame->table;
}

/* Nothing is hidden of it: cells as they stand. */
static struct vector plain_column(const struct node *node, const struct frame *frame, const struct work *work,
                                  const struct column *from)
{
    size_t count = frame->batch->count;
    struct filling to = filling_make(work->scratch, node->type, count);
    const uint32_t *rows = frame->batch->row;
    bool has_values = from->code; /* a column that no file of the job could have has none to read */
    if (!has_values)
        return filling_done(to);
    if (node->level > 0) {
        uint32_t *outer = ARENA_ARRAY(work->scratch, uint32_t, count);
        for (size_t i = 0; i < count; i++)
            outer[i] = row_at(frame, node->level, i);
        rows = outer;
    }
    for (size_t i = 0; i < count; i++)
        to.present[i] = from->present[rows[i]];
    switch (from->type) {
    case COLUMN_TEXT:
        for (size_t i = 0; i < count; i++)
            to.code[i] = from->code[rows[i]];
        break;
    case COLUMN_NUMBER:
        for (size_t i = 0; i < count; i++)
            to.number[i] = from->number[rows[i]];
        break;
    case COLUMN_DAY:
        for (size_t i = 0; i < count; i++)
            to.day[i] = from->day[rows[i]];
        break;
    case COLUMN_FLAG:
        for (size_t i = 0; i < count; i++)
            to.flag[i] = from->flag[rows[i]];
        break;
    }
    return filling_done(to);
}

static struct vector column(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct table *table = table_at(frame, node->level);
    if (node->column != table->until || !frame->batch->windows)
        return plain_column(node, frame, work, &table->columns[node->column]);
    struct filling to = filling_make(work->scratch, node->type, frame->batch->count);
    union value value;
    for (size_t i = 0; i < frame->batch->count; i++) {
        day_number hidden = INT32_MAX;
        if (read_cell(table, node->column, row_at(frame, node->level, i), batch_window(frame->batch, i),
                      &value, &hidden))
            filling_put(&to, i, value);
        else
            work_changes_after(work, frame, i, hidden - 1);
    }
    return filling_done(to);
}

/* Of several rows for one name, the latest that is open; when none is, the latest. They are at least one. `*changes` is
 * brought forward to the day on which it may be another. */
static uint32_t latest_open(const struct table *table, const struct related *found,
                            const struct window *window, day_number *changes)
{
    union value until;
    for (size_t i = found->count; found->count > 1 && i > 0 && table->until != NO_COLUMN; i--) {
        day_number closes = INT32_MAX;
        if (read_cell(table, table->until, found->rows[i - 1], window, &until, &closes))
            continue;
        *changes = closes < *changes ? closes : *changes;
        return found->rows[i - 1];
    }
    return found->rows[found->count - 1];
}

static struct vector to_one(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct table *from = table_at(frame, node->level);
    const struct related_index *index = work_index(work, node->join.table, node->join.inner);
    const struct column *pointer = &from->columns[node->join.outer];
    struct filling to = filling_make(work->scratch, node->type, frame->batch->count);
    union value value;
    for (size_t i = 0; i < frame->batch->count; i++) {
        uint32_t row = row_at(frame, node->level, i);
        const struct window *window = batch_window(frame->batch, i);
        if (!pointer->present[row])
            continue;
        struct related found = related_rows(index, pointer->code[row], window ? &window->end : NULL);
        day_number changes = found.hidden, hidden = INT32_MAX;
        if (found.count > 0 &&
            read_cell(index->table, node->column, latest_open(index->table, &found, window, &changes), window,
                      &value, &hidden))
            filling_put(&to, i, value);
        changes = hidden < changes ? hidden : changes;
        if (changes != INT32_MAX)
            work_changes_after(work, frame, i, changes - 1);
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
    struct filling to = filling_make(work->scratch, COLUMN_NUMBER, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        to.present[i] = left.present[i] && right.present[i] &&
                        arithmetic(node->kind, left.number[i], right.number[i], &to.number[i]);
    return filling_done(to);
}

static struct vector negate(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work->scratch, COLUMN_NUMBER, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = inner.present[i];
        to.number[i] = inner.present[i] ? -inner.number[i] : 0;
    }
    return filling_done(to);
}

/* The node's value where `settled` is false; missing elsewhere. */
static struct vector evaluate_where_open(const struct node *node, const struct frame *frame,
                                         const struct work *work, const bool *settled)
{
    size_t all = frame->batch->count, count = 0;
    uint32_t *place = ARENA_ARRAY(work->scratch, uint32_t, all);
    for (size_t i = 0; i < all; i++)
        if (!settled[i])
            place[count++] = (uint32_t)i;
    if (count == all)
        return node_evaluate(node, frame, work);
    struct filling to = filling_make(work->scratch, node->type, all);
    uint32_t *row = ARENA_ARRAY(work->scratch, uint32_t, count);
    uint32_t *outer_at = ARENA_ARRAY(work->scratch, uint32_t, count);
    uint32_t *root_at = ARENA_ARRAY(work->scratch, uint32_t, count);
    uint16_t *window = ARENA_ARRAY(work->scratch, uint16_t, count);
    uint16_t *end = ARENA_ARRAY(work->scratch, uint16_t, count);
    for (size_t i = 0; i < count; i++) {
        row[i] = frame->batch->row[place[i]];
        outer_at[i] = frame->outer_at ? frame->outer_at[place[i]] : 0;
        root_at[i] = frame->root_at ? frame->root_at[place[i]] : place[i];
        window[i] = frame->batch->windows ? frame->batch->window[place[i]] : 0;
        end[i] = frame->batch->end ? frame->batch->end[place[i]] : 0;
    }
    struct batch batch = *frame->batch;
    batch.count = count;
    batch.row = row;
    batch.window = window;
    batch.end = end;
    struct frame open = {.batch = &batch,
                         .table = frame->table,
                         .outer = frame->outer,
                         .outer_at = outer_at,
                         .root_at = root_at};
    struct vector found = node_evaluate(node, &open, work);
    for (size_t i = 0; i < count; i++)
        if (found.present[i])
            filling_put(&to, place[i], vector_take(&found, i));
    return filling_done(to);
}

struct vector vector_decided(const struct vector *left, const struct vector *right, bool deciding,
                             const struct frame *frame, const struct work *work)
{
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        bool settled = (left->present[i] && left->flag[i] == deciding) ||
                       (right->present[i] && right->flag[i] == deciding);
        to.present[i] = settled || (left->present[i] && right->present[i]);
        to.flag[i] = settled ? deciding : !deciding;
    }
    return filling_done(to);
}

static struct vector and_or(const struct node *node, const struct frame *frame, const struct work *work,
                            bool deciding)
{
    bool dear = node->arguments[1]->dear, swap = !dear && node->arguments[0]->dear;
    struct vector left = node_evaluate(node->arguments[swap], frame, work), right;
    if (dear || swap) {
        bool *settled = ARENA_ARRAY(work->scratch, bool, frame->batch->count);
        for (size_t i = 0; i < frame->batch->count; i++)
            settled[i] = left.present[i] && left.flag[i] == deciding;
        right = evaluate_where_open(node->arguments[!swap], frame, work, settled);
    } else {
        right = node_evaluate(node->arguments[1], frame, work);
    }
    return vector_decided(&left, &right, deciding, frame, work);
}

static struct vector opposite(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = inner.present[i];
        to.flag[i] = inner.present[i] && !inner.flag[i];
    }
    return filling_done(to);
}

static struct vector is_missing(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = true;
        to.flag[i] = !inner.present[i];
    }
    return filling_done(to);
}

/* One that looks at other rows is worked out only where the condition comes out on its side. */
static struct vector choice_side(const struct node *node, bool side, const struct vector *condition,
                                 const struct frame *frame, const struct work *work)
{
    const struct node *value = node->arguments[side ? 1 : 2];
    if (!value->dear)
        return node_evaluate(value, frame, work);
    bool *settled = ARENA_ARRAY(work->scratch, bool, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        settled[i] = !condition->present[i] || condition->flag[i] != side;
    return evaluate_where_open(value, frame, work, settled);
}

static struct vector choice(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector condition = node_evaluate(node->arguments[0], frame, work);
    struct vector sides[2] = {choice_side(node, false, &condition, frame, work),
                              choice_side(node, true, &condition, frame, work)};
    struct filling to = filling_make(work->scratch, node->type, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        const struct vector *side = &sides[condition.present[i] && condition.flag[i]];
        if (condition.present[i] && side->present[i])
            filling_put(&to, i, vector_take(side, i));
    }
    return filling_done(to);
}

static struct vector coalesce(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct filling to = filling_make(work->scratch, node->type, frame->batch->count);
    for (size_t k = 0; k < node->argument_count; k++) {
        struct vector item = node->arguments[k]->dear
                                 ? evaluate_where_open(node->arguments[k], frame, work, to.present)
                                 : node_evaluate(node->arguments[k], frame, work);
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
    struct filling to = filling_make(work->scratch, node->type, frame->batch->count);
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

static day_number latest_day(const struct scalar_function *function, const union value *arguments)
{
    bool two = function->arguments[1] == 'd';
    return two && arguments[1].day > arguments[0].day ? arguments[1].day : arguments[0].day;
}

bool function_apply(const struct scalar_function *function, const struct work *work,
                    const union value *arguments, union value *result)
{
    bool found = function->apply(work->scope, arguments, result);
    if (!found && function->by_calendar)
        note_beyond(work->evaluator, latest_day(function, arguments));
    return found;
}

static struct vector call(const struct node *node, const struct frame *frame, const struct work *work)
{
    enum { MOST_ARGUMENTS = 2 };
    struct vector given[MOST_ARGUMENTS];
    assert(node->argument_count <= MOST_ARGUMENTS);
    for (size_t k = 0; k < node->argument_count; k++)
        given[k] = node_evaluate(node->arguments[k], frame, work);
    struct filling to = filling_make(work->scratch, node->type, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        union value arguments[MOST_ARGUMENTS], result;
        bool all = true;
        for (size_t k = 0; k < node->argument_count && all; k++) {
            all = given[k].present[i];
            if (all)
                arguments[k] = vector_take(&given[k], i);
        }
        if (all && function_apply(node->function, work, arguments, &result))
            filling_put(&to, i, result);
    }
    return filling_done(to);
}

struct vector node_evaluate(const struct node *node, const struct frame *frame, const struct work *work)
{
    return node->part > 0 && work->parts ? part_evaluate(node, frame, work)
                                         : node_work_out(node, frame, work);
}

struct vector node_work_out(const struct node *node, const struct frame *frame, const struct work *work)
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
        return node_comparison(node, frame, work);
    case NODE_BETWEEN:
        return node_between(node, frame, work);
    case NODE_IN:
        return node_in(node, frame, work);
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
