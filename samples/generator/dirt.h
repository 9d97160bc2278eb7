/* A little dirt, as real extracts have it: a fixed dozen of cells, so that a run has something to find. No
 * row loses a value it cannot be used without. */
#ifndef GENERATOR_DIRT_H
#define GENERATOR_DIRT_H

#include "samples/generator/sheet.h"

/* Spoils the row about to end, if the table of dirt says so. */
void dirt_fall(struct sheet *sheet);

#endif
