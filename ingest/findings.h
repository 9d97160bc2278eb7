/* What is wrong with the data: each finding a rule, a file, a line, a column. Dirty data never stops a run by
 * itself; it is collected here, counted, shown, and never lost. No value of a cell is kept: what a finding
 * names is a place, and a person with access to the extract looks there. */
#ifndef INGEST_FINDINGS_H
#define INGEST_FINDINGS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* In order: a later one is worse. */
enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_STOP };

const char *severity_name(enum severity severity);

/* The rules themselves, their severities, meanings and cures are one table in findings.c. */
enum finding_rule {
    FINDING_BAD_DATE,
    FINDING_BAD_NUMBER,
    FINDING_BAD_FLAG,
    FINDING_UNKNOWN_CODE,
    FINDING_PLACEHOLDER, /* a value that stands for none (1900-01-01, 9999-12-31, SSD_PH): read as missing */
    FINDING_REQUIRED_MISSING, /* row set aside */
    FINDING_DUPLICATE_KEY,    /* row set aside */
    FINDING_WRONG_CELL_COUNT, /* more cells than headers, with something in them: row set aside */
    FINDING_SHORT_ROW,        /* fewer cells than headers: the rest are missing */
    FINDING_CHECK_FAILED,     /* a cross-column check of the mapping */
    FINDING_NOT_RELATED,      /* a relation names a row that is not there */
    FINDING_NO_UNIT,          /* a row that names no unit */
    FINDING_UNKNOWN_UNIT,     /* a row that names a unit units.csv does not have */
    FINDING_COLUMN_ABSENT,    /* no header of a file is this column of its mapping */
    FINDING_NO_ROWS,          /* a file of headers alone */
    FINDING_ENCODING,         /* a file read as Windows-1252 or UTF-16 */
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
    const char *file;   /* as the job names it */
    uint32_t line;      /* as a spreadsheet shows it; 0 = the whole file */
    int column;         /* from 0; -1 = the whole row */
    const char *header; /* as the file spells it, or NULL */
    const char *detail; /* what a check says; never a value; or NULL */
};

struct findings {
    struct arena *arena;
    struct finding *items; /* in order of files and lines */
    size_t count;
    size_t capacity;
    size_t counts[FINDING_RULE_COUNT]; /* of all, kept or not: items keeps the first 10,000 of each rule */
    size_t kept[FINDING_RULE_COUNT];
};

struct findings findings_in(struct arena *arena);
void findings_add(struct findings *findings, struct finding finding);

/* The worst severity found, or -1 when there is none. */
int findings_worst(const struct findings *findings);

/* "AB" for 27: the letter a spreadsheet shows for a column counted from 0. */
void column_letter(int column, char letters[4]);

#endif
