#include "base/json_text.h"

#include "base/text.h"

#include <string.h>

/* Past the closing quote of the text that opens at `quote`, or the end of everything. */
static const char *past_quoted(const char *quote)
{
    const char *at = quote + 1;
    while (*at && *at != '"')
        at += at[0] == '\\' && at[1] ? 2 : 1;
    return *at ? at + 1 : at;
}

static const char *quoted_flaw(const char *quote, const char *end, const char **where)
{
    for (*where = quote + 1; *where < end; (*where)++) {
        if ((unsigned char)**where < ' ')
            return "a text has no closing quote on its line, or holds a tab";
        if (text_starts_with(*where, "\\u0000"))
            return "a text holds a NUL (\\u0000)";
        if (**where == '\\')
            (*where)++;
    }
    return NULL;
}

static int deeper_by(char character)
{
    if (character == '{' || character == '[')
        return 1;
    return character == '}' || character == ']' ? -1 : 0;
}

const char *json_text_flaw(const char *text, const char **where)
{
    int depth = 0;
    const char *at = text;
    while (*at) {
        const char *next = *at == '"' ? past_quoted(at) : at + 1;
        const char *flaw = *at == '"' ? quoted_flaw(at, next, where) : NULL;
        if (flaw)
            return flaw;
        *where = at;
        depth += deeper_by(*at);
        if (depth > JSON_DEEPEST)
            return "nested too deep (more than 64 lists and objects in one another)";
        at = next;
    }
    return NULL;
}

bool json_text_is_open(const char *text)
{
    int depth = 0;
    for (const char *at = text; *at; at = *at == '"' ? past_quoted(at) : at + 1)
        depth += deeper_by(*at);
    return depth > 0;
}

const char *json_text_key(const char *text, size_t index)
{
    const char *at = text + strcspn(text, "\"");
    while (*at) {
        const char *end = past_quoted(at);
        bool is_key = end[strspn(end, " \t\r\n")] == ':';
        if (is_key && index-- == 0)
            return at;
        at = end + strcspn(end, "\"");
    }
    return at;
}

size_t json_text_line(const char *text, const char *where)
{
    size_t line = 1;
    for (const char *at = text; at < where; at++)
        if (*at == '\n')
            line++;
    return line;
}
