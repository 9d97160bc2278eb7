#include "render/chart_parts.h"

#include "render/chart_bands.h"
#include "render/chart_text.h"
#include "render/chart_words.h"

#include <math.h>
#include <stdlib.h>

enum { SQUARE = 5 };

const struct mark chart_marks[MARK_COUNT] = {
    [RATING_NONE] = {"", "not rated", "$NOT_RATED", SQUARE, 1.3, "#6b6b6b", "#505050"},
    [RATING_GREEN] = {"G  ", "on target", "$GREEN", DISC, 1.3, "#1b7f4b", "#1b5e3b"},
    [RATING_AMBER] = {"A  ", "within tolerance", "$AMBER", 13, 1.9, "#8a5a00", "#7a4f00"},
    [RATING_RED] = {"R  ", "outside tolerance", "$RED", 11, 1.8, "#c62828", "#8a1c1c"},
};
static const struct label_style side_style = {13, true, "#0b0c0c", ALIGN_LEFT};

const char *mark_scale(int point_type)
{
    return point_type == DISC ? "disc_scale" : "point_scale";
}

bool chart_has_mark(const struct figure *figure, size_t rating)
{
    return chart_has_figure(figure) && (size_t)figure->rating == rating;
}

double chart_words_width(const char *text, const struct label_style *style)
{
    return chart_text_width(text, style->size, style->bold);
}

struct side_label {
    const char *text;
    const struct mark *mark; /* NULL: of the target's line */
    bool is_marked;          /* a figure has this mark */
    double y;
    double weight;
};

enum { MOST_SIDE_LABELS = BAND_ZONES + 2 + MARK_COUNT };
struct side_labels {
    struct side_label items[MOST_SIDE_LABELS];
    size_t count;
};

static const char *target_words(const struct chart *chart, const struct tolerance *tolerance, bool is_low)
{
    const struct band *green = &tolerance->green;
    const char *kind = tolerance->stretch ? "Stretch target" : "Target";
    const char *amount =
        amount_text(chart->canvas.arena, chart->indicator, is_low ? green->low : green->high);
    bool two_sided = isfinite(green->low) && isfinite(green->high) && green->low < green->high;
    bool open = is_low ? green->low_open : green->high_open;
    const char *side = two_sided ? (is_low ? "from " : "up to ") : !open ? "" : is_low ? "above " : "below ";
    return arena_format(chart->canvas.arena, "%s %s%s", kind, side, amount);
}

static bool has_rating(const struct chart *chart, size_t rating)
{
    bool found = false;
    for (size_t i = 0; i < chart->count && !found; i++)
        found = chart_has_mark(&chart->figures[i], rating);
    return found;
}

static void add_target_label(struct side_labels *labels, const char *text, double y)
{
    labels->items[labels->count++] = (struct side_label){text, NULL, false, y, 50};
}

static void add_rating_label(const struct chart *chart, struct side_labels *labels, size_t rating, double y)
{
    const struct mark *mark = &chart_marks[rating];
    const char *text = arena_format(chart->canvas.arena, "%s%s", mark->letter, mark->words);
    labels->items[labels->count++] = (struct side_label){text, mark, has_rating(chart, rating), y, 1};
}

/* A green of only 100% has no height; its label goes just beyond the end of the axis. */
static double beside_axis_end(const struct canvas *canvas, double low, double high)
{
    if (high > low)
        return 0;
    return low >= canvas->axis.high ? -1 : 1;
}

static void label_bands(const struct chart *chart, const struct tolerance *tolerance,
                        struct side_labels *labels)
{
    const struct canvas *canvas = &chart->canvas;
    for (size_t zone = 0; zone < BAND_ZONES; zone++) {
        double low, high;
        size_t rating = band_zone_rating(zone);
        bool seen = band_zone(&canvas->axis, tolerance, zone, &low, &high);
        if (seen || (rating == RATING_GREEN && has_rating(chart, rating)))
            add_rating_label(chart, labels, rating,
                             canvas_y(canvas, (low + high) / 2) + beside_axis_end(canvas, low, high));
    }
    if (isfinite(tolerance->green.low))
        add_target_label(labels, target_words(chart, tolerance, true),
                         canvas_y(canvas, tolerance->green.low));
    if (isfinite(tolerance->green.high) && tolerance->green.high > tolerance->green.low)
        add_target_label(labels, target_words(chart, tolerance, false),
                         canvas_y(canvas, tolerance->green.high));
}

static bool has_label(const struct side_labels *labels, size_t rating)
{
    bool found = false;
    for (size_t i = 0; i < labels->count && !found; i++)
        found = labels->items[i].mark == &chart_marks[rating];
    return found;
}

/* Marks that lie in no band of the last period come last. Where none is rated there is nothing to tell apart. */
static struct side_labels side_labels_of(const struct chart *chart)
{
    struct side_labels labels = {0};
    const struct tolerance *tolerance = chart->figures[chart->count - 1].tolerance;
    if (tolerance->green.stated)
        label_bands(chart, tolerance, &labels);
    for (size_t rating = MARK_COUNT; rating-- > 0;)
        if (has_rating(chart, rating) && !has_label(&labels, rating) &&
            (rating != RATING_NONE || labels.count > 0))
            add_rating_label(chart, &labels, rating, chart->canvas.bottom - (double)rating);
    return labels;
}

static int by_height(const void *a, const void *b)
{
    const struct side_label *left = a;
    const struct side_label *right = b;
    return (left->y > right->y) - (left->y < right->y);
}

static void push_apart(const struct canvas *canvas, struct side_labels *labels)
{
    double places[MOST_SIDE_LABELS];
    double weights[MOST_SIDE_LABELS];
    const double gap = 0.05 * (canvas->bottom - canvas->top);
    qsort(labels->items, labels->count, sizeof labels->items[0], by_height);
    for (size_t i = 0; i < labels->count; i++) {
        places[i] = labels->items[i].y;
        weights[i] = labels->items[i].weight;
    }
    axis_push_apart(places, weights, labels->count, gap, canvas->top - gap, canvas->bottom + gap);
    for (size_t i = 0; i < labels->count; i++)
        labels->items[i].y = places[i];
}

static void draw_side_mark(struct canvas *canvas, const struct mark *mark, double y)
{
    text_add_format(&canvas->script,
                    "set label '' at screen %.10g, screen %.10g point pointtype %d pointsize %.10g*%s "
                    "linecolor rgb '%s' front\n",
                    (canvas->right + 18) / CANVAS_WIDTH, 1 - y / CANVAS_HEIGHT, mark->point_type, mark->size,
                    mark_scale(mark->point_type), mark->colour);
}

void side_labels_draw(struct chart *chart)
{
    struct canvas *canvas = &chart->canvas;
    struct side_labels labels = side_labels_of(chart);
    push_apart(canvas, &labels);
    for (size_t i = 0; i < labels.count; i++) {
        const struct side_label *label = &labels.items[i];
        struct label_style style = side_style;
        if (label->mark)
            style.colour = label->mark->text_colour;
        if (label->is_marked)
            draw_side_mark(canvas, label->mark, label->y);
        canvas_label(canvas, label->text, canvas->right + (label->mark ? 32 : 8), label->y, &style);
    }
}

double side_labels_width(const struct chart *chart)
{
    struct side_labels labels = side_labels_of(chart);
    double widest = CHART_MARGIN;
    for (size_t i = 0; i < labels.count; i++)
        widest = fmax(widest,
                      chart_words_width(labels.items[i].text, &side_style) + (labels.items[i].mark ? 32 : 8));
    return widest + CHART_MARGIN;
}
