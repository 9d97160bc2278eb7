/* The two tables that the program itself supplies, when the model names them: extract_files, what was read, and figures,
 * what was worked out. Their columns are told in catalogue.h. */
#ifndef METRICS_OWN_TABLES_H
#define METRICS_OWN_TABLES_H

#include "ingest/ingest.h"
#include "metrics/result.h"

struct own_tables {
    int files;   /* index of the table in the dataset; -1: the model has none */
    int figures; /* has no rows until own_tables_fill_figures */
};

/* Lays the tables out in the dataset, and fills extract_files. `report` may be NULL: then it was not supplied. */
struct own_tables own_tables_supply(struct arena *arena, struct dataset *dataset, const struct units *units,
                                    const struct ingest_report *report, const struct findings *findings,
                                    day_number as_at);

/* A row for each figure of whole units that `is_worked_out`, by indicator. */
void own_tables_fill_figures(struct arena *arena, struct dataset *dataset, const struct own_tables *own,
                             const struct result_set *results, const bool *is_worked_out);

#endif
