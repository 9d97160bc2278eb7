#include "samples/generator/registers.h"

#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

enum { MONTHS_BEFORE_JUDGED = 12, CASES_TRIED = 80 };

day_number registers_begin(const struct county *county)
{
    day_number begin = day_month_start(day_add_months(county->calendar.judged, -MONTHS_BEFORE_JUDGED));
    return begin > county->calendar.first ? begin : county->calendar.first;
}

bool register_holds(const struct county *county, day_number day)
{
    return day >= registers_begin(county) && county_past(county, day);
}

day_number if_past(const struct county *county, day_number day)
{
    return county_past(county, day) ? day : NO_DAY;
}

day_number working_days_before(day_number day, int count)
{
    while (count > 0)
        if (is_working_day(--day))
            count--;
    return day;
}

int as_practised(const struct county *county, int team, day_number day, int worst, int best)
{
    return worst + (best - worst) * story_value(county, PRACTICE, team, day) / 1000;
}

int this_month(const struct county *county, int thousandths, int *carried)
{
    *carried += county_scaled(county, thousandths);
    int now = *carried / 1000;
    *carried %= 1000;
    return now;
}

int team_of_child(const struct county *county, int child, day_number day)
{
    int involvement = county_case_worker(county, child, day);
    if (involvement != NOTHING)
        return county->involvements.items[involvement].team;
    const struct family *family = &county->families.items[county->people.items[child].family];
    return county_team(county, ASSESSMENT, family->area);
}

int any_open_case(const struct county *county, struct random *random, day_number day)
{
    if (county->involvements.count == 0)
        return NOTHING;
    for (int i = 0; i < CASES_TRIED; i++) {
        int index = random_below(random, (int)county->involvements.count);
        const struct involvement *one = &county->involvements.items[index];
        if (one->role == CASE_WORKER && one->start <= day && one->end > day)
            return index;
    }
    return NOTHING;
}

int someone_in_post(const struct county *county, struct random *random, int team, enum post post,
                    day_number day)
{
    int able[256], count = 0;
    for (size_t i = 0; i < county->workers.count && count < 256; i++) {
        const struct worker *worker = &county->workers.items[i];
        if ((team == NOTHING || worker->team == team) && worker->post == post && worker->start <= day &&
            worker->end > day)
            able[count++] = (int)i;
    }
    return count == 0 ? NOBODY : able[random_below(random, count)];
}

int someone_in_charge(const struct county *county, struct random *random, int team, day_number day)
{
    int manager = someone_in_post(county, random, team, MANAGER, day);
    return manager != NOBODY ? manager : someone_in_post(county, random, team, SENIOR, day);
}
