#include "samples/generator/sheet.h"

#include "base/file.h"
#include "base/text.h"
#include "samples/generator/county.h"
#include "samples/generator/dirt.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER_SIZE = 1 << 18, FLUSHED_ABOVE = BUFFER_SIZE / 2 };

struct sheet_file {
    int descriptor;
    int failed; /* errno of the first write that did */
    char *path;
    size_t used;
    char bytes[BUFFER_SIZE];
};

static const char *const id_beginnings[ID_KINDS] = {
    [CHILD_ID] = "EX",     [FAMILY_ID] = "F",      [CONTACT_ID] = "C",      [EARLY_HELP_ID] = "EH",
    [REFERRAL_ID] = "R",   [ASSESSMENT_ID] = "A",  [ENQUIRY_ID] = "S",      [CONFERENCE_ID] = "IC",
    [MEETING_ID] = "M",    [NEED_PLAN_ID] = "CN",  [NEED_VISIT_ID] = "NV",  [PLAN_ID] = "CP",
    [REVIEW_ID] = "RC",    [VISIT_ID] = "V",       [CARE_ID] = "LA",        [EPISODE_ID] = "E",
    [PLACEMENT_ID] = "PL", [LEGAL_ID] = "LS",      [CARE_REVIEW_ID] = "LR", [CARE_VISIT_ID] = "LV",
    [MISSING_ID] = "MI",   [INVOLVEMENT_ID] = "I", [WORKER_ID] = "W",       [REGISTRATION_ID] = "SW",
    [PUPIL_ID] = "U",      [ROW_ID] = "X"};

/* ---- the file ---- */

static void flush(struct sheet_file *writing)
{
    size_t done = 0;
    while (done < writing->used && writing->failed == 0) {
        ssize_t wrote = write(writing->descriptor, writing->bytes + done, writing->used - done);
        if (wrote < 0 && errno != EINTR)
            writing->failed = errno;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    writing->used = 0;
}

void sheet_raw(struct sheet *sheet, const char *bytes, size_t length)
{
    struct sheet_file *writing = sheet->writing;
    while (length > 0) {
        size_t part = length < FLUSHED_ABOVE ? length : FLUSHED_ABOVE;
        if (writing->used + part > BUFFER_SIZE)
            flush(writing);
        memcpy(writing->bytes + writing->used, bytes, part);
        writing->used += part;
        bytes += part;
        length -= part;
    }
}

/* A cell with a comma or a quote in it goes in quotes, its own doubled. */
static void add_cell(struct sheet *sheet, const char *text)
{
    if (strpbrk(text, ",\"") == NULL) {
        sheet_raw(sheet, text, strlen(text));
        return;
    }
    sheet_raw(sheet, "\"", 1);
    for (; *text; text++)
        sheet_raw(sheet, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    sheet_raw(sheet, "\"", 1);
}

static void add_line(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->field_count; i++) {
        const struct cell *cell = &sheet->cells[i];
        if (i > 0)
            sheet_raw(sheet, ",", 1);
        if (cell->kind == CELL_TEXT)
            add_cell(sheet, cell->text);
        else
            sheet_raw(sheet, cell->text, strlen(cell->text));
    }
    sheet_raw(sheet, "\r\n", 2);
    sheet->line++;
}

/* Where dirt falls, it writes. */
static void write_row(struct sheet *sheet)
{
    if (sheet->dirt)
        dirt_falls(sheet->dirt, sheet);
    else
        add_line(sheet);
}

static void start_row(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->field_count; i++) {
        sheet->cells[i].kind = CELL_BLANK;
        sheet->cells[i].text = "";
    }
    sheet->next = 0;
}

bool sheet_open(struct sheet *sheet, const char *folder, struct error *error)
{
    struct arena arena = {0};
    const char *path = path_join(&arena, folder, sheet->file);
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        error_set(error, ERROR_IO, "%s: cannot be written: %s", path, strerror(errno));
        arena_release(&arena);
        return false;
    }
    sheet->writing = arena_allocate(sheet->arena, 1, sizeof *sheet->writing);
    sheet->writing->descriptor = descriptor;
    sheet->writing->path = arena_copy_text(sheet->arena, path);
    arena_release(&arena);
    return true;
}

void sheet_header(struct sheet *sheet, const char *const *fields)
{
    sheet->fields = fields;
    while (fields[sheet->field_count])
        sheet->field_count++;
    assert(sheet->field_count <= FIELDS_MOST);
    for (size_t i = 0; i < sheet->field_count; i++)
        sheet->cells[i].text = fields[i];
    sheet->line = 1;
    write_row(sheet);
    start_row(sheet);
}

bool sheet_close(struct sheet *sheet, struct error *error)
{
    struct sheet_file *writing = sheet->writing;
    if (sheet->dirt)
        dirt_ends(sheet->dirt, sheet);
    flush(writing);
    if (close(writing->descriptor) != 0 && writing->failed == 0)
        writing->failed = errno;
    if (writing->failed != 0)
        return error_set(error, ERROR_IO, "%s: cannot be written: %s", writing->path,
                         strerror(writing->failed));
    return true;
}

/* ---- cells ---- */

static struct cell *find_cell(struct sheet *sheet, const char *field)
{
    for (size_t tried = 0; tried < sheet->field_count; tried++) {
        size_t i = (sheet->next + tried) % sheet->field_count;
        if (!text_equal(sheet->fields[i], field))
            continue;
        sheet->next = i + 1;
        return &sheet->cells[i];
    }
    fprintf(stderr, "make-county: %s has no field %s\n", sheet->file, field);
    abort();
}

static void put(struct sheet *sheet, const char *field, enum cell_kind kind, const char *text)
{
    struct cell *cell = find_cell(sheet, field);
    cell->kind = kind;
    cell->text = text;
}

/* The digits of a number that is not negative, at least so many, ending before `end`. */
static char *digits_before(char *end, long number, int least)
{
    for (; number > 0 || least > 0; number /= 10, least--)
        *--end = (char)('0' + number % 10);
    return end;
}

void sheet_id(struct sheet *sheet, const char *field, enum id_kind kind, long index)
{
    struct cell *cell = find_cell(sheet, field);
    if (index < 0)
        return;
    char *end = cell->own + sizeof cell->own - 1;
    char *start = digits_before(end, index + 1, 6);
    const char *beginning = id_beginnings[kind];
    *end = '\0';
    start -= strlen(beginning);
    memcpy(start, beginning, strlen(beginning));
    start -= strlen(sheet->council);
    memcpy(start, sheet->council, strlen(sheet->council));
    cell->kind = CELL_ID;
    cell->text = start;
}

void sheet_day(struct sheet *sheet, const char *field, day_number day)
{
    struct cell *cell = find_cell(sheet, field);
    if (day == NO_DAY)
        return;
    struct date date = day_to_date(day);
    cell->own[10] = '\0';
    digits_before(cell->own + 10, date.day, 2);
    cell->own[7] = '-';
    digits_before(cell->own + 7, date.month, 2);
    cell->own[4] = '-';
    digits_before(cell->own + 4, date.year, 4);
    cell->kind = CELL_DAY;
    cell->text = cell->own;
}

void sheet_text(struct sheet *sheet, const char *field, const char *text)
{
    put(sheet, field, text ? CELL_TEXT : CELL_BLANK, text ? text : "");
}

void sheet_number(struct sheet *sheet, const char *field, long value, int decimals)
{
    struct cell *cell = find_cell(sheet, field);
    char *end = cell->own + sizeof cell->own - 1, *start = end;
    long scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    *end = '\0';
    if (decimals > 0) {
        start = digits_before(end, value % scale, decimals);
        *--start = '.';
    }
    cell->kind = CELL_NUMBER;
    cell->text = digits_before(start, value / scale, 1);
}

void sheet_flag(struct sheet *sheet, const char *field, bool flag)
{
    put(sheet, field, CELL_FLAG, flag ? "Y" : "N");
}

void sheet_blank(struct sheet *sheet, const char *field)
{
    put(sheet, field, CELL_BLANK, "");
}

void sheet_end_row(struct sheet *sheet)
{
    write_row(sheet);
    start_row(sheet);
}
