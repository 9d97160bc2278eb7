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

enum window_length {
    WINDOW_SNAPSHOT,
    WINDOW_MONTH,
    WINDOW_3_MONTHS,
    WINDOW_12_MONTHS,
    WINDOW_YEAR_TO_DATE,
    WINDOW_YEAR
};
extern const char *const window_names[]; /* as written in a catalogue: "snapshot", "month", "3 months" ... */
enum { WINDOW_COUNT = 6 };

/* The days a measure looks at for a period. Whole months end on a month's last day: twelve months to
 * 28 February 2017 begin on 1 March 2016. */
struct window window_of(enum window_length length, const struct period *period,
                        const struct period_plan *plan);

#endif
