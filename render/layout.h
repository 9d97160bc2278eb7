/* What a scorecard shows, as a layout file says it: which sheets, of which units and indicators, how far
 * back. It knows no units or indicators until it is asked to choose among them; a name that matches none is
 * an error that names the layout and the nearest known name.
 *
 *   { "layout": "county", "title": "Improvement Board scorecard",
 *     "classification": "Official: management information",       printed at the foot of each page; optional
 *     "indicators": ["workforce", "cp_repeat"],                    ids or themes; all when not given
 *     "direction": "previous",                                     or "year before": what figures are
 * compared with "sheets": [ { "kind": "scorecard", "name": "County",                   the sheet's name when
 * it is of one unit "units": "roots",                                        or "all", or instead "units_at":
 * "service" "previous": 6,                                           earlier periods shown; 6, of years 8
 *         "year_before": true },                                   and the same period a year earlier
 *       { "kind": "compare", "units_at": "service" },              units side by side: see enum sheet_kind
 *       { "kind": "definitions" } ],
 *     "charts": { "units": "roots", "formats": ["svg", "png"] } } */
#ifndef RENDER_LAYOUT_H
#define RENDER_LAYOUT_H

#include "metrics/result.h"

enum sheet_kind {
    SHEET_SCORECARD, /* a sheet for each unit: every indicator with its target, rating and history */
    SHEET_COMPARE, /* "units": "roots": one sheet, the roots side by side; else a sheet for each unit that has
                      units below it, itself first and those beside it */
    SHEET_DEFINITIONS /* what each indicator means */
};

enum unit_choice { UNITS_ROOTS, UNITS_ALL, UNITS_AT_LEVEL };

struct unit_selection {
    enum unit_choice choice;
    const char *level; /* of UNITS_AT_LEVEL: "service" */
};

struct layout_sheet {
    enum sheet_kind kind;
    const char *name; /* NULL: the unit's name */
    struct unit_selection units;
    int previous; /* LAYOUT_DEFAULT: as many as suits the reporting period */
    bool year_before;
};

enum { LAYOUT_DEFAULT = -1, LAYOUT_MOST_PREVIOUS = 24 };

struct layout_charts {
    bool wanted;
    struct unit_selection units;
    const char *const *formats; /* "svg", "png", "pdf" */
    size_t format_count;
};

enum direction_basis { DIRECTION_PREVIOUS, DIRECTION_YEAR_BEFORE };

struct layout {
    const char *id;
    const char *title;
    const char *classification; /* NULL: none */
    const char *file;           /* for messages */
    enum direction_basis direction;
    const char *const *indicators; /* ids or themes; none: all */
    size_t indicator_count;
    struct layout_sheet *sheets;
    size_t sheet_count;
    struct layout_charts charts;
};

MUST_CHECK bool layout_load(struct arena *arena, const char *path, struct layout *layout,
                            struct error *error);

/* The indicators the layout shows, as indices in the order of the catalogue; NULL after an error. */
size_t *layout_indicators(struct arena *arena, const struct layout *layout, const struct catalogue *catalogue,
                          size_t *count, struct error *error);

/* The units chosen, as indices in the order of the tree, "(no team)" left out; NULL after an error. */
size_t *layout_units(struct arena *arena, const struct layout *layout, const struct unit_selection *selection,
                     const struct units *units, size_t *count, struct error *error);

#endif
