/* The flow of children through the front door, month by month: families referred for the first time and
 * again, and the way each takes from there. */
#ifndef GENERATOR_FRONT_DOOR_H
#define GENERATOR_FRONT_DOOR_H

#include "samples/generator/county.h"

/* Everything that happens to children, up to the month of the county's last day. */
void county_happens(struct county *county);

#endif
