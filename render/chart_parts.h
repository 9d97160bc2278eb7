/* What the parts of a chart share: what is drawn, the marks of its figures, and the labels at its right, which say what the
 * bands and the marks of the last period are, and those of other periods below. Internal to charts. */
#ifndef RENDER_CHART_PARTS_H
#define RENDER_CHART_PARTS_H

#include "metrics/result.h"
#include "render/chart_canvas.h"

struct chart {
    struct canvas canvas;
    const struct result_set *results;
    const struct indicator *indicator;
    const struct figure *figures;
    size_t count;
    int last; /* the last period with a figure, or -1 */
};

enum { CHART_MARGIN = 18, DISC = 7 };

/* Close to what a mark of each rating looks like on its tint; the shapes tell them apart without the colours. None is hollow:
 * that tells small numbers. */
struct mark {
    const char *letter; /* and the gap after it */
    const char *words;
    const char *name; /* of its data block */
    int point_type;
    double size;
    const char *colour;
    const char *text_colour;
};

enum { MARK_COUNT = RATING_RED + 1 };
extern const struct mark chart_marks[MARK_COUNT]; /* by rating */

/* By which the size of such a mark differs between terminals: a variable of gnuplot. */
const char *mark_scale(int point_type);

bool chart_has_mark(const struct figure *figure, size_t rating);
double chart_words_width(const char *text, const struct label_style *style);

/* How much room the labels at the right take; and draws them, when the panel's sides are known. */
double side_labels_width(const struct chart *chart);
void side_labels_draw(struct chart *chart);

#endif
