/* The rows behind a figure as a CSV file, to be looked up in the system they came from. It names records and children: it is
 * for those who may see them. A line a row, with where it stands, what it counts as, and what the definition read of it. */
#ifndef RENDER_ROWS_CSV_H
#define RENDER_ROWS_CSV_H

#include "metrics/explain_rows.h"

char *rows_csv(struct arena *arena, const struct rows_request *request, const struct explained_rows *rows);

#endif
