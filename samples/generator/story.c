#include "samples/generator/story.h"

enum { POINTS_MOST = 10 };

struct point {
    int year, month, value;
};

struct curve {
    enum story story;
    enum team team;
    struct point points[POINTS_MOST]; /* in order; level before the first and after the last */
};

/* A team's own curve stands before the one for any team. */
static const struct curve curves[] = {
    {REFERRALS_A_MONTH,
     ANY_TEAM,
     {{2021, 12, 252}, {2023, 6, 276}, {2024, 6, 268}, {2025, 6, 262}, {2026, 10, 272}}},

    /* Recovery after the inspection, then the reorganisation of February 2026. */
    {ASSESSED_IN_TIME,
     ASSESSMENT_EAST,
     {{2023, 6, 600},
      {2024, 6, 780},
      {2025, 1, 880},
      {2025, 11, 890},
      {2026, 1, 640},
      {2026, 6, 720},
      {2026, 9, 760}}},
    {ASSESSED_IN_TIME,
     ANY_TEAM,
     {{2023, 6, 640},
      {2024, 6, 830},
      {2025, 1, 905},
      {2025, 11, 910},
      {2026, 1, 740},
      {2026, 6, 800},
      {2026, 9, 830}}},
    {CONFERENCE_IN_TIME, ANY_TEAM, {{2022, 12, 730}, {2024, 6, 790}, {2025, 6, 850}, {2026, 10, 820}}},

    {REVIEW_LATE, SAFEGUARDING_EAST, {{2022, 12, 60}, {2024, 3, 100}, {2025, 3, 120}, {2026, 10, 50}}},
    {REVIEW_LATE, ANY_TEAM, {{2022, 12, 60}, {2024, 6, 40}, {2026, 10, 35}}},
    {VISIT_LATE,
     SAFEGUARDING_EAST,
     {{2022, 12, 330}, {2024, 2, 420}, {2024, 10, 640}, {2025, 6, 620}, {2026, 1, 430}, {2026, 10, 330}}},
    {VISIT_LATE, ANY_TEAM, {{2022, 12, 330}, {2024, 1, 290}, {2025, 1, 240}, {2026, 10, 200}}},
    {SEEN_ALONE, SAFEGUARDING_EAST, {{2022, 12, 740}, {2024, 10, 660}, {2026, 10, 780}}},
    {SEEN_ALONE, ANY_TEAM, {{2022, 12, 770}, {2024, 10, 840}, {2026, 10, 880}}},

    {PLAN_RETURNS, ANY_TEAM, {{2021, 1, 190}, {2023, 6, 150}, {2025, 1, 165}, {2026, 10, 180}}},
    {PLAN_RETURNS_LATER, ANY_TEAM, {{2021, 1, 60}}},

    {AGENCY_SHARE,
     SAFEGUARDING_EAST,
     {{2021, 1, 330}, {2023, 6, 350}, {2024, 8, 460}, {2025, 3, 470}, {2025, 12, 320}, {2026, 10, 230}}},
    {AGENCY_SHARE,
     ANY_TEAM,
     {{2021, 1, 340},
      {2023, 11, 350},
      {2024, 4, 260},
      {2024, 6, 265},
      {2024, 10, 320},
      {2025, 3, 205},
      {2025, 9, 175},
      {2026, 2, 215},
      {2026, 7, 140},
      {2026, 10, 120}}},
    {POSTS_VACANT,
     SAFEGUARDING_EAST,
     {{2023, 6, 100}, {2024, 2, 220}, {2024, 9, 420}, {2025, 5, 400}, {2026, 1, 220}, {2026, 10, 120}}},
    {POSTS_VACANT,
     ANY_TEAM,
     {{2021, 1, 80}, {2024, 1, 80}, {2025, 6, 40}, {2026, 1, 60}, {2026, 4, 80}, {2026, 10, 50}}},
    {LEAVES_IN_A_MONTH, SAFEGUARDING_EAST, {{2023, 6, 15}, {2024, 3, 50}, {2025, 5, 60}, {2025, 11, 18}}},
    {LEAVES_IN_A_MONTH,
     ANY_TEAM,
     {{2021, 1, 15}, {2024, 1, 14}, {2025, 11, 11}, {2026, 1, 24}, {2026, 4, 12}}},

    {WAITS_AT_START, ASSESSMENT_EAST, {{2023, 6, 50}, {2025, 6, 30}, {2026, 2, 60}, {2026, 8, 30}}},
    {WAITS_AT_START, ANY_TEAM, {{2023, 6, 25}, {2025, 6, 10}, {2026, 2, 25}, {2026, 8, 12}}},
    {WAITS_AFTER_LEAVER, SAFEGUARDING_EAST, {{2023, 6, 300}, {2024, 3, 650}, {2025, 6, 650}, {2026, 3, 450}}},
    {WAITS_AFTER_LEAVER, ANY_TEAM, {{2023, 6, 120}, {2025, 1, 60}}},
    {WAITS_AT_MOST, SAFEGUARDING_EAST, {{2023, 6, 25}, {2024, 3, 60}, {2025, 8, 60}, {2026, 3, 35}}},
    {WAITS_AT_MOST, ANY_TEAM, {{2023, 6, 14}}},
};

/* Schools report when they are open: quiet in August, busy once terms are under way. */
static const int seasons[12] = {103, 97, 110, 92, 102, 107, 110, 79, 95, 108, 110, 87};

/* Every story has a curve for any team. */
static const struct curve *find_curve(enum story story, enum team team)
{
    const struct curve *curve = curves;
    while (curve->story != story || (curve->team != team && curve->team != ANY_TEAM))
        curve++;
    return curve;
}

static int months_of(int year, int month)
{
    return year * 12 + month;
}

int story_value(enum story story, enum team team, day_number day)
{
    const struct point *point = find_curve(story, team)->points;
    struct date date = day_to_date(day);
    int now = months_of(date.year, date.month);
    if (now <= months_of(point->year, point->month))
        return point->value;
    for (int i = 1; i < POINTS_MOST && point[1].year > 0; i++, point++) {
        int from = months_of(point->year, point->month);
        int to = months_of(point[1].year, point[1].month);
        if (now <= to)
            return point->value + (point[1].value - point->value) * (now - from) / (to - from);
    }
    return point->value;
}

int story_season(day_number day)
{
    return seasons[day_to_date(day).month - 1];
}
