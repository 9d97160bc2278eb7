/* What happened to the county: how often things go well or badly, by month before the last and by team. One
 * table holds it all; values between its points lie on straight lines. */
#ifndef GENERATOR_STORY_H
#define GENERATOR_STORY_H

#include "samples/generator/county.h"

enum story {
    REFERRALS_A_MONTH,     /* children, before the season */
    ASSESSED_IN_TIME,      /* per mille, by the day the assessment starts */
    CONFERENCE_IN_TIME,    /* per mille */
    REVIEW_LATE,           /* per mille */
    VISIT_LATE,            /* per mille, of the gaps between visits */
    SEEN_ALONE,            /* per mille, of children of four and over who are seen */
    PLAN_RETURNS,          /* per mille, of families whose plans end: another within two years */
    PLAN_RETURNS_LATER,    /* per mille, of the others: another after more than two years */
    AGENCY_SHARE,          /* per mille of case-holders' posts, aimed at */
    POSTS_VACANT,          /* per mille, aimed at */
    LEAVES_IN_A_MONTH,     /* per mille, of employed workers */
    WAITS_AT_START,        /* per mille, of children with no worker for some days */
    WAITS_AFTER_LEAVER,    /* per mille */
    WAITS_AT_MOST,         /* days */
    DECIDED_LATE,          /* per mille, of contacts and referrals: after the next working day */
    CONTACTS_LEAD_NOWHERE, /* per mille of children referred */
    CARE_REVIEW_LATE,      /* per mille */
    CARE_VISIT_LATE,       /* per mille, of the gaps between visits */
    NEED_VISIT_LATE,       /* per mille, of the gaps between visits */
    HEALTH_LATE,           /* per mille, of what health is due to do in a year */
    INTERVIEW_OFFERED,     /* per mille, of children who were missing */
    LEAVER_IN_WORK,        /* per mille, of care leavers: in education, employment or training */
    TYPED_LATE,            /* per mille, of what is done: waits for weeks to be typed in */
    PRACTICE               /* how well a team works, of 1000, where nothing above says it */
};

/* Of a team, or of any (NOTHING). */
int story_value(const struct county *county, enum story story, int team, day_number day);

int story_season(day_number day); /* per cent of an average month's referrals */

#endif
