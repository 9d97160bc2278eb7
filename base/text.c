#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- a growing text ---- */

struct text text_in(struct arena *arena)
{
    struct text text = {.arena = arena, .capacity = 32};
    text.bytes = arena_allocate(arena, text.capacity, 1);
    return text;
}

static void make_room(struct text *text, size_t more)
{
    size_t wanted = text->length + more + 1;
    if (wanted <= text->capacity)
        return;
    size_t capacity = wanted > text->capacity * 2 ? wanted : text->capacity * 2;
    char *moved = arena_allocate(text->arena, capacity, 1);
    memcpy(moved, text->bytes, text->length);
    text->bytes = moved;
    text->capacity = capacity;
}

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
    if (length == 0)
        return;
    make_room(text, length);
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *more)
{
    text_add_bytes(text, more, strlen(more));
}

void text_add_character(struct text *text, char character)
{
    text_add_bytes(text, &character, 1);
}

void text_add_format(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0)
        return;
    make_room(text, (size_t)length);
    va_start(arguments, format);
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

/* ---- plain texts ---- */

static char lower(char character)
{
    return character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a') : character;
}

bool text_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool text_equal_ignoring_case(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

bool text_starts_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

bool text_ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

bool text_is_one_of(const char *text, const char *const *choices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(text, choices[i]))
            return true;
    return false;
}

static bool is_space(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

static const char no_break_space[] = "\xC2\xA0";

static size_t space_at_start(const char *text)
{
    if (is_space(*text))
        return 1;
    return text_starts_with(text, no_break_space) ? 2 : 0;
}

static size_t space_at_end(const char *text, size_t length)
{
    if (length >= 1 && is_space(text[length - 1]))
        return 1;
    return length >= 2 && memcmp(text + length - 2, no_break_space, 2) == 0 ? 2 : 0;
}

char *text_trim(char *text)
{
    for (size_t step = space_at_start(text); step > 0; step = space_at_start(text))
        text += step;
    size_t length = strlen(text);
    for (size_t step = space_at_end(text, length); step > 0; step = space_at_end(text, length))
        length -= step;
    text[length] = '\0';
    return text;
}

/* ---- near names ---- */

enum { LONGEST_COMPARED = 128 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau and Levenshtein's distance, in three rows: each cell looks back at most two of them. */
static size_t letters_apart(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LONGEST_COMPARED + 1];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *two_before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = smaller(before[j - 1] + (same ? 0 : 1), smaller(before[j], row[j - 1]) + 1);
            bool swapped =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped)
                row[j] = smaller(row[j], two_before[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

const char *text_nearest(const char *text, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t fewest = SIZE_MAX;
    size_t length = strlen(text);
    if (length > LONGEST_COMPARED)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t name_length = strlen(names[i]);
        if (name_length > LONGEST_COMPARED)
            continue;
        size_t apart = letters_apart(text, length, names[i], name_length);
        size_t longer = length > name_length ? length : name_length;
        bool near = apart * 3 <= longer || (apart == 1 && name_length >= 2);
        if (near && apart < fewest) {
            nearest = names[i];
            fewest = apart;
        }
    }
    return nearest;
}

const char *text_did_you_mean(struct arena *arena, const char *text, const char *const *names, size_t count)
{
    const char *nearest = text_nearest(text, names, count);
    return nearest ? arena_format(arena, " (did you mean \"%s\"?)", nearest) : "";
}

/* ---- UTF-8 ---- */

/* What may follow each first byte: how many bytes, and the range of the first of them (RFC 3629, section
 * 4), which is what rules out overlong forms, surrogates and code points past U+10FFFF. */
static const struct {
    unsigned char first_least, first_most;
    unsigned char more;
    unsigned char next_least, next_most;
} forms[] = {
    {0x01, 0x7F, 0, 0x00, 0x00}, {0xC2, 0xDF, 1, 0x80, 0xBF}, {0xE0, 0xE0, 2, 0xA0, 0xBF},
    {0xE1, 0xEC, 2, 0x80, 0xBF}, {0xED, 0xED, 2, 0x80, 0x9F}, {0xEE, 0xEF, 2, 0x80, 0xBF},
    {0xF0, 0xF0, 3, 0x90, 0xBF}, {0xF1, 0xF3, 3, 0x80, 0xBF}, {0xF4, 0xF4, 3, 0x80, 0x8F},
};

/* The length of the character at the start, 0 when it is not valid. */
static size_t character_length(const unsigned char *bytes, size_t length)
{
    for (size_t form = 0; form < sizeof(forms) / sizeof(forms[0]); form++) {
        if (bytes[0] < forms[form].first_least || bytes[0] > forms[form].first_most)
            continue;
        size_t more = forms[form].more;
        if (more >= length)
            return 0;
        if (more > 0 && (bytes[1] < forms[form].next_least || bytes[1] > forms[form].next_most))
            return 0;
        for (size_t i = 2; i <= more; i++)
            if ((bytes[i] & 0xC0) != 0x80)
                return 0;
        return more + 1;
    }
    return 0;
}

/* Eight bytes of ASCII at once, none of them NUL: most text is. */
static size_t plain_ascii_prefix(const char *bytes, size_t length)
{
    size_t plain = 0;
    for (uint64_t eight; length - plain >= sizeof eight; plain += sizeof eight) {
        memcpy(&eight, bytes + plain, sizeof eight);
        if (((eight | (eight - 0x0101010101010101u)) & 0x8080808080808080u) != 0)
            break;
    }
    return plain;
}

size_t utf8_valid_prefix(const char *bytes, size_t length)
{
    size_t valid = plain_ascii_prefix(bytes, length);
    while (valid < length) {
        size_t step = character_length((const unsigned char *)bytes + valid, length - valid);
        if (step == 0)
            break;
        valid += step;
        valid += plain_ascii_prefix(bytes + valid, length - valid);
    }
    return valid;
}
