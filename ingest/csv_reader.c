#include "ingest/csv_reader.h"

#include <csv.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BLOCK = 64, LIBRARY_BLOCK = 1 << 12 };

static const char too_long_a_cell[] =
    "a cell of over 64 KiB; most likely a quote that was opened and never closed";
static const char too_long_a_record[] =
    "a row of over 8 MiB; most likely a quote that was opened and never closed";
static const char never_closed[] =
    "a quote is opened in this row and never closed; close it, or export the file again";
static const char goes_on_after_quote[] =
    "a quoted cell goes on after its closing quote; put a comma between "
    "them, or double the quotes inside the cell";

struct reading {
    struct arena *arena;
    struct csv_part *part;
    char delimiter;
    struct csv_cell *cells; /* of the record being read; `text` is set when it is whole */
    size_t cell_count;
    size_t cell_capacity;
    char *bytes; /* of its cells, one after the other, each with its NUL */
    size_t used;
    size_t capacity;
    struct csv_parser parser;
    bool ended; /* by libcsv */
};

/* What became of one record. */
enum outcome { WHOLE, UNFINISHED, HAS_QUOTE, FAILED };

static enum outcome fail(struct reading *reading, const char *why)
{
    reading->part->failure = why;
    return FAILED;
}

static void make_room(struct reading *reading, size_t more)
{
    size_t wanted = reading->used + more;
    if (wanted <= reading->capacity)
        return;
    size_t capacity = wanted > reading->capacity * 2 ? wanted : reading->capacity * 2;
    char *moved = arena_allocate(reading->arena, capacity, 1);
    if (reading->used > 0)
        memcpy(moved, reading->bytes, reading->used);
    reading->bytes = moved;
    reading->capacity = capacity;
}

static void add_cell(struct reading *reading, char *text, size_t length)
{
    if (reading->cell_count == reading->cell_capacity)
        reading->cells = arena_grow(reading->arena, reading->cells, reading->cell_count,
                                    &reading->cell_capacity, sizeof *reading->cells);
    reading->cells[reading->cell_count++] = (struct csv_cell){text, length};
}

/* ---- records without a quote ---- */

/* A bit for each of 64 bytes that is a delimiter, an end of line or a quote. */
static uint64_t specials_in(const char *bytes, char delimiter)
{
    uint64_t mask = 0;
#if defined(__SSE2__)
    const __m128i wanted[] = {_mm_set1_epi8(delimiter), _mm_set1_epi8('\n'), _mm_set1_epi8('\r'),
                              _mm_set1_epi8('"')};
    for (int i = 0; i < BLOCK; i += 16) {
        __m128i piece = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
        __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(piece, wanted[1]), _mm_cmpeq_epi8(piece, wanted[2]));
        __m128i found = _mm_or_si128(_mm_cmpeq_epi8(piece, wanted[0]), _mm_cmpeq_epi8(piece, wanted[3]));
        mask |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(ends, found)) << i;
    }
#else
    for (int i = 0; i < BLOCK; i++) {
        bool special = bytes[i] == delimiter || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '"';
        mask |= (uint64_t)special << i;
    }
#endif
    return mask;
}

/* The special bytes of a text, one after the other. */
struct scanner {
    const char *text;
    size_t length;
    char delimiter;
    size_t block;
    uint64_t mask;
};

static uint64_t specials_at_end(const char *bytes, size_t left, char delimiter)
{
    char last[BLOCK] = {0};
    memcpy(last, bytes, left);
    return specials_in(last, delimiter);
}

static inline void look_at_block(struct scanner *scanner)
{
    size_t left = scanner->length - scanner->block;
    const char *bytes = scanner->text + scanner->block;
    scanner->mask = left >= BLOCK ? specials_in(bytes, scanner->delimiter)
                                  : specials_at_end(bytes, left, scanner->delimiter);
}

static void scan_from(struct scanner *scanner, size_t at)
{
    scanner->block = at;
    scanner->mask = 0;
    if (at < scanner->length)
        look_at_block(scanner);
}

static inline size_t next_special(struct scanner *scanner)
{
    while (scanner->mask == 0) {
        if (scanner->length - scanner->block <= BLOCK)
            return scanner->length;
        scanner->block += BLOCK;
        look_at_block(scanner);
    }
    size_t at = scanner->block + (size_t)__builtin_ctzll(scanner->mask);
    scanner->mask &= scanner->mask - 1;
    return at;
}

static inline bool is_space(char character)
{
    return character == ' ' || character == '\t';
}

/* Without the white space that a text begins with, or ends with; few do. */
static inline size_t past_space(const char *text, size_t from, size_t to)
{
    if (from < to && (unsigned char)text[from] <= ' ')
        while (from < to && is_space(text[from]))
            from++;
    return from;
}

static inline size_t before_space(const char *text, size_t from, size_t to)
{
    if (from < to && (unsigned char)text[to - 1] <= ' ')
        while (to > from && is_space(text[to - 1]))
            to--;
    return to;
}

/* From `from` up to `to` of the part, without the white space around; false when it is too long. */
static inline bool take_cell(struct reading *reading, size_t from, size_t to)
{
    const char *text = reading->part->text;
    from = past_space(text, from, to);
    if (to - from > CSV_CELL_LIMIT)
        return false;
    to = before_space(text, from, to);
    add_cell(reading, (char *)(uintptr_t)(text + from), to - from);
    return true;
}

/* The cells get a copy of the record of their own, in which there is room for their NULs. */
static void copy_record(struct reading *reading, size_t from, size_t to)
{
    reading->used = 0;
    make_room(reading, to - from + 1);
    const char *record = reading->part->text + from;
    char *bytes = reading->bytes;
    memcpy(bytes, record, to - from);
    const struct csv_cell *end = reading->cells + reading->cell_count;
    for (struct csv_cell *cell = reading->cells; cell < end; cell++) {
        char *text = bytes + (cell->text - record);
        cell->text = text;
        text[cell->length] = '\0';
    }
}

/* Past the end of a line at `at`; 0 when the text may go on with its other half. */
static size_t past_line_end(const struct csv_part *part, size_t at)
{
    if (part->text[at] == '\n')
        return at + 1;
    if (at + 1 == part->length)
        return part->last ? at + 1 : 0;
    return part->text[at + 1] == '\n' ? at + 2 : at + 1;
}

static enum outcome unfinished(struct reading *reading, size_t record, size_t cell)
{
    if (reading->part->length - cell > CSV_CELL_LIMIT)
        return fail(reading, too_long_a_cell);
    if (reading->part->length - record > CSV_RECORD_LIMIT)
        return fail(reading, too_long_a_record);
    return UNFINISHED;
}

/* The record's end is at `end`, or there the text ends. */
static enum outcome end_split(struct reading *reading, struct scanner *scanner, size_t end, size_t *at)
{
    size_t start = *at;
    size_t after = end == reading->part->length ? end : past_line_end(reading->part, end);
    if (after == 0)
        return UNFINISHED;
    if (end - start > CSV_RECORD_LIMIT)
        return fail(reading, too_long_a_record);
    if (after == end + 2)
        next_special(scanner);
    copy_record(reading, start, end);
    *at = after;
    return WHOLE;
}

static enum outcome split_record(struct reading *reading, struct scanner *scanner, size_t *at)
{
    const struct csv_part *part = reading->part;
    for (size_t cell = *at;;) {
        size_t end = next_special(scanner);
        bool at_end = end == part->length;
        if (at_end && !part->last)
            return unfinished(reading, *at, cell);
        char special = at_end ? '\n' : part->text[end];
        if (special == '"')
            return HAS_QUOTE;
        if (!take_cell(reading, cell, end))
            return fail(reading, too_long_a_cell);
        if (special != reading->delimiter)
            return end_split(reading, scanner, end, at);
        cell = end + 1;
    }
}

/* ---- records with quotes ---- */

static void end_cell(void *text, size_t length, void *context)
{
    struct reading *reading = context;
    if (length > CSV_CELL_LIMIT)
        reading->part->failure = too_long_a_cell;
    if (reading->part->failure)
        return;
    make_room(reading, length + 1);
    if (length > 0)
        memcpy(reading->bytes + reading->used, text, length);
    reading->bytes[reading->used + length] = '\0';
    reading->used += length + 1;
    add_cell(reading, NULL, length);
}

static void end_record(int end, void *context)
{
    struct reading *reading = context;
    (void)end;
    reading->ended = true;
}

static void place_cells(struct reading *reading)
{
    char *at = reading->bytes;
    for (size_t i = 0; i < reading->cell_count; i++) {
        reading->cells[i].text = at;
        at += reading->cells[i].length + 1;
    }
}

/* Strict libcsv also refuses a quote inside an unquoted cell, which says no more than it is: that one byte is
 * read leniently. Returns how much was read. */
static size_t feed_stray_quote(struct reading *reading, const char *text)
{
    struct csv_parser *parser = &reading->parser;
    unsigned char options = (unsigned char)csv_get_opts(parser);
    csv_set_opts(parser, (unsigned char)(options & ~CSV_STRICT));
    size_t done = csv_parse(parser, text, 1, end_cell, end_record, reading);
    csv_set_opts(parser, options);
    return done;
}

static bool feed(struct reading *reading, const char *text, size_t length)
{
    struct csv_parser *parser = &reading->parser;
    while (length > 0 && !reading->part->failure) {
        size_t done = csv_parse(parser, text, length, end_cell, end_record, reading);
        if (done < length && csv_error(parser) == CSV_EPARSE && !parser->quoted)
            done += feed_stray_quote(reading, text + done);
        else if (done < length)
            reading->part->failure =
                csv_error(parser) == CSV_EPARSE ? goes_on_after_quote : csv_strerror(csv_error(parser));
        text += done;
        length -= done;
    }
    if (!reading->part->failure && parser->entry_pos > CSV_CELL_LIMIT)
        reading->part->failure = too_long_a_cell;
    return !reading->part->failure;
}

static bool start_library(struct reading *reading)
{
    if (csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return false;
    csv_set_delim(&reading->parser, (unsigned char)reading->delimiter);
    csv_set_blk_size(&reading->parser, LIBRARY_BLOCK);
    return true;
}

/* The end of the line that `at` is in, with the first character that ends it. */
static size_t line_end(const struct csv_part *part, size_t at)
{
    while (at < part->length && part->text[at] != '\n' && part->text[at] != '\r')
        at++;
    return at < part->length ? at + 1 : at;
}

static enum outcome finish_quoted(struct reading *reading)
{
    if (csv_fini(&reading->parser, end_cell, end_record, reading) != 0)
        return fail(reading, never_closed);
    return reading->part->failure ? FAILED : WHOLE;
}

/* libcsv cannot be told to stop after a record, so it is given a line at a time. */
static enum outcome read_quoted(struct reading *reading, size_t *at)
{
    const struct csv_part *part = reading->part;
    size_t from = *at;
    reading->ended = false;
    while (!reading->ended && from < part->length) {
        size_t to = line_end(part, from);
        if (!feed(reading, part->text + from, to - from))
            return FAILED;
        from = to;
        if (from - *at > CSV_RECORD_LIMIT)
            return fail(reading, too_long_a_record);
    }
    if (!reading->ended && !part->last)
        return UNFINISHED;
    if (!reading->ended) {
        *at = from;
        return finish_quoted(reading);
    }
    size_t after = past_line_end(part, from - 1);
    if (after == 0)
        return UNFINISHED;
    *at = after;
    return WHOLE;
}

static enum outcome read_with_library(struct reading *reading, size_t *at)
{
    reading->cell_count = 0;
    reading->used = 0;
    enum outcome outcome = read_quoted(reading, at);
    if (outcome == WHOLE)
        place_cells(reading);
    return outcome;
}

/* ---- records ---- */

static bool is_blank(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text == 0xC2 && (unsigned char)text[1] == 0xA0)
            text++;
        else if (*text != ' ' && (*text < '\t' || *text > '\r'))
            return false;
    return true;
}

static bool record_is_blank(const struct reading *reading)
{
    for (size_t i = 0; i < reading->cell_count; i++)
        if (!is_blank(reading->cells[i].text))
            return false;
    return true;
}

static bool give(struct reading *reading, size_t end, bool has_quote, struct csv_taker taker,
                 struct error *error)
{
    struct csv_record record = {reading->part->line, reading->cells, reading->cell_count, has_quote};
    reading->part->done = end;
    reading->part->line++;
    return record_is_blank(reading) || taker.take(taker.context, &record, error);
}

static bool read_records(struct reading *reading, struct csv_taker taker, struct error *error)
{
    struct csv_part *part = reading->part;
    struct scanner scanner = {.text = part->text, .length = part->length, .delimiter = reading->delimiter};
    size_t at = 0;
    scan_from(&scanner, at);
    while (at < part->length) {
        reading->cell_count = 0;
        enum outcome outcome = split_record(reading, &scanner, &at);
        bool has_quote = outcome == HAS_QUOTE;
        if (has_quote) {
            outcome = read_with_library(reading, &at);
            scan_from(&scanner, at);
        }
        if (outcome == UNFINISHED)
            return true;
        if (outcome == FAILED || !give(reading, at, has_quote, taker, error))
            return false;
    }
    return true;
}

bool csv_read_part(struct arena *scratch, struct csv_part *part, struct csv_taker taker, struct error *error)
{
    struct reading reading = {.arena = scratch, .part = part};
    reading.delimiter = part->delimiter ? part->delimiter : ',';
    part->done = 0;
    part->failure = NULL;
    if (!start_library(&reading)) {
        part->failure = "the CSV library does not start";
        return false;
    }
    bool read = read_records(&reading, taker, error);
    csv_free(&reading.parser);
    return read;
}

bool csv_read(struct arena *scratch, const char *text, size_t length, struct csv_taker taker,
              struct error *error)
{
    struct csv_part part = {.text = text, .length = length, .last = true, .line = 1};
    if (csv_read_part(scratch, &part, taker, error))
        return true;
    return part.failure ? error_set(error, ERROR_DATA, "line %u: %s", part.line, part.failure) : false;
}

/* ---- without reading ---- */

static size_t count_of(const char *text, size_t length, char character)
{
    size_t count = 0;
    const char *end = text + length;
    for (const char *at = memchr(text, character, length); at;
         at = memchr(at + 1, character, (size_t)(end - at) - 1))
        count++;
    return count;
}

size_t csv_most_records(const char *text, size_t length)
{
    return count_of(text, length, '\n') + count_of(text, length, '\r') + 1;
}

static bool ends_line(const char *text, size_t length, size_t at)
{
    return text[at] == '\n' || (text[at] == '\r' && at + 1 < length && text[at + 1] != '\n');
}

size_t csv_likely_end(const char *text, size_t length)
{
    size_t quotes = count_of(text, length, '"');
    size_t last = 0;
    for (size_t i = length; i > 0; i--) {
        if (ends_line(text, length, i - 1)) {
            last = last ? last : i;
            if (quotes % 2 == 0)
                return i;
        }
        quotes -= text[i - 1] == '"';
    }
    return last ? last : length;
}
