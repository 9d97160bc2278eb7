#include "samples/generator/allocation.h"

#include "samples/generator/story.h"

#include <stdlib.h>

enum { SEED_STREAM = 3, LOOKED_AT = 6 };

/* Workers who are there now and take cases. */
struct crew {
    LIST_OF(int) there;
};

struct by_day {
    day_number day;
    int index;
};

/* The day's work, and what is needed to find it. */
struct allocation {
    struct county *county;
    struct random random;
    struct by_day *starts, *ends; /* of stints, each in order */
    size_t started, ended;        /* how far we are in them */
    int *running;                 /* stints */
    size_t running_count;
    struct by_day *arrivals; /* of workers who take cases, in order */
    size_t arrived;
    struct crew *crews; /* by team */
};

/* ---- choosing a worker ---- */

static bool takes(const struct worker *worker, int team, day_number day)
{
    return worker->team == team && worker->start <= day && worker->end > day;
}

/* Seniors are to hold half as much. */
static int room(const struct worker *worker)
{
    return worker->post == SENIOR ? worker->fte_tenths : worker->fte_tenths * 2;
}

static bool less_busy(const struct worker *a, const struct worker *b)
{
    return a->cases * room(b) < b->cases * room(a);
}

static int worker_of_family(const struct county *county, const struct stint *stint, day_number day)
{
    const struct family *family = &county->families.items[county->people.items[stint->child].family];
    for (int i = 0; i < family->count; i++) {
        int other = county->people.items[family->children[i]].stint;
        if (other == NOTHING || county->stints.items[other].involvement == NOTHING)
            continue;
        int worker = county->involvements.items[county->stints.items[other].involvement].worker;
        if (takes(&county->workers.items[worker], stint->team, day))
            return worker;
    }
    return NOBODY;
}

/* Those of a team who are there; who left is dropped. */
static const struct crew *crew_on(struct allocation *allocation, int team, day_number day)
{
    const struct county *county = allocation->county;
    struct crew *crew = &allocation->crews[team];
    size_t kept = 0;
    for (size_t i = 0; i < crew->there.count; i++)
        if (takes(&county->workers.items[crew->there.items[i]], team, day))
            crew->there.items[kept++] = crew->there.items[i];
    crew->there.count = kept;
    return crew;
}

/* The team's own; while it has nobody, another team's that does the same, or anybody's. */
static const struct crew *crew_for(struct allocation *allocation, int team, day_number day)
{
    const struct county *county = allocation->county;
    const struct crew *crew = crew_on(allocation, team, day);
    for (int same_kind = 1; same_kind >= 0; same_kind--)
        for (int other = 0; other < county->team_count && crew->there.count == 0; other++)
            if (county->teams[team].kind != REVIEWING &&
                (!same_kind || county->teams[other].kind == county->teams[team].kind))
                crew = crew_on(allocation, other, day);
    return crew;
}

/* The least busy of a few: managers do not weigh up everybody, so some end up with more than others. */
static int choose_worker(struct allocation *allocation, const struct stint *stint, day_number day)
{
    const struct county *county = allocation->county;
    const struct crew *crew = crew_for(allocation, stint->team, day);
    const int *able = crew->there.items;
    int count = (int)crew->there.count;
    if (count == 0)
        return NOBODY;
    int chosen = able[random_below(&allocation->random, count)];
    for (int i = 1; i < LOOKED_AT; i++) {
        int other = able[random_below(&allocation->random, count)];
        if (less_busy(&county->workers.items[other], &county->workers.items[chosen]))
            chosen = other;
    }
    return chosen;
}

/* ---- beginning and ending ---- */

static void begin_involvement(struct allocation *allocation, struct stint *stint, int worker, day_number day)
{
    struct county *county = allocation->county;
    int index = LIST_ADD(county->arena, county->involvements);
    bool case_worker = stint->role == CASE_WORKER;
    county->involvements.items[index] = (struct involvement){
        .child = stint->child,
        .referral = stint->referral,
        .worker = worker,
        .team = stint->team,
        .role = stint->role,
        .start = day,
        .end = NO_DAY,
        .reason = stint->reason,
        .before = case_worker ? county->people.items[stint->child].involvement : NOTHING};
    stint->involvement = index;
    stint->waits_until = NO_DAY;
    county->workers.items[worker].cases++;
    if (case_worker)
        county->people.items[stint->child].involvement = index;
}

static void end_involvement(struct county *county, struct stint *stint, day_number day)
{
    if (stint->involvement == NOTHING)
        return;
    struct involvement *ending = &county->involvements.items[stint->involvement];
    ending->end = day;
    county->workers.items[ending->worker].cases--;
    stint->involvement = NOTHING;
}

static void give_worker(struct allocation *allocation, struct stint *stint, day_number day)
{
    int worker = stint->role == CASE_WORKER ? worker_of_family(allocation->county, stint, day) : NOBODY;
    if (worker == NOBODY)
        worker = choose_worker(allocation, stint, day);
    if (worker == NOBODY)
        stint->waits_until = day + 1;
    else
        begin_involvement(allocation, stint, worker, day);
}

/* Gives a worker at once, or, as often as the story says, only after a while; a child who is protected or
 * looked after never waits. */
static void give_worker_or_wait(struct allocation *allocation, struct stint *stint, enum story waits,
                                day_number day)
{
    struct random *random = &allocation->random;
    bool is_waiting = random_chance(random, story_value(allocation->county, waits, stint->team, day));
    int wait = random_between(random, 3, story_value(allocation->county, WAITS_AT_MOST, stint->team, day));
    if (is_waiting && stint->role == CASE_WORKER &&
        !county_protected(allocation->county, stint->child, day, day + wait + 1))
        stint->waits_until = day + wait;
    else
        give_worker(allocation, stint, day);
}

/* ---- a day ---- */

static void end_stints(struct allocation *allocation, day_number day)
{
    struct county *county = allocation->county;
    for (; allocation->ends[allocation->ended].day <= day; allocation->ended++) {
        int index = allocation->ends[allocation->ended].index;
        struct stint *stint = &county->stints.items[index];
        end_involvement(county, stint, day);
        stint->waits_until = NO_DAY;
        if (county->people.items[stint->child].stint == index)
            county->people.items[stint->child].stint = NOTHING;
    }
    size_t kept = 0;
    for (size_t i = 0; i < allocation->running_count; i++)
        if (county->stints.items[allocation->running[i]].end > day)
            allocation->running[kept++] = allocation->running[i];
    allocation->running_count = kept;
}

static bool has_left(const struct county *county, const struct stint *stint, day_number day)
{
    return stint->involvement != NOTHING &&
           county->workers.items[county->involvements.items[stint->involvement].worker].end <= day;
}

static void hand_on(struct allocation *allocation, day_number day)
{
    struct county *county = allocation->county;
    for (size_t i = 0; i < allocation->running_count; i++) {
        struct stint *stint = &county->stints.items[allocation->running[i]];
        if (stint->waits_until <= day)
            give_worker(allocation, stint, day);
        if (!has_left(county, stint, day))
            continue;
        end_involvement(county, stint, day);
        stint->reason = "LEFTRL";
        give_worker_or_wait(allocation, stint, WAITS_AFTER_LEAVER, day);
    }
}

static void workers_arrive(struct allocation *allocation, day_number day)
{
    struct county *county = allocation->county;
    for (; allocation->arrivals[allocation->arrived].day <= day; allocation->arrived++) {
        int worker = allocation->arrivals[allocation->arrived].index;
        struct crew *crew = &allocation->crews[county->workers.items[worker].team];
        int place = LIST_ADD(county->arena, crew->there);
        crew->there.items[place] = worker;
    }
}

static void start_stints(struct allocation *allocation, day_number day)
{
    struct county *county = allocation->county;
    for (; allocation->starts[allocation->started].day <= day; allocation->started++) {
        int index = allocation->starts[allocation->started].index;
        struct stint *stint = &county->stints.items[index];
        allocation->running[allocation->running_count++] = index;
        if (stint->role == CASE_WORKER) {
            county->people.items[stint->child].stint = index;
            int before = county->people.items[stint->child].involvement;
            if (before != NOTHING && county->involvements.items[before].end == day)
                stint->reason = "TSPROC";
        }
        if (county->teams[stint->team].kind == ASSESSMENT)
            give_worker_or_wait(allocation, stint, WAITS_AT_START, day);
        else
            give_worker(allocation, stint, day);
    }
}

/* ---- all days ---- */

static int compare_days(const void *left, const void *right)
{
    const struct by_day *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* Stints in order of their starts or ends, and one past the last that never comes. */
static struct by_day *in_order(struct county *county, bool by_end)
{
    size_t count = county->stints.count;
    struct by_day *order = ARENA_ARRAY(county->arena, struct by_day, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct stint *stint = &county->stints.items[i];
        order[i] = (struct by_day){by_end ? stint->end : stint->start, (int)i};
    }
    qsort(order, count, sizeof *order, compare_days);
    order[count] = (struct by_day){NO_DAY, NOTHING};
    return order;
}

static bool takes_cases(const struct county *county, const struct worker *worker)
{
    if (county->teams[worker->team].kind == REVIEWING)
        return worker->post == WITHOUT_CASES;
    return worker->post == CASE_HOLDER || worker->post == SENIOR;
}

static struct by_day *arrivals_in_order(struct county *county)
{
    struct by_day *order = ARENA_ARRAY(county->arena, struct by_day, county->workers.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < county->workers.count; i++)
        if (takes_cases(county, &county->workers.items[i]))
            order[count++] = (struct by_day){county->workers.items[i].start, (int)i};
    qsort(order, count, sizeof *order, compare_days);
    order[count] = (struct by_day){NO_DAY, NOTHING};
    return order;
}

static int worker_on(const struct county *county, int child, day_number day)
{
    int index = county_case_worker(county, child, day);
    return index == NOTHING ? NOBODY : county->involvements.items[index].worker;
}

static void name_workers(struct county *county)
{
    for (size_t i = 0; i < county->referrals.count; i++) {
        struct referral *row = &county->referrals.items[i];
        row->worker = row->nfa ? NOBODY : worker_on(county, row->child, row->date);
    }
    for (size_t i = 0; i < county->assessments.count; i++) {
        struct assessment *row = &county->assessments.items[i];
        row->worker = worker_on(county, row->child, row->end);
    }
    for (size_t i = 0; i < county->enquiries.count; i++) {
        struct enquiry *row = &county->enquiries.items[i];
        row->worker = worker_on(county, row->child, row->end);
    }
    for (size_t i = 0; i < county->conferences.count; i++) {
        struct conference *row = &county->conferences.items[i];
        row->worker = worker_on(county, row->child, row->date);
    }
}

void workers_are_allocated(struct county *county)
{
    struct allocation allocation = {.county = county, .random = random_from(county->seed, SEED_STREAM)};
    allocation.starts = in_order(county, false);
    allocation.ends = in_order(county, true);
    allocation.running = ARENA_ARRAY(county->arena, int, county->stints.count + 1);
    allocation.arrivals = arrivals_in_order(county);
    allocation.crews = ARENA_ARRAY(county->arena, struct crew, (size_t)county->team_count + 1);
    for (day_number day = allocation.starts[0].day; day <= county->calendar.until; day++) {
        workers_arrive(&allocation, day);
        end_stints(&allocation, day);
        hand_on(&allocation, day);
        start_stints(&allocation, day);
    }
    name_workers(county);
}
