#include "tests/support/made_results.h"

#include "base/number.h"
#include "base/text.h"

#include <assert.h>
#include <math.h>

static struct band band_of(const char *text)
{
    struct band band = {0};
    bool parsed = band_parse(text ? text : "", &band);
    assert(parsed);
    (void)parsed;
    return band;
}

static size_t theme_of(struct catalogue *catalogue, const char *title)
{
    for (size_t i = 0; i < catalogue->theme_count; i++)
        if (text_equal(catalogue->themes[i].title, title))
            return i;
    catalogue->themes[catalogue->theme_count] = (struct theme){.id = title, .title = title};
    return catalogue->theme_count++;
}

static const struct catalogue *make_catalogue(struct arena *arena, const struct made_indicator *made,
                                              size_t count)
{
    struct catalogue *catalogue = ARENA_NEW(arena, struct catalogue);
    static const char *const recommendations[] = {"kirklees-2016:9"};
    catalogue->themes = ARENA_ARRAY(arena, struct theme, count);
    catalogue->items = ARENA_ARRAY(arena, struct indicator, count);
    catalogue->count = count;
    for (size_t i = 0; i < count; i++)
        catalogue->items[i] = (struct indicator){
            .id = made[i].id,
            .title = made[i].title,
            .theme = theme_of(catalogue, made[i].theme),
            .format = made[i].format,
            .decimals = made[i].decimals,
            .better = made[i].better,
            .window = made[i].window,
            .has_denominator = made[i].has_denominator,
            .numerator = {.table = made[i].has_denominator ? NULL : "rows", .where = "counted"},
            .denominator = {.table = "rows", .at = "start_date"},
            .definition = arena_format(
                arena, "What \"%s\" means, in a sentence or two that a member can read.", made[i].title),
            .source = "Children in need census",
            .headline = made[i].title,
            .recommendations = recommendations,
            .recommendation_count = 1,
            .file = "made.json"};
    return catalogue;
}

static const struct units *make_units(struct arena *arena, const struct made_unit *made, size_t count)
{
    struct units *units = ARENA_NEW(arena, struct units);
    units->items = ARENA_ARRAY(arena, struct unit, count);
    units->count = count;
    for (size_t i = 0; i < count; i++) {
        struct unit *unit = &units->items[i];
        *unit = (struct unit){.id = made[i].name, .name = made[i].name, .level = made[i].level};
        unit->parent = made[i].parent;
        unit->depth = made[i].parent < 0 ? 0 : units->items[made[i].parent].depth + 1;
        unit->is_no_team = text_equal(made[i].name, "(no team)");
    }
    return units;
}

static void make_series(struct arena *arena, struct result_set *results, const struct made_indicator *made)
{
    size_t unit_count = results->units->count;
    results->series_count = results->catalogue->count * unit_count;
    results->series = ARENA_ARRAY(arena, struct series, results->series_count);
    for (size_t i = 0; i < results->series_count; i++) {
        struct series *series = &results->series[i];
        *series = (struct series){
            .indicator = i / unit_count, .unit = i % unit_count, .breakdown = "", .category = ""};
        series->figures = ARENA_ARRAY(arena, struct figure, results->period_count);
        const struct made_indicator *one = &made[series->indicator];
        struct tolerance *tolerance = ARENA_NEW(arena, struct tolerance);
        *tolerance = (struct tolerance){band_of(one->green), band_of(one->amber), one->stretch};
        for (size_t period = 0; period < results->period_count; period++)
            series->figures[period] = (struct figure){.reason = REASON_NO_DATA,
                                                      .numerator = (double)NAN,
                                                      .denominator = (double)NAN,
                                                      .value = (double)NAN,
                                                      .shown = (double)NAN,
                                                      .tolerance = tolerance};
    }
}

struct result_set *made_results(struct arena *arena, const struct made_indicator *indicators,
                                size_t indicator_count, const struct made_unit *units, size_t unit_count,
                                struct made_plan plan)
{
    struct result_set *results = ARENA_NEW(arena, struct result_set);
    *results = (struct result_set){.organisation = units[0].name,
                                   .catalogue = make_catalogue(arena, indicators, indicator_count),
                                   .units = make_units(arena, units, unit_count),
                                   .plan = {plan.every, plan.count, 3, 31},
                                   .period_count = (size_t)plan.count,
                                   .as_at = plan.as_at,
                                   .small_denominator = 10,
                                   .dead_band = 0.01};
    results->periods = periods_make(arena, &results->plan, plan.as_at);
    make_series(arena, results, indicators);
    return results;
}

static double value_of(const struct indicator *indicator, double numerator, double denominator)
{
    if (!indicator->has_denominator)
        return numerator;
    double share = numerator / denominator;
    return indicator->format == FORMAT_PERCENT     ? 100 * share
           : indicator->format == FORMAT_PER_10000 ? 10000 * share
                                                   : share;
}

static void compare_with_before(struct result_set *results, const struct indicator *indicator,
                                struct figure *figures, size_t period)
{
    if (period == 0 || period >= results->period_count || figures[period].reason != REASON_NONE ||
        figures[period - 1].reason != REASON_NONE)
        return;
    figures[period].direction = direction_of(indicator, figures[period].tolerance, figures[period - 1].shown,
                                             figures[period].shown, results->dead_band);
}

struct figure *made_figure(struct result_set *results, size_t indicator, size_t unit, size_t period,
                           double numerator, double denominator)
{
    const struct indicator *about = &results->catalogue->items[indicator];
    struct figure *figures = results->series[indicator * results->units->count + unit].figures;
    struct figure *figure = &figures[period];
    figure->reason = about->has_denominator && !(denominator > 0) ? REASON_NO_DENOMINATOR : REASON_NONE;
    figure->numerator = numerator;
    figure->denominator = about->has_denominator ? denominator : (double)NAN;
    if (figure->reason != REASON_NONE)
        return figure;
    figure->value = value_of(about, numerator, denominator);
    figure->shown = number_round(figure->value, about->decimals);
    figure->rating = rate(figure->tolerance, figure->shown);
    figure->small_numbers = about->has_denominator && denominator < results->small_denominator;
    compare_with_before(results, about, figures, period);
    compare_with_before(results, about, figures, period + 1);
    return figure;
}
