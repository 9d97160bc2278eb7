#include "tables/expression_parser.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 60, LONGEST = 20000, MOST_NODES = 2000, SHOWN_EACH_SIDE = 60 };

const struct token *parser_peek(const struct parser *parser)
{
    return &parser->tokens[parser->next];
}

static size_t character_start(const char *text, size_t at)
{
    enum { LONGEST_TAIL = 3 };
    for (int i = 0; i < LONGEST_TAIL && at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80; i++)
        at--;
    return at;
}

/* The expression around the place, on one line, and under it a caret. */
static void show_place(const struct parser *parser, size_t at, char *shown, size_t size)
{
    size_t length = strlen(parser->text);
    size_t first = at > SHOWN_EACH_SIDE ? character_start(parser->text, at - SHOWN_EACH_SIDE) : 0;
    size_t last =
        length - at > SHOWN_EACH_SIDE ? character_start(parser->text, at + SHOWN_EACH_SIDE) : length;
    char line[2 * SHOWN_EACH_SIDE + 8];
    size_t used = 0, columns = 0;
    for (size_t i = first; i < last; i++) {
        line[used++] = (unsigned char)parser->text[i] < ' ' ? ' ' : parser->text[i];
        columns += i < at && ((unsigned char)parser->text[i] & 0xC0) != 0x80;
    }
    line[used] = '\0';
    snprintf(shown, size, "\n    %s\n    %*s^", line, (int)columns, "");
}

struct node *parser_fail(struct parser *parser, const struct token *at, const char *format, ...)
{
    if (parser->failed)
        return NULL;
    parser->failed = true;
    char what[400], shown[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    if (at->kind == TOKEN_BAD)
        snprintf(what, sizeof what, "%s", at->text);
    show_place(parser, at->at, shown, sizeof shown);
    error_set(parser->error, ERROR_CONFIG, "column %zu: %s%s", at->at + 1, what, shown);
    return NULL;
}

bool parser_sign(struct parser *parser, const char *sign)
{
    const struct token *token = parser_peek(parser);
    if (token->kind != TOKEN_SIGN || !text_equal(token->text, sign))
        return false;
    parser->next++;
    return true;
}

bool parser_word(struct parser *parser, const char *word)
{
    const struct token *token = parser_peek(parser);
    if (token->kind != TOKEN_NAME || !text_equal(token->text, word))
        return false;
    parser->next++;
    return true;
}

bool parser_expect_sign(struct parser *parser, const char *sign)
{
    if (parser_sign(parser, sign))
        return true;
    const struct token *token = parser_peek(parser);
    parser_fail(parser, token, "wanted \"%s\", found \"%s\"", sign, token->text);
    return false;
}

struct node *parser_node(struct parser *parser, enum node_kind kind, enum column_type type, size_t arguments)
{
    if (++parser->node_count > MOST_NODES)
        parser_fail(parser, parser_peek(parser), "the expression has more than %d parts", (int)MOST_NODES);
    struct node *node = ARENA_NEW(parser->arena, struct node);
    node->kind = kind;
    node->type = type;
    node->argument_count = arguments;
    if (arguments > 0)
        node->arguments = ARENA_ARRAY(parser->arena, struct node *, arguments);
    return node;
}

const struct table *parser_table(const struct parser *parser, int table)
{
    return &parser->scope->dataset->tables[table];
}

bool parser_wants(struct parser *parser, const struct token *at, const struct node *node,
                  enum column_type type, const char *what)
{
    if (!node)
        return false;
    if (node->type != type)
        parser_fail(parser, at, "%s must be a %s, not a %s", what, column_type_name(type),
                    column_type_name(node->type));
    return node->type == type;
}

static struct node *binary(struct parser *parser, enum node_kind kind, enum column_type type,
                           struct node *left, struct node *right)
{
    struct node *node = parser_node(parser, kind, type, 2);
    node->arguments[0] = left;
    node->arguments[1] = right;
    return node;
}

static struct node *negation(struct parser *parser, struct node *inner)
{
    struct node *node = parser_node(parser, NODE_NOT, COLUMN_FLAG, 1);
    node->arguments[0] = inner;
    return node;
}

static struct node *parse_number(struct parser *parser, const struct token *token)
{
    struct node *node = parser_node(parser, NODE_LITERAL, COLUMN_NUMBER, 0);
    node->literal.number = token->number;
    parser->next++;
    return node;
}

static struct node *parse_text(struct parser *parser, const struct token *token)
{
    struct node *node = parser_node(parser, NODE_LITERAL, COLUMN_TEXT, 0);
    node->written = token;
    node->literal.code = dictionary_add(&parser->scope->dataset->words, token->text, strlen(token->text));
    parser->next++;
    return node;
}

static struct node *parse_primary(struct parser *parser)
{
    const struct token *token = parser_peek(parser);
    switch (token->kind) {
    case TOKEN_NUMBER:
        return parse_number(parser, token);
    case TOKEN_TEXT:
        return parse_text(parser, token);
    case TOKEN_NAME:
        return parse_name(parser);
    case TOKEN_SIGN:
        if (!parser_sign(parser, "("))
            break;
        struct node *inside = parse_expression(parser);
        return inside && parser_expect_sign(parser, ")") ? inside : NULL;
    case TOKEN_END:
    case TOKEN_BAD:
        break;
    }
    return parser_fail(parser, token, "wanted a name, a number or a text, found \"%s\"", token->text);
}

static struct node *parse_signed(struct parser *parser)
{
    const struct token *token = parser_peek(parser);
    bool minus = false;
    while (parser_sign(parser, "-"))
        minus = !minus;
    struct node *inner = parse_primary(parser);
    if (!minus)
        return inner;
    if (!parser_wants(parser, token, inner, COLUMN_NUMBER, "what follows \"-\""))
        return NULL;
    struct node *node = parser_node(parser, NODE_NEGATE, COLUMN_NUMBER, 1);
    node->arguments[0] = inner;
    return node;
}

static bool arithmetic_types(struct parser *parser, const struct token *sign, const struct node *left,
                             const struct node *right)
{
    if (left && right && (left->type == COLUMN_DAY || right->type == COLUMN_DAY)) {
        parser_fail(parser, sign,
                    "dates are not added or taken away with signs: use days(a, b), add_days(d, n) or "
                    "add_months(d, n)");
        return false;
    }
    return parser_wants(parser, sign, left, COLUMN_NUMBER, "what stands before this sign") &&
           parser_wants(parser, sign, right, COLUMN_NUMBER, "what follows this sign");
}

static struct node *parse_product(struct parser *parser)
{
    struct node *left = parse_signed(parser);
    while (left) {
        const struct token *sign = parser_peek(parser);
        enum node_kind kind = NODE_MULTIPLY;
        if (parser_sign(parser, "/"))
            kind = NODE_DIVIDE;
        else if (!parser_sign(parser, "*"))
            break;
        struct node *right = parse_signed(parser);
        if (!arithmetic_types(parser, sign, left, right))
            return NULL;
        if (kind == NODE_DIVIDE && right->kind == NODE_LITERAL && right->literal.number == 0)
            return parser_fail(parser, sign, "nothing can be divided by zero");
        left = binary(parser, kind, COLUMN_NUMBER, left, right);
    }
    return left;
}

static struct node *parse_sum(struct parser *parser)
{
    struct node *left = parse_product(parser);
    while (left) {
        const struct token *sign = parser_peek(parser);
        enum node_kind kind = NODE_ADD;
        if (parser_sign(parser, "-"))
            kind = NODE_SUBTRACT;
        else if (!parser_sign(parser, "+"))
            break;
        struct node *right = parse_product(parser);
        if (!arithmetic_types(parser, sign, left, right))
            return NULL;
        left = binary(parser, kind, COLUMN_NUMBER, left, right);
    }
    return left;
}

static bool comparable(struct parser *parser, const struct token *at, const struct node *left,
                       const struct node *right)
{
    if (!left || !right)
        return false;
    if (left->type == right->type)
        return true;
    parser_fail(parser, at, "a %s cannot be compared with a %s%s", column_type_name(left->type),
                column_type_name(right->type),
                left->type == COLUMN_DAY && right->type == COLUMN_TEXT
                    ? ": a date is written date '2026-03-31'"
                    : "");
    return false;
}

static bool ordered(struct parser *parser, const struct token *at, const struct node *node)
{
    if (node->type == COLUMN_NUMBER || node->type == COLUMN_DAY)
        return true;
    parser_fail(parser, at, "only numbers and dates have an order, not a %s", column_type_name(node->type));
    return false;
}

static struct node *parse_comparison_of(struct parser *parser, struct node *left)
{
    static const struct {
        const char *sign;
        enum node_kind kind;
        bool swap;
    } signs[] = {{"=", NODE_EQUAL, false},          {"!=", NODE_NOT_EQUAL, false},
                 {"<", NODE_LESS, false},           {">", NODE_LESS, true},
                 {"<=", NODE_LESS_OR_EQUAL, false}, {">=", NODE_LESS_OR_EQUAL, true}};
    const struct token *at = parser_peek(parser);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!parser_sign(parser, signs[i].sign))
            continue;
        struct node *right = parse_sum(parser);
        if (!comparable(parser, at, left, right))
            return NULL;
        bool needs_order = signs[i].kind == NODE_LESS || signs[i].kind == NODE_LESS_OR_EQUAL;
        if (needs_order ? !ordered(parser, at, left) : !parser_words_known(parser, left, &right, 1))
            return NULL;
        return signs[i].swap ? binary(parser, signs[i].kind, COLUMN_FLAG, right, left)
                             : binary(parser, signs[i].kind, COLUMN_FLAG, left, right);
    }
    return left;
}

static struct node *parse_is(struct parser *parser, struct node *left)
{
    bool opposite = parser_word(parser, "not");
    bool present = parser_word(parser, "present");
    if (!present && !parser_word(parser, "missing"))
        return parser_fail(parser, parser_peek(parser), "wanted \"missing\" or \"present\" after \"is\"");
    struct node *node = parser_node(parser, NODE_IS_MISSING, COLUMN_FLAG, 1);
    node->arguments[0] = left;
    return present != opposite ? negation(parser, node) : node;
}

static struct node *parse_between(struct parser *parser, const struct token *at, struct node *left)
{
    struct node *low = parse_sum(parser);
    if (low && !parser_word(parser, "and"))
        return parser_fail(parser, parser_peek(parser),
                           "wanted \"and\": between is written x between a and b");
    struct node *high = low ? parse_sum(parser) : NULL;
    if (!comparable(parser, at, left, low) || !comparable(parser, at, left, high) ||
        !ordered(parser, at, left))
        return NULL;
    struct node *node = parser_node(parser, NODE_BETWEEN, COLUMN_FLAG, 3);
    node->arguments[0] = left;
    node->arguments[1] = low;
    node->arguments[2] = high;
    return node;
}

static struct node *parse_in(struct parser *parser, const struct token *at, struct node *left)
{
    struct node **items = NULL;
    size_t count = 0, capacity = 0;
    if (!parser_expect_sign(parser, "("))
        return NULL;
    do {
        struct node *item = count == 0 ? left : parse_sum(parser);
        if (!comparable(parser, at, left, item))
            return NULL;
        items = arena_grow(parser->arena, items, count, &capacity, sizeof(struct node *));
        items[count++] = item;
    } while (count == 1 || parser_sign(parser, ","));
    if (!parser_expect_sign(parser, ")") || !parser_words_known(parser, left, items + 1, count - 1))
        return NULL;
    struct node *node = parser_node(parser, NODE_IN, COLUMN_FLAG, 0);
    node->arguments = items;
    node->argument_count = count;
    return node;
}

static struct node *parse_comparison(struct parser *parser)
{
    struct node *left = parse_sum(parser);
    if (!left)
        return NULL;
    const struct token *at = parser_peek(parser);
    if (parser_word(parser, "is"))
        return parse_is(parser, left);
    bool opposite = parser_word(parser, "not");
    struct node *node;
    if (parser_word(parser, "in"))
        node = parse_in(parser, at, left);
    else if (parser_word(parser, "between"))
        node = parse_between(parser, at, left);
    else if (opposite)
        return parser_fail(parser, parser_peek(parser), "wanted \"in\" or \"between\" after \"not\"");
    else
        return parse_comparison_of(parser, left);
    return node && opposite ? negation(parser, node) : node;
}

static struct node *parse_not(struct parser *parser)
{
    const struct token *at = parser_peek(parser);
    bool opposite = false, said = false;
    while (parser_word(parser, "not")) {
        opposite = !opposite;
        said = true;
    }
    struct node *inner = parse_comparison(parser);
    if (!said)
        return inner;
    if (!parser_wants(parser, at, inner, COLUMN_FLAG, "what follows \"not\""))
        return NULL;
    return opposite ? negation(parser, inner) : inner;
}

static struct node *parse_joined(struct parser *parser, const char *word, enum node_kind kind,
                                 struct node *(*parse)(struct parser *))
{
    struct node *left = parse(parser);
    while (left) {
        const struct token *at = parser_peek(parser);
        if (!parser_word(parser, word))
            break;
        struct node *right = parse(parser);
        if (!parser_wants(parser, at, left, COLUMN_FLAG, "what stands before this word") ||
            !parser_wants(parser, at, right, COLUMN_FLAG, "what follows this word"))
            return NULL;
        left = binary(parser, kind, COLUMN_FLAG, left, right);
    }
    return left;
}

static struct node *parse_and(struct parser *parser)
{
    return parse_joined(parser, "and", NODE_AND, parse_not);
}

struct node *parse_expression(struct parser *parser)
{
    if (parser->depth == DEEPEST)
        return parser_fail(parser, parser_peek(parser), "brackets are nested more than %d deep",
                           (int)DEEPEST);
    parser->depth++;
    struct node *node = parse_joined(parser, "or", NODE_OR, parse_and);
    parser->depth--;
    return node;
}

static bool mark_dear(struct node *node)
{
    if (!node)
        return false;
    node->dear = node->kind == NODE_RELATED || node->kind == NODE_TIMETABLE;
    for (size_t i = 0; i < node->argument_count; i++)
        node->dear |= mark_dear(node->arguments[i]);
    mark_dear(node->where);
    mark_dear(node->from);
    mark_dear(node->since);
    return node->dear;
}

const struct expression *expression_compile(struct arena *arena, const struct expression_scope *scope,
                                            int table, const char *text, struct error *error)
{
    if (strlen(text) > LONGEST) {
        error_set(error, ERROR_CONFIG, "the expression is longer than %d bytes", (int)LONGEST);
        return NULL;
    }
    struct row_scope row = {.table = table};
    struct parser parser = {.arena = arena,
                            .scope = scope,
                            .row = &row,
                            .text = text,
                            .tokens = expression_tokens(arena, text),
                            .missing_table = scope->dataset->tables[table].supplied ? -1 : table,
                            .missing_column = NO_COLUMN,
                            .error = error};
    struct node *root = parser.missing_table == -1 ? parse_expression(&parser) : NULL;
    if (root && parser_peek(&parser)->kind != TOKEN_END)
        root =
            parser_fail(&parser, parser_peek(&parser),
                        "wanted the end or a word such as \"and\", found \"%s\"", parser_peek(&parser)->text);
    if (parser.missing_table == -1 && (!root || parser.failed))
        return NULL;
    struct expression *expression = ARENA_NEW(arena, struct expression);
    expression->root = parser.missing_table == -1 ? root : NULL;
    expression->table = table;
    mark_dear(expression->root);
    expression->depends_on_window = parser.depends_on_window;
    expression->reads_until = parser.reads_until;
    expression->parts = parser.parts;
    expression->part_count = parser.part_count;
    expression->missing_table = parser.missing_table;
    expression->missing_column = parser.missing_column;
    return expression;
}

enum column_type expression_type(const struct expression *expression)
{
    return expression->root ? expression->root->type : COLUMN_FLAG;
}

bool expression_depends_on_window(const struct expression *expression)
{
    return expression->depends_on_window || expression->reads_until;
}

size_t expression_part_count(const struct expression *expression)
{
    return expression->part_count;
}

const char *expression_part_text(const struct expression *expression, size_t part)
{
    return expression->parts[part].text;
}

enum column_type expression_part_type(const struct expression *expression, size_t part)
{
    return expression->parts[part].type;
}

bool expression_depends_on_until_alone(const struct expression *expression)
{
    return expression->reads_until && !expression->depends_on_window;
}

int expression_missing_table(const struct expression *expression)
{
    return expression->missing_table;
}

int expression_missing_column(const struct expression *expression)
{
    return expression->missing_column;
}

int expression_column(const struct expression *expression)
{
    const struct node *root = expression->root;
    return root && root->kind == NODE_COLUMN ? root->column : NO_COLUMN;
}
