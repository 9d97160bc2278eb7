#include "base/number.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool same(double a, double b)
{
    return a == b && !signbit(a) == !signbit(b);
}

static void reads_decimal_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double number;
    } numbers[] = {
        {"0", 0},
        {"-0", 0},
        {"12", 12},
        {"+3", 3},
        {"-4.5", -4.5},
        {"0.1", 0.1},
        {".5", 0.5},
        {"5.", 5},
        {"1e3", 1000},
        {"1E-2", 0.01},
        {"2.5e+1", 25},
        {"007", 7},
        {"1e-400", 0},
        {"17.524", 17.524},
        {"123456789012345678901234567890", 123456789012345678901234567890.0},
    };
    for (size_t i = 0; i < COUNT(numbers); i++) {
        double number = -1;
        assert_true(number_parse(numbers[i].text, &number));
        assert_true(same(number, numbers[i].number));
    }
}

static void refuses_what_is_not_a_plain_finite_number(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",         " ",     " 1",     "1 ",    "1,234",   "1.2.3", "0x10", "inf",   "nan", "-inf",
        "INFINITY", "1e",    "1e+",    "e5",    ".",       "-",     "+",    "--1",   "+-1", "1e5x",
        "12%",      "1e999", "-1e999", "1 000", "\u00A35", "1_000", "1f",   "1e1.5",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        double number = 42;
        assert_false(number_parse(texts[i], &number));
        assert_true(number == 42);
    }
}

static void writes_the_shortest_text_that_reads_back(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } numbers[] = {
        {0, "0"},
        {-0.0, "0"},
        {0.1, "0.1"},
        {12, "12"},
        {-12.5, "-12.5"},
        {1e21, "1e+21"},
        {17.524, "17.524"},
        {100000, "100000"},
        {123456789, "123456789"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {2.0 / 3, "0.6666666666666666"},
        {5e-324, "5e-324"},
        {9007199254740992, "9007199254740992"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {(double)NAN, "nan"},
        {-(double)NAN, "nan"},
        {(double)INFINITY, "inf"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_string_equal(number_shortest(&arena, numbers[i].number), numbers[i].text);
    arena_release(&arena);
}

static void reads_back_what_it_wrote(void **state)
{
    (void)state;
    struct arena arena = {0};
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        double number = ((double)(seed >> 11) - 4503599627370496.0) / (double)(1 + (seed >> 3) % 100000);
        double back = 0;
        assert_true(number_parse(number_shortest(&arena, number), &back));
        assert_true(back == number);
    }
    arena_release(&arena);
}

static void rounds_half_away_from_zero_in_decimal(void **state)
{
    (void)state;
    static const struct {
        double number;
        int decimals;
        double rounded;
    } numbers[] = {
        {2.25, 1, 2.3},
        {100.0 * 9 / 400, 1, 2.3},
        {-2.25, 1, -2.3},
        {2.35, 1, 2.4},
        {1.005, 2, 1.01},
        {2.675, 2, 2.68},
        {1.15, 1, 1.2},
        {0.5, 0, 1},
        {1.5, 0, 2},
        {2.5, 0, 3},
        {-0.5, 0, -1},
        {0.49999, 0, 0},
        {0.04, 1, 0},
        {-0.04, 1, 0},
        {0.05, 1, 0.1},
        {0.0499999, 1, 0},
        {9.95, 1, 10},
        {99.95, 1, 100},
        {999999.5, 0, 1e6},
        {0, 3, 0},
        {-0.0, 1, 0},
        {1e300, 2, 1e300},
        {1e-300, 9, 0},
        {14.95, 1, 15},
        {14.949999999999, 1, 14.9},
        {0.1 + 0.2, 9, 0.3},
        {123456789.123456789, 9, 123456789.123456789},
        {9007199254740991, 0, 9007199254740991},
        {0.6, 0, 1},
        {0.06, 0, 0},
        {100.0 * 0.285, 1, 28.5},
        {1.45, 1, 1.5},
        {8.345, 2, 8.35},
        {1234567.5, 0, 1234568},
    };
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_true(same(number_round(numbers[i].number, numbers[i].decimals), numbers[i].rounded));
    assert_true(isnan(number_round((double)NAN, 1)));
    assert_true(isinf(number_round((double)INFINITY, 1)));
}

/* Every percentage n of d with a small d: rounding in whole numbers, where there is no noise. */
static void rounds_percentages_as_whole_number_arithmetic_does(void **state)
{
    (void)state;
    for (int d = 1; d <= 400; d++)
        for (int n = 0; n <= d; n++) {
            int tenths = (2000 * n + d) / (2 * d);
            assert_true(number_round(100.0 * n / d, 1) == tenths / 10.0);
        }
}

static void writes_a_fixed_number_of_places(void **state)
{
    (void)state;
    static const struct {
        double number;
        int decimals;
        bool separators;
        const char *text;
    } numbers[] = {
        {1234567.5, 1, false, "1234567.5"},
        {1234567.5, 1, true, "1,234,567.5"},
        {1234567.5, 0, true, "1,234,568"},
        {-1234.5, 1, true, "-1,234.5"},
        {-123, 0, true, "-123"},
        {123, 2, true, "123.00"},
        {1000, 0, true, "1,000"},
        {999.95, 1, true, "1,000.0"},
        {0, 1, false, "0.0"},
        {-0.0, 1, false, "0.0"},
        {-0.04, 1, true, "0.0"},
        {2.25, 1, false, "2.3"},
        {100.0 * 9 / 400, 1, false, "2.3"},
        {17.524, 9, false, "17.524000000"},
        {1e21, 0, true, "1,000,000,000,000,000,000,000"},
        {(double)NAN, 1, true, "nan"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_string_equal(
            number_text(&arena, numbers[i].number, numbers[i].decimals, numbers[i].separators),
            numbers[i].text);
    arena_release(&arena);
}

static void takes_off_the_noise_of_binary_sums(void **state)
{
    (void)state;
    assert_true(number_tidy(0.1 + 0.2) == 0.3);
    assert_true(number_tidy(1.1 * 3) == 3.3);
    assert_true(number_tidy(17.524) == 17.524);
    assert_true(same(number_tidy(-0.0), 0));
    assert_true(number_tidy(123456789012345) == 123456789012345);
    assert_true(number_tidy(DBL_MAX) == DBL_MAX);
    assert_true(isnan(number_tidy((double)NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_decimal_numbers),
        cmocka_unit_test(refuses_what_is_not_a_plain_finite_number),
        cmocka_unit_test(writes_the_shortest_text_that_reads_back),
        cmocka_unit_test(reads_back_what_it_wrote),
        cmocka_unit_test(rounds_half_away_from_zero_in_decimal),
        cmocka_unit_test(rounds_percentages_as_whole_number_arithmetic_does),
        cmocka_unit_test(writes_a_fixed_number_of_places),
        cmocka_unit_test(takes_off_the_noise_of_binary_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
