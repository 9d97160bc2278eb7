/* What the two halves of the parser share: expression_parse.c (operators) and expression_name.c (names, functions,
 * related rows). Internal to the language. Every parse_ function returns NULL once something has failed. */
#ifndef TABLES_EXPRESSION_PARSER_H
#define TABLES_EXPRESSION_PARSER_H

#include "tables/expression_lexer.h"
#include "tables/expression_node.h"

/* Related rows are looked at for each row outside them, which multiplies. */
enum { DEEPEST_RELATED = 4 };

/* The row that bare names speak of, and the one outside it. */
struct row_scope {
    int table;
    const struct row_scope *outer;
    int depth; /* how many rows are outside it */
};

struct parser {
    struct arena *arena;
    const struct expression_scope *scope;
    const struct row_scope *row;
    const char *text;
    const struct token *tokens;
    size_t next;
    int depth;
    size_t node_count;
    bool depends_on_window; /* in some other way than by the row's own `until` */
    bool reads_until;
    struct part *parts;
    size_t part_count, part_capacity;
    int missing_table;
    int missing_column;
    int defaults; /* more than 0: inside a coalesce, which says what a missing value means */
    bool failed;
    struct error *error;
};

struct node *parse_expression(struct parser *parser);
struct node *parse_name(struct parser *parser); /* what begins with a name */

const struct token *parser_peek(const struct parser *parser);
bool parser_sign(struct parser *parser, const char *sign);        /* takes it when it is next */
bool parser_word(struct parser *parser, const char *word);        /* likewise a name */
bool parser_expect_sign(struct parser *parser, const char *sign); /* fails when it is not next */

/* Fails at a token; always NULL. */
struct node *parser_fail(struct parser *parser, const struct token *at, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* A new node; an expression of more than 2,000 fails here, and its nodes come to nothing. */
struct node *parser_node(struct parser *parser, enum node_kind kind, enum column_type type, size_t arguments);
const struct table *parser_table(const struct parser *parser, int table);

/* Fails at a text that is compared with what can never be it: a word that is no code of the column (see vocabulary.h). */
bool parser_words_known(struct parser *parser, struct node *value, struct node *const *others, size_t count);

/* Fails unless the node has this type; `what` names it: "the second argument of days". */
bool parser_wants(struct parser *parser, const struct token *at, const struct node *node,
                  enum column_type type, const char *what);

#endif
