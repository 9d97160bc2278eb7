#include "samples/generator/families.h"

enum { UNBORN_PER_MILLE = 35, DISABLED_PER_MILLE = 90 };

/* As published for a shire county, roughly. */
static const char *const ethnicities[] = {"WBRI", "WOTH", "MWBC", "MOTH", "MWAS", "BAFR",
                                          "AOTH", "APKN", "OOTH", "WROM", "REFU", "NOBT"};
static const int ethnicity_weights[] = {745, 55, 35, 30, 20, 30, 20, 15, 20, 8, 4, 18};
enum { ETHNICITY_COUNT = sizeof ethnicity_weights / sizeof *ethnicity_weights };

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
    county->families.items[index] = (struct family){
        .area = (enum area)random_below(&county->random, AREA_COUNT), .next_referral = NO_DAY};
    return index;
}

static void family_add_child(struct county *county, int family, day_number birth, bool disabled,
                             const char *ethnicity)
{
    struct family *home = &county->families.items[family];
    int index = LIST_ADD(county->arena, county->people);
    county->people.items[index] = (struct child){.family = family,
                                                 .birth = birth,
                                                 .boy = random_chance(&county->random, 520),
                                                 .disabled = disabled,
                                                 .ethnicity = ethnicity,
                                                 .busy_until = INT32_MIN,
                                                 .stint = NOTHING};
    home->children[home->count++] = index;
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
    if (random_chance(random, UNBORN_PER_MILLE))
        family_add_child(county, family, day + random_between(random, 20, 170), false, ethnicity);
    return family;
}
