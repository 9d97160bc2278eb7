#include "base/text.h"
#include "metrics/explain.h"
#include "render/clean_text.h"
#include "render/page.h"
#include "render/page_words.h"
#include "render/sheet_name.h"
#include "render/text_page.h"
#include "render/text_width.h"
#include "tests/support/made_results.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { VISITS, REFERRALS, REPEATS, AGENCY, DAYS, INDICATORS };
enum { COUNTY, FOSTERING, TEAM_A, TEAM_B, NO_TEAM, UNITS };
enum { MONTHS = 14, LAST = MONTHS - 1 };

static const struct made_indicator indicators[INDICATORS] = {
    {"visits", "Visits on time", "Child protection", FORMAT_PERCENT, 1, BETTER_HIGHER, WINDOW_SNAPSHOT, true,
     ">=90", ">=80", false},
    {"referrals", "Referrals", "Child protection", FORMAT_COUNT, 0, BETTER_NONE, WINDOW_MONTH, false, NULL,
     NULL, false},
    {"repeats", "Repeat plans", "Child protection", FORMAT_PERCENT, 1, BETTER_RANGE, WINDOW_12_MONTHS, true,
     "10..15", "8..20", true},
    {"agency", "Agency staff", "Workforce", FORMAT_PERCENT, 1, BETTER_LOWER, WINDOW_SNAPSHOT, true, "<10",
     NULL, false},
    {"days", "Days to place", "Workforce", FORMAT_DAYS, 0, BETTER_LOWER, WINDOW_YEAR, false, NULL, NULL,
     false},
};
static const struct made_unit units[UNITS] = {{"Exampleshire", "organisation", -1},
                                              {"Fostering", "service", COUNTY},
                                              {"Team A", "team", FOSTERING},
                                              {"Team B", "team", FOSTERING},
                                              {"(no team)", "team", COUNTY}};

struct made {
    struct arena arena;
    struct result_set *results;
    struct layout layout;
    struct layout_sheet sheet;
    struct page *pages;
    size_t count;
};

static int prepare(void **state)
{
    static struct made made;
    made = (struct made){.layout = {.id = "county", .title = "Scorecard", .file = "county.json"}};
    made.results = made_results(&made.arena, indicators, INDICATORS, units, UNITS,
                                (struct made_plan){PERIOD_MONTH, MONTHS, 20757}); /* 31 October 2026 */
    made.sheet = (struct layout_sheet){.previous = LAYOUT_DEFAULT, .year_before = true};
    made.layout.sheets = &made.sheet;
    made.layout.sheet_count = 1;
    *state = &made;
    return 0;
}

static int finish(void **state)
{
    struct made *made = *state;
    arena_release(&made->arena);
    return 0;
}

static const struct page *make(struct made *made, enum sheet_kind kind)
{
    struct error error = {0};
    made->sheet.kind = kind;
    if (!pages_make(&made->arena, &made->layout, made->results, &made->pages, &made->count, &error))
        fail_msg("%s", error.message);
    assert_true(made->count > 0);
    return &made->pages[0];
}

/* The line of the page's text that begins with these words. */
static const char *line_of(struct made *made, const struct page *page, const char *beginning)
{
    char *text = text_page(&made->arena, page);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        if (text_starts_with(line, beginning))
            return line;
    fail_msg("no line begins with \"%s\"", beginning);
    return NULL;
}

static const struct cell *cell_of(const struct page *page, const char *row, size_t column)
{
    for (size_t i = 0; i < page->row_count; i++) {
        const char *text = page_cell(page, i, 0)->text;
        if (text && text_equal(text, row))
            return page_cell(page, i, column);
    }
    fail_msg("no row \"%s\"", row);
    return NULL;
}

/* ---- scorecards ---- */

static void a_row_says_all_about_a_figure(void **state)
{
    struct made *made = *state;
    for (size_t i = 0; i < MONTHS; i++)
        made_figure(made->results, VISITS, COUNTY, i, 70 + (double)i * 2, 100);
    const struct page *page = make(made, SHEET_SCORECARD);
    assert_string_equal(
        line_of(made, page, "Indicator"),
        "Indicator | Good is | Figure covers | Target (green) | Tolerance (amber) | Latest: / Oct 26 | How "
        "many of how many | Rating | Direction of travel / since Sep 26 | Apr 26 | May 26 | Jun 26 | Jul 26 "
        "| Aug 26 | Sep "
        "26 | Year ago: / Oct 25");
    assert_string_equal(
        line_of(made, page, "Visits on time"),
        "Visits on time | higher | snapshot | 90% or more | 80% or more | 96.0% | 96 of 100 | G | \u2191 up, "
        "improving | 84.0% A | 86.0% A | 88.0% A | 90.0% G | 92.0% G | 94.0% G | 72.0% R");
    assert_string_equal(line_of(made, page, "Exampleshire"),
                        "Exampleshire \u00B7 October 2026 \u00B7 figures as at 31 October 2026");
}

/* Down by one a month from 29% in September 2025: 6% by August 2027. */
static void a_figure_off_its_course_is_marked_beside_where_it_went(void **state)
{
    struct made *made = *state;
    struct dated_target *dated = &made->results->series[AGENCY * UNITS + COUNTY].dated;
    for (size_t i = 0; i < MONTHS; i++)
        made_figure(made->results, AGENCY, COUNTY, i, 29 - (double)i, 100);
    assert_true(day_parse("2025-08-31", &dated->since) && day_parse("2027-08-31", &dated->by));
    assert_true(band_parse("<=6", &dated->green));
    const struct page *page = make(made, SHEET_SCORECARD);
    assert_string_equal(cell_of(page, "Agency staff", 8)->text, "\u2193 down, improving");
    assert_null(strstr(text_page(&made->arena, page), "Heading for:"));
    assert_true(band_parse("<6", &dated->green));
    page = make(made, SHEET_SCORECARD);
    assert_string_equal(cell_of(page, "Agency staff", 8)->text,
                        "\u2193 down, improving\nheading for 6.0% by Aug 2027, target then below 6%");
    assert_non_null(strstr(text_page(&made->arena, page), "Heading for: an early warning"));
    made_figure(made->results, AGENCY, COUNTY, LAST, 1, 6);
    page = make(made, SHEET_SCORECARD);
    assert_string_equal(cell_of(page, "Agency staff", 8)->text, "\u2193 down, improving");
    assert_null(strstr(text_page(&made->arena, page), "Heading for:"));
}

static void says_in_words_where_a_course_leads(void **state)
{
    struct made *made = *state;
    const struct indicator *agency = &made->results->catalogue->items[AGENCY];
    struct dated_target target = {0};
    assert_true(day_parse("2017-08-31", &target.since) && day_parse("2019-08-31", &target.by));
    assert_true(band_parse("<10", &target.green));
    static const char *const course = "On its course since August 2017 the figure would be ";
    struct early_warning warning = {.course = COURSE_MISSES, .projection = 16.1, .months = 47.1};
    assert_true(day_parse("2021-08-31", &warning.reached));
    assert_string_equal(early_warning_words(&made->arena, agency, &target, &warning),
                        arena_format(&made->arena,
                                     "%s16.1%% on 31 August 2019, where the target is below 10%%: unlikely "
                                     "to be met. This course would lead there in August 2021.",
                                     course));
    warning.months = (double)NAN;
    target.stretch = true;
    assert_string_equal(early_warning_words(&made->arena, agency, &target, &warning),
                        arena_format(&made->arena,
                                     "%s16.1%% on 31 August 2019, where the stretch target is below 10%%: "
                                     "unlikely to be met. This course does not lead there at all.",
                                     course));
    target.stretch = false;
    warning = (struct early_warning){.course = COURSE_MEETS, .projection = 9.1};
    assert_string_equal(early_warning_words(&made->arena, agency, &target, &warning),
                        arena_format(&made->arena,
                                     "%s9.1%% on 31 August 2019, where the target is below 10%%: on course "
                                     "to be met.",
                                     course));
    warning = (struct early_warning){.course = COURSE_TOO_FEW, .figures = 1};
    assert_string_equal(early_warning_words(&made->arena, agency, &target, &warning),
                        "1 figure since August 2017: too few to tell where it leads, which takes 6.");
    warning.course = COURSE_SMALL_NUMBERS;
    assert_string_equal(
        early_warning_words(&made->arena, agency, &target, &warning),
        "The figure is on small numbers, where one more or less would turn the course: no early "
        "warning is given.");
    warning.course = COURSE_NONE;
    assert_string_equal(early_warning_words(&made->arena, agency, &target, &warning), "");
}

static void what_is_not_available_is_never_nought_or_green(void **state)
{
    struct made *made = *state;
    made_figure(made->results, VISITS, COUNTY, LAST, 0, 0);
    const struct page *page = make(made, SHEET_SCORECARD);
    assert_string_equal(
        line_of(made, page, "Visits on time"),
        "Visits on time | higher | snapshot | 90% or more | 80% or more | n/a | none recorded | "
        "n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a");
    for (size_t column = 5; column < page->column_count; column++) {
        const struct cell *cell = cell_of(page, "Visits on time", column);
        assert_false(cell->is_number);
        assert_true(cell->tint == TINT_NONE || cell->tint == TINT_MUTED);
    }
}

static void a_figure_that_is_no_number_is_not_available(void **state)
{
    struct made *made = *state;
    made_figure(made->results, VISITS, COUNTY, LAST, 95, 100)->shown = (double)NAN;
    const struct page *page = make(made, SHEET_SCORECARD);
    assert_string_equal(cell_of(page, "Visits on time", 5)->text, "n/a");
    assert_string_equal(cell_of(page, "Visits on time", 6)->text, "cannot be worked out");
    assert_string_equal(cell_of(page, "Visits on time", 7)->text, "n/a");
}

static void a_catalogue_without_indicators_makes_sheets_that_say_so(void **state)
{
    struct made *made = *state;
    made->results =
        made_results(&made->arena, indicators, 0, units, UNITS, (struct made_plan){PERIOD_MONTH, 1, 20757});
    for (int kind = SHEET_SCORECARD; kind <= SHEET_DEFINITIONS; kind++)
        make(made, (enum sheet_kind)kind);
    assert_non_null(line_of(made, make(made, SHEET_SCORECARD), "0 indicators | 0 green (G)"));
}

static void the_counts_add_up_with_the_unrated_apart(void **state)
{
    struct made *made = *state;
    made_figure(made->results, VISITS, COUNTY, LAST, 85, 100);
    made_figure(made->results, REFERRALS, COUNTY, LAST, 40, 0);
    made_figure(made->results, AGENCY, COUNTY, LAST, 12, 100);
    made_figure(made->results, DAYS, COUNTY, LAST, 12, 0);
    assert_string_equal(line_of(made, make(made, SHEET_SCORECARD), "5 indicators"),
                        "5 indicators | 0 green (G) | 1 amber (A) | 1 red (R) | 3 not rated | not rated: 1 "
                        "watched, 1 without "
                        "a target, 1 not available");
    made_figure(made->results, REPEATS, COUNTY, LAST, 12, 100);
    const struct page *page = make(made, SHEET_SCORECARD);
    double sum = 0;
    for (size_t column = 1; column < page->column_count; column++)
        if (page_cell(page, 3, column)->is_number)
            sum += page_cell(page, 3, column)->number;
    assert_true(fabs(sum - page_cell(page, 3, 0)->number) < 0.5 && fabs(sum - INDICATORS) < 0.5);
}

/* A red of 0 of 4 is counted as red and said to be of small numbers; what is not rated is not said twice. */
static void says_how_many_of_the_ratings_are_of_small_numbers(void **state)
{
    struct made *made = *state;
    made_figure(made->results, VISITS, COUNTY, LAST, 0, 4);
    made_figure(made->results, REPEATS, COUNTY, LAST, 50, 100);
    made_figure(made->results, AGENCY, COUNTY, LAST, 0, 3);
    made_figure(made->results, DAYS, COUNTY, LAST, 12, 2);
    assert_string_equal(
        line_of(made, make(made, SHEET_SCORECARD), "5 indicators"),
        "5 indicators | 1 green (G) | 0 amber (A) | 2 red (R) | 2 not rated | small numbers: 1 "
        "green, 1 red; not rated: 1 without a target, 1 not available");
    made->sheet.units = (struct unit_selection){UNITS_ROOTS, NULL};
    assert_string_equal(line_of(made, make(made, SHEET_COMPARE), "Of those rated, small"),
                        "Of those rated, small numbers (*) |  | 2");
}

static void says_under_the_title_what_the_signs_mean(void **state)
{
    struct made *made = *state;
    made->results->small_denominator = 7;
    const char *line = line_of(made, make(made, SHEET_SCORECARD), "G target met");
    assert_string_equal(line,
                        "G target met, A within tolerance, R outside it \u00B7 small, *: fewer than 7 to "
                        "count against \u00B7 stretch: an ambitious target");
    assert_string_equal(page_cell(&made->pages[0], 2, 0)->text, line);
}

static void activity_is_watched_and_has_no_colour(void **state)
{
    struct made *made = *state;
    for (size_t i = 0; i < MONTHS; i++)
        made_figure(made->results, REFERRALS, COUNTY, i, 1200 + (double)i, 0)->rating = RATING_RED;
    const struct page *page = make(made, SHEET_SCORECARD);
    assert_string_equal(
        line_of(made, page, "Referrals"),
        "Referrals | activity | month | none: watched |  | 1,213 |  | watched | \u2192 no change | 1,207 | "
        "1,208 | 1,209 | 1,210 | 1,211 | 1,212 | 1,201");
    for (size_t column = 0; column < page->column_count; column++)
        assert_int_equal(cell_of(page, "Referrals", column)->tint, TINT_NONE);
}

static void small_numbers_and_stretch_are_marked_beside_the_letter(void **state)
{
    struct made *made = *state;
    made_figure(made->results, REPEATS, COUNTY, LAST - 1, 1, 8);
    made_figure(made->results, REPEATS, COUNTY, LAST, 3, 9)->unknown = 2;
    assert_string_equal(
        line_of(made, make(made, SHEET_SCORECARD), "Repeat plans"),
        "Repeat plans | in range | 12 months | 10% to 15% | 8% to 20% | 33.3% | 3 of 9 / 2 not known | R / "
        "small / stretch | \u2191 up, worsening | n/a | n/a | n/a | n/a | n/a | 12.5% G* | n/a");
}

static void a_number_is_the_figure_as_it_is_printed(void **state)
{
    struct made *made = *state;
    made_figure(made->results, VISITS, COUNTY, LAST, 9, 400);
    made_figure(made->results, VISITS, COUNTY, LAST - 1, 2, 3);
    made_figure(made->results, DAYS, COUNTY, LAST, 1, 0);
    const struct page *page = make(made, SHEET_SCORECARD);
    const struct cell *latest = cell_of(page, "Visits on time", 5);
    assert_true(latest->is_number);
    assert_string_equal(latest->text, "2.3%");
    assert_true(fabs(latest->number - 2.3) < 1e-12);
    assert_string_equal(latest->number_format, "#,##0.0\"%\"");
    const struct cell *before = cell_of(page, "Visits on time", 14);
    assert_string_equal(before->text, "66.7% R*");
    assert_true(fabs(before->number - 66.7) < 1e-12);
    assert_string_equal(before->number_format, "#,##0.0\"% R*\"");
    assert_int_equal(before->tint, TINT_RED);
    assert_string_equal(cell_of(page, "Days to place", 5)->number_format, "#,##0\" day\"");
}

static void compares_with_the_year_before_when_the_layout_says_so(void **state)
{
    struct made *made = *state;
    made->layout.direction = DIRECTION_YEAR_BEFORE;
    made_figure(made->results, VISITS, COUNTY, LAST - 12, 95, 100);
    made_figure(made->results, VISITS, COUNTY, LAST - 1, 80, 100);
    made_figure(made->results, VISITS, COUNTY, LAST, 90, 100);
    assert_string_equal(cell_of(make(made, SHEET_SCORECARD), "Visits on time", 8)->text,
                        "\u2193 down, worsening");
    assert_string_equal(cell_of(make(made, SHEET_SCORECARD), "Indicator", 8)->text,
                        "Direction of travel\nsince Oct 25");
    made_figure(made->results, VISITS, COUNTY, LAST - 12, 0, 0);
    assert_string_equal(cell_of(make(made, SHEET_SCORECARD), "Visits on time", 8)->text, "no earlier figure");
}

static void shows_no_more_history_than_there_is(void **state)
{
    struct made *made = *state;
    made->results->period_count = 3;
    assert_int_equal(make(made, SHEET_SCORECARD)->column_count, 9 + 2);
    made->results->period_count = 1;
    assert_int_equal(make(made, SHEET_SCORECARD)->column_count, 9);
    made->results->period_count = MONTHS;
    made->sheet.previous = 2;
    assert_int_equal(make(made, SHEET_SCORECARD)->column_count, 9 + 2 + 1);
    made->sheet.year_before = false;
    assert_int_equal(make(made, SHEET_SCORECARD)->column_count, 9 + 2);
}

/* ---- side by side ---- */

static void puts_a_service_beside_its_teams(void **state)
{
    struct made *made = *state;
    made->sheet.units = (struct unit_selection){UNITS_AT_LEVEL, "service"};
    made_figure(made->results, VISITS, FOSTERING, LAST, 170, 200);
    made_figure(made->results, VISITS, TEAM_A, LAST, 95, 100);
    made_figure(made->results, VISITS, TEAM_B, LAST, 7, 9);
    const struct page *page = make(made, SHEET_COMPARE);
    assert_int_equal(made->count, 1);
    assert_string_equal(page->name, "Fostering");
    assert_string_equal(
        line_of(made, page, "Indicator"),
        "Indicator | Target (green) / Tolerance (amber) | Fostering / (whole) | Team A | Team B");
    assert_string_equal(line_of(made, page, "Visits on time"),
                        "Visits on time | 90% or more | 85.0% A | 95.0% G | 77.8% R*");
    assert_string_equal(line_of(made, page, "good is higher"),
                        "good is higher, snapshot | 80% or more | 170 of 200 | 95 of 100 | 7 of 9");
    assert_string_equal(line_of(made, page, "Not rated"), "Not rated |  | 4 | 4 | 4");
    assert_int_equal(cell_of(page, "Visits on time", 3)->tint, TINT_GREEN);
}

static void shows_the_unknown_team_only_when_rows_fell_to_it(void **state)
{
    struct made *made = *state;
    made->sheet.units = (struct unit_selection){UNITS_AT_LEVEL, "organisation"};
    assert_non_null(strstr(line_of(made, make(made, SHEET_COMPARE), "Indicator"), "| (no team)"));
    size_t kept = 0;
    for (size_t i = 0; i < made->results->series_count; i++)
        if (made->results->series[i].unit != NO_TEAM)
            made->results->series[kept++] = made->results->series[i];
    made->results->series_count = kept;
    assert_null(strstr(line_of(made, make(made, SHEET_COMPARE), "Indicator"), "(no team)"));
}

static void says_when_targets_differ_between_units(void **state)
{
    struct made *made = *state;
    made->sheet.units = (struct unit_selection){UNITS_AT_LEVEL, "service"};
    struct figure *figure = made_figure(made->results, AGENCY, TEAM_A, LAST, 5, 100);
    assert_string_equal(cell_of(make(made, SHEET_COMPARE), "Agency staff", 1)->text, "below 10%");
    struct tolerance own = *figure->tolerance;
    own.green.high = 12;
    figure->tolerance = &own;
    assert_string_equal(cell_of(make(made, SHEET_COMPARE), "Agency staff", 1)->text, "differs by unit");
}

static void a_sheet_for_every_unit_with_units_below_it(void **state)
{
    struct made *made = *state;
    made->sheet.units.choice = UNITS_ALL;
    make(made, SHEET_COMPARE);
    assert_int_equal(made->count, 2);
    assert_string_equal(made->pages[0].name, "Exampleshire");
    assert_string_equal(made->pages[1].name, "Fostering");
}

static void tells_a_comparison_from_the_scorecard_of_the_same_unit(void **state)
{
    struct made *made = *state;
    struct layout_sheet sheets[] = {{.kind = SHEET_SCORECARD, .previous = LAYOUT_DEFAULT},
                                    {.kind = SHEET_COMPARE, .units = {.choice = UNITS_ALL}}};
    struct error error = {0};
    made->layout.sheets = sheets;
    made->layout.sheet_count = 2;
    assert_true(pages_make(&made->arena, &made->layout, made->results, &made->pages, &made->count, &error));
    assert_int_equal(made->count, 3);
    assert_string_equal(made->pages[0].name, "Exampleshire");
    assert_string_equal(made->pages[1].name, "Compare Exampleshire");
    assert_string_equal(made->pages[2].name, "Fostering");
}

static void a_figure_and_its_parts_stay_on_one_printed_page(void **state)
{
    struct made *made = *state;
    enum { MANY = 60 };
    struct made_indicator *many = ARENA_ARRAY(&made->arena, struct made_indicator, MANY);
    for (size_t i = 0; i < MANY; i++) {
        many[i] = indicators[VISITS];
        many[i].theme = i < 30 ? "First" : "Second";
    }
    made->results =
        made_results(&made->arena, many, MANY, units, UNITS, (struct made_plan){PERIOD_MONTH, 2, 20757});
    made->sheet.units = (struct unit_selection){UNITS_AT_LEVEL, "service"};
    const struct page *page = make(made, SHEET_COMPARE);
    assert_true(page->break_count >= 3);
    for (size_t i = 0; i < page->break_count; i++) {
        size_t row = page->breaks[i];
        enum style before = page_cell(page, row - 1, 0)->style;
        assert_true(before == STYLE_DETAIL);
        assert_true(page_cell(page, row, 0)->style != STYLE_DETAIL &&
                    page_cell(page, row, 0)->style != STYLE_NOTE);
    }
}

/* ---- definitions ---- */

static const char *const counted_where[] = {"it is a second plan"};
static const struct explanation repeats_explained = {
    .figure = "100 times the numerator, divided by the denominator",
    .denominator = {.what = "the number of plans",
                    .time = "the start date falls in the window",
                    .once_per = "the child id",
                    .same_day = true},
    .numerator = {.what = "the number of those plans", .where = counted_where, .where_count = 1}};

static void defines_every_indicator_with_the_target_in_force(void **state)
{
    struct made *made = *state;
    const struct explanation *explanations[INDICATORS] = {[REPEATS] = &repeats_explained};
    made->results->explanations = explanations;
    const struct page *page = make(made, SHEET_DEFINITIONS);
    for (size_t i = 0; i < INDICATORS; i++)
        assert_non_null(line_of(
            made, page, arena_format(&made->arena, "%s / %s", indicators[i].title, indicators[i].id)));
    assert_string_equal(
        line_of(made, page, "Repeat plans / repeats"),
        "Repeat plans / repeats | What \"Repeat plans\" means, in a sentence or two that a member can read. "
        "| Figure: 100 times the numerator, divided by the denominator / Denominator: the number of plans "
        "where / - the start date falls in the window / of those alike in the child id that fall on the same "
        "day, only the last counts / Numerator: the number of those plans where / - it is a second plan "
        "| Children in need census / Evidence of recommendation 9 of kirklees-2016 "
        "| 12 months / good is in range / 1 decimal place | 10% to 15% (stretch) / 8% to 20%");
    assert_non_null(line_of(made, page, "Targets and tolerances are those in force on 31 October 2026."));
}

/* A row can be 409 points tall and no more: what is longer would be cut off without a word. */
static void words_too_many_for_a_row_are_told_to_be(void **state)
{
    struct made *made = *state;
    enum { MANY = 60 };
    const char *where[MANY];
    for (size_t i = 0; i < MANY; i++)
        where[i] = "one of many conditions";
    struct explanation long_one = repeats_explained;
    long_one.numerator.where = where;
    const struct explanation *explanations[INDICATORS] = {[REPEATS] = &long_one};
    made->results->explanations = explanations;
    for (long_one.numerator.where_count = 1; long_one.numerator.where_count <= MANY;
         long_one.numerator.where_count++) {
        const char *line = line_of(made, make(made, SHEET_DEFINITIONS), "Repeat plans / repeats");
        bool whole = !strstr(line, "scorecard explain repeats says them");
        assert_true(whole == (strstr(line, where[0]) != NULL));
        assert_true(whole == (long_one.numerator.where_count <= 34));
    }
}

static void a_catalogue_that_says_nothing_does_no_harm(void **state)
{
    struct made *made = *state;
    struct indicator *silent = &made->results->catalogue->items[VISITS];
    silent->definition = silent->source = NULL;
    silent->recommendations = NULL;
    silent->recommendation_count = 0;
    assert_non_null(line_of(made, make(made, SHEET_DEFINITIONS), "Visits on time / visits |  |"));
}

static void a_layout_that_asks_for_what_is_not_there_is_told(void **state)
{
    struct made *made = *state;
    struct error error = {0};
    made->sheet.units = (struct unit_selection){UNITS_AT_LEVEL, "district"};
    assert_false(pages_make(&made->arena, &made->layout, made->results, &made->pages, &made->count, &error));
    assert_int_equal(error.kind, ERROR_CONFIG);
    assert_non_null(strstr(error.message, "county.json: units_at: no unit is at level \"district\""));
}

/* ---- room ---- */

static void every_number_and_word_has_room(void **state)
{
    struct made *made = *state;
    for (size_t i = 0; i < MONTHS; i++)
        made_figure(made->results, REFERRALS, COUNTY, i, 123456789, 0);
    made->results->catalogue->items[VISITS].title =
        "Visits that were made on time to children of whom a good deal has to be said before the title of "
        "the indicator "
        "comes to its end, which no column could show on one line";
    const struct page *page = make(made, SHEET_SCORECARD);
    for (size_t row = 0; row < page->row_count; row++)
        for (size_t column = 0; column < page->column_count; column++) {
            const struct cell *cell = page_cell(page, row, column);
            if (!cell->text || cell->across > 1)
                continue;
            struct look look = style_look(cell->style);
            double room = page->widths[column] * 5; /* some spreadsheets' columns are wider: 5.25 */
            if (cell->is_number)
                assert_true(text_width(cell->text, look.size, look.bold) <=
                            page->widths[column] * 5.25 + 3.75);
            else if (!look.runs_on)
                assert_true(page->heights[row] >=
                            (double)text_lines(cell->text, look.size, look.bold, room) * look.size * 1.2);
        }
}

/* A title that just fits where columns are wide wraps where they are narrow. */
static void rows_are_tall_enough_in_every_spreadsheet(void **state)
{
    struct made *made = *state;
    struct text title = text_in(&made->arena);
    for (size_t words = 0; words < 40; words++) {
        text_add(&title, words ? " to" : "to");
        made->results->catalogue->items[VISITS].title = title.bytes;
        const struct page *page = make(made, SHEET_COMPARE);
        for (size_t row = 0; row < page->row_count; row++) {
            const struct cell *cell = page_cell(page, row, 0);
            struct look look = style_look(cell->style);
            if (cell->text && text_equal(cell->text, title.bytes))
                assert_true(page->heights[row] >=
                            (double)text_lines(title.bytes, look.size, look.bold, page->widths[0] * 5) *
                                look.size * 1.2);
        }
    }
}

static void wraps_as_a_spreadsheet_would(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t lines;
    } texts[] = {{"", 1},
                 {"short", 1},
                 {"a\nb", 2},
                 {"a\n\nb", 3},
                 {"one two three four five six seven eight nine ten", 3},
                 {"onewordthatgoesonandonandonwithoutanyplacetobreakit", 3}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(text_lines(texts[i].text, 10, false, 100), texts[i].lines);
    assert_true(text_width("MMM", 10, false) > text_width("iii", 10, false));
    assert_true(text_width("MMM", 10, true) > text_width("MMM", 10, false));
    assert_true(fabs(text_width("ab\na", 10, false) - text_width("ab", 10, false)) < 1e-9);
}

/* ---- names and hostile texts ---- */

static void sheet_names_are_valid_and_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *wanted;
        const char *name;
    } names[] = {
        {"Fostering", "Fostering"},
        {"fostering", "fostering (2)"},
        {"FOSTERING", "FOSTERING (3)"},
        {"Recruitment/Support: [North]*?\\", "Recruitment-Support- -North----"},
        {"'Quoted'", "Quoted"},
        {"  ' spaced ' ", "spaced"},
        {"", "Sheet"},
        {"'''", "Sheet (2)"},
        {"History", "History of figures"},
        {"Children with disabilities and complex needs", "Children with disabilities and"},
        {"Children with disabilities and others", "Children with disabilities (2)"},
        {"Neighbourhoods", "Neighbourhoods"},
        {"ACounty-wideFosteringRecruitmentAndSupport", "ACounty-wideFosteringRecruitmen"},
        {"\u00C9quipe", "\u00C9quipe"},
        {"\u00E9quipe", "\u00E9quipe (2)"},
        {"T\u0174r", "T\u0174r"},
        {"t\u0175R", "t\u0175R (2)"},
        {"tab\tand\x1b[31m", "tab-and--31m"},
        {"bad \xff\xfe bytes", "bad"},
        {"\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600"
         "\U0001F600\U0001F600"
         "\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600",
         "\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600"
         "\U0001F600\U0001F600"
         "\U0001F600\U0001F600\U0001F600\U0001F600"},
    };
    struct arena arena = {0};
    struct map taken = map_in(&arena);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_string_equal(sheet_name(&arena, names[i].wanted, &taken), names[i].name);
    arena_release(&arena);
}

static void no_text_commands_a_terminal_or_breaks_a_file(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *clean;
    } texts[] = {{"plain, with \u00A3 and\na line", "plain, with \u00A3 and\na line"},
                 {"\x1b[2Jgone", "\uFFFD[2Jgone"},
                 {"tab\there\r\n", "tab here \n"},
                 {"\x7f\xc2\x9b", "\uFFFD\uFFFD"},
                 {"caf\xe9 noir", "caf\uFFFD noir"},
                 {"\xef\xbf\xbe", "\uFFFD"},
                 {"cut \xe2\x82", "cut \uFFFD\uFFFD"},
                 {NULL, ""}};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_string_equal(clean_text(&arena, texts[i].text), texts[i].clean);
    assert_string_equal(text_beginning(&arena, "\U0001F600\U0001F600x", 3), "\U0001F600");
    assert_int_equal(text_units("\U0001F600x"), 3);
    arena_release(&arena);
}

#define PAGE_TEST(name) cmocka_unit_test_setup_teardown(name, prepare, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(a_row_says_all_about_a_figure),
        PAGE_TEST(a_figure_off_its_course_is_marked_beside_where_it_went),
        PAGE_TEST(says_in_words_where_a_course_leads),
        PAGE_TEST(what_is_not_available_is_never_nought_or_green),
        PAGE_TEST(a_figure_that_is_no_number_is_not_available),
        PAGE_TEST(a_catalogue_without_indicators_makes_sheets_that_say_so),
        PAGE_TEST(the_counts_add_up_with_the_unrated_apart),
        PAGE_TEST(says_how_many_of_the_ratings_are_of_small_numbers),
        PAGE_TEST(says_under_the_title_what_the_signs_mean),
        PAGE_TEST(activity_is_watched_and_has_no_colour),
        PAGE_TEST(small_numbers_and_stretch_are_marked_beside_the_letter),
        PAGE_TEST(a_number_is_the_figure_as_it_is_printed),
        PAGE_TEST(compares_with_the_year_before_when_the_layout_says_so),
        PAGE_TEST(shows_no_more_history_than_there_is),
        PAGE_TEST(puts_a_service_beside_its_teams),
        PAGE_TEST(shows_the_unknown_team_only_when_rows_fell_to_it),
        PAGE_TEST(says_when_targets_differ_between_units),
        PAGE_TEST(a_sheet_for_every_unit_with_units_below_it),
        PAGE_TEST(tells_a_comparison_from_the_scorecard_of_the_same_unit),
        PAGE_TEST(a_figure_and_its_parts_stay_on_one_printed_page),
        PAGE_TEST(defines_every_indicator_with_the_target_in_force),
        PAGE_TEST(words_too_many_for_a_row_are_told_to_be),
        PAGE_TEST(a_catalogue_that_says_nothing_does_no_harm),
        PAGE_TEST(a_layout_that_asks_for_what_is_not_there_is_told),
        PAGE_TEST(every_number_and_word_has_room),
        PAGE_TEST(rows_are_tall_enough_in_every_spreadsheet),
        cmocka_unit_test(wraps_as_a_spreadsheet_would),
        cmocka_unit_test(sheet_names_are_valid_and_told_apart),
        cmocka_unit_test(no_text_commands_a_terminal_or_breaks_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
