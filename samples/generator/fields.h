/* The columns of each table that is written, in the order of the Standard Safeguarding Dataset (MIT licence,
 * data-to-insight/ssd-data-model); most of those that nothing is made up for stay empty. */
#ifndef GENERATOR_FIELDS_H
#define GENERATOR_FIELDS_H

#include <stddef.h>

static const char *const person_fields[] = {
    "pers_person_id",  "pers_forename",    "pers_surname",     "pers_sex",
    "pers_gender",     "pers_ethnicity",   "pers_dob",         "pers_common_child_id",
    "pers_legacy_id",  "pers_upn_unknown", "pers_send_flag",   "pers_expected_dob",
    "pers_death_date", "pers_is_mother",   "pers_nationality", NULL};
static const char *const referral_fields[] = {"cine_referral_id",
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
                                              NULL};
static const char *const assessment_fields[] = {"cina_assessment_id",
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
static const char *const enquiry_fields[] = {"s47e_s47_enquiry_id",
                                             "s47e_referral_id",
                                             "s47e_person_id",
                                             "s47e_s47_start_date",
                                             "s47e_s47_end_date",
                                             "s47e_s47_nfa",
                                             "s47e_s47_outcome_json",
                                             "s47e_s47_completed_by_worker_id",
                                             "s47e_s47_completed_by_team",
                                             NULL};
static const char *const conference_fields[] = {"icpc_icpc_id",           "icpc_icpc_meeting_id",
                                                "icpc_s47_enquiry_id",    "icpc_person_id",
                                                "icpc_cp_plan_id",        "icpc_referral_id",
                                                "icpc_icpc_transfer_in",  "icpc_icpc_target_date",
                                                "icpc_icpc_date",         "icpc_icpc_outcome_cp_flag",
                                                "icpc_icpc_outcome_json", "icpc_icpc_team",
                                                "icpc_icpc_worker_id",    NULL};
static const char *const plan_fields[] = {"cppl_cp_plan_id",
                                          "cppl_referral_id",
                                          "cppl_icpc_id",
                                          "cppl_person_id",
                                          "cppl_cp_plan_start_date",
                                          "cppl_cp_plan_end_date",
                                          "cppl_cp_plan_initial_category",
                                          "cppl_cp_plan_ola",
                                          "cppl_cp_plan_latest_category",
                                          NULL};
static const char *const review_fields[] = {"cppr_cp_review_id",
                                            "cppr_person_id",
                                            "cppr_cp_plan_id",
                                            "cppr_cp_review_due",
                                            "cppr_cp_review_date",
                                            "cppr_cp_review_meeting_id",
                                            "cppr_cp_review_outcome_continue_cp",
                                            "cppr_cp_review_quorate",
                                            "cppr_cp_review_participation",
                                            NULL};
static const char *const visit_fields[] = {
    "cppv_cp_visit_id",   "cppv_person_id",           "cppv_cp_plan_id",       "cppv_cp_visit_date",
    "cppv_cp_visit_seen", "cppv_cp_visit_seen_alone", "cppv_cp_visit_bedroom", NULL};
static const char *const care_episode_fields[] = {"clae_cla_episode_id",
                                                  "clae_person_id",
                                                  "clae_cla_episode_start_date",
                                                  "clae_cla_episode_start_reason",
                                                  "clae_cla_primary_need_code",
                                                  "clae_cla_episode_ceased_date",
                                                  "clae_cla_episode_ceased_reason",
                                                  "clae_cla_id",
                                                  "clae_referral_id",
                                                  "clae_cla_placement_id",
                                                  "clae_entered_care_date",
                                                  "clae_cla_last_iro_contact_date",
                                                  NULL};
static const char *const placement_fields[] = {"clap_cla_placement_id",
                                               "clap_cla_placement_start_date",
                                               "clap_cla_placement_type",
                                               "clap_cla_placement_urn",
                                               "clap_cla_placement_distance",
                                               "clap_cla_id",
                                               "clap_cla_placement_provider",
                                               "clap_cla_placement_postcode",
                                               "clap_cla_placement_end_date",
                                               "clap_cla_placement_change_reason",
                                               "clap_person_id",
                                               NULL};
static const char *const legal_status_fields[] = {
    "lega_legal_status_id",       "lega_person_id",
    "lega_legal_status",          "lega_legal_status_start_date",
    "lega_legal_status_end_date", NULL};
static const char *const involvement_fields[] = {"invo_involvements_id",
                                                 "invo_professional_id",
                                                 "invo_professional_role_id",
                                                 "invo_professional_team",
                                                 "invo_involvement_start_date",
                                                 "invo_involvement_end_date",
                                                 "invo_worker_change_reason",
                                                 "invo_person_id",
                                                 "invo_referral_id",
                                                 NULL};
static const char *const department_fields[] = {"dept_team_id", "dept_team_name", "dept_team_parent_id",
                                                "dept_team_parent_name", NULL};
static const char *const worker_fields[] = {"worker_id", "swe_number", "team",     "role", "agency",
                                            "fte",       "start_date", "end_date", NULL};

#endif
