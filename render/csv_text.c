#include "render/csv_text.h"

#include <string.h>

void csv_add_cell(struct text *text, const char *cell, bool is_number)
{
    bool formula = !is_number && *cell && strchr("=+-@\t\r\n", *cell);
    if (!formula && !strpbrk(cell, ",\"\r\n")) {
        text_add(text, cell);
        return;
    }
    text_add(text, formula ? "\"'" : "\"");
    for (const char *at = cell; *at; at++) {
        if (*at == '"')
            text_add_character(text, '"');
        text_add_character(text, *at);
    }
    text_add_character(text, '"');
}
