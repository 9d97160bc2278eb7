/* What several extracts do with a cell, and how old a child is. */
#ifndef GENERATOR_EXTRACT_CELLS_H
#define GENERATOR_EXTRACT_CELLS_H

#include "samples/generator/county.h"
#include "samples/generator/sheet.h"

/* The day, if it has come by the last one. */
void cell_day_if_past(const struct county *county, struct sheet *sheet, const char *field, day_number day);

void cell_team(const struct county *county, struct sheet *sheet, const char *field, int team);
int child_years(const struct county *county, int child, day_number day);
bool child_is_known(const struct county *county, int child);
day_number earlier_day(day_number a, day_number b);
day_number later_day(day_number a, day_number b);

#endif
