/* The arithmetic of a chart's value axis: a range with round ends and round steps, and labels that do not lie on
 * each other. Pure. */
#ifndef RENDER_CHART_AXIS_H
#define RENDER_CHART_AXIS_H

#include <stdbool.h>
#include <stddef.h>

struct axis {
    double low, high; /* whole steps, unless cut off at a limit */
    double step;      /* 1, 2, 2.5 or 5 times a power of ten */
};

struct axis_needs {
    double low, high;   /* what must be inside, low <= high */
    double least, most; /* where the axis ends at the latest, unless what must be inside lies beyond */
    double shortest;    /* the range is at least this long: small noise is not blown up to fill the chart */
    bool whole;         /* only whole numbers mean anything */
};

/* A little room is left on each side, and zero is the lower end when it is near enough to show. */
struct axis axis_make(const struct axis_needs *needs);

/* Moves positions apart until neighbours are `gap` apart, each as little as can be (in proportion to its weight:
 * a heavy one stays where it is), inside low..high and in the order they were. They come in rising order. When
 * there is too little room for the gap they are spread evenly. */
void axis_push_apart(double *positions, const double *weights, size_t count, double gap, double low,
                     double high);

#endif
