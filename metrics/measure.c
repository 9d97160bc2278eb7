#include "metrics/measure.h"

#include "base/text.h"
#include "metrics/figure.h"
#include "metrics/own_tables.h"

#include <string.h>

/* An indicator, compiled, and where its counts are: those of both parts together where they share rows. */
struct compiled {
    struct measure numerator;
    struct measure denominator;
    bool supplied, shares_rows;
    bool reads_figures;
    struct count *counted_first, *counted_second; /* the second: a numerator with rows of its own, or NULL */
};

struct measuring {
    struct arena *arena;
    const struct measure_request *request;
    struct expression_scope scope;
    struct counting counting;
    struct result_set *results;
    size_t series_capacity;
    struct compiled *compiled;
    const double *populations; /* [unit * periods + period] */
};

static bool compile_indicator(struct measure_compiler *compiler, const struct indicator *indicator,
                              int figures, struct compiled *compiled, struct error *error)
{
    compiled->denominator = (struct measure){.table = -1, .missing_table = -1, .missing_column = NO_COLUMN};
    if (indicator->has_denominator &&
        !measure_compile(compiler, indicator, "denominator", &indicator->denominator, NULL,
                         &compiled->denominator, error))
        return false;
    if (!measure_compile(compiler, indicator, "numerator", &indicator->numerator, &compiled->denominator,
                         &compiled->numerator, error))
        return false;
    compiled->supplied = compiled->numerator.missing_table < 0 && compiled->denominator.missing_table < 0;
    compiled->shares_rows = indicator->has_denominator && !indicator->numerator.table;
    compiled->reads_figures =
        figures >= 0 && (compiled->numerator.table == figures || compiled->denominator.table == figures);
    return true;
}

/* ---- counting ---- */

static void add_counts(struct count *items, size_t *count, const struct indicator *indicator,
                       struct compiled *compiled)
{
    struct count *first = &items[(*count)++];
    compiled->counted_first = first;
    if (!indicator->has_denominator) {
        first->measure = &compiled->numerator;
        return;
    }
    first->measure = &compiled->denominator;
    if (compiled->shares_rows) {
        first->also = &compiled->numerator;
        return;
    }
    compiled->counted_second = &items[(*count)++];
    compiled->counted_second->measure = &compiled->numerator;
}

static void note_cost(const struct measuring *measuring, size_t indicator)
{
    const struct compiled *compiled = &measuring->compiled[indicator];
    const struct units *units = measuring->request->units;
    struct measure_cost *cost = &measuring->request->costs[indicator];
    const struct count *const counts[] = {compiled->counted_first, compiled->counted_second};
    size_t periods = measuring->results->period_count;
    for (size_t i = 0; i < 2 && counts[i]; i++) {
        cost->seconds += counts[i]->seconds;
        cost->bytes += counts[i]->bytes;
        for (size_t cell = 0; cell < units->count * periods; cell++)
            if (units->items[cell / periods].parent < 0)
                cost->rows +=
                    (uint64_t)counts[i]->counts.cells[cell].known + counts[i]->counts.cells[cell].unknown;
    }
}

static void count_indicators(struct measuring *measuring, bool reading_figures, struct findings *findings)
{
    const struct catalogue *catalogue = measuring->request->catalogue;
    struct count *items = ARENA_ARRAY(measuring->arena, struct count, 2 * catalogue->count);
    size_t count = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        struct compiled *compiled = &measuring->compiled[i];
        if (compiled->supplied && compiled->reads_figures == reading_figures)
            add_counts(items, &count, &catalogue->items[i], compiled);
    }
    count_all(measuring->arena, &measuring->counting, items, count, findings);
}

/* ---- the figures of one unit and category ---- */

/* Where an indicator's counts of a category are: one of its parts may have none of them. */
struct places {
    const char *breakdown, *category;
    size_t numerator, denominator;
};

static const size_t NO_PLACE = SIZE_MAX;

static const struct counts *numerator_counts(const struct compiled *compiled)
{
    if (compiled->counted_second)
        return &compiled->counted_second->counts;
    return compiled->shares_rows ? &compiled->counted_first->also_counts : &compiled->counted_first->counts;
}

static const struct counts *denominator_counts(const struct indicator *indicator,
                                               const struct compiled *compiled)
{
    return indicator->has_denominator ? &compiled->counted_first->counts : NULL;
}

/* What was counted of each part in one unit and category, period by period; NULL: none. */
struct courses {
    const struct counted *numerator, *denominator;
};

static const struct counted *course_in(const struct measuring *measuring, const struct counts *counts,
                                       size_t category, size_t unit)
{
    if (!counts || category == NO_PLACE)
        return NULL;
    return &counts->cells[(category * measuring->request->units->count + unit) *
                          measuring->results->period_count];
}

static struct courses courses_in(const struct measuring *measuring, size_t index, const struct places *places,
                                 size_t unit)
{
    const struct compiled *compiled = &measuring->compiled[index];
    const struct indicator *indicator = &measuring->request->catalogue->items[index];
    if (!compiled->supplied)
        return (struct courses){NULL, NULL};
    return (struct courses){
        course_in(measuring, numerator_counts(compiled), places->numerator, unit),
        course_in(measuring, denominator_counts(indicator, compiled), places->denominator, unit)};
}

static bool has_rows(const struct counted *course, size_t period_count)
{
    for (size_t period = 0; course && period < period_count; period++)
        if (course[period].known || course[period].unknown)
            return true;
    return false;
}

static bool either_has_rows(const struct measuring *measuring, const struct courses *courses)
{
    size_t period_count = measuring->results->period_count;
    return has_rows(courses->numerator, period_count) || has_rows(courses->denominator, period_count);
}

static void work_out(const struct measuring *measuring, const struct series *series,
                     const struct courses *courses)
{
    const struct measure_request *request = measuring->request;
    const struct compiled *compiled = &measuring->compiled[series->indicator];
    const struct indicator *indicator = &request->catalogue->items[series->indicator];
    const double *populations = &measuring->populations[series->unit * measuring->results->period_count];
    for (size_t period = 0; period < measuring->results->period_count; period++) {
        struct figure_parts_counted parts = {.numerator_measure = &compiled->numerator,
                                             .denominator_measure = &compiled->denominator,
                                             .divided = indicator->has_denominator,
                                             .population = populations[period],
                                             .small_denominator = request->small_denominator};
        if (courses->numerator)
            parts.numerator = courses->numerator[period];
        if (courses->denominator)
            parts.denominator = courses->denominator[period];
        if (indicator->adds_numerator) {
            parts.denominator.value += parts.numerator.value;
            parts.denominator.known += parts.numerator.known;
        }
        series->figures[period] = figure_of(indicator, &parts);
    }
}

static void leave_out(const struct measuring *measuring, const struct series *series)
{
    const struct compiled *compiled = &measuring->compiled[series->indicator];
    bool column =
        compiled->numerator.missing_column != NO_COLUMN || compiled->denominator.missing_column != NO_COLUMN;
    for (size_t period = 0; period < measuring->results->period_count; period++)
        series->figures[period] = figure_without(column ? REASON_NO_COLUMN : REASON_NO_TABLE);
}

/* Targets are set for whole units and for the window that scorecards show. */
static void set_targets(const struct measuring *measuring, struct series *series)
{
    const struct measure_request *request = measuring->request;
    size_t periods = measuring->results->period_count;
    if (*series->breakdown || request->catalogue->items[series->indicator].further_window)
        return;
    struct target_rows rows =
        targets_for(request->targets, request->catalogue, series->indicator, series->unit);
    for (size_t period = 0; period < periods; period++)
        series->figures[period].tolerance =
            targets_on(measuring->arena, &rows, measuring->results->periods[period].end);
    if (!request->units->items[series->unit].is_no_team)
        series->dated = targets_dated(&rows, measuring->results->periods[periods - 1].end);
}

static void judge(const struct measuring *measuring, const struct series *series)
{
    const struct measure_request *request = measuring->request;
    const struct indicator *of = &request->catalogue->items[series->indicator];
    for (size_t period = 0; period < measuring->results->period_count; period++) {
        struct figure *figure = &series->figures[period];
        /* Nobody runs "(no team)": it is a fault of the records, not a service to be judged. */
        if (!request->units->items[series->unit].is_no_team)
            figure->rating = rate(figure->tolerance, figure->shown);
        if (period > 0)
            figure->direction = direction_of(of, figure->tolerance, series->figures[period - 1].shown,
                                             figure->shown, request->dead_band);
    }
}

static void add_series(struct measuring *measuring, size_t indicator, size_t unit,
                       const struct places *places, const struct courses *courses)
{
    struct result_set *results = measuring->results;
    results->series = arena_grow(measuring->arena, results->series, results->series_count,
                                 &measuring->series_capacity, sizeof *results->series);
    struct series *series = &results->series[results->series_count++];
    *series = (struct series){.indicator = indicator,
                              .unit = unit,
                              .breakdown = places->breakdown,
                              .category = places->category,
                              .figures = ARENA_ARRAY(measuring->arena, struct figure, results->period_count)};
    if (measuring->compiled[indicator].supplied)
        work_out(measuring, series, courses);
    else
        leave_out(measuring, series);
    set_targets(measuring, series);
    judge(measuring, series);
}

/* ---- breakdowns ---- */

static const char *category_name(const struct measuring *measuring, const struct category *category)
{
    if (!category->known)
        return "(not known)";
    if (category->is_flag)
        return category->code ? "yes" : "no";
    return measuring->request->dataset->words.words[category->code];
}

/* As the breakdown orders them, then as letters sort; "(not known)" last. */
static size_t rank_of(const struct breakdown *breakdown, const char *category)
{
    if (text_equal(category, "(not known)"))
        return breakdown->order_count + 1;
    size_t rank = 0;
    while (rank < breakdown->order_count && !text_equal(breakdown->order[rank], category))
        rank++;
    return rank;
}

static bool comes_before(const struct breakdown *breakdown, const struct places *a, const struct places *b)
{
    size_t rank = rank_of(breakdown, a->category), other = rank_of(breakdown, b->category);
    return rank != other ? rank < other : strcmp(a->category, b->category) < 0;
}

static struct places *find_places(struct places *places, size_t *count, const char *breakdown,
                                  const char *category)
{
    for (size_t i = 0; i < *count; i++)
        if (text_equal(places[i].category, category))
            return &places[i];
    places[*count] = (struct places){breakdown, category, NO_PLACE, NO_PLACE};
    return &places[(*count)++];
}

static struct places *list_categories(struct arena *arena, const struct measuring *measuring,
                                      const struct indicator *indicator, const struct compiled *compiled,
                                      size_t by, size_t *count)
{
    const struct counts *parts[] = {numerator_counts(compiled), denominator_counts(indicator, compiled)};
    const struct breakdown *breakdown = &measuring->request->catalogue->breakdowns[indicator->by[by]];
    struct places *places = ARENA_ARRAY(arena, struct places, 2 * (MOST_CATEGORIES + 2));
    *count = 0;
    for (size_t part = 0; part < 2 && parts[part]; part++)
        for (size_t i = WHOLE + 1; i < parts[part]->category_count; i++) {
            const struct category *category = &parts[part]->categories[i];
            if (category->by != by)
                continue;
            struct places *found =
                find_places(places, count, breakdown->id, category_name(measuring, category));
            *(part == 0 ? &found->numerator : &found->denominator) = i;
        }
    for (size_t i = 1; i < *count; i++)
        for (size_t k = i; k > 0 && comes_before(breakdown, &places[k], &places[k - 1]); k--) {
            struct places later = places[k - 1];
            places[k - 1] = places[k];
            places[k] = later;
        }
    return places;
}

static void add_indicator(struct measuring *measuring, size_t index)
{
    static const struct places whole = {"", "", WHOLE, WHOLE};
    const struct indicator *indicator = &measuring->request->catalogue->items[index];
    const struct compiled *compiled = &measuring->compiled[index];
    const struct units *units = measuring->request->units;
    struct arena scratch = {0};
    struct places **places = ARENA_ARRAY(&scratch, struct places *, indicator->by_count);
    size_t *counts = ARENA_ARRAY(&scratch, size_t, indicator->by_count);
    for (size_t by = 0; by < indicator->by_count && compiled->supplied; by++)
        places[by] = list_categories(&scratch, measuring, indicator, compiled, by, &counts[by]);
    for (size_t unit = 0; unit < units->count; unit++) {
        struct courses courses = courses_in(measuring, index, &whole, unit);
        bool has = either_has_rows(measuring, &courses);
        if (!has && units->items[unit].is_no_team)
            continue;
        add_series(measuring, index, unit, &whole, &courses);
        for (size_t by = 0; by < indicator->by_count && has; by++)
            for (size_t i = 0; i < counts[by]; i++) {
                courses = courses_in(measuring, index, &places[by][i], unit);
                if (either_has_rows(measuring, &courses))
                    add_series(measuring, index, unit, &places[by][i], &courses);
            }
    }
    arena_release(&scratch);
}

static bool check_categories(const struct measuring *measuring, size_t index, struct error *error)
{
    const struct compiled *compiled = &measuring->compiled[index];
    const struct indicator *indicator = &measuring->request->catalogue->items[index];
    const struct count *const counts[] = {compiled->counted_first, compiled->counted_second};
    for (size_t i = 0; i < 2 && counts[i]; i++)
        if (counts[i]->counts.too_many_categories)
            return error_set(
                error, ERROR_CONFIG,
                "%s (\"%s\"): by: one of its breakdowns has more than %d categories: group them, as in "
                "if(x in ('A', 'B'), 'A or B', 'other')",
                indicator->file, indicator->id, (int)MOST_CATEGORIES);
    return true;
}

/* ---- the results ---- */

/* Those added last belong where the catalogue has them; the order within an indicator stands. */
static void put_in_order(struct measuring *measuring)
{
    struct result_set *results = measuring->results;
    size_t *next = ARENA_ARRAY(measuring->arena, size_t, results->catalogue->count + 1);
    struct series *sorted = ARENA_ARRAY(measuring->arena, struct series, results->series_count);
    for (size_t i = 0; i < results->series_count; i++)
        next[results->series[i].indicator + 1]++;
    for (size_t i = 0; i < results->catalogue->count; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < results->series_count; i++)
        sorted[next[results->series[i].indicator]++] = results->series[i];
    results->series = sorted;
}

static bool add_results(struct measuring *measuring, bool reading_figures, struct error *error)
{
    for (size_t i = 0; i < measuring->request->catalogue->count; i++) {
        if (measuring->compiled[i].reads_figures != reading_figures)
            continue;
        if (!check_categories(measuring, i, error))
            return false;
        if (measuring->request->costs && measuring->compiled[i].counted_first)
            note_cost(measuring, i);
        add_indicator(measuring, i);
    }
    return true;
}

static void start_results(struct arena *arena, const struct measure_request *request,
                          struct result_set *results)
{
    *results = (struct result_set){.organisation = request->organisation,
                                   .catalogue = request->catalogue,
                                   .units = request->units,
                                   .plan = request->plan,
                                   .periods = periods_make(arena, &request->plan, request->as_at),
                                   .period_count = (size_t)request->plan.count,
                                   .as_at = request->as_at,
                                   .small_denominator = request->small_denominator,
                                   .dead_band = request->dead_band};
}

static const double *populations_of(struct arena *arena, const struct measure_request *request,
                                    const struct result_set *results)
{
    double *populations = ARENA_ARRAY(arena, double, request->units->count * results->period_count);
    for (size_t unit = 0; unit < request->units->count; unit++)
        for (size_t period = 0; period < results->period_count; period++)
            populations[unit * results->period_count + period] =
                population_on(request->populations, unit, results->periods[period].end);
    return populations;
}

static bool compile_all(struct measuring *measuring, const struct own_tables *own, struct error *error)
{
    const struct catalogue *catalogue = measuring->request->catalogue;
    struct measure_compiler compiler = measure_compiler_in(measuring->arena, &measuring->scope, catalogue);
    compiler.unit_alone_table = own->figures;
    measuring->compiled = ARENA_ARRAY(measuring->arena, struct compiled, catalogue->count);
    for (size_t i = 0; i < catalogue->count; i++)
        if (!compile_indicator(&compiler, &catalogue->items[i], own->figures, &measuring->compiled[i], error))
            return false;
    return true;
}

/* A column first, as leave_out() has it. */
static const char *lack_of(const struct measuring *measuring, const struct compiled *compiled)
{
    const struct measure *numerator = &compiled->numerator, *denominator = &compiled->denominator;
    const struct measure *lacking =
        denominator->missing_column != NO_COLUMN || numerator->missing_table < 0 ? denominator : numerator;
    if (lacking->missing_column == NO_COLUMN && numerator->missing_column != NO_COLUMN)
        lacking = numerator;
    const struct table *table = &measuring->request->dataset->tables[lacking->missing_table];
    return lacking->missing_column == NO_COLUMN ? table->name
                                                : arena_format(measuring->arena, "%s.%s", table->name,
                                                               table->columns[lacking->missing_column].name);
}

static void note_lacks(struct measuring *measuring)
{
    size_t count = measuring->request->catalogue->count;
    const char **lacks = ARENA_ARRAY(measuring->arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        if (!measuring->compiled[i].supplied)
            lacks[i] = lack_of(measuring, &measuring->compiled[i]);
    measuring->results->lacks = lacks;
}

static void count_figures(struct measuring *measuring, const struct own_tables *own,
                          struct findings *findings)
{
    const struct catalogue *catalogue = measuring->request->catalogue;
    bool *is_worked_out = ARENA_ARRAY(measuring->arena, bool, catalogue->count);
    for (size_t i = 0; i < catalogue->count; i++)
        is_worked_out[i] = !measuring->compiled[i].reads_figures;
    own_tables_fill_figures(measuring->arena, measuring->request->dataset, own, measuring->results,
                            is_worked_out);
    count_indicators(measuring, true, findings);
}

static void tell_beyond_calendar(const struct measuring *measuring, struct findings *findings)
{
    day_number day;
    char shown[DAY_TEXT_SIZE];
    if (!evaluator_beyond_calendar(measuring->counting.evaluator, &day))
        return;
    day_format(day, shown);
    findings_add(findings, (struct finding){.rule = FINDING_BEYOND_CALENDAR,
                                            .table = "bank_holidays",
                                            .file = "tables/bank_holidays.csv",
                                            .column = -1,
                                            .detail = arena_format(measuring->arena, "for one, %s", shown)});
}

bool measure_all(struct arena *arena, const struct measure_request *request, struct findings *findings,
                 struct result_set *results, struct error *error)
{
    struct own_tables own =
        own_tables_supply(arena, request->dataset, request->units, request->report, findings, request->as_at);
    start_results(arena, request, results);
    struct measuring measuring = {.arena = arena,
                                  .request = request,
                                  .scope = {.dataset = request->dataset,
                                            .calendar = request->calendar,
                                            .parameters = request->catalogue->parameters,
                                            .parameter_count = request->catalogue->parameter_count},
                                  .results = results,
                                  .populations = populations_of(arena, request, results)};
    if (!compile_all(&measuring, &own, error))
        return false;
    note_lacks(&measuring);
    measuring.counting = (struct counting){.scope = &measuring.scope,
                                           .evaluator = evaluator_in(arena, &measuring.scope),
                                           .units = request->units,
                                           .periods = results->periods,
                                           .period_count = results->period_count,
                                           .plan = &request->plan,
                                           .as_at = request->as_at,
                                           .threads = request->threads};
    count_indicators(&measuring, false, findings);
    if (!add_results(&measuring, false, error))
        return false;
    if (own.figures >= 0) {
        count_figures(&measuring, &own, findings);
        if (!add_results(&measuring, true, error))
            return false;
    }
    tell_beyond_calendar(&measuring, findings);
    put_in_order(&measuring);
    return true;
}
