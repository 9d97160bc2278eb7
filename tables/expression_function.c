#include "tables/expression_function.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static bool days(const struct expression_scope *scope, const union value *of, union value *result)
{
    (void)scope;
    result->number = (double)of[1].day - (double)of[0].day;
    return true;
}

static bool working_days(const struct expression_scope *scope, const union value *of, union value *result)
{
    int count;
    if (!scope->calendar || !calendar_working_days(scope->calendar, of[0].day, of[1].day, &count))
        return false;
    result->number = count;
    return true;
}

static bool months(const struct expression_scope *scope, const union value *of, union value *result)
{
    (void)scope;
    result->number = day_months_between(of[0].day, of[1].day);
    return true;
}

static bool age(const struct expression_scope *scope, const union value *of, union value *result)
{
    (void)scope;
    result->number = day_years_old(of[0].day, of[1].day);
    return true;
}

/* Steps are whole and small enough that no sum of days can overflow; anything else has no answer. */
static bool whole_step(double number, int *step)
{
    enum { LARGEST_STEP = 1000000 };
    if (!(fabs(number) <= (double)LARGEST_STEP) || floor(number) < number)
        return false;
    *step = (int)number;
    return true;
}

static bool add_days(const struct expression_scope *scope, const union value *of, union value *result)
{
    (void)scope;
    int step;
    if (!whole_step(of[1].number, &step) || of[0].day + step < FIRST_DAY || of[0].day + step > LAST_DAY)
        return false;
    result->day = of[0].day + step;
    return true;
}

static bool add_working_days(const struct expression_scope *scope, const union value *of, union value *result)
{
    int step;
    return scope->calendar && whole_step(of[1].number, &step) &&
           calendar_add_working_days(scope->calendar, of[0].day, step, &result->day);
}

static bool add_months(const struct expression_scope *scope, const union value *of, union value *result)
{
    (void)scope;
    int step;
    return whole_step(of[1].number, &step) && day_months_later(of[0].day, step, &result->day);
}

static bool birthday(const struct expression_scope *scope, const union value *of, union value *result)
{
    (void)scope;
    int years;
    return whole_step(of[1].number, &years) && years < 10000 && years > -10000 &&
           day_birthday(of[0].day, years, &result->day);
}

static bool is_letter_or_digit(char character)
{
    return isalnum((unsigned char)character) || (unsigned char)character >= 0x80;
}

static bool mentions(const struct expression_scope *scope, const union value *of, union value *result)
{
    const char *text = scope->dataset->words.words[of[0].code],
               *word = scope->dataset->words.words[of[1].code];
    size_t length = strlen(word);
    result->flag = false;
    for (const char *at = strstr(text, word); at && length > 0 && !result->flag; at = strstr(at + 1, word))
        result->flag = (at == text || !is_letter_or_digit(at[-1])) && !is_letter_or_digit(at[length]);
    return true;
}

const struct scalar_function scalar_functions[] = {
    {"days", "dd", COLUMN_NUMBER, days, false, "days(a, b): the days from a to b; b less a",
     "the days from {a} to {b}"},
    {"working_days", "dd", COLUMN_NUMBER, working_days, true,
     "working_days(a, b): the working days after a, up to and including b",
     "the working days after {a} up to and including {b}"},
    {"months", "dd", COLUMN_NUMBER, months, false, "months(a, b): completed months from a to b",
     "the completed months from {a} to {b}"},
    {"age", "dd", COLUMN_NUMBER, age, false, "age(birth, on): age in completed years",
     "the completed years of age from {a} to {b}"},
    {"add_days", "dn", COLUMN_DAY, add_days, false, "add_days(d, n): the day n days after d", "day"},
    {"add_working_days", "dn", COLUMN_DAY, add_working_days, true,
     "add_working_days(d, n): the n-th working day after d", "working day"},
    {"add_months", "dn", COLUMN_DAY, add_months, false,
     "add_months(d, n): the same day n months later, or that month's last", "month"},
    {"birthday", "dn", COLUMN_DAY, birthday, false,
     "birthday(birth, n): the day one is n years old; 1 March for those born on 29 February, in other years",
     "the day on which one born on {a} is {b} years old"},
    {"mentions", "tt", COLUMN_FLAG, mentions, false,
     "mentions(text, word): the word, whole, stands in the text, as in a list of codes", "{a} mentions {b}"},
};
const size_t scalar_function_count = sizeof scalar_functions / sizeof *scalar_functions;

const struct scalar_function *scalar_function_find(const char *name)
{
    for (size_t i = 0; i < scalar_function_count; i++)
        if (text_equal(scalar_functions[i].name, name))
            return &scalar_functions[i];
    return NULL;
}
