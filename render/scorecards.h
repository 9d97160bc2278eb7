/* STAGE ENTRY. Results + layouts -> files in a folder: scorecard.xlsx (the first layout; scorecard-NAME.xlsx for each
 * other), results.csv, and the charts each layout asks for, in charts/: INDICATOR-UNIT.svg, .png or .pdf. */
#ifndef RENDER_SCORECARDS_H
#define RENDER_SCORECARDS_H

#include "metrics/result.h"
#include "render/gnuplot.h"

struct scorecards {
    const char **files; /* what was written, relative to the folder, in order */
    size_t file_count;
};

/* Reads the layouts, so that a mistake in one is told before anything is worked out. */
struct layout;
MUST_CHECK bool scorecards_layouts(struct arena *arena, const char *const *paths, size_t count,
                                   const struct catalogue *catalogue, const struct units *units,
                                   struct layout **layouts, struct error *error);

/* The folder is there and empty. */
MUST_CHECK bool scorecards_write(struct arena *arena, const struct result_set *results,
                                 const struct layout *layouts, size_t layout_count, const char *folder,
                                 struct scorecards *scorecards, struct error *error);

/* "svg", "png" or "pdf"; false when it is none of them. */
bool chart_format_named(const char *name, enum chart_format *format);

/* "agency_rate-north-team": what charts are called; small letters, digits, _ and -. */
char *chart_file_name(struct arena *arena, const char *indicator, const char *unit);

#endif
