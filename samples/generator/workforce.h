/* Social workers and those around them: who joins and leaves which team, month by month, employed or from
 * an agency, as the story's vacancies and agency share would have it. */
#ifndef GENERATOR_WORKFORCE_H
#define GENERATOR_WORKFORCE_H

#include "samples/generator/county.h"

void workforce_happens(struct county *county);

#endif
