/* One CSV file being written: fields are set by name, in any order; those not set stay empty. */
#ifndef GENERATOR_SHEET_H
#define GENERATOR_SHEET_H

#include "base/day.h"
#include "base/text.h"

struct sheet {
    const char *file; /* "ssd_cp_plans.csv" */
    const char *const *fields;
    size_t field_count;
    const char **cells;
    struct arena *row; /* holds the cells of the row being set */
    struct arena_mark mark;
    struct text out;
};

/* `fields` ends in NULL. `arena` holds the file's text, `row` one row at a time. */
struct sheet sheet_begin(struct arena *arena, struct arena *row, const char *file, const char *const *fields);

void sheet_set(struct sheet *sheet, const char *field, const char *text); /* NULL: empty */
void sheet_set_day(struct sheet *sheet, const char *field, day_number day);
void sheet_set_flag(struct sheet *sheet, const char *field, bool flag); /* Y or N */
void sheet_set_id(struct sheet *sheet, const char *field, const char *prefix, int number);
const char *sheet_cell(const struct sheet *sheet, const char *field);
bool sheet_has(const struct sheet *sheet, const char *field);
void sheet_end_row(struct sheet *sheet);
MUST_CHECK bool sheet_save(const struct sheet *sheet, const char *folder, struct error *error);

#endif
