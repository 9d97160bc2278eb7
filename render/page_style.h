/* What each kind of cell looks like. One table, read by those who measure (page_grid) and those who paint
 * (workbook_style). */
#ifndef RENDER_PAGE_STYLE_H
#define RENDER_PAGE_STYLE_H

#include <stdbool.h>
#include <stdint.h>

enum style {
    STYLE_EMPTY,
    STYLE_TITLE,
    STYLE_SUBTITLE,
    STYLE_COUNT,          /* how many indicators are green, amber ... */
    STYLE_HEADING,        /* over a column of words   */
    STYLE_HEADING_FIGURE, /* over a column of figures */
    STYLE_THEME,          /* the heading of a group of rows */
    STYLE_NAME,           /* of an indicator */
    STYLE_WORDS,
    STYLE_WORDS_TOP,          /* long words, from the top of the row */
    STYLE_OVER_DETAIL,        /* words with details in the row below: no line between */
    STYLE_FIGURE_OVER_DETAIL, /* likewise, a figure */
    STYLE_CENTRED,
    STYLE_FIGURE,
    STYLE_FIGURE_STRONG,
    STYLE_DETAIL,         /* small words under or beside what matters more */
    STYLE_DETAIL_FIGURE,  /* likewise, set to the right */
    STYLE_DETAIL_CENTRED, /* likewise, under a figure */
    STYLE_LETTER,         /* G, A or R */
    STYLE_NOTE
};
enum { STYLE_KINDS = STYLE_NOTE + 1 };

/* A tint says with colour what the cell's text says with a letter or word. */
enum tint { TINT_NONE, TINT_GREEN, TINT_AMBER, TINT_RED, TINT_MUTED };
enum { TINT_KINDS = TINT_MUTED + 1 };

enum side { SIDE_LEFT, SIDE_CENTRE, SIDE_RIGHT };
enum level { LEVEL_TOP, LEVEL_MIDDLE, LEVEL_BOTTOM }; /* where in a tall row */

enum { COLOUR_NONE = 0 }; /* black is no colour of ours */

struct look {
    double size; /* of its letters, in points */
    bool bold;
    enum side side;
    enum level level;
    bool runs_on;      /* does not wrap: its words run on over empty cells beside it */
    bool ruled;        /* a line below it */
    uint32_t ink;      /* 0xRRGGBB */
    uint32_t backdrop; /* or COLOUR_NONE */
};

struct tint_colours {
    uint32_t ink; /* COLOUR_NONE: the style's own */
    uint32_t backdrop;
};

struct look style_look(enum style style);
struct tint_colours tint_colours(enum tint tint);

#endif
