/* Which header of a file is which column of its mapping. */
#ifndef INGEST_HEADER_H
#define INGEST_HEADER_H

#include "ingest/csv_reader.h"
#include "ingest/mapping.h"

enum { NO_POSITION = -1 };

struct header_match {
    const char **headers; /* as the file spells them, trimmed */
    size_t count;
    size_t named;   /* up to and including the last that is not empty: a row that ends sooner is short */
    int *positions; /* per column of the extract: where it stands in the file, or NO_POSITION */
    int *columns;   /* per header: the extract's column, or NO_COLUMN */
};

/* A required column that no header matches, a header that two columns claim, and a column that two headers
 * claim are errors. */
MUST_CHECK bool header_match(struct arena *arena, const struct mapped_extract *extract,
                             const struct csv_record *record, struct header_match *match,
                             struct error *error);

#endif
