/* What `scorecard explain` prints: an indicator's definition as people wrote it and as it is worked out, what it reads, and
 * its figures. Pure. */
#ifndef RENDER_EXPLAIN_TEXT_H
#define RENDER_EXPLAIN_TEXT_H

#include "ingest/outline.h"
#include "metrics/explain.h"
#include "metrics/result.h"

struct explain_page {
    const struct catalogue *catalogue;
    const struct indicator *indicator;
    const struct outline *outline;
    const struct explanation *explanation; /* NULL: it cannot be put in words ... */
    const char *why_not;                   /* ... because of this */
    struct window window;
    const char *period; /* "October 2026" */
    const char *unit;
    const struct result_set *results; /* NULL: nothing has been recorded yet */
    const struct series *series;      /* NULL: the run has no such figures */
    size_t at;                        /* the period asked for */
};

char *explain_text(struct arena *arena, const struct explain_page *page);

/* All indicators, one a line: id, title, theme. */
char *explain_list(struct arena *arena, const struct catalogue *catalogue);

#endif
