#include "cli/read_by_nothing.h"

#include "base/text.h"
#include "ingest/recognise_file.h"

#include <stdio.h>

enum { MOST_NAMED = 12 };

/* NULL: too little like any; what is no CSV text is like none. */
static const char *most_like(struct arena *arena, const struct shipped_mappings *shipped,
                             const struct unread_file *unread)
{
    struct recognition recognition;
    struct error ignored = {0};
    if (!recognise_file(arena, shipped, unread->path, &recognition, &ignored))
        return NULL;
    return recognition_most_like(&recognition);
}

static void add_file(struct text *line, const char *file, const char *like, bool lacks_file)
{
    text_add_format(line, "%s%s", line->length > 0 ? ", " : "", file);
    if (like)
        text_add_format(line, " (most like table %s%s)", like, lacks_file ? ", which no file fills" : "");
}

bool read_by_nothing_print(struct invocation *invocation, const struct ingest_report *report)
{
    struct shipped_mappings shipped;
    struct text line = text_in(invocation->arena);
    bool one = report->unread_count == 1;
    if (report->unread_count == 0)
        return true;
    if (!shipped_mappings_load(invocation->arena, invocation->home, &shipped, invocation->error))
        return false;
    for (size_t i = 0; i < report->unread_count && i < MOST_NAMED; i++) {
        const char *like = most_like(invocation->arena, &shipped, &report->unread[i]);
        add_file(&line, report->unread[i].file, like,
                 like && text_is_one_of(like, report->missing_tables, report->missing_table_count));
    }
    if (report->unread_count > MOST_NAMED)
        text_add_format(&line, " and %zu more", report->unread_count - MOST_NAMED);
    printf("Nothing reads %zu file%s beside the extracts: %s\n", report->unread_count, one ? "" : "s",
           line.bytes);
    return true;
}
