#include "render/workbook_style.h"

#include "base/text.h"
#include "render/clean_text.h"

enum { RULE_COLOUR = 0xC8CDD2 };

struct workbook_styles workbook_styles_in(struct arena *arena, lxw_workbook *workbook)
{
    return (struct workbook_styles){.arena = arena, .workbook = workbook, .looks = map_in(arena)};
}

static void set_backdrop(lxw_format *format, uint32_t backdrop)
{
    if (backdrop == COLOUR_NONE)
        return;
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_fg_color(format, backdrop);
}

static void set_alignment(lxw_format *format, const struct look *look)
{
    static const uint8_t sides[] = {
        [SIDE_LEFT] = LXW_ALIGN_LEFT, [SIDE_CENTRE] = LXW_ALIGN_CENTER, [SIDE_RIGHT] = LXW_ALIGN_RIGHT};
    static const uint8_t levels[] = {[LEVEL_TOP] = LXW_ALIGN_VERTICAL_TOP,
                                     [LEVEL_MIDDLE] = LXW_ALIGN_VERTICAL_CENTER,
                                     [LEVEL_BOTTOM] = LXW_ALIGN_VERTICAL_BOTTOM};
    format_set_align(format, sides[look->side]);
    format_set_align(format, levels[look->level]);
    if (!look->runs_on)
        format_set_text_wrap(format);
}

static void apply(lxw_format *format, const struct cell *cell)
{
    struct look look = style_look(cell->style);
    struct tint_colours tint = tint_colours(cell->tint);
    format_set_font_name(format, "Arial");
    format_set_font_size(format, look.size);
    if (look.bold)
        format_set_bold(format);
    format_set_font_color(format, tint.ink == COLOUR_NONE ? look.ink : tint.ink);
    set_backdrop(format, tint.backdrop == COLOUR_NONE ? look.backdrop : tint.backdrop);
    set_alignment(format, &look);
    if (look.ruled) {
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, RULE_COLOUR);
    }
    if (cell->is_number)
        format_set_num_format(format, cell->number_format);
}

lxw_format *workbook_style(struct workbook_styles *styles, const struct cell *cell)
{
    bool is_new;
    size_t known = styles->looks.count;
    size_t index = map_add(&styles->looks,
                           arena_format(styles->arena, "%d %d %s", (int)cell->style, (int)cell->tint,
                                        cell->is_number ? cell->number_format : ""),
                           &is_new);
    if (!is_new)
        return styles->formats[index];
    styles->formats =
        arena_grow(styles->arena, styles->formats, known, &styles->capacity, sizeof *styles->formats);
    styles->formats[index] = workbook_add_format(styles->workbook);
    if (styles->formats[index])
        apply(styles->formats[index], cell);
    return styles->formats[index];
}
