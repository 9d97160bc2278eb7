#include "render/data_quality_parts.h"

#include "base/text.h"
#include "ingest/record_ids.h"
#include "render/page_kinds.h"
#include "render/page_words.h"

#include <string.h>

enum { LISTED_OF_EACH_RULE = 500 };

/* ---- the columns of each file ---- */

enum { FILE_NAME, FILE_TABLE, FILE_STATE, FILE_COLUMN, FILE_HEADER, FILE_COLUMN_COUNT };

static const struct quality_column of_columns[FILE_COLUMN_COUNT] = {
    [FILE_NAME] = {"File", 44, false},
    [FILE_TABLE] = {"Table", 24, false},
    [FILE_STATE] = {"State", 12, false},
    [FILE_COLUMN] = {"Column of the table", 28, false},
    [FILE_HEADER] = {"Header in the file (its letter)", 44, false},
};

static void put_column(struct page_grid *grid, const struct file_report *file, const char *state,
                       const char *column, const char *header)
{
    bool odd = *state != 'm' || !*header;
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, FILE_NAME, STYLE_WORDS, file->file);
    grid_text(grid, FILE_TABLE, STYLE_WORDS, file->table);
    *grid_cell(grid, FILE_STATE) =
        (struct cell){.style = STYLE_WORDS, .tint = odd ? TINT_MUTED : TINT_NONE, .text = state};
    grid_text(grid, FILE_COLUMN, STYLE_WORDS, column);
    grid_text(grid, FILE_HEADER, STYLE_WORDS, header);
}

/* "start_date <- Plan start (D)" in its two parts. */
static void put_matched(const struct quality_maker *maker, struct page_grid *grid,
                        const struct file_report *file, const char *matched)
{
    static const char *const arrow = " <- ";
    const char *at = strstr(matched, arrow);
    size_t length = at ? (size_t)(at - matched) : strlen(matched);
    put_column(grid, file, "matched", arena_copy_bytes(maker->arena, matched, length),
               at ? at + strlen(arrow) : "");
}

void quality_columns(const struct quality_maker *maker, struct page *page)
{
    const struct ingest_report *report = maker->quality->report;
    struct page_grid grid = quality_open(
        maker, page, "Columns", "Columns of each file",
        "Matched: read into the table, from the header shown. Missing: the table has it, the file has "
        "not. Ignored: the file has it, the mapping does not name it.",
        of_columns, FILE_COLUMN_COUNT);
    page->heading_row = grid.row_count;
    quality_headings(&grid, of_columns, FILE_COLUMN_COUNT);
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        for (size_t j = 0; j < file->matched_count; j++)
            put_matched(maker, &grid, file, file->matched[j]);
        for (size_t j = 0; j < file->absent_count; j++)
            put_column(&grid, file, "missing", file->absent[j], "");
        for (size_t j = 0; j < file->ignored_count; j++)
            put_column(&grid, file, "ignored", "", file->ignored[j]);
    }
    grid_finish(&grid, page);
}

/* ---- the findings of a table ---- */

enum { AT_RECORD, AT_FILE, AT_LINE, AT_LETTER, AT_HEADER, AT_DETAIL, AT_SEVERITY, AT_RULE, AT_COUNT };

static void put_finding(const struct quality_maker *maker, struct page_grid *grid,
                        const struct finding *finding)
{
    char letters[4] = "";
    if (finding->column >= 0)
        column_letter(finding->column, letters);
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, AT_RECORD, STYLE_NAME, finding->record ? finding->record : "");
    grid_text(grid, AT_FILE, STYLE_WORDS, finding->file);
    if (finding->line > 0)
        quality_line(grid, AT_LINE, finding->line);
    grid_text(grid, AT_LETTER, STYLE_CENTRED, arena_copy_text(maker->arena, letters));
    grid_text(grid, AT_HEADER, STYLE_WORDS, finding->header ? finding->header : "");
    grid_text(grid, AT_DETAIL, STYLE_WORDS, finding->detail ? finding->detail : "");
    quality_severity(grid, AT_SEVERITY, finding->severity);
    grid_text(grid, AT_RULE, STYLE_WORDS, finding_rule_text(finding->rule)->name);
}

static void put_rule(const struct quality_maker *maker, struct page_grid *grid,
                     const struct table_findings *of_table, enum finding_rule rule)
{
    struct arena *arena = maker->arena;
    const struct findings *findings = maker->quality->findings;
    const struct finding_rule_text *text = finding_rule_text(rule);
    size_t listed = 0;
    put_group_heading(grid, arena_format(arena, "%s (%s), %zu: %s", text->name,
                                         severity_name(of_table->worst[rule]), of_table->counts[rule],
                                         text->meaning));
    grid_line(grid, STYLE_DETAIL, arena_format(arena, "To put it right: %s.", text->cure));
    grid_keep_with_next(grid);
    for (size_t i = 0; i < findings->count && listed < LISTED_OF_EACH_RULE; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->rule != rule || !text_equal(finding->table, of_table->table))
            continue;
        put_finding(maker, grid, finding);
        listed++;
    }
    if (listed < of_table->counts[rule])
        grid_line(grid, STYLE_WORDS,
                  arena_format(arena, "and %zu more of this rule that are not listed",
                               of_table->counts[rule] - listed));
}

static const char *record_heading(struct arena *arena, const struct dataset *dataset, const char *name)
{
    int table = dataset_table(dataset, name);
    int column = table >= 0 ? record_column(&dataset->tables[table]) : NO_COLUMN;
    if (column == NO_COLUMN)
        return "Record";
    return arena_format(arena, "Record: its %s", dataset->tables[table].columns[column].name);
}

static size_t found_in(const struct table_findings *of_table)
{
    size_t found = 0;
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        found += of_table->counts[rule];
    return found;
}

/* What is worst comes first. */
void quality_table(const struct quality_maker *maker, const struct table_findings *of_table,
                   struct page *page)
{
    static const char *const restricted = "RESTRICTED: names records of children or workers";
    struct arena *arena = maker->arena;
    const struct data_quality *quality = maker->quality;
    const struct quality_column columns[AT_COUNT] = {
        [AT_RECORD] = {record_heading(arena, quality->dataset, of_table->table), 22, false},
        [AT_FILE] = {"File", 40, false},
        [AT_LINE] = {"Line", 8, true},
        [AT_LETTER] = {"Column", 8, true},
        [AT_HEADER] = {"Header", 30, false},
        [AT_DETAIL] = {"What was checked", 34, false},
        [AT_SEVERITY] = {"Severity", 10, false},
        [AT_RULE] = {"Rule", 18, false},
    };
    struct page_grid grid = quality_open(
        maker, page, of_table->table,
        arena_format(arena, "RESTRICTED \u00B7 %s: what was found", of_table->table),
        arena_format(arena,
                     "%s \u00B7 %zu found \u00B7 %s \u00B7 as at %s \u00B7 line and column are those a "
                     "spreadsheet shows",
                     quality->organisation, found_in(of_table), restricted,
                     date_words(arena, quality->as_at)),
        columns, AT_COUNT);
    page->foot_left = restricted;
    page->heading_row = grid.row_count;
    quality_headings(&grid, columns, AT_COUNT);
    for (int severity = SEVERITY_STOP; severity >= SEVERITY_NOTE; severity--)
        for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
            if (of_table->counts[rule] > 0 && (int)of_table->worst[rule] == severity)
                put_rule(maker, &grid, of_table, (enum finding_rule)rule);
    grid_finish(&grid, page);
}

/* ---- names of units ---- */

enum { UNIT_TABLE, UNIT_COLUMN, UNIT_VALUE, UNIT_ROWS, UNIT_NEAREST, UNIT_COLUMN_COUNT };

static const struct quality_column of_units[UNIT_COLUMN_COUNT] = {
    [UNIT_TABLE] = {"Table", 24, false},
    [UNIT_COLUMN] = {"Column of the table", 22, false},
    [UNIT_VALUE] = {"What stands there", 40, false},
    [UNIT_ROWS] = {"Rows", 10, true},
    [UNIT_NEAREST] = {"The unit it is most like", 40, false},
};

void quality_unit_names(const struct quality_maker *maker, struct page *page)
{
    static const char *const restricted = "RESTRICTED: shows what stands in cells that should name units";
    const struct unknown_units *unknown = maker->quality->unknown_units;
    struct page_grid grid = quality_open(
        maker, page, UNIT_NAMES_SHEET, "RESTRICTED \u00B7 Names of units that the units file does not have",
        "Correct the spelling in the source system, or add the unit to the units file. Rows of "
        "other tables that are placed through these count in (no team) too.",
        of_units, UNIT_COLUMN_COUNT);
    page->foot_left = restricted;
    page->heading_row = grid.row_count;
    quality_headings(&grid, of_units, UNIT_COLUMN_COUNT);
    for (size_t i = 0; i < unknown->count; i++) {
        const struct unknown_unit *one = &unknown->items[i];
        grid_row(&grid, STYLE_WORDS);
        grid_text(&grid, UNIT_TABLE, STYLE_WORDS, one->table);
        grid_text(&grid, UNIT_COLUMN, STYLE_WORDS, one->column);
        grid_text(&grid, UNIT_VALUE, STYLE_NAME, one->value);
        quality_count(&grid, UNIT_ROWS, one->rows);
        grid_text(&grid, UNIT_NEAREST, STYLE_WORDS, one->nearest ? one->nearest : "");
    }
    if (unknown->left_out > 0)
        grid_line(&grid, STYLE_WORDS,
                  arena_format(maker->arena, "and %zu more that are not listed", unknown->left_out));
    grid_finish(&grid, page);
}

/* ---- what the rules mean ---- */

enum { RULE_NAME, RULE_SEVERITY, RULE_MEANING, RULE_CURE, RULE_HERE, RULE_COLUMN_COUNT };

static const struct quality_column of_rules[RULE_COLUMN_COUNT] = {
    [RULE_NAME] = {"Rule", 20, false},
    [RULE_SEVERITY] = {"Usual severity", 11, false},
    [RULE_MEANING] = {"What it means", 56, false},
    [RULE_CURE] = {"How to put it right", 64, false},
    [RULE_HERE] = {"Found here", 11, true},
};

static void put_rule_text(const struct quality_maker *maker, struct page_grid *grid, enum finding_rule rule)
{
    const struct finding_rule_text *text = finding_rule_text(rule);
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, RULE_NAME, STYLE_NAME, text->name);
    quality_severity(grid, RULE_SEVERITY, text->severity);
    grid_text(grid, RULE_MEANING, STYLE_WORDS, text->meaning);
    grid_text(grid, RULE_CURE, STYLE_WORDS, text->cure);
    quality_count(grid, RULE_HERE, (double)maker->quality->findings->counts[rule]);
}

static void put_gate_text(const struct quality_maker *maker, struct page_grid *grid, enum gate gate)
{
    const struct gate_text *text = gate_text(gate);
    size_t shut = 0;
    for (size_t i = 0; i < maker->quality->gates->shut_count; i++)
        shut += maker->quality->gates->shut[i].gate == gate;
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, RULE_NAME, STYLE_NAME, text->name);
    *grid_cell(grid, RULE_SEVERITY) =
        (struct cell){.style = STYLE_WORDS, .tint = TINT_RED, .text = "stops a run"};
    grid_text(grid, RULE_MEANING, STYLE_WORDS, text->meaning);
    grid_text(grid, RULE_CURE, STYLE_WORDS, text->cure);
    quality_count(grid, RULE_HERE, (double)shut);
}

void quality_rules(const struct quality_maker *maker, struct page *page)
{
    struct page_grid grid =
        quality_open(maker, page, "Rules", "What each rule means, and how to put it right",
                     "A note needs nothing done. A warning is a doubtful value. An error leaves something "
                     "out. A mapping may "
                     "give a rule another severity.",
                     of_rules, RULE_COLUMN_COUNT);
    page->heading_row = grid.row_count;
    quality_headings(&grid, of_rules, RULE_COLUMN_COUNT);
    put_group_heading(&grid, "Rules about cells, rows and files");
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        put_rule_text(maker, &grid, (enum finding_rule)rule);
    put_group_heading(&grid, "Gates: what stops a run before anything is published");
    for (size_t gate = 0; gate < GATE_COUNT; gate++)
        put_gate_text(maker, &grid, (enum gate)gate);
    grid_finish(&grid, page);
}
