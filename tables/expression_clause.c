#include "tables/expression_wording.h"

#include "base/text.h"

#include <string.h>

/* ---- "is" and its like ---- */

static const char *verb_of(const struct node *node)
{
    bool several = node->kind == NODE_CALL && node->type == COLUMN_NUMBER;
    return several ? "are" : "is";
}

static const char *is(const struct wording *wording, const struct node *subject, bool holds)
{
    return arena_format(wording->arena, "%s %s%s", value_words(wording, subject), verb_of(subject),
                        holds ? "" : " not");
}

/* What stays the same from row to row makes a poor subject. */
static bool is_fixed(const struct node *node)
{
    bool outer = (node->kind == NODE_COLUMN || node->kind == NODE_TO_ONE) && node->level > 0;
    if (outer || node->kind == NODE_LITERAL || node->kind == NODE_WINDOW_START ||
        node->kind == NODE_WINDOW_END || node->kind == NODE_AS_AT)
        return true;
    bool all = node->kind == NODE_CALL || node->kind == NODE_NEGATE;
    for (size_t i = 0; i < node->argument_count && all; i++)
        all = is_fixed(node->arguments[i]);
    return all;
}

static const char *order_words(const struct wording *wording, const struct node *node, bool holds)
{
    const struct node *less = node->arguments[0], *more = node->arguments[1];
    bool turned = is_fixed(less) && !is_fixed(more), day = less->type == COLUMN_DAY;
    const char *relation;
    if (node->kind == NODE_LESS)
        relation = day ? (turned ? "after" : "before") : (turned ? "more than" : "less than");
    else
        relation = day ? (turned ? "on or after" : "on or before") : (turned ? "at least" : "at most");
    return arena_format(wording->arena, "%s %s %s", is(wording, turned ? more : less, holds), relation,
                        value_words(wording, turned ? less : more));
}

static const char *equal_words(const struct wording *wording, const struct node *node, bool holds)
{
    const struct node *subject = node->arguments[0], *other = node->arguments[1];
    bool turned = is_fixed(subject) && !is_fixed(other);
    return arena_format(wording->arena, "%s %s", is(wording, turned ? other : subject, holds),
                        value_words(wording, turned ? subject : other));
}

static const char *between_words(const struct wording *wording, const struct node *node, bool holds)
{
    return arena_format(wording->arena, "%s from %s to %s, both included",
                        is(wording, node->arguments[0], holds), value_words(wording, node->arguments[1]),
                        value_words(wording, node->arguments[2]));
}

static const char *in_words(const struct wording *wording, const struct node *node, bool holds)
{
    size_t count = node->argument_count - 1;
    const char **items = ARENA_ARRAY(wording->arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        items[i] = value_words(wording, node->arguments[i + 1]);
    return arena_format(wording->arena, "%s %s%s", is(wording, node->arguments[0], holds),
                        count > 1 ? "any of " : "", list_words(wording->arena, items, count, ", "));
}

/* ---- missing ---- */

/* From a window, the day that a row closed is not there before it came. */
static bool hides_after_window(const struct wording *wording, const struct node *node)
{
    const struct worded_row *row = wording->row;
    if (node->kind == NODE_TO_ONE)
        return wording_table(wording, node->join.table)->until == node->column;
    if (node->kind != NODE_COLUMN)
        return false;
    for (int i = 0; i < node->level; i++)
        row = row->outer;
    return wording_table(wording, row->table)->until == node->column;
}

static const char *missing_words(const struct wording *wording, const struct node *node, bool missing)
{
    const struct node *of = node->arguments[0];
    bool read = of->kind == NODE_COLUMN || of->kind == NODE_TO_ONE;
    const char *ending = !hides_after_window(wording, of) ? ""
                         : missing                        ? " by the window's last day"
                                                          : ", on or before the window's last day";
    return arena_format(wording->arena, "%s %s%s", is(wording, of, !missing), read ? "recorded" : "known",
                        ending);
}

/* ---- conditions joined ---- */

static size_t flatten(const struct node *node, enum node_kind kind, const struct node **parts, size_t count)
{
    while (node->kind == kind) {
        parts[--count] = node->arguments[1];
        node = node->arguments[0];
    }
    parts[--count] = node;
    return count;
}

/* Not (a and b) is: not a, or not b. */
static const char *joined_words(const struct wording *wording, const struct node *node, bool holds,
                                bool inside)
{
    size_t count = 1;
    for (const struct node *at = node; at->kind == node->kind; at = at->arguments[0])
        count++;
    const struct node **parts = ARENA_ARRAY(wording->arena, const struct node *, count);
    flatten(node, node->kind, parts, count);
    struct text text = text_in(wording->arena);
    text_add(&text, inside ? "(" : "");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add(&text, (node->kind == NODE_AND) == holds ? " and " : " or ");
        text_add(&text, condition_words(wording, parts[i], holds, true));
    }
    text_add(&text, inside ? ")" : "");
    return text.bytes;
}

/* ---- defaults ---- */

static bool is_flag_read(const struct node *node)
{
    return node->kind == NODE_COLUMN || node->kind == NODE_TO_ONE;
}

static const char *bracketed(const struct wording *wording, const char *words, bool inside)
{
    return inside ? arena_format(wording->arena, "(%s)", words) : words;
}

static const char *first_known(const struct wording *wording, const struct node *node, bool holds)
{
    const char **items = ARENA_ARRAY(wording->arena, const char *, node->argument_count);
    for (size_t i = 0; i < node->argument_count; i++)
        items[i] = condition_words(wording, node->arguments[i], holds, true);
    return arena_format(wording->arena, "(of these, the first that can be told is so: %s)",
                        list_words(wording->arena, items, node->argument_count, ", else "));
}

/* coalesce(condition, false) and the like: what holds where the condition cannot be told. */
static const char *default_words(const struct wording *wording, const struct node *node, bool holds,
                                 bool inside)
{
    const struct node *otherwise = node->arguments[node->argument_count - 1];
    if (node->argument_count != 2 || otherwise->kind != NODE_LITERAL)
        return first_known(wording, node, holds);
    bool passes = otherwise->literal.flag == holds;
    const char *words = condition_words(wording, node->arguments[0], holds, true);
    bool read = is_flag_read(node->arguments[0]);
    if (!passes)
        return arena_format(wording->arena, "%s (where that %s: no)", words,
                            read ? "is not recorded" : "cannot be told");
    return bracketed(wording,
                     arena_format(wording->arena, "%s%sor %s", words, read ? " " : ", ",
                                  read ? "not recorded" : "that cannot be told"),
                     inside);
}

static const char *choice_clause(const struct wording *wording, const struct node *node, bool holds)
{
    return arena_format(wording->arena, "(if %s: %s; if not: %s)",
                        condition_words(wording, node->arguments[0], true, false),
                        condition_words(wording, node->arguments[1], holds, true),
                        condition_words(wording, node->arguments[2], holds, true));
}

/* ---- related rows ---- */

static const char *related_clause(const struct wording *wording, const struct node *node, bool holds)
{
    if (node->aggregate != RELATED_EXISTS)
        return arena_format(wording->arena, "%s is %s", value_words(wording, node), holds ? "yes" : "no");
    const struct table *table = wording_table(wording, node->join.table);
    return arena_format(wording->arena, "there is %s %s %s", holds ? "at least one" : "no",
                        table_one(wording->arena, table), related_words(wording, node));
}

static const char *timetable_clause(const struct wording *wording, const struct node *node, bool holds)
{
    const char *answer = node->overdue ? (holds ? "have one overdue at the window's last day"
                                                : "have none overdue at the window's last day")
                                       : (holds ? "were all in time" : "were not all in time");
    return arena_format(wording->arena, "the %s %s (%s)", timetable_events(wording, node), answer,
                        timetable_due(wording, node));
}

static const char *flag_words(const struct wording *wording, const struct node *node, bool holds)
{
    const char *words = value_words(wording, node);
    if (node->kind == NODE_CALL)
        return holds ? words : arena_format(wording->arena, "it is not so that %s", words);
    bool own = node->kind == NODE_COLUMN && node->level == 0; /* "the seen is yes" */
    return arena_format(wording->arena, "%s is %s", own ? strchr(words, ' ') + 1 : words,
                        holds ? "yes" : "no");
}

const char *condition_words(const struct wording *wording, const struct node *node, bool holds, bool inside)
{
    switch (node->kind) {
    case NODE_LITERAL:
        return node->literal.flag == holds ? "it is always so" : "it is never so";
    case NODE_EQUAL:
        return equal_words(wording, node, holds);
    case NODE_NOT_EQUAL:
        return equal_words(wording, node, !holds);
    case NODE_LESS:
    case NODE_LESS_OR_EQUAL:
        return order_words(wording, node, holds);
    case NODE_BETWEEN:
        return between_words(wording, node, holds);
    case NODE_IN:
        return in_words(wording, node, holds);
    case NODE_NOT:
        return condition_words(wording, node->arguments[0], !holds, inside);
    case NODE_AND:
    case NODE_OR:
        return joined_words(wording, node, holds, inside);
    case NODE_IS_MISSING:
        return missing_words(wording, node, holds);
    case NODE_IF:
        return choice_clause(wording, node, holds);
    case NODE_COALESCE:
        return default_words(wording, node, holds, inside);
    case NODE_RELATED:
        return related_clause(wording, node, holds);
    case NODE_TIMETABLE:
        return timetable_clause(wording, node, holds);
    case NODE_COLUMN:
    case NODE_TO_ONE:
    case NODE_CALL:
    case NODE_LEAST:
    case NODE_GREATEST:
    case NODE_WINDOW_START:
    case NODE_WINDOW_END:
    case NODE_AS_AT:
    case NODE_NEGATE:
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
        break;
    }
    return flag_words(wording, node, holds);
}
