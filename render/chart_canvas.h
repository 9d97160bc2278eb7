/* A chart's sheet of paper, 1200 by 640 pixels, and the gnuplot commands written for it so far. Places are in
 * pixels from the top left corner, so that everything is laid out here and gnuplot only draws it. */
#ifndef RENDER_CHART_CANVAS_H
#define RENDER_CHART_CANVAS_H

#include "base/text.h"
#include "render/chart_axis.h"

#include <stdbool.h>

enum { CANVAS_WIDTH = 1200, CANVAS_HEIGHT = 640 };

enum label_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct label_style {
    double size; /* points */
    bool bold;
    const char *colour; /* "#0b0c0c" */
    enum label_align align;
};

struct canvas {
    struct arena *arena;
    struct text script;
    double left, right, top, bottom; /* the panel the figures are drawn in */
    struct axis axis;
    size_t slots; /* periods along the panel: the i-th lies at x = i */
};

struct canvas canvas_in(struct arena *arena);

double canvas_x(const struct canvas *canvas, double slot);
double canvas_y(const struct canvas *canvas, double value);

/* A part of the paper. */
struct box {
    double left, right, top, bottom;
};

/* Whether a straight line touches it. */
bool box_touches(const struct box *box, double x1, double y1, double x2, double y2);

/* One line of text, cleaned and quoted, its middle at that height. */
void canvas_label(struct canvas *canvas, const char *text, double x, double y,
                  const struct label_style *style);

/* Lines of text below each other, the first at `y`; returns the height of the one that would follow. */
double canvas_lines(struct canvas *canvas, const char *const *lines, size_t count, double x, double y,
                    double leading, const struct label_style *style);

#endif
