/* How many of the indicators cannot be worked out, and for want of what. */
#ifndef CLI_NOT_AVAILABLE_H
#define CLI_NOT_AVAILABLE_H

#include "metrics/result.h"

/* "117 of 186 indicators not available: 80 for want of a table (cp_plans, ...), 37 of a column (people.birth_date, ...)": what
 * most of them lack first. NULL when all are available. */
const char *not_available_words(struct arena *arena, const struct result_set *results);

#endif
