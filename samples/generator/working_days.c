#include "samples/generator/working_days.h"

#include <stddef.h>

/* Holidays of one year only, and the one that moved to make room for the Jubilee. */
static const struct date once[] = {{2020, 5, 8}, {2022, 6, 2}, {2022, 6, 3}, {2022, 9, 19}, {2023, 5, 8}};
static const struct date moved[] = {{2020, 5, 4}, {2022, 5, 30}};

static bool is_listed(struct date date, const struct date *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].year == date.year && list[i].month == date.month && list[i].day == date.day)
            return true;
    return false;
}

/* The anonymous Gregorian computus. */
static day_number easter_sunday(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return day_from_date((struct date){year, f / 31, f % 31 + 1});
}

/* Christmas, Boxing Day and New Year's Day move to the next free weekday. */
static bool is_winter_holiday(struct date date, int weekday)
{
    if (date.month == 12 && (date.day == 25 || date.day == 26))
        return true;
    if (date.month == 12 && (date.day == 27 || date.day == 28))
        return weekday <= 2;
    if (date.month == 1 && date.day == 1)
        return true;
    return date.month == 1 && date.day <= 3 && weekday == 1;
}

static bool is_bank_holiday(day_number day, int weekday)
{
    struct date date = day_to_date(day);
    if (is_listed(date, once, sizeof once / sizeof *once))
        return true;
    if (is_listed(date, moved, sizeof moved / sizeof *moved))
        return false;
    if (date.month == 12 || date.month == 1)
        return is_winter_holiday(date, weekday);
    if (weekday == 1 && (date.month == 5 || date.month == 8))
        return (date.month == 5 && date.day <= 7) || date.day > 24;
    if (date.month != 3 && date.month != 4)
        return false;
    day_number easter = easter_sunday(date.year);
    return day == easter - 2 || day == easter + 1;
}

bool is_working_day(day_number day)
{
    int weekday = day_weekday(day);
    return weekday <= 5 && !is_bank_holiday(day, weekday);
}

day_number working_day_from(day_number day)
{
    while (!is_working_day(day))
        day++;
    return day;
}

day_number working_days_after(day_number day, int count)
{
    for (int left = count; left > 0; left--)
        day = working_day_from(day + 1);
    return day;
}
