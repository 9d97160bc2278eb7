#include "tables/timetable.h"

static bool due_after(const struct timetable *timetable, size_t turn, day_number from, day_number *due)
{
    size_t last = timetable->interval_count - 1;
    const struct interval *interval = &timetable->intervals[turn < last ? turn : last];
    switch (interval->unit) {
    case INTERVAL_DAYS:
        *due = from + interval->length;
        return true;
    case INTERVAL_WEEKS:
        *due = from + 7 * interval->length;
        return true;
    case INTERVAL_MONTHS:
        *due = day_add_months(from, interval->length);
        return true;
    case INTERVAL_WORKING_DAYS:
        return calendar_add_working_days(timetable->calendar, from, interval->length, due);
    }
    return false;
}

bool timetable_kept(const struct timetable *timetable, day_number from, day_number since, day_number end,
                    const day_number *events, size_t count, bool *answer)
{
    *answer = true;
    for (size_t turn = 0, next = 0;; turn++) {
        day_number due;
        if (!due_after(timetable, turn, from, &due))
            return false;
        while (next < count && events[next] <= from)
            next++;
        bool happened = next < count && events[next] <= end;
        bool in_time = happened && events[next] <= due;
        if (!in_time && due <= end && (due >= since || !happened)) {
            *answer = false;
            return true;
        }
        if (!happened)
            return true;
        from = events[next];
    }
}

bool timetable_overdue(const struct timetable *timetable, day_number from, day_number end,
                       const day_number *events, size_t count, bool *answer)
{
    size_t turn = 0;
    for (size_t i = 0; i < count && events[i] <= end; i++) {
        if (events[i] <= from)
            continue;
        from = events[i];
        turn++;
    }
    day_number due;
    if (!due_after(timetable, turn, from, &due))
        return false;
    *answer = due <= end;
    return true;
}
