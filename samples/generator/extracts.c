#include "samples/generator/extracts.h"

#include "samples/generator/dirt.h"
#include "samples/generator/fields.h"
#include "samples/generator/sheet.h"

#include "base/file.h"

/* How ids of each kind begin. */
#define CHILD_ID       "EX"
#define REFERRAL_ID    "R"
#define ASSESSMENT_ID  "A"
#define ENQUIRY_ID     "S"
#define CONFERENCE_ID  "IC"
#define PLAN_ID        "CP"
#define REVIEW_ID      "RC"
#define VISIT_ID       "V"
#define MEETING_ID     "M"
#define CARE_ID        "LA"
#define EPISODE_ID     "E"
#define PLACEMENT_ID   "PL"
#define LEGAL_ID       "LS"
#define INVOLVEMENT_ID "I"
#define WORKER_ID      "W"

struct output {
    const struct county *county;
    struct arena *arena;
    struct arena *row;
    bool *known; /* per child: referred by the last day */
};

static void set_day_if_past(struct sheet *sheet, const struct output *output, const char *field,
                            day_number day)
{
    if (day <= output->county->until)
        sheet_set_day(sheet, field, day);
}

static void set_worker(struct sheet *sheet, const char *field, int worker)
{
    if (worker != NOBODY)
        sheet_set_id(sheet, field, WORKER_ID, worker + 1);
}

static void set_child(struct sheet *sheet, const char *field, int child)
{
    sheet_set_id(sheet, field, CHILD_ID, child + 1);
}

static void end_row(struct sheet *sheet)
{
    dirt_fall(sheet);
    sheet_end_row(sheet);
}

/* ---- a table each ---- */

static struct sheet people(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_person.csv", person_fields);
    for (size_t i = 0; i < county->people.count; i++) {
        const struct child *child = &county->people.items[i];
        bool born = child->birth <= county->until;
        if (!output->known[i])
            continue;
        set_child(&sheet, "pers_person_id", (int)i);
        sheet_set(&sheet, "pers_sex", !born ? "U" : child->boy ? "M" : "F");
        sheet_set(&sheet, "pers_gender", !born ? "U" : child->boy ? "M" : "F");
        sheet_set(&sheet, "pers_ethnicity", child->ethnicity);
        sheet_set_day(&sheet, born ? "pers_dob" : "pers_expected_dob", child->birth);
        sheet_set_flag(&sheet, "pers_send_flag", child->disabled);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet referrals(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_cin_episodes.csv", referral_fields);
    for (size_t i = 0; i < county->referrals.count; i++) {
        const struct referral *row = &county->referrals.items[i];
        if (row->date > county->until)
            continue;
        sheet_set_id(&sheet, "cine_referral_id", REFERRAL_ID, (int)i + 1);
        set_child(&sheet, "cine_person_id", row->child);
        sheet_set_day(&sheet, "cine_referral_date", row->date);
        sheet_set(&sheet, "cine_cin_primary_need_code", row->need);
        sheet_set(&sheet, "cine_referral_source_code", row->source);
        sheet_set_flag(&sheet, "cine_referral_nfa", row->nfa);
        if (row->end <= county->until)
            sheet_set(&sheet, "cine_close_reason", row->close_reason);
        set_day_if_past(&sheet, output, "cine_close_date", row->end);
        sheet_set(&sheet, "cine_referral_team", team_id(row->team));
        set_worker(&sheet, "cine_referral_worker_id", row->worker);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet assessments(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet =
        sheet_begin(output->arena, output->row, "ssd_cin_assessments.csv", assessment_fields);
    for (size_t i = 0; i < county->assessments.count; i++) {
        const struct assessment *row = &county->assessments.items[i];
        if (row->start > county->until)
            continue;
        sheet_set_id(&sheet, "cina_assessment_id", ASSESSMENT_ID, (int)i + 1);
        set_child(&sheet, "cina_person_id", row->child);
        sheet_set_id(&sheet, "cina_referral_id", REFERRAL_ID, row->referral + 1);
        sheet_set_day(&sheet, "cina_assessment_start_date", row->start);
        if (row->end <= county->until) {
            sheet_set_flag(&sheet, "cina_assessment_child_seen", row->seen);
            sheet_set_day(&sheet, "cina_assessment_auth_date", row->end);
            sheet_set_flag(&sheet, "cina_assessment_outcome_nfa", row->nfa);
        }
        sheet_set(&sheet, "cina_assessment_team", team_id(row->team));
        set_worker(&sheet, "cina_assessment_worker_id", row->worker);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet enquiries(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_s47_enquiry.csv", enquiry_fields);
    for (size_t i = 0; i < county->enquiries.count; i++) {
        const struct enquiry *row = &county->enquiries.items[i];
        if (row->start > county->until)
            continue;
        sheet_set_id(&sheet, "s47e_s47_enquiry_id", ENQUIRY_ID, (int)i + 1);
        sheet_set_id(&sheet, "s47e_referral_id", REFERRAL_ID, row->referral + 1);
        set_child(&sheet, "s47e_person_id", row->child);
        sheet_set_day(&sheet, "s47e_s47_start_date", row->start);
        if (row->end <= county->until) {
            sheet_set_day(&sheet, "s47e_s47_end_date", row->end);
            sheet_set_flag(&sheet, "s47e_s47_nfa", row->nfa);
        }
        set_worker(&sheet, "s47e_s47_completed_by_worker_id", row->worker);
        sheet_set(&sheet, "s47e_s47_completed_by_team", team_id(row->team));
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet conferences(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet =
        sheet_begin(output->arena, output->row, "ssd_initial_cp_conference.csv", conference_fields);
    for (size_t i = 0; i < county->conferences.count; i++) {
        const struct conference *row = &county->conferences.items[i];
        if (row->date > county->until)
            continue;
        sheet_set_id(&sheet, "icpc_icpc_id", CONFERENCE_ID, (int)i + 1);
        sheet_set_id(&sheet, "icpc_icpc_meeting_id", MEETING_ID, row->meeting);
        if (row->enquiry != NOTHING) {
            sheet_set_id(&sheet, "icpc_s47_enquiry_id", ENQUIRY_ID, row->enquiry + 1);
            sheet_set_day(&sheet, "icpc_icpc_target_date", row->target);
        }
        set_child(&sheet, "icpc_person_id", row->child);
        if (row->plan != NOTHING)
            sheet_set_id(&sheet, "icpc_cp_plan_id", PLAN_ID, row->plan + 1);
        sheet_set_id(&sheet, "icpc_referral_id", REFERRAL_ID, row->referral + 1);
        sheet_set_flag(&sheet, "icpc_icpc_transfer_in", row->transfer_in);
        sheet_set_day(&sheet, "icpc_icpc_date", row->date);
        sheet_set_flag(&sheet, "icpc_icpc_outcome_cp_flag", row->plan != NOTHING);
        sheet_set(&sheet, "icpc_icpc_team", team_id(row->team));
        set_worker(&sheet, "icpc_icpc_worker_id", row->worker);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet plans(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_cp_plans.csv", plan_fields);
    for (size_t i = 0; i < county->plans.count; i++) {
        const struct plan *row = &county->plans.items[i];
        if (row->start > county->until)
            continue;
        sheet_set_id(&sheet, "cppl_cp_plan_id", PLAN_ID, (int)i + 1);
        sheet_set_id(&sheet, "cppl_referral_id", REFERRAL_ID, row->referral + 1);
        if (row->conference != NOTHING)
            sheet_set_id(&sheet, "cppl_icpc_id", CONFERENCE_ID, row->conference + 1);
        set_child(&sheet, "cppl_person_id", row->child);
        sheet_set_day(&sheet, "cppl_cp_plan_start_date", row->start);
        set_day_if_past(&sheet, output, "cppl_cp_plan_end_date", row->end);
        sheet_set(&sheet, "cppl_cp_plan_initial_category", row->category);
        sheet_set_flag(&sheet, "cppl_cp_plan_ola", row->other_authority);
        sheet_set(&sheet, "cppl_cp_plan_latest_category",
                  row->end <= county->until ? row->latest_category : row->category);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet reviews(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_cp_reviews.csv", review_fields);
    for (size_t i = 0; i < county->reviews.count; i++) {
        const struct review *row = &county->reviews.items[i];
        if (row->date > county->until)
            continue;
        sheet_set_id(&sheet, "cppr_cp_review_id", REVIEW_ID, (int)i + 1);
        set_child(&sheet, "cppr_person_id", row->child);
        sheet_set_id(&sheet, "cppr_cp_plan_id", PLAN_ID, row->plan + 1);
        sheet_set_day(&sheet, "cppr_cp_review_due", row->due);
        sheet_set_day(&sheet, "cppr_cp_review_date", row->date);
        sheet_set_id(&sheet, "cppr_cp_review_meeting_id", MEETING_ID, row->meeting);
        sheet_set_flag(&sheet, "cppr_cp_review_outcome_continue_cp", row->goes_on);
        sheet_set_flag(&sheet, "cppr_cp_review_quorate", row->quorate);
        sheet_set(&sheet, "cppr_cp_review_participation", row->participation);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet visits(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_cp_visits.csv", visit_fields);
    for (size_t i = 0; i < county->visits.count; i++) {
        const struct visit *row = &county->visits.items[i];
        if (row->date > county->until)
            continue;
        sheet_set_id(&sheet, "cppv_cp_visit_id", VISIT_ID, (int)i + 1);
        set_child(&sheet, "cppv_person_id", row->child);
        sheet_set_id(&sheet, "cppv_cp_plan_id", PLAN_ID, row->plan + 1);
        sheet_set_day(&sheet, "cppv_cp_visit_date", row->date);
        sheet_set_flag(&sheet, "cppv_cp_visit_seen", row->seen);
        sheet_set_flag(&sheet, "cppv_cp_visit_seen_alone", row->alone);
        sheet_set_flag(&sheet, "cppv_cp_visit_bedroom", row->bedroom);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet care_episodes(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_cla_episodes.csv", care_episode_fields);
    for (size_t i = 0; i < county->care_episodes.count; i++) {
        const struct care_episode *row = &county->care_episodes.items[i];
        if (row->start > county->until)
            continue;
        sheet_set_id(&sheet, "clae_cla_episode_id", EPISODE_ID, (int)i + 1);
        set_child(&sheet, "clae_person_id", row->child);
        sheet_set_day(&sheet, "clae_cla_episode_start_date", row->start);
        sheet_set(&sheet, "clae_cla_episode_start_reason", row->start_reason);
        sheet_set(&sheet, "clae_cla_primary_need_code", row->need);
        set_day_if_past(&sheet, output, "clae_cla_episode_ceased_date", row->end);
        if (row->end <= county->until)
            sheet_set(&sheet, "clae_cla_episode_ceased_reason", row->end_reason);
        sheet_set_id(&sheet, "clae_cla_id", CARE_ID, row->care);
        sheet_set_id(&sheet, "clae_referral_id", REFERRAL_ID, row->referral + 1);
        sheet_set_id(&sheet, "clae_cla_placement_id", PLACEMENT_ID, row->placement + 1);
        sheet_set_day(&sheet, "clae_entered_care_date", row->entered);
        if (row->officer_contact < row->end)
            set_day_if_past(&sheet, output, "clae_cla_last_iro_contact_date", row->officer_contact);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet placements(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_cla_placement.csv", placement_fields);
    for (size_t i = 0; i < county->placements.count; i++) {
        const struct placement *row = &county->placements.items[i];
        if (row->start > county->until)
            continue;
        sheet_set_id(&sheet, "clap_cla_placement_id", PLACEMENT_ID, (int)i + 1);
        sheet_set_day(&sheet, "clap_cla_placement_start_date", row->start);
        sheet_set(&sheet, "clap_cla_placement_type", row->type);
        sheet_set(&sheet, "clap_cla_placement_distance",
                  arena_format(output->row, "%d.%d", row->miles_tenths / 10, row->miles_tenths % 10));
        sheet_set_id(&sheet, "clap_cla_id", CARE_ID, row->care);
        sheet_set(&sheet, "clap_cla_placement_provider", row->provider);
        set_day_if_past(&sheet, output, "clap_cla_placement_end_date", row->end);
        if (row->end <= county->until)
            sheet_set(&sheet, "clap_cla_placement_change_reason", row->change_reason);
        set_child(&sheet, "clap_person_id", row->child);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet legal_statuses(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_legal_status.csv", legal_status_fields);
    for (size_t i = 0; i < county->legal_statuses.count; i++) {
        const struct legal_status *row = &county->legal_statuses.items[i];
        if (row->start > county->until)
            continue;
        sheet_set_id(&sheet, "lega_legal_status_id", LEGAL_ID, (int)i + 1);
        set_child(&sheet, "lega_person_id", row->child);
        sheet_set(&sheet, "lega_legal_status", row->status);
        sheet_set_day(&sheet, "lega_legal_status_start_date", row->start);
        set_day_if_past(&sheet, output, "lega_legal_status_end_date", row->end);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet involvements(const struct output *output)
{
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_involvements.csv", involvement_fields);
    for (size_t i = 0; i < county->involvements.count; i++) {
        const struct involvement *row = &county->involvements.items[i];
        sheet_set_id(&sheet, "invo_involvements_id", INVOLVEMENT_ID, (int)i + 1);
        set_worker(&sheet, "invo_professional_id", row->worker);
        sheet_set(&sheet, "invo_professional_role_id", row->role == CASE_WORKER ? "CW" : "IRO");
        sheet_set(&sheet, "invo_professional_team", team_id(row->team));
        sheet_set_day(&sheet, "invo_involvement_start_date", row->start);
        set_day_if_past(&sheet, output, "invo_involvement_end_date", row->end);
        sheet_set(&sheet, "invo_worker_change_reason", row->reason);
        set_child(&sheet, "invo_person_id", row->child);
        sheet_set_id(&sheet, "invo_referral_id", REFERRAL_ID, row->referral + 1);
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet departments(const struct output *output)
{
    struct sheet sheet = sheet_begin(output->arena, output->row, "ssd_department.csv", department_fields);
    const struct unit_name *unit;
    for (int i = 0; (unit = county_unit(i)) != NULL; i++) {
        sheet_set(&sheet, "dept_team_id", unit->id);
        sheet_set(&sheet, "dept_team_name", unit->name);
        if (unit->parent != NOTHING) {
            sheet_set(&sheet, "dept_team_parent_id", county_unit(unit->parent)->id);
            sheet_set(&sheet, "dept_team_parent_name", county_unit(unit->parent)->name);
        }
        end_row(&sheet);
    }
    return sheet;
}

static struct sheet workforce(const struct output *output)
{
    static const char *const roles[POST_COUNT] = {[CASE_HOLDER] = "case_holder",
                                                  [SENIOR] = "senior_practitioner",
                                                  [MANAGER] = "first_line_manager",
                                                  [WITHOUT_CASES] = "qualified_without_cases",
                                                  [NOT_REGISTERED] = "not_registered"};
    const struct county *county = output->county;
    struct sheet sheet = sheet_begin(output->arena, output->row, "workforce.csv", worker_fields);
    for (size_t i = 0; i < county->workers.count; i++) {
        const struct worker *row = &county->workers.items[i];
        if (row->start > county->until)
            continue;
        set_worker(&sheet, "worker_id", (int)i);
        if (row->post != NOT_REGISTERED)
            sheet_set_id(&sheet, "swe_number", "SW", 900000 + (int)i + 1);
        sheet_set(&sheet, "team", team_id(row->team));
        sheet_set(&sheet, "role", roles[row->post]);
        sheet_set_flag(&sheet, "agency", row->agency);
        sheet_set(&sheet, "fte",
                  arena_format(output->row, "%d.%d", row->fte_tenths / 10, row->fte_tenths % 10));
        sheet_set_day(&sheet, "start_date", row->start);
        set_day_if_past(&sheet, output, "end_date", row->end);
        end_row(&sheet);
    }
    return sheet;
}

/* ---- all of them ---- */

static const struct {
    const char *folder;
    struct sheet (*fill)(const struct output *output);
} tables[] = {
    {"extracts", people},         {"extracts", referrals},
    {"extracts", assessments},    {"extracts", enquiries},
    {"extracts", conferences},    {"extracts", plans},
    {"extracts", reviews},        {"extracts", visits},
    {"extracts", care_episodes},  {"extracts", placements},
    {"extracts", legal_statuses}, {"extracts", involvements},
    {"extracts", departments},    {"hr", workforce},
};

static bool *known_children(struct arena *arena, const struct county *county)
{
    bool *known = ARENA_ARRAY(arena, bool, county->people.count + 1);
    for (size_t i = 0; i < county->referrals.count; i++)
        if (county->referrals.items[i].date <= county->until)
            known[county->referrals.items[i].child] = true;
    return known;
}

bool extracts_write(const struct county *county, const char *folder, struct error *error)
{
    struct arena arena = {0}, row = {0};
    struct output output = {county, &arena, &row, known_children(&arena, county)};
    bool written = true;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && written; i++) {
        const char *place = path_join(&arena, folder, tables[i].folder);
        struct sheet sheet = tables[i].fill(&output);
        written = folder_make(place, error) && sheet_save(&sheet, place, error);
    }
    arena_release(&row);
    arena_release(&arena);
    return written;
}
