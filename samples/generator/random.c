#include "samples/generator/random.h"

#include <assert.h>

static uint32_t random_bits(struct random *random)
{
    uint64_t old = random->state;
    random->state = old * 6364136223846793005U + random->increment;
    uint32_t shifted = (uint32_t)(((old >> 18U) ^ old) >> 27U);
    uint32_t turn = (uint32_t)(old >> 59U);
    return (shifted >> turn) | (shifted << ((32U - turn) & 31U));
}

struct random random_from(uint64_t seed, uint64_t stream)
{
    struct random random = {.state = 0, .increment = (stream << 1U) | 1U};
    random_bits(&random);
    random.state += seed;
    random_bits(&random);
    return random;
}

int random_below(struct random *random, int limit)
{
    assert(limit > 0);
    uint64_t wide = (uint64_t)random_bits(random) * (uint64_t)limit;
    return (int)(wide >> 32U);
}

int random_between(struct random *random, int least, int most)
{
    return most <= least ? least : least + random_below(random, most - least + 1);
}

bool random_chance(struct random *random, int per_mille)
{
    return random_below(random, 1000) < per_mille;
}

int random_weighted(struct random *random, const int *weights, int count)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += weights[i];
    int left = random_below(random, total);
    int index = 0;
    while (left >= weights[index])
        left -= weights[index++];
    return index;
}

/* The finaliser of splitmix64 over each part. */
static uint64_t mixed(uint64_t value)
{
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

uint64_t random_mixed(uint64_t seed, uint64_t stream, uint64_t about)
{
    return mixed(mixed(mixed(seed) ^ stream) ^ about);
}
