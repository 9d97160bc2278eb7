/* One referral of one family: the children in it, each with a referral of their own, on the same day. */
#ifndef GENERATOR_JOURNEY_H
#define GENERATOR_JOURNEY_H

#include "samples/generator/county.h"

struct journey {
    struct county *county;
    int family;
    int area;
    day_number day;
    int referrals[FAMILY_MOST];
    int count;
    day_number assessed;   /* when assessment and enquiry ended: no case closes before */
    day_number last_close; /* of the children who did not come into care */
    day_number plan_end;   /* NO_DAY: none */
};

struct child *journey_child(const struct journey *journey, int index);

/* Adds a referral for a child, still open; its index. */
int referral_add(struct county *county, int child, day_number day, const char *need);
void referral_close(struct county *county, int referral, day_number day, const char *reason);

/* Help by a safeguarding team from the handover until the case closes, under a plan for a child in need from
 * `need_from`. The assessment team's part, from the referral to the handover, is added too. */
void help_child(struct journey *journey, int index, day_number handover, day_number need_from,
                day_number close);

/* The same, but the child comes into care on that day, and the case closes some time after. */
void help_child_into_care(struct journey *journey, int index, day_number handover, day_number need_from,
                          day_number entry);

/* A plan for a child in need, if it lasts a week or more. */
void need_plan_add(struct county *county, int referral, day_number start, day_number end);

#endif
