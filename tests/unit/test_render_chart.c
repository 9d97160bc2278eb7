#include "render/chart.h"

#include "render/chart_axis.h"
#include "render/chart_bands.h"
#include "render/chart_text.h"
#include "tests/support/chart_example.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
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

static char *draw(struct arena *arena, const struct chart_example *example)
{
    struct result_set *results = chart_example_make(arena, example);
    return chart_trend(arena, results, results->series);
}

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("not found: %s\nin: %s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("found: %s\nin: %s", part, text);
}

/* ---- the axis ---- */

static void rounds_the_axis_and_keeps_its_limits(void **state)
{
    (void)state;
    const double unlimited = HUGE_VAL;
    const struct {
        struct axis_needs needs;
        struct axis axis;
    } cases[] = {
        {{0, 17.5, 0, 100, 5, false}, {0, 20, 5}},
        {{68.7, 97.3, 0, 100, 5, false}, {60, 100, 10}},
        {{100, 100, 0, 100, 5, false}, {95, 100, 1}},
        {{0, 0, 0, 100, 5, false}, {0, 5, 1}},
        {{1180, 1620, 0, unlimited, 4, true}, {1100, 1700, 100}},
        {{3, 3, 0, unlimited, 4, true}, {0, 5, 1}},
        {{-1250, 310, -unlimited, unlimited, 4, false}, {-1500, 500, 500}},
        {{104, 104, 0, 100, 5, false}, {99, 104, 1}},
        {{7, 7, 0, unlimited, 0.4, false}, {6.8, 7.2, 0.1}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct axis axis = axis_make(&cases[i].needs);
        if (fabs(axis.low - cases[i].axis.low) > 1e-9 || fabs(axis.high - cases[i].axis.high) > 1e-9 ||
            fabs(axis.step - cases[i].axis.step) > 1e-9)
            fail_msg("case %zu: %g to %g by %g", i, axis.low, axis.high, axis.step);
    }
}

static void holds_any_number_in_an_axis_that_has_length(void **state)
{
    (void)state;
    static const double numbers[] = {0, 1e-9, 0.1, 99.95, 100, 1e6, 123456789, 1e15, 1e300, -1e-9, -7, -1e15};
    for (size_t i = 0; i < COUNT(numbers); i++)
        for (size_t j = 0; j < COUNT(numbers); j++) {
            struct axis_needs needs = {
                fmin(numbers[i], numbers[j]), fmax(numbers[i], numbers[j]), -HUGE_VAL, HUGE_VAL, 0.4, false};
            struct axis axis = axis_make(&needs);
            assert_true(axis.low < axis.high && axis.step > 0);
            assert_true(axis.low <= needs.low + 1e-8 * axis.step &&
                        axis.high >= needs.high - 1e-8 * axis.step);
            assert_true((axis.high - axis.low) / axis.step < 20);
        }
}

static void pushes_labels_apart_no_further_than_needed(void **state)
{
    (void)state;
    static const struct {
        double before[4], weights[4], after[4];
        size_t count;
    } cases[] = {
        {{10, 50, 90}, {1, 1, 1}, {10, 50, 90}, 3},
        {{50, 50}, {1, 1}, {48, 52}, 2},
        {{50, 50}, {1, 1e9}, {46, 50}, 2},
        {{50, 51, 52}, {1, 1e9, 1}, {47, 51, 55}, 3},
        {{99, 100}, {1, 1}, {96, 100}, 2},
        {{0, 0, 0}, {1, 1, 1}, {0, 4, 8}, 3},
        {{30}, {1}, {30}, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double places[4];
        memcpy(places, cases[i].before, sizeof places);
        axis_push_apart(places, cases[i].weights, cases[i].count, 4, 0, 100);
        for (size_t j = 0; j < cases[i].count; j++)
            if (fabs(places[j] - cases[i].after[j]) > 1e-3)
                fail_msg("case %zu: label %zu is at %g", i, j, places[j]);
    }
    double crowded[] = {5, 5, 5};
    axis_push_apart(crowded, (const double[]){1, 1, 1}, 3, 40, 0, 10);
    assert_true(fabs(crowded[0]) < 1e-9 && fabs(crowded[1] - 5) < 1e-9 && fabs(crowded[2] - 10) < 1e-9);
}

/* ---- text ---- */

static void keeps_text_inside_its_quotes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *quoted;
    } cases[] = {
        {"", "''"},
        {"plain", "'plain'"},
        {"it's", "'it''s'"},
        {"'", "''''"},
        {"'; system('x'); '", "'''; system(''x''); '''"},
        {"a\nsystem(\"x\")", "'a system(\"x\")'"},
        {"`id` @x %s \\n {/Symbol a} A_b^2 R&D", "'`id` @x %s \\n {/Symbol a} A_b^2 R&D'"},
        {"tab\there\x7f", "'tab here '"},
        {"a\xc2\x85"
         "b\xe2\x80\xa8"
         "c\xe2\x80\xa9"
         "d\xe2\x80\xae"
         "e",
         "'a b c d e'"},
        {"bad \xff, \xc0 \x80 \xe2\x82.", "'bad ?, ? ? ?\?.'"},
        {"\xc2\xa3 \xe2\x80\x93 caf\xc3\xa9", "'\xc2\xa3 \xe2\x80\x93 caf\xc3\xa9'"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_string_equal(chart_quote(&arena, cases[i].text), cases[i].quoted);
        assert_null(chart_script_fault(chart_quote(&arena, cases[i].text)));
    }
    arena_release(&arena);
}

static void cuts_a_text_at_120_characters_not_bytes(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text text = text_in(&arena);
    for (int i = 0; i < 200; i++)
        text_add(&text, "\xc3\xa9");
    assert_int_equal(strlen(chart_quote(&arena, text.bytes)), 2 + 120 * 2);
    arena_release(&arena);
}

static void wraps_at_spaces_and_ends_what_is_cut_with_an_ellipsis(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *lines[2];
    assert_int_equal(chart_text_wrap(&arena, "one two three", 1000, 14, false, lines, 2), 1);
    assert_string_equal(lines[0], "one two three");
    assert_int_equal(chart_text_wrap(&arena, "aaaa bbbb cccc", 100, 14, false, lines, 2), 2);
    assert_string_equal(lines[0], "aaaa bbbb");
    assert_string_equal(lines[1], "cccc");
    assert_int_equal(chart_text_wrap(&arena, "aaaa bbbb cccc dddd eeee", 100, 14, false, lines, 2), 2);
    assert_string_equal(lines[1], "cccc\xe2\x80\xa6");
    assert_int_equal(chart_text_wrap(&arena, "aaaaaaaaaaaaaaaaaaaaaaaaaaa", 60, 14, false, lines, 1), 1);
    assert_true(chart_text_width(lines[0], 14, false) <= 60);
    assert_int_equal(chart_text_wrap(&arena, "", 60, 14, false, lines, 2), 0);
    arena_release(&arena);
}

/* ---- the drawing ---- */

static void keeps_hostile_texts_harmless_wherever_they_come_from(void **state)
{
    (void)state;
    static const char *const hostile[] = {"x'\nsystem('touch pwned')\n'",
                                          "EOD\n!touch pwned",
                                          "`touch pwned`",
                                          "\" . system(\"touch pwned\") . \"",
                                          "\\' ; load '/etc/passwd",
                                          "\xff'\xfe",
                                          "<b>&amp;</b>",
                                          "''''"};
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(hostile); i++)
        for (int field = 0; field < 4; field++) {
            struct chart_example example = agency;
            const char **fields[] = {&example.headline, &example.title, &example.unit, &example.source};
            *fields[field] = hostile[i];
            assert_null(chart_script_fault(draw(&arena, &example)));
        }
    assert_non_null(chart_script_fault("set label 'a' at screen 0\nsystem('touch pwned')\n"));
    assert_non_null(chart_script_fault("set label 'a\n' front"));
    assert_non_null(chart_script_fault("set label \"a\" front"));
    arena_release(&arena);
}

static void shows_bands_target_letters_and_the_last_value(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *script = draw(&arena, &agency);
    assert_holds(script, "'R  outside tolerance'");
    assert_holds(script, "'A  within tolerance'");
    assert_holds(script, "'G  on target'");
    assert_holds(script, "'Target below 10%'");
    assert_holds(script, "set label '0.0%'");
    assert_holds(script, "$BANDS using 1:4:5 with filledcurves linecolor rgb '#e3f1e6'");
    assert_holds(script, "$BANDS using 1:5:6 with filledcurves linecolor rgb '#fdf3d8'");
    assert_holds(script, "$BANDS using 1:6:7 with filledcurves linecolor rgb '#fbe3e0'");
    assert_holds(script, "$RED << EOD\n0 17.5\nEOD\n");
    assert_holds(script, "$TARGET_HIGH << EOD\n-0.5 10\n0 10\n0.5 10\n");
    assert_lacks(script, "$TARGET_LOW");
    assert_lacks(script, "$AMBER");
    assert_lacks(script, "$SMALL");
    arena_release(&arena);
}

/* Three months without a target, then one each that is green, amber and red. */
static const struct chart_example of_all_kinds = {.format = FORMAT_PERCENT,
                                                  .better = BETTER_LOWER,
                                                  .values = {9, 8, 7, 4, 6, 9},
                                                  .count = 6,
                                                  .green = {NULL, NULL, NULL, "<5", "<5", "<5"},
                                                  .amber = {NULL, NULL, NULL, "<8", "<8", "<8"}};

static const char *plot_of(struct arena *arena, const char *script, const char *name)
{
    const char *plot = strstr(script, arena_format(arena, "%s using", name));
    assert_non_null(plot);
    return arena_format(arena, "%.*s", (int)strcspn(plot, ",\n"), plot);
}

static void a_month_without_a_rating_has_a_mark_of_its_own(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *script = draw(&arena, &of_all_kinds);
    assert_holds(script, "$NOT_RATED << EOD\n0 9\n1 8\n2 7\nEOD\n");
    assert_holds(script, "$GREEN << EOD\n3 4\nEOD\n");
    assert_holds(script, "'not rated'");
    static const char *const shapes[][2] = {{"$NOT_RATED", "pointtype 5 "},
                                            {"$GREEN", "pointtype 7 "},
                                            {"$AMBER", "pointtype 13 "},
                                            {"$RED", "pointtype 11 "}};
    for (size_t i = 0; i < COUNT(shapes); i++)
        assert_holds(plot_of(&arena, script, shapes[i][0]), shapes[i][1]);
    assert_holds(plot_of(&arena, script, "$NOT_RATED"), "#6b6b6b");
    assert_holds(plot_of(&arena, script, "$GREEN"), "#1b7f4b");
    arena_release(&arena);
}

static bool has_side_mark(struct arena *arena, const char *script, int point_type)
{
    return strstr(script, arena_format(arena, " point pointtype %d ", point_type)) != NULL;
}

static void the_legend_shows_no_mark_that_is_not_drawn(void **state)
{
    (void)state;
    static const int shapes[] = {5, 7, 13, 11}; /* not rated, green, amber, red */
    struct arena arena = {0};
    const char *script = draw(&arena, &of_all_kinds);
    for (size_t i = 0; i < COUNT(shapes); i++)
        assert_true(has_side_mark(&arena, script, shapes[i]));
    for (size_t without = 0; without < COUNT(shapes); without++) {
        struct chart_example example = of_all_kinds;
        size_t first = without == 0 ? 0 : without + 2, end = without == 0 ? 3 : first + 1;
        for (size_t i = first; i < end; i++)
            example.values[i] = MISSING;
        script = draw(&arena, &example);
        for (size_t i = 0; i < COUNT(shapes); i++)
            assert_int_equal(has_side_mark(&arena, script, shapes[i]), i != without);
    }
    arena_release(&arena);
}

/* Where the last month has no target, the marks of those before are told all the same. */
static void the_legend_tells_marks_that_no_band_tells(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example example = {.format = FORMAT_PERCENT,
                                    .better = BETTER_LOWER,
                                    .values = {4, 9, 7},
                                    .count = 3,
                                    .green = {"<5", "<5", ""},
                                    .amber = {"<8", "<8", ""}};
    const char *script = draw(&arena, &example);
    assert_holds(script, "'G  on target'");
    assert_holds(script, "'R  outside tolerance'");
    assert_holds(script, "'not rated'");
    assert_lacks(script, "within tolerance");
    arena_release(&arena);
}

static void draws_an_activity_measure_without_bands_or_letters(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example example = {.better = BETTER_NONE, .values = {10, 12, 11}, .count = 3};
    const char *script = draw(&arena, &example);
    assert_lacks(script, "BANDS");
    assert_lacks(script, "TARGET");
    assert_lacks(script, "tolerance");
    assert_lacks(script, "not rated");
    assert_holds(script, "$NOT_RATED << EOD\n0 10\n1 12\n2 11\nEOD\n");
    arena_release(&arena);
}

static void uses_two_colours_when_there_is_no_amber_and_five_zones_for_a_range(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example two = {
        .format = FORMAT_PERCENT, .better = BETTER_HIGHER, .values = {80, 92}, .count = 2, .green = {">=90"}};
    const char *script = draw(&arena, &two);
    assert_lacks(script, "#fdf3d8");
    assert_lacks(script, "'A  within");
    assert_holds(script, "$BANDS using 1:2:3 with filledcurves linecolor rgb '#fbe3e0'");
    struct chart_example range = {.better = BETTER_RANGE,
                                  .format = FORMAT_RATIO,
                                  .decimals = 1,
                                  .values = {21, 11, 14},
                                  .count = 3,
                                  .green = {"12..16"},
                                  .amber = {"10..18"}};
    script = draw(&arena, &range);
    for (int zone = 0; zone < 5; zone++)
        assert_holds(script, arena_format(&arena, "$BANDS using 1:%d:%d with", zone + 2, zone + 3));
    assert_holds(script, "'Target from 12'");
    assert_holds(script, "'Target up to 16'");
    arena_release(&arena);
}

static void steps_a_changed_target_and_slopes_a_line_path(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example step = {.format = FORMAT_PERCENT,
                                 .better = BETTER_HIGHER,
                                 .values = {80, 81, 82, 83},
                                 .count = 4,
                                 .green = {">=80", NULL, ">=90"}};
    assert_holds(draw(&arena, &step), "$TARGET_LOW << EOD\n-0.5 80\n0 80\n0.5 80\n0.5 80\n1 80\n1.5 80\n"
                                      "1.5 90\n2 90\n2.5 90\n2.5 90\n3 90\n3.5 90\nEOD\n");
    struct chart_example slope = {.format = FORMAT_PERCENT,
                                  .better = BETTER_LOWER,
                                  .values = {30, 28, 22, 20},
                                  .count = 4,
                                  .green = {"<=24", "<=20", "<=16"}};
    assert_holds(draw(&arena, &slope), "$TARGET_HIGH << EOD\n-0.5 24\n0 24\n0.5 22\n0.5 22\n1 20\n1.5 18\n"
                                       "1.5 18\n2 16\n2.5 16\n2.5 16\n3 16\n3.5 16\nEOD\n");
    arena_release(&arena);
}

static double number_after(const char *script, const char *words)
{
    const char *found = strstr(script, words);
    if (!found)
        fail_msg("not found: %s", words);
    return strtod(found + strlen(words), NULL);
}

/* A target that falls by 0.4 a month, and figures a little above it: the label has room above, not below. */
static void puts_the_last_value_on_no_target_that_slopes(void **state)
{
    (void)state;
    enum { MONTHS = 36 };
    struct arena arena = {0};
    struct chart_example example = {.format = FORMAT_PERCENT,
                                    .decimals = 1,
                                    .better = BETTER_LOWER,
                                    .every = PERIOD_MONTH,
                                    .last_day = "2026-10-31",
                                    .values = {25.2},
                                    .count = MONTHS};
    static const double last[] = {12.8, 12.8, 12.7, 12.1};
    for (size_t i = 0; i < MONTHS; i++) {
        example.values[i] =
            i + COUNT(last) < MONTHS ? 24.5 - 0.37 * (double)i : last[i + COUNT(last) - MONTHS];
        example.green[i] = arena_format(&arena, "<%.1f", 24 - 0.4 * (double)i);
    }
    const char *script = draw(&arena, &example), *label = strstr(script, "set label '12.1%'");
    assert_non_null(label);
    double x = number_after(label, "at screen "), y = number_after(label, ", screen ");
    double left = number_after(script, "lmargin at screen "),
           right = number_after(script, "rmargin at screen "),
           top = number_after(script, "tmargin at screen "),
           bottom = number_after(script, "bmargin at screen ");
    double low = number_after(script, "set yrange ["),
           high = number_after(strstr(script, "set yrange ["), ":");
    for (double at = x - 26.0 / 1200; at <= x + 26.0 / 1200; at += 1.0 / 1200) {
        double month = (at - left) / (right - left) * MONTHS - 0.5,
               target = 24 - 0.4 * fmin(month, MONTHS - 1);
        double line = bottom + (target - low) / (high - low) * (top - bottom);
        if (fabs(line - y) < 10.0 / 640)
            fail_msg("the target passes through the label at screen %g, %g", x, y);
    }
    arena_release(&arena);
}

static void breaks_the_line_where_a_figure_is_missing(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example example = {.better = BETTER_NONE, .values = {1, 2, MISSING, 4, 5}, .count = 5};
    assert_holds(draw(&arena, &example), "$LINE << EOD\n0 1\n1 2\n\n3 4\n4 5\nEOD\n");
    arena_release(&arena);
}

static void plots_nothing_that_has_no_data(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example none = {.values = {MISSING, MISSING}, .count = 2, .green = {">=1"}};
    const char *script = draw(&arena, &none);
    assert_holds(script, "'No figures are available: none recorded'");
    assert_lacks(script, "$");
    struct chart_example no_periods = {.count = 0};
    assert_holds(draw(&arena, &no_periods), "'No figures are available'");
    struct chart_example one = {.values = {3}, .count = 1};
    assert_lacks(draw(&arena, &one), "$LINE");
    struct chart_example apart = {.values = {3, MISSING, 4}, .count = 3};
    assert_lacks(draw(&arena, &apart), "$LINE");
    assert_lacks(draw(&arena, &apart), "nan");
    arena_release(&arena);
}

static void names_months_every_quarter_when_there_are_many(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example example = {.better = BETTER_NONE, .values = {1, 2, 3}, .count = 36};
    const char *script = draw(&arena, &example);
    assert_holds(script, "set label 'Jul' at");
    assert_holds(script, "set label '2023' at");
    assert_lacks(script, "set label 'Aug' at");
    assert_lacks(script, "set label 'Mar' at");
    example.count = 12;
    assert_holds(draw(&arena, &example), "set label 'Aug' at");
    arena_release(&arena);
}

static void marks_small_numbers_with_hollow_points(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct chart_example example = {
        .better = BETTER_NONE, .values = {1, MISSING, 3}, .count = 3, .small_numbers = true};
    assert_holds(draw(&arena, &example), "$SMALL << EOD\n0 1\n2 3\nEOD\n");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_the_axis_and_keeps_its_limits),
        cmocka_unit_test(holds_any_number_in_an_axis_that_has_length),
        cmocka_unit_test(pushes_labels_apart_no_further_than_needed),
        cmocka_unit_test(keeps_text_inside_its_quotes),
        cmocka_unit_test(cuts_a_text_at_120_characters_not_bytes),
        cmocka_unit_test(wraps_at_spaces_and_ends_what_is_cut_with_an_ellipsis),
        cmocka_unit_test(keeps_hostile_texts_harmless_wherever_they_come_from),
        cmocka_unit_test(shows_bands_target_letters_and_the_last_value),
        cmocka_unit_test(a_month_without_a_rating_has_a_mark_of_its_own),
        cmocka_unit_test(the_legend_shows_no_mark_that_is_not_drawn),
        cmocka_unit_test(the_legend_tells_marks_that_no_band_tells),
        cmocka_unit_test(draws_an_activity_measure_without_bands_or_letters),
        cmocka_unit_test(uses_two_colours_when_there_is_no_amber_and_five_zones_for_a_range),
        cmocka_unit_test(steps_a_changed_target_and_slopes_a_line_path),
        cmocka_unit_test(puts_the_last_value_on_no_target_that_slopes),
        cmocka_unit_test(breaks_the_line_where_a_figure_is_missing),
        cmocka_unit_test(plots_nothing_that_has_no_data),
        cmocka_unit_test(names_months_every_quarter_when_there_are_many),
        cmocka_unit_test(marks_small_numbers_with_hollow_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
