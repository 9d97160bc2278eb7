#include "tables/expression_work.h"

static bool is_window_name(const struct node *node)
{
    return node->kind == NODE_WINDOW_START || node->kind == NODE_WINDOW_END;
}

/* Which argument of a call is the window's day; -1: none, or not it alone. */
static int moving_argument(const struct node *node)
{
    if (node->kind != NODE_CALL || node->argument_count != 2)
        return -1;
    bool first = is_window_name(node->arguments[0]), second = is_window_name(node->arguments[1]);
    return first == second ? -1 : second;
}

bool node_moves(const struct node *node)
{
    return is_window_name(node) || moving_argument(node) >= 0;
}

struct side side_of(const struct node *node, const struct frame *frame, const struct work *work)
{
    struct side side = {.node = node, .moves = frame->batch->windows && node_moves(node), .argument = -1};
    if (!side.moves) {
        side.fixed = node_evaluate(node, frame, work);
    } else if (!is_window_name(node)) {
        side.argument = moving_argument(node);
        side.fixed = node_evaluate(node->arguments[1 - side.argument], frame, work);
    }
    return side;
}

bool side_take(const struct side *side, const struct work *work, size_t at, const struct window *window,
               union value *value)
{
    if (side->moves && side->argument < 0) {
        value->day = side->node->kind == NODE_WINDOW_START ? window->start : window->end;
        return true;
    }
    if (!side->fixed.present[at])
        return false;
    *value = vector_take(&side->fixed, at);
    if (!side->moves)
        return true;
    const struct node *name = side->node->arguments[side->argument];
    union value arguments[2];
    arguments[side->argument].day = name->kind == NODE_WINDOW_START ? window->start : window->end;
    arguments[1 - side->argument] = *value;
    return function_apply(side->node->function, work, arguments, value);
}

/* The last window that ends by a day, from one that does. */
static size_t last_ending_by(const struct batch *batch, size_t from, day_number day)
{
    size_t low = from, high = batch->window_count;
    while (high > low + 1) {
        size_t middle = low + (high - low) / 2;
        if (batch->windows[middle].end <= day)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Only where it would still bring the change forward: most often one look is enough. */
void work_changes_when(const struct work *work, const struct frame *frame, size_t at,
                       bool (*stands)(const void *context, size_t at, const struct window *window),
                       const void *context)
{
    const struct batch *batch = frame->batch;
    size_t low = batch->window[at];
    if (!work->holds_until)
        return;
    day_number *until = &work->holds_until[frame->root_at ? frame->root_at[at] : at];
    size_t high = last_ending_by(batch, low, *until);
    if (high == low || stands(context, at, &batch->windows[high]))
        return;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (stands(context, at, &batch->windows[middle]))
            low = middle;
        else
            high = middle;
    }
    *until = day_sooner(*until, batch->windows[low].end);
}

/* ---- comparisons ---- */

struct order {
    const struct side *below, *above;
    bool or_equal;
    enum column_type type;
    const struct work *work;
    bool now;
};

static bool order_holds(const struct order *order, size_t at, const struct window *window, bool *holds)
{
    union value below, above;
    if (!side_take(order->below, order->work, at, window, &below) ||
        !side_take(order->above, order->work, at, window, &above))
        return false;
    int found = value_compare(order->type, below, above);
    *holds = found < 0 || (order->or_equal && found == 0);
    return true;
}

static bool order_stands(const void *context, size_t at, const struct window *window)
{
    const struct order *order = context;
    bool then;
    return order_holds(order, at, window, &then) && then == order->now;
}

struct vector sides_in_order(const struct side *below, const struct side *above, enum column_type type,
                             bool or_equal, const struct frame *frame, const struct work *work)
{
    struct filling to = filling_make(work->scratch, COLUMN_FLAG, frame->batch->count);
    struct order order = {below, above, or_equal, type, work, false};
    for (size_t i = 0; i < frame->batch->count; i++) {
        const struct window *window = batch_window(frame->batch, i);
        to.present[i] = order_holds(&order, i, window, &to.flag[i]);
        order.now = to.flag[i];
        if (to.present[i] && below->moves != above->moves)
            work_changes_when(work, frame, i, order_stands, &order);
        else if (below->moves || above->moves)
            work_changes_after(work, frame, i, window->end);
    }
    return filling_done(to);
}
