#include "cli/recorded.h"

#include "base/file.h"
#include "metrics/history.h"

#include <stdio.h>

bool recorded_definitions(struct invocation *invocation, const char *job_path, struct recorded *recorded)
{
    return job_load(invocation->arena, job_path, invocation->home, &recorded->job, invocation->error) &&
           definitions_load(invocation->arena, &recorded->job, invocation->home, &recorded->definitions,
                            invocation->error);
}

bool recorded_any(struct invocation *invocation, const struct recorded *recorded, bool *any)
{
    struct history history;
    *any = false;
    if (!file_exists(recorded->job.history))
        return true;
    if (!history_open(&history, recorded->job.history, invocation->error))
        return false;
    bool ok = history_has_runs(&history, any, invocation->error);
    history_close(&history);
    return ok;
}

bool recorded_figures(struct invocation *invocation, struct recorded *recorded)
{
    struct arena *arena = invocation->arena;
    struct error *error = invocation->error;
    const struct definitions *definitions = &recorded->definitions;
    if (!file_exists(recorded->job.history))
        return error_set(error, ERROR_IO,
                         "%s: there is no such file: nothing has been recorded yet. First: %s run %s",
                         recorded->job.history, invocation->program, recorded->job.path);
    struct history history;
    bool same;
    if (!history_open(&history, recorded->job.history, error))
        return false;
    bool ok = history_load(&history, arena, &definitions->catalogue, &definitions->units,
                           definitions->checksum, &recorded->results, &same, error);
    history_close(&history);
    if (ok && !same && !invocation->quiet)
        fprintf(stderr,
                "scorecard: the catalogue, targets or units have changed since the last run, whose figures "
                "and ratings "
                "these are: %s run %s brings them up to date\n",
                invocation->program, recorded->job.path);
    return ok;
}

bool recorded_load(struct invocation *invocation, const char *job_path, struct recorded *recorded)
{
    return recorded_definitions(invocation, job_path, recorded) && recorded_figures(invocation, recorded);
}
