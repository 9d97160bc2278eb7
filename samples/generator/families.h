/* Families and their children. */
#ifndef GENERATOR_FAMILIES_H
#define GENERATOR_FAMILIES_H

#include "samples/generator/county.h"

/* A family as the council first hears of it on `day`: its index. One child may be on the way. */
int family_new(struct county *county, day_number day);
/* A young person who came to the country alone; a family of one. */
int family_of_asylum(struct county *county, day_number day);

int family_of_one(struct county *county, day_number birth, bool disabled);

/* An age in days, as common among children who come to notice (or into care). */
int age_at_referral(struct random *random);
int age_into_care(struct random *random);

#endif
