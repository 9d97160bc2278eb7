/* Definitions in plain words: those of the shipped catalogue, all of them, told without opening an extract. */
#include "metrics/explain.h"

#include "base/text.h"
#include "ingest/outline.h"
#include "metrics/own_tables.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct shelf {
    struct arena arena;
    struct outline outline;
    struct catalogue catalogue;
    struct expression_scope scope;
    struct error error;
    char *folder;
};

static struct extract_folder shipped[] = {
    {.path = "none", .shown = "extracts", .mapping = "ingest/mappings/ssd.json"},
    {.path = "none", .shown = "hr", .mapping = "ingest/mappings/workforce.json"}};

static void must(struct shelf *shelf, bool ok)
{
    if (!ok)
        fail_msg("%s", shelf->error.message);
}

static void outline_these(struct shelf *shelf, const struct extract_folder *folders, size_t count)
{
    static const struct ingest_report nothing_read = {.file_count = 0};
    static const struct units no_units = {.count = 0};
    struct findings findings = findings_in(&shelf->arena);
    must(shelf, outline_make(&shelf->arena, ".", folders, count, &shelf->outline, &shelf->error));
    own_tables_supply(&shelf->arena, &shelf->outline.dataset, &no_units, &nothing_read, &findings, 0);
    shelf->scope = (struct expression_scope){.dataset = &shelf->outline.dataset,
                                             .parameters = shelf->catalogue.parameters,
                                             .parameter_count = shelf->catalogue.parameter_count};
}

static void load_catalogue(struct shelf *shelf, const char *path)
{
    must(shelf, catalogue_load(&shelf->arena, &path, 1, &shelf->catalogue, &shelf->error));
    must(shelf, catalogue_settle(&shelf->arena, &shelf->catalogue, NULL, 0, "", &shelf->error));
}

static int set_up(void **state)
{
    struct shelf *shelf = test_calloc(1, sizeof *shelf);
    shelf->folder = temporary_folder(&shelf->arena);
    *state = shelf;
    return 0;
}

static int tear_down(void **state)
{
    struct shelf *shelf = *state;
    remove_folder(shelf->folder);
    arena_release(&shelf->arena);
    test_free(shelf);
    return 0;
}

/* "row of cp plans" is what a table is called that nobody gave words. */
static void assert_worded(const struct indicator *indicator, const char *words)
{
    if (!words || !*words || strstr(words, "(null)") || strstr(words, "row of ") || strstr(words, "rows of "))
        fail_msg("%s: %s", indicator->id, words ? words : "no words");
}

static void assert_measure_worded(const struct indicator *indicator, const struct measure_text *text,
                                  const struct explained_measure *measure)
{
    assert_worded(indicator, measure->what);
    assert_true(!text->table || measure->time);
    assert_true(!text->where == (measure->where_count == 0));
    for (size_t i = 0; i < measure->where_count; i++)
        assert_worded(indicator, measure->where[i]);
    assert_true(!text->once_per == !measure->once_per);
    assert_true(!text->unit_by || measure->unit);
}

static void has_words_for_every_indicator_of_the_standard_catalogue(void **state)
{
    struct shelf *shelf = *state;
    load_catalogue(shelf, "metrics/catalogue/standard");
    outline_these(shelf, shipped, COUNT(shipped));
    for (size_t i = 0; i < shelf->catalogue.count; i++) {
        const struct indicator *indicator = &shelf->catalogue.items[i];
        struct explanation explanation;
        must(shelf, explain_indicator(&shelf->arena, &shelf->scope, &shelf->catalogue, indicator,
                                      &explanation, &shelf->error));
        if (indicator->has_denominator)
            assert_measure_worded(indicator, &indicator->denominator, &explanation.denominator);
        assert_measure_worded(indicator, &indicator->numerator, &explanation.numerator);
        assert_int_equal(explanation.breakdown_count, indicator->by_count);
        assert_true(explanation.reads.column_count > 0);
    }
    assert_true(shelf->catalogue.count >= 140);
}

static const char *feed(struct shelf *shelf, const char *table, const char *column)
{
    int of = dataset_table(&shelf->outline.dataset, table);
    assert_true(of >= 0);
    int at = table_column(&shelf->outline.dataset.tables[of], column);
    assert_true(at != NO_COLUMN);
    size_t count;
    const struct feed *feeds = outline_feeds(&shelf->arena, &shelf->outline, of, at, &count);
    return count == 0
               ? "nothing"
               : arena_format(&shelf->arena, "%s/%s %s", feeds[0].folder, feeds[0].file, feeds[0].headers[0]);
}

static void tells_which_header_of_which_file_fills_a_column(void **state)
{
    struct shelf *shelf = *state;
    outline_these(shelf, shipped, 1);
    assert_string_equal(feed(shelf, "cp_plans", "start_date"),
                        "extracts/ssd_cp_plans*.csv cppl_cp_plan_start_date");
    /* known from another shipped mapping, and filled by nothing of this job */
    assert_string_equal(feed(shelf, "workers", "fte"), "nothing");
}

/* A column that the council types otherwise than a shipped mapping keeps the council's type, and its table its joins. */
static void takes_the_jobs_word_over_that_of_other_mappings(void **state)
{
    struct shelf *shelf = *state;
    const char *own = write_file(&shelf->arena, shelf->folder, "own.json",
                                 "{ \"mapping\": \"own\", \"extracts\": [ { \"file\": \"w.csv\", \"table\": "
                                 "\"workers\", \"columns\": {"
                                 " \"worker_id\": { \"from\": [\"id\"], \"type\": \"text\" },"
                                 " \"role\": { \"from\": [\"grade\"], \"type\": \"number\" } } } ] }");
    struct extract_folder folder = {.path = "none", .shown = "ours", .mapping = own};
    outline_these(shelf, &folder, 1);
    const struct table *workers =
        &shelf->outline.dataset.tables[dataset_table(&shelf->outline.dataset, "workers")];
    assert_int_equal(workers->columns[table_column(workers, "role")].type, COLUMN_NUMBER);
    assert_string_equal(feed(shelf, "workers", "role"), "ours/w.csv grade");
    assert_string_equal(feed(shelf, "workers", "fte"), "nothing");
    assert_string_equal(workers->many, "workers");
}

static void says_why_a_definition_cannot_be_told(void **state)
{
    struct shelf *shelf = *state;
    load_catalogue(
        shelf,
        write_file(&shelf->arena, shelf->folder, "one.json",
                   "{ \"themes\": [ { \"id\": \"t\", \"title\": \"T\" } ], \"indicators\": [ { \"id\": "
                   "\"wrong\", \"title\": \"W\", \"theme\": \"t\", \"format\": \"count\", \"better\": "
                   "\"none\", \"window\": \"month\", \"numerator\": { \"table\": \"referrals\", \"at\": "
                   "\"dat\" }, \"definition\": \"d\", \"source\": \"s\" } ] }"));
    outline_these(shelf, shipped, 1);
    struct explanation explanation;
    assert_false(explain_indicator(&shelf->arena, &shelf->scope, &shelf->catalogue,
                                   &shelf->catalogue.items[0], &explanation, &shelf->error));
    assert_non_null(strstr(shelf->error.message, "one.json"));
    assert_non_null(strstr(shelf->error.message, "no column \"dat\" in referrals"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(has_words_for_every_indicator_of_the_standard_catalogue, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(tells_which_header_of_which_file_fills_a_column, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_the_jobs_word_over_that_of_other_mappings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_why_a_definition_cannot_be_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
