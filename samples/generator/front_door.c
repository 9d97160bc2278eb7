#include "samples/generator/front_door.h"

#include "samples/generator/care.h"
#include "samples/generator/contacts.h"
#include "samples/generator/families.h"
#include "samples/generator/journey.h"
#include "samples/generator/protection.h"
#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum {
    PLANS_A_MONTH = 24, /* children, before all are followed */
    LEFT_OUT = 120,     /* per mille: a brother or sister whom the referral is not about */
    ENTERS_CARE_FROM_HELP = 29,
    REFERRED_AGAIN_SOON = 300,
    REFERRED_AGAIN_LATER = 430,
    FAMILIES_OF_LONG_AGO = 330,
    OLDEST_DAYS = 17 * 365 + 180
};

/* ---- referrals ---- */

struct code {
    const char *code;
    int weight;
};

static const char *choose_code(struct random *random, const struct code *codes, int count)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += codes[i].weight;
    int left = random_below(random, total);
    while (left >= codes->weight)
        left -= (codes++)->weight;
    return codes->code;
}

static const struct code needs[] = {{"N1", 560}, {"N2", 70}, {"N3", 40}, {"N4", 100}, {"N5", 150},
                                    {"N6", 25},  {"N7", 5},  {"N8", 20}, {"N0", 30}};
int referral_add(struct county *county, int child, day_number day, const char *need)
{
    struct random *random = &county->random;
    const struct child *who = &county->people.items[child];
    const char *own_need = need ? need : choose_code(random, needs, sizeof needs / sizeof *needs);
    const char *source = choose_source(random);
    int index = LIST_ADD(county->arena, county->referrals);
    county->referrals.items[index] =
        (struct referral){.child = child,
                          .date = day,
                          .end = NO_DAY,
                          .need = own_need,
                          .source = source,
                          .team = county_team(county, ASSESSMENT, county->families.items[who->family].area),
                          .worker = NOBODY};
    if (day < who->known)
        county->people.items[child].known = day;
    return index;
}

void referral_close(struct county *county, int referral, day_number day, const char *reason)
{
    struct referral *closing = &county->referrals.items[referral];
    closing->end = day;
    closing->close_reason = reason;
    county->people.items[closing->child].busy_until = day;
}

struct child *journey_child(const struct journey *journey, int index)
{
    struct county *county = journey->county;
    return &county->people.items[county->referrals.items[journey->referrals[index]].child];
}

static bool can_be_referred(const struct child *who, day_number day)
{
    return who->busy_until < day && day - who->birth < OLDEST_DAYS && who->birth - day < 200;
}

static struct journey journey_begin(struct county *county, int family, day_number day)
{
    struct random *random = &county->random;
    struct journey journey = {.county = county,
                              .family = family,
                              .area = county->families.items[family].area,
                              .day = day,
                              .assessed = day,
                              .last_close = day,
                              .plan_end = NO_DAY};
    const char *need = choose_code(random, needs, sizeof needs / sizeof *needs);
    for (int i = 0; i < county->families.items[family].count; i++) {
        int child = county->families.items[family].children[i];
        bool left_out = journey.count > 0 && random_chance(random, LEFT_OUT);
        if (left_out || !can_be_referred(&county->people.items[child], day))
            continue;
        journey.referrals[journey.count] = referral_add(county, child, day, need);
        contact_of_referral(county, journey.referrals[journey.count++]);
    }
    return journey;
}

/* ---- assessment ---- */

static day_number later(day_number a, day_number b)
{
    return a > b ? a : b;
}

/* Most are finished as the time runs out. */
static int assessment_length(struct random *random, int in_time)
{
    if (!random_chance(random, in_time))
        return 46 + random_below(random, random_between(random, 4, 60));
    int a = random_between(random, 8, 45), b = random_between(random, 22, 45);
    return a > b ? a : b;
}

static day_number assess(struct journey *journey, bool nothing_more)
{
    struct county *county = journey->county;
    struct random *random = &county->random;
    int team = county_team(county, ASSESSMENT, journey->area);
    day_number start = working_days_after(working_day_from(journey->day), random_below(random, 2));
    int in_time = story_value(county, ASSESSED_IN_TIME, team, start);
    day_number end = working_days_after(start, assessment_length(random, in_time));
    journey->assessed = later(journey->assessed, end);
    for (int i = 0; i < journey->count; i++) {
        int referral = journey->referrals[i];
        day_number grown = eighteenth_birthday(journey_child(journey, i));
        bool unborn = journey_child(journey, i)->birth > end;
        int index = LIST_ADD(county->arena, county->assessments);
        county->assessments.items[index] =
            (struct assessment){.child = county->referrals.items[referral].child,
                                .referral = referral,
                                .start = start,
                                .end = end < grown ? end : grown,
                                .seen = !unborn && random_chance(random, 970),
                                .nfa = nothing_more,
                                .team = team,
                                .worker = NOBODY};
    }
    return end;
}

/* ---- the ways a referral can go ---- */

static void close_child(struct journey *journey, int index, day_number close, const char *reason)
{
    day_number grown = eighteenth_birthday(journey_child(journey, index));
    if (close > grown)
        close = grown;
    referral_close(journey->county, journey->referrals[index], close, reason);
    if (close > journey->last_close)
        journey->last_close = close;
}

static void assessed_until(struct journey *journey, int index, day_number end)
{
    stint_add(journey->county, journey->referrals[index],
              county_team(journey->county, ASSESSMENT, journey->area), CASE_WORKER, journey->day, end);
}

void need_plan_add(struct county *county, int referral, day_number start, day_number end)
{
    enum { LEAST_DAYS = 7 };
    const struct child *who = &county->people.items[county->referrals.items[referral].child];
    if (end > eighteenth_birthday(who))
        end = eighteenth_birthday(who);
    if (end - start < LEAST_DAYS)
        return;
    int area = county->families.items[who->family].area;
    int index = LIST_ADD(county->arena, county->need_plans);
    county->need_plans.items[index] = (struct need_plan){.child = county->referrals.items[referral].child,
                                                         .referral = referral,
                                                         .team = county_team(county, SAFEGUARDING, area),
                                                         .start = start,
                                                         .end = end};
}

static bool can_enter_care(const struct child *who, day_number entry)
{
    return entry > who->birth && eighteenth_birthday(who) - entry > 60;
}

void help_child(struct journey *journey, int index, day_number handover, day_number need_from,
                day_number close)
{
    const struct child *who = journey_child(journey, index);
    close = later(close, journey->assessed);
    if (close > eighteenth_birthday(who))
        close = eighteenth_birthday(who);
    assessed_until(journey, index, handover < close ? handover : close);
    stint_add(journey->county, journey->referrals[index],
              county_team(journey->county, SAFEGUARDING, journey->area), CASE_WORKER, handover, close);
    need_plan_add(journey->county, journey->referrals[index], need_from, close);
    close_child(journey, index, close, "RC7");
}

void help_child_into_care(struct journey *journey, int index, day_number handover, day_number need_from,
                          day_number entry)
{
    struct county *county = journey->county;
    if (!can_enter_care(journey_child(journey, index), entry)) {
        help_child(journey, index, handover, need_from, later(entry, handover));
        return;
    }
    int referral = journey->referrals[index];
    need_plan_add(county, referral, need_from, entry);
    day_number care_team_from = care_begin(county, referral, entry, later(handover, journey->assessed));
    assessed_until(journey, index, handover < care_team_from ? handover : care_team_from);
    stint_add(county, referral, county_team(journey->county, SAFEGUARDING, journey->area), CASE_WORKER,
              handover, care_team_from);
}

/* Help that for some children ends in care. */
static void help_or_care(struct journey *journey, int index, day_number handover, day_number close)
{
    struct random *random = &journey->county->random;
    day_number entry = working_day_from(handover + random_between(random, 5, 200));
    if (random_chance(random, ENTERS_CARE_FROM_HELP) && entry < close)
        help_child_into_care(journey, index, handover, handover, entry);
    else
        help_child(journey, index, handover, handover, close);
}

static void go_nowhere(struct journey *journey)
{
    for (int i = 0; i < journey->count; i++) {
        journey->county->referrals.items[journey->referrals[i]].nfa = true;
        close_child(journey, i, journey->day, NULL);
    }
}

static void maybe_enquire(struct journey *journey, int per_mille, bool conference)
{
    struct random *random = &journey->county->random;
    if (random_chance(random, per_mille))
        enquiry_only(journey, working_days_after(working_day_from(journey->day), random_below(random, 12)),
                     conference);
}

static void close_after_assessment(struct journey *journey, const char *reason)
{
    struct random *random = &journey->county->random;
    maybe_enquire(journey, 290, false);
    assess(journey, true);
    day_number close = working_days_after(journey->assessed, random_below(random, 6));
    for (int i = 0; i < journey->count; i++) {
        assessed_until(journey, i, close);
        close_child(journey, i, close, reason);
    }
}

static void assessed_not_in_need(struct journey *journey)
{
    close_after_assessment(journey, "RC8");
}

static void passed_to_early_help(struct journey *journey)
{
    close_after_assessment(journey, "RC9");
    for (int i = 0; i < journey->count; i++)
        early_help_begin(journey->county, journey->county->referrals.items[journey->referrals[i]].child,
                         working_days_after(journey->last_close, 3));
}

static day_number hand_over(struct journey *journey)
{
    day_number assessed = assess(journey, false);
    return working_days_after(assessed, random_between(&journey->county->random, 0, 8));
}

static int help_length(struct random *random)
{
    static const int lengths[] = {400, 360, 115, 45, 80};
    static const int least[] = {21, 90, 200, 400, 800}, most[] = {90, 200, 400, 800, 3600};
    int which = random_weighted(random, lengths, 5);
    return random_between(random, least[which], most[which]);
}

static void child_in_need(struct journey *journey)
{
    struct random *random = &journey->county->random;
    maybe_enquire(journey, 330, random_chance(random, 170));
    day_number handover = hand_over(journey);
    day_number close = working_day_from(handover + help_length(random));
    for (int i = 0; i < journey->count; i++)
        help_or_care(journey, i, handover, close);
}

static void protected_at_once(struct journey *journey)
{
    struct random *random = &journey->county->random;
    day_number enquired = working_days_after(working_day_from(journey->day), random_below(random, 9));
    hand_over(journey);
    protect(journey, PLAN_AFTER_ENQUIRY, enquired, NO_DAY);
}

static void protected_later(struct journey *journey)
{
    struct random *random = &journey->county->random;
    day_number handover = hand_over(journey);
    day_number enquired = working_day_from(handover + random_between(random, 15, 240));
    protect(journey, PLAN_AFTER_ENQUIRY, enquired, handover);
}

static void transferred_in(struct journey *journey)
{
    protect(journey, PLAN_TRANSFERRED_IN, journey->day + 6, NO_DAY);
}

static void minded_for_another_authority(struct journey *journey)
{
    protect(journey, PLAN_OF_ANOTHER_AUTHORITY, journey->day + 3, NO_DAY);
}

static void into_care(struct journey *journey)
{
    struct random *random = &journey->county->random;
    day_number handover = hand_over(journey);
    day_number entry = working_day_from(journey->day + random_between(random, 0, 60));
    for (int i = 0; i < journey->count; i++) {
        if (i == 0 || random_chance(random, 600))
            help_child_into_care(journey, i, handover, handover, entry);
        else
            help_child(journey, i, handover, handover, working_day_from(handover + help_length(random)));
    }
}

/* Per mille of referred families. */
static const struct {
    int weight;
    void (*go)(struct journey *journey);
} ways[] = {
    {72, go_nowhere},     {365, assessed_not_in_need},       {110, passed_to_early_help},
    {345, child_in_need}, {54, protected_at_once},           {27, protected_later},
    {3, transferred_in},  {2, minded_for_another_authority}, {30, into_care},
};
enum { WAY_COUNT = sizeof ways / sizeof *ways };

static void go_some_way(struct journey *journey)
{
    int weights[WAY_COUNT];
    for (int i = 0; i < WAY_COUNT; i++)
        weights[i] = ways[i].weight;
    ways[random_weighted(&journey->county->random, weights, WAY_COUNT)].go(journey);
}

/* ---- families, again and again ---- */

static void foresee_next_referral(struct journey *journey)
{
    struct county *county = journey->county;
    struct random *random = &county->random;
    struct family *family = &county->families.items[journey->family];
    day_number close = journey->last_close;
    int soon = journey->day + 364 - close;
    family->next_referral = NO_DAY;
    bool was_protected = journey->plan_end != NO_DAY;
    bool returns =
        was_protected && random_chance(random, story_value(county, PLAN_RETURNS, NOTHING, journey->plan_end));
    bool returns_later = was_protected && random_chance(random, story_value(county, PLAN_RETURNS_LATER,
                                                                            NOTHING, journey->plan_end));
    family->plan_next = returns || returns_later;
    if (returns)
        family->next_referral = close + random_between(random, 20, 400);
    else if (returns_later)
        family->next_referral = close + random_between(random, 750, 1800);
    else if (soon > 20 && random_chance(random, REFERRED_AGAIN_SOON))
        family->next_referral = close + random_between(random, 8, soon);
    else if (random_chance(random, REFERRED_AGAIN_LATER))
        family->next_referral = close + random_between(random, soon > 40 ? soon : 40, 1000);
}

/* A family's journey from a referral; how many of its children were in it. */
static int family_referred(struct county *county, int family, day_number day)
{
    bool to_plan = county->families.items[family].plan_next;
    county->families.items[family].next_referral = NO_DAY;
    struct journey journey = journey_begin(county, family, day);
    if (journey.count == 0)
        return 0;
    if (to_plan)
        protected_at_once(&journey);
    else
        go_some_way(&journey);
    foresee_next_referral(&journey);
    return journey.count;
}

static int referred_again(struct county *county, day_number month)
{
    day_number last = day_month_end(month);
    size_t known = county->families.count;
    int children = 0;
    for (size_t i = 0; i < known; i++) {
        day_number day = county->families.items[i].next_referral;
        if (day < month || day > last)
            continue;
        if (!is_working_day(day) && !random_chance(&county->random, 280))
            day = working_day_from(day);
        children += family_referred(county, (int)i, day);
    }
    return children;
}

static int children_this_month(const struct county *county, day_number month)
{
    if (month < county->calendar.first)
        return county_scaled(county, PLANS_A_MONTH);
    int average = county_scaled(county, story_value(county, REFERRALS_A_MONTH, NOTHING, month));
    return average * story_season(month) / 100;
}

static void month_of_referrals(struct county *county, day_number month)
{
    struct random *random = &county->random;
    int wanted = children_this_month(county, month) * random_between(random, 95, 105) / 100;
    int children = referred_again(county, month);
    while (children < wanted) {
        day_number day = day_in_month(random, month);
        int family = family_new(county, day);
        county->families.items[family].plan_next = month < county->calendar.first;
        children += family_referred(county, family, day);
    }
    contacts_of_month(county, month, children);
    if (month >= county->calendar.first)
        care_asylum(county, month);
}

/* Families with plans years before the rest is followed; in time they come back to have another. */
static void plans_of_long_ago(struct county *county)
{
    struct random *random = &county->random;
    day_number first = county->calendar.lead_in;
    int families = FAMILIES_OF_LONG_AGO * (county->years + 3) / 8;
    for (int i = county_scaled(county, families); i > 0; i--) {
        day_number day = working_day_from(first - random_between(random, 800, 2900));
        int family = family_new(county, day);
        county->families.items[family].plan_next = true;
        family_referred(county, family, day);
        county->families.items[family].plan_next = true;
        county->families.items[family].next_referral =
            first + random_between(random, 0, county->calendar.until - first + 1000);
    }
}

void county_happens(struct county *county)
{
    plans_of_long_ago(county);
    care_stock(county, county->calendar.first);
    day_number month = county->calendar.lead_in;
    for (; month <= county->calendar.until; month = day_add_months(month, 1))
        month_of_referrals(county, month);
}
