#include "samples/generator/story.h"

enum { POINTS_MOST = 10 };

/* Months before the last, and the value then. */
struct point {
    int before, value;
};

enum place { ANYWHERE, SLOW_ASSESSMENT, IN_TROUBLE };

struct curve {
    enum story story;
    enum place place;
    struct point points[POINTS_MOST]; /* in order; level before the first and after the last */
};

/* A team's own curve stands before the one for any team. */
static const struct curve curves[] = {
    {REFERRALS_A_MONTH, ANYWHERE, {{58, 252}, {40, 276}, {28, 268}, {16, 262}, {0, 272}}},

    /* Recovery after the inspection, then the reorganisation of February 2026. */
    {ASSESSED_IN_TIME,
     SLOW_ASSESSMENT,
     {{40, 600}, {28, 780}, {21, 880}, {11, 890}, {9, 600}, {7, 540}, {4, 640}, {1, 720}}},
    {ASSESSED_IN_TIME,
     ANYWHERE,
     {{40, 640}, {28, 830}, {21, 905}, {11, 910}, {9, 690}, {7, 660}, {4, 760}, {1, 810}}},
    {CONFERENCE_IN_TIME, ANYWHERE, {{46, 730}, {28, 790}, {16, 850}, {0, 820}}},

    {REVIEW_LATE, IN_TROUBLE, {{46, 60}, {31, 100}, {19, 120}, {0, 50}}},
    {REVIEW_LATE, ANYWHERE, {{46, 60}, {28, 40}, {0, 35}}},
    {VISIT_LATE, IN_TROUBLE, {{46, 330}, {32, 420}, {24, 640}, {16, 620}, {9, 430}, {0, 330}}},
    {VISIT_LATE, ANYWHERE, {{46, 330}, {33, 290}, {21, 240}, {0, 200}}},
    {SEEN_ALONE, IN_TROUBLE, {{46, 740}, {24, 660}, {0, 780}}},
    {SEEN_ALONE, ANYWHERE, {{46, 770}, {24, 840}, {0, 880}}},

    {PLAN_RETURNS, ANYWHERE, {{69, 130}, {40, 105}, {21, 150}, {10, 205}, {0, 240}}},
    {PLAN_RETURNS_LATER, ANYWHERE, {{69, 60}}},

    {AGENCY_SHARE, IN_TROUBLE, {{69, 330}, {40, 350}, {26, 460}, {19, 470}, {10, 320}, {0, 230}}},
    {AGENCY_SHARE,
     ANYWHERE,
     {{69, 340},
      {35, 350},
      {30, 260},
      {28, 265},
      {24, 320},
      {19, 205},
      {13, 175},
      {8, 215},
      {3, 140},
      {0, 120}}},
    {POSTS_VACANT, IN_TROUBLE, {{40, 100}, {32, 220}, {25, 420}, {17, 400}, {9, 220}, {0, 120}}},
    {POSTS_VACANT, ANYWHERE, {{69, 80}, {33, 80}, {16, 40}, {9, 60}, {6, 80}, {0, 50}}},
    {LEAVES_IN_A_MONTH, IN_TROUBLE, {{40, 15}, {31, 50}, {17, 60}, {11, 18}}},
    {LEAVES_IN_A_MONTH, ANYWHERE, {{69, 15}, {33, 14}, {11, 11}, {9, 24}, {6, 12}}},

    {WAITS_AT_START, SLOW_ASSESSMENT, {{40, 50}, {16, 30}, {8, 60}, {2, 30}}},
    {WAITS_AT_START, ANYWHERE, {{40, 25}, {16, 10}, {8, 25}, {2, 12}}},
    {WAITS_AFTER_LEAVER, IN_TROUBLE, {{40, 300}, {31, 650}, {16, 650}, {7, 450}}},
    {WAITS_AFTER_LEAVER, ANYWHERE, {{40, 120}, {21, 60}}},
    {WAITS_AT_MOST, IN_TROUBLE, {{40, 25}, {31, 60}, {14, 60}, {7, 35}}},
    {WAITS_AT_MOST, ANYWHERE, {{40, 14}}},

    {DECIDED_LATE, ANYWHERE, {{36, 260}, {20, 90}, {9, 60}, {7, 130}, {0, 80}}},
    {CONTACTS_LEAD_NOWHERE, ANYWHERE, {{50, 1500}, {20, 1750}, {0, 1600}}},
    {CARE_REVIEW_LATE, ANYWHERE, {{46, 110}, {28, 60}, {10, 40}, {0, 60}}},
    {CARE_VISIT_LATE, ANYWHERE, {{46, 190}, {28, 130}, {9, 80}, {7, 140}, {0, 100}}},
    {NEED_VISIT_LATE, IN_TROUBLE, {{46, 230}, {32, 300}, {20, 430}, {0, 260}}},
    {NEED_VISIT_LATE, ANYWHERE, {{46, 250}, {28, 180}, {0, 140}}},
    {HEALTH_LATE, ANYWHERE, {{46, 170}, {24, 110}, {0, 90}}},
    {INTERVIEW_OFFERED, ANYWHERE, {{46, 700}, {24, 820}, {0, 900}}},
    {LEAVER_IN_WORK, ANYWHERE, {{46, 470}, {12, 510}, {0, 525}}},
    {PRACTICE, IN_TROUBLE, {{40, 250}, {32, 200}, {24, 60}, {17, 90}, {9, 320}, {0, 520}}},
    {PRACTICE, SLOW_ASSESSMENT, {{40, 200}, {28, 480}, {11, 730}, {8, 380}, {0, 600}}},
    {PRACTICE, ANYWHERE, {{40, 250}, {28, 600}, {11, 840}, {8, 600}, {4, 690}, {0, 790}}},
    /* Behind with typing in the last month, most of all the team in trouble. */
    {TYPED_LATE, IN_TROUBLE, {{0, 450}}},
    {TYPED_LATE, SLOW_ASSESSMENT, {{0, 300}}},
    {TYPED_LATE, ANYWHERE, {{0, 120}}},
};

/* Schools report when they are open: quiet in August, busy once terms are under way. */
static const int seasons[12] = {103, 97, 110, 92, 102, 107, 110, 79, 95, 108, 110, 87};

static enum place place_of(const struct county *county, int team)
{
    if (team == NOTHING || !county->teams[team].troubled)
        return ANYWHERE;
    return county->teams[team].kind == ASSESSMENT ? SLOW_ASSESSMENT : IN_TROUBLE;
}

/* Every story has a curve for anywhere. */
static const struct curve *find_curve(enum story story, enum place place)
{
    const struct curve *curve = curves;
    while (curve->story != story || (curve->place != place && curve->place != ANYWHERE))
        curve++;
    return curve;
}

static int months_of(day_number day)
{
    struct date date = day_to_date(day);
    return date.year * 12 + date.month;
}

int story_value(const struct county *county, enum story story, int team, day_number day)
{
    const struct point *point = find_curve(story, place_of(county, team))->points;
    int before = months_of(county->calendar.until) - months_of(day);
    if (before >= point->before)
        return point->value;
    for (int i = 1; i < POINTS_MOST && point[1].value > 0; i++, point++)
        if (before >= point[1].before)
            return point->value + (point[1].value - point->value) * (point->before - before) /
                                      (point->before - point[1].before);
    return point->value;
}

int story_season(day_number day)
{
    return seasons[day_to_date(day).month - 1];
}
