/* The bytes of a file as UTF-8 text. UTF-8 (a byte order mark is taken off) and UTF-16 with a byte order mark
 * are told by what they are; anything else that is text is Windows-1252, as older Excel saves it. What is not
 * text (a workbook or a web page named .csv, NUL bytes, nothing at all) is an error that says what it seems
 * to be. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include "base/arena.h"

#include <stddef.h>

struct decoded_text {
    char *text; /* NUL-terminated; in the arena, or inside the bytes it was made from */
    size_t length;
    const char *encoding; /* "UTF-8", "UTF-16" or "Windows-1252" */
};

/* `bytes` ends with a NUL after its `length` bytes. */
MUST_CHECK bool text_decode(struct arena *arena, char *bytes, size_t length, struct decoded_text *decoded,
                            struct error *error);

#endif
