#include "base/day.h"

#include <string.h>

enum { FIRST_YEAR = 1, LAST_YEAR = 9999 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

bool date_exists(struct date date)
{
    return date.year >= FIRST_YEAR && date.year <= LAST_YEAR && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= month_length(date.year, date.month);
}

/* Howard Hinnant's days_from_civil and civil_from_days: years begin in March, so that the leap day comes
 * last, and are counted in eras of 400 years, which are all 146,097 days long. */
enum { ERA_YEARS = 400, ERA_DAYS = 146097, DAYS_FROM_MARCH_0000 = 719468 };

day_number day_from_date(struct date date)
{
    int year = date.month > 2 ? date.year : date.year - 1;
    int era = (year >= 0 ? year : year - (ERA_YEARS - 1)) / ERA_YEARS;
    int year_of_era = year - era * ERA_YEARS;
    int months_from_march = (date.month + 9) % 12;
    int day_of_year = (153 * months_from_march + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - DAYS_FROM_MARCH_0000;
}

struct date day_to_date(day_number day)
{
    int64_t from_march = (int64_t)day + DAYS_FROM_MARCH_0000;
    int era = (int)((from_march >= 0 ? from_march : from_march - (ERA_DAYS - 1)) / ERA_DAYS);
    int day_of_era = (int)(from_march - (int64_t)era * ERA_DAYS);
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int months_from_march = (5 * day_of_year + 2) / 153;
    struct date date = {
        .year = year_of_era + era * ERA_YEARS,
        .month = months_from_march < 10 ? months_from_march + 3 : months_from_march - 9,
        .day = day_of_year - (153 * months_from_march + 2) / 5 + 1,
    };
    if (date.month <= 2)
        date.year++;
    return date;
}

/* `count` digits as a number, -1 when one of them is not a digit. */
static int digits(const char *text, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool day_parse(const char *text, day_number *day)
{
    if (strlen(text) != DAY_TEXT_SIZE - 1 || text[4] != '-' || text[7] != '-')
        return false;
    struct date date = {digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)};
    if (!date_exists(date))
        return false;
    *day = day_from_date(date);
    return true;
}

static void put_digits(char *text, int number, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        text[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

void day_format(day_number day, char text[DAY_TEXT_SIZE])
{
    memcpy(text, "\?\?\?\?-\?\?-\?\?", DAY_TEXT_SIZE);
    if (day < FIRST_DAY || day > LAST_DAY)
        return;
    struct date date = day_to_date(day);
    put_digits(text, date.year, 4);
    put_digits(text + 5, date.month, 2);
    put_digits(text + 8, date.day, 2);
}

int day_weekday(day_number day)
{
    int since_thursday = (int)(day % 7);
    return (since_thursday + 10) % 7 + 1;
}

day_number day_month_end(day_number day)
{
    struct date date = day_to_date(day);
    return day + (month_length(date.year, date.month) - date.day);
}

day_number day_month_start(day_number day)
{
    return day - (day_to_date(day).day - 1);
}

bool day_months_later(day_number day, int months, day_number *later)
{
    struct date date = day_to_date(day);
    int64_t month = (int64_t)date.year * 12 + (date.month - 1) + months;
    if (month < FIRST_YEAR * 12 || month >= (LAST_YEAR + 1) * 12)
        return false;
    struct date then = {.year = (int)(month / 12), .month = (int)(month % 12) + 1};
    int length = month_length(then.year, then.month);
    then.day = date.day < length ? date.day : length;
    *later = day_from_date(then);
    return true;
}

day_number day_add_months(day_number day, int months)
{
    day_number later;
    if (day_months_later(day, months, &later))
        return later;
    return months < 0 ? FIRST_DAY : LAST_DAY;
}

int day_months_between(day_number a, day_number b)
{
    struct date from = day_to_date(a);
    struct date to = day_to_date(b);
    int months = (to.year - from.year) * 12 + (to.month - from.month);
    day_number reached = day_add_months(a, months);
    if (b >= a && reached > b)
        return months - 1;
    if (b < a && reached < b)
        return months + 1;
    return months;
}

int day_years_old(day_number birth, day_number on)
{
    struct date born = day_to_date(birth);
    struct date now = day_to_date(on);
    bool before_birthday = now.month < born.month || (now.month == born.month && now.day < born.day);
    return now.year - born.year - (before_birthday ? 1 : 0);
}

bool day_birthday(day_number birth, int years, day_number *day)
{
    struct date date = day_to_date(birth);
    date.year += years;
    if (date.year < FIRST_YEAR || date.year > LAST_YEAR)
        return false;
    if (!date_exists(date))
        date = (struct date){date.year, 3, 1};
    *day = day_from_date(date);
    return true;
}

const char *month_name(int month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return month >= 1 && month <= 12 ? names[month - 1] : "";
}
