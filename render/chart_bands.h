/* The tolerance bands behind a chart's figures: five zones between four edges (red, amber, green, amber, red, from
 * the bottom), each period with its own. An edge that moves on in the same direction for two periods or more is a
 * line path and drawn as a slope; any other change is a step half way between two periods. */
#ifndef RENDER_CHART_BANDS_H
#define RENDER_CHART_BANDS_H

#include "metrics/result.h"
#include "render/chart_canvas.h"

enum { BAND_EDGES = 4, BAND_ZONES = 5 };
enum band_edge { AMBER_LOW, GREEN_LOW, GREEN_HIGH, AMBER_HIGH };

/* Where an edge lies, before it is cut off at the axis; infinite when that side is open. */
double band_edge(const struct tolerance *tolerance, enum band_edge edge);

/* The values between which a zone is seen; false when it is not. */
bool band_zone(const struct axis *axis, const struct tolerance *tolerance, size_t zone, double *low,
               double *high);

enum rating band_zone_rating(size_t zone);

/* Writes the data blocks, and adds what draws them to the list of plots: bands first, then, by themselves, the
 * target's lines. */
void bands_draw(struct canvas *canvas, const struct figure *figures, struct text *plots);
void targets_draw(struct canvas *canvas, const struct figure *figures, struct text *plots);

/* Whether a line that targets_draw draws touches this part of the paper. */
bool targets_touch(const struct canvas *canvas, const struct figure *figures, const struct box *box);

/* Adds one element to the list of plots. */
void plots_add(struct text *plots, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
