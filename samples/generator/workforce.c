#include "samples/generator/workforce.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum { AGENCY_LEAVES = 75, AGENCY_LEAVES_WHEN_MANY = 230, SEED_STREAM = 2, TEAMS_STATED_FOR = 8 };

/* Full-time posts of a team when the county has eight. Only case-holders' posts follow the story's vacancies and
 * agency share. */
static const int posts[][POST_COUNT] = {[ASSESSMENT] = {11, 2, 2, 1, 1},
                                        [SAFEGUARDING] = {18, 3, 2, 1, 3},
                                        [CARE] = {14, 2, 2, 1, 2},
                                        [REVIEWING] = {0, 0, 1, 10, 0}};

/* Those in one kind of post of one team, by index into the workers. */
struct crew {
    LIST_OF(int) there;
    int tenths, agency_tenths;
};

struct hiring {
    struct county *county;
    struct random random;
    struct crew *crews; /* by team, then post */
};

static struct crew *crew_of(struct hiring *hiring, int team, enum post post)
{
    return &hiring->crews[team * POST_COUNT + (int)post];
}

static day_number working_day_of(struct random *random, day_number month)
{
    return working_day_from(month + random_below(random, 24));
}

static int agency_share(const struct county *county, int team, enum post post, day_number month)
{
    return post == CASE_HOLDER ? story_value(county, AGENCY_SHARE, team, month) : 0;
}

static void count_in(struct crew *crew, const struct worker *worker, int sign)
{
    crew->tenths += sign * worker->fte_tenths;
    crew->agency_tenths += worker->agency ? sign * worker->fte_tenths : 0;
}

static void hire(struct hiring *hiring, int team, enum post post, bool agency, day_number start)
{
    static const int fte[] = {10, 8, 6, 5};
    static const int weights[] = {720, 150, 100, 30};
    struct county *county = hiring->county;
    struct crew *crew = crew_of(hiring, team, post);
    int index = LIST_ADD(county->arena, county->workers);
    county->workers.items[index] =
        (struct worker){.team = team,
                        .post = post,
                        .agency = agency,
                        .fte_tenths = agency ? 10 : fte[random_weighted(&hiring->random, weights, 4)],
                        .start = start,
                        .end = NO_DAY};
    int place = LIST_ADD(county->arena, crew->there);
    crew->there.items[place] = index;
    count_in(crew, &county->workers.items[index], 1);
}

static int posts_to_fill(const struct county *county, int team, enum post post, day_number month)
{
    enum team_kind kind = county->teams[team].kind;
    int of_all = kind == REVIEWING ? 1 : county->team_count;
    int wanted =
        county_scaled(county, posts[kind][post] * 10 * (kind == REVIEWING ? 1 : TEAMS_STATED_FOR)) / of_all;
    if (wanted > 0 && wanted < 10)
        wanted = 10;
    if (post == CASE_HOLDER)
        wanted -= wanted * story_value(county, POSTS_VACANT, team, month) / 1000;
    return wanted;
}

static void fill_posts(struct hiring *hiring, int team, enum post post, day_number month, bool at_first)
{
    struct random *random = &hiring->random;
    const struct crew *crew = crew_of(hiring, team, post);
    int wanted = posts_to_fill(hiring->county, team, post, month);
    int share = agency_share(hiring->county, team, post, month);
    while (crew->tenths + 5 <= wanted) {
        bool from_agency =
            crew->agency_tenths * 1000 < share * crew->tenths || (crew->tenths == 0 && share > 0);
        day_number start = working_day_of(random, month);
        if (at_first)
            start = working_day_from(month - random_between(random, 30, from_agency ? 300 : 3600));
        hire(hiring, team, post, from_agency, start);
    }
}

static int chance_of_leaving(const struct county *county, const struct worker *worker, bool too_much_agency,
                             day_number month)
{
    if (worker->agency)
        return too_much_agency ? AGENCY_LEAVES_WHEN_MANY : AGENCY_LEAVES;
    if (worker->post != CASE_HOLDER)
        return 9;
    return story_value(county, LEAVES_IN_A_MONTH, worker->team, month);
}

static void let_go(struct hiring *hiring, int team, enum post post, day_number month)
{
    struct county *county = hiring->county;
    struct crew *crew = crew_of(hiring, team, post);
    int share = agency_share(county, team, post, month);
    bool too_much_agency = crew->agency_tenths * 1000 > (share + 40) * crew->tenths;
    size_t kept = 0;
    for (size_t i = 0; i < crew->there.count; i++) {
        struct worker *worker = &county->workers.items[crew->there.items[i]];
        int chance = chance_of_leaving(county, worker, too_much_agency, month);
        if (worker->start < month && random_chance(&hiring->random, chance)) {
            worker->end = working_day_of(&hiring->random, month);
            count_in(crew, worker, -1);
        } else {
            crew->there.items[kept++] = crew->there.items[i];
        }
    }
    crew->there.count = kept;
}

void workforce_happens(struct county *county)
{
    size_t crews = ((size_t)county->team_count + 1) * POST_COUNT;
    struct hiring hiring = {county, random_from(county->seed, SEED_STREAM),
                            ARENA_ARRAY(county->arena, struct crew, crews)};
    day_number first = day_add_months(county->calendar.lead_in, -1);
    for (day_number month = first; month <= county->calendar.until; month = day_add_months(month, 1)) {
        for (int team = 0; team <= county->team_count; team++) {
            for (enum post post = 0; post < POST_COUNT; post++) {
                let_go(&hiring, team, post, month);
                fill_posts(&hiring, team, post, month, month == first);
            }
        }
    }
}
