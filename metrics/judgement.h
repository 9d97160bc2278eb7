/* Judgement: what a figure means against its tolerance bands and against the figure before. Pure. */
#ifndef METRICS_JUDGEMENT_H
#define METRICS_JUDGEMENT_H

#include "base/arena.h"
#include "base/day.h"
#include "metrics/catalogue.h"

/* A band as people write it: ">=90", "<10", "<=12", "10..15", "20+-2.5". An open side is infinite. */
struct band {
    double low, high;         /* -INFINITY, INFINITY when open */
    bool low_open, high_open; /* the edge itself is outside: "<10" */
    bool stated;              /* false: no such band */
};

MUST_CHECK bool band_parse(const char *text, struct band *band); /* empty text: a band not stated */
bool band_holds(const struct band *band, double value);
char *band_text(struct arena *arena,
                const struct band *band); /* as written: "<10"; band_words (result.h) is for people */

/* What applies to one figure. */
struct tolerance {
    struct band green; /* not stated: no target, so no rating */
    struct band amber; /* contains green; not stated: two colours */
    bool stretch;      /* an ambitious target */
};

extern const struct tolerance nothing_stated; /* where there is no target */

enum rating { RATING_NONE, RATING_GREEN, RATING_AMBER, RATING_RED };
const char *rating_name(enum rating rating); /* "", "green", "amber", "red" */

/* `shown` is the figure as displayed, rounded. */
enum rating rate(const struct tolerance *tolerance, double shown);

enum movement { MOVEMENT_UNKNOWN, MOVEMENT_UP, MOVEMENT_DOWN, MOVEMENT_SAME };
enum progress { PROGRESS_NONE, PROGRESS_IMPROVING, PROGRESS_WORSENING, PROGRESS_STEADY };

struct direction {
    enum movement movement; /* where the value went */
    enum progress progress; /* whether that is better; NONE for an activity measure */
};

/* From the displayed figure before to the displayed one now. A change of less than `dead_band` of the figure before
 * (0.01 = one per cent), or none as displayed, is SAME. `better` range: nearer the green band's middle is better. */
struct direction direction_of(const struct indicator *indicator, const struct tolerance *tolerance,
                              double before, double now, double dead_band);
const char *direction_text(struct direction direction); /* "up, improving"; "no change"; "up"; "" */

/* A target to be met by a day, towards which a line of targets leads (see early_warning.h). */
struct dated_target {
    day_number since;  /* the line's first day */
    day_number by;     /* the day from which the band must be met */
    struct band green; /* not stated: there is none */
    bool stretch;
};

#endif
