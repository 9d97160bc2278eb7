/* What gnuplot has drawn, checked and made fit to hand on. Pure. */
#ifndef RENDER_GNUPLOT_OUTPUT_H
#define RENDER_GNUPLOT_OUTPUT_H

#include "base/text.h"
#include "render/gnuplot.h"

/* Whether the bytes begin and end as that format does: a drawing that was broken off does not. */
bool drawing_is_whole(enum chart_format format, const char *bytes, size_t length);

/* The drawing as it is handed on. An SVG gets the title and description of the file, bold as a weight and fonts to
 * fall back on where Liberation Sans is not installed; a PDF a fixed CreationDate; a PNG stays as it is. */
struct text drawing_finish(struct arena *arena, const struct chart_file *file, const char *bytes,
                           size_t length);

#endif
