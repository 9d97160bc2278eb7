/* What a chart says in words, worked out from its figures. Pure; the texts are not yet cleaned or quoted. */
#ifndef RENDER_CHART_WORDS_H
#define RENDER_CHART_WORDS_H

#include "metrics/result.h"

/* Whether there is a number to draw. */
bool chart_has_figure(const struct figure *figure);

/* The last period with a number to draw, or -1. */
int chart_last_available(const struct result_set *results, const struct series *series);

/* The finding, compared with the same period of the year before or, where it is not there, with the period before; which it
 * is is said: "Agency staff: 17.5%, down and improving on a year ago, not yet at the target of below 10%". */
char *chart_headline(struct arena *arena, const struct result_set *results, const struct series *series);

/* The measure, the unit and the time: "Agency staff as a share of all, North, April 2023 to March 2025". */
char *chart_subtitle(struct arena *arena, const struct result_set *results, const struct series *series);

/* Below the chart: "Source: ..." (or ""); and the counts behind the last figure, what is missing, small numbers. */
char *chart_source(struct arena *arena, const struct result_set *results, const struct series *series);
char *chart_notes(struct arena *arena, const struct result_set *results, const struct series *series);

/* Why an empty chart is empty: "No figures are available: no values recorded". */
char *chart_no_figures(struct arena *arena, const struct result_set *results, const struct series *series);

/* A sentence or two of equal purpose, for those who do not see the chart. */
char *chart_alternative(struct arena *arena, const struct result_set *results, const struct series *series);

#endif
