/* Cells of the documents that people write: any text, quoted where a spreadsheet would. */
#ifndef GENERATOR_DOCUMENT_CELLS_H
#define GENERATOR_DOCUMENT_CELLS_H

#include "base/text.h"
#include "samples/generator/county.h"

void cells_row(struct text *out, const char *const *cells, size_t count);

/* The last day of the month so many months after the county's last (or before it): "2026-02-28". */
const char *months_end(struct arena *arena, const struct county *county, int months);
const char *months_name(struct arena *arena, const struct county *county, int months); /* "2026-02" */

#endif
