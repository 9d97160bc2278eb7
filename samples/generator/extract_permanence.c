#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum { PERMANENCE_TABLE = 51, EARLIER_TABLE, PROCEEDINGS_TABLE, LEAVERS_TABLE, DECIDED_ANYWAY = 60 };

/* ---- adoption and special guardianship ---- */

static void adopters(struct sheet *sheet, struct random *random)
{
    static const char *const sexes[] = {"MF", "FF", "MM", "F1", "M1"};
    static const char *const statuses[] = {"L11", "L12", "L12", "L0", "L0"};
    static const int weights[] = {760, 60, 80, 90, 10};
    int which = random_weighted(random, weights, 5);
    sheet_text(sheet, "perm_adopter_sex", sexes[which]);
    sheet_text(sheet, "perm_adopter_legal_status", statuses[which]);
    sheet_number(sheet, "perm_number_of_adopters", which < 3 ? 2 : 1, 0);
}

static void adoption(const struct county *county, struct sheet *sheet, const struct care_period *care,
                     struct random *random)
{
    bool early = random_chance(random, 130);
    day_number before = care->matched - random_between(random, 60, 200);
    cell_day_if_past(county, sheet, "perm_adm_decision_date", care->decided);
    if (care->order != NO_DAY && care->order <= care->placed)
        cell_day_if_past(county, sheet, "perm_placement_order_date", care->order);
    cell_day_if_past(county, sheet, "perm_placed_for_adoption_date", care->placed);
    cell_day_if_past(county, sheet, "perm_matched_date", care->matched);
    if (!county_past(county, care->placed))
        return;
    sheet_flag(sheet, "perm_adopted_by_carer_flag", early);
    if (early)
        cell_day_if_past(county, sheet, "perm_placed_ffa_cp_date", later_day(before, care->entered));
    sheet_number(sheet, "perm_siblings_placed_together", random_chance(random, 200), 0);
    sheet_number(sheet, "perm_siblings_placed_apart", random_chance(random, 60), 0);
    adopters(sheet, random);
    if (!county_past(county, care->left))
        return;
    sheet_day(sheet, "perm_permanence_order_date", care->left);
    sheet_text(sheet, "perm_permanence_order_type", "Adoption");
}

/* A decision for adoption that was taken back. */
static void adoption_reversed(const struct county *county, struct sheet *sheet,
                              const struct care_period *care, struct random *random)
{
    static const char *const reasons[] = {"RD1", "RD2", "RD3", "RD4"};
    static const int weights[] = {370, 240, 240, 150};
    day_number decided = working_day_from(care->entered + random_between(random, 120, 300));
    day_number reversed = working_day_from(decided + random_between(random, 90, 420));
    cell_day_if_past(county, sheet, "perm_adm_decision_date", decided);
    if (!county_past(county, reversed))
        return;
    sheet_day(sheet, "perm_decision_reversed_date", reversed);
    sheet_text(sheet, "perm_decision_reversed_reason", reasons[random_weighted(random, weights, 4)]);
}

static bool is_reversed(const struct county *county, const struct care_period *care, struct random *random)
{
    return care->way_out != IS_ADOPTED && !care->short_breaks &&
           child_years(county, care->child, care->entered) < 5 && care->left - care->entered > 330 &&
           county_past(county, care->entered + 310) && random_chance(random, DECIDED_ANYWAY);
}

void extract_permanence(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"perm_table_id",
                                         "perm_person_id",
                                         "perm_cla_id",
                                         "perm_adm_decision_date",
                                         "perm_ffa_cp_decision_date",
                                         "perm_placement_order_date",
                                         "perm_placed_for_adoption_date",
                                         "perm_matched_date",
                                         "perm_adopted_by_carer_flag",
                                         "perm_placed_ffa_cp_date",
                                         "perm_decision_reversed_date",
                                         "perm_placed_foster_carer_date",
                                         "perm_part_of_sibling_group",
                                         "perm_siblings_placed_together",
                                         "perm_siblings_placed_apart",
                                         "perm_placement_provider_urn",
                                         "perm_decision_reversed_reason",
                                         "perm_permanence_order_date",
                                         "perm_permanence_order_type",
                                         "perm_adoption_worker_id",
                                         "perm_adopter_sex",
                                         "perm_adopter_legal_status",
                                         "perm_number_of_adopters",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, PERMANENCE_TABLE, (long)i);
        bool adopted =
            care->way_out == IS_ADOPTED && care->placed != NO_DAY && county_past(county, care->decided);
        bool reversed = is_reversed(county, care, &random);
        if ((!adopted && !reversed) || care->left < county->calendar.lead_in)
            continue;
        sheet_id(sheet, "perm_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "perm_person_id", CHILD_ID, care->child);
        sheet_id(sheet, "perm_cla_id", CARE_ID, (long)i);
        if (adopted)
            adoption(county, sheet, care, &random);
        else
            adoption_reversed(county, sheet, care, &random);
        sheet_end_row(sheet);
    }
}

/* Whether the child had been adopted, or had a guardian, before coming into care. */
void extract_previous_permanence(const struct county *county, struct sheet *sheet)
{
    static const char *const options[] = {"Z1", "P1", "P2", "P3", "P4"};
    static const int weights[] = {935, 15, 28, 12, 10};
    static const char *const years[] = {"zz/zz/2009", "zz/zz/2012", "zz/zz/2014", "zz/zz/2016"};
    static const char *const fields[] = {"lapp_table_id",
                                         "lapp_person_id",
                                         "lapp_previous_permanence_order_date",
                                         "lapp_previous_permanence_option",
                                         "lapp_previous_permanence_la",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, EARLIER_TABLE, (long)i);
        int which = random_weighted(&random, weights, 5);
        if (!county_past(county, care->entered) || care->left < county->calendar.lead_in ||
            care->short_breaks)
            continue;
        sheet_id(sheet, "lapp_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "lapp_person_id", CHILD_ID, care->child);
        sheet_text(sheet, "lapp_previous_permanence_option", options[which]);
        if (which > 0)
            sheet_text(sheet, "lapp_previous_permanence_order_date", years[random_below(&random, 4)]);
        sheet_end_row(sheet);
    }
}

/* ---- before and in court ---- */

static void pre_proceedings(const struct county *county, struct sheet *sheet, int child, day_number decided,
                            day_number issued, struct random *random)
{
    day_number letter = working_days_after(decided, random_between(random, 1, 8));
    day_number meeting = working_days_after(letter, random_between(random, 5, 20));
    day_number ended = issued == NO_DAY ? decided + random_between(random, 60, 190) : issued;
    int years = child_years(county, child, decided);
    sheet_id(sheet, "prep_person_id", CHILD_ID, child);
    sheet_id(sheet, "prep_plo_family_id", FAMILY_ID, county->people.items[child].family);
    sheet_day(sheet, "prep_pre_pro_decision_date", decided);
    if (meeting < ended)
        cell_day_if_past(county, sheet, "prep_initial_pre_pro_meeting_date", meeting);
    if (letter < ended)
        cell_day_if_past(county, sheet, "prep_pre_pro_letter_date", letter);
    sheet_text(sheet, "prep_legal_gateway_outcome", "B - Start pre-proceedings");
    if (!county_past(county, ended))
        return;
    sheet_day(sheet, "prep_agree_stepdown_issue_date", ended);
    if (issued == NO_DAY) {
        sheet_text(sheet, "prep_pre_pro_outcome", "Decision to step down");
    } else {
        sheet_text(sheet, "prep_pre_pro_outcome", "Decision to Issue Care Proceedings");
        sheet_day(sheet, "prep_care_pro_letter_date", ended);
        sheet_number(sheet, "prep_care_proc_court_hearings", random_between(random, 2, 6), 0);
        sheet_flag(sheet, "prep_care_proc_short_notice", years < 1 && random_chance(random, 500));
    }
    sheet_number(sheet, "prep_pre_pro_meetings_num", random_between(random, 1, 5), 0);
}

static void issued_proceedings(const struct county *county, struct sheet *sheet, long *number)
{
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, PROCEEDINGS_TABLE, (long)i);
        day_number referred = county->referrals.items[care->referral].date;
        if (care->proceedings == NO_DAY)
            continue;
        day_number decided = working_day_from(care->proceedings - random_between(&random, 20, 150));
        if (decided <= referred || decided < county->calendar.lead_in || !county_past(county, decided))
            continue;
        sheet_id(sheet, "prep_table_id", ROW_ID, (*number)++);
        pre_proceedings(county, sheet, care->child, decided, care->proceedings, &random);
        sheet_end_row(sheet);
    }
}

/* Of long protection plans, some go so far and no further. */
static void stepped_down(const struct county *county, struct sheet *sheet, long *number)
{
    for (size_t i = 0; i < county->plans.count; i++) {
        const struct plan *plan = &county->plans.items[i];
        struct random random = county_random(county, PROCEEDINGS_TABLE + 100, (long)i);
        day_number decided = working_day_from(plan->start + random_between(&random, 60, 240));
        if (!random_chance(&random, 90) || decided >= plan->end || decided < county->calendar.lead_in ||
            !county_past(county, decided))
            continue;
        sheet_id(sheet, "prep_table_id", ROW_ID, (*number)++);
        pre_proceedings(county, sheet, plan->child, decided, NO_DAY, &random);
        sheet_end_row(sheet);
    }
}

void extract_pre_proceedings(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"prep_table_id",
                                         "prep_person_id",
                                         "prep_plo_family_id",
                                         "prep_pre_pro_decision_date",
                                         "prep_initial_pre_pro_meeting_date",
                                         "prep_pre_pro_outcome",
                                         "prep_agree_stepdown_issue_date",
                                         "prep_cp_plans_referral_period",
                                         "prep_legal_gateway_outcome",
                                         "prep_prev_pre_proc_child",
                                         "prep_prev_care_proc_child",
                                         "prep_pre_pro_letter_date",
                                         "prep_care_pro_letter_date",
                                         "prep_pre_pro_meetings_num",
                                         "prep_pre_pro_parents_legal_rep",
                                         "prep_parents_legal_rep_point_of_issue",
                                         "prep_court_reference",
                                         "prep_care_proc_court_hearings",
                                         "prep_care_proc_short_notice",
                                         "prep_proc_short_notice_reason",
                                         "prep_la_inital_plan_approved",
                                         "prep_la_initial_care_plan",
                                         "prep_la_final_plan_approved",
                                         "prep_la_final_care_plan",
                                         NULL};
    long number = 0;
    sheet_header(sheet, fields);
    issued_proceedings(county, sheet, &number);
    stepped_down(county, sheet, &number);
}

/* ---- care leavers ---- */

struct chosen {
    const char *code;
    int weight;
};

static const char *choose(struct random *random, const struct chosen *codes, int count)
{
    int weights[16];
    for (int i = 0; i < count; i++)
        weights[i] = codes[i].weight;
    return codes[random_weighted(random, weights, count)].code;
}

static const char *accommodation(struct random *random, bool suitable)
{
    static const struct chosen good[] = {{"B", 150}, {"D", 290}, {"E", 60}, {"K", 20},
                                         {"T", 30},  {"U", 330}, {"Z", 260}};
    static const struct chosen bad[] = {{"S", 260}, {"V", 160}, {"W", 110}, {"X", 300}, {"R", 170}};
    return suitable ? choose(random, good, 7) : choose(random, bad, 5);
}

static const char *activity(struct random *random, bool in_work)
{
    static const struct chosen in[] = {{"F1", 110}, {"F2", 300}, {"P2", 60},
                                       {"F4", 70},  {"F5", 330}, {"P5", 130}};
    static const struct chosen out[] = {{"G4", 280}, {"G5", 560}, {"G6", 160}};
    return in_work ? choose(random, in, 6) : choose(random, out, 3);
}

/* When the adviser saw the young person last: within eight weeks, more or less. */
static void leaver_cells(const struct county *county, struct sheet *sheet, const struct care_period *care,
                         struct random *random)
{
    int years = child_years(county, care->child, county->calendar.until);
    bool in_care = !county_past(county, care->left), touch = in_care || random_chance(random, 960);
    bool suitable = in_care || random_chance(random, touch ? 930 : 450);
    bool in_work =
        random_chance(random, story_value(county, LEAVER_IN_WORK, care->team, county->calendar.until) +
                                  (years < 19 ? 110 : 0));
    day_number seen =
        county->calendar.until - random_between(random, 2, random_chance(random, 840) ? 58 : 150);
    const char *status = in_care ? "Eligible" : years < 18 ? "Relevant" : "Former Relevant";
    sheet_text(sheet, "clea_care_leaver_eligibility", status);
    sheet_text(sheet, "clea_care_leaver_in_touch",
               touch                        ? "YES"
               : random_chance(random, 500) ? "NO"
                                            : "REFU");
    if (touch)
        sheet_day(sheet, "clea_care_leaver_latest_contact", later_day(seen, care->entered));
    if (!in_care) {
        sheet_text(sheet, "clea_care_leaver_accommodation", accommodation(random, suitable));
        sheet_text(sheet, "clea_care_leaver_accom_suitable", suitable ? "1" : "2");
        if (touch)
            sheet_text(sheet, "clea_care_leaver_activity", activity(random, in_work));
    }
    if (random_chance(random, 950))
        sheet_day(sheet, "clea_pathway_plan_review_date",
                  county->calendar.until - random_between(random, 3, random_chance(random, 850) ? 180 : 330));
}

/* Those who were in care after their sixteenth birthday for thirteen weeks, until they are 25. */
static bool is_leaver(const struct county *county, const struct care_period *care)
{
    day_number sixteen = day_add_months(county->people.items[care->child].birth, 16 * 12);
    day_number last = earlier_day(care->left, county->calendar.until);
    int years = child_years(county, care->child, county->calendar.until);
    return !care->short_breaks && care->way_out == GROWS_UP && last >= sixteen &&
           last - care->entered >= 91 && years >= 16 && years < 25;
}

void extract_care_leavers(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"clea_table_id",
                                         "clea_person_id",
                                         "clea_care_leaver_eligibility",
                                         "clea_care_leaver_in_touch",
                                         "clea_care_leaver_latest_contact",
                                         "clea_care_leaver_accommodation",
                                         "clea_care_leaver_accom_suitable",
                                         "clea_care_leaver_activity",
                                         "clea_pathway_plan_review_date",
                                         "clea_care_leaver_personal_advisor",
                                         "clea_care_leaver_allocated_team",
                                         "clea_care_leaver_worker_id",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        if (!is_leaver(county, care))
            continue;
        struct random random = county_random(county, LEAVERS_TABLE, care->child);
        sheet_id(sheet, "clea_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "clea_person_id", CHILD_ID, care->child);
        leaver_cells(county, sheet, care, &random);
        cell_team(county, sheet, "clea_care_leaver_allocated_team", care->team);
        sheet_end_row(sheet);
    }
}
