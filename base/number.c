#include "base/number.h"

#include "base/text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static const char *past_digits(const char *text)
{
    while (*text >= '0' && *text <= '9')
        text++;
    return text;
}

static const char *past_sign(const char *text)
{
    return *text == '+' || *text == '-' ? text + 1 : text;
}

static bool is_decimal_number(const char *text)
{
    const char *start = past_sign(text);
    const char *at = past_digits(start);
    size_t digits = (size_t)(at - start);
    if (*at == '.') {
        const char *fraction = at + 1;
        at = past_digits(fraction);
        digits += (size_t)(at - fraction);
    }
    if (digits == 0)
        return false;
    if (*at == 'e' || *at == 'E') {
        const char *exponent = past_sign(at + 1);
        at = past_digits(exponent);
        if (at == exponent)
            return false;
    }
    return *at == '\0';
}

static double without_minus_zero(double number)
{
    return number == 0.0 ? 0.0 : number;
}

bool number_parse(const char *text, double *number)
{
    if (!is_decimal_number(text))
        return false;
    double read = strtod(text, NULL);
    if (!isfinite(read))
        return false;
    *number = without_minus_zero(read);
    return true;
}

/* ---- writing ---- */

enum { SIGNIFICANT_TEXT_SIZE = 32, SIGNIFICANT_DIGITS = DBL_DIG };

char *number_shortest(struct arena *arena, double number)
{
    if (isnan(number))
        return arena_copy_text(arena, "nan");
    char text[SIGNIFICANT_TEXT_SIZE];
    number = without_minus_zero(number);
    /* Fifteen digits lose their zeros, so they are the shortest text whenever they suffice, except among
     * the numbers too small to have fifteen. */
    int digits = fabs(number) < DBL_MIN ? 1 : SIGNIFICANT_DIGITS;
    do
        snprintf(text, sizeof(text), "%.*g", digits, number);
    while (strtod(text, NULL) != number && digits++ < DBL_DECIMAL_DIG);
    return arena_copy_text(arena, text);
}

double number_tidy(double number)
{
    const double whole_below = 1e15; /* fifteen digits write these out in full */
    char text[SIGNIFICANT_TEXT_SIZE];
    if (fabs(number) < whole_below && !(trunc(number) < number || trunc(number) > number))
        return without_minus_zero(number);
    snprintf(text, sizeof(text), "%.*g", SIGNIFICANT_DIGITS, number);
    double tidy = strtod(text, NULL);
    /* The largest numbers of all round up to infinity. */
    return isfinite(tidy) ? without_minus_zero(tidy) : number;
}

/* A number as 0.DDDDDDDDDDDDDDD x 10^scale; one spare digit in front takes the carry. */
struct decimal {
    char digits[1 + SIGNIFICANT_DIGITS];
    int scale;
};

static struct decimal decimal_of(double number)
{
    char text[SIGNIFICANT_TEXT_SIZE]; /* d.dddddddddddddde+xx */
    snprintf(text, sizeof(text), "%.*e", SIGNIFICANT_DIGITS - 1, number);
    struct decimal decimal = {.scale = atoi(text + 1 + SIGNIFICANT_DIGITS + 1) + 1};
    decimal.digits[0] = '0';
    decimal.digits[1] = text[0];
    memcpy(decimal.digits + 2, text + 2, SIGNIFICANT_DIGITS - 1);
    return decimal;
}

static void round_half_up(struct decimal *decimal, int kept)
{
    bool up = decimal->digits[1 + kept] >= '5';
    memset(decimal->digits + 1 + kept, '0', (size_t)(SIGNIFICANT_DIGITS - kept));
    int at = kept;
    while (up && decimal->digits[at] == '9')
        decimal->digits[at--] = '0';
    if (up)
        decimal->digits[at]++;
}

static double number_of(const struct decimal *decimal)
{
    char text[SIGNIFICANT_TEXT_SIZE];
    snprintf(text, sizeof(text), "%.*se%d", 1 + SIGNIFICANT_DIGITS, decimal->digits,
             decimal->scale - SIGNIFICANT_DIGITS);
    return strtod(text, NULL);
}

/* Where fifteen digits cannot change which way a number goes, it goes there without being written out: what it is
 * then divided by is a power of ten that is held exactly, so the quotient is the number those digits would read as. */
static bool round_plain(double number, int decimals, double *rounded)
{
    static const double powers[] = {1, 10, 100, 1000, 10000};
    const double largest = 1e9, nearest_the_middle = 1e-4;
    if (decimals < 0 || decimals >= (int)(sizeof powers / sizeof *powers))
        return false;
    double scaled = fabs(number) * powers[decimals];
    double whole = floor(scaled), rest = scaled - whole;
    if (scaled > largest || fabs(rest - 0.5) < nearest_the_middle)
        return false;
    *rounded = without_minus_zero(copysign((rest > 0.5 ? whole + 1 : whole) / powers[decimals], number));
    return true;
}

double number_round(double number, int decimals)
{
    double rounded;
    if (!isfinite(number))
        return number;
    if (round_plain(number, decimals, &rounded))
        return rounded;
    struct decimal decimal = decimal_of(fabs(number));
    int kept = decimal.scale + decimals;
    if (kept < 0)
        return 0.0;
    if (kept >= SIGNIFICANT_DIGITS)
        return without_minus_zero(number);
    round_half_up(&decimal, kept);
    return without_minus_zero(copysign(number_of(&decimal), number));
}

static char *with_separators(struct arena *arena, const char *plain)
{
    struct text text = text_in(arena);
    const char *digits = past_sign(plain);
    size_t whole = (size_t)(past_digits(digits) - digits);
    text_add_bytes(&text, plain, (size_t)(digits - plain));
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            text_add_character(&text, ',');
        text_add_character(&text, digits[i]);
    }
    text_add(&text, digits + whole);
    return text.bytes;
}

char *number_text(struct arena *arena, double number, int decimals, bool separators)
{
    if (isnan(number))
        return arena_copy_text(arena, "nan");
    char *plain = arena_format(arena, "%.*f", decimals, number_round(number, decimals));
    return separators ? with_separators(arena, plain) : plain;
}
