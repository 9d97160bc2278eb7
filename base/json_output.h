/* JSON that the program writes: a tree built value by value, or read from a file to be changed, then printed. Numbers
 * that are not finite become null. With config.c, which reads what people write, the only file that includes cJSON. */
#ifndef BASE_JSON_OUTPUT_H
#define BASE_JSON_OUTPUT_H

#include "base/arena.h"

/* An object or a list within a tree; owned by the root. */
struct json {
    void *item;
};

struct json json_object(void); /* a root */
struct json json_list(void);   /* a root */

/* The whole root as text in the arena, indented, with a final line end; the tree is gone after it. */
char *json_print(struct arena *arena, struct json root);

void json_add_text(struct json object, const char *key, const char *text);
void json_add_number(struct json object, const char *key, double number);
void json_add_flag(struct json object, const char *key, bool flag);
struct json json_add_object(struct json object, const char *key);
struct json json_add_list(struct json object, const char *key);
struct json json_append_object(struct json list);
void json_append_text(struct json list, const char *text);

/* A root: the file as it is, comments and all. What it should hold is for config.h to say. */
MUST_CHECK bool json_read(const char *path, struct json *root, struct error *error);

/* Printed for people to change: what fits on a line stands on one. The tree is gone after it. */
char *json_print_narrow(struct arena *arena, struct json root);

/* What is not there has a NULL item. */
struct json json_find(struct json object, const char *key);
struct json json_at(struct json list, size_t index);
struct json json_copy(struct json tree); /* a root */

/* A root that is not printed. */
void json_free(struct json root);

/* In the place of what the key holds; at the end when it is new. The value is a root, and no longer. */
void json_set(struct json object, const char *key, struct json value);
void json_set_text(struct json object, const char *key, const char *text);
void json_set_number(struct json object, const char *key, double number);
void json_set_flag(struct json object, const char *key, bool flag);
void json_remove(struct json object, const char *key);

/* The value is a root, and no longer. */
void json_append(struct json list, struct json value);

/* Appends the text or the texts of `from`; nothing when it is neither. */
void json_append_texts(struct json list, struct json from);

#endif
