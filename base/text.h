/* Text: comparing, trimming, checking UTF-8, and `struct text`, a text that grows. All text inside
 * the program is valid UTF-8, NUL-terminated; what comes in is checked or converted at the door. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* ---- a growing text; `bytes` is always NUL-terminated and moves as it grows ---- */
struct text {
    struct arena *arena;
    char *bytes;
    size_t length;
    size_t capacity;
};

struct text text_in(struct arena *arena); /* empty */
void text_add(struct text *text, const char *more);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_character(struct text *text, char character);
void text_add_format(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);

/* ---- plain texts ---- */
bool text_equal(const char *a, const char *b);
bool text_equal_ignoring_case(const char *a, const char *b); /* ASCII letters only */
bool text_starts_with(const char *text, const char *beginning);
bool text_ends_with(const char *text, const char *end);
bool text_is_one_of(const char *text, const char *const *choices, size_t count);

/* White space (ASCII, and the no-break space U+00A0) off both ends, in place; returns the start. */
char *text_trim(char *text);

/* The name among `names` that a person most likely meant by `text`: the fewest letters changed, added,
 * dropped or swapped, ignoring case. NULL when none is near (more than a third of the letters). */
const char *text_nearest(const char *text, const char *const *names, size_t count);

/* " (did you mean \"x\"?)" for an error message, or "" when nothing is near. */
const char *text_did_you_mean(struct arena *arena, const char *text, const char *const *names, size_t count);

/* The length of the longest prefix that is valid UTF-8 and has no NUL (surrogates, overlong forms and
 * code points past U+10FFFF are not valid). The text is valid when this is `length`. */
size_t utf8_valid_prefix(const char *bytes, size_t length);

#endif
