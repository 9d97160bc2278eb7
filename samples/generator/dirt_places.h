/* Which columns of the extracts faults fall on, where it matters which. Each list ends in a NULL file. */
#ifndef GENERATOR_DIRT_PLACES_H
#define GENERATOR_DIRT_PLACES_H

#include "samples/generator/dirt_kinds.h"

extern const struct dirt_place
    child_places[]; /* ids of children on rows that no period and no unit hangs on */
extern const struct dirt_place plan_places[]; /* of protection plans */
extern const struct dirt_place worker_places[];
extern const struct dirt_place until_places[];    /* dates that are not after the last day */
extern const struct dirt_place required_places[]; /* dates that a row nobody points at cannot be without */
extern const struct dirt_place birth_places[];
extern const struct dirt_place end_places[]; /* dates that are not before the row's start */
extern const struct dirt_place review_places[];
extern const struct dirt_place conference_places[];
extern const struct dirt_place code_places[];
extern const struct dirt_place retired_places[];
extern const struct dirt_place money_places[];
extern const struct dirt_place range_places[]; /* numbers that are not negative */
extern const struct dirt_place difficulties_places[];
extern const struct dirt_place hours_places[];
extern const struct dirt_place remark_places[]; /* texts that no figure is from */
extern const struct dirt_place team_places[];

/* The field of the date that a row of the file begins on, or that says when it was. */
const char *dirt_start_field(const struct sheet *sheet);

#endif
