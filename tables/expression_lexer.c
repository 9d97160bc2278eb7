#include "tables/expression_lexer.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

static bool is_letter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           character == '_';
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static size_t read_name(struct arena *arena, const char *text, struct token *token)
{
    size_t length = 0;
    while (is_letter(text[length]) || is_digit(text[length]))
        length++;
    token->kind = TOKEN_NAME;
    token->text = arena_copy_bytes(arena, text, length);
    return length;
}

static size_t read_number(struct arena *arena, const char *text, struct token *token)
{
    size_t length = 0;
    while (is_digit(text[length]) || text[length] == '.')
        length++;
    token->text = arena_copy_bytes(arena, text, length);
    token->kind = number_parse(token->text, &token->number) ? TOKEN_NUMBER : TOKEN_BAD;
    if (token->kind == TOKEN_BAD)
        token->text = "this is not a number";
    return length;
}

static size_t read_text(struct arena *arena, const char *text, struct token *token)
{
    struct text inside = text_in(arena);
    size_t at = 1;
    for (;; at++) {
        if (text[at] == '\0') {
            token->kind = TOKEN_BAD;
            token->text = "this text has no closing quote";
            return at;
        }
        if (text[at] == '\'' && text[++at] != '\'')
            break;
        text_add_character(&inside, text[at]);
    }
    token->kind = TOKEN_TEXT;
    token->text = inside.bytes ? inside.bytes : "";
    return at;
}

static size_t read_sign(const char *text, struct token *token)
{
    static const char *const signs[] = {"<=", ">=", "!=", "<", ">", "=", "+",
                                        "-",  "*",  "/",  "(", ")", ",", "."};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts_with(text, signs[i])) {
            token->kind = TOKEN_SIGN;
            token->text = signs[i];
            return strlen(signs[i]);
        }
    token->kind = TOKEN_BAD;
    token->text = *text == '"' ? "texts are written in single quotes" : "this character has no meaning here";
    return 1;
}

struct token *expression_tokens(struct arena *arena, const char *text)
{
    struct token *tokens = NULL;
    size_t count = 0, capacity = 0, at = 0;
    for (;;) {
        while (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')
            at++;
        struct token token = {.kind = TOKEN_END, .at = at, .text = "the end"};
        if (text[at] == '\0')
            ;
        else if (is_letter(text[at]))
            at += read_name(arena, text + at, &token);
        else if (is_digit(text[at]))
            at += read_number(arena, text + at, &token);
        else if (text[at] == '\'')
            at += read_text(arena, text + at, &token);
        else
            at += read_sign(text + at, &token);
        tokens = arena_grow(arena, tokens, count, &capacity, sizeof *tokens);
        tokens[count++] = token;
        if (token.kind == TOKEN_END || token.kind == TOKEN_BAD)
            return tokens;
    }
}
