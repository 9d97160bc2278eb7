/* What measures come to, counted in the plainest way there is: every row from every window by itself, as metrics/catalogue.h
 * says it, nothing known from one window to the next, nothing narrowed, no condition left unasked. What counting comes to is held
 * against it. */
#ifndef TESTS_SUPPORT_PLAIN_COUNT_H
#define TESTS_SUPPORT_PLAIN_COUNT_H

#include "metrics/count.h"

struct plain_measures; /* compiled for this alone: the expressions are changed */

/* `also`: NULL: there is none. Asserts that they compile, which they do for counting. */
struct plain_measures *plain_compile(struct arena *arena, const struct expression_scope *scope,
                                     const struct catalogue *catalogue, const struct indicator *indicator,
                                     const struct measure_text *text, const struct measure_text *also);

/* NULL when the counts are what the measures come to; else what differs. `counting->evaluator` is not asked.
 * `unplaced` adds up the rows that count and belong to no unit, by the row's number. */
const char *plain_difference(struct arena *arena, const struct counting *counting,
                             struct plain_measures *measures, const struct count *count, bool *unplaced);

#endif
