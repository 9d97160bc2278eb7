#include "cli/explained.h"

#include "metrics/own_tables.h"

bool explained_open(struct arena *arena, const char *home, const struct job *job,
                    const struct definitions *definitions, struct explained *explained, struct error *error)
{
    static const struct ingest_report nothing_read = {.file_count = 0};
    struct findings findings = findings_in(arena);
    if (!outline_make(arena, home, job->extracts, job->extract_count, &explained->outline, error))
        return false;
    own_tables_supply(arena, &explained->outline.dataset, &definitions->units, &nothing_read, &findings, 0);
    explained->scope = (struct expression_scope){.dataset = &explained->outline.dataset,
                                                 .calendar = &definitions->calendar,
                                                 .parameters = definitions->catalogue.parameters,
                                                 .parameter_count = definitions->catalogue.parameter_count};
    return true;
}

const struct explanation *const *explained_all(struct arena *arena, const struct explained *explained,
                                               const struct catalogue *catalogue)
{
    const struct explanation **all = ARENA_ARRAY(arena, const struct explanation *, catalogue->count);
    for (size_t i = 0; i < catalogue->count; i++) {
        struct explanation *explanation = ARENA_NEW(arena, struct explanation);
        struct error why_not = {.kind = ERROR_NONE};
        if (explain_indicator(arena, &explained->scope, catalogue, &catalogue->items[i], explanation,
                              &why_not))
            all[i] = explanation;
    }
    return all;
}
