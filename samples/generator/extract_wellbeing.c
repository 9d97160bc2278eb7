#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum {
    HEALTH_TABLE = 41,
    IMMUNISATIONS_TABLE,
    DIFFICULTIES_TABLE,
    SUBSTANCES_TABLE,
    CONVICTIONS_TABLE,
    MISSING_TABLE,
    FIRST_HEALTH_DAYS = 20
};

static bool lasts_a_year(const struct county *county, const struct care_period *care)
{
    return earlier_day(care->left, county->calendar.until) - care->entered >= 365;
}

/* The latest period of care of each child that had begun, or NOTHING. */
static int *latest_care(const struct county *county, struct arena *arena)
{
    int *latest = ARENA_ARRAY(arena, int, county->people.count + 1);
    for (size_t i = 0; i < county->people.count; i++)
        latest[i] = NOTHING;
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        int before = latest[care->child];
        if (county_past(county, care->entered) && !care->short_breaks &&
            (before == NOTHING || county->care_periods.items[before].entered < care->entered))
            latest[care->child] = (int)i;
    }
    return latest;
}

/* ---- health and dental checks ---- */

static void health_check(const struct county *county, struct sheet *sheet, const struct care_period *care,
                         const char *type, day_number day, struct random *random, long *number)
{
    if (day < county->calendar.recorded || day >= care->left || !county_past(county, day) ||
        !county_recorded(county, care->team, day, random))
        return;
    sheet_id(sheet, "clah_health_check_id", ROW_ID, (*number)++);
    sheet_id(sheet, "clah_person_id", CHILD_ID, care->child);
    sheet_text(sheet, "clah_health_check_type", type);
    sheet_day(sheet, "clah_health_check_date", day);
    sheet_text(sheet, "clah_health_check_status", random_chance(random, 35) ? "Refused" : "Completed");
    sheet_end_row(sheet);
}

/* The next is due so many months after the last; some come months late. */
static day_number next_check(const struct county *county, const struct care_period *care, day_number last,
                             int months, int slack, struct random *random)
{
    day_number due = day_add_months(last, months);
    bool late = random_chance(random, story_value(county, HEALTH_LATE, care->team, due) + slack);
    return working_day_from(late ? due + random_between(random, 5, 150)
                                 : due - random_between(random, 0, 40));
}

static void checks_of(const struct county *county, struct sheet *sheet, const struct care_period *care,
                      struct random *random, long *number)
{
    bool late = random_chance(random, 2 * story_value(county, HEALTH_LATE, care->team, care->entered) + 40);
    int after = late ? random_between(random, FIRST_HEALTH_DAYS + 1, 55)
                     : random_between(random, 8, FIRST_HEALTH_DAYS);
    day_number last = earlier_day(care->left, county->calendar.until + 1);
    day_number assessed = working_days_after(care->entered, after);
    day_number dentist = working_day_from(care->entered + random_between(random, 40, 200));
    while (assessed < last) {
        health_check(county, sheet, care, "Health Assessment", assessed, random, number);
        assessed = next_check(county, care, assessed, child_years(county, care->child, assessed) < 5 ? 6 : 12,
                              0, random);
    }
    while (dentist < last) {
        health_check(county, sheet, care, "Dental Check", dentist, random, number);
        dentist = next_check(county, care, dentist, 12, 280, random);
    }
}

void extract_health(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"clah_health_check_id",     "clah_person_id",
                                         "clah_health_check_type",   "clah_health_check_date",
                                         "clah_health_check_status", NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, HEALTH_TABLE, (long)i);
        if (!care->short_breaks && care->left >= county->calendar.recorded)
            checks_of(county, sheet, care, &random, &number);
    }
}

void extract_immunisations(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"clai_person_id", "clai_immunisations_status",
                                         "clai_immunisations_status_date", NULL};
    const int *latest = latest_care(county, sheet->arena);
    sheet_header(sheet, fields);
    for (size_t child = 0; child < county->people.count; child++) {
        if (latest[child] == NOTHING)
            continue;
        const struct care_period *care = &county->care_periods.items[latest[child]];
        struct random random = county_random(county, IMMUNISATIONS_TABLE, (long)child);
        day_number last = earlier_day(care->left, county->calendar.until);
        if (last < county->calendar.lead_in)
            continue;
        day_number asked = later_day(care->entered, last - random_between(&random, 5, 330));
        sheet_id(sheet, "clai_person_id", CHILD_ID, (long)child);
        sheet_flag(sheet, "clai_immunisations_status", random_chance(&random, 845));
        sheet_day(sheet, "clai_immunisations_status_date", asked);
        sheet_end_row(sheet);
    }
}

/* ---- strengths and difficulties ---- */

/* Fifteen on average, more often low than high. */
static int difficulties(struct random *random)
{
    int score = random_below(random, 16) - 4;
    score += random_below(random, 12);
    score += random_below(random, 12);
    return score < 0 ? 0 : score;
}

static void questionnaire(const struct county *county, struct sheet *sheet, const struct care_period *care,
                          day_number day, struct random *random, long number)
{
    static const char *const reasons[] = {"SDQ2", "SDQ3", "SDQ4", "SDQ5"};
    static const int weights[] = {300, 90, 330, 280};
    int years = child_years(county, care->child, day);
    sheet_id(sheet, "csdq_table_id", ROW_ID, number);
    sheet_id(sheet, "csdq_person_id", CHILD_ID, care->child);
    sheet_day(sheet, "csdq_sdq_completed_date", day);
    if (years < 4 || years > 17)
        sheet_text(sheet, "csdq_sdq_reason", "SDQ1");
    else if (random_chance(random, 780))
        sheet_number(sheet, "csdq_sdq_score", difficulties(random), 0);
    else
        sheet_text(sheet, "csdq_sdq_reason", reasons[random_weighted(random, weights, 4)]);
    sheet_end_row(sheet);
}

void extract_difficulties(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"csdq_table_id",   "csdq_person_id", "csdq_sdq_completed_date",
                                         "csdq_sdq_reason", "csdq_sdq_score", NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        if (care->short_breaks || !lasts_a_year(county, care))
            continue;
        struct random random = county_random(county, DIFFICULTIES_TABLE, (long)i);
        day_number day = working_day_from(care->entered + random_between(&random, 100, 360));
        for (; day < care->left && county_past(county, day);
             day = working_day_from(day + random_between(&random, 345, 385)))
            if (day >= county->calendar.lead_in)
                questionnaire(county, sheet, care, day, &random, number++);
    }
}

/* ---- what happens to some in a year ---- */

/* A day in the year that begins then, if the child is in care that day and old enough, else NO_DAY. */
static day_number day_in_year(const struct county *county, const struct care_period *care, day_number from,
                              int least, struct random *random)
{
    day_number day = from + random_below(random, 365);
    bool there = day >= care->entered && day < care->left && day >= county->calendar.lead_in &&
                 county_past(county, day);
    return there && child_years(county, care->child, day) >= least ? day : NO_DAY;
}

void extract_substance_misuse(const struct county *county, struct sheet *sheet)
{
    static const char *const substances[] = {"Cannabis", "Alcohol", "Cocaine", "Ketamine", "Solvents"};
    static const int weights[] = {560, 240, 70, 100, 30};
    static const char *const fields[] = {"clas_substance_misuse_id",   "clas_person_id",
                                         "clas_substance_misuse_date", "clas_substance_misused",
                                         "clas_intervention_received", NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, SUBSTANCES_TABLE, (long)i);
        for (day_number from = care->entered;
             !care->short_breaks && from < care->left && county_past(county, from); from += 365) {
            day_number day = day_in_year(county, care, from, 12, &random);
            if (day == NO_DAY || !random_chance(&random, 60))
                continue;
            sheet_id(sheet, "clas_substance_misuse_id", ROW_ID, number++);
            sheet_id(sheet, "clas_person_id", CHILD_ID, care->child);
            sheet_day(sheet, "clas_substance_misuse_date", day);
            sheet_text(sheet, "clas_substance_misused", substances[random_weighted(&random, weights, 5)]);
            sheet_flag(sheet, "clas_intervention_received", random_chance(&random, 520));
            sheet_end_row(sheet);
        }
    }
}

void extract_convictions(const struct county *county, struct sheet *sheet)
{
    static const char *const offences[] = {"Violence against the person", "Theft", "Criminal damage",
                                           "Public order", "Drugs"};
    static const int weights[] = {340, 230, 200, 130, 100};
    static const char *const fields[] = {"clac_cla_conviction_id", "clac_person_id",
                                         "clac_cla_conviction_date", "clac_cla_conviction_offence", NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, CONVICTIONS_TABLE, (long)i);
        for (day_number from = care->entered;
             !care->short_breaks && from < care->left && county_past(county, from); from += 365) {
            day_number day = day_in_year(county, care, from, 12, &random);
            if (day == NO_DAY || !random_chance(&random, 28))
                continue;
            sheet_id(sheet, "clac_cla_conviction_id", ROW_ID, number++);
            sheet_id(sheet, "clac_person_id", CHILD_ID, care->child);
            sheet_day(sheet, "clac_cla_conviction_date", day);
            sheet_text(sheet, "clac_cla_conviction_offence", offences[random_weighted(&random, weights, 5)]);
            sheet_end_row(sheet);
        }
    }
}

/* ---- missing ---- */

/* Most are held within 72 hours of the return; the dataset has no fields for it. */
static void interview_cells(const struct county *county, struct sheet *sheet, day_number back,
                            struct random *random)
{
    int hours = random_chance(random, 850) ? random_between(random, 4, 72) : random_between(random, 73, 240);
    day_number held = back + (hours + 12) / 24;
    if (!county_past(county, held))
        return;
    sheet_day(sheet, "interview_date", held);
    sheet_number(sheet, "interview_hours", hours, 0);
}

static void missing_episode(const struct county *county, struct sheet *sheet, const struct care_period *care,
                            day_number day, struct random *random, long number)
{
    day_number back =
        day + (random_chance(random, 810) ? random_below(random, 2) : random_between(random, 2, 16));
    bool offered = random_chance(random, story_value(county, INTERVIEW_OFFERED, care->team, day));
    bool accepted = offered && random_chance(random, 720);
    bool ended = county_past(county, back);
    sheet_id(sheet, "miss_table_id", MISSING_ID, number);
    sheet_id(sheet, "miss_person_id", CHILD_ID, care->child);
    sheet_day(sheet, "miss_missing_episode_start_date", day);
    sheet_text(sheet, "miss_missing_episode_type", random_chance(random, 840) ? "M" : "A");
    cell_day_if_past(county, sheet, "miss_missing_episode_end_date", back);
    sheet_text(sheet, "miss_missing_rhi_offered", !ended ? "NA" : offered ? "Y" : "N");
    sheet_text(sheet, "miss_missing_rhi_accepted", !ended || !offered ? "NA" : accepted ? "Y" : "N");
    if (ended && accepted)
        interview_cells(county, sheet, back, random);
    sheet_end_row(sheet);
}

/* Few go missing, and most of those again: a year of it has one to a dozen episodes. */
void extract_missing(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"miss_table_id",
                                         "miss_person_id",
                                         "miss_missing_episode_start_date",
                                         "miss_missing_episode_type",
                                         "miss_missing_episode_end_date",
                                         "miss_missing_rhi_offered",
                                         "miss_missing_rhi_accepted",
                                         "interview_date",
                                         "interview_hours",
                                         NULL};
    long number = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, MISSING_TABLE, (long)i);
        for (day_number from = care->entered;
             !care->short_breaks && from < care->left && county_past(county, from); from += 365) {
            if (!random_chance(&random, 138))
                continue;
            for (int times = random_between(&random, 1, random_between(&random, 2, 32)); times > 0; times--) {
                day_number day = day_in_year(county, care, from, 11, &random);
                if (day != NO_DAY)
                    missing_episode(county, sheet, care, day, &random, number++);
            }
        }
    }
}
