#include "ingest/header.h"

#include "base/text.h"
#include "ingest/spelling.h"

#include <string.h>

enum { NEAREST_SHOWN = 3, HEADERS_SHOWN = 6, DIGITS_OF_AN_ID = 4 };

static const char not_shown[] = "(looks like data)";

/* ---- what is no header ---- */

/* Dates and ids: what a header hardly ever is, and a cell of data often. */
static bool is_date_or_id(struct arena *arena, const char *text, size_t length)
{
    static const struct date_forms usual = {.formats = DATE_FORMATS_USUAL};
    const char *cell = text_trim(arena_copy_bytes(arena, text, length));
    size_t digits = 0;
    day_number day;
    for (const char *at = cell; *at; at++)
        digits += *at >= '0' && *at <= '9';
    bool is_id = digits >= DIGITS_OF_AN_ID && 2 * digits > strlen(cell) && !strpbrk(cell, " \t");
    return is_id || date_read(cell, &usual, &day);
}

/* A header may have line breaks; what follows them is no row. */
static bool holds_row(struct arena *arena, const char *text, char delimiter)
{
    const char any_end[] = {delimiter, '\r', '\n', '\0'};
    for (const char *line = text + strcspn(text, "\r\n"); *line; line += strcspn(line, "\r\n")) {
        line += strspn(line, "\r\n");
        size_t length = strcspn(line, "\r\n");
        if (!memchr(line, delimiter, length))
            continue;
        for (const char *cell = line; cell < line + length; cell += strcspn(cell, any_end) + 1)
            if (is_date_or_id(arena, cell, strcspn(cell, any_end)))
                return true;
    }
    return false;
}

bool header_looks_like_data(struct arena *arena, const char *header)
{
    return is_date_or_id(arena, header, strlen(header));
}

static bool look_like_data(struct arena *arena, const struct csv_record *record)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (header_looks_like_data(arena, record->cells[i].text))
            return true;
    return false;
}

static bool check_swallowed(struct arena *arena, const struct csv_record *record, char delimiter,
                            struct error *error)
{
    for (size_t i = 0; i < record->cell_count; i++) {
        char letters[4];
        column_letter((int)i, letters);
        if (holds_row(arena, record->cells[i].text, delimiter))
            return error_set(error, ERROR_DATA,
                             "line %u: the header in column %s holds what look like rows: look for a stray "
                             "quote there, and export the file again",
                             record->line, letters);
    }
    return true;
}

/* ---- matching ---- */

static bool is_spelling_of(const struct mapped_column *column, const char *plain)
{
    return text_is_one_of(plain, column->spellings, column->spelling_count);
}

static bool match_header(const struct mapped_extract *extract, struct header_match *match, size_t header,
                         const char *plain, struct error *error)
{
    const char *spelt = match->headers[header];
    match->columns[header] = NO_COLUMN;
    if (*plain == '\0')
        return true;
    for (size_t i = 0; i < extract->column_count; i++) {
        const struct mapped_column *column = &extract->columns[i];
        if (!is_spelling_of(column, plain))
            continue;
        if (match->columns[header] != NO_COLUMN)
            return error_set(error, ERROR_DATA,
                             "header \"%s\" matches two columns, \"%s\" and \"%s\"; correct \"from\" in %s",
                             spelt, extract->columns[match->columns[header]].name, column->name,
                             extract->place);
        if (match->positions[i] != NO_POSITION)
            return error_set(
                error, ERROR_DATA,
                "two headers, \"%s\" and \"%s\", match column \"%s\"; rename one, or correct \"from\" in %s",
                match->headers[match->positions[i]], spelt, column->name, extract->place);
        match->columns[header] = (int)i;
        match->positions[i] = (int)header;
    }
    return true;
}

static void add_listed(struct text *list, const char *name)
{
    text_add_format(list, "%s\"%s\"", list->length == 0 ? "" : ", ", name);
}

static const char *list_names(struct arena *arena, const struct mapped_column *column)
{
    struct text list = text_in(arena);
    add_listed(&list, column->name);
    for (size_t i = 0; i < column->from_count; i++)
        if (!text_equal(column->from[i], column->name))
            add_listed(&list, column->from[i]);
    return list.bytes;
}

/* The headers of the file nearest to the column's names, each once. */
static const char *list_nearest(struct arena *arena, const struct header_match *match,
                                const struct mapped_column *column)
{
    struct text list = text_in(arena);
    const char *shown[NEAREST_SHOWN];
    size_t count = 0;
    for (size_t i = 0; i <= column->from_count && count < NEAREST_SHOWN; i++) {
        const char *name = i < column->from_count ? column->from[i] : column->name;
        const char *nearest = text_nearest(name, match->headers, match->count);
        if (!nearest || text_is_one_of(nearest, shown, count))
            continue;
        shown[count++] = nearest;
        add_listed(&list, nearest);
    }
    return list.length == 0 ? "" : arena_format(arena, "; the nearest in the file: %s", list.bytes);
}

static bool check_required(struct arena *arena, const struct mapped_extract *extract,
                           const struct header_match *match, const struct csv_record *record,
                           struct error *error)
{
    for (size_t i = 0; i < extract->column_count; i++) {
        const struct mapped_column *column = &extract->columns[i];
        if (column->required && match->positions[i] == NO_POSITION)
            return error_set(
                error, ERROR_DATA,
                "no header on line %u is the required column \"%s\" (known as %s)%s; add its spelling to "
                "\"from\", or set \"header_row\", in %s",
                record->line, column->name, list_names(arena, column),
                look_like_data(arena, record) ? "" : list_nearest(arena, match, column), extract->place);
    }
    return true;
}

static bool matches_none(const struct mapped_extract *extract, const struct header_match *match)
{
    for (size_t i = 0; i < extract->column_count; i++)
        if (match->positions[i] != NO_POSITION)
            return false;
    return true;
}

static bool fail_unmatched(struct arena *arena, const struct mapped_extract *extract,
                           const struct header_match *match, const struct csv_record *record,
                           struct error *error)
{
    struct text list = text_in(arena);
    if (look_like_data(arena, record))
        return error_set(error, ERROR_DATA,
                         "no header on line %u is a column of table \"%s\", and they look like data: export "
                         "the file again, with its headers",
                         record->line, extract->table);
    text_add(&list, "");
    for (size_t i = 0; i < match->count && i < HEADERS_SHOWN; i++)
        add_listed(&list, match->headers[i]);
    return error_set(
        error, ERROR_DATA,
        "no header on line %u is a column of table \"%s\"; they are %s%s: is it another file, or "
        "has \"from\" in %s other spellings?",
        record->line, extract->table, list.bytes, match->count > HEADERS_SHOWN ? ", ..." : "",
        extract->place);
}

static void hide_data(struct arena *arena, struct header_match *match)
{
    for (size_t i = 0; i < match->count; i++)
        if (match->columns[i] == NO_COLUMN && header_looks_like_data(arena, match->headers[i]))
            match->headers[i] = not_shown;
}

bool header_match(struct arena *arena, const struct mapped_extract *extract, const struct csv_record *record,
                  char delimiter, struct header_match *match, struct error *error)
{
    if (!check_swallowed(arena, record, delimiter, error))
        return false;
    *match = (struct header_match){.count = record->cell_count};
    match->headers = ARENA_ARRAY(arena, const char *, match->count);
    match->columns = ARENA_ARRAY(arena, int, match->count);
    match->positions = ARENA_ARRAY(arena, int, extract->column_count);
    for (size_t i = 0; i < extract->column_count; i++)
        match->positions[i] = NO_POSITION;
    for (size_t i = 0; i < match->count; i++) {
        match->headers[i] = arena_copy_text(arena, text_trim(record->cells[i].text));
        if (*match->headers[i] != '\0')
            match->named = i + 1;
        if (!match_header(extract, match, i, spelling_of_header(arena, match->headers[i]), error))
            return false;
    }
    if (matches_none(extract, match))
        return fail_unmatched(arena, extract, match, record, error);
    hide_data(arena, match);
    return check_required(arena, extract, match, record, error);
}
