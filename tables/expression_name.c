#include "tables/expression_parser.h"

#include "base/text.h"

#include <string.h>

/* ---- what names there are, for a message about one there is not ---- */

struct names {
    const char **items;
    size_t count;
    size_t capacity;
};

static void names_add(struct parser *parser, struct names *names, const char *name)
{
    names->items =
        arena_grow(parser->arena, (void *)names->items, names->count, &names->capacity, sizeof *names->items);
    names->items[names->count++] = name;
}

static const char *suggest(struct parser *parser, const char *meant, const struct names *names)
{
    return text_did_you_mean(parser->arena, meant, names->items, names->count);
}

static void names_of_columns(struct parser *parser, struct names *names, const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        names_add(parser, names, table->columns[i].name);
}

static void names_of_tables(struct parser *parser, struct names *names)
{
    for (size_t i = 0; i < parser->scope->dataset->table_count; i++)
        names_add(parser, names, parser_table(parser, (int)i)->name);
}

static void names_of_parameters(struct parser *parser, struct names *names)
{
    for (size_t i = 0; i < parser->scope->parameter_count; i++)
        names_add(parser, names, parser->scope->parameters[i].name);
}

/* ---- columns ---- */

static bool use_table(struct parser *parser, int table)
{
    if (parser_table(parser, table)->supplied)
        return true;
    parser->missing_table = table;
    parser->failed = true;
    return false;
}

static bool use_column(struct parser *parser, int table, int column)
{
    if (parser_table(parser, table)->columns[column].supplied || parser->defaults > 0)
        return true;
    parser->missing_table = table;
    parser->missing_column = column;
    parser->failed = true;
    return false;
}

static int find_column(struct parser *parser, const struct token *at, const struct table *table)
{
    int column = table_column(table, at->text);
    if (column != NO_COLUMN || at->kind != TOKEN_NAME) {
        if (at->kind != TOKEN_NAME)
            parser_fail(parser, at, "wanted a column of %s, found \"%s\"", table->name, at->text);
        return column;
    }
    struct names names = {0};
    names_of_columns(parser, &names, table);
    parser_fail(parser, at, "no column \"%s\" in %s%s", at->text, table->name,
                suggest(parser, at->text, &names));
    return NO_COLUMN;
}

static struct node *column_node(struct parser *parser, int table, int column, int level)
{
    const struct table *of = parser_table(parser, table);
    if (!use_column(parser, table, column))
        return NULL;
    struct node *node = parser_node(parser, NODE_COLUMN, of->columns[column].type, 0);
    node->column = column;
    node->vocabulary = of->columns[column].vocabulary;
    node->level = level;
    if (column == of->until && level == 0 && !parser->row->outer)
        parser->reads_until = true;
    else
        parser->depends_on_window |= column == of->until;
    return node;
}

/* ---- joins ---- */

static bool join_by_relation(const struct table *from, int to, const struct table *table, struct join *join)
{
    for (size_t i = 0; i < from->relation_count; i++)
        if (text_equal(from->relations[i].table, table->name) && table->key != NO_COLUMN &&
            from->relations[i].column != NO_COLUMN) {
            *join = (struct join){.outer = from->relations[i].column, .table = to, .inner = table->key};
            return true;
        }
    return false;
}

static bool join_text_columns(const struct table *outer, const struct table *inner, const struct join *join)
{
    return outer->columns[join->outer].type == COLUMN_TEXT && inner->columns[join->inner].type == COLUMN_TEXT;
}

static bool find_join(struct parser *parser, const struct token *at, int outer, int inner, struct join *join)
{
    const struct table *from = parser_table(parser, outer), *to = parser_table(parser, inner);
    struct join back;
    bool found = false;
    if (outer != inner && join_by_relation(to, outer, from, &back)) {
        *join = (struct join){.outer = back.inner, .table = inner, .inner = back.outer};
        found = true;
    } else if (outer != inner && join_by_relation(from, inner, to, join)) {
        found = true;
    } else if (from->child != NO_COLUMN && to->child != NO_COLUMN) {
        *join = (struct join){.outer = from->child, .table = inner, .inner = to->child};
        found = true;
    } else if (outer == inner && from->key != NO_COLUMN) {
        *join = (struct join){.outer = from->key, .table = inner, .inner = from->key};
        found = true;
    }
    if (found && join_text_columns(from, to, join))
        return true;
    parser_fail(parser, at,
                "%s and %s are not related: neither names the other's key, and not both have a child",
                from->name, to->name);
    return false;
}

/* people.gender, said of a row of people. */
static struct node *parse_own_column(struct parser *parser, int table, int level)
{
    int column = find_column(parser, parser_peek(parser), parser_table(parser, table));
    if (column == NO_COLUMN)
        return NULL;
    parser->next++;
    return column_node(parser, table, column, level);
}

/* ---- table.column, of the row that this row (or the one outside it) points to ---- */

static struct node *parse_to_one(struct parser *parser, const struct token *table_name, int from, int level)
{
    const struct table *here = parser_table(parser, from);
    int table = dataset_table(parser->scope->dataset, table_name->text);
    if (table < 0) {
        struct names names = {0};
        names_of_tables(parser, &names);
        return parser_fail(parser, table_name, "no table \"%s\"%s", table_name->text,
                           suggest(parser, table_name->text, &names));
    }
    if (!use_table(parser, table))
        return NULL;
    const struct table *to = parser_table(parser, table);
    struct join join;
    bool points = join_by_relation(here, table, to, &join) && join_text_columns(here, to, &join);
    if (!points && table == from)
        return parse_own_column(parser, table, level);
    if (!points)
        return parser_fail(
            parser, table_name,
            "a row of %s does not point to one row of %s: use latest(%s.…), count(%s) or exists(%s where …)",
            here->name, to->name, to->name, to->name, to->name);
    int column = find_column(parser, parser_peek(parser), to);
    if (column == NO_COLUMN)
        return NULL;
    parser->next++;
    if (!use_column(parser, table, column))
        return NULL;
    struct node *node = parser_node(parser, NODE_TO_ONE, to->columns[column].type, 0);
    node->join = join;
    node->column = column;
    node->vocabulary = to->columns[column].vocabulary;
    node->level = level;
    parser->depends_on_window |= table_hides(to);
    return node;
}

static struct node *parse_this(struct parser *parser, const struct token *at)
{
    if (!parser->row->outer)
        return parser_fail(parser, at,
                           "\"this\" is the outer row, and there is none outside a related table");
    const struct row_scope *row = parser->row->outer;
    int level = 1;
    for (; row->outer && parser_word(parser, "this") && parser_expect_sign(parser, "."); level++)
        row = row->outer;
    const struct token *name = parser_peek(parser);
    const struct token *after = &parser->tokens[name->kind == TOKEN_NAME ? parser->next + 1 : parser->next];
    if (after->kind == TOKEN_SIGN && text_equal(after->text, ".")) {
        parser->next += 2;
        return parse_to_one(parser, name, row->table, level);
    }
    return parse_own_column(parser, row->table, level);
}

/* ---- plain names ---- */

static struct node *parse_window_name(struct parser *parser, const struct token *name)
{
    static const struct {
        const char *name;
        enum node_kind kind;
    } names[] = {{"window_start", NODE_WINDOW_START}, {"window_end", NODE_WINDOW_END}, {"as_at", NODE_AS_AT}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name->text, names[i].name)) {
            parser->depends_on_window |= names[i].kind != NODE_AS_AT;
            return parser_node(parser, names[i].kind, COLUMN_DAY, 0);
        }
    return NULL;
}

static struct node *parse_parameter(struct parser *parser, const struct token *name)
{
    for (size_t i = 0; i < parser->scope->parameter_count; i++)
        if (text_equal(name->text, parser->scope->parameters[i].name)) {
            struct node *node = parser_node(parser, NODE_LITERAL, COLUMN_NUMBER, 0);
            node->literal.number = parser->scope->parameters[i].value;
            node->parameter = parser->scope->parameters[i].name;
            return node;
        }
    return NULL;
}

static struct node *parse_date(struct parser *parser)
{
    const struct token *token = parser_peek(parser);
    struct node *node = parser_node(parser, NODE_LITERAL, COLUMN_DAY, 0);
    if (!day_parse(token->text, &node->literal.day))
        return parser_fail(parser, token, "'%s' is not a date: write date '2026-03-31'", token->text);
    parser->next++;
    return node;
}

static struct node *unknown_name(struct parser *parser, const struct token *name)
{
    const struct table *table = parser_table(parser, parser->row->table);
    if (parser->row->outer &&
        table_column(parser_table(parser, parser->row->outer->table), name->text) != NO_COLUMN)
        return parser_fail(parser, name, "no column \"%s\" in %s; the outer row's is written this.%s",
                           name->text, table->name, name->text);
    struct names names = {0};
    names_of_columns(parser, &names, table);
    names_of_parameters(parser, &names);
    names_add(parser, &names, "window_start");
    names_add(parser, &names, "window_end");
    names_add(parser, &names, "as_at");
    const char *meant = suggest(parser, name->text, &names);
    return parser_fail(parser, name, "no column \"%s\" in %s%s", name->text, table->name,
                       *meant ? meant : " (a text stands in single quotes)");
}

static struct node *parse_plain_name(struct parser *parser, const struct token *name)
{
    if (text_equal(name->text, "date") && parser_peek(parser)->kind == TOKEN_TEXT)
        return parse_date(parser);
    int column = table_column(parser_table(parser, parser->row->table), name->text);
    if (column != NO_COLUMN)
        return column_node(parser, parser->row->table, column, 0);
    if (text_equal(name->text, "true") || text_equal(name->text, "false")) {
        struct node *node = parser_node(parser, NODE_LITERAL, COLUMN_FLAG, 0);
        node->literal.flag = text_equal(name->text, "true");
        return node;
    }
    struct node *node = parse_window_name(parser, name);
    if (!node)
        node = parse_parameter(parser, name);
    return node ? node : unknown_name(parser, name);
}

/* ---- functions ---- */

static enum column_type argument_type(char letter)
{
    return letter == 'd' ? COLUMN_DAY : letter == 't' ? COLUMN_TEXT : COLUMN_NUMBER;
}

static struct node *parse_call(struct parser *parser, const struct token *name,
                               const struct scalar_function *function)
{
    size_t count = strlen(function->arguments);
    struct node *node = parser_node(parser, NODE_CALL, function->result, count);
    node->function = function;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && !parser_sign(parser, ","))
            return parser_fail(parser, name, "%s takes %zu arguments: %s", function->name, count,
                               function->meaning);
        const struct token *at = parser_peek(parser);
        node->arguments[i] = parse_expression(parser);
        enum column_type wanted = argument_type(function->arguments[i]);
        const char *what = arena_format(parser->arena, "argument %zu of %s", i + 1, function->name);
        if (!parser_wants(parser, at, node->arguments[i], wanted, what))
            return NULL;
    }
    if (parser_sign(parser, ","))
        return parser_fail(parser, name, "%s takes %zu arguments: %s", function->name, count,
                           function->meaning);
    return parser_expect_sign(parser, ")") ? node : NULL;
}

/* Arguments of one type: if(c, a, b), coalesce(a, b ...), least, greatest. */
static struct node *parse_alike(struct parser *parser, const struct token *name, enum node_kind kind)
{
    struct node **items = NULL;
    size_t count = 0, capacity = 0, free_from = kind == NODE_IF ? 1 : 0;
    do {
        const struct token *at = parser_peek(parser);
        parser->defaults += kind == NODE_COALESCE;
        struct node *item = parse_expression(parser);
        parser->defaults -= kind == NODE_COALESCE;
        if (!item)
            return NULL;
        if (count < free_from && !parser_wants(parser, at, item, COLUMN_FLAG, "the first argument of if"))
            return NULL;
        if (count > free_from &&
            !parser_wants(parser, at, item, items[free_from]->type, "this argument, like the one before it,"))
            return NULL;
        items = arena_grow(parser->arena, items, count, &capacity, sizeof(struct node *));
        items[count++] = item;
    } while (parser_sign(parser, ","));
    if (!parser_expect_sign(parser, ")"))
        return NULL;
    if (kind == NODE_IF ? count != 3 : count < 2)
        return parser_fail(parser, name,
                           kind == NODE_IF ? "if takes three arguments: if(condition, a, b)"
                                           : "%s takes two arguments or more",
                           name->text);
    enum column_type type = items[free_from]->type;
    if ((kind == NODE_LEAST || kind == NODE_GREATEST) && type != COLUMN_NUMBER && type != COLUMN_DAY)
        return parser_fail(parser, name, "only numbers and dates have an order, not a %s",
                           column_type_name(type));
    struct node *node = parser_node(parser, kind, type, 0);
    node->arguments = items;
    node->argument_count = count;
    return node;
}

/* ---- related rows ---- */

static struct node *parse_where(struct parser *parser, int table)
{
    if (!parser_word(parser, "where"))
        return NULL;
    const struct token *at = parser_peek(parser);
    if (parser->row->depth == DEEPEST_RELATED)
        return parser_fail(parser, at, "related rows are nested more than %d deep", (int)DEEPEST_RELATED);
    struct row_scope row = {.table = table, .outer = parser->row, .depth = parser->row->depth + 1};
    parser->row = &row;
    struct node *where = parse_expression(parser);
    parser->row = row.outer;
    return parser_wants(parser, at, where, COLUMN_FLAG, "a condition") ? where : NULL;
}

/* "by family_id": a column of both tables, instead of their relation. */
static bool parse_by(struct parser *parser, const struct token *at, int table, struct join *join)
{
    if (!parser_word(parser, "by"))
        return find_join(parser, at, parser->row->table, table, join);
    const struct token *name = parser_peek(parser);
    const struct table *here = parser_table(parser, parser->row->table), *there = parser_table(parser, table);
    *join = (struct join){.table = table, .outer = find_column(parser, name, here)};
    join->inner = join->outer == NO_COLUMN ? NO_COLUMN : find_column(parser, name, there);
    if (join->inner == NO_COLUMN)
        return false;
    if (!use_column(parser, parser->row->table, join->outer) || !use_column(parser, table, join->inner))
        return false;
    parser->next++;
    if (!join_text_columns(here, there, join))
        parser_fail(parser, name, "rows are alike by a text, and %s is not one in both tables", name->text);
    return !parser->failed;
}

/* A related table, and with `of` a column of it; its join to the row here. */
static bool parse_related_table(struct parser *parser, struct node *node, bool of)
{
    const struct token *at = parser_peek(parser);
    int table = at->kind == TOKEN_NAME ? dataset_table(parser->scope->dataset, at->text) : -1;
    if (table < 0) {
        struct names names = {0};
        names_of_tables(parser, &names);
        parser_fail(parser, at, "no table \"%s\"%s", at->text, suggest(parser, at->text, &names));
        return false;
    }
    parser->next++;
    if (!use_table(parser, table))
        return false;
    parser->depends_on_window |= table_hides(parser_table(parser, table));
    if (of) {
        if (!parser_expect_sign(parser, "."))
            return false;
        int column = find_column(parser, parser_peek(parser), parser_table(parser, table));
        if (column == NO_COLUMN)
            return false;
        parser->next++;
        node->of = column_node(parser, table, column, 0);
    }
    return !parser->failed && parse_by(parser, at, table, &node->join);
}

static const struct related_word {
    const char *name;
    enum related_aggregate aggregate;
    bool of;           /* of a column */
    const char *types; /* the types its column may have, as letters; n t d f */
} related_words[] = {
    {"count", RELATED_COUNT, false, NULL},
    {"exists", RELATED_EXISTS, false, NULL},
    {"distinct", RELATED_DISTINCT, true, "tnd"},
    {"sum", RELATED_SUM, true, "n"},
    {"min", RELATED_MIN, true, "nd"},
    {"max", RELATED_MAX, true, "nd"},
    {"earliest", RELATED_EARLIEST, true, "ntdf"},
    {"latest", RELATED_LATEST, true, "ntdf"},
};

static enum column_type related_type(const struct related_word *word, const struct node *of)
{
    switch (word->aggregate) {
    case RELATED_COUNT:
    case RELATED_DISTINCT:
    case RELATED_SUM:
        return COLUMN_NUMBER;
    case RELATED_EXISTS:
        return COLUMN_FLAG;
    case RELATED_MIN:
    case RELATED_MAX:
    case RELATED_EARLIEST:
    case RELATED_LATEST:
        break;
    }
    return of->type;
}

static struct node *parse_related(struct parser *parser, const struct token *name,
                                  const struct related_word *word)
{
    struct node *node = parser_node(parser, NODE_RELATED, COLUMN_NUMBER, 0);
    node->aggregate = word->aggregate;
    if (!parse_related_table(parser, node, word->of))
        return NULL;
    static const char letters[] = {
        [COLUMN_TEXT] = 't', [COLUMN_NUMBER] = 'n', [COLUMN_DAY] = 'd', [COLUMN_FLAG] = 'f'};
    if (word->of && !strchr(word->types, letters[node->of->type]))
        return parser_fail(parser, name, "%s does not work on a %s", word->name,
                           column_type_name(node->of->type));
    node->type = related_type(word, node->of);
    node->where = parse_where(parser, node->join.table);
    if (parser->failed || !parser_expect_sign(parser, ")"))
        return NULL;
    node_find_bounds(parser->arena, node, parser_table(parser, node->join.table));
    return node;
}

/* ---- timetables ---- */

static bool parse_interval(struct parser *parser, struct interval *interval, const char **parameter)
{
    static const struct {
        const char *name;
        enum interval_unit unit;
    } units[] = {{"days", INTERVAL_DAYS},  {"day", INTERVAL_DAYS},      {"weeks", INTERVAL_WEEKS},
                 {"week", INTERVAL_WEEKS}, {"months", INTERVAL_MONTHS}, {"month", INTERVAL_MONTHS}};
    const struct token *at = parser_peek(parser);
    struct node *length = at->kind == TOKEN_NAME ? parse_parameter(parser, at) : NULL;
    double number = length ? length->literal.number : at->number;
    if ((at->kind != TOKEN_NUMBER && !length) || !(number >= 1 && number <= 10000) || number > (int)number) {
        parser_fail(parser, at, "wanted a whole number of days, working days, weeks or months, from 1");
        return false;
    }
    parser->next++;
    interval->length = (int)number;
    *parameter = length ? length->parameter : NULL;
    if (parser_word(parser, "working") && (parser_word(parser, "days") || parser_word(parser, "day"))) {
        interval->unit = INTERVAL_WORKING_DAYS;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (parser_word(parser, units[i].name)) {
            interval->unit = units[i].unit;
            return true;
        }
    parser_fail(parser, parser_peek(parser), "wanted days, working days, weeks or months, found \"%s\"",
                parser_peek(parser)->text);
    return false;
}

static struct node *parse_day(struct parser *parser, const char *what)
{
    const struct token *at = parser_peek(parser);
    struct node *node = parse_expression(parser);
    return parser_wants(parser, at, node, COLUMN_DAY, what) ? node : NULL;
}

static struct node *parse_timetable(struct parser *parser, const struct token *name, bool overdue)
{
    struct node *node = parser_node(parser, NODE_TIMETABLE, COLUMN_FLAG, 0);
    node->overdue = overdue;
    parser->depends_on_window = true;
    if (!parse_related_table(parser, node, true))
        return NULL;
    if (!parser_wants(parser, name, node->of, COLUMN_DAY, "the column of a timetable"))
        return NULL;
    node->where = parse_where(parser, node->join.table);
    if (!parser->failed && !parser_word(parser, "from"))
        return parser_fail(parser, parser_peek(parser),
                           "wanted \"from\": %s(T.day from d within 3 months, 6 months)", name->text);
    node->from = parser->failed ? NULL : parse_day(parser, "what follows \"from\"");
    if (node->from && !parser_word(parser, "within"))
        return parser_fail(parser, parser_peek(parser), "wanted \"within\" and the intervals");
    size_t capacity = 0, parameter_capacity = 0;
    do {
        if (parser->failed)
            return NULL;
        size_t at = node->interval_count++;
        node->intervals = arena_grow(parser->arena, node->intervals, at, &capacity, sizeof *node->intervals);
        node->interval_parameters = arena_grow(parser->arena, (void *)node->interval_parameters, at,
                                               &parameter_capacity, sizeof *node->interval_parameters);
        if (!parse_interval(parser, &node->intervals[at], &node->interval_parameters[at]))
            return NULL;
    } while (parser_sign(parser, ","));
    if (parser_word(parser, "since"))
        node->since = parse_day(parser, "what follows \"since\"");
    if (parser->failed || !parser_expect_sign(parser, ")"))
        return NULL;
    node_find_bounds(parser->arena, node, parser_table(parser, node->join.table));
    return node;
}

/* What looks at other rows may stand in several places and in several expressions about one row, and is then worked out
 * once for all. */
static struct node *note_part(struct parser *parser, const struct token *name, struct node *node)
{
    if (!node || parser->row->outer)
        return node;
    size_t length = parser_peek(parser)->at - name->at;
    const char *text = text_trim(arena_copy_bytes(parser->arena, parser->text + name->at, length));
    for (size_t i = 0; i < parser->part_count && node->part == 0; i++)
        if (text_equal(parser->parts[i].text, text))
            node->part = i + 1;
    if (node->part > 0)
        return node;
    parser->parts = arena_grow(parser->arena, parser->parts, parser->part_count, &parser->part_capacity,
                               sizeof *parser->parts);
    parser->parts[parser->part_count++] = (struct part){text, node->type};
    node->part = parser->part_count;
    return node;
}

static struct node *parse_function(struct parser *parser, const struct token *name)
{
    static const struct {
        const char *name;
        enum node_kind kind;
    } alike[] = {
        {"if", NODE_IF}, {"coalesce", NODE_COALESCE}, {"least", NODE_LEAST}, {"greatest", NODE_GREATEST}};
    const struct scalar_function *function = scalar_function_find(name->text);
    if (function)
        return parse_call(parser, name, function);
    if (text_equal(name->text, "kept") || text_equal(name->text, "overdue"))
        return note_part(parser, name, parse_timetable(parser, name, text_equal(name->text, "overdue")));
    struct names names = {0};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        if (text_equal(name->text, alike[i].name))
            return parse_alike(parser, name, alike[i].kind);
        names_add(parser, &names, alike[i].name);
    }
    for (size_t i = 0; i < sizeof related_words / sizeof *related_words; i++) {
        if (text_equal(name->text, related_words[i].name))
            return note_part(parser, name, parse_related(parser, name, &related_words[i]));
        names_add(parser, &names, related_words[i].name);
    }
    for (size_t i = 0; i < scalar_function_count; i++)
        names_add(parser, &names, scalar_functions[i].name);
    names_add(parser, &names, "kept");
    names_add(parser, &names, "overdue");
    return parser_fail(parser, name, "no function \"%s\"%s", name->text, suggest(parser, name->text, &names));
}

struct node *parse_name(struct parser *parser)
{
    const struct token *name = parser_peek(parser);
    parser->next++;
    if (parser_sign(parser, "("))
        return parse_function(parser, name);
    if (!parser_sign(parser, "."))
        return parse_plain_name(parser, name);
    if (text_equal(name->text, "this"))
        return parse_this(parser, name);
    return parse_to_one(parser, name, parser->row->table, 0);
}
