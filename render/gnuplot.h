/* Runs gnuplot: the only place it is started. It gets its commands on standard input, no shell, no arguments of
 * ours, no environment but a home that does not exist and a fixed time zone, a private folder to work in and only so
 * much time and memory; the files it makes have names made here and are checked before they are put in place.
 *
 * Same commands, same bytes: an SVG tells no gnuplot version, a PDF no time of making (its CreationDate always says
 * 1 January 2000). A PNG's bytes depend on the machine's cairo and fonts. */
#ifndef RENDER_GNUPLOT_H
#define RENDER_GNUPLOT_H

#include "base/error.h"

#include <stddef.h>

enum chart_format { CHART_SVG, CHART_PNG, CHART_PDF };

struct chart_file {
    const char *script; /* what chart_trend made */
    enum chart_format format;
    const char *path;        /* where the drawing goes: mode 0600, put in place whole */
    const char *title;       /* told by an SVG to those who do not see it; NULL: none */
    const char *description; /* likewise */
};

/* Draws many charts, some fifty to a process and two processes at a time. When any fails none is put in place, and
 * the error names the first of them and says what gnuplot said. */
MUST_CHECK bool gnuplot_draw(const struct chart_file *files, size_t count, struct error *error);

#endif
