/* Text from extracts and files of people's own, made safe to show: on a terminal, where control characters
 * are commands, and in a spreadsheet's XML, where some may not stand. */
#ifndef RENDER_CLEAN_TEXT_H
#define RENDER_CLEAN_TEXT_H

#include "base/arena.h"

/* The text with tabs and carriage returns as spaces and other control characters (but line ends), what is no
 * character, and bytes that are not UTF-8 as U+FFFD. NULL reads as "". */
char *clean_text(struct arena *arena, const char *text);

/* The text's beginning, at most `most` UTF-16 units of it (as spreadsheets count), never ending within a
 * character. */
char *text_beginning(struct arena *arena, const char *text, size_t most);

/* How many UTF-16 units a valid text takes. */
size_t text_units(const char *text);

#endif
