#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/working_days.h"

/* Children in care: court, school, mental health, someone to visit them. */

enum { PLAN_FROM_AGE = 3, PLAN_TO_AGE = 17 };

static bool is_in_care(const struct care_period *care, day_number day)
{
    return care->entered <= day && day < care->left;
}

/* Brothers and sisters whose proceedings begin in the same year are in one case. */
static long court_case(const struct county *county, const struct care_period *care)
{
    return county->people.items[care->child].family * 100L + day_to_date(care->proceedings).year % 100;
}

void register_proceedings(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"proceedings_id",   "child_id",    "family_id",
                                         "court_reference",  "kind",        "issue_date",
                                         "final_order_date", "final_order", NULL};
    static const char *const orders[] = {[GOES_HOME] = "supervision order",
                                         [IS_ADOPTED] = "placement order",
                                         [HAS_GUARDIAN] = "special guardianship order",
                                         [GROWS_UP] = "care order"};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        if (care->proceedings == NO_DAY || care->proceedings < county->calendar.first ||
            !county_past(county, care->proceedings))
            continue;
        sheet_id(sheet, "proceedings_id", ROW_ID, (long)i);
        sheet_id(sheet, "child_id", CHILD_ID, care->child);
        sheet_id(sheet, "family_id", FAMILY_ID, county->people.items[care->child].family);
        sheet_id(sheet, "court_reference", ROW_ID, court_case(county, care));
        sheet_text(sheet, "kind", "care");
        sheet_day(sheet, "issue_date", care->proceedings);
        if (care->order != NO_DAY && county_past(county, care->order)) {
            sheet_day(sheet, "final_order_date", care->order);
            sheet_text(sheet, "final_order", orders[care->way_out]);
        }
        sheet_end_row(sheet);
    }
}

/* ---- school ---- */

struct term {
    day_number start, end;
};

/* The terms of a school year that begins in that September: rough, and the same in every year. */
static struct term term_of(int year, int which)
{
    static const struct {
        int years_on, from_month, from_day, to_month, to_day;
    } terms[] = {{0, 9, 4, 12, 19}, {1, 1, 6, 3, 28}, {1, 4, 15, 7, 20}};
    year += terms[which].years_on;
    return (struct term){day_from_date((struct date){year, terms[which].from_month, terms[which].from_day}),
                         day_from_date((struct date){year, terms[which].to_month, terms[which].to_day})};
}

static int school_year_of(day_number day)
{
    struct date date = day_to_date(day);
    return date.month >= 9 ? date.year : date.year - 1;
}

/* Those who were in care, of that age and not on short breaks, when the term was half gone. */
static bool is_of_age(const struct county *county, const struct care_period *care, struct term term,
                      int least, int most)
{
    day_number middle = term.start + (term.end - term.start) / 2;
    int years = child_years(county, care->child, middle);
    return !care->short_breaks && is_in_care(care, middle) && years >= least && years <= most;
}

static void education_row(const struct county *county, struct sheet *sheet, const struct care_period *care,
                          day_number date, bool initial, struct random *random, long row)
{
    static const char *const qualities[] = {"good", "requires improvement", "inadequate"};
    int good = as_practised(county, care->team, date, 420, 760);
    int weights[] = {good, 930 - good, 70};
    const char *quality = qualities[random_weighted(random, weights, 3)];
    if (!is_in_care(care, date) || !register_holds(county, date))
        return;
    sheet_id(sheet, "education_plan_id", ROW_ID, row);
    sheet_id(sheet, "child_id", CHILD_ID, care->child);
    sheet_day(sheet, "date", date);
    sheet_flag(sheet, "initial", initial);
    sheet_text(sheet, "quality", quality);
    sheet_end_row(sheet);
}

/* One soon after coming into care, then one a term. */
static void education_plans_of(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct care_period *care = &county->care_periods.items[index];
    struct random random = county_random(county, EDUCATION_CHANCE, index);
    int years = child_years(county, care->child, care->entered);
    day_number first = working_days_after(care->entered, random_between(&random, 5, 20));
    long id = (*row)++;
    if (years >= PLAN_FROM_AGE && years <= PLAN_TO_AGE && !care->short_breaks)
        education_row(county, sheet, care, first, true, &random, id);
    int year = school_year_of(care->entered);
    for (int term_number = 0;; term_number++) {
        struct term term = term_of(year + term_number / 3, term_number % 3);
        if (term.start > county->calendar.until || term.start >= care->left)
            return;
        day_number date = working_day_from(term.start + random_between(&random, 14, 75));
        bool held = random_chance(&random, as_practised(county, care->team, term.start, 740, 960));
        id = (*row)++;
        if (held && date > first && is_of_age(county, care, term, PLAN_FROM_AGE, PLAN_TO_AGE))
            education_row(county, sheet, care, date, false, &random, id);
    }
}

void register_education_plans(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"education_plan_id", "child_id", "date", "initial", "quality", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++)
        education_plans_of(county, sheet, (int)i, &row);
}

/* A row a term. Most are away a little; a fifth, a lot, in every term. */
static void attendance_of(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct care_period *care = &county->care_periods.items[index];
    struct random random = county_random(county, ATTENDANCE_CHANCE, index);
    int usual =
        random_chance(&random, 190) ? random_between(&random, 110, 420) : random_between(&random, 8, 70);
    int year = school_year_of(care->entered);
    for (int term_number = 0;; term_number++) {
        struct term term = term_of(year + term_number / 3, term_number % 3);
        if (term.end > county->calendar.until || term.start >= care->left)
            return;
        int possible = 2 * random_between(&random, 58, 68);
        int absent = possible * (usual + random_between(&random, -8, 25)) / 1000;
        long id = (*row)++;
        if (!is_of_age(county, care, term, 4, 16) || !is_in_care(care, term.end) ||
            !register_holds(county, term.end))
            continue;
        sheet_id(sheet, "attendance_id", ROW_ID, id);
        sheet_id(sheet, "child_id", CHILD_ID, care->child);
        sheet_day(sheet, "date", term.end);
        sheet_number(sheet, "possible_sessions", possible, 0);
        sheet_number(sheet, "absent_sessions", absent < 0 ? 0 : absent, 0);
        sheet_end_row(sheet);
    }
}

void register_school_attendance(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"attendance_id",     "child_id",        "date",
                                         "possible_sessions", "absent_sessions", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++)
        attendance_of(county, sheet, (int)i, &row);
}

/* ---- mental health, and independent visitors ---- */

/* The wait within 18 weeks becomes rarer as demand grows: from nine in ten to seven in ten in four years. */
static bool seen_in_time(const struct county *county, day_number referred, struct random *random)
{
    int years_before = (county->calendar.until - referred) / 365;
    return random_chance(random, 700 + 50 * (years_before > 4 ? 4 : years_before));
}

void register_mental_health_referrals(const struct county *county, struct sheet *sheet)
{
    enum { WEEKS_18 = 126 };
    static const char *const fields[] = {"referral_id", "child_id", "date", "seen_date", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, MENTAL_HEALTH_CHANCE, (long)i);
        day_number date = working_day_from(care->entered + random_between(&random, 40, 1100));
        bool in_time = seen_in_time(county, date, &random);
        int wait =
            in_time ? random_between(&random, 30, WEEKS_18) : random_between(&random, WEEKS_18 + 1, 330);
        if (!random_chance(&random, 520) || care->short_breaks || !is_in_care(care, date) ||
            child_years(county, care->child, date) < 5 || !register_holds(county, date))
            continue;
        sheet_id(sheet, "referral_id", ROW_ID, (long)i);
        sheet_id(sheet, "child_id", CHILD_ID, care->child);
        sheet_day(sheet, "date", date);
        cell_day_if_past(county, sheet, "seen_date", working_day_from(date + wait));
        sheet_end_row(sheet);
    }
}

/* Needed until the child leaves care; those still waiting then were never matched. */
void register_independent_visitors(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"need_id",      "child_id", "start_date",
                                         "matched_date", "end_date", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->care_periods.count; i++) {
        const struct care_period *care = &county->care_periods.items[i];
        struct random random = county_random(county, VISITOR_CHANCE, (long)i);
        day_number start = working_day_from(care->entered + random_between(&random, 90, 700));
        bool soon = random_chance(&random, as_practised(county, care->team, start, 480, 900));
        int wait = soon ? random_between(&random, 20, 110) : random_between(&random, 140, 500);
        day_number matched = working_day_from(start + wait);
        if (!random_chance(&random, 260) || care->short_breaks || !is_in_care(care, start) ||
            child_years(county, care->child, start) < 7 || start < county->calendar.first ||
            !county_past(county, start))
            continue;
        sheet_id(sheet, "need_id", ROW_ID, (long)i);
        sheet_id(sheet, "child_id", CHILD_ID, care->child);
        sheet_day(sheet, "start_date", start);
        sheet_day(sheet, "matched_date", matched < care->left ? if_past(county, matched) : NO_DAY);
        cell_day_if_past(county, sheet, "end_date", care->left);
        sheet_end_row(sheet);
    }
}
