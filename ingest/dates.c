#include "ingest/dates.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/* Reads `least` to `most` digits; NULL when there are fewer, or more follow. */
static const char *read_digits(const char *text, size_t least, size_t most, int *number)
{
    size_t length = 0;
    *number = 0;
    for (; length < most && is_digit(text[length]); length++)
        *number = *number * 10 + (text[length] - '0');
    return length < least || is_digit(text[length]) ? NULL : text + length;
}

static bool is_separator(char character, const char *separators)
{
    return character != '\0' && strchr(separators, character) != NULL;
}

/* "March", "mar" or "sept", whole words. */
static const char *read_month_name(const char *text, int *month)
{
    size_t length = 0;
    while ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z')
        length++;
    char word[16];
    if (length < 3 || length >= sizeof word)
        return NULL;
    memcpy(word, text, length);
    word[length] = '\0';
    for (*month = 1; *month <= 12; (*month)++) {
        const char *name = month_name(*month);
        char shortened[5] = {name[0], name[1], name[2], length == 4 ? name[3] : '\0'};
        if (text_equal_ignoring_case(word, name) ||
            ((length == 3 || *month == 9) && text_equal_ignoring_case(word, shortened)))
            return text + length;
    }
    return NULL;
}

/* The day, and what parts it from the month. */
static const char *read_day(const char *text, const char *separators, struct date *date)
{
    text = read_digits(text, 1, 2, &date->day);
    return text && is_separator(*text, separators) ? text : NULL;
}

/* What follows the month: its separator again, and the year. */
static const char *read_year_after(const char *text, char separator, struct date *date)
{
    return text && *text == separator ? read_digits(text + 1, 4, 4, &date->year) : NULL;
}

static const char *read_day_first(const char *text, struct date *date)
{
    text = read_day(text, "/-.", date);
    return text ? read_year_after(read_digits(text + 1, 1, 2, &date->month), *text, date) : NULL;
}

static const char *read_named_month(const char *text, struct date *date)
{
    text = read_day(text, "/-. ", date);
    return text ? read_year_after(read_month_name(text + 1, &date->month), *text, date) : NULL;
}

static const char *read_iso(const char *text, struct date *date)
{
    text = read_digits(text, 4, 4, &date->year);
    if (!text || !is_separator(*text, "-/"))
        return NULL;
    char separator = *text;
    text = read_digits(text + 1, 1, 2, &date->month);
    if (!text || *text != separator)
        return NULL;
    return read_digits(text + 1, 1, 2, &date->day);
}

static const char *read_time_zone(const char *text)
{
    int number = 0;
    if (*text == 'Z' || *text == 'z')
        return text + 1;
    if (*text != '+' && *text != '-')
        return text;
    text = read_digits(text + 1, 2, 2, &number);
    if (text && *text == ':')
        text = read_digits(text + 1, 2, 2, &number);
    return text;
}

/* ":SS" and ".fff", which may be left out. */
static const char *read_seconds(const char *text)
{
    int number = 0;
    if (*text != ':')
        return text;
    text = read_digits(text + 1, 2, 2, &number);
    if (!text || number > 60 || *text != '.')
        return text && number <= 60 ? text : NULL;
    size_t fraction = strspn(text + 1, "0123456789");
    return fraction == 0 ? NULL : text + 1 + fraction;
}

/* Nothing, or a time of day. */
static bool is_end_of_date(const char *text)
{
    if (*text == '\0')
        return true;
    if (*text != ' ' && *text != 'T' && *text != 't')
        return false;
    int hour = 0;
    int minute = 0;
    text = read_digits(text + 1, 1, 2, &hour);
    if (!text || *text != ':' || hour > 24)
        return false;
    text = read_digits(text + 1, 2, 2, &minute);
    if (!text || minute > 59)
        return false;
    text = read_seconds(text);
    text = text ? read_time_zone(text) : NULL;
    return text && *text == '\0';
}

static const char *read_compact(const char *text, struct date *date)
{
    int digits = 0;
    text = read_digits(text, 8, 8, &digits);
    *date = (struct date){digits / 10000, digits / 100 % 100, digits % 100};
    return text;
}

/* The forms that are a day of the calendar, and a time of day after it or not. */
static const struct {
    enum date_format format;
    const char *(*read)(const char *text, struct date *date);
} calendar_forms[] = {
    {DATE_DAY_FIRST, read_day_first},
    {DATE_ISO, read_iso},
    {DATE_MONTH_NAME, read_named_month},
    {DATE_COMPACT, read_compact},
};

const char *const date_format_names[DATE_FORMAT_COUNT] = {
    [DATE_DAY_FIRST] = "day_first",
    [DATE_MONTH_NAME] = "month_name",
    [DATE_ISO] = "iso",
    [DATE_COMPACT] = "compact",
    [DATE_YEAR] = "year",
    [DATE_EXCEL] = "excel",
};

/* Nobody in these records was born before; 01/01/1800 stands for none in some systems. */
enum { EARLIEST_YEAR = 1900 };

/* Whether the text is of one of the forms, be there such a day or not. */
static bool read_calendar_form(const char *text, unsigned formats, struct date *date)
{
    for (size_t i = 0; i < sizeof calendar_forms / sizeof *calendar_forms; i++) {
        if (!(formats & 1U << calendar_forms[i].format))
            continue;
        *date = (struct date){0};
        const char *after = calendar_forms[i].read(text, date);
        if (after)
            return is_end_of_date(after);
    }
    return false;
}

static bool read_calendar_day(const char *text, unsigned formats, day_number *day)
{
    struct date date;
    if (!read_calendar_form(text, formats, &date) || !date_exists(date) || date.year < EARLIEST_YEAR)
        return false;
    *day = day_from_date(date);
    return true;
}

/* "2026", or the year before and the last two digits: "202526", "2025/26", "2025-26". */
static bool read_year(const char *text, struct date year_ends, day_number *day)
{
    size_t length = strlen(text);
    int last = 0;
    if (length != 4 && length != 6 && length != 7)
        return false;
    struct date date = year_ends.month == 0 ? (struct date){0, 3, 31} : year_ends;
    for (size_t i = 0; i < 4; i++) {
        if (!is_digit(text[i]))
            return false;
        date.year = date.year * 10 + (text[i] - '0');
    }
    if (length > 4) {
        if (length == 7 && !is_separator(text[4], "/-"))
            return false;
        if (!read_digits(text + length - 2, 2, 2, &last) || ++date.year % 100 != last)
            return false;
    }
    if (!date_exists(date))
        return false;
    *day = day_from_date(date);
    return true;
}

/* Counted from 1 March 1900, before which spreadsheets count a 29 February that was not; to the end of 2199. */
static bool read_serial(const char *text, day_number *day)
{
    enum { FIRST_SERIAL = 61, LAST_SERIAL = 109574 };
    int serial = 0;
    size_t length = strspn(text, "0123456789");
    if (length < 2 || length > 6)
        return false;
    for (size_t i = 0; i < length; i++)
        serial = serial * 10 + (text[i] - '0');
    if (text[length] == '.')
        length += 1 + strspn(text + length + 1, "0123456789");
    if (text[length] != '\0' || serial < FIRST_SERIAL || serial > LAST_SERIAL)
        return false;
    *day = day_from_date((struct date){1900, 3, 1}) + serial - FIRST_SERIAL;
    return true;
}

static unsigned formats_of(const struct date_forms *forms)
{
    return forms->formats ? forms->formats : DATE_FORMATS_USUAL;
}

bool date_read(const char *text, const struct date_forms *forms, day_number *day)
{
    unsigned formats = formats_of(forms);
    return read_calendar_day(text, formats, day) ||
           (formats & 1U << DATE_YEAR && read_year(text, forms->year_ends, day)) ||
           (formats & 1U << DATE_EXCEL && read_serial(text, day));
}

const char *date_fault(const char *text, const struct date_forms *forms)
{
    struct date date;
    if (!read_calendar_form(text, formats_of(forms), &date))
        return NULL;
    if (date.month < 1 || date.month > 12)
        return "there is no such month";
    if (!date_exists(date))
        return "there is no such day in that month of that year";
    return date.year < EARLIEST_YEAR ? "the year is before 1900" : NULL;
}
