/* The bytes of a file as UTF-8 text. UTF-8 (a byte order mark is taken off) and UTF-16 with a byte order mark
 * are told by what they are; anything else that is text is Windows-1252, as older Excel saves it. What is not
 * text (a workbook or a web page named .csv, NUL bytes, nothing at all) is an error that says what it seems
 * to be. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include "base/arena.h"

#include <stddef.h>

enum encoding {
    ENCODING_TOLD,
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_WINDOWS_1252,
    ENCODING_COUNT
};

/* As a mapping's "encoding" states them; ENCODING_TOLD, "detect", is told by the file itself. */
extern const char *const encoding_words[ENCODING_COUNT];
const char *encoding_name(enum encoding encoding); /* "UTF-8", "UTF-16", "Windows-1252" */

/* What the first bytes of a file tell. A byte order mark is believed before what was stated. */
struct encoding_mark {
    enum encoding encoding; /* UTF-8 where nothing tells otherwise */
    size_t length;          /* of the byte order mark */
    bool sure; /* marked or stated: else UTF-8 is a guess, which its first invalid byte refutes */
};

/* Refuses what is not text; `length` is that of the file when it is less than ENCODING_LOOKED_AT. */
enum { ENCODING_LOOKED_AT = 4096 };
MUST_CHECK bool encoding_tell(const char *bytes, size_t length, enum encoding stated,
                              struct encoding_mark *mark, struct error *error);

/* Bytes of an encoding into UTF-8, a piece at a time. */
struct decoder {
    void *converter;
    enum encoding encoding;
};
MUST_CHECK bool decoder_open(struct decoder *decoder, enum encoding encoding, struct error *error);

enum { DECODED_GROWTH = 3 }; /* as many bytes at most for each byte that goes in */

/* Decodes what is whole of `length` bytes; `*used` of them were. False: the next byte is none of the encoding's. */
bool decoder_read(const struct decoder *decoder, char *bytes, size_t length, size_t *used, char *text,
                  size_t *text_length);
void decoder_close(struct decoder *decoder);

struct decoded_text {
    char *text; /* NUL-terminated; in the arena, or inside the bytes it was made from */
    size_t length;
    const char *encoding; /* "UTF-8", "UTF-16" or "Windows-1252" */
};

/* `bytes` ends with a NUL after its `length` bytes. */
MUST_CHECK bool text_decode(struct arena *arena, char *bytes, size_t length, struct decoded_text *decoded,
                            struct error *error);

#endif
