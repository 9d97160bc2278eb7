#include "render/chart_words.h"

#include "tests/support/chart_example.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct chart_example agency = {.headline = "Agency staff",
                                            .title = "Agency social workers as a share of all social workers",
                                            .unit = "Kirklees",
                                            .source = "DfE workforce census",
                                            .format = FORMAT_PERCENT,
                                            .decimals = 1,
                                            .better = BETTER_LOWER,
                                            .every = PERIOD_YEAR,
                                            .values = {17.5, 6.2, 1.7, 0.4, 0, 0, 0, 0, 0},
                                            .count = 9,
                                            .green = {"<10"},
                                            .amber = {"<12"},
                                            .denominator = 345};

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("not found: %s\nin: %s", part, text);
}

static void states_the_finding_in_the_headline(void **state)
{
    (void)state;
    static const struct {
        enum better better;
        enum figure_format format;
        double before, now;
        const char *green, *amber;
        bool small;
        const char *headline;
    } cases[] = {
        {BETTER_LOWER, FORMAT_PERCENT, 19.1, 17.5, "<10", "<12", false,
         "Agency: 17.5%, down and improving since February 2025, not yet at the target of below 10%"},
        {BETTER_LOWER, FORMAT_PERCENT, 16.5, 17.5, "<10", "<12", false,
         "Agency: 17.5%, up and worsening since February 2025, misses the target of below 10%"},
        {BETTER_LOWER, FORMAT_PERCENT, 11.5, 11.5, "<10", "<12", false,
         "Agency: 11.5%, no change since February 2025, within tolerance of the target of below 10%"},
        {BETTER_HIGHER, FORMAT_PERCENT, 90, 92, ">=90", "", false,
         "Agency: 92.0%, up and improving since February 2025, meets the target of 90% or more"},
        {BETTER_HIGHER, FORMAT_PERCENT, 100, 98, ">=100", ">=95", false,
         "Agency: 98.0%, down and worsening since February 2025, within tolerance of the target of 100%"},
        {BETTER_RANGE, FORMAT_RATIO, 17, 14, "12..16", "10..18", false,
         "Agency: 14.0, down and improving since February 2025, meets the target of 12 to 16"},
        {BETTER_HIGHER, FORMAT_PERCENT, 92, 91, ">=90", "", true,
         "Agency: 91.0%, down and worsening since February 2025, meets the target of 90% or more (small "
         "numbers)"},
        {BETTER_HIGHER, FORMAT_PERCENT, 92, 91, NULL, NULL, false,
         "Agency: 91.0%, down and worsening since February 2025"},
        {BETTER_NONE, FORMAT_RATIO, 1180, 1234, NULL, NULL, false,
         "Agency: 1,234.0, up from 1,180.0 in February 2025"},
        {BETTER_NONE, FORMAT_RATIO, 7, 7, NULL, NULL, false, "Agency: 7.0, no change since February 2025"},
        {BETTER_LOWER, FORMAT_PERCENT, MISSING, 7, "<10", "", false,
         "Agency: 7.0%, meets the target of below 10%"},
        {BETTER_LOWER, FORMAT_PERCENT, 7, MISSING, "<10", "", false,
         "Agency: not available in March 2025, 7.0% in February 2025"},
        {BETTER_LOWER, FORMAT_PERCENT, MISSING, MISSING, "<10", "", false,
         "Agency: no figures are available"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct chart_example example = {.headline = "Agency",
                                        .format = cases[i].format,
                                        .decimals = 1,
                                        .better = cases[i].better,
                                        .values = {cases[i].before, cases[i].now},
                                        .count = 2,
                                        .green = {cases[i].green},
                                        .amber = {cases[i].amber},
                                        .small_numbers = cases[i].small};
        struct result_set *results = chart_example_make(&arena, &example);
        assert_string_equal(chart_headline(&arena, results, results->series), cases[i].headline);
    }
    arena_release(&arena);
}

/* A month against the same one of the year before, where there is a figure, and else against the month before: told which. */
static void always_says_what_the_headline_compares_with(void **state)
{
    (void)state;
    static const struct {
        enum better better;
        enum period_length every;
        double year_ago, before, now;
        const char *headline;
    } cases[] = {
        {BETTER_LOWER, PERIOD_MONTH, 15, 9, 12, "Agency: 12.0%, down and improving on a year ago"},
        {BETTER_LOWER, PERIOD_MONTH, 12, 9, 12, "Agency: 12.0%, no change on a year ago"},
        {BETTER_NONE, PERIOD_MONTH, 15, 9, 12, "Agency: 12.0%, down from 15.0% a year ago"},
        {BETTER_NONE, PERIOD_MONTH, 12, 9, 12, "Agency: 12.0%, no change on a year ago"},
        {BETTER_LOWER, PERIOD_MONTH, MISSING, 9, 12, "Agency: 12.0%, up and worsening since February 2025"},
        {BETTER_NONE, PERIOD_MONTH, MISSING, 9, 12, "Agency: 12.0%, up from 9.0% in February 2025"},
        {BETTER_LOWER, PERIOD_MONTH, MISSING, MISSING, 12, "Agency: 12.0%"},
        {BETTER_LOWER, PERIOD_YEAR, 15, 9, 12, "Agency: 12.0%, up and worsening since 2023-24"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct chart_example example = {.headline = "Agency",
                                        .format = FORMAT_PERCENT,
                                        .decimals = 1,
                                        .better = cases[i].better,
                                        .every = cases[i].every,
                                        .count = 13};
        for (size_t k = 0; k < 13; k++)
            example.values[k] = 10;
        example.values[0] = cases[i].year_ago;
        example.values[11] = cases[i].before;
        example.values[12] = cases[i].now;
        struct result_set *results = chart_example_make(&arena, &example);
        assert_string_equal(chart_headline(&arena, results, results->series), cases[i].headline);
    }
    arena_release(&arena);
}

static void calls_a_measure_by_its_title_when_it_has_no_headline(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example example = {.title = "Contacts received",
                                    .format = FORMAT_COUNT,
                                    .better = BETTER_NONE,
                                    .values = {12},
                                    .count = 1};
    struct result_set *results = chart_example_make(&arena, &example);
    assert_string_equal(chart_headline(&arena, results, results->series), "Contacts received: 12");
    assert_string_equal(chart_subtitle(&arena, results, results->series),
                        "Contacts received, Exampleshire, March 2025");
    arena_release(&arena);
}

static void names_what_is_missing_and_what_to_read_with_care(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example example = agency;
    example.every = PERIOD_MONTH;
    example.count = 3;
    example.denominator = 8;
    example.small_numbers = true;
    memcpy(example.values, (const double[]){12.5, MISSING, 25}, sizeof(double[3]));
    struct result_set *results = chart_example_make(&arena, &example);
    assert_string_equal(chart_source(&arena, results, results->series), "Source: DfE workforce census.");
    assert_string_equal(chart_notes(&arena, results, results->series),
                        "n = 2 of 8 in March 2025. Not available: February 2025 (none recorded). "
                        "Hollow points: fewer than 10, read with care.");
    arena_release(&arena);
}

static void tells_the_whole_course_to_those_who_do_not_see_it(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct result_set *results = chart_example_make(&arena, &agency);
    const char *text = chart_alternative(&arena, results, results->series);
    assert_holds(text, "Agency staff: 0.0%, no change since 2023-24, meets the target of below 10%.");
    assert_holds(
        text, "It began at 17.5% in 2016-17, was lowest at 0.0% in 2020-21 and highest at 17.5% in 2016-17.");
    assert_holds(text, "On target in 8 of the 9 years rated.");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_the_finding_in_the_headline),
        cmocka_unit_test(always_says_what_the_headline_compares_with),
        cmocka_unit_test(calls_a_measure_by_its_title_when_it_has_no_headline),
        cmocka_unit_test(names_what_is_missing_and_what_to_read_with_care),
        cmocka_unit_test(tells_the_whole_course_to_those_who_do_not_see_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
