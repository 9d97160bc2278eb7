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

/* Says on stderr when catalogue, targets or units have changed since the run: the figures are still the run's. */
MUST_CHECK bool recorded_load(struct invocation *invocation, const char *job_path, struct recorded *recorded);

#endif
