/* Made-up chance: a small generator (PCG32) whose numbers are the same on every machine. Decisions are
 * whole-number arithmetic only; shares are per mille. Draw once in a statement: C leaves open in which order
 * the arguments of a call, the parts of a sum or the items of an initialiser are worked out. */
#ifndef GENERATOR_RANDOM_H
#define GENERATOR_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t state;
    uint64_t increment;
};

/* Different streams of one seed have nothing to do with each other. */
struct random random_from(uint64_t seed, uint64_t stream);

int random_below(struct random *random, int limit);             /* 0 to limit - 1 */
int random_between(struct random *random, int least, int most); /* both included  */
bool random_chance(struct random *random, int per_mille);
int random_weighted(struct random *random, const int *weights, int count); /* an index */

/* A whole number spread evenly from `seed` and what it is about, such as a stream and an index: the start of
 * a chance that a row keeps whatever is made before it. */
uint64_t random_mixed(uint64_t seed, uint64_t stream, uint64_t about);

#endif
