#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum { NEED_VISITS_TABLE = 21, NEED_VISIT_DAYS = 20 };

/* ---- children in need ---- */

void extract_need_plans(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {
        "cinp_cin_plan_id",       "cinp_referral_id",   "cinp_person_id",          "cinp_cin_plan_start_date",
        "cinp_cin_plan_end_date", "cinp_cin_plan_team", "cinp_cin_plan_worker_id", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->need_plans.count; i++) {
        const struct need_plan *row = &county->need_plans.items[i];
        if (!county_past(county, row->start))
            continue;
        day_number last = earlier_day(row->end, county->calendar.until);
        int involvement = county_case_worker(county, row->child, last);
        sheet_id(sheet, "cinp_cin_plan_id", NEED_PLAN_ID, (long)i);
        sheet_id(sheet, "cinp_referral_id", REFERRAL_ID, row->referral);
        sheet_id(sheet, "cinp_person_id", CHILD_ID, row->child);
        sheet_day(sheet, "cinp_cin_plan_start_date", row->start);
        cell_day_if_past(county, sheet, "cinp_cin_plan_end_date", row->end);
        cell_team(county, sheet, "cinp_cin_plan_team", row->team);
        if (involvement != NOTHING)
            sheet_id(sheet, "cinp_cin_plan_worker_id", WORKER_ID,
                     county->involvements.items[involvement].worker);
        sheet_end_row(sheet);
    }
}

static int need_visit_gap(const struct county *county, struct random *random, int team, day_number from)
{
    if (random_chance(random, story_value(county, NEED_VISIT_LATE, team, from)))
        return NEED_VISIT_DAYS + 1 + random_below(random, random_between(random, 2, 25));
    return random_between(random, 11, NEED_VISIT_DAYS);
}

static void need_visit(const struct county *county, struct sheet *sheet, int child, day_number day,
                       struct random *random, long *count)
{
    int years = child_years(county, child, day);
    bool seen = years >= 0 && random_chance(random, 955);
    sheet_id(sheet, "cinv_cin_visit_id", NEED_VISIT_ID, (*count)++);
    sheet_id(sheet, "cinv_person_id", CHILD_ID, child);
    sheet_day(sheet, "cinv_cin_visit_date", day);
    sheet_flag(sheet, "cinv_cin_visit_seen", seen);
    sheet_flag(sheet, "cinv_cin_visit_seen_alone", seen && random_chance(random, years < 4 ? 200 : 620));
    sheet_flag(sheet, "cinv_cin_visit_bedroom", random_chance(random, 230));
    sheet_end_row(sheet);
}

/* Brothers and sisters whose plans began on one day are visited on the same days. */
void extract_need_visits(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cinv_cin_visit_id",
                                         "cinv_person_id",
                                         "cinv_cin_visit_date",
                                         "cinv_cin_visit_seen",
                                         "cinv_cin_visit_seen_alone",
                                         "cinv_cin_visit_bedroom",
                                         NULL};
    long count = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->need_plans.count; i++) {
        const struct need_plan *plan = &county->need_plans.items[i];
        if (plan->end < county->calendar.recorded || !county_past(county, plan->start))
            continue;
        long family = county->people.items[plan->child].family;
        struct random days = county_random(county, NEED_VISITS_TABLE, family * 65536 + plan->start);
        struct random how = county_random(county, NEED_VISITS_TABLE + 1, (long)i);
        day_number last = earlier_day(plan->end, county->calendar.until + 1);
        for (day_number day = working_days_after(plan->start, random_between(&days, 3, 15)); day < last;
             day = working_days_after(day, need_visit_gap(county, &days, plan->team, day)))
            if (day >= county->calendar.recorded && county_recorded(county, plan->team, day, &days))
                need_visit(county, sheet, plan->child, day, &how, &count);
    }
}

/* ---- children protected ---- */

void extract_plans(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cppl_cp_plan_id",
                                         "cppl_referral_id",
                                         "cppl_icpc_id",
                                         "cppl_person_id",
                                         "cppl_cp_plan_start_date",
                                         "cppl_cp_plan_end_date",
                                         "cppl_cp_plan_initial_category",
                                         "cppl_cp_plan_ola",
                                         "cppl_cp_plan_latest_category",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->plans.count; i++) {
        const struct plan *row = &county->plans.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "cppl_cp_plan_id", PLAN_ID, (long)i);
        sheet_id(sheet, "cppl_referral_id", REFERRAL_ID, row->referral);
        if (row->conference != NOTHING)
            sheet_id(sheet, "cppl_icpc_id", CONFERENCE_ID, row->conference);
        sheet_id(sheet, "cppl_person_id", CHILD_ID, row->child);
        sheet_day(sheet, "cppl_cp_plan_start_date", row->start);
        cell_day_if_past(county, sheet, "cppl_cp_plan_end_date", row->end);
        sheet_text(sheet, "cppl_cp_plan_initial_category", row->category);
        sheet_flag(sheet, "cppl_cp_plan_ola", row->other_authority);
        sheet_text(sheet, "cppl_cp_plan_latest_category",
                   county_past(county, row->end) ? row->latest_category : row->category);
        sheet_end_row(sheet);
    }
}

void extract_reviews(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cppr_cp_review_id",
                                         "cppr_person_id",
                                         "cppr_cp_plan_id",
                                         "cppr_cp_review_due",
                                         "cppr_cp_review_date",
                                         "cppr_cp_review_meeting_id",
                                         "cppr_cp_review_outcome_continue_cp",
                                         "cppr_cp_review_quorate",
                                         "cppr_cp_review_participation",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->reviews.count; i++) {
        const struct review *row = &county->reviews.items[i];
        if (!county_past(county, row->date))
            continue;
        sheet_id(sheet, "cppr_cp_review_id", REVIEW_ID, (long)i);
        sheet_id(sheet, "cppr_person_id", CHILD_ID, row->child);
        sheet_id(sheet, "cppr_cp_plan_id", PLAN_ID, row->plan);
        sheet_day(sheet, "cppr_cp_review_due", row->due);
        sheet_day(sheet, "cppr_cp_review_date", row->date);
        sheet_id(sheet, "cppr_cp_review_meeting_id", MEETING_ID, row->meeting - 1);
        sheet_flag(sheet, "cppr_cp_review_outcome_continue_cp", row->goes_on);
        sheet_flag(sheet, "cppr_cp_review_quorate", row->quorate);
        sheet_text(sheet, "cppr_cp_review_participation", row->participation);
        sheet_end_row(sheet);
    }
}

void extract_visits(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {
        "cppv_cp_visit_id",      "cppv_person_id",     "cppv_cp_plan_id",
        "cppv_cp_visit_date",    "cppv_cp_visit_seen", "cppv_cp_visit_seen_alone",
        "cppv_cp_visit_bedroom", "recorded_date",      NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->visits.count; i++) {
        const struct visit *row = &county->visits.items[i];
        int team = county->plans.items[row->plan].team;
        day_number recorded = county_typed(county, team, row->date, &sheet->random);
        if (!county_past(county, recorded))
            continue;
        sheet_id(sheet, "cppv_cp_visit_id", VISIT_ID, (long)i);
        sheet_id(sheet, "cppv_person_id", CHILD_ID, row->child);
        sheet_id(sheet, "cppv_cp_plan_id", PLAN_ID, row->plan);
        sheet_day(sheet, "cppv_cp_visit_date", row->date);
        sheet_flag(sheet, "cppv_cp_visit_seen", row->seen);
        sheet_flag(sheet, "cppv_cp_visit_seen_alone", row->alone);
        sheet_flag(sheet, "cppv_cp_visit_bedroom", row->bedroom);
        sheet_day(sheet, "recorded_date", recorded);
        sheet_end_row(sheet);
    }
}
