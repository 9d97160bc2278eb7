#include "samples/generator/protection.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum { REVIEWS_MOST = 9, OLDEST_YEARS_FOR_PLAN = 16, CONFERENCE_DAYS = 15 };

/* A family's time on plans; a child's own may be cut short by a birthday. */
struct course {
    int team;
    day_number start, end;
    bool into_care;
    int conference_meeting;
    const char *category, *latest_category;
    day_number due[REVIEWS_MOST], held[REVIEWS_MOST];
    int meeting[REVIEWS_MOST];
    int reviews;
};

/* ---- enquiries and conferences ---- */

static int add_enquiry(struct journey *journey, int index, day_number start, day_number end, bool nfa)
{
    struct county *county = journey->county;
    int referral = journey->referrals[index];
    int enquiry = LIST_ADD(county->arena, county->enquiries);
    county->enquiries.items[enquiry] =
        (struct enquiry){.child = county->referrals.items[referral].child,
                         .referral = referral,
                         .start = start,
                         .end = end,
                         .nfa = nfa,
                         .team = county_team(journey->county, ASSESSMENT, journey->area),
                         .worker = NOBODY};
    return enquiry;
}

static int add_conference(struct journey *journey, int index, int enquiry, day_number date, int meeting)
{
    struct county *county = journey->county;
    int referral = journey->referrals[index];
    int conference = LIST_ADD(county->arena, county->conferences);
    day_number began = enquiry == NOTHING ? date : county->enquiries.items[enquiry].start;
    county->conferences.items[conference] = (struct conference){
        .child = county->referrals.items[referral].child,
        .referral = referral,
        .enquiry = enquiry,
        .plan = NOTHING,
        .meeting = meeting,
        .target = enquiry == NOTHING ? NO_DAY : working_days_after(began, CONFERENCE_DAYS),
        .date = date,
        .transfer_in = enquiry == NOTHING,
        .team = county_team(journey->county, ASSESSMENT, journey->area),
        .worker = NOBODY};
    return conference;
}

static day_number conference_date(struct journey *journey, day_number enquiry)
{
    struct random *random = &journey->county->random;
    if (random_chance(random, story_value(journey->county, CONFERENCE_IN_TIME,
                                          county_team(journey->county, ASSESSMENT, journey->area), enquiry)))
        return working_days_after(enquiry, random_between(random, 8, CONFERENCE_DAYS));
    return working_days_after(enquiry,
                              CONFERENCE_DAYS + 1 + random_below(random, random_between(random, 2, 24)));
}

void enquiry_only(struct journey *journey, day_number start, bool conference)
{
    struct random *random = &journey->county->random;
    day_number end = working_days_after(start, random_between(random, 4, 14));
    if (end > journey->assessed)
        journey->assessed = end;
    day_number date = conference_date(journey, start);
    int meeting = conference ? ++journey->county->meetings : 0;
    for (int i = 0; i < journey->count; i++) {
        int enquiry = add_enquiry(journey, i, start, end, !conference);
        if (conference)
            add_conference(journey, i, enquiry, date, meeting);
    }
}

/* ---- the course of a plan ---- */

static day_number review_held(struct county *county, const struct course *course, day_number due)
{
    struct random *random = &county->random;
    if (random_chance(random, story_value(county, REVIEW_LATE, course->team, due)))
        return working_day_from(due + random_between(random, 1, 24));
    day_number held = due - random_between(random, 0, 16);
    while (!is_working_day(held))
        held--;
    return held;
}

/* Reviews come three months after the conference and then every six; most plans end at one. */
static void choose_course(struct county *county, struct course *course)
{
    static const int goes_on[REVIEWS_MOST] = {790, 500, 430, 410, 380, 330, 300, 0, 0};
    struct random *random = &county->random;
    day_number before = course->start;
    for (int i = 0; i < REVIEWS_MOST; i++) {
        day_number due = day_add_months(before, i == 0 ? 3 : 6);
        if (random_chance(random, 60)) {
            course->end = working_day_from(before + random_between(random, 10, 80));
            course->into_care = random_chance(random, 620);
            return;
        }
        course->due[i] = due;
        course->held[i] = review_held(county, course, due);
        course->meeting[i] = ++county->meetings;
        course->reviews = i + 1;
        course->end = course->held[i];
        if (!random_chance(random, goes_on[i]))
            break;
        before = course->held[i];
    }
    course->into_care = random_chance(random, 70);
}

static const char *choose_category(struct random *random)
{
    static const char *const categories[] = {"Neglect", "Emotional abuse", "Physical abuse", "Sexual abuse",
                                             "Multiple"};
    static const int weights[] = {480, 370, 70, 40, 40};
    return categories[random_weighted(random, weights, 5)];
}

static struct course course_from(struct county *county, int team, day_number start)
{
    struct course course = {.team = team,
                            .start = start,
                            .conference_meeting = ++county->meetings,
                            .category = choose_category(&county->random)};
    course.latest_category =
        random_chance(&county->random, 80) ? choose_category(&county->random) : course.category;
    choose_course(county, &course);
    return course;
}

/* ---- writing it down ---- */

static const char *participation(struct random *random, int years)
{
    static const char *const ways[] = {"PN1", "PN2", "PN4", "PN5", "PN6", "PN7"};
    static const int weights[] = {260, 60, 30, 180, 370, 100};
    return years < 4 ? "PN0" : ways[random_weighted(random, weights, 6)];
}

static void add_reviews(struct county *county, int plan, const struct course *course)
{
    const struct plan of = county->plans.items[plan];
    const struct child *who = &county->people.items[of.child];
    for (int i = 0; i < course->reviews && course->held[i] <= of.end; i++) {
        int index = LIST_ADD(county->arena, county->reviews);
        day_number held = course->held[i];
        bool quorate = random_chance(&county->random, 960);
        county->reviews.items[index] =
            (struct review){.child = of.child,
                            .plan = plan,
                            .meeting = course->meeting[i],
                            .due = course->due[i],
                            .date = held,
                            .goes_on = held < of.end,
                            .quorate = quorate,
                            .participation = participation(&county->random, day_years_old(who->birth, held))};
    }
}

static int visit_gap(struct county *county, int team, day_number from)
{
    struct random *random = &county->random;
    if (random_chance(random, story_value(county, VISIT_LATE, team, from)))
        return 11 + random_below(random, random_between(random, 1, 15));
    return random_between(random, 6, 10);
}

static void add_visit(struct county *county, int plan, const struct course *course, day_number day)
{
    struct random *random = &county->random;
    const struct plan of = county->plans.items[plan];
    int years = day_years_old(county->people.items[of.child].birth, day);
    bool seen = years >= 0 && random_chance(random, 965);
    int alone = story_value(county, SEEN_ALONE, course->team, day);
    bool seen_alone = seen && random_chance(random, years < 2 ? alone / 2 : alone);
    int index = LIST_ADD(county->arena, county->visits);
    county->visits.items[index] = (struct visit){.child = of.child,
                                                 .plan = plan,
                                                 .date = day,
                                                 .seen = seen,
                                                 .alone = seen_alone,
                                                 .bedroom = random_chance(random, 300)};
}

/* The family is visited, so its children share the days. */
static void add_visits(struct county *county, const int *plans, int count, const struct course *course)
{
    struct random *random = &county->random;
    day_number began = county->calendar.recorded;
    day_number day = working_days_after(course->start, random_between(random, 2, 9));
    while (day < course->end) {
        for (int i = 0; i < count && day >= began; i++)
            if (day < county->plans.items[plans[i]].end)
                add_visit(county, plans[i], course, day);
        day = working_days_after(day, visit_gap(county, course->team, day));
    }
}

static day_number child_plan_end(const struct child *who, const struct course *course)
{
    day_number grown = eighteenth_birthday(who);
    return course->end < grown ? course->end : grown;
}

static int add_plan(struct county *county, int referral, int conference, const struct course *course,
                    bool other_authority)
{
    int child = county->referrals.items[referral].child;
    struct child *who = &county->people.items[child];
    int plan = LIST_ADD(county->arena, county->plans);
    county->plans.items[plan] = (struct plan){.child = child,
                                              .referral = referral,
                                              .conference = conference,
                                              .start = course->start,
                                              .end = child_plan_end(who, course),
                                              .category = course->category,
                                              .latest_category = course->latest_category,
                                              .other_authority = other_authority,
                                              .team = course->team};
    if (conference != NOTHING)
        county->conferences.items[conference].plan = plan;
    who->plans++;
    county->plans.items[plan].before = who->plan;
    who->plan = plan;
    stint_add(county, referral, county->team_count, REVIEWING_OFFICER, course->start,
              county->plans.items[plan].end);
    return plan;
}

/* ---- families ---- */

static bool can_have_plan(const struct child *who, day_number day)
{
    return day_years_old(who->birth, day) <= OLDEST_YEARS_FOR_PLAN;
}

/* What became of one child once the family's plans ended. */
static void after_plan(struct journey *journey, int index, day_number handover, day_number plan_end,
                       bool into_care)
{
    struct random *random = &journey->county->random;
    if (into_care && random_chance(random, 850))
        help_child_into_care(journey, index, handover, plan_end, plan_end);
    else
        help_child(journey, index, handover, plan_end,
                   working_day_from(plan_end + random_between(random, 20, 140)));
}

static day_number plan_start(struct journey *journey, enum plan_origin origin, day_number start)
{
    return origin == PLAN_AFTER_ENQUIRY ? conference_date(journey, start) : working_day_from(start);
}

/* One child's way into a plan; the plan's index, or NOTHING for a child who is too old or left out. */
static int plan_for_child(struct journey *journey, int index, enum plan_origin origin, day_number enquired,
                          const struct course *course)
{
    struct county *county = journey->county;
    struct random *random = &county->random;
    int conference = NOTHING, enquiry = NOTHING;
    bool planned = can_have_plan(journey_child(journey, index), course->start) &&
                   (index == 0 || random_chance(random, 930));
    if (origin == PLAN_AFTER_ENQUIRY && enquired < eighteenth_birthday(journey_child(journey, index))) {
        day_number end = working_days_after(enquired, random_between(random, 4, 8));
        enquiry = add_enquiry(journey, index, enquired, end, !planned);
    }
    if (!planned)
        return NOTHING;
    if (origin != PLAN_OF_ANOTHER_AUTHORITY)
        conference = add_conference(journey, index, enquiry, course->start, course->conference_meeting);
    return add_plan(county, journey->referrals[index], conference, course,
                    origin == PLAN_OF_ANOTHER_AUTHORITY);
}

void protect(struct journey *journey, enum plan_origin origin, day_number start, day_number handover)
{
    struct county *county = journey->county;
    struct random *random = &county->random;
    day_number begins = plan_start(journey, origin, start);
    struct course course = course_from(county, county_team(county, SAFEGUARDING, journey->area), begins);
    if (handover == NO_DAY)
        handover = working_days_after(begins, random_between(random, 0, 5));
    int plans[FAMILY_MOST] = {0}, count = 0;
    for (int i = 0; i < journey->count; i++) {
        int plan = plan_for_child(journey, i, origin, start, &course);
        if (plan != NOTHING) {
            add_reviews(county, plan, &course);
            plans[count++] = plan;
        }
        day_number end = plan == NOTHING ? course.end : county->plans.items[plan].end;
        need_plan_add(county, journey->referrals[i], handover, plan == NOTHING ? end : begins);
        after_plan(journey, i, handover, end, plan != NOTHING && course.into_care);
    }
    add_visits(county, plans, count, &course);
    if (count > 0)
        journey->plan_end = course.end;
}
