#include "samples/generator/county.h"

#include "samples/generator/story.h"

#include "base/text.h"

/* ---- units ---- */

static const char *const compass[] = {"North", "South", "East", "West", "Central", "Coast", "Vale", "Forest"};
enum { COMPASS = sizeof compass / sizeof *compass };
static const char *const compass_ids[COMPASS] = {"north",   "south", "east", "west",
                                                 "central", "coast", "vale", "forest"};

static const struct {
    const char *id, *name, *service;
} kinds[] = {[ASSESSMENT] = {"assessment", "Assessment", "front_door"},
             [SAFEGUARDING] = {"safeguarding", "Safeguarding", "safeguarding"},
             [CARE] = {"care", "Care", "children_in_care"},
             [REVIEWING] = {"safeguarding", "Safeguarding and family support", ""}};

static const char *unit_id(const struct county *county, const char *id)
{
    return arena_format(county->arena, "%s%s", county->prefix, id);
}

static void add_unit(struct county *county, const char *id, const char *name, const char *parent,
                     const char *level)
{
    int index = LIST_ADD(county->arena, county->units);
    county->units.items[index] = (struct unit){id, name, parent, level};
}

/* North, South, ..., and North 2 once the compass has gone round. */
static struct team new_team(const struct county *county, enum team_kind kind, int which)
{
    int round = which / COMPASS + 1;
    const char *place = compass[which % COMPASS], *place_id = compass_ids[which % COMPASS];
    bool again = round > 1;
    return (struct team){
        .kind = kind,
        .id = again
                  ? arena_format(county->arena, "%s%s_%s_%d", county->prefix, kinds[kind].id, place_id, round)
                  : arena_format(county->arena, "%s%s_%s", county->prefix, kinds[kind].id, place_id),
        .name = again ? arena_format(county->arena, "%s %s %d", kinds[kind].name, place, round)
                      : arena_format(county->arena, "%s %s", kinds[kind].name, place),
        .service = unit_id(county, kinds[kind].service)};
}

static void add_service(struct county *county, const char *id, const char *name)
{
    add_unit(county, unit_id(county, id), name, county->units.items[0].id, "service");
    for (int i = 0; i < county->team_count; i++)
        if (text_equal(county->teams[i].service, unit_id(county, id)))
            add_unit(county, county->teams[i].id, county->teams[i].name, county->teams[i].service, "team");
}

void county_lay_out_teams(struct county *county, int teams)
{
    int least = teams * 3 / 8;
    county->assessment_teams = least > 0 ? least : 1;
    county->care_teams = teams / 4 > 0 ? teams / 4 : 1;
    county->safeguarding_teams = teams - county->assessment_teams - county->care_teams;
    county->team_count = teams;
    county->teams = ARENA_ARRAY(county->arena, struct team, (size_t)teams + 1);
    for (int i = 0; i < teams; i++) {
        int after = i - county->assessment_teams;
        if (after < 0)
            county->teams[i] = new_team(county, ASSESSMENT, i);
        else if (after < county->safeguarding_teams)
            county->teams[i] = new_team(county, SAFEGUARDING, after);
        else
            county->teams[i] = new_team(county, CARE, after - county->safeguarding_teams);
    }
    county->teams[teams] = (struct team){
        .kind = REVIEWING, .id = unit_id(county, kinds[REVIEWING].id), .name = kinds[REVIEWING].name};
    /* The third of each, or the last: East. */
    int slow = county->assessment_teams < 3 ? county->assessment_teams - 1 : 2;
    int troubled = county->safeguarding_teams < 3 ? county->safeguarding_teams - 1 : 2;
    county->teams[slow].troubled = true;
    county->teams[county->assessment_teams + troubled].troubled = true;
    add_unit(county,
             county->council == 0 ? "exampleshire"
                                  : arena_format(county->arena, "council_%03d", county->council),
             county->name, "", county->council == 0 ? "organisation" : "council");
    add_service(county, "front_door", "Front door and assessment");
    add_service(county, "safeguarding", "Safeguarding and family support");
    add_service(county, "children_in_care", "Children in care");
}

int county_areas(const struct county *county)
{
    return county->safeguarding_teams;
}

int county_team(const struct county *county, enum team_kind kind, int area)
{
    switch (kind) {
    case ASSESSMENT:
        return area % county->assessment_teams;
    case SAFEGUARDING:
        return county->assessment_teams + area;
    case CARE:
        return county->assessment_teams + county->safeguarding_teams + area % county->care_teams;
    case REVIEWING:
        break;
    }
    return county->team_count;
}

/* ---- sizes, days and chance ---- */

int county_scaled(const struct county *county, int number)
{
    return (int)(((int64_t)number * county->population + COUNTY_POPULATION / 2) / COUNTY_POPULATION);
}

day_number eighteenth_birthday(const struct child *child)
{
    return day_add_months(child->birth, 18 * 12);
}

bool county_past(const struct county *county, day_number day)
{
    return day <= county->calendar.until;
}

struct random county_random(const struct county *county, int table, long index)
{
    uint64_t about = random_mixed(county->seed, (uint64_t)table, (uint64_t)index);
    return random_from(about, (uint64_t)table);
}

/* Nearly all is typed in within days, a part of it within weeks; in the last month far more than that. */
day_number county_typed(const struct county *county, int team, day_number day, struct random *random)
{
    enum { LATE_BEFORE = 90, BEHIND_DAYS = 45, LATE_DAYS = 21 };
    bool behind = day + BEHIND_DAYS >= county->calendar.until;
    int late = behind ? story_value(county, TYPED_LATE, team, county->calendar.until) : LATE_BEFORE;
    bool waits = random_chance(random, late);
    return day + random_between(random, waits ? 3 : 0, !waits ? 3 : behind ? BEHIND_DAYS : LATE_DAYS);
}

bool county_recorded(const struct county *county, int team, day_number day, struct random *random)
{
    return county_past(county, county_typed(county, team, day, random));
}

/* ---- who works with a child ---- */

int county_case_worker(const struct county *county, int child, day_number day)
{
    int index = county->people.items[child].involvement;
    while (index != NOTHING && county->involvements.items[index].start > day)
        index = county->involvements.items[index].before;
    return index;
}

bool county_protected(const struct county *county, int child, day_number from, day_number to)
{
    for (int i = county->people.items[child].plan; i != NOTHING; i = county->plans.items[i].before)
        if (county->plans.items[i].start <= to && county->plans.items[i].end > from)
            return true;
    for (int i = county->people.items[child].care; i != NOTHING; i = county->care_periods.items[i].before)
        if (county->care_periods.items[i].entered <= to && county->care_periods.items[i].left > from)
            return true;
    return false;
}

void stint_add(struct county *county, int referral, int team, enum role role, day_number start,
               day_number end)
{
    /* No involvement is recorded before the families that are followed from the first. */
    if (start < county->calendar.lead_in)
        start = county->calendar.lead_in;
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
