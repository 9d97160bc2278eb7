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

/* A job of one or two folders beside a small model. */
struct job {
    struct arena arena;
    char *home;
    struct extract_folder folders[2];
    size_t folder_count;
    struct dataset dataset;
    struct findings findings;
    struct ingest_report report;
    struct error error;
    struct loaded before;
};

static const char model_text[] =
    "{\"tables\":{"
    "\"people\":{\"key\":\"child_id\",\"child\":\"child_id\"},"
    "\"plans\":{\"key\":\"plan_id\",\"child\":\"child_id\",\"relations\":{\"child_id\":\"people\"},"
    "\"unit\":\"team\",\"when\":\"start\",\"until\":\"end\"},"
    "\"visits\":{\"key\":\"visit_id\",\"child\":\"child_id\",\"relations\":{\"plan_id\":\"plans\"},"
    "\"when\":\"date\"}}}";

static const char mapping_text[] =
    "{\"mapping\":\"m\",\"extracts\":["
    "{\"file\":\"people*.csv\",\"table\":\"people\",\"columns\":{"
    "\"child_id\":{\"from\":\"Child ID\",\"type\":\"text\",\"required\":true},"
    "\"born\":{\"from\":[\"Date of Birth\",\"DOB\"],\"type\":\"date\"}}},"
    "{\"file\":\"plans*.csv\",\"table\":\"plans\",\"optional\":true,\"columns\":{"
    "\"plan_id\":{\"type\":\"text\",\"required\":true},"
    "\"child_id\":{\"type\":\"text\",\"required\":true},"
    "\"start\":{\"type\":\"date\",\"required\":true},"
    "\"end\":{\"type\":\"date\"},"
    "\"score\":{\"type\":\"number\"},"
    "\"open\":{\"type\":\"flag\"}},"
    "\"checks\":[\"start <= end\",\"start <= as_at\",\"people.born <= start\",\"exists(visits)\"]},"
    "{\"file\":\"visits*.csv\",\"table\":\"visits\",\"optional\":true,\"columns\":{"
    "\"visit_id\":{\"type\":\"text\",\"required\":true},\"plan_id\":{\"type\":\"text\"},"
    "\"child_id\":{\"type\":\"text\"},\"date\":{\"type\":\"date\"}}}]}";

static void put(struct job *job, const char *name, const char *text)
{
    write_file(&job->arena, job->home, name, text);
}

static void open_job(struct job *job, const char *mapping)
{
    *job = (struct job){0};
    job->home = temporary_folder(&job->arena);
    job->folder_count = 1;
    static const char *const names[] = {"in", "more"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *path = path_join(&job->arena, job->home, names[i]);
        job->folders[i] =
            (struct extract_folder){.path = path,
                                    .shown = names[i],
                                    .mapping = arena_format(&job->arena, "%s/%s.json", job->home, names[i])};
        put(job, arena_format(&job->arena, "%s/nothing.txt", names[i]), "x");
    }
    put(job, "ingest/model.json", model_text);
    put(job, "in.json", mapping);
}

static void close_job(struct job *job)
{
    remove_folder(job->home);
    arena_release(&job->arena);
}

static bool run(struct job *job)
{
    struct date as_at = {2026, 3, 31};
    struct ingest_request request = {
        .home = job->home,
        .folders = job->folders,
        .folder_count = job->folder_count,
        .as_at = day_from_date(as_at),
        .with_checksums = true,
        .before = &job->before,
    };
    return ingest_run(&job->arena, &request, &job->dataset, &job->findings, &job->report, &job->error);
}

static void run_well(struct job *job)
{
    if (!run(job))
        fail_msg("%s", job->error.message);
}

/* ---- dumps ---- */

static void dump_value(struct text *dump, const struct dataset *dataset, const struct column *column,
                       uint32_t row)
{
    char day[DAY_TEXT_SIZE];
    if (!column->present[row])
        return;
    switch (column->type) {
    case COLUMN_TEXT:
        text_add(dump, dataset->words.words[column->code[row]]);
        break;
    case COLUMN_NUMBER:
        text_add_format(dump, "%g", column->number[row]);
        break;
    case COLUMN_DAY:
        day_format(column->day[row], day);
        text_add(dump, day);
        break;
    case COLUMN_FLAG:
        text_add(dump, column->flag[row] ? "yes" : "no");
        break;
    }
}

/* "in/plans.csv:2 P1|C1\n", a line a row */
static const char *dump_table(struct job *job, const char *name)
{
    int index = dataset_table(&job->dataset, name);
    assert_true(index >= 0);
    const struct table *table = &job->dataset.tables[index];
    struct text dump = text_in(&job->arena);
    for (uint32_t row = 0; row < table->row_count; row++) {
        text_add_format(&dump, "%s:%u ", table_file(table, row), table->line[row]);
        for (size_t i = 0; i < table->column_count; i++) {
            text_add(&dump, i > 0 ? "|" : "");
            dump_value(&dump, &job->dataset, &table->columns[i], row);
        }
        text_add(&dump, "\n");
    }
    return dump.bytes;
}

/* "bad_date in/plans.csv:2 C start\n", a line a finding of a cell or a row; renamed columns have a test of their own */
static const char *dump_findings(struct job *job)
{
    struct text dump = text_in(&job->arena);
    for (size_t i = 0; i < job->findings.count; i++) {
        const struct finding *finding = &job->findings.items[i];
        if (finding->rule == FINDING_COLUMN_ABSENT)
            continue;
        char letters[4];
        column_letter(finding->column, letters);
        text_add_format(&dump, "%s %s:%u", finding_rule_text(finding->rule)->name, finding->file,
                        finding->line);
        text_add_format(&dump, "%s%s%s%s", *letters ? " " : "", letters, finding->header ? " " : "",
                        finding->header ? finding->header : "");
        text_add_format(&dump, "%s%s\n", finding->detail ? " " : "", finding->detail ? finding->detail : "");
    }
    return dump.bytes;
}

/* "in/plans.csv plans 3=2+1\n", a line a file */
static const char *dump_report(struct job *job)
{
    struct text dump = text_in(&job->arena);
    for (size_t i = 0; i < job->report.file_count; i++) {
        const struct file_report *file = &job->report.files[i];
        assert_int_equal(file->rows_read, file->rows_loaded + file->rows_set_aside);
        text_add_format(&dump, "%s %s %u=%u+%u\n", file->file, file->table, file->rows_read,
                        file->rows_loaded, file->rows_set_aside);
    }
    return dump.bytes;
}

/* ---- what loads ---- */

static void loads_typed_tables_with_files_and_lines(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv",
        "Child ID,DOB,Name\r\nC1,01/02/2015,x\r\n\r\nC2,,\"y\r\nz\"\r\nC3,2016-05-04,\r\n");
    put(&job, "in/plans.csv",
        "start,plan_id,child_id,score,open,end\n"
        "1/4/2025,P1,C1,\"1,000\",Y,2025-09-30\n03-Apr-2025,P2,C2,.5,n,\n");
    run_well(&job);
    assert_string_equal(dump_table(&job, "people"), "in/people.csv:2 C1|2015-02-01\nin/people.csv:4 C2|\n"
                                                    "in/people.csv:5 C3|2016-05-04\n");
    assert_string_equal(dump_table(&job, "plans"), "in/plans.csv:2 P1|C1|2025-04-01|2025-09-30|1000|yes\n"
                                                   "in/plans.csv:3 P2|C2|2025-04-03||0.5|no\n");
    assert_string_equal(dump_findings(&job), "");
    assert_string_equal(dump_report(&job), "in/people.csv people 3=3+0\nin/plans.csv plans 2=2+0\n");
    const struct table *plans = &job.dataset.tables[1];
    assert_true(plans->supplied);
    assert_int_equal(plans->key, 0);
    assert_int_equal(plans->child, 1);
    assert_int_equal(plans->when, 2);
    assert_int_equal(plans->until, 3);
    assert_string_equal(plans->unit, "team");
    assert_int_equal(plans->relation_count, 1);
    assert_int_equal(plans->relations[0].column, 1);
    assert_int_equal(plans->columns[1].code[0], job.dataset.tables[0].columns[0].code[0]);
    char newest[DAY_TEXT_SIZE];
    day_format(job.report.newest, newest);
    assert_string_equal(newest, "2025-04-03");
    close_job(&job);
}

static void a_table_no_file_supplied_is_there_without_columns(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", "Child ID\nC1\n");
    run_well(&job);
    assert_int_equal(job.dataset.table_count, 3);
    const struct table *plans = &job.dataset.tables[1];
    assert_false(plans->supplied);
    assert_int_equal(plans->column_count, 0);
    assert_int_equal(plans->row_count, 0);
    assert_int_equal(plans->key, NO_COLUMN);
    assert_int_equal(plans->when, NO_COLUMN);
    assert_int_equal(job.report.missing_table_count, 2);
    assert_string_equal(job.report.missing_tables[0], "plans");
    assert_string_equal(job.report.missing_tables[1], "visits");
    assert_int_equal(job.report.newest, INT32_MIN);
    close_job(&job);
}

static void a_file_of_headers_alone_supplies_its_table(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", "Child ID,DOB");
    run_well(&job);
    assert_true(job.dataset.tables[0].supplied);
    assert_int_equal(job.dataset.tables[0].row_count, 0);
    assert_int_equal(job.dataset.tables[0].column_count, 2);
    assert_string_equal(dump_report(&job), "in/people.csv people 0=0+0\n");
    close_job(&job);
}

static void several_files_of_a_table_are_appended_in_order_of_name(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/People_b.CSV", "Child ID,Date of Birth\nC3,01/01/2013\n");
    put(&job, "in/people_a.csv", "dob,child_id\n01/01/2011,C1\n,C2\n");
    run_well(&job);
    assert_string_equal(dump_table(&job, "people"),
                        "in/People_b.CSV:2 C3|2013-01-01\n"
                        "in/people_a.csv:2 C1|2011-01-01\nin/people_a.csv:3 C2|\n");
    assert_int_equal(job.dataset.tables[0].source_count, 2);
    assert_int_equal(job.dataset.tables[0].sources[1].first_row, 1);
    close_job(&job);
}

static void two_extracts_may_fill_one_table_and_their_columns_are_united(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    job.folder_count = 2;
    put(&job, "in/people.csv", "Child ID,DOB\nC1,01/01/2011\n");
    put(&job, "more.json",
        "{\"mapping\":\"n\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"people\",\"columns\":{"
        "\"sex\":{\"type\":\"text\"},\"child_id\":{\"type\":\"text\",\"required\":true}}}]}");
    put(&job, "more/x.csv", "sex,child_id\nF,C2\nM,C1\n");
    run_well(&job);
    assert_string_equal(dump_table(&job, "people"), "in/people.csv:2 C1|2011-01-01|\nmore/x.csv:2 C2||F\n");
    assert_string_equal(dump_findings(&job), "duplicate_key more/x.csv:3 B child_id\n");
    assert_string_equal(dump_report(&job), "in/people.csv people 1=1+0\nmore/x.csv people 2=1+1\n");
    close_job(&job);
}

static void one_file_may_fill_two_tables_and_a_mapping_may_add_its_own(void **state)
{
    (void)state;
    struct job job;
    open_job(&job,
             "{\"mapping\":\"m\",\"extracts\":["
             "{\"file\":\"all.csv\",\"table\":\"people\",\"columns\":{\"child_id\":{\"type\":\"text\"}}},"
             "{\"file\":\"all.csv\",\"table\":\"dogs\",\"key\":\"dog\",\"child\":\"owner\","
             "\"relations\":{\"owner\":\"people\"},\"when\":\"since\",\"unit\":\"'kennel'\",\"columns\":{"
             "\"dog\":{\"type\":\"text\"},\"owner\":{\"from\":\"child id\",\"type\":\"text\"},"
             "\"since\":{\"type\":\"date\"}}}]}");
    put(&job, "in/all.csv", "child_id,dog,since\nC1,Rex,1/1/2020\n");
    run_well(&job);
    assert_string_equal(dump_table(&job, "people"), "in/all.csv:2 C1\n");
    assert_string_equal(dump_table(&job, "dogs"), "in/all.csv:2 Rex|C1|2020-01-01\n");
    const struct table *dogs = &job.dataset.tables[3];
    assert_int_equal(dogs->key, 0);
    assert_int_equal(dogs->child, 1);
    assert_int_equal(dogs->when, 2);
    assert_int_equal(dogs->until, NO_COLUMN);
    assert_string_equal(dogs->relations[0].table, "people");
    assert_string_equal(dogs->unit, "'kennel'");
    close_job(&job);
}

static void headers_may_stand_on_a_later_row(void **state)
{
    (void)state;
    struct job job;
    open_job(
        &job,
        "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"people\",\"header_row\":3,"
        "\"missing_values\":[\"withheld\"],"
        "\"columns\":{\"child_id\":{\"type\":\"text\",\"required\":true},\"x\":{\"type\":\"number\"}}}]}");
    put(&job, "in/list.csv", "List 1: \"Contacts\"\n\nchild_id,x\nC1,Withheld\nC2,n/a\nC3,4\n");
    run_well(&job);
    assert_string_equal(dump_table(&job, "people"),
                        "in/list.csv:4 C1|\nin/list.csv:5 C2|\nin/list.csv:6 C3|4\n");
    assert_string_equal(dump_findings(&job), "");
    close_job(&job);
}

static void the_report_lists_what_was_matched_absent_and_ignored(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", ",CHILD ID?,Ward,,\nx,C1,W,,\n,C2,\n");
    run_well(&job);
    const struct file_report *file = &job.report.files[0];
    assert_int_equal(file->matched_count, 1);
    assert_string_equal(file->matched[0], "child_id <- CHILD ID? (B)");
    assert_int_equal(file->absent_count, 1);
    assert_string_equal(file->absent[0], "born");
    assert_int_equal(file->ignored_count, 2);
    assert_string_equal(file->ignored[0], "(no header) (A)");
    assert_string_equal(file->ignored[1], "Ward (C)");
    assert_string_equal(dump_findings(&job), "");
    assert_string_equal(file->encoding, "UTF-8");
    char checksum[CHECKSUM_TEXT_SIZE];
    struct error error;
    assert_true(file_checksum(path_join(&job.arena, job.folders[0].path, "people.csv"), checksum, &error));
    assert_string_equal(file->checksum, checksum);
    close_job(&job);
}

/* A renamed header would otherwise turn a column, and what is worked out from it, into nothing without a word. */
static void a_column_whose_header_was_renamed_is_told(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", "child_id,Borm\n");
    run_well(&job);
    assert_int_equal(job.findings.counts[FINDING_COLUMN_ABSENT], 1);
    assert_string_equal(job.findings.items[0].detail, "born: is it Borm (B)?");
    const struct table *people = &job.dataset.tables[dataset_table(&job.dataset, "people")];
    assert_true(people->columns[table_column(people, "child_id")].supplied);
    assert_false(people->columns[table_column(people, "born")].supplied);
    close_job(&job);
}

/* A quote in a last cell, and another some rows on: what lies between would be one cell's text, and nobody would know. */
static void rows_that_a_stray_quote_swallowed_stop_the_run(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv",
        "child_id,Born,a,b,c,d,e,f\nC1,2010-01-01,,,,,,\"x\nC2,2010-01-02,,,,,,y\nC3,2010-01-03,,,,,,z\"\n"
        "C4,2010-01-04,,,,,,\"one, two\nthree, four\"\n");
    run_well(&job);
    assert_int_equal(job.findings.counts[FINDING_SWALLOWED_ROWS], 1);
    assert_int_equal(findings_worst(&job.findings), SEVERITY_STOP);
    assert_int_equal(job.report.files[0].rows_set_aside, 1);
    assert_int_equal(job.report.files[0].rows_loaded, 1);
    close_job(&job);
}

/* What cannot be supplied is said in the job; a name that is no table there is a slip. */
static void goes_without_the_tables_that_the_job_says(void **state)
{
    (void)state;
    static const char *const people[] = {"people"}, *const slip[] = {"peple"};
    struct job job;
    open_job(&job, mapping_text);
    job.folders[0].without = people;
    job.folders[0].without_count = 1;
    run_well(&job);
    assert_false(job.dataset.tables[dataset_table(&job.dataset, "people")].supplied);
    job.folders[0].without = slip;
    assert_false(run(&job));
    assert_int_equal(job.error.kind, ERROR_CONFIG);
    assert_non_null(strstr(job.error.message, "there is no table \"peple\" (did you mean \"people\"?)"));
    close_job(&job);
}

/* ---- what is found ---- */

static void dirty_rows_are_found_and_none_goes_missing_unsaid(void **state)
{
    (void)state;
    static const struct {
        const char *plans; /* after its headers */
        const char *table;
        const char *findings;
        const char *report;
    } cases[] = {
        {"P1,C1,32/1/2025,,,\n", "",
         "bad_date in/plans.csv:2 C start there is no such day in that month of that year\nrequired_missing "
         "in/plans.csv:2 C start\n",
         "1=0+1"},
        {"P1,C1,1/1/2025,soon,many,maybe\n", "in/plans.csv:2 P1|C1|2025-01-01|||\n",
         "bad_date in/plans.csv:2 D End\nbad_number in/plans.csv:2 E score\nbad_flag in/plans.csv:2 F open\n",
         "1=1+0"},
        {"P1,C1,1/1/2025,31/12/9999,,\n", "in/plans.csv:2 P1|C1|2025-01-01|||\n",
         "placeholder in/plans.csv:2 D End\n", "1=1+0"},
        {"P1,C1,SSD_PH,,,\n,C1,1/1/2025,,,\n", "",
         "placeholder in/plans.csv:2 C start\nrequired_missing in/plans.csv:2 C start\n"
         "required_missing in/plans.csv:3 A plan_id\n",
         "2=0+2"},
        {"P1,C1,1/1/2025,,,\nP2,C1,1/1/2025,,,\np1,C1,2/1/2025,,,\nP1,C1,1/1/2025,,,\n",
         "in/plans.csv:2 P1|C1|2025-01-01|||\nin/plans.csv:3 P2|C1|2025-01-01|||\n"
         "in/plans.csv:4 p1|C1|2025-01-02|||\n",
         "duplicate_key in/plans.csv:5 A plan_id\n", "4=3+1"},
        {"P1,C1,never,,,\nP1,C1,1/1/2025,,,\n", "in/plans.csv:3 P1|C1|2025-01-01|||\n",
         "bad_date in/plans.csv:2 C start\nrequired_missing in/plans.csv:2 C start\n", "2=1+1"},
        {"P1,C1,1/1/2025,,,,,x\nP2,C1,1/1/2025,,,,\xC2\xA0,\n", "in/plans.csv:3 P2|C1|2025-01-01|||\n",
         "extra_cells in/plans.csv:0\nwrong_cell_count in/plans.csv:2\n", "2=1+1"},
        /* 1,234 without quotes, and nothing after it */
        {"P1,C1,1/1/2025,,5,\nP2,C2,1/1/2025,,1,234,\n", "in/plans.csv:2 P1|C1|2025-01-01||5|\n",
         "wrong_cell_count in/plans.csv:3\n", "2=1+1"},
        {"P1,C1,1/1/2025,,5,,\nP2,C2,1/1/2025,,1,234,,\n", "in/plans.csv:2 P1|C1|2025-01-01||5|\n",
         "extra_cells in/plans.csv:0\nwrong_cell_count in/plans.csv:3\n", "2=1+1"},
        {"P1,C1,1/1/2025,,1,234,\n", "in/plans.csv:2 P1|C1|2025-01-01||1|\n",
         "extra_cells in/plans.csv:0\nbad_flag in/plans.csv:2 F open\n", "1=1+0"},
        {"P1,C1,1/1/2025\n", "in/plans.csv:2 P1|C1|2025-01-01|||\n", "short_row in/plans.csv:2\n", "1=1+0"},
        {"P1\n", "",
         "short_row in/plans.csv:2\nrequired_missing in/plans.csv:2 B child_id\n"
         "required_missing in/plans.csv:2 C start\n",
         "1=0+1"},
        {",,,,,\n\n \nP1,C1,1/1/2025,,,\n,,,\n", "in/plans.csv:5 P1|C1|2025-01-01|||\n", "", "1=1+0"},
        {"P1,C9,1/1/2025,,,\n", "in/plans.csv:2 P1|C9|2025-01-01|||\n",
         "not_related in/plans.csv:2 B child_id\n", "1=1+0"},
        {"P1,C1,2/1/2025,1/1/2025,,\n", "in/plans.csv:2 P1|C1|2025-01-02|2025-01-01||\n",
         "check_failed in/plans.csv:2 start <= end\n", "1=1+0"},
        {"P1,C1,1/4/2026,1/1/2026,,\n", "in/plans.csv:2 P1|C1|2026-04-01|2026-01-01||\n",
         "check_failed in/plans.csv:2 start <= end\ncheck_failed in/plans.csv:2 start <= as_at\n", "1=1+0"},
        {"P1,C1,1/1/2010,,,\nP2,C2,1/1/2010,,,\n",
         "in/plans.csv:2 P1|C1|2010-01-01|||\nin/plans.csv:3 P2|C2|2010-01-01|||\n",
         "check_failed in/plans.csv:2 people.born <= start\n", "2=2+0"},
        {"P1,C1,1/1/2025,,caf\xE9,\n", "in/plans.csv:2 P1|C1|2025-01-01|||\n",
         "encoding in/plans.csv:0\nbad_number in/plans.csv:2 E score\n", "1=1+0"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job job;
        open_job(&job, mapping_text);
        put(&job, "in/people.csv", "Child ID,DOB\nC1,1/1/2015\nC2,\n");
        put(&job, "in/plans.csv",
            arena_format(&job.arena, "plan_id,child_id,start,End,score,open\n%s", cases[i].plans));
        run_well(&job);
        assert_string_equal(dump_table(&job, "plans"), cases[i].table);
        assert_string_equal(dump_findings(&job), cases[i].findings);
        assert_string_equal(
            dump_report(&job),
            arena_format(&job.arena, "in/people.csv people 2=2+0\nin/plans.csv plans %s\n", cases[i].report));
        close_job(&job);
    }
}

static void keys_are_known_across_files_and_unique_columns_alike(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"people\",\"columns\":{"
                   "\"child_id\":{\"type\":\"text\"},\"number\":{\"type\":\"number\",\"unique\":true},"
                   "\"born\":{\"type\":\"date\",\"unique\":true}}}]}");
    put(&job, "in/a.csv", "child_id,number,born\nC1,1,1/1/2010\nC2,1.0,2/1/2010\nC3,,\n,-0,\n,0,\n");
    put(&job, "in/b.csv", "child_id,number,born\nC1,7,\nC4,7,01/01/2010\nC2,2,\nC5,,\n");
    run_well(&job);
    assert_string_equal(dump_table(&job, "people"), "in/a.csv:2 C1|1|2010-01-01\nin/a.csv:4 C3||\n"
                                                    "in/a.csv:5 |0|\nin/b.csv:4 C2|2|\nin/b.csv:5 C5||\n");
    assert_string_equal(dump_findings(&job),
                        "duplicate_key in/a.csv:3 B number\nduplicate_key in/a.csv:6 B number\n"
                        "duplicate_key in/b.csv:2 A child_id\n"
                        "duplicate_key in/b.csv:3 C born\n");
    assert_string_equal(dump_report(&job), "in/a.csv people 5=3+2\nin/b.csv people 4=2+2\n");
    close_job(&job);
}

static void relations_are_checked_only_against_tables_that_are_there(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", "child_id\nC1\n");
    put(&job, "in/visits.csv", "visit_id,plan_id\nV1,P1\nV2,\nV3,P2\n");
    run_well(&job);
    assert_string_equal(dump_findings(&job), "");
    put(&job, "in/plans.csv", "plan_id,child_id,start\nP1,C1,1/1/2025\n");
    run_well(&job);
    assert_string_equal(dump_findings(&job), "not_related in/visits.csv:4 B plan_id\n");
    close_job(&job);
}

static void a_check_that_reads_a_table_not_supplied_is_left_out_until_it_is(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", "child_id\nC1\nC2\n");
    put(&job, "in/plans.csv", "plan_id,child_id,start\nP1,C1,1/1/2025\nP2,C2,1/1/2025\n");
    run_well(&job);
    assert_string_equal(dump_findings(&job), "");
    put(&job, "in/visits.csv", "visit_id,plan_id\nV1,P1\n");
    run_well(&job);
    assert_string_equal(dump_findings(&job), "check_failed in/plans.csv:3 exists(visits)\n");
    close_job(&job);
}

static void checks_hold_for_the_rows_of_their_own_extract(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, "{\"mapping\":\"m\",\"extracts\":["
                   "{\"file\":\"a.csv\",\"table\":\"people\",\"columns\":{\"x\":{\"type\":\"number\"}},"
                   "\"checks\":\"x > 0\"},"
                   "{\"file\":\"b.csv\",\"table\":\"people\",\"columns\":{\"x\":{\"type\":\"number\"}}}]}");
    put(&job, "in/a.csv", "x\n1\n-1\n");
    put(&job, "in/b.csv", "x\n-2\n");
    run_well(&job);
    assert_string_equal(dump_findings(&job), "check_failed in/a.csv:3 x > 0\n");
    close_job(&job);
}

static void findings_stand_in_order_of_files_and_lines(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", "child_id,dob\nC1,x\nC1,\nC2,y\n");
    put(&job, "in/plans.csv",
        "plan_id,child_id,start,end\nP1,C9,1/1/2025,\nP2,C1,1/1/2025,x\nP3,C1,2/1/2025,1/1/2025\n");
    put(&job, "in/visits.csv", "visit_id,plan_id,child_id,date\nV1,P1,C9,x\nV2,P2,C1,\nV3,P9,C1,\n");
    run_well(&job);
    assert_string_equal(dump_findings(&job),
                        "bad_date in/people.csv:2 B dob\nduplicate_key in/people.csv:3 A child_id\n"
                        "bad_date in/people.csv:4 B dob\nnot_related in/plans.csv:2 B child_id\n"
                        "bad_date in/plans.csv:3 D end\ncheck_failed in/plans.csv:4 start <= end\n"
                        "check_failed in/plans.csv:4 exists(visits)\n"
                        "bad_date in/visits.csv:2 D date\nnot_related in/visits.csv:4 B plan_id\n");
    close_job(&job);
}

static void the_newest_row_is_the_latest_that_had_happened(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    put(&job, "in/people.csv", "child_id\nC1\n");
    put(&job, "in/plans.csv", "plan_id,child_id,start\nP1,C1,31/3/2026\nP2,C1,30/3/2026\nP3,C1,1/4/2026\n");
    put(&job, "in/visits.csv", "visit_id,date\nV1,1/1/2027\nV2,1/1/2026\n");
    run_well(&job);
    char newest[DAY_TEXT_SIZE];
    day_format(job.report.newest, newest);
    assert_string_equal(newest, "2026-03-31");
    close_job(&job);
}

static void more_rows_than_a_batch_are_all_checked(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"people\","
                   "\"columns\":{\"child_id\":{\"type\":\"text\"},\"x\":{\"type\":\"number\"}},"
                   "\"checks\":[\"x < 40000\"]}]}");
    struct text csv = text_in(&job.arena);
    text_add(&csv, "child_id,x\n");
    for (int row = 1; row <= 40000; row++)
        text_add_format(&csv, "C%d,%d\n", row, row);
    put(&job, "in/a.csv", csv.bytes);
    run_well(&job);
    assert_int_equal(job.dataset.tables[0].row_count, 40000);
    assert_string_equal(dump_findings(&job), "check_failed in/a.csv:40001 x < 40000\n");
    close_job(&job);
}

/* ---- what stops a run ---- */

static void files_that_cannot_be_what_they_claim_stop_the_run(void **state)
{
    (void)state;
    static const struct {
        const char *people;
        enum error_kind kind;
        const char *messages[3];
    } cases[] = {
        {"PK\x03\x04...", ERROR_DATA, {"in/people.csv: ", "an Excel workbook", ""}},
        {"<html></html>", ERROR_DATA, {"in/people.csv: ", "a web page", ""}},
        {"\n\n \n", ERROR_DATA, {"in/people.csv: ", "there is no line 1", ""}},
        {"Child,DOB\n1,\n",
         ERROR_DATA,
         {"in/people.csv: ", "the required column \"child_id\"", "\"Child ID\""}},
        {"Child ID,DOB,Date of birth\n",
         ERROR_DATA,
         {"in/people.csv: ", "\"DOB\" and \"Date of birth\"", "born"}},
        {"Child ID\nC1\n\"C2\nC3\n", ERROR_DATA, {"in/people.csv: ", "line 3: a quote is opened", ""}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job job;
        open_job(&job, mapping_text);
        put(&job, "in/people.csv", cases[i].people);
        assert_false(run(&job));
        assert_int_equal(job.error.kind, cases[i].kind);
        for (size_t j = 0; j < 3; j++)
            if (!strstr(job.error.message, cases[i].messages[j]))
                fail_msg("\"%s\" does not say \"%s\"", job.error.message, cases[i].messages[j]);
        close_job(&job);
    }
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, mapping_text);
    job.folders[0].path = path_join(&job.arena, job.home, "absent");
    job.folders[0].shown = "absent";
    assert_false(run(&job));
    assert_int_equal(job.error.kind, ERROR_IO);
    assert_non_null(strstr(job.error.message, "absent"));
    close_job(&job);
}

static void a_check_that_is_not_a_condition_stops_the_run(void **state)
{
    (void)state;
    static const struct {
        const char *check;
        const char *message;
    } cases[] = {
        {"x <", "in.json: table \"people\", file \"*.csv\": check: "},
        {"y > 1", "in.json: table \"people\", file \"*.csv\": check: "},
        {"x + 1", "\"x + 1\" is a number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job job;
        open_job(&job, "{}");
        put(&job, "in.json",
            arena_format(&job.arena,
                         "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"people\","
                         "\"columns\":{\"x\":{\"type\":\"number\"}},\"checks\":[\"%s\"]}]}",
                         cases[i].check));
        put(&job, "in/a.csv", "x\n1\n");
        assert_false(run(&job));
        assert_int_equal(job.error.kind, ERROR_CONFIG);
        if (!strstr(job.error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", job.error.message, cases[i].message);
        close_job(&job);
    }
}

/* ---- anything at all ---- */

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Two files of plans made of scraps of CSV: the numbers add up whatever they hold. */
static void rows_read_are_rows_loaded_and_set_aside_whatever_the_file(void **state)
{
    (void)state;
    static const char *const scraps[] = {
        "P1", "P2",   "C1",   "1/1/2025", "32/1/2025", "SSD_PH", "\"a\nb\"", ",", ",",    ",",       ",",
        "\n", "\r\n", "\n\n", "\xE9",     "5\" x",     " ",      "999",      "Y", "\"\"", "\xC2\xA0"};
    uint32_t random = 903;
    for (size_t i = 0; i < 300; i++) {
        struct job job;
        open_job(&job, mapping_text);
        put(&job, "in/people.csv", "Child ID\nC1\n");
        for (size_t file = 0; file < 2; file++) {
            struct text csv = text_in(&job.arena);
            text_add(&csv, "plan_id,child_id,start,end\n");
            for (size_t scrap = next_random(&random) % 60; scrap > 0; scrap--)
                text_add(&csv, scraps[next_random(&random) % COUNT(scraps)]);
            put(&job, file ? "in/plans_b.csv" : "in/plans_a.csv", csv.bytes);
        }
        if (run(&job)) {
            dump_report(&job);
            dump_findings(&job);
            dump_table(&job, "plans");
            uint32_t loaded = job.report.files[1].rows_loaded + job.report.files[2].rows_loaded;
            assert_int_equal(job.dataset.tables[1].row_count, loaded);
        } else {
            assert_int_equal(job.error.kind, ERROR_DATA);
        }
        close_job(&job);
    }
}

/* ---- compared with the last good run ---- */

/* Twenty plans and twenty visits, the newest on these days of March. */
static void put_plans_and_visits(struct job *job, int plan_day, int visit_day)
{
    struct text plans = text_in(&job->arena), visits = text_in(&job->arena);
    text_add(&plans, "plan_id,child_id,start\n");
    text_add(&visits, "visit_id,date\n");
    for (int i = 0; i < 20; i++) {
        text_add_format(&plans, "P%d,C1,%d/3/2026\n", i, i ? 1 : plan_day);
        text_add_format(&visits, "V%d,%d/3/2026\n", i, i ? 1 : visit_day);
    }
    put(job, "in/people.csv", "Child ID,DOB\nC1,1/1/2010\n");
    put(job, "in/plans.csv", plans.bytes);
    put(job, "in/visits.csv", visits.bytes);
}

static void a_table_that_stands_still_while_others_move_on_is_told(void **state)
{
    (void)state;
    static const struct {
        int plan_day, visit_day;
        const char *found;
    } cases[] = {{20, 20, NULL}, {25, 26, NULL}, {25, 20, "visits"}, {18, 26, "plans"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job job;
        struct date as_at = {2026, 3, 31};
        open_job(&job, mapping_text);
        put_plans_and_visits(&job, 20, 20);
        run_well(&job);
        job.before = loaded_count(&job.arena, &job.dataset, day_from_date(as_at));
        put_plans_and_visits(&job, cases[i].plan_day, cases[i].visit_day);
        run_well(&job);
        assert_int_equal(job.findings.counts[FINDING_STANDS_STILL], cases[i].found ? 1 : 0);
        if (cases[i].found)
            assert_int_equal(findings_of_table(&job.findings, cases[i].found)->counts[FINDING_STANDS_STILL],
                             1);
        close_job(&job);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_typed_tables_with_files_and_lines),
        cmocka_unit_test(a_table_no_file_supplied_is_there_without_columns),
        cmocka_unit_test(a_file_of_headers_alone_supplies_its_table),
        cmocka_unit_test(several_files_of_a_table_are_appended_in_order_of_name),
        cmocka_unit_test(two_extracts_may_fill_one_table_and_their_columns_are_united),
        cmocka_unit_test(one_file_may_fill_two_tables_and_a_mapping_may_add_its_own),
        cmocka_unit_test(headers_may_stand_on_a_later_row),
        cmocka_unit_test(the_report_lists_what_was_matched_absent_and_ignored),
        cmocka_unit_test(dirty_rows_are_found_and_none_goes_missing_unsaid),
        cmocka_unit_test(keys_are_known_across_files_and_unique_columns_alike),
        cmocka_unit_test(relations_are_checked_only_against_tables_that_are_there),
        cmocka_unit_test(a_check_that_reads_a_table_not_supplied_is_left_out_until_it_is),
        cmocka_unit_test(checks_hold_for_the_rows_of_their_own_extract),
        cmocka_unit_test(findings_stand_in_order_of_files_and_lines),
        cmocka_unit_test(the_newest_row_is_the_latest_that_had_happened),
        cmocka_unit_test(more_rows_than_a_batch_are_all_checked),
        cmocka_unit_test(files_that_cannot_be_what_they_claim_stop_the_run),
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
        cmocka_unit_test(a_check_that_is_not_a_condition_stops_the_run),
        cmocka_unit_test(rows_read_are_rows_loaded_and_set_aside_whatever_the_file),
        cmocka_unit_test(a_column_whose_header_was_renamed_is_told),
        cmocka_unit_test(a_table_that_stands_still_while_others_move_on_is_told),
        cmocka_unit_test(goes_without_the_tables_that_the_job_says),
        cmocka_unit_test(rows_that_a_stray_quote_swallowed_stop_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
