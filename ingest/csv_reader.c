#include "ingest/csv_reader.h"

#include "base/text.h"

#include <csv.h>
#include <string.h>

enum { PIECE = 1 << 16, LIBRARY_BLOCK = 1 << 12 };

struct reading {
    struct csv_taker taker;
    struct arena *arena;
    struct csv_cell *cells; /* of the record being read; their texts are set when it is whole */
    size_t cell_count;
    size_t cell_capacity;
    char *bytes; /* of its cells, one after the other, each with its NUL */
    size_t used;
    size_t capacity;
    uint32_t line;
    int last_end;
    bool stopped;
    struct error *error;
};

static bool stop(struct reading *reading, const char *why)
{
    reading->stopped = true;
    return error_set(reading->error, ERROR_DATA, "line %u: %s", reading->line, why);
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

static void end_cell(void *text, size_t length, void *context)
{
    struct reading *reading = context;
    if (reading->stopped)
        return;
    if (length > CSV_CELL_LIMIT) {
        stop(reading, "a cell of over 1 MiB; most likely a quote that was opened and never closed");
        return;
    }
    make_room(reading, length + 1);
    if (length > 0)
        memcpy(reading->bytes + reading->used, text, length);
    reading->bytes[reading->used + length] = '\0';
    reading->used += length + 1;
    reading->cells = arena_grow(reading->arena, reading->cells, reading->cell_count, &reading->cell_capacity,
                                sizeof *reading->cells);
    reading->cells[reading->cell_count++] = (struct csv_cell){.length = length};
}

static bool is_blank(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text == 0xC2 && (unsigned char)text[1] == 0xA0)
            text++;
        else if (*text != ' ' && (*text < '\t' || *text > '\r'))
            return false;
    return true;
}

static void place_cells(struct reading *reading)
{
    char *at = reading->bytes;
    for (size_t i = 0; i < reading->cell_count; i++) {
        reading->cells[i].text = at;
        at += reading->cells[i].length + 1;
    }
}

static bool record_is_blank(const struct reading *reading)
{
    for (size_t i = 0; i < reading->cell_count; i++)
        if (!is_blank(reading->cells[i].text))
            return false;
    return true;
}

static void take_record(struct reading *reading)
{
    place_cells(reading);
    if (record_is_blank(reading))
        return;
    struct csv_record record = {reading->line, reading->cells, reading->cell_count};
    if (!reading->taker.take(reading->taker.context, &record, reading->error))
        reading->stopped = true;
}

/* With CSV_REPALL_NL libcsv reports both halves of "\r\n"; the second follows without a cell between. */
static void end_record(int end, void *context)
{
    struct reading *reading = context;
    bool second_half = end == CSV_LF && reading->last_end == CSV_CR && reading->cell_count == 0;
    reading->last_end = end;
    if (reading->stopped || second_half)
        return;
    take_record(reading);
    reading->line++;
    reading->cell_count = 0;
    reading->used = 0;
}

static bool library_failed(struct reading *reading, struct csv_parser *parser)
{
    int status = csv_error(parser);
    if (status == CSV_EPARSE)
        return stop(reading,
                    "a quoted cell goes on after its closing quote; put a comma between them, or double the "
                    "quotes inside the cell");
    reading->stopped = true;
    return error_set(reading->error, ERROR_IO, "line %u: %s", reading->line, csv_strerror(status));
}

/* Strict libcsv also refuses a quote inside an unquoted cell, which says no more than it is: that one byte is
 * read leniently. Returns how much was read. */
static size_t read_stray_quote(struct reading *reading, struct csv_parser *parser, const char *text)
{
    unsigned char options = (unsigned char)csv_get_opts(parser);
    csv_set_opts(parser, (unsigned char)(options & ~CSV_STRICT));
    size_t done = csv_parse(parser, text, 1, end_cell, end_record, reading);
    csv_set_opts(parser, options);
    return done;
}

static bool read_piece(struct reading *reading, struct csv_parser *parser, const char *text, size_t length)
{
    while (length > 0 && !reading->stopped) {
        size_t done = csv_parse(parser, text, length, end_cell, end_record, reading);
        if (done < length && csv_error(parser) == CSV_EPARSE && !parser->quoted)
            done += read_stray_quote(reading, parser, text + done);
        else if (done < length && !reading->stopped)
            return library_failed(reading, parser);
        text += done;
        length -= done;
    }
    if (!reading->stopped && parser->entry_pos > CSV_CELL_LIMIT)
        return stop(reading, "a cell of over 1 MiB; most likely a quote that was opened and never closed");
    return !reading->stopped;
}

static bool read_pieces(struct reading *reading, struct csv_parser *parser, const char *text, size_t length)
{
    for (size_t at = 0; at < length; at += PIECE) {
        size_t piece = length - at < PIECE ? length - at : PIECE;
        if (!read_piece(reading, parser, text + at, piece))
            return false;
    }
    if (csv_fini(parser, end_cell, end_record, reading) != 0)
        return stop(reading,
                    "a quote is opened in this row and never closed; close it, or export the file again");
    return !reading->stopped;
}

bool csv_read(struct arena *scratch, const char *text, size_t length, struct csv_taker taker,
              struct error *error)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return error_set(error, ERROR_IO, "the CSV library does not start");
    csv_set_blk_size(&parser, LIBRARY_BLOCK);
    struct reading reading = {.taker = taker, .arena = scratch, .line = 1, .error = error};
    bool read = read_pieces(&reading, &parser, text, length);
    csv_free(&parser);
    return read;
}

/* A record that is not blank has a line of the text with something in it other than white space and commas.
 */
size_t csv_most_records(const char *text, size_t length)
{
    size_t records = 0;
    bool something = false;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n' || text[i] == '\r') {
            records += something;
            something = false;
        } else if (text[i] != ' ' && text[i] != '\t' && text[i] != ',') {
            something = true;
        }
    return records + something;
}
