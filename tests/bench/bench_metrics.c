/* Times the stages of a run up to its figures, and each indicator: bench_metrics HOME JOB.json AS_AT [results.csv].
 * HOME is the folder that holds ingest/, metrics/ and tables/. */
#include "cli/pipeline.h"
#include "metrics/measure.h"
#include "render/results_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static double megabytes_at_most(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static void stage(const char *name, double seconds)
{
    printf("%-34s %9.3f s %9.1f MiB at most\n", name, seconds, megabytes_at_most());
}

static bool measure(struct invocation *invocation, struct pipeline *pipeline, struct measure_cost *costs)
{
    const struct definitions *definitions = &pipeline->definitions;
    struct measure_request request = {.organisation = pipeline->job.organisation,
                                      .dataset = &pipeline->dataset,
                                      .calendar = &definitions->calendar,
                                      .catalogue = &definitions->catalogue,
                                      .units = &definitions->units,
                                      .populations = &definitions->populations,
                                      .targets = &definitions->targets,
                                      .plan = pipeline->job.plan,
                                      .as_at = pipeline->as_at,
                                      .small_denominator = pipeline->job.small_denominator,
                                      .dead_band = pipeline->job.dead_band,
                                      .report = &pipeline->report,
                                      .costs = costs};
    return measure_all(invocation->arena, &request, &pipeline->findings, &pipeline->results,
                       invocation->error);
}

static void print_costs(const struct pipeline *pipeline, const struct measure_cost *costs)
{
    const struct catalogue *catalogue = &pipeline->definitions.catalogue;
    struct arena scratch = {0};
    size_t series = 0;
    printf("\n%-34s %-12s %9s   %9s     %12s %9s\n", "indicator", "window", "processor", "memory",
           "rows counted", "figures");
    for (size_t i = 0; i < catalogue->count; i++) {
        size_t first = series;
        while (series < pipeline->results.series_count && pipeline->results.series[series].indicator == i)
            series++;
        printf("%-34s %-12s %9.4f s %9.2f MiB %12llu %9zu\n", catalogue->items[i].id,
               window_name(&scratch, catalogue->items[i].window), costs[i].seconds,
               (double)costs[i].bytes / 1048576, (unsigned long long)costs[i].rows,
               (series - first) * pipeline->results.period_count);
    }
    printf("\n%zu indicators and windows, %zu figures\n", catalogue->count,
           pipeline->results.series_count * pipeline->results.period_count);
    arena_release(&scratch);
}

static bool run(struct invocation *invocation, int count, char **words)
{
    struct pipeline pipeline = {0};
    if (!pipeline_as_at(NULL, words[3], &pipeline.as_at, invocation->error) ||
        !pipeline_open(invocation, words[2], &pipeline) || !pipeline_ingest(invocation, &pipeline))
        return false;
    stage("ingest", pipeline.seconds[0]);
    size_t entries = pipeline.definitions.catalogue.count;
    struct measure_cost *costs = ARENA_ARRAY(invocation->arena, struct measure_cost, entries);
    double began = seconds_now();
    if (!measure(invocation, &pipeline, costs))
        return false;
    stage("metrics", seconds_now() - began);
    print_costs(&pipeline, costs);
    if (count < 5)
        return true;
    FILE *file = fopen(words[4], "w");
    if (!file)
        return error_set(invocation->error, ERROR_IO, "%s: cannot be written", words[4]);
    struct results_filter all = results_all();
    fputs(results_csv(invocation->arena, &pipeline.results, &all), file);
    return fclose(file) == 0;
}

int main(int count, char **words)
{
    struct arena arena = {0};
    struct error error = {0};
    struct invocation invocation = {.arena = &arena, .error = &error, .quiet = true};
    if (count < 4) {
        fputs("usage: bench_metrics HOME JOB.json AS_AT [results.csv]\n", stderr);
        return 2;
    }
    invocation.home = words[1];
    bool ok = run(&invocation, count, words);
    if (!ok)
        fprintf(stderr, "bench_metrics: %s\n", error.message);
    arena_release(&arena);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
