/* Memory with one owner and one end. Everything allocated lives until its arena is released or
 * rewound; nothing is freed by itself. Allocation cannot fail: when memory runs out, or a size
 * overflows, the program ends with a message. All memory is zeroed.
 *
 * `struct arena arena = {0};` is an empty arena. The functions that fill an arena take it first, and
 * their results live in it. An arena is used by one thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/error.h"

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *last;
    struct arena_block *spare;
    bool
        keeps_spare; /* blocks that a rewind gives back are kept for the next: for one that is rewound often */
};

/* A place to rewind to: what was allocated after it is given back. */
struct arena_mark {
    struct arena_block *block;
    size_t used;
};

void *arena_allocate(struct arena *arena, size_t count, size_t size);
#define ARENA_NEW(arena, type)          ((type *)arena_allocate((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_allocate((arena), (count), sizeof(type)))

/* A list that grows: makes room in `items` (of `*capacity` items of `size` bytes) for one more than
 * `count`, moving them when need be, and returns where they are now. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

char *arena_copy_text(struct arena *arena, const char *text);
char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t length); /* adds a final NUL */
char *arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);
size_t arena_used_since(const struct arena *arena, struct arena_mark mark); /* bytes */

/* Takes over all that another arena holds, which is then empty: what was made in it lives as long as what is
 * in `arena` now. */
void arena_adopt(struct arena *arena, struct arena *other);
void arena_release(struct arena *arena); /* leaves it empty, ready for use */

#endif
