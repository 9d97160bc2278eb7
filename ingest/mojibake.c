#include "ingest/mojibake.h"

#include <string.h>

/* The characters of Windows-1252's bytes 0x80 to 0x9F; 0: the byte stands for the control character. */
static const unsigned short high_characters[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* How many bytes a character of UTF-8 takes, by its first; 0 when it is none. */
static size_t character_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

static bool is_whole(const char *text, size_t length)
{
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return false;
    return length > 0;
}

static bool is_utf8(const char *text)
{
    for (size_t length = 0; *text; text += length) {
        length = character_length((unsigned char)*text);
        if (!is_whole(text, length))
            return false;
    }
    return true;
}

/* The byte of Windows-1252 for the character the text begins with, or -1. */
static int byte_of(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned character = length == 1   ? bytes[0]
                         : length == 2 ? (bytes[0] & 0x1FU) << 6 | (bytes[1] & 0x3FU)
                         : length == 3
                             ? (bytes[0] & 0x0FU) << 12 | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3FU)
                             : 0x10000U;
    for (int i = 0; i < 32; i++)
        if (high_characters[i] == character)
            return 0x80 + i;
    return character < 0x100 ? (int)character : -1;
}

static bool undo(const char *text, char *bytes, size_t size)
{
    size_t count = 0;
    bool plain = true;
    for (size_t length = 0; *text; text += length) {
        length = character_length((unsigned char)*text);
        int byte = is_whole(text, length) ? byte_of(text, length) : -1;
        if (byte <= 0 || count + 1 >= size)
            return false;
        plain &= byte < 0x80;
        bytes[count++] = (char)byte;
    }
    bytes[count] = '\0';
    return !plain && is_utf8(bytes);
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

bool mojibake_repair(const char *text, char *repaired, size_t size)
{
    if (size == 0 || is_ascii(text) || !undo(text, repaired, size))
        return false;
    char again[1024];
    if (strlen(repaired) < sizeof again && undo(repaired, again, sizeof again))
        memcpy(repaired, again, strlen(again) + 1);
    return true;
}
