#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/working_days.h"

enum { STANDARD_DAYS = 35, LEAST_AGE_ON_THE_EDGE = 8 };

/* Help early: assessments, families on the edge of breaking up, family group conferences; and what partners
 * are asked and tell. */

static const char *early_help_outcome(struct random *random)
{
    static const char *const outcomes[] = {"plan agreed", "needs met", "declined", "stepped up"};
    static const int weights[] = {610, 230, 110, 50};
    return outcomes[random_weighted(random, weights, 4)];
}

static void early_help_assessment(const struct county *county, struct sheet *sheet, int index)
{
    const struct early_help *help = &county->early_help.items[index];
    struct random random = county_random(county, EARLY_HELP_ASSESSMENT_CHANCE, index);
    int family = county->people.items[help->child].family;
    int team = county_team(county, ASSESSMENT, county->families.items[family].area);
    day_number start = earlier_day(working_days_after(help->start, random_below(&random, 6)), help->end);
    bool in_time = random_chance(&random, as_practised(county, team, start, 380, 760));
    int days = in_time ? random_between(&random, 12, STANDARD_DAYS)
                       : random_between(&random, STANDARD_DAYS + 1, STANDARD_DAYS + 30);
    day_number end = earlier_day(working_days_after(start, days), help->end);
    const char *outcome = early_help_outcome(&random);
    if (!register_holds(county, start))
        return;
    sheet_id(sheet, "assessment_id", ROW_ID, index);
    sheet_id(sheet, "child_id", CHILD_ID, help->child);
    sheet_id(sheet, "family_id", FAMILY_ID, family);
    sheet_day(sheet, "start_date", start);
    cell_day_if_past(county, sheet, "end_date", end);
    sheet_text(sheet, "outcome", county_past(county, end) ? outcome : NULL);
    cell_team(county, sheet, "team", team);
    sheet_end_row(sheet);
}

void register_early_help_assessments(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"assessment_id", "child_id", "family_id", "start_date",
                                         "end_date",      "outcome",  "team",      NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->early_help.count; i++)
        early_help_assessment(county, sheet, (int)i);
}

/* ---- edge of care ---- */

struct edge_case {
    int child;
    day_number start, end;
    const char *outcome;
};

static void edge_row(const struct county *county, struct sheet *sheet, const struct edge_case *one, long *row)
{
    if (!register_holds(county, one->start))
        return;
    sheet_id(sheet, "case_id", ROW_ID, (*row)++);
    sheet_id(sheet, "child_id", CHILD_ID, one->child);
    sheet_day(sheet, "start_date", one->start);
    cell_day_if_past(county, sheet, "end_date", one->end);
    sheet_text(sheet, "outcome", county_past(county, one->end) ? one->outcome : NULL);
    cell_team(county, sheet, "team", team_of_child(county, one->child, one->start));
    sheet_end_row(sheet);
}

static bool old_enough(const struct county *county, int child, day_number day)
{
    return child_years(county, child, day) >= LEAST_AGE_ON_THE_EDGE;
}

/* Those it did not keep at home: the work ends on the day the child comes into care. */
static void edge_into_care(const struct county *county, struct sheet *sheet, long *row)
{
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        const struct child *child = &county->people.items[care->child];
        struct random random = county_random(county, EDGE_OF_CARE_CHANCE, (long)i);
        day_number start = working_day_from(care->entered - random_between(&random, 30, 130));
        struct edge_case one = {care->child, start, care->entered, "entered care"};
        if (!child->asylum && !care->short_breaks && child->known <= start && start < care->entered &&
            old_enough(county, care->child, start) && random_chance(&random, 120))
            edge_row(county, sheet, &one, row);
    }
}

static void edge_at_home(const struct county *county, struct sheet *sheet, long *row)
{
    bool *in_care = ARENA_ARRAY(sheet->arena, bool, county->people.count + 1);
    for (size_t i = 0; i < county->care_periods.count; i++)
        in_care[county->care_periods.items[i].child] = true;
    for (size_t i = 0; i < county->need_plans.count; i++) {
        const struct need_plan *plan = &county->need_plans.items[i];
        struct random random = county_random(county, EDGE_OF_CARE_CHANCE, -1 - (long)i);
        day_number start = working_days_after(plan->start, random_between(&random, 3, 20));
        day_number end = earlier_day(working_days_after(start, random_between(&random, 40, 120)), plan->end);
        struct edge_case one = {plan->child, start, end, "stayed at home"};
        if (!in_care[plan->child] && start < plan->end && old_enough(county, plan->child, start) &&
            random_chance(&random, 90))
            edge_row(county, sheet, &one, row);
    }
}

void register_edge_of_care(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"case_id", "child_id", "start_date", "end_date",
                                         "outcome", "team",     NULL};
    long row = 0;
    sheet_header(sheet, fields);
    edge_into_care(county, sheet, &row);
    edge_at_home(county, sheet, &row);
}

/* ---- family group conferences ---- */

/* Offered to a family when its plans begin, so that brothers and sisters have the same days. */
static void family_conference(const struct county *county, struct sheet *sheet, int index)
{
    const struct plan *plan = &county->plans.items[index];
    if (plan->conference == NOTHING)
        return;
    int meeting = county->conferences.items[plan->conference].meeting;
    struct random random = county_random(county, FAMILY_CONFERENCE_CHANCE, meeting);
    day_number offered = working_days_after(plan->start, random_between(&random, 2, 15));
    bool is_offered = random_chance(&random, as_practised(county, plan->team, offered, 300, 700));
    bool held = random_chance(&random, 640);
    bool agreed = random_chance(&random, 820);
    day_number date = held ? working_days_after(offered, random_between(&random, 12, 35)) : NO_DAY;
    if (!is_offered || !register_holds(county, offered))
        return;
    sheet_id(sheet, "conference_id", ROW_ID, index);
    sheet_id(sheet, "child_id", CHILD_ID, plan->child);
    sheet_id(sheet, "family_id", FAMILY_ID, county->people.items[plan->child].family);
    sheet_day(sheet, "offered_date", offered);
    cell_day_if_past(county, sheet, "date", date);
    if (!held)
        sheet_text(sheet, "outcome", "declined");
    else if (county_past(county, date))
        sheet_text(sheet, "outcome", agreed ? "family plan agreed" : "no plan agreed");
    cell_team(county, sheet, "team", plan->team);
    sheet_end_row(sheet);
}

void register_family_group_conferences(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"conference_id", "child_id", "family_id", "offered_date",
                                         "date",          "outcome",  "team",      NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->plans.count; i++)
        family_conference(county, sheet, (int)i);
}

/* ---- what partners are asked ---- */

static void partner_request(const struct county *county, struct sheet *sheet, int index, int agency)
{
    static const char *const agencies[] = {"Police", "Health", "Education", "Housing"};
    static const int hours[] = {4, 24, 72}, weights[] = {120, 480, 400};
    const struct contact *contact = &county->contacts.items[index];
    long row = (long)index * 4 + agency;
    struct random random = county_random(county, PARTNER_CHANCE, row);
    const struct family *family = &county->families.items[county->people.items[contact->child].family];
    int team = county_team(county, ASSESSMENT, family->area);
    int allowed = hours[random_weighted(&random, weights, 3)];
    bool in_time = random_chance(&random, as_practised(county, team, contact->date, 640, 940));
    int taken =
        in_time ? random_between(&random, 1, allowed) : random_between(&random, allowed + 1, allowed * 3);
    day_number returned = contact->date + (taken + 12) / 24;
    sheet_id(sheet, "request_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, contact->child);
    sheet_id(sheet, "contact_id", CONTACT_ID, index);
    sheet_text(sheet, "agency_name", agencies[agency]);
    sheet_day(sheet, "request_date", contact->date);
    cell_day_if_past(county, sheet, "returned_date", returned);
    sheet_number(sheet, "hours_allowed", allowed, 0);
    if (county_past(county, returned))
        sheet_number(sheet, "hours_taken", taken, 0);
    cell_team(county, sheet, "team", team);
    sheet_end_row(sheet);
}

void register_partner_requests(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {
        "request_id",    "child_id",      "contact_id",  "agency_name", "request_date",
        "returned_date", "hours_allowed", "hours_taken", "team",        NULL};
    static const int asked[] = {900, 700, 450, 150};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->contacts.count; i++) {
        struct random random = county_random(county, PARTNER_CHANCE, -1 - (long)i);
        bool asks = random_chance(&random, 70);
        for (int agency = 0; agency < 4; agency++)
            if (random_chance(&random, asked[agency]) && asks &&
                register_holds(county, county->contacts.items[i].date))
                partner_request(county, sheet, (int)i, agency);
    }
}

void register_marac_hearings(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"hearing_id", "child_id", "date", "recorded_date", "team", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->referrals.count; i++) {
        const struct referral *referral = &county->referrals.items[i];
        struct random random = county_random(county, MARAC_CHANCE, (long)i);
        day_number date = working_days_after(referral->date, random_between(&random, 3, 18));
        bool in_time = random_chance(&random, as_practised(county, referral->team, date, 560, 970));
        int days = in_time ? random_below(&random, 6) : random_between(&random, 6, 25);
        if (referral->nfa || !random_chance(&random, 55) || !register_holds(county, date) ||
            county_case_worker(county, referral->child, date) == NOTHING)
            continue;
        sheet_id(sheet, "hearing_id", ROW_ID, (long)i);
        sheet_id(sheet, "child_id", CHILD_ID, referral->child);
        sheet_day(sheet, "date", date);
        cell_day_if_past(county, sheet, "recorded_date", working_days_after(date, days));
        cell_team(county, sheet, "team", referral->team);
        sheet_end_row(sheet);
    }
}
