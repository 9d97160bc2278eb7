#include "ingest/header.h"

#include "base/text.h"
#include "ingest/spelling.h"

enum { NEAREST_SHOWN = 3 };

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
                           const struct header_match *match, uint32_t line, struct error *error)
{
    for (size_t i = 0; i < extract->column_count; i++) {
        const struct mapped_column *column = &extract->columns[i];
        if (column->required && match->positions[i] == NO_POSITION)
            return error_set(
                error, ERROR_DATA,
                "no header on line %u is the required column \"%s\" (known as %s)%s; add its spelling to "
                "\"from\", or set \"header_row\", in %s",
                line, column->name, list_names(arena, column), list_nearest(arena, match, column),
                extract->place);
    }
    return true;
}

bool header_match(struct arena *arena, const struct mapped_extract *extract, const struct csv_record *record,
                  struct header_match *match, struct error *error)
{
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
    return check_required(arena, extract, match, record->line, error);
}
