#include "ingest/recognise.h"

#include "ingest/spelling.h"

#include <string.h>

enum { LONGEST = 512, LONGEST_TOKEN = 16, DEEPEST = 3 };

/* What a spelling, or a part of it, says. */
enum outcome { SAYS_NOTHING, SAYS_CODE, CONTRADICTS };

struct finding_of_code {
    enum outcome outcome;
    const struct code *code;
};

static const struct finding_of_code nothing = {SAYS_NOTHING, NULL};
static const struct finding_of_code contradiction = {CONTRADICTS, NULL};

static struct finding_of_code says(const struct code *code)
{
    return (struct finding_of_code){code ? SAYS_CODE : SAYS_NOTHING, code};
}

static struct finding_of_code recognise_part(const struct code_list *list, const char *plain, int depth);

/* Two parts that both say something: the more exact of two that agree. */
static struct finding_of_code agreed(const struct code *one, const struct code *other)
{
    if (code_is_within(one, other))
        return says(one);
    return code_is_within(other, one) ? says(other) : contradiction;
}

/* ---- tokens ---- */

struct token {
    char text[LONGEST_TOKEN];
    size_t digits;
    size_t letters;
    bool wrapped;     /* in brackets or quotes */
    char after;       /* the first mark after it that is not a space; ' ' for none */
    const char *rest; /* what follows that */
};

static bool is_letter(char character)
{
    return character >= 'a' && character <= 'z';
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool is_one_of(char character, const char *characters)
{
    return character != '\0' && strchr(characters, character) != NULL;
}

static bool take_token(const char *from, size_t length, struct token *token)
{
    token->digits = 0;
    token->letters = 0;
    for (size_t i = 0; i < length; i++) {
        token->digits += is_digit(from[i]);
        token->letters += is_letter(from[i]);
    }
    if (length == 0 || length >= sizeof token->text || token->digits + token->letters != length)
        return false;
    memcpy(token->text, from, length);
    token->text[length] = '\0';
    return true;
}

static bool split_leading(const char *plain, struct token *token)
{
    token->wrapped = is_one_of(*plain, "([{'\"");
    plain += token->wrapped;
    size_t length = 0;
    while (is_letter(plain[length]) || is_digit(plain[length]))
        length++;
    if (!take_token(plain, length, token))
        return false;
    plain += length;
    if (token->wrapped && !is_one_of(*plain, ")]}'\""))
        return false;
    plain += token->wrapped;
    token->after = ' ';
    for (; is_one_of(*plain, " ).:-]>,;="); plain++)
        if (token->after == ' ')
            token->after = *plain;
    if (*plain == '(' && token->after == ' ')
        token->after = '(';
    token->rest = plain;
    return token->after != ' ' || plain[-1] == ' ' || token->wrapped;
}

static bool is_bare_number(const struct token *token)
{
    return token->letters == 0 && token->digits < 3;
}

/* A letter or a number of a list: "a)", "zz)", "12)", "b." */
static bool is_list_mark(const struct token *token)
{
    return !token->wrapped && is_one_of(token->after, ").") && token->digits + token->letters <= 2 &&
           (token->digits == 0 || token->letters == 0);
}

/* Whether the token can be nothing but a code, whatever follows. */
static bool stands_alone(const struct token *token)
{
    if (is_bare_number(token))
        return false;
    if (token->digits > 0 || token->wrapped)
        return true;
    return is_one_of(token->after, ":-(>") || (token->letters > 2 && token->after != ' ');
}

/* A council's own division of a code: "N1SE", "RC7b". */
static const struct code *divided_code(const struct code_list *list, const struct token *token)
{
    size_t length = token->digits + token->letters;
    char base[LONGEST_TOKEN];
    memcpy(base, token->text, length + 1);
    while (length > 2 && is_letter(base[length - 1]) && token->digits + token->letters - length < 2)
        base[--length] = '\0';
    bool is_divided =
        length < token->digits + token->letters && is_digit(base[length - 1]) && is_letter(base[0]);
    return is_divided ? code_list_named(list, base) : NULL;
}

static const struct code *code_of_token(const struct code_list *list, const struct token *token)
{
    const struct code *code = code_list_named(list, token->text);
    return code ? code : divided_code(list, token);
}

/* ---- rules ---- */

static struct finding_of_code by_leading_code(const struct code_list *list, const char *plain, int depth)
{
    struct token token;
    if (!split_leading(plain, &token))
        return nothing;
    const struct code *code = code_of_token(list, &token);
    bool alone = code && stands_alone(&token);
    if (!code && token.digits + token.letters <= 2) /* another name of a code: 1 for Male, Y for Yes */
        code = code_list_meant(list, token.text);
    struct finding_of_code rest = recognise_part(list, token.rest, depth + 1);
    if (!code)
        return is_list_mark(&token) ? rest : nothing;
    if (*token.rest == '\0')
        return says(code);
    if (rest.outcome == CONTRADICTS)
        return contradiction;
    if (rest.outcome == SAYS_NOTHING)
        return alone ? says(code) : nothing;
    struct finding_of_code both = agreed(code, rest.code);
    return both.outcome == CONTRADICTS && is_list_mark(&token) ? rest : both;
}

static struct finding_of_code by_following_code(const struct code_list *list, const char *plain, int depth)
{
    size_t length = strlen(plain);
    if (length < 3 || !is_one_of(plain[length - 1], ")]"))
        return nothing;
    size_t open = length - 1;
    while (open > 0 && !is_one_of(plain[open], "(["))
        open--;
    struct token token = {.wrapped = true, .after = ' '};
    if (open == 0 || !take_token(plain + open + 1, length - open - 2, &token))
        return nothing;
    const struct code *code = code_of_token(list, &token);
    if (!code)
        return nothing;
    char before[LONGEST];
    memcpy(before, plain, open);
    before[open] = '\0';
    struct finding_of_code rest = recognise_part(list, before, depth + 1);
    if (rest.outcome == SAYS_NOTHING)
        return stands_alone(&token) ? says(code) : nothing;
    return rest.outcome == CONTRADICTS ? contradiction : agreed(code, rest.code);
}

/* Where a detail begins: a mark that parts it from what it is a detail of. */
static const char *next_mark(const char *from)
{
    for (; *from; from++)
        if (is_one_of(*from, ":>([") || (is_one_of(*from, "-,;") && (from[1] == ' ' || from[-1] == ' ')))
            return from;
    return NULL;
}

/* One or two digits: as likely the number of a list. */
static bool is_short_number(const char *value)
{
    size_t digits = strspn(value, "0123456789");
    return digits < 3 && value[digits] == '\0';
}

/* The longest spelling of the list that a mark follows. */
static const struct code *widest_before(const struct code_list *list, const char *plain, const char **detail)
{
    const struct code *wider = NULL;
    for (const char *mark = *plain ? next_mark(plain + 1) : NULL; mark; mark = next_mark(mark + 1)) {
        char before[LONGEST];
        char value[LONGEST];
        memcpy(before, plain, (size_t)(mark - plain));
        before[mark - plain] = '\0';
        bool fits = spelling_of_value(before, value, sizeof value);
        const struct code *code = fits && !is_short_number(value) ? code_list_meant(list, value) : NULL;
        if (code) {
            wider = code;
            *detail = mark + 1;
        }
    }
    return wider;
}

static struct finding_of_code by_wider_spelling(const struct code_list *list, const char *plain, int depth)
{
    const char *detail = NULL;
    const struct code *wider = widest_before(list, plain, &detail);
    if (!wider)
        return nothing;
    struct finding_of_code rest = recognise_part(list, detail, depth + 1);
    if (rest.outcome == SAYS_NOTHING)
        return says(wider);
    return rest.outcome == CONTRADICTS ? contradiction : agreed(wider, rest.code);
}

static struct finding_of_code recognise_part(const struct code_list *list, const char *plain, int depth)
{
    static struct finding_of_code (*const rules[])(const struct code_list *list, const char *plain,
                                                   int depth) = {
        by_leading_code,
        by_following_code,
        by_wider_spelling,
    };
    while (*plain == ' ')
        plain++;
    char value[LONGEST];
    if (depth > DEEPEST || strlen(plain) >= LONGEST || !spelling_of_value(plain, value, sizeof value))
        return nothing;
    struct finding_of_code found = says(code_list_meant(list, value));
    for (size_t i = 0; i < sizeof rules / sizeof *rules && found.outcome == SAYS_NOTHING; i++)
        found = rules[i](list, plain, depth);
    return found;
}

const struct code *recognise(const struct code_list *list, const char *plain)
{
    struct finding_of_code found = recognise_part(list, plain, 0);
    return found.outcome == SAYS_CODE ? found.code : NULL;
}
