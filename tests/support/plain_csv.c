#include "tests/support/plain_csv.h"

#include "base/text.h"

#include <csv.h>
#include <string.h>

struct plain {
    struct text dump;
    struct text record;
    unsigned line;
    bool visible;
    bool cells;
    bool after_cr; /* the byte before was the first half of "\r\n", or ended a row itself */
};

static bool is_visible(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (i + 1 < length && memcmp(text + i, "\xC2\xA0", 2) == 0)
            i++;
        else if (text[i] != ' ' && (text[i] < '\t' || text[i] > '\r'))
            return true;
    }
    return false;
}

static void end_cell(void *text, size_t length, void *context)
{
    struct plain *plain = context;
    text_add(&plain->record, "[");
    text_add_bytes(&plain->record, text, length);
    text_add(&plain->record, "]");
    plain->visible |= is_visible(text, length);
    plain->cells = true;
}

static void end_record(int end, void *context)
{
    struct plain *plain = context;
    if (end == CSV_LF && plain->after_cr && !plain->cells)
        return;
    if (plain->visible)
        text_add_format(&plain->dump, "%u%s\n", plain->line, plain->record.bytes);
    plain->line++;
    plain->record = text_in(plain->record.arena);
    plain->visible = plain->cells = false;
}

/* A byte at a time, to know what stands before an end of line. */
static bool feed(struct csv_parser *parser, const char *text, size_t length, struct plain *plain)
{
    for (size_t i = 0; i < length; i++) {
        plain->after_cr = i > 0 && text[i - 1] == '\r';
        if (csv_parse(parser, text + i, 1, end_cell, end_record, plain) == 1)
            continue;
        if (csv_error(parser) != CSV_EPARSE || parser->quoted)
            return false;
        csv_set_opts(parser, CSV_STRICT_FINI | CSV_REPALL_NL);
        csv_parse(parser, text + i, 1, end_cell, end_record, plain);
        csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    }
    return csv_fini(parser, end_cell, end_record, plain) == 0;
}

const char *plain_csv(struct arena *arena, const char *text, size_t length, char delimiter)
{
    struct csv_parser parser;
    struct plain plain = {.dump = text_in(arena), .record = text_in(arena), .line = 1};
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    csv_set_delim(&parser, (unsigned char)delimiter);
    if (!feed(&parser, text, length, &plain))
        text_add(&plain.dump, "!");
    csv_free(&parser);
    return plain.dump.bytes;
}
