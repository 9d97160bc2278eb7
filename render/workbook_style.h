/* The looks of cells as libxlsxwriter formats, each made once. */
#ifndef RENDER_WORKBOOK_STYLE_H
#define RENDER_WORKBOOK_STYLE_H

#include "base/map.h"
#include "render/page.h"

#include <xlsxwriter.h>

struct workbook_styles {
    struct arena *arena;
    lxw_workbook *workbook;
    struct map looks; /* style, tint and number format, as one text */
    lxw_format **formats;
    size_t capacity;
};

struct workbook_styles workbook_styles_in(struct arena *arena, lxw_workbook *workbook);

/* NULL when memory ran out. */
lxw_format *workbook_style(struct workbook_styles *styles, const struct cell *cell);

#endif
