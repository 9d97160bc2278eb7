/* Children looked after: periods of care, the placements and legal statuses in them, and the episodes that
 * both cut them into. */
#ifndef GENERATOR_CARE_H
#define GENERATOR_CARE_H

#include "samples/generator/county.h"

/* A period of care from `entry` under an open referral, which it will close in time, though not
 * before `open_until`. Returns the day the care team takes over. */
day_number care_begin(struct county *county, int referral, day_number entry, day_number open_until);

/* Children who were looked after already on `day`, and those with short breaks. */
void care_stock(struct county *county, day_number day);

/* Children who came to the country alone that month, looked after from the day they came. */
void care_asylum(struct county *county, day_number month);

#endif
