#include "ingest/record_ids.h"

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

/* Extracts of people, and of their plans and notes: a note has no key of its own. */
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
    "{\"tables\":{\"people\":{\"key\":\"child_id\",\"child\":\"child_id\"},"
    "\"plans\":{\"key\":\"plan_id\",\"child\":\"child_id\",\"relations\":{\"child_id\":\"people\"},"
    "\"when\":\"start\"},"
    "\"notes\":{\"child\":\"child_id\",\"relations\":{\"child_id\":\"people\",\"plan_id\":\"plans\"}},"
    "\"counts\":{\"when\":\"day\"}}}";

static const char mapping_text[] =
    "{\"mapping\":\"m\",\"extracts\":["
    "{\"file\":\"people*.csv\",\"table\":\"people\",\"columns\":{"
    "\"child_id\":{\"type\":\"text\",\"required\":true},\"born\":{\"type\":\"date\",\"required\":true}}},"
    "{\"file\":\"plans*.csv\",\"table\":\"plans\",\"columns\":{"
    "\"plan_id\":{\"type\":\"text\",\"required\":true},\"child_id\":{\"type\":\"text\"},"
    "\"start\":{\"type\":\"date\"}},\"checks\":[\"start <= as_at\"]},"
    "{\"file\":\"notes*.csv\",\"table\":\"notes\",\"optional\":true,\"columns\":{"
    "\"child_id\":{\"type\":\"text\"},\"plan_id\":{\"type\":\"text\"},\"score\":{\"type\":\"number\"}}},"
    "{\"file\":\"counts*.csv\",\"table\":\"counts\",\"optional\":true,\"columns\":{"
    "\"day\":{\"type\":\"date\"}}}]}";

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
    put(job, "in.json", mapping_text);
    put(job, "in/people.csv", "child_id,born\nC1,2010-01-01\nC2,2011-01-01\n");
    put(job, "in/plans.csv", "plan_id,child_id,start\nP1,C1,2026-01-01\n");
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

static void run(struct job *job)
{
    struct ingest_request request = {.home = job->home,
                                     .folders = &job->folder,
                                     .folder_count = 1,
                                     .as_at = day_from_date((struct date){2026, 3, 31})};
    if (!ingest_run(&job->arena, &request, &job->dataset, &job->findings, &job->report, &job->error))
        fail_msg("%s", job->error.message);
    records_name(&job->dataset, &job->findings);
}

/* "bad_date in/plans.csv:2 P1\n", a line a finding */
static const char *dump(struct job *job)
{
    struct text text = text_in(&job->arena);
    text_add(&text, "");
    for (size_t i = 0; i < job->findings.count; i++) {
        const struct finding *finding = &job->findings.items[i];
        text_add_format(&text, "%s %s:%u %s\n", finding_rule_text(finding->rule)->name, finding->file,
                        finding->line, finding->record ? finding->record : "-");
    }
    return text.bytes;
}

static void findings_name_their_record(void **state)
{
    static const struct {
        const char *file, *text, *findings;
    } cases[] = {
        /* loaded rows */
        {"in/plans.csv", "plan_id,child_id,start\nP1,C1,soon\n\nP2,C1,2026-01-01\nP3,C1,soon\n",
         "bad_date in/plans.csv:2 P1\nbad_date in/plans.csv:5 P3\n"},
        {"in/plans.csv", "plan_id,child_id,start\nP1,C9,2026-01-01\n", "not_related in/plans.csv:2 P1\n"},
        {"in/plans.csv", "plan_id,child_id,start\nP1,C1,2026-05-01\n", "check_failed in/plans.csv:2 P1\n"},
        /* in a second file of the same table */
        {"in/plans_2.csv", "plan_id,child_id,start\nP7,C1,soon\n", "bad_date in/plans_2.csv:2 P7\n"},
        /* rows set aside */
        {"in/people.csv", "child_id,born\nC1,2010-01-01\nC3,soon\n",
         "bad_date in/people.csv:3 C3\nrequired_missing in/people.csv:3 C3\n"},
        {"in/people.csv", "child_id,born\nC1,2010-01-01\nC1,2010-01-01\n",
         "duplicate_key in/people.csv:3 C1\n"},
        /* not known which */
        {"in/people.csv", "child_id,born\nC1,2010-01-01\n,2010-01-01\n",
         "required_missing in/people.csv:3 -\n"},
        {"in/people.csv", "child_id,born\nC1,2010-01-01\nC,3,2010-01-01\n",
         "wrong_cell_count in/people.csv:3 -\n"},
        /* whose row it is, where it has no key; nobody's, where it has neither */
        {"in/notes.csv", "child_id,plan_id,score\nC2,P1,many\n", "bad_number in/notes.csv:2 C2\n"},
        {"in/counts.csv", "day\n31.31.31\n2026-01-01\n", "bad_date in/counts.csv:2 -\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job *job;
        set_up((void **)&job);
        put(job, cases[i].file, cases[i].text);
        run(job);
        if (!text_equal(dump(job), cases[i].findings))
            fail_msg("case %zu found\n%snot\n%s", i, dump(job), cases[i].findings);
        tear_down((void **)&job);
    }
    (void)state;
}

static void relations_are_counted(void **state)
{
    struct job *job = *state;
    put(job, "in/notes.csv", "child_id,plan_id\nC1,P1\nC2,\nC9,P1\nC8,P9\n");
    run(job);
    struct text text = text_in(&job->arena);
    for (size_t i = 0; i < job->report.relation_count; i++) {
        const struct relation_report *one = &job->report.relations[i];
        text_add_format(&text, "%s.%s -> %s: %zu of %zu%s\n", one->table, one->column, one->other,
                        one->unmatched, one->named, one->told ? "" : ", not told");
    }
    assert_string_equal(text.bytes, "plans.child_id -> people: 0 of 1\nnotes.child_id -> people: 2 of 4\n"
                                    "notes.plan_id -> plans: 1 of 3\n");
    const struct table_findings *notes = findings_of_table(&job->findings, "notes");
    assert_int_equal(notes->counts[FINDING_NOT_RELATED], 3);
    assert_null(findings_of_table(&job->findings, "people"));
}

static void a_relation_to_what_was_not_supplied_cannot_be_told(void **state)
{
    static const char *const without[] = {"people"};
    struct job *job = *state;
    job->folder.without = without;
    job->folder.without_count = 1;
    assert_int_equal(remove(path_join(&job->arena, job->home, "in/people.csv")), 0);
    run(job);
    assert_int_equal(job->report.absent_count, 0);
    assert_int_equal(job->report.relation_count, 1);
    assert_false(job->report.relations[0].told);
}

/* What becomes of it is for the gates to say. */
static void files_that_are_not_there_or_hold_nothing_are_reported(void **state)
{
    struct job *job = *state;
    put(job, "in/plans.csv", "");
    assert_int_equal(remove(path_join(&job->arena, job->home, "in/people.csv")), 0);
    run(job);
    assert_int_equal(job->report.absent_count, 2);
    assert_string_equal(job->report.absent[0].table, "people");
    assert_string_equal(job->report.absent[0].pattern, "people*.csv");
    assert_non_null(strstr(job->report.absent[0].place, "in.json: table \"people\", file \"people*.csv\""));
    assert_null(job->report.absent[0].file);
    assert_string_equal(job->report.absent[1].file, "in/plans.csv");
    assert_int_equal(job->report.file_count, 0);
}

static void files_know_their_folder(void **state)
{
    struct job *job = *state;
    run(job);
    assert_int_equal(job->report.file_count, 2);
    assert_ptr_equal(job->report.files[1].folder, &job->folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_name_their_record),
        TEST(relations_are_counted),
        TEST(a_relation_to_what_was_not_supplied_cannot_be_told),
        TEST(files_that_are_not_there_or_hold_nothing_are_reported),
        TEST(files_know_their_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
