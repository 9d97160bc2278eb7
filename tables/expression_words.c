#include "tables/expression_wording.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

/* ---- names ---- */

const char *name_words(struct arena *arena, const char *name)
{
    char *words = arena_copy_text(arena, name);
    for (char *at = words; *at; at++)
        if (*at == '_')
            *at = ' ';
    return words;
}

const char *table_one(struct arena *arena, const struct table *table)
{
    return table->one ? table->one : arena_format(arena, "row of %s", name_words(arena, table->name));
}

const char *table_many(struct arena *arena, const struct table *table)
{
    return table->many ? table->many : arena_format(arena, "rows of %s", name_words(arena, table->name));
}

const struct table *wording_table(const struct wording *wording, int table)
{
    return &wording->scope->dataset->tables[table];
}

static const char *one_of(const struct wording *wording, int table)
{
    return table_one(wording->arena, wording_table(wording, table));
}

static const char *column_words(const struct wording *wording, int table, int column)
{
    return name_words(wording->arena, wording_table(wording, table)->columns[column].name);
}

static const struct worded_row *row_at(const struct wording *wording, int level)
{
    const struct worded_row *row = wording->row;
    for (int i = 0; i < level; i++)
        row = row->outer;
    return row;
}

/* "the ", within a related row "its ", and of the row outside it "this child protection plan's ". */
static const char *owner_words(const struct wording *wording, int level)
{
    if (level == 0)
        return wording->row->outer ? "its " : "the ";
    return arena_format(wording->arena, "this %s's ", one_of(wording, row_at(wording, level)->table));
}

static const char *column_value(const struct wording *wording, const struct node *node)
{
    return arena_format(wording->arena, "%s%s", owner_words(wording, node->level),
                        column_words(wording, row_at(wording, node->level)->table, node->column));
}

static const char *to_one_value(const struct wording *wording, const struct node *node)
{
    return arena_format(wording->arena, "%s%s's %s", owner_words(wording, node->level),
                        one_of(wording, node->join.table),
                        column_words(wording, node->join.table, node->column));
}

/* ---- literals ---- */

static const char *with_name(const struct wording *wording, const char *words, const char *name)
{
    return name ? arena_format(wording->arena, "%s (%s)", words, name) : words;
}

static const char *literal_words(const struct wording *wording, const struct node *node)
{
    char day[DAY_TEXT_SIZE];
    switch (node->type) {
    case COLUMN_NUMBER:
        return with_name(wording, number_shortest(wording->arena, node->literal.number), node->parameter);
    case COLUMN_TEXT:
        return with_name(
            wording,
            arena_format(wording->arena, "'%s'", wording->scope->dataset->words.words[node->literal.code]),
            node->label);
    case COLUMN_DAY:
        day_format(node->literal.day, day);
        return arena_copy_text(wording->arena, day);
    case COLUMN_FLAG:
        break;
    }
    return node->literal.flag ? "yes" : "no";
}

/* ---- lists ---- */

const char *list_words(struct arena *arena, const char *const *items, size_t count, const char *last_joint)
{
    struct text text = text_in(arena);
    text_add(&text, "");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add(&text, i + 1 == count ? last_joint : ", ");
        text_add(&text, items[i]);
    }
    return text.bytes;
}

static const char *arguments_list(const struct wording *wording, const struct node *node,
                                  const char *last_joint)
{
    const char **items = ARENA_ARRAY(wording->arena, const char *, node->argument_count);
    for (size_t i = 0; i < node->argument_count; i++)
        items[i] = value_words(wording, node->arguments[i]);
    return list_words(wording->arena, items, node->argument_count, last_joint);
}

/* ---- sums and functions ---- */

static bool is_arithmetic(const struct node *node)
{
    return node->kind == NODE_ADD || node->kind == NODE_SUBTRACT || node->kind == NODE_MULTIPLY ||
           node->kind == NODE_DIVIDE || node->kind == NODE_NEGATE;
}

static const char *operand(const struct wording *wording, const struct node *node)
{
    const char *words = value_words(wording, node);
    return is_arithmetic(node) ? arena_format(wording->arena, "(%s)", words) : words;
}

static const char *arithmetic(const struct wording *wording, const struct node *node, const char *sign)
{
    return arena_format(wording->arena, "%s %s %s", operand(wording, node->arguments[0]), sign,
                        operand(wording, node->arguments[1]));
}

/* "3 days (visit_days)"; "(the cost plus 1) months" */
static const char *steps_words(const struct wording *wording, const struct node *steps, const char *unit)
{
    bool one = steps->kind == NODE_LITERAL && steps->literal.number >= 1 && steps->literal.number <= 1;
    if (steps->kind != NODE_LITERAL)
        return arena_format(wording->arena, "%s %ss", operand(wording, steps), unit);
    return with_name(wording,
                     arena_format(wording->arena, "%s %s%s",
                                  number_shortest(wording->arena, steps->literal.number), unit,
                                  one ? "" : "s"),
                     steps->parameter);
}

/* No steps at all are not told, but for the name of the parameter that says so. */
static const char *steps_from(const struct wording *wording, const struct node *node)
{
    const struct node *steps = node->arguments[1];
    const char *from = value_words(wording, node->arguments[0]), *unit = node->function->words;
    struct node positive;
    struct node *factors[2];
    bool back = true;
    if (steps->kind == NODE_NEGATE) {
        steps = steps->arguments[0];
    } else if (steps->kind == NODE_MULTIPLY && steps->arguments[0]->kind == NODE_NEGATE) {
        factors[0] = steps->arguments[0]->arguments[0];
        factors[1] = steps->arguments[1];
        positive = *steps;
        positive.arguments = factors;
        steps = &positive;
    } else {
        back = false;
    }
    bool none = steps->kind == NODE_LITERAL && steps->literal.number >= 0 && steps->literal.number <= 0;
    if (none)
        return steps->parameter
                   ? arena_format(wording->arena, "%s itself (%s being 0)", from, steps->parameter)
                   : from;
    return arena_format(wording->arena, "%s %s %s", steps_words(wording, steps, unit),
                        back ? "before" : "after", from);
}

static const char *call_words(const struct wording *wording, const struct node *node)
{
    if (!strchr(node->function->words, '{'))
        return steps_from(wording, node);
    struct text text = text_in(wording->arena);
    for (const char *at = node->function->words; *at;) {
        size_t plain = strcspn(at, "{");
        text_add_bytes(&text, at, plain);
        at += plain;
        if (*at) {
            text_add(&text, value_words(wording, node->arguments[at[1] - 'a']));
            at += strlen("{a}");
        }
    }
    return text.bytes;
}

static const char *extreme(const struct wording *wording, const struct node *node, bool least)
{
    bool day = node->type == COLUMN_DAY, two = node->argument_count == 2;
    const char *word = day ? (least ? (two ? "earlier" : "earliest") : (two ? "later" : "latest"))
                           : (least ? (two ? "smaller" : "smallest") : (two ? "larger" : "largest"));
    return arena_format(wording->arena, "the %s of %s", word, arguments_list(wording, node, " and "));
}

static const char *coalesce_words(const struct wording *wording, const struct node *node)
{
    return arena_format(wording->arena, "the first that is known of %s",
                        arguments_list(wording, node, " and "));
}

static const char *choice_words(const struct wording *wording, const struct node *node)
{
    return arena_format(wording->arena, "(%s if %s, %s if not)", value_words(wording, node->arguments[1]),
                        condition_words(wording, node->arguments[0], true, true),
                        value_words(wording, node->arguments[2]));
}

/* ---- related rows ---- */

static const char *join_words(const struct wording *wording, const struct join *join)
{
    const struct table *outer = wording_table(wording, wording->row->table),
                       *inner = wording_table(wording, join->table);
    if (outer->child == join->outer && inner->child == join->inner && outer->child != NO_COLUMN)
        return "of the same child";
    if (outer->key == join->outer)
        return arena_format(wording->arena, "of this %s", table_one(wording->arena, outer));
    if (inner->key == join->inner)
        return arena_format(wording->arena, "that %s%s names", owner_words(wording, 0),
                            column_words(wording, wording->row->table, join->outer));
    return arena_format(wording->arena, "with the same %s", column_words(wording, join->table, join->inner));
}

const char *related_words(const struct wording *wording, const struct node *node)
{
    const char *join = join_words(wording, &node->join);
    if (!node->where)
        return join;
    struct worded_row row = {.table = node->join.table, .outer = wording->row};
    struct wording inside = {wording->arena, wording->scope, &row};
    return arena_format(wording->arena, "%s (where %s)", join,
                        condition_words(&inside, node->where, true, false));
}

static const char *aggregate_words(const struct wording *wording, const struct node *node)
{
    struct arena *arena = wording->arena;
    const struct table *table = wording_table(wording, node->join.table);
    const char *one = table_one(arena, table), *many = table_many(arena, table),
               *related = related_words(wording, node),
               *of = node->of ? column_words(wording, node->join.table, node->of->column) : "";
    bool day = node->type == COLUMN_DAY;
    switch (node->aggregate) {
    case RELATED_COUNT:
        return arena_format(arena, "the number of %s %s", many, related);
    case RELATED_EXISTS:
        return arena_format(arena, "whether there is any %s %s", one, related);
    case RELATED_DISTINCT:
        return arena_format(arena, "the number of %s %s, counted once for each %s", many, related, of);
    case RELATED_SUM:
        return arena_format(arena, "the total of the %s of the %s %s", of, many, related);
    case RELATED_MIN:
        return arena_format(arena, "the %s %s of the %s %s", day ? "earliest" : "least", of, many, related);
    case RELATED_MAX:
        return arena_format(arena, "the %s %s of the %s %s", day ? "latest" : "greatest", of, many, related);
    case RELATED_EARLIEST:
        return arena_format(arena, "the %s of the first %s %s", of, one, related);
    case RELATED_LATEST:
        break;
    }
    return arena_format(arena, "the %s of the latest %s %s", of, one, related);
}

/* ---- timetables ---- */

static const char *interval_words(const struct wording *wording, const struct node *node, size_t at)
{
    static const char *const units[] = {[INTERVAL_DAYS] = "day",
                                        [INTERVAL_WORKING_DAYS] = "working day",
                                        [INTERVAL_WEEKS] = "week",
                                        [INTERVAL_MONTHS] = "month"};
    const struct interval *interval = &node->intervals[at];
    return with_name(wording,
                     arena_format(wording->arena, "%d %s%s", interval->length, units[interval->unit],
                                  interval->length == 1 ? "" : "s"),
                     node->interval_parameters[at]);
}

const char *timetable_events(const struct wording *wording, const struct node *node)
{
    const struct table *table = wording_table(wording, node->join.table);
    return arena_format(wording->arena, "%s %s, by their %s,", table_many(wording->arena, table),
                        related_words(wording, node),
                        column_words(wording, node->join.table, node->of->column));
}

const char *timetable_due(const struct wording *wording, const struct node *node)
{
    struct text text = text_in(wording->arena);
    text_add_format(&text, "the first due within %s of %s", interval_words(wording, node, 0),
                    value_words(wording, node->from));
    for (size_t i = 1; i + 1 < node->interval_count; i++)
        text_add_format(&text, ", the next within %s of the one before", interval_words(wording, node, i));
    text_add_format(&text, ", each later one within %s of the one before",
                    interval_words(wording, node, node->interval_count - 1));
    if (node->since)
        text_add_format(&text, "; those due from %s on are looked at", value_words(wording, node->since));
    return text.bytes;
}

/* ---- values ---- */

const char *value_words(const struct wording *wording, const struct node *node)
{
    switch (node->kind) {
    case NODE_LITERAL:
        return literal_words(wording, node);
    case NODE_WINDOW_START:
        return "the window's first day";
    case NODE_WINDOW_END:
        return "the window's last day";
    case NODE_AS_AT:
        return "the as-at date";
    case NODE_COLUMN:
        return column_value(wording, node);
    case NODE_TO_ONE:
        return to_one_value(wording, node);
    case NODE_NEGATE:
        return arena_format(wording->arena, "minus %s", operand(wording, node->arguments[0]));
    case NODE_ADD:
        return arithmetic(wording, node, "plus");
    case NODE_SUBTRACT:
        return arithmetic(wording, node, "minus");
    case NODE_MULTIPLY:
        return arithmetic(wording, node, "times");
    case NODE_DIVIDE:
        return arithmetic(wording, node, "divided by");
    case NODE_IF:
        return choice_words(wording, node);
    case NODE_COALESCE:
        return coalesce_words(wording, node);
    case NODE_LEAST:
    case NODE_GREATEST:
        return extreme(wording, node, node->kind == NODE_LEAST);
    case NODE_CALL:
        return call_words(wording, node);
    case NODE_RELATED:
        return aggregate_words(wording, node);
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_LESS_OR_EQUAL:
    case NODE_BETWEEN:
    case NODE_IN:
    case NODE_NOT:
    case NODE_AND:
    case NODE_OR:
    case NODE_IS_MISSING:
    case NODE_TIMETABLE:
        break;
    }
    return arena_format(wording->arena, "whether %s", condition_words(wording, node, true, true));
}

/* ---- whole expressions ---- */

const char *expression_words(struct arena *arena, const struct expression_scope *scope,
                             const struct expression *expression)
{
    struct worded_row row = {.table = expression->table};
    struct wording wording = {arena, scope, &row};
    if (!expression->root)
        return NULL;
    return expression->root->type == COLUMN_FLAG ? condition_words(&wording, expression->root, true, false)
                                                 : value_words(&wording, expression->root);
}

const char *const *expression_clauses(struct arena *arena, const struct expression_scope *scope,
                                      const struct expression *expression, size_t *count)
{
    struct worded_row row = {.table = expression->table};
    struct wording wording = {arena, scope, &row};
    const struct node *node = expression->root;
    *count = 0;
    if (!node)
        return NULL;
    size_t joined = 1;
    for (const struct node *at = node; at->kind == NODE_AND; at = at->arguments[0])
        joined++;
    const char **clauses = ARENA_ARRAY(arena, const char *, joined);
    /* "and" leans to the left: the last clause is the topmost one's right side. */
    for (size_t i = joined; i-- > 0; node = node->kind == NODE_AND ? node->arguments[0] : node)
        clauses[i] = condition_words(&wording, i == 0 ? node : node->arguments[1], true, false);
    *count = joined;
    return clauses;
}
