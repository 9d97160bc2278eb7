#include "ingest/assemble.h"

#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* ---- values that are to be there once ---- */

enum { NUMBER_TEXT_SIZE = 32 };

struct seen {
    size_t column;            /* of the table */
    bool *codes;              /* of a text column */
    struct dictionary others; /* of any other, as text */
};

static size_t other_text(const struct column *column, uint32_t row, char text[NUMBER_TEXT_SIZE])
{
    double number = column->type == COLUMN_NUMBER ? column->number[row]
                    : column->type == COLUMN_DAY  ? (double)column->day[row]
                                                  : (double)column->flag[row];
    return (size_t)snprintf(text, NUMBER_TEXT_SIZE, "%a", number + 0.0);
}

static bool was_seen(const struct seen *seen, const struct column *column, uint32_t row)
{
    if (!column->present[row])
        return false;
    if (column->type == COLUMN_TEXT)
        return seen->codes[column->code[row]];
    char text[NUMBER_TEXT_SIZE];
    other_text(column, row, text);
    return dictionary_find(&seen->others, text) != DICTIONARY_NONE;
}

static void mark_seen(struct seen *seen, const struct column *column, uint32_t row)
{
    if (!column->present[row])
        return;
    if (column->type == COLUMN_TEXT) {
        seen->codes[column->code[row]] = true;
        return;
    }
    char text[NUMBER_TEXT_SIZE];
    dictionary_add(&seen->others, text, other_text(column, row, text));
}

/* ---- one table ---- */

struct joining {
    struct assembly *assembly;
    struct arena *scratch;
    const struct blueprint_table *blueprint;
    struct table *table;
    struct table_origins *origins;
    struct seen *seen;
    size_t seen_count;
};

static void watch_columns(struct joining *joining)
{
    const struct blueprint_table *blueprint = joining->blueprint;
    joining->seen = ARENA_ARRAY(joining->scratch, struct seen, blueprint->column_count);
    for (size_t i = 0; i < blueprint->column_count; i++) {
        bool is_key = joining->table->key == (int)i;
        if (!is_key && !blueprint->columns[i].unique)
            continue;
        struct seen *seen = &joining->seen[joining->seen_count++];
        seen->column = i;
        seen->others = dictionary_in(joining->scratch);
        if (blueprint->columns[i].type == COLUMN_TEXT)
            seen->codes = ARENA_ARRAY(joining->scratch, bool, joining->assembly->dataset->words.count);
    }
}

/* Where a column of the table stands among the extract's, or NO_COLUMN. */
static int extract_column(const struct blueprint_extract *extract, size_t table_column)
{
    for (size_t i = 0; i < extract->mapped->column_count; i++)
        if (extract->columns[i] == table_column)
            return (int)i;
    return NO_COLUMN;
}

static void find_repeated(struct joining *joining, const struct file_rows *file, uint32_t row, int column)
{
    int position = file->match.positions[column];
    const char *header = arena_copy_text(joining->assembly->arena, file->match.headers[position]);
    findings_add(joining->assembly->findings, (struct finding){.rule = FINDING_DUPLICATE_KEY,
                                                               .file = file->shown,
                                                               .line = file->line[row],
                                                               .column = position,
                                                               .header = header});
}

/* A row that is set aside for one value does not make its others known. */
static bool is_first(struct joining *joining, const struct file_rows *file, uint32_t row)
{
    for (size_t i = 0; i < joining->seen_count; i++) {
        int column = extract_column(file->extract, joining->seen[i].column);
        if (column != NO_COLUMN && was_seen(&joining->seen[i], &file->columns[column], row)) {
            find_repeated(joining, file, row, column);
            return false;
        }
    }
    for (size_t i = 0; i < joining->seen_count; i++) {
        int column = extract_column(file->extract, joining->seen[i].column);
        if (column != NO_COLUMN)
            mark_seen(&joining->seen[i], &file->columns[column], row);
    }
    return true;
}

static void copy_value(struct column *to, uint32_t to_row, const struct column *from, uint32_t from_row)
{
    to->present[to_row] = from->present[from_row];
    if (!from->present[from_row])
        return;
    switch (to->type) {
    case COLUMN_TEXT:
        to->code[to_row] = from->code[from_row];
        break;
    case COLUMN_NUMBER:
        to->number[to_row] = from->number[from_row];
        break;
    case COLUMN_DAY:
        to->day[to_row] = from->day[from_row];
        break;
    case COLUMN_FLAG:
        to->flag[to_row] = from->flag[from_row];
        break;
    }
}

static void append_rows(struct joining *joining, struct file_rows *file)
{
    struct table *table = joining->table;
    uint32_t loaded = 0;
    for (uint32_t row = 0; row < file->row_count; row++) {
        if (!is_first(joining, file, row)) {
            file->rows_set_aside++;
            continue;
        }
        for (size_t i = 0; i < file->extract->mapped->column_count; i++)
            copy_value(&table->columns[file->extract->columns[i]], table->row_count, &file->columns[i], row);
        table->line[table->row_count++] = file->line[row];
        loaded++;
    }
    file->row_count = loaded;
    assert(file->rows_read == file->row_count + file->rows_set_aside);
}

static const char *const *copy_texts(struct arena *arena, const char *const *texts, size_t count)
{
    const char **copies = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = arena_copy_text(arena, texts[i]);
    return copies;
}

static void note_origin(struct joining *joining, const struct file_rows *file, uint32_t first_row)
{
    struct arena *arena = joining->assembly->arena;
    struct table *table = joining->table;
    table->sources[table->source_count++] = (struct source){file->shown, first_row};
    int *positions = ARENA_ARRAY(arena, int, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        int column = extract_column(file->extract, i);
        positions[i] = column == NO_COLUMN ? NO_POSITION : file->match.positions[column];
    }
    joining->origins->items[joining->origins->count++] = (struct row_origin){
        .extract = (size_t)(file->extract - joining->assembly->blueprint->extracts),
        .first_row = first_row,
        .row_count = file->row_count,
        .file = file->shown,
        .positions = positions,
        .headers = copy_texts(arena, file->match.headers, file->match.count),
    };
}

static bool is_of_table(const struct joining *joining, const struct file_rows *file)
{
    return &joining->assembly->blueprint->tables[file->extract->table] == joining->blueprint;
}

static bool make_room(struct joining *joining, const struct file_rows *files, size_t file_count,
                      struct error *error)
{
    struct arena *arena = joining->assembly->arena;
    struct table *table = joining->table;
    size_t rows = 0;
    size_t sources = 0;
    for (size_t i = 0; i < file_count; i++)
        if (is_of_table(joining, &files[i])) {
            rows += files[i].row_count;
            sources++;
        }
    if (rows >= UINT32_MAX)
        return error_set(error, ERROR_DATA, "table \"%s\" has over four thousand million rows", table->name);
    table->columns = ARENA_ARRAY(arena, struct column, joining->blueprint->column_count);
    table->column_count = joining->blueprint->column_count;
    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i] = column_make(arena, joining->blueprint->columns[i].name,
                                        joining->blueprint->columns[i].type, rows);
    table->line = ARENA_ARRAY(arena, uint32_t, rows);
    table->sources = ARENA_ARRAY(arena, struct source, sources);
    joining->origins->items = ARENA_ARRAY(arena, struct row_origin, sources);
    return true;
}

static bool join_table(struct joining *joining, struct file_rows *files, size_t file_count,
                       struct error *error)
{
    if (!make_room(joining, files, file_count, error))
        return false;
    watch_columns(joining);
    for (size_t i = 0; i < file_count; i++) {
        if (!is_of_table(joining, &files[i]))
            continue;
        uint32_t first_row = joining->table->row_count;
        append_rows(joining, &files[i]);
        note_origin(joining, &files[i], first_row);
    }
    return true;
}

/* ---- how tables join each other ---- */

static int joined_column(const struct blueprint_table *blueprint, enum join join)
{
    return blueprint->joins.columns[join] ? blueprint_column(blueprint, blueprint->joins.columns[join])
                                          : NO_COLUMN;
}

static void set_relations(struct arena *arena, const struct blueprint_table *blueprint, struct table *table)
{
    const struct joins *joins = &blueprint->joins;
    table->relations = ARENA_ARRAY(arena, struct relation, joins->relation_count);
    for (size_t i = 0; i < joins->relation_count; i++) {
        int column = blueprint_column(blueprint, joins->relations[i].column);
        if (column != NO_COLUMN)
            table->relations[table->relation_count++] = (struct relation){column, joins->relations[i].table};
    }
}

static void set_joins(struct arena *arena, const struct blueprint_table *blueprint, struct table *table)
{
    table->key = joined_column(blueprint, JOIN_KEY);
    table->child = joined_column(blueprint, JOIN_CHILD);
    table->when = joined_column(blueprint, JOIN_WHEN);
    table->until = joined_column(blueprint, JOIN_UNTIL);
    table->unit = blueprint->joins.unit;
    set_relations(arena, blueprint, table);
}

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
        dataset->tables[files[i].extract->table].supplied = true;
    for (size_t i = 0; i < blueprint->table_count; i++)
        if (dataset->tables[i].supplied)
            set_joins(assembly->arena, &blueprint->tables[i], &dataset->tables[i]);
}

static bool join_tables(struct assembly *assembly, struct file_rows *files, size_t file_count,
                        struct error *error)
{
    bool joined = true;
    for (size_t i = 0; i < assembly->blueprint->table_count && joined; i++) {
        if (!assembly->dataset->tables[i].supplied)
            continue;
        struct arena scratch = {0};
        struct joining joining = {
            .assembly = assembly,
            .scratch = &scratch,
            .blueprint = &assembly->blueprint->tables[i],
            .table = &assembly->dataset->tables[i],
            .origins = &assembly->origins[i],
        };
        joined = join_table(&joining, files, file_count, error);
        arena_release(&scratch);
    }
    return joined;
}

/* ---- the files ---- */

/* The file's own codes of texts become the dataset's. */
static void recode(struct dictionary *words, struct file_rows *file)
{
    uint32_t *code = ARENA_ARRAY(&file->arena, uint32_t, file->words.count);
    for (size_t i = 0; i < file->words.count; i++)
        code[i] = dictionary_add(words, file->words.words[i], strlen(file->words.words[i]));
    for (size_t i = 0; i < file->extract->mapped->column_count; i++) {
        struct column *column = &file->columns[i];
        if (column->type != COLUMN_TEXT)
            continue;
        for (uint32_t row = 0; row < file->row_count; row++)
            if (column->present[row])
                column->code[row] = code[column->code[row]];
    }
}

static void take_findings(struct assembly *assembly, const struct file_rows *file)
{
    const char *const *headers = copy_texts(assembly->arena, file->match.headers, file->match.count);
    for (size_t i = 0; i < file->findings.count; i++) {
        struct finding finding = file->findings.items[i];
        if (finding.header)
            finding.header = headers[finding.column];
        findings_add(assembly->findings, finding);
    }
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        assembly->findings->counts[rule] += file->findings.counts[rule] - file->findings.kept[rule];
}

static void report_columns(struct arena *arena, const struct file_rows *file, struct file_report *report)
{
    const struct mapped_extract *mapped = file->extract->mapped;
    report->matched = ARENA_ARRAY(arena, const char *, mapped->column_count);
    report->absent = ARENA_ARRAY(arena, const char *, mapped->column_count);
    for (size_t i = 0; i < mapped->column_count; i++) {
        int position = file->match.positions[i];
        if (position == NO_POSITION) {
            report->absent[report->absent_count++] = mapped->columns[i].name;
            continue;
        }
        char letters[4];
        column_letter(position, letters);
        report->matched[report->matched_count++] = arena_format(
            arena, "%s <- %s (%s)", mapped->columns[i].name, file->match.headers[position], letters);
    }
}

static void report_ignored(struct arena *arena, const struct file_rows *file, struct file_report *report)
{
    report->ignored = ARENA_ARRAY(arena, const char *, file->match.named);
    for (size_t i = 0; i < file->match.named; i++) {
        if (file->match.columns[i] != NO_COLUMN)
            continue;
        char letters[4];
        column_letter((int)i, letters);
        const char *header = *file->match.headers[i] ? file->match.headers[i] : "(no header)";
        report->ignored[report->ignored_count++] = arena_format(arena, "%s (%s)", header, letters);
    }
}

static struct file_report report_file(struct assembly *assembly, const struct file_rows *file)
{
    struct file_report report = {
        .file = file->shown,
        .table = file->extract->mapped->table,
        .encoding = file->encoding,
        .rows_read = file->rows_read,
        .rows_loaded = file->row_count,
        .rows_set_aside = file->rows_set_aside,
    };
    memcpy(report.checksum, file->checksum, sizeof report.checksum);
    report_columns(assembly->arena, file, &report);
    report_ignored(assembly->arena, file, &report);
    return report;
}

bool assemble(struct assembly *assembly, struct file_rows *files, size_t file_count, struct error *error)
{
    lay_out(assembly, files, file_count);
    assembly->dataset->words = dictionary_in(assembly->arena);
    for (size_t i = 0; i < file_count; i++)
        recode(&assembly->dataset->words, &files[i]);
    for (size_t i = 0; i < file_count; i++)
        take_findings(assembly, &files[i]);
    if (!join_tables(assembly, files, file_count, error))
        return false;
    assembly->report->files = ARENA_ARRAY(assembly->arena, struct file_report, file_count);
    for (size_t i = 0; i < file_count; i++) {
        assembly->report->files[assembly->report->file_count++] = report_file(assembly, &files[i]);
        arena_release(&files[i].arena);
    }
    return true;
}
