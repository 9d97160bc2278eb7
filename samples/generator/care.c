#include "samples/generator/care.h"

#include "samples/generator/families.h"
#include "samples/generator/journey.h"
#include "samples/generator/working_days.h"

#include "base/text.h"

enum {
    ENTRIES_A_MONTH_PER_MILLE = 14200, /* before the county is followed */
    FIRST_ENTRY_YEAR = 2005,
    SHORT_BREAKS = 18,
    PLACEMENTS_MOST = 14,
    LEGAL_MOST = 4
};

enum way_out { GOES_HOME, IS_ADOPTED, HAS_GUARDIAN, GROWS_UP };
static const struct {
    const char *episode, *referral;
} ways_out[] = {
    [GOES_HOME] = {"E4A", "RC7"},
    [IS_ADOPTED] = {"E12", "RC1"},
    [HAS_GUARDIAN] = {"E45", "RC4"},
    [GROWS_UP] = {"E5", "RC7"},
};

struct stay {
    day_number start;
    const char *type, *provider, *change_reason;
    int record;
};

struct status {
    day_number start;
    const char *code;
};

/* One period of care. */
struct course {
    day_number entry, leaving;
    enum way_out way_out;
    struct stay stays[PLACEMENTS_MOST];
    int stay_count;
    struct status statuses[LEGAL_MOST];
    int status_count;
};

/* ---- how long, and how it ends ---- */

static void choose_long_stay(struct random *random, int years, struct course *course, day_number grown)
{
    bool permanence = years < 3 || (years < 10 && random_chance(random, 560));
    if (!permanence) {
        course->leaving = grown;
        course->way_out = GROWS_UP;
        return;
    }
    course->leaving = course->entry + random_between(random, 380, years < 3 ? 950 : 1500);
    course->way_out = years < 5 && random_chance(random, 520) ? IS_ADOPTED : HAS_GUARDIAN;
}

static void choose_leaving(struct random *random, day_number birth, struct course *course)
{
    static const int lengths[] = {230, 235, 535};
    int years = day_years_old(birth, course->entry);
    day_number grown = day_add_months(birth, 18 * 12);
    course->way_out = GOES_HOME;
    switch (random_weighted(random, lengths, 3)) {
    case 0:
        course->leaving = course->entry + random_between(random, 4, 180);
        break;
    case 1:
        course->leaving = course->entry + random_between(random, 181, 850);
        break;
    default:
        choose_long_stay(random, years, course, grown);
        break;
    }
    if (course->leaving >= grown) {
        course->leaving = grown;
        course->way_out = GROWS_UP;
    }
    if (course->way_out != GROWS_UP)
        course->leaving = working_day_from(course->leaving);
    if (course->leaving > grown)
        course->leaving = grown;
}

/* ---- placements ---- */

static const char *type_at(struct random *random, int years, bool first)
{
    static const char *const types[] = {"U6", "U3", "U4", "P1", "K2", "H5"};
    static const int young[] = {620, 160, 60, 100, 0, 0};
    static const int middle[] = {510, 120, 190, 60, 120, 0};
    static const int old[] = {340, 60, 150, 50, 180, 220};
    static const int young_first[] = {700, 200, 0, 50, 0, 0};
    const int *weights = years >= 16 ? old : years >= 6 ? middle : first ? young_first : young;
    return types[random_weighted(random, weights, 6)];
}

static const char *provider_of(struct random *random, const char *type)
{
    if (text_equal(type, "P1"))
        return "PR0";
    if (text_equal(type, "U3") || text_equal(type, "A6"))
        return "PR1";
    if (text_equal(type, "K2") || text_equal(type, "H5"))
        return random_chance(random, 780) ? "PR4" : "PR1";
    return random_chance(random, 560) ? "PR1" : random_chance(random, 880) ? "PR4" : "PR5";
}

static int stay_length(struct random *random, bool unsettled, int which)
{
    if (unsettled)
        return random_between(random, 12, 190);
    if (which == 0 && random_chance(random, 620))
        return random_between(random, 6, 160);
    if (random_chance(random, 300))
        return random_between(random, 60, 300);
    return random_between(random, 300, 2200);
}

static void choose_placements(struct random *random, day_number birth, struct course *course)
{
    static const char *const reasons[] = {"CARPL", "CREQB", "CREQO", "CHILD", "PLACE", "LAREQ"};
    static const int reason_weights[] = {480, 210, 110, 60, 60, 80};
    bool unsettled = random_chance(random, 165);
    day_number at = course->entry;
    for (int which = 0; at < course->leaving && which < PLACEMENTS_MOST - 1; which++) {
        const char *type = type_at(random, day_years_old(birth, at), which == 0);
        course->stays[course->stay_count++] =
            (struct stay){at, type, provider_of(random, type),
                          reasons[random_weighted(random, reason_weights, 6)], NOTHING};
        if (unsettled && which >= 4)
            unsettled = random_chance(random, 500);
        at += stay_length(random, unsettled, which);
    }
    day_number adopters = course->leaving - random_between(random, 90, 200);
    if (course->way_out != IS_ADOPTED || adopters <= course->stays[course->stay_count - 1].start)
        return;
    course->stays[course->stay_count++] = (struct stay){adopters, "A6", "PR1", "CARPL", NOTHING};
}

/* ---- legal statuses ---- */

static void status_at(struct course *course, day_number start, const char *code)
{
    if (start < course->leaving)
        course->statuses[course->status_count++] = (struct status){start, code};
}

static void choose_statuses(struct random *random, struct course *course)
{
    bool accommodated = random_chance(random, course->way_out == GOES_HOME ? 720 : 480);
    bool to_court = course->way_out == IS_ADOPTED || random_chance(random, accommodated ? 350 : 1000);
    day_number court = course->entry + (accommodated ? random_between(random, 20, 150) : 0);
    if (accommodated)
        status_at(course, course->entry, "V2");
    if (!to_court)
        return;
    status_at(course, court, "C1");
    day_number order = working_day_from(court + random_between(random, 170, 330));
    status_at(course, order, course->way_out == IS_ADOPTED ? "E1" : "C2");
}

/* ---- writing it down ---- */

static void record_placements(struct county *county, int child, int care, struct course *course)
{
    for (int i = 0; i < course->stay_count; i++) {
        struct stay *stay = &course->stays[i];
        bool last = i + 1 == course->stay_count;
        stay->record = LIST_ADD(county->arena, county->placements);
        county->placements.items[stay->record] =
            (struct placement){.child = child,
                               .care = care,
                               .start = stay->start,
                               .end = last ? course->leaving : course->stays[i + 1].start,
                               .type = stay->type,
                               .provider = stay->provider,
                               .change_reason = last ? NULL : stay->change_reason,
                               .miles_tenths = random_between(&county->random, 4, 320)};
    }
}

static void record_statuses(struct county *county, int child, const struct course *course)
{
    for (int i = 0; i < course->status_count; i++) {
        int index = LIST_ADD(county->arena, county->legal_statuses);
        bool last = i + 1 == course->status_count;
        county->legal_statuses.items[index] =
            (struct legal_status){.child = child,
                                  .status = course->statuses[i].code,
                                  .start = course->statuses[i].start,
                                  .end = last ? course->leaving : course->statuses[i + 1].start};
    }
}

static const char *start_reason(bool first, bool placement, bool status)
{
    if (first)
        return "S";
    return placement && status ? "B" : placement ? "P" : "L";
}

/* An episode ends whenever the placement or the legal status changes; two changes on one day end one. */
static void record_episodes(struct county *county, int referral, int care, const struct course *course)
{
    const struct referral *case_of = &county->referrals.items[referral];
    int stay = 0, status = 0;
    for (day_number at = course->entry; at < course->leaving;) {
        day_number moves = stay + 1 < course->stay_count ? course->stays[stay + 1].start : course->leaving;
        day_number orders =
            status + 1 < course->status_count ? course->statuses[status + 1].start : course->leaving;
        day_number end = moves < orders ? moves : orders;
        int index = LIST_ADD(county->arena, county->care_episodes);
        county->care_episodes.items[index] = (struct care_episode){
            .child = case_of->child,
            .referral = referral,
            .care = care,
            .placement = course->stays[stay].record,
            .entered = course->entry,
            .start = at,
            .end = end,
            .officer_contact = at + random_between(&county->random, 1, 170),
            .start_reason = start_reason(at == course->entry, at == course->stays[stay].start,
                                         at == course->statuses[status].start),
            .end_reason = end == course->leaving ? ways_out[course->way_out].episode : "X1",
            .need = case_of->need};
        stay += end == moves && end < course->leaving;
        status += end == orders && end < course->leaving;
        at = end;
    }
}

static void record_course(struct county *county, int referral, struct course *course)
{
    int child = county->referrals.items[referral].child;
    int care = ++county->periods_of_care;
    record_placements(county, child, care, course);
    record_statuses(county, child, course);
    record_episodes(county, referral, care, course);
    stint_add(county, referral, REVIEWING, REVIEWING_OFFICER, course->entry, course->leaving);
}

static enum team care_team(const struct county *county, int child)
{
    const struct child *who = &county->people.items[child];
    enum area area = county->families.items[who->family].area;
    return area == EAST || (area == NORTH && who->family % 2 == 0) ? CARE_EAST : CARE_WEST;
}

static day_number earlier(day_number a, day_number b)
{
    return a < b ? a : b;
}

static day_number follow(struct county *county, int referral, struct course *course, day_number open_until)
{
    struct random *random = &county->random;
    int child = county->referrals.items[referral].child;
    const struct child *who = &county->people.items[child];
    choose_placements(random, who->birth, course);
    choose_statuses(random, course);
    record_course(county, referral, course);
    day_number handover =
        earlier(working_days_after(course->entry, random_between(random, 4, 18)), course->leaving);
    int after = course->way_out == GOES_HOME ? random_between(random, 25, 100) : 0;
    day_number close = working_day_from(course->leaving + after);
    close = earlier(close > open_until ? close : open_until, eighteenth_birthday(who));
    stint_add(county, referral, care_team(county, child), CASE_WORKER, handover, close);
    referral_close(county, referral, close, ways_out[course->way_out].referral);
    return handover;
}

day_number care_begin(struct county *county, int referral, day_number entry, day_number open_until)
{
    const struct child *who = &county->people.items[county->referrals.items[referral].child];
    struct course course = {.entry = entry};
    choose_leaving(&county->random, who->birth, &course);
    return follow(county, referral, &course, open_until);
}

/* ---- those already looked after ---- */

/* An entry of long ago, if it has not run its course by the day. */
static void earlier_entry(struct county *county, day_number month, day_number day)
{
    struct random *random = &county->random;
    struct course course = {.entry = working_day_from(month + random_below(random, 27))};
    day_number birth = course.entry - age_into_care(random);
    choose_leaving(random, birth, &course);
    if (course.leaving <= day)
        return;
    int family = family_of_one(county, birth, random_chance(random, 110));
    day_number referred = working_day_from(course.entry - random_between(random, 1, 300));
    int child = county->families.items[family].children[0];
    if (referred < birth)
        referred = birth;
    int referral = referral_add(county, child, earlier(referred, course.entry), NULL);
    day_number handover = follow(county, referral, &course, course.leaving);
    stint_add(county, referral, safeguarding_team(county->families.items[family].area), CASE_WORKER,
              earlier(referred, course.entry), handover);
}

static void short_break(struct county *county)
{
    static const struct date first = {2021, 2, 1};
    struct random *random = &county->random;
    struct course course = {.entry = working_day_from(day_from_date(first) + random_below(random, 1500))};
    day_number birth = course.entry - random_between(random, 5 * 365, 14 * 365);
    int family = family_of_one(county, birth, true);
    int child = county->families.items[family].children[0];
    int referral =
        referral_add(county, child, working_day_from(course.entry - random_between(random, 30, 200)), "N2");
    course.leaving = day_add_months(birth, 18 * 12);
    course.way_out = GROWS_UP;
    course.stays[0] =
        (struct stay){course.entry, random_chance(random, 500) ? "K2" : "U6", "PR1", NULL, NOTHING};
    course.stay_count = 1;
    status_at(&course, course.entry, random_chance(random, 750) ? "V4" : "V3");
    record_course(county, referral, &course);
    stint_add(county, referral, care_team(county, child), CASE_WORKER, county->referrals.items[referral].date,
              course.leaving);
    referral_close(county, referral, course.leaving, "RC6");
}

void care_stock(struct county *county, day_number day)
{
    int carried = 0;
    day_number month = day_from_date((struct date){FIRST_ENTRY_YEAR, 1, 1});
    for (; month < day_month_start(day); month = day_add_months(month, 1)) {
        carried += county_scaled(county, ENTRIES_A_MONTH_PER_MILLE);
        for (; carried >= 1000; carried -= 1000)
            earlier_entry(county, month, day);
    }
    for (int i = county_scaled(county, SHORT_BREAKS); i > 0; i--)
        short_break(county);
}
