#include "metrics/explain.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

struct explaining {
    struct arena *arena;
    const struct expression_scope *scope;
    const struct indicator *indicator;
    struct explanation *explanation;
    struct error *error;
};

/* ---- expressions ---- */

static const struct table *table_at(const struct explaining *explaining, int table)
{
    return &explaining->scope->dataset->tables[table];
}

/* Why an expression that compiles cannot be told: the tables it speaks of lack something. */
static bool lacks(const struct explaining *explaining, const struct expression *expression)
{
    const struct table *table = table_at(explaining, expression_missing_table(expression));
    int column = expression_missing_column(expression);
    return error_set(explaining->error, ERROR_CONFIG, "there is no %s%s%s to read", table->name,
                     column == NO_COLUMN ? "" : ".", column == NO_COLUMN ? "" : table->columns[column].name);
}

static const struct expression *compile(struct explaining *explaining, int table, const char *text)
{
    const struct expression *expression =
        expression_compile(explaining->arena, explaining->scope, table, text, explaining->error);
    if (expression && expression_missing_table(expression) >= 0 && !lacks(explaining, expression))
        expression = NULL;
    if (!expression)
        error_within(explaining->error, "%s (\"%s\")", explaining->indicator->file,
                     explaining->indicator->id);
    else
        expression_read(explaining->scope, expression, &explaining->explanation->reads);
    return expression;
}

/* NULL, without an error, where nothing is written. */
static const char *words_of(struct explaining *explaining, int table, const char *text)
{
    const struct expression *expression = text ? compile(explaining, table, text) : NULL;
    return expression ? expression_words(explaining->arena, explaining->scope, expression) : NULL;
}

/* ---- measures ---- */

static const char *explain_what(struct explaining *explaining, const struct measure_text *text,
                                const struct measure_text *aggregated, int table)
{
    static const char *const words[] = {[AGGREGATE_SUM] = "the total of",
                                        [AGGREGATE_MEAN] = "the average of",
                                        [AGGREGATE_MEDIAN] = "the middle value (median) of",
                                        [AGGREGATE_PERCENTILE] = "percentile",
                                        [AGGREGATE_MIN] = "the least of",
                                        [AGGREGATE_MAX] = "the greatest of",
                                        [AGGREGATE_STDEV] = "the standard deviation of",
                                        [AGGREGATE_DISTINCT] = "the number of different values of"};
    struct arena *arena = explaining->arena;
    const char *many = table_many(arena, table_at(explaining, table)),
               *of = words_of(explaining, table, aggregated->of), *beginning = words[aggregated->aggregate];
    if (aggregated->aggregate == AGGREGATE_ROWS)
        return arena_format(arena, "the number of %s%s", text->table ? "" : "those ", many);
    if (aggregated->aggregate == AGGREGATE_PERCENTILE)
        beginning = arena_format(arena, "percentile %s of", number_shortest(arena, aggregated->percentile));
    return arena_format(arena, "%s %s, over %s %s", beginning, of, text->table ? "the" : "those", many);
}

static const char *explain_time(struct explaining *explaining, const struct measure_text *text, int table)
{
    struct arena *arena = explaining->arena;
    const char *at = words_of(explaining, table, text->at),
               *start = words_of(explaining, table, text->open_start),
               *end = words_of(explaining, table, text->open_end);
    if (text->at)
        return arena_format(arena, "%s falls in the window", at);
    if (!text->open_start)
        return NULL;
    return text->during
               ? arena_format(
                     arena,
                     "it is open on any day of the window: %s is on or before the window's last day, "
                     "and %s is on or after its first day, or not recorded",
                     start, end)
               : arena_format(arena,
                              "it is open at the end of the window's last day: %s is on or before it, and %s "
                              "is after it, or not recorded",
                              start, end);
}

static bool explain_measure(struct explaining *explaining, const struct measure_text *text,
                            const struct measure_text *denominator, struct explained_measure *explained)
{
    const char *name = text->table ? text->table : denominator->table;
    int table = dataset_table(explaining->scope->dataset, name);
    explaining->error->kind = ERROR_NONE;
    if (table < 0)
        return error_set(explaining->error, ERROR_CONFIG, "%s (\"%s\"): there is no table \"%s\"",
                         explaining->indicator->file, explaining->indicator->id, name);
    const char *unit = text->unit_by ? text->unit_by : table_at(explaining, table)->unit;
    explained->time = explain_time(explaining, text, table);
    reads_add_column(&explaining->explanation->reads, table, table_at(explaining, table)->when);
    const struct expression *where = text->where ? compile(explaining, table, text->where) : NULL;
    if (where)
        explained->where =
            expression_clauses(explaining->arena, explaining->scope, where, &explained->where_count);
    explained->once_per = words_of(explaining, table, text->once_per);
    explained->same_day = text->at != NULL;
    explained->what = explain_what(explaining, text, text->table || text->of ? text : denominator, table);
    if (text->table)
        explained->unit = words_of(explaining, table, unit);
    return explaining->error->kind == ERROR_NONE;
}

static const char *explain_figure(const struct indicator *indicator)
{
    if (indicator->format == FORMAT_PER_10000)
        return "10,000 times the numerator, divided by the unit's population in force on the period's last "
               "day";
    if (!indicator->has_denominator)
        return "the numerator by itself";
    if (indicator->adds_numerator)
        return indicator->format == FORMAT_PERCENT
                   ? "100 times the numerator, divided by the denominator and the numerator together"
                   : "the numerator, divided by the denominator and the numerator together";
    return indicator->format == FORMAT_PERCENT ? "100 times the numerator, divided by the denominator"
                                               : "the numerator, divided by the denominator";
}

static bool explain_breakdowns(struct explaining *explaining, const struct catalogue *catalogue)
{
    const struct indicator *indicator = explaining->indicator;
    const struct measure_text *measure =
        indicator->has_denominator ? &indicator->denominator : &indicator->numerator;
    int table = dataset_table(explaining->scope->dataset, measure->table);
    struct explanation *explanation = explaining->explanation;
    explanation->breakdowns = ARENA_ARRAY(explaining->arena, struct explained_breakdown, indicator->by_count);
    for (size_t i = 0; i < indicator->by_count; i++) {
        const struct breakdown *breakdown = &catalogue->breakdowns[indicator->by[i]];
        const char *of = words_of(explaining, table, breakdown->of);
        if (!of)
            return false;
        explanation->breakdowns[explanation->breakdown_count++] =
            (struct explained_breakdown){breakdown->title, of};
    }
    return true;
}

bool explain_indicator(struct arena *arena, const struct expression_scope *scope,
                       const struct catalogue *catalogue, const struct indicator *indicator,
                       struct explanation *explanation, struct error *error)
{
    *explanation = (struct explanation){.figure = explain_figure(indicator), .reads = {.arena = arena}};
    struct explaining explaining = {arena, scope, indicator, explanation, error};
    if (indicator->has_denominator && !explain_measure(&explaining, &indicator->denominator,
                                                       &indicator->denominator, &explanation->denominator))
        return false;
    return explain_measure(&explaining, &indicator->numerator, &indicator->denominator,
                           &explanation->numerator) &&
           explain_breakdowns(&explaining, catalogue);
}

const char *once_words(struct arena *arena, const struct explained_measure *measure)
{
    return measure->once_per
               ? arena_format(arena, "of those alike in %s%s, only the last counts", measure->once_per,
                              measure->same_day ? " that fall on the same day" : "")
               : NULL;
}

/* ---- days ---- */

static char *day_words(struct arena *arena, day_number day)
{
    struct date date = day_to_date(day);
    return arena_format(arena, "%d %s %d", date.day, month_name(date.month), date.year);
}

char *days_words(struct arena *arena, struct window window)
{
    char *end = day_words(arena, window.end);
    return window.start == window.end ? end
                                      : arena_format(arena, "%s to %s", day_words(arena, window.start), end);
}
