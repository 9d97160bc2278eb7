/* Every text of a dataset, once: text -> code. Two texts of one dataset are equal when their codes are,
 * whichever tables they stand in, so ids are compared and joined as numbers. */
#ifndef TABLES_DICTIONARY_H
#define TABLES_DICTIONARY_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define DICTIONARY_NONE UINT32_MAX

/* Where the next text goes: short ones stand one behind the other, for they are many. */
struct text_room {
    char *at;
    size_t left;
};

struct dictionary {
    struct arena *arena;
    const char **words; /* code -> text: words[0 .. count) */
    size_t count;
    size_t capacity;
    uint32_t *slots;   /* a code and one, 0 = empty; in the bits above it some of its text's hash */
    size_t slot_count; /* a power of two, more than the codes */
    struct text_room room;
};

struct dictionary dictionary_in(struct arena *arena);

/* Makes room once for this many words, where they can be told beforehand. */
void dictionary_expect(struct dictionary *dictionary, size_t count);

uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t length);
uint32_t dictionary_find(const struct dictionary *dictionary, const char *text);

/* Texts on their way into a dictionary, in order of arrival, some perhaps more than once. What can be done for each
 * without the others is done when it is added, so that many lists are made at the same time and only taking them in is
 * left to do one after the other. */
struct word {
    const char *text;
    uint32_t length;
    uint32_t hash;
};

struct word_list {
    struct arena *arena;
    struct word *words;
    size_t count;
    size_t capacity;
    struct text_room room;
};

/* With room for about as many as are expected. */
struct word_list word_list_in(struct arena *arena, size_t expected);

/* Its place in the list. */
uint32_t word_list_add(struct word_list *list, const char *text, size_t length);

/* Adds the words of a list, in their order; `codes` (one per word of it) tells what became of each. */
void dictionary_take(struct dictionary *dictionary, const struct word_list *list, uint32_t *codes);

#endif
