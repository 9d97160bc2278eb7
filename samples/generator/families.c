#include "samples/generator/families.h"

enum { UNBORN_PER_MILLE = 35, DISABLED_PER_MILLE = 115, MOTHERS_KNOWN = 120 };

/* As published for a shire county, roughly. */
static const char *const ethnicities[] = {"WBRI", "WOTH", "MWBC", "MOTH", "MWAS", "BAFR",
                                          "AOTH", "APKN", "OOTH", "WROM", "REFU", "NOBT"};
static const int ethnicity_weights[] = {745, 55, 35, 30, 20, 30, 20, 15, 20, 8, 4, 18};
enum { ETHNICITY_COUNT = sizeof ethnicity_weights / sizeof *ethnicity_weights };

/* Of children with a disability, by the list of the return. */
static const char *const disabilities[] = {"LD", "AUT", "BEH", "COMM", "MOB",
                                           "PC", "INC", "VIS", "HEAR", "CON"};
static const int disability_weights[] = {300, 320, 110, 80, 60, 30, 20, 25, 30, 25};
enum { DISABILITY_COUNT = sizeof disability_weights / sizeof *disability_weights };

struct ages {
    int least_years, most_years;
};
static const struct ages age_bands[] = {{0, 1}, {1, 5}, {5, 10}, {10, 16}, {16, 18}};
static const int referral_age_weights[] = {90, 230, 280, 320, 60};
static const int care_age_weights[] = {180, 170, 190, 330, 130};
enum { AGE_BANDS = sizeof age_bands / sizeof *age_bands };

static int age_by(struct random *random, const int *weights)
{
    const struct ages *band = &age_bands[random_weighted(random, weights, AGE_BANDS)];
    return random_between(random, band->least_years * 365 + 1, band->most_years * 365 - 60);
}

int age_at_referral(struct random *random)
{
    return age_by(random, referral_age_weights);
}

int age_into_care(struct random *random)
{
    return age_by(random, care_age_weights);
}

static int family_empty(struct county *county)
{
    int index = LIST_ADD(county->arena, county->families);
    county->families.items[index] =
        (struct family){.area = random_below(&county->random, county_areas(county)),
                        .mother_birth = NO_DAY,
                        .next_referral = NO_DAY};
    return index;
}

static int family_add_child(struct county *county, int family, day_number birth, bool disabled,
                            const char *ethnicity)
{
    struct family *home = &county->families.items[family];
    struct random *random = &county->random;
    const char *disability = disabilities[random_weighted(random, disability_weights, DISABILITY_COUNT)];
    int index = LIST_ADD(county->arena, county->people);
    county->people.items[index] = (struct child){.family = family,
                                                 .birth = birth,
                                                 .boy = random_chance(&county->random, 520),
                                                 .disability = disabled ? disability : NULL,
                                                 .ethnicity = ethnicity,
                                                 .known = NO_DAY,
                                                 .busy_until = INT32_MIN,
                                                 .stint = NOTHING,
                                                 .involvement = NOTHING,
                                                 .plan = NOTHING,
                                                 .care = NOTHING};
    home->children[home->count++] = index;
    return index;
}

static const char *ethnicity_of_family(struct random *random)
{
    return ethnicities[random_weighted(random, ethnicity_weights, ETHNICITY_COUNT)];
}

int family_of_one(struct county *county, day_number birth, bool disabled)
{
    int family = family_empty(county);
    family_add_child(county, family, birth, disabled, ethnicity_of_family(&county->random));
    return family;
}

int family_of_asylum(struct county *county, day_number day)
{
    static const char *const ethnicities_then[] = {"AOTH", "BAFR", "OOTH"};
    static const int weights[] = {420, 330, 250};
    struct random *random = &county->random;
    int family = family_empty(county);
    day_number birth = day - random_between(random, 15 * 365, 18 * 365 - 90);
    int child =
        family_add_child(county, family, birth, false, ethnicities_then[random_weighted(random, weights, 3)]);
    county->people.items[child].asylum = true;
    county->people.items[child].boy = random_chance(random, 950);
    return family;
}

int family_new(struct county *county, day_number day)
{
    static const int sizes[] = {430, 310, 180, 80};
    struct random *random = &county->random;
    int family = family_empty(county);
    const char *ethnicity = ethnicity_of_family(random);
    int wanted = 1 + random_weighted(random, sizes, 4);
    day_number birth = day - age_at_referral(random);
    for (int i = 0; i < wanted && birth < day; i++) {
        family_add_child(county, family, birth, random_chance(random, DISABLED_PER_MILLE), ethnicity);
        birth += random_between(random, 400, 1900);
    }
    bool mother_known = random_chance(random, MOTHERS_KNOWN);
    if (mother_known)
        county->families.items[family].mother_birth = birth - random_between(random, 16 * 365, 34 * 365);
    if (random_chance(random, UNBORN_PER_MILLE))
        family_add_child(county, family, day + random_between(random, 20, 170), false, ethnicity);
    return family;
}
