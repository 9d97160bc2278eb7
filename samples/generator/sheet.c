#include "samples/generator/sheet.h"

#include "base/file.h"

#include <assert.h>
#include <string.h>

static void start_row(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->field_count; i++)
        sheet->cells[i] = "";
    arena_rewind(sheet->row, sheet->mark);
}

static void add_line(struct text *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(!strpbrk(cells[i], ",\"\n"));
        if (i > 0)
            text_add_character(out, ',');
        text_add(out, cells[i]);
    }
    text_add(out, "\r\n");
}

struct sheet sheet_begin(struct arena *arena, struct arena *row, const char *file, const char *const *fields)
{
    struct sheet sheet = {.file = file, .fields = fields, .row = row, .out = text_in(arena)};
    while (fields[sheet.field_count])
        sheet.field_count++;
    sheet.cells = ARENA_ARRAY(arena, const char *, sheet.field_count);
    sheet.mark = arena_mark(row);
    add_line(&sheet.out, fields, sheet.field_count);
    start_row(&sheet);
    return sheet;
}

static size_t find_field(const struct sheet *sheet, const char *field)
{
    size_t i = 0;
    while (i < sheet->field_count && !text_equal(sheet->fields[i], field))
        i++;
    return i;
}

static const char **field_cell(const struct sheet *sheet, const char *field)
{
    size_t i = find_field(sheet, field);
    assert(i < sheet->field_count);
    return &sheet->cells[i];
}

bool sheet_has(const struct sheet *sheet, const char *field)
{
    return find_field(sheet, field) < sheet->field_count;
}

void sheet_set(struct sheet *sheet, const char *field, const char *text)
{
    *field_cell(sheet, field) = text ? text : "";
}

void sheet_set_day(struct sheet *sheet, const char *field, day_number day)
{
    char text[DAY_TEXT_SIZE];
    day_format(day, text);
    sheet_set(sheet, field, arena_copy_text(sheet->row, text));
}

void sheet_set_flag(struct sheet *sheet, const char *field, bool flag)
{
    sheet_set(sheet, field, flag ? "Y" : "N");
}

void sheet_set_id(struct sheet *sheet, const char *field, const char *prefix, int number)
{
    sheet_set(sheet, field, arena_format(sheet->row, "%s%06d", prefix, number));
}

const char *sheet_cell(const struct sheet *sheet, const char *field)
{
    return *field_cell(sheet, field);
}

void sheet_end_row(struct sheet *sheet)
{
    add_line(&sheet->out, sheet->cells, sheet->field_count);
    start_row(sheet);
}

bool sheet_save(const struct sheet *sheet, const char *folder, struct error *error)
{
    struct arena arena = {0};
    bool saved =
        file_write(path_join(&arena, folder, sheet->file), sheet->out.bytes, sheet->out.length, error);
    arena_release(&arena);
    return saved;
}
