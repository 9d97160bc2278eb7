#include "ingest/findings.h"

#include <assert.h>
#include <string.h>

enum { KEPT_OF_EACH_RULE = 10000, LETTERS = 26 };

static const char *const severity_names[] = {
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
    [FINDING_UNKNOWN_CODE] = {"unknown_code", SEVERITY_WARNING,
                              "a value that its code list does not have; read as missing",
                              "correct the record, or add the spelling to the code list"},
    [FINDING_PLACEHOLDER] = {"placeholder", SEVERITY_NOTE,
                             "a value that stands for none, such as 1900-01-01 or SSD_PH; read as missing",
                             "leave the cell empty when nothing is recorded"},
    [FINDING_REQUIRED_MISSING] = {"required_missing", SEVERITY_ERROR,
                                  "a required cell is empty or unreadable; the row is set aside",
                                  "complete the record in the source system"},
    [FINDING_DUPLICATE_KEY] = {"duplicate_key", SEVERITY_ERROR,
                               "a row repeats the key of an earlier row; the later row is set aside",
                               "remove the repeated record, or the extract that overlaps another"},
    [FINDING_WRONG_CELL_COUNT] = {"wrong_cell_count", SEVERITY_ERROR,
                                  "a row has more cells than there are headers; it is set aside",
                                  "look for a comma that is not inside quotes"},
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
    [FINDING_NO_UNIT] = {"no_unit", SEVERITY_WARNING,
                         "a row names no unit; it counts in the organisation and in (no team)",
                         "record the team, or the allocated worker whose team it is"},
    [FINDING_UNKNOWN_UNIT] =
        {"unknown_unit", SEVERITY_ERROR,
         "a row names a unit that the units file does not have; it counts in (no team)",
         "add the unit to the units file, or correct its spelling there or on the record"},
    [FINDING_COLUMN_ABSENT] =
        {"column_absent", SEVERITY_WARNING,
         "no header of the file is this column; indicators that need it are not available",
         "add the header's spelling to \"from\" in a mapping of your own"},
    [FINDING_NO_ROWS] = {"no_rows", SEVERITY_WARNING, "a file holds headers and no rows",
                         "check that the extract was not cut off"},
    [FINDING_ENCODING] = {"encoding", SEVERITY_NOTE, "a file that is not UTF-8 was converted",
                          "save the extract as UTF-8 (\"CSV UTF-8\" in Excel)"},
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

void findings_add(struct findings *findings, struct finding finding)
{
    assert(finding.rule < FINDING_RULE_COUNT);
    findings->counts[finding.rule]++;
    if (findings->kept[finding.rule] == KEPT_OF_EACH_RULE)
        return;
    findings->kept[finding.rule]++;
    findings->items = arena_grow(findings->arena, findings->items, findings->count, &findings->capacity,
                                 sizeof *findings->items);
    findings->items[findings->count++] = finding;
}

int findings_worst(const struct findings *findings)
{
    int worst = -1;
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        if (findings->counts[rule] > 0 && (int)rules[rule].severity > worst)
            worst = (int)rules[rule].severity;
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
