/* Working days: Monday to Friday less the bank holidays of a dated table (tables/bank_holidays.csv:
 * date,name; England and Wales). The table covers whole years, from the first it names to the last;
 * outside them nothing is known, and nothing is guessed. */
#ifndef TABLES_CALENDAR_H
#define TABLES_CALENDAR_H

#include "base/arena.h"
#include "base/day.h"

struct calendar {
    day_number first; /* 1 January of the first year */
    day_number last;  /* 31 December of the last     */
    int32_t *before;  /* per day from `first`: working days from `first` up to and including it */
    day_number *nth;  /* the n-th working day, from 0                                        */
    int32_t count;
};

MUST_CHECK bool calendar_load(struct arena *arena, const char *path, struct calendar *calendar,
                              struct error *error);

/* The working days after `a` up to and including `b`: `a` is day 0. Negative, likewise, when b is before a:
 * the working days after b up to and including a. False when either is outside the table. */
bool calendar_working_days(const struct calendar *calendar, day_number a, day_number b, int *count);

/* The n-th working day after `day` (before it, when n is negative; the day itself when 0). False when it,
 * or `day`, is outside the table. */
bool calendar_add_working_days(const struct calendar *calendar, day_number day, int n, day_number *result);

bool calendar_is_working_day(const struct calendar *calendar, day_number day); /* inside the table */

#endif
