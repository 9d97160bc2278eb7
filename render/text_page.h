/* A page as plain text: a line a row, the cells that say something separated by " | ". Colours are left to
 * the letters and words that go with them. */
#ifndef RENDER_TEXT_PAGE_H
#define RENDER_TEXT_PAGE_H

#include "render/page.h"

char *text_page(struct arena *arena, const struct page *page);

#endif
