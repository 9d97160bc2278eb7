/* Indicators: what they mean, as catalogue files say it. Later files override earlier ones by id and keep the
 * earlier place; new ones come after, in their theme's place. A file:
 *
 *   { "themes": [ { "id": "child_protection", "title": "Child protection" } ],
 *     "parameters": { "visit_working_days": 10 },           numbers that a job may set, named in expressions
 *     "breakdowns": { "gender": { "title": "Gender", "of": "people.gender", "order": ["F", "M"] } },
 *     "indicators": [ { "id": "cp_starts", "title": "Plans starting", "theme": "child_protection",
 *         "format": "count", "decimals": 0, "better": "none", "window": ["12 months", "month"],
 *         "by": ["gender"],
 *         "numerator": { "table": "cp_plans", "at": "start_date", "where": "not other_authority" },
 *         "definition": "...", "source": "...", "headline": "Plans started", "recommendations": ["9"] } ],
 *     "recommendations_of": "our improvement plan" }
 *
 * "recommendations" are those that the indicator is evidence of: "kirklees-2016:9" of the plan named before the colon, "9" of
 * the one that "recommendations_of" names, for its file and the later files of its folder.
 *
 * A measure (numerator, denominator) has a table, a time rule, a condition and an aggregate.
 *
 *   time rule   "at": d              the rows whose day d falls in the window
 *               "open": [d, e]       the rows open at the window's end: d on or before it, e after it or missing
 *               "during": [d, e]     the rows open on any day of the window: d on or before its end, e missing or on or
 *                                    after its start
 *   condition   "where": c           unknown leaves a row out of a denominator; in a numerator it is not met; it is counted
 *   aggregate   rows, unless one of "sum" "mean" "median" "min" "max" "stdev" (of all the values, as of a whole
 *               population; nought of one) "distinct" (how many different ones), or "percentile" with "percent": 90
 *               A row whose value is missing is left out of the aggregate, and counted as unknown. Without a known value
 *               there is none: of no rows a sum is 0, but of rows that are all unknown it is not available; a mean, median,
 *               percentile, min, max or stdev is not available in either case
 *   "once_per"  e                    of the rows alike in e that fall on the same day ("at"), or that count at the same
 *                                    window's end ("open", "during"), one counts: the one that came about last, a later
 *                                    line winning a tie. A row where e is missing counts by itself. Rows that the
 *                                    condition leaves out are left out first
 *   "unit_by"   e                    where the row belongs, instead of the table's own "unit"
 *
 *   "and_numerator"                  true, of a denominator: the numerator, which has a table of its own, is added to it
 *                                    (vacant posts as a share of those and the staff in post)
 *
 * A numerator without a "table" is its denominator's rows that also satisfy its "where", with the same aggregate unless
 * it names one. A "percent", "ratio", "days" or "currency" may divide any aggregate by any other ("stdev" by "mean": a
 * coefficient of variation); "per_10000" and "count" stand alone. Weeks are a "ratio" of days: { "mean": "days(a, b) / 7" }.
 *
 * "window": "snapshot" (the period's last day; with "open" alone), "month", "N months" (2 to 120), "year_to_date" (from 1
 * April), "year" (from the day after the job's year end), "term" (from 1 September, 1 January or 1 April). A list gives
 * several: the first is the indicator's, shown and rated; the others are further rows of results under the same id, with
 * their own `window`, not rated.
 *
 * "by": breakdowns, by name. "of" is an expression about the measure's row, a text or a flag: people.gender, category,
 * if(age(people.birth_date, window_end) < 5, 'Under 5', '5 and over'). A table's own columns may be written with its name
 * before them, so that people.gender is also said of a row of people. Categories come as "order" lists them, then as their
 * letters sort, "(not known)" last: missing, or of a column that was not supplied. The rows of a category are worked out
 * like those of the whole, so counts add up to it. They are not rated. A rate per 10,000 has none: its population is not
 * known by category.
 *
 * What is given to the public (disclosure.h) is told by two keys. "counts_people": false says that an indicator counts
 * neither children nor staff, and is never withheld (rows of extracts, places, homes). "part_of": "audit grades": the
 * indicators that say the same, of the same denominator, are the parts of one whole: their numerators add up to it.
 *
 * Two tables are the program's own. What the run itself can say is a measure like any other:
 *   extract_files   a row a file that was read, at the as-at day: file, table_name, rows_read, rows_loaded, rows_set_aside,
 *                   rows_with_findings (rows read that have a warning or worse), date (the as-at day), unit (the
 *                   organisation). Earlier periods have none: what they were like is not known any more.
 *   figures         a row an indicator, unit and period, of all indicators that do not themselves read it: indicator,
 *                   theme, unit, period_end (its date), available, rated (flags), rating ('green', 'amber', 'red', 'none'),
 *                   better. A unit's row counts in that unit alone, not in those above it, which have rows of their own. */
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
    AGGREGATE_PERCENTILE,
    AGGREGATE_MIN,
    AGGREGATE_MAX,
    AGGREGATE_STDEV
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
    bool during; /* open on any day of the window, not at its end */
    const char *where;
    const char *once_per;
    enum aggregate aggregate;
    const char *of;    /* what is summed, averaged, told apart */
    double percentile; /* AGGREGATE_PERCENTILE: 0 to 100 */
    const char *unit_by;
};

struct theme {
    const char *id;
    const char *title;
};

struct breakdown {
    const char *id;
    const char *title;
    const char *of; /* an expression: a row's category */
    const char *const *order;
    size_t order_count;
    const char *file;
};

struct indicator {
    const char *id;
    const char *title;
    size_t theme; /* index into the catalogue's themes */
    enum figure_format format;
    int decimals;
    enum better better;
    enum window_length window;
    const enum window_length *windows; /* all that it is worked out for, the first one `window` */
    size_t window_count;
    bool further_window; /* the entry before it with the same id is the one that is shown and rated */
    const size_t *by;    /* indexes into the catalogue's breakdowns */
    size_t by_count;
    bool has_denominator;
    bool adds_numerator;   /* to the denominator */
    bool counts_no_people; /* "counts_people": false */
    const char *part_of;   /* NULL: of no whole that is told */
    struct measure_text numerator;
    struct measure_text denominator;
    const char *definition;
    const char *source;
    const char *headline; /* what a chart's title calls it: "Agency staff"; the title when not given */
    const char *const *recommendations; /* "9", "kirklees-2016:9" */
    size_t recommendation_count;
    const char *recommendations_of; /* what those without a colon are of; NULL: not said */
    const char *file; /* where it was read, for messages: "standard/05_workforce.json: indicators[3]" */
    const char
        *of_catalogue; /* which of the job's catalogues that is: "the standard catalogue", "local.json" */
};

/* An indicator that a later catalogue of the job has too: that one counts. */
struct replaced {
    const char *id;
    const char *source; /* it was of ... */
    const char *by;     /* ... and is now of */
};

struct catalogue {
    struct theme *themes; /* in the order of a child's journey */
    size_t theme_count;
    struct indicator
        *items; /* by theme, then as the files order them; those of further windows follow the first */
    size_t count;
    struct breakdown *breakdowns;
    size_t breakdown_count;
    struct replaced *replaced; /* in the order of the files */
    size_t replaced_count;
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

/* The first of the entries with this id, the one that is shown; or -1. */
int catalogue_find(const struct catalogue *catalogue, const char *id);
/* The one with this window. */
int catalogue_find_window(const struct catalogue *catalogue, const char *id, enum window_length window);

#endif
