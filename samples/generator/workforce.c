#include "samples/generator/workforce.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

/* The first month of joiners and leavers; whoever is there already began in the years before. */
static const struct date first_month = {2020, 12, 1};

enum { AGENCY_LEAVES = 75, AGENCY_LEAVES_WHEN_MANY = 230, SEED_STREAM = 2 };

/* Full-time posts. Only case-holders' posts follow the story's vacancies and agency share. */
static const int posts[TEAM_COUNT][POST_COUNT] = {
    [ASSESSMENT_NORTH] = {11, 2, 2, 0, 1},   [ASSESSMENT_SOUTH] = {11, 2, 2, 0, 1},
    [ASSESSMENT_EAST] = {11, 2, 2, 1, 1},    [SAFEGUARDING_NORTH] = {18, 3, 2, 0, 3},
    [SAFEGUARDING_SOUTH] = {18, 3, 2, 1, 3}, [SAFEGUARDING_EAST] = {17, 3, 2, 0, 3},
    [CARE_EAST] = {13, 2, 2, 0, 2},          [CARE_WEST] = {14, 2, 2, 1, 2},
    [REVIEWING] = {0, 0, 1, 10, 0},
};

struct hiring {
    struct county *county;
    struct random random;
};

static bool is_there(const struct worker *worker, enum team team, enum post post)
{
    return worker->team == team && worker->post == post && worker->end == NO_DAY;
}

/* Tenths of full-time posts filled; of them, by agency workers. */
static int filled(const struct county *county, enum team team, enum post post, int *agency)
{
    int total = 0;
    *agency = 0;
    for (size_t i = 0; i < county->workers.count; i++) {
        const struct worker *worker = &county->workers.items[i];
        if (!is_there(worker, team, post))
            continue;
        total += worker->fte_tenths;
        *agency += worker->agency ? worker->fte_tenths : 0;
    }
    return total;
}

static day_number working_day_of(struct random *random, day_number month)
{
    return working_day_from(month + random_below(random, 24));
}

static int agency_share(enum team team, enum post post, day_number month)
{
    return post == CASE_HOLDER ? story_value(AGENCY_SHARE, team, month) : 0;
}

static void hire(struct hiring *hiring, enum team team, enum post post, bool agency, day_number start)
{
    static const int fte[] = {10, 8, 6, 5};
    static const int weights[] = {720, 150, 100, 30};
    struct county *county = hiring->county;
    int index = LIST_ADD(county->arena, county->workers);
    county->workers.items[index] =
        (struct worker){.team = team,
                        .post = post,
                        .agency = agency,
                        .fte_tenths = agency ? 10 : fte[random_weighted(&hiring->random, weights, 4)],
                        .start = start,
                        .end = NO_DAY};
}

static int posts_to_fill(const struct county *county, enum team team, enum post post, day_number month)
{
    int wanted = county_scaled(county, posts[team][post] * 10);
    if (wanted > 0 && wanted < 10)
        wanted = 10;
    if (post == CASE_HOLDER)
        wanted -= wanted * story_value(POSTS_VACANT, team, month) / 1000;
    return wanted;
}

static void fill_posts(struct hiring *hiring, enum team team, enum post post, day_number month, bool at_first)
{
    struct random *random = &hiring->random;
    int wanted = posts_to_fill(hiring->county, team, post, month);
    int share = agency_share(team, post, month);
    int agency;
    int there = filled(hiring->county, team, post, &agency);
    while (there + 5 <= wanted) {
        bool from_agency = agency * 1000 < share * there || (there == 0 && share > 0);
        day_number start = working_day_of(random, month);
        if (at_first)
            start = working_day_from(month - random_between(random, 30, from_agency ? 300 : 3600));
        hire(hiring, team, post, from_agency, start);
        there = filled(hiring->county, team, post, &agency);
    }
}

static int chance_of_leaving(const struct worker *worker, bool too_much_agency, day_number month)
{
    if (worker->agency)
        return too_much_agency ? AGENCY_LEAVES_WHEN_MANY : AGENCY_LEAVES;
    if (worker->post != CASE_HOLDER)
        return 6;
    return story_value(LEAVES_IN_A_MONTH, worker->team, month);
}

static void let_go(struct hiring *hiring, enum team team, enum post post, day_number month)
{
    struct county *county = hiring->county;
    int agency;
    int there = filled(county, team, post, &agency);
    bool too_much_agency = agency * 1000 > (agency_share(team, post, month) + 40) * there;
    for (size_t i = 0; i < county->workers.count; i++) {
        struct worker *worker = &county->workers.items[i];
        if (is_there(worker, team, post) && worker->start < month &&
            random_chance(&hiring->random, chance_of_leaving(worker, too_much_agency, month)))
            worker->end = working_day_of(&hiring->random, month);
    }
}

void workforce_happens(struct county *county)
{
    struct hiring hiring = {county, random_from(county->seed, SEED_STREAM)};
    day_number first = day_from_date(first_month);
    for (day_number month = first; month <= county->until; month = day_add_months(month, 1)) {
        for (enum team team = 0; team < TEAM_COUNT; team++) {
            for (enum post post = 0; post < POST_COUNT; post++) {
                let_go(&hiring, team, post, month);
                fill_posts(&hiring, team, post, month, month == first);
            }
        }
    }
}
