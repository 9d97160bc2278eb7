#include "tables/dictionary.h"

#include <string.h>

struct dictionary dictionary_in(struct arena *arena)
{
    return (struct dictionary){.arena = arena};
}

static uint32_t hash(const char *text, size_t length)
{
    uint32_t value = 2166136261u;
    for (size_t i = 0; i < length; i++)
        value = (value ^ (unsigned char)text[i]) * 16777619u;
    return value ^ (value >> 15);
}

/* The slot that holds the text, or the empty one where it would go. */
static size_t find_slot(const struct dictionary *dictionary, const char *text, size_t length)
{
    size_t mask = dictionary->slot_count - 1;
    size_t slot = hash(text, length) & mask;
    while (dictionary->slots[slot] != 0) {
        const char *word = dictionary->words[dictionary->slots[slot] - 1];
        if (strncmp(word, text, length) == 0 && word[length] == '\0')
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void grow_slots(struct dictionary *dictionary)
{
    dictionary->slot_count = dictionary->slot_count ? dictionary->slot_count * 2 : 1024;
    dictionary->slots = ARENA_ARRAY(dictionary->arena, uint32_t, dictionary->slot_count);
    for (size_t code = 0; code < dictionary->count; code++) {
        const char *word = dictionary->words[code];
        dictionary->slots[find_slot(dictionary, word, strlen(word))] = (uint32_t)code + 1;
    }
}

uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t length)
{
    if (dictionary->count * 2 >= dictionary->slot_count)
        grow_slots(dictionary);
    size_t slot = find_slot(dictionary, text, length);
    if (dictionary->slots[slot] != 0)
        return dictionary->slots[slot] - 1;
    dictionary->words = arena_grow(dictionary->arena, (void *)dictionary->words, dictionary->count,
                                   &dictionary->capacity, sizeof *dictionary->words);
    dictionary->words[dictionary->count] = arena_copy_bytes(dictionary->arena, text, length);
    dictionary->slots[slot] = (uint32_t)++dictionary->count;
    return (uint32_t)dictionary->count - 1;
}

uint32_t dictionary_find(const struct dictionary *dictionary, const char *text)
{
    if (dictionary->slot_count == 0)
        return DICTIONARY_NONE;
    uint32_t found = dictionary->slots[find_slot(dictionary, text, strlen(text))];
    return found == 0 ? DICTIONARY_NONE : found - 1;
}
