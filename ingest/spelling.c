#include "ingest/spelling.h"

#include "base/text.h"
#include "ingest/mojibake.h"

#include <string.h>

enum { LONGEST_REPAIRED = 1024 };

/* What office programs write for plain characters; NUL: for nothing. */
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
    {"\xE2\x80\x90", '-'},  /* hyphen */
    {"\xE2\x80\x91", '-'},  /* no-break hyphen */
    {"\xE2\x80\x92", '-'},  /* figure dash */
    {"\xE2\x80\x95", '-'},  /* bar */
    {"\xE2\x88\x92", '-'},  /* minus */
    {"\xC2\xA0", ' '},      /* no-break space */
    {"\xE2\x80\xAF", ' '},  /* narrow no-break space */
    {"\xE2\x80\x89", ' '},  /* thin space */
    {"\xE2\x80\x8B", '\0'}, /* space of no width */
    {"\xEF\xBB\xBF", '\0'}, /* byte order mark */
    {"\xC2\xAD", '\0'},     /* soft hyphen */
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

static bool make_plain(const char *text, char *plain, size_t size)
{
    size_t count = 0;
    bool space = false;
    for (size_t step = 0; *text; text += step) {
        char character = next_plain(text, &step);
        if (character == '\0')
            continue;
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

bool spelling_plain(const char *text, char *plain, size_t size)
{
    char repaired[LONGEST_REPAIRED];
    return make_plain(mojibake_repair(text, repaired, sizeof repaired) ? repaired : text, plain, size);
}

/* ---- words ---- */

static bool is_of_word(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
           (unsigned char)character >= 0x80;
}

struct words {
    char *text;
    size_t size;
    size_t count;
    bool parted;
    bool fits;
};

static void add_character(struct words *words, char character)
{
    if (words->count + 2 >= words->size) {
        words->fits = false;
        return;
    }
    if (words->parted && words->count > 0)
        words->text[words->count++] = ' ';
    words->text[words->count++] = character;
    words->parted = false;
}

static void add_word(struct words *words, const char *word)
{
    words->parted = true;
    for (; *word; word++)
        add_character(words, *word);
    words->parted = true;
}

bool spelling_of_value(const char *plain, char *value, size_t size)
{
    struct words words = {.text = value, .size = size, .fits = size > 0};
    for (; *plain && words.fits; plain++) {
        if (is_of_word(*plain))
            add_character(&words, *plain);
        else if (*plain == '&' || *plain == '+')
            add_word(&words, "and");
        else if (*plain != '\'')
            words.parted = true;
    }
    if (words.fits)
        value[words.count] = '\0';
    return words.fits;
}

/* ---- headers ---- */

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
