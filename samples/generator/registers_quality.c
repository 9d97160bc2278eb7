#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/working_days.h"

/* What reviewing officers take up, what audits find, and what children and parents say. */

enum { DISPUTES_A_MONTH = 6500, AUDITS_A_MONTH = 20000, FEEDBACK_A_MONTH = 26000, DISPUTE_DAYS = 20 };

/* ---- disputes ---- */

static void dispute(const struct county *county, struct sheet *sheet, day_number raised, long row)
{
    struct random random = county_random(county, DISPUTE_CHANCE, row);
    int open = any_open_case(county, &random, raised);
    if (open == NOTHING || !county_past(county, raised))
        return;
    const struct involvement *with = &county->involvements.items[open];
    bool in_time = random_chance(&random, as_practised(county, with->team, raised, 560, 940));
    int days = in_time ? random_between(&random, 2, DISPUTE_DAYS)
                       : random_between(&random, DISPUTE_DAYS + 1, DISPUTE_DAYS + 35);
    bool in_care = county->teams[with->team].kind == CARE;
    sheet_id(sheet, "dispute_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, with->child);
    sheet_text(sheet, "raised_by", in_care ? "reviewing officer" : "conference chair");
    sheet_number(sheet, "stage", in_time || random_chance(&random, 500) ? 1 : 2, 0);
    sheet_day(sheet, "raised_date", raised);
    cell_day_if_past(county, sheet, "resolved_date", working_days_after(raised, days));
    cell_team(county, sheet, "team", with->team);
    sheet_end_row(sheet);
}

void register_disputes(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"dispute_id",  "child_id",      "raised_by", "stage",
                                         "raised_date", "resolved_date", "team",      NULL};
    int carried = 0;
    long row = 0;
    sheet_header(sheet, fields);
    for (day_number month = registers_begin(county); county_past(county, month);
         month = day_add_months(month, 1)) {
        struct random random = county_random(county, DISPUTE_CHANCE, -month);
        for (int left = this_month(county, DISPUTES_A_MONTH, &carried); left > 0; left--)
            dispute(county, sheet, working_day_from(month + random_below(&random, 27)), row++);
    }
}

/* ---- audits ---- */

struct audit {
    const struct involvement *with;
    day_number planned, completed; /* NO_DAY: not done */
    int grade;
    const char *subject;
};

/* The first day of each child's plans is enough to tell children under one; made once for all audits. */
static bool *under_plan_on(const struct county *county, struct arena *arena, day_number day)
{
    bool *under = ARENA_ARRAY(arena, bool, county->people.count + 1);
    for (size_t i = 0; i < county->plans.count; i++) {
        const struct plan *plan = &county->plans.items[i];
        if (plan->start <= day && plan->end > day)
            under[plan->child] = true;
    }
    return under;
}

static const char *subject_of(const struct county *county, const struct involvement *with,
                              const bool *under_plan)
{
    switch (county->teams[with->team].kind) {
    case ASSESSMENT:
        return "assessment";
    case CARE:
        return "child in care";
    case SAFEGUARDING:
    case REVIEWING:
        break;
    }
    return under_plan[with->child] ? "child protection" : "child in need";
}

static void audit_findings(const struct county *county, struct sheet *sheet, const struct audit *audit,
                           struct random *random)
{
    static const char *const grades[] = {"Outstanding", "Good", "Requires improvement", "Inadequate"};
    const struct child *child = &county->people.items[audit->with->child];
    const struct family *family = &county->families.items[child->family];
    bool good = audit->grade <= 1;
    sheet_text(sheet, "grade", grades[audit->grade]);
    sheet_flag(sheet, "moderated",
               random_chance(random, as_practised(county, NOTHING, audit->planned, 120, 420)));
    sheet_text(sheet, "subject", audit->subject);
    sheet_flag(sheet, "plan_good", random_chance(random, good ? 880 : 260));
    if (county->teams[audit->with->team].kind == CARE && day_years_old(child->birth, audit->planned) >= 16)
        sheet_flag(sheet, "pathway_plan_good", random_chance(random, good ? 850 : 300));
    sheet_flag(sheet, "sibling_record", family->count > 1);
    if (family->count > 1)
        sheet_flag(sheet, "record_unique", random_chance(random, good ? 960 : 700));
}

/* A child who is not safe is seen to at once. */
static void audit_action(const struct county *county, struct sheet *sheet, const struct audit *audit,
                         struct random *random)
{
    if (audit->grade < 3 || !random_chance(random, 450))
        return;
    int days = random_chance(random, 60) ? 60 : random_between(random, 0, 5);
    sheet_day(sheet, "immediate_action_date", audit->completed);
    cell_day_if_past(county, sheet, "immediate_action_resolved_date",
                     working_days_after(audit->completed, days));
}

static struct audit audit_on(const struct county *county, struct random *random, day_number planned,
                             const bool *under_plan, int open)
{
    const struct involvement *with = &county->involvements.items[open];
    int good = as_practised(county, with->team, planned, 190, 600);
    int bad = as_practised(county, with->team, planned, 260, 40);
    const int weights[] = {good / 10, good - good / 10, 1000 - good - bad, bad};
    bool done = random_chance(random, as_practised(county, NOTHING, planned, 720, 985));
    day_number completed = working_days_after(planned, random_between(random, 0, 8));
    return (struct audit){.with = with,
                          .planned = planned,
                          .completed = done ? if_past(county, completed) : NO_DAY,
                          .grade = random_weighted(random, weights, 4),
                          .subject = subject_of(county, with, under_plan)};
}

static void audit_row(const struct county *county, struct sheet *sheet, day_number planned,
                      const bool *under_plan, long row)
{
    struct random random = county_random(county, AUDIT_CHANCE, row);
    int open = any_open_case(county, &random, planned);
    if (open == NOTHING || !county_past(county, planned))
        return;
    struct audit audit = audit_on(county, &random, planned, under_plan, open);
    sheet_id(sheet, "audit_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, audit.with->child);
    sheet_day(sheet, "planned_date", planned);
    sheet_day(sheet, "completed_date", audit.completed);
    sheet_id(sheet, "auditor_id", WORKER_ID, someone_in_charge(county, &random, NOTHING, planned));
    if (audit.completed != NO_DAY) {
        audit_findings(county, sheet, &audit, &random);
        audit_action(county, sheet, &audit, &random);
    }
    cell_team(county, sheet, "team", audit.with->team);
    sheet_end_row(sheet);
}

/* All of a month's are planned for one day in it. */
void register_audits(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"audit_id",
                                         "child_id",
                                         "planned_date",
                                         "completed_date",
                                         "auditor_id",
                                         "grade",
                                         "moderated",
                                         "subject",
                                         "plan_good",
                                         "pathway_plan_good",
                                         "sibling_record",
                                         "record_unique",
                                         "immediate_action_date",
                                         "immediate_action_resolved_date",
                                         "team",
                                         NULL};
    int carried = 0;
    long row = 0;
    sheet_header(sheet, fields);
    for (day_number month = registers_begin(county); county_past(county, month);
         month = day_add_months(month, 1)) {
        struct arena_mark mark = arena_mark(sheet->arena);
        day_number planned = working_day_from(month + 9);
        const bool *under_plan = under_plan_on(county, sheet->arena, planned);
        for (int left = this_month(county, AUDITS_A_MONTH, &carried); left > 0; left--)
            audit_row(county, sheet, planned, under_plan, row++);
        arena_rewind(sheet->arena, mark);
    }
}

/* ---- what children and parents say ---- */

static void feedback(const struct county *county, struct sheet *sheet, day_number date, long row)
{
    static const char *const sources[] = {"child", "parent", "carer", "partner", "worker"};
    static const int source_weights[] = {340, 330, 130, 100, 100};
    static const char *const themes[] = {"being listened to", "change of worker", "keeping appointments",
                                         "clear plans",       "practical help",   "where I live"};
    static const int theme_weights[] = {270, 210, 170, 140, 130, 80};
    struct random random = county_random(county, FEEDBACK_CHANCE, row);
    int open = any_open_case(county, &random, date);
    if (open == NOTHING || !county_past(county, date))
        return;
    const struct involvement *with = &county->involvements.items[open];
    sheet_id(sheet, "feedback_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, with->child);
    sheet_day(sheet, "date", date);
    sheet_text(sheet, "source", sources[random_weighted(&random, source_weights, 5)]);
    sheet_text(sheet, "theme", themes[random_weighted(&random, theme_weights, 6)]);
    cell_team(county, sheet, "team", with->team);
    sheet_end_row(sheet);
}

/* More is asked for, and comes in, every month. */
void register_feedback(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"feedback_id", "child_id", "date", "source", "theme", "team", NULL};
    int carried = 0;
    long row = 0;
    sheet_header(sheet, fields);
    for (day_number month = registers_begin(county); county_past(county, month);
         month = day_add_months(month, 1)) {
        struct random random = county_random(county, FEEDBACK_CHANCE, -month);
        int asked = as_practised(county, NOTHING, month, FEEDBACK_A_MONTH / 4, FEEDBACK_A_MONTH);
        for (int left = this_month(county, asked, &carried); left > 0; left--)
            feedback(county, sheet, working_day_from(month + random_below(&random, 27)), row++);
    }
}

struct offer {
    int child;
    day_number date;
    long chance;
};

/* To children of five and over. */
static void offer_row(const struct county *county, struct sheet *sheet, const struct offer *offer, long *row)
{
    struct random random = county_random(county, ADVOCACY_CHANCE, offer->chance);
    int team = team_of_child(county, offer->child, offer->date);
    bool offered = random_chance(&random, as_practised(county, team, offer->date, 380, 930));
    bool accepted = random_chance(&random, as_practised(county, team, offer->date, 280, 430));
    long id = (*row)++;
    if (!offered || child_years(county, offer->child, offer->date) < 5 ||
        !register_holds(county, offer->date))
        return;
    sheet_id(sheet, "offer_id", ROW_ID, id);
    sheet_id(sheet, "child_id", CHILD_ID, offer->child);
    sheet_day(sheet, "date", offer->date);
    sheet_flag(sheet, "accepted", accepted);
    cell_team(county, sheet, "team", team);
    sheet_end_row(sheet);
}

void register_advocacy_offers(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"offer_id", "child_id", "date", "accepted", "team", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->conferences.count; i++) {
        const struct conference *from = &county->conferences.items[i];
        struct offer offer = {from->child, working_days_before(from->date, 3), (long)i};
        offer_row(county, sheet, &offer, &row);
    }
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *from = &county->care_periods.items[i];
        struct offer offer = {from->child, working_days_after(from->entered, 8), -1 - (long)i};
        if (!from->short_breaks && offer.date < from->left)
            offer_row(county, sheet, &offer, &row);
    }
}
