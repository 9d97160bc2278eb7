#include "render/sheet_name.h"

#include "base/text.h"

#include <string.h>

enum { LONGEST_NAME = 31 };

static size_t character_length(const char *at)
{
    size_t length = 1;
    while (((unsigned char)at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

/* Spreadsheets count a character outside the basic plane (four bytes) as two. */
static size_t units_of(const char *at)
{
    return (unsigned char)*at >= 0xF0 ? 2 : 1;
}

static bool is_not_for_names(const char *at)
{
    unsigned char byte = (unsigned char)*at;
    bool control = byte < ' ' || byte == 0x7F || (byte == 0xC2 && (unsigned char)at[1] < 0xA0);
    bool no_character = byte == 0xEF && (unsigned char)at[1] == 0xBF && (unsigned char)at[2] >= 0xBE;
    return control || no_character || strchr("[]:*?/\\", *at);
}

static bool is_trimmed(char character)
{
    return character == ' ' || character == '\'';
}

/* Where a word ends at or before `length`; `length` itself when that would lose more than half. */
static size_t whole_words(const char *name, size_t length)
{
    size_t end = length;
    while (end > 0 && name[end] != ' ' && name[end] != '\0')
        end--;
    return end > length / 2 ? end : length;
}

/* The longest beginning of `name` that takes at most `room` units, of whole words when it can be, without quotes
 * and spaces at its end. */
static char *cut_to(struct arena *arena, const char *name, size_t room)
{
    size_t length = 0;
    for (size_t used = 0; name[length]; length += character_length(&name[length])) {
        used += units_of(&name[length]);
        if (used > room)
            break;
    }
    length = whole_words(name, length);
    while (length > 0 && is_trimmed(name[length - 1]))
        length--;
    return arena_copy_bytes(arena, name, length);
}

static const char *valid_name(struct arena *arena, const char *wanted)
{
    struct text name = text_in(arena);
    size_t valid = utf8_valid_prefix(wanted, strlen(wanted));
    const char *end = wanted + valid;
    while (wanted < end && is_trimmed(*wanted))
        wanted++;
    for (const char *at = wanted; at < end; at += character_length(at)) {
        if (is_not_for_names(at))
            text_add_character(&name, '-');
        else
            text_add_bytes(&name, at, character_length(at));
    }
    char *cut = cut_to(arena, name.length ? name.bytes : "", LONGEST_NAME);
    if (!*cut)
        return "Sheet";
    /* The one name that spreadsheets keep for themselves. */
    return text_equal_ignoring_case(cut, "History") ? "History of figures" : cut;
}

static bool is_between(unsigned character, unsigned low, unsigned high)
{
    return character >= low && character <= high;
}

/* The small letter of a Latin letter with marks, U+00C0 to U+017F. */
static unsigned small_letter(unsigned character)
{
    if (is_between(character, 0xC0, 0xDE) && character != 0xD7)
        return character + 32;
    if (is_between(character, 0x139, 0x148) || is_between(character, 0x179, 0x17E))
        return character + character % 2;
    return character >= 0x100 ? character | 1 : character;
}

/* Spreadsheets take "Équipe" and "équipe" for one name. */
static const char *folded(struct arena *arena, const char *name)
{
    char *copy = arena_copy_text(arena, name);
    for (char *at = copy; *at; at += character_length(at)) {
        unsigned char first = (unsigned char)*at;
        if (first >= 'A' && first <= 'Z')
            *at = (char)(first + 32);
        if (!is_between(first, 0xC3, 0xC5))
            continue;
        unsigned small = small_letter((first & 0x1Fu) << 6 | ((unsigned char)at[1] & 0x3Fu));
        at[0] = (char)(0xC0 | small >> 6);
        at[1] = (char)(0x80 | (small & 0x3F));
    }
    return copy;
}

bool sheet_name_is_free(struct arena *arena, const char *wanted, const struct map *taken)
{
    return map_find(taken, folded(arena, valid_name(arena, wanted))) == MAP_NONE;
}

const char *sheet_name(struct arena *arena, const char *wanted, struct map *taken)
{
    const char *valid = valid_name(arena, wanted);
    const char *name = valid;
    for (size_t number = 2; map_find(taken, folded(arena, name)) != MAP_NONE; number++) {
        const char *ending = arena_format(arena, " (%zu)", number);
        const char *beginning = cut_to(arena, valid, LONGEST_NAME - strlen(ending));
        name = arena_format(arena, "%s%s", beginning, ending);
    }
    map_add(taken, folded(arena, name), NULL);
    return name;
}
