/* One cell and one rule -> a typed value, nothing, or a finding. Allocates nothing, so that a column is
 * converted at the speed it is read. Says what it accepts in one table of kinds, which also names them for
 * mappings. */
#ifndef INGEST_CONVERT_H
#define INGEST_CONVERT_H

#include "base/arena.h"
#include "base/day.h"
#include "ingest/codes.h"
#include "ingest/dates.h"
#include "ingest/findings.h"
#include "tables/table.h"

/* The types of a mapping's columns. An id is a text of which spaces, letter case and a spreadsheet's ".0" are
 * no part ("abc 12" is ABC12, "1234.0" is 1234); leading zeros are. */
enum cell_kind { CELL_TEXT, CELL_ID, CELL_NUMBER, CELL_DATE, CELL_FLAG, CELL_CODE, CELL_KIND_COUNT };

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

/* A mapping's own words alone. */
struct missing_words own_words_make(struct arena *arena, const char *const *words, size_t count);

/* Values that a system puts where it has none (1900-01-01, SSD_PH, an id of -1): read as missing, with a note. Some are
 * known everywhere; these are a mapping's own. One that is a day stands for that day however it is written, and in a column of
 * numbers one that is a number for that number. */
struct sentinels {
    struct missing_words words;
    day_number *days;
    size_t day_count;
    double *numbers;
    size_t number_count;
};
struct sentinels sentinels_make(struct arena *arena, const char *const *words, size_t count);

/* The least and the most a number or a date (as a day number) can be. */
struct cell_range {
    bool has_least;
    bool has_most;
    double least;
    double most;
};

/* What a comma in a number is. In a file whose cells are parted by semicolons it may be either: 256,500 is not read
 * there, though 1,234,500 (thousands) and 256,5 (a decimal comma) are. */
enum decimal_mark { DECIMAL_POINT, DECIMAL_COMMA, DECIMAL_DOUBTFUL };

struct cell_rule {
    enum cell_kind kind;
    const struct missing_words *missing;
    const struct code_list
        *codes; /* of CELL_CODE; of CELL_FLAG or NULL: Y is yes, N no, another code missing */
    const struct missing_words *suppressed; /* or NULL */
    const struct sentinels *sentinels;      /* the mapping's own, or NULL */
    struct date_forms dates;                /* of CELL_DATE */
    struct cell_range range;                /* of CELL_NUMBER and CELL_DATE */
    bool states_decimal;                    /* of CELL_NUMBER: the mapping says which mark */
    enum decimal_mark decimal;
    bool keeps_spaces; /* of CELL_TEXT: what is around it is part of it */
};

enum { NO_FINDING = -1 };

struct cell_value {
    bool present;
    int finding; /* an enum finding_rule, or NO_FINDING */
    union {
        struct {
            const char *text; /* CELL_TEXT, CELL_ID, CELL_CODE: inside the cell, or the code list's */
            size_t length;
        };
        double number;
        day_number day;
        bool flag;
    };
};

/* May change the cell in place; `length` is its text's. */
struct cell_value cell_convert(const struct cell_rule *rule, char *cell, size_t length);

#endif
