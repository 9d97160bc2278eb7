#include "cli/not_available.h"

#include "base/map.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMED = 5 };

/* Something that indicators lack, and how many of them. */
struct lack {
    const char *name;
    size_t indicators;
};

struct lacks {
    struct map names;
    struct lack *items;
    size_t capacity;
    size_t indicators;
};

static void add_lack(struct arena *arena, struct lacks *lacks, const char *name)
{
    bool is_new;
    size_t at = map_add(&lacks->names, name, &is_new);
    if (is_new) {
        lacks->items = arena_grow(arena, lacks->items, at, &lacks->capacity, sizeof *lacks->items);
        lacks->items[at] = (struct lack){.name = name};
    }
    lacks->items[at].indicators++;
    lacks->indicators++;
}

static int by_indicators(const void *a, const void *b)
{
    const struct lack *one = a, *other = b;
    if (one->indicators != other->indicators)
        return one->indicators > other->indicators ? -1 : 1;
    return strcmp(one->name, other->name);
}

static void add_names(struct text *words, const struct lacks *lacks)
{
    size_t count = lacks->names.count;
    if (count > 1)
        qsort(lacks->items, count, sizeof *lacks->items, by_indicators);
    for (size_t i = 0; i < count && i < MOST_NAMED; i++)
        text_add_format(words, "%s%s", i ? ", " : " (", lacks->items[i].name);
    if (count > MOST_NAMED)
        text_add_format(words, " and %zu more", count - MOST_NAMED);
    text_add(words, ")");
}

const char *not_available_words(struct arena *arena, const struct result_set *results)
{
    struct lacks tables = {.names = map_in(arena)}, columns = {.names = map_in(arena)};
    struct text words = text_in(arena);
    size_t indicators = 0;
    for (size_t i = 0; i < results->catalogue->count; i++) {
        if (results->catalogue->items[i].further_window)
            continue;
        indicators++;
        if (results->lacks && results->lacks[i])
            add_lack(arena, strchr(results->lacks[i], '.') ? &columns : &tables, results->lacks[i]);
    }
    if (tables.indicators + columns.indicators == 0)
        return NULL;
    text_add_format(&words, "%zu of %zu indicators not available: ", tables.indicators + columns.indicators,
                    indicators);
    if (tables.indicators > 0) {
        text_add_format(&words, "%zu for want of a table", tables.indicators);
        add_names(&words, &tables);
    }
    if (columns.indicators > 0) {
        text_add_format(&words, "%s%zu %sof a column", tables.indicators > 0 ? ", " : "", columns.indicators,
                        tables.indicators > 0 ? "" : "for want ");
        add_names(&words, &columns);
    }
    return words.bytes;
}
