/* Typed tables: what ingest makes and what metrics reads. Columns of values with presence apart; texts as
 * codes into the dataset's one dictionary; days as day numbers. Rows stand in the order of the files, and
 * each knows its file and line. A table also knows how it joins the others: its key, its relations, whose
 * row it is, when it came about, where it belongs. Knows nothing of CSV or of indicators. */
#ifndef TABLES_TABLE_H
#define TABLES_TABLE_H

#include "base/arena.h"
#include "base/day.h"
#include "tables/dictionary.h"
#include "tables/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum column_type { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_DAY, COLUMN_FLAG };

const char *
column_type_name(enum column_type type); /* "text", "number", "date", "flag": as people write them */

struct column {
    const char *name;
    enum column_type type;
    const struct vocabulary *vocabulary; /* TEXT: the only words it may hold; NULL: any */
    bool supplied; /* some file had it; else all its values are missing, and nothing is to be made of that */
    bool *present; /* false: missing, and the value is not to be read */
    union {
        uint32_t *code; /* TEXT: into the dataset's dictionary */
        double *number;
        day_number *day;
        bool *flag;
    };
};

/* The rows from `first_row` up to the next source's came from this file. */
struct source {
    const char *file; /* as the job names it: "extracts/ssd_cp_plans.csv" */
    uint32_t first_row;
};

struct relation {
    int column;        /* this column holds ...  */
    const char *table; /* ... that table's key   */
};

enum { NO_COLUMN = -1 };

struct table {
    const char *name;
    const char *one;  /* what one row is, in words: "child protection plan"; NULL: nobody said */
    const char *many; /* "child protection plans" */
    bool supplied;    /* some file was read for it, if one of no rows; else it has neither columns nor rows */
    uint32_t row_count;
    struct column *columns;
    size_t column_count;
    struct relation *relations;
    size_t relation_count;
    int key;          /* column whose value names the row; or NO_COLUMN. Once each, but in a table of several
                       * rows for one (a worker's posts), of which a relation reads the latest that is open */
    int child;        /* column that says whose row it is; or NO_COLUMN                  */
    int when;         /* DAY column: the row came about; or NO_COLUMN: it was always there */
    int until;        /* DAY column: the row closed; or NO_COLUMN                        */
    const char *unit; /* expression (often a column): where the row belongs; NULL when nowhere */
    uint32_t *line;   /* per row: its line in its file, as a spreadsheet shows it        */
    struct source *sources;
    size_t source_count;
};

struct dataset {
    struct table *tables; /* every table of the model, supplied or not, then the council's own */
    size_t table_count;
    struct dictionary words;
};

int table_column(const struct table *table, const char *name);      /* or NO_COLUMN */
int dataset_table(const struct dataset *dataset, const char *name); /* or -1 */
const char *table_file(const struct table *table, uint32_t row);
bool table_hides(const struct table *table); /* there is something in it that a window can hide */

/* A new column of `rows` missing values. */
struct column column_make(struct arena *arena, const char *name, enum column_type type, size_t rows);

#endif
