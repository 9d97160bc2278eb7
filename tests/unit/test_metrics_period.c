#include "metrics/period.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct period_plan months = {PERIOD_MONTH, 1, 3, 31};
static const struct period_plan quarters = {PERIOD_QUARTER, 1, 3, 31};
static const struct period_plan calendar_quarters = {PERIOD_QUARTER, 1, 12, 31};
static const struct period_plan years = {PERIOD_YEAR, 1, 3, 31};
static const struct period_plan calendar_years = {PERIOD_YEAR, 1, 12, 31};

static day_number day(const char *text)
{
    day_number number = 0;
    assert_true(day_parse(text, &number));
    return number;
}

static void assert_day(day_number found, const char *expected)
{
    char text[DAY_TEXT_SIZE];
    day_format(found, text);
    assert_string_equal(text, expected);
}

struct expected_period {
    const struct period_plan *plan;
    const char *as_at, *start, *end, *label, *short_label;
};

static void check_last_periods(const struct expected_period *cases, size_t count)
{
    struct arena arena = {0};
    for (size_t i = 0; i < count; i++) {
        const struct period *period = periods_make(&arena, cases[i].plan, day(cases[i].as_at));
        assert_day(period->start, cases[i].start);
        assert_day(period->end, cases[i].end);
        assert_string_equal(period->label, cases[i].label);
        assert_string_equal(period->short_label, cases[i].short_label);
    }
    arena_release(&arena);
}

static void names_whole_months_quarters_and_years(void **state)
{
    (void)state;
    static const struct expected_period cases[] = {
        {&months, "2026-10-31", "2026-10-01", "2026-10-31", "October 2026", "Oct 26"},
        {&months, "2024-02-29", "2024-02-01", "2024-02-29", "February 2024", "Feb 24"},
        {&quarters, "2026-09-30", "2026-07-01", "2026-09-30", "Q2 2026-27", "Q2 26"},
        {&quarters, "2027-03-31", "2027-01-01", "2027-03-31", "Q4 2026-27", "Q4 26"},
        {&quarters, "2026-06-30", "2026-04-01", "2026-06-30", "Q1 2026-27", "Q1 26"},
        {&calendar_quarters, "2026-03-31", "2026-01-01", "2026-03-31", "Q1 2026", "Q1 26"},
        {&calendar_quarters, "2026-12-31", "2026-10-01", "2026-12-31", "Q4 2026", "Q4 26"},
        {&years, "2026-03-31", "2025-04-01", "2026-03-31", "2025-26", "2025-26"},
        {&years, "2000-03-31", "1999-04-01", "2000-03-31", "1999-00", "1999-00"},
        {&calendar_years, "2025-12-31", "2025-01-01", "2025-12-31", "2025", "2025"},
    };
    check_last_periods(cases, COUNT(cases));
}

static void says_when_the_last_period_is_cut_off(void **state)
{
    (void)state;
    static const struct expected_period cases[] = {
        {&months, "2026-11-20", "2026-11-01", "2026-11-20", "to 20 November 2026", "to 20 Nov"},
        {&quarters, "2026-11-20", "2026-10-01", "2026-11-20", "to 20 November 2026", "to 20 Nov"},
        {&years, "2026-11-20", "2026-04-01", "2026-11-20", "to 20 November 2026", "to 20 Nov"},
        {&calendar_years, "2026-11-20", "2026-01-01", "2026-11-20", "to 20 November 2026", "to 20 Nov"},
        {&years, "2026-04-01", "2026-04-01", "2026-04-01", "to 1 April 2026", "to 1 Apr"},
        {&quarters, "2026-03-30", "2026-01-01", "2026-03-30", "to 30 March 2026", "to 30 Mar"},
    };
    check_last_periods(cases, COUNT(cases));
}

/* A council may close its year on another day: a school year, a leap day's month. */
static void counts_years_from_the_day_after_any_year_end(void **state)
{
    (void)state;
    static const struct period_plan school = {PERIOD_YEAR, 1, 8, 31},
                                    school_quarters = {PERIOD_QUARTER, 1, 8, 31};
    static const struct period_plan february = {PERIOD_YEAR, 1, 2, 29};
    static const struct expected_period cases[] = {
        {&school, "2026-08-31", "2025-09-01", "2026-08-31", "2025-26", "2025-26"},
        {&school_quarters, "2026-02-28", "2025-12-01", "2026-02-28", "Q2 2025-26", "Q2 25"},
        {&february, "2025-02-28", "2024-03-01", "2025-02-28", "2024-25", "2024-25"},
        {&february, "2024-02-29", "2023-03-01", "2024-02-29", "2023-24", "2023-24"},
    };
    check_last_periods(cases, COUNT(cases));
}

static void goes_back_without_gaps_or_overlaps(void **state)
{
    (void)state;
    static const enum period_length lengths[] = {PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR};
    static const int ends[][2] = {{3, 31}, {12, 31}, {8, 31}, {2, 29}};
    struct arena arena = {0};
    for (size_t length = 0; length < COUNT(lengths); length++)
        for (size_t end = 0; end < COUNT(ends); end++) {
            struct period_plan plan = {lengths[length], 60, ends[end][0], ends[end][1]};
            const struct period *periods = periods_make(&arena, &plan, day("2026-11-20"));
            assert_day(periods[59].end, "2026-11-20");
            for (int i = 1; i < plan.count; i++) {
                assert_int_equal(periods[i].start, periods[i - 1].end + 1);
                assert_true(periods[i - 1].start <= periods[i - 1].end);
                assert_false(text_starts_with(periods[i - 1].label, "to "));
                assert_string_not_equal(periods[i].label, periods[i - 1].label);
            }
        }
    struct period_plan three = {PERIOD_MONTH, 3, 3, 31};
    const struct period *periods = periods_make(&arena, &three, day("2026-01-20"));
    assert_string_equal(periods[0].label, "November 2025");
    assert_string_equal(periods[1].label, "December 2025");
    assert_string_equal(periods[2].label, "to 20 January 2026");
    arena_release(&arena);
}

static void looks_back_over_the_days_a_measure_asks_for(void **state)
{
    (void)state;
    static const struct {
        enum window_length length;
        const struct period_plan *plan;
        const char *end, *start;
    } cases[] = {
        {WINDOW_SNAPSHOT, &months, "2017-03-31", "2017-03-31"},
        {WINDOW_MONTH, &months, "2017-03-31", "2017-03-01"},
        {WINDOW_12_MONTHS, &months, "2017-03-31", "2016-04-01"},
        {WINDOW_YEAR_TO_DATE, &months, "2017-03-31", "2016-04-01"},
        {WINDOW_12_MONTHS, &months, "2017-02-28",
         "2016-03-01"}, /* 29 February 2016 is a year and a day ago */
        {WINDOW_YEAR_TO_DATE, &months, "2017-02-28", "2016-04-01"},
        {WINDOW_12_MONTHS, &months, "2017-09-30", "2016-10-01"},
        {WINDOW_12_MONTHS, &months, "2016-02-29", "2015-03-01"},
        {WINDOW_12_MONTHS, &months, "2016-02-28", "2015-03-01"}, /* cut off a day before the month's end */
        {WINDOW_3_MONTHS, &months, "2017-02-28", "2016-12-01"},
        {WINDOW_3_MONTHS, &months, "2017-05-31", "2017-03-01"},
        {WINDOW_3_MONTHS, &quarters, "2017-06-30", "2017-04-01"},
        {WINDOW_YEAR_TO_DATE, &months, "2017-04-30", "2017-04-01"},
        {WINDOW_YEAR_TO_DATE, &calendar_years, "2017-12-31",
         "2017-04-01"}, /* from 1 April, whatever the plan */
        {WINDOW_YEAR, &years, "2017-03-31", "2016-04-01"},
        {WINDOW_YEAR, &calendar_years, "2017-03-31", "2017-01-01"},
        {WINDOW_YEAR, &months, "2017-04-30", "2017-04-01"},
        {WINDOW_SNAPSHOT, &months, "2026-11-20", "2026-11-20"},
        {WINDOW_MONTH, &months, "2026-11-20", "2026-11-01"},
        {WINDOW_3_MONTHS, &months, "2026-11-20", "2026-08-21"},
        {WINDOW_12_MONTHS, &months, "2026-11-20", "2025-11-21"},
        {WINDOW_YEAR_TO_DATE, &months, "2026-11-20", "2026-04-01"},
        {WINDOW_YEAR, &calendar_years, "2026-11-20", "2026-01-01"},
        {WINDOW_TERM, &months, "2026-11-20", "2026-09-01"},
        {WINDOW_TERM, &months, "2026-08-31", "2026-04-01"},
        {WINDOW_TERM, &months, "2026-03-31", "2026-01-01"},
        {36, &months, "2017-03-31", "2014-04-01"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct period *period = periods_make(&arena, cases[i].plan, day(cases[i].end));
        struct window window = window_of(cases[i].length, period, cases[i].plan);
        assert_day(window.start, cases[i].start);
        assert_day(window.end, cases[i].end);
    }
    arena_release(&arena);
}

/* The engine finds the windows of a row by bisection, and relies on it. */
static void moves_both_ends_of_windows_forward_only(void **state)
{
    (void)state;
    static const enum period_length lengths[] = {PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR};
    struct arena arena = {0};
    for (size_t k = 0; k < COUNT(lengths); k++)
        for (int as_at = day("2024-02-01"); as_at <= day("2024-03-31"); as_at++) {
            struct period_plan plan = {lengths[k], 20, 3, 31};
            const struct period *periods = periods_make(&arena, &plan, as_at);
            for (int length = WINDOW_TERM; length <= (int)WINDOW_12_MONTHS; length++)
                for (int i = 1; i < plan.count; i++) {
                    struct window before = window_of((enum window_length)length, &periods[i - 1], &plan);
                    struct window after = window_of((enum window_length)length, &periods[i], &plan);
                    assert_true(before.end < after.end);
                    assert_true(before.start <= after.start);
                    assert_true(after.start <= after.end);
                }
        }
    arena_release(&arena);
}

static void names_windows_as_catalogues_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int length;
    } names[] = {{"snapshot", WINDOW_SNAPSHOT},
                 {"month", WINDOW_MONTH},
                 {"2 months", 2},
                 {"3 months", WINDOW_3_MONTHS},
                 {"12 months", WINDOW_12_MONTHS},
                 {"36 months", 36},
                 {"120 months", WINDOW_LONGEST},
                 {"year_to_date", WINDOW_YEAR_TO_DATE},
                 {"year", WINDOW_YEAR},
                 {"term", WINDOW_TERM}};
    static const char *const senseless[] = {"",
                                            "months",
                                            "0 months",
                                            "1 months",
                                            "121 months",
                                            "-3 months",
                                            "012 months",
                                            "12 month",
                                            "12months",
                                            "12 months ",
                                            "quarter",
                                            "Month",
                                            "99999999999999999999 months"};
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(names); i++) {
        enum window_length length;
        assert_true(window_parse(names[i].name, &length));
        assert_int_equal(length, names[i].length);
        assert_string_equal(window_name(&arena, length), names[i].name);
    }
    for (size_t i = 0; i < COUNT(senseless); i++)
        assert_false(window_parse(senseless[i], &(enum window_length){WINDOW_MONTH}));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_whole_months_quarters_and_years),
        cmocka_unit_test(says_when_the_last_period_is_cut_off),
        cmocka_unit_test(counts_years_from_the_day_after_any_year_end),
        cmocka_unit_test(goes_back_without_gaps_or_overlaps),
        cmocka_unit_test(looks_back_over_the_days_a_measure_asks_for),
        cmocka_unit_test(moves_both_ends_of_windows_forward_only),
        cmocka_unit_test(names_windows_as_catalogues_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
