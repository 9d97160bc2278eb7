#include "samples/generator/county.h"

/* Teams first, in the order of enum team. */
static const struct unit_name units[] = {
    [ASSESSMENT_NORTH] = {"assessment_north", "Assessment North", 10},
    [ASSESSMENT_SOUTH] = {"assessment_south", "Assessment South", 10},
    [ASSESSMENT_EAST] = {"assessment_east", "Assessment East", 10},
    [SAFEGUARDING_NORTH] = {"safeguarding_north", "Safeguarding North", 8},
    [SAFEGUARDING_SOUTH] = {"safeguarding_south", "Safeguarding South", 8},
    [SAFEGUARDING_EAST] = {"safeguarding_east", "Safeguarding East", 8},
    [CARE_EAST] = {"care_east", "Care East", 11},
    [CARE_WEST] = {"care_west", "Care West", 11},
    [REVIEWING] = {"safeguarding", "Safeguarding and family support", 9},
    {"exampleshire", "Exampleshire", NOTHING},
    {"front_door", "Front door and assessment", 9},
    {"children_in_care", "Children in care", 9},
};
enum { UNIT_COUNT = sizeof units / sizeof *units };

/* No involvement is recorded before the case system began. */
static const struct date system_began = {2021, 1, 4};

const struct unit_name *county_unit(int index)
{
    return index < UNIT_COUNT ? &units[index] : NULL;
}

const char *team_id(enum team team)
{
    return units[team].id;
}

enum team assessment_team(enum area area)
{
    return ASSESSMENT_NORTH + area;
}

enum team safeguarding_team(enum area area)
{
    return SAFEGUARDING_NORTH + area;
}

int county_scaled(const struct county *county, int number)
{
    return (int)(((int64_t)number * county->children + COUNTY_CHILDREN / 2) / COUNTY_CHILDREN);
}

day_number eighteenth_birthday(const struct child *child)
{
    return day_add_months(child->birth, 18 * 12);
}

void stint_add(struct county *county, int referral, enum team team, enum role role, day_number start,
               day_number end)
{
    day_number began = day_from_date(system_began);
    if (start < began)
        start = began;
    if (end <= start)
        return;
    int index = LIST_ADD(county->arena, county->stints);
    county->stints.items[index] = (struct stint){.child = county->referrals.items[referral].child,
                                                 .referral = referral,
                                                 .team = team,
                                                 .role = role,
                                                 .start = start,
                                                 .end = end,
                                                 .waits_until = NO_DAY,
                                                 .involvement = NOTHING,
                                                 .reason = "FCONTA"};
}
