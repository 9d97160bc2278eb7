/* A made-up county: its teams, families, children, workers, and what happened to them.
 *
 * First the county happens (families, front_door, protection, care; workforce; allocation), filling the lists
 * below. Then each extract is written from the finished, const county: what the lists hold is written as it
 * is, and detail that nothing else hangs on (visits to children in need, health checks, supervision, ...) is
 * made up while its file is written, from county_random(), which gives the same chance for the same row
 * whatever else is made. Rows point at each other by index into these lists; NOTHING and NOBODY are none.
 *
 * What happens is worked out past the last day; extracts leave out what lies after `until`, and dates after it
 * are blank (county_past). A row that a worker would type in is also left out while it waits to be typed
 * (county_recorded): in the last month some teams are behind.
 *
 * Days are told from the last one: `first` is where the history begins, `judged` when the county was judged
 * inadequate (three years before), `reorganised` when its teams were. story.h has the levels by day and team.
 * Children's ids count from 1 in order of people; siblings share a family; a child may be unborn (birth after
 * the day in question) and keeps the id when born. */
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

/* ---- units ---- */

enum team_kind {
    ASSESSMENT,
    SAFEGUARDING,
    CARE,
    REVIEWING
}; /* reviewing: conference chairs and reviewing officers */

struct team {
    enum team_kind kind;
    const char *id, *name;
    const char *service; /* the unit it belongs to */
    bool troubled;       /* the one in trouble; of the assessment teams, the slow one */
};

struct unit {
    const char *id, *name, *parent, *level; /* parent "": the council itself */
};

/* ---- people and what happens to them ---- */

struct child {
    int family;
    day_number birth; /* may lie ahead */
    bool boy;
    bool asylum;                        /* came to the country without family */
    const char *ethnicity, *disability; /* a code of the disability list, NULL: none */
    day_number known;                   /* first contact or referral; NO_DAY: not by the last day */
    day_number busy_until;              /* the case is open until then */
    int plans;
    int plan, care;  /* the latest of each, NOTHING: none; follow `before` back in time */
    int stint;       /* the case-worker stint that is running, while workers are being allocated */
    int involvement; /* the latest of a case worker, NOTHING: none; follow `before` back in time */
};

struct family {
    int area;
    int children[FAMILY_MOST];
    int count;
    day_number mother_birth;  /* of mothers who are themselves in the extract, else NO_DAY */
    day_number next_referral; /* NO_DAY: none foreseen */
    bool plan_next;           /* and it will lead to a plan */
};

struct contact {
    int child, referral; /* NOTHING: it led to none */
    day_number date;
    const char *source, *outcome;
};

struct early_help {
    int child;
    day_number start, end;
    const char *reason, *end_reason, *organisation;
};

struct referral {
    int child;
    day_number date, end;
    const char *need, *source, *close_reason;
    bool nfa;
    int team, worker;
};

struct assessment {
    int child, referral;
    day_number start, end;
    bool seen, nfa;
    int team, worker;
};

struct enquiry {
    int child, referral;
    day_number start, end;
    bool nfa;
    int team, worker;
};

struct conference {
    int child, referral, enquiry, plan, meeting;
    day_number target, date;
    bool transfer_in;
    int team, worker;
};

/* Help to a child in need under a plan, while there is neither a protection plan nor care. */
struct need_plan {
    int child, referral, team;
    day_number start, end;
};

struct plan {
    int child, referral, conference;
    day_number start, end;
    const char *category, *latest_category;
    bool other_authority;
    int team;
    int before; /* the child's plan before this one */
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

enum way_out { GOES_HOME, IS_ADOPTED, HAS_GUARDIAN, GROWS_UP };

/* A period of care, from entering to leaving. */
struct care_period {
    int child, referral, team;
    day_number entered, left;
    enum way_out way_out;
    bool short_breaks;
    day_number proceedings, order;       /* issued and made; NO_DAY: not in court */
    day_number decided, matched, placed; /* on the way to adoption; NO_DAY: not */
    int first_placement, placements;     /* index and count in the list of placements */
    int before;                          /* the child's period before this one */
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
    int child, care;
    const char *status;
    day_number start, end;
};

/* ---- workers ---- */

enum role { CASE_WORKER, REVIEWING_OFFICER };

/* A time during which a team is to have a worker for a child. */
struct stint {
    int child, referral, team;
    enum role role;
    day_number start, end;
    day_number waits_until; /* for a worker; NO_DAY: has one, or needs none any more */
    int involvement;        /* the running one, or NOTHING */
    const char *reason;     /* why the next worker starts */
};

struct involvement {
    int child, referral, worker, team;
    enum role role;
    day_number start, end;
    const char *reason;
    int before; /* the child's involvement of a case worker before this one */
};

enum post { CASE_HOLDER, SENIOR, MANAGER, WITHOUT_CASES, NOT_REGISTERED, POST_COUNT };

struct worker {
    int team;
    enum post post;
    bool agency;
    int fte_tenths;
    day_number start, end;
    int cases; /* held on the last day */
};

/* ---- all of it ---- */

struct calendar {
    day_number first;       /* the history that is asked for begins */
    day_number lead_in;     /* some months before: from here families are followed who come to need plans */
    day_number recorded;    /* contacts, early help and visits are in the case system from here */
    day_number judged;      /* inadequate */
    day_number reorganised; /* teams and services */
    day_number until;       /* the last day */
};

struct county {
    struct arena *arena;
    uint64_t seed;
    int council;        /* 0: the only one */
    const char *prefix; /* of ids and units; "" for the only one */
    const char *name;
    int population; /* under-18s: all levels are for so many */
    int years, dirt;
    bool harmless;
    struct calendar calendar;
    struct random random; /* while it happens */
    int meetings;

    struct team *teams; /* case-holding ones first, and the reviewing service last */
    int team_count;     /* without the reviewing service, whose index this is */
    int assessment_teams, safeguarding_teams, care_teams;
    LIST_OF(struct unit) units;

    LIST_OF(struct child) people;
    LIST_OF(struct family) families;
    LIST_OF(struct contact) contacts;
    LIST_OF(struct early_help) early_help;
    LIST_OF(struct referral) referrals;
    LIST_OF(struct assessment) assessments;
    LIST_OF(struct enquiry) enquiries;
    LIST_OF(struct conference) conferences;
    LIST_OF(struct need_plan) need_plans;
    LIST_OF(struct plan) plans;
    LIST_OF(struct review) reviews;
    LIST_OF(struct visit) visits;
    LIST_OF(struct care_period) care_periods;
    LIST_OF(struct care_episode) care_episodes;
    LIST_OF(struct placement) placements;
    LIST_OF(struct legal_status) legal_statuses;
    LIST_OF(struct stint) stints;
    LIST_OF(struct involvement) involvements;
    LIST_OF(struct worker) workers;
};

enum { COUNTY_POPULATION = 62000 };                         /* the size that levels are stated for */
int county_scaled(const struct county *county, int number); /* the same for this county            */

/* Teams by kind and area; every area has one of each, which it may share. */
void county_lay_out_teams(struct county *county, int teams);
int county_team(const struct county *county, enum team_kind kind, int area);
int county_areas(const struct county *county);

day_number eighteenth_birthday(const struct child *child);
bool county_past(const struct county *county, day_number day); /* on or before the last day */

/* The chance that belongs to one row: of a table (any number of its own) and an index. */
struct random county_random(const struct county *county, int table, long index);

/* The day on which what a team did on `day` is typed in, and whether that has come by the last day. */
day_number county_typed(const struct county *county, int team, day_number day, struct random *random);
bool county_recorded(const struct county *county, int team, day_number day, struct random *random);

/* Whether the child has a protection plan, or is looked after, on any of these days. */
bool county_protected(const struct county *county, int child, day_number from, day_number to);

/* The child's case worker at the end of that day: an involvement, or NOTHING. */
int county_case_worker(const struct county *county, int child, day_number day);

void stint_add(struct county *county, int referral, int team, enum role role, day_number start,
               day_number end);

#endif
