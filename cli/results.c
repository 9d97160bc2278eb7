#include "cli/recorded.h"
#include "metrics/disclosure.h"
#include "render/results_text.h"

#include "base/text.h"

#include <stdio.h>

enum { OPTION_INDICATOR, OPTION_UNIT, OPTION_FROM, OPTION_TO, OPTION_FORMAT, OPTION_PUBLIC, OPTION_COUNT };

static const struct option_text options[OPTION_COUNT] = {
    {"indicator", 0, "ID", true, "only this indicator"},
    {"unit", 0, "UNIT", true, "only this unit, by id or name"},
    {"from", 0, "MONTH", false, "only periods that end in or after it"},
    {"to", 0, "MONTH", false, "only periods that end in or before it"},
    {"format", 0, "csv|json", false, "how to print them (csv)"},
    {"public", 0, NULL, false, "as they may be given to the public: small numbers withheld, as c"},
};

static bool read_filter(struct invocation *invocation, const struct definitions *definitions,
                        struct results_filter *filter)
{
    const struct options *given = invocation->options;
    const struct given *indicators = &given->given[OPTION_INDICATOR], *units = &given->given[OPTION_UNIT];
    struct error *error = invocation->error;
    size_t *chosen_indicators = ARENA_ARRAY(invocation->arena, size_t, indicators->count);
    size_t *chosen_units = ARENA_ARRAY(invocation->arena, size_t, units->count);
    *filter = results_all();
    for (size_t i = 0; i < indicators->count; i++)
        if (!command_indicator(invocation, &definitions->catalogue, indicators->values[i],
                               &chosen_indicators[i]))
            return false;
    for (size_t i = 0; i < units->count; i++)
        if (!command_unit(invocation->arena, &definitions->units, units->values[i], &chosen_units[i], error))
            return false;
    filter->indicators = chosen_indicators;
    filter->indicator_count = indicators->count;
    filter->units = chosen_units;
    filter->unit_count = units->count;
    const char *from = option_value(given, OPTION_FROM), *to = option_value(given, OPTION_TO);
    return (!from || command_day(from, "from", false, &filter->from, error)) &&
           (!to || command_day(to, "to", true, &filter->to, error));
}

static int run(struct invocation *invocation)
{
    const char *format = option_value(invocation->options, OPTION_FORMAT);
    bool json = format && text_equal(format, "json");
    size_t next;
    const char *job = command_job(invocation, &next);
    struct recorded recorded;
    struct results_filter filter;
    if (format && !json && !text_equal(format, "csv"))
        return error_set(invocation->error, ERROR_USAGE, "--format: \"%s\" is neither csv nor json", format);
    if (next < invocation->options->word_count)
        return error_set(
            invocation->error, ERROR_USAGE,
            "what is \"%s\"? One job is wanted (a job.json, or its folder) and nothing else: see --help",
            invocation->options->words[next]);
    if (!recorded_load(invocation, job, &recorded) ||
        !read_filter(invocation, &recorded.definitions, &filter))
        return EXIT_DONE;
    struct result_set results = recorded.results;
    if (option_value(invocation->options, OPTION_PUBLIC))
        results = disclosure_public(invocation->arena, &recorded.results);
    fputs((json ? results_json : results_csv)(invocation->arena, &results, &filter), stdout);
    return EXIT_DONE;
}

const struct command command_results = {"results", "[JOB]",      "print the figures of the last run",
                                        options,   OPTION_COUNT, run};
