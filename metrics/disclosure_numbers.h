/* Which numbers results print, which of them are the same number printed twice, and which add up to which: what a reader
 * could subtract from what. A part of disclosure.h.
 *
 * A number is what a measure came to in one unit and category, over all periods. The count of plans that is an indicator
 * of its own, the numerator of a rate and the denominator of a percentage are one number where their measures are written
 * alike. Only what adds up is one: rows, sums, different ones (which nearly do), and of a mean its total and its rows. */
#ifndef METRICS_DISCLOSURE_NUMBERS_H
#define METRICS_DISCLOSURE_NUMBERS_H

#include "metrics/result.h"

#define NO_NUMBER SIZE_MAX

struct number {
    size_t family; /* those of the same measure, unit and category, over whatever window */
    enum window_length window;
    bool happens;      /* in the window, and not: is open at its end */
    double *values;    /* per period; NAN where it is not known */
    bool *secret;      /* per period: nobody may learn it */
    bool counts;       /* people or events, rather than days or points: 1 to 5 of them are few */
    bool stands_alone; /* some indicator prints it with nothing to divide by: none of it is said openly */
};

/* A number that others add up to. */
struct sum {
    size_t total; /* NO_NUMBER: it is not printed */
    size_t *parts;
    size_t part_count;
};

struct numbers {
    struct number *items;
    size_t count;
    size_t family_count;
    size_t *numerators;   /* per series of the results: its number, or NO_NUMBER */
    size_t *denominators; /* likewise: what is divided by, or how many a mean or a median is of */
    struct sum *
        sums; /* a unit of those under it, a unit's whole of its categories, a denominator of its "part_of" */
    size_t sum_count;
};

/* Of indicators that count people. */
struct numbers numbers_of(struct arena *arena, const struct result_set *results);

/* Whether what is counted in the numerator is people or events, so that 1 to 5 of them are few. */
bool numerator_counts(const struct indicator *indicator);

/* Whether what is counted in the numerator happens in the window, so that it adds up over windows: what is open at the
 * window's end does not. */
bool numerator_happens(const struct indicator *indicator);

#endif
