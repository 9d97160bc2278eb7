/* Code lists: which spellings stand for which code, and when the code is valid. A list is a CSV file with the
 * headers code and alias, and where it needs them label, within, from and until, one row a spelling:
 *
 *     code,label,within,from,until,alias
 *     3,Health services,,,,Health                      a code, what it is called, and a spelling of it
 *     3A,General practitioner,3,,,GP                   a more exact code within it
 *     3A,,,,,Family doctor                             another spelling
 *     H5,Semi-independent living,,,2024-03-31,         not to be used after that day (nor before `from`)
 *
 * The code itself and its label always match. Spellings are compared in their value form (see spelling.h);
 * what the list does not have goes through the rules of recognise.h, and is not guessed at. */
#ifndef INGEST_CODES_H
#define INGEST_CODES_H

#include "base/arena.h"
#include "base/day.h"
#include "base/map.h"

struct code {
    const char *name;          /* "3A" */
    const char *label;         /* or NULL */
    const struct code *within; /* the wider code, or NULL */
    day_number from;           /* the first and last days on which it is valid */
    day_number until;
};

struct code_list {
    const char *path;
    struct map spellings; /* value form -> place in `meant` */
    const struct code **meant;
    size_t capacity;
    struct map names; /* value form of a code's name -> place in `codes` */
    struct code **codes;
    size_t code_capacity;
    bool has_retired; /* some code has a first or a last day */
};

MUST_CHECK bool code_list_load(struct arena *arena, const char *path, struct code_list *list,
                               struct error *error);

/* The code that a spelling stands for, or NULL. */
const char *code_list_find(const struct code_list *list, const char *spelling);

/* The same, told apart: what the list itself says of a value form, and which code is named exactly so. */
const struct code *code_list_meant(const struct code_list *list, const char *value_form);
const struct code *code_list_named(const struct code_list *list, const char *value_form);

/* Whether the code may be used on a day. A name that is not the list's may. */
bool code_is_valid(const struct code_list *list, const char *name, day_number day);

/* Whether one is the other, or within it. */
bool code_is_within(const struct code *code, const struct code *wider);

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
