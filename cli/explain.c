#include "cli/explained.h"
#include "cli/pipeline.h"
#include "cli/recorded.h"
#include "metrics/own_tables.h"
#include "render/explain_text.h"
#include "render/rows_csv.h"

#include "base/file.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { OPTION_UNIT, OPTION_MONTH, OPTION_ROWS, OPTION_COUNT };

static const struct option_text options[OPTION_COUNT] = {
    {"unit", 0, "UNIT", false, "of this unit, by id or name (the whole organisation)"},
    {"month", 0, "MONTH", false, "of the period that holds it (the last one recorded)"},
    {"rows", 0, "FILE", false, "write the rows behind the figure here, as CSV: it names records"},
};

struct question {
    struct recorded recorded; /* its results are empty when nothing has been recorded */
    bool has_results;
    size_t indicator;
    size_t unit;
    const struct period *periods;
    size_t period_count;
    size_t at; /* the period asked for */
};

/* ---- what is asked ---- */

static bool read_words(struct invocation *invocation, size_t next, struct question *question)
{
    const struct options *given = invocation->options;
    const struct definitions *definitions = &question->recorded.definitions;
    const char *unit = option_value(given, OPTION_UNIT);
    if (next >= given->word_count)
        return error_set(
            invocation->error, ERROR_USAGE,
            "which indicator? scorecard explain [JOB] INDICATOR; scorecard explain %s lists them",
            question->recorded.job.path);
    if (next + 1 < given->word_count)
        return error_set(invocation->error, ERROR_USAGE,
                         "one indicator at a time: what is \"%s\"? scorecard explain [JOB] INDICATOR",
                         given->words[next + 1]);
    question->unit = 0;
    return command_indicator(invocation, &definitions->catalogue, given->words[next], &question->indicator) &&
           (!unit ||
            command_unit(invocation->arena, &definitions->units, unit, &question->unit, invocation->error));
}

static bool outside_run(struct invocation *invocation, const struct question *question, const char *month)
{
    char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
    day_format(question->periods[0].start, first);
    day_format(question->periods[question->period_count - 1].end, last);
    return error_set(invocation->error, ERROR_USAGE,
                     "--month %s: the last run worked out %.7s to %.7s: %s run %s --month %s works it out",
                     month, first, last, invocation->program, question->recorded.job.path, month);
}

/* The period that holds the month, of those recorded; before any are, the one that a run for it would end in. */
static bool find_period(struct invocation *invocation, struct question *question)
{
    const char *month = option_value(invocation->options, OPTION_MONTH);
    struct period_plan *plan = &question->recorded.job.plan;
    day_number end = 0;
    if ((month || !question->has_results) && !pipeline_as_at(month, NULL, &end, invocation->error))
        return false;
    if (question->has_results) {
        question->periods = question->recorded.results.periods;
        question->period_count = question->recorded.results.period_count;
    } else {
        question->periods = periods_make(invocation->arena, plan, end);
        question->period_count = (size_t)plan->count;
    }
    question->at = question->period_count - 1;
    if (!month || !question->has_results)
        return true;
    for (question->at = 0; question->at < question->period_count; question->at++)
        if (question->periods[question->at].start <= end &&
            question->periods[question->at].end >= day_month_start(end))
            return true;
    return outside_run(invocation, question, month);
}

/* ---- the definition ---- */

static const struct indicator *indicator_of(const struct question *question)
{
    return &question->recorded.definitions.catalogue.items[question->indicator];
}

static struct window window_asked(const struct question *question)
{
    return window_of(indicator_of(question)->window, &question->periods[question->at],
                     question->has_results ? &question->recorded.results.plan : &question->recorded.job.plan);
}

static bool print_page(struct invocation *invocation, const struct question *question)
{
    struct arena *arena = invocation->arena;
    const struct definitions *definitions = &question->recorded.definitions;
    const struct result_set *results = question->has_results ? &question->recorded.results : NULL;
    struct explained explained;
    if (!explained_open(arena, invocation->home, &question->recorded.job, definitions, &explained,
                        invocation->error))
        return false;
    struct explanation explanation;
    struct error why_not = {.kind = ERROR_NONE};
    bool told = explain_indicator(arena, &explained.scope, &definitions->catalogue, indicator_of(question),
                                  &explanation, &why_not);
    struct explain_page page = {.catalogue = &definitions->catalogue,
                                .indicator = indicator_of(question),
                                .outline = &explained.outline,
                                .explanation = told ? &explanation : NULL,
                                .why_not = why_not.message,
                                .window = window_asked(question),
                                .period = question->periods[question->at].label,
                                .unit = definitions->units.items[question->unit].name,
                                .results = results,
                                .series = results ? result_find(results, question->indicator, question->unit)
                                                  : NULL,
                                .at = question->at};
    fputs(explain_text(arena, &page), stdout);
    return true;
}

/* ---- the rows ---- */

static void tell_difference(const struct invocation *invocation, const struct question *question,
                            const struct explained_rows *rows, const struct figure *figure)
{
    struct arena scratch = {0};
    struct figure now = {.numerator = rows->numerator, .denominator = rows->denominator};
    const struct indicator *indicator = indicator_of(question);
    const char *was = figure ? figure_parts(&scratch, indicator, figure) : "",
               *is = figure_parts(&scratch, indicator, &now);
    fprintf(stderr,
            "scorecard: warning: these rows come to %s with %u unknown, and the run recorded %s with %u: the "
            "extracts, "
            "or the definitions, have changed since; %s run %s brings the figures up to date\n",
            *is ? is : "nothing", rows->unknown, *was ? was : "nothing", figure ? figure->unknown : 0,
            invocation->program, question->recorded.job.path);
    arena_release(&scratch);
}

static void print_rows(const struct question *question, const struct explained_rows *rows, const char *path)
{
    size_t count = 0, denominator = 0, numerator = 0;
    for (size_t i = 0; i < rows->table_count; i++)
        for (size_t k = 0; k < rows->tables[i].row_count; k++) {
            count++;
            denominator += rows->tables[i].rows[k].in_denominator;
            numerator += rows->tables[i].rows[k].in_numerator;
        }
    printf("\n%s: %zu row%s, %zu in the numerator", path, count, count == 1 ? "" : "s", numerator);
    if (indicator_of(question)->has_denominator)
        printf(", %zu in the denominator", denominator);
    printf(", %u unknown. It names records and children: keep it where only those may read it who may see "
           "them.\n",
           rows->unknown);
}

static bool ingest_again(struct invocation *invocation, const struct question *question,
                         struct pipeline *pipeline)
{
    pipeline->job = question->recorded.job;
    pipeline->definitions = question->recorded.definitions;
    pipeline->as_at = question->recorded.results.as_at;
    struct dataset complete;
    if (!pipeline_ingest(invocation, pipeline) || !pipeline_complete(invocation, pipeline, &complete))
        return false;
    pipeline->dataset = complete;
    return true;
}

/* The run's figures are rows of no extract. */
static bool is_of_figures(const struct question *question, const struct pipeline *pipeline,
                          const struct own_tables *own)
{
    const struct indicator *indicator = indicator_of(question);
    const char *table =
        indicator->has_denominator ? indicator->denominator.table : indicator->numerator.table;
    return own->figures >= 0 && text_equal(table, pipeline->dataset.tables[own->figures].name);
}

static bool write_rows(struct invocation *invocation, const struct question *question, const char *path)
{
    const struct definitions *definitions = &question->recorded.definitions;
    struct pipeline *pipeline = ARENA_NEW(invocation->arena, struct pipeline);
    if (!question->has_results)
        return error_set(invocation->error, ERROR_USAGE,
                         "--rows shows the rows behind a recorded figure, and nothing has been recorded yet: "
                         "%s run %s",
                         invocation->program, question->recorded.job.path);
    if (!ingest_again(invocation, question, pipeline))
        return false;
    struct own_tables own = own_tables_supply(invocation->arena, &pipeline->dataset, &definitions->units,
                                              &pipeline->report, &pipeline->findings, pipeline->as_at);
    if (is_of_figures(question, pipeline, &own))
        return error_set(
            invocation->error, ERROR_USAGE,
            "%s is worked out from other figures, not from rows of extracts: there are none to show",
            indicator_of(question)->id);
    struct rows_request request = {.scope = {.dataset = &pipeline->dataset,
                                             .calendar = &definitions->calendar,
                                             .parameters = definitions->catalogue.parameters,
                                             .parameter_count = definitions->catalogue.parameter_count},
                                   .units = &definitions->units,
                                   .indicator = indicator_of(question),
                                   .unit = question->unit,
                                   .window = window_asked(question),
                                   .as_at = pipeline->as_at};
    struct explained_rows rows;
    if (!explain_rows(invocation->arena, &request, &rows, invocation->error))
        return false;
    const char *csv = rows_csv(invocation->arena, &request, &rows);
    if (!file_write(path, csv, strlen(csv), invocation->error))
        return false;
    const struct series *series =
        result_find(&question->recorded.results, question->indicator, question->unit);
    const struct figure *figure = series ? &series->figures[question->at] : NULL;
    if (!invocation->quiet)
        print_rows(question, &rows, path);
    static const struct figure nothing = {.unknown = 0};
    if (!rows_agree(request.indicator, &rows, figure ? figure : &nothing) && !invocation->quiet)
        tell_difference(invocation, question, &rows, figure);
    return true;
}

static bool asks_for_list(const struct options *given, size_t next)
{
    bool narrowed = false;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        narrowed = narrowed || given->given[i].count > 0;
    return next >= given->word_count && !narrowed;
}

static int run(struct invocation *invocation)
{
    size_t next;
    const char *job = command_job(invocation, &next), *rows = option_value(invocation->options, OPTION_ROWS);
    struct question *question = ARENA_NEW(invocation->arena, struct question);
    if (!recorded_definitions(invocation, job, &question->recorded))
        return EXIT_DONE;
    if (asks_for_list(invocation->options, next)) {
        fputs(explain_list(invocation->arena, &question->recorded.definitions.catalogue), stdout);
        return EXIT_DONE;
    }
    bool ok = read_words(invocation, next, question) &&
              recorded_any(invocation, &question->recorded, &question->has_results) &&
              (!question->has_results || recorded_figures(invocation, &question->recorded)) &&
              find_period(invocation, question) && print_page(invocation, question) &&
              (!rows || write_rows(invocation, question, rows));
    (void)ok;
    return EXIT_DONE;
}

const struct command command_explain = {
    "explain",
    "[JOB] [INDICATOR]",
    "what an indicator means in plain words, its figures and the rows behind them; alone, a list of them",
    options,
    OPTION_COUNT,
    run};
