/* The files' rows put together, in order, into the tables of a dataset: texts coded once for all of them, a
 * key that was there before set aside, and each file's report made up. */
#ifndef INGEST_ASSEMBLE_H
#define INGEST_ASSEMBLE_H

#include "ingest/blueprint.h"
#include "ingest/gather.h"
#include "ingest/ingest.h"

/* Where the rows of one source (see struct table) came from: what findings about them need. */
struct row_origin {
    size_t extract; /* of the blueprint */
    uint32_t first_row;
    uint32_t row_count;
    const char *file;
    const int *positions;       /* per column of the table: where it stands in the file, or NO_POSITION */
    const char *const *headers; /* per place in the file */
};

struct table_origins {
    struct row_origin *items; /* in order of rows */
    size_t count;
};

struct assembly {
    struct arena *arena;
    const struct blueprint *blueprint;
    struct dataset *dataset;
    struct findings *findings;
    struct ingest_report *report;
    struct table_origins *origins; /* per table */
};

/* Reads the files, with the threads and blocks of `limits`, and lays out the dataset's tables of their rows. */
MUST_CHECK bool assemble(struct assembly *assembly, const struct gathering *limits, struct file_rows *files,
                         size_t file_count, struct error *error);

/* The first column that "one_row_per" names and no file has; NULL: it has all. */
const char *one_row_per_lacks(const struct blueprint_table *blueprint, const struct table *table);

/* Finds that a rule of a table, which needs this column, was not applied. */
void rule_skipped(struct assembly *assembly, size_t table, const char *rule, const char *column);

#endif
