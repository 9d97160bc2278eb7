#include "ingest/renamed_ids.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* People, their plans, notes that name nobody's record but say whose they are, children and their mothers, reviews that
 * name the plan alone, workers and the two lists of former ids. */
struct job {
    struct arena arena;
    char *home;
    struct extract_folder folder;
    struct dataset dataset;
    struct findings findings;
    struct ingest_report report;
    struct error error;
};

static const char model_text[] =
    "{\"tables\":{\"people\":{\"key\":\"child_id\",\"child\":\"child_id\",\"relations\":{\"twin\":\"people\"}"
    "},"
    "\"former_ids\":{\"child\":\"child_id\",\"relations\":{\"child_id\":\"people\"},"
    "\"renames\":{\"former_id\":\"child_id\"}},"
    "\"former_posts\":{\"relations\":{\"worker_id\":\"workers\"},\"renames\":{\"former\":\"worker_id\"}},"
    "\"plans\":{\"key\":\"plan_id\",\"child\":\"child_id\",\"relations\":{\"child_id\":\"people\","
    "\"worker_id\":\"workers\"}},"
    "\"stays\":{\"child\":\"child_id\",\"relations\":{\"child_id\":\"people\"},\"when\":\"start\",\"until\":"
    "\"end\"},"
    "\"notes\":{\"child\":\"child_id\"},"
    "\"mothers\":{\"child\":\"child_id\",\"relations\":{\"child_id\":\"people\",\"mother_id\":\"people\"}},"
    "\"reviews\":{\"child\":\"child_id\",\"child_from\":{\"plan_id\":\"plans\"},"
    "\"relations\":{\"child_id\":\"people\"}},"
    "\"workers\":{\"key\":\"worker_id\"}}}";

/* Each table is filled by TABLE*.csv; the columns are texts, but "start" and "end". */
static const struct {
    const char *table, *columns[3], *stated;
} extracts[] = {
    {"people", {"child_id", "twin"}, ""},
    {"former_ids", {"former_id", "child_id"}, ""},
    {"former_posts", {"former", "worker_id"}, ""},
    {"plans", {"plan_id", "child_id", "worker_id"}, ""},
    {"stays", {"child_id", "start", "end"}, "\"no_overlap\":{\"per\":\"child_id\"},"},
    {"notes", {"child_id", "said"}, ""},
    {"mothers", {"child_id", "mother_id"}, ""},
    {"reviews", {"plan_id", "child_id"}, ""},
    {"workers", {"worker_id"}, ""},
};

static const char *mapping_text(struct arena *arena)
{
    struct text text = text_in(arena);
    text_add(&text, "{\"mapping\":\"m\",\"extracts\":[");
    for (size_t i = 0; i < COUNT(extracts); i++) {
        text_add_format(&text, "%s{\"file\":\"%s*.csv\",\"table\":\"%s\",\"optional\":true,%s\"columns\":{",
                        i > 0 ? "," : "", extracts[i].table, extracts[i].table, extracts[i].stated);
        for (size_t k = 0; k < COUNT(extracts[i].columns) && extracts[i].columns[k]; k++) {
            const char *name = extracts[i].columns[k];
            bool is_day = text_equal(name, "start") || text_equal(name, "end");
            text_add_format(&text, "%s\"%s\":{\"type\":\"%s\"}", k > 0 ? "," : "", name,
                            is_day ? "date" : "text");
        }
        text_add(&text, "}}");
    }
    text_add(&text, "]}");
    return text.bytes;
}

static void put(struct job *job, const char *name, const char *text)
{
    write_file(&job->arena, job->home, name, text);
}

static int set_up(void **state)
{
    struct job *job = test_calloc(1, sizeof *job);
    job->home = temporary_folder(&job->arena);
    job->folder = (struct extract_folder){.path = path_join(&job->arena, job->home, "in"),
                                          .shown = "in",
                                          .mapping = path_join(&job->arena, job->home, "in.json")};
    put(job, "ingest/model.json", model_text);
    put(job, "in.json", mapping_text(&job->arena));
    put(job, "in/people.csv", "child_id\nA\nB\nG\nM\n");
    *state = job;
    return 0;
}

static int tear_down(void **state)
{
    struct job *job = *state;
    remove_folder(job->home);
    arena_release(&job->arena);
    test_free(job);
    return 0;
}

static bool run(struct job *job)
{
    struct ingest_request request = {.home = job->home,
                                     .folders = &job->folder,
                                     .folder_count = 1,
                                     .as_at = day_from_date((struct date){2026, 3, 31})};
    return ingest_run(&job->arena, &request, &job->dataset, &job->findings, &job->report, &job->error);
}

static void run_well(struct job *job)
{
    if (!run(job))
        fail_msg("%s", job->error.message);
}

/* "G A -": the column, a word a row. */
static const char *values(struct job *job, const char *table_name, const char *column_name)
{
    int index = dataset_table(&job->dataset, table_name);
    assert_true(index >= 0);
    const struct table *table = &job->dataset.tables[index];
    int place = table_column(table, column_name);
    assert_true(place != NO_COLUMN);
    const struct column *column = &table->columns[place];
    struct text text = text_in(&job->arena);
    text_add(&text, "");
    for (uint32_t row = 0; row < table->row_count; row++)
        text_add_format(&text, "%s%s", row > 0 ? " " : "",
                        column->present[row] ? job->dataset.words.words[column->code[row]] : "-");
    return text.bytes;
}

/* "renamed_ids in/plans.csv:0 2 rows of plans\n", a line a finding */
static const char *found(struct job *job)
{
    struct text text = text_in(&job->arena);
    text_add(&text, "");
    for (size_t i = 0; i < job->findings.count; i++) {
        const struct finding *finding = &job->findings.items[i];
        text_add_format(&text, "%s %s:%u%s%s\n", finding_rule_text(finding->rule)->name, finding->file,
                        finding->line, finding->detail ? " " : "", finding->detail ? finding->detail : "");
    }
    return text.bytes;
}

static void rows_of_every_table_are_read_as_naming_the_id_now(void **state)
{
    struct job *job = *state;
    put(job, "in/former_ids.csv", "former_id,child_id\nG-unborn,G\nM-old,M\n");
    put(job, "in/people.csv", "child_id,twin\nA,G-unborn\nB,\nG,A\nM,\n");
    put(job, "in/plans_1.csv", "plan_id,child_id\nP1,G-unborn\nP2,A\n");
    put(job, "in/plans_2.csv", "plan_id,child_id\nP3,\nP4,G-unborn\nP5,G\n");
    put(job, "in/notes.csv", "child_id,said\nG-unborn,G-unborn\n");
    put(job, "in/mothers.csv", "child_id,mother_id\nG-unborn,M-old\nB,M\nA,M-old\n");
    put(job, "in/reviews.csv", "plan_id,child_id\nP1,\nP5,\nP2,G-unborn\n");
    run_well(job);
    assert_string_equal(values(job, "people", "twin"), "G - A -");
    assert_string_equal(values(job, "plans", "child_id"), "G A - G G");
    assert_string_equal(values(job, "notes", "child_id"), "G");
    assert_string_equal(values(job, "notes", "said"), "G-unborn");
    assert_string_equal(values(job, "mothers", "child_id"), "G B A");
    assert_string_equal(values(job, "mothers", "mother_id"), "M M M");
    assert_string_equal(values(job, "reviews", "child_id"), "G G G");
    assert_string_equal(values(job, "former_ids", "former_id"), "G-unborn M-old");
    assert_string_equal(found(job), "renamed_ids in/people.csv:0 1 row of people\n"
                                    "renamed_ids in/plans_1.csv:0 2 rows of plans\n"
                                    "renamed_ids in/notes.csv:0 1 row of notes\n"
                                    "renamed_ids in/mothers.csv:0 2 rows of mothers\n"
                                    "renamed_ids in/reviews.csv:0 2 rows of reviews\n");
    assert_int_equal(job->findings.items[0].severity, SEVERITY_NOTE);
}

static void chains_are_followed_to_their_end(void **state)
{
    struct job *job = *state;
    put(job, "in/former_ids.csv", "former_id,child_id\nX1,X2\nX3,A\nX2,X3\nY,X2\n");
    put(job, "in/plans.csv", "plan_id,child_id\nP1,X1\nP2,X2\nP3,X3\nP4,Y\nP5,B\n");
    run_well(job);
    assert_string_equal(values(job, "plans", "child_id"), "A A A A B");
    assert_string_equal(found(job), "renamed_ids in/former_ids.csv:0 3 rows of former_ids\n"
                                    "renamed_ids in/plans.csv:0 4 rows of plans\n");
}

/* Following each from its beginning would take hours. */
static void a_chain_of_a_great_length_is_followed_at_once(void **state)
{
    struct job *job = *state;
    enum { LENGTH = 200000 };
    struct text list = text_in(&job->arena);
    text_add(&list, "former_id,child_id\n");
    for (int i = LENGTH; i > 0; i--)
        text_add_format(&list, "%d,%d\n", i, i - 1);
    put(job, "in/former_ids.csv", list.bytes);
    put(job, "in/people.csv", "child_id\n0\n");
    put(job, "in/plans.csv", "plan_id,child_id\nP1,200000\nP2,100000\nP3,0\n");
    run_well(job);
    assert_string_equal(values(job, "plans", "child_id"), "0 0 0");
    assert_string_equal(found(job), "renamed_ids in/former_ids.csv:0 199999 rows of former_ids\n"
                                    "renamed_ids in/plans.csv:0 2 rows of plans\n");
}

static void what_is_not_clear_is_found_and_left_alone(void **state)
{
    static const struct {
        const char *list, *plans, *found;
    } cases[] = {
        /* round in a circle, and what leads into it; the others are renamed */
        {"C1,C2\nC2,C3\nC3,C1\nE,C2\nG-unborn,G\n", "C1 C2 E G",
         "unclear_ids in/former_ids.csv:2 it leads round in a circle\n"
         "unclear_ids in/former_ids.csv:3 it leads round in a circle\n"
         "unclear_ids in/former_ids.csv:4 it leads round in a circle\n"
         "unclear_ids in/former_ids.csv:5 it leads round in a circle\n"
         "renamed_ids in/plans.csv:0 1 row of plans\n"},
        /* two ids now, and what leads to it */
        {"C1,A\nE,C1\nC1,B\n", "C1 C2 E G-unborn",
         "unclear_ids in/former_ids.csv:2 it has two ids now, or leads to one that has\n"
         "unclear_ids in/former_ids.csv:3 it has two ids now, or leads to one that has\n"
         "unclear_ids in/former_ids.csv:4 it has two ids now, or leads to one that has\n"},
        /* its own, and another besides */
        {"C1,C1\nC1,A\n", "C1 C2 E G-unborn",
         "unclear_ids in/former_ids.csv:2 it has two ids now, or leads to one that has\n"
         "unclear_ids in/former_ids.csv:3 it has two ids now, or leads to one that has\n"},
        /* its own alone says nothing, and ends a chain; the same said twice is no contradiction */
        {"A,A\nC1,A\n\nC1,A\nC2,C1\n", "A A E G-unborn",
         "renamed_ids in/former_ids.csv:0 1 row of former_ids\n"
         "identical_rows in/former_ids.csv:5 with line 3 of in/former_ids.csv\n"
         "renamed_ids in/plans.csv:0 2 rows of plans\n"},
        /* half said */
        {"C1,\n,A\n", "C1 C2 E G-unborn", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job *job;
        set_up((void **)&job);
        assert_int_equal(remove(path_join(&job->arena, job->home, "in/people.csv")), 0);
        put(job, "in/former_ids.csv", arena_format(&job->arena, "former_id,child_id\n%s", cases[i].list));
        put(job, "in/plans.csv", "plan_id,child_id\nP1,C1\nP2,C2\nP3,E\nP4,G-unborn\n");
        run_well(job);
        assert_string_equal(values(job, "plans", "child_id"), cases[i].plans);
        assert_string_equal(found(job), cases[i].found);
        tear_down((void **)&job);
    }
}

static void a_former_id_that_still_has_a_record_is_joined_and_told(void **state)
{
    struct job *job = *state;
    put(job, "in/former_ids.csv", "former_id,child_id\nB,A\nG-unborn,G\n");
    put(job, "in/plans.csv", "plan_id,child_id\nP1,B\nP2,A\nP3,G-unborn\n");
    run_well(job);
    assert_string_equal(values(job, "people", "child_id"), "A B G M");
    assert_string_equal(values(job, "plans", "child_id"), "A A G");
    assert_string_equal(found(job), "former_records in/people.csv:0 1 row of people\n"
                                    "renamed_ids in/plans.csv:0 2 rows of plans\n");
    assert_int_equal(job->findings.items[0].severity, SEVERITY_WARNING);
}

static void ids_of_another_kind_are_left_though_they_look_the_same(void **state)
{
    struct job *job = *state;
    put(job, "in/workers.csv", "worker_id\n7\n8\n");
    put(job, "in/former_ids.csv", "former_id,child_id\n7,A\n");
    put(job, "in/former_posts.csv", "former,worker_id\nB,8\n");
    put(job, "in/plans.csv", "plan_id,child_id,worker_id\n7,7,7\nB,B,B\n");
    run_well(job);
    assert_string_equal(values(job, "plans", "plan_id"), "7 B");
    assert_string_equal(values(job, "plans", "child_id"), "A B");
    assert_string_equal(values(job, "plans", "worker_id"), "7 8");
    assert_string_equal(found(job), "renamed_ids in/plans.csv:0 1 row of plans\n"
                                    "renamed_ids in/plans.csv:0 1 row of plans\n");
}

static void checks_and_relations_see_the_ids_now(void **state)
{
    struct job *job = *state;
    put(job, "in/former_ids.csv", "former_id,child_id\nG-unborn,G\nZ,Zed\n");
    put(job, "in/stays.csv",
        "child_id,start,end\nG-unborn,2016-11-01,2017-01-05\nG,2017-01-04,2017-02-01\nZ,2017-01-01,\n");
    put(job, "in/notes.csv", "child_id,said\nG,hello\nG-unborn,hello\n");
    run_well(job);
    assert_string_equal(found(job), "not_related in/former_ids.csv:3\n"
                                    "renamed_ids in/stays.csv:0 2 rows of stays\n"
                                    "overlap in/stays.csv:3 with line 2 of in/stays.csv\n"
                                    "not_related in/stays.csv:4\n"
                                    "renamed_ids in/notes.csv:0 1 row of notes\n"
                                    "identical_rows in/notes.csv:3 with line 2 of in/notes.csv\n");
}

static void without_the_list_nothing_is_renamed_and_nothing_is_missed(void **state)
{
    struct job *job = *state;
    put(job, "in/plans.csv", "plan_id,child_id\nP1,G-unborn\n");
    run_well(job);
    assert_string_equal(values(job, "plans", "child_id"), "G-unborn");
    assert_string_equal(found(job), "not_related in/plans.csv:2\n");
    assert_int_equal(job->report.absent_count, 0);
    for (size_t i = 0; i < job->report.missing_table_count; i++)
        assert_null(strstr(job->report.missing_tables[i], "former"));
    assert_int_equal(job->report.missing_table_count, 5);
}

/* The ids are those of people, whether or not the people were supplied. */
static void the_table_of_the_ids_need_not_be_there(void **state)
{
    struct job *job = *state;
    assert_int_equal(remove(path_join(&job->arena, job->home, "in/people.csv")), 0);
    put(job, "in/former_ids.csv", "former_id,child_id\nG-unborn,G\n");
    put(job, "in/plans.csv", "plan_id,child_id\nP1,G-unborn\n");
    put(job, "in/notes.csv", "child_id,said\nG-unborn,\n");
    run_well(job);
    assert_string_equal(values(job, "plans", "child_id"), "G");
    assert_string_equal(values(job, "notes", "child_id"), "G");
}

static void a_list_without_one_of_its_columns_is_told(void **state)
{
    struct job *job = *state;
    put(job, "in/former_ids.csv", "child_id,old\nG,G-unborn\n");
    put(job, "in/plans.csv", "plan_id,child_id\nP1,G\n");
    run_well(job);
    assert_string_equal(found(job), "rule_skipped in/former_ids.csv:0 \"renames\" needs former_id\n");
}

static void slips_of_the_model_are_told(void **state)
{
    static const struct {
        const char *model, *message;
    } cases[] = {
        {"{\"tables\":{\"people\":{\"key\":\"child_id\"},\"plans\":{},\"stays\":{},\"notes\":{},\"mothers\":{"
         "},"
         "\"reviews\":{},"
         "\"workers\":{},\"former_posts\":{},\"former_ids\":{\"renames\":{\"former_id\":\"child_id\"}}}}",
         "\"renames\" of table \"former_ids\": its \"relations\" do not say which table's rows \"child_id\" "
         "names"},
        {"{\"tables\":{\"former_ids\":{\"renames\":{\"a\":\"b\",\"c\":\"d\"}}}}",
         "\"renames\" is the column of former ids and that of the ids now: { \"former_id\": \"child_id\" }"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job *job;
        set_up((void **)&job);
        put(job, "ingest/model.json", cases[i].model);
        put(job, "in.json",
            "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"people.csv\",\"table\":\"people\","
            "\"columns\":{\"child_id\":{\"type\":\"text\"}}}]}");
        assert_false(run(job));
        assert_int_equal(job->error.kind, ERROR_CONFIG);
        if (!strstr(job->error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", job->error.message, cases[i].message);
        tear_down((void **)&job);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_of_every_table_are_read_as_naming_the_id_now),
        TEST(chains_are_followed_to_their_end),
        TEST(a_chain_of_a_great_length_is_followed_at_once),
        cmocka_unit_test(what_is_not_clear_is_found_and_left_alone),
        TEST(a_former_id_that_still_has_a_record_is_joined_and_told),
        TEST(ids_of_another_kind_are_left_though_they_look_the_same),
        TEST(checks_and_relations_see_the_ids_now),
        TEST(without_the_list_nothing_is_renamed_and_nothing_is_missed),
        TEST(the_table_of_the_ids_need_not_be_there),
        TEST(a_list_without_one_of_its_columns_is_told),
        cmocka_unit_test(slips_of_the_model_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
