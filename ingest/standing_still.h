/* A file whose export has stopped stays as it was while the others go on. A table whose newest row is of the same day as at
 * the last good run (or an earlier one), though those of at least half of the tables compared are newer, is found once,
 * as stands_still. Tables that had fewer than twenty rows are not compared: little may happen in them for long. */
#ifndef INGEST_STANDING_STILL_H
#define INGEST_STANDING_STILL_H

#include "ingest/assemble.h"

void standing_still_check(struct assembly *assembly, const struct ingest_request *request);

#endif
