#include "metrics/disclosure.h"

#include "base/map.h"
#include "metrics/disclosure_numbers.h"

#include <math.h>

enum { MOST_FEW = 5, MOST_OF_FEW = 10 };
static const double NOTHING = 1e-9; /* what adding fractions up leaves of a zero */

struct control {
    struct arena *arena;
    const struct result_set *results;
    struct numbers numbers;
    bool *withheld;        /* [series * periods + period] */
    size_t *last_window;   /* per series: of those alike but for their window, the last */
    size_t *window_before; /* per series: the one before it of these, or NO_SERIES */
    bool changed;
};
#define NO_SERIES SIZE_MAX

static const struct indicator *indicator_of(const struct control *control, size_t series)
{
    return &control->results->catalogue->items[control->results->series[series].indicator];
}

static bool *withheld_at(const struct control *control, size_t series, size_t period)
{
    return &control->withheld[series * control->results->period_count + period];
}

static void withhold(struct control *control, size_t series, size_t period)
{
    bool *withheld = withheld_at(control, series, period);
    control->changed |= !*withheld;
    *withheld = true;
}

/* ---- by itself ---- */

static bool is_few(double count)
{
    return count > NOTHING && count <= MOST_FEW;
}

/* What is left of the denominator is people too where the numerator is some of its rows. */
static bool counts_the_rest(const struct indicator *indicator)
{
    return indicator->format == FORMAT_PERCENT && indicator->has_denominator && numerator_counts(indicator) &&
           (!indicator->numerator.table || indicator->adds_numerator);
}

static bool tells_of_few(const struct indicator *indicator, double numerator, double denominator)
{
    return (numerator_counts(indicator) && is_few(numerator)) ||
           (counts_the_rest(indicator) && is_few(denominator - numerator));
}

/* A spread divided by a mean shows neither rows nor heads; it is as small as it was marked. */
static bool is_of_few(const struct control *control, size_t series, const struct figure *figure)
{
    if (control->numbers.denominators[series] == NO_NUMBER)
        return figure->small_numbers;
    return figure->denominator > NOTHING && figure->denominator <= MOST_OF_FEW;
}

static void withhold_small(struct control *control)
{
    for (size_t series = 0; series < control->results->series_count; series++)
        for (size_t period = 0; period < control->results->period_count; period++) {
            const struct indicator *indicator = indicator_of(control, series);
            const struct figure *figure = &control->results->series[series].figures[period];
            if (!indicator->counts_no_people &&
                (tells_of_few(indicator, figure->numerator, figure->denominator) ||
                 is_of_few(control, series, figure)))
                withhold(control, series, period);
        }
}

/* ---- by subtraction ---- */

static void keep_secret(struct control *control, size_t number, size_t period)
{
    struct number *of = &control->numbers.items[number];
    bool openly_none = of->stands_alone && !(fabs(of->values[period]) > NOTHING);
    if (of->secret[period] || openly_none || isnan(of->values[period]))
        return;
    of->secret[period] = true;
    control->changed = true;
}

static bool is_secret(const struct control *control, size_t number, size_t period)
{
    return number != NO_NUMBER && control->numbers.items[number].secret[period];
}

/* The numerator of what is withheld is secret; the denominator only when it is itself few, for the count of children
 * that a percentage is of is no secret because some few of them are. What prints a secret is withheld. */
static void share_secrets(struct control *control)
{
    for (size_t series = 0; series < control->results->series_count; series++) {
        size_t numerator = control->numbers.numerators[series];
        size_t denominator = control->numbers.denominators[series];
        for (size_t period = 0; period < control->results->period_count; period++) {
            if (is_secret(control, numerator, period) || is_secret(control, denominator, period))
                withhold(control, series, period);
            if (!*withheld_at(control, series, period))
                continue;
            if (numerator != NO_NUMBER)
                keep_secret(control, numerator, period);
            if (denominator != NO_NUMBER && is_few(control->numbers.items[denominator].values[period]))
                keep_secret(control, denominator, period);
        }
    }
}

/* What a reader faces: how many of a sum's numbers are hidden, and what the hidden parts come to. */
struct view {
    size_t hidden_count;
    double hidden, shown;
    size_t smallest; /* shown part that is not zero, or NO_NUMBER */
};

static struct view view_of(const struct numbers *numbers, const struct sum *sum, size_t period)
{
    struct view view = {.smallest = NO_NUMBER};
    for (size_t i = 0; i < sum->part_count; i++) {
        const struct number *part = &numbers->items[sum->parts[i]];
        double value = part->values[period];
        if (isnan(value))
            continue;
        if (part->secret[period]) {
            view.hidden_count++;
            view.hidden += value;
        } else {
            view.shown += value;
            if (fabs(value) > NOTHING && (view.smallest == NO_NUMBER ||
                                          fabs(value) < fabs(numbers->items[view.smallest].values[period])))
                view.smallest = sum->parts[i];
        }
    }
    return view;
}

/* What belongs to the total and to no part that is printed. */
static double unprinted_of(const struct number *total, const struct view *view, size_t period)
{
    double rest = total->values[period] - view->shown - view->hidden;
    return rest > NOTHING ? rest : 0;
}

/* Whether what is hidden could be worked out: there is one, or each is one. Of what is printed nowhere it is no harm,
 * unless it is few. */
static bool is_told(const struct number *total, const struct view *view, double unprinted, size_t period)
{
    size_t hidden = view->hidden_count + total->secret[period] + (unprinted > 0);
    bool one_each =
        !total->secret[period] && total->counts && view->hidden + unprinted <= (double)hidden + NOTHING;
    bool harms = view->hidden_count > 0 || total->secret[period] || (total->counts && is_few(unprinted));
    return harms && (hidden == 1 || one_each);
}

static void guard_sum(struct control *control, const struct sum *sum, size_t period)
{
    const struct number *total = &control->numbers.items[sum->total];
    if (!(fabs(total->values[period]) > NOTHING))
        return; /* of none every part is none: that is no secret */
    struct view view = view_of(&control->numbers, sum, period);
    double unprinted = unprinted_of(total, &view, period);
    if (!is_told(total, &view, unprinted, period))
        return;
    if (view.smallest != NO_NUMBER)
        keep_secret(control, view.smallest, period);
    else if (view.hidden_count > 0)
        keep_secret(control, sum->total, period);
}

static void guard_sums(struct control *control)
{
    for (size_t i = 0; i < control->numbers.sum_count; i++)
        for (size_t period = 0; period < control->results->period_count; period++)
            guard_sum(control, &control->numbers.sums[i], period);
}

/* ---- over time ---- */

static int months_between_periods(const struct result_set *results)
{
    static const int months[] = {[PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_YEAR] = 12};
    return months[results->plan.every];
}

/* What happens in a window adds up over windows; what is open at its end does not. */
static bool happens_in_window(const struct indicator *indicator)
{
    return (indicator->numerator.table ? indicator->numerator.at : indicator->denominator.at) != NULL;
}

static bool is_longer(enum window_length window, enum window_length than)
{
    return window < 0 || window > than;
}

/* A longer window moves on by the months between two periods, and so tells of windows made of these. */
static bool can_be_told(const struct control *control, const struct indicator *indicator)
{
    return happens_in_window(indicator) && indicator->window > 0 &&
           (int)indicator->window % months_between_periods(control->results) == 0;
}

static bool any_given(const struct control *control, size_t series)
{
    bool any = false;
    for (size_t period = 0; period < control->results->period_count && !any; period++)
        any = !*withheld_at(control, series, period) &&
              !isnan(control->results->series[series].figures[period].numerator);
    return any;
}

static void withhold_series(struct control *control, size_t series)
{
    for (size_t period = 0; period < control->results->period_count; period++) {
        const struct figure *figure = &control->results->series[series].figures[period];
        if (!isnan(figure->numerator) || !isnan(figure->denominator))
            withhold(control, series, period);
    }
}

static bool any_withheld(const struct control *control, size_t series)
{
    bool any = false;
    for (size_t period = 0; period < control->results->period_count && !any; period++)
        any = *withheld_at(control, series, period);
    return any;
}

static bool is_told_by_longer(const struct control *control, size_t series)
{
    bool told = false;
    enum window_length window = indicator_of(control, series)->window;
    for (size_t at = control->last_window[series]; at != NO_SERIES && !told; at = control->window_before[at])
        told = is_longer(indicator_of(control, at)->window, window) && any_given(control, at);
    return told;
}

static void withhold_shorter(struct control *control)
{
    for (size_t series = 0; series < control->results->series_count; series++)
        if (can_be_told(control, indicator_of(control, series)) && any_withheld(control, series) &&
            is_told_by_longer(control, series))
            withhold_series(control, series);
}

/* Two figures of a window that adds up from the same start. */
static bool step_tells(const struct control *control, size_t series, size_t before, size_t now)
{
    const struct result_set *results = control->results;
    const struct indicator *indicator = indicator_of(control, series);
    const struct figure *figures = results->series[series].figures;
    struct window first = window_of(indicator->window, &results->periods[before], &results->plan);
    struct window second = window_of(indicator->window, &results->periods[now], &results->plan);
    double numerator = figures[now].numerator - figures[before].numerator;
    double denominator = figures[now].denominator - figures[before].denominator;
    return first.start == second.start && (tells_of_few(indicator, numerator, denominator) ||
                                           (indicator->has_denominator && is_few(denominator)));
}

static bool steps_tell(const struct control *control, size_t series)
{
    size_t before = SIZE_MAX;
    bool tells = false;
    for (size_t period = 0; period < control->results->period_count && !tells; period++) {
        if (*withheld_at(control, series, period))
            continue;
        tells = before != SIZE_MAX && step_tells(control, series, before, period);
        before = period;
    }
    return tells;
}

static void withhold_steps(struct control *control)
{
    for (size_t series = 0; series < control->results->series_count; series++) {
        const struct indicator *indicator = indicator_of(control, series);
        if (indicator->window < 0 && happens_in_window(indicator) && !indicator->counts_no_people &&
            steps_tell(control, series))
            withhold_series(control, series);
    }
}

/* ---- the whole ---- */

static void list_windows(struct control *control)
{
    size_t count = control->results->series_count;
    struct map names = map_in(control->arena);
    size_t *last = ARENA_ARRAY(control->arena, size_t, count);
    size_t *family = ARENA_ARRAY(control->arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        const struct series *series = &control->results->series[i];
        bool is_new;
        family[i] =
            map_add(&names,
                    arena_format(control->arena, "%s\x1f%zu\x1f%s\x1f%s", indicator_of(control, i)->id,
                                 series->unit, series->breakdown, series->category),
                    &is_new);
        control->window_before[i] = is_new ? NO_SERIES : last[family[i]];
        last[family[i]] = i;
    }
    for (size_t i = 0; i < count; i++)
        control->last_window[i] = last[family[i]];
}

static void find_what_is_withheld(struct control *control)
{
    withhold_small(control);
    do {
        control->changed = false;
        withhold_shorter(control);
        withhold_steps(control);
        share_secrets(control);
        guard_sums(control);
    } while (control->changed);
}

static struct figure public_figure(const struct control *control, size_t series, size_t period)
{
    struct figure figure = control->results->series[series].figures[period];
    figure.unknown = 0;
    if (*withheld_at(control, series, period))
        return (struct figure){.reason = REASON_WITHHELD,
                               .numerator = (double)NAN,
                               .denominator = (double)NAN,
                               .value = (double)NAN,
                               .shown = (double)NAN,
                               .tolerance = figure.tolerance};
    if (period > 0 && *withheld_at(control, series, period - 1))
        figure.direction = (struct direction){0};
    return figure;
}

struct result_set disclosure_public(struct arena *arena, const struct result_set *results)
{
    struct arena scratch = {0};
    struct control control = {.arena = &scratch,
                              .results = results,
                              .numbers = numbers_of(&scratch, results),
                              .withheld =
                                  ARENA_ARRAY(&scratch, bool, results->series_count * results->period_count),
                              .last_window = ARENA_ARRAY(&scratch, size_t, results->series_count),
                              .window_before = ARENA_ARRAY(&scratch, size_t, results->series_count)};
    list_windows(&control);
    find_what_is_withheld(&control);
    struct result_set given = *results;
    given.is_public = true;
    given.series = ARENA_ARRAY(arena, struct series, results->series_count);
    for (size_t series = 0; series < results->series_count; series++) {
        given.series[series] = results->series[series];
        given.series[series].figures = ARENA_ARRAY(arena, struct figure, results->period_count);
        for (size_t period = 0; period < results->period_count; period++)
            given.series[series].figures[period] = public_figure(&control, series, period);
    }
    arena_release(&scratch);
    return given;
}
