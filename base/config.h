/* A strict reader of JSON files that people write. A `struct config` is a cursor on one object; its
 * getters say what is wanted, and what is not as wanted is an error that names the file, the path inside
 * it, and the nearest known key:
 *
 *     job.json: extracts[1]: unknown key "maping" (did you mean "mapping"?)
 *
 * The first failure is remembered and later getters do nothing (they return zero, NULL or the default),
 * so a reader is a list of getters and one check:
 *
 *     struct config at;
 *     if (!config_open(&at, arena, path, error)) return false;
 *     indicator->id = config_text(&at, "id");
 *     indicator->decimals = config_whole_or(&at, "decimals", 0, 6, 1);
 *     return config_close(&at);                      unknown keys are found here
 *
 * Texts live in the arena. Duplicate keys, deep nesting (over 64), trailing text and invalid UTF-8 are
 * errors, with the line. A key that begins with "//" is a comment. The only file that includes cJSON. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/arena.h"

#include <stddef.h>

struct config_document;
struct map;

struct config {
    struct config_document *document; /* the file, and the first failure */
    const void *object;               /* the JSON object; NULL after a failure */
    const char *path;                 /* inside the file: "extracts[1].columns" */
    struct map *asked;                /* the keys its reader knows */
};

MUST_CHECK bool config_open(struct config *root, struct arena *arena, const char *path, struct error *error);

/* Checks that every key was asked for, in the root and in every object reached from it, frees the JSON,
 * and tells whether all went well. Always call it after a config_open that succeeded. */
MUST_CHECK bool config_close(struct config *root);

bool config_failed(const struct config *at);

/* A failure found by the caller ("no such table"), reported at this object's place. Always false. */
bool config_fail(struct config *at, const char *format, ...) PRINTF_LIKE(2, 3);

/* A required key is not there: says so, and names a key that is there and looks like it misspelt. Always false. */
bool config_missing(struct config *at, const char *key);

/* Required: an absent key is a failure. A text, here and below, is never empty. */
const char *config_text(struct config *at, const char *key);
double config_number(struct config *at, const char *key);
int config_whole(struct config *at, const char *key, int least, int most);

/* Optional. */
const char *config_text_or(struct config *at, const char *key, const char *otherwise);
double config_number_or(struct config *at, const char *key, double otherwise);
int config_whole_or(struct config *at, const char *key, int least, int most, int otherwise);
bool config_flag_or(struct config *at, const char *key, bool otherwise);

/* One of `choices`, by index; `otherwise` (-1: required) when absent. */
int config_choice(struct config *at, const char *key, const char *const *choices, size_t count,
                  int otherwise);

/* A list of texts; one text stands for a list of one. Absent: an empty list. */
const char *const *config_texts(struct config *at, const char *key, size_t *count);

bool config_has(const struct config *at, const char *key);

/* Whether the value at a key is a text: for keys that may hold one or another. */
bool config_is_text(const struct config *at, const char *key);

/* The object at a key; false when absent. */
bool config_object(struct config *at, const char *key, struct config *object);

/* The objects of a list: config_count is 0 when absent. */
size_t config_count(struct config *at, const char *key);
bool config_item(struct config *at, const char *key, size_t index, struct config *object);

/* The text that an item of a list is, for lists that may hold either; NULL: it is no text. */
const char *config_item_text(struct config *at, const char *key, size_t index);

/* An object whose keys are the file's own (columns, relations): the i-th key, NULL past the last. Reading
 * a key so makes it known. Then read its value with the getters above. */
const char *config_own_key(struct config *at, size_t index);

#endif
