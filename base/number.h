/* Numbers as text and text as numbers, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/arena.h"

/* The whole of `text` (already trimmed) as a finite decimal number: an optional sign, digits with an
 * optional point, an optional exponent. No thousands separators, no hexadecimal, no "inf" or "nan". */
bool number_parse(const char *text, double *number);

/* The shortest text that reads back as the same number: 0.1, 12, 1e+21, 17.524. Never "-0". */
char *number_shortest(struct arena *arena, double number);

/* To `decimals` places (0 to 9), half away from zero in decimal: 2.25 is 2.3, and so is the 2.25 that
 * 100.0 * 9 / 400 makes. Binary noise past the fifteenth digit is not looked at. */
double number_round(double number, int decimals);

/* The rounded number with exactly `decimals` places; `1234567.5` with one is "1234567.5", and with
 * `separators` "1,234,567.5". Never "-0.0". */
char *number_text(struct arena *arena, double number, int decimals, bool separators);

/* The number with the noise of binary sums taken off: to fifteen significant digits. 0.1 + 0.2 is 0.3. */
double number_tidy(double number);

#endif
