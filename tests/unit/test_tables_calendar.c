#include "tables/calendar.h"

#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;
static struct calendar calendar;

static int load(void **state)
{
    (void)state;
    struct error error = {.kind = ERROR_NONE};
    bool ok = calendar_load(&arena, "tables/bank_holidays.csv", &calendar, &error);
    if (!ok)
        print_error("%s\n", error.message);
    return ok ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static day_number day(const char *text)
{
    day_number day;
    assert_true(day_parse(text, &day));
    return day;
}

/* Worked by hand across Easter 2017, Christmas 2016 and weekends. */
static void counts_working_days_after_the_first_up_to_the_last(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        int working_days;
    } cases[] = {
        {"2017-04-03", "2017-04-26", 15}, {"2017-04-03", "2017-04-27", 16}, {"2017-04-07", "2017-05-03", 15},
        {"2017-04-13", "2017-05-08", 14}, {"2017-04-15", "2017-05-09", 15}, {"2017-03-27", "2017-06-02", 45},
        {"2017-03-27", "2017-06-05", 46}, {"2017-04-01", "2017-06-08", 45}, {"2017-04-14", "2017-06-21", 45},
        {"2016-12-23", "2017-03-01", 45}, {"2017-05-10", "2017-06-30", 36}, {"2017-04-06", "2017-04-24", 10},
        {"2017-04-06", "2017-04-25", 11}, {"2016-12-19", "2017-01-05", 10}, {"2017-03-01", "2017-03-29", 20},
        {"2017-04-03", "2017-04-03", 0},  {"2017-04-14", "2017-04-17", 0},  {"2017-04-26", "2017-04-03", -15},
        {"2020-05-01", "2020-05-08", 4},  {"2022-06-01", "2022-06-06", 1},  {"2022-09-16", "2022-09-20", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int count;
        assert_true(calendar_working_days(&calendar, day(cases[i].from), day(cases[i].to), &count));
        if (count != cases[i].working_days)
            print_error("%s to %s\n", cases[i].from, cases[i].to);
        assert_int_equal(count, cases[i].working_days);
    }
}

static void finds_the_nth_working_day_after_and_before(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int n;
        const char *result;
    } cases[] = {
        {"2016-12-14", 15, "2017-01-09"}, {"2017-04-12", 10, "2017-04-28"}, {"2017-03-20", 20, "2017-04-19"},
        {"2017-03-31", 20, "2017-05-03"}, {"2017-04-10", 20, "2017-05-11"}, {"2017-04-17", 20, "2017-05-16"},
        {"2017-02-08", -5, "2017-02-01"}, {"2017-04-20", -5, "2017-04-11"}, {"2017-02-11", -1, "2017-02-10"},
        {"2017-02-11", 1, "2017-02-13"},  {"2017-02-11", 0, "2017-02-11"},  {"2017-02-13", -1, "2017-02-10"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day_number result;
        assert_true(calendar_add_working_days(&calendar, day(cases[i].from), cases[i].n, &result));
        if (result != day(cases[i].result))
            print_error("%s %+d\n", cases[i].from, cases[i].n);
        assert_int_equal(result, day(cases[i].result));
    }
}

static void knows_nothing_outside_its_years(void **state)
{
    (void)state;
    int count;
    day_number result;
    assert_true(calendar_working_days(&calendar, day("1990-01-01"), day("2030-12-31"), &count));
    assert_false(calendar_working_days(&calendar, day("1989-12-31"), day("2000-01-01"), &count));
    assert_false(calendar_working_days(&calendar, day("2030-12-31"), day("2031-01-01"), &count));
    assert_false(calendar_add_working_days(&calendar, day("2030-12-31"), 1, &result));
    assert_false(calendar_add_working_days(&calendar, day("1990-01-02"), -2, &result));
}

static void refuses_a_table_it_cannot_trust(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "date,name\n",
                                      "day,name\n2020-01-01,x\n",
                                      "date,name\n2020-02-30,x\n",
                                      "date,name\n2020-01-02,x\n2020-01-01,y\n",
                                      "date,name\n2020-01-01\n"};
    struct arena scratch = {0};
    const char *folder = temporary_folder(&scratch);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = {.kind = ERROR_NONE};
        struct calendar other;
        const char *path = write_file(&scratch, folder, "holidays.csv", bad[i]);
        assert_false(calendar_load(&scratch, path, &other, &error));
        assert_int_equal(error.kind, ERROR_CONFIG);
    }
    remove_folder(folder);
    arena_release(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_working_days_after_the_first_up_to_the_last),
        cmocka_unit_test(finds_the_nth_working_day_after_and_before),
        cmocka_unit_test(knows_nothing_outside_its_years),
        cmocka_unit_test(refuses_a_table_it_cannot_trust),
    };
    return cmocka_run_group_tests(tests, load, release);
}
