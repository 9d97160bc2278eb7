/* Calendar days: whole days since 1 January 1970 in the proleptic Gregorian calendar. No time of day,
 * no time zone, no clock. Years 1 to 9999. Knows nothing of working days (see tables/calendar.h). */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef int32_t day_number;

struct date {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

enum { DAY_TEXT_SIZE = 11 };                      /* "2026-03-31" and its NUL */
enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 1 January of the year 1, 31 December 9999 */

static inline day_number day_sooner(day_number one, day_number other)
{
    return one < other ? one : other;
}

bool date_exists(struct date date);
day_number day_from_date(struct date date); /* the date exists */
struct date day_to_date(day_number day);

/* Exactly YYYY-MM-DD, of a date that exists. */
bool day_parse(const char *text, day_number *day);
void day_format(day_number day, char text[DAY_TEXT_SIZE]); /* question marks outside the years 1 to 9999 */

int day_weekday(day_number day); /* 1 = Monday .. 7 = Sunday */
int month_length(int year, int month);
day_number day_month_end(day_number day);   /* the last day of its month  */
day_number day_month_start(day_number day); /* the first day of its month */

/* Calendar months later (or earlier), end-clamped: 30 November + 3 is 28 or 29 February.
 * Stops at the first and the last day of the years 1 to 9999. */
day_number day_add_months(day_number day, int months);
MUST_CHECK bool day_months_later(day_number day, int months,
                                 day_number *later); /* false: there is no such day */

/* Completed months from a to b: the most that can be added to a without passing b. When b is before a,
 * the most that can be taken from a without passing b, negative: 15 to 10 March is 0. */
int day_months_between(day_number a, day_number b);

/* Age in completed years; someone born on 29 February is a year older on 1 March in other years.
 * Negative before birth: -1 in the twelve months before it. */
int day_years_old(day_number birth, day_number on);

/* The day on which someone is so many years old for the first time: for one born on 29 February, 1 March in other years.
 * False: there is no such day. */
MUST_CHECK bool day_birthday(day_number birth, int years, day_number *day);

const char *month_name(int month); /* "January" */

#endif
