#include "render/clean_text.h"

#include "base/text.h"

#include <string.h>

static const char *const unreadable = "\uFFFD";

/* The length of the character at `at`; the text is valid there. */
static size_t character_length(const char *at)
{
    size_t length = 1;
    while (((unsigned char)at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

static bool may_not_stand(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    bool control = (byte[0] < ' ' && byte[0] != '\n') || byte[0] == 0x7F;
    bool second_control = byte[0] == 0xC2 && byte[1] < 0xA0;
    bool no_character = byte[0] == 0xEF && byte[1] == 0xBF && byte[2] >= 0xBE;
    return control || second_control || no_character;
}

static void add_clean(struct text *clean, const char *at, size_t length)
{
    for (const char *end = at + length; at < end; at += character_length(at)) {
        if (*at == '\t' || *at == '\r')
            text_add_character(clean, ' ');
        else if (may_not_stand(at))
            text_add(clean, unreadable);
        else
            text_add_bytes(clean, at, character_length(at));
    }
}

char *clean_text(struct arena *arena, const char *text)
{
    struct text clean = text_in(arena);
    text_add(&clean, "");
    size_t left = text ? strlen(text) : 0;
    while (left > 0) {
        size_t valid = utf8_valid_prefix(text, left);
        add_clean(&clean, text, valid);
        text += valid;
        left -= valid;
        if (left > 0) {
            text_add(&clean, unreadable);
            text++;
            left--;
        }
    }
    return clean.bytes;
}

static size_t units_at(const char *at)
{
    return (unsigned char)*at >= 0xF0 ? 2 : 1;
}

size_t text_units(const char *text)
{
    size_t units = 0;
    for (; *text; text += character_length(text))
        units += units_at(text);
    return units;
}

char *text_beginning(struct arena *arena, const char *text, size_t most)
{
    size_t length = 0;
    size_t units = 0;
    while (text[length] && units + units_at(&text[length]) <= most) {
        units += units_at(&text[length]);
        length += character_length(&text[length]);
    }
    return arena_copy_bytes(arena, text, length);
}
