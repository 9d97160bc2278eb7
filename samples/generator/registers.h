/* The registers, logs and trackers that a council keeps beside its case system: what the Standard
 * Safeguarding Dataset has no table for. Each function fills one file of registers/, from the finished county:
 * a core group belongs to a plan, a strategy discussion comes before its enquiry, a worker is supervised about
 * children held on that day. The fields are those of ingest/mappings/registers.json.
 *
 * They are kept from registers_begin, a year before the county was judged. */
#ifndef GENERATOR_REGISTERS_H
#define GENERATOR_REGISTERS_H

#include "samples/generator/county.h"
#include "samples/generator/sheet.h"

/* Chances of different registers have nothing to do with each other. */
enum register_chance {
    EARLY_HELP_ASSESSMENT_CHANCE = 500,
    EDGE_OF_CARE_CHANCE,
    FAMILY_CONFERENCE_CHANCE,
    PARTNER_CHANCE,
    MARAC_CHANCE,
    STRATEGY_CHANCE,
    CORE_GROUP_CHANCE,
    PARTICIPATION_CHANCE,
    NEED_REVIEW_CHANCE,
    PLAN_UPDATE_CHANCE,
    EDUCATION_CHANCE,
    ATTENDANCE_CHANCE,
    MENTAL_HEALTH_CHANCE,
    VISITOR_CHANCE,
    ADVISER_CHANCE,
    PATHWAY_CHANCE,
    FOSTER_CHANCE,
    HOME_CHANCE,
    COMPLAINT_CHANCE,
    COMPLAINT_ACTION_CHANCE,
    DISPUTE_CHANCE,
    AUDIT_CHANCE,
    FEEDBACK_CHANCE,
    ADVOCACY_CHANCE,
    SUPERVISION_CHANCE,
    VACANCY_CHANCE,
    COVER_CHANCE,
    QUALIFIED_CHANCE,
    BORN_CHANCE,
    SICKNESS_CHANCE,
    TRAINING_CHANCE,
    AGENCY_COST_CHANCE
};

/* ---- what they have in common: registers.c ---- */

day_number registers_begin(const struct county *county);
bool register_holds(const struct county *county, day_number day); /* from then to the last day */

/* A day in the extract, or none when it lies after the last. */
day_number if_past(const struct county *county, day_number day);
day_number working_days_before(day_number day, int count);

/* Per mille, between how badly and how well a team works: as well as it does at the time. */
int as_practised(const struct county *county, int team, day_number day, int worst, int best);

/* So many a month in a county of 62,000, in thousandths: this county's number in the month, carrying on what is
 * left to the next. */
int this_month(const struct county *county, int thousandths, int *carried);

/* The team that works with a child on a day; before any does, the assessment team where the family lives. */
int team_of_child(const struct county *county, int child, day_number day);

/* A case worker's involvement with a child that runs on that day, at random; NOTHING when none is met with. */
int any_open_case(const struct county *county, struct random *random, day_number day);

/* Someone who holds such a post in the team on that day (in any team: NOTHING), at random; or NOBODY. */
int someone_in_post(const struct county *county, struct random *random, int team, enum post post,
                    day_number day);
/* A manager; in a team too small to have one, a senior practitioner. */
int someone_in_charge(const struct county *county, struct random *random, int team, day_number day);

/* Whether an agency worker stands in for somebody, as four in five do: the post is then a vacancy. */
bool agency_covers_post(const struct county *county, int worker);

/* ---- registers_help.c ---- */
void register_early_help_assessments(const struct county *county, struct sheet *sheet);
void register_edge_of_care(const struct county *county, struct sheet *sheet);
void register_family_group_conferences(const struct county *county, struct sheet *sheet);
void register_partner_requests(const struct county *county, struct sheet *sheet);
void register_marac_hearings(const struct county *county, struct sheet *sheet);

/* ---- registers_protection.c ---- */
void register_strategy_discussions(const struct county *county, struct sheet *sheet);
void register_core_groups(const struct county *county, struct sheet *sheet);
void register_conference_participation(const struct county *county, struct sheet *sheet);
void register_cin_reviews(const struct county *county, struct sheet *sheet);
void register_plan_updates(const struct county *county, struct sheet *sheet);

/* ---- registers_care.c ---- */
void register_proceedings(const struct county *county, struct sheet *sheet);
void register_education_plans(const struct county *county, struct sheet *sheet);
void register_school_attendance(const struct county *county, struct sheet *sheet);
void register_mental_health_referrals(const struct county *county, struct sheet *sheet);
void register_independent_visitors(const struct county *county, struct sheet *sheet);

/* ---- registers_leaving.c ---- */
void register_personal_advisers(const struct county *county, struct sheet *sheet);
void register_pathway_plans(const struct county *county, struct sheet *sheet);

/* ---- registers_homes.c ---- */
void register_foster_carers(const struct county *county, struct sheet *sheet);
void register_childrens_homes(const struct county *county, struct sheet *sheet);

/* ---- registers_complaints.c ---- */
void register_complaints(const struct county *county, struct sheet *sheet);
void register_complaint_actions(const struct county *county, struct sheet *sheet);

/* ---- registers_quality.c ---- */
void register_disputes(const struct county *county, struct sheet *sheet);
void register_audits(const struct county *county, struct sheet *sheet);
void register_feedback(const struct county *county, struct sheet *sheet);
void register_advocacy_offers(const struct county *county, struct sheet *sheet);

/* ---- registers_workforce.c ---- */
void register_supervisions(const struct county *county, struct sheet *sheet);
void register_vacancies(const struct county *county, struct sheet *sheet);
void register_sickness(const struct county *county, struct sheet *sheet);
void register_training(const struct county *county, struct sheet *sheet);
void register_agency_costs(const struct county *county, struct sheet *sheet);
void register_leadership_posts(const struct county *county, struct sheet *sheet);

#endif
