/* How much room a text takes when set in Arial (or Liberation Sans, which is as wide): so that columns and
 * rows can be made large enough without opening a spreadsheet. A little generous, as screens round letters
 * up. */
#ifndef RENDER_TEXT_WIDTH_H
#define RENDER_TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>

/* The width in points of the widest line of `text`. */
double text_width(const char *text, double size, bool bold);

/* The lines that `text` fills when wrapped at spaces (and within words too long for a line) to `width`
 * points. An empty text fills one. */
size_t text_lines(const char *text, double size, bool bold, double width);

#endif
