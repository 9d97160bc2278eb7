/* Months and the twelve months they add up to, told by one indicator or by two: what is hidden cannot be had by
 * subtracting the one from the other. */
#include "metrics/disclosure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { MONTHS = 24, YEAR = 12, BEFORE = YEAR - 1, MOST_SERIES = 8 };

/* Of plans: how many, the share of them that are short, how long they are, and the same over twelve months. */
enum { PLANS, SHARE, MEDIAN, MEAN, OPEN, PLANS_12, SHARE_12, MEDIAN_12, MEAN_12, OPEN_12, MEAN_YEAR, KINDS };
#define HAPPENS .table = "cp_plans", .at = "start_date"
#define PLANS_OF(window_length)                                                                              \
    {                                                                                                        \
        .id = "plans", .format = FORMAT_COUNT, .window = (window_length), .numerator = { HAPPENS }           \
    }
#define SHARE_OF(window_length)                                                                              \
    {                                                                                                        \
        .id = "share", .format = FORMAT_PERCENT, .window = (window_length), .has_denominator = true,         \
        .denominator = {HAPPENS}, .numerator = {                                                             \
            .where = "short"                                                                                 \
        }                                                                                                    \
    }
#define LENGTH_OF(name, kind, window_length)                                                                 \
    {                                                                                                        \
        .id = (name), .format = FORMAT_DAYS, .window = (window_length), .numerator = {                       \
            HAPPENS,                                                                                         \
            .aggregate = (kind),                                                                             \
            .of = "length"                                                                                   \
        }                                                                                                    \
    }
#define OPEN_OF(window_length)                                                                               \
    {                                                                                                        \
        .id = "open", .format = FORMAT_COUNT, .window = (window_length), .numerator = {                      \
            .table = "cp_plans",                                                                             \
            .open_start = "start_date",                                                                      \
            .open_end = "end_date"                                                                           \
        }                                                                                                    \
    }
static const struct indicator at_kinds[KINDS] = {
    [PLANS] = PLANS_OF(WINDOW_MONTH),
    [SHARE] = SHARE_OF(WINDOW_MONTH),
    [MEDIAN] = LENGTH_OF("median", AGGREGATE_MEDIAN, WINDOW_MONTH),
    [MEAN] = LENGTH_OF("mean", AGGREGATE_MEAN, WINDOW_MONTH),
    [OPEN] = OPEN_OF(WINDOW_MONTH),
    [PLANS_12] = PLANS_OF(WINDOW_12_MONTHS),
    [SHARE_12] = SHARE_OF(WINDOW_12_MONTHS),
    [MEDIAN_12] = LENGTH_OF("median", AGGREGATE_MEDIAN, WINDOW_12_MONTHS),
    [MEAN_12] = LENGTH_OF("mean", AGGREGATE_MEAN, WINDOW_12_MONTHS),
    [OPEN_12] = OPEN_OF(WINDOW_12_MONTHS),
    [MEAN_YEAR] = LENGTH_OF("mean", AGGREGATE_MEAN, WINDOW_YEAR_TO_DATE),
};

static struct unit county[] = {{.id = "county", .parent = -1}, {.id = "north"}, {.id = "south"}};

struct fixture {
    struct arena arena;
    struct indicator kinds[KINDS];
    struct catalogue catalogue;
    struct units units;
    struct result_set results, given;
};

static void begin(struct fixture *fixture, bool during)
{
    memcpy(fixture->kinds, at_kinds, sizeof at_kinds);
    for (size_t i = 0; i < KINDS && during; i++) {
        struct indicator *kind = &fixture->kinds[i];
        struct measure_text *rows = kind->numerator.table ? &kind->numerator : &kind->denominator;
        if (rows->at)
            *rows = (struct measure_text){.table = rows->table,
                                          .open_start = "start_date",
                                          .open_end = "end_date",
                                          .during = true,
                                          .aggregate = rows->aggregate,
                                          .of = rows->of};
    }
    fixture->catalogue = (struct catalogue){.items = fixture->kinds, .count = KINDS};
    fixture->units = (struct units){county, COUNT(county)};
    fixture->results =
        (struct result_set){.catalogue = &fixture->catalogue,
                            .units = &fixture->units,
                            .plan = {PERIOD_MONTH, MONTHS, 3, 31},
                            .period_count = MONTHS,
                            .series = ARENA_ARRAY(&fixture->arena, struct series, MOST_SERIES)};
    fixture->results.as_at = day_from_date((struct date){2026, 3, 31});
    fixture->results.periods = periods_make(&fixture->arena, &fixture->results.plan, fixture->results.as_at);
}

static int set_up(void **state)
{
    *state = test_calloc(1, sizeof(struct fixture));
    begin(*state, false);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

/* NULL: none. */
static void put(struct fixture *fixture, size_t indicator, size_t unit, const double *numerators,
                const double *denominators)
{
    assert_true(fixture->results.series_count < MOST_SERIES);
    struct series *series = &fixture->results.series[fixture->results.series_count++];
    *series = (struct series){.indicator = indicator,
                              .unit = unit,
                              .breakdown = "",
                              .category = "",
                              .figures = ARENA_ARRAY(&fixture->arena, struct figure, MONTHS)};
    for (size_t month = 0; month < MONTHS; month++) {
        bool of_none = !numerators && !(denominators[month] > 0);
        series->figures[month] =
            (struct figure){.tolerance = &nothing_stated,
                            .numerator = numerators ? numerators[month] : (double)NAN,
                            .denominator = denominators && !of_none ? denominators[month] : (double)NAN,
                            .reason = of_none ? REASON_NO_DATA : REASON_NONE};
    }
}

static void give(struct fixture *fixture)
{
    fixture->given = disclosure_public(&fixture->arena, &fixture->results);
}

static bool is_hidden(const struct fixture *fixture, size_t series, size_t month)
{
    return fixture->given.series[series].figures[month].reason == REASON_WITHHELD;
}

static size_t hidden_of(const struct fixture *fixture, size_t series)
{
    size_t hidden = 0;
    for (size_t month = 0; month < fixture->given.period_count; month++)
        hidden += is_hidden(fixture, series, month);
    return hidden;
}

static void fill(double numbers[MONTHS], double number)
{
    for (size_t month = 0; month < MONTHS; month++)
        numbers[month] = number;
}

/* `months` has those before the first too. */
static void add_twelves(double twelves[MONTHS], const double months[BEFORE + MONTHS])
{
    for (size_t month = 0; month < MONTHS; month++) {
        twelves[month] = 0;
        for (size_t i = 0; i < YEAR; i++)
            twelves[month] += months[month + i];
    }
}

/* ---- one by one ---- */

/* Core groups due: those of plans open during the month, in time in all but 4 of them. */
static void withholds_the_months_of_what_goes_on_during_a_window(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, true);
    double due[MONTHS], in_time[MONTHS], due_in_twelve[MONTHS], in_time_in_twelve[MONTHS];
    fill(due, 60);
    fill(in_time, 45);
    fill(due_in_twelve, 720);
    fill(in_time_in_twelve, 540);
    in_time[16] = 56;
    put(fixture, SHARE, 0, in_time, due);
    put(fixture, SHARE_12, 0, in_time_in_twelve, due_in_twelve);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), MONTHS);
    assert_int_equal(hidden_of(fixture, 1), 0);
}

static void withholds_the_months_that_the_denominator_of_another_indicator_would_tell(void **state)
{
    struct fixture *fixture = *state;
    double plans[MONTHS], twelves[MONTHS], short_ones[MONTHS];
    fill(plans, 30);
    fill(twelves, 330);
    fill(short_ones, 130);
    plans[16] = 3;
    plans[18] = 0;
    put(fixture, PLANS, 0, plans, NULL);
    put(fixture, SHARE_12, 0, short_ones, twelves);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), MONTHS);
    assert_int_equal(hidden_of(fixture, 1), 0);
}

static void withholds_the_denominators_that_the_count_of_another_indicator_would_tell(void **state)
{
    struct fixture *fixture = *state;
    double plans[MONTHS], short_ones[MONTHS], twelves[MONTHS];
    fill(plans, 30);
    fill(short_ones, 13);
    fill(twelves, 330);
    plans[16] = 3;
    short_ones[16] = 0;
    put(fixture, SHARE, 0, short_ones, plans);
    put(fixture, PLANS_12, 0, twelves, NULL);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), MONTHS);
    assert_int_equal(hidden_of(fixture, 1), 0);
}

/* A share of 13 in 30 is no secret where 9 in 10 is: the twelve months of the plans tell nothing of the short ones. */
static void leaves_the_shares_of_what_another_indicator_only_counts(void **state)
{
    struct fixture *fixture = *state;
    double plans[MONTHS], short_ones[MONTHS], twelves[MONTHS];
    fill(plans, 30);
    fill(short_ones, 13);
    fill(twelves, 330);
    plans[16] = 10;
    short_ones[16] = 9;
    put(fixture, SHARE, 0, short_ones, plans);
    put(fixture, PLANS_12, 0, twelves, NULL);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), 1);
    assert_int_equal(hidden_of(fixture, 1), 0);
}

/* A median has no numerator, but says how many it is of: and "none recorded" that it is of none. */
static void withholds_the_months_of_a_median(void **state)
{
    struct fixture *fixture = *state;
    double plans[MONTHS], twelves[MONTHS];
    fill(plans, 30);
    fill(twelves, 330);
    plans[16] = 8;
    plans[18] = 0;
    put(fixture, MEDIAN, 0, NULL, plans);
    put(fixture, MEDIAN_12, 0, NULL, twelves);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), MONTHS);
    assert_int_equal(hidden_of(fixture, 1), 0);
}

/* The south's twelve months are hidden to keep the 4 of the north: no twelve months of the south may be added up to them. */
static void withholds_the_months_that_add_up_to_what_is_hidden(void **state)
{
    struct fixture *fixture = *state;
    double all[MONTHS], south[MONTHS], all_twelve[MONTHS], north_twelve[MONTHS], south_twelve[MONTHS];
    fill(all, 30);
    fill(south, 30);
    fill(all_twelve, 364);
    fill(north_twelve, 4);
    fill(south_twelve, 360);
    put(fixture, PLANS, 2, south, NULL);
    put(fixture, PLANS_12, 0, all_twelve, NULL);
    put(fixture, PLANS_12, 1, north_twelve, NULL);
    put(fixture, PLANS_12, 2, south_twelve, NULL);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), MONTHS);
    assert_int_equal(hidden_of(fixture, 1), 0);
    assert_int_equal(hidden_of(fixture, 2), MONTHS);
    assert_int_equal(hidden_of(fixture, 3), MONTHS);
    fixture->results.period_count = YEAR - 1; /* which make no twelve */
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), 0);
    assert_int_equal(hidden_of(fixture, 3), YEAR - 1);
}

static void takes_no_twelve_months_of_what_is_open_at_their_end(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, true);
    double open[MONTHS];
    fill(open, 40);
    open[16] = 3;
    put(fixture, OPEN, 0, open, NULL);
    open[16] = 40;
    put(fixture, OPEN_12, 0, open, NULL);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), 1);
    assert_int_equal(hidden_of(fixture, 1), 0);
}

/* Of 40 by January and 41 by February, the mean and the rows together tell how long the one lasted. */
static void withholds_means_of_which_a_step_is_of_few(void **state)
{
    struct fixture *fixture = *state;
    double lengths[MONTHS], plans[MONTHS];
    for (size_t month = 0; month < MONTHS; month++) {
        plans[month] = 20 * (double)(month % 12 + 1);
        lengths[month] = 100 * plans[month];
    }
    put(fixture, MEAN_YEAR, 0, lengths, plans);
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), 0);
    fixture->results.series[0].figures[10].denominator =
        fixture->results.series[0].figures[9].denominator + 1;
    give(fixture);
    assert_int_equal(hidden_of(fixture, 0), MONTHS);
}

/* ---- at random ---- */

/* What a reader has: the months, with those before the first, which nobody prints, and the twelve months. */
struct view {
    double months[BEFORE + MONTHS], twelves[MONTHS];
    bool month_known[BEFORE + MONTHS], twelve_known[MONTHS];
};

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Plans of a month and the short ones of them: seldom few in some worlds, mostly in others. */
static void make_up(uint32_t *seed, struct view *plans, struct view *short_ones)
{
    static const double likely[] = {0, 0, 0, 0, 2, 9, 14, 25, 31, 31, 40, 40};
    size_t from = next_random(seed) % 2 == 0 ? 6 : 0;
    *plans = *short_ones = (struct view){.months = {0}};
    for (size_t month = 0; month < BEFORE + MONTHS; month++) {
        plans->months[month] = likely[from + next_random(seed) % (COUNT(likely) - from)];
        if (next_random(seed) % 40 == 0)
            plans->months[month] = 1 + next_random(seed) % 5;
        short_ones->months[month] = floor(plans->months[month] * (2 + next_random(seed) % 4) / 7);
    }
    add_twelves(plans->twelves, plans->months);
    add_twelves(short_ones->twelves, short_ones->months);
}

/* Marks what figures that are given print. */
static void look(const struct fixture *fixture, size_t series, struct view *numerator,
                 struct view *denominator)
{
    bool is_month = fixture->kinds[fixture->results.series[series].indicator].window == WINDOW_MONTH;
    struct view *const views[] = {numerator, denominator};
    for (size_t i = 0; i < COUNT(views); i++)
        for (size_t month = 0; month < MONTHS && views[i]; month++) {
            bool *known = is_month ? &views[i]->month_known[BEFORE + month] : &views[i]->twelve_known[month];
            *known |= !is_hidden(fixture, series, month);
        }
}

/* Solves what has one unknown, until there is none: true if that is a month, or twelve, which `hurts`. */
static bool tells(struct view view, const struct view *plans, bool (*hurts)(double number, double of))
{
    for (bool again = true; again;) {
        again = false;
        for (size_t end = 0; end < MONTHS; end++) {
            size_t unknown = !view.twelve_known[end], last = SIZE_MAX;
            for (size_t i = end; i < end + YEAR; i++)
                if (!view.month_known[i]) {
                    unknown++;
                    last = i;
                }
            if (unknown != 1)
                continue;
            again = true;
            if (last == SIZE_MAX) {
                view.twelve_known[end] = true;
                if (hurts(view.twelves[end], plans->twelves[end]))
                    return true;
            } else {
                view.month_known[last] = true;
                if (last >= BEFORE && hurts(view.months[last], plans->months[last]))
                    return true;
            }
        }
    }
    return false;
}

static bool is_few(double number)
{
    return number >= 1 && number <= 5;
}

static bool hurts_if_few(double number, double of)
{
    (void)of;
    return is_few(number);
}

static bool hurts_if_few_or_of_few(double number, double of)
{
    return is_few(number) || is_few(of - number);
}

static bool hurts_if_a_median_is_of_few(double number, double of)
{
    (void)of;
    return number >= 1 && number <= 10;
}

static void tells_no_month_by_subtraction_whoever_prints_it(void **state)
{
    enum { WORLDS = 3000 };
    static const size_t pairs[][3] = {{PLANS, PLANS_12, PLANS_12}, {PLANS, SHARE_12, SHARE_12},
                                      {SHARE, PLANS_12, PLANS_12}, {SHARE, SHARE_12, SHARE_12},
                                      {PLANS, SHARE, SHARE_12},    {SHARE, SHARE_12, PLANS_12},
                                      {MEDIAN, MEDIAN_12, MEDIAN}};
    uint32_t seed = 20170331;
    size_t whole = 0, part = 0, none = 0;
    for (size_t world = 0; world < WORLDS; world++) {
        struct fixture *fixture = *state;
        arena_release(&fixture->arena);
        begin(fixture, world % 2 == 1);
        const size_t *told = pairs[world / 2 % COUNT(pairs)];
        struct view plans, short_ones;
        make_up(&seed, &plans, &short_ones);
        for (size_t i = 0; i < 3; i++) {
            bool is_month = told[i] < PLANS_12, is_share = told[i] == SHARE || told[i] == SHARE_12;
            const double *of = is_month ? plans.months + BEFORE : plans.twelves;
            const double *some = is_month ? short_ones.months + BEFORE : short_ones.twelves;
            bool is_count = told[i] == PLANS || told[i] == PLANS_12;
            if (i == 0 || (told[i] != told[i - 1] && told[i] != told[0]))
                put(fixture, told[i], 0, is_share ? some : is_count ? of : NULL, is_count ? NULL : of);
        }
        give(fixture);
        for (size_t i = 0; i < fixture->results.series_count; i++) {
            size_t kind = fixture->results.series[i].indicator;
            if (kind == PLANS || kind == PLANS_12)
                look(fixture, i, &plans, NULL);
            else if (kind == SHARE || kind == SHARE_12)
                look(fixture, i, &short_ones, &plans);
            else
                look(fixture, i, NULL, &plans);
        }
        bool is_median = told[0] == MEDIAN;
        if (tells(plans, &plans, is_median ? hurts_if_a_median_is_of_few : hurts_if_few) ||
            tells(short_ones, &plans, hurts_if_few_or_of_few))
            fail_msg("world %zu", world);
        size_t hidden = hidden_of(fixture, 0);
        *(hidden == 0 ? &none : hidden == MONTHS ? &whole : &part) += 1;
    }
    assert_true(whole > WORLDS / 4 && part > WORLDS / 50 && none > WORLDS / 50);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(withholds_the_months_of_what_goes_on_during_a_window),
        TEST(withholds_the_months_that_the_denominator_of_another_indicator_would_tell),
        TEST(withholds_the_denominators_that_the_count_of_another_indicator_would_tell),
        TEST(leaves_the_shares_of_what_another_indicator_only_counts),
        TEST(withholds_the_months_of_a_median),
        TEST(withholds_the_months_that_add_up_to_what_is_hidden),
        TEST(takes_no_twelve_months_of_what_is_open_at_their_end),
        TEST(withholds_means_of_which_a_step_is_of_few),
        TEST(tells_no_month_by_subtraction_whoever_prints_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
