#include "render/chart_axis.h"

#include <math.h>

enum { STEPS_WANTED = 6, LABELS_MOST = 16 };

static double round_step(double roughly, bool whole)
{
    static const double steps[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(roughly)));
    double step = 10 * power;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i] * power >= roughly * (1 - 1e-9)) {
            step = steps[i] * power;
            break;
        }
    if (whole && step < 1)
        return 1;
    return whole && step < 3 && step > 2 ? 5 : step;
}

/* Where something starts at a small part of its height, the bottom of the chart should be zero. */
static double toward_zero(double low, double high)
{
    return low > 0 && low < 0.4 * high ? 0 : low;
}

struct axis axis_make(const struct axis_needs *needs)
{
    double shortest = fmax(needs->shortest, 1e-6 * fmax(fabs(needs->low), fabs(needs->high)));
    double span = needs->high - needs->low;
    double room = fmax(0.08 * span, (shortest - span) / 2);
    double low = fmax(needs->low - room, fmin(needs->least, needs->low));
    double high = fmin(needs->high + room, fmax(needs->most, needs->high));
    if (high - low < shortest) {
        /* The room was cut off at one end: take it at the other. */
        if (needs->low - needs->least <= needs->most - needs->high)
            high = low + shortest;
        else
            low = high - shortest;
    }
    low = toward_zero(low, high);
    double step = round_step((high - low) / STEPS_WANTED, needs->whole);
    struct axis axis = {
        .step = step, .low = floor(low / step + 1e-9) * step, .high = ceil(high / step - 1e-9) * step};
    axis.low = fmax(axis.low, fmin(needs->least, needs->low));
    axis.high = fmin(axis.high, fmax(needs->most, needs->high));
    return axis;
}

/* Subtracting i gaps from the i-th position turns "a gap apart" into "not falling", which is weighted isotonic
 * regression: neighbours that would fall are pooled at their mean. */
void axis_push_apart(double *positions, const double *weights, size_t count, double gap, double low,
                     double high)
{
    enum { MOST = LABELS_MOST };
    double mean[MOST];
    double weight[MOST];
    size_t members[MOST];
    size_t pools = 0;
    if (count == 0 || count > MOST)
        return;
    if (count > 1)
        gap = fmin(gap, (high - low) / (double)(count - 1));
    for (size_t i = 0; i < count; i++) {
        mean[pools] = positions[i] - (double)i * gap;
        weight[pools] = weights[i];
        members[pools++] = 1;
        while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
            double sum = weight[pools - 2] + weight[pools - 1];
            mean[pools - 2] =
                (mean[pools - 2] * weight[pools - 2] + mean[pools - 1] * weight[pools - 1]) / sum;
            weight[pools - 2] = sum;
            members[pools - 2] += members[pools - 1];
            pools--;
        }
    }
    size_t at = 0;
    for (size_t pool = 0; pool < pools; pool++) {
        double place = fmin(fmax(mean[pool], low), high - (double)(count - 1) * gap);
        for (size_t i = 0; i < members[pool]; i++, at++)
            positions[at] = place + (double)at * gap;
    }
}
