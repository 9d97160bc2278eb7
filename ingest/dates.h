/* Dates as people write them in the cells of extracts. */
#ifndef INGEST_DATES_H
#define INGEST_DATES_H

#include "base/day.h"

/* The forms of a date that a column's "formats" may name. */
enum date_format {
    DATE_DAY_FIRST,  /* 3/4/2026, 03-04-2026, 03.04.2026 */
    DATE_MONTH_NAME, /* 3 April 2026, 03-Apr-2026 */
    DATE_ISO,        /* 2026-04-03, 2026/04/03, 2026-4-3 */
    DATE_COMPACT,    /* 20260403 */
    DATE_YEAR,       /* 2026, 202526, 2025/26, 2025-26: the last day of that year */
    DATE_EXCEL,      /* 46115, 46115.0: a spreadsheet's serial number */
    DATE_FORMAT_COUNT
};

extern const char *const date_format_names[DATE_FORMAT_COUNT];

/* What a column accepts that does not say: the first three. */
enum { DATE_FORMATS_USUAL = 1 << DATE_DAY_FIRST | 1 << DATE_MONTH_NAME | 1 << DATE_ISO };

struct date_forms {
    unsigned formats;      /* a bit each; none: the usual */
    struct date year_ends; /* month and day of DATE_YEAR's last day; none: 31 March */
};

/* Always day first, any of them followed by a time of day, which is not looked at. Never a two-digit year. The text is
 * trimmed. */
bool date_read(const char *text, const struct date_forms *forms, day_number *day);

/* Why a text that date_read does not read, but that is of one of the forms, is no date, without a word of the text:
 * "there is no such day in that month of that year". NULL: it is of no form. */
const char *date_fault(const char *text, const struct date_forms *forms);

#endif
