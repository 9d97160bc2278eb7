/* From counts to figures: what a numerator and a denominator come to in one unit, period and category. */
#ifndef METRICS_FIGURE_H
#define METRICS_FIGURE_H

#include "metrics/count.h"
#include "metrics/population.h"
#include "metrics/result.h"

/* What was counted for one cell; `denominator` NULL: the numerator stands alone. */
struct figure_parts_counted {
    const struct measure *numerator_measure, *denominator_measure;
    struct counted numerator, denominator;
    bool divided;
    double population; /* per 10,000 of whom; NAN: not known */
    int small_denominator;
};

struct figure figure_of(const struct indicator *indicator, const struct figure_parts_counted *parts);

struct figure figure_without(enum reason reason); /* nothing known but why */

#endif
