#include "render/chart.h"
#include "cli/recorded.h"
#include "render/scorecards.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { OPTION_UNIT, OPTION_FROM, OPTION_TO, OPTION_FORMAT, OPTION_OUT, OPTION_COUNT };

static const struct option_text options[OPTION_COUNT] = {
    {"unit", 0, "UNIT", true, "of this unit, by id or name (the whole organisation)"},
    {"from", 0, "MONTH", false, "only periods that end in or after it"},
    {"to", 0, "MONTH", false, "only periods that end in or before it"},
    {"format", 0, "svg|png|pdf", false, "what to draw (the ending of FILE, or svg)"},
    {"out", 'o', "FILE", false, "where it goes (INDICATOR-UNIT.svg here)"},
};

/* The same results, of the periods asked for. */
static bool keep_periods(struct invocation *invocation, struct result_set *results)
{
    const char *from = option_value(invocation->options, OPTION_FROM),
               *to = option_value(invocation->options, OPTION_TO);
    day_number first = INT32_MIN, last = INT32_MAX;
    if ((from && !command_day(from, "from", false, &first, invocation->error)) ||
        (to && !command_day(to, "to", true, &last, invocation->error)))
        return false;
    size_t skipped = 0, count = 0;
    for (size_t i = 0; i < results->period_count; i++) {
        skipped += results->periods[i].end < first;
        count += results->periods[i].end >= first && results->periods[i].end <= last;
    }
    if (count == 0)
        return error_set(invocation->error, ERROR_USAGE,
                         "no period of the last run ends between --from and --to");
    results->periods += skipped;
    results->period_count = count;
    for (size_t i = 0; i < results->series_count; i++)
        results->series[i].figures += skipped;
    return true;
}

static bool choose_format(struct invocation *invocation, enum chart_format *format)
{
    const char *name = option_value(invocation->options, OPTION_FORMAT),
               *file = option_value(invocation->options, OPTION_OUT);
    const char *ending = file ? strrchr(file, '.') : NULL;
    *format = CHART_SVG;
    if (name)
        return chart_format_named(name, format) ||
               error_set(invocation->error, ERROR_USAGE, "--format: \"%s\" is not svg, png or pdf", name);
    if (ending && !chart_format_named(ending + 1, format))
        return error_set(invocation->error, ERROR_USAGE,
                         "-o %s: end it in .svg, .png or .pdf, or say --format", file);
    return true;
}

static bool choose_units(struct invocation *invocation, const struct units *units, size_t **chosen,
                         size_t *count)
{
    const struct given *given = &invocation->options->given[OPTION_UNIT];
    *chosen = ARENA_ARRAY(invocation->arena, size_t, given->count + units->count);
    *count = 0;
    for (size_t i = 0; i < given->count; i++)
        if (!command_unit(invocation->arena, units, given->values[i], &(*chosen)[(*count)++],
                          invocation->error))
            return false;
    for (size_t i = 0; i < units->count && given->count == 0; i++)
        if (units->items[i].parent < 0)
            (*chosen)[(*count)++] = i;
    return true;
}

struct request {
    const struct result_set *results;
    enum chart_format format;
    struct chart_file *files;
    size_t count;
};

static bool add_chart(struct invocation *invocation, struct request *request, size_t indicator, size_t unit)
{
    static const char *const endings[] = {[CHART_SVG] = "svg", [CHART_PNG] = "png", [CHART_PDF] = "pdf"};
    struct arena *arena = invocation->arena;
    const struct result_set *results = request->results;
    const char *id = results->catalogue->items[indicator].id, *unit_id = results->units->items[unit].id;
    const struct series *series = result_find(results, indicator, unit);
    const char *out = option_value(invocation->options, OPTION_OUT);
    if (!series)
        return error_set(invocation->error, ERROR_USAGE, "the last run has no figures of %s for %s", id,
                         unit_id);
    request->files[request->count++] =
        (struct chart_file){.script = chart_trend(arena, results, series),
                            .format = request->format,
                            .path = out ? out
                                        : arena_format(arena, "%s.%s", chart_file_name(arena, id, unit_id),
                                                       endings[request->format]),
                            .title = chart_headline(arena, results, series),
                            .description = chart_alternative(arena, results, series)};
    return true;
}

static bool draw(struct invocation *invocation, struct recorded *recorded, size_t next)
{
    const struct options *given = invocation->options;
    struct request request = {.results = &recorded->results};
    size_t *units, unit_count, words = given->word_count - next;
    if (words == 0)
        return error_set(invocation->error, ERROR_USAGE,
                         "which indicator? scorecard chart [JOB] INDICATOR; scorecard explain %s lists them",
                         recorded->job.path);
    if (!choose_format(invocation, &request.format) ||
        !choose_units(invocation, &recorded->definitions.units, &units, &unit_count) ||
        !keep_periods(invocation, &recorded->results))
        return false;
    if (option_value(given, OPTION_OUT) && words * unit_count > 1)
        return error_set(invocation->error, ERROR_USAGE,
                         "-o is for one chart, and this asks for %zu: choose with --unit",
                         words * unit_count);
    request.files = ARENA_ARRAY(invocation->arena, struct chart_file, words * unit_count);
    for (size_t word = next; word < given->word_count; word++)
        for (size_t i = 0; i < unit_count; i++) {
            size_t indicator;
            if (!command_indicator(invocation, &recorded->definitions.catalogue, given->words[word],
                                   &indicator) ||
                !add_chart(invocation, &request, indicator, units[i]))
                return false;
        }
    if (!gnuplot_draw(request.files, request.count, invocation->error))
        return false;
    for (size_t i = 0; i < request.count && !invocation->quiet; i++)
        puts(request.files[i].path);
    return true;
}

static int run(struct invocation *invocation)
{
    size_t next;
    const char *job = command_job(invocation, &next);
    struct recorded recorded;
    (void)(recorded_load(invocation, job, &recorded) && draw(invocation, &recorded, next));
    return EXIT_DONE;
}

const struct command command_chart = {"chart", "[JOB] INDICATOR...", "draw trend charts of the last run",
                                      options, OPTION_COUNT,         run};
