#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum {
    CARE_REVIEWS_TABLE = 31,
    CARE_VISITS_TABLE = 32,
    CARE_PLANS_TABLE = 33,
    FIRST_REVIEW_DAYS = 20,
    VISIT_DAYS = 42
};

/* ---- episodes, placements, legal statuses ---- */

void extract_care_episodes(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"clae_cla_episode_id",
                                         "clae_person_id",
                                         "clae_cla_episode_start_date",
                                         "clae_cla_episode_start_reason",
                                         "clae_cla_primary_need_code",
                                         "clae_cla_episode_ceased_date",
                                         "clae_cla_episode_ceased_reason",
                                         "clae_cla_id",
                                         "clae_referral_id",
                                         "clae_cla_placement_id",
                                         "clae_entered_care_date",
                                         "clae_cla_last_iro_contact_date",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_episodes.count; i++) {
        const struct care_episode *row = &county->care_episodes.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "clae_cla_episode_id", EPISODE_ID, (long)i);
        sheet_id(sheet, "clae_person_id", CHILD_ID, row->child);
        sheet_day(sheet, "clae_cla_episode_start_date", row->start);
        sheet_text(sheet, "clae_cla_episode_start_reason", row->start_reason);
        sheet_text(sheet, "clae_cla_primary_need_code", row->need);
        cell_day_if_past(county, sheet, "clae_cla_episode_ceased_date", row->end);
        if (county_past(county, row->end))
            sheet_text(sheet, "clae_cla_episode_ceased_reason", row->end_reason);
        sheet_id(sheet, "clae_cla_id", CARE_ID, row->care);
        sheet_id(sheet, "clae_referral_id", REFERRAL_ID, row->referral);
        sheet_id(sheet, "clae_cla_placement_id", PLACEMENT_ID, row->placement);
        sheet_day(sheet, "clae_entered_care_date", row->entered);
        if (row->officer_contact < row->end)
            cell_day_if_past(county, sheet, "clae_cla_last_iro_contact_date", row->officer_contact);
        sheet_end_row(sheet);
    }
}

/* Outside the council, the more likely the farther away; the dataset has no field for it. */
static bool is_outside(const struct placement *placement, struct random *random)
{
    return random_chance(random, placement->miles_tenths > 200   ? 940
                                 : placement->miles_tenths > 100 ? 520
                                                                 : 110);
}

void extract_placements(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"clap_cla_placement_id",
                                         "clap_cla_placement_start_date",
                                         "clap_cla_placement_type",
                                         "clap_cla_placement_urn",
                                         "clap_cla_placement_distance",
                                         "clap_cla_id",
                                         "clap_cla_placement_provider",
                                         "clap_cla_placement_postcode",
                                         "clap_cla_placement_end_date",
                                         "clap_cla_placement_change_reason",
                                         "clap_person_id",
                                         "Placement location",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->placements.count; i++) {
        const struct placement *row = &county->placements.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "clap_cla_placement_id", PLACEMENT_ID, (long)i);
        sheet_day(sheet, "clap_cla_placement_start_date", row->start);
        sheet_text(sheet, "clap_cla_placement_type", row->type);
        sheet_number(sheet, "clap_cla_placement_distance", row->miles_tenths, 1);
        sheet_id(sheet, "clap_cla_id", CARE_ID, row->care);
        sheet_text(sheet, "clap_cla_placement_provider", row->provider);
        cell_day_if_past(county, sheet, "clap_cla_placement_end_date", row->end);
        if (county_past(county, row->end))
            sheet_text(sheet, "clap_cla_placement_change_reason", row->change_reason);
        sheet_id(sheet, "clap_person_id", CHILD_ID, row->child);
        sheet_text(sheet, "Placement location", is_outside(row, &sheet->random) ? "OUT" : "IN");
        sheet_end_row(sheet);
    }
}

void extract_legal_statuses(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"lega_legal_status_id",       "lega_person_id",
                                         "lega_legal_status",          "lega_legal_status_start_date",
                                         "lega_legal_status_end_date", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->legal_statuses.count; i++) {
        const struct legal_status *row = &county->legal_statuses.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "lega_legal_status_id", LEGAL_ID, (long)i);
        sheet_id(sheet, "lega_person_id", CHILD_ID, row->child);
        sheet_text(sheet, "lega_legal_status", row->status);
        sheet_day(sheet, "lega_legal_status_start_date", row->start);
        cell_day_if_past(county, sheet, "lega_legal_status_end_date", row->end);
        sheet_end_row(sheet);
    }
}

/* ---- reviews ---- */

static const char *took_part(struct random *random, int years)
{
    static const char *const ways[] = {"PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"};
    static const int weights[] = {430, 40, 20, 40, 120, 270, 80};
    return years < 4 ? "PN0" : ways[random_weighted(random, weights, 7)];
}

static day_number care_review_held(const struct county *county, const struct care_period *care,
                                   day_number due, struct random *random)
{
    if (random_chance(random, story_value(county, CARE_REVIEW_LATE, care->team, due)))
        return working_day_from(due + random_between(random, 1, 30));
    day_number held = due - random_between(random, 0, 10);
    while (!is_working_day(held))
        held--;
    return held;
}

static void care_review(const struct county *county, struct sheet *sheet, long care, long number,
                        day_number due, day_number held, struct random *random)
{
    int child = county->care_periods.items[care].child;
    sheet_id(sheet, "clar_cla_review_id", CARE_REVIEW_ID, number);
    sheet_id(sheet, "clar_cla_id", CARE_ID, care);
    sheet_day(sheet, "clar_cla_review_due_date", due);
    sheet_day(sheet, "clar_cla_review_date", held);
    sheet_flag(sheet, "clar_cla_review_cancelled", false);
    sheet_text(sheet, "clar_cla_review_participation", took_part(random, child_years(county, child, held)));
    sheet_end_row(sheet);
}

/* Within 20 working days of entering care, three months after that, and then every six. */
void extract_care_reviews(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"clar_cla_review_id",
                                         "clar_cla_id",
                                         "clar_cla_review_due_date",
                                         "clar_cla_review_date",
                                         "clar_cla_review_cancelled",
                                         "clar_cla_review_participation",
                                         NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, CARE_REVIEWS_TABLE, (long)i);
        day_number due = working_days_after(care->entered, FIRST_REVIEW_DAYS);
        day_number last = earlier_day(care->left, county->calendar.until + 1);
        for (int which = 0; due < care->left; which++) {
            day_number held = care_review_held(county, care, due, &random);
            if (held >= last)
                break;
            if (held >= county->calendar.lead_in)
                care_review(county, sheet, (long)i, number, due, held, &random);
            number += held >= county->calendar.lead_in;
            due = day_add_months(held, which == 0 ? 3 : 6);
        }
    }
}

/* ---- visits ---- */

static int care_visit_gap(const struct county *county, const struct care_period *care, day_number from,
                          struct random *random)
{
    if (random_chance(random, story_value(county, CARE_VISIT_LATE, care->team, from)))
        return VISIT_DAYS + random_between(random, 1, 28);
    return random_between(random, 24, VISIT_DAYS - 2);
}

static void care_visit(const struct county *county, struct sheet *sheet, long care, long number,
                       day_number day, struct random *random)
{
    int child = county->care_periods.items[care].child;
    bool seen = random_chance(random, 985);
    sheet_id(sheet, "clav_cla_visit_id", CARE_VISIT_ID, number);
    sheet_id(sheet, "clav_cla_id", CARE_ID, care);
    sheet_id(sheet, "clav_person_id", CHILD_ID, child);
    sheet_day(sheet, "clav_cla_visit_date", day);
    sheet_flag(sheet, "clav_cla_visit_seen", seen);
    sheet_flag(sheet, "clav_cla_visit_seen_alone",
               seen && random_chance(random, child_years(county, child, day) < 4 ? 300 : 800));
    sheet_end_row(sheet);
}

static day_number working_day_before(day_number day)
{
    while (!is_working_day(day))
        day--;
    return day;
}

/* Within a week of a placement's beginning, then within six weeks of the last. */
void extract_care_visits(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"clav_cla_visit_id",
                                         "clav_cla_id",
                                         "clav_person_id",
                                         "clav_cla_visit_date",
                                         "clav_cla_visit_seen",
                                         "clav_cla_visit_seen_alone",
                                         NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->placements.count; i++) {
        const struct placement *stay = &county->placements.items[i];
        const struct care_period *care = &county->care_periods.items[stay->care];
        if (stay->end < county->calendar.recorded || !county_past(county, stay->start) || care->short_breaks)
            continue;
        struct random random = county_random(county, CARE_VISITS_TABLE, (long)i);
        day_number last = earlier_day(stay->end, county->calendar.until + 1);
        day_number day = working_day_before(stay->start + random_between(&random, 2, 7));
        for (; day < last; day = working_day_before(day + care_visit_gap(county, care, day, &random)))
            if (day >= county->calendar.recorded && day >= stay->start &&
                county_recorded(county, care->team, day, &random))
                care_visit(county, sheet, stay->care, number++, day, &random);
    }
}

/* ---- plans ---- */

static const char *plan_for(const struct care_period *care, struct random *random)
{
    static const char *const home[] = {"{\"RETURN1M\": \"Y\"}", "{\"RETURN6M\": \"Y\"}",
                                       "{\"RETURNEV\": \"Y\"}"};
    static const char *const grown[] = {"{\"LTFOST18\": \"Y\"}", "{\"LTRELFR\": \"Y\"}",
                                        "{\"SUPPLIV\": \"Y\"}", "{\"RESPLMT\": \"Y\"}"};
    static const int home_weights[] = {200, 420, 380}, grown_weights[] = {520, 150, 220, 110};
    switch (care->way_out) {
    case GOES_HOME:
        return home[random_weighted(random, home_weights, 3)];
    case IS_ADOPTED:
        return "{\"ADOPTION\": \"Y\"}";
    case HAS_GUARDIAN:
        return "{\"LTRELFR\": \"Y\"}";
    case GROWS_UP:
        break;
    }
    return care->short_breaks ? "{\"REMAINSUP\": \"Y\"}" : grown[random_weighted(random, grown_weights, 4)];
}

/* The plan is written within ten working days and written anew about every half year. */
void extract_care_plans(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"lacp_table_id",
                                         "lacp_person_id",
                                         "lacp_cla_care_plan_start_date",
                                         "lacp_cla_care_plan_end_date",
                                         "lacp_cla_care_plan_json",
                                         NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, CARE_PLANS_TABLE, (long)i);
        const char *plan = plan_for(care, &random);
        day_number start = working_days_after(care->entered, random_between(&random, 2, 14));
        while (start < care->left && county_past(county, start)) {
            day_number next = start + random_between(&random, 120, 215);
            day_number end = earlier_day(next, care->left);
            if (end >= county->calendar.lead_in) {
                sheet_id(sheet, "lacp_table_id", ROW_ID, number++);
                sheet_id(sheet, "lacp_person_id", CHILD_ID, care->child);
                sheet_day(sheet, "lacp_cla_care_plan_start_date", start);
                cell_day_if_past(county, sheet, "lacp_cla_care_plan_end_date", end);
                sheet_text(sheet, "lacp_cla_care_plan_json", plan);
                sheet_end_row(sheet);
            }
            start = next;
        }
    }
}
