/* Tallies: what rows add up to, cell by cell, while a pass goes over them. Internal to counting. */
#ifndef METRICS_TALLY_H
#define METRICS_TALLY_H

#include "metrics/count.h"

/* A sum that does not lose what is small (Neumaier): its two parts together. */
struct sum {
    double high;
    double low;
};

/* A value kept for what cannot be added up as the rows come. */
struct kept {
    uint64_t key; /* a number's bits, or what tells a value apart */
    uint32_t cell;
    uint32_t periods; /* in how many cells, one after the other */
};

struct tally {
    const struct measure *measure;
    const struct counting *counting;
    struct arena *arena, *lasting;
    struct counts *counts;
    size_t category_capacity;
    struct sum *sums; /* per cell; of a sum or a mean */
    struct kept *kept;
    size_t kept_count, kept_capacity;
};

/* The counts live in `arena`; `lasting` is needed until they are settled. */
struct tally tally_make(struct arena *arena, struct arena *lasting, const struct counting *counting,
                        const struct measure *measure, struct counts *counts);

/* The category of a value; with `missing`, that of rows without one. False: there are too many. */
bool tally_category(struct tally *tally, size_t by, const struct vector *vector, size_t at, size_t *category);

/* Periods one after the other, that a row looks the same from. */
struct run {
    size_t first, end;
};

/* Adds a row to a category (WHOLE or another); one whose value is not known is counted as such. */
void tally_add(struct tally *tally, size_t category, size_t unit, struct run periods, const struct vector *of,
               size_t at);
void tally_unknown(struct tally *tally, size_t category, size_t unit, struct run periods);

/* Rolls up the tree and works out the values. */
void tally_settle(struct tally *tally);

/* Different values have different keys. */
uint64_t vector_key(const struct vector *vector, size_t at);

#endif
