/* A definition in plain English, made from the expressions that work it out (see tables/expression_words.h), and what it
 * reads. */
#ifndef METRICS_EXPLAIN_H
#define METRICS_EXPLAIN_H

#include "metrics/catalogue.h"
#include "tables/expression_words.h"

struct explained_measure {
    const char *what;         /* "the number of child protection plans" */
    const char *time;         /* "the start date falls in the window"; NULL: the denominator's rows */
    const char *const *where; /* the clauses that must all hold */
    size_t where_count;
    const char *once_per; /* what they are counted once for; or NULL */
    bool same_day;        /* once for each day */
    const char *unit;     /* "the team"; NULL: they belong to no unit */
};

struct explained_breakdown {
    const char *title;
    const char *of;
};

struct explanation {
    const char *figure; /* "100 times the numerator, divided by the denominator" */
    struct explained_measure numerator;
    struct explained_measure denominator; /* where the indicator has one */
    struct explained_breakdown *breakdowns;
    size_t breakdown_count;
    struct expression_reads reads;
};

/* `scope` is of a dataset where every table and column that the indicator speaks of is supplied, with rows or without
 * (see ingest/outline.h). An expression that does not compile is an error that names it. */
MUST_CHECK bool explain_indicator(struct arena *arena, const struct expression_scope *scope,
                                  const struct catalogue *catalogue, const struct indicator *indicator,
                                  struct explanation *explanation, struct error *error);

/* "of those alike in the child id, only the last counts"; NULL where all count. */
const char *once_words(struct arena *arena, const struct explained_measure *measure);

/* "1 November 2025 to 31 October 2026"; of one day, that day. */
char *days_words(struct arena *arena, struct window window);

#endif
