#include "tables/expression_node.h"
#include "tables/related.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Batches are worked through this many rows at a time, so that the vectors in between stay in the cache. */
enum { CHUNK = 2048 };

struct evaluator {
    struct arena *arena;
    const struct expression_scope *scope;
    struct cached_index {
        int table;
        int column;
        struct related_index index;
    } *indexes;
    size_t index_count;
    size_t index_capacity;
};

/* The rows being looked at: a batch of one table, and for related rows the row outside that each belongs to. */
struct frame {
    const struct batch *batch;
    const struct table *table;
    const struct frame *outer;
    const uint32_t *outer_at; /* per row: its place in the outer frame */
};

struct work {
    struct evaluator *evaluator;
    struct arena *scratch;
};

/* A vector while it is being filled. */
struct filling {
    enum column_type type;
    bool *present;
    union {
        uint32_t *code;
        double *number;
        day_number *day;
        bool *flag;
    };
};

static struct vector evaluate(const struct node *node, const struct frame *frame, const struct work *work);

struct evaluator *evaluator_in(struct arena *arena, const struct expression_scope *scope)
{
    struct evaluator *evaluator = ARENA_NEW(arena, struct evaluator);
    evaluator->arena = arena;
    evaluator->scope = scope;
    return evaluator;
}

static const struct related_index *find_index(struct evaluator *evaluator, int table, int column)
{
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

/* ---- vectors ---- */

static struct filling filling_make(const struct work *work, enum column_type type, size_t count)
{
    struct filling to = {.type = type, .present = ARENA_ARRAY(work->scratch, bool, count)};
    switch (type) {
    case COLUMN_TEXT:
        to.code = ARENA_ARRAY(work->scratch, uint32_t, count);
        break;
    case COLUMN_NUMBER:
        to.number = ARENA_ARRAY(work->scratch, double, count);
        break;
    case COLUMN_DAY:
        to.day = ARENA_ARRAY(work->scratch, day_number, count);
        break;
    case COLUMN_FLAG:
        to.flag = ARENA_ARRAY(work->scratch, bool, count);
        break;
    }
    return to;
}

static struct vector filled(struct filling from)
{
    struct vector vector = {.type = from.type, .present = from.present};
    switch (from.type) {
    case COLUMN_TEXT:
        vector.code = from.code;
        break;
    case COLUMN_NUMBER:
        vector.number = from.number;
        break;
    case COLUMN_DAY:
        vector.day = from.day;
        break;
    case COLUMN_FLAG:
        vector.flag = from.flag;
        break;
    }
    return vector;
}

static void put(struct filling *to, size_t at, union value value)
{
    to->present[at] = true;
    switch (to->type) {
    case COLUMN_TEXT:
        to->code[at] = value.code;
        break;
    case COLUMN_NUMBER:
        to->number[at] = value.number;
        break;
    case COLUMN_DAY:
        to->day[at] = value.day;
        break;
    case COLUMN_FLAG:
        to->flag[at] = value.flag;
        break;
    }
}

static union value take(const struct vector *from, size_t at)
{
    switch (from->type) {
    case COLUMN_TEXT:
        return (union value){.code = from->code[at]};
    case COLUMN_NUMBER:
        return (union value){.number = from->number[at]};
    case COLUMN_DAY:
        return (union value){.day = from->day[at]};
    case COLUMN_FLAG:
        return (union value){.flag = from->flag[at]};
    }
    return (union value){.number = 0};
}

static int compare(enum column_type type, union value a, union value b)
{
    switch (type) {
    case COLUMN_TEXT:
        return a.code < b.code ? -1 : a.code > b.code;
    case COLUMN_NUMBER:
        return a.number < b.number ? -1 : a.number > b.number;
    case COLUMN_DAY:
        return a.day < b.day ? -1 : a.day > b.day;
    case COLUMN_FLAG:
        return (int)a.flag - (int)b.flag;
    }
    return 0;
}

/* ---- names ---- */

static const struct window *window_at(const struct batch *batch, size_t at)
{
    return batch->windows ? &batch->windows[batch->window[at]] : NULL;
}

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
        put(&to, i, value);
    return filled(to);
}

static struct vector window_name(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct batch *batch = frame->batch;
    struct filling to = filling_make(work, COLUMN_DAY, batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        const struct window *window = window_at(batch, i);
        if (node->kind == NODE_AS_AT)
            put(&to, i, (union value){.day = batch->as_at});
        else if (window)
            put(&to, i, (union value){.day = node->kind == NODE_WINDOW_START ? window->start : window->end});
    }
    return filled(to);
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
        if (read_cell(table, node->column, row_at(frame, node->level, i), window_at(frame->batch, i), &value))
            put(&to, i, value);
    return filled(to);
}

static struct vector to_one(const struct node *node, const struct frame *frame, const struct work *work)
{
    const struct table *from = node->level == 0 ? frame->table : frame->outer->table;
    const struct related_index *index = find_index(work->evaluator, node->join.table, node->join.inner);
    const struct column *pointer = &from->columns[node->join.outer];
    struct filling to = filling_make(work, node->type, frame->batch->count);
    union value value;
    for (size_t i = 0; i < frame->batch->count; i++) {
        uint32_t row = row_at(frame, node->level, i);
        const struct window *window = window_at(frame->batch, i);
        if (!pointer->present[row])
            continue;
        size_t count;
        const uint32_t *rows = related_rows(index, pointer->code[row], window ? &window->end : NULL, &count);
        if (count > 0 && read_cell(index->table, node->column, rows[0], window, &value))
            put(&to, i, value);
    }
    return filled(to);
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

static struct vector arithmetic_vector(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector left = evaluate(node->arguments[0], frame, work);
    struct vector right = evaluate(node->arguments[1], frame, work);
    struct filling to = filling_make(work, COLUMN_NUMBER, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        to.present[i] = left.present[i] && right.present[i] &&
                        arithmetic(node->kind, left.number[i], right.number[i], &to.number[i]);
    return filled(to);
}

static struct vector negate(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_NUMBER, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = inner.present[i];
        to.number[i] = inner.present[i] ? -inner.number[i] : 0;
    }
    return filled(to);
}

static struct vector comparison(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector left = evaluate(node->arguments[0], frame, work);
    struct vector right = evaluate(node->arguments[1], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        if (!left.present[i] || !right.present[i])
            continue;
        int order = compare(left.type, take(&left, i), take(&right, i));
        to.present[i] = true;
        to.flag[i] = node->kind == NODE_EQUAL       ? order == 0
                     : node->kind == NODE_NOT_EQUAL ? order != 0
                     : node->kind == NODE_LESS      ? order < 0
                                                    : order <= 0;
    }
    return filled(to);
}

static struct vector between(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector of = evaluate(node->arguments[0], frame, work);
    struct vector low = evaluate(node->arguments[1], frame, work);
    struct vector high = evaluate(node->arguments[2], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        if (!of.present[i])
            continue;
        bool below = low.present[i] && compare(of.type, take(&of, i), take(&low, i)) < 0;
        bool above = high.present[i] && compare(of.type, take(&of, i), take(&high, i)) > 0;
        to.present[i] = below || above || (low.present[i] && high.present[i]);
        to.flag[i] = !below && !above;
    }
    return filled(to);
}

static struct vector in_list(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector of = evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        to.present[i] = of.present[i];
    for (size_t k = 1; k < node->argument_count; k++) {
        struct vector item = evaluate(node->arguments[k], frame, work);
        for (size_t i = 0; i < frame->batch->count; i++) {
            if (!of.present[i] || to.flag[i])
                continue;
            if (!item.present[i])
                to.present[i] = false;
            else if (compare(of.type, take(&of, i), take(&item, i)) == 0)
                to.present[i] = to.flag[i] = true;
        }
    }
    return filled(to);
}

/* `deciding`: the value of one side that settles it whatever the other is. */
static struct vector and_or(const struct node *node, const struct frame *frame, const struct work *work,
                            bool deciding)
{
    struct vector left = evaluate(node->arguments[0], frame, work);
    struct vector right = evaluate(node->arguments[1], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        bool settled = (left.present[i] && left.flag[i] == deciding) || (right.present[i] && right.flag[i] == deciding);
        to.present[i] = settled || (left.present[i] && right.present[i]);
        to.flag[i] = settled ? deciding : !deciding;
    }
    return filled(to);
}

static struct vector opposite(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = inner.present[i];
        to.flag[i] = inner.present[i] && !inner.flag[i];
    }
    return filled(to);
}

static struct vector is_missing(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector inner = evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = true;
        to.flag[i] = !inner.present[i];
    }
    return filled(to);
}

static struct vector choice(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector condition = evaluate(node->arguments[0], frame, work);
    struct vector sides[2] = {evaluate(node->arguments[2], frame, work), evaluate(node->arguments[1], frame, work)};
    struct filling to = filling_make(work, node->type, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++) {
        const struct vector *side = &sides[condition.present[i] && condition.flag[i]];
        if (condition.present[i] && side->present[i])
            put(&to, i, take(side, i));
    }
    return filled(to);
}

static struct vector coalesce(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct filling to = filling_make(work, node->type, frame->batch->count);
    for (size_t k = 0; k < node->argument_count; k++) {
        struct vector item = evaluate(node->arguments[k], frame, work);
        for (size_t i = 0; i < frame->batch->count; i++)
            if (!to.present[i] && item.present[i])
                put(&to, i, take(&item, i));
    }
    return filled(to);
}

static struct vector least_or_greatest(const struct node *node, const struct frame *frame, const struct work *work)
{
    int wanted = node->kind == NODE_LEAST ? -1 : 1;
    struct vector first = evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work, node->type, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        if (first.present[i])
            put(&to, i, take(&first, i));
    for (size_t k = 1; k < node->argument_count; k++) {
        struct vector item = evaluate(node->arguments[k], frame, work);
        struct vector sofar = filled(to);
        for (size_t i = 0; i < frame->batch->count; i++) {
            if (!item.present[i])
                to.present[i] = false;
            else if (to.present[i] && compare(node->type, take(&item, i), take(&sofar, i)) == wanted)
                put(&to, i, take(&item, i));
        }
    }
    return filled(to);
}

static struct vector call(const struct node *node, const struct frame *frame, const struct work *work)
{
    enum { MOST_ARGUMENTS = 2 };
    struct vector given[MOST_ARGUMENTS];
    assert(node->argument_count <= MOST_ARGUMENTS);
    for (size_t k = 0; k < node->argument_count; k++)
        given[k] = evaluate(node->arguments[k], frame, work);
    struct filling to = filling_make(work, node->type, frame->batch->count);
    const struct calendar *calendar = work->evaluator->scope->calendar;
    for (size_t i = 0; i < frame->batch->count; i++) {
        union value arguments[MOST_ARGUMENTS], result;
        bool all = true;
        for (size_t k = 0; k < node->argument_count && all; k++) {
            all = given[k].present[i];
            if (all)
                arguments[k] = take(&given[k], i);
        }
        if (all && node->function->apply(calendar, arguments, &result))
            put(&to, i, result);
    }
    return filled(to);
}

/* ---- related rows ---- */

/* The related rows of some of a frame's rows, side by side. */
struct expansion {
    struct batch batch;
    uint32_t *outer_at;
};

/* Takes rows of the frame from `first` until their related rows fill a chunk; returns where it stopped. */
static size_t expand(const struct node *node, const struct frame *frame, const struct work *work, size_t first,
                     struct expansion *expansion)
{
    const struct related_index *index = find_index(work->evaluator, node->join.table, node->join.inner);
    const struct column *pointer = &frame->table->columns[node->join.outer];
    const struct batch *batch = frame->batch;
    uint32_t *rows = NULL, *outer_at = NULL;
    uint16_t *windows = NULL;
    size_t count = 0, capacity = 0, at = first;
    for (; at < batch->count && count < CHUNK; at++) {
        if (!pointer->present[batch->row[at]])
            continue;
        const struct window *window = window_at(batch, at);
        size_t found;
        const uint32_t *related =
            related_rows(index, pointer->code[batch->row[at]], window ? &window->end : NULL, &found);
        if (count + found > capacity) {
            size_t wanted = (count + found) * 2 > CHUNK ? (count + found) * 2 : CHUNK;
            uint32_t *more_rows = ARENA_ARRAY(work->scratch, uint32_t, wanted);
            uint32_t *more_outer = ARENA_ARRAY(work->scratch, uint32_t, wanted);
            uint16_t *more_windows = ARENA_ARRAY(work->scratch, uint16_t, wanted);
            for (size_t i = 0; i < count; i++) {
                more_rows[i] = rows[i];
                more_outer[i] = outer_at[i];
                more_windows[i] = windows[i];
            }
            rows = more_rows;
            outer_at = more_outer;
            windows = more_windows;
            capacity = wanted;
        }
        for (size_t i = 0; i < found; i++, count++) {
            rows[count] = related[i];
            outer_at[count] = (uint32_t)at;
            windows[count] = batch->windows ? batch->window[at] : 0;
        }
    }
    expansion->batch = *batch;
    expansion->batch.count = count;
    expansion->batch.row = rows;
    expansion->batch.window = windows;
    expansion->outer_at = outer_at;
    return at;
}

/* What is known so far about each outer row. */
struct tally {
    const struct node *node;
    struct filling to;
    struct arena *scratch;
    uint32_t *seen; /* DISTINCT: the values of the outer row now being counted */
    size_t seen_count, seen_capacity;
    uint32_t seen_for;
};

static void tally_number(struct filling *to, size_t at, double number)
{
    to->number[at] += number;
}

static bool is_new_value(struct tally *tally, uint32_t outer, const struct vector *of, size_t at)
{
    union value value = take(of, at);
    uint32_t bits[2] = {0, 0};
    if (of->type == COLUMN_NUMBER)
        memcpy(bits, &value.number, sizeof value.number);
    else
        bits[0] = of->type == COLUMN_DAY ? (uint32_t)value.day : value.code;
    if (tally->seen_for != outer)
        tally->seen_count = 0;
    tally->seen_for = outer;
    for (size_t i = 0; i < tally->seen_count; i += 2)
        if (tally->seen[i] == bits[0] && tally->seen[i + 1] == bits[1])
            return false;
    for (size_t i = 0; i < 2; i++) {
        tally->seen = arena_grow(tally->scratch, tally->seen, tally->seen_count, &tally->seen_capacity,
                                 sizeof *tally->seen);
        tally->seen[tally->seen_count++] = bits[i];
    }
    return true;
}

static void tally_row(struct tally *tally, uint32_t outer, const struct vector *of, size_t at)
{
    struct filling *to = &tally->to;
    switch (tally->node->aggregate) {
    case RELATED_COUNT:
        tally_number(to, outer, 1);
        return;
    case RELATED_EXISTS:
        to->flag[outer] = true;
        return;
    case RELATED_DISTINCT:
        if (of->present[at] && is_new_value(tally, outer, of, at))
            tally_number(to, outer, 1);
        return;
    case RELATED_SUM:
        if (of->present[at])
            tally_number(to, outer, of->number[at]);
        return;
    case RELATED_MIN:
    case RELATED_MAX:
        if (of->present[at]) {
            struct vector sofar = filled(*to);
            int order = to->present[outer] ? compare(to->type, take(of, at), take(&sofar, outer)) : 0;
            if (!to->present[outer] || order == (tally->node->aggregate == RELATED_MIN ? -1 : 1))
                put(to, outer, take(of, at));
        }
        return;
    case RELATED_EARLIEST:
        if (!tally->seen[outer] && of->present[at])
            put(to, outer, take(of, at));
        tally->seen[outer] = 1;
        return;
    case RELATED_LATEST:
        to->present[outer] = of->present[at];
        if (of->present[at])
            put(to, outer, take(of, at));
        return;
    }
}

static struct tally tally_start(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct tally tally = {.node = node,
                          .to = filling_make(work, node->type, frame->batch->count),
                          .scratch = work->scratch,
                          .seen_for = UINT32_MAX};
    bool always_known = node->aggregate == RELATED_COUNT || node->aggregate == RELATED_EXISTS ||
                        node->aggregate == RELATED_DISTINCT || node->aggregate == RELATED_SUM;
    for (size_t i = 0; i < frame->batch->count && always_known; i++)
        tally.to.present[i] = true;
    if (node->aggregate == RELATED_EARLIEST)
        tally.seen = ARENA_ARRAY(work->scratch, uint32_t, frame->batch->count);
    return tally;
}

static struct vector related(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct tally tally = tally_start(node, frame, work);
    const struct table *table = &work->evaluator->scope->dataset->tables[node->join.table];
    for (size_t at = 0; at < frame->batch->count;) {
        struct arena_mark mark = arena_mark(work->scratch);
        struct expansion rows;
        at = expand(node, frame, work, at, &rows);
        struct frame inner = {.batch = &rows.batch, .table = table, .outer = frame, .outer_at = rows.outer_at};
        struct vector where = {.type = COLUMN_FLAG}, of = {.type = COLUMN_NUMBER};
        if (node->where)
            where = evaluate(node->where, &inner, work);
        if (node->of)
            of = evaluate(node->of, &inner, work);
        tally.seen = node->aggregate == RELATED_DISTINCT ? NULL : tally.seen;
        tally.seen_count = tally.seen_capacity = 0;
        for (size_t i = 0; i < rows.batch.count; i++)
            if (!node->where || (where.present[i] && where.flag[i]))
                tally_row(&tally, rows.outer_at[i], &of, i);
        arena_rewind(work->scratch, mark);
    }
    return filled(tally.to);
}

/* ---- timetables ---- */

static int compare_days(const void *left, const void *right)
{
    const day_number *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

struct timetable_dates {
    struct vector from, since;
    bool has_since;
};

static void answer_timetable(const struct node *node, const struct work *work, const struct timetable_dates *dates,
                             const struct frame *frame, size_t at, day_number *events, size_t count,
                             struct filling *to)
{
    const struct window *window = window_at(frame->batch, at);
    day_number end = window ? window->end : frame->batch->as_at;
    struct timetable timetable = {node->intervals, node->interval_count, work->evaluator->scope->calendar};
    if (!dates->from.present[at] || (dates->has_since && !dates->since.present[at]))
        return;
    day_number from = dates->from.day[at], since = dates->has_since ? dates->since.day[at] : INT32_MIN;
    qsort(events, count, sizeof *events, compare_days);
    to->present[at] = node->overdue
                          ? timetable_overdue(&timetable, from, end, events, count, &to->flag[at])
                          : timetable_kept(&timetable, from, since, end, events, count, &to->flag[at]);
}

static struct vector timetable(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct timetable_dates dates = {.from = evaluate(node->from, frame, work), .has_since = node->since != NULL};
    if (node->since)
        dates.since = evaluate(node->since, frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    const struct table *table = &work->evaluator->scope->dataset->tables[node->join.table];
    for (size_t at = 0; at < frame->batch->count;) {
        struct arena_mark mark = arena_mark(work->scratch);
        struct expansion rows;
        size_t first = at;
        at = expand(node, frame, work, at, &rows);
        struct frame inner = {.batch = &rows.batch, .table = table, .outer = frame, .outer_at = rows.outer_at};
        struct vector where = {.type = COLUMN_FLAG};
        if (node->where)
            where = evaluate(node->where, &inner, work);
        struct vector of = evaluate(node->of, &inner, work);
        day_number *events = ARENA_ARRAY(work->scratch, day_number, rows.batch.count);
        for (size_t outer = first, i = 0; outer < at; outer++) {
            size_t count = 0;
            for (; i < rows.batch.count && rows.outer_at[i] == outer; i++)
                if (of.present[i] && (!node->where || (where.present[i] && where.flag[i])))
                    events[count++] = of.day[i];
            answer_timetable(node, work, &dates, frame, outer, events, count, &to);
        }
        arena_rewind(work->scratch, mark);
    }
    return filled(to);
}

static struct vector evaluate(const struct node *node, const struct frame *frame, const struct work *work)
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
        return related(node, frame, work);
    case NODE_TIMETABLE:
        return timetable(node, frame, work);
    }
    abort();
}

static void copy_chunk(struct filling *to, size_t at, const struct vector *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (from->present[i])
            put(to, at + i, take(from, i));
}

struct vector expression_evaluate(const struct expression *expression, struct evaluator *evaluator,
                                  const struct batch *batch, struct arena *scratch)
{
    assert(expression->root);
    struct work work = {evaluator, scratch};
    const struct table *table = &evaluator->scope->dataset->tables[expression->table];
    struct filling to = filling_make(&work, expression->root->type, batch->count);
    for (size_t at = 0; at < batch->count; at += CHUNK) {
        struct arena_mark mark = arena_mark(scratch);
        struct batch chunk = *batch;
        chunk.count = batch->count - at < CHUNK ? batch->count - at : CHUNK;
        chunk.row += at;
        chunk.window = batch->window ? batch->window + at : NULL;
        struct frame frame = {.batch = &chunk, .table = table};
        struct vector part = evaluate(expression->root, &frame, &work);
        copy_chunk(&to, at, &part, chunk.count);
        arena_rewind(scratch, mark);
    }
    return filled(to);
}
