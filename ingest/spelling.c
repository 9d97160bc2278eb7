#include "ingest/spelling.h"

#include "base/text.h"

#include <string.h>

/* What office programs write for plain characters. */
static const struct {
    const char *fancy;
    char plain;
} replacements[] = {
    {"\xE2\x80\x98", '\''}, /* left single quote */
    {"\xE2\x80\x99", '\''}, /* right single quote */
    {"\xE2\x80\x9C", '"'},  /* left double quote */
    {"\xE2\x80\x9D", '"'},  /* right double quote */
    {"\xE2\x80\x93", '-'},  /* en dash */
    {"\xE2\x80\x94", '-'},  /* em dash */
    {"\xC2\xA0", ' '},      /* no-break space */
};

static char plain_ascii(char character)
{
    if (character >= 'A' && character <= 'Z')
        return (char)(character - 'A' + 'a');
    return character >= '\t' && character <= '\r' ? ' ' : character;
}

/* The plain character that the text begins with; `*length` is how much of the text it takes. */
static char next_plain(const char *text, size_t *length)
{
    *length = 1;
    if ((unsigned char)*text < 0x80)
        return plain_ascii(*text);
    for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++)
        if (text_starts_with(text, replacements[i].fancy)) {
            *length = strlen(replacements[i].fancy);
            return replacements[i].plain;
        }
    return *text;
}

bool spelling_plain(const char *text, char *plain, size_t size)
{
    size_t count = 0;
    bool space = false;
    for (size_t step = 0; *text; text += step) {
        char character = next_plain(text, &step);
        if (character == ' ') {
            space = count > 0;
            continue;
        }
        if (count + (space ? 2 : 1) >= size)
            return false;
        if (space)
            plain[count++] = ' ';
        plain[count++] = character;
        space = false;
    }
    if (size == 0)
        return false;
    plain[count] = '\0';
    return true;
}

static bool drop_ending(char *text)
{
    static const char *const endings[] = {"?", "(y/n)", "(y/n))"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends_with(text, endings[i])) {
            text[strlen(text) - strlen(endings[i])] = '\0';
            text_trim(text);
            return true;
        }
    return false;
}

char *spelling_of_header(struct arena *arena, const char *header)
{
    char *spaced = arena_copy_text(arena, header);
    for (char *underscore = strchr(spaced, '_'); underscore; underscore = strchr(underscore, '_'))
        *underscore = ' ';
    size_t size = strlen(spaced) + 1;
    char *plain = arena_allocate(arena, size, 1);
    if (!spelling_plain(spaced, plain, size))
        return spaced;
    while (drop_ending(plain))
        ;
    return plain;
}
