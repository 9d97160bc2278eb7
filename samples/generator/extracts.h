/* Writes the county as a council's systems would: the Standard Safeguarding Dataset's tables, each with all
 * its columns in their order, and an HR list. What lies after the county's last day is not there yet. */
#ifndef GENERATOR_EXTRACTS_H
#define GENERATOR_EXTRACTS_H

#include "samples/generator/county.h"

/* FOLDER/extracts/ssd_*.csv and FOLDER/hr/workforce.csv. */
MUST_CHECK bool extracts_write(const struct county *county, const char *folder, struct error *error);

#endif
