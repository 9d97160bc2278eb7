/* What rows of one table say of each other: rows that are the same as an earlier one where no key tells (identical_rows),
 * and periods of one child that run side by side where the mapping says they do not (overlap). They are kept. */
#ifndef INGEST_REPEATS_H
#define INGEST_REPEATS_H

#include "ingest/assemble.h"

void identical_rows_check(struct assembly *assembly);
void overlaps_check(struct assembly *assembly);

#endif
