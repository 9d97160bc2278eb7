#include "render/chart_canvas.h"

#include "render/chart_text.h"

#include <math.h>

struct canvas canvas_in(struct arena *arena)
{
    return (struct canvas){
        .arena = arena, .script = text_in(arena), .right = CANVAS_WIDTH, .bottom = CANVAS_HEIGHT};
}

double canvas_x(const struct canvas *canvas, double slot)
{
    return canvas->left + (slot + 0.5) / (double)canvas->slots * (canvas->right - canvas->left);
}

double canvas_y(const struct canvas *canvas, double value)
{
    double share = (value - canvas->axis.low) / (canvas->axis.high - canvas->axis.low);
    return canvas->bottom - share * (canvas->bottom - canvas->top);
}

/* The line is cut down to the part inside, side by side (Liang and Barsky). */
bool box_touches(const struct box *box, double x1, double y1, double x2, double y2)
{
    const double along[] = {x1 - x2, x2 - x1, y1 - y2, y2 - y1};
    const double room[] = {x1 - box->left, box->right - x1, y1 - box->top, box->bottom - y1};
    double from = 0;
    double to = 1;
    for (size_t side = 0; side < 4; side++) {
        if (along[side] < 0)
            from = fmax(from, room[side] / along[side]);
        else if (along[side] > 0)
            to = fmin(to, room[side] / along[side]);
        else if (room[side] < 0)
            return false;
    }
    return from <= to;
}

void canvas_label(struct canvas *canvas, const char *text, double x, double y,
                  const struct label_style *style)
{
    static const char *const aligned[] = {
        [ALIGN_LEFT] = "left", [ALIGN_CENTRE] = "center", [ALIGN_RIGHT] = "right"};
    text_add_format(&canvas->script,
                    "set label %s at screen %.10g, screen %.10g %s font 'Liberation Sans%s,%.10g' "
                    "textcolor rgb '%s' front\n",
                    chart_quote(canvas->arena, text), x / CANVAS_WIDTH, 1 - y / CANVAS_HEIGHT,
                    aligned[style->align], style->bold ? ":Bold" : "", style->size, style->colour);
}

double canvas_lines(struct canvas *canvas, const char *const *lines, size_t count, double x, double y,
                    double leading, const struct label_style *style)
{
    for (size_t i = 0; i < count; i++, y += leading)
        canvas_label(canvas, lines[i], x, y, style);
    return y;
}
