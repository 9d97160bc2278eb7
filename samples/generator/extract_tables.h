/* The functions that fill one extract each, by subject; extracts.c has them in its table. Each names its
 * fields in the order of the Standard Safeguarding Dataset (MIT licence, data-to-insight/ssd-data-model). */
#ifndef GENERATOR_EXTRACT_TABLES_H
#define GENERATOR_EXTRACT_TABLES_H

#include "samples/generator/county.h"
#include "samples/generator/sheet.h"

/* extract_people.c */
void extract_people(const struct county *county, struct sheet *sheet);
void extract_families(const struct county *county, struct sheet *sheet);
void extract_disabilities(const struct county *county, struct sheet *sheet);
void extract_immigration(const struct county *county, struct sheet *sheet);
void extract_mothers(const struct county *county, struct sheet *sheet);

/* extract_front_door.c */
void extract_contacts(const struct county *county, struct sheet *sheet);
void extract_early_help(const struct county *county, struct sheet *sheet);
void extract_referrals(const struct county *county, struct sheet *sheet);
void extract_assessments(const struct county *county, struct sheet *sheet);
void extract_factors(const struct county *county, struct sheet *sheet);
void extract_enquiries(const struct county *county, struct sheet *sheet);
void extract_conferences(const struct county *county, struct sheet *sheet);

/* extract_plans.c */
void extract_need_plans(const struct county *county, struct sheet *sheet);
void extract_need_visits(const struct county *county, struct sheet *sheet);
void extract_plans(const struct county *county, struct sheet *sheet);
void extract_reviews(const struct county *county, struct sheet *sheet);
void extract_visits(const struct county *county, struct sheet *sheet);

/* extract_care.c */
void extract_care_episodes(const struct county *county, struct sheet *sheet);
void extract_placements(const struct county *county, struct sheet *sheet);
void extract_legal_statuses(const struct county *county, struct sheet *sheet);
void extract_care_reviews(const struct county *county, struct sheet *sheet);
void extract_care_visits(const struct county *county, struct sheet *sheet);
void extract_care_plans(const struct county *county, struct sheet *sheet);

/* extract_wellbeing.c */
void extract_health(const struct county *county, struct sheet *sheet);
void extract_immunisations(const struct county *county, struct sheet *sheet);
void extract_difficulties(const struct county *county, struct sheet *sheet);
void extract_substance_misuse(const struct county *county, struct sheet *sheet);
void extract_convictions(const struct county *county, struct sheet *sheet);
void extract_missing(const struct county *county, struct sheet *sheet);

/* extract_permanence.c */
void extract_permanence(const struct county *county, struct sheet *sheet);
void extract_previous_permanence(const struct county *county, struct sheet *sheet);
void extract_pre_proceedings(const struct county *county, struct sheet *sheet);
void extract_care_leavers(const struct county *county, struct sheet *sheet);

/* extract_send.c */
void extract_send(const struct county *county, struct sheet *sheet);
void extract_plan_requests(const struct county *county, struct sheet *sheet);
void extract_plan_assessments(const struct county *county, struct sheet *sheet);
void extract_named_plans(const struct county *county, struct sheet *sheet);
void extract_active_plans(const struct county *county, struct sheet *sheet);
void extract_education_needs(const struct county *county, struct sheet *sheet);

/* extract_workers.c */
void extract_involvements(const struct county *county, struct sheet *sheet);
void extract_professionals(const struct county *county, struct sheet *sheet);
void extract_departments(const struct county *county, struct sheet *sheet);
void extract_workforce(const struct county *county, struct sheet *sheet);

#endif
