#include "metrics/disclosure.h"

#include "metrics/disclosure_numbers.h"

#include <math.h>

enum { MOST_FEW = 5, MOST_OF_FEW = 10 };
static const double NOTHING = 1e-9; /* what adding fractions up leaves of a zero */

struct control {
    struct arena *arena;
    const struct result_set *results;
    struct numbers numbers;
    bool *withheld;                 /* [series * periods + period] */
    int *reach_told, *reach_secret; /* per family of numbers: how far back goes the longest window of which
                                       anything is told, or is secret; 0: none */
    bool changed;
};

static const struct indicator *indicator_of(const struct control *control, size_t series)
{
    return &control->results->catalogue->items[control->results->series[series].indicator];
}

static bool *withheld_at(const struct control *control, size_t series, size_t period)
{
    return &control->withheld[series * control->results->period_count + period];
}

/* "None recorded" says that there were no rows. */
static bool says_anything(const struct figure *figure)
{
    return !isnan(figure->numerator) || !isnan(figure->denominator) || figure->reason == REASON_NO_DATA;
}

static void withhold(struct control *control, size_t series, size_t period)
{
    if (!says_anything(&control->results->series[series].figures[period]))
        return;
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

/* Windows by their length: those that begin with a year or a term are taken to be longer than any of months. */
static int reach_of(enum window_length window)
{
    return window < 0 ? (int)WINDOW_LONGEST + 1 : (int)window;
}

static bool any_given(const struct control *control, size_t series)
{
    bool any = false;
    for (size_t period = 0; period < control->results->period_count && !any; period++)
        any = !*withheld_at(control, series, period) &&
              says_anything(&control->results->series[series].figures[period]);
    return any;
}

static bool any_withheld(const struct control *control, size_t series)
{
    bool any = false;
    for (size_t period = 0; period < control->results->period_count && !any; period++)
        any = *withheld_at(control, series, period);
    return any;
}

static bool any_secret(const struct control *control, size_t number)
{
    bool any = false;
    for (size_t period = 0; period < control->results->period_count && !any; period++)
        any = control->numbers.items[number].secret[period];
    return any;
}

static void withhold_series(struct control *control, size_t series)
{
    for (size_t period = 0; period < control->results->period_count; period++)
        withhold(control, series, period);
}

/* Zeros and "none recorded" too: between secrets they would tell that there is but one. */
static void keep_all_secret(struct control *control, size_t number)
{
    for (size_t period = 0; period < control->results->period_count; period++) {
        bool *secret = &control->numbers.items[number].secret[period];
        control->changed |= !*secret;
        *secret = true;
    }
}

static void reach_back(const struct control *control, int *reaches, size_t number)
{
    if (number == NO_NUMBER)
        return;
    int *furthest = &reaches[control->numbers.items[number].family];
    int reach = reach_of(control->numbers.items[number].window);
    if (reach > *furthest)
        *furthest = reach;
}

/* There are enough periods to add up to it. */
static bool could_be_added_up(const struct control *control, const struct number *number)
{
    return (int)number->window <=
           months_between_periods(control->results) * (int)control->results->period_count;
}

static void find_reaches(struct control *control)
{
    for (size_t i = 0; i < control->numbers.family_count; i++)
        control->reach_told[i] = control->reach_secret[i] = 0;
    for (size_t series = 0; series < control->results->series_count; series++)
        if (any_given(control, series)) {
            reach_back(control, control->reach_told, control->numbers.numerators[series]);
            reach_back(control, control->reach_told, control->numbers.denominators[series]);
        }
    for (size_t number = 0; number < control->numbers.count; number++)
        if (could_be_added_up(control, &control->numbers.items[number]) && any_secret(control, number))
            reach_back(control, control->reach_secret, number);
}

/* A longer window moves on by the months between two periods, and so tells of windows made of these. */
static bool is_part_of_longer(const struct control *control, const struct number *number, const int *reaches)
{
    return number->happens && number->window > 0 &&
           (int)number->window % months_between_periods(control->results) == 0 &&
           reaches[number->family] > reach_of(number->window);
}

static void withhold_shorter_numbers(struct control *control)
{
    for (size_t i = 0; i < control->numbers.count; i++) {
        const struct number *number = &control->numbers.items[i];
        if (is_part_of_longer(control, number, control->reach_secret) ||
            (is_part_of_longer(control, number, control->reach_told) && any_secret(control, i)))
            keep_all_secret(control, i);
    }
}

/* Of a percentage it is the numerator that has to be kept, of a median how many it is of. */
static void withhold_shorter(struct control *control)
{
    for (size_t series = 0; series < control->results->series_count; series++) {
        size_t number = control->numbers.numerators[series];
        if (number == NO_NUMBER)
            number = control->numbers.denominators[series];
        if (number != NO_NUMBER &&
            is_part_of_longer(control, &control->numbers.items[number], control->reach_told) &&
            any_withheld(control, series))
            withhold_series(control, series);
    }
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
    return first.start == second.start &&
           (tells_of_few(indicator, numerator, denominator) ||
            (control->numbers.denominators[series] != NO_NUMBER && is_few(denominator)));
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
        if (indicator->window < 0 && numerator_happens(indicator) && !indicator->counts_no_people &&
            steps_tell(control, series))
            withhold_series(control, series);
    }
}

/* ---- the whole ---- */

static void find_what_is_withheld(struct control *control)
{
    withhold_small(control);
    do {
        control->changed = false;
        find_reaches(control);
        withhold_shorter(control);
        withhold_shorter_numbers(control);
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
                                  ARENA_ARRAY(&scratch, bool, results->series_count * results->period_count)};
    control.reach_told = ARENA_ARRAY(&scratch, int, control.numbers.family_count);
    control.reach_secret = ARENA_ARRAY(&scratch, int, control.numbers.family_count);
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
