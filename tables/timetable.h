/* Timetables: whether things that must happen again and again happened in time. The first is due an interval
 * after `from`; each later one an interval after the event before it. Pure; the language's kept() and overdue()
 * are these. */
#ifndef TABLES_TIMETABLE_H
#define TABLES_TIMETABLE_H

#include "tables/calendar.h"

#include <stdbool.h>
#include <stddef.h>

enum interval_unit { INTERVAL_DAYS, INTERVAL_WORKING_DAYS, INTERVAL_WEEKS, INTERVAL_MONTHS };

struct interval {
    int length;
    enum interval_unit unit;
};

struct timetable {
    const struct interval *intervals; /* the first event's, the second's ...; the last one repeats */
    size_t interval_count;
    const struct calendar *calendar;
};

/* Events in rising order; those on or before `from` do not count, nor those after `end`.
 *
 * kept: every due date from `since` to `end`, both included, was met on or before the day. A due date before `since`
 * that was met late is past and forgiven; one that is still unmet at `end` is not. Nothing due yet is kept.
 * overdue: the next due date is on or before `end` and unmet.
 * False when a due date cannot be worked out (a day outside the bank-holiday table); else `*answer` is set. */
bool timetable_kept(const struct timetable *timetable, day_number from, day_number since, day_number end,
                    const day_number *events, size_t count, bool *answer);
bool timetable_overdue(const struct timetable *timetable, day_number from, day_number end,
                       const day_number *events, size_t count, bool *answer);

#endif
