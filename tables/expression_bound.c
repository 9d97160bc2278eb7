#include "tables/expression_node.h"

#include "base/text.h"

enum { MOST_BOUNDS = 8 };

/* Speaks of nothing but the row outside, the window and what stands written. */
static bool is_of_outside(const struct node *node)
{
    if (node->kind == NODE_RELATED || node->kind == NODE_TIMETABLE)
        return false;
    if ((node->kind == NODE_COLUMN || node->kind == NODE_TO_ONE) && node->level == 0)
        return false;
    for (size_t i = 0; i < node->argument_count; i++)
        if (!is_of_outside(node->arguments[i]))
            return false;
    return true;
}

/* The same, as the row outside says it of itself. */
static struct node *seen_from_outside(struct arena *arena, const struct node *node)
{
    struct node *copy = ARENA_NEW(arena, struct node);
    *copy = *node;
    if (node->kind == NODE_COLUMN || node->kind == NODE_TO_ONE)
        copy->level--;
    if (node->argument_count > 0)
        copy->arguments = ARENA_ARRAY(arena, struct node *, node->argument_count);
    for (size_t i = 0; i < node->argument_count; i++)
        copy->arguments[i] = seen_from_outside(arena, node->arguments[i]);
    return copy;
}

struct finding_bounds {
    struct arena *arena;
    struct node *node;
    const struct table *related;
};

static bool is_when(const struct finding_bounds *finding, const struct node *node)
{
    return node->kind == NODE_COLUMN && node->level == 0 && node->column == finding->related->when;
}

/* Takes the functions that `when` goes through, the inner one first. A later first day makes a step forward later, and a
 * length of time up to a day shorter. False when it is something else. */
static bool take_functions(const struct finding_bounds *finding, const struct node *node, struct bound *bound)
{
    enum { MOST = sizeof bound->functions / sizeof *bound->functions };
    if (is_when(finding, node))
        return true;
    if (node->kind != NODE_CALL || node->argument_count != 2 || !is_of_outside(node->arguments[1]) ||
        !take_functions(finding, node->arguments[0], bound) || bound->function_count == MOST)
        return false;
    bound->functions[bound->function_count] = node->function;
    bound->with[bound->function_count++] = seen_from_outside(finding->arena, node->arguments[1]);
    bound->from = bound->from != (node->function->result == COLUMN_NUMBER);
    return true;
}

/* `side` is to be below (or above) `than`. */
static void take_bound(struct finding_bounds *finding, const struct node *side, const struct node *than,
                       bool less, bool or_equal)
{
    struct node *node = finding->node;
    struct bound bound = {.less = less, .or_equal = or_equal, .from = !less};
    if (node->bound_count == MOST_BOUNDS || !is_of_outside(than) || !take_functions(finding, side, &bound))
        return;
    bound.than = seen_from_outside(finding->arena, than);
    node->bounds[node->bound_count++] = bound;
}

static void take_comparison(struct finding_bounds *finding, const struct node *left, const struct node *right,
                            bool or_equal)
{
    take_bound(finding, left, right, true, or_equal);
    take_bound(finding, right, left, false, or_equal);
}

static void look_for_bounds(struct finding_bounds *finding, const struct node *where)
{
    struct node **of = where->arguments;
    if (where->kind == NODE_AND) {
        look_for_bounds(finding, of[0]);
        look_for_bounds(finding, of[1]);
    } else if (where->kind == NODE_LESS || where->kind == NODE_LESS_OR_EQUAL) {
        take_comparison(finding, of[0], of[1], where->kind == NODE_LESS_OR_EQUAL);
    } else if (where->kind == NODE_BETWEEN) {
        take_comparison(finding, of[1], of[0], true);
        take_comparison(finding, of[0], of[2], true);
    } else if (where->kind == NODE_EQUAL) {
        take_comparison(finding, of[0], of[1], true);
        take_comparison(finding, of[1], of[0], true);
    }
}

void node_find_bounds(struct arena *arena, struct node *node, const struct table *related)
{
    struct finding_bounds finding = {arena, node, related};
    if (!node->where || related->when == NO_COLUMN)
        return;
    node->bounds = ARENA_ARRAY(arena, struct bound, MOST_BOUNDS);
    look_for_bounds(&finding, node->where);
}
