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
    uint32_t *slots;   /* a code and one, 0 = empty; in the bits above it some of its text's hash */
    size_t slot_count; /* a power of two, more than the codes */
    char *room;        /* where the next text goes */
    size_t room_left;
};

struct dictionary dictionary_in(struct arena *arena);

/* Makes room once for this many words, where they can be told beforehand. */
void dictionary_expect(struct dictionary *dictionary, size_t count);

uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t length);
uint32_t dictionary_find(const struct dictionary *dictionary, const char *text);

/* Adds the words of another, in their order; `codes` (one per word of it) tells what became of each. */
void dictionary_merge(struct dictionary *dictionary, const struct dictionary *other, uint32_t *codes);

#endif
