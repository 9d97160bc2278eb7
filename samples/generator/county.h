/* A made-up county: its teams, families, children, workers, and what happened to them, as lists that the
 * other files fill (families, front_door, protection, care, workforce, allocation) and extracts.c writes.
 *
 * What happens is worked out past the last day asked for; extracts.c leaves out what lies after it. So the
 * same seed and a later last day give the same county, grown. Rows point at each other by index. */
#ifndef GENERATOR_COUNTY_H
#define GENERATOR_COUNTY_H

#include "base/arena.h"
#include "base/day.h"
#include "samples/generator/random.h"

#define NO_DAY INT32_MAX /* not ended: later than any day */
enum { NOBODY = -1, NOTHING = -1, FAMILY_MOST = 6 };

#define LIST_OF(type)                                                                                        \
    struct {                                                                                                 \
        type *items;                                                                                         \
        size_t count;                                                                                        \
        size_t capacity;                                                                                     \
    }
/* Puts a new, zeroed item at the end of a list and gives its index. */
#define LIST_ADD(arena, list)                                                                                \
    ((list).items = arena_grow((arena), (list).items, (list).count, &(list).capacity, sizeof *(list).items), \
     (int)((list).count++))

enum team {
    ASSESSMENT_NORTH,
    ASSESSMENT_SOUTH,
    ASSESSMENT_EAST,
    SAFEGUARDING_NORTH,
    SAFEGUARDING_SOUTH,
    SAFEGUARDING_EAST,
    CARE_EAST,
    CARE_WEST,
    REVIEWING, /* the conference chairs and reviewing officers, who are in no team of the service's own */
    TEAM_COUNT,
    ANY_TEAM = TEAM_COUNT
};
enum area { NORTH, SOUTH, EAST, AREA_COUNT };

struct unit_name {
    const char *id;
    const char *name;
    int parent; /* index, NOTHING for the county itself */
};
const struct unit_name *county_unit(int index); /* teams first; NULL past the last */
const char *team_id(enum team team);
enum team assessment_team(enum area area);
enum team safeguarding_team(enum area area);

struct child {
    int family;
    day_number birth; /* may lie ahead */
    bool boy;
    bool disabled;
    const char *ethnicity;
    day_number busy_until; /* the case is open until then */
    int plans;
    int stint; /* the case-worker stint that is running, while workers are being allocated */
};

struct family {
    enum area area;
    int children[FAMILY_MOST];
    int count;
    day_number next_referral; /* NO_DAY: none foreseen */
    bool plan_next;           /* and it will lead to a plan */
};

struct referral {
    int child;
    day_number date, end;
    const char *need, *source, *close_reason;
    bool nfa;
    enum team team;
    int worker;
};

struct assessment {
    int child, referral;
    day_number start, end;
    bool seen, nfa;
    enum team team;
    int worker;
};

struct enquiry {
    int child, referral;
    day_number start, end;
    bool nfa;
    enum team team;
    int worker;
};

struct conference {
    int child, referral, enquiry, plan, meeting;
    day_number target, date;
    bool transfer_in;
    enum team team;
    int worker;
};

struct plan {
    int child, referral, conference;
    day_number start, end;
    const char *category, *latest_category;
    bool other_authority;
};

struct review {
    int child, plan, meeting;
    day_number due, date;
    bool goes_on, quorate;
    const char *participation;
};

struct visit {
    int child, plan;
    day_number date;
    bool seen, alone, bedroom;
};

struct care_episode {
    int child, referral, care, placement;
    day_number entered, start, end, officer_contact;
    const char *start_reason, *end_reason, *need;
};

struct placement {
    int child, care;
    day_number start, end;
    const char *type, *provider, *change_reason;
    int miles_tenths;
};

struct legal_status {
    int child;
    const char *status;
    day_number start, end;
};

enum role { CASE_WORKER, REVIEWING_OFFICER };

/* A time during which a team is to have a worker for a child. */
struct stint {
    int child, referral;
    enum team team;
    enum role role;
    day_number start, end;
    day_number waits_until; /* for a worker; NO_DAY: has one, or needs none any more */
    int involvement;        /* the running one, or NOTHING */
    const char *reason;     /* why the next worker starts */
};

struct involvement {
    int child, referral, worker;
    enum team team;
    enum role role;
    day_number start, end;
    const char *reason;
    int before; /* the child's involvement before this one */
};

enum post { CASE_HOLDER, SENIOR, MANAGER, WITHOUT_CASES, NOT_REGISTERED, POST_COUNT };

struct worker {
    enum team team;
    enum post post;
    bool agency;
    int fte_tenths;
    day_number start, end;
    int cases; /* held now, while workers are being allocated */
};

struct county {
    struct arena *arena;
    uint64_t seed;
    int children; /* about how many are to become known */
    day_number until;
    struct random random;
    int periods_of_care, meetings;
    LIST_OF(struct child) people;
    LIST_OF(struct family) families;
    LIST_OF(struct referral) referrals;
    LIST_OF(struct assessment) assessments;
    LIST_OF(struct enquiry) enquiries;
    LIST_OF(struct conference) conferences;
    LIST_OF(struct plan) plans;
    LIST_OF(struct review) reviews;
    LIST_OF(struct visit) visits;
    LIST_OF(struct care_episode) care_episodes;
    LIST_OF(struct placement) placements;
    LIST_OF(struct legal_status) legal_statuses;
    LIST_OF(struct stint) stints;
    LIST_OF(struct involvement) involvements;
    LIST_OF(struct worker) workers;
};

enum { COUNTY_CHILDREN = 10500 };                           /* the size that everything is stated for */
int county_scaled(const struct county *county, int number); /* the same for this county's size       */

day_number eighteenth_birthday(const struct child *child);
void stint_add(struct county *county, int referral, enum team team, enum role role, day_number start,
               day_number end);

#endif
