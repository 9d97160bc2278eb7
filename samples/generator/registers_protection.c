#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/working_days.h"

/* Around enquiries, conferences and plans: who came together, and when. Brothers and sisters have their
 * meetings on the same day, as their chance comes from the meeting that began their plans. */

enum { FIRST_CORE_GROUP_DAYS = 10, UPDATE_DAYS = 15, NEED_REVIEW_FIRST = 42, NEED_REVIEW_NEXT = 84 };

/* ---- strategy discussions ---- */

/* Held on the day that the enquiry begins or the day before, within a working day of what gave rise to it when
 * things go well, and never before the referral. */
static void strategy_discussion(const struct county *county, struct sheet *sheet, int index)
{
    const struct enquiry *enquiry = &county->enquiries.items[index];
    struct random random = county_random(county, STRATEGY_CHANCE, index);
    day_number referred = county->referrals.items[enquiry->referral].date;
    day_number date = random_chance(&random, 850) ? enquiry->start : working_days_before(enquiry->start, 1);
    if (date < referred)
        date = referred;
    bool in_time = random_chance(&random, as_practised(county, enquiry->team, date, 760, 975));
    day_number trigger =
        working_days_before(date, in_time ? random_below(&random, 2) : random_between(&random, 2, 5));
    if (trigger < referred)
        trigger = referred;
    if (!register_holds(county, date))
        return;
    sheet_id(sheet, "discussion_id", ROW_ID, index);
    sheet_id(sheet, "child_id", CHILD_ID, enquiry->child);
    sheet_id(sheet, "referral_id", REFERRAL_ID, enquiry->referral);
    if (county_past(county, enquiry->start))
        sheet_id(sheet, "enquiry_id", ENQUIRY_ID, index);
    sheet_day(sheet, "trigger_date", trigger);
    sheet_day(sheet, "date", date);
    sheet_flag(sheet, "police_present", random_chance(&random, 970));
    sheet_flag(sheet, "health_present",
               random_chance(&random, as_practised(county, enquiry->team, date, 690, 930)));
    sheet_flag(sheet, "actions_recorded",
               random_chance(&random, as_practised(county, enquiry->team, date, 820, 990)));
    cell_team(county, sheet, "team", enquiry->team);
    sheet_end_row(sheet);
}

void register_strategy_discussions(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"discussion_id",
                                         "child_id",
                                         "referral_id",
                                         "enquiry_id",
                                         "trigger_date",
                                         "date",
                                         "police_present",
                                         "health_present",
                                         "actions_recorded",
                                         "team",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->enquiries.count; i++)
        strategy_discussion(county, sheet, (int)i);
}

/* ---- core groups ---- */

static int meeting_of_plan(const struct county *county, int index)
{
    const struct plan *plan = &county->plans.items[index];
    return plan->conference == NOTHING ? -1 - index : county->conferences.items[plan->conference].meeting;
}

static day_number first_core_group(const struct county *county, const struct plan *plan,
                                   struct random *random)
{
    if (random_chance(random, as_practised(county, plan->team, plan->start, 740, 975)))
        return working_days_after(plan->start, random_between(random, 5, FIRST_CORE_GROUP_DAYS));
    return working_days_after(plan->start, random_between(random, FIRST_CORE_GROUP_DAYS + 1, 22));
}

static day_number next_core_group(const struct county *county, const struct plan *plan, day_number before,
                                  struct random *random)
{
    bool in_time = random_chance(random, as_practised(county, plan->team, before, 640, 940));
    return working_day_from(before +
                            (in_time ? random_between(random, 24, 38) : random_between(random, 46, 75)));
}

static void core_groups_of_plan(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct plan *plan = &county->plans.items[index];
    struct random random = county_random(county, CORE_GROUP_CHANCE, meeting_of_plan(county, index));
    day_number date = first_core_group(county, plan, &random);
    while (date < plan->end && county_past(county, date)) {
        bool recorded = county_recorded(county, plan->team, date, &random);
        bool quorate = random_chance(&random, 940);
        long id = (*row)++;
        if (recorded && register_holds(county, date)) {
            sheet_id(sheet, "core_group_id", ROW_ID, id);
            sheet_id(sheet, "child_id", CHILD_ID, plan->child);
            sheet_id(sheet, "plan_id", PLAN_ID, index);
            sheet_day(sheet, "date", date);
            sheet_flag(sheet, "quorate", quorate);
            sheet_end_row(sheet);
        }
        date = next_core_group(county, plan, date, &random);
    }
}

void register_core_groups(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"core_group_id", "child_id", "plan_id", "date", "quorate", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->plans.count; i++)
        if (!county->plans.items[i].other_authority)
            core_groups_of_plan(county, sheet, (int)i, &row);
}

/* ---- who took part in conferences ---- */

static void participation(const struct county *county, struct sheet *sheet, int child, int meeting,
                          const char *kind, day_number date, long row)
{
    struct random of_family = county_random(county, PARTICIPATION_CHANCE, meeting);
    struct random of_child = county_random(county, PARTICIPATION_CHANCE, -1 - row);
    int years = child_years(county, child, date);
    int team = team_of_child(county, child, date);
    if (!register_holds(county, date))
        return;
    sheet_id(sheet, "participation_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, child);
    sheet_text(sheet, "conference_kind", kind);
    sheet_day(sheet, "date", date);
    sheet_flag(sheet, "parent_attended", random_chance(&of_family, 880));
    sheet_flag(sheet, "child_attended", years >= 10 && random_chance(&of_child, 280));
    if (years >= 4)
        sheet_flag(sheet, "child_views_shared",
                   random_chance(&of_child, as_practised(county, team, date, 610, 920)));
    sheet_flag(sheet, "report_shared_in_time",
               random_chance(&of_family, as_practised(county, team, date, 430, 860)));
    sheet_end_row(sheet);
}

void register_conference_participation(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {
        "participation_id", "child_id",           "conference_kind",       "date", "parent_attended",
        "child_attended",   "child_views_shared", "report_shared_in_time", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->conferences.count; i++) {
        const struct conference *row = &county->conferences.items[i];
        participation(county, sheet, row->child, row->meeting, "initial", row->date, (long)i * 2);
    }
    for (size_t i = 0; i < county->reviews.count; i++) {
        const struct review *row = &county->reviews.items[i];
        participation(county, sheet, row->child, row->meeting, "review", row->date, (long)i * 2 + 1);
    }
}

/* ---- reviews of children in need ---- */

/* Due six weeks into the plan and every twelve weeks from then; a few are never held. */
static void reviews_of_need_plan(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct need_plan *plan = &county->need_plans.items[index];
    struct random random = county_random(county, NEED_REVIEW_CHANCE, index);
    day_number due = plan->start + NEED_REVIEW_FIRST;
    for (; due < plan->end && county_past(county, due); due += NEED_REVIEW_NEXT) {
        bool in_time = random_chance(&random, as_practised(county, plan->team, due, 590, 920));
        bool never = !in_time && random_chance(&random, 120);
        day_number date =
            in_time ? due - random_between(&random, 0, 14) : due + random_between(&random, 1, 40);
        date =
            working_day_from(date) > due && in_time ? working_days_before(date, 1) : working_day_from(date);
        bool known = !never && date < plan->end && county_past(county, date) &&
                     county_recorded(county, plan->team, date, &random);
        long id = (*row)++;
        if (!register_holds(county, due))
            continue;
        sheet_id(sheet, "review_id", ROW_ID, id);
        sheet_id(sheet, "child_id", CHILD_ID, plan->child);
        sheet_id(sheet, "plan_id", NEED_PLAN_ID, index);
        sheet_day(sheet, "due_date", due);
        sheet_day(sheet, "date", known ? date : NO_DAY);
        cell_team(county, sheet, "team", plan->team);
        sheet_end_row(sheet);
    }
}

void register_cin_reviews(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"review_id", "child_id", "plan_id", "due_date",
                                         "date",      "team",     NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->need_plans.count; i++)
        reviews_of_need_plan(county, sheet, (int)i, &row);
}

/* ---- plans brought up to date ---- */

struct update {
    int child, team;
    enum id_kind plan_kind;
    int plan;
    const char *kind;
    day_number after, plan_end; /* written again after a meeting, unless the plan has ended */
};

static void update_row(const struct county *county, struct sheet *sheet, const struct update *update,
                       long chance, long *row)
{
    struct random random = county_random(county, PLAN_UPDATE_CHANCE, chance);
    bool in_time = random_chance(&random, as_practised(county, update->team, update->after, 640, 950));
    int days =
        in_time ? random_between(&random, 2, UPDATE_DAYS) : random_between(&random, UPDATE_DAYS + 1, 50);
    day_number date = working_days_after(update->after, days);
    long id = (*row)++;
    if (date >= update->plan_end || !register_holds(county, date) ||
        !county_recorded(county, update->team, date, &random))
        return;
    sheet_id(sheet, "update_id", ROW_ID, id);
    sheet_id(sheet, "child_id", CHILD_ID, update->child);
    sheet_id(sheet, "plan_id", update->plan_kind, update->plan);
    sheet_text(sheet, "kind", update->kind);
    sheet_day(sheet, "date", date);
    sheet_end_row(sheet);
}

static void updates_of_protection(const struct county *county, struct sheet *sheet, long *row)
{
    for (size_t i = 0; i < county->plans.count; i++) {
        const struct plan *plan = &county->plans.items[i];
        struct update update = {plan->child,        plan->team,  PLAN_ID,  (int)i,
                                "child protection", plan->start, plan->end};
        if (!plan->other_authority)
            update_row(county, sheet, &update, meeting_of_plan(county, (int)i), row);
    }
    for (size_t i = 0; i < county->reviews.count; i++) {
        const struct review *review = &county->reviews.items[i];
        const struct plan *plan = &county->plans.items[review->plan];
        struct update update = {plan->child,        plan->team,   PLAN_ID,  review->plan,
                                "child protection", review->date, plan->end};
        update_row(county, sheet, &update, review->meeting, row);
    }
}

static void updates_of_need(const struct county *county, struct sheet *sheet, long *row)
{
    enum { MEETINGS_APART = 98, CHANCE_APART = 64 };
    for (size_t i = 0; i < county->need_plans.count; i++) {
        const struct need_plan *plan = &county->need_plans.items[i];
        struct update update = {plan->child,     plan->team,  NEED_PLAN_ID, (int)i,
                                "child in need", plan->start, plan->end};
        for (int n = 0; update.after < plan->end && county_past(county, update.after); n++) {
            update_row(county, sheet, &update, -1 - ((long)i * CHANCE_APART + n), row);
            update.after += MEETINGS_APART;
        }
    }
}

void register_plan_updates(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"update_id", "child_id", "plan_id", "kind", "date", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    updates_of_protection(county, sheet, &row);
    updates_of_need(county, sheet, &row);
}
