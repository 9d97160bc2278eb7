#include "metrics/measure.h"

#include "base/number.h"
#include "metrics/count.h"

#include <math.h>

struct compiled {
    struct measure numerator;
    struct measure denominator;
};

struct measuring {
    struct arena *arena;
    const struct measure_request *request;
    struct expression_scope scope;
    struct counting counting;
    struct result_set *results;
    struct counted *numerators;
    struct counted *denominators;
};

static bool compile_indicator(struct measuring *measuring, const struct indicator *indicator,
                              struct compiled *compiled, struct error *error)
{
    compiled->denominator = (struct measure){.missing_table = -1, .missing_column = NO_COLUMN};
    if (indicator->has_denominator &&
        !measure_compile(measuring->arena, &measuring->scope, indicator, "denominator",
                         &indicator->denominator, NULL, &compiled->denominator, error))
        return false;
    return measure_compile(measuring->arena, &measuring->scope, indicator, "numerator", &indicator->numerator,
                           &compiled->denominator, &compiled->numerator, error);
}

static void count_indicator(struct measuring *measuring, const struct indicator *indicator,
                            const struct compiled *compiled)
{
    struct counting *counting = &measuring->counting;
    bool shares_rows = indicator->has_denominator && !indicator->numerator.table;
    struct count numerator = {&compiled->numerator, measuring->numerators};
    struct count denominator = {&compiled->denominator, measuring->denominators};
    if (indicator->has_denominator)
        count_rows(counting, &denominator, shares_rows ? &numerator : NULL);
    if (!shares_rows)
        count_rows(counting, &numerator, NULL);
}

/* ---- one figure ---- */

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

static void fill_figure(struct measuring *measuring, const struct indicator *indicator,
                        const struct compiled *compiled, size_t unit, size_t period, struct figure *figure)
{
    const struct measure_request *request = measuring->request;
    size_t cell = unit * measuring->results->period_count + period;
    const struct counted *numerator = &measuring->numerators[cell],
                         *denominator = &measuring->denominators[cell];
    bool divided = indicator->has_denominator;
    *figure = (struct figure){.numerator = numerator->value,
                              .denominator = divided ? denominator->value : (double)NAN,
                              .unknown = numerator->unknown + (divided ? denominator->unknown : 0)};
    if (divided && !(figure->denominator > 0))
        not_available(figure, REASON_NO_DENOMINATOR);
    else if (nothing_known(&compiled->numerator, numerator))
        not_available(figure, REASON_NO_DATA);
    else if (indicator->format == FORMAT_PER_10000) {
        day_number end = measuring->results->periods[period].end;
        figure->denominator = population_on(request->populations, unit, end);
        if (isnan(figure->denominator))
            not_available(figure, REASON_NO_POPULATION);
        else
            divide(figure, 10000);
    } else if (divided)
        divide(figure, indicator->format == FORMAT_PERCENT ? 100 : 1);
    else
        fill_alone(figure, &compiled->numerator, numerator);
    if (figure->reason == REASON_NO_DATA)
        figure->numerator = (double)NAN;
    if (figure->reason == REASON_NONE)
        figure->shown = number_round(figure->value, indicator->decimals);
    figure->small_numbers =
        divided && figure->reason == REASON_NONE && figure->denominator < request->small_denominator;
}

static void judge(struct measuring *measuring, size_t indicator, size_t unit, struct figure *figures)
{
    const struct measure_request *request = measuring->request;
    const struct indicator *of = &request->catalogue->items[indicator];
    for (size_t period = 0; period < measuring->results->period_count; period++) {
        struct figure *figure = &figures[period];
        day_number end = measuring->results->periods[period].end;
        figure->tolerance = targets_on(request->targets, request->catalogue, indicator, unit, end);
        /* Nobody runs "(no team)": it is a fault of the records, not a service to be judged. */
        if (!request->units->items[unit].is_no_team)
            figure->rating = rate(&figure->tolerance, figure->shown);
        if (period > 0)
            figure->direction = direction_of(of, &figure->tolerance, figures[period - 1].shown, figure->shown,
                                             request->dead_band);
    }
}

/* ---- the results ---- */

static bool has_rows(const struct measuring *measuring, size_t unit)
{
    size_t periods = measuring->results->period_count;
    for (size_t cell = unit * periods; cell < (unit + 1) * periods; cell++)
        if (measuring->numerators[cell].known || measuring->numerators[cell].unknown ||
            measuring->denominators[cell].known || measuring->denominators[cell].unknown)
            return true;
    return false;
}

static void clear_counts(struct measuring *measuring)
{
    size_t cells = measuring->request->units->count * measuring->results->period_count;
    for (size_t cell = 0; cell < cells; cell++)
        measuring->numerators[cell] = measuring->denominators[cell] = (struct counted){0};
}

static void fill_unsupplied(size_t periods, const struct compiled *compiled, struct figure *figures)
{
    bool column =
        compiled->numerator.missing_column != NO_COLUMN || compiled->denominator.missing_column != NO_COLUMN;
    for (size_t period = 0; period < periods; period++) {
        figures[period] = (struct figure){.numerator = (double)NAN, .denominator = (double)NAN};
        not_available(&figures[period], column ? REASON_NO_COLUMN : REASON_NO_TABLE);
    }
}

static void add_series(struct measuring *measuring, size_t indicator, const struct compiled *compiled)
{
    struct result_set *results = measuring->results;
    const struct indicator *of = &results->catalogue->items[indicator];
    bool supplied = compiled->numerator.missing_table < 0 &&
                    (!of->has_denominator || compiled->denominator.missing_table < 0);
    clear_counts(measuring);
    if (supplied)
        count_indicator(measuring, of, compiled);
    for (size_t unit = 0; unit < results->units->count; unit++) {
        if (results->units->items[unit].is_no_team && !has_rows(measuring, unit))
            continue;
        struct series *series = &results->series[results->series_count++];
        *series =
            (struct series){.indicator = indicator,
                            .unit = unit,
                            .breakdown = "",
                            .category = "",
                            .figures = ARENA_ARRAY(measuring->arena, struct figure, results->period_count)};
        if (!supplied)
            fill_unsupplied(results->period_count, compiled, series->figures);
        for (size_t period = 0; period < results->period_count && supplied; period++)
            fill_figure(measuring, of, compiled, unit, period, &series->figures[period]);
        judge(measuring, indicator, unit, series->figures);
    }
}

static void start_results(struct arena *arena, const struct measure_request *request,
                          struct result_set *results)
{
    *results = (struct result_set){.organisation = request->organisation,
                                   .catalogue = request->catalogue,
                                   .units = request->units,
                                   .plan = request->plan,
                                   .periods = periods_make(arena, &request->plan, request->as_at),
                                   .period_count = (size_t)request->plan.count,
                                   .as_at = request->as_at,
                                   .small_denominator = request->small_denominator,
                                   .dead_band = request->dead_band};
    results->series = ARENA_ARRAY(arena, struct series, request->catalogue->count * request->units->count);
}

bool measure_all(struct arena *arena, const struct measure_request *request, struct findings *findings,
                 struct result_set *results, struct error *error)
{
    const struct catalogue *catalogue = request->catalogue;
    start_results(arena, request, results);
    struct measuring measuring = {.arena = arena,
                                  .request = request,
                                  .scope = {.dataset = request->dataset,
                                            .calendar = request->calendar,
                                            .parameters = catalogue->parameters,
                                            .parameter_count = catalogue->parameter_count},
                                  .results = results};
    struct compiled *compiled = ARENA_ARRAY(arena, struct compiled, catalogue->count);
    for (size_t i = 0; i < catalogue->count; i++)
        if (!compile_indicator(&measuring, &catalogue->items[i], &compiled[i], error))
            return false;
    measuring.counting = counting_make(arena, &measuring.scope, request->units, results->periods,
                                       results->period_count, &request->plan, request->as_at, findings);
    size_t cells = request->units->count * results->period_count;
    measuring.numerators = ARENA_ARRAY(arena, struct counted, cells);
    measuring.denominators = ARENA_ARRAY(arena, struct counted, cells);
    for (size_t i = 0; i < catalogue->count; i++)
        add_series(&measuring, i, &compiled[i]);
    return true;
}
