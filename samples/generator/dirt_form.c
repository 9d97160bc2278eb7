#include "samples/generator/dirt_form.h"

#include <string.h>

static char delimiter_of(const struct dirt *dirt)
{
    return dirt->form->delimiter ? dirt->form->delimiter : ',';
}

static size_t field_at(const struct dirt *dirt, const struct sheet *sheet, size_t position)
{
    return (position + dirt->first_column) % sheet->field_count;
}

bool dirt_form_can_cut(const struct dirt *dirt, const struct sheet *sheet)
{
    const struct cell *last = &sheet->cells[field_at(dirt, sheet, sheet->field_count - 1)];
    return *last->text == '\0' && !dirt->form->after && !dirt->form->after_row;
}

/* ---- encodings ---- */

/* The next character of UTF-8 text known to be sound; none here is beyond the first 65,536. */
static const char *next_character(const char *text, unsigned *character)
{
    unsigned char first = (unsigned char)*text++;
    int more = first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    *character = more == 2 ? first & 0x0FU : more == 1 ? first & 0x1FU : first;
    for (; more > 0; more--)
        *character = *character << 6U | ((unsigned char)*text++ & 0x3FU);
    return text;
}

/* Only the marks that faults are made of stand elsewhere than in Latin-1. */
static char windows_1252(unsigned character)
{
    static const struct {
        unsigned character, byte;
    } marks[] = {{0x2019, 0x92}, {0x20AC, 0x80}, {0x2122, 0x99}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].character == character)
            return (char)marks[i].byte;
    return (char)(character < 0x100 ? character : '?');
}

static void put_bytes(struct dirt *dirt, struct sheet *sheet, const char *text)
{
    struct text encoded = text_in(&dirt->scratch);
    if (dirt->form->encoding == WRITTEN_UTF_8) {
        sheet_raw(sheet, text, strlen(text));
        return;
    }
    while (*text) {
        unsigned character;
        text = next_character(text, &character);
        if (dirt->form->encoding == WRITTEN_WINDOWS_1252) {
            text_add_character(&encoded, windows_1252(character));
        } else {
            text_add_character(&encoded, (char)(character & 0xFFU));
            text_add_character(&encoded, (char)(character >> 8U));
        }
    }
    if (encoded.length > 0)
        sheet_raw(sheet, encoded.bytes, encoded.length);
}

/* ---- lines ---- */

static void put_line_end(struct dirt *dirt, struct sheet *sheet)
{
    if (dirt->began)
        put_bytes(dirt, sheet, dirt->form->line_end ? dirt->form->line_end : "\r\n");
    dirt->began = true;
}

static void add_cell(const struct dirt *dirt, struct text *line, const char *text, bool first)
{
    const char special[] = {delimiter_of(dirt), ',', '"', '\n', '\r', '\0'};
    if (!first)
        text_add_character(line, delimiter_of(dirt));
    if (!dirt->form->quoted && strpbrk(text, special) == NULL) {
        text_add(line, text);
        return;
    }
    text_add_character(line, '"');
    for (; *text; text++) {
        if (*text == '"')
            text_add_character(line, '"');
        text_add_character(line, *text);
    }
    text_add_character(line, '"');
}

static const char *as_header(struct dirt *dirt, const char *field)
{
    if (dirt->form->headers == HEADERS_WITH_SPACES)
        return arena_format(&dirt->scratch, " %s ", field);
    if (dirt->form->headers == HEADERS_WITH_NO_BREAK_SPACES)
        return arena_format(&dirt->scratch, "%s\xC2\xA0", field);
    if (dirt->form->headers == HEADERS_AS_THEY_ARE)
        return field;
    char *capitals = arena_copy_text(&dirt->scratch, field);
    for (char *at = capitals; *at; at++)
        *at = (char)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
    return capitals;
}

static const char *as_written(struct dirt *dirt, const struct sheet *sheet, const struct cell *cell)
{
    day_number day;
    if (sheet->line == 1 + dirt->form->lines_above)
        return as_header(dirt, cell->text);
    if (!dirt->form->day_first || cell->kind != CELL_DAY || !day_parse(cell->text, &day))
        return cell->text;
    struct date date = day_to_date(day);
    return arena_format(&dirt->scratch, "%d/%d/%04d", date.day, date.month, date.year);
}

static size_t written_cells(const struct dirt *dirt, const struct sheet *sheet, bool cut)
{
    size_t count = sheet->field_count;
    while (cut && count > 1 && *sheet->cells[field_at(dirt, sheet, count - 1)].text == '\0')
        count--;
    return count;
}

static void add_empty_ends(const struct dirt *dirt, struct text *line, bool is_header)
{
    if (dirt->form->after_all)
        text_add(line, dirt->form->after_all);
    if (dirt->form->after_row && !is_header)
        text_add(line, dirt->form->after_row);
}

static void add_ends(const struct dirt *dirt, struct text *line, bool is_header)
{
    const struct dirt_form *form = dirt->form;
    if (form->after)
        add_cell(dirt, line, is_header ? form->after : form->remark, false);
    add_empty_ends(dirt, line, is_header);
}

void dirt_form_begin(struct dirt *dirt, struct sheet *sheet)
{
    const struct dirt_form *form = dirt->form;
    if (form->reordered && sheet->field_count > 1)
        dirt->first_column = 1 + (size_t)random_below(&dirt->random, (int)sheet->field_count - 1);
    if (form->above)
        put_bytes(dirt, sheet, form->above);
    sheet->line += form->lines_above;
}

void dirt_form_write(struct dirt *dirt, struct sheet *sheet, enum dirt_row how)
{
    const struct dirt_form *form = dirt->form;
    struct text line = text_in(&dirt->scratch);
    bool is_header = sheet->line == 1 + form->lines_above;
    size_t count = written_cells(dirt, sheet, how == ROW_CUT);
    if (form->before)
        add_cell(dirt, &line, is_header ? form->before : arena_format(&dirt->scratch, "%ld", sheet->line - 2),
                 true);
    for (size_t i = 0; i < count; i++)
        add_cell(dirt, &line, as_written(dirt, sheet, &sheet->cells[field_at(dirt, sheet, i)]),
                 i == 0 && !form->before);
    if (how != ROW_CUT)
        add_ends(dirt, &line, is_header);
    if (how == ROW_TORN)
        add_cell(dirt, &line, "234", false);
    put_line_end(dirt, sheet);
    put_bytes(dirt, sheet, line.bytes);
    sheet->line++;
    arena_release(&dirt->scratch);
}

void dirt_form_write_line(struct dirt *dirt, struct sheet *sheet, const char *first)
{
    struct text line = text_in(&dirt->scratch);
    text_add(&line, first);
    for (size_t i = 1; i < sheet->field_count; i++)
        text_add_character(&line, delimiter_of(dirt));
    add_empty_ends(dirt, &line, false);
    put_line_end(dirt, sheet);
    put_bytes(dirt, sheet, line.bytes);
    sheet->line++;
    arena_release(&dirt->scratch);
}

void dirt_form_end(struct dirt *dirt, struct sheet *sheet)
{
    if (!dirt->form->cut)
        put_line_end(dirt, sheet);
    arena_release(&dirt->scratch);
}
