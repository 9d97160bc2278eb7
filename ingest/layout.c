#include "ingest/layout.h"

#include "base/text.h"
#include "ingest/spelling.h"

#include <string.h>
#include <strings.h>

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

/* ---- a spreadsheet's own first line ---- */

size_t separator_line(const char *text, size_t length, char *delimiter)
{
    static const char sign[] = "sep=";
    enum { SIGN = sizeof sign - 1 };
    bool quoted = length > 0 && *text == '"';
    size_t at = quoted ? 1 : 0;
    if (length < at + SIGN + 1 || strncasecmp(text + at, sign, SIGN) != 0)
        return 0;
    *delimiter = text[at + SIGN];
    at += SIGN + 1;
    if (quoted && (at == length || text[at++] != '"'))
        return 0;
    if (at < length && text[at] == '\r')
        at++;
    if (at < length && text[at] == '\n')
        return at + 1;
    return at == length || text[at - 1] == '\r' ? at : 0;
}

static bool is_delimiter(char character)
{
    return character != '\0' && *delimiter_name(character) != '\0';
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
    if (record->cell_count > LAYOUT_COLUMNS)
        return 0;
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

/* `stated`: the only one to try, or 0. */
static struct look choose(struct arena *scratch, const struct mapped_extract *extract, struct csv_part part,
                          char stated, char *delimiter)
{
    struct look best = {0};
    for (int i = 1; i < DELIMITER_COUNT; i++) {
        if (stated && stated != delimiters[i])
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
    const struct csv_part *part;
    struct layout *layout;
    bool matched;
    size_t rows;               /* after the headers */
    size_t cells[LAYOUT_ROWS]; /* of each; 0: it is like no other */
};

static bool too_many_columns(const struct csv_record *record, struct error *error)
{
    return error_set(
        error, ERROR_DATA,
        "line %u has %zu cells, more than the %d columns of a spreadsheet; look whether its ends "
        "of line are lost, or its delimiter is another",
        record->line, record->cell_count, LAYOUT_COLUMNS);
}

/* Rows that end sooner than the headers, and those with filled cells beyond them, are like no others. */
static void count_cells(struct header_reading *reading, const struct csv_record *record)
{
    const struct header_match *match = &reading->layout->match;
    bool is_like_others = record->cell_count >= match->named && record->cell_count <= LAYOUT_COLUMNS;
    for (size_t i = match->count; i < record->cell_count; i++)
        is_like_others &= *text_trim(record->cells[i].text) == '\0';
    reading->cells[reading->rows++] = is_like_others ? record->cell_count : 0;
}

static size_t away_from(size_t one, size_t other)
{
    return one > other ? one - other : other - one;
}

/* The commonest count, and of those as common the one nearest to the headers'. */
static size_t commonest(const struct header_reading *reading)
{
    size_t headers = reading->layout->match.count, best = headers, most = 0;
    for (size_t i = 0; i < reading->rows; i++) {
        size_t cells = reading->cells[i], alike = 0;
        for (size_t j = 0; j < reading->rows; j++)
            alike += reading->cells[j] == cells;
        if (cells > 0 &&
            (alike > most || (alike == most && away_from(cells, headers) < away_from(best, headers)))) {
            best = cells;
            most = alike;
        }
    }
    return best;
}

static bool take_headers(void *context, const struct csv_record *record, struct error *error)
{
    struct header_reading *reading = context;
    struct layout *layout = reading->layout;
    if (record->line < reading->line)
        return true;
    if (reading->matched) {
        count_cells(reading, record);
        return reading->rows < LAYOUT_ROWS;
    }
    if (record->cell_count > LAYOUT_COLUMNS)
        return too_many_columns(record, error);
    layout->data = reading->part->done;
    reading->matched =
        header_match(reading->arena, reading->extract, record, layout->delimiter, &layout->match, error);
    return reading->matched;
}

static size_t blank_lines(const char *text, size_t length)
{
    size_t lines = 0;
    for (size_t i = 0; i < length; i++) {
        if (!strchr(" \t\r\n", text[i]))
            return 0;
        lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
    }
    return lines;
}

static bool no_headers(const struct mapped_extract *extract, const struct csv_part *part, struct error *error)
{
    size_t blank = blank_lines(part->text, part->length);
    if (!part->last && blank > 0)
        return error_set(error, ERROR_DATA,
                         "its first %zu lines are blank, so where the headers are cannot be told; take the "
                         "blank lines out, or export it again",
                         blank);
    if (!part->last)
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
        .arena = arena, .extract = extract, .line = layout->header_line, .part = &part, .layout = layout};
    struct csv_taker taker = {take_headers, &reading};
    (void)!csv_read_part(scratch, &part, taker, error);
    /* What is wrong after the headers is told when its row is read. */
    if (part.failure && !reading.matched)
        return error_set(error, ERROR_DATA, "line %u: %s", part.line, part.failure);
    if (reading.matched)
        layout->cells = commonest(&reading);
    return reading.matched;
}

bool layout_find(struct arena *arena, const struct mapped_extract *extract, const char *text, size_t length,
                 bool last, struct layout *layout, struct error *error)
{
    struct arena scratch = {0};
    char stated = extract->delimiter;
    size_t before = separator_line(text, length, &stated);
    if (before > 0 && !is_delimiter(stated))
        return error_set(
            error, ERROR_DATA,
            "its first line says that \"%c\" parts the cells; only comma, semicolon, tab and bar are "
            "read: export it again with one of them",
            stated);
    struct csv_part part = {.text = text + before, .length = length - before, .last = last, .line = 1};
    *layout = (struct layout){.delimiter = stated ? stated : ',', .has_separator_line = before > 0};
    struct look look = choose(&scratch, extract, part, stated, &layout->delimiter);
    /* A row that no delimiter can read is read once more, for its error. */
    layout->header_line = look.line ? look.line : UINT32_MAX;
    part.delimiter = layout->delimiter;
    bool found = read_headers(arena, &scratch, extract, part, layout, error);
    layout->data += before;
    arena_release(&scratch);
    if (look.line != 0)
        return found;
    return error->kind == ERROR_NONE ? no_headers(extract, &part, error) : false;
}
