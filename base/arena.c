#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory given back is out of bounds for a sanitizer, where there is one. */
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif
#endif
#ifndef ASAN_POISON_MEMORY_REGION
#define ASAN_POISON_MEMORY_REGION(bytes, length)   ((void)(bytes), (void)(length))
#define ASAN_UNPOISON_MEMORY_REGION(bytes, length) ((void)(bytes), (void)(length))
#endif

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 32 * 1024 * 1024, ALIGNMENT = alignof(max_align_t) };

struct arena_block {
    struct arena_block *before;
    size_t size;
    size_t used;
    alignas(max_align_t) char bytes[];
};

_Noreturn static void out_of_memory(void)
{
    fputs("scorecard: out of memory\n", stderr);
    exit(ERROR_IO);
}

static size_t next_block_size(const struct arena_block *last)
{
    if (!last)
        return FIRST_BLOCK;
    return last->size < LARGEST_BLOCK / 2 ? last->size * 2 : LARGEST_BLOCK;
}

static struct arena_block *take_spare(struct arena *arena, size_t wanted)
{
    for (struct arena_block **link = &arena->spare; *link; link = &(*link)->before) {
        struct arena_block *block = *link;
        if (block->size < wanted)
            continue;
        *link = block->before;
        return block;
    }
    return NULL;
}

static struct arena_block *make_block(const struct arena *arena, size_t wanted)
{
    size_t usual = next_block_size(arena->last);
    size_t size = wanted > usual ? wanted : usual;
    struct arena_block *block = calloc(1, sizeof(*block) + size);
    if (!block)
        out_of_memory();
    block->size = size;
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    return block;
}

static struct arena_block *add_block(struct arena *arena, size_t wanted)
{
    struct arena_block *block = take_spare(arena, wanted);
    if (!block)
        block = make_block(arena, wanted);
    block->before = arena->last;
    arena->last = block;
    return block;
}

static size_t whole_bytes(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX / 2)
        out_of_memory();
    return bytes ? bytes : 1;
}

void *arena_allocate(struct arena *arena, size_t count, size_t size)
{
    size_t wanted = whole_bytes(count, size);
    size_t rounded = (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct arena_block *block = arena->last;
    if (!block || block->size - block->used < rounded)
        block = add_block(arena, rounded);
    char *bytes = block->bytes + block->used;
    block->used += rounded;
    ASAN_UNPOISON_MEMORY_REGION(bytes, wanted);
    return bytes;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t wanted = count < 4 ? 8 : count * 2;
    void *moved = arena_allocate(arena, wanted, size);
    if (count > 0)
        memcpy(moved, items, count * size);
    *capacity = wanted;
    return moved;
}

char *arena_copy_text(struct arena *arena, const char *text)
{
    return arena_copy_bytes(arena, text, strlen(text));
}

char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_allocate(arena, length + 1, 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        out_of_memory();
    char *text = arena_allocate(arena, (size_t)length + 1, 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->last, arena->last ? arena->last->used : 0};
}

static void free_blocks(struct arena_block *last)
{
    while (last) {
        struct arena_block *before = last->before;
        free(last);
        last = before;
    }
}

/* Zeroed again, as all that an arena gives. */
static void give_back(struct arena_block *block, size_t used)
{
    char *bytes = block->bytes + used;
    size_t length = block->used - used;
    ASAN_UNPOISON_MEMORY_REGION(bytes, length);
    memset(bytes, 0, length);
    ASAN_POISON_MEMORY_REGION(bytes, length);
    block->used = used;
}

static void drop_last(struct arena *arena)
{
    struct arena_block *block = arena->last;
    arena->last = block->before;
    if (!arena->keeps_spare) {
        free(block);
        return;
    }
    give_back(block, 0);
    block->before = arena->spare;
    arena->spare = block;
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    while (arena->last != mark.block)
        drop_last(arena);
    if (mark.block)
        give_back(mark.block, mark.used);
}

size_t arena_used_since(const struct arena *arena, struct arena_mark mark)
{
    size_t used = 0;
    const struct arena_block *block = arena->last;
    for (; block != mark.block; block = block->before)
        used += block->used;
    return block ? used + block->used - mark.used : used;
}

/* The last block stays the last, so that room left in it is used and marks in it hold. */
void arena_adopt(struct arena *arena, struct arena *other)
{
    free_blocks(other->spare);
    other->spare = NULL;
    if (!arena->last || !other->last) {
        arena->last = arena->last ? arena->last : other->last;
        other->last = NULL;
        return;
    }
    struct arena_block *first = other->last;
    while (first->before)
        first = first->before;
    first->before = arena->last->before;
    arena->last->before = other->last;
    other->last = NULL;
}

void arena_release(struct arena *arena)
{
    free_blocks(arena->last);
    free_blocks(arena->spare);
    arena->last = arena->spare = NULL;
}
