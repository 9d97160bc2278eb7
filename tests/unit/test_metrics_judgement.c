#include "metrics/judgement.h"

#include "base/number.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a >= b && a <= b);
}

static struct band band_of(const char *text)
{
    struct band band;
    if (!band_parse(text, &band))
        fail_msg("\"%s\" is not read as a band", text);
    return band;
}

static void reads_bands_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double low, high;
        bool low_open, high_open;
    } cases[] = {
        {">=90", 90, (double)INFINITY, false, false},
        {"<10", -(double)INFINITY, 10, false, true},
        {"<=12", -(double)INFINITY, 12, false, false},
        {">0", 0, (double)INFINITY, true, false},
        {"10..15", 10, 15, false, false},
        {"20+-2.5", 17.5, 22.5, false, false},
        {"20\xC2\xB1"
         "2.5",
         17.5, 22.5, false, false},
        {">= 90", 90, (double)INFINITY, false, false},
        {"< 9.5 ", -(double)INFINITY, 9.5, false, true},
        {"10 .. 15", 10, 15, false, false},
        {"20 +- 2.5", 17.5, 22.5, false, false},
        {"-5..-1", -5, -1, false, false},
        {"5..5", 5, 5, false, false},
        {"0.3+-0.1", 0.2, 0.4, false, false},
        {"7+-0", 7, 7, false, false},
        {">=-3", -3, (double)INFINITY, false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct band band = band_of(cases[i].text);
        assert_true(band.stated);
        assert_true(same(band.low, cases[i].low) && same(band.high, cases[i].high));
        assert_int_equal(band.low_open, cases[i].low_open);
        assert_int_equal(band.high_open, cases[i].high_open);
    }
    assert_false(band_of("").stated);
}

static void refuses_bands_it_cannot_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "90",    "=90",      ">=",      "<",    "<=ten", "90%", ">=90%",      "15..10",     "10...15",
        "10-15", "10 to 15", "..5",     "5..",  "20+-",  "+-2", "20+--1",     "20+-2.5+-1", ">=90..95",
        "=>90",  "=<10",     ">=1,000", "<inf", "<nan",  ">>5", "at least 90"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct band band;
        if (band_parse(texts[i], &band))
            fail_msg("\"%s\" was read as a band", texts[i]);
    }
}

static void holds_its_edges_unless_they_are_outside(void **state)
{
    (void)state;
    static const struct {
        const char *band;
        double value;
        bool held;
    } cases[] = {
        {"<10", 10, false},      {"<10", 9.9, true},       {"<=10", 10, true},     {"<=10", 10.1, false},
        {">=90", 90, true},      {">=90", 89.9, false},    {">0", 0, false},       {">0", 0.1, true},
        {"10..15", 10, true},    {"10..15", 15, true},     {"10..15", 9.9, false}, {"10..15", 15.1, false},
        {"20+-2.5", 17.5, true}, {"20+-2.5", 22.6, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct band band = band_of(cases[i].band);
        assert_int_equal(band_holds(&band, cases[i].value), cases[i].held);
    }
}

static void writes_bands_so_that_they_read_back(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {">=90", ">=90"},     {"<10", "<10"}, {"<= 12.5", "<=12.5"}, {">0", ">0"}, {"20+-2.5", "17.5..22.5"},
        {"10..15", "10..15"}, {"", ""}};
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct band band = band_of(cases[i][0]), again;
        const char *text = band_text(&arena, &band);
        assert_string_equal(text, cases[i][1]);
        assert_true(band_parse(text, &again));
        assert_true(again.stated == band.stated && same(again.low, band.low) && same(again.high, band.high));
        assert_true(again.low_open == band.low_open && again.high_open == band.high_open);
    }
    arena_release(&arena);
}

/* The worked examples of ratings: a floor or band, the figure, the one before. */
static const struct example {
    enum better better;
    const char *green, *amber;
    double value, before;
    enum rating rating;
    enum movement movement;
    enum progress progress;
} examples[] = {
    {BETTER_HIGHER, ">=90", ">=85", 90.0, 88.0, RATING_GREEN, MOVEMENT_UP, PROGRESS_IMPROVING},
    {BETTER_HIGHER, ">=90", ">=85", 89.95, 91.0, RATING_GREEN, MOVEMENT_DOWN,
     PROGRESS_WORSENING}, /* prints 90.0 */
    {BETTER_HIGHER, ">=90", ">=85", 85.0, 85.0, RATING_AMBER, MOVEMENT_SAME, PROGRESS_STEADY},
    {BETTER_HIGHER, ">=90", ">=85", 84.9, (double)NAN, RATING_RED, MOVEMENT_UNKNOWN, PROGRESS_NONE},
    {BETTER_LOWER, "<=10", "<=12", 10.0, 10.4, RATING_GREEN, MOVEMENT_DOWN, PROGRESS_IMPROVING},
    {BETTER_LOWER, "<=10", "<=12", 12.1, 11.0, RATING_RED, MOVEMENT_UP, PROGRESS_WORSENING},
    {BETTER_RANGE, "20+-2.5", "20+-5.0", 17.5, 16.0, RATING_GREEN, MOVEMENT_UP, PROGRESS_IMPROVING},
    {BETTER_RANGE, "20+-2.5", "20+-5.0", 22.6, 18.0, RATING_AMBER, MOVEMENT_UP, PROGRESS_WORSENING},
    {BETTER_RANGE, "20+-2.5", "20+-5.0", 25.1, 25.1, RATING_RED, MOVEMENT_SAME, PROGRESS_STEADY},
    {BETTER_NONE, "", "", 412, 390, RATING_NONE, MOVEMENT_UP, PROGRESS_NONE},
    {BETTER_HIGHER, ">=95", "", 94.9, 90.0, RATING_RED, MOVEMENT_UP, PROGRESS_IMPROVING},
    {BETTER_HIGHER, ">=90", ">=85", (double)NAN, 90.0, RATING_NONE, MOVEMENT_UNKNOWN,
     PROGRESS_NONE}, /* nothing of nothing */
    {BETTER_LOWER, "<10", "", 10.0, 11.0, RATING_RED, MOVEMENT_DOWN, PROGRESS_IMPROVING},
};

static struct tolerance tolerance_of(const char *green, const char *amber)
{
    return (struct tolerance){.green = band_of(green), .amber = band_of(amber)};
}

static void rates_the_worked_examples(void **state)
{
    (void)state;
    enum { DECIMALS = 1 };
    size_t tally[4] = {0};
    assert_int_equal(COUNT(examples), 13);
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct tolerance tolerance = tolerance_of(examples[i].green, examples[i].amber);
        enum rating rating = rate(&tolerance, number_round(examples[i].value, DECIMALS));
        assert_string_equal(rating_name(rating), rating_name(examples[i].rating));
        tally[rating]++;
    }
    assert_int_equal(tally[RATING_GREEN], 4);
    assert_int_equal(tally[RATING_AMBER], 2);
    assert_int_equal(tally[RATING_RED], 5);
    assert_int_equal(tally[RATING_NONE], 2);
}

static void tells_the_direction_of_the_worked_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct indicator indicator = {.better = examples[i].better};
        struct tolerance tolerance = tolerance_of(examples[i].green, examples[i].amber);
        struct direction direction = direction_of(&indicator, &tolerance, number_round(examples[i].before, 1),
                                                  number_round(examples[i].value, 1), 0.01);
        assert_int_equal(direction.movement, examples[i].movement);
        assert_int_equal(direction.progress, examples[i].progress);
    }
}

static void keeps_quiet_inside_the_dead_band(void **state)
{
    (void)state;
    static const struct {
        double before, now, dead_band;
        enum movement movement;
    } cases[] = {
        {100, 100.9, 0.01, MOVEMENT_SAME},   {100, 99.1, 0.01, MOVEMENT_SAME},
        {100, 101, 0.01, MOVEMENT_UP},       {100, 99, 0.01, MOVEMENT_DOWN},
        {100, 100.1, 0, MOVEMENT_UP},        {100, 100, 0, MOVEMENT_SAME},
        {0, 0, 0.01, MOVEMENT_SAME},         {0, 0.1, 0.01, MOVEMENT_UP},
        {-100, -100.5, 0.01, MOVEMENT_SAME}, {100, 104, 0.05, MOVEMENT_SAME},
    };
    struct indicator indicator = {.better = BETTER_HIGHER};
    struct tolerance none = {0};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(
            direction_of(&indicator, &none, cases[i].before, cases[i].now, cases[i].dead_band).movement,
            cases[i].movement);
}

static void says_in_words_where_a_figure_went(void **state)
{
    (void)state;
    static const struct {
        enum better better;
        const char *green;
        double before, now;
        const char *words;
    } cases[] = {
        {BETTER_HIGHER, ">=90", 80, 85, "up, improving"},
        {BETTER_HIGHER, "", 80, 85, "up, improving"},
        {BETTER_HIGHER, ">=90", 85, 80, "down, worsening"},
        {BETTER_LOWER, "<10", 12, 11, "down, improving"},
        {BETTER_LOWER, "<10", 11, 12, "up, worsening"},
        {BETTER_NONE, "", 390, 412, "up"},
        {BETTER_NONE, "", 412, 390, "down"},
        {BETTER_NONE, "", 412, 412, "no change"},
        {BETTER_RANGE, "20+-2.5", 24, 16, "down, as near"},
        {BETTER_RANGE, "10..10.6", 10.1, 10.5, "up, as near"},
        {BETTER_RANGE, "20+-2.5", 25, 19, "down, improving"},
        {BETTER_RANGE, "", 25, 19, "down"},
        {BETTER_HIGHER, ">=90", 90, 90, "no change"},
        {BETTER_HIGHER, ">=90", (double)NAN, 90, ""},
        {BETTER_HIGHER, ">=90", 90, (double)NAN, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct indicator indicator = {.better = cases[i].better};
        struct tolerance tolerance = tolerance_of(cases[i].green, "");
        assert_string_equal(
            direction_text(direction_of(&indicator, &tolerance, cases[i].before, cases[i].now, 0.01)),
            cases[i].words);
    }
}

static void rates_nothing_without_a_target(void **state)
{
    (void)state;
    struct tolerance amber_alone = {.amber = band_of(">=85")};
    assert_int_equal(rate(&amber_alone, 90), RATING_NONE);
    assert_int_equal(rate(&(struct tolerance){0}, 0), RATING_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_bands_as_people_write_them),
        cmocka_unit_test(refuses_bands_it_cannot_read),
        cmocka_unit_test(holds_its_edges_unless_they_are_outside),
        cmocka_unit_test(writes_bands_so_that_they_read_back),
        cmocka_unit_test(rates_the_worked_examples),
        cmocka_unit_test(tells_the_direction_of_the_worked_examples),
        cmocka_unit_test(keeps_quiet_inside_the_dead_band),
        cmocka_unit_test(says_in_words_where_a_figure_went),
        cmocka_unit_test(rates_nothing_without_a_target),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
