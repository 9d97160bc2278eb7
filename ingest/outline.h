/* The tables of a job without their rows: every table and column that its mappings know, as if supplied, and which files and
 * headers fill them. No extract is opened. What only other shipped mappings know is there too, so that a definition can be
 * told of a table that this job does not fill; and so are the codes of all their lists, which a column may be asked for. */
#ifndef INGEST_OUTLINE_H
#define INGEST_OUTLINE_H

#include "ingest/ingest.h"

/* The dataset that was loaded, and in its tables the columns that only other shipped mappings know, not supplied: a
 * definition that reads one is not available, instead of wrong. What is loaded stays as it is. */
MUST_CHECK bool outline_complete(struct arena *arena, const char *home, const struct extract_folder *folders,
                                 size_t count, const struct dataset *loaded, struct dataset *complete,
                                 struct error *error);

/* An extract of the job that fills a column. */
struct feed {
    const char *folder; /* as the job names it */
    const char *file;   /* a shell pattern: "ssd_cp_plans*.csv" */
    const char *const *headers;
    size_t header_count;
};

struct outline {
    struct dataset dataset;
    struct blueprint *blueprint; /* see ingest/blueprint.h */
};

MUST_CHECK bool outline_make(struct arena *arena, const char *home, const struct extract_folder *folders,
                             size_t count, struct outline *outline, struct error *error);

/* The extracts of the job that fill a column of a table, in the order they are read; none where it is not one of the
 * job's. */
struct feed *outline_feeds(struct arena *arena, const struct outline *outline, int table, int column,
                           size_t *count);

#endif
