#include "base/file.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- data of the field that no one here wrote ---- */

struct outcome {
    const char *file;
    uint32_t read;
    uint32_t loaded;
};

struct field_job {
    struct arena arena;
    struct dataset dataset;
    struct findings findings;
    struct ingest_report report;
};

/* false, having said so, where the data is not. */
static bool read_shared(struct field_job *job, const char *folder, const char *mapping)
{
    *job = (struct field_job){0};
    const char *shared = getenv("SCORECARD_SHARED");
    const char *path = arena_format(&job->arena, "%s/data/%s", shared ? shared : "../shared", folder);
    if (!file_exists(path)) {
        printf("skipped: there is no %s; SCORECARD_SHARED says where it is\n", path);
        arena_release(&job->arena);
        return false;
    }
    struct extract_folder one = {.path = path,
                                 .shown = folder,
                                 .mapping = arena_format(&job->arena, "ingest/mappings/%s.json", mapping)};
    struct ingest_request request = {
        .home = ".", .folders = &one, .folder_count = 1, .as_at = day_from_date((struct date){2026, 3, 31})};
    struct error error = {0};
    if (!ingest_run(&job->arena, &request, &job->dataset, &job->findings, &job->report, &error))
        fail_msg("%s", error.message);
    return true;
}

static void check_outcomes(const struct ingest_report *report, const struct outcome *outcomes, size_t count)
{
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        assert_int_equal(file->rows_read, file->rows_loaded + file->rows_set_aside);
    }
    assert_int_equal(report->file_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(report->files[i].file, outcomes[i].file);
        assert_int_equal(report->files[i].rows_read, outcomes[i].read);
        assert_int_equal(report->files[i].rows_loaded, outcomes[i].loaded);
        assert_int_equal(report->files[i].ignored_count, 0);
    }
}

static size_t count_of(const struct field_job *job, enum finding_rule rule)
{
    return job->findings.counts[rule];
}

static const struct table *table_of(const struct field_job *job, const char *name)
{
    int index = dataset_table(&job->dataset, name);
    assert_true(index >= 0);
    return &job->dataset.tables[index];
}

static const struct column *column_of(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (text_equal(table->columns[i].name, name))
            return &table->columns[i];
    fail_msg("no column %s", name);
    return NULL;
}

/* A cell as text; "" for one that is missing. */
static const char *cell(struct field_job *job, const char *table_name, uint32_t row, const char *name)
{
    const struct table *table = table_of(job, table_name);
    const struct column *column = column_of(table, name);
    char *day = arena_allocate(&job->arena, DAY_TEXT_SIZE, 1);
    assert_true(row < table->row_count);
    if (!column->present[row])
        return "";
    switch (column->type) {
    case COLUMN_TEXT:
        return job->dataset.words.words[column->code[row]];
    case COLUMN_NUMBER:
        return arena_format(&job->arena, "%g", column->number[row]);
    case COLUMN_DAY:
        day_format(column->day[row], day);
        return day;
    case COLUMN_FLAG:
        break;
    }
    return column->flag[row] ? "yes" : "no";
}

static void the_lists_of_annex_a_load(void **state)
{
    (void)state;
    static const struct outcome outcomes[] = {
        {"annex-a/List_1.csv", 13, 13}, {"annex-a/List_2.csv", 2, 2}, {"annex-a/List_3.csv", 11, 11},
        {"annex-a/List_4.csv", 5, 5},   {"annex-a/List_5.csv", 4, 3}, {"annex-a/List_6.csv", 2, 2},
        {"annex-a/List_7.csv", 3, 3},   {"annex-a/List_8.csv", 3, 3}, {"annex-a/List_9.csv", 0, 0},
        {"annex-a/List_10.csv", 0, 0},  {"annex-a/List_11.csv", 0, 0}};
    struct field_job job;
    if (!read_shared(&job, "annex-a", "annex-a"))
        skip();
    check_outcomes(&job.report, outcomes, COUNT(outcomes));
    assert_int_equal(count_of(&job, FINDING_REQUIRED_MISSING), 1); /* the row of list 5 set aside */
    arena_release(&job.arena);
}

static void the_looked_after_children_return_loads(void **state)
{
    (void)state;
    static const struct outcome outcomes[] = {{"ssda903/header.csv", 2675, 2675},
                                              {"ssda903/episodes.csv", 5050, 5050},
                                              {"ssda903/reviews.csv", 12582, 12582},
                                              {"ssda903/uasc.csv", 132, 132},
                                              {"ssda903/oc2.csv", 2675, 2675},
                                              {"ssda903/oc3.csv", 53, 53},
                                              {"ssda903/ad1.csv", 29, 29},
                                              {"ssda903/placed_for_adoption.csv", 29, 29},
                                              {"ssda903/previous_permanence.csv", 2675, 2675},
                                              {"ssda903/missing.csv", 43, 43},
                                              {"ssda903/sw_episodes.csv", 1, 1}};
    struct field_job job;
    if (!read_shared(&job, "ssda903", "ssda903"))
        skip();
    check_outcomes(&job.report, outcomes, COUNT(outcomes));
    assert_int_equal(count_of(&job, FINDING_BAD_DATE), 0);
    assert_int_equal(count_of(&job, FINDING_UNKNOWN_CODE), 32); /* "XXX", "SWLAZY" and the like */
    assert_string_equal(cell(&job, "care_episodes", 1, "placement_type"), "A3");
    assert_string_equal(cell(&job, "people", 1, "sex"), "F");
    assert_string_equal(cell(&job, "people", 1, "ethnicity"), "REFU");
    arena_release(&job.arena);
}

static void published_statistics_load(void **state)
{
    (void)state;
    static const struct outcome outcomes[] = {
        {"dfe/b1_children_in_need_2013_to_2025.csv", 2132, 2132},
        {"dfe/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", 2132, 2132},
        {"dfe/c2_children_in_need_assessments_duration_2014_to_2024.csv", 1803, 1803},
        {"dfe/c4_children_in_need_section_47s_and_icpcs_2013_to_2024.csv", 1967, 1967},
        {"dfe/d3_cpps_subsequent_plan_2013_to_2025.csv", 2132, 2132},
        {"dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv", 2132, 2132},
        {"dfe/d6_cpps_reviewed_within_timescales_2013_to_2024.csv", 1967, 1967},
        {"dfe/csww_indicators_2017_to_2025.csv", 1463, 1463},
        {"dfe/la_cla_placement_stability.csv", 5010, 5010},
        {"dfe/ons_mid-year_population_estimates_2012_to_2024.csv", 2132, 2132},
        {"dfe/sn_model_2025_wide.csv", 153, 153}};
    struct field_job job;
    if (!read_shared(&job, "dfe", "dfe-statistics"))
        skip();
    check_outcomes(&job.report, outcomes, COUNT(outcomes));
    assert_int_equal(count_of(&job, FINDING_BAD_NUMBER), 0);
    assert_int_equal(count_of(&job, FINDING_BAD_DATE), 0);
    assert_true(count_of(&job, FINDING_SUPPRESSED) > 5000);
    assert_string_equal(cell(&job, "published_workforce", 0, "period"), "2025-09-30");
    assert_string_equal(cell(&job, "published_workforce", 0, "agency_rate_fte"), "13");
    assert_string_equal(cell(&job, "published_repeat_plans", 0, "period"), "2025-03-31");
    assert_string_equal(cell(&job, "published_population", 0, "period"), "2024-06-30");
    arena_release(&job.arena);
}

/* ---- what councils send, written here ---- */

static void read_folder(struct field_job *job, const char *folder, const char *mapping)
{
    struct extract_folder one = {.path = folder,
                                 .shown = "in",
                                 .mapping = arena_format(&job->arena, "ingest/mappings/%s.json", mapping)};
    struct ingest_request request = {
        .home = ".", .folders = &one, .folder_count = 1, .as_at = day_from_date((struct date){2026, 3, 31})};
    struct error error = {0};
    if (!ingest_run(&job->arena, &request, &job->dataset, &job->findings, &job->report, &error))
        fail_msg("%s", error.message);
}

static void lists_are_read_with_a_title_above_and_the_drift_of_years(void **state)
{
    (void)state;
    struct field_job job = {0};
    const char *folder = temporary_folder(&job.arena);
    write_file(
        &job.arena, folder, "List_8 Children in Care.csv",
        "List 8: Children in Care,,,,,,,,\n"
        "Child Unique ID,Gender,Age,Date Started to be Looked After,Date Ceased to be Looked After ,"
        "Child\xE2\x80\x99s Legal Status,Placement Type,"
        "Number of Episodes the Child has been \xE2\x80\x98Missing\xE2\x80\x99 from their Placement in the "
        "last 12 months,Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))\n"
        "ab 12,a) Male,12,01/02/2024,,a) C1: ICO,u) S1: Residential school,2,b) No\n"
        "1234.0,2,<1,03/04/2024,05/05/2025,V2 - Single period,H5 - hostel,0,a. Yes\n");
    write_file(&job.arena, folder, "list 9.csv",
               "Child ID,LA In Touch ,Type of Accommodation,Suitability of Accommodation,Activity Status,"
               "Latest Date of Contact,Allocated Team\n"
               "77,d) Refu,\"C: Community home / residential care\",b) Unsuitable,F3: Full time in training,"
               "01/02/2025,Leaving care\n");
    write_file(&job.arena, folder, "List 1.csv",
               "Child Unique ID,Date of Contact,Contact Source\n1,02/01/2026,q) 6: Police\n"
               "2,03/01/2026,k) 3E: Health services\n3,04/01/2026,our own\n");
    read_folder(&job, folder, "annex-a");
    assert_string_equal(cell(&job, "care_episodes", 0, "child_id"), "AB12");
    assert_string_equal(cell(&job, "care_episodes", 0, "gender"), "M");
    assert_string_equal(cell(&job, "care_episodes", 0, "legal_status"), "C1");
    assert_string_equal(cell(&job, "care_episodes", 0, "placement_type"), "S1");
    assert_string_equal(cell(&job, "care_episodes", 0, "missing_episodes"), "2");
    assert_string_equal(cell(&job, "care_episodes", 0, "asylum_seeker"), "no");
    assert_string_equal(cell(&job, "care_episodes", 0, "end_date"), "");
    assert_string_equal(cell(&job, "care_episodes", 1, "child_id"), "1234");
    assert_string_equal(cell(&job, "care_episodes", 1, "gender"), "F");
    assert_string_equal(cell(&job, "care_episodes", 1, "age"), "<1");
    assert_string_equal(cell(&job, "care_episodes", 1, "placement_type"), "H5");
    assert_string_equal(cell(&job, "care_episodes", 1, "asylum_seeker"), "yes");
    assert_string_equal(cell(&job, "care_leavers", 0, "in_touch"), "REFU");
    assert_string_equal(cell(&job, "care_leavers", 0, "accommodation"), "C");
    assert_string_equal(cell(&job, "care_leavers", 0, "suitable"), "UNSUITABLE");
    assert_string_equal(cell(&job, "care_leavers", 0, "activity"), "F3");
    assert_string_equal(cell(&job, "contacts", 0, "source"), "6");
    assert_string_equal(cell(&job, "contacts", 1, "source"), "3E");
    assert_string_equal(cell(&job, "contacts", 2, "source"), "");
    assert_int_equal(count_of(&job, FINDING_UNKNOWN_CODE), 1);
    assert_int_equal(count_of(&job, FINDING_RETIRED_CODE),
                     1); /* F3 in 2025; the placement of H5 has no date */
    remove_folder(folder);
    arena_release(&job.arena);
}

static void published_years_and_figures_held_back_are_read(void **state)
{
    (void)state;
    struct field_job job = {0};
    const char *folder = temporary_folder(&job.arena);
    write_file(
        &job.arena, folder, "d3_cpps_x.csv",
        "time_period,geographic_level,la_name,CPP_start,CPP_subsequent,CPP_subsequent_percent\n"
        "202425,Local authority,Kirklees,\"1,234\",c,z\n2024/25,National,,10,low,:\n20242,National,,1,1,1\n");
    read_folder(&job, folder, "dfe-statistics");
    assert_string_equal(cell(&job, "published_repeat_plans", 0, "period"), "2025-03-31");
    assert_string_equal(cell(&job, "published_repeat_plans", 0, "cpp_start"), "1234");
    assert_string_equal(cell(&job, "published_repeat_plans", 0, "cpp_subsequent"), "");
    assert_string_equal(cell(&job, "published_repeat_plans", 1, "period"), "2025-03-31");
    assert_int_equal(count_of(&job, FINDING_SUPPRESSED), 4);
    assert_int_equal(count_of(&job, FINDING_BAD_NUMBER), 0);
    assert_int_equal(job.report.files[0].rows_set_aside, 1);
    assert_int_equal(findings_worst(&job.findings), SEVERITY_ERROR);
    remove_folder(folder);
    arena_release(&job.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lists_of_annex_a_load),
        cmocka_unit_test(the_looked_after_children_return_loads),
        cmocka_unit_test(published_statistics_load),
        cmocka_unit_test(lists_are_read_with_a_title_above_and_the_drift_of_years),
        cmocka_unit_test(published_years_and_figures_held_back_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
