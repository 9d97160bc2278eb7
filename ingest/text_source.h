/* A file as UTF-8 text, block after block, in memory of one block whatever its length: unpacked when it is gzip,
 * decoded when it is not UTF-8, and, where it is wanted, its checksum (of the file as it is) taken on the way. */
#ifndef INGEST_TEXT_SOURCE_H
#define INGEST_TEXT_SOURCE_H

#include "ingest/encoding.h"

struct text_source;

/* The memory of the source is in `arena`, its file open until text_source_close. NULL: it cannot be read, or is not
 * text. `block` is how many bytes are read at once; the first time, 64 KiB at least. */
struct text_source *text_source_open(struct arena *arena, const char *path, enum encoding stated,
                                     size_t block, bool with_checksum, struct error *error);
void text_source_close(struct text_source *source);

enum encoding text_source_encoding(const struct text_source *source);
bool text_source_is_sure(const struct text_source *source); /* of it: see encoding.h */
size_t text_source_size(const struct text_source *source);  /* of the file, in bytes */
void text_source_checksum(const struct text_source *source,
                          char checksum[65]); /* opened with it: after the last block */

/* Whether the file is still as it was when it was opened: one that is written meanwhile is read half old, half new. */
bool text_source_is_unchanged(const struct text_source *source);

/* The next text, up to where a record most likely ends (see csv_likely_end). It may hold bytes that are not UTF-8
 * when the file does. A block is used again and again: its memory is in its arena, released by its user. */
struct text_block {
    struct arena arena;
    char *bytes; /* `capacity` of them */
    size_t capacity;
    char *text; /* in the bytes */
    size_t length;
    bool last;
};
MUST_CHECK bool text_source_next(struct text_source *source, struct text_block *block, struct error *error);

/* Gives back the end of the first block, to be read again. `last`: as the block had it. */
void text_source_give_back(struct text_source *source, const char *text, size_t length, bool last);

/* Room for a text of this length and its NUL; what was there is lost. */
void text_block_make_room(struct text_block *block, size_t length);

#endif
