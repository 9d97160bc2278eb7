#include "tables/calendar.h"

#include "base/file.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

enum { MOST_HOLIDAYS = 10000 };

/* "2026-12-25,Christmas Day" -> the day; the name is for readers. */
static bool read_line(char *line, const char *path, int number, day_number *day, struct error *error)
{
    char *comma = strchr(line, ',');
    if (comma)
        *comma = '\0';
    if (!comma || !day_parse(text_trim(line), day))
        return error_set(error, ERROR_CONFIG,
                         "%s: line %d: wanted a date and a name, as in \"2026-12-25,Christmas Day\"", path,
                         number);
    return true;
}

static bool read_holidays(char *bytes, const char *path, day_number *holidays, size_t *count,
                          struct error *error)
{
    int number = 0;
    for (char *line = bytes, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        number++;
        line = text_trim(line);
        if (number == 1 && !text_equal(line, "date,name"))
            return error_set(error, ERROR_CONFIG, "%s: line 1: wanted the header date,name", path);
        if (number == 1 || *line == '\0')
            continue;
        if (*count == MOST_HOLIDAYS)
            return error_set(error, ERROR_CONFIG, "%s: more than %d holidays", path, (int)MOST_HOLIDAYS);
        if (!read_line(line, path, number, &holidays[*count], error))
            return false;
        if (*count > 0 && holidays[*count] <= holidays[*count - 1])
            return error_set(error, ERROR_CONFIG, "%s: line %d: dates must rise, each once", path, number);
        (*count)++;
    }
    if (*count == 0)
        return error_set(error, ERROR_CONFIG, "%s: holds no holidays", path);
    return true;
}

bool calendar_load(struct arena *arena, const char *path, struct calendar *calendar, struct error *error)
{
    size_t length;
    char *bytes = file_read(arena, path, &length, error);
    if (!bytes)
        return false;
    day_number *holidays = ARENA_ARRAY(arena, day_number, MOST_HOLIDAYS);
    size_t holiday_count = 0;
    if (!read_holidays(bytes, path, holidays, &holiday_count, error))
        return false;

    calendar->first = day_from_date((struct date){day_to_date(holidays[0]).year, 1, 1});
    calendar->last = day_from_date((struct date){day_to_date(holidays[holiday_count - 1]).year, 12, 31});
    size_t days = (size_t)(calendar->last - calendar->first) + 1;
    calendar->before = ARENA_ARRAY(arena, int32_t, days);
    calendar->nth = ARENA_ARRAY(arena, day_number, days);
    calendar->count = 0;
    size_t holiday = 0;
    for (day_number day = calendar->first; day <= calendar->last; day++) {
        bool is_holiday = holiday < holiday_count && holidays[holiday] == day;
        holiday += is_holiday;
        if (!is_holiday && day_weekday(day) <= 5)
            calendar->nth[calendar->count++] = day;
        calendar->before[day - calendar->first] = calendar->count;
    }
    return true;
}

static bool covers(const struct calendar *calendar, day_number day)
{
    return day >= calendar->first && day <= calendar->last;
}

bool calendar_working_days(const struct calendar *calendar, day_number a, day_number b, int *count)
{
    if (!covers(calendar, a) || !covers(calendar, b))
        return false;
    *count = calendar->before[b - calendar->first] - calendar->before[a - calendar->first];
    return true;
}

bool calendar_is_working_day(const struct calendar *calendar, day_number day)
{
    int32_t upto = calendar->before[day - calendar->first];
    return upto > 0 && calendar->nth[upto - 1] == day;
}

bool calendar_add_working_days(const struct calendar *calendar, day_number day, int n, day_number *result)
{
    if (!covers(calendar, day))
        return false;
    if (n == 0) {
        *result = day;
        return true;
    }
    int32_t upto = calendar->before[day - calendar->first];
    int64_t wanted = (int64_t)upto + n - 1;
    /* Going back from a working day, that day is not one of the days counted. */
    if (n < 0 && !calendar_is_working_day(calendar, day))
        wanted++;
    if (wanted < 0 || wanted >= calendar->count)
        return false;
    *result = calendar->nth[wanted];
    return true;
}
