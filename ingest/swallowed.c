#include "ingest/swallowed.h"

#include "base/text.h"

#include <string.h>

/* What a line's cells say, added up: enough of it, and the cell holds rows. */
enum { NOTHING = 0, ENOUGH = 2, MORE_THAN_ENOUGH = 3, NARROW = 8, SEVERAL = 5 };
enum { LONGEST_LINE = 4096, MOST_CELLS = 512 };

/* What might be a row. */
struct line {
    char text[LONGEST_LINE];
    size_t length;
    char *cells[MOST_CELLS];
    size_t count;
};

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

static size_t count_delimiters(const char *text, size_t length, char delimiter)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == delimiter;
    return count;
}

/* ---- a line's cells ---- */

static bool add_cell(struct line *line, const char *text, size_t length)
{
    if (line->count == MOST_CELLS || line->length + length + 1 > LONGEST_LINE)
        return false;
    line->cells[line->count++] = line->text + line->length;
    memcpy(line->text + line->length, text, length);
    line->length += length;
    line->text[line->length++] = '\0';
    return true;
}

static bool add_cells(struct line *line, const char *text, size_t length, char delimiter)
{
    for (const char *end = text + length;;) {
        const char *stop = memchr(text, delimiter, (size_t)(end - text));
        if (!add_cell(line, text, (size_t)((stop ? stop : end) - text)))
            return false;
        if (!stop)
            return true;
        text = stop + 1;
    }
}

/* ---- what they say ---- */

struct saying {
    int typed;   /* cells that only a row has there, a date twice */
    int against; /* cells that no row has there */
};

/* An id has no space inside and some digit; words have neither. */
static bool looks_like_id(const char *cell)
{
    return strcspn(cell, " \t") == strlen(cell) && strcspn(cell, "0123456789") < strlen(cell);
}

/* The cell may be changed. */
static void say_of_cell(const struct cell_rule *rule, char *cell, struct saying *saying)
{
    if (rule->kind == CELL_TEXT)
        return;
    if (rule->kind == CELL_ID) {
        saying->typed += looks_like_id(text_trim(cell));
        return;
    }
    struct cell_value value = cell_convert(rule, cell, strlen(cell));
    if (value.present)
        saying->typed += rule->kind == CELL_DATE ? 2 : 1;
    else
        saying->against += value.finding != NO_FINDING && value.finding != FINDING_PLACEHOLDER;
}

static struct saying say_of_line(const struct file_head *head, const struct line *line)
{
    const struct mapped_extract *mapped = head->extract->mapped;
    struct saying saying = {0};
    for (size_t i = 0; i < mapped->column_count; i++) {
        int position = head->layout.match.positions[i];
        if (position == NO_POSITION)
            continue;
        char *cell = (size_t)position < line->count ? line->cells[position] : NULL;
        if (cell && *text_trim(cell) != '\0')
            say_of_cell(&head->rules[i], cell, &saying);
        else
            saying.against += mapped->columns[i].required;
    }
    return saying;
}

static bool is_usual(const struct file_head *head, size_t cells)
{
    const struct layout *layout = &head->layout;
    size_t most = layout->cells > layout->match.count ? layout->cells : layout->match.count;
    return cells >= layout->match.named && cells <= most;
}

static bool is_narrow(const struct file_head *head)
{
    return head->layout.match.named < NARROW;
}

static bool could_be_row(const struct file_head *head, struct saying saying)
{
    return is_narrow(head) ? saying.against == 0 : saying.against == 0 || saying.typed > saying.against;
}

/* ---- rows inside a cell ---- */

static bool holds_rows(const struct file_head *head, const char *text)
{
    char delimiter = head->layout.delimiter;
    size_t alike = 0;
    int said = NOTHING;
    for (const char *from = next_line(text); *from; from = next_line(from)) {
        size_t length = line_length(from);
        struct line line = {.length = 0};
        if (count_delimiters(from, length, delimiter) == 0 || !add_cells(&line, from, length, delimiter))
            continue;
        struct saying saying = say_of_line(head, &line);
        if (!is_usual(head, line.count)) {
            if (saying.against == 0 && saying.typed >= MORE_THAN_ENOUGH)
                return true;
            continue;
        }
        if (!could_be_row(head, saying))
            continue;
        alike++;
        said += !is_narrow(head) && saying.typed > NOTHING ? ENOUGH : saying.typed;
        if (said >= ENOUGH || alike >= SEVERAL)
            return true;
    }
    return false;
}

/* ---- two rows in one ---- */

/* What follows a line break in a cell, and the cells after that one. */
static bool rest_of_record(const struct file_head *head, const struct csv_record *record, size_t position,
                           const char *after, struct line *rest)
{
    const char *end = record->cells[position].text + record->cells[position].length;
    if (!add_cells(rest, after, (size_t)(end - after), head->layout.delimiter))
        return false;
    for (size_t i = position + 1; i < record->cell_count; i++)
        if (!add_cell(rest, record->cells[i].text, record->cells[i].length))
            return false;
    return true;
}

static enum swallowing joins_rows(const struct file_head *head, const struct csv_record *record,
                                  size_t position)
{
    const char *text = record->cells[position].text;
    for (const char *after = next_line(text); *after; after = next_line(after)) {
        struct line rest = {.length = 0};
        size_t before = count_delimiters(text, (size_t)(after - text), head->layout.delimiter);
        if (!is_usual(head, position + 1 + before) || !rest_of_record(head, record, position, after, &rest) ||
            !is_usual(head, rest.count))
            continue;
        struct saying saying = say_of_line(head, &rest);
        if (!could_be_row(head, saying))
            continue;
        return saying.typed >= (is_narrow(head) ? ENOUGH : 1) ? SWALLOWED_ROWS : JOINED_ROWS;
    }
    return SWALLOWED_NOTHING;
}

static bool has_lines(const struct csv_cell *cell)
{
    return memchr(cell->text, '\n', cell->length) || memchr(cell->text, '\r', cell->length);
}

enum swallowing swallowed_rows(const struct file_head *head, const struct csv_record *record, int *position)
{
    enum swallowing worst = SWALLOWED_NOTHING;
    for (size_t i = 0; record->has_quote && i < record->cell_count && head->layout.match.named > 1; i++) {
        if (!has_lines(&record->cells[i]))
            continue;
        enum swallowing one =
            holds_rows(head, record->cells[i].text) ? SWALLOWED_ROWS : joins_rows(head, record, i);
        if (one == SWALLOWED_NOTHING || worst == SWALLOWED_ROWS)
            continue;
        worst = one;
        *position = (int)i;
    }
    return worst;
}
