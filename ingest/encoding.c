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

static bool refuse_utf32(struct error *error)
{
    return error_set(error, ERROR_DATA, "it seems to be UTF-32; save it as \"CSV UTF-8\"");
}

/* In UTF-16 every second byte of English text is NUL, in UTF-32 three of four are. */
static bool refuse_unmarked_utf16(const char *bytes, size_t length, struct error *error)
{
    size_t looked_at = length < LOOKED_AT_FOR_NULS ? length : LOOKED_AT_FOR_NULS;
    size_t nuls = 0;
    for (size_t i = 0; i < looked_at; i++)
        nuls += bytes[i] == '\0';
    if (nuls * 3 >= looked_at * 2)
        return refuse_utf32(error);
    return nuls * 3 < looked_at ||
           error_set(error, ERROR_DATA,
                     "it seems to be UTF-16 without a byte order mark; save it as \"CSV UTF-8\"");
}

static const struct {
    const char *word;
    const char *name;
    const char *character_set; /* as iconv calls it */
} encodings[ENCODING_COUNT] = {
    [ENCODING_TOLD] = {"detect", "", ""},
    [ENCODING_UTF8] = {"utf-8", "UTF-8", "UTF-8"},
    [ENCODING_UTF16LE] = {"utf-16le", "UTF-16", "UTF-16LE"},
    [ENCODING_UTF16BE] = {"utf-16be", "UTF-16", "UTF-16BE"},
    [ENCODING_WINDOWS_1252] = {"windows-1252", "Windows-1252", "WINDOWS-1252"},
};

const char *const encoding_words[ENCODING_COUNT] = {
    [ENCODING_TOLD] = "detect",
    [ENCODING_UTF8] = "utf-8",
    [ENCODING_UTF16LE] = "utf-16le",
    [ENCODING_UTF16BE] = "utf-16be",
    [ENCODING_WINDOWS_1252] = "windows-1252",
};

const char *encoding_name(enum encoding encoding)
{
    return encodings[encoding].name;
}

/* ---- conversion ---- */

bool decoder_open(struct decoder *decoder, enum encoding encoding, struct error *error)
{
    const char *character_set = encodings[encoding].character_set;
    iconv_t converter = iconv_open("UTF-8", character_set);
    if (converter == (iconv_t)-1)
        return error_set(error, ERROR_IO, "this machine cannot convert %s (iconv: %s)", character_set,
                         strerror(errno));
    *decoder = (struct decoder){.converter = converter, .encoding = encoding};
    return true;
}

void decoder_close(struct decoder *decoder)
{
    if (decoder->converter)
        iconv_close(decoder->converter);
    decoder->converter = NULL;
}

bool decoder_read(const struct decoder *decoder, char *bytes, size_t length, size_t *used, char *text,
                  size_t *text_length)
{
    char *from = bytes;
    char *to = text;
    size_t from_left = length;
    size_t room = length * DECODED_GROWTH;
    size_t to_left = room;
    bool done = iconv(decoder->converter, &from, &from_left, &to, &to_left) != (size_t)-1 || errno == EINVAL;
    *used = length - from_left;
    *text_length = room - to_left;
    return done;
}

static bool decode_from(struct arena *arena, enum encoding encoding, char *bytes, size_t length,
                        struct decoded_text *decoded, struct error *error)
{
    struct decoder decoder;
    decoded->encoding = encodings[encoding].name;
    if (!decoder_open(&decoder, encoding, error))
        return false;
    decoded->text = arena_allocate(arena, length * DECODED_GROWTH + 1, 1);
    size_t converted = 0;
    decoder_read(&decoder, bytes, length, &converted, decoded->text, &decoded->length);
    decoder_close(&decoder);
    if (converted < length)
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
    return decode_from(arena, ENCODING_WINDOWS_1252, bytes, length, decoded, error);
}

static bool decode_utf16(struct arena *arena, enum encoding encoding, char *bytes, size_t length,
                         struct decoded_text *decoded, struct error *error)
{
    return decode_from(arena, encoding, bytes, length, decoded, error) &&
           refuse_strangers(decoded->text, error) && refuse_nuls(decoded->text, decoded->length, error);
}

static bool begins_with(const char *bytes, size_t length, const char *mark, size_t mark_length)
{
    return length >= mark_length && memcmp(bytes, mark, mark_length) == 0;
}

static struct encoding_mark read_mark(const char *bytes, size_t length, enum encoding stated)
{
    if (begins_with(bytes, length, "\xFF\xFE", 2))
        return (struct encoding_mark){ENCODING_UTF16LE, 2, true};
    if (begins_with(bytes, length, "\xFE\xFF", 2))
        return (struct encoding_mark){ENCODING_UTF16BE, 2, true};
    if (begins_with(bytes, length, "\xEF\xBB\xBF", 3))
        return (struct encoding_mark){ENCODING_UTF8, 3, true};
    if (stated != ENCODING_TOLD)
        return (struct encoding_mark){stated, 0, true};
    return (struct encoding_mark){ENCODING_UTF8, 0, false};
}

static bool is_of_bytes(enum encoding encoding)
{
    return encoding == ENCODING_UTF8 || encoding == ENCODING_WINDOWS_1252;
}

/* Strangers are told by their beginning alone, so a copy of it, made one text, is looked at. */
static bool refuse_strange_head(const char *bytes, size_t length, struct error *error)
{
    char head[LOOKED_AT_FOR_NULS + 1];
    size_t looked_at = length < LOOKED_AT_FOR_NULS ? length : LOOKED_AT_FOR_NULS;
    memcpy(head, bytes, looked_at);
    head[looked_at] = '\0';
    return refuse_strangers(head, error);
}

static bool refuse_decoded_strangers(const char *bytes, size_t length, enum encoding encoding,
                                     struct error *error)
{
    char copy[LOOKED_AT_FOR_NULS];
    char text[LOOKED_AT_FOR_NULS * DECODED_GROWTH];
    size_t looked_at = length < sizeof copy ? length : sizeof copy;
    size_t used = 0;
    size_t text_length = 0;
    struct decoder decoder;
    if (!decoder_open(&decoder, encoding, error))
        return false;
    memcpy(copy, bytes, looked_at);
    decoder_read(&decoder, copy, looked_at, &used, text, &text_length);
    decoder_close(&decoder);
    return refuse_strange_head(text, text_length, error);
}

bool encoding_tell(const char *bytes, size_t length, enum encoding stated, struct encoding_mark *mark,
                   struct error *error)
{
    if (length == 0)
        return error_set(error, ERROR_DATA, "the file is empty, without even headers; export it again");
    if (begins_with(bytes, length, "\xFF\xFE\0\0", 4) || begins_with(bytes, length, "\0\0\xFE\xFF", 4))
        return refuse_utf32(error);
    *mark = read_mark(bytes, length, stated);
    bytes += mark->length;
    length -= mark->length;
    if (!is_of_bytes(mark->encoding))
        return refuse_decoded_strangers(bytes, length, mark->encoding, error);
    return refuse_strange_head(bytes, length, error) &&
           (length == 0 || refuse_unmarked_utf16(bytes, length, error));
}

bool text_decode(struct arena *arena, char *bytes, size_t length, struct decoded_text *decoded,
                 struct error *error)
{
    *decoded = (struct decoded_text){0};
    struct encoding_mark mark;
    if (!encoding_tell(bytes, length, ENCODING_TOLD, &mark, error))
        return false;
    bytes += mark.length;
    length -= mark.length;
    if (!is_of_bytes(mark.encoding))
        return decode_utf16(arena, mark.encoding, bytes, length, decoded, error);
    if (!refuse_nuls(bytes, length, error))
        return false;
    return mark.sure ? decode_marked_utf8(bytes, length, decoded, error)
                     : decode_unmarked(arena, bytes, length, decoded, error);
}
