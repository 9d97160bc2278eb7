#include "base/file.h"
#include "base/text.h"
#include "render/layout.h"
#include "tests/support/files.h"
#include "tests/support/made_results.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool load(struct arena *arena, const char *text, struct layout *layout, struct error *error)
{
    char *folder = temporary_folder(arena);
    char *path = write_file(arena, folder, "local.json", text);
    bool loaded = layout_load(arena, path, layout, error);
    remove_folder(folder);
    return loaded;
}

static void reads_all_that_a_layout_can_say(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct layout layout;
    struct error error = {0};
    assert_true(
        load(&arena,
             "{ \"layout\": \"fostering\", \"title\": \"Fostering\", \"classification\": \"Official\","
             "  \"indicators\": [\"workforce\", \"cp_repeat\"], \"direction\": \"year before\","
             "  \"sheets\": ["
             "    { \"kind\": \"scorecard\", \"name\": \"All\", \"units_at\": \"service\", \"previous\": 3,"
             "      \"year_before\": false },"
             "    { \"kind\": \"compare\", \"units\": \"roots\" },"
             "    { \"kind\": \"compare\" },"
             "    { \"kind\": \"definitions\", \"name\": \"Meanings\" } ],"
             "  \"charts\": { \"units\": \"all\", \"formats\": [\"png\", \"pdf\"] } }",
             &layout, &error));
    assert_string_equal(layout.id, "fostering");
    assert_string_equal(layout.classification, "Official");
    assert_int_equal(layout.indicator_count, 2);
    assert_int_equal(layout.direction, DIRECTION_YEAR_BEFORE);
    assert_int_equal(layout.sheet_count, 4);
    assert_int_equal(layout.sheets[0].units.choice, UNITS_AT_LEVEL);
    assert_string_equal(layout.sheets[0].units.level, "service");
    assert_int_equal(layout.sheets[0].previous, 3);
    assert_false(layout.sheets[0].year_before);
    assert_int_equal(layout.sheets[1].units.choice, UNITS_ROOTS);
    assert_int_equal(layout.sheets[2].units.choice, UNITS_ALL);
    assert_string_equal(layout.sheets[3].name, "Meanings");
    assert_true(layout.charts.wanted);
    assert_int_equal(layout.charts.units.choice, UNITS_ALL);
    assert_int_equal(layout.charts.format_count, 2);
    assert_string_equal(layout.charts.formats[1], "pdf");
    arena_release(&arena);
}

static void fills_in_what_a_layout_leaves_out(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct layout layout;
    struct error error = {0};
    assert_true(load(&arena, "{\"layout\":\"a\",\"title\":\"A\",\"sheets\":[{\"kind\":\"scorecard\"}]}",
                     &layout, &error));
    assert_null(layout.classification);
    assert_int_equal(layout.direction, DIRECTION_PREVIOUS);
    assert_int_equal(layout.sheets[0].units.choice, UNITS_ROOTS);
    assert_int_equal(layout.sheets[0].previous, LAYOUT_DEFAULT);
    assert_true(layout.sheets[0].year_before);
    assert_false(layout.charts.wanted);
    arena_release(&arena);
}

static void refuses_what_it_would_have_to_guess(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } refused[] = {
        {"{\"layout\":\"a\",\"title\":\"A\",\"sheets\":[]}", "lists no sheet"},
        {"{\"layout\":\"a\",\"title\":\"A\"}", "lists no sheet"},
        {"{\"layout\":\"a\",\"titel\":\"A\",\"sheets\":[{\"kind\":\"compare\"}]}", "title"},
        {"{\"layout\":\"a\",\"title\":\"A\",\"sheets\":[{\"kind\":\"scorecards\"}]}", "scorecards"},
        {"{\"layout\":\"a\",\"title\":\"A\",\"sheets\":[{\"kind\":\"compare\",\"units\":\"roots\",\"units_"
         "at\":\"team\"}]}",
         "cannot both choose"},
        {"{\"layout\":\"a\",\"title\":\"A\",\"sheets\":[{\"kind\":\"scorecard\",\"previous\":25}]}",
         "previous"},
        {"{\"layout\":\"a\",\"title\":\"A\",\"sheets\":[{\"kind\":\"definitions\",\"previous\":2}]}",
         "unknown key"},
        {"{\"layout\":\"a\",\"title\":\"A\",\"sheets\":[{\"kind\":\"compare\"}],\"charts\":{\"formats\":["
         "\"gif\"]}}",
         "gif"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct arena arena = {0};
        struct layout layout;
        struct error error = {0};
        assert_false(load(&arena, refused[i].text, &layout, &error));
        assert_int_equal(error.kind, ERROR_CONFIG);
        if (!strstr(error.message, refused[i].message) || !strstr(error.message, "local.json"))
            fail_msg("%s\nwas refused with: %s", refused[i].text, error.message);
        arena_release(&arena);
    }
}

static const struct made_indicator indicators[] = {
    {.id = "referrals", .title = "Referrals", .theme = "front_door", .format = FORMAT_COUNT},
    {.id = "caseload", .title = "Caseload", .theme = "workforce", .format = FORMAT_COUNT},
    {.id = "agency_rate", .title = "Agency staff", .theme = "workforce", .format = FORMAT_COUNT},
};
static const struct made_unit units[] = {{"Exampleshire", "organisation", -1},
                                         {"Fostering", "service", 0},
                                         {"Team A", "team", 1},
                                         {"(no team)", "team", 0}};

static const struct result_set *results(struct arena *arena)
{
    return made_results(arena, indicators, 3, units, 4, (struct made_plan){PERIOD_MONTH, 2, 20000});
}

static void chooses_indicators_by_name_or_theme_in_the_catalogues_order(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    static const char *const wanted[] = {"agency_rate", "front_door"};
    struct layout layout = {.file = "local.json", .indicators = wanted, .indicator_count = 2};
    size_t count;
    size_t *chosen = layout_indicators(&arena, &layout, results(&arena)->catalogue, &count, &error);
    assert_non_null(chosen);
    assert_int_equal(count, 2);
    assert_int_equal(chosen[0], 0);
    assert_int_equal(chosen[1], 2);
    static const char *const misspelt[] = {"agency_rat"};
    layout.indicators = misspelt;
    layout.indicator_count = 1;
    assert_null(layout_indicators(&arena, &layout, results(&arena)->catalogue, &count, &error));
    assert_int_equal(error.kind, ERROR_CONFIG);
    assert_non_null(strstr(error.message, "\"agency_rate\""));
    arena_release(&arena);
}

static void chooses_units_and_never_the_unknown_team(void **state)
{
    (void)state;
    static const struct {
        struct unit_selection selection;
        size_t count;
        size_t first;
    } choices[] = {{{UNITS_ROOTS, NULL}, 1, 0},
                   {{UNITS_ALL, NULL}, 3, 0},
                   {{UNITS_AT_LEVEL, "Service"}, 1, 1},
                   {{UNITS_AT_LEVEL, "team"}, 1, 2}};
    struct arena arena = {0};
    struct error error = {0};
    struct layout layout = {.file = "local.json"};
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        size_t count;
        size_t *chosen =
            layout_units(&arena, &layout, &choices[i].selection, results(&arena)->units, &count, &error);
        assert_non_null(chosen);
        assert_int_equal(count, choices[i].count);
        assert_int_equal(chosen[0], choices[i].first);
    }
    arena_release(&arena);
}

static void names_the_levels_there_are_when_one_is_not(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct layout layout = {.file = "local.json"};
    struct unit_selection selection = {UNITS_AT_LEVEL, "servise"};
    size_t count;
    assert_null(layout_units(&arena, &layout, &selection, results(&arena)->units, &count, &error));
    assert_non_null(strstr(error.message, "did you mean \"service\""));
    assert_non_null(strstr(error.message, "\"organisation\", \"service\", \"team\""));
    arena_release(&arena);
}

static void the_shipped_layouts_load(void **state)
{
    (void)state;
    static const char *const paths[] = {"render/layouts/county.json", "render/layouts/councils.json"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct arena arena = {0};
        struct layout layout;
        struct error error = {0};
        if (!layout_load(&arena, paths[i], &layout, &error))
            fail_msg("%s", error.message);
        assert_int_equal(layout.sheet_count, 3);
        assert_int_equal(layout.sheets[2].kind, SHEET_DEFINITIONS);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_that_a_layout_can_say),
        cmocka_unit_test(fills_in_what_a_layout_leaves_out),
        cmocka_unit_test(refuses_what_it_would_have_to_guess),
        cmocka_unit_test(chooses_indicators_by_name_or_theme_in_the_catalogues_order),
        cmocka_unit_test(chooses_units_and_never_the_unknown_team),
        cmocka_unit_test(names_the_levels_there_are_when_one_is_not),
        cmocka_unit_test(the_shipped_layouts_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
