/* Which record each finding is about, so that a person can look it up in the system it came from: the value of the
 * table's key, or, in a table without one, of the column that says whose row it is. */
#ifndef INGEST_RECORD_IDS_H
#define INGEST_RECORD_IDS_H

#include "ingest/findings.h"
#include "tables/table.h"

/* The column whose values name rows to a person, or NO_COLUMN. */
int record_column(const struct table *table);

/* Fills in `record` where the row was loaded; rows set aside were named as they were read. */
void records_name(const struct dataset *dataset, struct findings *findings);

#endif
