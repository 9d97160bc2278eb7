#include "render/results_text.h"

#include "base/json_output.h"
#include "base/number.h"
#include "base/text.h"
#include "metrics/early_warning.h"
#include "render/csv_text.h"

#include <math.h>

/* A row's cells, in the order of the header. */
enum {
    NUMERATOR = 6,
    DENOMINATOR = 7,
    VALUE = 8,
    UNKNOWN = 14,
    SHOWN = 16,
    PROJECTION = 21,
    CELL_COUNT = 23
};
static const char *const header[CELL_COUNT] = {
    "indicator", "unit",   "breakdown", "category",  "period_end",  "window",     "numerator",  "denominator",
    "value",     "target", "rating",    "direction", "variation",   "assurance",  "unknown",    "flags",
    "shown",     "green",  "amber",     "title",     "target_date", "projection", "target_then"};

struct row {
    const char *cells[CELL_COUNT];
};

struct results_filter results_all(void)
{
    return (struct results_filter){.from = INT32_MIN, .to = INT32_MAX};
}

static bool chosen(const size_t *items, size_t count, size_t item)
{
    bool found = count == 0;
    for (size_t i = 0; i < count && !found; i++)
        found = items[i] == item;
    return found;
}

static const char *number_cell(struct arena *arena, const struct figure *figure, double number)
{
    if (figure->reason == REASON_WITHHELD)
        return WITHHELD_SYMBOL;
    return isnan(number) ? "" : number_shortest(arena, number);
}

static const char *shown_cell(struct arena *arena, const struct indicator *indicator,
                              const struct figure *figure)
{
    if (figure->reason == REASON_NONE)
        return number_text(arena, figure->shown, indicator->decimals, false);
    return figure->reason == REASON_WITHHELD ? WITHHELD_SYMBOL : "";
}

/* Green's edge: what a chart draws as the target. */
static const char *target_cell(struct arena *arena, const struct band *green)
{
    if (!green->stated)
        return "";
    if (isfinite(green->low) && isfinite(green->high))
        return arena_format(arena, "%s..%s", number_shortest(arena, green->low),
                            number_shortest(arena, green->high));
    return number_shortest(arena, isfinite(green->low) ? green->low : green->high);
}

static const char *day_cell(struct arena *arena, day_number day)
{
    char text[DAY_TEXT_SIZE];
    day_format(day, text);
    return arena_copy_text(arena, text);
}

/* Told of the last period alone: of an earlier one it has been overtaken. */
static struct early_warning latest_warning(const struct result_set *results, const struct series *series,
                                           size_t period)
{
    if (period + 1 < results->period_count)
        return (struct early_warning){.course = COURSE_NONE, .projection = (double)NAN};
    return early_warning_of(results, series, period);
}

static const char *flags_cell(struct arena *arena, const struct figure *figure,
                              const struct early_warning *warning)
{
    const char *flags = figure_flags(arena, figure);
    if (warning->course != COURSE_MISSES)
        return flags;
    return arena_format(arena, "%s%soff_course", flags, *flags ? " " : "");
}

static struct row row_of(struct arena *arena, const struct result_set *results, const struct series *series,
                         size_t period)
{
    const struct indicator *indicator = &results->catalogue->items[series->indicator];
    const struct figure *figure = &series->figures[period];
    struct early_warning warning = latest_warning(results, series, period);
    return (struct row){{indicator->id,
                         results->units->items[series->unit].id,
                         series->breakdown,
                         series->category,
                         day_cell(arena, results->periods[period].end),
                         window_name(arena, indicator->window),
                         number_cell(arena, figure, figure->numerator),
                         number_cell(arena, figure, figure->denominator),
                         number_cell(arena, figure, figure->value),
                         target_cell(arena, &figure->tolerance->green),
                         rating_name(figure->rating),
                         direction_text(figure->direction),
                         "",
                         "",
                         results->is_public ? "" : arena_format(arena, "%u", figure->unknown),
                         flags_cell(arena, figure, &warning),
                         shown_cell(arena, indicator, figure),
                         band_text(arena, &figure->tolerance->green),
                         band_text(arena, &figure->tolerance->amber),
                         indicator->title,
                         warning.course == COURSE_NONE ? "" : day_cell(arena, series->dated.by),
                         isnan(warning.projection) ? "" : number_shortest(arena, warning.projection),
                         warning.course == COURSE_NONE ? "" : band_text(arena, &series->dated.green)}};
}

static bool is_number_cell(size_t cell)
{
    return cell == NUMERATOR || cell == DENOMINATOR || cell == VALUE || cell == UNKNOWN || cell == SHOWN ||
           cell == PROJECTION;
}

static void add_csv_row(struct text *text, const char *const *cells)
{
    for (size_t i = 0; i < CELL_COUNT; i++) {
        if (i > 0)
            text_add_character(text, ',');
        csv_add_cell(text, cells[i], is_number_cell(i));
    }
    text_add_character(text, '\n');
}

/* Whoever asks for an indicator is given all its windows. */
static bool passes(const struct results_filter *filter, const struct result_set *results,
                   const struct series *series)
{
    size_t indicator = series->indicator;
    while (results->catalogue->items[indicator].further_window)
        indicator--;
    return chosen(filter->indicators, filter->indicator_count, indicator) &&
           chosen(filter->units, filter->unit_count, series->unit);
}

static bool in_reach(const struct results_filter *filter, day_number end)
{
    return end >= filter->from && end <= filter->to;
}

char *results_csv(struct arena *arena, const struct result_set *results, const struct results_filter *filter)
{
    struct text text = text_in(arena);
    add_csv_row(&text, header);
    for (size_t i = 0; i < results->series_count; i++)
        for (size_t period = 0;
             period < results->period_count && passes(filter, results, &results->series[i]); period++)
            if (in_reach(filter, results->periods[period].end)) {
                struct row row = row_of(arena, results, &results->series[i], period);
                add_csv_row(&text, row.cells);
            }
    return text.bytes;
}

/* What is withheld is a text among the numbers. */
static void add_json_row(struct json list, const struct row *row, const struct figure *figure, bool is_public)
{
    struct json object = json_append_object(list);
    bool numbers = figure->reason != REASON_WITHHELD;
    for (size_t i = 0; i < CELL_COUNT; i++) {
        if (i == NUMERATOR && numbers)
            json_add_number(object, header[i], figure->numerator);
        else if (i == DENOMINATOR && numbers)
            json_add_number(object, header[i], figure->denominator);
        else if (i == VALUE && numbers)
            json_add_number(object, header[i], figure->value);
        else if (i == UNKNOWN)
            json_add_number(object, header[i], is_public ? (double)NAN : figure->unknown);
        else
            json_add_text(object, header[i], row->cells[i]);
    }
}

char *results_json(struct arena *arena, const struct result_set *results, const struct results_filter *filter)
{
    struct json list = json_list();
    for (size_t i = 0; i < results->series_count; i++)
        for (size_t period = 0;
             period < results->period_count && passes(filter, results, &results->series[i]); period++)
            if (in_reach(filter, results->periods[period].end)) {
                struct row row = row_of(arena, results, &results->series[i], period);
                add_json_row(list, &row, &results->series[i].figures[period], results->is_public);
            }
    return json_print(arena, list);
}
