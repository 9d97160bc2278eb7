/* Populations for rates, from populations.csv: unit,from,population. The row with the latest `from` on or before a day
 * is in force on it. A unit without a row has no population, and so no rate. */
#ifndef METRICS_POPULATION_H
#define METRICS_POPULATION_H

#include "base/day.h"
#include "metrics/units.h"

struct population {
    size_t unit;
    day_number from;
    double people;
};

struct populations {
    struct population *items;
    size_t count;
};

MUST_CHECK bool populations_load(struct arena *arena, const char *path, const struct units *units,
                                 struct populations *populations, struct error *error);

double population_on(const struct populations *populations, size_t unit, day_number day); /* NAN: none */

#endif
