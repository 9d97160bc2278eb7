#include "metrics/catalogue.h"

#include "base/text.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define THEMES "\"themes\":[{\"id\":\"one\",\"title\":\"First\"},{\"id\":\"two\",\"title\":\"Second\"}]"

struct desk {
    struct arena arena;
    char *folder;
    struct catalogue catalogue;
    struct error error;
};

static int set_up(void **state)
{
    struct desk *desk = test_calloc(1, sizeof *desk);
    desk->folder = temporary_folder(&desk->arena);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    remove_folder(desk->folder);
    arena_release(&desk->arena);
    test_free(desk);
    return 0;
}

static const char *put(struct desk *desk, const char *name, const char *text)
{
    return write_file(&desk->arena, desk->folder, name, text);
}

static bool load(struct desk *desk, const char *const *paths, size_t count)
{
    return catalogue_load(&desk->arena, paths, count, &desk->catalogue, &desk->error);
}

static bool load_text(struct desk *desk, const char *text)
{
    const char *path = put(desk, "file.json", text);
    return load(desk, &path, 1);
}

/* A count of all rows, the least an indicator can be. */
static const char *indicator(struct desk *desk, const char *id, const char *theme, const char *title)
{
    return arena_format(
        &desk->arena,
        "{\"id\":\"%s\",\"title\":\"%s\",\"theme\":\"%s\",\"format\":\"count\",\"better\":\"none\","
        "\"window\":\"month\",\"numerator\":{\"table\":\"referrals\",\"at\":\"date\"},"
        "\"definition\":\"What it counts.\",\"source\":\"The extract\"}",
        id, title, theme);
}

static const char *ids(struct desk *desk)
{
    struct text text = text_in(&desk->arena);
    for (size_t i = 0; i < desk->catalogue.count; i++)
        text_add_format(&text, "%s%s", i ? " " : "", desk->catalogue.items[i].id);
    return text.bytes;
}

static void reads_an_indicator_as_it_is_written(void **state)
{
    struct desk *desk = *state;
    assert_true(load_text(
        desk, "{" THEMES
              ",\"indicators\":[{\"id\":\"cp_repeat\",\"title\":\"Repeat plans of all\",\"theme\":\"two\","
              "\"format\":\"percent\",\"decimals\":2,\"better\":\"lower\",\"window\":\"12 "
              "months\",\"headline\":\"Repeat plans\",\"part_of\":\"plans\",\"counts_people\":false,"
              "\"denominator\":{\"table\":\"cp_plans\",\"at\":\"start_date\",\"where\":\"not "
              "other\",\"unit_by\":\"team\"},"
              "\"numerator\":{\"where\":\"again\"},\"definition\":\"d\",\"source\":\"s\","
              "\"recommendations\":[\"kirklees-2016:9\",\"15\"]},"
              "{\"id\":\"stay\",\"title\":\"Stay\",\"theme\":\"one\",\"format\":\"days\",\"better\":"
              "\"lower\",\"window\":\"snapshot\","
              "\"numerator\":{\"table\":\"cp_plans\",\"open\":[\"start_date\",\"end_date\"],\"percentile\":"
              "\"days(a,b)\",\"percent\":90},"
              "\"definition\":\"d\",\"source\":\"s\"}]}"));
    const struct indicator *repeat = &desk->catalogue.items[1], *stay = &desk->catalogue.items[0];
    assert_string_equal(repeat->id, "cp_repeat");
    assert_string_equal(repeat->title, "Repeat plans of all");
    assert_string_equal(repeat->headline, "Repeat plans");
    assert_int_equal(repeat->theme, 1);
    assert_int_equal(repeat->format, FORMAT_PERCENT);
    assert_int_equal(repeat->decimals, 2);
    assert_int_equal(repeat->better, BETTER_LOWER);
    assert_int_equal(repeat->window, WINDOW_12_MONTHS);
    assert_true(repeat->has_denominator);
    assert_string_equal(repeat->denominator.table, "cp_plans");
    assert_string_equal(repeat->denominator.at, "start_date");
    assert_string_equal(repeat->denominator.where, "not other");
    assert_string_equal(repeat->denominator.unit_by, "team");
    assert_null(repeat->numerator.table);
    assert_string_equal(repeat->numerator.where, "again");
    assert_int_equal(repeat->numerator.aggregate, AGGREGATE_ROWS);
    assert_int_equal(repeat->recommendation_count, 2);
    assert_string_equal(repeat->recommendations[1], "15");
    assert_string_equal(repeat->file, "file.json: indicators[0]");
    assert_string_equal(repeat->part_of, "plans");
    assert_true(repeat->counts_no_people);
    assert_null(stay->part_of);
    assert_false(stay->counts_no_people);
    assert_string_equal(stay->headline, "Stay");
    assert_int_equal(stay->decimals, 1);
    assert_false(stay->has_denominator);
    assert_string_equal(stay->numerator.open_start, "start_date");
    assert_string_equal(stay->numerator.open_end, "end_date");
    assert_int_equal(stay->numerator.aggregate, AGGREGATE_PERCENTILE);
    assert_string_equal(stay->numerator.of, "days(a,b)");
    assert_true(stay->numerator.percentile > 89.9 && stay->numerator.percentile < 90.1);
}

static void stands_in_the_order_of_themes_then_files(void **state)
{
    struct desk *desk = *state;
    const char *paths[2];
    paths[0] = put(desk, "a.json",
                   arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s,%s,%s]}",
                                indicator(desk, "b2", "two", "t"), indicator(desk, "z1", "one", "t"),
                                indicator(desk, "a1", "one", "t")));
    paths[1] =
        put(desk, "b.json",
            arena_format(&desk->arena,
                         "{\"themes\":[{\"id\":\"three\",\"title\":\"Third\"}],\"indicators\":[%s,%s]}",
                         indicator(desk, "local3", "three", "t"), indicator(desk, "local1", "one", "t")));
    assert_true(load(desk, paths, 2));
    assert_string_equal(ids(desk), "z1 a1 local1 b2 local3");
    assert_int_equal(desk->catalogue.theme_count, 3);
    assert_int_equal(catalogue_find(&desk->catalogue, "b2"), 3);
    assert_int_equal(catalogue_find(&desk->catalogue, "b3"), -1);
}

static void lets_a_later_file_override_by_id_and_keeps_the_place(void **state)
{
    struct desk *desk = *state;
    const char *paths[2];
    paths[0] = put(
        desk, "standard.json",
        arena_format(&desk->arena,
                     "{" THEMES ",\"parameters\":{\"threshold\":18,\"days\":45},\"indicators\":[%s,%s,%s]}",
                     indicator(desk, "first", "one", "Shipped"), indicator(desk, "second", "one", "Shipped"),
                     indicator(desk, "third", "one", "Shipped")));
    paths[1] = put(desk, "local.json",
                   arena_format(&desk->arena,
                                "{\"themes\":[{\"id\":\"one\",\"title\":\"Front "
                                "door\"}],\"parameters\":{\"threshold\":16.5,\"own\":1},\"indicators\":[%s]}",
                                indicator(desk, "second", "one", "Ours")));
    assert_true(load(desk, paths, 2));
    assert_string_equal(ids(desk), "first second third");
    assert_string_equal(desk->catalogue.items[0].title, "Shipped");
    assert_string_equal(desk->catalogue.items[1].title, "Ours");
    assert_string_equal(desk->catalogue.items[1].file, "local.json: indicators[0]");
    assert_string_equal(desk->catalogue.themes[0].title, "Front door");
    assert_string_equal(desk->catalogue.themes[1].title, "Second");
    static const struct {
        const char *name;
        int tenths;
    } parameters[] = {{"threshold", 165}, {"days", 450}, {"own", 10}};
    assert_int_equal(desk->catalogue.parameter_count, COUNT(parameters));
    for (size_t i = 0; i < COUNT(parameters); i++) {
        assert_string_equal(desk->catalogue.parameters[i].name, parameters[i].name);
        assert_int_equal((int)(10 * desk->catalogue.parameters[i].value), parameters[i].tenths);
    }
}

static void reads_a_folder_in_name_order(void **state)
{
    struct desk *desk = *state;
    put(desk, "own/20.json",
        arena_format(&desk->arena, "{\"indicators\":[%s]}", indicator(desk, "b", "one", "t")));
    put(desk, "own/10.json",
        arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s]}", indicator(desk, "a", "one", "t")));
    put(desk, "own/notes.txt", "not a catalogue");
    const char *path = arena_format(&desk->arena, "%s/own", desk->folder);
    assert_true(load(desk, &path, 1));
    assert_string_equal(ids(desk), "a b");
}

/* What stands in the place of %s, in an indicator that is otherwise whole. */
static void refuses_an_indicator_and_says_where_and_why(void **state)
{
    static const struct {
        const char *rest, *message;
    } cases[] = {
        {"\"format\":\"count\"",
         "indicators[0]: needs a \"numerator\" with a \"table\", or a \"denominator\" that has one"},
        {"\"format\":\"count\",\"numerator\":{\"where\":\"x\"}",
         "indicators[0]: needs a \"numerator\" with a \"table\""},
        {"\"format\":\"percent\",\"denominator\":{\"where\":\"x\"}",
         "indicators[0]: its \"denominator\" needs a \"table\""},
        {"\"format\":\"percent\",\"numerator\":{\"table\":\"t\",\"at\":\"d\"}",
         "indicators[0]: is a percent and needs a \"denominator\""},
        {"\"format\":\"ratio\",\"numerator\":{\"table\":\"t\",\"at\":\"d\",\"sum\":\"x\"}",
         "indicators[0]: is a ratio and needs a \"denominator\""},
        {"\"format\":\"count\",\"denominator\":{\"table\":\"t\",\"at\":\"d\"}",
         "indicators[0]: is a count and takes no \"denominator\""},
        {"\"format\":\"per_10000\",\"denominator\":{\"table\":\"t\",\"at\":\"d\"}",
         "indicators[0]: is a per_10000 and takes no \"denominator\""},
        {"\"format\":\"count\",\"part_of\":\"grades\",\"numerator\":{\"table\":\"t\",\"at\":\"d\"}",
         "indicators[0]: has \"part_of\" and no \"denominator\", which is the whole that its parts add up "
         "to"},
        {"\"format\":\"per_10000\",\"numerator\":{\"table\":\"t\",\"at\":\"d\",\"mean\":\"x\"}",
         "indicators[0]: is a per_10000: a rate of rows, of a sum or of different ones"},
        {"\"format\":\"count\",\"by\":[\"age\"],\"numerator\":{\"table\":\"t\",\"at\":\"d\"}",
         "indicators[0]: there is no breakdown \"age\": they are declared in \"breakdowns\""},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\",\"open\":[\"a\",\"b\"],\"during\":[\"a\",\"b\"]"
         "}",
         "indicators[0].numerator: has both \"open\" and \"during\": open at the window's end, or on any day "
         "of it"},
        {"\"format\":\"percent\",\"denominator\":{\"table\":\"t\",\"at\":\"d\"},\"numerator\":{\"once_per\":"
         "\"x\"}",
         "indicators[0].numerator: has no \"table\": it is the denominator's rows, and takes its time and "
         "unit from there"},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\"}",
         "indicators[0].numerator: needs a time rule: \"at\": the date a row falls on, or \"open\": [start, "
         "end]"},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\",\"at\":\"d\",\"open\":[\"a\",\"b\"]}",
         "indicators[0].numerator: has both \"at\" and \"open\": a row falls in the window, or is open at "
         "its end"},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\",\"open\":[\"a\"]}",
         "indicators[0].numerator: \"open\" is a list of two: [start, end]"},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\",\"open\":[\"a\",\"b\",\"c\"]}",
         "indicators[0].numerator: \"open\" is a list of two"},
        {"\"format\":\"percent\",\"denominator\":{\"table\":\"t\",\"at\":\"d\"},\"numerator\":{\"at\":\"e\"}",
         "indicators[0].numerator: has no \"table\": it is the denominator's rows, and takes its time and "
         "unit from there"},
        {"\"format\":\"percent\",\"denominator\":{\"table\":\"t\",\"at\":\"d\"},\"numerator\":{\"unit_by\":"
         "\"e\"}",
         "indicators[0].numerator: has no \"table\""},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\",\"at\":\"d\",\"sum\":\"x\",\"distinct\":\"y\"}",
         "indicators[0].numerator: has both \"sum\" and \"distinct\": one measure, one aggregate"},
        {"\"format\":\"days\",\"numerator\":{\"table\":\"t\",\"at\":\"d\",\"percentile\":\"x\",\"percent\":"
         "101}",
         "indicators[0].numerator: \"percent\" is the percentile wanted, from 0 to 100"},
        {"\"format\":\"days\",\"numerator\":{\"table\":\"t\",\"at\":\"d\",\"median\":\"x\",\"percent\":90}",
         "indicators[0].numerator: has \"percent\", which says what \"percentile\" is wanted, and no "
         "\"percentile\""},
        {"\"format\":\"count\",\"decimals\":7,\"numerator\":{\"table\":\"t\",\"at\":\"d\"}",
         "indicators[0].decimals: wanted a whole number from 0 to 6, found 7"},
        {"\"format\":\"percentage\"", "indicators[0].format: wanted one of \"percent\", "},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\",\"at\":\"d\"},\"windo\":\"month\"",
         "indicators[0]: unknown key \"windo\" (did you mean \"window\"?)"},
        {"\"format\":\"count\",\"numerator\":{\"table\":\"t\",\"at\":\"d\",\"wher\":\"x\"}",
         "indicators[0].numerator: unknown key \"wher\" (did you mean \"where\"?)"},
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool loaded = load_text(
            desk, arena_format(
                      &desk->arena,
                      "{" THEMES
                      ",\"indicators\":[{\"id\":\"x\",\"title\":\"t\",\"theme\":\"one\",\"better\":\"lower\","
                      "\"window\":\"month\",\"definition\":\"d\",\"source\":\"s\",%s}]}",
                      cases[i].rest));
        if (loaded)
            fail_msg("loaded: %s", cases[i].rest);
        assert_int_equal(desk->error.kind, ERROR_CONFIG);
        const char *expected = arena_format(&desk->arena, "%s/file.json: %s", desk->folder, cases[i].message);
        if (!text_starts_with(desk->error.message, expected))
            fail_msg("\"%s\" does not say \"%s\"", desk->error.message, cases[i].message);
    }
}

static void refuses_a_file_and_says_why(void **state)
{
    struct desk *desk = *state;
    const char *whole = indicator(desk, "whole", "one", "t");
    const struct {
        const char *text, *message;
    } cases[] = {
        {"{" THEMES "}", "the catalogue holds no indicators"},
        {arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s,%s]}", whole, whole),
         "file.json: indicators[1]: \"whole\" stands twice in this file"},
        {arena_format(&desk->arena, "{\"indicators\":[%s]}", whole),
         "indicators[0]: there is no theme \"one\": themes are declared in \"themes\""},
        {arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s]}", indicator(desk, "x", "onee", "t")),
         "indicators[0]: there is no theme \"onee\" (did you mean \"one\"?): themes are declared in "
         "\"themes\""},
        {arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s]}",
                      indicator(desk, "Agency-Rate", "one", "t")),
         "indicators[0]: \"id\" is small letters, digits and _, beginning with a letter, 60 at the most"},
        {arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s]}",
                      indicator(desk, "2nd_plan", "one", "t")),
         "indicators[0]: \"id\" is small letters"},
        {arena_format(
             &desk->arena, "{" THEMES ",\"indicators\":[%s]}",
             indicator(desk, "a2345678901234567890123456789012345678901234567890123456789_1", "one", "t")),
         "indicators[0]: \"id\" is small letters"},
        {"{" THEMES ",\"indicators\":[{\"id\":\"x\"}]}", "indicators[0]: required key \"title\" is missing"},
        {"{" THEMES ",\"indicators\":[{\"id\":\"x\",\"title\":\"t\",\"theme\":\"one\",\"format\":\"count\","
         "\"better\":\"none\",\"window\":\"month\","
         "\"numerator\":{\"table\":\"t\",\"at\":\"d\"},\"source\":\"s\"}]}",
         "indicators[0]: required key \"definition\" is missing"},
        {"{" THEMES ",\"parameters\":{\"threshold\":\"18\"}}",
         "parameters.threshold: wanted a number, found text"},
        {"{\"themes\":[{\"id\":\"one\"}]}", "themes[0]: required key \"title\" is missing"},
        {"{" THEMES ",\"indicatos\":[]}", "unknown key \"indicatos\" (did you mean \"indicators\"?)"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(load_text(desk, cases[i].text));
        assert_int_equal(desk->error.kind, ERROR_CONFIG);
        if (!strstr(desk->error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", desk->error.message, cases[i].message);
    }
    const char *absent = "no/such/catalogue.json";
    assert_false(load(desk, &absent, 1));
    assert_non_null(strstr(desk->error.message, absent));
}

static void refuses_two_overrides_of_one_indicator_in_a_file(void **state)
{
    struct desk *desk = *state;
    const char *paths[2];
    paths[0] =
        put(desk, "standard.json",
            arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s]}", indicator(desk, "a", "one", "t")));
    paths[1] = put(desk, "local.json",
                   arena_format(&desk->arena, "{\"indicators\":[%s,%s]}", indicator(desk, "a", "one", "u"),
                                indicator(desk, "a", "one", "v")));
    assert_false(load(desk, paths, 2));
    assert_non_null(
        strstr(desk->error.message, "local.json: indicators[1]: \"a\" stands twice in this file"));
}

/* An override that moves an indicator to another theme moves it there. */
static void follows_an_override_into_another_theme(void **state)
{
    struct desk *desk = *state;
    const char *paths[2];
    paths[0] = put(desk, "a.json",
                   arena_format(&desk->arena, "{" THEMES ",\"indicators\":[%s,%s]}",
                                indicator(desk, "a", "one", "t"), indicator(desk, "b", "two", "t")));
    paths[1] = put(desk, "b.json",
                   arena_format(&desk->arena, "{\"indicators\":[%s]}", indicator(desk, "a", "two", "t")));
    assert_true(load(desk, paths, 2));
    assert_string_equal(ids(desk), "a b");
    assert_int_equal(desk->catalogue.items[0].theme, 1);
}

/* A local standard is set in one place, and titles and definitions say what it was set to. */
static void writes_the_jobs_parameters_where_texts_name_them(void **state)
{
    struct desk *desk = *state;
    static const struct parameter own = {"limit", 16}, slip = {"limt", 16};
    static const char *const pattern =
        "{" THEMES ",\"parameters\":{\"limit\":18,\"days\":45},\"indicators\":[%s]}";
    assert_true(load_text(desk, arena_format(&desk->arena, pattern,
                                             indicator(desk, "x", "one", "Over {limit} in {days} days"))));
    assert_true(catalogue_settle(&desk->arena, &desk->catalogue, &own, 1, "job.json", &desk->error));
    assert_string_equal(desk->catalogue.items[0].title, "Over 16 in 45 days");
    assert_string_equal(desk->catalogue.items[0].headline, "Over 16 in 45 days");
    assert_true(desk->catalogue.parameters[0].value == 16);
    assert_false(catalogue_settle(&desk->arena, &desk->catalogue, &slip, 1, "job.json", &desk->error));
    assert_string_equal(desk->error.message,
                        "job.json: parameters: the catalogue has no parameter \"limt\" (did you "
                        "mean \"limit\"?)");
    static const char *const bad[][2] = {
        {"{limits}", "is no parameter"}, {"{limit", "no } ends \"{limit\""}, {"{}", "is no parameter"}};
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_true(
            load_text(desk, arena_format(&desk->arena, pattern, indicator(desk, "x", "one", bad[i][0]))));
        assert_false(catalogue_settle(&desk->arena, &desk->catalogue, NULL, 0, "job.json", &desk->error));
        assert_non_null(strstr(desk->error.message, bad[i][1]));
    }
}

static void loads_the_catalogue_that_is_shipped(void **state)
{
    struct desk *desk = *state;
    const char *path = "metrics/catalogue/standard";
    if (!load(desk, &path, 1))
        fail_msg("%s", desk->error.message);
    assert_true(desk->catalogue.count >= 18);
    assert_true(catalogue_find(&desk->catalogue, "agency_rate_fte") >= 0);
    for (size_t i = 0; i < desk->catalogue.count; i++) {
        const struct indicator *one = &desk->catalogue.items[i];
        assert_int_equal(catalogue_find_window(&desk->catalogue, one->id, one->window), i);
        assert_int_equal(one->further_window, (size_t)catalogue_find(&desk->catalogue, one->id) != i);
        assert_true(strlen(one->definition) > 40 && strlen(one->source) > 5);
        assert_true(i == 0 || one->theme >= desk->catalogue.items[i - 1].theme);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_an_indicator_as_it_is_written),
        cmocka_unit_test(stands_in_the_order_of_themes_then_files),
        cmocka_unit_test(lets_a_later_file_override_by_id_and_keeps_the_place),
        cmocka_unit_test(refuses_two_overrides_of_one_indicator_in_a_file),
        cmocka_unit_test(follows_an_override_into_another_theme),
        cmocka_unit_test(reads_a_folder_in_name_order),
        cmocka_unit_test(refuses_an_indicator_and_says_where_and_why),
        cmocka_unit_test(refuses_a_file_and_says_why),
        cmocka_unit_test(writes_the_jobs_parameters_where_texts_name_them),
        cmocka_unit_test(loads_the_catalogue_that_is_shipped),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
