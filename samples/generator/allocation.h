/* Who works with whom: day by day, each stint of a team with a child is given to one of the team's workers,
 * and handed on when that worker leaves. Brothers and sisters share a worker; others go to whoever has room. */
#ifndef GENERATOR_ALLOCATION_H
#define GENERATOR_ALLOCATION_H

#include "samples/generator/county.h"

void workers_are_allocated(struct county *county);

#endif
