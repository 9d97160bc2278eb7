/* The early warning on a dated target: whether the course a figure has been on leads to where it must be by then. Pure.
 *
 * A dated target is a row of targets.csv on the path `line` and the row it leads to, whose `from` is the date and whose
 * green band must be met; of lines that follow each other, the one in force. The course is the straight line of least
 * squares through the figures (at full precision, those not available left out) of the periods from the line's first day
 * on:
 *     slope = sum((x - mean x)(y - mean y)) / sum((x - mean x)^2),  at the date: mean y + slope * (date - mean x)
 * where x counts calendar months, a month's last day being a whole one. FORECAST.LINEAR of a spreadsheet does the same.
 * It is off course when that, rounded as the figure is displayed, lies outside the green band of the date.
 *
 * A plain warning to look closer, and no forecast to print on its own: it knows no seasons, takes a step for a slope, and
 * lags behind where a window of twelve months does. With fewer than EARLY_WARNING_LEAST figures one of them could turn the
 * line, so nothing is said; nor before the line's first day, once the date has come (the rating then tells), or of a
 * period whose own figure is not available. Nor is anything said where that figure is marked small_numbers: of four, one more
 * moves it by 25 points and the line with it, and a warning that comes and goes so is soon not read. A figure that is
 * green today is warned of like any other: that is what early means. A target that is a stretch is warned of like any other, and is marked.
 * Nobody runs "(no team)": it has no dated target. */
#ifndef METRICS_EARLY_WARNING_H
#define METRICS_EARLY_WARNING_H

#include "metrics/result.h"

enum { EARLY_WARNING_LEAST = 6 }; /* as many as make a trend on a control chart */

enum course {
    COURSE_NONE,          /* no dated target lies ahead, or the period has no figure */
    COURSE_TOO_FEW,       /* there are not figures enough to tell */
    COURSE_SMALL_NUMBERS, /* the figure is marked so */
    COURSE_MEETS,
    COURSE_MISSES /* the warning */
};

struct early_warning {
    enum course course;
    size_t figures;    /* that the course is drawn through, or would be */
    double projection; /* at the target's date, as displayed; NAN unless it meets or misses */
    double
        months; /* misses: from the line's first day until the course is at green's edge; NAN: never, in a century */
    day_number reached; /* the last day of the month it is then; 0 with it */
};

/* As it was known at the end of that period, of the series' dated target. */
struct early_warning early_warning_of(const struct result_set *results, const struct series *series,
                                      size_t period);

#endif
