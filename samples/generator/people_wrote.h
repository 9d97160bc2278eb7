/* The documents of a job that people write or look up: what the improvement plan says and how it is judged,
 * risks, a line beside a figure, England's published figures, and targets. Days are told from the county's
 * last month, so that they tell the story whenever it is set. */
#ifndef GENERATOR_PEOPLE_WROTE_H
#define GENERATOR_PEOPLE_WROTE_H

#include "base/text.h"
#include "samples/generator/county.h"

void write_plan(const struct county *county, struct text *out);       /* plan.csv       */
void write_risks(const struct county *county, struct text *out);      /* risks.csv      */
void write_commentary(const struct county *county, struct text *out); /* commentary.csv */
void write_benchmarks(const struct county *county, struct text *out); /* benchmarks.csv */
void write_targets(const struct county *county, struct text *out);    /* targets.csv    */

#endif
