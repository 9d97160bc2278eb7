/* Indicators: what they mean, as catalogue files say it. Later files override earlier ones by id and keep the
 * earlier place; new ones come after, in their theme's place. */
#ifndef METRICS_CATALOGUE_H
#define METRICS_CATALOGUE_H

#include "metrics/period.h"
#include "tables/expression.h"

enum figure_format {
    FORMAT_PERCENT,
    FORMAT_PER_10000,
    FORMAT_RATIO,
    FORMAT_COUNT,
    FORMAT_DAYS,
    FORMAT_FTE,
    FORMAT_CURRENCY
};
enum better { BETTER_HIGHER, BETTER_LOWER, BETTER_RANGE, BETTER_NONE };
enum aggregate {
    AGGREGATE_ROWS,
    AGGREGATE_SUM,
    AGGREGATE_MEAN,
    AGGREGATE_MEDIAN,
    AGGREGATE_DISTINCT,
    AGGREGATE_PERCENTILE
};

extern const char *const format_names[];
extern const char *const better_names[];
extern const char *const aggregate_names[]; /* the keys of a measure: "sum"; "" for rows */

/* A numerator or denominator, as written. NULL: not given. */
struct measure_text {
    const char *table;
    const char *at;
    const char *open_start;
    const char *open_end;
    const char *where;
    enum aggregate aggregate;
    const char *of;    /* what is summed, averaged, told apart */
    double percentile; /* AGGREGATE_PERCENTILE: 0 to 100 */
    const char *unit_by;
};

struct theme {
    const char *id;
    const char *title;
};

struct indicator {
    const char *id;
    const char *title;
    size_t theme; /* index into the catalogue's themes */
    enum figure_format format;
    int decimals;
    enum better better;
    enum window_length window;
    bool has_denominator;
    struct measure_text numerator;
    struct measure_text denominator;
    const char *definition;
    const char *source;
    const char *headline; /* what a chart's title calls it: "Agency staff"; the title when not given */
    const char *const *recommendations; /* "kirklees-2016:9" */
    size_t recommendation_count;
    const char *file; /* where it was read, for messages: "standard/05_workforce.json: indicators[3]" */
};

struct catalogue {
    struct theme *themes; /* in the order of a child's journey */
    size_t theme_count;
    struct indicator *items; /* by theme, then as the files order them */
    size_t count;
    struct parameter *parameters; /* local standards: "caseload_threshold": 18 */
    size_t parameter_count;
};

/* `paths`: files, or folders whose *.json files are read in name order. */
MUST_CHECK bool catalogue_load(struct arena *arena, const char *const *paths, size_t count,
                               struct catalogue *catalogue, struct error *error);

/* Puts the job's own values in place of the catalogue's parameters; a name the catalogue does not have is an error. Then
 * writes each parameter's value where a title, headline or definition names it in braces: "within {visit_working_days}
 * working days". Call it once. */
MUST_CHECK bool catalogue_settle(struct arena *arena, struct catalogue *catalogue,
                                 const struct parameter *own, size_t own_count, const char *shown,
                                 struct error *error);

int catalogue_find(const struct catalogue *catalogue, const char *id); /* or -1 */

#endif
