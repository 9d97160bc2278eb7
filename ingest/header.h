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

/* A required column that no header matches, headers that match no column, a header that two columns claim, a column that
 * two headers claim, and a header that holds what look like rows are errors. Headers that look like data and are none of
 * the columns' are not shown. */
MUST_CHECK bool header_match(struct arena *arena, const struct mapped_extract *extract,
                             const struct csv_record *record, char delimiter, struct header_match *match,
                             struct error *error);

/* A date, or an id: what a row of data has in the place of a header, and nobody but its reader is to see. */
bool header_looks_like_data(struct arena *arena, const char *header);

#endif
