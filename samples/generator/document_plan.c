#include "samples/generator/document_cells.h"
#include "samples/generator/people_wrote.h"

/* The improvement plan after the inspection of three years ago: objectives, under them the 27 recommendations
 * (in words of our own), under some of these the actions that are being worked on. `due` is in months from
 * the county's last month. Ratings are people's: some contradict their indicators, as people's do. */
struct planned {
    const char *id, *parent, *title, *theme, *owner;
    int due;
    const char *status, *rating, *reason, *indicators;
};

#define LEADERSHIP  "Leadership"
#define EXPERIENCE  "Child and family experience"
#define PARTNERSHIP "Partnership"
#define QUALITY     "Quality"

#define DIRECTOR     "Director of Children's Services"
#define FRONT_DOOR   "Head of Front Door and Assessment"
#define SAFEGUARDING "Head of Safeguarding and Family Support"
#define IN_CARE      "Head of Children in Care"
#define ASSURANCE    "Head of Quality Assurance"
#define WORKFORCE    "Head of Workforce"
#define PERFORMANCE  "Performance Manager"
#define PARTNERS     "Chair of the Safeguarding Partnership"

static const struct planned plan[] = {
    /* ---- objectives ---- */
    {"O1", "", "Children at risk are recognised, seen and kept safe", EXPERIENCE, SAFEGUARDING, 5, "on track",
     "amber", "Visits recover everywhere but in Safeguarding East",
     "unallocated_children;cp_visits_10wd_pct;icpc_15wd_pct"},
    {"O2", "", "A settled and well supported workforce", LEADERSHIP, WORKFORCE, 5, "at risk", "amber",
     "Agency staff are down from a quarter to an eighth; caseloads have not followed in every team",
     "agency_rate_fte;caseload_avg_fte;sw_turnover_rate_fte"},
    {"O3", "", "Assessments and plans that change things for children, in good time", QUALITY, FRONT_DOOR, 2,
     "at risk", "amber", "Assessments slipped after the reorganisation and are coming back",
     "assessment_45wd_pct;rereferral_12m_pct;cp_repeat_ever_pct"},
    {"O4", "", "Children in care and care leavers do well", EXPERIENCE, IN_CARE, 5, "on track", "green",
     "Placements are steady and reviews are held",
     "cla_3plus_placements_pct;cla_stable_2y_pct;cl_eet_1921_pct"},
    {"O5", "", "Leaders know what is happening and act on it", LEADERSHIP, DIRECTOR, 2, "on track", "green",
     "Monthly scorecard, audits and complaints are read together",
     "audits_completed_vs_plan_pct;audit_good_or_better_pct;data_quality_error_rate"},

    /* ---- the 27 recommendations ---- */
    {"R1", "O1", "Make sure that every child known to the service is safe now, and stays so", EXPERIENCE,
     DIRECTOR, -30, "complete", "green", "All open cases were looked at again in the first six months",
     "unallocated_children;cp_visits_10wd_pct;cin_visits_in_time_pct;strategy_discussion_timely_pct;"
     "audit_inadequate_pct;audit_immediate_action_open"},
    {"R2", "O2",
     "Give children the same worker for longer: staff with manageable caseloads, properly inducted, "
     "supervised "
     "and trained, agency workers included",
     LEADERSHIP, WORKFORCE, 5, "at risk", "amber", "Safeguarding East still carries more than it can",
     "caseload_avg_fte;caseload_over_threshold_pct;cla_3plus_sw_pct;supervision_in_timescale_pct;"
     "agency_rate_fte;sw_turnover_rate_fte;induction_completed_pct;training_mandatory_pct;"
     "sw_pqe_over_2y_pct"},
    {"R3", "O5", "Settle quickly what reviewing officers and conference chairs take up with a team", QUALITY,
     ASSURANCE, -18, "complete", "green", "Most are settled within four weeks",
     "disputes_raised;disputes_resolved_in_time_pct;disputes_open_over_20wd"},
    {"R4", "O5", "Answer complaints in time and do what was promised in the answers", LEADERSHIP, ASSURANCE,
     -12, "overdue", "amber", "Answers are quicker; the second stage is not",
     "complaints_s1_in_time_pct;complaints_s2_in_time_pct;complaints_upheld_pct;"
     "complaint_learning_actions_closed_pct"},
    {"R5", "O5", "Have figures that managers trust, down to each team", LEADERSHIP, PERFORMANCE, -24,
     "complete", "green", "One set of definitions since the first winter",
     "data_quality_error_rate;indicators_reported_pct;indicators_rag_green_count"},
    {"R6", "O5", "Look at the quality of work regularly and learn from what is found", QUALITY, ASSURANCE,
     -20, "complete", "green", "Monthly audits with moderation",
     "audits_completed_vs_plan_pct;audit_good_or_better_pct;audit_moderated_pct"},
    {"R7", "O5", "Make the case system fit for the work, and keep records up to date in it", QUALITY,
     PERFORMANCE, 2, "at risk", "green", "The new forms are live",
     "recording_within_std_pct;data_quality_error_rate;system_training_pct"},
    {"R8", "O4", "Let the corporate parenting board see how children in care do, and hear it from them",
     LEADERSHIP, IN_CARE, -20, "complete", "green", "Young people sit on the board",
     "cla_review_participation_pct;voice_feedback_count"},
    {"R9", "O3", "Bring assessments and plans to where they lower the risk, on time and looked at again",
     QUALITY, FRONT_DOOR, 2, "at risk", "amber",
     "Two in ten take longer than nine weeks since the teams were reorganised",
     "assessment_45wd_pct;cin_plan_current_pct;cp_plan_current_pct;cla_careplan_current_pct;"
     "audit_plan_quality_pct"},
    {"R10", "O3", "Assess every child of a household, each with a record that is their own", QUALITY,
     FRONT_DOOR, -15, "complete", "green", "Checked at each sign-off",
     "assessment_all_siblings_pct;assessment_child_seen_pct;audit_record_unique_pct"},
    {"R11", "O1", "Visit children when a visit is due, and speak with them alone", EXPERIENCE, SAFEGUARDING,
     -6, "overdue", "green", "Practice standard agreed and trained",
     "cp_visits_10wd_pct;cp_seen_alone_pct;cin_visits_in_time_pct;cla_visits_in_time_pct;"
     "cla_seen_alone_pct"},
    {"R12", "O1", "Bring partners into the front door, and have all read the thresholds alike", PARTNERSHIP,
     PARTNERS, -26, "complete", "green", "Police and health sit with the team",
     "contact_decision_1wd_pct;mash_partner_info_in_time_pct;contacts_to_referral_pct;referrals_nfa_pct;"
     "rereferral_12m_pct"},
    {"R13", "O1", "Follow up domestic abuse, and put what the risk conference heard on the child's file",
     PARTNERSHIP, PARTNERS, -22, "complete", "green", "Recorded by the next week",
     "marac_recorded_pct;da_contacts;da_factor_assessments"},
    {"R14", "O1", "Hold strategy meetings with all who should be there, and write down who does what",
     PARTNERSHIP, FRONT_DOOR, -24, "complete", "amber", "Health is not always there",
     "strategy_discussion_timely_pct;strategy_multiagency_pct;strategy_actions_recorded_pct"},
    {"R15", "O1", "Hold conferences by the day the law gives, and core groups and reviews when due",
     EXPERIENCE, ASSURANCE, -2, "at risk", "amber", "Core groups lag in one team",
     "icpc_15wd_pct;cp_reviews_in_time_pct;first_core_group_10wd_pct;core_groups_in_time_pct;"
     "cin_reviews_in_time_pct"},
    {"R16", "O3", "Plan for babies before they are born, in good time", EXPERIENCE, SAFEGUARDING, -10,
     "complete", "green", "A midwife takes part",
     "prebirth_assessment_in_time_pct;prebirth_icpc_before_edd_pct"},
    {"R17", "O4",
     "Help families on the edge of breaking up, in a crisis too, so that fewer children need care",
     EXPERIENCE, SAFEGUARDING, -8, "complete", "green", "The team works evenings and weekends",
     "edge_of_care_open;edge_of_care_diverted_pct;cla_start_rate_10k"},
    {"R18", "O4", "Take children into care when they need it, without drift before court", QUALITY, IN_CARE,
     2, "on track", "amber", "Courts remain slow",
     "preproc_open;preproc_duration_days;preproc_over_12w_pct;lbp_letter_in_time_pct;proceedings_26w_pct"},
    {"R19", "O4", "Look again at each child who is in care and lives with a parent", QUALITY, IN_CARE, -25,
     "complete", "green", "All were reviewed in the first year",
     "cla_pwp_count;cla_pwp_pct;pwp_reviewed_pct"},
    {"R20", "O4", "Find more homes for children near where they come from", EXPERIENCE, IN_CARE, 5, "at risk",
     "amber", "Carers leave as fast as new ones are approved",
     "cla_over20mi_out_pct;cla_out_of_la_pct;inhouse_foster_places"},
    {"R21", "O4", "Offer an independent visitor to each child who would gain by one", EXPERIENCE, IN_CARE,
     -14, "complete", "green", "New contract from last year", "iv_matched_pct;iv_waiting"},
    {"R22", "O4", "Find adopters sooner, say why where it takes long, and learn when it breaks down", QUALITY,
     IN_CARE, 2, "on track", "amber", "Matching is quicker",
     "adoption_a1_days;adoption_a2_days;adoption_a10_days;adm_decision_to_match_days;adoption_disruptions"},
    {"R23", "O4", "Give each young person an adviser from sixteen and help to live on their own", EXPERIENCE,
     IN_CARE, -9, "complete", "green", "Eight advisers are in post",
     "pa_allocated_16_pct;cl_suitable_accom_pct;cl_in_touch_pct"},
    {"R24", "O4", "Help more care leavers into work, training or study", PARTNERSHIP, IN_CARE, 5, "on track",
     "amber", "Apprenticeships with the council itself", "cl_neet_1921_pct;cl_eet_1718_pct"},
    {"R25", "O4", "Let children who were harmed reach therapy and mental health services soon", PARTNERSHIP,
     PARTNERS, 5, "at risk", "red", "Waiting times have grown with demand",
     "sdq_completed_pct;sdq_avg_score;camhs_cla_wait_pct"},
    {"R26", "O4", "Make pathway plans that young people know and use", QUALITY, IN_CARE, -4, "complete",
     "green", "Written together with the young person",
     "pathway_plan_current_pct;pathway_plan_by_16q_pct;audit_pathway_quality_pct"},
    {"R27", "O5", "Know the needs of the county's children, and buy services to meet them", LEADERSHIP,
     DIRECTOR, -1, "at risk", "amber", "Analysis done; the sufficiency strategy is with members",
     "cla_rate_10k;cin_rate_10k"},

    /* ---- actions ---- */
    {"R2.1", "R2", "Recruit forty social workers, a third of them newly qualified", LEADERSHIP, WORKFORCE, -9,
     "complete", "green", "Forty-three began", "agency_rate_fte;sw_vacancy_rate_fte"},
    {"R2.2", "R2", "Bring agency staff below a tenth in every team", LEADERSHIP, WORKFORCE, 2, "at risk",
     "amber", "Safeguarding East is at twice that", "agency_rate_fte"},
    {"R2.3", "R2", "Add a seventh manager to Safeguarding East until caseloads are below eighteen",
     LEADERSHIP, SAFEGUARDING, -4, "overdue", "red", "Nobody suitable applied",
     "caseload_avg_fte;caseload_over_threshold_pct;supervision_in_timescale_pct"},
    {"R5.1", "R5", "Give each team manager a weekly list of what is due", LEADERSHIP, PERFORMANCE, -24,
     "complete", "green", "In use in all teams", "indicators_reported_pct"},
    {"R7.1", "R7", "Clear the backlog of visits and assessments that are done and not entered", QUALITY,
     PERFORMANCE, 1, "not started", "amber", "Found this month", "recording_within_std_pct"},
    {"R9.1", "R9", "Review each assessment at day ten, with the manager", QUALITY, FRONT_DOOR, -27,
     "complete", "green", "Part of the form", "assessment_45wd_pct"},
    {"R9.2", "R9", "Give Assessment East a temporary team of four for what is late", QUALITY, FRONT_DOOR, 1,
     "on track", "amber", "Three have begun", "assessment_45wd_pct"},
    {"R9.3", "R9", "Look into plans that follow within two years of another", QUALITY, ASSURANCE, 2,
     "on track", "amber", "Thirty cases read; report next month", "cp_repeat_24m_pct;cp_repeat_ever_pct"},
    {"R11.1", "R11", "Recovery plan for visits in Safeguarding East", EXPERIENCE, SAFEGUARDING, -8,
     "complete", "green", "Weekly meeting with the head of service", "cp_visits_10wd_pct;cp_seen_alone_pct"},
    {"R15.1", "R15", "Book the first core group before the conference closes", EXPERIENCE, ASSURANCE, -16,
     "complete", "green", "Chairs do so", "first_core_group_10wd_pct"},
    {"R20.1", "R20", "Approve thirty foster homes more than leave", EXPERIENCE, IN_CARE, 5, "at risk",
     "amber", "Twelve so far", "inhouse_foster_carers;inhouse_foster_places"},
};

void write_plan(const struct county *county, struct text *out)
{
    static const char *const header[] = {"id",  "parent", "title",  "theme",  "owner",
                                         "due", "status", "rating", "reason", "indicators"};
    enum { COLUMNS = sizeof header / sizeof *header };
    cells_row(out, header, COLUMNS);
    for (size_t i = 0; i < sizeof plan / sizeof *plan; i++) {
        const struct planned *row = &plan[i];
        const char *const cells[COLUMNS] = {row->id,     row->parent,
                                            row->title,  row->theme,
                                            row->owner,  months_end(out->arena, county, row->due),
                                            row->status, row->rating,
                                            row->reason, row->indicators};
        cells_row(out, cells, COLUMNS);
    }
}
