/* Children in need of protection: enquiries, conferences, plans, reviews and visits. */
#ifndef GENERATOR_PROTECTION_H
#define GENERATOR_PROTECTION_H

#include "samples/generator/journey.h"

/* An enquiry about each child that leads to no conference, or to one that makes no plan. */
void enquiry_only(struct journey *journey, day_number start, bool conference);

/* How a plan comes about. */
enum plan_origin { PLAN_AFTER_ENQUIRY, PLAN_TRANSFERRED_IN, PLAN_OF_ANOTHER_AUTHORITY };

/* Plans for the family's children from an enquiry begun on `start` (or, for the other origins, plans begun that
 * day), and all that follows until each child's case closes. Handover: to the safeguarding team; NO_DAY: with
 * the plan. */
void protect(struct journey *journey, enum plan_origin origin, day_number start, day_number handover);

#endif
