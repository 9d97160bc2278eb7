/* STAGE ENTRY. Dataset + catalogue -> results: every indicator, for every unit and every period, judged against its
 * targets and against the period before. */
#ifndef METRICS_MEASURE_H
#define METRICS_MEASURE_H

#include "ingest/ingest.h"
#include "metrics/population.h"
#include "metrics/result.h"
#include "metrics/targets.h"

/* What an indicator took, for those who measure the program. */
struct measure_cost {
    double seconds; /* of the processor; of a pass that several share, its share */
    size_t bytes;   /* likewise */
    uint64_t rows;  /* that counted or could not be told, in the whole organisation and all periods */
};

struct measure_request {
    const char *organisation;
    struct dataset *dataset; /* its dictionary takes in the texts of expressions */
    const struct calendar *calendar;
    const struct catalogue *catalogue;
    const struct units *units;
    const struct populations *populations;
    const struct targets *targets;
    struct period_plan plan;
    day_number as_at;
    int small_denominator;
    double dead_band;
    const struct ingest_report *report; /* for extract_files; NULL: it is not supplied */
    size_t threads;                     /* 0: two, where there are two processors */
    struct measure_cost *costs;         /* one per entry of the catalogue, filled; or NULL */
};

/* Adds a finding for each row that belongs to no unit. An expression that does not compile is an error that names the
 * catalogue file, the indicator and the place in the expression. What reads the table "figures" is worked out last. */
MUST_CHECK bool measure_all(struct arena *arena, const struct measure_request *request,
                            struct findings *findings, struct result_set *results, struct error *error);

#endif
