#include "ingest/file_rows.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/encoding.h"

#include <string.h>

static void find(struct file_rows *file, enum finding_rule rule, uint32_t line, int position)
{
    bool headed = position >= 0 && (size_t)position < file->match.count;
    findings_add(&file->findings, (struct finding){.rule = rule,
                                                   .file = file->shown,
                                                   .line = line,
                                                   .column = position,
                                                   .header = headed ? file->match.headers[position] : NULL});
}

static bool take_headers(struct file_rows *file, const struct csv_record *record, struct error *error)
{
    const struct mapped_extract *mapped = file->extract->mapped;
    if (record->line > mapped->header_row)
        return error_set(error, ERROR_DATA,
                         "line %u, where the headers should be, is empty; set \"header_row\" in %s",
                         mapped->header_row, mapped->place);
    return header_match(&file->arena, mapped, record, &file->match, error);
}

static bool has_extra_cells(const struct file_rows *file, const struct csv_record *record)
{
    for (size_t i = file->match.count; i < record->cell_count; i++)
        if (*text_trim(record->cells[i].text) != '\0')
            return true;
    return false;
}

/* A row set aside is written over by the next, so every column is set, missing or not. */
static bool store(struct file_rows *file, struct column *column, struct cell_value value)
{
    uint32_t row = file->row_count;
    column->present[row] = value.present;
    if (!value.present)
        return false;
    switch (column->type) {
    case COLUMN_TEXT:
        column->code[row] = dictionary_add(&file->words, value.text, strlen(value.text));
        break;
    case COLUMN_NUMBER:
        column->number[row] = value.number;
        break;
    case COLUMN_DAY:
        column->day[row] = value.day;
        break;
    case COLUMN_FLAG:
        column->flag[row] = value.flag;
        break;
    }
    return true;
}

static bool take_cell(struct file_rows *file, const struct csv_record *record, size_t index)
{
    const struct mapped_column *mapped = &file->extract->mapped->columns[index];
    int position = file->match.positions[index];
    if (position == NO_POSITION)
        return !mapped->required;
    struct cell_value value = {.finding = NO_FINDING};
    if ((size_t)position < record->cell_count)
        value = cell_convert(&mapped->rule, record->cells[position].text);
    if (value.finding != NO_FINDING)
        find(file, (enum finding_rule)value.finding, record->line, position);
    bool present = store(file, &file->columns[index], value);
    if (!present && mapped->required)
        find(file, FINDING_REQUIRED_MISSING, record->line, position);
    return present || !mapped->required;
}

static bool take_cells(struct file_rows *file, const struct csv_record *record)
{
    if (has_extra_cells(file, record)) {
        find(file, FINDING_WRONG_CELL_COUNT, record->line, -1);
        return false;
    }
    if (record->cell_count < file->match.named)
        find(file, FINDING_SHORT_ROW, record->line, -1);
    bool whole = true;
    for (size_t i = 0; i < file->extract->mapped->column_count; i++)
        whole &= take_cell(file, record, i);
    return whole;
}

static bool take_record(void *context, const struct csv_record *record, struct error *error)
{
    struct file_rows *file = context;
    if (record->line < file->extract->mapped->header_row)
        return true;
    if (file->match.count == 0)
        return take_headers(file, record, error);
    file->rows_read++;
    if (take_cells(file, record))
        file->line[file->row_count++] = record->line;
    else
        file->rows_set_aside++;
    return true;
}

static void make_columns(struct file_rows *file, size_t rows)
{
    const struct mapped_extract *mapped = file->extract->mapped;
    file->columns = ARENA_ARRAY(&file->arena, struct column, mapped->column_count);
    for (size_t i = 0; i < mapped->column_count; i++)
        file->columns[i] = column_make(&file->arena, mapped->columns[i].name,
                                       cell_kind_column(mapped->columns[i].rule.kind), rows);
    file->line = ARENA_ARRAY(&file->arena, uint32_t, rows);
}

static bool take_text(struct file_rows *file, struct arena *scratch, const struct decoded_text *decoded,
                      struct error *error)
{
    size_t rows = csv_most_records(decoded->text, decoded->length);
    if (rows >= UINT32_MAX)
        return error_set(error, ERROR_DATA, "it has over four thousand million rows; split it");
    make_columns(file, rows);
    struct csv_taker taker = {take_record, file};
    if (!csv_read(scratch, decoded->text, decoded->length, taker, error))
        return false;
    if (file->match.count == 0)
        return error_set(error, ERROR_DATA,
                         "there is no line %u, where the headers should be; it seems to be empty",
                         file->extract->mapped->header_row);
    return true;
}

static bool read_file(struct file_rows *file, struct arena *scratch, struct error *error)
{
    size_t length = 0;
    char *bytes = file_read(scratch, file->path, &length, error);
    if (!bytes)
        return false;
    bytes_checksum(bytes, length, file->checksum);
    struct decoded_text decoded;
    if (!text_decode(scratch, bytes, length, &decoded, error))
        return false;
    file->encoding = decoded.encoding;
    if (!text_equal(decoded.encoding, "UTF-8"))
        find(file, FINDING_ENCODING, 0, -1);
    return take_text(file, scratch, &decoded, error);
}

bool file_rows_read(struct file_rows *file, struct error *error)
{
    file->words = dictionary_in(&file->arena);
    file->findings = findings_in(&file->arena);
    struct arena scratch = {0};
    bool read = read_file(file, &scratch, error);
    arena_release(&scratch);
    return read || error_within(error, "%s", file->shown);
}
