#include "metrics/early_warning.h"

#include "base/number.h"

#include <math.h>

/* Through the middle of the figures, in months. */
struct line {
    double slope, month, value;
    double lowest, highest; /* of the figures */
};

/* A month's last day is a whole month, so that month ends lie evenly. */
static double month_of(day_number day)
{
    struct date date = day_to_date(day);
    return 12.0 * date.year + date.month - 1 + (double)date.day / month_length(date.year, date.month);
}

static day_number end_of_month(double month)
{
    int whole = (int)ceil(month) - 1;
    return day_month_end(day_from_date((struct date){whole / 12, whole % 12 + 1, 1}));
}

static bool is_on_course(const struct result_set *results, const struct series *series, size_t period)
{
    return results->periods[period].end >= series->dated.since && !isnan(series->figures[period].value);
}

static size_t figures_on_course(const struct result_set *results, const struct series *series, size_t last)
{
    size_t count = 0;
    for (size_t period = 0; period <= last; period++)
        count += is_on_course(results, series, period);
    return count;
}

static struct line least_squares(const struct result_set *results, const struct series *series, size_t last,
                                 size_t count)
{
    struct line line = {.lowest = (double)INFINITY, .highest = -(double)INFINITY};
    double together = 0, spread = 0;
    for (size_t period = 0; period <= last; period++)
        if (is_on_course(results, series, period)) {
            line.month += month_of(results->periods[period].end) / (double)count;
            line.value += series->figures[period].value / (double)count;
            line.lowest = fmin(line.lowest, series->figures[period].value);
            line.highest = fmax(line.highest, series->figures[period].value);
        }
    for (size_t period = 0; period <= last; period++)
        if (is_on_course(results, series, period)) {
            double along = month_of(results->periods[period].end) - line.month;
            together += along * (series->figures[period].value - line.value);
            spread += along * along;
        }
    line.slope = together / spread;
    return line;
}

/* A line runs on below nought and past a hundred per cent, where figures that were never there do not follow it. */
static double value_on(const struct line *line, const struct indicator *indicator, double month)
{
    double value = line->value + line->slope * (month - line->month);
    value = fmax(value, fmin(0, line->lowest));
    return indicator->format == FORMAT_PERCENT ? fmin(value, fmax(100, line->highest)) : value;
}

/* Where the line comes to the side of the band that it misses it by: after the day, even if only rounding misses it. */
static void tell_when_reached(const struct line *line, const struct dated_target *target,
                              struct early_warning *warning)
{
    enum { CENTURY = 1200, LAST_MONTH = 12 * 10000 };
    const struct band *green = &target->green;
    bool over = warning->projection > green->high || (green->high_open && warning->projection >= green->high);
    double due = month_of(target->by);
    double month = line->month + ((over ? green->high : green->low) - line->value) / line->slope;
    bool nears = over ? line->slope < 0 : line->slope > 0;
    if (!nears || month > fmin(due + CENTURY, LAST_MONTH))
        return;
    month = fmax(month, due);
    warning->months = month - month_of(target->since);
    warning->reached = end_of_month(month);
}

struct early_warning early_warning_of(const struct result_set *results, const struct series *series,
                                      size_t period)
{
    struct early_warning warning = {.projection = (double)NAN, .months = (double)NAN};
    const struct dated_target *target = &series->dated;
    const struct indicator *indicator = &results->catalogue->items[series->indicator];
    if (!target->green.stated || results->periods[period].end >= target->by ||
        !is_on_course(results, series, period))
        return warning;
    warning.figures = figures_on_course(results, series, period);
    warning.course = COURSE_TOO_FEW;
    if (warning.figures < EARLY_WARNING_LEAST)
        return warning;
    warning.course = COURSE_SMALL_NUMBERS;
    if (series->figures[period].small_numbers)
        return warning;
    struct line line = least_squares(results, series, period, warning.figures);
    warning.projection = number_round(value_on(&line, indicator, month_of(target->by)), indicator->decimals);
    warning.course = band_holds(&target->green, warning.projection) ? COURSE_MEETS : COURSE_MISSES;
    if (warning.course == COURSE_MISSES)
        tell_when_reached(&line, target, &warning);
    return warning;
}
