/* Names of sheets: made from the names of units, valid in every spreadsheet, no two alike. */
#ifndef RENDER_SHEET_NAME_H
#define RENDER_SHEET_NAME_H

#include "base/map.h"

/* The wanted name with what no sheet's name may hold ([ ] : * ? / \ and control characters) replaced by "-",
 * quotes and spaces taken off its ends, at most 31 UTF-16 units of whole words; "Sheet" when nothing is left. When `taken`
 * already has it, letter case not mattering, " (2)" is added, and so on. The name joins `taken`. */
const char *sheet_name(struct arena *arena, const char *wanted, struct map *taken);

/* Whether sheet_name would add no number. */
bool sheet_name_is_free(struct arena *arena, const char *wanted, const struct map *taken);

#endif
