#include "ingest/text_source.h"

#include "base/file.h"
#include "ingest/csv_reader.h"

#include <string.h>
#include <zlib.h>

enum { PACKED = 1 << 16, GZIP_WINDOW = 15 + 16, LONGEST_CHARACTER = 4, LEAST_FIRST = 1 << 16 };

/* Bytes that were read and not used yet. */
struct remainder {
    char *bytes;
    size_t capacity;
    size_t at;
    size_t length; /* from `at` */
};

struct text_source {
    struct arena *arena;
    size_t block;      /* to be read at once */
    size_t next_block; /* the first is no less than what tells how the file is laid out */
    struct file_stream *stream;
    bool packed;
    bool member_open; /* of a gzip file: not at its end yet */
    z_stream inflating;
    struct remainder from_file; /* packed bytes */
    struct remainder head;      /* the first bytes, looked at before the others were read */
    struct encoding_mark mark;
    struct decoder decoder;
    struct remainder undecoded;
    struct remainder text; /* after the last block's end */
    size_t bytes_decoded;
    struct remainder again; /* text that was given back */
    bool ended;             /* nothing follows what was given back */
};

/* ---- remainders ---- */

static size_t take_remainder(struct remainder *from, char *bytes, size_t size)
{
    size_t taken = from->length < size ? from->length : size;
    if (taken > 0)
        memcpy(bytes, from->bytes + from->at, taken);
    from->at += taken;
    from->length -= taken;
    return taken;
}

static void set_remainder(struct arena *arena, struct remainder *to, const char *bytes, size_t length)
{
    if (length > to->capacity) {
        to->capacity = length * 2;
        to->bytes = arena_allocate(arena, to->capacity, 1);
    }
    if (length > 0)
        memmove(to->bytes, bytes, length);
    to->at = 0;
    to->length = length;
}

/* ---- gzip ---- */

static bool fill_packed(struct text_source *source, struct error *error)
{
    struct remainder *packed = &source->from_file;
    if (packed->length > 0)
        return true;
    packed->at = 0;
    return file_next(source->stream, packed->bytes, PACKED, &packed->length, error);
}

static bool end_member(struct text_source *source, struct error *error)
{
    if (source->inflating.avail_in == 0 && !fill_packed(source, error))
        return false;
    source->member_open = source->from_file.length > 0;
    return !source->member_open || inflateReset(&source->inflating) == Z_OK ||
           error_set(error, ERROR_IO, "zlib does not start");
}

static bool unpack(struct text_source *source, char *bytes, size_t size, size_t *got, struct error *error)
{
    z_stream *inflating = &source->inflating;
    for (*got = 0; *got < size && source->member_open;) {
        struct remainder *packed = &source->from_file;
        if (!fill_packed(source, error))
            return false;
        if (packed->length == 0)
            return error_set(error, ERROR_DATA, "the gzip file ends too soon: it was cut off; copy it again");
        size_t room = size - *got < 1 << 30 ? size - *got : 1 << 30;
        inflating->next_in = (unsigned char *)packed->bytes + packed->at;
        inflating->avail_in = (unsigned)packed->length;
        inflating->next_out = (unsigned char *)bytes + *got;
        inflating->avail_out = (unsigned)room;
        int status = inflate(inflating, Z_NO_FLUSH);
        packed->at += packed->length - inflating->avail_in;
        packed->length = inflating->avail_in;
        *got += room - inflating->avail_out;
        if (status == Z_STREAM_END && !end_member(source, error))
            return false;
        if (status != Z_STREAM_END && status != Z_OK)
            return error_set(error, ERROR_DATA, "the gzip file is damaged (%s); copy it again",
                             inflating->msg ? inflating->msg : "zlib");
    }
    return true;
}

static bool start_unpacking(struct text_source *source, struct error *error)
{
    if (inflateInit2(&source->inflating, GZIP_WINDOW) != Z_OK)
        return error_set(error, ERROR_IO, "zlib does not start");
    source->packed = source->member_open = true;
    return true;
}

/* ---- bytes ---- */

static bool next_from_file(struct text_source *source, char *bytes, size_t size, size_t *got,
                           struct error *error)
{
    if (source->packed)
        return unpack(source, bytes, size, got, error);
    size_t first = take_remainder(&source->from_file, bytes, size);
    if (!file_next(source->stream, bytes + first, size - first, got, error))
        return false;
    *got += first;
    return true;
}

static bool next_bytes(struct text_source *source, char *bytes, size_t size, size_t *got, struct error *error)
{
    size_t first = take_remainder(&source->head, bytes, size);
    if (!next_from_file(source, bytes + first, size - first, got, error))
        return false;
    *got += first;
    return true;
}

static bool look_at_head(struct text_source *source, enum encoding stated, struct error *error)
{
    struct remainder *from_file = &source->from_file;
    from_file->capacity = PACKED;
    from_file->bytes = arena_allocate(source->arena, PACKED, 1);
    if (!file_next(source->stream, from_file->bytes, PACKED, &from_file->length, error))
        return false;
    if (from_file->length >= 2 && memcmp(from_file->bytes, "\x1F\x8B", 2) == 0 &&
        !start_unpacking(source, error))
        return false;
    struct remainder *head = &source->head;
    head->bytes = arena_allocate(source->arena, ENCODING_LOOKED_AT, 1);
    if (!next_from_file(source, head->bytes, ENCODING_LOOKED_AT, &head->length, error) ||
        !encoding_tell(head->bytes, head->length, stated, &source->mark, error))
        return false;
    head->at = source->mark.length;
    head->length -= source->mark.length;
    source->bytes_decoded = source->mark.length;
    return source->mark.encoding == ENCODING_UTF8 ||
           decoder_open(&source->decoder, source->mark.encoding, error);
}

struct text_source *text_source_open(struct arena *arena, const char *path, enum encoding stated,
                                     size_t block, bool with_checksum, struct error *error)
{
    struct file_stream *stream = file_open(arena, path, with_checksum, error);
    if (!stream)
        return NULL;
    struct text_source *source = ARENA_NEW(arena, struct text_source);
    *source = (struct text_source){.arena = arena,
                                   .block = block,
                                   .next_block = block < LEAST_FIRST ? LEAST_FIRST : block,
                                   .stream = stream};
    if (look_at_head(source, stated, error))
        return source;
    text_source_close(source);
    return NULL;
}

void text_source_close(struct text_source *source)
{
    if (source->packed)
        inflateEnd(&source->inflating);
    decoder_close(&source->decoder);
    file_close(source->stream);
}

enum encoding text_source_encoding(const struct text_source *source)
{
    return source->mark.encoding;
}

bool text_source_is_sure(const struct text_source *source)
{
    return source->mark.sure;
}

size_t text_source_size(const struct text_source *source)
{
    return file_size(source->stream);
}

bool text_source_is_unchanged(const struct text_source *source)
{
    return file_is_unchanged(source->stream);
}

void text_source_checksum(const struct text_source *source, char checksum[65])
{
    file_stream_checksum(source->stream, checksum);
}

/* ---- text ---- */

/* Adds what a block of the file decodes to. */
static bool decode_block(struct text_source *source, struct text_block *block, struct error *error)
{
    struct remainder *undecoded = &source->undecoded;
    struct arena scratch = {0};
    char *bytes = arena_allocate(&scratch, undecoded->length + source->next_block, 1);
    size_t length = take_remainder(undecoded, bytes, undecoded->length);
    size_t got = 0;
    size_t used = 0;
    size_t decoded = 0;
    bool ok = next_bytes(source, bytes + length, source->next_block, &got, error);
    if (ok) {
        block->last = got < source->next_block;
        length += got;
        bool sound =
            decoder_read(&source->decoder, bytes, length, &used, block->text + block->length, &decoded);
        block->length += decoded;
        source->bytes_decoded += used;
        if (!sound || (block->last && used < length))
            ok = error_set(error, ERROR_DATA,
                           "byte %zu of the file is not %s; it seems to be damaged or not text: save it as "
                           "\"CSV UTF-8\"",
                           source->bytes_decoded + 1, encoding_name(source->mark.encoding));
        set_remainder(source->arena, undecoded, bytes + used, length - used);
    }
    arena_release(&scratch);
    return ok;
}

static bool read_block(struct text_source *source, struct text_block *block, struct error *error)
{
    size_t got = 0;
    if (source->again.length > 0 || source->ended) {
        block->length += take_remainder(&source->again, block->text + block->length, source->next_block);
        block->last = source->ended && source->again.length == 0;
        return true;
    }
    if (source->mark.encoding != ENCODING_UTF8)
        return decode_block(source, block, error);
    if (!next_bytes(source, block->text + block->length, source->next_block, &got, error))
        return false;
    block->length += got;
    block->last = got < source->next_block;
    return true;
}

/* A text that has no end of line is not cut within a character. */
static size_t whole_characters(const char *text, size_t length)
{
    size_t cut = length;
    while (cut > 0 && length - cut < LONGEST_CHARACTER && ((unsigned char)text[cut - 1] & 0xC0) == 0x80)
        cut--;
    return cut > 0 && ((unsigned char)text[cut - 1] & 0x80) != 0 ? cut - 1 : length;
}

void text_block_make_room(struct text_block *block, size_t length)
{
    if (length + 1 > block->capacity) {
        arena_release(&block->arena);
        block->capacity = length + length / 4 + 1;
        block->bytes = arena_allocate(&block->arena, block->capacity, 1);
    }
    block->text = block->bytes;
    block->length = 0;
    block->last = false;
}

bool text_source_next(struct text_source *source, struct text_block *block, struct error *error)
{
    size_t growth = source->mark.encoding == ENCODING_UTF8 ? 1 : DECODED_GROWTH;
    text_block_make_room(block,
                         source->text.length + (source->next_block + source->undecoded.length) * growth);
    block->length = take_remainder(&source->text, block->text, source->text.length);
    if (!read_block(source, block, error))
        return false;
    source->next_block = source->block;
    if (block->last)
        return true;
    size_t end = csv_likely_end(block->text, block->length);
    if (end == block->length)
        end = whole_characters(block->text, block->length);
    set_remainder(source->arena, &source->text, block->text + end, block->length - end);
    block->length = end;
    return true;
}

void text_source_give_back(struct text_source *source, const char *text, size_t length, bool last)
{
    struct remainder *after = &source->text;
    size_t whole = length + after->length;
    struct remainder again = {.bytes = arena_allocate(source->arena, whole, 1), .length = whole};
    if (length > 0)
        memcpy(again.bytes, text, length);
    take_remainder(after, again.bytes + length, after->length);
    source->again = again;
    source->ended = last;
}
