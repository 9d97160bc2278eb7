#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

/* Complaints: a first stage to be answered in ten working days, or twenty when extended; a second one, by an
 * investigator, in twenty-five from the day on which the statement is agreed, or sixty-five; and what was
 * promised in the answers. Both registers are written from the same list. */

enum { A_MONTH = 7500, STAGE_1_DAYS = 10, STAGE_1_EXTENDED = 20, STAGE_2_DAYS = 25, STAGE_2_EXTENDED = 65 };

struct complaint {
    int child, team, stage;
    day_number received, agreed, replied; /* NO_DAY: not */
    bool extended;
    const char *outcome;
};

struct complaints {
    const struct county *county;
    struct arena *arena;
    LIST_OF(struct complaint) list;
};

static const char *outcome_of(struct random *random, int stage)
{
    static const char *const outcomes[] = {"Upheld", "Partly upheld", "Not upheld", "Withdrawn"};
    static const int first[] = {200, 290, 450, 60}, second[] = {240, 380, 380, 0};
    return outcomes[random_weighted(random, stage == 1 ? first : second, 4)];
}

/* The day of the answer: within so many working days, or as many more when it comes late. */
static day_number answered(struct random *random, day_number from, int days, bool in_time)
{
    if (in_time)
        return working_days_after(from, random_between(random, days / 3, days));
    return working_days_after(from, days + random_between(random, 1, days + 4));
}

/* Those who were not satisfied ask for an investigation. */
static void second_stage(struct complaints *complaints, const struct complaint *first, struct random *random)
{
    struct complaint second = *first;
    second.stage = 2;
    second.received = working_days_after(first->replied, random_between(random, 4, 20));
    second.agreed = working_days_after(second.received, random_between(random, 3, 12));
    second.extended = random_chance(random, 550);
    int in_time = as_practised(complaints->county, first->team, second.agreed, 330, 700);
    second.replied = answered(random, second.agreed, second.extended ? STAGE_2_EXTENDED : STAGE_2_DAYS,
                              random_chance(random, in_time));
    second.outcome = outcome_of(random, 2);
    int index = LIST_ADD(complaints->arena, complaints->list);
    complaints->list.items[index] = second;
}

/* About a child whose case is open; its family is unhappy with the team that has it. */
static void first_stage(struct complaints *complaints, day_number received, long number)
{
    const struct county *county = complaints->county;
    struct random random = county_random(county, COMPLAINT_CHANCE, number);
    int open = any_open_case(county, &random, received);
    struct complaint first = {
        .child = NOTHING, .team = 0, .stage = 1, .received = received, .agreed = NO_DAY};
    if (open != NOTHING) {
        first.child = county->involvements.items[open].child;
        first.team = county->involvements.items[open].team;
    }
    first.extended = random_chance(&random, 180);
    int in_time = as_practised(county, first.team, received, 460, 930);
    first.replied = answered(&random, received, first.extended ? STAGE_1_EXTENDED : STAGE_1_DAYS,
                             random_chance(&random, in_time));
    first.outcome = outcome_of(&random, 1);
    int index = LIST_ADD(complaints->arena, complaints->list);
    complaints->list.items[index] = first;
    if (random_chance(&random, 90))
        second_stage(complaints, &first, &random);
}

/* More where work goes badly. */
static struct complaints all_complaints(const struct county *county, struct arena *arena)
{
    struct complaints complaints = {.county = county, .arena = arena};
    int carried = 0;
    long number = 0;
    day_number month = registers_begin(county);
    for (; county_past(county, month); month = day_add_months(day_month_start(month), 1)) {
        int badly = 1300 - story_value(county, PRACTICE, NOTHING, month) * 6 / 10;
        for (int left = this_month(county, A_MONTH * badly / 1000, &carried); left > 0; left--) {
            struct random random = county_random(county, COMPLAINT_CHANCE, -1 - number);
            first_stage(&complaints, working_day_from(month + random_below(&random, 27)), number++);
        }
    }
    return complaints;
}

void register_complaints(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"complaint_id", "child_id", "stage",        "received_date",
                                         "agreed_date",  "extended", "replied_date", "outcome",
                                         "team",         NULL};
    struct complaints complaints = all_complaints(county, sheet->arena);
    sheet_header(sheet, fields);
    for (size_t i = 0; i < complaints.list.count; i++) {
        const struct complaint *row = &complaints.list.items[i];
        if (!county_past(county, row->received))
            continue;
        sheet_id(sheet, "complaint_id", ROW_ID, (long)i);
        sheet_id(sheet, "child_id", CHILD_ID, row->child);
        sheet_number(sheet, "stage", row->stage, 0);
        sheet_day(sheet, "received_date", row->received);
        cell_day_if_past(county, sheet, "agreed_date", row->agreed);
        sheet_flag(sheet, "extended", row->extended);
        cell_day_if_past(county, sheet, "replied_date", row->replied);
        sheet_text(sheet, "outcome", county_past(county, row->replied) ? row->outcome : NULL);
        cell_team(county, sheet, "team", row->team);
        sheet_end_row(sheet);
    }
}

/* ---- what was promised ---- */

static void action_row(const struct county *county, struct sheet *sheet, const struct complaint *complaint,
                       long index, long row)
{
    struct random random = county_random(county, COMPLAINT_ACTION_CHANCE, row);
    day_number due = working_days_after(complaint->replied, random_between(&random, 15, 60));
    bool in_time = random_chance(&random, as_practised(county, complaint->team, due, 520, 930));
    bool never = !in_time && random_chance(&random, 150);
    day_number closed = in_time ? working_days_before(due, random_between(&random, 0, 10))
                                : working_days_after(due, random_between(&random, 1, 60));
    if (!county_past(county, due))
        return;
    sheet_id(sheet, "action_id", ROW_ID, row);
    sheet_id(sheet, "complaint_id", ROW_ID, index);
    sheet_day(sheet, "due_date", due);
    sheet_day(sheet, "closed_date", never ? NO_DAY : if_past(county, closed));
    sheet_end_row(sheet);
}

void register_complaint_actions(const struct county *county, struct sheet *sheet)
{
    enum { ACTIONS_MOST = 3 };
    static const char *const fields[] = {"action_id", "complaint_id", "due_date", "closed_date", NULL};
    struct complaints complaints = all_complaints(county, sheet->arena);
    sheet_header(sheet, fields);
    for (size_t i = 0; i < complaints.list.count; i++) {
        const struct complaint *complaint = &complaints.list.items[i];
        bool upheld = complaint->outcome[0] == 'U' || complaint->outcome[0] == 'P';
        if (!upheld || !county_past(county, complaint->replied))
            continue;
        struct random random = county_random(county, COMPLAINT_ACTION_CHANCE, -1 - (long)i);
        for (int left = random_between(&random, 1, ACTIONS_MOST); left > 0; left--)
            action_row(county, sheet, complaint, (long)i, (long)i * ACTIONS_MOST + left);
    }
}
