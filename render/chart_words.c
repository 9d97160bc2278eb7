#include "render/chart_words.h"

#include "base/text.h"

#include <math.h>

bool chart_has_figure(const struct figure *figure)
{
    return figure->reason == REASON_NONE && isfinite(figure->shown);
}

static int last_before(const struct series *series, size_t end)
{
    for (size_t i = end; i > 0; i--)
        if (chart_has_figure(&series->figures[i - 1]))
            return (int)(i - 1);
    return -1;
}

int chart_last_available(const struct result_set *results, const struct series *series)
{
    return last_before(series, results->period_count);
}

static const struct indicator *indicator_of(const struct result_set *results, const struct series *series)
{
    return &results->catalogue->items[series->indicator];
}

static const char *subject(const struct indicator *indicator)
{
    return indicator->headline && *indicator->headline ? indicator->headline : indicator->title;
}

/* A period that the as-at date cuts short is labelled "to 20 November 2026". */
static char *in_period(struct arena *arena, const struct period *period)
{
    return arena_format(arena, "%s%s", text_starts_with(period->label, "to ") ? "" : "in ", period->label);
}

static const char *period_words(const struct period *period)
{
    return text_starts_with(period->label, "to ") ? period->label + 3 : period->label;
}

/* ---- the headline ---- */

/* A month's change is mostly noise: what a headline tells is the change since the same period a year before, where the
 * series goes back that far, and else since the period before. */
struct comparison {
    const struct figure *before; /* NULL: there is nothing to compare with */
    struct direction direction;
    const char *since; /* "on a year ago", "since September 2026" */
    const char *at;    /* "a year ago", "in September 2026" */
};

static struct comparison compare(struct arena *arena, const struct result_set *results,
                                 const struct indicator *indicator, const struct series *series, size_t last)
{
    static const size_t periods_in_a_year[] = {[PERIOD_MONTH] = 12, [PERIOD_QUARTER] = 4, [PERIOD_YEAR] = 1};
    const struct figure *figure = &series->figures[last];
    size_t back = periods_in_a_year[results->plan.every];
    bool of_a_year = back > 1 && last >= back && chart_has_figure(&series->figures[last - back]);
    if (!of_a_year)
        back = 1;
    if (last < back || !chart_has_figure(&series->figures[last - back]))
        return (struct comparison){0};
    const struct figure *before = &series->figures[last - back];
    const struct period *period = &results->periods[last - back];
    return (struct comparison){
        .before = before,
        .direction =
            direction_of(indicator, figure->tolerance, before->shown, figure->shown, results->dead_band),
        .since = of_a_year ? "on a year ago" : arena_format(arena, "since %s", period_words(period)),
        .at = of_a_year ? "a year ago" : in_period(arena, period)};
}

/* An activity measure is neither good nor bad, so what it was is said instead. */
static void add_movement(struct text *headline, const struct indicator *indicator,
                         const struct comparison *comparison)
{
    static const char *const words[4][4] = {
        [MOVEMENT_UP] = {"up", "up and improving", "up and worsening", "up"},
        [MOVEMENT_DOWN] = {"down", "down and improving", "down and worsening", "down"},
        [MOVEMENT_SAME] = {"no change", "no change", "no change", "no change"}};
    struct direction direction = comparison->direction;
    if (!comparison->before || direction.movement == MOVEMENT_UNKNOWN)
        return;
    const char *moved = words[direction.movement][direction.progress];
    if (indicator->better == BETTER_NONE && direction.movement != MOVEMENT_SAME)
        text_add_format(headline, ", %s from %s %s", moved,
                        figure_text(headline->arena, indicator, comparison->before->shown), comparison->at);
    else
        text_add_format(headline, ", %s %s", moved, comparison->since);
}

static const char *target_verb(enum rating rating, enum progress progress)
{
    switch (rating) {
    case RATING_GREEN:
        return "meets the";
    case RATING_AMBER:
        return "within tolerance of the";
    case RATING_RED:
        return progress == PROGRESS_IMPROVING ? "not yet at the" : "misses the";
    case RATING_NONE:
        break;
    }
    return "";
}

static void add_finding(struct text *headline, const struct result_set *results,
                        const struct indicator *indicator, const struct series *series, size_t last)
{
    const struct figure *figure = &series->figures[last];
    struct comparison comparison = compare(headline->arena, results, indicator, series, last);
    text_add_format(headline, ": %s", figure_text(headline->arena, indicator, figure->shown));
    add_movement(headline, indicator, &comparison);
    if (figure->rating != RATING_NONE && figure->tolerance->green.stated)
        text_add_format(headline, ", %s %starget of %s",
                        target_verb(figure->rating, comparison.direction.progress),
                        figure->tolerance->stretch ? "stretch " : "",
                        band_words(headline->arena, indicator, &figure->tolerance->green));
    if (figure->small_numbers)
        text_add(headline, " (small numbers)");
}

char *chart_headline(struct arena *arena, const struct result_set *results, const struct series *series)
{
    const struct indicator *indicator = indicator_of(results, series);
    int last = chart_last_available(results, series);
    struct text headline = text_in(arena);
    text_add(&headline, subject(indicator));
    if (last < 0)
        text_add(&headline, ": no figures are available");
    else if ((size_t)last + 1 == results->period_count)
        add_finding(&headline, results, indicator, series, (size_t)last);
    else
        text_add_format(&headline, ": not available %s, %s %s",
                        in_period(arena, &results->periods[results->period_count - 1]),
                        figure_text(arena, indicator, series->figures[last].shown),
                        in_period(arena, &results->periods[last]));
    return headline.bytes;
}

/* ---- the lines around the chart ---- */

static void add_period_range(struct text *text, const struct result_set *results)
{
    if (results->period_count == 0)
        return;
    text_add_format(text, ", %s", period_words(&results->periods[0]));
    if (results->period_count > 1)
        text_add_format(text, " to %s", period_words(&results->periods[results->period_count - 1]));
}

char *chart_subtitle(struct arena *arena, const struct result_set *results, const struct series *series)
{
    struct text subtitle = text_in(arena);
    text_add(&subtitle, indicator_of(results, series)->title);
    if (series->breakdown && *series->breakdown)
        text_add_format(&subtitle, ", %s (%s)", series->category, series->breakdown);
    text_add_format(&subtitle, ", %s", results->units->items[series->unit].name);
    add_period_range(&subtitle, results);
    return subtitle.bytes;
}

char *chart_no_figures(struct arena *arena, const struct result_set *results, const struct series *series)
{
    enum reason reason =
        results->period_count > 0 ? series->figures[results->period_count - 1].reason : REASON_NONE;
    if (reason == REASON_NONE)
        return arena_copy_text(arena, "No figures are available");
    return arena_format(arena, "No figures are available: %s", reason_words(reason));
}

static const char *period_noun(const struct result_set *results)
{
    static const char *const nouns[] = {
        [PERIOD_MONTH] = "months", [PERIOD_QUARTER] = "quarters", [PERIOD_YEAR] = "years"};
    return nouns[results->plan.every];
}

static size_t count_gaps(const struct result_set *results, const struct series *series, enum reason *shared)
{
    size_t gaps = 0;
    *shared = REASON_NONE;
    for (size_t i = 0; i < results->period_count; i++) {
        if (chart_has_figure(&series->figures[i]))
            continue;
        enum reason reason = series->figures[i].reason;
        *shared = gaps == 0 || *shared == reason ? reason : REASON_NONE;
        gaps++;
    }
    return gaps;
}

static void add_gaps(struct text *notes, const struct result_set *results, const struct series *series)
{
    enum { MOST_NAMED = 3 };
    enum reason shared;
    size_t gaps = count_gaps(results, series, &shared);
    if (gaps == 0 || gaps == results->period_count)
        return;
    text_add(notes, " Not available: ");
    size_t named = 0;
    for (size_t i = 0; gaps <= MOST_NAMED && i < results->period_count; i++)
        if (!chart_has_figure(&series->figures[i]))
            text_add_format(notes, "%s%s", named++ ? ", " : "", period_words(&results->periods[i]));
    if (gaps > MOST_NAMED)
        text_add_format(notes, "%zu of %zu %s", gaps, results->period_count, period_noun(results));
    if (shared != REASON_NONE)
        text_add_format(notes, " (%s)", reason_words(shared));
    text_add(notes, ".");
}

static void add_small_numbers(struct text *notes, const struct result_set *results,
                              const struct series *series)
{
    bool any = false;
    for (size_t i = 0; i < results->period_count; i++)
        any = any || (chart_has_figure(&series->figures[i]) && series->figures[i].small_numbers);
    if (any)
        text_add_format(notes, " Hollow points: fewer than %d, read with care.", results->small_denominator);
}

static void add_counts(struct text *notes, const struct result_set *results, const struct series *series,
                       size_t last)
{
    const struct figure *figure = &series->figures[last];
    const struct indicator *indicator = indicator_of(results, series);
    const char *when = in_period(notes->arena, &results->periods[last]);
    if (!isnan(figure->denominator))
        text_add_format(notes, " n = %s %s.", figure_how_many(notes->arena, indicator, figure), when);
    if (figure->unknown > 0)
        text_add_format(notes, " %u %s could not be told either way %s.", (unsigned)figure->unknown,
                        figure->unknown == 1 ? "row" : "rows", when);
}

char *chart_source(struct arena *arena, const struct result_set *results, const struct series *series)
{
    const char *source = indicator_of(results, series)->source;
    if (!source || !*source)
        return arena_copy_text(arena, "");
    return arena_format(arena, "Source: %s%s", source, text_ends_with(source, ".") ? "" : ".");
}

char *chart_notes(struct arena *arena, const struct result_set *results, const struct series *series)
{
    struct text notes = text_in(arena);
    int last = chart_last_available(results, series);
    if (last >= 0)
        add_counts(&notes, results, series, (size_t)last);
    add_gaps(&notes, results, series);
    add_small_numbers(&notes, results, series);
    return text_trim(notes.bytes);
}

/* ---- the text alternative ---- */

struct extremes {
    size_t first, lowest, highest, count;
};

static struct extremes find_extremes(const struct result_set *results, const struct series *series)
{
    struct extremes found = {0};
    for (size_t i = 0; i < results->period_count; i++) {
        const struct figure *figures = series->figures;
        if (!chart_has_figure(&figures[i]))
            continue;
        if (found.count++ == 0)
            found.first = found.lowest = found.highest = i;
        if (figures[i].shown < figures[found.lowest].shown)
            found.lowest = i;
        if (figures[i].shown > figures[found.highest].shown)
            found.highest = i;
    }
    return found;
}

static void add_course(struct text *text, const struct result_set *results, const struct series *series)
{
    const struct indicator *indicator = indicator_of(results, series);
    struct extremes found = find_extremes(results, series);
    const struct {
        const char *words;
        size_t at;
    } stations[] = {
        {" It began at", found.first}, {", was lowest at", found.lowest}, {" and highest at", found.highest}};
    if (found.count < 2)
        return;
    if (found.lowest == found.highest) {
        text_add(text, " It was the same throughout.");
        return;
    }
    for (size_t i = 0; i < sizeof stations / sizeof stations[0]; i++)
        text_add_format(text, "%s %s %s", stations[i].words,
                        figure_text(text->arena, indicator, series->figures[stations[i].at].shown),
                        in_period(text->arena, &results->periods[stations[i].at]));
    text_add(text, ".");
}

static void add_ratings(struct text *text, const struct result_set *results, const struct series *series)
{
    size_t rated = 0;
    size_t green = 0;
    for (size_t i = 0; i < results->period_count; i++) {
        const struct figure *figure = &series->figures[i];
        if (!chart_has_figure(figure) || figure->rating == RATING_NONE)
            continue;
        rated++;
        green += figure->rating == RATING_GREEN;
    }
    if (rated > 1)
        text_add_format(text, " On target in %zu of the %zu %s rated.", green, rated, period_noun(results));
}

char *chart_alternative(struct arena *arena, const struct result_set *results, const struct series *series)
{
    struct text text = text_in(arena);
    text_add_format(&text, "Line chart: %s. %s.", chart_subtitle(arena, results, series),
                    chart_headline(arena, results, series));
    add_course(&text, results, series);
    add_ratings(&text, results, series);
    add_gaps(&text, results, series);
    return text.bytes;
}
