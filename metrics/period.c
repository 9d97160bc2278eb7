#include "metrics/period.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

static const struct {
    const char *name;
    enum window_length length;
} named_windows[] = {{"snapshot", WINDOW_SNAPSHOT},
                     {"month", WINDOW_MONTH},
                     {"year_to_date", WINDOW_YEAR_TO_DATE},
                     {"year", WINDOW_YEAR},
                     {"term", WINDOW_TERM}};
enum { NAMED_WINDOW_COUNT = sizeof named_windows / sizeof *named_windows };

bool window_parse(const char *text, enum window_length *length)
{
    for (size_t i = 0; i < NAMED_WINDOW_COUNT; i++)
        if (text_equal(text, named_windows[i].name)) {
            *length = named_windows[i].length;
            return true;
        }
    size_t digits = strspn(text, "0123456789");
    int months = 0;
    for (size_t i = 0; i < digits && months <= (int)WINDOW_LONGEST; i++)
        months = 10 * months + (text[i] - '0');
    *length = (enum window_length)months;
    return digits > 0 && *text != '0' && text_equal(text + digits, " months") && months >= 2 &&
           months <= (int)WINDOW_LONGEST;
}

char *window_name(struct arena *arena, enum window_length length)
{
    for (size_t i = 0; i < NAMED_WINDOW_COUNT; i++)
        if (named_windows[i].length == length)
            return arena_copy_text(arena, named_windows[i].name);
    return arena_format(arena, "%d months", (int)length);
}

static bool is_month_end(day_number day)
{
    return day == day_month_end(day);
}

static day_number year_end_in(const struct period_plan *plan, int year)
{
    int length = month_length(year, plan->year_end_month);
    int day = plan->year_end_day < length ? plan->year_end_day : length;
    return day_from_date((struct date){year, plan->year_end_month, day});
}

/* The first day of the reporting year that holds the day. */
static day_number year_start(const struct period_plan *plan, day_number day)
{
    int year = day_to_date(day).year;
    day_number end = year_end_in(plan, year);
    return (end < day ? end : year_end_in(plan, year - 1)) + 1;
}

static day_number period_start(const struct period_plan *plan, day_number day)
{
    if (plan->every == PERIOD_MONTH)
        return day_month_start(day);
    day_number start = year_start(plan, day);
    if (plan->every == PERIOD_QUARTER)
        for (int quarter = 3; quarter > 0; quarter--)
            if (day_add_months(start, 3 * quarter) <= day)
                return day_add_months(start, 3 * quarter);
    return start;
}

static day_number period_whole_end(const struct period_plan *plan, day_number start)
{
    switch (plan->every) {
    case PERIOD_MONTH:
        return day_month_end(start);
    case PERIOD_QUARTER:
        return day_add_months(start, 3) - 1;
    case PERIOD_YEAR:
        break;
    }
    day_number end = year_end_in(plan, day_to_date(start).year);
    return end >= start ? end : year_end_in(plan, day_to_date(start).year + 1);
}

/* "2026-27", or "2026" when the reporting year is the calendar year. */
static const char *year_label(struct arena *arena, const struct period_plan *plan, day_number day)
{
    day_number start = year_start(plan, day);
    int year = day_to_date(start).year;
    if (plan->year_end_month == 12 && plan->year_end_day == 31)
        return arena_format(arena, "%d", year);
    return arena_format(arena, "%d-%02d", year, (year + 1) % 100);
}

static void label_period(struct arena *arena, const struct period_plan *plan, struct period *period)
{
    struct date end = day_to_date(period->end);
    const char *month = month_name(end.month);
    int year = day_to_date(year_start(plan, period->start)).year;
    int quarter = day_months_between(year_start(plan, period->start), period->start) / 3 + 1;
    switch (plan->every) {
    case PERIOD_MONTH:
        period->label = arena_format(arena, "%s %d", month, end.year);
        period->short_label = arena_format(arena, "%.3s %02d", month, end.year % 100);
        break;
    case PERIOD_QUARTER:
        period->label = arena_format(arena, "Q%d %s", quarter, year_label(arena, plan, period->start));
        period->short_label = arena_format(arena, "Q%d %02d", quarter, year % 100);
        break;
    case PERIOD_YEAR:
        period->label = year_label(arena, plan, period->start);
        period->short_label = period->label;
        break;
    }
    if (period->end < period_whole_end(plan, period->start)) {
        period->label = arena_format(arena, "to %d %s %d", end.day, month, end.year);
        period->short_label = arena_format(arena, "to %d %.3s", end.day, month);
    }
}

struct period *periods_make(struct arena *arena, const struct period_plan *plan, day_number as_at)
{
    struct period *periods = ARENA_ARRAY(arena, struct period, (size_t)plan->count);
    day_number end = as_at;
    for (int i = plan->count - 1; i >= 0; i--) {
        periods[i].start = period_start(plan, end);
        periods[i].end = end;
        label_period(arena, plan, &periods[i]);
        end = periods[i].start - 1;
    }
    return periods;
}

static day_number start_of_months(day_number end, int months)
{
    if (is_month_end(end))
        return day_add_months(day_month_start(end), 1 - months);
    return day_add_months(end, -months) + 1;
}

/* Terms as the field counts them, whatever day Easter is on. */
static day_number term_start(day_number day)
{
    struct date date = day_to_date(day);
    date.month = date.month >= 9 ? 9 : date.month >= 4 ? 4 : 1;
    date.day = 1;
    return day_from_date(date);
}

static day_number april_start(day_number day)
{
    return year_start(&(struct period_plan){.year_end_month = 3, .year_end_day = 31}, day);
}

struct window window_of(enum window_length length, const struct period *period,
                        const struct period_plan *plan)
{
    day_number end = period->end;
    switch ((int)length) {
    case WINDOW_SNAPSHOT:
        return (struct window){end, end};
    case WINDOW_MONTH:
        return (struct window){day_month_start(end), end};
    case WINDOW_YEAR_TO_DATE:
        return (struct window){april_start(end), end};
    case WINDOW_YEAR:
        return (struct window){year_start(plan, end), end};
    case WINDOW_TERM:
        return (struct window){term_start(end), end};
    default:
        return (struct window){start_of_months(end, (int)length), end};
    }
}
