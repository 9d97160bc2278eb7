#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/working_days.h"

/* Young people who are in care at sixteen or after, and were for thirteen weeks or more: advisers and pathway
 * plans, until they are twenty-one. */

enum { QUALIFYING_DAYS = 91, MONTHS_TO_16 = 16 * 12, MONTHS_TO_21 = 21 * 12 };

struct leaver {
    day_number qualifies; /* NO_DAY: never */
    day_number grown;     /* twenty-one */
};

static struct leaver leaver_of(const struct county *county, const struct care_period *care)
{
    const struct child *child = &county->people.items[care->child];
    day_number sixteen = day_add_months(child->birth, MONTHS_TO_16);
    day_number enough = care->entered + QUALIFYING_DAYS;
    struct leaver leaver = {sixteen > enough ? sixteen : enough, day_add_months(child->birth, MONTHS_TO_21)};
    if (care->short_breaks || leaver.qualifies >= care->left)
        leaver.qualifies = NO_DAY;
    return leaver;
}

/* The period of care that a young person qualified in first: a later one gives no second adviser. */
static bool *first_to_qualify(const struct county *county, struct arena *arena)
{
    int *first = ARENA_ARRAY(arena, int, county->people.count + 1);
    bool *counts = ARENA_ARRAY(arena, bool, county->care_periods.count + 1);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        if (leaver_of(county, care).qualifies == NO_DAY)
            continue;
        int other = first[care->child] - 1;
        if (other >= 0 && county->care_periods.items[other].entered <= care->entered)
            continue;
        if (other >= 0)
            counts[other] = false;
        first[care->child] = (int)i + 1;
        counts[i] = true;
    }
    return counts;
}

/* ---- advisers ---- */

static void adviser_row(const struct county *county, struct sheet *sheet, const struct care_period *care,
                        int worker, day_number start, day_number end, long row)
{
    sheet_id(sheet, "allocation_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, care->child);
    sheet_id(sheet, "worker_id", WORKER_ID, worker);
    sheet_day(sheet, "start_date", start);
    cell_day_if_past(county, sheet, "end_date", end);
    cell_team(county, sheet, "team", care->team);
    sheet_end_row(sheet);
}

/* From about sixteen, handed on when an adviser leaves, with a wait while there is none. */
static void advisers_of(const struct county *county, struct sheet *sheet, int index, long *row)
{
    enum { HAND_OVER_DAYS = 20 };
    const struct care_period *care = &county->care_periods.items[index];
    struct leaver leaver = leaver_of(county, care);
    struct random random = county_random(county, ADVISER_CHANCE, index);
    bool in_time = random_chance(&random, as_practised(county, care->team, leaver.qualifies, 640, 950));
    day_number day =
        leaver.qualifies + (in_time ? random_between(&random, -25, 12) : random_between(&random, 25, 160));
    if (day < care->entered)
        day = care->entered;
    day = working_day_from(day);
    while (day < leaver.grown && county_past(county, day)) {
        int worker = someone_in_post(county, &random, care->team, NOT_REGISTERED, day);
        day_number end = leaver.grown;
        if (worker == NOBODY)
            worker = someone_in_post(county, &random, NOTHING, NOT_REGISTERED, day);
        if (worker != NOBODY) {
            end = earlier_day(county->workers.items[worker].end, leaver.grown);
            adviser_row(county, sheet, care, worker, day, end, (*row)++);
        } else {
            end = day;
        }
        if (end == NO_DAY)
            return;
        day = working_day_from(end + random_between(&random, 1, HAND_OVER_DAYS));
    }
}

void register_personal_advisers(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"allocation_id", "child_id", "worker_id", "start_date",
                                         "end_date",      "team",     NULL};
    const bool *counts = first_to_qualify(county, sheet->arena);
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++)
        if (counts[i] && leaver_of(county, &county->care_periods.items[i]).grown > county->calendar.first)
            advisers_of(county, sheet, (int)i, &row);
}

/* ---- pathway plans ---- */

static void pathway_row(const struct county *county, struct sheet *sheet, const struct care_period *care,
                        day_number date, const char *kind, long row)
{
    if (!register_holds(county, date))
        return;
    sheet_id(sheet, "pathway_plan_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, care->child);
    sheet_day(sheet, "date", date);
    sheet_text(sheet, "kind", kind);
    cell_team(county, sheet, "team", care->team);
    sheet_end_row(sheet);
}

/* Needs are assessed and a plan is made within three months, and it is looked at again every six. */
static void pathway_of(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct care_period *care = &county->care_periods.items[index];
    struct leaver leaver = leaver_of(county, care);
    struct random random = county_random(county, PATHWAY_CHANCE, index);
    bool in_time = random_chance(&random, as_practised(county, care->team, leaver.qualifies, 520, 920));
    day_number date =
        leaver.qualifies + (in_time ? random_between(&random, 30, 85) : random_between(&random, 95, 220));
    pathway_row(county, sheet, care, working_day_from(date - 20), "needs assessment", (*row)++);
    pathway_row(county, sheet, care, working_day_from(date), "plan", (*row)++);
    for (;;) {
        in_time = random_chance(&random, as_practised(county, care->team, date, 700, 950));
        date = working_day_from(
            date + (in_time ? random_between(&random, 140, 178) : random_between(&random, 190, 300)));
        if (date >= leaver.grown || !county_past(county, date))
            return;
        pathway_row(county, sheet, care, date, "review", (*row)++);
    }
}

void register_pathway_plans(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"pathway_plan_id", "child_id", "date", "kind", "team", NULL};
    const bool *counts = first_to_qualify(county, sheet->arena);
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++)
        if (counts[i] && leaver_of(county, &county->care_periods.items[i]).grown > county->calendar.first)
            pathway_of(county, sheet, (int)i, &row);
}
