/* Codes used on a day on which they are not valid (see codes.h): a code of last year's return in this year's.
 * The day is that of the column's "dated_by", else of the table's `when`; a row without it passes. The code
 * is kept. */
#ifndef INGEST_VALIDITY_H
#define INGEST_VALIDITY_H

#include "ingest/assemble.h"

void validity_check(struct assembly *assembly);

#endif
