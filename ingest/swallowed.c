#include "ingest/swallowed.h"

#include "base/text.h"

#include <string.h>

/* What a line's cells say, added up: enough of it, and the cell holds rows. */
enum { NO_ROW = -1, NOTHING = 0, ENOUGH = 2, NARROW = 8, SEVERAL = 5, LONGEST_LINE = 4096 };

static size_t line_length(const char *text)
{
    return strcspn(text, "\r\n");
}

static const char *next_line(const char *text)
{
    text += line_length(text);
    if (text[0] == '\r' && text[1] == '\n')
        text++;
    return *text ? text + 1 : text;
}

static size_t cells_in(const char *line, size_t length, char delimiter)
{
    size_t cells = 1;
    for (size_t i = 0; i < length; i++)
        cells += line[i] == delimiter;
    return cells;
}

/* An id has no space inside and some digit; words have neither. */
static bool looks_like_id(const char *cell)
{
    return strcspn(cell, " \t") == strlen(cell) && strcspn(cell, "0123456789") < strlen(cell);
}

/* NO_ROW: no row has this there. The cell may be changed. */
static int say_of_cell(const struct cell_rule *rule, char *cell)
{
    if (rule->kind == CELL_TEXT)
        return NOTHING;
    if (rule->kind == CELL_ID)
        return looks_like_id(text_trim(cell)) ? 1 : NOTHING;
    struct cell_value value = cell_convert(rule, cell, strlen(cell));
    if (!value.present)
        return value.finding == NO_FINDING || value.finding == FINDING_PLACEHOLDER ? NOTHING : NO_ROW;
    return rule->kind == CELL_DATE ? ENOUGH : 1;
}

static char *cell_of(char *line, char delimiter, int position)
{
    for (; position > 0; position--)
        line += strcspn(line, (char[]){delimiter, '\0'}) + 1;
    line[strcspn(line, (char[]){delimiter, '\0'})] = '\0';
    return line;
}

static int say_of_line(const struct file_head *head, const char *line, size_t length)
{
    const struct mapped_extract *mapped = head->extract->mapped;
    int said = NOTHING;
    if (length >= LONGEST_LINE)
        return NOTHING;
    for (size_t i = 0; i < mapped->column_count; i++) {
        char copy[LONGEST_LINE];
        if (head->layout.match.positions[i] == NO_POSITION)
            continue;
        memcpy(copy, line, length);
        copy[length] = '\0';
        char *cell = cell_of(copy, head->layout.delimiter, head->layout.match.positions[i]);
        bool is_empty = *text_trim(cell) == '\0';
        if (is_empty && mapped->columns[i].required)
            return NO_ROW;
        int of_cell = is_empty ? NOTHING : say_of_cell(&head->rules[i], cell);
        if (of_cell == NO_ROW)
            return NO_ROW;
        said += of_cell;
    }
    return said;
}

static bool holds_rows(const struct file_head *head, const char *text)
{
    size_t headers = head->layout.match.named;
    size_t alike = 0;
    int said = NOTHING;
    for (const char *line = next_line(text); *line; line = next_line(line)) {
        size_t length = line_length(line);
        if (cells_in(line, length, head->layout.delimiter) != headers)
            continue;
        int of_line = headers < NARROW ? say_of_line(head, line, length) : ENOUGH;
        alike += of_line != NO_ROW;
        said += of_line != NO_ROW ? of_line : NOTHING;
        if (said >= ENOUGH || alike >= SEVERAL)
            return true;
    }
    return false;
}

bool holds_swallowed_rows(const struct file_head *head, const struct csv_record *record)
{
    size_t headers = head->layout.match.named;
    if (!record->has_quote || headers < 2)
        return false;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct csv_cell *cell = &record->cells[i];
        if (cell->length > headers &&
            (memchr(cell->text, '\n', cell->length) || memchr(cell->text, '\r', cell->length)) &&
            holds_rows(head, cell->text))
            return true;
    }
    return false;
}
