/* Charts: a result series as the gnuplot commands that draw it. Pure: nothing is read, written or run here (see
 * gnuplot.h). The commands set no terminal and no output; they expect a sheet of 1200 by 640 pixels, a terminal that
 * is `noenhanced`, and the variables `point_scale` and `disc_scale`, by which the size of marks differs between
 * terminals.
 *
 * A trend chart says its finding in its title and shows the figures over the tolerance bands that applied in each
 * period, the target as a line, a gap where a figure is not available, and what the reader needs to know below it.
 * Ratings are told by the shape of a mark and by letters, never by colour alone. An activity measure has no bands.
 * What the words are comes from chart_words.h. */
#ifndef RENDER_CHART_H
#define RENDER_CHART_H

#include "metrics/result.h"
#include "render/chart_words.h"

char *chart_trend(struct arena *arena, const struct result_set *results, const struct series *series);

#endif
