/* What the last run of a job recorded, for the commands that read it rather than the extracts. */
#ifndef CLI_RECORDED_H
#define CLI_RECORDED_H

#include "cli/command.h"
#include "cli/definitions.h"

struct recorded {
    struct job job;
    struct definitions definitions;
    struct result_set results;
};

/* The job and its definitions, and then what was recorded: recorded_load in two steps, for what can do without. */
MUST_CHECK bool recorded_definitions(struct invocation *invocation, const char *job_path,
                                     struct recorded *recorded);
/* `*any`: whether a run has been recorded. */
MUST_CHECK bool recorded_any(struct invocation *invocation, const struct recorded *recorded, bool *any);
MUST_CHECK bool recorded_figures(struct invocation *invocation, struct recorded *recorded);

/* Says on stderr when catalogue, targets or units have changed since the run: the figures are still the run's. */
MUST_CHECK bool recorded_load(struct invocation *invocation, const char *job_path, struct recorded *recorded);

#endif
