/* Reporting periods: the months, quarters or years of a job, and the windows that measures look back over. */
#ifndef METRICS_PERIOD_H
#define METRICS_PERIOD_H

#include "base/arena.h"
#include "base/day.h"
#include "tables/expression.h"

enum period_length { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR };

/* How often a job reports. Quarters and years are counted from the day after `year_end`. */
struct period_plan {
    enum period_length every;
    int count;          /* how many periods, the last one included */
    int year_end_month; /* 3  */
    int year_end_day;   /* 31 */
};

struct period {
    day_number start;
    day_number end; /* the last day; the as-at date when that cuts the period short */
    const char *
        label; /* "October 2026", "Q2 2026-27", "2025" (a calendar year), "2025-26"; cut off: "to 20 November 2026" */
    const char *short_label; /* "Oct 26", "Q2 26", "2025", "2025-26" */
};

/* The last `plan->count` periods up to the one that holds as_at, oldest first. */
struct period *periods_make(struct arena *arena, const struct period_plan *plan, day_number as_at);

/* How far a measure looks back. Above zero: that many months, to 120. */
enum window_length {
    WINDOW_SNAPSHOT = 0,
    WINDOW_MONTH = 1,
    WINDOW_3_MONTHS = 3,
    WINDOW_12_MONTHS = 12,
    WINDOW_LONGEST = 120,
    WINDOW_YEAR_TO_DATE = -1, /* from 1 April */
    WINDOW_YEAR = -2,         /* from the day after the job's year end */
    WINDOW_TERM = -3          /* from 1 September, 1 January or 1 April */
};

/* As a catalogue writes it: "snapshot", "month", "36 months". */
MUST_CHECK bool window_parse(const char *text, enum window_length *length);
char *window_name(struct arena *arena, enum window_length length);

/* The days a measure looks at for a period. Whole months end on a month's last day: twelve months to
 * 28 February 2017 begin on 1 March 2016. */
struct window window_of(enum window_length length, const struct period *period,
                        const struct period_plan *plan);

#endif
