/* Text on its way into a gnuplot script. Titles, names and sources come from files that people write, so they
 * are hostile until they have been through here: the rules are that text stands only in single quotes, that
 * nothing in it can end them, and that nothing a terminal could take for a command is left. Also how wide a text
 * will be, so that labels are laid out before gnuplot sees them. */
#ifndef RENDER_CHART_TEXT_H
#define RENDER_CHART_TEXT_H

#include "base/arena.h"

#include <stddef.h>

enum { CHART_TEXT_MOST = 120 }; /* characters in one quoted text */

/* One clean line: control characters, line and paragraph separators and characters that turn the direction of
 * writing become a space, bytes that are not UTF-8 a question mark. */
char *chart_clean(struct arena *arena, const char *text);

/* The text, cleaned, cut to CHART_TEXT_MOST characters and in single quotes, each quote in it doubled. */
char *chart_quote(struct arena *arena, const char *text);

/* The width of a clean text in pixels, in Liberation Sans (or Arial, whose widths are the same). */
double chart_text_width(const char *text, double size, bool bold);

/* A clean text broken at spaces into at most `most` lines, none wider than `width` pixels nor longer than one
 * quoted text; what does not fit is cut off and ends in an ellipsis. Returns how many lines there are. */
size_t chart_text_wrap(struct arena *arena, const char *text, double width, double size, bool bold,
                       const char **lines, size_t most);

#endif
