/* What `run` worked out, kept in SQLite: the figures, their tolerances and ratings, for every period of the run, the dated
 * targets they were on their way to, and how much it had loaded. A run
 * for a month takes the place of the run before it for that month; `results` and `chart` read the run recorded last.
 * The only file that includes sqlite3. Writing is one transaction: all of a run is there, or none. */
#ifndef METRICS_HISTORY_H
#define METRICS_HISTORY_H

#include "ingest/loaded.h"
#include "metrics/result.h"

struct history {
    void *database;
    const char *path;
};

/* Makes the file (0600) when it is not there, and brings one of an earlier version up to this one. */
MUST_CHECK bool history_open(struct history *history, const char *path, struct error *error);
void history_close(struct history *history); /* what was not committed is gone */

/* Records the results and what was loaded for them; `definitions` is a checksum of the catalogue, targets and units they were worked out with.
 * Nothing is kept until history_commit. */
MUST_CHECK bool history_record(struct history *history, const struct result_set *results,
                               const struct loaded *loaded, const char *definitions, struct error *error);
MUST_CHECK bool history_commit(struct history *history, struct error *error);

MUST_CHECK bool history_has_runs(struct history *history, bool *has, struct error *error);

/* The run recorded last. Its indicators and units are matched by id with the catalogue and units given; figures of those
 * no longer there are left out. `*same_definitions` tells whether `definitions` is what it was worked out with. */
MUST_CHECK bool history_load(struct history *history, struct arena *arena, const struct catalogue *catalogue,
                             const struct units *units, const char *definitions, struct result_set *results,
                             bool *same_definitions, struct error *error);

/* What the run recorded last had loaded; nothing when there is none, or when it recorded no such thing. `*as_at` is its
 * day. */
MUST_CHECK bool history_loaded(struct history *history, struct arena *arena, struct loaded *loaded,
                               day_number *as_at, struct error *error);

#endif
