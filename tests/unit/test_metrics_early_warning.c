#include "metrics/early_warning.h"

#include "base/number.h"
#include "tests/support/made_results.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { LOWER, HIGHER, RANGE, INDICATORS };
enum { MOST = 24 };

static const struct made_indicator indicators[INDICATORS] = {
    {"lower", "Agency staff", "Workforce", FORMAT_PERCENT, 1, BETTER_LOWER, WINDOW_MONTH, true, NULL, NULL,
     false},
    {"higher", "In time", "Workforce", FORMAT_PERCENT, 1, BETTER_HIGHER, WINDOW_MONTH, true, NULL, NULL,
     false},
    {"range", "Places", "Workforce", FORMAT_COUNT, 0, BETTER_RANGE, WINDOW_MONTH, false, NULL, NULL, false},
};
static const struct made_unit units[] = {{"Exampleshire", "organisation", -1}};

static day_number day(const char *text)
{
    day_number found = 0;
    assert_true(day_parse(text, &found));
    return found;
}

static const double NOTHING = -1; /* a figure that is not available */

/* Figures of consecutive periods, the last one that of `as_at`. */
struct course_made {
    size_t indicator;
    enum period_length every;
    const char *as_at, *since, *by, *green;
    size_t count;
    double figures[MOST];
};

static struct result_set *results_of(struct arena *arena, const struct course_made *made)
{
    struct result_set *results =
        made_results(arena, indicators, INDICATORS, units, COUNT(units),
                     (struct made_plan){made->every, (int)made->count, day(made->as_at)});
    for (size_t i = 0; i < made->count; i++)
        if (made->figures[i] >= 0)
            made_figure(results, made->indicator, 0, i, made->figures[i], 100);
    struct series *series = &results->series[made->indicator];
    if (made->by) {
        series->dated.since = day(made->since);
        series->dated.by = day(made->by);
        assert_true(band_parse(made->green, &series->dated.green));
    }
    return results;
}

static struct early_warning warning_of(const struct course_made *made)
{
    struct arena arena = {0};
    const struct result_set *results = results_of(&arena, made);
    struct early_warning warning =
        early_warning_of(results, &results->series[made->indicator], made->count - 1);
    arena_release(&arena);
    return warning;
}

static void check(const struct course_made *made, enum course course, double projection)
{
    struct early_warning warning = warning_of(made);
    assert_int_equal(warning.course, course);
    assert_true(isnan(projection) ? isnan(warning.projection) : fabs(warning.projection - projection) < 1e-9);
}

static const struct course_made too_slow = {LOWER,
                                            PERIOD_MONTH,
                                            "2018-04-30",
                                            "2017-08-31",
                                            "2019-08-31",
                                            "<10",
                                            9,
                                            {22.5, 22.1, 21.9, 21.7, 21.2, 21.0, 20.8, 20.6, 20.4}};

static const struct course_made fast_enough = {LOWER,
                                               PERIOD_MONTH,
                                               "2018-04-30",
                                               "2017-08-31",
                                               "2019-08-31",
                                               "<10",
                                               9,
                                               {22.5, 21.8, 21.4, 20.6, 20.3, 19.5, 19.2, 18.4, 18.1}};

/* From 22.5% to below 10% in two years: at 22.40889 - 0.26333 a month, 10% is 47.1 months away. */
static void warns_of_a_course_that_falls_too_slowly(void **state)
{
    (void)state;
    struct early_warning warning = warning_of(&too_slow);
    assert_int_equal(warning.course, COURSE_MISSES);
    assert_int_equal(warning.figures, 9);
    assert_true(fabs(warning.projection - 16.1) < 1e-9);
    assert_true(fabs(number_round(warning.months, 1) - 47.1) < 1e-9);
    assert_int_equal(warning.reached, day("2021-08-31"));
}

static void does_not_warn_of_one_that_gets_there(void **state)
{
    (void)state;
    struct early_warning warning = warning_of(&fast_enough);
    assert_int_equal(warning.course, COURSE_MEETS);
    assert_true(fabs(warning.projection - 9.1) < 1e-9);
    assert_true(isnan(warning.months));
}

static void takes_the_course_from_the_lines_first_day(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    made.count = 12;
    static const double before[] = {90, 60, 30};
    memcpy(made.figures, before, sizeof before);
    memcpy(made.figures + 3, too_slow.figures, 9 * sizeof *made.figures);
    check(&made, COURSE_MISSES, 16.1);
    made.since = "2017-09-01"; /* without August's 22.5 there are eight, a little flatter */
    assert_int_equal(warning_of(&made).figures, 8);
    made.since = "2017-06-01";
    assert_int_equal(warning_of(&made).figures, 11);
}

static void needs_six_figures_that_are_there(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    made.as_at = "2018-01-31";
    made.count = 6;
    check(&made, COURSE_MISSES, 15.3);
    made.figures[2] = NOTHING;
    check(&made, COURSE_TOO_FEW, (double)NAN);
    assert_int_equal(warning_of(&made).figures, 5);
    made = too_slow;
    made.figures[1] = made.figures[4] = made.figures[6] = NOTHING;
    assert_int_equal(warning_of(&made).figures, 6);
    assert_int_equal(warning_of(&made).course, COURSE_MISSES);
}

/* 30 less one a month is 6 after two years, whichever months are missing, however long the periods are, and when the last
 * of them is cut short in the middle of its month. */
static void keeps_figures_where_they_are_in_time(void **state)
{
    (void)state;
    static const struct course_made straight[] = {
        {LOWER,
         PERIOD_MONTH,
         "2018-04-30",
         "2017-08-31",
         "2019-08-31",
         "<10",
         9,
         {30, 29, NOTHING, NOTHING, 26, 25, NOTHING, 23, 22}},
        {LOWER, PERIOD_QUARTER, "2018-12-31", "2017-09-30", "2019-09-30", "<10", 6, {30, 27, 24, 21, 18, 15}},
        {LOWER,
         PERIOD_MONTH,
         "2018-04-15",
         "2017-08-31",
         "2019-08-31",
         "<10",
         9,
         {30, 29, 28, 27, 26, 25, 24, 23, 22.5}},
    };
    for (size_t i = 0; i < COUNT(straight); i++)
        check(&straight[i], COURSE_MEETS, 6);
}

/* 9.96 is shown as 10.0, which is not below 10; 9.94 is shown as 9.9. */
static void judges_the_projection_as_it_is_shown(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 9.96;
    check(&made, COURSE_MISSES, 10.0);
    assert_true(isnan(warning_of(&made).months));
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 9.94;
    check(&made, COURSE_MEETS, 9.9);
    made = too_slow; /* 16.089: its line is below 16.1 on the day, and what is shown is not */
    made.green = "<16.1";
    check(&made, COURSE_MISSES, 16.1);
    assert_true(fabs(warning_of(&made).months - 24) < 1e-9);
    assert_int_equal(warning_of(&made).reached, day("2019-08-31"));
}

static void warns_whichever_way_is_good(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    made.indicator = HIGHER;
    made.green = ">=90";
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 60 + (double)i; /* 84 after two years, 90 after 30 months */
    check(&made, COURSE_MISSES, 84);
    assert_true(fabs(warning_of(&made).months - 30) < 1e-6);
    made.green = ">=84";
    check(&made, COURSE_MEETS, 84);
    made.indicator = RANGE;
    made.green = "70..80"; /* it passes through the range and is over it on the day */
    check(&made, COURSE_MISSES, 84);
    assert_true(isnan(warning_of(&made).months));
    made.green = "85..99";
    check(&made, COURSE_MISSES, 84);
    assert_true(fabs(warning_of(&made).months - 25) < 1e-6);
}

static void says_where_a_course_does_not_lead_there_at_all(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 20 + 0.1 * (double)i;
    check(&made, COURSE_MISSES, 22.4);
    assert_true(isnan(warning_of(&made).months));
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 20 - 0.001 * (double)i; /* in 833 years */
    check(&made, COURSE_MISSES, 20);
    assert_true(isnan(warning_of(&made).months));
    assert_int_equal(warning_of(&made).reached, 0);
}

static void looks_as_far_ahead_as_the_calendar_goes(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    made.by = "9999-12-31";
    made.indicator = HIGHER;
    made.green = ">=90";
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 20 + 0.0007 * (double)i; /* at 90 in the year 10350 */
    check(&made, COURSE_MISSES, 87.1);
    assert_true(isnan(warning_of(&made).months));
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 20 + 0.00073 * (double)i; /* in the year 10008 */
    check(&made, COURSE_MISSES, 89.9);
    assert_true(isnan(warning_of(&made).months));
}

/* A share does not go on to 120%, nor a count of places below none. */
static void stays_within_what_a_figure_can_be(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    made.indicator = HIGHER;
    made.green = "95..100";
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 84 + 2 * (double)i;
    check(&made, COURSE_MEETS, 100);
    made.indicator = RANGE;
    made.green = "0..5";
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 40 - 4 * (double)i;
    check(&made, COURSE_MEETS, 0);
}

/* 0 of 4 last month turns a line that one child would turn back. Earlier figures on small numbers stay part of the line. */
static void gives_no_warning_of_a_figure_on_small_numbers(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct result_set *results = results_of(&arena, &too_slow);
    struct series *series = &results->series[LOWER];
    size_t last = too_slow.count - 1;
    series->figures[last].small_numbers = true;
    struct early_warning warning = early_warning_of(results, series, last);
    assert_int_equal(warning.course, COURSE_SMALL_NUMBERS);
    assert_true(isnan(warning.projection) && isnan(warning.months));
    series->figures[last].small_numbers = false;
    series->figures[last - 1].small_numbers = true;
    warning = early_warning_of(results, series, last);
    assert_int_equal(warning.course, COURSE_MISSES);
    assert_int_equal(warning.figures, 9);
    arena_release(&arena);
}

/* That is what early means: 9.0% is below 10% today, and is on its way to 17%. */
static void warns_of_a_figure_that_is_green_today(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    for (size_t i = 0; i < made.count; i++)
        made.figures[i] = 5 + 0.5 * (double)i;
    check(&made, COURSE_MISSES, 17);
}

static void says_nothing_without_a_target_still_to_come(void **state)
{
    (void)state;
    struct course_made made = too_slow;
    made.by = "2018-04-30"; /* the day has come */
    check(&made, COURSE_NONE, (double)NAN);
    made.by = "2018-05-01";
    assert_int_equal(warning_of(&made).course, COURSE_MISSES);
    made.by = NULL;
    check(&made, COURSE_NONE, (double)NAN);
    made = too_slow;
    made.since = "2018-05-31"; /* it has not begun */
    check(&made, COURSE_NONE, (double)NAN);
    made = too_slow;
    made.figures[8] = NOTHING;
    check(&made, COURSE_NONE, (double)NAN);
}

/* What was known in January, not in April. */
static void knows_of_an_earlier_period_what_was_known_then(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct result_set *results = results_of(&arena, &too_slow);
    struct early_warning warning = early_warning_of(results, &results->series[LOWER], 5);
    assert_int_equal(warning.figures, 6);
    assert_true(fabs(warning.projection - 15.3) < 1e-9);
    assert_int_equal(early_warning_of(results, &results->series[LOWER], 4).course, COURSE_TOO_FEW);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warns_of_a_course_that_falls_too_slowly),
        cmocka_unit_test(does_not_warn_of_one_that_gets_there),
        cmocka_unit_test(takes_the_course_from_the_lines_first_day),
        cmocka_unit_test(needs_six_figures_that_are_there),
        cmocka_unit_test(keeps_figures_where_they_are_in_time),
        cmocka_unit_test(judges_the_projection_as_it_is_shown),
        cmocka_unit_test(warns_whichever_way_is_good),
        cmocka_unit_test(says_where_a_course_does_not_lead_there_at_all),
        cmocka_unit_test(looks_as_far_ahead_as_the_calendar_goes),
        cmocka_unit_test(stays_within_what_a_figure_can_be),
        cmocka_unit_test(gives_no_warning_of_a_figure_on_small_numbers),
        cmocka_unit_test(warns_of_a_figure_that_is_green_today),
        cmocka_unit_test(says_nothing_without_a_target_still_to_come),
        cmocka_unit_test(knows_of_an_earlier_period_what_was_known_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
