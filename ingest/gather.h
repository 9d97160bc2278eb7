/* Reads files into tables with several threads. A line of work in three steps, of which the first and the last are
 * done by one thread at a time and in order of the files, and the middle one by as many as are free:
 *
 *     blocks of the files are read     parts are made typed columns     parts are put together, in order
 *
 * What comes out does not depend on how many threads there are, nor on which was faster. */
#ifndef INGEST_GATHER_H
#define INGEST_GATHER_H

#include "ingest/file_rows.h"

enum { USUAL_BLOCK = 1 << 19, MOST_THREADS = 16 };

struct gathering {
    struct file_rows *files; /* in the order of their rows */
    size_t file_count;
    struct table_rows *tables; /* of the blueprint; each file's rows go to its extract's table */
    struct dictionary *words;
    size_t threads; /* 1 to MOST_THREADS */
    size_t block;   /* how many bytes of a file are read at once */
};

/* The error is that of the first file, and line, that has one. */
MUST_CHECK bool gather(const struct gathering *gathering, struct error *error);

#endif
