#include "tables/expression_work.h"

static int compare_at(const struct vector *left, const struct vector *right, size_t at)
{
    switch (left->type) {
    case COLUMN_TEXT:
        return left->code[at] != right->code[at];
    case COLUMN_NUMBER:
        return (left->number[at] > right->number[at]) - (left->number[at] < right->number[at]);
    case COLUMN_DAY:
        return (left->day[at] > right->day[at]) - (left->day[at] < right->day[at]);
    case COLUMN_FLAG:
        return left->flag[at] != right->flag[at];
    }
    return 0;
}

static struct vector compare_with_text(const struct node *node, const struct frame *frame,
                                       const struct work *work)
{
    struct vector left = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    uint32_t code = node_literal(node->arguments[1]).code;
    bool wanted = node->kind == NODE_EQUAL;
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = left.present[i];
        to.flag[i] = left.present[i] && (left.code[i] == code) == wanted;
    }
    return filling_done(to);
}

struct vector node_comparison(const struct node *node, const struct frame *frame, const struct work *work)
{
    if (node->arguments[1]->kind == NODE_LITERAL && node->arguments[1]->type == COLUMN_TEXT)
        return compare_with_text(node, frame, work);
    bool by_order = node->kind == NODE_LESS || node->kind == NODE_LESS_OR_EQUAL;
    if (by_order && frame->batch->windows &&
        node_moves(node->arguments[0]) != node_moves(node->arguments[1])) {
        struct side left = side_of(node->arguments[0], frame, work);
        struct side right = side_of(node->arguments[1], frame, work);
        return sides_in_order(&left, &right, node->arguments[0]->type, node->kind == NODE_LESS_OR_EQUAL,
                              frame, work);
    }
    struct vector left = node_evaluate(node->arguments[0], frame, work);
    struct vector right = node_evaluate(node->arguments[1], frame, work);
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    /* Which of below, at and above make it hold. */
    bool below = node->kind == NODE_LESS || node->kind == NODE_LESS_OR_EQUAL || node->kind == NODE_NOT_EQUAL;
    bool same = node->kind == NODE_EQUAL || node->kind == NODE_LESS_OR_EQUAL;
    bool above = node->kind == NODE_NOT_EQUAL;
    for (size_t i = 0; i < frame->batch->count; i++) {
        to.present[i] = left.present[i] && right.present[i];
        if (!to.present[i])
            continue;
        int order = compare_at(&left, &right, i);
        to.flag[i] = order < 0 ? below : order > 0 ? above : same;
    }
    return filling_done(to);
}

static struct vector moving_between(const struct node *node, const struct frame *frame,
                                    const struct work *work)
{
    struct side sides[3];
    for (size_t i = 0; i < 3; i++)
        sides[i] = side_of(node->arguments[i], frame, work);
    enum column_type type = node->arguments[0]->type;
    struct vector from = sides_in_order(&sides[1], &sides[0], type, true, frame, work);
    struct vector to = sides_in_order(&sides[0], &sides[2], type, true, frame, work);
    return vector_decided(&from, &to, false, frame, work);
}

struct vector node_between(const struct node *node, const struct frame *frame, const struct work *work)
{
    bool edge_moves = node_moves(node->arguments[1]) || node_moves(node->arguments[2]);
    if (frame->batch->windows && node_moves(node->arguments[0]) != edge_moves)
        return moving_between(node, frame, work);
    struct vector of = node_evaluate(node->arguments[0], frame, work);
    struct vector low = node_evaluate(node->arguments[1], frame, work);
    struct vector high = node_evaluate(node->arguments[2], frame, work);
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
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

/* Sets what is equal to a value; what is not is left. */
static void find_equal(const struct vector *of, union value value, size_t count, bool *equal)
{
    if (of->type == COLUMN_TEXT) {
        for (size_t i = 0; i < count; i++)
            equal[i] |= of->present[i] && of->code[i] == value.code;
        return;
    }
    for (size_t i = 0; i < count; i++)
        equal[i] |= of->present[i] && value_compare(of->type, vector_take(of, i), value) == 0;
}

struct vector node_in(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct vector of = node_evaluate(node->arguments[0], frame, work);
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    for (size_t i = 0; i < frame->batch->count; i++)
        to.present[i] = of.present[i];
    for (size_t k = 1; k < node->argument_count; k++) {
        if (node->arguments[k]->kind == NODE_LITERAL) {
            find_equal(&of, node_literal(node->arguments[k]), frame->batch->count, to.flag);
            continue;
        }
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
