#include "samples/generator/extracts.h"

#include "samples/generator/dirt.h"
#include "samples/generator/extract_tables.h"
#include "samples/generator/registers.h"

#include "base/file.h"

#include <pthread.h>
#include <stdatomic.h>

enum { FILE_STREAM = 1000, DIRT_STREAM = 2000, THREADS = 2 };

/* The longest first, so that the threads end together. */
static const struct extract extracts[] = {
    {"ssd_cin_visits.csv", "extracts", extract_need_visits},
    {"ssd_contacts.csv", "extracts", extract_contacts},
    {"ssd_cp_visits.csv", "extracts", extract_visits},
    {"ssd_involvements.csv", "extracts", extract_involvements},
    {"ssd_cin_episodes.csv", "extracts", extract_referrals},
    {"ssd_cin_assessments.csv", "extracts", extract_assessments},
    {"ssd_assessment_factors.csv", "extracts", extract_factors},
    {"ssd_cla_visits.csv", "extracts", extract_care_visits},
    {"ssd_person.csv", "extracts", extract_people},
    {"ssd_family.csv", "extracts", extract_families},
    {"ssd_early_help_episodes.csv", "extracts", extract_early_help},
    {"ssd_s47_enquiry.csv", "extracts", extract_enquiries},
    {"ssd_initial_cp_conference.csv", "extracts", extract_conferences},
    {"ssd_cin_plans.csv", "extracts", extract_need_plans},
    {"ssd_cp_plans.csv", "extracts", extract_plans},
    {"ssd_cp_reviews.csv", "extracts", extract_reviews},
    {"ssd_cla_episodes.csv", "extracts", extract_care_episodes},
    {"ssd_cla_placement.csv", "extracts", extract_placements},
    {"ssd_legal_status.csv", "extracts", extract_legal_statuses},
    {"ssd_cla_reviews.csv", "extracts", extract_care_reviews},
    {"ssd_cla_care_plan.csv", "extracts", extract_care_plans},
    {"ssd_cla_health.csv", "extracts", extract_health},
    {"ssd_cla_immunisations.csv", "extracts", extract_immunisations},
    {"ssd_sdq_scores.csv", "extracts", extract_difficulties},
    {"ssd_cla_substance_misuse.csv", "extracts", extract_substance_misuse},
    {"ssd_cla_convictions.csv", "extracts", extract_convictions},
    {"ssd_missing.csv", "extracts", extract_missing},
    {"ssd_permanence.csv", "extracts", extract_permanence},
    {"ssd_cla_previous_permanence.csv", "extracts", extract_previous_permanence},
    {"ssd_pre_proceedings.csv", "extracts", extract_pre_proceedings},
    {"ssd_care_leavers.csv", "extracts", extract_care_leavers},
    {"ssd_disability.csv", "extracts", extract_disabilities},
    {"ssd_immigration_status.csv", "extracts", extract_immigration},
    {"ssd_mother.csv", "extracts", extract_mothers},
    {"ssd_send.csv", "extracts", extract_send},
    {"ssd_sen_need.csv", "extracts", extract_education_needs},
    {"ssd_ehcp_requests.csv", "extracts", extract_plan_requests},
    {"ssd_ehcp_assessment.csv", "extracts", extract_plan_assessments},
    {"ssd_ehcp_named_plan.csv", "extracts", extract_named_plans},
    {"ssd_ehcp_active_plans.csv", "extracts", extract_active_plans},
    {"ssd_professionals.csv", "extracts", extract_professionals},
    {"ssd_department.csv", "extracts", extract_departments},
    {"workforce.csv", "hr", extract_workforce},
    {"supervisions.csv", "registers", register_supervisions},
    {"partner_requests.csv", "registers", register_partner_requests},
    {"cin_reviews.csv", "registers", register_cin_reviews},
    {"plan_updates.csv", "registers", register_plan_updates},
    {"core_groups.csv", "registers", register_core_groups},
    {"conference_participation.csv", "registers", register_conference_participation},
    {"early_help_assessments.csv", "registers", register_early_help_assessments},
    {"strategy_discussions.csv", "registers", register_strategy_discussions},
    {"education_plans.csv", "registers", register_education_plans},
    {"school_attendance.csv", "registers", register_school_attendance},
    {"edge_of_care.csv", "registers", register_edge_of_care},
    {"family_group_conferences.csv", "registers", register_family_group_conferences},
    {"marac_hearings.csv", "registers", register_marac_hearings},
    {"care_proceedings.csv", "registers", register_proceedings},
    {"mental_health_referrals.csv", "registers", register_mental_health_referrals},
    {"independent_visitors.csv", "registers", register_independent_visitors},
    {"personal_advisers.csv", "registers", register_personal_advisers},
    {"pathway_plans.csv", "registers", register_pathway_plans},
    {"foster_carers.csv", "registers", register_foster_carers},
    {"childrens_homes.csv", "registers", register_childrens_homes},
    {"complaint_register.csv", "registers", register_complaints},
    {"complaint_actions.csv", "registers", register_complaint_actions},
    {"disputes.csv", "registers", register_disputes},
    {"audits.csv", "registers", register_audits},
    {"feedback.csv", "registers", register_feedback},
    {"advocacy_offers.csv", "registers", register_advocacy_offers},
    {"vacancies.csv", "registers", register_vacancies},
    {"sickness.csv", "registers", register_sickness},
    {"training.csv", "registers", register_training},
    {"agency_costs.csv", "registers", register_agency_costs},
    {"leadership_posts.csv", "registers", register_leadership_posts},
};
enum { EXTRACT_COUNT = sizeof extracts / sizeof *extracts };

const struct extract *extract_at(size_t index)
{
    return index < EXTRACT_COUNT ? &extracts[index] : NULL;
}

/* What the threads share: each takes the next extract that nobody has, and leaves its dirt and error in
 * that extract's place. */
struct writing {
    const struct county *county;
    const char *folder;
    atomic_size_t next;
    struct dirt dirt[EXTRACT_COUNT];
    struct error errors[EXTRACT_COUNT];
    bool written[EXTRACT_COUNT];
};

static bool write_extract(struct writing *writing, size_t which)
{
    const struct county *county = writing->county;
    const struct extract *extract = &extracts[which];
    struct error *error = &writing->errors[which];
    struct arena arena = {0};
    struct dirt *dirt = &writing->dirt[which];
    uint64_t own = random_mixed(county->seed, FILE_STREAM, which);
    struct sheet sheet = {.arena = &arena,
                          .file = extract->file,
                          .council = county->prefix,
                          .random = random_from(own, FILE_STREAM),
                          .dirt = county->dirt > 0 ? dirt : NULL};
    *dirt = (struct dirt){.share = county->dirt,
                          .harmless = county->harmless,
                          .folder = extract->folder,
                          .until = county->calendar.until,
                          .random = random_from(own, DIRT_STREAM)};
    dirt->noted = text_in(&dirt->arena);
    const char *place = path_join(&arena, writing->folder, extract->folder);
    bool written = folder_make(place, error) && sheet_open(&sheet, place, error);
    if (written) {
        extract->fill(county, &sheet);
        written = sheet_close(&sheet, error);
    }
    arena_release(&arena);
    return written;
}

static void *write_some(void *given)
{
    struct writing *writing = given;
    for (size_t which; (which = atomic_fetch_add(&writing->next, 1)) < EXTRACT_COUNT;)
        writing->written[which] = write_extract(writing, which);
    return NULL;
}

static bool write_on_threads(struct writing *writing)
{
    pthread_t threads[THREADS];
    int started = 0;
    /* Councils are made side by side already. */
    for (int wanted = writing->county->council == 0 ? THREADS - 1 : 0; started < wanted; started++)
        if (pthread_create(&threads[started], NULL, write_some, writing) != 0)
            break;
    write_some(writing);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        if (!writing->written[i])
            return false;
    return true;
}

static void first_error(const struct writing *writing, struct error *error)
{
    size_t i = 0;
    while (writing->written[i])
        i++;
    *error = writing->errors[i];
}

bool extracts_write(const struct county *county, const char *folder, struct error *error)
{
    struct arena arena = {0};
    struct writing *writing = arena_allocate(&arena, 1, sizeof *writing);
    writing->county = county;
    writing->folder = folder;
    bool written = write_on_threads(writing);
    if (!written)
        first_error(writing, error);
    else if (county->dirt > 0)
        written = dirt_report(writing->dirt, EXTRACT_COUNT, folder, error);
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        dirt_release(&writing->dirt[i]);
    arena_release(&arena);
    return written;
}
