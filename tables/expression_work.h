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
};

struct work {
    struct evaluator *evaluator;
    const struct expression_scope *scope;
    struct arena *scratch;
};

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

/* Stays where it is until another index is asked for. */
const struct related_index *work_index(const struct work *work, int table, int column);

/* The node's value for each row of the frame. */
struct vector node_evaluate(const struct node *node, const struct frame *frame, const struct work *work);

/* Of the kinds that look at other rows (expression_related.c). */
struct vector node_related(const struct node *node, const struct frame *frame, const struct work *work);
struct vector node_timetable(const struct node *node, const struct frame *frame, const struct work *work);

#endif
