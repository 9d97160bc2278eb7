#include "samples/generator/contacts.h"

#include "samples/generator/families.h"
#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum {
    COMES_ON_ANY_DAY = 80,
    FAMILY_IS_KNOWN = 560,
    REFERRED_AFTER_CONTACT = 90,
    STEPS_UP = 130,
    SAME_DAY = 780
};

/* ---- sources and outcomes ---- */

static const struct {
    const char *code;
    int weight;
} sources[] = {{"1A", 50}, {"1B", 25}, {"1C", 10}, {"1D", 15}, {"2A", 190}, {"3A", 50},
               {"3B", 20}, {"3E", 30}, {"4", 15},  {"5A", 55}, {"5B", 60},  {"5C", 10},
               {"6", 300}, {"7", 80},  {"8", 40},  {"9", 25},  {"10", 25}};
enum { SOURCES = sizeof sources / sizeof *sources };

const char *choose_source(struct random *random)
{
    int weights[SOURCES];
    for (int i = 0; i < SOURCES; i++)
        weights[i] = sources[i].weight;
    return sources[random_weighted(random, weights, SOURCES)].code;
}

static const char *const outcomes[] = {"ADVICE_FLAG", "NFA_FLAG", "OTHER_OUTCOMES_EXIST_FLAG",
                                       "MISSING_FLAG"};
static const int outcome_weights[] = {470, 290, 200, 40};
enum { EARLY_HELP_OUTCOME = 2 };

/* ---- contacts ---- */

static int contact_add(struct county *county, int child, day_number date)
{
    int index = LIST_ADD(county->arena, county->contacts);
    county->contacts.items[index] = (struct contact){
        .child = child, .referral = NOTHING, .date = date, .source = choose_source(&county->random)};
    struct child *who = &county->people.items[child];
    if (date < who->known)
        who->known = date;
    return index;
}

void contact_of_referral(struct county *county, int referral)
{
    const struct referral *row = &county->referrals.items[referral];
    if (row->date < county->calendar.recorded)
        return;
    day_number date = row->date;
    if (!random_chance(&county->random, SAME_DAY) && is_working_day(date - 1))
        date--;
    int index = contact_add(county, row->child, date);
    struct contact *contact = &county->contacts.items[index];
    contact->referral = referral;
    contact->source = county->referrals.items[referral].source;
    contact->outcome = "NEW_REFERRAL_FLAG";
}

static int family_of_contact(struct county *county, day_number day)
{
    struct random *random = &county->random;
    if (county->families.count > 0 && random_chance(random, FAMILY_IS_KNOWN))
        return random_below(random, (int)county->families.count);
    int family = family_new(county, day);
    if (random_chance(random, REFERRED_AFTER_CONTACT))
        county->families.items[family].next_referral = day + random_between(random, 10, 300);
    return family;
}

/* One contact for each child that it is about; how many. */
static int contact_about(struct county *county, int family, day_number day)
{
    struct random *random = &county->random;
    int which = random_weighted(random, outcome_weights, 4), count = 0;
    bool all = random_chance(random, 600);
    for (int i = 0; i < county->families.items[family].count && (all || count == 0); i++) {
        int child = county->families.items[family].children[i];
        const struct child *who = &county->people.items[child];
        if (eighteenth_birthday(who) <= day || who->birth > day)
            continue;
        bool open = who->busy_until > day;
        int index = contact_add(county, child, day);
        county->contacts.items[index].outcome = open ? "EXISTING_REFERRAL_FLAG" : outcomes[which];
        if (which == EARLY_HELP_OUTCOME && !open)
            early_help_begin(county, child, working_days_after(day, random_between(random, 2, 15)));
        count++;
    }
    return count;
}

void contacts_of_month(struct county *county, day_number month, int referred)
{
    if (month < county->calendar.recorded)
        return;
    int wanted = referred * story_value(county, CONTACTS_LEAD_NOWHERE, NOTHING, month) / 1000;
    for (int tried = 0, count = 0; count < wanted && tried < 4 * wanted; tried++) {
        day_number day = day_in_month(&county->random, month);
        count += contact_about(county, family_of_contact(county, day), day);
    }
}

day_number day_in_month(struct random *random, day_number month)
{
    int length = day_month_end(month) - month + 1;
    day_number day = month + random_below(random, length);
    while (!is_working_day(day) && !random_chance(random, COMES_ON_ANY_DAY))
        day = month + random_below(random, length);
    return day;
}

/* ---- early help ---- */

void early_help_begin(struct county *county, int child, day_number start)
{
    static const char *const reasons[] = {"Parenting support", "Behaviour",        "School attendance",
                                          "Domestic abuse",    "Emotional health", "Housing or debt"};
    static const int reason_weights[] = {310, 210, 140, 140, 130, 70};
    static const char *const ends[] = {"Outcomes met", "Declined", "Moved away", "Universal services"};
    static const int end_weights[] = {620, 170, 50, 160};
    static const char *const organisations[] = {"Council", "School", "Health", "Voluntary organisation"};
    static const int organisation_weights[] = {620, 230, 80, 70};
    struct random *random = &county->random;
    if (start < county->calendar.recorded)
        return;
    day_number end = working_day_from(start + random_between(random, 40, random_between(random, 90, 340)));
    bool steps_up = random_chance(random, STEPS_UP);
    const char *reason = reasons[random_weighted(random, reason_weights, 6)];
    const char *how = ends[random_weighted(random, end_weights, 4)];
    const char *organisation = organisations[random_weighted(random, organisation_weights, 4)];
    int index = LIST_ADD(county->arena, county->early_help);
    county->early_help.items[index] = (struct early_help){.child = child,
                                                          .start = start,
                                                          .end = end,
                                                          .reason = reason,
                                                          .end_reason = steps_up ? "Step-up" : how,
                                                          .organisation = organisation};
    struct family *family = &county->families.items[county->people.items[child].family];
    if (steps_up && family->next_referral == NO_DAY)
        family->next_referral = end;
}
