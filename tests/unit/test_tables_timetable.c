#include "tables/timetable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_EVENTS = 8 };

struct fixture {
    struct arena arena;
    struct calendar calendar;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    struct error error;
    *state = fixture;
    return calendar_load(&fixture->arena, "tables/bank_holidays.csv", &fixture->calendar, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

static day_number day(const char *text)
{
    day_number number = 0;
    assert_true(day_parse(text, &number));
    return number;
}

static size_t days_of(const char *const *texts, day_number *events)
{
    size_t count = 0;
    for (; texts[count]; count++)
        events[count] = day(texts[count]);
    return count;
}

static const struct interval first_20_working_days[] = {
    {20, INTERVAL_WORKING_DAYS}, {3, INTERVAL_MONTHS}, {6, INTERVAL_MONTHS}};
static const struct interval three_then_six_months[] = {{3, INTERVAL_MONTHS}, {6, INTERVAL_MONTHS}};
static const struct interval week_then_six_weeks[] = {{1, INTERVAL_WEEKS}, {6, INTERVAL_WEEKS}};
static const struct interval three_months[] = {{3, INTERVAL_MONTHS}};
static const struct interval ten_days[] = {{10, INTERVAL_DAYS}};

#define INTERVALS(list) list, COUNT(list)

struct example {
    const struct interval *intervals;
    size_t interval_count;
    const char *from, *since, *end;
    const char *events[MOST_EVENTS];
    bool kept, overdue;
};

static void check(struct fixture *fixture, const struct example *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct timetable timetable = {cases[i].intervals, cases[i].interval_count, &fixture->calendar};
        day_number events[MOST_EVENTS];
        size_t event_count = days_of(cases[i].events, events);
        day_number from = day(cases[i].from), since = cases[i].since ? day(cases[i].since) : from,
                   end = day(cases[i].end);
        bool answer = !cases[i].kept;
        assert_true(timetable_kept(&timetable, from, since, end, events, event_count, &answer));
        if (answer != cases[i].kept)
            fail_msg("kept is wrong from %s to %s (case %zu)", cases[i].from, cases[i].end, i);
        answer = !cases[i].overdue;
        assert_true(timetable_overdue(&timetable, from, end, events, event_count, &answer));
        if (answer != cases[i].overdue)
            fail_msg("overdue is wrong from %s to %s (case %zu)", cases[i].from, cases[i].end, i);
    }
}

/* First reviews within 20 working days, the second within three months, later ones within six, across Easter 2017. */
static void follows_reviews_of_children_looked_after(void **state)
{
    static const struct example cases[] = {
        {INTERVALS(first_20_working_days), "2017-03-31", NULL, "2017-05-31", {"2017-05-03"}, true, false},
        {INTERVALS(first_20_working_days), "2017-04-10", NULL, "2017-05-31", {"2017-05-12"}, false, false},
        {INTERVALS(first_20_working_days), "2017-04-17", NULL, "2017-05-31", {"2017-05-16"}, true, false},
        {INTERVALS(first_20_working_days),
         "2017-04-03",
         NULL,
         "2017-08-02",
         {"2017-05-02", "2017-08-02"},
         true,
         false},
        {INTERVALS(first_20_working_days), "2017-04-03", NULL, "2017-08-02", {"2017-05-02"}, false, true},
        {INTERVALS(first_20_working_days), "2017-04-03", NULL, "2017-08-01", {"2017-05-02"}, true, false},
        {INTERVALS(first_20_working_days),
         "2017-02-01",
         NULL,
         "2018-02-28",
         {"2017-03-01", "2017-05-31", "2017-08-31", "2018-03-01"},
         false,
         true},
        {INTERVALS(first_20_working_days),
         "2017-02-01",
         NULL,
         "2018-02-27",
         {"2017-03-01", "2017-05-31", "2017-08-31", "2018-03-01"},
         true,
         false},
    };
    check(*state, cases, COUNT(cases));
}

/* Visits within a week, then every six weeks: 11 April is the 43rd day. */
static void follows_visits_to_a_placement(void **state)
{
#define VISITS                                                                                               \
    {                                                                                                        \
        "2017-01-16", "2017-02-27", "2017-04-11", "2017-05-23"                                               \
    }
    static const struct example cases[] = {
        {INTERVALS(week_then_six_weeks), "2017-01-09", NULL, "2017-01-15", VISITS, true, false},
        {INTERVALS(week_then_six_weeks), "2017-01-09", NULL, "2017-04-09", VISITS, true, false},
        {INTERVALS(week_then_six_weeks), "2017-01-09", NULL, "2017-04-10", VISITS, false, true},
        {INTERVALS(week_then_six_weeks), "2017-01-09", NULL, "2017-06-30", VISITS, false, false},
        {INTERVALS(week_then_six_weeks), "2017-01-09", "2017-04-10", "2017-06-30", VISITS, false, false},
        {INTERVALS(week_then_six_weeks), "2017-01-09", "2017-04-11", "2017-06-30", VISITS, true, false},
        {INTERVALS(week_then_six_weeks), "2017-01-09", "2017-04-11", "2017-07-04", VISITS, false, true},
        {INTERVALS(three_months),
         "2016-09-01",
         NULL,
         "2017-02-28",
         {"2016-12-01", "2017-02-28", "2017-06-01"},
         true,
         false},
        {INTERVALS(three_months),
         "2016-09-01",
         NULL,
         "2017-05-28",
         {"2016-12-01", "2017-02-28", "2017-06-01"},
         false,
         true},
        {INTERVALS(three_months),
         "2016-09-01",
         NULL,
         "2017-06-30",
         {"2016-12-01", "2017-02-28", "2017-06-01"},
         false,
         false},
    };
    check(*state, cases, COUNT(cases));
}

/* A due date before `since` that was met late is forgiven; one still unmet is not, however old. */
static void forgives_what_was_met_late_before_the_window(void **state)
{
    static const struct example cases[] = {
        {INTERVALS(ten_days), "2017-01-01", "2017-02-01", "2017-02-05", {"2017-01-28"}, true, false},
        {INTERVALS(ten_days), "2017-01-01", "2017-01-05", "2017-02-05", {"2017-01-28"}, false, false},
        {INTERVALS(ten_days), "2017-01-01", "2017-02-01", "2017-02-05", {NULL}, false, true},
        {INTERVALS(ten_days), "2017-01-01", "2017-02-01", "2017-02-05", {"2017-02-03"}, true, false},
        {INTERVALS(ten_days), "2017-01-01", "2017-01-11", "2017-01-15", {"2017-01-12"}, false, false},
        {INTERVALS(ten_days), "2017-01-01", "2017-01-12", "2017-01-15", {"2017-01-12"}, true, false},
    };
    check(*state, cases, COUNT(cases));
}

static void counts_only_events_between_the_start_and_the_end(void **state)
{
    static const struct example cases[] = {
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2017-02-27", {NULL}, true, false},
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2017-02-28", {NULL}, false, true},
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2017-02-28", {"2017-02-28"}, true, false},
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2017-02-28", {"2017-03-01"}, false, true},
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2017-02-28", {"2016-11-30"}, false, true},
        {INTERVALS(three_then_six_months),
         "2016-11-30",
         NULL,
         "2017-02-28",
         {"2016-11-01", "2016-12-15"},
         true,
         false},
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2017-06-14", {"2016-12-15"}, true, false},
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2017-06-15", {"2016-12-15"}, false, true},
        {INTERVALS(three_then_six_months), "2016-11-30", NULL, "2016-11-01", {NULL}, true, false},
    };
    check(*state, cases, COUNT(cases));
}

/* Entered twice, it is still the first review: the second is due in three months, not in six. */
static void counts_events_of_one_day_once(void **state)
{
    static const struct example cases[] = {
        {INTERVALS(first_20_working_days),
         "2017-04-03",
         NULL,
         "2017-08-01",
         {"2017-05-02", "2017-05-02"},
         true,
         false},
        {INTERVALS(first_20_working_days),
         "2017-04-03",
         NULL,
         "2017-08-02",
         {"2017-05-02", "2017-05-02"},
         false,
         true},
    };
    check(*state, cases, COUNT(cases));
}

static void does_not_guess_outside_the_bank_holiday_table(void **state)
{
    static const struct interval working_days[] = {{5, INTERVAL_WORKING_DAYS}};
    struct fixture *fixture = *state;
    struct timetable timetable = {working_days, 1, &fixture->calendar};
    day_number late = fixture->calendar.last - 1;
    bool answer;
    assert_false(timetable_kept(&timetable, late, late, late + 30, NULL, 0, &answer));
    assert_false(timetable_overdue(&timetable, late, late + 30, NULL, 0, &answer));
    timetable.intervals = ten_days;
    assert_true(timetable_overdue(&timetable, late, late + 30, NULL, 0, &answer));
    assert_true(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_reviews_of_children_looked_after),
        cmocka_unit_test(follows_visits_to_a_placement),
        cmocka_unit_test(forgives_what_was_met_late_before_the_window),
        cmocka_unit_test(counts_only_events_between_the_start_and_the_end),
        cmocka_unit_test(counts_events_of_one_day_once),
        cmocka_unit_test(does_not_guess_outside_the_bank_holiday_table),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
