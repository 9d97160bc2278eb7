/* One cell and one rule -> a typed value, nothing, or a finding. Allocates nothing, so that a column is
 * converted at the speed it is read. Says what it accepts in one table of kinds, which also names them for
 * mappings. */
#ifndef INGEST_CONVERT_H
#define INGEST_CONVERT_H

#include "base/arena.h"
#include "base/day.h"
#include "ingest/codes.h"
#include "ingest/findings.h"
#include "tables/table.h"

/* The types of a mapping's columns. */
enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_FLAG, CELL_CODE, CELL_KIND_COUNT };

extern const char *const cell_kind_names[CELL_KIND_COUNT];
enum column_type cell_kind_column(enum cell_kind kind);

/* Texts that stand for no value ("NULL", "#N/A", "not known"), whatever their letter case. */
struct missing_words {
    const char **words;
    size_t count;
    bool begins[256]; /* whether some word begins with this byte */
};

/* The words known everywhere, and a mapping's own. */
struct missing_words missing_words_make(struct arena *arena, const char *const *more, size_t more_count);

struct cell_rule {
    enum cell_kind kind;
    const struct missing_words *missing;
    const struct code_list *codes; /* of CELL_CODE */
};

enum { NO_FINDING = -1 };

struct cell_value {
    bool present;
    int finding; /* an enum finding_rule, or NO_FINDING */
    union {
        const char *text; /* CELL_TEXT, CELL_CODE: inside the cell, or the code list's */
        double number;
        day_number day;
        bool flag;
    };
};

/* May change the cell in place. */
struct cell_value cell_convert(const struct cell_rule *rule, char *cell);

/* Dates as people write them, always day first: 3/4/2026, 03-04-2026, 3 April 2026, 03-Apr-2026, 2026-04-03,
 * any of them followed by a time of day, which is not looked at. Never a two-digit year, never a
 * spreadsheet's serial number. The text is trimmed. */
bool date_read(const char *text, day_number *day);

#endif
