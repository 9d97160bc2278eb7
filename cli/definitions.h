/* What a job's figures are worked out with, all read from the files that people write: catalogue, units, targets,
 * populations, bank holidays. */
#ifndef CLI_DEFINITIONS_H
#define CLI_DEFINITIONS_H

#include "cli/job.h"
#include "metrics/population.h"
#include "metrics/targets.h"

struct definitions {
    struct catalogue catalogue;
    struct units units;
    struct targets targets;
    struct populations populations;
    struct calendar calendar;
    char checksum[65]; /* of all those files: the same definitions, the same checksum */
};

MUST_CHECK bool definitions_load(struct arena *arena, const struct job *job, const char *home,
                                 struct definitions *definitions, struct error *error);

#endif
