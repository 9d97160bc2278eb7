#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"

#include "samples/generator/working_days.h"

enum { SEND_TABLE = 71, UPN_LETTERS = 900000, DECISION_DAYS = 42, ASSESSMENT_DAYS = 112, PLAN_DAYS = 140 };

/* What became of one child's request for an education, health and care plan; NO_DAY: it never came to that. */
struct course {
    bool there;
    day_number requested, decided, assessed, planned, ceased;
    struct random random;
};

static day_number some_days_late(struct random *random, day_number due)
{
    return working_day_from(random_chance(random, 560) ? due - random_between(random, 0, 14)
                                                       : due + random_between(random, 1, 120));
}

/* Half the disabled children are asked for a plan at some age from three to fourteen. */
static struct course course_of(const struct county *county, size_t child)
{
    const struct child *who = &county->people.items[child];
    struct course course = {.assessed = NO_DAY,
                            .planned = NO_DAY,
                            .ceased = NO_DAY,
                            .random = county_random(county, SEND_TABLE, (long)child)};
    struct random *random = &course.random;
    bool asked = who->disability && child_is_known(county, (int)child) && random_chance(random, 620);
    course.requested = working_day_from(who->birth + random_between(random, 3 * 365, 14 * 365));
    course.there = asked && county_past(county, course.requested);
    course.decided = some_days_late(random, course.requested + DECISION_DAYS);
    if (random_chance(random, 250))
        return course;
    course.assessed =
        later_day(some_days_late(random, course.requested + ASSESSMENT_DAYS), course.decided + 7);
    if (random_chance(random, 60))
        return course;
    course.planned = later_day(some_days_late(random, course.requested + PLAN_DAYS), course.assessed + 7);
    if (child_years(county, (int)child, county->calendar.until) >= 19)
        course.ceased = day_add_months(who->birth, 19 * 12);
    return course;
}

void extract_send(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"send_table_id",    "send_upn",       "send_uln",
                                         "send_upn_unknown", "send_person_id", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        if (!county->people.items[i].disability || !child_is_known(county, (int)i))
            continue;
        sheet_id(sheet, "send_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "send_upn", PUPIL_ID, UPN_LETTERS + (long)i);
        sheet_id(sheet, "send_person_id", CHILD_ID, (long)i);
        sheet_end_row(sheet);
    }
}

void extract_plan_requests(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"ehcr_ehcp_request_id",  "ehcr_send_table_id",
                                         "ehcr_ehcp_req_date",    "ehcr_ehcp_req_outcome_date",
                                         "ehcr_ehcp_req_outcome", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        struct course course = course_of(county, i);
        if (!course.there)
            continue;
        sheet_id(sheet, "ehcr_ehcp_request_id", ROW_ID, (long)i);
        sheet_id(sheet, "ehcr_send_table_id", ROW_ID, (long)i);
        sheet_day(sheet, "ehcr_ehcp_req_date", course.requested);
        cell_day_if_past(county, sheet, "ehcr_ehcp_req_outcome_date", course.decided);
        if (county_past(county, course.decided))
            sheet_text(sheet, "ehcr_ehcp_req_outcome", course.assessed == NO_DAY ? "N" : "Y");
        sheet_end_row(sheet);
    }
}

void extract_plan_assessments(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"ehca_ehcp_assessment_id",           "ehca_ehcp_request_id",
                                         "ehca_ehcp_assessment_outcome_date", "ehca_ehcp_assessment_outcome",
                                         "ehca_ehcp_assessment_exceptions",   NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        struct course course = course_of(county, i);
        if (!course.there || !county_past(county, course.assessed))
            continue;
        sheet_id(sheet, "ehca_ehcp_assessment_id", ROW_ID, (long)i);
        sheet_id(sheet, "ehca_ehcp_request_id", ROW_ID, (long)i);
        sheet_day(sheet, "ehca_ehcp_assessment_outcome_date", course.assessed);
        sheet_text(sheet, "ehca_ehcp_assessment_outcome", course.planned == NO_DAY ? "N" : "Y");
        sheet_end_row(sheet);
    }
}

void extract_named_plans(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"ehcn_named_plan_id",
                                         "ehcn_ehcp_asmt_id",
                                         "ehcn_named_plan_start_date",
                                         "ehcn_named_plan_ceased_date",
                                         "ehcn_named_plan_ceased_reason",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        struct course course = course_of(county, i);
        if (!course.there || !county_past(county, course.planned))
            continue;
        sheet_id(sheet, "ehcn_named_plan_id", ROW_ID, (long)i);
        sheet_id(sheet, "ehcn_ehcp_asmt_id", ROW_ID, (long)i);
        sheet_day(sheet, "ehcn_named_plan_start_date", course.planned);
        cell_day_if_past(county, sheet, "ehcn_named_plan_ceased_date", course.ceased);
        if (county_past(county, course.ceased))
            sheet_text(sheet, "ehcn_named_plan_ceased_reason", "Young person left education");
        sheet_end_row(sheet);
    }
}

static bool is_active(const struct county *county, const struct course *course)
{
    return course->there && county_past(county, course->planned) && !county_past(county, course->ceased);
}

void extract_active_plans(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"ehcp_active_ehcp_id", "ehcp_ehcp_request_id",
                                         "ehcp_active_ehcp_last_review_date", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        struct course course = course_of(county, i);
        if (!is_active(county, &course))
            continue;
        day_number since = random_between(&course.random, 4, random_chance(&course.random, 800) ? 365 : 620);
        sheet_id(sheet, "ehcp_active_ehcp_id", ROW_ID, (long)i);
        sheet_id(sheet, "ehcp_ehcp_request_id", ROW_ID, (long)i);
        if (county->calendar.until - since > course.planned)
            sheet_day(sheet, "ehcp_active_ehcp_last_review_date", county->calendar.until - since);
        sheet_end_row(sheet);
    }
}

void extract_education_needs(const struct county *county, struct sheet *sheet)
{
    static const char *const needs[] = {"ASD", "SEMH", "MLD", "SLCN", "SLD", "PD", "HI", "VI"};
    static const int weights[] = {340, 210, 130, 190, 50, 40, 20, 20};
    static const char *const fields[] = {"senn_table_id", "senn_active_ehcp_id", "senn_active_ehcp_need_type",
                                         "senn_active_ehcp_need_rank", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        struct course course = course_of(county, i);
        if (!is_active(county, &course))
            continue;
        sheet_id(sheet, "senn_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "senn_active_ehcp_id", ROW_ID, (long)i);
        sheet_text(sheet, "senn_active_ehcp_need_type", needs[random_weighted(&course.random, weights, 8)]);
        sheet_number(sheet, "senn_active_ehcp_need_rank", 1, 0);
        sheet_end_row(sheet);
    }
}
