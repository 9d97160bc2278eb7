/* The extracts of a county: one table of them, each filled by its own function from the county alone, in any
 * order and on two threads, so a fill function keeps nothing between calls and takes its chance from
 * sheet->random or from county_random. To add an extract: write its function in the file of its subject,
 * declare it in extract_tables.h, and give it a line in the table in extracts.c. */
#ifndef GENERATOR_EXTRACTS_H
#define GENERATOR_EXTRACTS_H

#include "samples/generator/county.h"
#include "samples/generator/sheet.h"

struct extract {
    const char *file;   /* "ssd_cp_plans.csv" */
    const char *folder; /* "extracts" or "hr" */
    void (*fill)(const struct county *county, struct sheet *sheet);
};

const struct extract *extract_at(size_t index); /* NULL past the last */

MUST_CHECK bool extracts_write(const struct county *county, const char *folder, struct error *error);

#endif
