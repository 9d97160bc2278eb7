#include "tables/expression_parser.h"
#include "tables/vocabulary.h"

static bool is_text(const struct node *node)
{
    return node->kind == NODE_LITERAL && node->type == COLUMN_TEXT;
}

/* if(c, a, b) is a or b; coalesce(a, b) is any of them. Where neither, nothing is chosen from. */
static size_t first_choice(const struct node *node)
{
    return node->kind == NODE_IF ? 1 : node->kind == NODE_COALESCE ? 0 : node->argument_count;
}

/* latest(T.x) and earliest(T.x) are one of the column's; what else looks at other rows is no text. */
static const struct vocabulary *read_from(const struct node *node)
{
    return node->kind == NODE_RELATED && node->of ? node->of->vocabulary : node->vocabulary;
}

static const struct vocabulary *vocabulary_of(const struct node *node)
{
    const struct vocabulary *vocabulary = read_from(node);
    for (size_t i = first_choice(node); i < node->argument_count && !vocabulary; i++)
        vocabulary = vocabulary_of(node->arguments[i]);
    return vocabulary;
}

static bool may_be(const struct node *node, const struct node *literal, const char *word)
{
    if (is_text(node))
        return node->literal.code == literal->literal.code;
    size_t first = first_choice(node);
    if (first == node->argument_count)
        return !read_from(node) || vocabulary_find(read_from(node), word);
    for (size_t i = first; i < node->argument_count; i++)
        if (may_be(node->arguments[i], literal, word))
            return true;
    return false;
}

static void check_literal(struct parser *parser, struct node *literal, struct node *const *others,
                          size_t count)
{
    const char *word = parser->scope->dataset->words.words[literal->literal.code];
    const struct vocabulary *vocabulary = NULL;
    bool may = false;
    for (size_t i = 0; i < count; i++) {
        may |= may_be(others[i], literal, word);
        vocabulary = vocabulary ? vocabulary : vocabulary_of(others[i]);
    }
    if (!vocabulary)
        return;
    if (!may)
        parser_fail(parser, literal->written, "\"%s\" is not a code of %s: %s", word, vocabulary->name,
                    vocabulary_suggest(parser->arena, vocabulary, word));
    const struct vocabulary_word *known = vocabulary_find(vocabulary, word);
    literal->label = known ? known->label : NULL;
}

bool parser_words_known(struct parser *parser, struct node *value, struct node *const *others, size_t count)
{
    if (is_text(value))
        check_literal(parser, value, others, count);
    for (size_t i = 0; i < count; i++)
        if (is_text(others[i]))
            check_literal(parser, others[i], &value, 1);
    return !parser->failed;
}
