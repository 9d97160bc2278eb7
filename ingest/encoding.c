#include "ingest/encoding.h"

#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

enum { LOOKED_AT_FOR_NULS = 64 };

/* What a file that is not CSV begins with. */
static const struct {
    const char *beginning;
    size_t length;
    const char *seems;
} strangers[] = {
    {"PK\x03\x04", 4, "an Excel workbook or a zip file; open it in Excel and save it as \"CSV UTF-8\""},
    {"\xD0\xCF\x11\xE0", 4, "an old Excel workbook (.xls); open it in Excel and save it as \"CSV UTF-8\""},
    {"<!DOCTYPE", 9, "a web page, perhaps of a failed login; download the extract again"},
    {"<html", 5, "a web page, perhaps of a failed login; download the extract again"},
    {"<?xml", 5, "an XML file; export it as CSV"},
    {"%PDF", 4, "a PDF; export it as CSV"},
    {"\x1F\x8B", 2, "a gzip file; unpack it"},
};

static bool refuse_strangers(const char *text, struct error *error)
{
    text += strspn(text, " \t\r\n");
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (strncasecmp(text, strangers[i].beginning, strangers[i].length) == 0)
            return error_set(error, ERROR_DATA, "it is named as CSV but seems to be %s", strangers[i].seems);
    return true;
}

static size_t text_line(const char *bytes, size_t position)
{
    size_t line = 1;
    for (size_t i = 0; i < position; i++)
        if (bytes[i] == '\n')
            line++;
    return line;
}

static bool refuse_nuls(const char *text, size_t length, struct error *error)
{
    const char *nul = memchr(text, '\0', length);
    if (!nul)
        return true;
    return error_set(error, ERROR_DATA,
                     "line %zu holds a NUL byte, which no CSV text has; it seems to be damaged or not text: "
                     "export it again",
                     text_line(text, (size_t)(nul - text)));
}

/* In UTF-16 every second byte of English text is NUL. */
static bool refuse_unmarked_utf16(const char *bytes, size_t length, struct error *error)
{
    size_t looked_at = length < LOOKED_AT_FOR_NULS ? length : LOOKED_AT_FOR_NULS;
    size_t nuls = 0;
    for (size_t i = 0; i < looked_at; i++)
        nuls += bytes[i] == '\0';
    return nuls * 3 < looked_at ||
           error_set(error, ERROR_DATA,
                     "it seems to be UTF-16 without a byte order mark; save it as \"CSV UTF-8\"");
}

/* Converts all of the bytes. `*converted` is how many of them were, when it fails. */
static bool convert(iconv_t converter, char *bytes, size_t length, struct decoded_text *decoded, size_t room,
                    size_t *converted)
{
    char *from = bytes;
    char *to = decoded->text;
    size_t from_left = length;
    size_t to_left = room;
    bool done = iconv(converter, &from, &from_left, &to, &to_left) != (size_t)-1;
    *converted = length - from_left;
    *to = '\0';
    decoded->length = room - to_left;
    return done;
}

static bool decode_from(struct arena *arena, const char *character_set, char *bytes, size_t length,
                        struct decoded_text *decoded, struct error *error)
{
    iconv_t converter = iconv_open("UTF-8", character_set);
    if (converter == (iconv_t)-1)
        return error_set(error, ERROR_IO, "this machine cannot convert %s (iconv: %s)", character_set,
                         strerror(errno));
    /* Neither needs more than three bytes of UTF-8 for each of its units. */
    size_t room = length * 3;
    decoded->text = arena_allocate(arena, room + 1, 1);
    size_t converted = 0;
    bool done = convert(converter, bytes, length, decoded, room, &converted);
    iconv_close(converter);
    if (!done)
        return error_set(error, ERROR_DATA,
                         "line %zu: byte %zu of the file is not %s; it seems to be damaged or not "
                         "text: save it as \"CSV UTF-8\"",
                         text_line(decoded->text, decoded->length), converted + 1, decoded->encoding);
    return true;
}

static bool decode_marked_utf8(char *bytes, size_t length, struct decoded_text *decoded, struct error *error)
{
    size_t valid = utf8_valid_prefix(bytes, length);
    if (valid < length)
        return error_set(error, ERROR_DATA,
                         "line %zu: the file begins as UTF-8 but byte %zu is not; it seems to be two "
                         "files joined or damaged: save it as \"CSV UTF-8\"",
                         text_line(bytes, valid), valid + 1);
    *decoded = (struct decoded_text){.text = bytes, .length = length, .encoding = "UTF-8"};
    return true;
}

static bool decode_unmarked(struct arena *arena, char *bytes, size_t length, struct decoded_text *decoded,
                            struct error *error)
{
    if (utf8_valid_prefix(bytes, length) == length) {
        *decoded = (struct decoded_text){.text = bytes, .length = length, .encoding = "UTF-8"};
        return true;
    }
    decoded->encoding = "Windows-1252";
    return decode_from(arena, "WINDOWS-1252", bytes, length, decoded, error);
}

static bool decode_utf16(struct arena *arena, const char *character_set, char *bytes, size_t length,
                         struct decoded_text *decoded, struct error *error)
{
    decoded->encoding = "UTF-16";
    return decode_from(arena, character_set, bytes, length, decoded, error) &&
           refuse_strangers(decoded->text, error) && refuse_nuls(decoded->text, decoded->length, error);
}

static bool begins_with(const char *bytes, size_t length, const char *mark, size_t mark_length)
{
    return length >= mark_length && memcmp(bytes, mark, mark_length) == 0;
}

bool text_decode(struct arena *arena, char *bytes, size_t length, struct decoded_text *decoded,
                 struct error *error)
{
    *decoded = (struct decoded_text){0};
    if (length == 0)
        return error_set(error, ERROR_DATA, "the file is empty, without even headers; export it again");
    if (begins_with(bytes, length, "\xFF\xFE", 2))
        return decode_utf16(arena, "UTF-16LE", bytes + 2, length - 2, decoded, error);
    if (begins_with(bytes, length, "\xFE\xFF", 2))
        return decode_utf16(arena, "UTF-16BE", bytes + 2, length - 2, decoded, error);
    bool marked = begins_with(bytes, length, "\xEF\xBB\xBF", 3);
    if (marked) {
        bytes += 3;
        length -= 3;
    }
    if (!refuse_strangers(bytes, error) || (length > 0 && !refuse_unmarked_utf16(bytes, length, error)) ||
        !refuse_nuls(bytes, length, error))
        return false;
    return marked ? decode_marked_utf8(bytes, length, decoded, error)
                  : decode_unmarked(arena, bytes, length, decoded, error);
}
