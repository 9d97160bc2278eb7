#include "ingest/file_part.h"

#include "base/text.h"
#include "ingest/convert.h"
#include "ingest/swallowed.h"

#include <string.h>

static const char holds_nul[] =
    "it holds a NUL byte, which no CSV text has; it seems to be damaged or not text: export it again";
static const char not_utf8[] =
    "the file begins as UTF-8 but this row is not; it seems to be two files joined or "
    "damaged: save it as \"CSV UTF-8\"";

struct part_reading {
    struct file_part *part;
    struct part_memory *memory;
    const struct mapped_extract *mapped;
    const struct header_match *match;
    const struct csv_part *csv;
};

static void find_why(struct part_reading *reading, enum finding_rule rule, uint32_t line, int position,
                     const char *why)
{
    bool headed = position >= 0 && (size_t)position < reading->match->count;
    findings_add(&reading->part->findings,
                 (struct finding){.rule = rule,
                                  .table = reading->mapped->table,
                                  .file = reading->part->head->shown,
                                  .line = line,
                                  .column = position,
                                  .header = headed ? reading->match->headers[position] : NULL,
                                  .detail = why});
}

static void find(struct part_reading *reading, enum finding_rule rule, uint32_t line, int position)
{
    find_why(reading, rule, line, position, NULL);
}

/* ---- rows that are none ---- */

static const char *first_filled(const struct csv_record *record)
{
    for (size_t i = 0; i < record->cell_count; i++) {
        const char *text = text_trim(record->cells[i].text);
        if (*text != '\0')
            return text;
    }
    return "";
}

/* Most rows show by one character that they are none. */
static bool may_be_total(char first)
{
    return first <= ' ' || first > '~' || (first | 0x20) == 't' || (first | 0x20) == 'g';
}

static bool is_totals_row(const struct csv_record *record)
{
    static const char *const words[] = {"total", "totals", "grand total"};
    if (!may_be_total(*record->cells[0].text))
        return false;
    const char *first = first_filled(record);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal_ignoring_case(first, words[i]))
            return true;
    return false;
}

/* A comma that is not inside quotes moves the cells after it: where the last one was empty, no filled cell is beyond
 * the headers, but there is one cell more than the other rows have. */
static bool has_extra_cells(const struct part_reading *reading, const struct csv_record *record)
{
    if (record->cell_count > reading->part->head->layout.cells)
        return true;
    for (size_t i = reading->match->count; i < record->cell_count; i++)
        if (*text_trim(record->cells[i].text) != '\0')
            return true;
    return false;
}

/* ---- cells ---- */

/* A row set aside is written over by the next, so every column is set, missing or not. */
static bool store(struct file_part *part, struct column *column, struct cell_value value)
{
    uint32_t row = part->row_count;
    column->present[row] = value.present;
    if (!value.present)
        return false;
    switch (column->type) {
    case COLUMN_TEXT:
        column->code[row] = word_list_add(&part->words, value.text, value.length);
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

static bool convert_and_store(struct part_reading *reading, const struct csv_cell *cell, uint32_t line,
                              size_t index)
{
    const struct mapped_column *mapped = &reading->mapped->columns[index];
    int position = reading->match->positions[index];
    struct cell_value value = {.finding = NO_FINDING};
    if (cell && cell->length > 0)
        value = cell_convert(&reading->part->head->rules[index], cell->text, cell->length);
    bool of_system = mapped->required && mapped->rule.kind == CELL_ID && value.finding == FINDING_PLACEHOLDER;
    if (value.finding == FINDING_BAD_DATE)
        find_why(reading, FINDING_BAD_DATE, line, position,
                 date_fault(text_trim(cell->text), &mapped->rule.dates));
    else if (value.finding != NO_FINDING)
        find(reading, of_system ? FINDING_SYSTEM_ROW : (enum finding_rule)value.finding, line, position);
    bool present = store(reading->part, &reading->part->columns[index], value);
    if (!present && mapped->required && !of_system)
        find(reading, FINDING_REQUIRED_MISSING, line, position);
    return present || !mapped->required;
}

static bool take_cell(struct part_reading *reading, const struct csv_record *record, size_t index)
{
    struct part_memory *memory = reading->memory;
    struct column *column = &reading->part->columns[index];
    uint32_t row = reading->part->row_count;
    int position = reading->match->positions[index];
    struct cell_key key;
    if (position == NO_POSITION)
        return !reading->mapped->columns[index].required;
    if ((size_t)position >= record->cell_count)
        return convert_and_store(reading, NULL, record->line, index);
    const struct csv_cell *cell = &record->cells[position];
    if (cell_recall(&memory->cells[index], cell->text, cell->length, memory->parts, column, row, &key))
        return true;
    bool whole = convert_and_store(reading, cell, record->line, index);
    if (column->present[row])
        cell_remember(&memory->arena, &memory->cells[index], &key, memory->parts, column, row);
    return whole;
}

/* ---- rows ---- */

static bool take_cells(struct part_reading *reading, const struct csv_record *record)
{
    if (record->cell_count < reading->match->named)
        find(reading, FINDING_SHORT_ROW, record->line, -1);
    bool whole = true;
    for (size_t i = 0; i < reading->mapped->column_count; i++)
        whole &= take_cell(reading, record, i);
    return whole;
}

/* A row set aside is in no table, where its id could be looked up later (see record_ids.h). */
static void name_findings(struct file_part *part, size_t first)
{
    int named = part->head->extract->record;
    if (named == NO_COLUMN || !part->columns[named].present[part->row_count])
        return;
    for (size_t i = first; i < part->findings.count; i++)
        part->findings.items[i].record = part->words.words[part->columns[named].code[part->row_count]].text;
}

static bool set_aside(struct part_reading *reading, enum finding_rule rule, uint32_t line)
{
    find(reading, rule, line, -1);
    reading->part->rows_set_aside++;
    return true;
}

/* Whether the row is set aside: a mapping that makes less than an error of it says that the cell is as it should be. */
static bool is_swallowing(struct part_reading *reading, const struct csv_record *record)
{
    int position = -1;
    enum swallowing swallowing = swallowed_rows(reading->part->head, record, &position);
    if (swallowing == JOINED_ROWS)
        find(reading, FINDING_JOINED_ROWS, record->line, position);
    if (swallowing != SWALLOWED_ROWS)
        return false;
    find(reading, FINDING_SWALLOWED_ROWS, record->line, position);
    return reading->mapped->severities[FINDING_SWALLOWED_ROWS] >= SEVERITY_ERROR;
}

/* The file's last row, where no end of line follows it and cells are lacking: the export had not come to its end. */
static bool is_cut_short(struct part_reading *reading, const struct csv_record *record)
{
    const struct csv_part *csv = reading->csv;
    if (record->cell_count >= reading->match->named || !csv->last || csv->done < csv->length ||
        strchr("\r\n", csv->text[csv->length - 1]))
        return false;
    find(reading, FINDING_CUT_SHORT, record->line, -1);
    return reading->mapped->severities[FINDING_CUT_SHORT] >= SEVERITY_ERROR;
}

static bool take_record(void *context, const struct csv_record *record, struct error *error)
{
    struct part_reading *reading = context;
    struct file_part *part = reading->part;
    size_t found = part->findings.count;
    (void)error;
    part->rows_read++;
    if (is_swallowing(reading, record) || is_cut_short(reading, record)) {
        part->rows_set_aside++;
        return true;
    }
    if (is_totals_row(record))
        return set_aside(reading, FINDING_TOTALS_ROW, record->line);
    if (has_extra_cells(reading, record))
        return set_aside(reading, FINDING_WRONG_CELL_COUNT, record->line);
    if (take_cells(reading, record)) {
        part->line[part->row_count++] = record->line;
        return true;
    }
    part->rows_set_aside++;
    name_findings(part, found);
    return true;
}

/* ---- the part ---- */

static void remember_for(struct part_memory *memory, const struct file_head *head)
{
    const struct mapped_extract *extract = head->extract->mapped;
    if (memory->extract == extract && memory->delimiter == head->layout.delimiter)
        return;
    arena_release(&memory->arena);
    memory->extract = extract;
    memory->delimiter = head->layout.delimiter;
    memory->cells = ARENA_ARRAY(&memory->arena, struct cell_memory, extract->column_count);
}

/* Of columns that the file has, every row is written; of others, none: so they can be used again. */
static void make_columns(struct file_part *part, const struct mapped_extract *mapped, size_t rows)
{
    if (rows <= part->row_capacity)
        return;
    arena_release(&part->columns_arena);
    part->row_capacity = rows + rows / 4;
    part->columns = ARENA_ARRAY(&part->columns_arena, struct column, mapped->column_count);
    for (size_t i = 0; i < mapped->column_count; i++)
        part->columns[i] = column_make(&part->columns_arena, mapped->columns[i].name,
                                       cell_kind_column(mapped->columns[i].rule.kind), part->row_capacity);
    part->line = ARENA_ARRAY(&part->columns_arena, uint32_t, part->row_capacity);
}

static void start(struct file_part *part, const struct mapped_extract *mapped)
{
    part->failure = NULL;
    part->is_not_utf8 = false;
    part->row_count = part->rows_read = part->rows_set_aside = 0;
    part->words = word_list_in(&part->arena, part->word_count + part->word_count / 8);
    part->findings = findings_in(&part->arena);
    part->findings.severities = mapped->severities;
    make_columns(part, mapped, csv_most_records(part->block.text, part->block.length));
}

/* One block of the arena is kept, large enough for what most parts need. */
void file_part_empty(struct file_part *part)
{
    enum { KEPT = 3 << 19 };
    bool is_large = part->word_count > 0;
    part->word_count = part->words.count;
    if (!is_large && part->word_count > 0) {
        arena_release(&part->arena);
        arena_allocate(&part->arena, KEPT, 1);
        part->kept = (struct arena_mark){part->arena.last, 0};
    }
    arena_rewind(&part->arena, part->kept);
}

void file_part_release(struct file_part *part)
{
    arena_release(&part->block.arena);
    arena_release(&part->columns_arena);
    arena_release(&part->arena);
    *part = (struct file_part){0};
}

void file_part_read(struct file_part *part, struct part_memory *memory)
{
    const struct mapped_extract *mapped = part->head->extract->mapped;
    size_t sound = utf8_valid_prefix(part->block.text, part->block.length);
    bool whole = sound == part->block.length;
    struct csv_part csv = {.text = part->block.text,
                           .length = sound,
                           .last = part->block.last && whole,
                           .delimiter = part->head->layout.delimiter};
    struct part_reading reading = {part, memory, mapped, &part->head->layout.match, &csv};
    struct error error = {0};
    start(part, mapped);
    remember_for(memory, part->head);
    memory->parts++;
    struct arena scratch = {0};
    bool read = csv_read_part(&scratch, &csv, (struct csv_taker){take_record, &reading}, &error);
    arena_release(&scratch);
    part->done = csv.done;
    part->lines = csv.line;
    part->failure = csv.failure;
    if (read && !whole) {
        part->is_not_utf8 = part->block.text[sound] != '\0';
        part->failure = part->is_not_utf8 ? not_utf8 : holds_nul;
    }
}
