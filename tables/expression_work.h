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
    const struct batch *whole; /* all that is asked for; its parts' values are by the places in it */
    const uint32_t *places; /* per row of the outermost frame: its place in it; NULL: one after the other */
};

static inline void work_changes_after(const struct work *work, const struct frame *frame, size_t at,
                                      day_number day)
{
    if (!work->holds_until)
        return;
    day_number *until = &work->holds_until[frame->root_at ? frame->root_at[at] : at];
    *until = day < *until ? day : *until;
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

struct filling filling_make(const struct work *work, enum column_type type, size_t count);
void filling_put(struct filling *to, size_t at, union value value);
struct vector filling_done(struct filling from);

union value vector_take(const struct vector *from, size_t at);
int value_compare(enum column_type type, union value a, union value b); /* below, at or above zero */

const struct window *batch_window(const struct batch *batch, size_t at); /* NULL: sees everything */

const struct expression_scope *evaluator_scope(const struct evaluator *evaluator);

/* Whether the place holds the same row as the one before it, seen from a later window. */
static inline bool batch_follows(const struct batch *batch, size_t at)
{
    return at > 0 && at < batch->count && batch->row[at] == batch->row[at - 1] &&
           batch->window[at] > batch->window[at - 1];
}

/* Stays where it is for as long as the evaluator. */
const struct related_index *work_index(const struct work *work, int table, int column);

/* The node's value for each row of the frame. */
struct vector node_evaluate(const struct node *node, const struct frame *frame, const struct work *work);

/* The same, and not from what is remembered of the node's part. */
struct vector node_work_out(const struct node *node, const struct frame *frame, const struct work *work);

/* Of a part, from what is remembered and what is worked out for the rest (expression_part.c). */
struct vector part_evaluate(const struct node *node, const struct frame *frame, const struct work *work);
void part_values_start(struct part_values *values, const struct work *work, enum column_type type);

/* Of the kinds that look at other rows (expression_related.c). */
struct vector node_related(const struct node *node, const struct frame *frame, const struct work *work);
struct vector node_timetable(const struct node *node, const struct frame *frame, const struct work *work);

#endif
