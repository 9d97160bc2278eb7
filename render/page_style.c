#include "render/page_style.h"

enum { INK = 0x0B0C0C, NAVY = 0x12436D, GREY = 0x505A5F, WHITE = 0xFFFFFF, PALE = 0xE8EEF4 };

/* clang-format off */
static const struct look looks[STYLE_KINDS] = {
    [STYLE_EMPTY] = {.size = 9, .ink = INK},
    [STYLE_TITLE] = {.size = 16, .ink = NAVY, .bold = true, .level = LEVEL_MIDDLE},
    [STYLE_SUBTITLE] = {.size = 10, .ink = GREY, .level = LEVEL_MIDDLE},
    [STYLE_COUNT] = {.size = 11, .ink = INK, .bold = true, .side = SIDE_CENTRE, .level = LEVEL_MIDDLE},
    [STYLE_HEADING] = {.size = 9, .ink = WHITE, .backdrop = NAVY, .bold = true, .level = LEVEL_MIDDLE},
    [STYLE_HEADING_FIGURE] = {.size = 9, .ink = WHITE, .backdrop = NAVY, .bold = true, .side = SIDE_CENTRE, .level = LEVEL_MIDDLE},
    [STYLE_THEME] = {.size = 10, .ink = NAVY, .backdrop = PALE, .bold = true, .level = LEVEL_MIDDLE, .ruled = true, .runs_on = true},
    [STYLE_NAME] = {.size = 9, .ink = INK, .level = LEVEL_MIDDLE, .ruled = true},
    [STYLE_WORDS] = {.size = 9, .ink = INK, .level = LEVEL_MIDDLE, .ruled = true},
    [STYLE_WORDS_TOP] = {.size = 9, .ink = INK, .ruled = true},
    [STYLE_OVER_DETAIL] = {.size = 9, .ink = INK, .level = LEVEL_BOTTOM},
    [STYLE_FIGURE_OVER_DETAIL] = {.size = 10, .ink = INK, .bold = true, .side = SIDE_CENTRE, .level = LEVEL_BOTTOM},
    [STYLE_CENTRED] = {.size = 9, .ink = INK, .side = SIDE_CENTRE, .level = LEVEL_MIDDLE, .ruled = true},
    [STYLE_FIGURE] = {.size = 9, .ink = INK, .side = SIDE_RIGHT, .level = LEVEL_MIDDLE, .ruled = true},
    [STYLE_FIGURE_STRONG] = {.size = 10, .ink = INK, .bold = true, .side = SIDE_RIGHT, .level = LEVEL_MIDDLE, .ruled = true},
    [STYLE_DETAIL] = {.size = 8, .ink = GREY, .ruled = true},
    [STYLE_DETAIL_FIGURE] = {.size = 8, .ink = GREY, .side = SIDE_RIGHT, .level = LEVEL_MIDDLE, .ruled = true},
    [STYLE_DETAIL_CENTRED] = {.size = 8, .ink = GREY, .side = SIDE_CENTRE, .ruled = true},
    [STYLE_LETTER] = {.size = 10, .ink = INK, .bold = true, .side = SIDE_CENTRE, .level = LEVEL_MIDDLE, .ruled = true},
    [STYLE_NOTE] = {.size = 8, .ink = GREY},
};
/* clang-format on */

static const struct tint_colours tints[TINT_KINDS] = {
    [TINT_NONE] = {.ink = COLOUR_NONE, .backdrop = COLOUR_NONE},
    [TINT_GREEN] = {.ink = 0x1B5E3B, .backdrop = 0xE3F1E6},
    [TINT_AMBER] = {.ink = 0x7A4F00, .backdrop = 0xFDF3D8},
    [TINT_RED] = {.ink = 0x8A1C1C, .backdrop = 0xFBE3E0},
    [TINT_MUTED] = {.ink = GREY, .backdrop = 0xF3F4F5},
};

struct look style_look(enum style style)
{
    return looks[style];
}

struct tint_colours tint_colours(enum tint tint)
{
    return tints[tint];
}
