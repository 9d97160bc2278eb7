/* Contacts at the front door, and early help, which many of them and some closed cases lead to. */
#ifndef GENERATOR_CONTACTS_H
#define GENERATOR_CONTACTS_H

#include "samples/generator/county.h"

/* The contact that a referral came from. */
void contact_of_referral(struct county *county, int referral);

/* The month's contacts that lead to no referral, beside so many children who were referred. */
void contacts_of_month(struct county *county, day_number month, int referred);

/* Early help for a child from that day; now and then it leads the family back to the front door. */
void early_help_begin(struct county *county, int child, day_number start);

/* A day of the month: at weekends and on holidays only what cannot wait comes in. */
day_number day_in_month(struct random *random, day_number month);

const char *choose_source(struct random *random);

#endif
