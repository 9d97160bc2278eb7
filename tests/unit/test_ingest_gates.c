#include "ingest/gates.h"

#include "base/text.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_FILES = 4 };

/* A night's extracts, and what the night before had loaded. */
struct night {
    struct arena arena;
    struct dataset dataset;
    struct extract_folder folders[2];
    struct file_report files[MOST_FILES];
    struct ingest_report report;
    struct loaded before;
    struct gates_request request;
};

/* `rows` plans, of which the first `filled` have a category; the newest started on the day. */
static const char *plans(struct arena *arena, int rows, int filled, const char *newest)
{
    struct text text = text_in(arena);
    text_add(&text, "table plans key=plan_id when=start_date\nplan_id:text start_date:date category:text\n");
    for (int i = 0; i < rows; i++)
        text_add_format(&text, "p%d %s %s\n", i, i ? "2026-01-05" : newest, i < filled ? "neglect" : ".");
    text_add(&text, "table visits unsupplied\n");
    return text.bytes;
}

static void extract(struct night *night, int rows, int filled, const char *newest)
{
    night->dataset = dataset_from_text(&night->arena, plans(&night->arena, rows, filled, newest));
    night->files[0] = (struct file_report){.file = "plans.csv",
                                           .table = "plans",
                                           .folder = &night->folders[0],
                                           .rows_read = (uint32_t)rows,
                                           .rows_loaded = (uint32_t)rows};
    night->report = (struct ingest_report){.files = night->files, .file_count = 1};
    night->request.dataset = &night->dataset;
    night->request.report = &night->report;
}

/* The night before had loaded as much as this. */
static void remember(struct night *night)
{
    night->before = loaded_count(&night->arena, &night->dataset, night->request.as_at);
    night->request.before = &night->before;
}

static int set_up(void **state)
{
    struct night *night = test_calloc(1, sizeof *night);
    night->folders[0] = (struct extract_folder){.shown = "extracts"};
    night->folders[1] = (struct extract_folder){.shown = "hr"};
    night->request = (struct gates_request){
        .folders = night->folders, .folder_count = COUNT(night->folders), .limits = gate_limits_usual()};
    if (!day_parse("2026-10-31", &night->request.as_at))
        return 1;
    *state = night;
    return 0;
}

static int tear_down(void **state)
{
    struct night *night = *state;
    arena_release(&night->arena);
    test_free(night);
    return 0;
}

/* The names of those shut, parted by spaces. */
static const char *names_shut(struct night *night)
{
    struct gates gates = gates_try(&night->arena, &night->request);
    struct text names = text_in(&night->arena);
    text_add(&names, "");
    for (size_t i = 0; i < gates.shut_count; i++)
        text_add_format(&names, "%s%s", i ? " " : "", gates.shut[i].name);
    return names.bytes;
}

static void a_first_run_has_nothing_to_be_compared_with(void **state)
{
    struct night *night = *state;
    extract(night, 3, 0, "2026-10-30");
    assert_string_equal(names_shut(night), "");
}

static void a_table_is_compared_with_the_last_good_run(void **state)
{
    static const struct {
        int rows_before, filled_before, rows, filled;
        const char *shut;
    } cases[] = {
        {100, 100, 100, 100, ""},
        {100, 100, 80, 80, ""}, /* exactly a fifth less */
        {100, 100, 79, 79, "shrink:plans"},
        {100, 100, 150, 150, ""}, /* exactly half as many again */
        {100, 100, 151, 151, "grow:plans"},
        {100, 50, 100, 5, ""}, /* one in twenty is still filled */
        {100, 50, 100, 4, "blank:plans.category"},
        {100, 49, 100, 0, ""}, /* it was half empty */
        {100, 100, 50, 0, "shrink:plans blank:plans.category"},
        {20, 20, 1, 1, "shrink:plans"},
        {19, 19, 1, 0, ""}, /* few rows say little */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct night *night = *state;
        extract(night, cases[i].rows_before, cases[i].filled_before, "2026-10-30");
        remember(night);
        extract(night, cases[i].rows, cases[i].filled, "2026-10-30");
        if (!text_equal(names_shut(night), cases[i].shut))
            fail_msg("case %zu: \"%s\", not \"%s\"", i, names_shut(night), cases[i].shut);
    }
}

static void the_limits_are_the_jobs(void **state)
{
    struct night *night = *state;
    extract(night, 100, 100, "2026-10-30");
    remember(night);
    extract(night, 10, 0, "2026-10-30");
    night->request.limits =
        (struct gate_limits){.shrink = 1, .grow = 0.5, .filled = 0.5, .blank = 0, .least_rows = 20};
    assert_string_equal(names_shut(night), "");
    night->request.limits.shrink = 0;
    extract(night, 99, 99, "2026-10-30");
    assert_string_equal(names_shut(night), "shrink:plans");
}

static void a_table_may_be_too_old_though_its_folder_is_not(void **state)
{
    struct night *night = *state;
    struct table_limits limits[] = {
        {.table = "plans", .limits = gate_limits_usual(), .newest_within_days = 30}};
    night->request.table_limits = limits;
    night->request.table_limit_count = COUNT(limits);
    extract(night, 3, 3, "2026-10-01");
    assert_string_equal(names_shut(night), "");
    extract(night, 3, 3, "2026-09-30");
    assert_string_equal(names_shut(night), "old:plans");
}

static void fewer_files_than_before_are_told(void **state)
{
    struct night *night = *state;
    extract(night, 3, 3, "2026-10-30");
    remember(night);
    assert_string_equal(names_shut(night), "");
    night->before.tables[0].files = 2;
    night->dataset.tables[0].source_count = 1;
    assert_string_equal(names_shut(night), "fewer:plans");
}

static void a_table_without_rows_keeps_what_it_is_compared_with(void **state)
{
    struct night *night = *state;
    extract(night, 100, 100, "2026-10-30");
    remember(night);
    extract(night, 0, 0, "2026-10-30");
    struct loaded now = loaded_count(&night->arena, &night->dataset, night->request.as_at);
    struct loaded kept = loaded_keep(&night->arena, &now, &night->before);
    assert_int_equal(kept.count, 1);
    assert_int_equal(loaded_table(&kept, "plans")->rows, 100);
    night->before = kept;
    extract(night, 50, 50, "2026-10-30");
    assert_string_equal(names_shut(night), "shrink:plans");
}

static void a_table_may_have_limits_of_its_own(void **state)
{
    struct night *night = *state;
    struct table_limits limits[] = {{.table = "visits", .limits = gate_limits_usual()},
                                    {.table = "plans", .limits = gate_limits_usual()}};
    limits[0].limits.shrink = 0;
    night->request.table_limits = limits;
    night->request.table_limit_count = COUNT(limits);
    extract(night, 100, 100, "2026-10-30");
    remember(night);
    extract(night, 50, 50, "2026-10-30");
    assert_string_equal(names_shut(night), "shrink:plans");
    limits[1].limits.shrink = 0.5;
    assert_string_equal(names_shut(night), "");
    extract(night, 50, 0, "2026-10-30");
    assert_string_equal(names_shut(night), "blank:plans.category");
    limits[1].limits.least_rows = 101;
    assert_string_equal(names_shut(night), "");
}

static void the_figures_are_said(void **state)
{
    struct night *night = *state;
    extract(night, 100, 60, "2026-10-30");
    remember(night);
    extract(night, 40, 1, "2026-10-30");
    struct gates gates = gates_try(&night->arena, &night->request);
    assert_int_equal(gates.shut_count, 2);
    assert_string_equal(gates.shut[0].figures,
                        "plans: 40 rows, 100 at the last good run (-60%; -20% is allowed)");
    assert_string_equal(
        gates.shut[1].figures,
        "plans.category: filled in 1 of 40 rows (2.5%), 60 of 100 at the last good run (60.0%)");
    assert_int_equal(gates.tried[GATE_SHRINK], 1);
    assert_int_equal(gates.tried[GATE_BLANK], 3);
}

static void a_folder_is_as_old_as_its_newest_row(void **state)
{
    static const struct {
        const char *newest;
        int allowed;
        const char *shut;
    } cases[] = {
        {"2026-10-01", 30, ""},
        {"2026-09-30", 30, "old:extracts"},
        {"2026-11-30", 30, "old:extracts"}, /* a date to come says nothing of the export's age */
        {"2025-01-01", 0, ""},              /* any age */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct night *night = *state;
        extract(night, 2, 2, cases[i].newest);
        night->folders[0].newest_within_days = cases[i].allowed;
        if (!text_equal(names_shut(night), cases[i].shut))
            fail_msg("case %zu: \"%s\"", i, names_shut(night));
    }
}

static void the_age_of_one_folder_is_not_that_of_another(void **state)
{
    struct night *night = *state;
    extract(night, 2, 2, "2026-10-30");
    night->folders[0].newest_within_days = 7;
    night->folders[1].newest_within_days = 7;
    assert_string_equal(names_shut(night), "old:hr");
}

static void a_file_is_missing_or_empty(void **state)
{
    struct night *night = *state;
    struct absent_file absent[] = {
        {"visits", "visits*.csv", "in.json: extracts[1]", &night->folders[0], NULL},
        {"plans", "plans*.csv", "in.json: extracts[0]", &night->folders[0], "extracts/plans_2.csv"},
    };
    extract(night, 40, 40, "2026-10-30");
    night->report.absent = absent;
    night->report.absent_count = COUNT(absent);
    assert_string_equal(names_shut(night), "missing:visits empty:plans");
}

static void a_file_of_headers_is_empty_unless_the_job_says_it_may_be(void **state)
{
    static const char *const may_be_empty[] = {"plans"};
    struct night *night = *state;
    extract(night, 0, 0, "2026-10-30");
    assert_string_equal(names_shut(night), "empty:plans");
    night->folders[0].may_be_empty = may_be_empty;
    night->folders[0].may_be_empty_count = 1;
    assert_string_equal(names_shut(night), "");
    night->files[0].rows_read = night->files[0].rows_set_aside = 7;
    assert_string_equal(names_shut(night), "empty:plans");
}

/* What is missing or empty has shrunk, of course. */
static void one_accident_shuts_one_gate(void **state)
{
    static const char *const without[] = {"plans"};
    struct night *night = *state;
    extract(night, 40, 40, "2026-10-30");
    remember(night);
    extract(night, 0, 0, "2026-10-30");
    assert_string_equal(names_shut(night), "empty:plans");
    night->report.file_count = 0;
    assert_string_equal(names_shut(night), "shrink:plans");
    night->folders[1].without = without;
    night->folders[1].without_count = 1;
    night->dataset.tables[0].supplied = false;
    assert_string_equal(names_shut(night), "missing:plans");
}

/* A table that one folder goes without, and another supplies, is compared all the same. Given up, it is asked for no more. */
static void a_table_gone_without_is_told_if_it_was_there(void **state)
{
    static const char *const without[] = {"plans"};
    struct night *night = *state;
    night->folders[1].without = without;
    night->folders[1].without_count = 1;
    extract(night, 40, 40, "2026-10-30");
    assert_string_equal(names_shut(night), "");
    remember(night);
    extract(night, 10, 10, "2026-10-30");
    assert_string_equal(names_shut(night), "shrink:plans");
    night->report.file_count = 0;
    night->dataset.tables[0].supplied = false;
    assert_string_equal(names_shut(night), "missing:plans");
    night->before = loaded_leave(&night->arena, &night->before, without, 1);
    assert_string_equal(names_shut(night), "");
}

static void a_gate_is_opened_by_its_whole_name_alone(void **state)
{
    static const char *const accepted[] = {"shrink:plan", "blank:plans.category"};
    struct night *night = *state;
    extract(night, 100, 100, "2026-10-30");
    remember(night);
    extract(night, 40, 0, "2026-10-30");
    night->request.accepted = accepted;
    night->request.accepted_count = COUNT(accepted);
    struct gates gates = gates_try(&night->arena, &night->request);
    assert_int_equal(gates.shut_count, 2);
    assert_false(gates.shut[0].accepted);
    assert_true(gates.shut[1].accepted);
    assert_int_equal(gates_stopping(&gates), 1);
    assert_string_equal(gates_options(&night->arena, &gates), "--accept shrink:plans");
    assert_true(gates_have(&gates, "blank:plans.category"));
    assert_false(gates_have(&gates, "shrink:plan"));
}

static void a_name_that_is_no_gates_is_refused(void **state)
{
    static const struct {
        const char *name, *message;
    } cases[] = {
        {"shrnk:plans", "there is no gate \"shrnk\" (did you mean \"shrink\"?)"},
        {"plans", "there is no gate \"plans\""},
        {"shrink", "\"shrink\" does not say what of"},
        {"shrink:", "\"shrink:\" does not say what of"},
    };
    struct night *night = *state;
    struct error error = {.kind = ERROR_NONE};
    assert_true(gate_name_check(&night->arena, "blank:plans.category", &error));
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(gate_name_check(&night->arena, cases[i].name, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        if (!strstr(error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", error.message, cases[i].message);
    }
}

static void each_gate_says_what_it_means_and_how_to_put_it_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < GATE_COUNT; i++) {
        const struct gate_text *text = gate_text((enum gate)i);
        assert_true(*text->name && *text->meaning && *text->cure && *text->things);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_first_run_has_nothing_to_be_compared_with),
        TEST(a_table_is_compared_with_the_last_good_run),
        TEST(the_limits_are_the_jobs),
        cmocka_unit_test_setup_teardown(a_table_may_be_too_old_though_its_folder_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fewer_files_than_before_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_table_without_rows_keeps_what_it_is_compared_with, set_up,
                                        tear_down),
        TEST(a_table_may_have_limits_of_its_own),
        TEST(the_figures_are_said),
        TEST(a_folder_is_as_old_as_its_newest_row),
        TEST(the_age_of_one_folder_is_not_that_of_another),
        TEST(a_file_is_missing_or_empty),
        TEST(a_file_of_headers_is_empty_unless_the_job_says_it_may_be),
        TEST(one_accident_shuts_one_gate),
        TEST(a_table_gone_without_is_told_if_it_was_there),
        TEST(a_gate_is_opened_by_its_whole_name_alone),
        TEST(a_name_that_is_no_gates_is_refused),
        TEST(each_gate_says_what_it_means_and_how_to_put_it_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
