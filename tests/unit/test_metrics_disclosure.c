#include "metrics/disclosure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { MOST_SERIES = 80, MOST_PERIODS = 24 };

/* Indicators of each kind, by what a test calls them. */
enum {
    PLANS,
    SHARE,
    RATE,
    MEAN,
    MEDIAN,
    HEADS,
    MONEY,
    DELAY,
    CASELOAD,
    INVOLVED,
    SPREAD,
    ROWS_READ,
    OF_PLANS,
    OF_PLANS_TOO,
    MONTHLY,
    TWELVE,
    YEAR_SO_FAR,
    RATIO_SO_FAR,
    OPEN_MONTHLY,
    OPEN_SO_FAR,
    INDICATOR_COUNT
};

#define HAPPENS          .table = "cp_plans", .at = "start_date"
#define OPEN(table_name) .table = (table_name), .open_start = "start_date", .open_end = "end_date"
static struct indicator kinds[INDICATOR_COUNT] = {
    [PLANS] = {.id = "plans", .format = FORMAT_COUNT, .numerator = {OPEN("cp_plans")}},
    [SHARE] = {.id = "share",
               .format = FORMAT_PERCENT,
               .has_denominator = true,
               .denominator = {OPEN("children")},
               .numerator = {.where = "seen"}},
    [RATE] = {.id = "rate", .format = FORMAT_PER_10000, .numerator = {OPEN("referrals")}},
    [MEAN] = {.id = "mean",
              .format = FORMAT_DAYS,
              .numerator = {OPEN("adoptions"), .aggregate = AGGREGATE_MEAN, .of = "waited"}},
    [MEDIAN] = {.id = "median",
                .format = FORMAT_DAYS,
                .numerator = {OPEN("adoptions"), .aggregate = AGGREGATE_MEDIAN, .of = "waited"}},
    [HEADS] = {.id = "heads",
               .format = FORMAT_FTE,
               .numerator = {OPEN("workers"), .aggregate = AGGREGATE_SUM, .of = "fte"}},
    [MONEY] = {.id = "money",
               .format = FORMAT_CURRENCY,
               .numerator = {OPEN("costs"), .aggregate = AGGREGATE_SUM, .of = "amount"}},
    [CASELOAD] = {.id = "caseload",
                  .format = FORMAT_RATIO,
                  .has_denominator = true,
                  .denominator = {OPEN("workers"), .aggregate = AGGREGATE_SUM, .of = "fte"},
                  .numerator = {OPEN("involvements")}},
    [INVOLVED] = {.id = "involved", .format = FORMAT_COUNT, .numerator = {OPEN("involvements")}},
    [DELAY] = {.id = "delay",
               .format = FORMAT_DAYS,
               .has_denominator = true,
               .denominator = {OPEN("adoptions")},
               .numerator = {.aggregate = AGGREGATE_SUM, .of = "waited"}},
    [SPREAD] = {.id = "spread",
                .format = FORMAT_RATIO,
                .has_denominator = true,
                .denominator = {OPEN("workers"), .aggregate = AGGREGATE_MEAN, .of = "cases"},
                .numerator = {.aggregate = AGGREGATE_STDEV, .of = "cases"}},
    [ROWS_READ] = {.id = "rows_read",
                   .format = FORMAT_COUNT,
                   .numerator = {OPEN("files")},
                   .counts_no_people = true},
    [OF_PLANS] = {.id = "of_plans",
                  .format = FORMAT_PERCENT,
                  .has_denominator = true,
                  .part_of = "durations",
                  .denominator = {OPEN("cp_plans")},
                  .numerator = {.where = "short"}},
    [OF_PLANS_TOO] = {.id = "of_plans_too",
                      .format = FORMAT_PERCENT,
                      .has_denominator = true,
                      .part_of = "durations",
                      .denominator = {OPEN("cp_plans")},
                      .numerator = {.where = "long"}},
    [MONTHLY] = {.id = "starts", .format = FORMAT_COUNT, .window = WINDOW_MONTH, .numerator = {HAPPENS}},
    [TWELVE] = {.id = "starts", .format = FORMAT_COUNT, .window = WINDOW_12_MONTHS, .numerator = {HAPPENS}},
    [YEAR_SO_FAR] = {.id = "starts",
                     .format = FORMAT_COUNT,
                     .window = WINDOW_YEAR_TO_DATE,
                     .numerator = {HAPPENS}},
    [RATIO_SO_FAR] = {.id = "starts_for_each_referral",
                      .format = FORMAT_RATIO,
                      .window = WINDOW_YEAR_TO_DATE,
                      .has_denominator = true,
                      .denominator = {.table = "referrals", .at = "date"},
                      .numerator = {HAPPENS}},
    [OPEN_MONTHLY] = {.id = "open",
                      .format = FORMAT_COUNT,
                      .window = WINDOW_MONTH,
                      .numerator = {OPEN("cp_plans"), .where = "true"}},
    [OPEN_SO_FAR] = {.id = "open",
                     .format = FORMAT_COUNT,
                     .window = WINDOW_YEAR_TO_DATE,
                     .numerator = {OPEN("cp_plans"), .where = "true"}},
};

enum { COUNTY, NORTH, SOUTH, EAST, NO_TEAM, UNIT_COUNT };
static struct unit county[UNIT_COUNT] = {{.id = "county", .parent = -1},
                                         {.id = "north", .parent = COUNTY},
                                         {.id = "south", .parent = COUNTY},
                                         {.id = "east", .parent = COUNTY},
                                         {.id = "(no team)", .parent = COUNTY, .is_no_team = true}};

struct fixture {
    struct arena arena;
    struct catalogue catalogue;
    struct units units;
    struct result_set results, given;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->catalogue = (struct catalogue){.items = kinds, .count = INDICATOR_COUNT};
    fixture->units = (struct units){county, UNIT_COUNT};
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

/* Results of nothing yet; series are then added in the order of results. */
static void begin(struct fixture *fixture, size_t periods, enum period_length every)
{
    fixture->results =
        (struct result_set){.catalogue = &fixture->catalogue,
                            .units = &fixture->units,
                            .plan = {every, (int)periods, 3, 31},
                            .period_count = periods,
                            .series = ARENA_ARRAY(&fixture->arena, struct series, MOST_SERIES)};
    fixture->results.as_at = day_from_date((struct date){2026, 9, 30});
    fixture->results.periods = periods_make(&fixture->arena, &fixture->results.plan, fixture->results.as_at);
}

static struct figure figure_with(double numerator, double denominator)
{
    return (struct figure){.tolerance = &nothing_stated,
                           .numerator = numerator,
                           .denominator = denominator,
                           .value = numerator,
                           .shown = numerator,
                           .rating = RATING_GREEN,
                           .direction = {MOVEMENT_SAME, PROGRESS_STEADY},
                           .unknown = 3};
}

static struct series *add(struct fixture *fixture, size_t indicator, size_t unit, const char *breakdown,
                          const char *category)
{
    assert_true(fixture->results.series_count < MOST_SERIES);
    struct series *series = &fixture->results.series[fixture->results.series_count++];
    *series = (struct series){.indicator = indicator,
                              .unit = unit,
                              .breakdown = breakdown,
                              .category = category,
                              .figures =
                                  ARENA_ARRAY(&fixture->arena, struct figure, fixture->results.period_count)};
    return series;
}

/* A series of one period. */
static void put(struct fixture *fixture, size_t indicator, size_t unit, double numerator, double denominator)
{
    struct series *series = add(fixture, indicator, unit, "", "");
    series->figures[0] = figure_with(numerator, denominator);
}

static void put_category(struct fixture *fixture, size_t indicator, size_t unit, const char *category,
                         double numerator)
{
    struct series *series = add(fixture, indicator, unit, "duration", category);
    series->figures[0] = figure_with(numerator, (double)NAN);
}

static void put_months(struct fixture *fixture, size_t indicator, size_t unit, const double *numerators)
{
    struct series *series = add(fixture, indicator, unit, "", "");
    for (size_t period = 0; period < fixture->results.period_count; period++)
        series->figures[period] = figure_with(numerators[period], (double)NAN);
}

static void give(struct fixture *fixture)
{
    fixture->given = disclosure_public(&fixture->arena, &fixture->results);
}

/* "c" for what is withheld, "." for what is given: a letter a series, of one period. */
static char *seen_at(struct fixture *fixture, size_t period)
{
    char *seen = arena_allocate(&fixture->arena, fixture->given.series_count + 1, 1);
    for (size_t i = 0; i < fixture->given.series_count; i++)
        seen[i] = fixture->given.series[i].figures[period].reason == REASON_WITHHELD ? 'c' : '.';
    return seen;
}

/* The same, a letter a period. */
static char *seen_of(struct fixture *fixture, size_t series)
{
    char *seen = arena_allocate(&fixture->arena, fixture->given.period_count + 1, 1);
    for (size_t i = 0; i < fixture->given.period_count; i++)
        seen[i] = fixture->given.series[series].figures[i].reason == REASON_WITHHELD ? 'c' : '.';
    return seen;
}

/* ---- by themselves ---- */

static void withholds_what_is_small_by_itself(void **state)
{
    static const double none = (double)NAN;
    static const struct {
        size_t indicator;
        double numerator, denominator;
        bool withheld;
    } cases[] = {
        {PLANS, 0, none, false},     {PLANS, 1, none, true},    {PLANS, 5, none, true},
        {PLANS, 6, none, false},     {SHARE, 4, 60, true},      {SHARE, 57, 60, true},
        {SHARE, 3, 8, true},         {SHARE, 0, 10, true},      {SHARE, 0, 11, false},
        {SHARE, 11, 11, false},      {SHARE, 6, 11, true},      {SHARE, 6, 12, false},
        {SHARE, 0, 0, false},        {RATE, 5, 9, true},        {RATE, 6, 9, false},
        {RATE, 6, 7, false},         {RATE, 0, 12000, false},   {RATE, 3, none, true},
        {MEAN, 4000, 10, true},      {MEAN, 4000, 11, false},   {MEAN, 3, 11, false},
        {MEDIAN, none, 10, true},    {MEDIAN, none, 11, false}, {HEADS, 0.6, none, true},
        {HEADS, 5.2, none, false},   {MONEY, 3, none, false},   {DELAY, 3, 20, false},
        {DELAY, 3, 10, true},        {CASELOAD, 73, 4.4, true}, {CASELOAD, 73, 10.5, false},
        {CASELOAD, 20, 18.2, false}, {CASELOAD, 4, 18.2, true}, {SPREAD, none, 8.5, false},
        {ROWS_READ, 3, none, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fixture *fixture = *state;
        begin(fixture, 1, PERIOD_MONTH);
        put(fixture, cases[i].indicator, COUNTY, cases[i].numerator, cases[i].denominator);
        give(fixture);
        if ((*seen_at(fixture, 0) == 'c') != cases[i].withheld)
            fail_msg("%s: %g of %g", kinds[cases[i].indicator].id, cases[i].numerator, cases[i].denominator);
    }
}

/* A spread over a mean shows no rows, but was marked as small when it was worked out. */
static void goes_by_the_mark_where_rows_are_not_told(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    put(fixture, SPREAD, COUNTY, (double)NAN, 12);
    fixture->results.series[0].figures[0].small_numbers = true;
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), "c");
}

/* A withheld figure keeps nothing but what it was to be compared with. */
static void leaves_nothing_of_what_is_withheld(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 3, PERIOD_MONTH);
    put_months(fixture, PLANS, COUNTY, (double[]){40, 4, 40});
    give(fixture);
    const struct figure *figures = fixture->given.series[0].figures;
    assert_true(isnan(figures[1].numerator) && isnan(figures[1].denominator) && isnan(figures[1].value) &&
                isnan(figures[1].shown));
    assert_int_equal(figures[1].rating, RATING_NONE);
    assert_int_equal(figures[1].direction.movement, MOVEMENT_UNKNOWN);
    assert_string_equal(figure_flags(&fixture->arena, &figures[1]), "withheld");
    assert_int_equal(figures[1].unknown + figures[0].unknown, 0);
    assert_int_equal(figures[0].rating, RATING_GREEN);
    assert_int_equal(figures[0].direction.movement, MOVEMENT_SAME);
    assert_int_equal(figures[2].rating, RATING_GREEN);
    assert_int_equal(figures[2].direction.movement, MOVEMENT_UNKNOWN); /* "no change" would tell of the 4 */
    assert_true(fixture->results.series[0].figures[1].numerator == 4); /* the results themselves stand */
}

/* ---- by subtraction ---- */

static void put_durations(struct fixture *fixture, const double *counts, double total)
{
    static const char *const categories[] = {"1", "2", "3", "4", "5"};
    put(fixture, PLANS, COUNTY, total, (double)NAN);
    for (size_t i = 0; i < COUNT(categories); i++)
        put_category(fixture, PLANS, COUNTY, categories[i], counts[i]);
}

static void withholds_a_second_category_so_that_the_first_is_not_told(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    put_durations(fixture, (double[]){179, 147, 105, 49, 3}, 483);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), "....cc");
}

static void withholds_nothing_for_a_true_zero(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    put_durations(fixture, (double[]){130, 143, 109, 41, 0}, 423);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), "......");
}

static void withholds_a_second_unit_those_without_a_team_among_them(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double plans[UNIT_COUNT] = {60, 4, 35, 0, 21};
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, PLANS, unit, plans[unit], (double)NAN);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".c..c");
}

static void withholds_the_total_where_it_is_all_there_is(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double seen[UNIT_COUNT] = {7, 7, 0, 0, 0}, of[UNIT_COUNT] = {70, 9, 20, 20, 21};
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, SHARE, unit, seen[unit], of[unit]);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), "cc...");
}

/* 20 in the north are hidden beside the south's 4; the north's own teams would tell them. */
static void does_not_let_parts_tell_their_total(void **state)
{
    struct fixture *fixture = *state;
    static struct unit levels[] = {{.id = "county", .parent = -1}, {.id = "north", .parent = 0},
                                   {.id = "one", .parent = 1},     {.id = "two", .parent = 1},
                                   {.id = "south", .parent = 0},   {.id = "west", .parent = 0}};
    static const double plans[] = {60, 20, 12, 8, 4, 36};
    fixture->units = (struct units){levels, COUNT(levels)};
    begin(fixture, 1, PERIOD_MONTH);
    for (size_t unit = 0; unit < COUNT(levels); unit++)
        put(fixture, PLANS, unit, plans[unit], (double)NAN);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".c.cc.");
}

/* 20 in the county and 8 and 9 in its teams leave 3 that belong to no team, and are printed nowhere. */
static void does_not_let_a_total_tell_what_nobody_prints(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    put(fixture, PLANS, COUNTY, 20, (double)NAN);
    put(fixture, PLANS, NORTH, 8, (double)NAN);
    put(fixture, PLANS, SOUTH, 9, (double)NAN);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".c.");
}

/* Two hidden ones that come to 2 are one each. */
static void does_not_let_a_sum_tell_that_each_is_one(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double plans[UNIT_COUNT] = {42, 1, 1, 30, 10};
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, PLANS, unit, plans[unit], (double)NAN);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".cc.c");
}

/* Both percentages are given of 483 plans; what neither has is a rest of 3. */
static void withholds_a_share_where_the_rest_of_the_whole_is_small(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    put(fixture, OF_PLANS, COUNTY, 400, 483);
    put(fixture, OF_PLANS_TOO, COUNTY, 80, 483);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".c");
}

/* The county's mean of 60 children and those of two teams tell of the third, of 8. */
static void withholds_a_second_mean(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double days[] = {5000, 800, 1200, 3000}, children[] = {60, 8, 12, 40};
    for (size_t unit = 0; unit < COUNT(days); unit++)
        put(fixture, MEAN, unit, days[unit], children[unit]);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".cc.");
}

/* Where the county has none of 29, no team has any: that is no secret, and nothing more is hidden for it. */
static void leaves_a_total_of_none(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double of[] = {29, 8, 21};
    for (size_t unit = 0; unit < COUNT(of); unit++)
        put(fixture, SHARE, unit, 0, of[unit]);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".c.");
}

/* The count of plans is the denominator of the percentage: 17 hidden in the one are hidden in the other. */
static void withholds_a_number_from_all_that_print_it(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double plans[UNIT_COUNT] = {101, 4, 17, 50, 30}, of[UNIT_COUNT] = {52, 2, 11, 30, 9};
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, PLANS, unit, plans[unit], (double)NAN);
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, OF_PLANS, unit, of[unit], plans[unit]);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".cc.."
                                             ".cc.c");
}

/* 4 of the south's 17 are hidden; that there are 17 is not. */
static void leaves_what_a_withheld_percentage_is_of(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double plans[UNIT_COUNT] = {108, 11, 17, 50, 30}, of[UNIT_COUNT] = {54, 0, 4, 30, 20};
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, PLANS, unit, plans[unit], (double)NAN);
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, OF_PLANS, unit, of[unit], plans[unit]);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), "....."
                                             "..c.c");
}

/* Hidden beside another unit in each, the 4 plans of the north would be told by the two of them together. */
static void does_not_let_two_percentages_tell_what_they_are_of(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    static const double plans[UNIT_COUNT] = {104, 4, 20, 30, 50}, some[UNIT_COUNT] = {36, 4, 7, 9, 16},
                        others[UNIT_COUNT] = {43, 0, 13, 10, 20};
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, OF_PLANS, unit, some[unit], plans[unit]);
    for (size_t unit = 0; unit < UNIT_COUNT; unit++)
        put(fixture, OF_PLANS_TOO, unit, others[unit], plans[unit]);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), ".cc.."
                                             ".ccc.");
}

/* A caseload of 4.4 full-time workers is withheld; that they have no case, where that is a count of its own, is not. */
static void leaves_a_count_of_none_that_is_a_numerator_too(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 1, PERIOD_MONTH);
    put(fixture, CASELOAD, COUNTY, 0, 4.4);
    put(fixture, INVOLVED, COUNTY, 0, (double)NAN);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), "c.");
    fixture->results.series[0].figures[0] = figure_with(7, 4.4);
    fixture->results.series[1].figures[0] = figure_with(7, (double)NAN);
    give(fixture);
    assert_string_equal(seen_at(fixture, 0), "cc");
}

/* ---- over time ---- */

static const double even_months[MOST_PERIODS] = {9, 9, 9, 9, 3, 9, 9, 9, 9, 0, 9, 9,
                                                 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
static const double years[MOST_PERIODS] = {90, 90, 90, 90, 90, 90, 90, 90,  90,  90,  90,  90,
                                           90, 90, 90, 90, 96, 96, 96, 105, 105, 105, 105, 105};

static void withholds_the_months_that_a_longer_window_would_tell(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, MOST_PERIODS, PERIOD_MONTH);
    put_months(fixture, MONTHLY, COUNTY, even_months);
    put_months(fixture, TWELVE, COUNTY, years);
    give(fixture);
    assert_string_equal(seen_of(fixture, 0), "cccccccccccccccccccccccc");
    assert_string_equal(seen_of(fixture, 1), "........................");
    begin(fixture, MOST_PERIODS, PERIOD_MONTH);
    put_months(fixture, MONTHLY, COUNTY, years); /* none of them small */
    put_months(fixture, TWELVE, COUNTY, years);
    give(fixture);
    assert_string_equal(seen_of(fixture, 0), "........................");
}

static void withholds_only_the_small_month_where_no_longer_window_is_given(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, MOST_PERIODS, PERIOD_MONTH);
    put_months(fixture, MONTHLY, COUNTY, even_months);
    give(fixture);
    assert_string_equal(seen_of(fixture, 0), "....c...................");
}

/* Windows of twelve months a quarter apart tell of quarters, not of months. */
static void leaves_the_months_where_the_longer_window_moves_by_more(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, MOST_PERIODS, PERIOD_QUARTER);
    put_months(fixture, MONTHLY, COUNTY, even_months);
    put_months(fixture, TWELVE, COUNTY, years);
    give(fixture);
    assert_string_equal(seen_of(fixture, 0), "....c...................");
}

/* April to September of 2026: 10 by July and 13 by August are 3 in August. March to April begins anew. */
static void withholds_a_year_to_date_whose_steps_are_small(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        double months[7];
        const char *seen;
    } cases[] = {
        {{90, 6, 12, 18, 30, 36, 42}, "......."}, {{90, 6, 12, 18, 18, 18, 42}, "......."},
        {{9, 10, 20, 30, 40, 50, 60}, "......."}, {{90, 6, 12, 18, 30, 33, 42}, "ccccccc"},
        {{90, 3, 12, 18, 30, 36, 42}, ".c....."},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin(fixture, 7, PERIOD_MONTH);
        put_months(fixture, YEAR_SO_FAR, COUNTY, cases[i].months);
        give(fixture);
        assert_string_equal(seen_of(fixture, 0), cases[i].seen);
    }
}

/* 40 by July and 43 by August: 3 referrals in August, of the plans of whom a ratio would tell. */
static void withholds_a_year_to_date_whose_denominator_takes_small_steps(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 2, PERIOD_MONTH);
    put_months(fixture, RATIO_SO_FAR, COUNTY, (double[]){30, 40});
    fixture->results.series[0].figures[0].denominator = 40;
    fixture->results.series[0].figures[1].denominator = 43;
    give(fixture);
    assert_string_equal(seen_of(fixture, 0), "cc");
    fixture->results.series[0].figures[1].denominator = 46;
    give(fixture);
    assert_string_equal(seen_of(fixture, 0), "..");
}

/* What is open at a month's end is not the difference of two counts of what is open. */
static void takes_no_differences_of_what_is_open(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, 4, PERIOD_MONTH);
    put_months(fixture, OPEN_MONTHLY, COUNTY, (double[]){40, 3, 40, 40});
    put_months(fixture, OPEN_SO_FAR, COUNTY, (double[]){40, 42, 44, 41});
    give(fixture);
    assert_string_equal(seen_of(fixture, 0), ".c..");
    assert_string_equal(seen_of(fixture, 1), "....");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(withholds_what_is_small_by_itself),
        TEST(goes_by_the_mark_where_rows_are_not_told),
        TEST(leaves_nothing_of_what_is_withheld),
        TEST(withholds_a_second_category_so_that_the_first_is_not_told),
        TEST(withholds_nothing_for_a_true_zero),
        TEST(withholds_a_second_unit_those_without_a_team_among_them),
        TEST(withholds_the_total_where_it_is_all_there_is),
        TEST(does_not_let_parts_tell_their_total),
        TEST(does_not_let_a_total_tell_what_nobody_prints),
        TEST(does_not_let_a_sum_tell_that_each_is_one),
        TEST(withholds_a_share_where_the_rest_of_the_whole_is_small),
        TEST(withholds_a_number_from_all_that_print_it),
        TEST(withholds_the_months_that_a_longer_window_would_tell),
        TEST(withholds_only_the_small_month_where_no_longer_window_is_given),
        TEST(leaves_the_months_where_the_longer_window_moves_by_more),
        TEST(withholds_a_year_to_date_whose_steps_are_small),
        TEST(withholds_a_second_mean),
        TEST(leaves_a_total_of_none),
        TEST(leaves_what_a_withheld_percentage_is_of),
        TEST(does_not_let_two_percentages_tell_what_they_are_of),
        TEST(leaves_a_count_of_none_that_is_a_numerator_too),
        TEST(withholds_a_year_to_date_whose_denominator_takes_small_steps),
        TEST(takes_no_differences_of_what_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
