#include "samples/generator/care.h"

#include "samples/generator/families.h"
#include "samples/generator/journey.h"
#include "samples/generator/working_days.h"

#include "base/text.h"

enum {
    ENTRIES_A_MONTH_PER_MILLE = 15000, /* before the county is followed */
    ASYLUM_A_MONTH_PER_MILLE = 2100,
    STOCK_YEARS = 17, /* of entries before the history begins */
    SHORT_BREAKS = 18,
    PLACEMENTS_MOST = 14,
    LEGAL_MOST = 4
};

enum { REASONS_MOST = 5 };
static const struct {
    const char *referral;
    const char *episodes[REASONS_MOST];
    int weights[REASONS_MOST];
} ways_out[] = {
    [GOES_HOME] = {"RC7", {"E4A", "E4B", "E13", "E41", "E8"}, {560, 210, 110, 60, 60}},
    [IS_ADOPTED] = {"RC1", {"E12", "E11", "E11", "E11", "E11"}, {600, 400, 0, 0, 0}},
    [HAS_GUARDIAN] = {"RC4", {"E45", "E46", "E47", "E48", "E48"}, {460, 160, 330, 50, 0}},
    [GROWS_UP] = {"RC7", {"E5", "E17", "E6", "E7", "E8"}, {520, 270, 110, 50, 50}},
};

/* Supported accommodation got a code of its own when it came to be registered. */
static const struct date registered = {2024, 4, 1};

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
    bool short_breaks;
    day_number court, order; /* NO_DAY: not there */
    day_number decided, matched, placed;
    struct stay stays[PLACEMENTS_MOST];
    int stay_count;
    struct status statuses[LEGAL_MOST];
    int status_count;
};

static struct course course_from(day_number entry)
{
    return (struct course){.entry = entry,
                           .court = NO_DAY,
                           .order = NO_DAY,
                           .decided = NO_DAY,
                           .matched = NO_DAY,
                           .placed = NO_DAY};
}

/* ---- how long, and how it ends ---- */

static void choose_long_stay(struct random *random, int years, struct course *course, day_number grown)
{
    bool permanence = years < 4 || (years < 10 && random_chance(random, 620));
    if (!permanence) {
        course->leaving = grown;
        course->way_out = GROWS_UP;
        return;
    }
    course->leaving = course->entry + random_between(random, 400, years < 4 ? 800 : 1500);
    course->way_out = years < 5 && random_chance(random, 800) ? IS_ADOPTED : HAS_GUARDIAN;
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

static const char *type_at(struct random *random, int years, bool first, day_number day)
{
    static const char *const types[] = {"U6", "U3", "U4", "P1", "K2", "H5"};
    static const int young[] = {600, 160, 60, 110, 0, 0};
    static const int middle[] = {420, 100, 165, 70, 195, 0};
    static const int old[] = {250, 40, 105, 45, 195, 340};
    static const int young_first[] = {700, 200, 0, 50, 0, 0};
    const int *weights = years >= 16 ? old : years >= 6 ? middle : first ? young_first : young;
    const char *type = types[random_weighted(random, weights, 6)];
    return text_equal(type, "H5") && day >= day_from_date(registered) ? "K3" : type;
}

static const char *provider_of(struct random *random, const char *type)
{
    if (text_equal(type, "P1"))
        return "PR0";
    if (text_equal(type, "U3") || text_equal(type, "A6"))
        return "PR1";
    if (text_equal(type, "K2") || text_equal(type, "K3") || text_equal(type, "H5"))
        return random_chance(random, 780) ? "PR4" : "PR1";
    return random_chance(random, 560) ? "PR1" : random_chance(random, 880) ? "PR4" : "PR5";
}

static int stay_length(struct random *random, bool unsettled, int which)
{
    if (unsettled)
        return random_between(random, 12, 190);
    if (which == 0 && random_chance(random, 620))
        return random_between(random, 6, 160);
    if (random_chance(random, 230))
        return random_between(random, 60, 300);
    return random_between(random, 500, 3600);
}

static void choose_placements(struct random *random, day_number birth, struct course *course)
{
    static const char *const reasons[] = {"CARPL", "CREQB", "CREQO", "CHILD", "PLACE", "LAREQ"};
    static const int reason_weights[] = {480, 210, 110, 60, 60, 80};
    bool unsettled = random_chance(random, 215);
    day_number at = course->entry;
    for (int which = 0; at < course->leaving && which < PLACEMENTS_MOST - 1; which++) {
        const char *type = type_at(random, day_years_old(birth, at), which == 0, at);
        const char *provider = provider_of(random, type);
        const char *reason = reasons[random_weighted(random, reason_weights, 6)];
        course->stays[course->stay_count++] = (struct stay){at, type, provider, reason, NOTHING};
        if (unsettled && which >= 4)
            unsettled = random_chance(random, 500);
        at += stay_length(random, unsettled, which);
    }
    day_number adopters = course->leaving - random_between(random, 90, 200);
    if (course->way_out != IS_ADOPTED || adopters <= course->stays[course->stay_count - 1].start)
        return;
    course->placed = adopters;
    course->stays[course->stay_count++] = (struct stay){adopters, "A6", "PR1", "CARPL", NOTHING};
}

/* ---- legal statuses ---- */

static void status_at(struct course *course, day_number start, const char *code)
{
    if (start < course->leaving)
        course->statuses[course->status_count++] = (struct status){start, code};
}

/* The agency's decision and the match lie between the order, more or less, and the day the child is placed. */
static void choose_adoption(struct random *random, struct course *course)
{
    if (course->placed == NO_DAY)
        return;
    day_number match = course->placed - random_between(random, 8, 35);
    day_number decided =
        course->order == NO_DAY ? match - 120 : course->order - random_between(random, 5, 45);
    course->matched = match > course->entry ? working_day_from(match) : course->entry;
    if (course->matched > course->placed)
        course->matched = course->placed;
    course->decided = decided > course->matched ? course->matched - random_between(random, 10, 90) : decided;
    if (course->decided < course->entry)
        course->decided = course->entry;
}

static void choose_statuses(struct random *random, struct course *course)
{
    bool accommodated = random_chance(random, course->way_out == GOES_HOME ? 880 : 710);
    bool to_court = course->way_out == IS_ADOPTED || random_chance(random, accommodated ? 300 : 1000);
    day_number court = course->entry + (accommodated ? random_between(random, 20, 150) : 0);
    if (accommodated)
        status_at(course, course->entry, "V2");
    if (!to_court)
        return;
    if (court >= course->leaving)
        return;
    course->court = court;
    status_at(course, court, "C1");
    course->order = working_day_from(court + random_between(random, 130, 380));
    status_at(course, course->order, course->way_out == IS_ADOPTED ? "E1" : "C2");
}

/* ---- writing it down ---- */

static void record_placements(struct county *county, int child, int care, struct course *course)
{
    for (int i = 0; i < course->stay_count; i++) {
        struct stay *stay = &course->stays[i];
        bool last = i + 1 == course->stay_count;
        stay->record = LIST_ADD(county->arena, county->placements);
        county->placements.items[stay->record] = (struct placement){
            .child = child,
            .care = care,
            .start = stay->start,
            .end = last ? course->leaving : course->stays[i + 1].start,
            .type = stay->type,
            .provider = stay->provider,
            .change_reason = last ? NULL : stay->change_reason,
            .miles_tenths = random_between(&county->random, 4, random_between(&county->random, 30, 370))};
    }
}

static void record_statuses(struct county *county, int child, int care, const struct course *course)
{
    for (int i = 0; i < course->status_count; i++) {
        int index = LIST_ADD(county->arena, county->legal_statuses);
        bool last = i + 1 == course->status_count;
        county->legal_statuses.items[index] =
            (struct legal_status){.child = child,
                                  .care = care,
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
    const char *reason =
        ways_out[course->way_out]
            .episodes[random_weighted(&county->random, ways_out[course->way_out].weights, REASONS_MOST)];
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
            .end_reason = end == course->leaving ? reason : "X1",
            .need = case_of->need};
        stay += end == moves && end < course->leaving;
        status += end == orders && end < course->leaving;
        at = end;
    }
}

static int care_team(const struct county *county, int child)
{
    return county_team(county, CARE, county->families.items[county->people.items[child].family].area);
}

static void record_course(struct county *county, int referral, struct course *course)
{
    int child = county->referrals.items[referral].child;
    int care = LIST_ADD(county->arena, county->care_periods);
    choose_adoption(&county->random, course);
    county->care_periods.items[care] = (struct care_period){.child = child,
                                                            .referral = referral,
                                                            .team = care_team(county, child),
                                                            .entered = course->entry,
                                                            .left = course->leaving,
                                                            .way_out = course->way_out,
                                                            .short_breaks = course->short_breaks,
                                                            .proceedings = course->court,
                                                            .order = course->order,
                                                            .decided = course->decided,
                                                            .matched = course->matched,
                                                            .placed = course->placed,
                                                            .first_placement = (int)county->placements.count,
                                                            .placements = course->stay_count};
    county->care_periods.items[care].before = county->people.items[child].care;
    county->people.items[child].care = care;
    record_placements(county, child, care, course);
    record_statuses(county, child, care, course);
    record_episodes(county, referral, care, course);
    stint_add(county, referral, county->team_count, REVIEWING_OFFICER, course->entry, course->leaving);
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
    struct course course = course_from(entry);
    choose_leaving(&county->random, who->birth, &course);
    return follow(county, referral, &course, open_until);
}

/* ---- those who came alone ---- */

static void asylum_seeker(struct county *county, day_number month)
{
    struct random *random = &county->random;
    day_number entry = month + random_below(random, 27);
    int family = family_of_asylum(county, entry);
    int child = county->families.items[family].children[0];
    int referral = referral_add(county, child, entry, "N8");
    struct course course = course_from(entry);
    course.leaving = eighteenth_birthday(&county->people.items[child]);
    course.way_out = GROWS_UP;
    day_number at = entry;
    for (int which = 0; at < course.leaving && which < 3; which++) {
        bool supported = random_chance(random, 560);
        const char *type = !supported ? "U6" : at >= day_from_date(registered) ? "K3" : "H5";
        course.stays[course.stay_count++] =
            (struct stay){at, type, provider_of(random, type), "CARPL", NOTHING};
        at += random_between(random, 40, 600);
    }
    status_at(&course, entry, "V2");
    record_course(county, referral, &course);
    stint_add(county, referral, care_team(county, child), CASE_WORKER, entry, course.leaving);
    referral_close(county, referral, course.leaving, "RC7");
}

void care_asylum(struct county *county, day_number month)
{
    int wanted = county_scaled(county, ASYLUM_A_MONTH_PER_MILLE);
    int count = wanted / 1000 + random_chance(&county->random, wanted % 1000);
    for (int i = 0; i < count; i++)
        asylum_seeker(county, month);
}

/* ---- those already looked after ---- */

/* An entry of long ago, if it has not run its course by the day. */
static void earlier_entry(struct county *county, day_number month, day_number day)
{
    struct random *random = &county->random;
    struct course course = course_from(working_day_from(month + random_below(random, 27)));
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
    stint_add(county, referral, county_team(county, SAFEGUARDING, county->families.items[family].area),
              CASE_WORKER, earlier(referred, course.entry), handover);
}

static void short_break(struct county *county)
{
    struct random *random = &county->random;
    int span = county->calendar.until - county->calendar.lead_in;
    struct course course =
        course_from(working_day_from(county->calendar.lead_in + random_below(random, span)));
    course.short_breaks = true;
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
    day_number month = day_add_months(day_month_start(day), -STOCK_YEARS * 12);
    for (; month < day_month_start(day); month = day_add_months(month, 1)) {
        carried += county_scaled(county, ENTRIES_A_MONTH_PER_MILLE);
        for (; carried >= 1000; carried -= 1000)
            earlier_entry(county, month, day);
    }
    for (int i = county_scaled(county, SHORT_BREAKS * county->years / 5); i > 0; i--)
        short_break(county);
    for (month = day_add_months(day_month_start(day), -24); month < day_month_start(day);
         month = day_add_months(month, 1))
        care_asylum(county, month);
}
