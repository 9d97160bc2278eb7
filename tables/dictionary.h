/* Every text of a dataset, once: text -> code. Two texts of one dataset are equal when their codes are,
 * whichever tables they stand in, so ids are compared and joined as numbers. */
#ifndef TABLES_DICTIONARY_H
#define TABLES_DICTIONARY_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define DICTIONARY_NONE UINT32_MAX

struct dictionary {
    struct arena *arena;
    const char **words; /* code -> text: words[0 .. count) */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* code + 1, 0 = empty */
    size_t slot_count;
};

struct dictionary dictionary_in(struct arena *arena);
uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t length);
uint32_t dictionary_find(const struct dictionary *dictionary, const char *text);

#endif
