/* Texts in order of arrival, each found by name: text -> index. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define MAP_NONE SIZE_MAX

struct map {
    struct arena *arena;
    const char **keys; /* in order of arrival: keys[0 .. count) */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* index + 1, 0 = empty */
    size_t slot_count;
};

struct map map_in(struct arena *arena); /* empty */

/* The key's index; a new key is copied and gets the next one. `*is_new` may be NULL. */
size_t map_add(struct map *map, const char *key, bool *is_new);
size_t map_find(const struct map *map, const char *key); /* MAP_NONE when absent */

/* For a table of one's own: where to look for a number, of which the low bits are taken. Numbers that follow each other lie
 * apart, and so do the bits of doubles, most of which end in noughts. */
static inline size_t map_scatter(uint64_t bits)
{
    bits = (bits ^ bits >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(bits ^ bits >> 32);
}

#endif
