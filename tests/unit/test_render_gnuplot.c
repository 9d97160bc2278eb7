#include "render/gnuplot.h"

#include "base/file.h"
#include "base/text.h"
#include "render/chart.h"
#include "render/gnuplot_output.h"
#include "tests/support/chart_example.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *const endings[] = {[CHART_SVG] = "svg", [CHART_PNG] = "png", [CHART_PDF] = "pdf"};

struct place {
    struct arena arena;
    char *folder;
};

static int make_place(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    place->folder = temporary_folder(&place->arena);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    remove_folder(place->folder);
    arena_release(&place->arena);
    free(place);
    return 0;
}

static char *draw_trend(struct arena *arena, const char *title)
{
    const struct chart_example example = {.headline = title,
                                          .title = "Reviews on time",
                                          .format = FORMAT_PERCENT,
                                          .decimals = 1,
                                          .better = BETTER_HIGHER,
                                          .values = {93.8, 81.8, MISSING, 90, 91.8, 96},
                                          .count = 6,
                                          .green = {">=95"},
                                          .amber = {">=90"}};
    struct result_set *results = chart_example_make(arena, &example);
    return chart_trend(arena, results, results->series);
}

static char *path_in(struct place *place, const char *name)
{
    return path_join(&place->arena, place->folder, name);
}

static void assert_draws(const struct chart_file *files, size_t count)
{
    struct error error = {0};
    if (!gnuplot_draw(files, count, &error))
        fail_msg("%s", error.message);
}

static char *draw_one(struct place *place, enum chart_format format, const char *title, const char *name,
                      size_t *length)
{
    struct chart_file file = {.script = draw_trend(&place->arena, title),
                              .format = format,
                              .path = path_in(place, name),
                              .title = "A title & more",
                              .description = "<b>told</b>"};
    struct error error = {0};
    assert_draws(&file, 1);
    return file_read(&place->arena, file.path, length, &error);
}

static void draws_whole_files_that_only_their_owner_reads(void **state)
{
    struct place *place = *state;
    for (int format = CHART_SVG; format <= CHART_PDF; format++) {
        const char *name = arena_format(&place->arena, "chart.%s", endings[format]);
        struct stat status;
        size_t length = 0;
        const char *bytes = draw_one(place, (enum chart_format)format, "Reviews", name, &length);
        assert_non_null(bytes);
        assert_true(drawing_is_whole((enum chart_format)format, bytes, length));
        assert_true(length > 8000);
        assert_int_equal(stat(path_in(place, name), &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
}

static void draws_the_same_bytes_in_every_time_zone(void **state)
{
    struct place *place = *state;
    for (int format = CHART_SVG; format <= CHART_PDF; format++) {
        size_t length, other_length;
        setenv("TZ", "Pacific/Kiritimati", 1);
        const char *bytes = draw_one(place, (enum chart_format)format, "Reviews", "one", &length);
        setenv("TZ", "America/Anchorage", 1);
        const char *other = draw_one(place, (enum chart_format)format, "Reviews", "other", &other_length);
        unsetenv("TZ");
        assert_int_equal(length, other_length);
        assert_memory_equal(bytes, other, length);
    }
}

static void dates_a_pdf_in_the_year_2000(void **state)
{
    struct place *place = *state;
    size_t length;
    const char *bytes = draw_one(place, CHART_PDF, "Reviews", "chart.pdf", &length);
    assert_non_null(memmem(bytes, length, "/CreationDate (D:20000101000000", 31));
}

static void tells_an_svg_to_those_who_do_not_see_it(void **state)
{
    struct place *place = *state;
    size_t length;
    const char *svg = draw_one(place, CHART_SVG, "Reviews", "chart.svg", &length);
    assert_non_null(strstr(svg, "<title>A title &amp; more</title>\n<desc>&lt;b&gt;told&lt;/b&gt;</desc>"));
    assert_null(strstr(svg, "<title>Gnuplot"));
    assert_null(strstr(svg, "gnuplot_plot_1</title>"));
    assert_null(strstr(svg, "GNUPLOT"));
    assert_null(strstr(svg, "Liberation Sans:Bold"));
    assert_non_null(strstr(svg, "font-weight=\"bold\""));
}

static void shows_hostile_titles_as_they_are(void **state)
{
    static const struct {
        const char *title, *shown;
    } cases[] = {
        {"`touch pwned` it's", "`touch pwned` it's: "},
        {"a'\nsystem(\"touch pwned\")\n'", "a' system(\"touch pwned\") '"},
        {"EOD @x %s \\n {/Symbol a} A_b^2", "EOD @x %s \\n {/Symbol a} A_b^2"},
        {"R&D <b> \"x\"", "R&amp;D &lt;b> \"x\""},
        {"<g font-family=\"Liberation Sans\">", "&lt;g font-family=\"Liberation Sans\">"},
    };
    struct place *place = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t length;
        const char *svg = draw_one(place, CHART_SVG, cases[i].title, "chart.svg", &length);
        if (!strstr(svg, cases[i].shown))
            fail_msg("not shown: %s", cases[i].shown);
        assert_false(file_exists(path_in(place, "pwned")) || file_exists("pwned") ||
                     file_exists("/tmp/pwned"));
    }
}

static void draws_more_charts_than_one_process_takes(void **state)
{
    enum { MANY = 105 };
    struct place *place = *state;
    struct chart_file files[MANY];
    for (size_t i = 0; i < MANY; i++)
        files[i] = (struct chart_file){
            .script = draw_trend(&place->arena, arena_format(&place->arena, "Number %zu", i)),
            .format = CHART_SVG,
            .path = path_in(place, arena_format(&place->arena, "chart-%zu.svg", i))};
    assert_draws(files, MANY);
    for (size_t i = 0; i < MANY; i++) {
        const char *svg = read_text_file(&place->arena, files[i].path);
        assert_non_null(strstr(svg, arena_format(&place->arena, "<text>Number %zu:", i)));
    }
}

static void names_the_chart_that_failed_and_puts_none_in_place(void **state)
{
    struct place *place = *state;
    const struct chart_file files[] = {
        {.script = draw_trend(&place->arena, "Good"),
         .format = CHART_SVG,
         .path = path_in(place, "good.svg")},
        {.script = "plot $NOTHING using 1:2", .format = CHART_PNG, .path = path_in(place, "bad.png")}};
    struct error error = {0};
    assert_false(gnuplot_draw(files, COUNT(files), &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_non_null(strstr(error.message, "bad.png: gnuplot did not draw this chart: "));
    assert_non_null(strstr(error.message, "NOTHING"));
    assert_false(file_exists(files[0].path));
    assert_false(file_exists(files[1].path));
}

static void says_how_to_install_gnuplot_when_it_is_missing(void **state)
{
    struct place *place = *state;
    const char *path = arena_copy_text(&place->arena, getenv("PATH"));
    const struct chart_file file = {
        .script = "plot 1", .format = CHART_SVG, .path = path_in(place, "chart.svg")};
    struct error error = {0};
    setenv("PATH", place->folder, 1);
    bool drawn = gnuplot_draw(&file, 1, &error);
    setenv("PATH", path, 1);
    assert_false(drawn);
    assert_int_equal(error.kind, ERROR_IO);
    assert_non_null(strstr(error.message, "scripts/install-deps"));
}

static void leaves_nothing_behind(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    const struct chart_file good = {
        .script = draw_trend(&place->arena, "Good"), .format = CHART_SVG, .path = path_in(place, "good.svg")};
    const struct chart_file bad = {
        .script = "nonsense", .format = CHART_SVG, .path = path_in(place, "bad.svg")};
    const char *work = path_in(place, "work");
    assert_true(folder_make(work, &error));
    const char *before = getenv("TMPDIR") ? arena_copy_text(&place->arena, getenv("TMPDIR")) : NULL;
    setenv("TMPDIR", work, 1);
    bool drawn = gnuplot_draw(&good, 1, &error);
    bool drawn_badly = gnuplot_draw(&bad, 1, &error);
    if (before)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    assert_true(drawn);
    assert_false(drawn_badly);
    struct stat status;
    assert_int_equal(stat(work, &status), 0);
    assert_int_equal(status.st_nlink, 2);
}

static void knows_a_drawing_that_was_broken_off(void **state)
{
    struct place *place = *state;
    for (int format = CHART_SVG; format <= CHART_PDF; format++) {
        size_t length;
        const char *bytes = draw_one(place, (enum chart_format)format, "Reviews", "whole", &length);
        assert_true(drawing_is_whole((enum chart_format)format, bytes, length));
        assert_false(drawing_is_whole((enum chart_format)format, bytes, length - 20));
        assert_false(drawing_is_whole((enum chart_format)format, bytes, 0));
        assert_false(drawing_is_whole((enum chart_format)((format + 1) % 3), bytes, length));
    }
}

#define in_a_place(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(draws_whole_files_that_only_their_owner_reads),
        in_a_place(draws_the_same_bytes_in_every_time_zone),
        in_a_place(dates_a_pdf_in_the_year_2000),
        in_a_place(tells_an_svg_to_those_who_do_not_see_it),
        in_a_place(shows_hostile_titles_as_they_are),
        in_a_place(draws_more_charts_than_one_process_takes),
        in_a_place(names_the_chart_that_failed_and_puts_none_in_place),
        in_a_place(says_how_to_install_gnuplot_when_it_is_missing),
        in_a_place(leaves_nothing_behind),
        in_a_place(knows_a_drawing_that_was_broken_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
