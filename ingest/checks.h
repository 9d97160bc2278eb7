/* What only whole tables can tell: relations that name a row that is not there, and the mappings'
 * cross-column checks. Rows found wanting are kept. */
#ifndef INGEST_CHECKS_H
#define INGEST_CHECKS_H

#include "ingest/assemble.h"

void relations_check(struct assembly *assembly);

/* A check that does not compile, or is not a yes-or-no question, is an error of the mapping. One that reads a
 * table no file supplied is left out; what is unknown passes. */
MUST_CHECK bool checks_run(struct assembly *assembly, const struct ingest_request *request,
                           struct error *error);

#endif
