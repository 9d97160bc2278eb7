#include "render/page_words.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *letter;
    const char *words;
    const char *counted; /* in a list */
    enum tint tint;
} standings[STANDING_KINDS] = {
    [STANDING_GREEN] = {"G", "G", "green", TINT_GREEN},
    [STANDING_AMBER] = {"A", "A", "amber", TINT_AMBER},
    [STANDING_RED] = {"R", "R", "red", TINT_RED},
    [STANDING_WATCHED] = {"", "watched", "watched", TINT_NONE},
    [STANDING_NO_TARGET] = {"", "no target", "without a target", TINT_NONE},
    [STANDING_NOT_AVAILABLE] = {"", "n/a", "not available", TINT_MUTED},
};

bool figure_is_available(const struct figure *figure)
{
    return figure && figure->reason == REASON_NONE && isfinite(figure->shown);
}

enum standing standing_of(const struct indicator *indicator, const struct figure *figure)
{
    if (!figure_is_available(figure))
        return STANDING_NOT_AVAILABLE;
    if (indicator->better == BETTER_NONE)
        return STANDING_WATCHED;
    switch (figure->rating) {
    case RATING_GREEN:
        return STANDING_GREEN;
    case RATING_AMBER:
        return STANDING_AMBER;
    case RATING_RED:
        return STANDING_RED;
    case RATING_NONE:
        return STANDING_NO_TARGET;
    }
    return STANDING_NO_TARGET;
}

bool standing_is_rated(enum standing standing)
{
    return *standings[standing].letter != '\0';
}

const char *standing_letter(enum standing standing)
{
    return standings[standing].letter;
}

const char *standing_words(enum standing standing)
{
    return standings[standing].words;
}

enum tint standing_tint(enum standing standing)
{
    return standings[standing].tint;
}

const struct figure *figure_before(const struct result_set *results, size_t indicator, size_t unit,
                                   size_t back)
{
    const struct series *series = result_find(results, indicator, unit);
    if (!series || back >= results->period_count)
        return NULL;
    return &series->figures[results->period_count - 1 - back];
}

struct tally tally_of(const struct result_set *results, const size_t *indicators, size_t count, size_t unit)
{
    struct tally tally = {.total = count};
    for (size_t i = 0; i < count; i++) {
        const struct indicator *indicator = &results->catalogue->items[indicators[i]];
        const struct figure *figure = figure_before(results, indicators[i], unit, 0);
        enum standing standing = standing_of(indicator, figure);
        tally.of[standing]++;
        tally.small[standing] += figure_is_available(figure) && figure->small_numbers;
    }
    return tally;
}

size_t tally_not_rated(const struct tally *tally)
{
    return tally->of[STANDING_WATCHED] + tally->of[STANDING_NO_TARGET] + tally->of[STANDING_NOT_AVAILABLE];
}

size_t tally_small(const struct tally *tally)
{
    return tally->small[STANDING_GREEN] + tally->small[STANDING_AMBER] + tally->small[STANDING_RED];
}

static char *counted_words(struct arena *arena, const size_t *counts, bool rated)
{
    struct text words = text_in(arena);
    text_add(&words, "");
    for (size_t i = 0; i < STANDING_KINDS; i++)
        if (counts[i] && standing_is_rated((enum standing)i) == rated)
            text_add_format(&words, "%s%zu %s", words.length ? ", " : "", counts[i], standings[i].counted);
    return words.bytes;
}

char *tally_not_rated_words(struct arena *arena, const struct tally *tally)
{
    return counted_words(arena, tally->of, false);
}

char *tally_small_words(struct arena *arena, const struct tally *tally)
{
    return counted_words(arena, tally->small, true);
}

char *signs_words(struct arena *arena, const struct result_set *results)
{
    return arena_format(
        arena,
        "G target met, A within tolerance, R outside it \u00B7 small, *: fewer than %d to count "
        "against \u00B7 stretch: an ambitious target",
        results->small_denominator);
}

const char *better_words(enum better better)
{
    static const char *const words[] = {[BETTER_HIGHER] = "higher",
                                        [BETTER_LOWER] = "lower",
                                        [BETTER_RANGE] = "in range",
                                        [BETTER_NONE] = "activity"};
    return words[better];
}

const char *window_words(struct arena *arena, enum window_length window)
{
    return window == WINDOW_YEAR_TO_DATE ? "year to date" : window_name(arena, window);
}

const char *target_words(struct arena *arena, const struct indicator *indicator,
                         const struct tolerance *tolerance)
{
    if (indicator->better == BETTER_NONE)
        return "none: watched";
    if (!tolerance->green.stated)
        return "none set";
    return band_words(arena, indicator, &tolerance->green);
}

const char *amber_words(struct arena *arena, const struct indicator *indicator,
                        const struct tolerance *tolerance)
{
    if (!tolerance->green.stated || indicator->better == BETTER_NONE)
        return "";
    if (!tolerance->amber.stated)
        return "no amber";
    return band_words(arena, indicator, &tolerance->amber);
}

char *direction_words(struct arena *arena, struct direction direction)
{
    static const char *const arrows[] = {[MOVEMENT_UNKNOWN] = "",
                                         [MOVEMENT_UP] = "\u2191 ",
                                         [MOVEMENT_DOWN] = "\u2193 ",
                                         [MOVEMENT_SAME] = "\u2192 "};
    return arena_format(arena, "%s%s", arrows[direction.movement], direction_text(direction));
}

char *date_words(struct arena *arena, day_number day)
{
    struct date date = day_to_date(day);
    return arena_format(arena, "%d %s %d", date.day, month_name(date.month), date.year);
}

static char *month_words(struct arena *arena, day_number day)
{
    struct date date = day_to_date(day);
    return arena_format(arena, "%s %d", month_name(date.month), date.year);
}

static const char *reached_words(struct arena *arena, const struct early_warning *warning)
{
    if (warning->course == COURSE_MEETS)
        return "on course to be met.";
    if (isnan(warning->months))
        return "unlikely to be met. This course does not lead there at all.";
    return arena_format(arena, "unlikely to be met. This course would lead there in %s.",
                        month_words(arena, warning->reached));
}

char *early_warning_words(struct arena *arena, const struct indicator *indicator,
                          const struct dated_target *target, const struct early_warning *warning)
{
    const char *since = month_words(arena, target->since);
    switch (warning->course) {
    case COURSE_NONE:
        break;
    case COURSE_TOO_FEW:
        return arena_format(arena, "%zu figure%s since %s: too few to tell where it leads, which takes %d.",
                            warning->figures, warning->figures == 1 ? "" : "s", since,
                            (int)EARLY_WARNING_LEAST);
    case COURSE_SMALL_NUMBERS:
        return arena_copy_text(arena, "The figure is on small numbers, where one more or less would turn the "
                                      "course: no early warning is given.");
    case COURSE_MEETS:
    case COURSE_MISSES:
        return arena_format(
            arena, "On its course since %s the figure would be %s on %s, where the %starget is %s: %s", since,
            figure_text(arena, indicator, warning->projection), date_words(arena, target->by),
            target->stretch ? "stretch " : "", band_words(arena, indicator, &target->green),
            reached_words(arena, warning));
    }
    return arena_copy_text(arena, "");
}

size_t periods_in_year(const struct period_plan *plan)
{
    static const size_t periods[] = {[PERIOD_MONTH] = 12, [PERIOD_QUARTER] = 4, [PERIOD_YEAR] = 0};
    return periods[plan->every];
}

/* As figure_text writes them. */
static const struct {
    const char *before;
    const char *after;
} writing[] = {
    [FORMAT_PERCENT] = {"", "%"},       [FORMAT_PER_10000] = {"", ""}, [FORMAT_RATIO] = {"", ""},
    [FORMAT_COUNT] = {"", ""},          [FORMAT_DAYS] = {"", " days"}, [FORMAT_FTE] = {"", " FTE"},
    [FORMAT_CURRENCY] = {"\u00A3", ""},
};

static bool is_one_day(const struct indicator *indicator, double shown)
{
    return indicator->format == FORMAT_DAYS && indicator->decimals == 0 && !(shown < 1 || shown > 1);
}

char *number_format(struct arena *arena, const struct indicator *indicator, double shown, const char *ending)
{
    const char *before = writing[indicator->format].before;
    const char *after = is_one_day(indicator, shown) ? " day" : writing[indicator->format].after;
    struct text format = text_in(arena);
    if (*before)
        text_add_format(&format, "\"%s\"", before);
    text_add(&format, "#,##0");
    for (int i = 0; i < indicator->decimals; i++)
        text_add(&format, i == 0 ? ".0" : "0");
    if (*after || *ending)
        text_add_format(&format, "\"%s%s\"", after, ending);
    return format.bytes;
}

const char *recommendation_words(struct arena *arena, const struct indicator *indicator)
{
    struct text plain = text_in(arena), of_others = text_in(arena), words = text_in(arena);
    size_t count = 0;
    for (size_t i = 0; i < indicator->recommendation_count; i++) {
        const char *one = indicator->recommendations[i], *colon = strchr(one, ':');
        if (colon)
            text_add_format(&of_others, "%srecommendation %s of %.*s", of_others.length ? "; " : "",
                            colon + 1, (int)(colon - one), one);
        else
            text_add_format(&plain, "%s%s", count++ ? ", " : "", one);
    }
    if (count > 0)
        text_add_format(&words, "recommendation%s %s", count == 1 ? "" : "s", plain.bytes);
    if (count > 0 && indicator->recommendations_of)
        text_add_format(&words, " of %s", indicator->recommendations_of);
    if (of_others.length > 0)
        text_add_format(&words, "%s%s", count > 0 ? "; " : "", of_others.bytes);
    return words.bytes;
}
