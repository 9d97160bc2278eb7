#include "render/text_page.h"

#include "base/text.h"
#include "render/clean_text.h"

/* Lines within a cell are parted by " / ", so that a row stays one line. */
static void add_cell(struct text *out, struct arena *arena, const struct cell *cell)
{
    for (const char *at = clean_text(arena, cell->text); *at; at++) {
        if (*at == '\n')
            text_add(out, " / ");
        else
            text_add_character(out, *at);
    }
}

static size_t last_said(const struct page *page, size_t row)
{
    size_t last = page->column_count;
    while (last > 0) {
        const char *text = page_cell(page, row, last - 1)->text;
        if (text && *text)
            break;
        last--;
    }
    return last;
}

static void add_row(struct text *out, struct arena *arena, const struct page *page, size_t row)
{
    size_t end = last_said(page, row);
    for (size_t column = 0; column < end;) {
        const struct cell *cell = page_cell(page, row, column);
        if (column > 0)
            text_add(out, " | ");
        add_cell(out, arena, cell);
        column += cell->across > 1 ? cell->across : 1;
    }
    text_add_character(out, '\n');
}

char *text_page(struct arena *arena, const struct page *page)
{
    struct text out = text_in(arena);
    text_add_format(&out, "[%s]\n", clean_text(arena, page->name));
    for (size_t row = 0; row < page->row_count; row++)
        add_row(&out, arena, page, row);
    return out.bytes;
}
