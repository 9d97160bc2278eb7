/* A cell of a CSV file that people open in a spreadsheet: what it would take for a formula has an apostrophe before it. */
#ifndef RENDER_CSV_TEXT_H
#define RENDER_CSV_TEXT_H

#include "base/text.h"

/* `is_number`: a number of the program's own, which may begin with a sign. */
void csv_add_cell(struct text *text, const char *cell, bool is_number);

#endif
