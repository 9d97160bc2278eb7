/* Pages as an .xlsx workbook, one sheet each: a plain translation, every cell as the page says. Text is
 * written as text, never as a formula, and numbers as numbers. Same pages and properties, same bytes. Prints
 * on A4 landscape as many pages wide as each page says, headings repeated, with a footer. */
#ifndef RENDER_WORKBOOK_H
#define RENDER_WORKBOOK_H

#include "render/page.h"

struct workbook_properties {
    const char *title;
    const char *subject;
    const char *organisation;
    day_number created; /* the as-at date: a workbook knows no clock */
};

/* Writes to `path` itself, mode 0600. An error names the sheet and cell. */
MUST_CHECK bool workbook_write(const char *path, const struct page *pages, size_t count,
                               const struct workbook_properties *properties, struct error *error);

#endif
