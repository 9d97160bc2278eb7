/* What the parts of the evaluator share: the rows being looked at, vectors while they are filled, and the indexes that
 * related rows are found by. Internal to the language. */
#ifndef TABLES_EXPRESSION_WORK_H
#define TABLES_EXPRESSION_WORK_H

#include "tables/expression_node.h"
#include "tables/related.h"

/* Batches are worked through this many rows at a time, so that the vectors in between stay in the cache. */
enum { CHUNK = 2048 };

/* The rows being looked at: a batch of one table, and for related rows the row outside that each belongs to. */
struct frame {
    const struct batch *batch;
    const struct table *table;
    const struct frame *outer;
    const uint32_t *outer_at; /* per row: its place in the outer frame */
    const uint32_t *root_at;  /* per row: its place in the outermost frame; NULL: this is it */
};

struct work {
    struct evaluator *evaluator;
    const struct expression_scope *scope;
    struct arena *scratch;
    /* Per row of the outermost frame: the last window's end for which its value is still what it is for this one, or
     * NULL. What a window hides says when it would come to light. */
    day_number *holds_until;
    struct known_values *const *parts; /* what is known of the expression's parts, by places; or NULL */
    const uint16_t *places;            /* per row of the outermost frame: its place */
};

static inline void work_changes_after(const struct work *work, const struct frame *frame, size_t at,
                                      day_number day)
{
    if (!work->holds_until)
        return;
    day_number *until = &work->holds_until[frame->root_at ? frame->root_at[at] : at];
    *until = day_sooner(*until, day);
}

/* A vector while it is being filled: all missing at first. */
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

struct filling filling_make(struct arena *arena, enum column_type type, size_t count);
/* In the header since they are asked of every value. */
static inline void filling_put(struct filling *to, size_t at, union value value)
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

static inline union value vector_take(const struct vector *from, size_t at)
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

static inline struct vector filling_done(struct filling from)
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

/* A value, or that it is missing. */
static inline void filling_copy(struct filling *to, size_t at, const struct vector *from, size_t from_at)
{
    to->present[at] = from->present[from_at];
    if (to->present[at])
        filling_put(to, at, vector_take(from, from_at));
}

/* Below, at or above zero. */
static inline int value_compare(enum column_type type, union value a, union value b)
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

/* NULL: sees everything. */
static inline const struct window *batch_window(const struct batch *batch, size_t at)
{
    return batch->windows ? &batch->windows[batch->window[at]] : NULL;
}

/* ---- what moves with the window (expression_moving.c) ---- */

/* A window's day, or a function of it and of something else: as windows move on, it only rises or only falls. Compared with
 * what stays as it is, it changes its answer at most once. */
bool node_moves(const struct node *node);

/* One side of a comparison, which may move. */
struct side {
    const struct node *node;
    bool moves;
    int argument;        /* of a call that moves: which of its arguments is the window's day; else -1 */
    struct vector fixed; /* all of it, or the other argument */
};
struct side side_of(const struct node *node, const struct frame *frame, const struct work *work);

/* As seen from a window, whichever; false: missing. */
bool side_take(const struct side *side, const struct work *work, size_t at, const struct window *window,
               union value *value);

/* Whether one is below the other (or equal to it), at most one of which moves. */
struct vector sides_in_order(const struct side *below, const struct side *above, enum column_type type,
                             bool or_equal, const struct frame *frame, const struct work *work);

/* Notes the last of the later windows as seen from which something stands; once it does not, it never does again. */
void work_changes_when(const struct work *work, const struct frame *frame, size_t at,
                       bool (*stands)(const void *context, size_t at, const struct window *window),
                       const void *context);

/* False: there is no answer; noted where that is for lack of a calendar. */
bool function_apply(const struct scalar_function *function, const struct work *work,
                    const union value *arguments, union value *result);

const struct expression_scope *evaluator_scope(const struct evaluator *evaluator);

/* Stays where it is for as long as the evaluator. */
const struct related_index *work_index(const struct work *work, int table, int column);

/* The node's value for each row of the frame. */
struct vector node_evaluate(const struct node *node, const struct frame *frame, const struct work *work);

/* The same, and not from what is known of the node's part. */
struct vector node_work_out(const struct node *node, const struct frame *frame, const struct work *work);

/* Of a part, from what is known and what is worked out for the rest (expression_known.c). */
struct vector part_evaluate(const struct node *node, const struct frame *frame, const struct work *work);

union value node_literal(const struct node *node);

/* Two conditions joined: `deciding` is the value of one side that settles it whatever the other is. */
struct vector vector_decided(const struct vector *left, const struct vector *right, bool deciding,
                             const struct frame *frame, const struct work *work);

/* Of the kinds that compare values (expression_compare.c). */
struct vector node_comparison(const struct node *node, const struct frame *frame, const struct work *work);
struct vector node_between(const struct node *node, const struct frame *frame, const struct work *work);
struct vector node_in(const struct node *node, const struct frame *frame, const struct work *work);

/* Of the kinds that look at other rows (expression_related.c). */
struct vector node_related(const struct node *node, const struct frame *frame, const struct work *work);
struct vector node_timetable(const struct node *node, const struct frame *frame, const struct work *work);

#endif
