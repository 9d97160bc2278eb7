/* The words of an expression. Internal to the language. */
#ifndef TABLES_EXPRESSION_LEXER_H
#define TABLES_EXPRESSION_LEXER_H

#include "base/arena.h"

#include <stddef.h>

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN, TOKEN_BAD };

struct token {
    enum token_kind kind;
    size_t at; /* where it begins, in bytes from the start */
    const char
        *text; /* a name; a text without its quotes, '' made '; a sign ("<=") ; what is wrong, when BAD */
    double number;
};

/* The tokens of `text`, the last of them END or BAD. */
struct token *expression_tokens(struct arena *arena, const char *text);

#endif
