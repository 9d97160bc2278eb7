/* The words and marks that pages share: how a figure stands, on what period it is based, which way is good.
 */
#ifndef RENDER_PAGE_WORDS_H
#define RENDER_PAGE_WORDS_H

#include "metrics/early_warning.h"
#include "render/page_style.h"

/* How a figure stands: rated, or why not. */
enum standing {
    STANDING_GREEN,
    STANDING_AMBER,
    STANDING_RED,
    STANDING_WATCHED,   /* an activity measure */
    STANDING_NO_TARGET, /* it could be rated, but nobody has set a target */
    STANDING_NOT_AVAILABLE
};
enum { STANDING_KINDS = STANDING_NOT_AVAILABLE + 1 };

enum standing standing_of(const struct indicator *indicator,
                          const struct figure *figure); /* figure may be NULL */
bool standing_is_rated(enum standing standing);
const char *standing_letter(enum standing standing); /* "G", "A", "R"; "" when not rated */
const char *standing_words(enum standing standing);  /* "G", "watched", "no target", "n/a" */
enum tint standing_tint(enum standing standing);

/* How many of some indicators stand how, in one unit at the last period. */
struct tally {
    size_t of[STANDING_KINDS];
    size_t small[STANDING_KINDS]; /* of them, those of small numbers */
    size_t total;
};
struct tally tally_of(const struct result_set *results, const size_t *indicators, size_t count, size_t unit);
size_t tally_not_rated(const struct tally *tally);
size_t tally_small(const struct tally *tally); /* those rated of small numbers */
char *tally_not_rated_words(struct arena *arena,
                            const struct tally *tally); /* "3 watched, 1 without a target" */
char *tally_small_words(struct arena *arena,
                        const struct tally *tally); /* of those rated: "1 green, 3 red"; "" when none */

/* What the signs beside figures mean, in one line. */
char *signs_words(struct arena *arena, const struct result_set *results);

bool figure_is_available(const struct figure *figure); /* false for NULL */

/* The unit's figure so many periods before the last, NULL when there is none. */
const struct figure *figure_before(const struct result_set *results, size_t indicator, size_t unit,
                                   size_t back);

const char *better_words(enum better better); /* "higher", "in range", "activity" */
const char *window_words(struct arena *arena,
                         enum window_length window); /* "snapshot", "12 months", "year to date" */
const char *target_words(struct arena *arena, const struct indicator *indicator,
                         const struct tolerance *tolerance);
const char *amber_words(struct arena *arena, const struct indicator *indicator,
                        const struct tolerance *tolerance);
char *direction_words(struct arena *arena, struct direction direction); /* with its arrow */
char *date_words(struct arena *arena, day_number day);                  /* "31 October 2026" */

/* "On its course since August 2017 the figure would be 16.1% on 31 August 2019, where the target is below 10%: unlikely to
 * be met. ..."; "" when there is no dated target ahead. */
char *early_warning_words(struct arena *arena, const struct indicator *indicator,
                          const struct dated_target *target, const struct early_warning *warning);

/* The periods of a plan that make a year, 0 for a plan of years. */
size_t periods_in_year(const struct period_plan *plan);

/* How a spreadsheet writes this figure as figure_text does, followed by the literal text `ending`. */
char *number_format(struct arena *arena, const struct indicator *indicator, double shown, const char *ending);

/* "recommendations 1, 11 of our plan; recommendation 9 of kirklees-2016" */
const char *recommendation_words(struct arena *arena, const struct indicator *indicator);

#endif
