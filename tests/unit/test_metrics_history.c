#include "metrics/history.h"

#include "base/file.h"
#include "base/text.h"
#include "tests/support/bench.h"
#include "tests/support/files.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const struct loaded nothing;

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const tables =
    "table cases key=case_id child=child_id when=start_date until=end_date unit=team\n"
    "case_id:text child_id:text start_date:date end_date:date cost:number met:flag team:text\n"
    "1 A 2017-01-05 2017-02-10 10.1 y north\n2 B 2017-01-06 . 20.2 n north\n"
    "3 C 2017-02-07 . 30.3 . south\n4 D 2017-03-08 . . y .\n5 E 2017-03-09 . 0.1 n north\n"
    "table audits unsupplied\n";

#define AT "`table`:`cases`,`at`:`start_date`"

static const struct bench_indicator indicators[] = {
    {"opened", "count", "month", 0, "`numerator`:{" AT "}"},
    {"met", "percent", "12 months", 1, "`denominator`:{" AT "},`numerator`:{`where`:`met`}"},
    {"thirds", "ratio", "12 months", 3, "`denominator`:{" AT "},`numerator`:{`where`:`met`}"},
    {"median", "currency", "month", 2, "`numerator`:{" AT ",`median`:`cost`}"},
    {"rate", "per_10000", "snapshot", 1, "`numerator`:{`table`:`cases`,`open`:[`start_date`,`end_date`]}"},
    {"audited", "count", "month", 0, "`numerator`:{`table`:`audits`,`at`:`date`}"},
};

enum { OPENED, MET };
enum { COUNTY, NORTH };

struct desk {
    struct bench bench;
    const char *path;
    struct result_set loaded;
    bool same_definitions;
    struct error error;
};

static int set_up(void **state)
{
    struct desk *desk = test_calloc(1, sizeof *desk);
    struct bench *bench = &desk->bench;
    bench_open(bench);
    bench_units(bench, "county,Exampleshire,\nnorth,North,county\nsouth,South,county\n");
    bench_tables(bench, tables);
    bench_indicators(bench, indicators, COUNT(indicators));
    bench_populations(bench, "county,2016-06-30,12345\n");
    bench_targets(bench,
                  "opened,,2017-01-01,<3,<=3,,\nmet,,2016-01-01,<=90,,line,\nmet,,2018-01-01,<=10,,,stretch\n"
                  "met,north,2017-03-01,20..30.3,10..40,,stretch\nrate,,2017-01-01,<5.7,,,\n");
    bench->small_denominator = 3;
    desk->path = arena_format(&bench->arena, "%s/history.db", bench->folder);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    bench_close(&desk->bench);
    test_free(desk);
    return 0;
}

static void measure(struct desk *desk, const char *as_at, int periods)
{
    if (!bench_measure(&desk->bench, as_at, periods))
        fail_msg("%s", desk->bench.error.message);
}

static void record(struct desk *desk, const char *definitions)
{
    struct history history;
    struct loaded loaded = loaded_count(&desk->bench.arena, &desk->bench.dataset, INT32_MAX);
    if (!history_open(&history, desk->path, &desk->error) ||
        !history_record(&history, &desk->bench.results, &loaded, definitions, &desk->error) ||
        !history_commit(&history, &desk->error))
        fail_msg("%s", desk->error.message);
    history_close(&history);
}

static bool load(struct desk *desk, const char *definitions)
{
    struct history history;
    if (!history_open(&history, desk->path, &desk->error))
        return false;
    bool ok = history_load(&history, &desk->bench.arena, &desk->bench.catalogue, &desk->bench.units,
                           definitions, &desk->loaded, &desk->same_definitions, &desk->error);
    history_close(&history);
    return ok;
}

static void must_load(struct desk *desk)
{
    if (!load(desk, "definitions"))
        fail_msg("%s", desk->error.message);
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a >= b && a <= b);
}

static bool same_band(const struct band *a, const struct band *b)
{
    return a->stated == b->stated &&
           (!a->stated || (same(a->low, b->low) && same(a->high, b->high) && a->low_open == b->low_open &&
                           a->high_open == b->high_open));
}

static void assert_same_figure(const struct figure *a, const struct figure *b)
{
    assert_int_equal(a->reason, b->reason);
    assert_true(same(a->numerator, b->numerator));
    assert_true(same(a->denominator, b->denominator));
    assert_true(same(a->value, b->value));
    assert_true(same(a->shown, b->shown));
    assert_true(same_band(&a->tolerance->green, &b->tolerance->green));
    assert_true(same_band(&a->tolerance->amber, &b->tolerance->amber));
    assert_int_equal(a->tolerance->stretch, b->tolerance->stretch);
    assert_int_equal(a->rating, b->rating);
    assert_int_equal(a->direction.movement, b->direction.movement);
    assert_int_equal(a->direction.progress, b->direction.progress);
    assert_int_equal(a->unknown, b->unknown);
    assert_int_equal(a->small_numbers, b->small_numbers);
}

static void assert_same_results(const struct result_set *a, const struct result_set *b)
{
    assert_string_equal(a->organisation, b->organisation);
    assert_int_equal(a->as_at, b->as_at);
    assert_int_equal(a->small_denominator, b->small_denominator);
    assert_true(same(a->dead_band, b->dead_band));
    assert_int_equal(a->plan.every, b->plan.every);
    assert_int_equal(a->plan.count, b->plan.count);
    assert_int_equal(a->plan.year_end_month, b->plan.year_end_month);
    assert_int_equal(a->plan.year_end_day, b->plan.year_end_day);
    assert_int_equal(a->period_count, b->period_count);
    for (size_t i = 0; i < a->period_count; i++) {
        assert_int_equal(a->periods[i].start, b->periods[i].start);
        assert_int_equal(a->periods[i].end, b->periods[i].end);
        assert_string_equal(a->periods[i].label, b->periods[i].label);
    }
    assert_int_equal(a->series_count, b->series_count);
    for (size_t i = 0; i < a->series_count; i++) {
        assert_int_equal(a->series[i].indicator, b->series[i].indicator);
        assert_int_equal(a->series[i].unit, b->series[i].unit);
        assert_string_equal(a->series[i].breakdown, b->series[i].breakdown);
        assert_string_equal(a->series[i].category, b->series[i].category);
        assert_true(same_band(&a->series[i].dated.green, &b->series[i].dated.green));
        assert_int_equal(a->series[i].dated.since, b->series[i].dated.since);
        assert_int_equal(a->series[i].dated.by, b->series[i].dated.by);
        assert_int_equal(a->series[i].dated.stretch, b->series[i].dated.stretch);
        for (size_t period = 0; period < a->period_count; period++)
            assert_same_figure(&a->series[i].figures[period], &b->series[i].figures[period]);
    }
}

static void gives_back_what_was_recorded_field_by_field(void **state)
{
    struct desk *desk = *state;
    measure(desk, "2017-03-31", 4);
    /* What only the reader of a database would think of: no number at all, the largest, a third. */
    struct figure *figure = &desk->bench.results.series[0].figures[0];
    figure->numerator = figure->value = 1.0 / 3;
    figure->denominator = 1e308;
    figure->unknown = UINT32_MAX;
    record(desk, "definitions");
    must_load(desk);
    assert_same_results(&desk->loaded, &desk->bench.results);
    assert_true(desk->same_definitions);
    assert_ptr_equal(desk->loaded.catalogue, &desk->bench.catalogue);
    desk->bench.results = desk->loaded;
    static const struct bench_case cases[] = {
        {"opened", "county", 1, "1 = 1 green"},
        {"met", "north", 0, "1 of 3 = 33.3% stretch amber"},
        {"median", "south", 0, "n/a no_data"},
        {"audited", "north", 0, "n/a no_table"},
        {"rate", "county", 0, "4 of 12,345 = 3.2 green"},
        {"opened", "(no team)", 0, "1 = 1"},
    };
    bench_check(&desk->bench, cases, COUNT(cases));
    const struct series *met = result_find(&desk->loaded, MET, COUNTY);
    assert_non_null(met);
    assert_true(met->dated.green.stated && same(met->dated.green.high, 10) && met->dated.stretch);
}

static void gives_back_quarters_and_years(void **state)
{
    static const struct period_plan plans[] = {
        {PERIOD_QUARTER, 1, 12, 31}, {PERIOD_YEAR, 1, 8, 31}, {PERIOD_MONTH, 1, 3, 31}};
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(plans); i++) {
        desk->bench.plan = plans[i];
        measure(desk, "2017-03-20", 3);
        record(desk, "definitions");
        must_load(desk);
        assert_same_results(&desk->loaded, &desk->bench.results);
    }
}

/* The month cut short by a nightly run and the month whole are one month. */
static void puts_a_month_in_the_place_of_the_same_month(void **state)
{
    struct desk *desk = *state;
    measure(desk, "2017-03-08", 3);
    record(desk, "old");
    measure(desk, "2017-03-31", 2);
    record(desk, "definitions");
    must_load(desk);
    assert_same_results(&desk->loaded, &desk->bench.results);
    assert_true(desk->same_definitions);
    measure(desk, "2017-03-08", 1);
    record(desk, "definitions");
    must_load(desk);
    assert_same_results(&desk->loaded, &desk->bench.results);
}

static long size_of(const char *path)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    return (long)facts.st_size;
}

static void does_not_grow_from_one_night_to_the_next(void **state)
{
    enum { NIGHTS = 30 };
    struct desk *desk = *state;
    long after_two = 0;
    for (int night = 1; night <= NIGHTS; night++) {
        measure(desk, arena_format(&desk->bench.arena, "2017-03-%02d", night), 36);
        record(desk, "definitions");
        after_two = night == 2 ? size_of(desk->path) : after_two;
    }
    assert_true(size_of(desk->path) < 2 * after_two);
    must_load(desk);
    assert_same_results(&desk->loaded, &desk->bench.results);
}

static void gives_back_the_run_recorded_last_whichever_month_it_is_for(void **state)
{
    static const char *const months[] = {"2017-02-28", "2017-03-31", "2017-02-28", "2016-12-31",
                                         "2017-03-31"};
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(months); i++) {
        measure(desk, months[i], 2);
        record(desk, "definitions");
        must_load(desk);
        assert_same_results(&desk->loaded, &desk->bench.results);
    }
}

static void keeps_nothing_without_commit(void **state)
{
    struct desk *desk = *state;
    struct history history;
    measure(desk, "2017-02-28", 2);
    assert_true(history_open(&history, desk->path, &desk->error));
    assert_true(history_record(&history, &desk->bench.results, &nothing, "definitions", &desk->error));
    history_close(&history);
    assert_false(load(desk, "definitions"));
    assert_non_null(strstr(desk->error.message, "no run is recorded in it yet: `scorecard run` first"));
    record(desk, "definitions");
    struct result_set kept = desk->bench.results;
    measure(desk, "2017-02-10", 1);
    assert_true(history_open(&history, desk->path, &desk->error));
    assert_true(history_record(&history, &desk->bench.results, &nothing, "definitions", &desk->error));
    history_close(&history);
    must_load(desk);
    assert_same_results(&desk->loaded, &kept);
}

static struct loaded load_counts(struct desk *desk, day_number *as_at)
{
    struct history history;
    struct loaded loaded = {0};
    if (!history_open(&history, desk->path, &desk->error) ||
        !history_loaded(&history, &desk->bench.arena, &loaded, as_at, &desk->error))
        fail_msg("%s", desk->error.message);
    history_close(&history);
    return loaded;
}

static void keeps_what_the_last_run_had_loaded(void **state)
{
    struct desk *desk = *state;
    day_number as_at = 0;
    assert_int_equal(load_counts(desk, &as_at).count, 0);
    measure(desk, "2017-02-10", 1);
    record(desk, "definitions");
    bench_tables(&desk->bench,
                 "table cases key=case_id child=child_id when=start_date until=end_date unit=team\n"
                 "case_id:text child_id:text start_date:date end_date:date cost:number met:flag "
                 "team:text\n1 A 2017-01-05 . . y north\n2 B 2017-01-06 . 20.2 n .\n"
                 "table audits unsupplied\n");
    measure(desk, "2017-03-31", 1);
    record(desk, "definitions");
    struct loaded loaded = load_counts(desk, &as_at);
    assert_int_equal(as_at, desk->bench.results.as_at);
    assert_int_equal(loaded.count, 1);
    assert_null(loaded_table(&loaded, "audits"));
    const struct loaded_table *cases = loaded_table(&loaded, "cases");
    assert_non_null(cases);
    day_number newest;
    assert_true(day_parse("2017-01-06", &newest));
    assert_int_equal(cases->rows, 2);
    assert_int_equal(cases->column_count, 7);
    assert_int_equal(cases->newest, newest);
    assert_int_equal(cases->files, desk->bench.dataset.tables[0].source_count);
    assert_int_equal(loaded_column(cases, "case_id")->filled, 2);
    assert_int_equal(loaded_column(cases, "end_date")->filled, 0);
    assert_int_equal(loaded_column(cases, "cost")->filled, 1);
    assert_int_equal(loaded_column(cases, "team")->filled, 1);
}

static void tells_when_definitions_have_changed_since(void **state)
{
    struct desk *desk = *state;
    measure(desk, "2017-03-31", 1);
    record(desk, "as they were");
    must_load(desk);
    assert_false(desk->same_definitions);
}

/* What is no longer in the catalogue or the tree is left out; what is new has no figures; places may have changed. */
static void matches_figures_by_id_with_the_catalogue_of_today(void **state)
{
    static const struct bench_indicator today[] = {
        {"new", "count", "month", 0, "`numerator`:{" AT "}"},
        {"rate", "per_10000", "snapshot", 1,
         "`numerator`:{`table`:`cases`,`open`:[`start_date`,`end_date`]}"},
        {"opened", "count", "month", 0, "`numerator`:{" AT "}"},
    };
    static const struct bench_case cases[] = {
        {"opened", "north", 0, "1 = 1 green"},
        {"rate", "county", 0, "4 of 12,345 = 3.2 green"},
        {"new", "north", 0, "-"},
        {"opened", "west", 0, "-"},
        {"opened", "county", 0, "2 = 2 green"},
    };
    struct desk *desk = *state;
    measure(desk, "2017-03-31", 2);
    record(desk, "definitions");
    bench_indicators(&desk->bench, today, COUNT(today));
    bench_units(&desk->bench, "county,Exampleshire,\nwest,West,county\nnorth,North,county\n");
    must_load(desk);
    desk->bench.results = desk->loaded;
    bench_check(&desk->bench, cases, COUNT(cases));
    assert_int_equal(desk->loaded.series_count,
                     2 * 3); /* two indicators; the county, the north and "(no team)" */
    for (size_t i = 1; i < desk->loaded.series_count; i++) {
        const struct series *before = &desk->loaded.series[i - 1], *one = &desk->loaded.series[i];
        assert_true(before->indicator < one->indicator ||
                    (before->indicator == one->indicator && before->unit < one->unit));
    }
}

/* The south is gone, and the north has taken its name: the figures of the old south are nobody's. */
static void does_not_take_a_name_for_an_id(void **state)
{
    static const struct bench_case cases[] = {{"opened", "north", 1, "0 = 0 green"},
                                              {"opened", "county", 1, "1 = 1 green"}};
    struct desk *desk = *state;
    measure(desk, "2017-03-31", 2);
    assert_string_equal(bench_line(&desk->bench, "opened", "south", 1), "1 = 1 green");
    record(desk, "definitions");
    bench_units(&desk->bench, "county,Exampleshire,\nnorth,South,county\n");
    must_load(desk);
    desk->bench.results = desk->loaded;
    bench_check(&desk->bench, cases, COUNT(cases));
}

static void is_for_its_owners_eyes_only(void **state)
{
    struct desk *desk = *state;
    struct stat facts;
    mode_t mask = umask(0);
    measure(desk, "2017-03-31", 1);
    record(desk, "definitions");
    assert_int_equal(stat(desk->path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    assert_int_equal(chmod(desk->path, 0644), 0);
    must_load(desk);
    assert_int_equal(stat(desk->path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    umask(mask);
}

static void refuses_a_file_that_is_no_history(void **state)
{
    struct desk *desk = *state;
    struct history history;
    write_file(
        &desk->bench.arena, desk->bench.folder, "history.db",
        "This is a letter to the Board, and not a database of any kind, however long it goes on for.\n");
    assert_false(history_open(&history, desk->path, &desk->error));
    assert_int_equal(desk->error.kind, ERROR_IO);
    assert_true(text_starts_with(desk->error.message, desk->path));
    assert_non_null(strstr(desk->error.message, "not a database"));
    assert_non_null(strstr(desk->error.message, "put back a copy"));
    assert_false(history_open(&history, desk->bench.folder, &desk->error));
    assert_non_null(strstr(desk->error.message, "cannot be opened for writing"));
}

/* A database keeps its version in the bytes from 60 to 63, the highest first. */
static void refuses_a_history_of_a_newer_program(void **state)
{
    enum { VERSION_LAST_BYTE = 63 };
    struct desk *desk = *state;
    struct history history;
    size_t length;
    measure(desk, "2017-03-31", 1);
    record(desk, "definitions");
    char *bytes = file_read(&desk->bench.arena, desk->path, &length, &desk->error);
    assert_non_null(bytes);
    assert_int_equal(bytes[VERSION_LAST_BYTE], 5);
    bytes[VERSION_LAST_BYTE] = 99;
    assert_true(file_write(desk->path, bytes, length, &desk->error));
    assert_false(history_open(&history, desk->path, &desk->error));
    assert_non_null(strstr(desk->error.message, "was written by a newer version of scorecard"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_back_what_was_recorded_field_by_field, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_back_quarters_and_years, set_up, tear_down),
        cmocka_unit_test_setup_teardown(puts_a_month_in_the_place_of_the_same_month, set_up, tear_down),
        cmocka_unit_test_setup_teardown(does_not_grow_from_one_night_to_the_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_back_the_run_recorded_last_whichever_month_it_is_for, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keeps_nothing_without_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_what_the_last_run_had_loaded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_when_definitions_have_changed_since, set_up, tear_down),
        cmocka_unit_test_setup_teardown(matches_figures_by_id_with_the_catalogue_of_today, set_up, tear_down),
        cmocka_unit_test_setup_teardown(does_not_take_a_name_for_an_id, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_for_its_owners_eyes_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_file_that_is_no_history, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_history_of_a_newer_program, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
