#include "metrics/disclosure_numbers.h"

#include "base/map.h"
#include "base/text.h"

#include <math.h>

/* A part of a sum, in a list while its parts are not yet all known. */
struct part {
    size_t number;
    struct part *next;
};

struct building {
    struct arena *arena;
    const struct result_set *results;
    struct numbers *numbers;
    struct map measures, places, families, sums; /* texts that tell them apart */
    size_t number_capacity, sum_capacity, part_capacity;
    struct part **parts; /* per sum, the last one first */
};

/* ---- measures ---- */

static bool adds_up(enum aggregate aggregate)
{
    return aggregate == AGGREGATE_ROWS || aggregate == AGGREGATE_SUM || aggregate == AGGREGATE_DISTINCT;
}

bool numerator_counts(const struct indicator *indicator)
{
    return adds_up(indicator->numerator.aggregate) && indicator->format != FORMAT_DAYS &&
           indicator->format != FORMAT_CURRENCY;
}

static bool happens_in_window(const struct measure_text *rows)
{
    return rows->at || rows->during;
}

bool numerator_happens(const struct indicator *indicator)
{
    return happens_in_window(indicator->numerator.table ? &indicator->numerator : &indicator->denominator);
}

static void add_measure_text(struct text *text, const struct measure_text *measure)
{
    const char *const words[] = {measure->table, measure->at,       measure->open_start, measure->open_end,
                                 measure->where, measure->once_per, measure->of,         measure->unit_by};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        text_add_format(text, "%s\x1f", words[i] ? words[i] : "");
    text_add_format(text, "%d\x1f%d\x1f%g\x1f", measure->during, (int)measure->aggregate,
                    measure->percentile);
}

static void add_numerator_text(struct text *text, const struct indicator *indicator)
{
    if (!indicator->numerator.table)
        add_measure_text(text, &indicator->denominator);
    add_measure_text(text, &indicator->numerator);
}

/* A measure as it is written, and the window of the indicator. */
struct measure {
    size_t text; /* NO_NUMBER: what it comes to adds up to nothing */
    enum window_length window;
    bool happens;
};
static const struct measure no_measure = {.text = NO_NUMBER};

static struct measure measure_in(struct building *building, const struct indicator *indicator,
                                 const struct text *text, bool happens)
{
    return (struct measure){map_add(&building->measures, text->bytes, NULL), indicator->window, happens};
}

static struct measure numerator_measure(struct building *building, const struct indicator *indicator)
{
    enum aggregate aggregate = indicator->numerator.aggregate;
    if (!adds_up(aggregate) && (aggregate != AGGREGATE_MEAN || indicator->has_denominator))
        return no_measure;
    struct text text = text_in(building->arena);
    add_numerator_text(&text, indicator);
    return measure_in(building, indicator, &text, numerator_happens(indicator));
}

/* A population is known to all, and is none of these numbers. */
static struct measure denominator_measure(struct building *building, const struct indicator *indicator)
{
    struct text text = text_in(building->arena);
    if (indicator->has_denominator) {
        if (!adds_up(indicator->denominator.aggregate))
            return no_measure;
        add_measure_text(&text, &indicator->denominator);
        if (indicator->adds_numerator)
            add_numerator_text(&text, indicator);
        return measure_in(building, indicator, &text, happens_in_window(&indicator->denominator));
    }
    if (adds_up(indicator->numerator.aggregate))
        return no_measure;
    add_numerator_text(&text, indicator);
    text_add(&text, "how many");
    return measure_in(building, indicator, &text, numerator_happens(indicator));
}

/* ---- sums ---- */

static size_t sum_named(struct building *building, const char *name, size_t total)
{
    bool is_new;
    struct numbers *numbers = building->numbers;
    size_t sum = map_add(&building->sums, name, &is_new);
    if (!is_new)
        return sum;
    numbers->sums = arena_grow(building->arena, numbers->sums, numbers->sum_count, &building->sum_capacity,
                               sizeof *numbers->sums);
    building->parts = arena_grow(building->arena, building->parts, numbers->sum_count,
                                 &building->part_capacity, sizeof *building->parts);
    numbers->sums[sum] = (struct sum){.total = total};
    building->parts[sum] = NULL;
    numbers->sum_count++;
    return sum;
}

static void add_part(struct building *building, const char *sum_name, size_t total, size_t number)
{
    if (total == NO_NUMBER)
        return;
    size_t sum = sum_named(building, sum_name, total);
    struct part *part = ARENA_NEW(building->arena, struct part);
    *part = (struct part){number, building->parts[sum]};
    building->parts[sum] = part;
    building->numbers->sums[sum].part_count++;
}

static const char *family_name(struct building *building, const struct measure *measure, size_t unit,
                               const char *breakdown, const char *category)
{
    return arena_format(building->arena, "%zu\x1f%zu\x1f%s\x1f%s", measure->text, unit, breakdown, category);
}

static const char *place_name(struct building *building, const struct measure *measure, size_t unit,
                              const char *breakdown, const char *category)
{
    return arena_format(building->arena, "%d\x1f%zu\x1f%zu\x1f%s\x1f%s", (int)measure->window, measure->text,
                        unit, breakdown, category);
}

static size_t number_at(const struct building *building, const char *place)
{
    size_t found = map_find(&building->places, place);
    return found == MAP_NONE ? NO_NUMBER : found;
}

/* A unit comes after the one above it and a category after the whole, so that totals are there before their parts. */
static void add_to_sums(struct building *building, const struct measure *measure, const struct series *series,
                        size_t number)
{
    int above = building->results->units->items[series->unit].parent;
    if (above >= 0) {
        const char *total = place_name(building, measure, (size_t)above, series->breakdown, series->category);
        add_part(building, arena_format(building->arena, "units of %s", total), number_at(building, total),
                 number);
    }
    if (*series->breakdown) {
        const char *total = place_name(building, measure, series->unit, "", "");
        add_part(building, arena_format(building->arena, "%s of %s", series->breakdown, total),
                 number_at(building, total), number);
    }
}

static void add_to_whole(struct building *building, size_t series, const struct measure *denominator)
{
    const struct series *of = &building->results->series[series];
    const struct indicator *indicator = &building->results->catalogue->items[of->indicator];
    size_t numerator = building->numbers->numerators[series], total = building->numbers->denominators[series];
    if (!indicator->part_of || numerator == NO_NUMBER || total == NO_NUMBER)
        return;
    add_part(building,
             arena_format(building->arena, "part of %s\x1f%s", indicator->part_of,
                          place_name(building, denominator, of->unit, of->breakdown, of->category)),
             total, numerator);
}

/* In the order of the results. */
static void settle_parts(struct building *building)
{
    for (size_t i = 0; i < building->numbers->sum_count; i++) {
        struct sum *sum = &building->numbers->sums[i];
        sum->parts = ARENA_ARRAY(building->arena, size_t, sum->part_count);
        size_t at = sum->part_count;
        for (const struct part *part = building->parts[i]; part; part = part->next)
            sum->parts[--at] = part->number;
    }
}

/* ---- numbers ---- */

static size_t add_number(struct building *building, const struct measure *measure,
                         const struct series *series)
{
    struct numbers *numbers = building->numbers;
    size_t periods = building->results->period_count;
    bool is_new;
    size_t number =
        map_add(&building->places,
                place_name(building, measure, series->unit, series->breakdown, series->category), &is_new);
    if (!is_new)
        return number;
    numbers->items = arena_grow(building->arena, numbers->items, numbers->count, &building->number_capacity,
                                sizeof *numbers->items);
    const char *family = family_name(building, measure, series->unit, series->breakdown, series->category);
    numbers->items[number] = (struct number){.family = map_add(&building->families, family, NULL),
                                             .window = measure->window,
                                             .happens = measure->happens,
                                             .values = ARENA_ARRAY(building->arena, double, periods),
                                             .secret = ARENA_ARRAY(building->arena, bool, periods)};
    for (size_t period = 0; period < periods; period++)
        numbers->items[number].values[period] = (double)NAN;
    numbers->count++;
    add_to_sums(building, measure, series, number);
    return number;
}

static size_t take_number(struct building *building, const struct measure *measure,
                          const struct series *series, bool is_denominator)
{
    if (measure->text == NO_NUMBER)
        return NO_NUMBER;
    size_t number = add_number(building, measure, series);
    double *values = building->numbers->items[number].values;
    for (size_t period = 0; period < building->results->period_count; period++) {
        const struct figure *figure = &series->figures[period];
        if (isnan(values[period]))
            values[period] = is_denominator ? figure->denominator : figure->numerator;
    }
    return number;
}

static void add_series(struct building *building, size_t index, const struct measure measures[2])
{
    const struct series *series = &building->results->series[index];
    const struct indicator *indicator = &building->results->catalogue->items[series->indicator];
    struct numbers *numbers = building->numbers;
    size_t numerator = take_number(building, &measures[0], series, false);
    size_t denominator = take_number(building, &measures[1], series, true);
    numbers->numerators[index] = numerator;
    numbers->denominators[index] = denominator;
    if (numerator != NO_NUMBER) {
        numbers->items[numerator].counts |= numerator_counts(indicator);
        numbers->items[numerator].stands_alone |= denominator == NO_NUMBER;
    }
    if (denominator != NO_NUMBER)
        numbers->items[denominator].counts = true;
    add_to_whole(building, index, &measures[1]);
}

struct numbers numbers_of(struct arena *arena, const struct result_set *results)
{
    const struct catalogue *catalogue = results->catalogue;
    struct numbers numbers = {.numerators = ARENA_ARRAY(arena, size_t, results->series_count),
                              .denominators = ARENA_ARRAY(arena, size_t, results->series_count)};
    struct building building = {.arena = arena,
                                .results = results,
                                .numbers = &numbers,
                                .measures = map_in(arena),
                                .places = map_in(arena),
                                .families = map_in(arena),
                                .sums = map_in(arena)};
    struct measure(*measures)[2] = arena_allocate(arena, catalogue->count, sizeof *measures);
    for (size_t i = 0; i < catalogue->count; i++) {
        measures[i][0] = numerator_measure(&building, &catalogue->items[i]);
        measures[i][1] = denominator_measure(&building, &catalogue->items[i]);
    }
    for (size_t i = 0; i < results->series_count; i++) {
        numbers.numerators[i] = numbers.denominators[i] = NO_NUMBER;
        if (!catalogue->items[results->series[i].indicator].counts_no_people)
            add_series(&building, i, measures[results->series[i].indicator]);
    }
    numbers.family_count = building.families.count;
    settle_parts(&building);
    return numbers;
}
