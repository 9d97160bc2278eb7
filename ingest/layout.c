#include "ingest/layout.h"

#include "base/text.h"
#include "ingest/spelling.h"

#include <string.h>

const char *const delimiter_words[DELIMITER_COUNT] = {"detect", "comma", "semicolon", "tab", "bar"};
static const char delimiters[DELIMITER_COUNT] = {0, ',', ';', '\t', '|'};

char delimiter_of_word(int word)
{
    return word > 0 && word < DELIMITER_COUNT ? delimiters[word] : 0;
}

const char *delimiter_name(char delimiter)
{
    for (int i = 1; i < DELIMITER_COUNT; i++)
        if (delimiters[i] == delimiter)
            return delimiter_words[i];
    return "";
}

/* ---- looking at the first rows ---- */

struct look {
    struct arena *arena;
    const struct mapped_extract *extract;
    uint32_t line; /* of the row that would be the headers; 0: none */
    size_t columns;
    size_t cells;
    size_t rows;
};

static bool is_header_of(const struct mapped_column *column, const struct csv_record *record,
                         const char *const *plain)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (text_is_one_of(plain[i], column->spellings, column->spelling_count))
            return true;
    return false;
}

static size_t count_columns(const struct look *look, const struct csv_record *record)
{
    const char **plain = ARENA_ARRAY(look->arena, const char *, record->cell_count);
    for (size_t i = 0; i < record->cell_count; i++)
        plain[i] = spelling_of_header(look->arena, text_trim(record->cells[i].text));
    size_t columns = 0;
    for (size_t i = 0; i < look->extract->column_count; i++)
        columns += is_header_of(&look->extract->columns[i], record, plain);
    return columns;
}

/* False when enough was seen. */
static bool look_at_row(void *context, const struct csv_record *record, struct error *error)
{
    struct look *look = context;
    bool stated = look->extract->header_row > 0;
    (void)error;
    if (stated && record->line < look->extract->header_row)
        return true;
    size_t columns = count_columns(look, record);
    if (look->line == 0 || columns > look->columns) {
        look->line = record->line;
        look->columns = columns;
        look->cells = record->cell_count;
    }
    return !stated && ++look->rows < LAYOUT_ROWS;
}

static struct look look_at(struct arena *arena, const struct mapped_extract *extract, struct csv_part part)
{
    struct look look = {.arena = arena, .extract = extract};
    struct error error = {0};
    /* What cannot be read with this delimiter is no row of it. */
    (void)!csv_read_part(arena, &part, (struct csv_taker){look_at_row, &look}, &error);
    return look;
}

static bool is_better(const struct look *one, const struct look *other)
{
    if (one->columns != other->columns)
        return one->columns > other->columns;
    return one->cells > other->cells;
}

static struct look choose(struct arena *scratch, const struct mapped_extract *extract, struct csv_part part,
                          char *delimiter)
{
    struct look best = {0};
    for (int i = 1; i < DELIMITER_COUNT; i++) {
        if (extract->delimiter && extract->delimiter != delimiters[i])
            continue;
        part.delimiter = delimiters[i];
        struct look look = look_at(scratch, extract, part);
        if (look.line == 0 || (best.line != 0 && !is_better(&look, &best)))
            continue;
        best = look;
        *delimiter = delimiters[i];
    }
    return best;
}

/* ---- the headers ---- */

struct header_reading {
    struct arena *arena;
    const struct mapped_extract *extract;
    uint32_t line;
    struct header_match *match;
    bool matched;
};

static bool take_headers(void *context, const struct csv_record *record, struct error *error)
{
    struct header_reading *reading = context;
    if (record->line < reading->line)
        return true;
    reading->matched = header_match(reading->arena, reading->extract, record, reading->match, error);
    return false;
}

static bool no_headers(const struct mapped_extract *extract, bool last, struct error *error)
{
    if (!last)
        return error_set(error, ERROR_DATA,
                         "no row ends where the headers should be; it seems not to be CSV text");
    return error_set(error, ERROR_DATA,
                     "there is no line %u, where the headers should be; it seems to be empty",
                     extract->header_row ? extract->header_row : 1);
}

static bool read_headers(struct arena *arena, struct arena *scratch, const struct mapped_extract *extract,
                         struct csv_part part, struct layout *layout, struct error *error)
{
    struct header_reading reading = {
        .arena = arena, .extract = extract, .line = layout->header_line, .match = &layout->match};
    struct csv_taker taker = {take_headers, &reading};
    (void)!csv_read_part(scratch, &part, taker, error);
    if (part.failure)
        return error_set(error, ERROR_DATA, "line %u: %s", part.line, part.failure);
    layout->data = part.done;
    return reading.matched;
}

bool layout_find(struct arena *arena, const struct mapped_extract *extract, const char *text, size_t length,
                 bool last, struct layout *layout, struct error *error)
{
    struct arena scratch = {0};
    struct csv_part part = {.text = text, .length = length, .last = last, .line = 1};
    *layout = (struct layout){.delimiter = extract->delimiter ? extract->delimiter : ','};
    struct look look = choose(&scratch, extract, part, &layout->delimiter);
    /* A row that no delimiter can read is read once more, for its error. */
    layout->header_line = look.line ? look.line : UINT32_MAX;
    part.delimiter = layout->delimiter;
    bool found = read_headers(arena, &scratch, extract, part, layout, error);
    arena_release(&scratch);
    if (look.line != 0)
        return found;
    return error->kind == ERROR_NONE ? no_headers(extract, last, error) : false;
}
