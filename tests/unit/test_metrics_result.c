#include "metrics/result.h"

#include "base/number.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct indicator percent = {.format = FORMAT_PERCENT, .decimals = 1};
static const struct indicator whole_percent = {.format = FORMAT_PERCENT, .decimals = 0};
static const struct indicator rate_10k = {.format = FORMAT_PER_10000, .decimals = 1};
static const struct indicator ratio = {.format = FORMAT_RATIO, .decimals = 1};
static const struct indicator number = {.format = FORMAT_COUNT, .decimals = 0};
static const struct indicator days = {.format = FORMAT_DAYS, .decimals = 0};
static const struct indicator fte = {.format = FORMAT_FTE, .decimals = 1};
static const struct indicator money = {.format = FORMAT_CURRENCY, .decimals = 0};

struct fixture {
    struct arena arena;
};

static int set_up(void **state)
{
    *state = test_calloc(1, sizeof(struct fixture));
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

/* Half away from zero in decimal, where printf would show 2.2 and 6.2. */
static void shows_parts_rounded_as_people_round(void **state)
{
    static const struct {
        const struct indicator *indicator;
        double numerator, denominator, times;
        const char *text;
    } cases[] = {
        {&percent, 9, 400, 100, "2.3%"},        {&percent, 1, 16, 100, "6.3%"},
        {&percent, 1, 40, 100, "2.5%"},         {&percent, 2, 3, 100, "66.7%"},
        {&percent, 0, 5, 100, "0.0%"},          {&percent, 5, 5, 100, "100.0%"},
        {&percent, 1, 2000, 100, "0.1%"},       {&percent, 0, 0, 100, "n/a"},
        {&whole_percent, 5, 1000, 100, "1%"},   {&whole_percent, 1, 200, 100, "1%"},
        {&percent, 16.25, 1, 1, "16.3%"},       {&rate_10k, 81770, 12183016, 10000, "67.1"},
        {&percent, 2.8, 7.4, 100, "37.8%"},     {&ratio, 73, 4.4, 1, "16.6"},
        {&percent, 58670, 72090, 100, "81.4%"}, {&percent, 15130, 61840, 100, "24.5%"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        double value = cases[i].denominator > 0 ? cases[i].times * cases[i].numerator / cases[i].denominator
                                                : (double)NAN;
        double shown = number_round(value, cases[i].indicator->decimals);
        assert_string_equal(figure_text(&fixture->arena, cases[i].indicator, shown), cases[i].text);
    }
}

static void writes_figures_with_the_signs_of_their_kind(void **state)
{
    static const struct {
        const struct indicator *indicator;
        double shown;
        const char *text;
    } cases[] = {
        {&percent, 17.5, "17.5%"},
        {&rate_10k, 40.6, "40.6"},
        {&rate_10k, 1040.6, "1,040.6"},
        {&ratio, 15.2, "15.2"},
        {&number, 1234, "1,234"},
        {&number, 0, "0"},
        {&days, 12, "12 days"},
        {&days, 1, "1 day"},
        {&days, 0, "0 days"},
        {&fte, 27.4, "27.4 FTE"},
        {&fte, 1, "1.0 FTE"},
        {&money, 1234,
         "\xC2\xA3"
         "1,234"},
        {&money, -1234,
         "-\xC2\xA3"
         "1,234"},
        {&percent, (double)NAN, "n/a"},
        {&days, (double)NAN, "n/a"},
        {&money, (double)NAN, "n/a"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(figure_text(&fixture->arena, cases[i].indicator, cases[i].shown), cases[i].text);
}

static void writes_targets_without_decimals_they_do_not_need(void **state)
{
    static const struct {
        const struct indicator *indicator;
        double amount;
        const char *text;
    } cases[] = {{&percent, 90, "90%"},
                 {&percent, 22.5, "22.5%"},
                 {&number, 18, "18"},
                 {&percent, 0, "0%"},
                 {&rate_10k, 40.25, "40.25"},
                 {&days, 1, "1 day"},
                 {&days, 12, "12 days"},
                 {&money, 12345.5,
                  "\xC2\xA3"
                  "12,345.5"},
                 {&percent, 100.0 / 3, "33.3333%"}};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(amount_text(&fixture->arena, cases[i].indicator, cases[i].amount), cases[i].text);
}

static void shows_what_a_figure_is_made_of(void **state)
{
    static const struct {
        double numerator, denominator;
        const char *text;
    } cases[] = {
        {12, 345, "12 of 345"},           {12, (double)NAN, "12"},  {2.8, 7.4, "2.8 of 7.4"},
        {1234, 12345, "1,234 of 12,345"}, {0, 5, "0 of 5"},         {0, 0, "0 of 0"},
        {(double)NAN, (double)NAN, ""},   {(double)NAN, 7, "of 7"}, {2.125, 3, "2.13 of 3"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct figure figure = {.numerator = cases[i].numerator, .denominator = cases[i].denominator};
        assert_string_equal(figure_parts(&fixture->arena, &percent, &figure), cases[i].text);
    }
}

static void says_bands_in_words(void **state)
{
    static const struct {
        const struct indicator *indicator;
        const char *band, *words;
    } cases[] = {
        {&percent, ">=90", "90% or more"},
        {&percent, "<10", "below 10%"},
        {&percent, "<=12.5", "12.5% or less"},
        {&number, ">18", "above 18"},
        {&percent, "10..15", "10% to 15%"},
        {&percent, "20+-2.5", "17.5% to 22.5%"},
        {&days, "<=1", "1 day or less"},
        {&money, "<5000",
         "below \xC2\xA3"
         "5,000"},
        {&percent, "", ""},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct band band;
        assert_true(band_parse(cases[i].band, &band));
        assert_string_equal(band_words(&fixture->arena, cases[i].indicator, &band), cases[i].words);
    }
}

static void flags_what_a_reader_should_know(void **state)
{
    static const struct {
        enum reason reason;
        bool small_numbers, target, stretch;
        const char *flags, *words;
    } cases[] = {
        {REASON_NONE, false, true, false, "", ""},
        {REASON_NONE, true, true, false, "small_numbers", ""},
        {REASON_NONE, true, true, true, "small_numbers stretch", ""},
        {REASON_NONE, false, false, true, "", ""}, /* nothing to stretch to */
        {REASON_NO_DENOMINATOR, false, true, false, "no_denominator", "none recorded"},
        {REASON_NO_DATA, false, true, true, "no_data stretch", "no values recorded"},
        {REASON_NO_POPULATION, false, false, false, "no_population", "no population given"},
        {REASON_NO_TABLE, false, false, false, "no_table", "extract not supplied"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tolerance tolerance = {.green = {.stated = cases[i].target}, .stretch = cases[i].stretch};
        struct figure figure = {
            .reason = cases[i].reason, .small_numbers = cases[i].small_numbers, .tolerance = &tolerance};
        assert_string_equal(figure_flags(&fixture->arena, &figure), cases[i].flags);
        assert_string_equal(reason_words(cases[i].reason), cases[i].words);
    }
}

static void finds_the_series_of_an_indicator_in_a_unit(void **state)
{
    (void)state;
    enum { INDICATORS = 7, UNITS = 5, GAP = 3 };
    struct figure figures[2] = {{.value = 1}, {.value = 2}};
    struct series series[INDICATORS * UNITS];
    struct result_set results = {.series = series, .period_count = 2};
    for (size_t indicator = 0; indicator < INDICATORS; indicator++)
        for (size_t unit = 0; unit < UNITS; unit++)
            if (indicator % 2 == 0 || unit != GAP)
                series[results.series_count++] = (struct series){.indicator = indicator,
                                                                 .unit = unit,
                                                                 .breakdown = "",
                                                                 .category = "",
                                                                 .figures = figures};
    for (size_t indicator = 0; indicator <= INDICATORS; indicator++)
        for (size_t unit = 0; unit <= UNITS; unit++) {
            const struct series *found = result_find(&results, indicator, unit);
            bool there = indicator < INDICATORS && unit < UNITS && (indicator % 2 == 0 || unit != GAP);
            assert_int_equal(found != NULL, there);
            if (found)
                assert_true(found->indicator == indicator && found->unit == unit);
        }
    assert_ptr_equal(series_latest(&results, result_find(&results, 2, 2)), &figures[1]);
    results.series_count = 0;
    assert_null(result_find(&results, 0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shows_parts_rounded_as_people_round, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_figures_with_the_signs_of_their_kind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_targets_without_decimals_they_do_not_need, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shows_what_a_figure_is_made_of, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_bands_in_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(flags_what_a_reader_should_know, set_up, tear_down),
        cmocka_unit_test(finds_the_series_of_an_indicator_in_a_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
