/* One file of one extract as typed columns by itself: its own arena, dictionary and findings, so that files
 * can be read apart from each other and then put together in order (see assemble.h). */
#ifndef INGEST_FILE_ROWS_H
#define INGEST_FILE_ROWS_H

#include "ingest/blueprint.h"
#include "ingest/findings.h"
#include "ingest/header.h"
#include "tables/dictionary.h"

struct file_rows {
    const struct blueprint_extract *extract;
    const char *path;
    const char *shown; /* as findings show it */

    struct arena arena; /* of what follows; released by its user */
    char checksum[65];
    const char *encoding;
    struct header_match match;
    struct column *columns; /* per column of the extract */
    uint32_t *line;
    uint32_t row_count;
    uint32_t rows_read;
    uint32_t rows_set_aside;
    struct dictionary words; /* of its text columns */
    struct findings findings;
};

/* `extract`, `path` and `shown` are set. */
MUST_CHECK bool file_rows_read(struct file_rows *file, struct error *error);

#endif
