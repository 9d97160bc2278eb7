/* libcsv by itself, as the project first used it: the whole text in one reading, strict but for a quote inside an unquoted
 * cell. What else reads CSV is held against it. */
#ifndef SUPPORT_PLAIN_CSV_H
#define SUPPORT_PLAIN_CSV_H

#include "base/arena.h"

#include <stddef.h>

/* The records as text, "2[a][b c]\n" a line each with its row's number, and "!" at the end when the text cannot be
 * read. Blank records are left out. */
const char *plain_csv(struct arena *arena, const char *text, size_t length, char delimiter);

#endif
