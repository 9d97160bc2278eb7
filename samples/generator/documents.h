/* The files of a job beside its extracts: job.json, units, populations, targets, and what people write. One
 * table of them; to add one, write a function that puts its whole text in `out` and give it a row. */
#ifndef GENERATOR_DOCUMENTS_H
#define GENERATOR_DOCUMENTS_H

#include "base/text.h"
#include "samples/generator/county.h"

struct document {
    const char *file; /* "targets.csv" */
    const char *key;  /* of job.json that names it; NULL: the job itself */
    void (*write)(const struct county *county, struct text *out);
};

MUST_CHECK bool documents_write(const struct county *county, const char *folder, struct error *error);

/* What the folder of one council of many is called. */
const char *council_folder(struct arena *arena, int council);

/* The same for many councils at once: `folder`/<council>/ holds a job of each, and this is the job above. */
MUST_CHECK bool documents_write_all(const struct county *councils, int count, const char *folder,
                                    struct error *error);

#endif
