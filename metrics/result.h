/* What metrics hands to render and to history: one figure per indicator, unit and period, judged. Also how a figure
 * is written for people. A figure that is not available has a reason, and is never zero. */
#ifndef METRICS_RESULT_H
#define METRICS_RESULT_H

#include "metrics/catalogue.h"
#include "metrics/judgement.h"
#include "metrics/period.h"
#include "metrics/units.h"

enum reason {
    REASON_NONE,           /* it is available */
    REASON_NO_DENOMINATOR, /* nothing to divide by */
    REASON_NO_DATA,        /* nothing known to add up or average */
    REASON_NO_POPULATION,  /* no population for this unit and time */
    REASON_NO_TABLE,       /* an extract it needs was not supplied */
    REASON_NO_COLUMN,      /* an extract it needs lacks a column */
    REASON_WITHHELD        /* so that nobody can be recognised: disclosure.h */
};
#define WITHHELD_SYMBOL "c"                   /* confidential, as the Department for Education writes it */
const char *reason_name(enum reason reason);  /* "no_denominator": in flags */
const char *reason_words(enum reason reason); /* "none recorded": for people */

/* There are hundreds of thousands of them: what many share is pointed to. */
struct figure {
    double numerator;   /* NAN when there is none */
    double denominator; /* NAN when there is none; the population for a rate per 10,000 */
    double value;       /* full precision; NAN when not available */
    double shown;       /* as displayed: rounded to the indicator's decimals; NAN when not available */
    const struct tolerance *tolerance; /* &nothing_stated where there is no target */
    uint32_t unknown;                  /* rows that could not be told either way */
    enum reason reason;
    enum rating rating;
    struct direction direction; /* against the period before */
    bool small_numbers;         /* the denominator is below the job's small_denominator */
};

/* One indicator in one unit (breakdown and category are "" for the whole), over all periods. */
struct series {
    size_t indicator;
    size_t unit;
    const char *breakdown;
    const char *category;
    struct figure *figures;    /* one per period, oldest first */
    struct dated_target dated; /* that the line in force at the last period leads to */
};

struct explanation;
struct result_set {
    const char *organisation;
    const struct catalogue *catalogue;
    const struct units *units;
    struct period_plan plan;
    const struct period *periods;
    size_t period_count;
    day_number as_at;
    struct series *series; /* by catalogue, then unit tree, then breakdown and category */
    size_t series_count;
    int small_denominator;
    double dead_band;
    const char *const
        *lacks;     /* of each entry of the catalogue: what it reads that no extract supplied, a table or
                                 "people.birth_date"; NULL: nothing. NULL: not known */
    bool is_public; /* withheld is what the public must not see: disclosure.h */
    const struct explanation *const *explanations; /* of each entry of the catalogue, NULL where it cannot be
                                                      told (see metrics/explain.h); NULL: none is known */
};

/* The whole-unit series, or NULL: a unit that is only "(no team)" has one only where rows fell to it. */
const struct series *result_find(const struct result_set *results, size_t indicator, size_t unit);

const struct figure *series_latest(const struct result_set *results, const struct series *series);

/* For people: "17.5%", "40.6", "15.2", "1,234", "12 days", "27.4 FTE", "£1,234"; "n/a" when not available. */
char *figure_text(struct arena *arena, const struct indicator *indicator, double shown);

/* A number of the indicator's kind as an axis or a target shows it: "90%", "18", no decimals it does not need. */
char *amount_text(struct arena *arena, const struct indicator *indicator, double amount);

/* "12 of 345"; "12" when there is no denominator; FTE and money keep their decimals. "" when neither is known. */
char *figure_parts(struct arena *arena, const struct indicator *indicator, const struct figure *figure);

/* What a figure is of, for people: its parts where it divides; of a mean or a median, how many it is of; else "". */
char *figure_how_many(struct arena *arena, const struct indicator *indicator, const struct figure *figure);

/* "90% or more", "below 10%", "10% to 15%"; "" when not stated. */
char *band_words(struct arena *arena, const struct indicator *indicator, const struct band *band);

/* Flags as results show them: "small_numbers stretch no_data", separated by spaces. */
char *figure_flags(struct arena *arena, const struct figure *figure);

#endif
