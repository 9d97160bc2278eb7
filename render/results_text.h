/* Results as rows for other programs: CSV with a header, or JSON. One row a figure, in the order of the catalogue, the
 * unit tree and the periods. Of the last period, where a dated target lies ahead, its date, where the figure's course leads
 * by then, the green band of that date, and the flag off_course when that misses it (metrics/early_warning.h). Pure. */
#ifndef RENDER_RESULTS_TEXT_H
#define RENDER_RESULTS_TEXT_H

#include "metrics/result.h"

/* Which figures: NULL or empty chooses all; days choose by period end. */
struct results_filter {
    const size_t *indicators;
    size_t indicator_count;
    const size_t *units;
    size_t unit_count;
    day_number from;
    day_number to;
};

struct results_filter results_all(void);

/* What is withheld from the public is "c" in the place of each of its numbers, a text in JSON too, and its flag says so;
 * how many rows could not be told is then left out of all. Cells that a spreadsheet would take for a formula are written with an apostrophe before them. */
char *results_csv(struct arena *arena, const struct result_set *results, const struct results_filter *filter);
char *results_json(struct arena *arena, const struct result_set *results,
                   const struct results_filter *filter);

#endif
