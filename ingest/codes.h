/* Code lists: which spellings stand for which code. A list is a CSV file headed code,alias with one row a
 * spelling; the code itself always matches. Spellings are compared in their plain form (see spelling.h); what
 * the list does not have is not guessed at. */
#ifndef INGEST_CODES_H
#define INGEST_CODES_H

#include "base/arena.h"
#include "base/map.h"

struct code_list {
    const char *path;
    struct map spellings; /* plain spelling -> place in `codes` */
    const char **codes;
    size_t capacity;
};

MUST_CHECK bool code_list_load(struct arena *arena, const char *path, struct code_list *list,
                               struct error *error);

/* The code that a spelling stands for, or NULL. */
const char *code_list_find(const struct code_list *list, const char *spelling);

/* The lists read so far, each once. */
struct code_lists {
    struct arena *arena;
    struct map paths; /* path -> place in `lists` */
    const struct code_list **lists;
    size_t capacity;
};

struct code_lists code_lists_in(struct arena *arena);

/* The list of a file, read at first use; NULL when it cannot be. */
const struct code_list *code_lists_get(struct code_lists *lists, const char *path, struct error *error);

#endif
