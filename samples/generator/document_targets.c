#include "samples/generator/document_cells.h"
#include "samples/generator/people_wrote.h"

/* Targets and tolerances from the first day on. The note says whose target it is: a council that published it,
 * or a local one of this county's own. */
struct target {
    const char *indicator, *green, *amber, *note;
};

static const struct target targets[] = {
    {"rereferral_12m_pct", "<22", "<=25", "Rotherham: below 22; amber local"},
    {"contact_decision_1wd_pct", ">=95", ">=85", "Darlington: 95; amber local"},
    {"referral_decision_1wd_pct", ">=90", ">=80", "Darlington: 90; amber local"},
    {"eh_closed_outcomes_met_pct", ">=75", ">=65", "local"},
    {"eh_stepup_12m_pct", "<=10", "<=15", "local"},
    {"edge_of_care_diverted_pct", ">=85", ">=75", "local"},
    {"mash_partner_info_in_time_pct", ">=90", ">=80", "local"},
    {"marac_recorded_pct", ">=95", ">=85", "local"},

    {"assessment_45wd_pct", ">=90", ">=80", "Darlington: 90; amber local"},
    {"assessment_open_over_45wd", "<=0", "<=10", "local"},
    {"assessment_child_seen_pct", ">=98", ">=95", "local"},
    {"assessment_all_siblings_pct", ">=95", ">=90", "local"},
    {"strategy_discussion_timely_pct", ">=95", ">=90", "local"},
    {"strategy_multiagency_pct", ">=95", ">=85", "local"},
    {"strategy_actions_recorded_pct", ">=98", ">=95", "local"},
    {"s47_to_icpc_pct", "40+-5", "40+-10", "local"},
    {"prebirth_assessment_in_time_pct", ">=90", ">=80", "local"},

    {"icpc_15wd_pct", ">=90", ">=80", "local"},
    {"icpc_to_plan_pct", "85+-5", "85+-10", "local"},
    {"cin_visits_in_time_pct", ">=90", ">=80", "local"},
    {"cin_reviews_in_time_pct", ">=90", ">=80", "local"},
    {"cin_open_2y_pct", "<=25", "<=35", "local"},
    {"cp_repeat_ever_pct", "<=22.5", "<=25", "local"},
    {"cp_repeat_24m_pct", "<=8", "<=12", "local"},
    {"cp_open_2y_pct", "<=2", "<=4", "local"},
    {"cp_closed_2y_pct", "<=5", "<=7", "Darlington: 5; amber local"},
    {"cp_reviews_in_time_pct", ">=99", ">=95", "stretch; West Sussex: 99; amber local"},
    {"rcpc_in_time_month_pct", ">=99", ">=95", "stretch; West Sussex: 99; amber local"},
    {"cp_visits_10wd_pct", ">=90", ">=80", "local; Darlington reached 89.4"},
    {"cp_seen_alone_pct", ">=80", ">=65", "local"},
    {"first_core_group_10wd_pct", ">=95", ">=85", "local"},
    {"core_groups_in_time_pct", ">=90", ">=80", "local"},
    {"cp_no_allocated_sw", "<=0", "", "local: none"},
    {"prebirth_icpc_before_edd_pct", ">=80", ">=65", "local"},

    {"preproc_duration_days", "<=12", "<=16", "local: weeks"},
    {"preproc_over_12w_pct", "<=10", "<=25", "local"},
    {"lbp_letter_in_time_pct", ">=95", ">=85", "local"},
    {"proceedings_26w_pct", ">=60", ">=40", "local"},
    {"proceedings_avg_weeks", "<=26", "<=35", "local; the law says 26"},

    {"cla_reviews_in_time_pct", ">=98", ">=95", "local; Kirklees reached 98"},
    {"cla_review_participation_pct", ">=95", ">=90", "local"},
    {"cla_visits_in_time_pct", ">=90", ">=80", "Darlington: 90; amber local"},
    {"cla_seen_alone_pct", ">=80", ">=65", "local"},
    {"cla_3plus_sw_pct", "<=20", "<=27", "local"},
    {"cla_3plus_placements_pct", "<=10", "<=12", "Darlington: 10 or fewer; amber local"},
    {"cla_stable_2y_pct", ">=70", ">=65", "local"},
    {"cla_over20mi_out_pct", "<=10", "<=18", "Darlington: 10; amber local"},
    {"pwp_reviewed_pct", ">=100", ">=90", "local"},
    {"homes_good_outstanding_pct", ">=100", ">=85", "Leeds: all; amber local"},
    {"iha_20wd_pct", ">=85", ">=70", "local"},
    {"rha_in_time_pct", ">=95", ">=90", "local; Kirklees reached 97.5"},
    {"dental_pct", ">=90", ">=80", "local; Kirklees reached 90"},
    {"imms_pct", ">=90", ">=80", "local"},
    {"sdq_completed_pct", ">=90", ">=80", "local"},
    {"camhs_cla_wait_pct", ">=90", ">=80", "local"},
    {"pep_current_pct", ">=95", ">=90", "local"},
    {"rhi_72h_pct", ">=90", ">=75", "local; Darlington reached 92.5"},
    {"iv_matched_pct", ">=90", ">=75", "local"},

    {"pa_allocated_16_pct", ">=95", ">=85", "local"},
    {"pathway_plan_by_16q_pct", ">=90", ">=80", "local"},
    {"pathway_plan_current_pct", ">=95", ">=85", "local"},
    {"cl_in_touch_pct", ">=95", ">=90", "local"},
    {"cl_suitable_accom_pct", ">=92", ">=88", "local; Kirklees reached 92"},
    {"cl_eet_1921_pct", ">=45", ">=40", "Doncaster: 45, tolerance 40"},
    {"adoption_a10_days", "<=426", "<=486", "England's threshold: 14 months; amber local"},
    {"adoption_a2_days", "<=121", "<=152", "England's threshold: 4 months; amber an earlier threshold"},
    {"adoption_a3_pct", ">=75", ">=60", "Havering: 75; amber local"},
    {"left_care_adopted_pct", ">=15", ">=9", "Kent: 15; amber local"},
    {"adoption_disruptions", "<=0", "<=1", "local: none"},

    {"complaints_s1_in_time_pct", ">=90", ">=75", "local"},
    {"complaints_s2_in_time_pct", ">=80", ">=60", "local"},
    {"complaint_learning_actions_closed_pct", ">=90", ">=75", "local"},
    {"disputes_resolved_in_time_pct", ">=90", ">=80", "local"},
    {"audits_completed_vs_plan_pct", ">=95", ">=85", "local"},
    {"audit_good_or_better_pct", ">=60", ">=45", "local"},
    {"audit_inadequate_pct", "<=5", "<=10", "local"},
    {"supervision_in_timescale_pct", ">=90", ">=80", "local"},
    {"recording_within_std_pct", ">=90", ">=80", "local"},
    {"data_quality_error_rate", "<=1", "<=3", "local"},

    {"caseload_avg_fte", "<=16", "<=18", "local"},
    {"caseload_over_threshold_pct", "<=10", "<=20", "local"},
    {"unallocated_children", "<=0", "<=5", "local: none"},
    {"sw_vacancy_rate_fte", "<=10", "<=15", "local"},
    {"sw_turnover_rate_fte", "<=13", "<=16", "local"},
    {"sw_absence_rate", "<=3", "<=4", "local"},
    {"sw_pqe_over_2y_pct", ">=80", ">=65", "local; Leeds reached 80"},
    {"leadership_posts_interim", "<=0", "<=1", "local: none"},
};

static const char header[] = "indicator,unit,from,green,amber,path,note\r\n";

static void write_target(struct text *out, const char *from, const char *path, const struct target *target)
{
    const char *const cells[] = {target->indicator, "",   from,        target->green,
                                 target->amber,     path, target->note};
    cells_row(out, cells, sizeof cells / sizeof *cells);
}

/* What is to go in a straight line, from the end of one month to that of another. */
static const struct course {
    int from, to; /* in months after the last */
    struct target start, goal;
} courses[] = {
    {-35,
     0,
     {"agency_rate_fte", "<=24", "<=26", "local start; Kirklees 2017: to below 10"},
     {"agency_rate_fte", "<10", "<12", "Kirklees 2017: below 10"}},
    {-12,
     12,
     {"eh_assessment_in_time_pct", ">=70", ">=60", "local start"},
     {"eh_assessment_in_time_pct", ">=85", ">=75", "local: in two years"}},
};

static void write_course(const struct county *county, struct text *out, const struct course *course)
{
    write_target(out, months_end(out->arena, county, course->from), "line", &course->start);
    write_target(out, months_end(out->arena, county, course->to), "step", &course->goal);
}

void write_targets(const struct county *county, struct text *out)
{
    char from[DAY_TEXT_SIZE];
    day_format(county->calendar.first, from);
    text_add(out, header);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        write_target(out, from, "step", &targets[i]);
    for (size_t i = 0; i < sizeof courses / sizeof *courses; i++)
        write_course(county, out, &courses[i]);
}
