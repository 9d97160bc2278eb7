#include "base/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static day_number day(const char *text)
{
    day_number parsed = 0;
    if (!day_parse(text, &parsed))
        fail_msg("%s is not a date", text);
    return parsed;
}

static const char *format(day_number number, char *text)
{
    day_format(number, text);
    return text;
}

static void counts_days_from_1970(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        day_number day;
    } days[] = {
        {"1970-01-01", 0},       {"1970-01-02", 1},     {"1969-12-31", -1},
        {"2000-03-01", 11017},   {"2024-02-29", 19782}, {"0001-01-01", -719162},
        {"9999-12-31", 2932896}, {"2026-03-31", 20543}, {"1900-03-01", -25508},
    };
    for (size_t i = 0; i < COUNT(days); i++) {
        char text[DAY_TEXT_SIZE];
        assert_int_equal(day(days[i].text), days[i].day);
        assert_string_equal(format(days[i].day, text), days[i].text);
    }
}

/* All 3,652,059 days: each follows the one before it, and reads back. */
static void walks_every_day_of_ten_thousand_years(void **state)
{
    (void)state;
    struct date date = {1, 1, 1};
    for (day_number number = day("0001-01-01"); number <= day("9999-12-31"); number++) {
        struct date found = day_to_date(number);
        if (found.year != date.year || found.month != date.month || found.day != date.day ||
            !date_exists(date) || day_from_date(date) != number)
            fail_msg("day %d", (int)number);
        if (++date.day > month_length(date.year, date.month)) {
            date.day = 1;
            if (++date.month > 12) {
                date.month = 1;
                date.year++;
            }
        }
    }
}

static void refuses_what_is_not_exactly_a_date(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "2026",
        "2026-3-31",
        "26-03-31",
        "31/03/2026",
        "2026-03-31 ",
        " 2026-03-31",
        "2026-02-29",
        "1900-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-01-01",
        "2026/03/31",
        "2026-03-3a",
        "+026-03-31",
        "2026-03-31T00:00:00",
        "2026-0\xC2\xA3-1",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        day_number parsed = 42;
        assert_false(day_parse(texts[i], &parsed));
        assert_int_equal(parsed, 42);
    }
}

static void writes_question_marks_outside_its_years(void **state)
{
    (void)state;
    char text[DAY_TEXT_SIZE];
    assert_string_equal(format(2932897, text), "\?\?\?\?-\?\?-\?\?");
    assert_string_equal(format(-719163, text), "\?\?\?\?-\?\?-\?\?");
    assert_string_equal(format(INT32_MIN, text), "\?\?\?\?-\?\?-\?\?");
}

static void knows_the_days_of_the_week(void **state)
{
    (void)state;
    assert_int_equal(day_weekday(day("1970-01-01")), 4);
    assert_int_equal(day_weekday(day("2026-12-25")), 5);
    assert_int_equal(day_weekday(day("2024-02-29")), 4);
    assert_int_equal(day_weekday(day("1969-12-28")), 7);
    assert_int_equal(day_weekday(day("1900-01-01")), 1);
    for (day_number number = -30; number < 30; number++)
        assert_int_equal(day_weekday(number + 1), day_weekday(number) % 7 + 1);
}

static void knows_the_ends_of_months(void **state)
{
    (void)state;
    assert_int_equal(month_length(2000, 2), 29);
    assert_int_equal(month_length(1900, 2), 28);
    assert_int_equal(month_length(2024, 2), 29);
    assert_int_equal(day_month_end(day("2024-02-01")), day("2024-02-29"));
    assert_int_equal(day_month_end(day("2026-12-31")), day("2026-12-31"));
    assert_int_equal(day_month_start(day("2026-12-31")), day("2026-12-01"));
    assert_int_equal(day_month_start(day("1969-02-28")), day("1969-02-01"));
}

static void adds_months_and_clamps_to_the_month_end(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *to;
    } sums[] = {
        {"2025-11-30", 3, "2026-02-28"},         {"2023-11-30", 3, "2024-02-29"},
        {"2026-01-31", 1, "2026-02-28"},         {"2026-02-28", 1, "2026-03-28"},
        {"2026-03-31", -1, "2026-02-28"},        {"2026-01-15", -1, "2025-12-15"},
        {"2024-02-29", 12, "2025-02-28"},        {"2024-02-29", -48, "2020-02-29"},
        {"2026-05-31", 0, "2026-05-31"},         {"2026-12-31", 1, "2027-01-31"},
        {"1970-01-31", -11, "1969-02-28"},       {"0001-03-31", -1, "0001-02-28"},
        {"9999-12-31", 1, "9999-12-31"},         {"9999-11-30", 1, "9999-12-30"},
        {"0001-01-05", -1, "0001-01-01"},        {"2026-01-01", INT32_MAX, "9999-12-31"},
        {"2026-01-01", INT32_MIN, "0001-01-01"},
    };
    for (size_t i = 0; i < COUNT(sums); i++)
        assert_int_equal(day_add_months(day(sums[i].from), sums[i].months), day(sums[i].to));
}

static void counts_completed_months(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int months;
    } spans[] = {
        {"2026-01-31", "2026-02-28", 1},  {"2026-01-31", "2026-02-27", 0},
        {"2026-01-15", "2026-03-14", 1},  {"2026-01-15", "2026-03-15", 2},
        {"2026-01-15", "2026-01-15", 0},  {"2024-02-29", "2025-02-28", 12},
        {"2024-02-29", "2025-02-27", 11}, {"2025-12-31", "2026-01-01", 0},
        {"2026-03-15", "2026-03-10", 0},  {"2026-03-15", "2026-02-15", -1},
        {"2026-03-15", "2026-02-16", 0},  {"2026-03-31", "2026-02-28", -1},
        {"2026-03-31", "2026-03-01", 0},  {"2026-02-28", "2026-01-31", 0},
        {"2026-02-28", "2026-01-28", -1}, {"0001-01-01", "9999-12-31", 9999 * 12 - 1},
    };
    for (size_t i = 0; i < COUNT(spans); i++)
        assert_int_equal(day_months_between(day(spans[i].a), day(spans[i].b)), spans[i].months);
}

/* The definition itself, over all pairs of days in four years. */
static void agrees_with_adding_months(void **state)
{
    (void)state;
    for (day_number a = day("2023-01-01"); a <= day("2024-12-31"); a++)
        for (day_number b = a; b <= a + 430; b++) {
            int months = day_months_between(a, b);
            assert_true(day_add_months(a, months) <= b && day_add_months(a, months + 1) > b);
            months = day_months_between(b, a);
            assert_true(months <= 0 && day_add_months(b, months) >= a && day_add_months(b, months - 1) < a);
        }
}

static void tells_ages_in_completed_years(void **state)
{
    (void)state;
    static const struct {
        const char *birth, *on;
        int years;
    } ages[] = {
        {"2010-05-20", "2026-05-19", 15}, {"2010-05-20", "2026-05-20", 16}, {"2010-05-20", "2026-05-21", 16},
        {"2008-02-29", "2026-02-28", 17}, {"2008-02-29", "2026-03-01", 18}, {"2008-02-29", "2024-02-29", 16},
        {"2026-05-20", "2026-05-20", 0},  {"2026-05-20", "2026-05-19", -1}, {"2026-05-20", "2025-05-20", -1},
        {"2026-05-20", "2025-05-19", -2}, {"1969-12-31", "1970-01-01", 0},
    };
    for (size_t i = 0; i < COUNT(ages); i++)
        assert_int_equal(day_years_old(day(ages[i].birth), day(ages[i].on)), ages[i].years);
}

static void finds_birthdays(void **state)
{
    (void)state;
    static const struct {
        const char *birth;
        int years;
        const char *on;
    } birthdays[] = {{"2010-05-20", 16, "2026-05-20"},
                     {"2008-02-29", 16, "2024-02-29"},
                     {"2008-02-29", 18, "2026-03-01"},
                     {"2010-12-31", 0, "2010-12-31"}};
    day_number found;
    for (size_t i = 0; i < COUNT(birthdays); i++) {
        assert_true(day_birthday(day(birthdays[i].birth), birthdays[i].years, &found));
        assert_int_equal(found, day(birthdays[i].on));
        assert_int_equal(day_years_old(day(birthdays[i].birth), found), birthdays[i].years);
        assert_int_equal(day_years_old(day(birthdays[i].birth), found - 1), birthdays[i].years - 1);
    }
    assert_false(day_birthday(day("2010-05-20"), 8000, &found));
}

static void names_the_months(void **state)
{
    (void)state;
    assert_string_equal(month_name(1), "January");
    assert_string_equal(month_name(12), "December");
    assert_string_equal(month_name(0), "");
    assert_string_equal(month_name(13), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_days_from_1970),
        cmocka_unit_test(walks_every_day_of_ten_thousand_years),
        cmocka_unit_test(refuses_what_is_not_exactly_a_date),
        cmocka_unit_test(writes_question_marks_outside_its_years),
        cmocka_unit_test(knows_the_days_of_the_week),
        cmocka_unit_test(knows_the_ends_of_months),
        cmocka_unit_test(adds_months_and_clamps_to_the_month_end),
        cmocka_unit_test(counts_completed_months),
        cmocka_unit_test(agrees_with_adding_months),
        cmocka_unit_test(tells_ages_in_completed_years),
        cmocka_unit_test(finds_birthdays),
        cmocka_unit_test(names_the_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
