#include "metrics/population.h"

#include "tests/support/files.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct desk {
    struct arena arena;
    char *folder;
    struct units units;
    struct populations populations;
    struct error error;
};

static int set_up(void **state)
{
    struct desk *desk = test_calloc(1, sizeof *desk);
    desk->folder = temporary_folder(&desk->arena);
    const char *path = write_file(&desk->arena, desk->folder, "units.csv",
                                  "unit,name,parent\ncounty,Exampleshire,\nnorth,North,county\n");
    *state = desk;
    return units_load(&desk->arena, path, &desk->units, &desk->error) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    remove_folder(desk->folder);
    arena_release(&desk->arena);
    test_free(desk);
    return 0;
}

static bool load(struct desk *desk, const char *text)
{
    const char *path = write_file(&desk->arena, desk->folder, "populations.csv", text);
    return populations_load(&desk->arena, path, &desk->units, &desk->populations, &desk->error);
}

static double on(const struct desk *desk, size_t unit, const char *text)
{
    day_number day = 0;
    assert_true(day_parse(text, &day));
    return population_on(&desk->populations, unit, day);
}

static void takes_the_latest_row_in_force_on_the_day(void **state)
{
    static const struct {
        size_t unit;
        const char *day;
        double people; /* 0: none */
    } cases[] = {{0, "2016-06-29", 0},       {0, "2016-06-30", 10000},   {0, "2017-06-29", 10000},
                 {0, "2017-06-30", 12345.5}, {0, "2030-01-01", 12345.5}, {1, "2017-06-30", 0}};
    struct desk *desk = *state;
    assert_true(
        load(desk, "unit,from,population\nCOUNTY,2017-06-30,12345.5\nExampleshire,2016-06-30,10000\n"));
    for (size_t i = 0; i < COUNT(cases); i++) {
        double found = on(desk, cases[i].unit, cases[i].day);
        if (cases[i].people > 0)
            assert_true(found >= cases[i].people && found <= cases[i].people);
        else
            assert_true(isnan(found));
    }
}

static void knows_no_population_without_rows(void **state)
{
    struct desk *desk = *state;
    assert_true(load(desk, "unit,from,population\n"));
    assert_true(isnan(on(desk, 0, "2017-06-30")));
    assert_true(isnan(population_on(&(struct populations){0}, 0, 0)));
}

static void refuses_rows_it_cannot_use(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"unit,from,population\nelsewhere,2017-01-01,5\n",
         "populations.csv: line 2, column A (unit): there is no unit \"elsewhere\""},
        {"unit,from,population\nnorth,2017-13-01,5\n",
         "line 2, column B (from): \"2017-13-01\" is not a date: write 2026-03-31 or 31/03/2026"},
        {"unit,from,population\nnorth,2017-02-29,5\n",
         "line 2, column B (from): \"2017-02-29\" is not a date"},
        {"unit,from,population\nnorth,2017-01-01,0\n",
         "line 2, column C (population): \"0\" is not a number above zero"},
        {"unit,from,population\nnorth,2017-01-01,-5\n",
         "line 2, column C (population): \"-5\" is not a number above zero"},
        {"unit,from,population\nnorth,2017-01-01,\"12,000\"\n",
         "line 2, column C (population): \"12,000\" is not a number"},
        {"unit,from,population\nnorth,2017-01-01,\n", "line 2, column C (population): is empty"},
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(load(desk, cases[i].text));
        assert_int_equal(desk->error.kind, ERROR_CONFIG);
        if (!strstr(desk->error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", desk->error.message, cases[i].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_latest_row_in_force_on_the_day),
        cmocka_unit_test(knows_no_population_without_rows),
        cmocka_unit_test(refuses_rows_it_cannot_use),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
