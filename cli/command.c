#include "cli/command.h"

#include "base/file.h"
#include "base/text.h"

#include <string.h>

const char *command_job(const struct invocation *invocation, size_t *next)
{
    const struct options *options = invocation->options;
    const char *first = options->word_count > 0 ? options->words[0] : "";
    bool named = *first && (text_ends_with(first, ".json") || strchr(first, '/') || file_exists(first));
    *next = named;
    return named ? first : "job.json";
}

bool command_day(const char *text, const char *option, bool last, day_number *day, struct error *error)
{
    struct arena scratch = {0};
    day_number first;
    bool ok = true;
    if (day_parse(text, day))
        ;
    else if (day_parse(arena_format(&scratch, "%s-01", text), &first))
        *day = last ? day_month_end(first) : first;
    else if (day_parse(arena_format(&scratch, "%s-01-01", text), &first))
        *day = last ? day_add_months(first, 12) - 1 : first;
    else
        ok = error_set(error, ERROR_USAGE, "--%s: \"%s\" is not a time: write 2026-10, 2026-10-31 or 2026",
                       option, text);
    arena_release(&scratch);
    return ok;
}

bool command_indicator(const struct invocation *invocation, const struct catalogue *catalogue, const char *id,
                       size_t *indicator)
{
    struct arena *arena = invocation->arena;
    int found = catalogue_find(catalogue, id);
    *indicator = found < 0 ? 0 : (size_t)found;
    if (found >= 0)
        return true;
    const char **ids = ARENA_ARRAY(arena, const char *, catalogue->count);
    for (size_t i = 0; i < catalogue->count; i++)
        ids[i] = catalogue->items[i].id;
    const char *near = text_did_you_mean(arena, id, ids, catalogue->count);
    size_t next;
    if (!*near)
        near = arena_format(arena, ": scorecard explain %s lists them", command_job(invocation, &next));
    return error_set(invocation->error, ERROR_USAGE, "there is no indicator \"%s\" in the catalogue%s", id,
                     near);
}

bool command_unit(struct arena *arena, const struct units *units, const char *id, size_t *unit,
                  struct error *error)
{
    int found = units_find(units, id);
    *unit = found < 0 ? 0 : (size_t)found;
    if (found >= 0)
        return true;
    const char **ids = ARENA_ARRAY(arena, const char *, units->count);
    for (size_t i = 0; i < units->count; i++)
        ids[i] = units->items[i].id;
    return error_set(error, ERROR_USAGE, "there is no unit \"%s\" in the units file%s", id,
                     text_did_you_mean(arena, id, ids, units->count));
}
