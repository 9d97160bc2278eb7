#include "render/data_quality.h"

#include "base/file.h"
#include "base/text.h"
#include "tests/support/files.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Two files, of which one has something wrong in it. */
struct desk {
    struct arena arena;
    struct dataset dataset;
    struct findings findings;
    struct file_report files[2];
    struct relation_report relations[2];
    struct ingest_report report;
    struct gates gates;
    struct data_quality quality;
};

static const char *matched[] = {"plan_id <- Plan ID (A)", "start_date <- Start <- of plan (B)"};
static const char *absent[] = {"end_date"};
static const char *ignored[] = {"Remarks (C)"};

static int set_up(void **state)
{
    struct desk *desk = test_calloc(1, sizeof *desk);
    desk->dataset = dataset_from_text(&desk->arena, "table people key=child_id\nchild_id:text\nC1\n"
                                                    "table plans key=plan_id when=start_date\n"
                                                    "plan_id:text start_date:date\nP1 2026-01-01\n");
    desk->findings = findings_in(&desk->arena);
    desk->files[0] = (struct file_report){
        .file = "in/people.csv", .table = "people", .encoding = "UTF-8", .rows_read = 1, .rows_loaded = 1};
    desk->files[1] = (struct file_report){.file = "in/plans.csv",
                                          .table = "plans",
                                          .encoding = "Windows-1252",
                                          .rows_read = 1200,
                                          .rows_loaded = 1198,
                                          .rows_set_aside = 2,
                                          .matched = matched,
                                          .matched_count = COUNT(matched),
                                          .absent = absent,
                                          .absent_count = COUNT(absent),
                                          .ignored = ignored,
                                          .ignored_count = COUNT(ignored)};
    desk->relations[0] = (struct relation_report){"plans", "child_id", "people", true, 1100, 11};
    desk->relations[1] = (struct relation_report){"plans", "worker_id", "workers", false, 0, 0};
    desk->report = (struct ingest_report){
        .files = desk->files, .file_count = 2, .relations = desk->relations, .relation_count = 2};
    desk->quality = (struct data_quality){.organisation = "Exampleshire",
                                          .as_at = day_from_date((struct date){2026, 10, 31}),
                                          .dataset = &desk->dataset,
                                          .findings = &desk->findings,
                                          .report = &desk->report,
                                          .gates = &desk->gates};
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    arena_release(&desk->arena);
    test_free(desk);
    return 0;
}

static void find(struct desk *desk, enum finding_rule rule, uint32_t line, const char *record)
{
    findings_add(&desk->findings, (struct finding){.rule = rule,
                                                   .table = "plans",
                                                   .file = "in/plans.csv",
                                                   .line = line,
                                                   .column = 27,
                                                   .header = "Start",
                                                   .record = record});
}

static void shut(struct desk *desk, enum gate gate, const char *name, bool accepted)
{
    desk->gates.shut = arena_grow(&desk->arena, desk->gates.shut, desk->gates.shut_count,
                                  &desk->gates.capacity, sizeof *desk->gates.shut);
    desk->gates.shut[desk->gates.shut_count++] = (struct shut_gate){
        .gate = gate, .name = name, .table = "plans", .figures = "40 rows, 100 before", .accepted = accepted};
}

/* The sheet's cells as lines of text; NULL when there is none of that name. */
static const char *sheet(struct desk *desk, const char *name, const struct page **found)
{
    size_t count;
    struct page *pages = data_quality_pages(&desk->arena, &desk->quality, &count);
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(pages[i].name, name))
            continue;
        struct text text = text_in(&desk->arena);
        for (size_t row = 0; row < pages[i].row_count; row++) {
            for (size_t column = 0; column < pages[i].column_count; column++) {
                const struct cell *cell = page_cell(&pages[i], row, column);
                text_add_format(&text, "%s%s", column ? "|" : "", cell->text ? cell->text : "");
            }
            text_add(&text, "\n");
        }
        if (found)
            *found = &pages[i];
        return text.bytes;
    }
    return NULL;
}

static void assert_says(const char *text, const char *part)
{
    if (!text || !strstr(text, part))
        fail_msg("it does not say \"%s\":\n%s", part, text ? text : "(no such sheet)");
}

static void the_verdict_is_said_in_words(void **state)
{
    struct desk *desk = *state;
    desk->report.file_count = 1;
    assert_string_equal(
        data_quality_verdict(&desk->arena, &desk->quality),
        "The extracts can be used. Read: 1 row in 1 file, all loaded. Nothing in them is doubtful.");
    desk->report.file_count = 2;
    find(desk, FINDING_BAD_DATE, 2, "P1");
    assert_string_equal(data_quality_verdict(&desk->arena, &desk->quality),
                        "The extracts can be used. Read: 1,201 rows in 2 files; loaded: 1,199; set aside: 2 "
                        "(0.2%). Found in them: 1 warning, no errors.");
    find(desk, FINDING_REQUIRED_MISSING, 3, NULL);
    find(desk, FINDING_REQUIRED_MISSING, 4, NULL);
    assert_says(data_quality_verdict(&desk->arena, &desk->quality), "Found in them: 2 errors, 1 warning.");
    shut(desk, GATE_SHRINK, "shrink:plans", true);
    assert_says(data_quality_verdict(&desk->arena, &desk->quality), "The extracts can be used.");
    shut(desk, GATE_BLANK, "blank:plans.team", false);
    assert_says(data_quality_verdict(&desk->arena, &desk->quality), "A run would stop: 1 gate is shut.");
    static const enum severity stops[FINDING_RULE_COUNT] = {[FINDING_BAD_NUMBER] = SEVERITY_STOP};
    desk->gates.shut_count = 0;
    desk->findings.severities = stops;
    find(desk, FINDING_BAD_NUMBER, 5, "P1");
    assert_says(data_quality_verdict(&desk->arena, &desk->quality),
                "A run would stop: the mapping says so of 1 finding.");
}

static void the_summary_is_for_a_manager(void **state)
{
    struct desk *desk = *state;
    find(desk, FINDING_BAD_DATE, 2, "P1");
    shut(desk, GATE_SHRINK, "shrink:plans", false);
    const char *text = sheet(desk, "Summary", NULL);
    assert_says(
        text,
        "shrink:plans|a table has far fewer rows than at the last good run|stops a run|40 rows, 100 before");
    assert_says(text, "\nplans|in/plans.csv|1,200|1,198|2|2|1|1|Windows-1252\n");
    assert_says(text, "\nplans|a cell that should be a date is not one; read as missing|warning|1|0.1%|");
    assert_says(text, "\nplans|child_id \u2192 people|1,100|11|1.0%|");
    assert_says(text, "\nplans|worker_id \u2192 workers|cannot be told");
    if (strstr(text, "nothing reads"))
        fail_msg("it speaks of files that are not there:\n%s", text);
    static struct unread_file unread[] = {
        {.file = "in/plan.csv", .hint = "is it the extract of table plans?"}, {.file = "in/x.txt"}};
    desk->report.unread = unread;
    desk->report.unread_count = COUNT(unread);
    text = sheet(desk, "Summary", NULL);
    assert_says(text, "in/plan.csv|is it the extract of table plans?");
    assert_says(text, "in/x.txt|no mapping of the folder has a name like it");
}

/* The same extracts, published again, make the same workbook. */
static void what_was_published_does_not_speak_of_the_run_before(void **state)
{
    struct desk *desk = *state;
    desk->quality.published = true;
    const char *first = sheet(desk, "Summary", NULL);
    desk->quality.compared = true;
    desk->gates.tried[GATE_SHRINK] = 2;
    assert_string_equal(sheet(desk, "Summary", NULL), first);
    shut(desk, GATE_SHRINK, "shrink:plans", true);
    assert_says(sheet(desk, "Summary", NULL),
                "\nshrink:plans|a table has far fewer rows than at the last good run|accepted|");
}

static void columns_are_listed_with_the_header_they_were_read_from(void **state)
{
    struct desk *desk = *state;
    const char *text = sheet(desk, "Columns", NULL);
    assert_says(text, "in/plans.csv|plans|matched|plan_id|Plan ID (A)\n");
    assert_says(text, "in/plans.csv|plans|matched|start_date|Start <- of plan (B)\n");
    assert_says(text, "in/plans.csv|plans|missing|end_date|\n");
    assert_says(text, "in/plans.csv|plans|ignored||Remarks (C)\n");
}

static void names_of_no_unit_have_a_restricted_sheet_where_there_are_any(void **state)
{
    struct desk *desk = *state;
    static struct unknown_unit items[] = {{"plans", "team", "norht", 1558, "north"},
                                          {"plans", "team", "=1+1", 2, NULL}};
    struct unknown_units unknown = {.items = items};
    const struct page *page = NULL;
    desk->quality.unknown_units = &unknown;
    assert_null(sheet(desk, "Unit names", NULL));
    unknown.count = COUNT(items);
    unknown.left_out = 3;
    const char *text = sheet(desk, "Unit names", &page);
    assert_says(text, "\nplans|team|norht|1,558|north\nplans|team|=1+1|2|\n");
    assert_says(text, "and 3 more that are not listed");
    assert_says(page->title, "RESTRICTED");
    assert_says(page->foot_left, "RESTRICTED");
}

static void a_table_with_nothing_found_has_no_sheet(void **state)
{
    struct desk *desk = *state;
    find(desk, FINDING_BAD_DATE, 2, "P1");
    assert_null(sheet(desk, "people", NULL));
    assert_non_null(sheet(desk, "plans", NULL));
}

static void findings_are_listed_worst_first_with_place_and_record(void **state)
{
    struct desk *desk = *state;
    find(desk, FINDING_PLACEHOLDER, 9, "P9");
    find(desk, FINDING_BAD_DATE, 1002, "P2");
    find(desk, FINDING_DUPLICATE_KEY, 3, "P3");
    const char *text = sheet(desk, "plans", NULL);
    assert_says(text, "Record: its plan_id|File|Line|Column|Header|");
    assert_says(text, "\nP2|in/plans.csv|1002|AB|Start||warning|bad_date\n");
    const char *worst = strstr(text, "duplicate_key (error), 1"),
               *middle = strstr(text, "bad_date (warning), 1");
    const char *least = strstr(text, "placeholder (note), 1");
    assert_true(worst && middle && least && worst < middle && middle < least);
}

static void what_is_not_listed_is_counted(void **state)
{
    struct desk *desk = *state;
    for (uint32_t i = 0; i < 501; i++)
        find(desk, FINDING_BAD_DATE, i + 2, "P1");
    const char *text = sheet(desk, "plans", NULL);
    assert_says(text, "bad_date (warning), 501: ");
    assert_says(text, "|501|AB|");
    assert_null(strstr(text, "|502|AB|"));
    assert_says(text, "and 1 more of this rule that are not listed");
}

static void only_sheets_of_tables_name_records_and_say_so(void **state)
{
    static const char *const open[] = {"Summary", "Columns", "Rules"};
    struct desk *desk = *state;
    const struct page *page = NULL;
    find(desk, FINDING_BAD_DATE, 2, "SECRET-ID");
    for (size_t i = 0; i < COUNT(open); i++)
        assert_null(strstr(sheet(desk, open[i], NULL), "SECRET-ID"));
    assert_says(sheet(desk, "plans", &page), "SECRET-ID");
    assert_true(text_starts_with(page->title, "RESTRICTED"));
    assert_true(text_starts_with(page->foot_left, "RESTRICTED"));
}

static void every_rule_and_gate_is_explained(void **state)
{
    struct desk *desk = *state;
    const char *text = sheet(desk, "Rules", NULL);
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        assert_says(text, finding_rule_text((enum finding_rule)rule)->cure);
    for (size_t gate = 0; gate < GATE_COUNT; gate++)
        assert_says(text, gate_text((enum gate)gate)->cure);
}

static void is_for_its_owners_eyes_only(void **state)
{
    struct desk *desk = *state;
    struct stat facts;
    struct error error = {.kind = ERROR_NONE};
    char *folder = temporary_folder(&desk->arena);
    const char *path = path_join(&desk->arena, folder, DATA_QUALITY_FILE);
    find(desk, FINDING_BAD_DATE, 2, "=1+1");
    assert_true(data_quality_write(&desk->quality, path, &error));
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    remove_folder(folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_verdict_is_said_in_words),
        TEST(the_summary_is_for_a_manager),
        TEST(what_was_published_does_not_speak_of_the_run_before),
        TEST(columns_are_listed_with_the_header_they_were_read_from),
        TEST(names_of_no_unit_have_a_restricted_sheet_where_there_are_any),
        TEST(a_table_with_nothing_found_has_no_sheet),
        TEST(findings_are_listed_worst_first_with_place_and_record),
        TEST(what_is_not_listed_is_counted),
        TEST(only_sheets_of_tables_name_records_and_say_so),
        TEST(every_rule_and_gate_is_explained),
        TEST(is_for_its_owners_eyes_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
