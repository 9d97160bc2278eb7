#include "metrics/figure.h"

#include "base/number.h"

#include <math.h>

static void not_available(struct figure *figure, enum reason reason)
{
    figure->reason = reason;
    figure->value = figure->shown = (double)NAN;
}

static void divide(struct figure *figure, double times)
{
    if (figure->denominator > 0)
        figure->value = times * figure->numerator / figure->denominator;
    else
        not_available(figure, REASON_NO_DENOMINATOR);
}

static bool adds_up(enum aggregate aggregate)
{
    return aggregate == AGGREGATE_ROWS || aggregate == AGGREGATE_SUM || aggregate == AGGREGATE_DISTINCT;
}

/* A sum of nothing but missing values is not zero; a sum of no rows is. */
static bool nothing_known(const struct measure *measure, const struct counted *count)
{
    return count->known == 0 &&
           (!adds_up(measure->aggregate) || (measure->aggregate == AGGREGATE_SUM && count->unknown > 0));
}

static void fill_alone(struct figure *figure, const struct measure *measure, const struct counted *count)
{
    if (!adds_up(measure->aggregate)) {
        figure->numerator = measure->aggregate == AGGREGATE_MEAN ? count->total : (double)NAN;
        figure->denominator = count->known;
    }
    figure->value = count->value;
}

/* A mean is as firm as the rows behind it are many. */
static bool is_small(const struct indicator *indicator, const struct figure *figure,
                     const struct figure_parts_counted *parts)
{
    if (!parts->divided)
        return indicator->format != FORMAT_PER_10000 && figure->denominator < parts->small_denominator;
    double of =
        adds_up(parts->denominator_measure->aggregate) ? parts->denominator.value : parts->denominator.known;
    return of < parts->small_denominator;
}

static void work_out(struct figure *figure, const struct indicator *indicator,
                     const struct figure_parts_counted *parts)
{
    if (parts->divided && !(figure->denominator > 0)) {
        not_available(figure, REASON_NO_DENOMINATOR);
    } else if (nothing_known(parts->numerator_measure, &parts->numerator)) {
        not_available(figure, REASON_NO_DATA);
    } else if (indicator->format == FORMAT_PER_10000) {
        figure->denominator = parts->population;
        if (isnan(figure->denominator))
            not_available(figure, REASON_NO_POPULATION);
        else
            divide(figure, 10000);
    } else if (parts->divided) {
        divide(figure, indicator->format == FORMAT_PERCENT ? 100 : 1);
    } else {
        fill_alone(figure, parts->numerator_measure, &parts->numerator);
    }
}

/* A sum of nonsense may be more than a number can hold; dividing by it would look like nought. */
static bool is_beyond_numbers(const struct figure *figure, const struct figure_parts_counted *parts)
{
    return !isfinite(figure->value) || !isfinite(parts->numerator.value) ||
           (parts->divided && !isfinite(parts->denominator.value));
}

struct figure figure_of(const struct indicator *indicator, const struct figure_parts_counted *parts)
{
    struct figure figure = {.numerator = parts->numerator.value,
                            .denominator = parts->divided ? parts->denominator.value : (double)NAN,
                            .tolerance = &nothing_stated,
                            .unknown = parts->numerator.unknown + parts->denominator.unknown};
    work_out(&figure, indicator, parts);
    if (figure.reason == REASON_NONE && is_beyond_numbers(&figure, parts))
        not_available(&figure, REASON_NO_DATA);
    if (figure.reason == REASON_NO_DATA)
        figure.numerator = (double)NAN;
    if (figure.reason == REASON_NONE) {
        figure.shown = number_round(figure.value, indicator->decimals);
        figure.small_numbers = is_small(indicator, &figure, parts);
    }
    return figure;
}

struct figure figure_without(enum reason reason)
{
    struct figure figure = {
        .numerator = (double)NAN, .denominator = (double)NAN, .tolerance = &nothing_stated};
    not_available(&figure, reason);
    return figure;
}
