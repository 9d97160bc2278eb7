#include "samples/generator/dirt_places.h"

#define NO_PLACE                                                                                             \
    {                                                                                                        \
        NULL, NULL                                                                                           \
    }

const struct dirt_place child_places[] = {
    {"ssd_cp_plans.csv", "cppl_person_id"},
    {"ssd_cin_visits.csv", "cinv_person_id"},
    {"ssd_cp_visits.csv", "cppv_person_id"},
    {"ssd_cla_visits.csv", "clav_person_id"},
    {"ssd_early_help_episodes.csv", "earl_person_id"},
    {"ssd_missing.csv", "miss_person_id"},
    {"ssd_care_leavers.csv", "clea_person_id"},
    {"ssd_sdq_scores.csv", "csdq_person_id"},
    {"core_groups.csv", "child_id"},
    {"education_plans.csv", "child_id"},
    {"pathway_plans.csv", "child_id"},
    NO_PLACE,
};

const struct dirt_place plan_places[] = {{"ssd_cp_visits.csv", "cppv_cp_plan_id"},
                                         {"ssd_cp_reviews.csv", "cppr_cp_plan_id"},
                                         {"core_groups.csv", "plan_id"},
                                         NO_PLACE};

const struct dirt_place worker_places[] = {{"ssd_involvements.csv", "invo_professional_id"},
                                           {"supervisions.csv", "worker_id"},
                                           {"training.csv", "worker_id"},
                                           {"personal_advisers.csv", "worker_id"},
                                           NO_PLACE};

const struct dirt_place until_places[] = {
    {"ssd_contacts.csv", "cont_contact_date"},
    {"ssd_cin_visits.csv", "cinv_cin_visit_date"},
    {"ssd_cp_visits.csv", "cppv_cp_visit_date"},
    {"ssd_cla_visits.csv", "clav_cla_visit_date"},
    {"ssd_cla_reviews.csv", "clar_cla_review_date"},
    {"ssd_missing.csv", "miss_missing_episode_start_date"},
    {"core_groups.csv", "date"},
    {"plan_updates.csv", "date"},
    {"education_plans.csv", "date"},
    {"supervisions.csv", "date"},
    {"pathway_plans.csv", "date"},
    {"agency_costs.csv", "date"},
    NO_PLACE,
};

const struct dirt_place required_places[] = {
    {"ssd_cin_visits.csv", "cinv_cin_visit_date"},
    {"ssd_cp_visits.csv", "cppv_cp_visit_date"},
    {"ssd_cla_visits.csv", "clav_cla_visit_date"},
    {"ssd_missing.csv", "miss_missing_episode_start_date"},
    {"core_groups.csv", "date"},
    {"plan_updates.csv", "date"},
    {"supervisions.csv", "date"},
    NO_PLACE,
};

const struct dirt_place birth_places[] = {{"ssd_person.csv", "pers_dob"}, NO_PLACE};

const struct dirt_place end_places[] = {
    {"ssd_early_help_episodes.csv", "earl_episode_end_date"},
    {"ssd_cin_assessments.csv", "cina_assessment_auth_date"},
    {"ssd_s47_enquiry.csv", "s47e_s47_end_date"},
    {"ssd_missing.csv", "miss_missing_episode_end_date"},
    {"ssd_legal_status.csv", "lega_legal_status_end_date"},
    {"ssd_cla_care_plan.csv", "lacp_cla_care_plan_end_date"},
    {"early_help_assessments.csv", "end_date"},
    {"edge_of_care.csv", "end_date"},
    {"independent_visitors.csv", "end_date"},
    {"vacancies.csv", "end_date"},
    {"foster_carers.csv", "end_date"},
    {"disputes.csv", "resolved_date"},
    NO_PLACE,
};

static const struct dirt_place start_places[] = {
    {"ssd_early_help_episodes.csv", "earl_episode_start_date"},
    {"ssd_cin_assessments.csv", "cina_assessment_start_date"},
    {"ssd_s47_enquiry.csv", "s47e_s47_start_date"},
    {"ssd_missing.csv", "miss_missing_episode_start_date"},
    {"ssd_legal_status.csv", "lega_legal_status_start_date"},
    {"ssd_cla_care_plan.csv", "lacp_cla_care_plan_start_date"},
    {"early_help_assessments.csv", "start_date"},
    {"edge_of_care.csv", "start_date"},
    {"independent_visitors.csv", "start_date"},
    {"vacancies.csv", "start_date"},
    {"foster_carers.csv", "approved_date"},
    {"disputes.csv", "raised_date"},
    {"ssd_cp_plans.csv", "cppl_cp_plan_start_date"},
    {"ssd_cin_plans.csv", "cinp_cin_plan_start_date"},
    {"ssd_cla_placement.csv", "clap_cla_placement_start_date"},
    {"ssd_cla_episodes.csv", "clae_cla_episode_start_date"},
    {"ssd_cin_episodes.csv", "cine_referral_date"},
    {"workforce.csv", "start_date"},
    NO_PLACE,
};

const struct dirt_place review_places[] = {{"ssd_cp_reviews.csv", "cppr_cp_review_date"}, NO_PLACE};
const struct dirt_place conference_places[] = {{"ssd_initial_cp_conference.csv", "icpc_icpc_date"}, NO_PLACE};

const struct dirt_place code_places[] = {
    {"ssd_person.csv", "pers_sex"},
    {"ssd_person.csv", "pers_ethnicity"},
    {"ssd_contacts.csv", "cont_contact_source_code"},
    {"ssd_cin_episodes.csv", "cine_cin_primary_need_code"},
    {"ssd_cin_episodes.csv", "cine_referral_source_code"},
    {"ssd_cin_episodes.csv", "cine_close_reason"},
    {"ssd_cp_plans.csv", "cppl_cp_plan_initial_category"},
    {"ssd_cp_plans.csv", "cppl_cp_plan_latest_category"},
    {"ssd_cp_reviews.csv", "cppr_cp_review_participation"},
    {"ssd_cla_episodes.csv", "clae_cla_episode_start_reason"},
    {"ssd_cla_episodes.csv", "clae_cla_primary_need_code"},
    {"ssd_cla_episodes.csv", "clae_cla_episode_ceased_reason"},
    {"ssd_cla_placement.csv", "clap_cla_placement_type"},
    {"ssd_cla_placement.csv", "clap_cla_placement_provider"},
    {"ssd_cla_placement.csv", "clap_cla_placement_change_reason"},
    {"ssd_cla_reviews.csv", "clar_cla_review_participation"},
    {"ssd_legal_status.csv", "lega_legal_status"},
    {"ssd_missing.csv", "miss_missing_episode_type"},
    {"ssd_disability.csv", "disa_disability_code"},
    {"ssd_care_leavers.csv", "clea_care_leaver_in_touch"},
    {"ssd_care_leavers.csv", "clea_care_leaver_activity"},
    {"ssd_care_leavers.csv", "clea_care_leaver_accommodation"},
    {"audits.csv", "grade"},
    {"complaint_register.csv", "outcome"},
    {"plan_updates.csv", "kind"},
    NO_PLACE,
};

const struct dirt_place retired_places[] = {{"ssd_cla_placement.csv", "clap_cla_placement_type"}, NO_PLACE};
const struct dirt_place money_places[] = {{"agency_costs.csv", "amount"}, NO_PLACE};

const struct dirt_place range_places[] = {{"ssd_cla_placement.csv", "clap_cla_placement_distance"},
                                          {"partner_requests.csv", "hours_taken"},
                                          {"school_attendance.csv", "absent_sessions"},
                                          {"sickness.csv", "working_days_lost"},
                                          {"agency_costs.csv", "amount"},
                                          NO_PLACE};

const struct dirt_place difficulties_places[] = {{"ssd_sdq_scores.csv", "csdq_sdq_score"}, NO_PLACE};
const struct dirt_place hours_places[] = {{"workforce.csv", "fte"}, NO_PLACE};

const struct dirt_place remark_places[] = {
    {"ssd_contacts.csv", "cont_contact_source_desc"},
    {"ssd_cin_episodes.csv", "cine_referral_source_desc"},
    {"ssd_cin_assessments.csv", "cina_assessment_outcome_json"},
    {"ssd_s47_enquiry.csv", "s47e_s47_outcome_json"},
    {"ssd_initial_cp_conference.csv", "icpc_icpc_outcome_json"},
    {"ssd_person.csv", "pers_nationality"},
    NO_PLACE,
};

const struct dirt_place team_places[] = {{"ssd_cin_episodes.csv", "cine_referral_team"}, NO_PLACE};

bool dirt_stands_at(const struct dirt_place *places, const struct sheet *sheet, size_t column)
{
    for (; places->file; places++)
        if (text_equal(places->file, sheet->file) && text_equal(places->field, sheet->fields[column]))
            return true;
    return false;
}

const char *dirt_start_field(const struct sheet *sheet)
{
    for (const struct dirt_place *place = start_places; place->file; place++)
        if (text_equal(place->file, sheet->file))
            return place->field;
    return NULL;
}

/* Their rows are pointed at, say where another row belongs, or are periods that must not run side by side. */
static const char *const needed_files[] = {
    "ssd_person.csv",          "ssd_contacts.csv",        "ssd_cin_episodes.csv",
    "ssd_cin_assessments.csv", "ssd_s47_enquiry.csv",     "ssd_cp_plans.csv",
    "ssd_cin_plans.csv",       "ssd_cla_episodes.csv",    "ssd_cla_placement.csv",
    "ssd_involvements.csv",    "workforce.csv",           "ssd_send.csv",
    "ssd_ehcp_requests.csv",   "ssd_ehcp_assessment.csv", "ssd_ehcp_active_plans.csv",
    "complaint_register.csv",  "ssd_department.csv",      "ssd_professionals.csv"};

/* Flags that a row cannot do without, or that are read as texts. */
static const struct dirt_place needed_flags[] = {
    {"workforce.csv", "agency"}, {"ssd_cp_reviews.csv", "cppr_cp_review_quorate"}, NO_PLACE};

bool dirt_is_needed(const struct sheet *sheet, size_t column)
{
    if (sheet->cells[column].kind == CELL_FLAG)
        return dirt_stands_at(needed_flags, sheet, column);
    return text_is_one_of(sheet->file, needed_files, sizeof needed_files / sizeof *needed_files);
}
