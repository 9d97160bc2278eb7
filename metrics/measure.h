/* STAGE ENTRY. Dataset + catalogue -> results: every indicator, for every unit and every period, judged against its
 * targets and against the period before. */
#ifndef METRICS_MEASURE_H
#define METRICS_MEASURE_H

#include "ingest/findings.h"
#include "metrics/population.h"
#include "metrics/result.h"
#include "metrics/targets.h"

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
};

/* Adds a finding for each row that belongs to no unit. An expression that does not compile is an error that names the
 * catalogue file, the indicator and the place in the expression. */
MUST_CHECK bool measure_all(struct arena *arena, const struct measure_request *request,
                            struct findings *findings, struct result_set *results, struct error *error);

#endif
