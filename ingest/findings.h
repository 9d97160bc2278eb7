/* What is wrong with the data: each finding a rule, a file, a line, a column. Dirty data never stops a run by
 * itself; it is collected here, counted, shown, and never lost. No value of a cell is kept but the row's own id:
 * what a finding names is a place, and a person with access to the extract or the system looks there. */
#ifndef INGEST_FINDINGS_H
#define INGEST_FINDINGS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* In order: a later one is worse. */
enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_STOP, SEVERITY_COUNT };

const char *severity_name(enum severity severity);
extern const char *const severity_names[SEVERITY_COUNT];

/* The rules themselves, their severities, meanings and cures are one table in findings.c. */
enum finding_rule {
    FINDING_BAD_DATE,
    FINDING_BAD_NUMBER,
    FINDING_BAD_FLAG,
    FINDING_BAD_ID, /* an id that a spreadsheet turned into a rounded number (1.23E+06) */
    FINDING_UNKNOWN_CODE,
    FINDING_RETIRED_CODE, /* a code used before or after the time it is valid; kept */
    FINDING_OUT_OF_RANGE, /* below a column's "least" or above its "most": read as missing */
    FINDING_SUPPRESSED,   /* a published figure held back (c, x, z ...): read as missing */
    FINDING_PLACEHOLDER,  /* a value that stands for none (1900-01-01, 9999-12-31, SSD_PH): read as missing */
    FINDING_REQUIRED_MISSING,  /* row set aside */
    FINDING_SYSTEM_ROW,        /* a required id is one that stands for none (-1): row set aside */
    FINDING_DUPLICATE_KEY,     /* row set aside */
    FINDING_IDENTICAL_ROWS,    /* as an earlier row of a table that has no key; kept */
    FINDING_OVERLAP,           /* two periods of one child (see "no_overlap" in mapping.h); kept */
    FINDING_WRONG_CELL_COUNT,  /* more cells than headers, or than the file's rows have: row set aside */
    FINDING_EXTRA_CELLS,       /* all rows of a file end in empty cells that no header stands over */
    FINDING_SWALLOWED_ROWS,    /* a quoted cell holds what look like rows: row set aside, run stopped */
    FINDING_JOINED_ROWS,       /* a quoted cell may join two rows in one; kept */
    FINDING_CUT_SHORT,         /* the last row lacks cells and its end of line: row set aside, run stopped */
    FINDING_TOTALS_ROW,        /* its first filled cell is Total, Totals or Grand total: row set aside */
    FINDING_SHORT_ROW,         /* fewer cells than headers: the rest are missing */
    FINDING_CHECK_FAILED,      /* a cross-column check of the mapping */
    FINDING_NOT_RELATED,       /* a relation names a row that is not there */
    FINDING_RENAMED_IDS,       /* rows that name a record by a former id; read as naming the id now */
    FINDING_FORMER_RECORDS,    /* records whose id is a former one still have rows of their own; kept */
    FINDING_UNCLEAR_IDS,       /* which id a former one has now cannot be told; it is left */
    FINDING_NO_UNIT,           /* a row that names no unit */
    FINDING_UNKNOWN_UNIT,      /* a row that names a unit units.csv does not have */
    FINDING_BEYOND_CALENDAR,   /* working days asked for past the table of bank holidays */
    FINDING_COLUMN_ABSENT,     /* no header of a file is this column, and an unused one looks like it */
    FINDING_WITHOUT_YET_THERE, /* the job goes "without" a table that a file of the folder fills; loaded */
    FINDING_RULE_SKIPPED,      /* a rule about whole rows needs a column that no file has */
    FINDING_STANDS_STILL,      /* a table has no row newer than at the last good run, though others have */
    FINDING_ENCODING,          /* a file read as Windows-1252 or UTF-16 */
    FINDING_DELIMITER,         /* a file whose cells something other than a comma parts */
    FINDING_SEPARATOR_LINE,    /* a file whose first line is a spreadsheet's own "sep=;" */
    FINDING_RULE_COUNT
};

struct finding_rule_text {
    const char *name; /* "bad_date", as written in files and shown */
    enum severity severity;
    const char *meaning; /* "a cell that should be a date is not one; read as missing" */
    const char *cure;    /* what to do about it */
};
const struct finding_rule_text *finding_rule_text(enum finding_rule rule);

struct finding {
    enum finding_rule rule;
    enum severity severity; /* set as it is added */
    const char *table;
    const char *file;   /* as the job names it */
    uint32_t line;      /* as a spreadsheet shows it; 0 = the whole file */
    int column;         /* from 0; -1 = the whole row */
    const char *header; /* as the file spells it, or NULL */
    const char *detail; /* what a check says, or why it is none; never a value; or NULL */
    const char *record; /* the row's own id (see record_ids.h), or NULL: for the restricted workbook alone */
};

/* Of one table: all of them, kept or not. */
struct table_findings {
    const char *table;
    size_t counts[FINDING_RULE_COUNT];
    enum severity worst[FINDING_RULE_COUNT]; /* of those found */
};

/* A row of a file that has a warning or worse; it may be told of more than once. */
struct found_row {
    const char *file;
    uint32_t line;
};

struct findings {
    struct arena *arena;
    struct finding *items; /* in order of files and lines */
    size_t count;
    size_t capacity;
    size_t counts[FINDING_RULE_COUNT]; /* of all, kept or not: items keeps the first 10,000 of each rule */
    size_t kept[FINDING_RULE_COUNT];
    size_t severity_counts[SEVERITY_COUNT];
    struct found_row *rows; /* of all findings, kept or not */
    size_t row_count;
    size_t row_capacity;
    struct table_findings *tables; /* in order of arrival */
    size_t table_count;
    size_t table_capacity;
    const enum severity
        *severities; /* per rule, of what is added next: a mapping's, or NULL, the rules' own */
};

struct findings findings_in(struct arena *arena);
void findings_add(struct findings *findings, struct finding finding);

/* Whether the next finding of the rule would be kept, and so is worth a detail. */
bool findings_keep(const struct findings *findings, enum finding_rule rule);

/* Adds all of another's, with their severities, those not kept included. Headers, details and records are copied. */
void findings_take(struct findings *findings, const struct findings *other);

/* Of that table; NULL when nothing was found in it. */
const struct table_findings *findings_of_table(const struct findings *findings, const char *table);

/* The worst severity that a rule's findings have; with none, its own. */
enum severity findings_worst_of(const struct findings *findings, enum finding_rule rule);

/* The worst severity found, or -1 when there is none. */
int findings_worst(const struct findings *findings);

/* "AB" for 27: the letter a spreadsheet shows for a column counted from 0. */
void column_letter(int column, char letters[4]);

#endif
