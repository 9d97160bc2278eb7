#include "render/chart.h"

#include "render/chart_bands.h"
#include "render/chart_parts.h"
#include "render/chart_text.h"

#include <math.h>

enum { MOST_LINES = 4 };

static const struct label_style headline_style = {19, true, "#0b0c0c", ALIGN_LEFT};
static const struct label_style subtitle_style = {14, false, "#404040", ALIGN_LEFT};
static const struct label_style footer_style = {12, false, "#505050", ALIGN_LEFT};
static const struct label_style value_style = {14, false, "#262626", ALIGN_RIGHT};
static const struct label_style period_style = {14, false, "#262626", ALIGN_CENTRE};
static const struct label_style last_style = {15, true, "#0b0c0c", ALIGN_CENTRE};
static const struct label_style empty_style = {16, false, "#404040", ALIGN_CENTRE};

/* ---- above and below ---- */

static size_t wrap(struct arena *arena, const char *text, const struct label_style *style, const char **lines,
                   size_t most)
{
    return chart_text_wrap(arena, chart_clean(arena, text), CANVAS_WIDTH - 2 * CHART_MARGIN, style->size,
                           style->bold, lines, most);
}

static void draw_head(struct chart *chart, const struct series *series)
{
    struct canvas *canvas = &chart->canvas;
    const char *lines[MOST_LINES];
    size_t count =
        wrap(canvas->arena, chart_headline(canvas->arena, chart->results, series), &headline_style, lines, 2);
    double y = canvas_lines(canvas, lines, count, CHART_MARGIN, 30, 31, &headline_style);
    count =
        wrap(canvas->arena, chart_subtitle(canvas->arena, chart->results, series), &subtitle_style, lines, 2);
    y = canvas_lines(canvas, lines, count, CHART_MARGIN, y + 1, 23, &subtitle_style);
    canvas->top = y + 31;
}

/* One line where both fit on it. */
static size_t foot_lines(struct arena *arena, const char *source, const char *notes, const char **lines)
{
    const char *both[1];
    const char *joined = *source && *notes ? arena_format(arena, "%s %s", source, notes)
                         : *source         ? source
                                           : notes;
    if (wrap(arena, joined, &footer_style, both, 1) == 1 && text_equal(both[0], chart_clean(arena, joined))) {
        lines[0] = both[0];
        return 1;
    }
    size_t count = wrap(arena, source, &footer_style, lines, 2);
    return count + wrap(arena, notes, &footer_style, lines + count, 2);
}

static void draw_foot(struct chart *chart, const struct series *series)
{
    enum { LEADING = 19 };
    struct canvas *canvas = &chart->canvas;
    const char *lines[MOST_LINES];
    size_t count = foot_lines(canvas->arena, chart_source(canvas->arena, chart->results, series),
                              chart_notes(canvas->arena, chart->results, series), lines);
    double first = CANVAS_HEIGHT - CHART_MARGIN - LEADING * ((double)count - 1);
    canvas_lines(canvas, lines, count, CHART_MARGIN, first, LEADING, &footer_style);
    canvas->bottom = first - (chart->results->plan.every == PERIOD_MONTH ? 76 : 54);
}

/* ---- the axes ---- */

static void hold(struct axis_needs *needs, double value)
{
    if (!isfinite(value))
        return;
    needs->low = fmin(needs->low, value);
    needs->high = fmax(needs->high, value);
}

static double least_span(const struct indicator *indicator, double largest)
{
    switch (indicator->format) {
    case FORMAT_PERCENT:
        return 5;
    case FORMAT_COUNT:
        return fmax(4, 0.02 * largest);
    case FORMAT_PER_10000:
    case FORMAT_RATIO:
    case FORMAT_DAYS:
    case FORMAT_FTE:
    case FORMAT_CURRENCY:
        break;
    }
    return fmax(4 * pow(10, -indicator->decimals), 0.02 * largest);
}

/* The outer edges of amber are shown where that does not push the figures into a corner. */
static void hold_near_edges(struct axis_needs *needs, const struct chart *chart)
{
    static const enum band_edge outer[] = {AMBER_LOW, AMBER_HIGH};
    struct axis_needs inner = *needs;
    double reach = fmax(inner.high - inner.low, inner.shortest);
    for (size_t i = 0; i < chart->count; i++)
        for (size_t side = 0; chart->figures[i].tolerance->green.stated && side < 2; side++) {
            double edge = band_edge(chart->figures[i].tolerance, outer[side]);
            if (edge >= inner.low - reach && edge <= inner.high + reach)
                hold(needs, edge);
        }
}

static struct axis value_axis(const struct chart *chart)
{
    struct axis_needs needs = {.low = HUGE_VAL, .high = -HUGE_VAL, .most = HUGE_VAL};
    for (size_t i = 0; i < chart->count; i++)
        if (chart_has_figure(&chart->figures[i]))
            hold(&needs, chart->figures[i].shown);
    needs.least = needs.low < 0 ? -HUGE_VAL : 0;
    if (chart->indicator->format == FORMAT_PERCENT)
        needs.most = 100;
    needs.whole = chart->indicator->format == FORMAT_COUNT;
    needs.shortest = least_span(chart->indicator, fmax(fabs(needs.low), fabs(needs.high)));
    for (size_t i = 0; i < chart->count; i++)
        if (chart->figures[i].tolerance->green.stated) {
            hold(&needs, band_edge(chart->figures[i].tolerance, GREEN_LOW));
            hold(&needs, band_edge(chart->figures[i].tolerance, GREEN_HIGH));
        }
    hold_near_edges(&needs, chart);
    return axis_make(&needs);
}

/* The n-th round value of the axis; false past its end. */
static bool axis_value(const struct axis *axis, size_t n, double *value)
{
    enum { MOST = 20 };
    *value = (ceil(axis->low / axis->step - 1e-9) + (double)n) * axis->step;
    return n < MOST && *value <= axis->high + 1e-9 * axis->step;
}

static double widest_value(const struct chart *chart)
{
    double widest = 0;
    double value;
    for (size_t n = 0; axis_value(&chart->canvas.axis, n, &value); n++)
        widest = fmax(widest, chart_words_width(amount_text(chart->canvas.arena, chart->indicator, value),
                                                &value_style));
    return widest;
}

static void draw_value_axis(struct chart *chart, struct text *plots)
{
    struct canvas *canvas = &chart->canvas;
    struct text grid = text_in(canvas->arena);
    double value;
    for (size_t n = 0; axis_value(&canvas->axis, n, &value); n++) {
        canvas_label(canvas, amount_text(canvas->arena, chart->indicator, value), canvas->left - 10,
                     canvas_y(canvas, value), &value_style);
        if (value > canvas->axis.low)
            text_add_format(&grid, "-0.5 %.10g\n%.10g %.10g\n\n", value, (double)chart->count - 0.5, value);
    }
    text_add_format(&canvas->script, "$GRID << EOD\n%sEOD\n", grid.bytes);
    plots_add(plots, "$GRID using 1:2 with lines linewidth 0.6 linecolor rgb '#d0d0d0'");
}

static double widest_period(const struct chart *chart)
{
    double widest = 0;
    for (size_t i = 0; i < chart->count; i++)
        widest = fmax(widest, chart_words_width(chart->results->periods[i].short_label, &period_style));
    return widest;
}

/* Months are named every one, three, six or twelve, counted from April; other periods, whose names may be
 * long, as often as there is room, counted back from the last. */
static size_t period_step(const struct chart *chart)
{
    static const size_t month_steps[] = {1, 3, 6, 12, 24, 60, 120};
    double slot = (chart->canvas.right - chart->canvas.left) / (double)chart->count;
    if (chart->results->plan.every != PERIOD_MONTH)
        return (size_t)ceil((widest_period(chart) + 16) / slot);
    for (size_t i = 0; i < sizeof month_steps / sizeof month_steps[0]; i++)
        if ((double)month_steps[i] * slot >= 58)
            return month_steps[i];
    return month_steps[sizeof month_steps / sizeof month_steps[0] - 1];
}

static bool is_named(const struct chart *chart, size_t period, size_t step)
{
    if (chart->results->plan.every != PERIOD_MONTH)
        return (chart->count - 1 - period) % step == 0;
    if (chart->count <= step)
        return period == 0;
    struct date end = day_to_date(chart->results->periods[period].end);
    const size_t april = 4;
    return ((size_t)end.year * 12 + (size_t)end.month + 12 - april) % step == 0;
}

static void draw_period_name(struct chart *chart, size_t period, int *year)
{
    struct canvas *canvas = &chart->canvas;
    double x = canvas_x(canvas, (double)period);
    double y = canvas->bottom + 24;
    if (chart->results->plan.every != PERIOD_MONTH) {
        canvas_label(canvas, chart->results->periods[period].short_label, x, y, &period_style);
        return;
    }
    struct date end = day_to_date(chart->results->periods[period].end);
    canvas_label(canvas, arena_format(canvas->arena, "%.3s", month_name(end.month)), x, y, &period_style);
    if (end.year != *year)
        canvas_label(canvas, arena_format(canvas->arena, "%d", end.year), x, y + 21, &period_style);
    *year = end.year;
}

static void draw_period_axis(struct chart *chart)
{
    struct text ticks = text_in(chart->canvas.arena);
    size_t step = period_step(chart);
    int year = 0;
    for (size_t i = 0; i < chart->count; i++) {
        bool named = is_named(chart, i, step);
        text_add_format(&ticks, "%s'' %zu %d", i > 0 ? ", " : "", i, named ? 0 : 1);
        if (named)
            draw_period_name(chart, i, &year);
    }
    text_add_format(&chart->canvas.script, "set xtics nomirror out scale 0.8, 0.35 (%s)\n", ticks.bytes);
}

/* ---- the figures ---- */

static void draw_line(struct chart *chart, struct text *plots)
{
    struct text rows = text_in(chart->canvas.arena);
    bool joined = false;
    for (size_t i = 0; i < chart->count; i++) {
        bool there = chart_has_figure(&chart->figures[i]);
        if (there)
            text_add_format(&rows, "%zu %.10g\n", i, chart->figures[i].shown);
        else
            text_add(&rows, "\n");
        joined = joined || (there && i > 0 && chart_has_figure(&chart->figures[i - 1]));
    }
    if (!joined)
        return;
    text_add_format(&chart->canvas.script, "$LINE << EOD\n%sEOD\n", rows.bytes);
    plots_add(plots, "$LINE using 1:2 with lines linewidth 2.6 linecolor rgb '#12436d'");
}

static double crowding(const struct chart *chart)
{
    return chart->count > 40 ? 0.7 : 1;
}

static bool is_hollow(const struct figure *figure, size_t unused)
{
    (void)unused;
    return chart_has_figure(figure) && figure->small_numbers;
}

static void draw_points(struct chart *chart, const char *name, bool (*chosen)(const struct figure *, size_t),
                        size_t rating, int point_type, double size, const char *colour, struct text *plots)
{
    struct text rows = text_in(chart->canvas.arena);
    for (size_t i = 0; i < chart->count; i++)
        if (chosen(&chart->figures[i], rating))
            text_add_format(&rows, "%zu %.10g\n", i, chart->figures[i].shown);
    if (rows.length == 0)
        return;
    text_add_format(&chart->canvas.script, "%s << EOD\n%sEOD\n", name, rows.bytes);
    plots_add(plots, "%s using 1:2 with points pointtype %d pointsize %.10g*%s linecolor rgb '%s'", name,
              point_type, size * crowding(chart), mark_scale(point_type), colour);
}

static void draw_marks(struct chart *chart, struct text *plots)
{
    for (size_t rating = 0; rating < MARK_COUNT; rating++)
        draw_points(chart, chart_marks[rating].name, chart_has_mark, rating, chart_marks[rating].point_type,
                    chart_marks[rating].size, chart_marks[rating].colour, plots);
    draw_points(chart, "$SMALL", is_hollow, 0, DISC, 0.65, "#ffffff", plots);
}

/* ---- the label at the last figure ---- */

/* A target's line through the label is worse than one between it and its point. */
static int target_penalty(const struct chart *chart, const struct box *box, double point)
{
    static const enum band_edge targets[] = {GREEN_LOW, GREEN_HIGH};
    const struct tolerance *tolerance = chart->figures[chart->last].tolerance;
    const struct box around = {box->left - 2, box->right + 2, box->top - 2, box->bottom + 2};
    int sum = 6 * targets_touch(&chart->canvas, chart->figures, &around);
    for (size_t i = 0; tolerance->green.stated && i < 2; i++) {
        double edge = band_edge(tolerance, targets[i]);
        double y = isfinite(edge) ? canvas_y(&chart->canvas, edge) : -1;
        bool beside = y < box->top - 2 || y > box->bottom + 2;
        if (isfinite(edge) && beside && (y > box->bottom) == (y < point))
            sum += 2;
    }
    return sum;
}

static int penalty(const struct chart *chart, const struct box *box, double point)
{
    const struct canvas *canvas = &chart->canvas;
    int sum = 0;
    for (size_t i = 1; i < chart->count; i++)
        if (chart_has_figure(&chart->figures[i - 1]) && chart_has_figure(&chart->figures[i]))
            sum += 10 * box_touches(box, canvas_x(canvas, (double)i - 1),
                                    canvas_y(canvas, chart->figures[i - 1].shown),
                                    canvas_x(canvas, (double)i), canvas_y(canvas, chart->figures[i].shown));
    sum += target_penalty(chart, box, point);
    sum += 30 * (box->bottom > canvas->bottom - 2) + 3 * (box->top < canvas->top) +
           9 * (box->right > canvas->right);
    return sum;
}

/* The first of these places that touches nothing, or the one that touches least. */
static void draw_last_value(struct chart *chart)
{
    static const struct {
        double across, down; /* across in widths of the label, down in pixels */
    } places[] = {{0, -21},    {-0.4, -21}, {0, 22},     {-0.4, 22}, {-0.62, -12},
                  {-0.62, 13}, {0, -38},    {-0.4, -38}, {0, 40},    {-0.4, 40}};
    struct canvas *canvas = &chart->canvas;
    const char *text = figure_text(canvas->arena, chart->indicator, chart->figures[chart->last].shown);
    double width = chart_words_width(text, &last_style) + 6;
    double x = canvas_x(canvas, chart->last);
    double y = canvas_y(canvas, chart->figures[chart->last].shown);
    size_t best = 0;
    int best_penalty = 0;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        double middle = x + places[i].across * width;
        struct box box = {middle - width / 2, middle + width / 2, y + places[i].down - 11,
                          y + places[i].down + 11};
        int its_penalty = penalty(chart, &box, y);
        if (i == 0 || its_penalty < best_penalty) {
            best = i;
            best_penalty = its_penalty;
        }
    }
    canvas_label(canvas, text, x + places[best].across * width, y + places[best].down, &last_style);
}

/* ---- the whole ---- */

static void draw_panel(struct chart *chart)
{
    struct canvas *canvas = &chart->canvas;
    text_add_format(
        &canvas->script,
        "unset key\nset lmargin at screen %.10g\nset rmargin at screen %.10g\nset tmargin at screen %.10g\n"
        "set bmargin at screen %.10g\nset border 1 linecolor rgb '#595959'\nunset ytics\n",
        canvas->left / CANVAS_WIDTH, canvas->right / CANVAS_WIDTH, 1 - canvas->top / CANVAS_HEIGHT,
        1 - canvas->bottom / CANVAS_HEIGHT);
}

/* gnuplot makes a page only when it plots: a constant below the range draws nothing on it. */
static void draw_empty(struct chart *chart, const struct series *series)
{
    struct canvas *canvas = &chart->canvas;
    canvas->left = CHART_MARGIN;
    canvas->right = CANVAS_WIDTH - CHART_MARGIN;
    draw_panel(chart);
    const char *lines[1];
    const char *reason = chart_no_figures(canvas->arena, chart->results, series);
    if (wrap(canvas->arena, reason, &empty_style, lines, 1) > 0)
        canvas_label(canvas, lines[0], CANVAS_WIDTH / 2.0, (canvas->top + canvas->bottom) / 2, &empty_style);
    text_add(&canvas->script, "set object 1 rectangle from graph 0, graph 0 to graph 1, graph 1 behind "
                              "fillcolor rgb '#f3f2f1' fillstyle solid noborder\n"
                              "unset border\nunset xtics\nset xrange [0:1]\nset yrange [0:1]\nplot -1\n");
}

static void draw_figures(struct chart *chart)
{
    struct canvas *canvas = &chart->canvas;
    struct text plots = text_in(canvas->arena);
    canvas->axis = value_axis(chart);
    canvas->slots = chart->count;
    canvas->left = CHART_MARGIN + fmin(widest_value(chart), CANVAS_WIDTH / 3.0) + 10;
    canvas->right = CANVAS_WIDTH - fmin(side_labels_width(chart), CANVAS_WIDTH / 3.0);
    draw_panel(chart);
    text_add_format(&canvas->script, "set xrange [-0.5:%.10g]\nset yrange [%.10g:%.10g]\n",
                    (double)chart->count - 0.5, canvas->axis.low, canvas->axis.high);
    bands_draw(canvas, chart->figures, &plots);
    draw_value_axis(chart, &plots);
    draw_period_axis(chart);
    targets_draw(canvas, chart->figures, &plots);
    draw_line(chart, &plots);
    draw_marks(chart, &plots);
    side_labels_draw(chart);
    draw_last_value(chart);
    text_add_format(&canvas->script, "%s\n", plots.bytes);
}

char *chart_trend(struct arena *arena, const struct result_set *results, const struct series *series)
{
    struct chart chart = {.canvas = canvas_in(arena),
                          .results = results,
                          .indicator = &results->catalogue->items[series->indicator],
                          .figures = series->figures,
                          .count = results->period_count,
                          .last = chart_last_available(results, series)};
    draw_head(&chart, series);
    draw_foot(&chart, series);
    if (chart.last < 0)
        draw_empty(&chart, series);
    else
        draw_figures(&chart);
    return chart.canvas.script.bytes;
}
