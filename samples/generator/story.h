/* What happened to Exampleshire: how often things go well or badly, by month and team. One table holds it
 * all; values between its points lie on straight lines. */
#ifndef GENERATOR_STORY_H
#define GENERATOR_STORY_H

#include "samples/generator/county.h"

enum story {
    REFERRALS_A_MONTH,  /* children, before the season */
    ASSESSED_IN_TIME,   /* per mille, by the day the assessment starts */
    CONFERENCE_IN_TIME, /* per mille */
    REVIEW_LATE,        /* per mille */
    VISIT_LATE,         /* per mille, of the gaps between visits */
    SEEN_ALONE,         /* per mille, of children of four and over who are seen */
    PLAN_RETURNS,       /* per mille, of families whose plans end: another within two years */
    PLAN_RETURNS_LATER, /* per mille, of the others: another after more than two years */
    AGENCY_SHARE,       /* per mille of case-holders' posts, aimed at */
    POSTS_VACANT,       /* per mille, aimed at */
    LEAVES_IN_A_MONTH,  /* per mille, of employed workers */
    WAITS_AT_START,     /* per mille, of children with no worker for some days */
    WAITS_AFTER_LEAVER, /* per mille */
    WAITS_AT_MOST       /* days */
};

int story_value(enum story story, enum team team, day_number day);

int story_season(day_number day); /* per cent of an average month's referrals */

#endif
