#include "ingest/findings.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

enum { KEPT_OF_EACH_RULE = 10000, LETTERS = 26 };

const char *const severity_names[SEVERITY_COUNT] = {
    [SEVERITY_NOTE] = "note",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
    [SEVERITY_STOP] = "stop",
};

static const struct finding_rule_text rules[FINDING_RULE_COUNT] = {
    [FINDING_BAD_DATE] = {"bad_date", SEVERITY_WARNING,
                          "a cell that should be a date is not one; read as missing",
                          "write it day first with a four-digit year (31/03/2026) or as 2026-03-31"},
    [FINDING_BAD_NUMBER] = {"bad_number", SEVERITY_WARNING,
                            "a cell that should be a number is not one; read as missing",
                            "write digits only; list a word that stands for none in the mapping's "
                            "\"missing_values\""},
    [FINDING_BAD_FLAG] = {"bad_flag", SEVERITY_WARNING,
                          "a cell that should be yes or no is neither; read as missing",
                          "write Y or N; list a word that stands for none in the mapping's "
                          "\"missing_values\""},
    [FINDING_BAD_ID] = {"bad_id", SEVERITY_ERROR,
                        "an id that a spreadsheet turned into a rounded number, such as 1.23E+06; read as "
                        "missing",
                        "export it again from the source system, with the column as text"},
    [FINDING_UNKNOWN_CODE] = {"unknown_code", SEVERITY_WARNING,
                              "a value that its code list does not have; read as missing",
                              "correct the record, or add the spelling to the code list"},
    [FINDING_RETIRED_CODE] = {"retired_code", SEVERITY_WARNING,
                              "a code used on a date before it came in or after it went out; it is kept",
                              "record the code that is valid on that date"},
    [FINDING_OUT_OF_RANGE] = {"out_of_range", SEVERITY_WARNING,
                              "a value below the least or above the most that its column can be; read as "
                              "missing",
                              "correct the record, or the column's \"least\" and \"most\" in the mapping"},
    [FINDING_SUPPRESSED] = {"suppressed", SEVERITY_NOTE,
                            "a published figure that is held back (c, x, z, low ...); read as missing, never "
                            "as zero",
                            "nothing: its publisher does not give it"},
    [FINDING_PLACEHOLDER] = {"placeholder", SEVERITY_NOTE,
                             "a value that stands for none, such as 1900-01-01 or SSD_PH; read as missing",
                             "leave the cell empty when nothing is recorded"},
    [FINDING_REQUIRED_MISSING] = {"required_missing", SEVERITY_ERROR,
                                  "a required cell is empty or unreadable; the row is set aside",
                                  "complete the record in the source system"},
    [FINDING_SYSTEM_ROW] =
        {"system_row", SEVERITY_WARNING,
         "a required id is one that a system uses for none, such as -1 or UNKNOWN; the row is set aside",
         "nothing, where it is a row of the system itself; else record whose it is"},
    [FINDING_DUPLICATE_KEY] = {"duplicate_key", SEVERITY_ERROR,
                               "a row repeats the key of an earlier row; the later row is set aside",
                               "remove the repeated record, or the extract that overlaps another"},
    [FINDING_IDENTICAL_ROWS] =
        {"identical_rows", SEVERITY_WARNING,
         "a row is the same as an earlier one in every column that is read; its table has no key, so both "
         "are kept and both count",
         "look whether the records were exported twice; \"one_row_per\" in the mapping sets repeats aside"},
    [FINDING_OVERLAP] = {"overlap", SEVERITY_WARNING,
                         "a period begins before an earlier one of the same record ends; both are kept",
                         "close the earlier record, or correct the dates in the source system"},
    [FINDING_WRONG_CELL_COUNT] =
        {"wrong_cell_count", SEVERITY_ERROR,
         "a row has more cells than there are headers, or than the rows around it; it is set aside",
         "look for a comma that is not inside quotes, as in 1,234"},
    [FINDING_EXTRA_CELLS] =
        {"extra_cells", SEVERITY_WARNING,
         "the rows of a file end in empty cells that no header stands over; they are not read",
         "look whether the rows hold a comma that is not inside quotes, which moves what follows it by a "
         "cell"},
    [FINDING_SWALLOWED_ROWS] =
        {"swallowed_rows", SEVERITY_STOP,
         "a quoted cell holds what look like whole rows, which would be lost; its row is set aside",
         "look for a stray quote on this line and correct the extract; where the cell is as it should be, "
         "\"severity\": { \"swallowed_rows\": \"warning\" } in the mapping keeps its row"},
    [FINDING_JOINED_ROWS] =
        {"joined_rows", SEVERITY_WARNING,
         "what is before a line break in a quoted cell fills a row, and so does what is after it: two rows "
         "may have become one; it is kept",
         "look whether the cell begins with a stray quote on this line and ends with one on a later line"},
    [FINDING_CUT_SHORT] =
        {"cut_short", SEVERITY_STOP,
         "the last row of a file lacks cells and has no end of line: the file seems to be half written; the "
         "row is set aside",
         "export it again; where such files are whole, \"severity\": { \"cut_short\": \"warning\" } in "
         "the mapping keeps the row"},
    [FINDING_TOTALS_ROW] =
        {"totals_row", SEVERITY_NOTE,
         "a row that adds others up: its first filled cell is Total, Totals or Grand total; it "
         "is set aside",
         "nothing, or export the list without totals"},
    [FINDING_SHORT_ROW] = {"short_row", SEVERITY_WARNING,
                           "a row has fewer cells than there are headers; the rest are read as missing",
                           "look for a line that was broken in two or cut off"},
    [FINDING_CHECK_FAILED] = {"check_failed", SEVERITY_WARNING,
                              "a row does not satisfy a check of its mapping; it is kept",
                              "compare the columns that the check names in the source system"},
    [FINDING_NOT_RELATED] =
        {"not_related", SEVERITY_WARNING,
         "a cell names a row of another table that is not there; the row is kept",
         "check that both extracts were taken at the same time and cover the same records"},
    [FINDING_RENAMED_IDS] =
        {"renamed_ids", SEVERITY_NOTE,
         "rows of a table name a record by a former id; they are read as naming it by the "
         "id it has now",
         "nothing: the list of former ids says so"},
    [FINDING_FORMER_RECORDS] =
        {"former_records", SEVERITY_WARNING,
         "a table still has records under ids that the list of former ids says were renamed; they are kept, "
         "and what other tables say of them goes to the id now",
         "look whether they are the same records; if not, take their ids out of the list"},
    [FINDING_UNCLEAR_IDS] =
        {"unclear_ids", SEVERITY_WARNING,
         "the list of former ids gives an id two ids now, or leads round in a circle; nothing is renamed by "
         "it",
         "correct the list: each former id once, with the id it has now"},
    [FINDING_NO_UNIT] = {"no_unit", SEVERITY_NOTE,
                         "a row names no unit; it counts in the organisation and in (no team)",
                         "record the team, or the allocated worker whose team it is"},
    [FINDING_UNKNOWN_UNIT] =
        {"unknown_unit", SEVERITY_ERROR,
         "a row names a unit that the units file does not have; it counts in (no team)",
         "add the unit to the units file, or correct its spelling there or on the record"},
    [FINDING_BEYOND_CALENDAR] = {"beyond_calendar", SEVERITY_ERROR,
                                 "working days up to a date outside the table of bank holidays: they are not "
                                 "guessed, and rows that need them "
                                 "are unknown",
                                 "correct the date, or add its year to tables/bank_holidays.csv"},
    [FINDING_COLUMN_ABSENT] =
        {"column_absent", SEVERITY_WARNING,
         "no header of the file is this column, though an unused one looks like it; it is not available",
         "add the header's spelling to \"from\" in a mapping of your own"},
    [FINDING_WITHOUT_YET_THERE] =
        {"without_yet_there", SEVERITY_WARNING,
         "the job names a table in \"without\", yet a file for it is there; it is loaded",
         "take the table out of \"without\" in the job, so that a missing file shuts the gate \"missing\""},
    [FINDING_RULE_SKIPPED] =
        {"rule_skipped", SEVERITY_WARNING,
         "\"no_overlap\", \"one_row_per\" or \"renames\" needs a column that no file has: nothing was "
         "looked at",
         "add the header's spelling to \"from\" in a mapping of your own, or export the column"},
    [FINDING_STANDS_STILL] =
        {"stands_still", SEVERITY_WARNING,
         "a table has no newer row than at the last good run, though other tables have",
         "look whether its export has stopped; \"newest_within_days\" in the job's \"gates\" stops a run "
         "with a table that is too old"},
    [FINDING_ENCODING] = {"encoding", SEVERITY_NOTE, "a file that is not UTF-8 was converted",
                          "save the extract as UTF-8 (\"CSV UTF-8\" in Excel)"},
    [FINDING_DELIMITER] = {"delimiter", SEVERITY_NOTE,
                           "a file whose cells are parted by semicolons, tabs or bars, as its headers show",
                           "nothing; state \"delimiter\" in the mapping if it was told wrongly"},
    [FINDING_SEPARATOR_LINE] = {"separator_line", SEVERITY_NOTE,
                                "the first line, such as sep=;, tells a spreadsheet what parts the cells; it "
                                "is obeyed and stepped over, and lines are counted after it",
                                "nothing"},
};

const char *severity_name(enum severity severity)
{
    return severity_names[severity];
}

const struct finding_rule_text *finding_rule_text(enum finding_rule rule)
{
    assert(rule < FINDING_RULE_COUNT);
    return &rules[rule];
}

struct findings findings_in(struct arena *arena)
{
    return (struct findings){.arena = arena};
}

static enum severity severity_of(const struct findings *findings, enum finding_rule rule)
{
    return findings->severities ? findings->severities[rule] : rules[rule].severity;
}

/* Findings come table by table, so the last one asked for is nearly always the one. */
static struct table_findings *table_of(struct findings *findings, const char *table)
{
    for (size_t i = findings->table_count; i > 0; i--)
        if (text_equal(findings->tables[i - 1].table, table))
            return &findings->tables[i - 1];
    findings->tables = arena_grow(findings->arena, findings->tables, findings->table_count,
                                  &findings->table_capacity, sizeof *findings->tables);
    findings->tables[findings->table_count] = (struct table_findings){.table = table};
    return &findings->tables[findings->table_count++];
}

static void note_worst(struct table_findings *of_table, enum finding_rule rule, enum severity severity)
{
    if (of_table->counts[rule] == 0 || severity > of_table->worst[rule])
        of_table->worst[rule] = severity;
}

static void keep(struct findings *findings, struct finding finding)
{
    if (!findings_keep(findings, finding.rule))
        return;
    findings->kept[finding.rule]++;
    findings->items = arena_grow(findings->arena, findings->items, findings->count, &findings->capacity,
                                 sizeof *findings->items);
    findings->items[findings->count++] = finding;
}

static void note_row(struct findings *findings, const char *file, uint32_t line)
{
    const struct found_row *last = findings->row_count > 0 ? &findings->rows[findings->row_count - 1] : NULL;
    if (last && last->line == line && text_equal(last->file, file))
        return;
    findings->rows = arena_grow(findings->arena, findings->rows, findings->row_count, &findings->row_capacity,
                                sizeof *findings->rows);
    findings->rows[findings->row_count++] = (struct found_row){file, line};
}

bool findings_keep(const struct findings *findings, enum finding_rule rule)
{
    return findings->kept[rule] < KEPT_OF_EACH_RULE;
}

void findings_add(struct findings *findings, struct finding finding)
{
    assert(finding.rule < FINDING_RULE_COUNT && finding.table);
    finding.severity = severity_of(findings, finding.rule);
    findings->counts[finding.rule]++;
    findings->severity_counts[finding.severity]++;
    struct table_findings *of_table = table_of(findings, finding.table);
    note_worst(of_table, finding.rule, finding.severity);
    of_table->counts[finding.rule]++;
    if (finding.severity >= SEVERITY_WARNING && finding.line > 0 && finding.file)
        note_row(findings, finding.file, finding.line);
    keep(findings, finding);
}

static const char *copy_or_null(struct arena *arena, const char *text)
{
    return text ? arena_copy_text(arena, text) : NULL;
}

void findings_take(struct findings *findings, const struct findings *other)
{
    for (size_t i = 0; i < other->count; i++) {
        struct finding finding = other->items[i];
        finding.header = copy_or_null(findings->arena, finding.header);
        finding.detail = copy_or_null(findings->arena, finding.detail);
        finding.record = copy_or_null(findings->arena, finding.record);
        keep(findings, finding);
    }
    for (size_t i = 0; i < other->row_count; i++)
        note_row(findings, other->rows[i].file, other->rows[i].line);
    for (size_t i = 0; i < SEVERITY_COUNT; i++)
        findings->severity_counts[i] += other->severity_counts[i];
    for (size_t i = 0; i < other->table_count; i++) {
        struct table_findings *of_table = table_of(findings, other->tables[i].table);
        for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++) {
            if (other->tables[i].counts[rule] == 0)
                continue;
            note_worst(of_table, (enum finding_rule)rule, other->tables[i].worst[rule]);
            of_table->counts[rule] += other->tables[i].counts[rule];
            findings->counts[rule] += other->tables[i].counts[rule];
        }
    }
}

const struct table_findings *findings_of_table(const struct findings *findings, const char *table)
{
    for (size_t i = 0; i < findings->table_count; i++)
        if (text_equal(findings->tables[i].table, table))
            return &findings->tables[i];
    return NULL;
}

enum severity findings_worst_of(const struct findings *findings, enum finding_rule rule)
{
    bool found = false;
    enum severity worst = rules[rule].severity;
    for (size_t i = 0; i < findings->table_count; i++) {
        const struct table_findings *one = &findings->tables[i];
        if (one->counts[rule] > 0 && (!found || one->worst[rule] > worst)) {
            worst = one->worst[rule];
            found = true;
        }
    }
    return worst;
}

int findings_worst(const struct findings *findings)
{
    int worst = SEVERITY_COUNT - 1;
    while (worst >= 0 && findings->severity_counts[worst] == 0)
        worst--;
    return worst;
}

void column_letter(int column, char letters[4])
{
    char reversed[8];
    size_t count = 0;
    for (long rest = (long)column + 1; rest > 0; rest = (rest - 1) / LETTERS)
        reversed[count++] = (char)('A' + (rest - 1) % LETTERS);
    if (count > 3) {
        memcpy(letters, "?", 2);
        return;
    }
    for (size_t i = 0; i < count; i++)
        letters[i] = reversed[count - 1 - i];
    letters[count] = '\0';
}
