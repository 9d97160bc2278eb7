/* One CSV file being written, a row at a time: the only way a cell of an extract comes about.
 *
 *     sheet_header(sheet, plan_fields);
 *     sheet_id(sheet, "cppl_cp_plan_id", PLAN_ID, i);
 *     sheet_day(sheet, "cppl_cp_plan_start_date", plan->start);
 *     sheet_end_row(sheet);
 *
 * Fields are set by name, best in the order of the file (that is fastest); those not set stay blank. Each
 * cell keeps what it was set as, so that dirt.h, which sees each row before it is written, knows a day from
 * a text. Texts have no line ends; a comma or a quote puts the cell in quotes. */
#ifndef GENERATOR_SHEET_H
#define GENERATOR_SHEET_H

#include "base/arena.h"
#include "base/day.h"
#include "base/error.h"
#include "samples/generator/random.h"

#include <stddef.h>

enum cell_kind { CELL_BLANK, CELL_ID, CELL_DAY, CELL_TEXT, CELL_NUMBER, CELL_FLAG };
enum { FIELDS_MOST = 32 };

struct cell {
    enum cell_kind kind;
    const char *text; /* what will be written; never NULL */
    char own[28];     /* room for what is not a constant */
};

/* What ids of each kind begin with; the number after it counts from 1. */
enum id_kind {
    CHILD_ID,
    FAMILY_ID,
    CONTACT_ID,
    EARLY_HELP_ID,
    REFERRAL_ID,
    ASSESSMENT_ID,
    ENQUIRY_ID,
    CONFERENCE_ID,
    MEETING_ID,
    NEED_PLAN_ID,
    NEED_VISIT_ID,
    PLAN_ID,
    REVIEW_ID,
    VISIT_ID,
    CARE_ID,
    EPISODE_ID,
    PLACEMENT_ID,
    LEGAL_ID,
    CARE_REVIEW_ID,
    CARE_VISIT_ID,
    MISSING_ID,
    INVOLVEMENT_ID,
    WORKER_ID,
    REGISTRATION_ID,
    PUPIL_ID,
    ROW_ID, /* for tables whose rows nothing points at */
    ID_KINDS
};

struct dirt;

struct sheet {
    struct arena *arena; /* holds the open file */
    const char *file;    /* "ssd_cp_plans.csv" */
    const char *const *fields;
    size_t field_count;
    struct cell cells[FIELDS_MOST];
    long line;            /* of the row being set, as Excel shows it: 2 is the first below the header */
    struct random random; /* this file's own; rows of a table are free to use it */
    const char *council;  /* what every id begins with, "" when there is one council */
    struct dirt *dirt;    /* NULL: none falls on this file */
    size_t next;          /* the field after the one set last */
    struct sheet_file *writing;
};

/* Names the fields and writes them as the first line; once, before any cell. `fields` ends in NULL. */
void sheet_header(struct sheet *sheet, const char *const *fields);

void sheet_id(struct sheet *sheet, const char *field, enum id_kind kind, long index); /* NOTHING: blank */
void sheet_day(struct sheet *sheet, const char *field, day_number day);               /* NO_DAY: blank  */
void sheet_text(struct sheet *sheet, const char *field,
                const char *text); /* NULL: blank. Lives until the row ends */
void sheet_number(struct sheet *sheet, const char *field, long value, int decimals); /* 153, 1: "15.3" */
void sheet_flag(struct sheet *sheet, const char *field, bool flag);                  /* Y or N */
void sheet_blank(struct sheet *sheet, const char *field);
void sheet_end_row(struct sheet *sheet);

/* Bytes as they are, into the file, such as a title above the header. */
void sheet_raw(struct sheet *sheet, const char *bytes, size_t length);

MUST_CHECK bool sheet_open(struct sheet *sheet, const char *folder, struct error *error);
MUST_CHECK bool sheet_close(struct sheet *sheet, struct error *error);

#endif
