#include "cli/pipeline.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/not_available.h"
#include "cli/progress.h"
#include "ingest/outline.h"
#include "ingest/record_ids.h"
#include "metrics/history.h"
#include "metrics/measure.h"
#include "render/data_quality.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static day_number today(void)
{
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return day_from_date((struct date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}

bool pipeline_as_at(const char *month, const char *as_at, day_number *day, struct error *error)
{
    if (month && as_at)
        return error_set(error, ERROR_USAGE,
                         "--month and --as-at exclude each other: a whole month, or up to a day");
    if (as_at && !day_parse(as_at, day))
        return error_set(error, ERROR_USAGE, "--as-at: \"%s\" is not a date: write 2026-11-20", as_at);
    if (month && (strlen(month) != strlen("2026-10") || !command_day(month, "month", true, day, error)))
        return error_set(error, ERROR_USAGE, "--month: \"%s\" is not a month: write 2026-10", month);
    if (!month && !as_at)
        *day = day_month_start(today()) - 1;
    return true;
}

bool pipeline_open(struct invocation *invocation, const char *job_path, struct pipeline *pipeline)
{
    return job_load(invocation->arena, job_path, invocation->home, &pipeline->job, invocation->error) &&
           definitions_load(invocation->arena, &pipeline->job, invocation->home, &pipeline->definitions,
                            invocation->error);
}

static bool check_calendar(const struct pipeline *pipeline, struct error *error)
{
    if (pipeline->as_at >= pipeline->definitions.calendar.first &&
        pipeline->as_at <= pipeline->definitions.calendar.last)
        return true;
    char day[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
    day_format(pipeline->as_at, day);
    day_format(pipeline->definitions.calendar.last, last);
    return error_set(
        error, ERROR_CONFIG,
        "%s is outside the table of bank holidays (tables/bank_holidays.csv, to %s): add the years to it",
        day, last);
}

static bool load_before(struct invocation *invocation, struct pipeline *pipeline)
{
    struct history history;
    struct stat status;
    if (stat(pipeline->job.history, &status) != 0)
        return true;
    if (status.st_size == 0)
        fprintf(stderr, "scorecard: warning: %s is empty: earlier runs are lost, unless a copy is put back\n",
                pipeline->job.history);
    if (!history_open(&history, pipeline->job.history, invocation->error))
        return false;
    bool ok = history_loaded(&history, invocation->arena, &pipeline->before, &pipeline->compared_with,
                             invocation->error);
    history_close(&history);
    return ok;
}

bool pipeline_ingest(struct invocation *invocation, struct pipeline *pipeline)
{
    double began = seconds_now();
    struct progress_show show;
    pipeline->findings = findings_in(invocation->arena);
    if (!check_calendar(pipeline, invocation->error) || !load_before(invocation, pipeline))
        return false;
    pipeline->compared = pipeline->before.count > 0;
    struct ingest_request request = {.home = invocation->home,
                                     .folders = pipeline->job.extracts,
                                     .folder_count = pipeline->job.extract_count,
                                     .calendar = &pipeline->definitions.calendar,
                                     .as_at = pipeline->as_at,
                                     .with_checksums = pipeline->with_checksums,
                                     .before = &pipeline->before,
                                     .progress = &show.progress};
    progress_begin(&show, invocation->quiet);
    bool ok = ingest_run(invocation->arena, &request, &pipeline->dataset, &pipeline->findings,
                         &pipeline->report, invocation->error);
    progress_end(&show);
    pipeline->seconds[0] = seconds_now() - began;
    return ok;
}

bool pipeline_begun(struct invocation *invocation, const struct pipeline *pipeline)
{
    struct period_plan plan = pipeline->job.plan;
    plan.count = 1;
    const struct period *last = periods_make(invocation->arena, &plan, pipeline->as_at);
    if (last->start <= today() || pipeline->report.newest >= last->start)
        return true;
    char begins[DAY_TEXT_SIZE], now[DAY_TEXT_SIZE];
    day_format(last->start, begins);
    day_format(today(), now);
    return error_set(
        invocation->error, ERROR_USAGE,
        "the last period asked for begins on %s; today is %s, and the extracts have no row so late: give a "
        "--month or an --as-at that has begun, or neither for the month before today's",
        begins, now);
}

/* Which tables there are is known with the mappings, after the job is read. */
static bool check_table_gates(struct invocation *invocation, const struct pipeline *pipeline)
{
    const struct dataset *dataset = &pipeline->dataset;
    const char **names = ARENA_ARRAY(invocation->arena, const char *, dataset->table_count);
    for (size_t i = 0; i < dataset->table_count; i++)
        names[i] = dataset->tables[i].name;
    for (size_t i = 0; i < pipeline->job.table_gate_count; i++) {
        const char *table = pipeline->job.table_gates[i].table;
        if (dataset_table(dataset, table) < 0)
            return error_set(invocation->error, ERROR_CONFIG, "%s: gates.tables: there is no table \"%s\"%s",
                             pipeline->job.path, table,
                             text_did_you_mean(invocation->arena, table, names, dataset->table_count));
        const struct table *found = &dataset->tables[dataset_table(dataset, table)];
        if (pipeline->job.table_gates[i].newest_within_days > 0 && found->supplied &&
            found->when == NO_COLUMN)
            return error_set(invocation->error, ERROR_CONFIG,
                             "%s: gates.tables.%s: \"newest_within_days\" needs a date, and the rows of this "
                             "table have none (\"when\" in a mapping names it)",
                             pipeline->job.path, table);
    }
    return true;
}

bool pipeline_gates(struct invocation *invocation, struct pipeline *pipeline, const char *const *accepted,
                    size_t accepted_count)
{
    if (!check_table_gates(invocation, pipeline))
        return false;
    struct gates_request request = {.dataset = &pipeline->dataset,
                                    .report = &pipeline->report,
                                    .folders = pipeline->job.extracts,
                                    .folder_count = pipeline->job.extract_count,
                                    .as_at = pipeline->as_at,
                                    .limits = pipeline->job.gates,
                                    .table_limits = pipeline->job.table_gates,
                                    .table_limit_count = pipeline->job.table_gate_count,
                                    .before = pipeline->compared ? &pipeline->before : NULL,
                                    .accepted = accepted,
                                    .accepted_count = accepted_count};
    pipeline->gates = gates_try(invocation->arena, &request);
    return true;
}

static struct data_quality quality_of(const struct pipeline *pipeline)
{
    return (struct data_quality){.organisation = pipeline->job.organisation,
                                 .as_at = pipeline->as_at,
                                 .dataset = &pipeline->dataset,
                                 .findings = &pipeline->findings,
                                 .report = &pipeline->report,
                                 .gates = &pipeline->gates,
                                 .unknown_units = &pipeline->unknown_units,
                                 .published = pipeline->published,
                                 .compared = pipeline->compared,
                                 .compared_with = pipeline->compared_with};
}

const char *pipeline_verdict(struct arena *arena, const struct pipeline *pipeline)
{
    struct data_quality quality = quality_of(pipeline);
    return data_quality_verdict(arena, &quality);
}

bool pipeline_data_quality(struct invocation *invocation, struct pipeline *pipeline, const char *path)
{
    records_name(&pipeline->dataset, &pipeline->findings);
    struct data_quality quality = quality_of(pipeline);
    return data_quality_write(&quality, path, invocation->error);
}

bool pipeline_complete(struct invocation *invocation, const struct pipeline *pipeline,
                       struct dataset *complete)
{
    return outline_complete(invocation->arena, invocation->home, pipeline->job.extracts,
                            pipeline->job.extract_count, &pipeline->dataset, complete, invocation->error);
}

bool pipeline_measure(struct invocation *invocation, struct pipeline *pipeline)
{
    double began = seconds_now();
    struct dataset *dataset = ARENA_NEW(invocation->arena, struct dataset);
    if (!pipeline_complete(invocation, pipeline, dataset))
        return false;
    const struct definitions *definitions = &pipeline->definitions;
    pipeline->unknown_units = unknown_units_find(invocation->arena, &pipeline->dataset, &definitions->units);
    struct measure_request request = {.organisation = pipeline->job.organisation,
                                      .dataset = dataset,
                                      .calendar = &definitions->calendar,
                                      .catalogue = &definitions->catalogue,
                                      .units = &definitions->units,
                                      .populations = &definitions->populations,
                                      .targets = &definitions->targets,
                                      .plan = pipeline->job.plan,
                                      .as_at = pipeline->as_at,
                                      .small_denominator = pipeline->job.small_denominator,
                                      .dead_band = pipeline->job.dead_band,
                                      .report = &pipeline->report};
    bool ok =
        measure_all(invocation->arena, &request, &pipeline->findings, &pipeline->results, invocation->error);
    pipeline->seconds[1] = seconds_now() - began;
    return ok;
}

static void print_replaced(const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->replaced_count; i++) {
        const struct replaced *one = &catalogue->replaced[i];
        printf("%s of %s is replaced by %s\n", one->id, one->source, one->by);
    }
}

static void print_not_available(struct arena *arena, const struct result_set *results)
{
    const char *words = not_available_words(arena, results);
    if (words)
        puts(words);
}

static void print_missing_tables(const struct ingest_report *report)
{
    if (report->missing_table_count == 0)
        return;
    bool one = report->missing_table_count == 1;
    printf("no file for table%s ", one ? "" : "s");
    for (size_t i = 0; i < report->missing_table_count; i++)
        printf("%s%s", i == 0 ? "" : ", ", report->missing_tables[i]);
    printf(": indicators that need %s are not available\n", one ? "it" : "them");
}

void pipeline_print_counts(struct arena *arena, const struct pipeline *pipeline)
{
    const struct ingest_report *report = &pipeline->report;
    printf("%10s = %10s + %9s  %-16s %s\n", "rows read", "loaded", "set aside", "table", "file");
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        printf("%10u = %10u + %9u  %-16s %s\n", file->rows_read, file->rows_loaded, file->rows_set_aside,
               file->table, file->file);
    }
    print_missing_tables(report);
    print_not_available(arena, &pipeline->results);
    print_replaced(&pipeline->definitions.catalogue);
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++) {
        const struct finding_rule_text *text = finding_rule_text((enum finding_rule)rule);
        if (pipeline->findings.counts[rule] > 0)
            printf("%-8s %7zu  %s: %s\n",
                   severity_name(findings_worst_of(&pipeline->findings, (enum finding_rule)rule)),
                   pipeline->findings.counts[rule], text->name, text->meaning);
    }
}

int pipeline_status(const struct pipeline *pipeline)
{
    return findings_worst(&pipeline->findings) >= (int)pipeline->job.stop_on ? EXIT_FINDINGS : EXIT_DONE;
}
