/* manifest.json: what a run was made of and what it made: versions, checksums of every input and output, row counts,
 * findings by rule, gates opened on purpose, timings. The timings alone differ between two runs of the same inputs. */
#ifndef CLI_MANIFEST_H
#define CLI_MANIFEST_H

#include "cli/pipeline.h"
#include "render/scorecards.h"

/* Writes it into the folder that the outputs stand in. */
MUST_CHECK bool manifest_write(struct arena *arena, const struct pipeline *pipeline,
                               const struct scorecards *scorecards, const char *folder, struct error *error);

#endif
