#include "base/map.h"

#include <assert.h>
#include <string.h>

enum { FIRST_SLOTS = 16 };

struct map map_in(struct arena *arena)
{
    return (struct map){.arena = arena};
}

/* FNV-1a, its upper half folded in because only the lower bits choose a slot. */
static size_t hash(const char *key)
{
    uint64_t value = 14695981039346656037u;
    for (; *key; key++)
        value = (value ^ (unsigned char)*key) * 1099511628211u;
    return (size_t)(value ^ value >> 32);
}

/* The slot that holds the key, or the empty one where it would go. There always is an empty one. */
static uint32_t *slot_of(const struct map *map, const char *key)
{
    size_t at = hash(key) & (map->slot_count - 1);
    while (map->slots[at] != 0 && strcmp(map->keys[map->slots[at] - 1], key) != 0)
        at = (at + 1) & (map->slot_count - 1);
    return &map->slots[at];
}

static void make_room(struct map *map)
{
    if (map->slot_count > 0 && map->count + 1 <= map->slot_count / 2)
        return;
    map->slot_count = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS;
    map->slots = ARENA_ARRAY(map->arena, uint32_t, map->slot_count);
    for (size_t i = 0; i < map->count; i++)
        *slot_of(map, map->keys[i]) = (uint32_t)i + 1;
}

size_t map_add(struct map *map, const char *key, bool *is_new)
{
    make_room(map);
    uint32_t *slot = slot_of(map, key);
    if (is_new)
        *is_new = *slot == 0;
    if (*slot != 0)
        return *slot - 1;
    assert(map->count < UINT32_MAX);
    map->keys = arena_grow(map->arena, map->keys, map->count, &map->capacity, sizeof(*map->keys));
    map->keys[map->count] = arena_copy_text(map->arena, key);
    map->count++;
    *slot = (uint32_t)map->count;
    return map->count - 1;
}

size_t map_find(const struct map *map, const char *key)
{
    if (map->slot_count == 0)
        return MAP_NONE;
    uint32_t slot = *slot_of(map, key);
    return slot == 0 ? MAP_NONE : slot - 1;
}
