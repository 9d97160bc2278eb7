#include "cli/explained.h"
#include "cli/lock.h"
#include "cli/manifest.h"
#include "cli/pipeline.h"

#include "base/file.h"
#include "base/text.h"
#include "metrics/history.h"
#include "render/data_quality.h"
#include "render/layout.h"

#include <stdio.h>

enum { OPTION_MONTH, OPTION_AS_AT, OPTION_ACCEPT, OPTION_COUNT };

static const struct option_text options[OPTION_COUNT] = {
    {"month", 0, "MONTH", false, "up to the end of this month (the month before today's)"},
    {"as-at", 0, "DATE", false, "up to this day, whose period it cuts short"},
    {"accept", 0, "GATE", true, "go on although this gate is shut, such as shrink:cp_plans"},
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
    char begins[DAY_TEXT_SIZE];
    if (pipeline->report.newest >= last->start || pipeline->report.newest == INT32_MIN)
        return;
    day_format(pipeline->report.newest, newest);
    day_format(last->start, begins);
    fprintf(stderr,
            "scorecard: warning: the newest row of the extracts is dated %s, and the last period worked out "
            "begins on %s: are they this month's?\n",
            newest, begins);
}

/* ---- gates ---- */

static bool check_accepted(struct invocation *invocation)
{
    const struct given *accepted = &invocation->options->given[OPTION_ACCEPT];
    for (size_t i = 0; i < accepted->count; i++)
        if (!gate_name_check(invocation->arena, accepted->values[i], invocation->error))
            return false;
    return true;
}

/* A slip in a name opens nothing. */
static void tell_unneeded(const struct invocation *invocation, const struct gates *gates)
{
    const struct given *accepted = &invocation->options->given[OPTION_ACCEPT];
    const char **names = ARENA_ARRAY(invocation->arena, const char *, gates->shut_count);
    for (size_t i = 0; i < gates->shut_count; i++)
        names[i] = gates->shut[i].name;
    for (size_t i = 0; i < accepted->count; i++)
        if (!gates_have(gates, accepted->values[i]))
            fprintf(stderr, "scorecard: warning: --accept %s was not needed%s\n", accepted->values[i],
                    text_did_you_mean(invocation->arena, accepted->values[i], names, gates->shut_count));
}

static void tell_accepted(const struct gates *gates)
{
    for (size_t i = 0; i < gates->shut_count; i++)
        if (gates->shut[i].accepted)
            fprintf(stderr, "scorecard: warning: %s is accepted: %s\n", gates->shut[i].name,
                    gates->shut[i].figures);
}

static bool stopped(const struct invocation *invocation, const struct pipeline *pipeline)
{
    const struct gates *gates = &pipeline->gates;
    size_t stopping = gates_stopping(gates);
    for (size_t i = 0; i < gates->shut_count; i++)
        if (!gates->shut[i].accepted)
            fprintf(stderr, "scorecard: %s: %s: %s: %s\n", gates->shut[i].name,
                    gate_text(gates->shut[i].gate)->meaning, gates->shut[i].figures,
                    gate_text(gates->shut[i].gate)->cure);
    return error_set(
        invocation->error, ERROR_DATA,
        "stopped by %zu gate%s, with nothing published; where the extracts are right all the same: "
        "%s run %s %s",
        stopping, stopping == 1 ? "" : "s", invocation->program, pipeline->job.path,
        gates_options(invocation->arena, gates));
}

static bool pass_gates(struct invocation *invocation, struct pipeline *pipeline)
{
    const struct given *accepted = &invocation->options->given[OPTION_ACCEPT];
    if (!pipeline_gates(invocation, pipeline, accepted->values, accepted->count))
        return false;
    if (!invocation->quiet || gates_stopping(&pipeline->gates) > 0)
        tell_unneeded(invocation, &pipeline->gates);
    if (gates_stopping(&pipeline->gates) > 0)
        return stopped(invocation, pipeline);
    if (!invocation->quiet)
        tell_accepted(&pipeline->gates);
    pipeline->published = true;
    return true;
}

/* ---- findings that a mapping says stop a run ---- */

static const char *list_stopping(struct arena *arena, const struct findings *findings)
{
    struct text list = text_in(arena);
    for (size_t i = 0; i < findings->table_count; i++) {
        const struct table_findings *one = &findings->tables[i];
        for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
            if (one->counts[rule] > 0 && one->worst[rule] == SEVERITY_STOP)
                text_add_format(&list, "%s%s in table %s (%zu)", list.length == 0 ? "" : ", ",
                                finding_rule_text((enum finding_rule)rule)->name, one->table,
                                one->counts[rule]);
    }
    return list.bytes;
}

static bool pass_findings(struct invocation *invocation, const struct pipeline *pipeline)
{
    if (findings_worst(&pipeline->findings) < SEVERITY_STOP)
        return true;
    return error_set(
        invocation->error, ERROR_DATA,
        "stopped by findings, with nothing published: %s; \"%s check %s\" shows where; what is right "
        "all the same is made a warning by \"severity\" in the mapping",
        list_stopping(invocation->arena, &pipeline->findings), invocation->program, pipeline->job.path);
}

/* ---- outputs ---- */

static void list_file(struct arena *arena, struct scorecards *scorecards, const char *name)
{
    const char **files = ARENA_ARRAY(arena, const char *, scorecards->file_count + 1);
    for (size_t i = 0; i < scorecards->file_count; i++)
        files[i] = scorecards->files[i];
    files[scorecards->file_count++] = name;
    scorecards->files = files;
}

static bool put_in_words(struct invocation *invocation, struct pipeline *pipeline)
{
    struct explained explained;
    if (!explained_open(invocation->arena, invocation->home, &pipeline->job, &pipeline->definitions,
                        &explained, invocation->error))
        return false;
    pipeline->results.explanations =
        explained_all(invocation->arena, &explained, &pipeline->definitions.catalogue);
    return true;
}

static bool make_outputs(struct invocation *invocation, struct pipeline *pipeline,
                         const struct layout *layouts, const char *folder, struct scorecards *scorecards)
{
    double began = seconds_now();
    struct arena *arena = invocation->arena;
    if (!put_in_words(invocation, pipeline) || !folder_remove(folder, invocation->error) ||
        !folder_make(folder, invocation->error) ||
        !scorecards_write(arena, &pipeline->results, layouts, pipeline->job.layout_count, folder, scorecards,
                          invocation->error) ||
        !pipeline_data_quality(invocation, pipeline, path_join(arena, folder, DATA_QUALITY_FILE)))
        return false;
    list_file(arena, scorecards, DATA_QUALITY_FILE);
    pipeline->seconds[2] = seconds_now() - began;
    return manifest_write(arena, pipeline, scorecards, folder, invocation->error);
}

/* What is gone without on purpose is not asked for again. */
static struct loaded loaded_now(struct arena *arena, const struct pipeline *pipeline)
{
    struct loaded now = loaded_count(arena, &pipeline->dataset, pipeline->as_at);
    struct loaded before = pipeline->before;
    for (size_t i = 0; i < pipeline->job.extract_count; i++)
        before = loaded_leave(arena, &before, pipeline->job.extracts[i].without,
                              pipeline->job.extracts[i].without_count);
    return loaded_keep(arena, &now, &before);
}

/* Outputs and history change together or not at all, as far as two stores can. */
static bool publish(struct invocation *invocation, struct pipeline *pipeline, const char *made,
                    const char *place)
{
    struct history history;
    struct loaded loaded = loaded_now(invocation->arena, pipeline);
    if (!history_open(&history, pipeline->job.history, invocation->error))
        return false;
    bool ok = history_record(&history, &pipeline->results, &loaded, pipeline->definitions.checksum,
                             invocation->error) &&
              folder_replace(made, place, invocation->error) && history_commit(&history, invocation->error);
    history_close(&history);
    return ok;
}

static void print_outputs(struct arena *arena, const struct pipeline *pipeline,
                          const struct scorecards *scorecards, const char *place)
{
    size_t charts = 0;
    pipeline_print_counts(arena, pipeline);
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
        !pipeline_ingest(invocation, pipeline) || !pipeline_begun(invocation, pipeline) ||
        !pass_gates(invocation, pipeline) || !pass_findings(invocation, pipeline) ||
        !pipeline_measure(invocation, pipeline))
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
        print_outputs(arena, pipeline, &scorecards, place);
    return true;
}

static int run(struct invocation *invocation)
{
    size_t next;
    const char *job = command_job(invocation, &next);
    const struct options *given = invocation->options;
    struct pipeline *pipeline = ARENA_NEW(invocation->arena, struct pipeline);
    struct lock lock;
    pipeline->with_checksums = true;
    if (next < given->word_count)
        return error_set(
            invocation->error, ERROR_USAGE,
            "what is \"%s\"? One job is wanted (a job.json, or its folder) and nothing else: see --help",
            given->words[next]);
    if (!check_accepted(invocation) ||
        !pipeline_as_at(option_value(given, OPTION_MONTH), option_value(given, OPTION_AS_AT),
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
