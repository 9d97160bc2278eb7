#include "tables/dictionary.h"

#include <string.h>
#include <sys/mman.h>

enum { FIRST_SLOTS = 1024, ROOM = 1 << 16, LARGE_ROOM = 1 << 22, MANY = 1 << 18, AT_ONCE = 32 };

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
    for (size_t i = 0; i < length; i++)
        rest = rest << 8 | (unsigned char)text[i];
    value = (value ^ rest) * odd;
    return (uint32_t)(value >> 32);
}

static bool is_word(const char *word, const char *text, size_t length)
{
    return strncmp(word, text, length) == 0 && word[length] == '\0';
}

static uint32_t code_bits(const struct dictionary *dictionary)
{
    return (uint32_t)dictionary->slot_count - 1;
}

/* The slot that holds the text, or the empty one where it would go. Most other texts are told apart by the bits of
 * their hash, without looking at them. */
static uint32_t *find_slot(const struct dictionary *dictionary, uint32_t hashed, const char *text,
                           size_t length)
{
    uint32_t mask = code_bits(dictionary);
    uint32_t *slot = &dictionary->slots[hashed & mask];
    uint32_t at = hashed & mask;
    for (; *slot != 0; slot = &dictionary->slots[at])
        if (((*slot ^ hashed) & ~mask) == 0 && is_word(dictionary->words[(*slot & mask) - 1], text, length))
            break;
        else
            at = (at + 1) & mask;
    return slot;
}

static uint32_t code_in(const struct dictionary *dictionary, uint32_t slot)
{
    return (slot & code_bits(dictionary)) - 1;
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

void dictionary_expect(struct dictionary *dictionary, size_t count)
{
    size_t slot_count = dictionary->slot_count ? dictionary->slot_count : FIRST_SLOTS;
    while (is_crowded(count, slot_count))
        slot_count *= 2;
    if (slot_count > dictionary->slot_count)
        make_slots(dictionary, slot_count);
    if (count <= dictionary->capacity)
        return;
    const char **words = ARENA_ARRAY(dictionary->arena, const char *, count);
    ask_for_large_pages((void *)words, count * sizeof *words);
    if (dictionary->count > 0)
        memcpy((void *)words, (const void *)dictionary->words, dictionary->count * sizeof *words);
    dictionary->words = words;
    dictionary->capacity = count;
}

/* Short texts stand one behind the other, for they are many. */
static const char *keep_text(struct dictionary *dictionary, const char *text, size_t length)
{
    if (length >= ROOM / 4)
        return arena_copy_bytes(dictionary->arena, text, length);
    if (length >= dictionary->room_left) {
        size_t room = dictionary->count < MANY ? ROOM : LARGE_ROOM;
        dictionary->room = arena_allocate(dictionary->arena, room, 1);
        dictionary->room_left = room;
        ask_for_large_pages(dictionary->room, room);
    }
    char *kept = dictionary->room;
    if (length > 0)
        memcpy(kept, text, length);
    kept[length] = '\0';
    dictionary->room += length + 1;
    dictionary->room_left -= length + 1;
    return kept;
}

static uint32_t add_hashed(struct dictionary *dictionary, uint32_t hashed, const char *text, size_t length)
{
    uint32_t *slot = find_slot(dictionary, hashed, text, length);
    if (*slot != 0)
        return code_in(dictionary, *slot);
    dictionary->words = arena_grow(dictionary->arena, (void *)dictionary->words, dictionary->count,
                                   &dictionary->capacity, sizeof *dictionary->words);
    dictionary->words[dictionary->count] = keep_text(dictionary, text, length);
    fill_slot(dictionary, slot, hashed, dictionary->count);
    return (uint32_t)dictionary->count++;
}

static void make_room(struct dictionary *dictionary, size_t more)
{
    size_t slot_count = dictionary->slot_count ? dictionary->slot_count : FIRST_SLOTS;
    while (is_crowded(dictionary->count + more, slot_count))
        slot_count *= 2;
    if (slot_count > dictionary->slot_count)
        make_slots(dictionary, slot_count);
}

uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t length)
{
    make_room(dictionary, 1);
    return add_hashed(dictionary, hash(text, length), text, length);
}

uint32_t dictionary_find(const struct dictionary *dictionary, const char *text)
{
    if (dictionary->slot_count == 0)
        return DICTIONARY_NONE;
    size_t length = strlen(text);
    uint32_t found = *find_slot(dictionary, hash(text, length), text, length);
    return found == 0 ? DICTIONARY_NONE : code_in(dictionary, found);
}

/* What a slot leads to, step by step: each is far from the processor in a large dictionary. */
static void send_for_slot(const struct dictionary *dictionary, uint32_t hashed)
{
    __builtin_prefetch(&dictionary->slots[hashed & code_bits(dictionary)]);
}

static void send_for_word(const struct dictionary *dictionary, uint32_t hashed)
{
    uint32_t slot = dictionary->slots[hashed & code_bits(dictionary)];
    if (slot != 0)
        __builtin_prefetch(&dictionary->words[code_in(dictionary, slot)]);
}

static void send_for_text(const struct dictionary *dictionary, uint32_t hashed)
{
    uint32_t slot = dictionary->slots[hashed & code_bits(dictionary)];
    if (slot != 0 && ((slot ^ hashed) & ~code_bits(dictionary)) == 0)
        __builtin_prefetch(dictionary->words[code_in(dictionary, slot)]);
}

void dictionary_merge(struct dictionary *dictionary, const struct dictionary *other, uint32_t *codes)
{
    uint32_t hashes[AT_ONCE];
    size_t lengths[AT_ONCE];
    for (size_t first = 0; first < other->count; first += AT_ONCE) {
        const char *const *words = other->words + first;
        size_t count = other->count - first < AT_ONCE ? other->count - first : AT_ONCE;
        make_room(dictionary, count);
        for (size_t i = 0; i < count; i++) {
            lengths[i] = strlen(words[i]);
            hashes[i] = hash(words[i], lengths[i]);
            send_for_slot(dictionary, hashes[i]);
        }
        for (size_t i = 0; i < count; i++)
            send_for_word(dictionary, hashes[i]);
        for (size_t i = 0; i < count; i++)
            send_for_text(dictionary, hashes[i]);
        for (size_t i = 0; i < count; i++)
            codes[first + i] = add_hashed(dictionary, hashes[i], words[i], lengths[i]);
    }
}
