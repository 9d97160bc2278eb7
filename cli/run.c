#include "cli/lock.h"
#include "cli/manifest.h"
#include "cli/pipeline.h"

#include "base/file.h"
#include "metrics/history.h"
#include "render/layout.h"

#include <stdio.h>

enum { OPTION_MONTH, OPTION_AS_AT, OPTION_COUNT };

static const struct option_text options[OPTION_COUNT] = {
    {"month", 0, "MONTH", false, "up to the end of this month (the month before today's)"},
    {"as-at", 0, "DATE", false, "up to this day, whose period it cuts short"},
};

/* The month that the last period ends in, "2026-10"; the day itself when it cuts the period short. */
static const char *output_name(struct arena *arena, const struct pipeline *pipeline)
{
    char end[DAY_TEXT_SIZE];
    const struct period *last = &pipeline->results.periods[pipeline->results.period_count - 1];
    struct period_plan plan = pipeline->job.plan;
    plan.count = 1;
    bool whole = periods_make(arena, &plan, last->end + 1)->start == last->end + 1;
    day_format(last->end, end);
    return arena_format(arena, "%.*s", whole ? 7 : DAY_TEXT_SIZE, end);
}

/* Figures from an extract that stops short would be plausible and wrong. */
static void tell_how_far(const struct pipeline *pipeline)
{
    const struct period *last = &pipeline->results.periods[pipeline->results.period_count - 1];
    char newest[DAY_TEXT_SIZE];
    if (pipeline->report.newest >= last->start || pipeline->report.newest == INT32_MIN)
        return;
    day_format(pipeline->report.newest, newest);
    fprintf(stderr,
            "scorecard: warning: the newest row of the extracts is dated %s, before %s begins: are they this "
            "month's?\n",
            newest, last->label);
}

static bool make_outputs(struct invocation *invocation, struct pipeline *pipeline,
                         const struct layout *layouts, const char *folder, struct scorecards *scorecards)
{
    double began = seconds_now();
    struct arena *arena = invocation->arena;
    if (!folder_remove(folder, invocation->error) || !folder_make(folder, invocation->error) ||
        !scorecards_write(arena, &pipeline->results, layouts, pipeline->job.layout_count, folder, scorecards,
                          invocation->error))
        return false;
    pipeline->seconds[2] = seconds_now() - began;
    return manifest_write(arena, pipeline, scorecards, folder, invocation->error);
}

/* Outputs and history change together or not at all, as far as two stores can. */
static bool publish(struct invocation *invocation, struct pipeline *pipeline, const char *made,
                    const char *place)
{
    struct history history;
    if (!history_open(&history, pipeline->job.history, invocation->error))
        return false;
    bool ok =
        history_record(&history, &pipeline->results, pipeline->definitions.checksum, invocation->error) &&
        folder_replace(made, place, invocation->error) && history_commit(&history, invocation->error);
    history_close(&history);
    return ok;
}

static void print_outputs(const struct pipeline *pipeline, const struct scorecards *scorecards,
                          const char *place)
{
    size_t charts = 0;
    pipeline_print_counts(pipeline);
    printf("\n%s\n", place);
    for (size_t i = 0; i < scorecards->file_count; i++) {
        bool chart = path_name(scorecards->files[i]) != scorecards->files[i];
        charts += chart;
        if (!chart)
            printf("  %s\n", scorecards->files[i]);
    }
    if (charts > 0)
        printf("  charts/ (%zu files)\n", charts);
}

static bool run_job(struct invocation *invocation, struct pipeline *pipeline)
{
    struct arena *arena = invocation->arena;
    const struct job *job = &pipeline->job;
    struct layout *layouts;
    if (!scorecards_layouts(arena, job->layouts, job->layout_count, &pipeline->definitions.catalogue,
                            &pipeline->definitions.units, &layouts, invocation->error) ||
        !pipeline_ingest(invocation, pipeline) || !pipeline_measure(invocation, pipeline))
        return false;
    if (!invocation->quiet)
        tell_how_far(pipeline);
    struct scorecards scorecards;
    const char *made = path_join(arena, job->output, ".partial");
    const char *place = path_join(arena, job->output, output_name(arena, pipeline));
    if (!make_outputs(invocation, pipeline, layouts, made, &scorecards)) {
        struct error ignored = {.kind = ERROR_NONE};
        if (!folder_remove(made, &ignored))
            fprintf(stderr, "scorecard: %s\n", ignored.message);
        return false;
    }
    if (!publish(invocation, pipeline, made, place))
        return false;
    if (!invocation->quiet)
        print_outputs(pipeline, &scorecards, place);
    return true;
}

static int run(struct invocation *invocation)
{
    size_t next;
    const char *job = command_job(invocation, &next);
    const struct options *given = invocation->options;
    struct pipeline *pipeline = ARENA_NEW(invocation->arena, struct pipeline);
    struct lock lock;
    if (next < given->word_count)
        return error_set(
            invocation->error, ERROR_USAGE,
            "what is \"%s\"? One job is wanted (a job.json, or its folder) and nothing else: see --help",
            given->words[next]);
    if (!pipeline_as_at(option_value(given, OPTION_MONTH), option_value(given, OPTION_AS_AT),
                        &pipeline->as_at, invocation->error) ||
        !pipeline_open(invocation, job, pipeline) ||
        !lock_open(&lock, pipeline->job.output, invocation->error))
        return EXIT_DONE;
    bool ok = run_job(invocation, pipeline);
    lock_close(&lock);
    return ok ? pipeline_status(pipeline) : EXIT_DONE;
}

const struct command command_run = {
    "run", "[JOB]", "work out everything, record it, write the outputs", options, OPTION_COUNT, run};
