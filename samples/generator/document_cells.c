#include "samples/generator/document_cells.h"

#include <string.h>

static void add_cell(struct text *out, const char *cell)
{
    if (!strpbrk(cell, ",\"\r\n")) {
        text_add(out, cell);
        return;
    }
    text_add_character(out, '"');
    for (; *cell; cell++) {
        if (*cell == '"')
            text_add_character(out, '"');
        text_add_character(out, *cell);
    }
    text_add_character(out, '"');
}

void cells_row(struct text *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add_character(out, ',');
        add_cell(out, cells[i]);
    }
    text_add(out, "\r\n");
}

const char *months_end(struct arena *arena, const struct county *county, int months)
{
    char text[DAY_TEXT_SIZE];
    day_number month = day_add_months(day_month_start(county->calendar.until), months);
    day_format(day_month_end(month), text);
    return arena_copy_text(arena, text);
}

const char *months_name(struct arena *arena, const struct county *county, int months)
{
    char *text = arena_copy_text(arena, months_end(arena, county, months));
    text[strlen("2026-02")] = '\0';
    return text;
}
