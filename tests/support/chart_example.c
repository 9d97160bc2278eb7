#include "tests/support/chart_example.h"

#include "base/number.h"
#include "base/text.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

static struct catalogue *one_indicator(struct arena *arena, const struct chart_example *example)
{
    struct catalogue *catalogue = ARENA_NEW(arena, struct catalogue);
    struct indicator *indicator = ARENA_NEW(arena, struct indicator);
    *indicator = (struct indicator){.id = "example",
                                    .title = example->title ? example->title : "Example measure",
                                    .headline = example->headline,
                                    .source = example->source,
                                    .format = example->format,
                                    .decimals = example->decimals,
                                    .better = example->better,
                                    .has_denominator = example->denominator > 0};
    catalogue->items = indicator;
    catalogue->count = 1;
    return catalogue;
}

static struct units *one_unit(struct arena *arena, const struct chart_example *example)
{
    struct units *units = ARENA_NEW(arena, struct units);
    units->items = ARENA_NEW(arena, struct unit);
    units->count = 1;
    units->items[0] = (struct unit){.id = "one",
                                    .name = example->unit ? example->unit : "Exampleshire",
                                    .level = "organisation",
                                    .parent = -1};
    return units;
}

static struct band band_of(const char *text)
{
    struct band band = {0};
    bool good = band_parse(text, &band);
    assert(good);
    (void)good;
    return band;
}

static const struct tolerance *make_tolerance(struct arena *arena, const char *green, const char *amber)
{
    struct tolerance *tolerance = ARENA_NEW(arena, struct tolerance);
    *tolerance = (struct tolerance){.green = band_of(green), .amber = band_of(amber)};
    return tolerance;
}

static void fill_figure(struct figure *figure, const struct chart_example *example, size_t at,
                        const struct tolerance *tolerance)
{
    double value = example->values[at];
    figure->tolerance = tolerance;
    figure->denominator = example->denominator > 0 ? example->denominator : MISSING;
    figure->numerator =
        example->denominator > 0 ? number_round(value * example->denominator / 100, 0) : value;
    figure->value = value;
    figure->shown = isnan(value) ? value : number_round(value, example->decimals);
    figure->reason = isnan(value) ? REASON_NO_DENOMINATOR : REASON_NONE;
    figure->rating = isnan(value) ? RATING_NONE : rate(tolerance, figure->shown);
    figure->small_numbers = example->small_numbers && !isnan(value);
}

struct result_set *chart_example_make(struct arena *arena, const struct chart_example *example)
{
    struct result_set *results = ARENA_NEW(arena, struct result_set);
    struct series *series = ARENA_NEW(arena, struct series);
    const struct tolerance *tolerance = &nothing_stated;
    results->organisation = "Exampleshire";
    results->catalogue = one_indicator(arena, example);
    results->units = one_unit(arena, example);
    results->plan = (struct period_plan){example->every, (int)example->count, 3, 31};
    bool good = day_parse(example->last_day ? example->last_day : "2025-03-31", &results->as_at);
    assert(good);
    (void)good;
    results->periods = periods_make(arena, &results->plan, results->as_at);
    results->period_count = example->count;
    results->series = series;
    results->series_count = 1;
    results->small_denominator = 10;
    *series = (struct series){.breakdown = "", .category = ""};
    series->figures = ARENA_ARRAY(arena, struct figure, example->count);
    for (size_t i = 0; i < example->count; i++) {
        if (example->green[i])
            tolerance = make_tolerance(arena, example->green[i], example->amber[i] ? example->amber[i] : "");
        struct figure *figure = &series->figures[i];
        fill_figure(figure, example, i, tolerance);
        if (i > 0)
            figure->direction =
                direction_of(results->catalogue->items, tolerance, figure[-1].shown, figure->shown, 0);
    }
    return results;
}

/* ---- the rules for scripts ---- */

static const char *const commands[] = {
    "set",        "unset",   "label",        "at",         "screen",      "left",      "center",
    "right",      "font",    "textcolor",    "rgb",        "front",       "key",       "lmargin",
    "rmargin",    "tmargin", "bmargin",      "border",     "linecolor",   "ytics",     "xtics",
    "nomirror",   "out",     "scale",        "xrange",     "yrange",      "plot",      "using",
    "with",       "lines",   "linewidth",    "points",     "pointtype",   "pointsize", "point_scale",
    "disc_scale", "point",   "filledcurves", "object",     "rectangle",   "from",      "to",
    "graph",      "behind",  "fillcolor",    "fillstyle",  "solid",       "noborder",  "EOD",
    "BANDS",      "GRID",    "LINE",         "TARGET_LOW", "TARGET_HIGH", "NOT_RATED", "GREEN",
    "AMBER",      "RED",     "SMALL",        "e"};

/* What follows a quoted text that begins at `at`, or NULL when it is not clean. */
static const char *after_quoted(const char *at)
{
    size_t characters = 0;
    for (at++;; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte == '\'' && at[1] != '\'')
            return characters <= 120 ? at + 1 : NULL;
        if (byte < 0x20 || byte == 0x7f || (byte == 0xc2 && (unsigned char)at[1] < 0xa0) ||
            text_starts_with(at, "\xe2\x80\xa8") || text_starts_with(at, "\xe2\x80\xa9"))
            return NULL;
        at += byte == '\'';
        characters += (byte & 0xc0) != 0x80;
    }
}

static const char *after_word(const char *at)
{
    size_t length = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strlen(commands[i]) == length && memcmp(commands[i], at, length) == 0)
            return at + length;
    return NULL;
}

const char *chart_script_fault(const char *script)
{
    if (utf8_valid_prefix(script, strlen(script)) != strlen(script))
        return "the script is not UTF-8";
    while (*script) {
        const char *here = script;
        if (*script == '\'')
            script = after_quoted(script);
        else if (isalpha((unsigned char)*script))
            script = after_word(script);
        else if (text_starts_with(script, "\\\n"))
            script += 2;
        else
            script = strchr("\n $<>.,:()[]*+-0123456789", *script) ? script + 1 : NULL;
        if (!script)
            return here;
    }
    return NULL;
}
