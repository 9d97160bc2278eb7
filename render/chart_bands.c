#include "render/chart_bands.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

double band_edge(const struct tolerance *tolerance, enum band_edge edge)
{
    const struct band *amber = tolerance->amber.stated ? &tolerance->amber : &tolerance->green;
    switch (edge) {
    case AMBER_LOW:
        return fmin(amber->low, tolerance->green.low);
    case GREEN_LOW:
        return tolerance->green.low;
    case GREEN_HIGH:
        return tolerance->green.high;
    case AMBER_HIGH:
        break;
    }
    return fmax(amber->high, tolerance->green.high);
}

static double seen_edge(const struct axis *axis, const struct tolerance *tolerance, enum band_edge edge)
{
    return fmin(fmax(band_edge(tolerance, edge), axis->low), axis->high);
}

bool band_zone(const struct axis *axis, const struct tolerance *tolerance, size_t zone, double *low,
               double *high)
{
    *low = zone == 0 ? axis->low : seen_edge(axis, tolerance, (enum band_edge)(zone - 1));
    *high = zone == BAND_EDGES ? axis->high : seen_edge(axis, tolerance, (enum band_edge)zone);
    return tolerance->green.stated && *high > *low;
}

enum rating band_zone_rating(size_t zone)
{
    static const enum rating ratings[BAND_ZONES] = {RATING_RED, RATING_AMBER, RATING_GREEN, RATING_AMBER,
                                                    RATING_RED};
    return ratings[zone];
}

void plots_add(struct text *plots, const char *format, ...)
{
    char element[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(element, sizeof element, format, arguments);
    va_end(arguments);
    text_add_format(plots, "%s%s", plots->length > 0 ? ", \\\n     " : "plot ", element);
}

/* ---- the course of one edge over the periods ---- */

struct course {
    const struct axis *axis;
    const struct figure *figures;
    size_t count;
    enum band_edge edge;
};

static bool is_there(const struct course *course, size_t period)
{
    return period < course->count && course->figures[period].tolerance->green.stated;
}

static double value_at(const struct course *course, size_t period)
{
    return seen_edge(course->axis, course->figures[period].tolerance, course->edge);
}

/* How far the edge moves into this period; 0 when it, or the period before, has none. */
static double move_into(const struct course *course, size_t period)
{
    if (period == 0 || !is_there(course, period) || !is_there(course, period - 1))
        return 0;
    return value_at(course, period) - value_at(course, period - 1);
}

static bool slopes_into(const struct course *course, size_t period)
{
    double move = move_into(course, period);
    double before = period > 0 ? move_into(course, period - 1) : 0;
    return (move > 0 && (before > 0 || move_into(course, period + 1) > 0)) ||
           (move < 0 && (before < 0 || move_into(course, period + 1) < 0));
}

enum place { PLACE_LEFT, PLACE_MIDDLE, PLACE_RIGHT, PLACES };

/* The edge at a period's left end, in its middle, where it is exact, and at its right end. */
static double edge_at(const struct course *course, size_t period, enum place place)
{
    double own = value_at(course, period);
    if (place == PLACE_LEFT && slopes_into(course, period))
        return own - move_into(course, period) / 2;
    if (place == PLACE_RIGHT && slopes_into(course, period + 1))
        return own + move_into(course, period + 1) / 2;
    return own;
}

static double place_x(size_t period, enum place place)
{
    return (double)period + ((double)place - 1) / 2;
}

/* ---- drawing ---- */

static void write_band_row(struct canvas *canvas, const struct figure *figures, size_t period,
                           enum place place)
{
    text_add_format(&canvas->script, "%.10g %.10g", place_x(period, place), canvas->axis.low);
    for (int edge = 0; edge < BAND_EDGES; edge++) {
        struct course course = {&canvas->axis, figures, canvas->slots, (enum band_edge)edge};
        text_add_format(&canvas->script, " %.10g", edge_at(&course, period, place));
    }
    text_add_format(&canvas->script, " %.10g\n", canvas->axis.high);
}

static bool zone_is_seen(const struct canvas *canvas, const struct figure *figures, size_t zone)
{
    double low, high;
    for (size_t i = 0; i < canvas->slots; i++)
        if (band_zone(&canvas->axis, figures[i].tolerance, zone, &low, &high))
            return true;
    return false;
}

static void write_bands(struct canvas *canvas, const struct figure *figures)
{
    text_add(&canvas->script, "$BANDS << EOD\n");
    for (size_t i = 0; i < canvas->slots; i++) {
        if (!figures[i].tolerance->green.stated) {
            text_add(&canvas->script, "\n");
            continue;
        }
        for (int place = 0; place < PLACES; place++)
            write_band_row(canvas, figures, i, (enum place)place);
    }
    text_add(&canvas->script, "EOD\n");
}

static bool any_target(const struct canvas *canvas, const struct figure *figures)
{
    for (size_t i = 0; i < canvas->slots; i++)
        if (figures[i].tolerance->green.stated)
            return true;
    return false;
}

void bands_draw(struct canvas *canvas, const struct figure *figures, struct text *plots)
{
    static const char *const tints[] = {
        [RATING_GREEN] = "#e3f1e6", [RATING_AMBER] = "#fdf3d8", [RATING_RED] = "#fbe3e0"};
    if (!any_target(canvas, figures))
        return;
    write_bands(canvas, figures);
    for (size_t zone = 0; zone < BAND_ZONES; zone++)
        if (zone_is_seen(canvas, figures, zone))
            plots_add(plots, "$BANDS using 1:%zu:%zu with filledcurves linecolor rgb '%s'", zone + 2,
                      zone + 3, tints[band_zone_rating(zone)]);
}

static bool is_drawn(const struct course *course, size_t period)
{
    return is_there(course, period) && !isinf(band_edge(course->figures[period].tolerance, course->edge));
}

static void draw_target(struct canvas *canvas, const struct figure *figures, enum band_edge edge,
                        const char *name, struct text *plots)
{
    struct course course = {&canvas->axis, figures, canvas->slots, edge};
    struct text rows = text_in(canvas->arena);
    bool any = false;
    for (size_t i = 0; i < canvas->slots; i++) {
        if (!is_drawn(&course, i)) {
            text_add(&rows, "\n");
            continue;
        }
        any = true;
        for (int place = 0; place < PLACES; place++)
            text_add_format(&rows, "%.10g %.10g\n", place_x(i, (enum place)place),
                            edge_at(&course, i, (enum place)place));
    }
    if (!any)
        return;
    text_add_format(&canvas->script, "%s << EOD\n%sEOD\n", name, rows.bytes);
    plots_add(plots, "%s using 1:2 with lines linewidth 2.4 linecolor rgb '#0b0c0c'", name);
}

void targets_draw(struct canvas *canvas, const struct figure *figures, struct text *plots)
{
    draw_target(canvas, figures, GREEN_LOW, "$TARGET_LOW", plots);
    draw_target(canvas, figures, GREEN_HIGH, "$TARGET_HIGH", plots);
}

/* From a place to the next one: steps stand upright where two periods meet. */
static bool target_touches(const struct canvas *canvas, const struct course *course, const struct box *box)
{
    for (size_t i = 0; i < PLACES * canvas->slots - 1; i++) {
        size_t period = i / PLACES, next = (i + 1) / PLACES;
        enum place place = (enum place)(i % PLACES), after = (enum place)((i + 1) % PLACES);
        if (is_drawn(course, period) && is_drawn(course, next) &&
            box_touches(box, canvas_x(canvas, place_x(period, place)),
                        canvas_y(canvas, edge_at(course, period, place)),
                        canvas_x(canvas, place_x(next, after)),
                        canvas_y(canvas, edge_at(course, next, after))))
            return true;
    }
    return false;
}

bool targets_touch(const struct canvas *canvas, const struct figure *figures, const struct box *box)
{
    struct course low = {&canvas->axis, figures, canvas->slots, GREEN_LOW},
                  high = {&canvas->axis, figures, canvas->slots, GREEN_HIGH};
    return target_touches(canvas, &low, box) || target_touches(canvas, &high, box);
}
