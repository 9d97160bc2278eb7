/* Spellings that people take for the same: letter case, runs of white space, and the curly quotes, long
 * dashes and no-break spaces that office programs put in do not matter, nor do characters that were written as
 * UTF-8 and read as Windows-1252, once or twice ("Childâ€™s"). Headers and codes are compared so. */
#ifndef INGEST_SPELLING_H
#define INGEST_SPELLING_H

#include "base/arena.h"

#include <stddef.h>

/* The plain form of a text in `plain` (of `size` bytes); false when it does not fit. */
bool spelling_plain(const char *text, char *plain, size_t size);

/* The value form of a plain form: its words. Punctuation parts them and does not matter, apostrophes are
 * nothing, "&" and "+" are the word "and". False when it does not fit. */
bool spelling_of_value(const char *plain, char *value, size_t size);

/* The plain form of a header: underscores count as white space, and "(Y/N)" and "?" at its end are dropped.
 */
char *spelling_of_header(struct arena *arena, const char *header);

#endif
