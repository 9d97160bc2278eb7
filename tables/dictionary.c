#include "tables/dictionary.h"

#include <string.h>
#include <sys/mman.h>

enum { FIRST_SLOTS = 1024, ROOM = 1 << 16, AT_ONCE = 64 };

struct dictionary dictionary_in(struct arena *arena)
{
    return (struct dictionary){.arena = arena};
}

/* Eight bytes at a time: ids are hashed by the million. */
static uint32_t hash(const char *text, size_t length)
{
    static const uint64_t odd = 0x9E3779B97F4A7C15u;
    uint64_t value = length * odd;
    for (; length >= sizeof value; text += sizeof value, length -= sizeof value) {
        uint64_t piece;
        memcpy(&piece, text, sizeof piece);
        value = (value ^ piece) * odd;
        value ^= value >> 29;
    }
    uint64_t rest = 0;
    uint32_t fours[2];
    if (length >= sizeof *fours) {
        memcpy(&fours[0], text, sizeof *fours);
        memcpy(&fours[1], text + length - sizeof *fours, sizeof *fours);
        rest = (uint64_t)fours[0] << 32 | fours[1];
    } else {
        for (size_t i = 0; i < length; i++)
            rest = rest << 8 | (unsigned char)text[i];
    }
    value = (value ^ rest) * odd;
    return (uint32_t)(value >> 32);
}

static struct word word_of(const char *text, size_t length)
{
    return (struct word){text, (uint32_t)length, hash(text, length)};
}

static bool is_text_of(const struct word *word, const char *text)
{
    return strncmp(text, word->text, word->length) == 0 && text[word->length] == '\0';
}

static uint32_t code_bits(const struct dictionary *dictionary)
{
    return (uint32_t)dictionary->slot_count - 1;
}

/* From `at` on, the first slot that is empty, or of a text with the same bits of its hash: most others are told apart
 * by these, without looking at them. */
static uint32_t likely_place(const struct dictionary *dictionary, uint32_t hashed, uint32_t at)
{
    uint32_t mask = code_bits(dictionary);
    for (at &= mask; dictionary->slots[at] != 0 && ((dictionary->slots[at] ^ hashed) & ~mask) != 0;)
        at = (at + 1) & mask;
    return at;
}

static uint32_t code_in(const struct dictionary *dictionary, uint32_t slot)
{
    return (slot & code_bits(dictionary)) - 1;
}

/* The slot that holds the word, or the empty one where it would go. */
static uint32_t *find_slot(const struct dictionary *dictionary, const struct word *word)
{
    uint32_t at = likely_place(dictionary, word->hash, word->hash);
    while (dictionary->slots[at] != 0 &&
           !is_text_of(word, dictionary->words[code_in(dictionary, dictionary->slots[at])]))
        at = likely_place(dictionary, word->hash, at + 1);
    return &dictionary->slots[at];
}

static void fill_slot(const struct dictionary *dictionary, uint32_t *slot, uint32_t hashed, size_t code)
{
    *slot = (hashed & ~code_bits(dictionary)) | ((uint32_t)code + 1);
}

/* A large dictionary is looked into all over: large pages spare the processor most of the searching for where its
 * memory is. All of it is used, so that they cost no memory. A request: where it is refused, nothing is lost. */
static void ask_for_large_pages(void *bytes, size_t length)
{
    enum { LARGE_PAGE = 1 << 21 };
    uintptr_t first = ((uintptr_t)bytes + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
    uintptr_t end = ((uintptr_t)bytes + length) & ~(uintptr_t)(LARGE_PAGE - 1);
    if (end > first)
        madvise((void *)first, end - first, MADV_HUGEPAGE);
}

static void make_slots(struct dictionary *dictionary, size_t slot_count)
{
    dictionary->slots = ARENA_ARRAY(dictionary->arena, uint32_t, slot_count);
    ask_for_large_pages(dictionary->slots, slot_count * sizeof *dictionary->slots);
    dictionary->slot_count = slot_count;
    uint32_t mask = code_bits(dictionary);
    for (size_t code = 0; code < dictionary->count; code++) {
        const char *word = dictionary->words[code];
        uint32_t hashed = hash(word, strlen(word));
        uint32_t at = hashed & mask;
        while (dictionary->slots[at] != 0)
            at = (at + 1) & mask;
        fill_slot(dictionary, &dictionary->slots[at], hashed, code);
    }
}

static bool is_crowded(size_t count, size_t slot_count)
{
    return count >= slot_count / 5 * 4;
}

static void make_room(struct dictionary *dictionary, size_t count)
{
    size_t slot_count = dictionary->slot_count ? dictionary->slot_count : FIRST_SLOTS;
    while (is_crowded(count, slot_count))
        slot_count *= 2;
    if (slot_count > dictionary->slot_count)
        make_slots(dictionary, slot_count);
}

void dictionary_expect(struct dictionary *dictionary, size_t count)
{
    make_room(dictionary, count);
    if (count <= dictionary->capacity)
        return;
    const char **words = ARENA_ARRAY(dictionary->arena, const char *, count);
    ask_for_large_pages((void *)words, count * sizeof *words);
    if (dictionary->count > 0)
        memcpy((void *)words, (const void *)dictionary->words, dictionary->count * sizeof *words);
    dictionary->words = words;
    dictionary->capacity = count;
}

static const char *keep_text(struct arena *arena, struct text_room *room, const char *text, size_t length)
{
    if (length >= ROOM / 4)
        return arena_copy_bytes(arena, text, length);
    if (length >= room->left)
        *room = (struct text_room){arena_allocate(arena, ROOM, 1), ROOM};
    char *kept = room->at;
    if (length > 0)
        memcpy(kept, text, length);
    kept[length] = '\0';
    room->at += length + 1;
    room->left -= length + 1;
    return kept;
}

static uint32_t add_word(struct dictionary *dictionary, const struct word *word)
{
    uint32_t *slot = find_slot(dictionary, word);
    if (*slot != 0)
        return code_in(dictionary, *slot);
    dictionary->words = arena_grow(dictionary->arena, (void *)dictionary->words, dictionary->count,
                                   &dictionary->capacity, sizeof *dictionary->words);
    dictionary->words[dictionary->count] =
        keep_text(dictionary->arena, &dictionary->room, word->text, word->length);
    fill_slot(dictionary, slot, word->hash, dictionary->count);
    return (uint32_t)dictionary->count++;
}

uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t length)
{
    struct word word = word_of(text, length);
    make_room(dictionary, dictionary->count + 1);
    return add_word(dictionary, &word);
}

uint32_t dictionary_find(const struct dictionary *dictionary, const char *text)
{
    if (dictionary->slot_count == 0)
        return DICTIONARY_NONE;
    struct word word = word_of(text, strlen(text));
    uint32_t found = *find_slot(dictionary, &word);
    return found == 0 ? DICTIONARY_NONE : code_in(dictionary, found);
}

/* ---- lists of words ---- */

struct word_list word_list_in(struct arena *arena, size_t expected)
{
    return (struct word_list){
        .arena = arena, .words = ARENA_ARRAY(arena, struct word, expected), .capacity = expected};
}

uint32_t word_list_add(struct word_list *list, const char *text, size_t length)
{
    if (list->count == list->capacity)
        list->words = arena_grow(list->arena, list->words, list->count, &list->capacity, sizeof *list->words);
    struct word *word = &list->words[list->count];
    *word = word_of(text, length);
    word->text = keep_text(list->arena, &list->room, text, length);
    return (uint32_t)list->count++;
}

/* Where words are likely to be: each step looks at what the one before sent for, for all of them, because in a large
 * dictionary it is far from the processor. */
static void find_likely(const struct dictionary *dictionary, const struct word *words, size_t count,
                        uint32_t *codes)
{
    const char *texts[AT_ONCE];
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&dictionary->slots[words[i].hash & code_bits(dictionary)]);
    for (size_t i = 0; i < count; i++) {
        uint32_t slot = dictionary->slots[likely_place(dictionary, words[i].hash, words[i].hash)];
        codes[i] = slot == 0 ? DICTIONARY_NONE : code_in(dictionary, slot);
        if (slot != 0)
            __builtin_prefetch(&dictionary->words[codes[i]]);
    }
    for (size_t i = 0; i < count; i++) {
        texts[i] = codes[i] == DICTIONARY_NONE ? "" : dictionary->words[codes[i]];
        __builtin_prefetch(texts[i]);
    }
    for (size_t i = 0; i < count; i++)
        if (codes[i] != DICTIONARY_NONE && !is_text_of(&words[i], texts[i]))
            codes[i] = DICTIONARY_NONE;
}

void dictionary_take(struct dictionary *dictionary, const struct word_list *list, uint32_t *codes)
{
    make_room(dictionary, dictionary->count + list->count);
    for (size_t first = 0; first < list->count; first += AT_ONCE) {
        size_t left = list->count - first;
        size_t end = first + (left < AT_ONCE ? left : AT_ONCE);
        find_likely(dictionary, list->words + first, end - first, codes + first);
        for (size_t i = first; i < end; i++)
            if (codes[i] == DICTIONARY_NONE)
                codes[i] = add_word(dictionary, &list->words[i]);
    }
}
