/* Results made without extracts: indicators and units from tables in a test, figures put in one by one and
 * judged as metrics would. A figure nobody put in is not available, for want of data. */
#ifndef SUPPORT_MADE_RESULTS_H
#define SUPPORT_MADE_RESULTS_H

#include "metrics/result.h"

struct made_indicator {
    const char *id;
    const char *title;
    const char *theme; /* those of a theme stand together */
    enum figure_format format;
    int decimals;
    enum better better;
    enum window_length window;
    bool has_denominator;
    const char *green; /* bands as people write them; NULL: none */
    const char *amber;
    bool stretch;
};

struct made_unit {
    const char *name; /* also its id; "(no team)" is one */
    const char *level;
    int parent;
};

struct made_plan {
    enum period_length every;
    int count;
    day_number as_at;
};

struct result_set *made_results(struct arena *arena, const struct made_indicator *indicators,
                                size_t indicator_count, const struct made_unit *units, size_t unit_count,
                                struct made_plan plan);

/* Puts in a figure and judges it and the one after it: value as the indicator's format says, from the parts.
 * Periods count from 0, the oldest. */
struct figure *made_figure(struct result_set *results, size_t indicator, size_t unit, size_t period,
                           double numerator, double denominator);

#endif
