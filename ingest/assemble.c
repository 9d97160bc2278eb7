#include "ingest/assemble.h"

#include "base/text.h"
#include "ingest/inherit.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* ---- values that are to be there once ---- */

struct seen {
    size_t *columns; /* of the table */
    size_t column_count;
    bool *codes;              /* of one text column */
    struct dictionary others; /* of any other, or of several, as text */
};

static void add_value(struct text *text, const struct column *column, uint32_t row)
{
    double number = column->type == COLUMN_NUMBER ? column->number[row]
                    : column->type == COLUMN_DAY  ? (double)column->day[row]
                    : column->type == COLUMN_TEXT ? (double)column->code[row]
                                                  : (double)column->flag[row];
    if (column->present[row])
        text_add_format(text, "%a", number + 0.0);
    text_add_character(text, '|');
}

static const char *values_text(struct arena *scratch, const struct seen *seen, const struct column *columns,
                               uint32_t row)
{
    struct text text = text_in(scratch);
    for (size_t i = 0; i < seen->column_count; i++)
        add_value(&text, &columns[seen->columns[i]], row);
    return text.bytes;
}

/* One value that is missing is no value to repeat; of several, it is as any other. */
static bool names_row(const struct seen *seen, const struct column *columns, uint32_t row)
{
    return seen->column_count > 1 || columns[seen->columns[0]].present[row];
}

static bool was_seen(struct arena *scratch, const struct seen *seen, const struct column *columns,
                     uint32_t row)
{
    if (!names_row(seen, columns, row))
        return false;
    if (seen->codes)
        return seen->codes[columns[seen->columns[0]].code[row]];
    struct arena_mark mark = arena_mark(scratch);
    bool was = dictionary_find(&seen->others, values_text(scratch, seen, columns, row)) != DICTIONARY_NONE;
    arena_rewind(scratch, mark);
    return was;
}

static void mark_seen(struct arena *scratch, struct seen *seen, const struct column *columns, uint32_t row)
{
    if (!names_row(seen, columns, row))
        return;
    if (seen->codes) {
        seen->codes[columns[seen->columns[0]].code[row]] = true;
        return;
    }
    struct arena_mark mark = arena_mark(scratch);
    const char *text = values_text(scratch, seen, columns, row);
    dictionary_add(&seen->others, text, strlen(text));
    arena_rewind(scratch, mark);
}

/* ---- one table ---- */

struct joining {
    struct assembly *assembly;
    struct arena *scratch;
    struct arena *texts; /* of values, while they are looked for */
    const struct blueprint_table *blueprint;
    struct table *table;
    struct table_origins *origins;
    struct seen *seen;
    size_t seen_count;
};

static struct seen *watch(struct joining *joining, size_t most)
{
    struct seen *seen = &joining->seen[joining->seen_count++];
    seen->columns = ARENA_ARRAY(joining->scratch, size_t, most);
    seen->others = dictionary_in(joining->scratch);
    return seen;
}

static void watch_column(struct joining *joining, size_t column)
{
    struct seen *seen = watch(joining, 1);
    seen->columns[seen->column_count++] = column;
    if (joining->blueprint->columns[column].type == COLUMN_TEXT)
        seen->codes = ARENA_ARRAY(joining->scratch, bool, joining->assembly->dataset->words.count);
}

/* The model may name columns that no mapping has. */
const char *one_row_per_lacks(const struct blueprint_table *blueprint, const struct table *table)
{
    for (size_t i = 0; i < blueprint->joins.one_row_per_count; i++) {
        int column = blueprint_column(blueprint, blueprint->joins.one_row_per[i]);
        if (column == NO_COLUMN || !table->columns[column].supplied)
            return blueprint->joins.one_row_per[i];
    }
    return NULL;
}

void rule_skipped(struct assembly *assembly, size_t table, const char *rule, const char *column)
{
    const struct row_origin *origin = &assembly->origins[table].items[0];
    assembly->findings->severities = assembly->blueprint->extracts[origin->extract].mapped->severities;
    findings_add(assembly->findings,
                 (struct finding){.rule = FINDING_RULE_SKIPPED,
                                  .table = assembly->dataset->tables[table].name,
                                  .file = origin->file,
                                  .column = -1,
                                  .detail = arena_format(assembly->arena, "\"%s\" needs %s", rule, column)});
}

static void watch_one_row_per(struct joining *joining)
{
    const struct joins *joins = &joining->blueprint->joins;
    if (one_row_per_lacks(joining->blueprint, joining->table))
        return;
    struct seen *seen = watch(joining, joins->one_row_per_count);
    for (size_t i = 0; i < joins->one_row_per_count; i++)
        seen->columns[seen->column_count++] =
            (size_t)blueprint_column(joining->blueprint, joins->one_row_per[i]);
}

static void watch_columns(struct joining *joining)
{
    const struct blueprint_table *blueprint = joining->blueprint;
    bool by_key = blueprint->joins.one_row_per_count == 0;
    joining->seen = ARENA_ARRAY(joining->scratch, struct seen, blueprint->column_count + 1);
    for (size_t i = 0; i < blueprint->column_count; i++)
        if (blueprint->columns[i].unique || (by_key && joining->table->key == (int)i))
            watch_column(joining, i);
    if (!by_key)
        watch_one_row_per(joining);
}

/* Where a column of the table stands among the extract's, or NO_COLUMN. */
static int extract_column(const struct blueprint_extract *extract, size_t table_column)
{
    for (size_t i = 0; i < extract->mapped->column_count; i++)
        if (extract->columns[i] == table_column)
            return (int)i;
    return NO_COLUMN;
}

static const char *record_of(const struct joining *joining, const struct file_rows *file, uint32_t row)
{
    if (file->head.extract->record == NO_COLUMN)
        return NULL;
    const struct column *named =
        &joining->table->columns[file->head.extract->columns[file->head.extract->record]];
    return named->present[row] ? joining->assembly->dataset->words.words[named->code[row]] : NULL;
}

static void find_repeated(struct joining *joining, const struct file_rows *file, uint32_t row, size_t column)
{
    const struct blueprint_extract *extract = file->head.extract;
    const struct header_match *match = &file->head.layout.match;
    int mapped = extract_column(extract, column);
    int position = mapped == NO_COLUMN ? NO_POSITION : match->positions[mapped];
    joining->assembly->findings->severities = extract->mapped->severities;
    findings_add(joining->assembly->findings,
                 (struct finding){.rule = FINDING_DUPLICATE_KEY,
                                  .table = joining->table->name,
                                  .file = file->head.shown,
                                  .line = joining->table->line[row],
                                  .column = position,
                                  .header = position == NO_POSITION ? NULL : match->headers[position],
                                  .record = record_of(joining, file, row)});
}

/* Looks and marks at once, where there is one value to look at, and that a text: most tables are so. */
static bool is_first_code(const struct seen *seen, const struct column *column, uint32_t row)
{
    if (!column->present[row])
        return true;
    bool was = seen->codes[column->code[row]];
    seen->codes[column->code[row]] = true;
    return !was;
}

/* A row that is set aside for one value does not make its others known. */
static bool is_first(struct joining *joining, const struct file_rows *file, uint32_t row)
{
    const struct column *columns = joining->table->columns;
    const struct seen *only = joining->seen_count == 1 ? joining->seen : NULL;
    if (only && only->codes && is_first_code(only, &columns[only->columns[0]], row))
        return true;
    for (size_t i = 0; i < joining->seen_count; i++)
        if (was_seen(joining->texts, &joining->seen[i], columns, row)) {
            find_repeated(joining, file, row, joining->seen[i].columns[0]);
            return false;
        }
    for (size_t i = 0; i < joining->seen_count; i++)
        mark_seen(joining->texts, &joining->seen[i], columns, row);
    return true;
}

static void move_value(struct column *column, uint32_t to, uint32_t from)
{
    column->present[to] = column->present[from];
    if (!column->present[from])
        return;
    switch (column->type) {
    case COLUMN_TEXT:
        column->code[to] = column->code[from];
        break;
    case COLUMN_NUMBER:
        column->number[to] = column->number[from];
        break;
    case COLUMN_DAY:
        column->day[to] = column->day[from];
        break;
    case COLUMN_FLAG:
        column->flag[to] = column->flag[from];
        break;
    }
}

static void move_row(struct table *table, uint32_t to, uint32_t from)
{
    if (to == from)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        move_value(&table->columns[i], to, from);
    table->line[to] = table->line[from];
}

/* The rows of a file that are not set aside close up to those before. */
static void keep_first_rows(struct joining *joining, struct file_rows *file)
{
    struct table *table = joining->table;
    uint32_t first = table->row_count;
    for (uint32_t row = file->first_row; row < file->first_row + file->row_count; row++)
        if (is_first(joining, file, row))
            move_row(table, table->row_count++, row);
        else
            file->rows_set_aside++;
    file->first_row = first;
    file->row_count = table->row_count - first;
    assert(file->rows_read == file->row_count + file->rows_set_aside);
}

static void note_origin(struct joining *joining, const struct file_rows *file)
{
    struct arena *arena = joining->assembly->arena;
    struct table *table = joining->table;
    const struct header_match *match = &file->head.layout.match;
    table->sources[table->source_count++] = (struct source){file->head.shown, file->first_row};
    int *positions = ARENA_ARRAY(arena, int, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        int column = extract_column(file->head.extract, i);
        positions[i] = column == NO_COLUMN ? NO_POSITION : match->positions[column];
    }
    joining->origins->items[joining->origins->count++] = (struct row_origin){
        .extract = (size_t)(file->head.extract - joining->assembly->blueprint->extracts),
        .first_row = file->first_row,
        .row_count = file->row_count,
        .file = file->head.shown,
        .positions = positions,
        .headers = match->headers,
    };
}

static bool is_of_table(const struct joining *joining, const struct file_rows *file)
{
    return &joining->assembly->blueprint->tables[file->head.extract->table] == joining->blueprint;
}

static void take_over(struct joining *joining, struct table_rows *rows, size_t source_count)
{
    struct arena *arena = joining->assembly->arena;
    struct table *table = joining->table;
    table_rows_expect(rows, 0);
    table->columns = rows->columns;
    table->column_count = joining->blueprint->column_count;
    table->line = rows->line;
    table->sources = ARENA_ARRAY(arena, struct source, source_count);
    joining->origins->items = ARENA_ARRAY(arena, struct row_origin, source_count);
    arena_adopt(arena, &rows->arena);
    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i].supplied = false;
}

/* A column is supplied when some file of its table has it. */
static void mark_supplied(struct table *table, const struct file_rows *file)
{
    const struct blueprint_extract *extract = file->head.extract;
    for (size_t i = 0; i < extract->mapped->column_count; i++)
        if (file->head.layout.match.positions[i] != NO_POSITION)
            table->columns[extract->columns[i]].supplied = true;
}

static void join_table(struct joining *joining, struct table_rows *rows, struct file_rows *files,
                       size_t file_count)
{
    take_over(joining, rows, file_count);
    for (size_t i = 0; i < file_count; i++)
        if (is_of_table(joining, &files[i]))
            mark_supplied(joining->table, &files[i]);
    watch_columns(joining);
    for (size_t i = 0; i < file_count; i++) {
        if (!is_of_table(joining, &files[i]))
            continue;
        keep_first_rows(joining, &files[i]);
        note_origin(joining, &files[i]);
    }
}

/* ---- how tables join each other ---- */

static void lay_out(struct assembly *assembly, const struct file_rows *files, size_t file_count)
{
    struct dataset *dataset = assembly->dataset;
    const struct blueprint *blueprint = assembly->blueprint;
    dataset->table_count = blueprint->table_count;
    dataset->tables = ARENA_ARRAY(assembly->arena, struct table, blueprint->table_count);
    assembly->origins = ARENA_ARRAY(assembly->arena, struct table_origins, blueprint->table_count);
    for (size_t i = 0; i < blueprint->table_count; i++)
        dataset->tables[i] = (struct table){.name = blueprint->tables[i].name,
                                            .key = NO_COLUMN,
                                            .child = NO_COLUMN,
                                            .when = NO_COLUMN,
                                            .until = NO_COLUMN};
    for (size_t i = 0; i < file_count; i++)
        dataset->tables[files[i].head.extract->table].supplied = true;
    for (size_t i = 0; i < blueprint->table_count; i++)
        if (dataset->tables[i].supplied)
            blueprint_join(assembly->arena, &blueprint->tables[i], &dataset->tables[i]);
}

static void join_tables(struct assembly *assembly, struct table_rows *rows, struct file_rows *files,
                        size_t file_count)
{
    for (size_t i = 0; i < assembly->blueprint->table_count; i++) {
        if (!assembly->dataset->tables[i].supplied)
            continue;
        struct arena scratch = {0};
        struct arena texts = {0};
        struct joining joining = {
            .assembly = assembly,
            .scratch = &scratch,
            .texts = &texts,
            .blueprint = &assembly->blueprint->tables[i],
            .table = &assembly->dataset->tables[i],
            .origins = &assembly->origins[i],
        };
        join_table(&joining, &rows[i], files, file_count);
        arena_release(&scratch);
        arena_release(&texts);
    }
}

/* ---- the files ---- */

static void report_columns(struct arena *arena, const struct file_rows *file, struct file_report *report)
{
    const struct mapped_extract *mapped = file->head.extract->mapped;
    report->matched = ARENA_ARRAY(arena, const char *, mapped->column_count);
    report->absent = ARENA_ARRAY(arena, const char *, mapped->column_count);
    for (size_t i = 0; i < mapped->column_count; i++) {
        int position = file->head.layout.match.positions[i];
        if (position == NO_POSITION) {
            report->absent[report->absent_count++] = mapped->columns[i].name;
            continue;
        }
        char letters[4];
        column_letter(position, letters);
        report->matched[report->matched_count++] =
            arena_format(arena, "%s <- %s (%s)", mapped->columns[i].name,
                         file->head.layout.match.headers[position], letters);
    }
}

static void report_ignored(struct arena *arena, const struct file_rows *file, struct file_report *report)
{
    report->ignored = ARENA_ARRAY(arena, const char *, file->head.layout.match.named);
    for (size_t i = 0; i < file->head.layout.match.named; i++) {
        if (file->head.layout.match.columns[i] != NO_COLUMN)
            continue;
        char letters[4];
        column_letter((int)i, letters);
        const char *header =
            *file->head.layout.match.headers[i] ? file->head.layout.match.headers[i] : "(no header)";
        report->ignored[report->ignored_count++] = arena_format(arena, "%s (%s)", header, letters);
    }
}

static struct file_report report_file(struct assembly *assembly, const struct file_rows *file)
{
    struct file_report report = {
        .file = file->head.shown,
        .table = file->head.extract->mapped->table,
        .folder = file->head.extract->folder,
        .encoding = encoding_name(file->encoding),
        .delimiter = delimiter_name(file->head.layout.delimiter),
        .header_line = file->head.layout.header_line,
        .rows_read = file->rows_read,
        .rows_loaded = file->row_count,
        .rows_set_aside = file->rows_set_aside,
    };
    memcpy(report.checksum, file->checksum, sizeof report.checksum);
    report_columns(assembly->arena, file, &report);
    report_ignored(assembly->arena, file, &report);
    return report;
}

static bool read_files(struct assembly *assembly, const struct gathering *limits, struct table_rows *rows,
                       struct file_rows *files, size_t file_count, struct error *error)
{
    const struct blueprint *blueprint = assembly->blueprint;
    for (size_t i = 0; i < blueprint->table_count; i++)
        rows[i] = (struct table_rows){.blueprint = &blueprint->tables[i]};
    assembly->dataset->words = dictionary_in(assembly->arena);
    struct gathering gathering = *limits;
    gathering.files = files;
    gathering.file_count = file_count;
    gathering.tables = rows;
    gathering.words = &assembly->dataset->words;
    if (gather(&gathering, error))
        return true;
    for (size_t i = 0; i < blueprint->table_count; i++)
        arena_release(&rows[i].arena);
    return false;
}

/* What findings and origins name of a file is in its arenas. */
static void report_files(struct assembly *assembly, struct file_rows *files, size_t file_count)
{
    assembly->report->files = ARENA_ARRAY(assembly->arena, struct file_report, file_count);
    for (size_t i = 0; i < file_count; i++) {
        assembly->report->files[assembly->report->file_count++] = report_file(assembly, &files[i]);
        arena_adopt(assembly->arena, &files[i].arena);
        arena_release(&files[i].collected);
    }
}

bool assemble(struct assembly *assembly, const struct gathering *limits, struct file_rows *files,
              size_t file_count, struct error *error)
{
    struct table_rows *rows =
        ARENA_ARRAY(assembly->arena, struct table_rows, assembly->blueprint->table_count);
    if (!read_files(assembly, limits, rows, files, file_count, error))
        return false;
    lay_out(assembly, files, file_count);
    for (size_t i = 0; i < file_count; i++)
        findings_take(assembly->findings, &files[i].findings);
    join_tables(assembly, rows, files, file_count);
    inherit_children(assembly->blueprint, assembly->dataset);
    report_files(assembly, files, file_count);
    return true;
}
