#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"
#include "samples/generator/registers.h"

#include "base/text.h"

enum { PERSON_TABLE = 61 };

static void cell_registration(struct sheet *sheet, const char *field, size_t worker)
{
    sheet_id(sheet, field, REGISTRATION_ID, 900000 + (long)worker);
}

void extract_involvements(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"invo_involvements_id",
                                         "invo_professional_id",
                                         "invo_professional_role_id",
                                         "invo_professional_team",
                                         "invo_involvement_start_date",
                                         "invo_involvement_end_date",
                                         "invo_worker_change_reason",
                                         "invo_person_id",
                                         "invo_referral_id",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->involvements.count; i++) {
        const struct involvement *row = &county->involvements.items[i];
        sheet_id(sheet, "invo_involvements_id", INVOLVEMENT_ID, (long)i);
        sheet_id(sheet, "invo_professional_id", WORKER_ID, row->worker);
        sheet_text(sheet, "invo_professional_role_id", row->role == CASE_WORKER ? "CW" : "IRO");
        cell_team(county, sheet, "invo_professional_team", row->team);
        sheet_day(sheet, "invo_involvement_start_date", row->start);
        cell_day_if_past(county, sheet, "invo_involvement_end_date", row->end);
        sheet_text(sheet, "invo_worker_change_reason", row->reason);
        sheet_id(sheet, "invo_person_id", CHILD_ID, row->child);
        sheet_id(sheet, "invo_referral_id", REFERRAL_ID, row->referral);
        sheet_end_row(sheet);
    }
}

static day_number born(const struct county *county, const struct worker *worker, long index)
{
    struct random random = county_random(county, BORN_CHANCE, index);
    return worker->start - random_between(&random, 24 * 365, 50 * 365);
}

/* What the workforce census asks of a person beside the post; why they came and went is a number there. */
static void person_cells(const struct county *county, struct sheet *sheet, const struct worker *worker,
                         long index)
{
    static const char *const ethnicities[] = {"WBRI", "WOTH", "BAFR", "BCRB", "AIND", "APKN", "MWBC", "NOBT"};
    static const int weights[] = {690, 60, 90, 40, 30, 30, 30, 30};
    static const char *const origins[] = {"1", "2", "3", "4", "5"}, *const destinations[] = {"1", "2", "3",
                                                                                             "4", "5"};
    static const char *const reasons[] = {"1", "2", "4", "6", "10"};
    static const int spread[] = {400, 250, 150, 120, 80};
    struct random random = county_random(county, PERSON_TABLE, index);
    bool registered = worker->post != NOT_REGISTERED;
    sheet_day(sheet, "PersonBirthDate", born(county, worker, index));
    sheet_text(sheet, "GenderCurrent", random_chance(&random, 850) ? "F" : "M");
    sheet_text(sheet, "Ethnicity", ethnicities[random_weighted(&random, weights, 8)]);
    sheet_flag(sheet, "StepUpGrad", registered && random_chance(&random, 60));
    sheet_flag(sheet, "FrontlineGrad", registered && random_chance(&random, 50));
    if (!worker->agency)
        sheet_text(sheet, "StartOrigin", origins[random_weighted(&random, spread, 5)]);
    if (worker->agency || !county_past(county, worker->end))
        return;
    sheet_text(sheet, "LeaverDestination", destinations[random_weighted(&random, spread, 5)]);
    sheet_text(sheet, "ReasonLeave", reasons[random_weighted(&random, spread, 5)]);
}

/* At twenty-two or later. Half of the case holders that the council employs come straight from university. */
static day_number qualified(const struct county *county, const struct worker *worker, long index)
{
    enum { YEAR = 365 };
    struct random random = county_random(county, QUALIFIED_CHANCE, index);
    bool newly = !worker->agency && worker->post == CASE_HOLDER && random_chance(&random, 550);
    if (newly)
        return worker->start - random_between(&random, 20, 200);
    return random_between(&random, born(county, worker, index) + 22 * YEAR, worker->start - YEAR);
}

void extract_workforce(const struct county *county, struct sheet *sheet)
{
    static const char *const roles[POST_COUNT] = {[CASE_HOLDER] = "case_holder",
                                                  [SENIOR] = "senior_practitioner",
                                                  [MANAGER] = "first_line_manager",
                                                  [WITHOUT_CASES] = "qualified_without_cases",
                                                  [NOT_REGISTERED] = "not_registered"};
    static const char *const fields[] = {"worker_id",
                                         "swe_number",
                                         "team",
                                         "role",
                                         "agency",
                                         "fte",
                                         "start_date",
                                         "end_date",
                                         "PersonBirthDate",
                                         "GenderCurrent",
                                         "Ethnicity",
                                         "StepUpGrad",
                                         "FrontlineGrad",
                                         "StartOrigin",
                                         "LeaverDestination",
                                         "ReasonLeave",
                                         "covers_vacancy",
                                         "qualified_date",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->workers.count; i++) {
        const struct worker *row = &county->workers.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "worker_id", WORKER_ID, (long)i);
        if (row->post != NOT_REGISTERED)
            cell_registration(sheet, "swe_number", i);
        cell_team(county, sheet, "team", row->team);
        sheet_text(sheet, "role", roles[row->post]);
        sheet_flag(sheet, "agency", row->agency);
        sheet_number(sheet, "fte", row->fte_tenths, 1);
        sheet_day(sheet, "start_date", row->start);
        cell_day_if_past(county, sheet, "end_date", row->end);
        person_cells(county, sheet, row, (long)i);
        if (row->agency)
            sheet_flag(sheet, "covers_vacancy", agency_covers_post(county, (int)i));
        if (row->post != NOT_REGISTERED)
            sheet_day(sheet, "qualified_date", qualified(county, row, (long)i));
        sheet_end_row(sheet);
    }
}

void extract_professionals(const struct county *county, struct sheet *sheet)
{
    static const char *const titles[POST_COUNT] = {[CASE_HOLDER] = "Social worker",
                                                   [SENIOR] = "Senior practitioner",
                                                   [MANAGER] = "Team manager",
                                                   [WITHOUT_CASES] = "Independent reviewing officer",
                                                   [NOT_REGISTERED] = "Family support worker"};
    static const char *const fields[] = {"prof_professional_id",         "prof_staff_id",
                                         "prof_professional_name",       "prof_social_worker_registration_no",
                                         "prof_professional_job_title",  "prof_professional_caseload",
                                         "prof_professional_department", "prof_full_time_equivalency",
                                         "prof_agency_worker_flag",      NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->workers.count; i++) {
        const struct worker *row = &county->workers.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "prof_professional_id", WORKER_ID, (long)i);
        sheet_id(sheet, "prof_staff_id", WORKER_ID, (long)i);
        if (row->post != NOT_REGISTERED)
            cell_registration(sheet, "prof_social_worker_registration_no", i);
        sheet_text(sheet, "prof_professional_job_title", titles[row->post]);
        sheet_number(sheet, "prof_professional_caseload", row->cases, 0);
        cell_team(county, sheet, "prof_professional_department", row->team);
        sheet_number(sheet, "prof_full_time_equivalency", row->fte_tenths, 1);
        sheet_flag(sheet, "prof_agency_worker_flag", row->agency);
        sheet_end_row(sheet);
    }
}

void extract_departments(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"dept_team_id", "dept_team_name", "dept_team_parent_id",
                                         "dept_team_parent_name", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->units.count; i++) {
        const struct unit *unit = &county->units.items[i];
        sheet_text(sheet, "dept_team_id", unit->id);
        sheet_text(sheet, "dept_team_name", unit->name);
        for (size_t j = 0; j < county->units.count && i > 0; j++) {
            if (!text_equal(county->units.items[j].id, unit->parent))
                continue;
            sheet_text(sheet, "dept_team_parent_id", unit->parent);
            sheet_text(sheet, "dept_team_parent_name", county->units.items[j].name);
        }
        sheet_end_row(sheet);
    }
}
