#include "render/data_quality_parts.h"

#include "base/text.h"
#include "render/page_kinds.h"
#include "render/page_words.h"

enum { TABLE, WHAT, FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, REMARK, COLUMN_COUNT };

/* The sections share the columns; each heads them in its own words. */
static const struct quality_column of_files[COLUMN_COUNT] = {
    [TABLE] = {"Table", 24, false},      [WHAT] = {"File", 52, false},
    [FIRST] = {"Rows read", 10, true},   [SECOND] = {"= loaded", 10, true},
    [THIRD] = {"+ set aside", 10, true}, [FOURTH] = {"Columns matched", 9, true},
    [FIFTH] = {"missing", 9, true},      [SIXTH] = {"ignored", 9, true},
    [REMARK] = {"Read as", 14, true},
};
static const struct quality_column of_findings[COLUMN_COUNT] = {
    [TABLE] = {"Table", 0, false},      [WHAT] = {"What was found", 0, false},
    [FIRST] = {"Severity", 0, false},   [SECOND] = {"How many", 0, true},
    [THIRD] = {"Of all rows", 0, true}, [FOURTH] = {"", 0, false},
    [FIFTH] = {"Rule", 0, false},       [SIXTH] = {"", 0, false},
    [REMARK] = {"", 0, false},
};
static const struct quality_column of_relations[COLUMN_COUNT] = {
    [TABLE] = {"Table", 0, false},
    [WHAT] = {"Column, and the table it names rows of", 0, false},
    [FIRST] = {"With a value", 0, true},
    [SECOND] = {"Not matched", 0, true},
    [THIRD] = {"Share", 0, true},
    [FOURTH] = {"", 0, false},
    [FIFTH] = {"", 0, false},
    [SIXTH] = {"", 0, false},
    [REMARK] = {"", 0, false},
};
static const struct quality_column of_unread[COLUMN_COUNT] = {
    [TABLE] = {"", 0, false},  [WHAT] = {"File", 0, false}, [FIRST] = {"What it may be", 0, false},
    [SECOND] = {"", 0, false}, [THIRD] = {"", 0, false},    [FOURTH] = {"", 0, false},
    [FIFTH] = {"", 0, false},  [SIXTH] = {"", 0, false},    [REMARK] = {"", 0, false},
};
static const struct quality_column of_gates[COLUMN_COUNT] = {
    [TABLE] = {"Gate", 0, false},  [WHAT] = {"What it stops", 0, false},
    [FIRST] = {"State", 0, false}, [SECOND] = {"Figures", 0, false},
    [THIRD] = {"", 0, false},      [FOURTH] = {"", 0, false},
    [FIFTH] = {"", 0, false},      [SIXTH] = {"", 0, false},
    [REMARK] = {"", 0, false},
};

static void begin_section(struct page_grid *grid, const char *heading, const struct quality_column *columns)
{
    grid_row(grid, STYLE_EMPTY);
    grid_keep_with_next(grid);
    put_group_heading(grid, heading);
    quality_headings(grid, columns, COLUMN_COUNT);
}

/* ---- gates ---- */

static void put_gate(struct page_grid *grid, const char *name, const char *meaning, const char *state,
                     enum tint tint, const char *figures)
{
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, TABLE, STYLE_NAME, name);
    grid_text(grid, WHAT, STYLE_WORDS, meaning);
    *grid_cell(grid, FIRST) = (struct cell){.style = STYLE_WORDS, .tint = tint, .text = state};
    *grid_cell(grid, SECOND) =
        (struct cell){.style = STYLE_WORDS, .text = figures, .across = COLUMN_COUNT - SECOND};
}

static void put_shut(struct page_grid *grid, const struct gates *gates, enum gate gate)
{
    for (size_t i = 0; i < gates->shut_count; i++) {
        const struct shut_gate *shut = &gates->shut[i];
        if (shut->gate == gate)
            put_gate(grid, shut->name, gate_text(gate)->meaning, shut->accepted ? "accepted" : "stops a run",
                     shut->accepted ? TINT_AMBER : TINT_RED, shut->figures);
    }
}

static bool is_shut(const struct gates *gates, enum gate gate)
{
    for (size_t i = 0; i < gates->shut_count; i++)
        if (gates->shut[i].gate == gate)
            return true;
    return false;
}

static const char *tried_words(struct arena *arena, const struct gates *gates, enum gate gate)
{
    if (gates->tried[gate] == 0)
        return arena_format(arena, "no %s to look at", gate_text(gate)->things);
    return arena_format(arena, "%s looked at: %zu", gate_text(gate)->things, gates->tried[gate]);
}

static void put_all_shut(struct page_grid *grid, const struct gates *gates)
{
    if (gates->shut_count == 0)
        return;
    begin_section(grid, "What would have stopped this run, and was accepted", of_gates);
    for (size_t gate = 0; gate < GATE_COUNT; gate++)
        put_shut(grid, gates, (enum gate)gate);
}

static const char *gates_heading(const struct quality_maker *maker)
{
    const struct data_quality *quality = maker->quality;
    if (!quality->compared)
        return "What would stop a run (there is no earlier run to compare with)";
    return arena_format(maker->arena, "What would stop a run (compared with the last good run, as at %s)",
                        date_words(maker->arena, quality->compared_with));
}

static void put_gates(const struct quality_maker *maker, struct page_grid *grid)
{
    const struct gates *gates = maker->quality->gates;
    if (maker->quality->published) {
        put_all_shut(grid, gates);
        return;
    }
    begin_section(grid, gates_heading(maker), of_gates);
    for (size_t i = 0; i < GATE_COUNT; i++) {
        enum gate gate = (enum gate)i;
        put_shut(grid, gates, gate);
        if (!is_shut(gates, gate))
            put_gate(grid, gate_text(gate)->name, gate_text(gate)->meaning, "open",
                     gates->tried[gate] ? TINT_GREEN : TINT_MUTED, tried_words(maker->arena, gates, gate));
    }
}

/* ---- files ---- */

static void put_file(struct page_grid *grid, const struct file_report *file)
{
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, TABLE, STYLE_NAME, file->table);
    grid_text(grid, WHAT, STYLE_WORDS, file->file);
    quality_count(grid, FIRST, file->rows_read);
    quality_count(grid, SECOND, file->rows_loaded);
    quality_count(grid, THIRD, file->rows_set_aside);
    if (file->rows_set_aside > 0)
        grid_cell(grid, THIRD)->tint = TINT_RED;
    quality_count(grid, FOURTH, (double)file->matched_count);
    quality_count(grid, FIFTH, (double)file->absent_count);
    quality_count(grid, SIXTH, (double)file->ignored_count);
    grid_text(grid, REMARK, STYLE_CENTRED, file->encoding);
}

static void put_missing_tables(const struct quality_maker *maker, struct page_grid *grid)
{
    const struct ingest_report *report = maker->quality->report;
    struct text names = text_in(maker->arena);
    text_add(&names, "No file, so that what needs them is not available: ");
    for (size_t i = 0; i < report->missing_table_count; i++)
        text_add_format(&names, "%s%s", i ? ", " : "", report->missing_tables[i]);
    if (report->missing_table_count == 0)
        return;
    grid_line(grid, STYLE_WORDS, names.bytes);
    grid_cell(grid, 0)->tint = TINT_MUTED;
}

static void put_unread(const struct quality_maker *maker, struct page_grid *grid)
{
    const struct ingest_report *report = maker->quality->report;
    if (report->unread_count == 0)
        return;
    begin_section(grid, "Files beside the extracts that nothing reads", of_unread);
    for (size_t i = 0; i < report->unread_count; i++) {
        const struct unread_file *unread = &report->unread[i];
        grid_row(grid, STYLE_WORDS);
        grid_text(grid, WHAT, STYLE_WORDS, unread->file);
        *grid_cell(grid, FIRST) =
            (struct cell){.style = STYLE_WORDS,
                          .text = unread->hint ? unread->hint : "no mapping of the folder has a name like it",
                          .across = COLUMN_COUNT - FIRST};
    }
}

static void put_files(const struct quality_maker *maker, struct page_grid *grid)
{
    const struct ingest_report *report = maker->quality->report;
    begin_section(grid, "Files: rows read = rows loaded + rows set aside", of_files);
    for (size_t i = 0; i < report->file_count; i++)
        put_file(grid, &report->files[i]);
    put_missing_tables(maker, grid);
}

/* ---- findings ---- */

static double rows_of(const struct ingest_report *report, const char *table)
{
    double rows = 0;
    for (size_t i = 0; i < report->file_count; i++)
        if (text_equal(report->files[i].table, table))
            rows += report->files[i].rows_read;
    return rows;
}

static void put_found(const struct quality_maker *maker, struct page_grid *grid,
                      const struct table_findings *of_table, enum finding_rule rule)
{
    const struct finding_rule_text *text = finding_rule_text(rule);
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, TABLE, STYLE_NAME, of_table->table);
    grid_text(grid, WHAT, STYLE_WORDS, text->meaning);
    quality_severity(grid, FIRST, of_table->worst[rule]);
    quality_count(grid, SECOND, (double)of_table->counts[rule]);
    quality_share(grid, THIRD, (double)of_table->counts[rule],
                  rows_of(maker->quality->report, of_table->table));
    *grid_cell(grid, FIFTH) =
        (struct cell){.style = STYLE_WORDS, .text = text->name, .across = COLUMN_COUNT - FIFTH};
}

static void put_findings(const struct quality_maker *maker, struct page_grid *grid)
{
    const struct data_quality *quality = maker->quality;
    begin_section(grid, "What was found, by table: the table's own sheet lists where", of_findings);
    for (size_t i = 0; i < quality->dataset->table_count; i++) {
        const struct table_findings *of_table =
            findings_of_table(quality->findings, quality->dataset->tables[i].name);
        for (size_t rule = 0; of_table && rule < FINDING_RULE_COUNT; rule++)
            if (of_table->counts[rule] > 0)
                put_found(maker, grid, of_table, (enum finding_rule)rule);
    }
    if (quality->findings->table_count == 0)
        grid_line(grid, STYLE_WORDS, "Nothing.");
}

/* ---- relations ---- */

static void put_relation(const struct quality_maker *maker, struct page_grid *grid,
                         const struct relation_report *relation)
{
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, TABLE, STYLE_NAME, relation->table);
    grid_text(grid, WHAT, STYLE_WORDS,
              arena_format(maker->arena, "%s \u2192 %s", relation->column, relation->other));
    if (!relation->told) {
        *grid_cell(grid, FIRST) = (struct cell){.style = STYLE_WORDS,
                                                .tint = TINT_MUTED,
                                                .text = "cannot be told: that table was not supplied",
                                                .across = COLUMN_COUNT - FIRST};
        return;
    }
    quality_count(grid, FIRST, (double)relation->named);
    quality_count(grid, SECOND, (double)relation->unmatched);
    quality_share(grid, THIRD, (double)relation->unmatched, (double)relation->named);
    if (relation->unmatched > 0)
        grid_cell(grid, SECOND)->tint = TINT_AMBER;
}

static void put_relations(const struct quality_maker *maker, struct page_grid *grid)
{
    const struct ingest_report *report = maker->quality->report;
    if (report->relation_count == 0)
        return;
    begin_section(grid, "Rows that name a row of another table which is not there", of_relations);
    for (size_t i = 0; i < report->relation_count; i++)
        put_relation(maker, grid, &report->relations[i]);
}

/* ---- the sheet ---- */

static enum tint verdict_tint(const struct data_quality *quality)
{
    const size_t *counts = quality->findings->severity_counts;
    if (data_quality_stops(quality))
        return TINT_RED;
    return counts[SEVERITY_WARNING] + counts[SEVERITY_ERROR] + counts[SEVERITY_STOP] > 0 ? TINT_AMBER
                                                                                         : TINT_GREEN;
}

void quality_summary(const struct quality_maker *maker, struct page *page)
{
    struct arena *arena = maker->arena;
    const struct data_quality *quality = maker->quality;
    struct page_grid grid = quality_open(
        maker, page, "Summary", "Data quality",
        arena_format(arena, "%s \u00B7 extracts as at %s \u00B7 the sheets of single tables are restricted",
                     quality->organisation, date_words(arena, quality->as_at)),
        of_files, COLUMN_COUNT);
    grid_line(&grid, STYLE_NAME, data_quality_verdict(arena, quality));
    grid_cell(&grid, 0)->tint = verdict_tint(quality);
    put_gates(maker, &grid);
    put_files(maker, &grid);
    put_unread(maker, &grid);
    put_findings(maker, &grid);
    put_relations(maker, &grid);
    grid_finish(&grid, page);
}
