#include "metrics/settings.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/csv_reader.h"
#include "ingest/findings.h"

#include <stdarg.h>
#include <stdio.h>

struct reading {
    struct arena *arena;
    struct settings *settings;
    size_t row_capacity;
    size_t header_count; /* 0 until the header is read */
};

static bool read_header(struct reading *reading, const struct csv_record *record, struct error *error)
{
    struct settings *settings = reading->settings;
    const char **names = ARENA_ARRAY(reading->arena, const char *, settings->column_count);
    settings->place = ARENA_ARRAY(reading->arena, int, settings->column_count);
    for (size_t i = 0; i < settings->column_count; i++) {
        names[i] = settings->columns[i].name;
        settings->place[i] = -1;
    }
    for (size_t at = 0; at < record->cell_count; at++) {
        const char *header = text_trim(record->cells[at].text);
        size_t found = 0;
        while (found < settings->column_count && !text_equal_ignoring_case(header, names[found]))
            found++;
        if (found == settings->column_count)
            return error_set(error, ERROR_CONFIG, "%s: line %u: unknown column \"%s\"%s", settings->path,
                             record->line, header,
                             text_did_you_mean(reading->arena, header, names, settings->column_count));
        if (settings->place[found] != -1)
            return error_set(error, ERROR_CONFIG, "%s: line %u: column \"%s\" stands twice", settings->path,
                             record->line, header);
        settings->place[found] = (int)at;
    }
    for (size_t i = 0; i < settings->column_count; i++)
        if (settings->columns[i].required && settings->place[i] == -1)
            return error_set(error, ERROR_CONFIG, "%s: line %u: the column \"%s\" is missing", settings->path,
                             record->line, names[i]);
    reading->header_count = record->cell_count;
    return true;
}

static bool take_record(void *context, const struct csv_record *record, struct error *error)
{
    struct reading *reading = context;
    struct settings *settings = reading->settings;
    if (reading->header_count == 0)
        return read_header(reading, record, error);
    if (record->cell_count > reading->header_count)
        return error_set(error, ERROR_CONFIG, "%s: line %u: has %zu cells, the header %zu", settings->path,
                         record->line, record->cell_count, reading->header_count);
    settings->rows = arena_grow(reading->arena, settings->rows, settings->row_count, &reading->row_capacity,
                                sizeof *settings->rows);
    struct settings_row *row = &settings->rows[settings->row_count++];
    row->line = record->line;
    row->cells = ARENA_ARRAY(reading->arena, const char *, settings->column_count);
    for (size_t i = 0; i < settings->column_count; i++) {
        bool there = settings->place[i] >= 0 && (size_t)settings->place[i] < record->cell_count;
        row->cells[i] =
            arena_copy_text(reading->arena, there ? text_trim(record->cells[settings->place[i]].text) : "");
        if (settings->columns[i].required && *row->cells[i] == '\0')
            return settings_fail(settings, row, i, error, "is empty, and must not be");
    }
    return true;
}

bool settings_read(struct arena *arena, const char *path, const struct settings_column *columns,
                   size_t column_count, struct settings *settings, struct error *error)
{
    *settings = (struct settings){.path = path, .columns = columns, .column_count = column_count};
    struct reading reading = {.arena = arena, .settings = settings};
    size_t length;
    const char *bytes = file_read(arena, path, &length, error);
    if (!bytes)
        return false;
    if (text_starts_with(bytes, "\xEF\xBB\xBF")) {
        bytes += 3;
        length -= 3;
    }
    if (utf8_valid_prefix(bytes, length) != length)
        return error_set(error, ERROR_CONFIG, "%s: is not UTF-8 text: save it as CSV UTF-8", path);
    struct arena scratch = {0};
    bool ok = csv_read(&scratch, bytes, length, (struct csv_taker){take_record, &reading}, error);
    arena_release(&scratch);
    if (!ok && !text_starts_with(error->message, path))
        error_within(error, "%s", path);
    if (!ok)
        error->kind = error->kind == ERROR_DATA ? ERROR_CONFIG : error->kind;
    if (ok && reading.header_count == 0)
        return error_set(error, ERROR_CONFIG, "%s: is empty: wanted a header line", path);
    return ok;
}

bool settings_fail(const struct settings *settings, const struct settings_row *row, size_t column,
                   struct error *error, const char *format, ...)
{
    char what[600], letters[4] = "";
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    if (settings->place[column] >= 0)
        column_letter(settings->place[column], letters);
    return error_set(error, ERROR_CONFIG, "%s: line %u, column %s (%s): %s", settings->path, row->line,
                     letters, settings->columns[column].name, what);
}

bool settings_day(const char *cell, day_number *day)
{
    struct date date;
    char rest;
    if (day_parse(cell, day))
        return true;
    if (sscanf(cell, "%2d/%2d/%4d%c", &date.day, &date.month, &date.year, &rest) != 3 || date.year < 1000 ||
        !date_exists(date))
        return false;
    *day = day_from_date(date);
    return true;
}
