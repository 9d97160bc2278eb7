#include "tables/expression_work.h"

#include <stdlib.h>
#include <string.h>

/* The related rows of some of a frame's rows, side by side. */
struct expansion {
    struct batch batch;
    uint32_t *outer_at;
};

/* Takes rows of the frame from `first` until their related rows fill a chunk; returns where it stopped. */
static size_t expand(const struct node *node, const struct frame *frame, const struct work *work,
                     size_t first, struct expansion *expansion)
{
    const struct related_index *index = work_index(work, node->join.table, node->join.inner);
    const struct column *pointer = &frame->table->columns[node->join.outer];
    const struct batch *batch = frame->batch;
    uint32_t *rows = NULL, *outer_at = NULL;
    uint16_t *windows = NULL;
    size_t count = 0, capacity = 0, at = first;
    for (; at < batch->count && count < CHUNK; at++) {
        if (!pointer->present[batch->row[at]])
            continue;
        const struct window *window = batch_window(batch, at);
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
    union value value = vector_take(of, at);
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
            struct vector sofar = filling_done(*to);
            int order = to->present[outer]
                            ? value_compare(to->type, vector_take(of, at), vector_take(&sofar, outer))
                            : 0;
            if (!to->present[outer] || order == (tally->node->aggregate == RELATED_MIN ? -1 : 1))
                filling_put(to, outer, vector_take(of, at));
        }
        return;
    case RELATED_EARLIEST:
        if (!tally->seen[outer] && of->present[at])
            filling_put(to, outer, vector_take(of, at));
        tally->seen[outer] = 1;
        return;
    case RELATED_LATEST:
        to->present[outer] = of->present[at];
        if (of->present[at])
            filling_put(to, outer, vector_take(of, at));
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

struct vector node_related(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct tally tally = tally_start(node, frame, work);
    const struct table *table = &work->scope->dataset->tables[node->join.table];
    for (size_t at = 0; at < frame->batch->count;) {
        struct arena_mark mark = arena_mark(work->scratch);
        struct expansion rows;
        at = expand(node, frame, work, at, &rows);
        struct frame inner = {
            .batch = &rows.batch, .table = table, .outer = frame, .outer_at = rows.outer_at};
        struct vector where = {.type = COLUMN_FLAG}, of = {.type = COLUMN_NUMBER};
        if (node->where)
            where = node_evaluate(node->where, &inner, work);
        if (node->of)
            of = node_evaluate(node->of, &inner, work);
        tally.seen = node->aggregate == RELATED_DISTINCT ? NULL : tally.seen;
        tally.seen_count = tally.seen_capacity = 0;
        for (size_t i = 0; i < rows.batch.count; i++)
            if (!node->where || (where.present[i] && where.flag[i]))
                tally_row(&tally, rows.outer_at[i], &of, i);
        arena_rewind(work->scratch, mark);
    }
    return filling_done(tally.to);
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

static void answer_timetable(const struct node *node, const struct work *work,
                             const struct timetable_dates *dates, const struct frame *frame, size_t at,
                             day_number *events, size_t count, struct filling *to)
{
    const struct window *window = batch_window(frame->batch, at);
    day_number end = window ? window->end : frame->batch->as_at;
    struct timetable timetable = {node->intervals, node->interval_count, work->scope->calendar};
    if (!dates->from.present[at] || (dates->has_since && !dates->since.present[at]))
        return;
    day_number from = dates->from.day[at], since = dates->has_since ? dates->since.day[at] : INT32_MIN;
    qsort(events, count, sizeof *events, compare_days);
    to->present[at] = node->overdue
                          ? timetable_overdue(&timetable, from, end, events, count, &to->flag[at])
                          : timetable_kept(&timetable, from, since, end, events, count, &to->flag[at]);
}

struct vector node_timetable(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct timetable_dates dates = {.from = node_evaluate(node->from, frame, work),
                                    .has_since = node->since != NULL};
    if (node->since)
        dates.since = node_evaluate(node->since, frame, work);
    struct filling to = filling_make(work, COLUMN_FLAG, frame->batch->count);
    const struct table *table = &work->scope->dataset->tables[node->join.table];
    for (size_t at = 0; at < frame->batch->count;) {
        struct arena_mark mark = arena_mark(work->scratch);
        struct expansion rows;
        size_t first = at;
        at = expand(node, frame, work, at, &rows);
        struct frame inner = {
            .batch = &rows.batch, .table = table, .outer = frame, .outer_at = rows.outer_at};
        struct vector where = {.type = COLUMN_FLAG};
        if (node->where)
            where = node_evaluate(node->where, &inner, work);
        struct vector of = node_evaluate(node->of, &inner, work);
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
    return filling_done(to);
}
