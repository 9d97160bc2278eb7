/* What definitions are put in words with: every table and column that the job's mappings could fill, without rows. */
#ifndef CLI_EXPLAINED_H
#define CLI_EXPLAINED_H

#include "cli/definitions.h"
#include "ingest/outline.h"
#include "metrics/explain.h"

struct explained {
    struct outline outline;
    struct expression_scope scope;
};

MUST_CHECK bool explained_open(struct arena *arena, const char *home, const struct job *job,
                               const struct definitions *definitions, struct explained *explained,
                               struct error *error);

/* Each indicator of the catalogue in words; NULL for one that cannot be told. */
const struct explanation *const *explained_all(struct arena *arena, const struct explained *explained,
                                               const struct catalogue *catalogue);

#endif
