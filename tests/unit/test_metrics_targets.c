#include "metrics/targets.h"

#include "base/text.h"
#include "tests/support/files.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const catalogue_text =
    "{\"themes\":[{\"id\":\"workforce\",\"title\":\"Workforce\"}],\"indicators\":["
    "{\"id\":\"agency_rate\",\"title\":\"Agency\",\"theme\":\"workforce\",\"format\":\"fte\",\"decimals\":1,"
    "\"better\":\"lower\","
    "\"window\":\"month\",\"numerator\":{\"table\":\"workers\",\"at\":\"start_date\"},\"definition\":"
    "\"d\",\"source\":\"s\"},"
    "{\"id\":\"timely\",\"title\":\"In "
    "time\",\"theme\":\"workforce\",\"format\":\"fte\",\"decimals\":1,\"better\":\"higher\","
    "\"window\":\"month\",\"numerator\":{\"table\":\"workers\",\"at\":\"start_date\"},\"definition\":\"d\","
    "\"source\":\"s\"},"
    "{\"id\":\"activity\",\"title\":\"Referrals\",\"theme\":\"workforce\",\"format\":\"count\",\"better\":"
    "\"none\","
    "\"window\":\"month\",\"numerator\":{\"table\":\"workers\",\"at\":\"start_date\"},\"definition\":\"d\","
    "\"source\":\"s\"},"
    "{\"id\":\"spread\",\"title\":\"Spread\",\"theme\":\"workforce\",\"format\":\"count\",\"decimals\":0,"
    "\"better\":\"range\","
    "\"window\":\"month\",\"numerator\":{\"table\":\"workers\",\"at\":\"start_date\"},\"definition\":\"d\","
    "\"source\":\"s\"}]}";

enum { AGENCY, TIMELY, ACTIVITY, SPREAD };
enum { COUNTY, NORTH, SOUTH };

struct desk {
    struct arena arena;
    char *folder;
    struct units units;
    struct catalogue catalogue;
    struct targets targets;
    struct error error;
};

static int set_up(void **state)
{
    struct desk *desk = test_calloc(1, sizeof *desk);
    desk->folder = temporary_folder(&desk->arena);
    *state = desk;
    const char *units =
        write_file(&desk->arena, desk->folder, "units.csv",
                   "unit,name,parent\ncounty,Kirklees,\nnorth,North,county\nsouth,South,county\n");
    const char *catalogue = write_file(&desk->arena, desk->folder, "catalogue.json", catalogue_text);
    return units_load(&desk->arena, units, &desk->units, &desk->error) &&
                   catalogue_load(&desk->arena, &catalogue, 1, &desk->catalogue, &desk->error)
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    remove_folder(desk->folder);
    arena_release(&desk->arena);
    test_free(desk);
    return 0;
}

static bool load(struct desk *desk, const char *rows)
{
    const char *text = arena_format(&desk->arena, "indicator,unit,from,green,amber,path,note\n%s", rows);
    const char *path = write_file(&desk->arena, desk->folder, "targets.csv", text);
    return targets_load(&desk->arena, path, &desk->catalogue, &desk->units, &desk->targets, &desk->error);
}

/* "green; amber" as it stands on a day; "stretch" after it. */
static const char *tolerance_on(struct desk *desk, size_t indicator, size_t unit, const char *text)
{
    day_number day = 0;
    assert_true(day_parse(text, &day));
    struct target_rows rows = targets_for(&desk->targets, &desk->catalogue, indicator, unit);
    const struct tolerance *tolerance = targets_on(&desk->arena, &rows, day);
    return arena_format(&desk->arena, "%s; %s%s", band_text(&desk->arena, &tolerance->green),
                        band_text(&desk->arena, &tolerance->amber), tolerance->stretch ? " stretch" : "");
}

struct expectation {
    size_t indicator, unit;
    const char *day, *tolerance;
};

static void check(void **state, const char *rows, const struct expectation *cases, size_t count)
{
    struct desk *desk = *state;
    if (!load(desk, rows))
        fail_msg("%s", desk->error.message);
    for (size_t i = 0; i < count; i++) {
        const char *found = tolerance_on(desk, cases[i].indicator, cases[i].unit, cases[i].day);
        if (!text_equal(found, cases[i].tolerance))
            print_error("on %s\n", cases[i].day);
        assert_string_equal(found, cases[i].tolerance);
    }
}

/* An improvement trajectory over 730 days: half way at 365 it is 16.25, shown as 16.3. */
static void moves_edges_along_a_line_to_the_next_row(void **state)
{
    static const struct expectation cases[] = {
        {AGENCY, COUNTY, "2017-08-30", "; "},           {AGENCY, COUNTY, "2017-08-31", "<=22.5; <=25"},
        {AGENCY, COUNTY, "2017-09-30", "<=22; <=24.5"}, {AGENCY, COUNTY, "2018-08-31", "<=16.3; <=18.5"},
        {AGENCY, COUNTY, "2019-08-30", "<=10; <=12"},   {AGENCY, COUNTY, "2019-08-31", "<10; <12"},
        {AGENCY, COUNTY, "2030-01-01", "<10; <12"},     {AGENCY, NORTH, "2018-08-31", "<=16.3; <=18.5"},
        {TIMELY, COUNTY, "2018-08-31", "; "},
    };
    check(state,
          "agency_rate,,2017-08-31,<=22.5,<=25,line,Kirklees 2017: to below 10% in two years\n"
          "agency_rate,,2019-08-31,<10,<12,,\n",
          cases, COUNT(cases));
}

static void moves_both_edges_of_a_range(void **state)
{
    static const struct expectation cases[] = {{SPREAD, COUNTY, "2017-01-01", "10..20; "},
                                               {SPREAD, COUNTY, "2017-01-06", "13..18; "},
                                               {SPREAD, COUNTY, "2017-01-11", "15..15; "}};
    check(state, "spread,,2017-01-01,10..20,,line,\nspread,,2017-01-11,15+-0,,step,\n", cases, COUNT(cases));
}

static void takes_the_row_with_the_latest_from(void **state)
{
    static const struct expectation cases[] = {
        {TIMELY, COUNTY, "2016-12-31", "; "},
        {TIMELY, COUNTY, "2017-01-01", ">=80; >=70"},
        {TIMELY, COUNTY, "2017-12-31", ">=80; >=70"},
        {TIMELY, COUNTY, "2018-01-01", ">=90; "},
    };
    check(state, "timely,,2018-01-01,>=90,,,\ntimely,,2017-01-01,>=80,>=70,step,\n", cases, COUNT(cases));
}

/* A unit's own row wins over the row for all units, even an older one over a newer; before it, the general applies. */
static void puts_a_unit_before_all_units(void **state)
{
    static const struct expectation cases[] = {
        {TIMELY, NORTH, "2017-06-01", ">=80; "},
        {TIMELY, NORTH, "2017-07-01", ">=60; >=50 stretch"},
        {TIMELY, NORTH, "2018-06-01", ">=60; >=50 stretch"},
        {TIMELY, SOUTH, "2017-07-01", ">=80; "},
        {TIMELY, COUNTY, "2018-06-01", ">=90; "},
        {TIMELY, SOUTH, "2018-06-01", ">=90; "},
    };
    check(state,
          "timely,,2017-01-01,>=80,,,\n"
          "timely,NORTH,2017-07-01,>=60,>=50,,stretch: agreed with the Board\n"
          "timely,,2018-01-01,>=90,,,\n",
          cases, COUNT(cases));
}

/* A line of one unit runs to that unit's next row, not to the general one that lies between. */
static void leads_a_line_to_the_same_units_next_row(void **state)
{
    static const struct expectation cases[] = {{TIMELY, NORTH, "2017-01-06", ">=55; "},
                                               {TIMELY, SOUTH, "2017-01-06", ">=99; "}};
    check(state,
          "timely,north,2017-01-11,>=60,,,\n"
          "timely,,2017-01-05,>=99,,,\n"
          "timely,north,2017-01-01,>=50,,line,\n",
          cases, COUNT(cases));
}

/* "from day to day: green" of the dated target, as it stands on a day; "" when none lies ahead. */
static const char *dated_on(struct desk *desk, size_t indicator, size_t unit, const char *text)
{
    day_number day = 0;
    char since[DAY_TEXT_SIZE], by[DAY_TEXT_SIZE];
    assert_true(day_parse(text, &day));
    struct target_rows rows = targets_for(&desk->targets, &desk->catalogue, indicator, unit);
    struct dated_target dated = targets_dated(&rows, day);
    if (!dated.green.stated)
        return "";
    day_format(dated.since, since);
    day_format(dated.by, by);
    return arena_format(&desk->arena, "%s to %s: %s%s", since, by, band_text(&desk->arena, &dated.green),
                        dated.stretch ? " stretch" : "");
}

/* Of a chain of lines it is the next stage that is ahead; a unit with rows of its own is on its own way. */
static void tells_which_target_a_line_leads_to(void **state)
{
    static const struct expectation cases[] = {
        {AGENCY, COUNTY, "2017-08-30", ""},
        {AGENCY, COUNTY, "2017-08-31", "2017-08-31 to 2018-08-31: <=16"},
        {AGENCY, COUNTY, "2018-08-30", "2017-08-31 to 2018-08-31: <=16"},
        {AGENCY, COUNTY, "2018-08-31", "2018-08-31 to 2019-08-31: <10 stretch"},
        {AGENCY, COUNTY, "2019-08-31", ""},
        {AGENCY, SOUTH, "2019-08-30", "2018-08-31 to 2019-08-31: <10 stretch"},
        {AGENCY, NORTH, "2018-01-01", ""},
        {TIMELY, COUNTY, "2018-01-01", ""},
    };
    struct desk *desk = *state;
    if (!load(desk, "agency_rate,,2017-08-31,<=22.5,<=25,line,\n"
                    "agency_rate,,2018-08-31,<=16,<=18,line,\n"
                    "agency_rate,,2019-08-31,<10,<12,,stretch\n"
                    "agency_rate,north,2017-08-31,<=15,,,\n"
                    "timely,,2017-08-31,>=80,,step,\ntimely,,2018-08-31,>=90,,,\n"))
        fail_msg("%s", desk->error.message);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(dated_on(desk, cases[i].indicator, cases[i].unit, cases[i].day),
                            cases[i].tolerance);
}

static void keeps_what_is_ambitious_apart(void **state)
{
    static const struct expectation cases[] = {{TIMELY, COUNTY, "2017-01-01", ">=95;  stretch"},
                                               {AGENCY, COUNTY, "2017-01-01", "<=15; "}};
    check(state, "timely,,2017-01-01,>=95,,,stretch\nagency_rate,,2017-01-01,<=15,,,no stretch at all\n",
          cases, COUNT(cases));
}

static void holds_nothing_when_there_are_no_rows(void **state)
{
    struct desk *desk = *state;
    assert_true(load(desk, ""));
    assert_int_equal(desk->targets.count, 0);
    assert_string_equal(tolerance_on(desk, TIMELY, COUNTY, "2017-01-01"), "; ");
}

static void refuses_a_row_and_says_where_and_why(void **state)
{
    static const struct {
        const char *rows, *message;
    } cases[] = {
        {"agency_rat,,2017-01-01,<10,,,\n",
         "line 2, column A (indicator): there is no indicator \"agency_rat\" in the catalogue (did you mean "
         "\"agency_rate\"?)"},
        {"timely,,2017-01-01,>=1,,,\nzebra,,2017-01-01,<10,,,\n",
         "line 3, column A (indicator): there is no indicator \"zebra\" in the catalogue"},
        {"timely,norht,2017-01-01,>=90,,,\n",
         "line 2, column B (unit): there is no unit \"norht\" (did you mean \"north\"?)"},
        {"timely,,04/31/2017,>=90,,,\n",
         "line 2, column C (from): \"04/31/2017\" is not a date: write 2026-03-31 or 31/03/2026"},
        {"timely,,2017-02-29,>=90,,,\n", "line 2, column C (from): \"2017-02-29\" is not a date"},
        {"timely,,,>=90,,,\n", "line 2, column C (from): is empty, and must not be"},
        {"timely,,2017-01-01,,,,\n", "line 2, column D (green): is empty, and must not be"},
        {"timely,,2017-01-01,90,,,\n",
         "line 2, column D (green): \"90\" is not a band: write >=90, <10, 10..15 or 20+-2.5"},
        {"timely,,2017-01-01,>=90,85,,\n", "line 2, column E (amber): \"85\" is not a band"},
        {"timely,,2017-01-01,>=90,>=95,,\n",
         "line 2, column E (amber): \">=95\" does not contain green's \">=90\""},
        {"agency_rate,,2017-01-01,<=10,<10,,\n",
         "line 2, column E (amber): \"<10\" does not contain green's \"<=10\""},
        {"spread,,2017-01-01,10..20,12..25,,\n",
         "line 2, column E (amber): \"12..25\" does not contain green's \"10..20\""},
        {"activity,,2017-01-01,>=90,,,\n",
         "line 2, column A (indicator): \"activity\" is activity (better: none), watched and never rated"},
        {"timely,,2017-01-01,<=10,,,\n",
         "line 2, column D (green): \"<=10\" does not fit: for this indicator higher is better"},
        {"agency_rate,,2017-01-01,>=10,,,\n",
         "line 2, column D (green): \">=10\" does not fit: for this indicator lower is better"},
        {"timely,,2017-01-01,>=90,,curve,\n", "line 2, column F (path): \"curve\" is neither step nor line"},
        {"timely,,2017-01-01,>=90,,line,\n", "line 2, column F (path): a line leads to a later row for the "
                                             "same indicator and unit, and there is none"},
        {"timely,,2017-01-01,>=90,,line,\ntimely,north,2018-01-01,>=95,,,\n",
         "line 2, column F (path): a line leads to a later row"},
        {"timely,,2017-01-01,>=90,,line,\ntimely,,2018-01-01,90..100,,,\n",
         "line 2, column F (path): a line leads to bands of the same kind"},
        {"timely,,2017-01-01,>=90,>=80,line,\ntimely,,2018-01-01,>=95,,,\n",
         "line 2, column F (path): a line leads to bands of the same kind"},
        {"timely,,2017-01-01,>=90,,,\ntimely,,2017-01-01,>=95,,,\n",
         "column C (from): another row says what applies from the same day"},
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (load(desk, cases[i].rows))
            fail_msg("loaded: %s", cases[i].rows);
        assert_int_equal(desk->error.kind, ERROR_CONFIG);
        assert_non_null(strstr(desk->error.message, "targets.csv: line "));
        if (!strstr(desk->error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", desk->error.message, cases[i].message);
    }
}

static void accepts_amber_that_only_just_contains_green(void **state)
{
    static const char *const rows[] = {
        "agency_rate,,2017-01-01,<10,<=10,,\n", "agency_rate,,2017-01-01,<10,<10,,\n",
        "spread,,2017-01-01,10..20,10..20,,\n", "spread,,2017-01-01,10..20,<=20,,\n",
        "timely,,2017-01-01,90..95,>=85,,\n",   "timely,,2017-01-01,>=90,>=90,,\n"};
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (!load(desk, rows[i]))
            fail_msg("%s", desk->error.message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_edges_along_a_line_to_the_next_row),
        cmocka_unit_test(moves_both_edges_of_a_range),
        cmocka_unit_test(takes_the_row_with_the_latest_from),
        cmocka_unit_test(puts_a_unit_before_all_units),
        cmocka_unit_test(leads_a_line_to_the_same_units_next_row),
        cmocka_unit_test(tells_which_target_a_line_leads_to),
        cmocka_unit_test(keeps_what_is_ambitious_apart),
        cmocka_unit_test(holds_nothing_when_there_are_no_rows),
        cmocka_unit_test(refuses_a_row_and_says_where_and_why),
        cmocka_unit_test(accepts_amber_that_only_just_contains_green),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
