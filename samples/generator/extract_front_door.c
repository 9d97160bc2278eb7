#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

#include "base/text.h"

#include <stdio.h>

enum { FACTORS_TABLE = 11, DECISIONS_TABLE, REFERRAL_DECISIONS_TABLE };

/* ---- contacts and early help ---- */

/* The day of a decision that is due on the next working day. */
static day_number decided(const struct county *county, struct random *random, day_number date)
{
    bool late = random_chance(random, story_value(county, DECIDED_LATE, NOTHING, date));
    return working_days_after(date, late ? random_between(random, 2, 7) : random_below(random, 2));
}

/* What the dataset has no field for: columns of the council's own. */
static void decision_cells(const struct county *county, struct sheet *sheet, const struct contact *contact,
                           long index)
{
    static const struct {
        const char *flag, *outcome;
    } outcomes[] = {{"NEW_REFERRAL_FLAG", "Referral"},
                    {"EXISTING_REFERRAL_FLAG", "Existing case"},
                    {"OTHER_OUTCOMES_EXIST_FLAG", "Early help"},
                    {"ADVICE_FLAG", "Signposting"}};
    static const char *const reasons[] = {"Domestic abuse", "Neglect", "Physical abuse", "Emotional abuse",
                                          "Exploitation",   "Missing", "Disability",     "Other"};
    static const int weights[] = {290, 170, 110, 140, 60, 50, 50, 130};
    struct random random = county_random(county, DECISIONS_TABLE, index);
    const char *outcome = "NFA";
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (text_equal(contact->outcome, outcomes[i].flag))
            outcome = outcomes[i].outcome;
    day_number day = decided(county, &random, contact->date);
    cell_day_if_past(county, sheet, "decision_date", day);
    if (county_past(county, day))
        sheet_text(sheet, "outcome", outcome);
    sheet_text(sheet, "reason", reasons[random_weighted(&random, weights, 8)]);
}

void extract_contacts(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cont_contact_id",
                                         "cont_person_id",
                                         "cont_contact_date",
                                         "cont_contact_source_code",
                                         "cont_contact_source_desc",
                                         "cont_contact_outcome_json",
                                         "cont_contact_team",
                                         "decision_date",
                                         "outcome",
                                         "reason",
                                         NULL};
    const char *front_door = county->teams[0].service; /* assessment teams come first */
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->contacts.count; i++) {
        const struct contact *row = &county->contacts.items[i];
        char outcome[64];
        if (!county_past(county, row->date))
            continue;
        snprintf(outcome, sizeof outcome, "{\"%s\": \"Y\"}", row->outcome);
        sheet_id(sheet, "cont_contact_id", CONTACT_ID, (long)i);
        sheet_id(sheet, "cont_person_id", CHILD_ID, row->child);
        sheet_day(sheet, "cont_contact_date", row->date);
        sheet_text(sheet, "cont_contact_source_code", row->source);
        sheet_text(sheet, "cont_contact_outcome_json", outcome);
        sheet_text(sheet, "cont_contact_team", front_door);
        decision_cells(county, sheet, row, (long)i);
        sheet_end_row(sheet);
    }
}

void extract_early_help(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"earl_episode_id",           "earl_person_id",
                                         "earl_episode_start_date",   "earl_episode_end_date",
                                         "earl_episode_reason",       "earl_episode_end_reason",
                                         "earl_episode_organisation", "earl_episode_worker_id",
                                         "earl_episode_team",         NULL};
    const char *front_door = county->teams[0].service; /* assessment teams come first */
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->early_help.count; i++) {
        const struct early_help *row = &county->early_help.items[i];
        if (!county_past(county, row->start) || !child_is_known(county, row->child))
            continue;
        sheet_id(sheet, "earl_episode_id", EARLY_HELP_ID, (long)i);
        sheet_id(sheet, "earl_person_id", CHILD_ID, row->child);
        sheet_day(sheet, "earl_episode_start_date", row->start);
        cell_day_if_past(county, sheet, "earl_episode_end_date", row->end);
        sheet_text(sheet, "earl_episode_reason", row->reason);
        if (county_past(county, row->end))
            sheet_text(sheet, "earl_episode_end_reason", row->end_reason);
        sheet_text(sheet, "earl_episode_organisation", row->organisation);
        sheet_text(sheet, "earl_episode_team", front_door);
        sheet_end_row(sheet);
    }
}

/* ---- referrals, assessments, enquiries, conferences ---- */

void extract_referrals(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cine_referral_id",
                                         "cine_person_id",
                                         "cine_referral_date",
                                         "cine_cin_primary_need_code",
                                         "cine_referral_source_code",
                                         "cine_referral_source_desc",
                                         "cine_referral_outcome_json",
                                         "cine_referral_nfa",
                                         "cine_close_reason",
                                         "cine_close_date",
                                         "cine_referral_team",
                                         "cine_referral_worker_id",
                                         "decision_date",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->referrals.count; i++) {
        const struct referral *row = &county->referrals.items[i];
        if (!county_past(county, row->date))
            continue;
        sheet_id(sheet, "cine_referral_id", REFERRAL_ID, (long)i);
        sheet_id(sheet, "cine_person_id", CHILD_ID, row->child);
        sheet_day(sheet, "cine_referral_date", row->date);
        sheet_text(sheet, "cine_cin_primary_need_code", row->need);
        sheet_text(sheet, "cine_referral_source_code", row->source);
        sheet_flag(sheet, "cine_referral_nfa", row->nfa);
        if (county_past(county, row->end))
            sheet_text(sheet, "cine_close_reason", row->close_reason);
        cell_day_if_past(county, sheet, "cine_close_date", row->end);
        cell_team(county, sheet, "cine_referral_team", row->team);
        sheet_id(sheet, "cine_referral_worker_id", WORKER_ID, row->worker);
        struct random random = county_random(county, REFERRAL_DECISIONS_TABLE, (long)i);
        cell_day_if_past(county, sheet, "decision_date", decided(county, &random, row->date));
        sheet_end_row(sheet);
    }
}

void extract_assessments(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cina_assessment_id",
                                         "cina_person_id",
                                         "cina_referral_id",
                                         "cina_assessment_start_date",
                                         "cina_assessment_child_seen",
                                         "cina_assessment_auth_date",
                                         "cina_assessment_outcome_json",
                                         "cina_assessment_outcome_nfa",
                                         "cina_assessment_team",
                                         "cina_assessment_worker_id",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->assessments.count; i++) {
        const struct assessment *row = &county->assessments.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "cina_assessment_id", ASSESSMENT_ID, (long)i);
        sheet_id(sheet, "cina_person_id", CHILD_ID, row->child);
        sheet_id(sheet, "cina_referral_id", REFERRAL_ID, row->referral);
        sheet_day(sheet, "cina_assessment_start_date", row->start);
        if (county_past(county, row->end)) {
            sheet_flag(sheet, "cina_assessment_child_seen", row->seen);
            sheet_day(sheet, "cina_assessment_auth_date", row->end);
            sheet_flag(sheet, "cina_assessment_outcome_nfa", row->nfa);
        }
        cell_team(county, sheet, "cina_assessment_team", row->team);
        sheet_id(sheet, "cina_assessment_worker_id", WORKER_ID, row->worker);
        sheet_end_row(sheet);
    }
}

void extract_enquiries(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"s47e_s47_enquiry_id",
                                         "s47e_referral_id",
                                         "s47e_person_id",
                                         "s47e_s47_start_date",
                                         "s47e_s47_end_date",
                                         "s47e_s47_nfa",
                                         "s47e_s47_outcome_json",
                                         "s47e_s47_completed_by_worker_id",
                                         "s47e_s47_completed_by_team",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->enquiries.count; i++) {
        const struct enquiry *row = &county->enquiries.items[i];
        if (!county_past(county, row->start))
            continue;
        sheet_id(sheet, "s47e_s47_enquiry_id", ENQUIRY_ID, (long)i);
        sheet_id(sheet, "s47e_referral_id", REFERRAL_ID, row->referral);
        sheet_id(sheet, "s47e_person_id", CHILD_ID, row->child);
        sheet_day(sheet, "s47e_s47_start_date", row->start);
        if (county_past(county, row->end)) {
            sheet_day(sheet, "s47e_s47_end_date", row->end);
            sheet_flag(sheet, "s47e_s47_nfa", row->nfa);
        }
        sheet_id(sheet, "s47e_s47_completed_by_worker_id", WORKER_ID, row->worker);
        cell_team(county, sheet, "s47e_s47_completed_by_team", row->team);
        sheet_end_row(sheet);
    }
}

void extract_conferences(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"icpc_icpc_id",           "icpc_icpc_meeting_id",
                                         "icpc_s47_enquiry_id",    "icpc_person_id",
                                         "icpc_cp_plan_id",        "icpc_referral_id",
                                         "icpc_icpc_transfer_in",  "icpc_icpc_target_date",
                                         "icpc_icpc_date",         "icpc_icpc_outcome_cp_flag",
                                         "icpc_icpc_outcome_json", "icpc_icpc_team",
                                         "icpc_icpc_worker_id",    NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->conferences.count; i++) {
        const struct conference *row = &county->conferences.items[i];
        if (!county_past(county, row->date))
            continue;
        sheet_id(sheet, "icpc_icpc_id", CONFERENCE_ID, (long)i);
        sheet_id(sheet, "icpc_icpc_meeting_id", MEETING_ID, row->meeting - 1);
        if (row->enquiry != NOTHING) {
            sheet_id(sheet, "icpc_s47_enquiry_id", ENQUIRY_ID, row->enquiry);
            sheet_day(sheet, "icpc_icpc_target_date", row->target);
        }
        sheet_id(sheet, "icpc_person_id", CHILD_ID, row->child);
        if (row->plan != NOTHING)
            sheet_id(sheet, "icpc_cp_plan_id", PLAN_ID, row->plan);
        sheet_id(sheet, "icpc_referral_id", REFERRAL_ID, row->referral);
        sheet_flag(sheet, "icpc_icpc_transfer_in", row->transfer_in);
        sheet_day(sheet, "icpc_icpc_date", row->date);
        sheet_flag(sheet, "icpc_icpc_outcome_cp_flag", row->plan != NOTHING);
        cell_team(county, sheet, "icpc_icpc_team", row->team);
        sheet_id(sheet, "icpc_icpc_worker_id", WORKER_ID, row->worker);
        sheet_end_row(sheet);
    }
}

/* ---- what assessments found ---- */

/* How common a factor is at the end of an assessment, per mille: as published, roughly. */
static const struct {
    const char *code;
    int share;
} factors[] = {{"1B", 160}, {"2A", 60},  {"2B", 170},  {"3A", 120},  {"3B", 310},  {"4A", 180}, {"4B", 310},
               {"5A", 90},  {"6A", 50},  {"6B", 60},   {"7A", 30},   {"10A", 40},  {"11A", 35}, {"13A", 25},
               {"14A", 60}, {"15A", 60}, {"16A", 170}, {"17A", 190}, {"18B", 120}, {"19B", 45}, {"20", 120}};
enum { FACTORS = sizeof factors / sizeof *factors, FACTORS_SIZE = FACTORS * 8 + 8 };

/* ["3B", "4B"]; one that nothing was found in says so. */
static void list_factors(struct random *random, bool nothing_more, char list[FACTORS_SIZE])
{
    size_t used = 0;
    for (int i = 0; i < FACTORS; i++)
        if (random_chance(random, nothing_more ? factors[i].share / 2 : factors[i].share))
            used += (size_t)snprintf(list + used, FACTORS_SIZE - used, "%s\"%s\"", used ? ", " : "[",
                                     factors[i].code);
    snprintf(list + used, FACTORS_SIZE - used, "%s", used ? "]" : "[\"21\"]");
}

void extract_factors(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cinf_table_id", "cinf_assessment_id",
                                         "cinf_assessment_factors_json", NULL};
    char list[FACTORS_SIZE];
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->assessments.count; i++) {
        const struct assessment *row = &county->assessments.items[i];
        if (!county_past(county, row->end))
            continue;
        struct random random = county_random(county, FACTORS_TABLE, (long)i);
        list_factors(&random, row->nfa, list);
        sheet_id(sheet, "cinf_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "cinf_assessment_id", ASSESSMENT_ID, (long)i);
        sheet_text(sheet, "cinf_assessment_factors_json", list);
        sheet_end_row(sheet);
    }
}
