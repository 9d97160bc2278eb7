#include "render/page_style.h"

enum { INK = 0x0B0C0C, NAVY = 0x12436D, GREY = 0x505A5F, WHITE = 0xFFFFFF, PALE = 0xE8EEF4 };

static const struct look looks[STYLE_KINDS] = {
    [STYLE_EMPTY] = {.size = 9, .ink = INK, .backdrop = COLOUR_NONE},
    [STYLE_TITLE] = {.size = 16, .bold = true, .level = LEVEL_MIDDLE, .ink = NAVY, .backdrop = COLOUR_NONE},
    [STYLE_SUBTITLE] = {.size = 10, .level = LEVEL_MIDDLE, .ink = GREY, .backdrop = COLOUR_NONE},
    [STYLE_COUNT] = {.size = 11,
                     .bold = true,
                     .side = SIDE_CENTRE,
                     .level = LEVEL_MIDDLE,
                     .ink = INK,
                     .backdrop = COLOUR_NONE},
    [STYLE_HEADING] = {.size = 9, .bold = true, .level = LEVEL_MIDDLE, .ink = WHITE, .backdrop = NAVY},
    [STYLE_HEADING_FIGURE] =
        {.size = 9, .bold = true, .side = SIDE_CENTRE, .level = LEVEL_MIDDLE, .ink = WHITE, .backdrop = NAVY},
    [STYLE_THEME] =
        {.size = 10, .bold = true, .level = LEVEL_MIDDLE, .ruled = true, .ink = NAVY, .backdrop = PALE},
    [STYLE_NAME] = {.size = 9, .ruled = true, .level = LEVEL_MIDDLE, .ink = INK, .backdrop = COLOUR_NONE},
    [STYLE_WORDS] = {.size = 9, .ruled = true, .level = LEVEL_MIDDLE, .ink = INK, .backdrop = COLOUR_NONE},
    [STYLE_WORDS_TOP] = {.size = 9, .ruled = true, .ink = INK, .backdrop = COLOUR_NONE},
    [STYLE_OVER_DETAIL] = {.size = 9, .level = LEVEL_BOTTOM, .ink = INK, .backdrop = COLOUR_NONE},
    [STYLE_FIGURE_OVER_DETAIL] = {.size = 10,
                                  .bold = true,
                                  .side = SIDE_CENTRE,
                                  .level = LEVEL_BOTTOM,
                                  .ink = INK,
                                  .backdrop = COLOUR_NONE},
    [STYLE_CENTRED] = {.size = 9,
                       .side = SIDE_CENTRE,
                       .ruled = true,
                       .level = LEVEL_MIDDLE,
                       .ink = INK,
                       .backdrop = COLOUR_NONE},
    [STYLE_FIGURE] = {.size = 9,
                      .side = SIDE_RIGHT,
                      .ruled = true,
                      .level = LEVEL_MIDDLE,
                      .ink = INK,
                      .backdrop = COLOUR_NONE},
    [STYLE_FIGURE_STRONG] = {.size = 10,
                             .bold = true,
                             .side = SIDE_RIGHT,
                             .ruled = true,
                             .level = LEVEL_MIDDLE,
                             .ink = INK,
                             .backdrop = COLOUR_NONE},
    [STYLE_DETAIL] = {.size = 8, .ruled = true, .ink = GREY, .backdrop = COLOUR_NONE},
    [STYLE_DETAIL_FIGURE] = {.size = 8,
                             .side = SIDE_RIGHT,
                             .ruled = true,
                             .level = LEVEL_MIDDLE,
                             .ink = GREY,
                             .backdrop = COLOUR_NONE},
    [STYLE_DETAIL_CENTRED] =
        {.size = 8, .side = SIDE_CENTRE, .ruled = true, .ink = GREY, .backdrop = COLOUR_NONE},
    [STYLE_LETTER] = {.size = 10,
                      .bold = true,
                      .side = SIDE_CENTRE,
                      .ruled = true,
                      .level = LEVEL_MIDDLE,
                      .ink = INK,
                      .backdrop = COLOUR_NONE},
    [STYLE_NOTE] = {.size = 8, .ink = GREY, .backdrop = COLOUR_NONE},
};

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
