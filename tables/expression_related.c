#include "base/map.h"
#include "tables/expression_work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- which of the related rows may matter ---- */

struct bound_values {
    const struct bound *bound;
    const struct work *work;
    struct side with[2], than;
    size_t moving; /* how many of them move */
};

static const struct bound_values *evaluate_bounds(const struct node *node, const struct frame *frame,
                                                  const struct work *work)
{
    if (!frame->batch->windows)
        return NULL;
    struct bound_values *values = ARENA_ARRAY(work->scratch, struct bound_values, node->bound_count);
    for (size_t i = 0; i < node->bound_count; i++) {
        values[i].bound = &node->bounds[i];
        values[i].work = work;
        values[i].than = side_of(node->bounds[i].than, frame, work);
        values[i].moving = values[i].than.moves;
        for (size_t k = 0; k < node->bounds[i].function_count; k++) {
            values[i].with[k] = side_of(node->bounds[i].with[k], frame, work);
            values[i].moving += values[i].with[k].moves;
        }
    }
    return values;
}

/* What a bound compares with, as seen from a window. */
struct bound_sight {
    union value with[2], than;
};

static bool see_bound(const struct bound_values *values, size_t at, const struct window *window,
                      struct bound_sight *sight)
{
    bool known = side_take(&values->than, values->work, at, window, &sight->than);
    for (size_t i = 0; i < values->bound->function_count; i++)
        known = known && side_take(&values->with[i], values->work, at, window, &sight->with[i]);
    return known;
}

enum holds { HOLDS_NOT, HOLDS, HOLDS_UNKNOWN };

static enum holds bound_holds(const struct bound_values *values, const struct bound_sight *sight,
                              day_number when)
{
    const struct bound *bound = values->bound;
    union value left = {.day = when};
    for (size_t i = 0; i < bound->function_count; i++) {
        union value arguments[2] = {left, sight->with[i]};
        if (!bound->functions[i]->apply(values->work->scope, arguments, &left))
            return HOLDS_UNKNOWN;
    }
    int order = value_compare(bound->than->type, left, sight->than);
    if (order == 0)
        return bound->or_equal ? HOLDS : HOLDS_NOT;
    return (order < 0) == bound->less ? HOLDS : HOLDS_NOT;
}

struct span {
    size_t first, end;
};

/* Where a bound cannot be told for a row on the way (a day outside the calendar), it narrows nothing; false. */
static bool narrow(const struct bound_values *values, const struct bound_sight *sight, const day_number *when,
                   struct span *span)
{
    size_t low = span->first, high = span->end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        enum holds holds = bound_holds(values, sight, when[middle]);
        if (holds == HOLDS_UNKNOWN)
            return false;
        if ((holds == HOLDS) == values->bound->from)
            high = middle;
        else
            low = middle + 1;
    }
    if (values->bound->from)
        span->first = low;
    else
        span->end = low;
    return true;
}

/* A related row that comes to light on a later day changes the answer, unless it is past all that is asked for. */
static bool may_matter(const struct bound_values *values, size_t count, const struct window *window,
                       size_t at, day_number hidden)
{
    struct bound_sight sight;
    if (hidden == INT32_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!values[i].bound->from && values[i].moving == 0 && see_bound(&values[i], at, window, &sight) &&
            bound_holds(&values[i], &sight, hidden) == HOLDS_NOT)
            return false;
    return true;
}

/* Whether a bound says of a related row, from a window, what it says now. */
struct bound_stand {
    const struct bound_values *values;
    day_number when;
    enum holds now;
};

static bool bound_stands(const void *context, size_t at, const struct window *window)
{
    const struct bound_stand *stand = context;
    struct bound_sight sight;
    return see_bound(stand->values, at, window, &sight) &&
           bound_holds(stand->values, &sight, stand->when) == stand->now;
}

/* A bound that moves may let the nearest row beyond it in. That it lets another go, that row's own condition says. */
static void note_move(const struct bound_values *values, const struct frame *frame, size_t at,
                      const day_number *when, struct span before, struct span span)
{
    struct bound_stand stand = {.values = values, .now = HOLDS_NOT};
    if (span.first == before.first && span.end == before.end)
        return;
    stand.when = when[span.end < before.end ? span.end : span.first - 1];
    work_changes_when(values->work, frame, at, bound_stands, &stand);
}

static bool narrow_all(const struct bound_values *values, size_t count, size_t at,
                       const struct window *window, const struct related *found, const struct frame *frame,
                       struct span *span)
{
    struct bound_sight sight;
    for (size_t i = 0; i < count; i++) {
        struct span before = *span;
        if (!see_bound(&values[i], at, window, &sight)) {
            if (values[i].moving > 0)
                work_changes_after(values[i].work, frame, at, window->end);
            return false;
        }
        bool narrowed = narrow(&values[i], &sight, found->when, span);
        if (values[i].moving > 1 || (values[i].moving == 1 && !narrowed))
            work_changes_after(values[i].work, frame, at, window->end);
        else if (values[i].moving == 1)
            note_move(&values[i], frame, at, found->when, before, *span);
    }
    return true;
}

static struct related find_related(const struct node *node, const struct frame *frame,
                                   const struct work *work, const struct related_index *index,
                                   const struct bound_values *values, size_t at)
{
    const struct batch *batch = frame->batch;
    uint32_t code = frame->table->columns[node->join.outer].code[batch->row[at]];
    const struct window *window = batch_window(batch, at);
    struct related found = related_rows(index, code, window ? &window->end : NULL);
    if (!values)
        return found;
    struct span span = {0, found.count};
    if (!narrow_all(values, node->bound_count, at, window, &found, frame, &span))
        return (struct related){.count = 0};
    if (may_matter(values, node->bound_count, window, at, found.hidden))
        work_changes_after(work, frame, at, found.hidden - 1);
    found.rows += span.first;
    found.count = span.end - span.first;
    return found;
}

/* ---- the related rows of some of a frame's rows, side by side ---- */

struct expansion {
    struct batch batch;
    uint32_t *rows, *outer_at, *root_at;
    uint16_t *windows;
    size_t capacity;
};

static void make_room(struct expansion *expansion, const struct work *work, size_t found)
{
    size_t count = expansion->batch.count;
    if (count + found <= expansion->capacity)
        return;
    struct expansion more = *expansion;
    more.capacity = (count + found) * 2 > CHUNK ? (count + found) * 2 : CHUNK;
    more.rows = ARENA_ARRAY(work->scratch, uint32_t, more.capacity);
    more.outer_at = ARENA_ARRAY(work->scratch, uint32_t, more.capacity);
    more.root_at = ARENA_ARRAY(work->scratch, uint32_t, more.capacity);
    more.windows = ARENA_ARRAY(work->scratch, uint16_t, more.capacity);
    for (size_t i = 0; i < count; i++) {
        more.rows[i] = expansion->rows[i];
        more.outer_at[i] = expansion->outer_at[i];
        more.root_at[i] = expansion->root_at[i];
        more.windows[i] = expansion->windows[i];
    }
    *expansion = more;
}

/* Takes rows of the frame from `first` until their related rows fill a chunk; returns where it stopped. */
static size_t expand(const struct node *node, const struct frame *frame, const struct work *work,
                     const struct bound_values *values, size_t first, struct expansion *expansion)
{
    const struct related_index *index = work_index(work, node->join.table, node->join.inner);
    const bool *points = frame->table->columns[node->join.outer].present;
    const struct batch *batch = frame->batch;
    size_t at = first;
    *expansion = (struct expansion){.batch = *batch};
    expansion->batch.count = 0;
    expansion->batch.end = NULL;
    for (; at < batch->count && expansion->batch.count < CHUNK; at++) {
        if (!points[batch->row[at]])
            continue;
        struct related found = find_related(node, frame, work, index, values, at);
        make_room(expansion, work, found.count);
        for (size_t i = 0; i < found.count; i++) {
            size_t to = expansion->batch.count++;
            expansion->rows[to] = found.rows[i];
            expansion->outer_at[to] = (uint32_t)at;
            expansion->root_at[to] = frame->root_at ? frame->root_at[at] : (uint32_t)at;
            expansion->windows[to] = batch->windows ? batch->window[at] : 0;
        }
    }
    expansion->batch.row = expansion->rows;
    expansion->batch.window = expansion->windows;
    return at;
}

static struct frame frame_of(const struct expansion *rows, const struct node *node, const struct frame *outer,
                             const struct work *work)
{
    return (struct frame){.batch = &rows->batch,
                          .table = &work->scope->dataset->tables[node->join.table],
                          .outer = outer,
                          .outer_at = rows->outer_at,
                          .root_at = rows->root_at};
}

/* The different values of one outer row, by their bits; those of the rows before it are passed over. */
struct seen_values {
    struct seen_value {
        uint64_t bits;
        uint32_t outer; /* 1 more than its place; 0: no value */
    } * slots;
    size_t slot_count, count; /* count: of the outer row now being counted */
    uint32_t outer;
};

/* What is known so far about each outer row. */
struct tally {
    const struct node *node;
    struct filling to;
    struct arena *scratch;
    uint32_t *seen;            /* EARLIEST: whether one was */
    struct seen_values values; /* DISTINCT */
};

static void tally_number(struct filling *to, size_t at, double number)
{
    to->number[at] += number;
}

static bool see_value(struct seen_values *values, uint64_t bits)
{
    size_t mask = values->slot_count - 1, at = map_scatter(bits) & mask;
    for (; values->slots[at].outer == values->outer; at = (at + 1) & mask)
        if (values->slots[at].bits == bits)
            return false;
    values->slots[at] = (struct seen_value){bits, values->outer};
    values->count++;
    return true;
}

static void make_room_for_value(struct seen_values *values, struct arena *scratch)
{
    enum { FEW = 16 };
    struct seen_values more = *values;
    if (2 * values->count < values->slot_count)
        return;
    more.slot_count = values->slot_count == 0 ? FEW : 2 * values->slot_count;
    more.slots = ARENA_ARRAY(scratch, struct seen_value, more.slot_count);
    more.count = 0;
    for (size_t i = 0; i < values->slot_count; i++)
        if (values->slots[i].outer == values->outer)
            see_value(&more, values->slots[i].bits);
    *values = more;
}

static bool is_new_value(struct tally *tally, uint32_t outer, const struct vector *of, size_t at)
{
    union value value = vector_take(of, at);
    uint64_t bits = of->type == COLUMN_DAY ? (uint32_t)value.day : value.code;
    if (of->type == COLUMN_NUMBER)
        memcpy(&bits, &value.number, sizeof bits);
    if (tally->values.outer != outer + 1)
        tally->values.count = 0;
    tally->values.outer = outer + 1;
    make_room_for_value(&tally->values, tally->scratch);
    return see_value(&tally->values, bits);
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
                          .to = filling_make(work->scratch, node->type, frame->batch->count),
                          .scratch = work->scratch};
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
    const struct bound_values *values = evaluate_bounds(node, frame, work);
    for (size_t at = 0; at < frame->batch->count;) {
        struct arena_mark mark = arena_mark(work->scratch);
        struct expansion rows;
        at = expand(node, frame, work, values, at, &rows);
        struct frame inner = frame_of(&rows, node, frame, work);
        struct vector where = {.type = COLUMN_FLAG}, of = {.type = COLUMN_NUMBER};
        if (node->where)
            where = node_evaluate(node->where, &inner, work);
        if (node->of)
            of = node_evaluate(node->of, &inner, work);
        tally.values = (struct seen_values){.slots = NULL};
        for (size_t i = 0; i < rows.batch.count; i++)
            if (!node->where || (where.present[i] && where.flag[i]))
                tally_row(&tally, rows.outer_at[i], &of, i);
        arena_rewind(work->scratch, mark);
    }
    for (size_t i = 0; i < frame->batch->count && node->aggregate == RELATED_SUM; i++)
        tally.to.present[i] = isfinite(tally.to.number[i]); /* as of any other arithmetic */
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
    work_changes_after(work, frame, at, end);
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
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    const struct bound_values *values = evaluate_bounds(node, frame, work);
    for (size_t at = 0; at < frame->batch->count;) {
        struct arena_mark mark = arena_mark(work->scratch);
        struct expansion rows;
        size_t first = at;
        at = expand(node, frame, work, values, at, &rows);
        struct frame inner = frame_of(&rows, node, frame, work);
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
