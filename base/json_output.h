/* JSON that the program writes: a tree built value by value, then printed. Numbers that are not finite become null.
 * With config.c, which reads, the only file that includes cJSON. */
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

#endif
