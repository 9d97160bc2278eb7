/* What cJSON does not tell about a JSON text: on which line things are, and flaws that it lets pass. These
 * look at quotes and brackets only, so they work on any text, JSON or not. Used by config.c alone. */
#ifndef BASE_JSON_TEXT_H
#define BASE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum { JSON_DEEPEST = 64 };

/* A NUL-terminated text. The first place where it is nested too deep, or holds a control character or an
 * escaped NUL inside quotes: says what is wrong, and where; NULL when nothing is. */
const char *json_text_flaw(const char *text, const char **where);

/* Whether a bracket is left open at the end. */
bool json_text_is_open(const char *text);

/* Where the index-th key of the whole text begins, counted from 0 in the order of the text. */
const char *json_text_key(const char *text, size_t index);

/* The line of a place in the text, counted from 1. */
size_t json_text_line(const char *text, const char *where);

#endif
