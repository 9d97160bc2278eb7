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
    struct map measures, places, sums; /* texts that tell them apart */
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

static void add_measure_text(struct text *text, const struct measure_text *measure)
{
    const char *const words[] = {measure->table, measure->at,       measure->open_start, measure->open_end,
                                 measure->where, measure->once_per, measure->of,         measure->unit_by};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        text_add_format(text, "%s\x1f", words[i] ? words[i] : "");
    text_add_format(text, "%d\x1f%d\x1f%g\x1f", measure->during, (int)measure->aggregate,
                    measure->percentile);
}

static struct text measure_of(const struct building *building, const struct indicator *indicator)
{
    struct text text = text_in(building->arena);
    text_add_format(&text, "%d\x1f", (int)indicator->window);
    return text;
}

static void add_numerator_text(struct text *text, const struct indicator *indicator)
{
    if (!indicator->numerator.table)
        add_measure_text(text, &indicator->denominator);
    add_measure_text(text, &indicator->numerator);
}

static size_t numerator_measure(struct building *building, const struct indicator *indicator)
{
    enum aggregate aggregate = indicator->numerator.aggregate;
    if (!adds_up(aggregate) && (aggregate != AGGREGATE_MEAN || indicator->has_denominator))
        return NO_NUMBER;
    struct text text = measure_of(building, indicator);
    add_numerator_text(&text, indicator);
    return map_add(&building->measures, text.bytes, NULL);
}

/* A population is known to all, and is none of these numbers. */
static size_t denominator_measure(struct building *building, const struct indicator *indicator)
{
    struct text text = measure_of(building, indicator);
    if (indicator->has_denominator) {
        if (!adds_up(indicator->denominator.aggregate))
            return NO_NUMBER;
        add_measure_text(&text, &indicator->denominator);
        if (indicator->adds_numerator)
            add_numerator_text(&text, indicator);
        return map_add(&building->measures, text.bytes, NULL);
    }
    if (adds_up(indicator->numerator.aggregate))
        return NO_NUMBER;
    add_numerator_text(&text, indicator);
    text_add(&text, "how many");
    return map_add(&building->measures, text.bytes, NULL);
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

static const char *place_name(struct building *building, size_t measure, size_t unit, const char *breakdown,
                              const char *category)
{
    return arena_format(building->arena, "%zu\x1f%zu\x1f%s\x1f%s", measure, unit, breakdown, category);
}

static size_t number_at(const struct building *building, const char *place)
{
    size_t found = map_find(&building->places, place);
    return found == MAP_NONE ? NO_NUMBER : found;
}

/* A unit comes after the one above it and a category after the whole, so that totals are there before their parts. */
static void add_to_sums(struct building *building, size_t measure, const struct series *series, size_t number)
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

static void add_to_whole(struct building *building, size_t series, size_t denominator_measure_of)
{
    const struct series *of = &building->results->series[series];
    const struct indicator *indicator = &building->results->catalogue->items[of->indicator];
    size_t numerator = building->numbers->numerators[series], total = building->numbers->denominators[series];
    if (!indicator->part_of || numerator == NO_NUMBER || total == NO_NUMBER)
        return;
    add_part(
        building,
        arena_format(building->arena, "part of %s\x1f%s", indicator->part_of,
                     place_name(building, denominator_measure_of, of->unit, of->breakdown, of->category)),
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

static size_t add_number(struct building *building, size_t measure, const struct series *series)
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
    numbers->items[number] = (struct number){.values = ARENA_ARRAY(building->arena, double, periods),
                                             .secret = ARENA_ARRAY(building->arena, bool, periods)};
    for (size_t period = 0; period < periods; period++)
        numbers->items[number].values[period] = (double)NAN;
    numbers->count++;
    add_to_sums(building, measure, series, number);
    return number;
}

static size_t take_number(struct building *building, size_t measure, const struct series *series,
                          bool is_denominator)
{
    if (measure == NO_NUMBER)
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

static void add_series(struct building *building, size_t index, const size_t *measures)
{
    const struct series *series = &building->results->series[index];
    const struct indicator *indicator = &building->results->catalogue->items[series->indicator];
    struct numbers *numbers = building->numbers;
    size_t numerator = take_number(building, measures[0], series, false);
    size_t denominator = take_number(building, measures[1], series, true);
    numbers->numerators[index] = numerator;
    numbers->denominators[index] = denominator;
    if (numerator != NO_NUMBER) {
        numbers->items[numerator].counts |= numerator_counts(indicator);
        numbers->items[numerator].stands_alone |= denominator == NO_NUMBER;
    }
    if (denominator != NO_NUMBER)
        numbers->items[denominator].counts = true;
    add_to_whole(building, index, measures[1]);
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
                                .sums = map_in(arena)};
    size_t(*measures)[2] = arena_allocate(arena, catalogue->count, sizeof *measures);
    for (size_t i = 0; i < catalogue->count; i++) {
        measures[i][0] = numerator_measure(&building, &catalogue->items[i]);
        measures[i][1] = denominator_measure(&building, &catalogue->items[i]);
    }
    for (size_t i = 0; i < results->series_count; i++) {
        numbers.numerators[i] = numbers.denominators[i] = NO_NUMBER;
        if (!catalogue->items[results->series[i].indicator].counts_no_people)
            add_series(&building, i, measures[results->series[i].indicator]);
    }
    settle_parts(&building);
    return numbers;
}
