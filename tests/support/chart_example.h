/* A small result set to draw: one indicator, one unit, its figures rated and compared as metrics would do it. */
#ifndef SUPPORT_CHART_EXAMPLE_H
#define SUPPORT_CHART_EXAMPLE_H

#include "metrics/result.h"

#include <math.h>

enum { CHART_EXAMPLE_MOST = 60 };

/* Marks a figure that is not available. */
#define MISSING ((double)NAN)

struct chart_example {
    const char *headline, *title, *unit, *source; /* NULL: a plain one */
    enum figure_format format;
    int decimals;
    enum better better;
    enum period_length every;
    const char *last_day; /* "2025-03-31" */
    double values[CHART_EXAMPLE_MOST];
    size_t count;
    const char *green[CHART_EXAMPLE_MOST]; /* bands as written; NULL: as the period before */
    const char *amber[CHART_EXAMPLE_MOST];
    double denominator; /* 0: none */
    bool small_numbers;
};

struct result_set *chart_example_make(struct arena *arena, const struct chart_example *example);

/* NULL when a script keeps the rules for text from outside, else what breaks them: every quoted text is clean, and
 * outside the quotes there are only words and signs that the program itself writes. */
const char *chart_script_fault(const char *script);

#endif
