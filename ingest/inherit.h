/* Whose row it is, where the row itself does not say: reviews of children looked after name the period of care
 * alone, and the care episodes say whose that is. The model states it: "child_from": { "care_id": "care_episodes" }.
 * Rows that do name their child keep it. */
#ifndef INGEST_INHERIT_H
#define INGEST_INHERIT_H

#include "ingest/blueprint.h"

void inherit_children(const struct blueprint *blueprint, struct dataset *dataset);

#endif
