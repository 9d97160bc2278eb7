/* The stages a job goes through, one after the other, and what each hands on. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "cli/command.h"
#include "cli/definitions.h"
#include "ingest/ingest.h"
#include "metrics/unknown_units.h"

struct pipeline {
    struct job job;
    struct definitions definitions;
    day_number as_at;
    bool with_checksums; /* of the extracts: for the manifest */
    struct dataset dataset;
    struct findings findings;
    struct ingest_report report;
    struct gates gates;
    bool published; /* the gates let it through */
    struct loaded before;
    bool compared;                      /* with an earlier run ... */
    day_number compared_with;           /* ... of this day */
    struct unknown_units unknown_units; /* once measured */
    struct result_set results;
    double seconds[3]; /* ingest, metrics, render: for the manifest, and for no figure */
};

/* --month and --as-at, or, with neither, the end of the month before today's. */
MUST_CHECK bool pipeline_as_at(const char *month, const char *as_at, day_number *day, struct error *error);

/* Reads the job and its definitions. */
MUST_CHECK bool pipeline_open(struct invocation *invocation, const char *job_path, struct pipeline *pipeline);

MUST_CHECK bool pipeline_ingest(struct invocation *invocation, struct pipeline *pipeline);
/* A last period that begins after today cannot be worked out, unless some row of the extracts is dated in it (a clock that
 * is slow, or extracts made up for later). */
MUST_CHECK bool pipeline_begun(struct invocation *invocation, const struct pipeline *pipeline);
/* Tries the gates, against what the last good run loaded when there is one. That some are shut is no failure. */
MUST_CHECK bool pipeline_gates(struct invocation *invocation, struct pipeline *pipeline,
                               const char *const *accepted, size_t accepted_count);
/* What measuring reads: what was loaded, and the columns that no mapping of the job has (see ingest/outline.h). */
MUST_CHECK bool pipeline_complete(struct invocation *invocation, const struct pipeline *pipeline,
                                  struct dataset *complete);
MUST_CHECK bool pipeline_measure(struct invocation *invocation, struct pipeline *pipeline);

/* Rows read, loaded and set aside for each file, what cannot be worked out, indicators that the job's own catalogue
 * replaces, then findings by rule; on stdout. */
void pipeline_print_counts(struct arena *arena, const struct pipeline *pipeline);

/* What came of the extracts, in words, and, in data-quality.xlsx, in full: written to that path. */
const char *pipeline_verdict(struct arena *arena, const struct pipeline *pipeline);
MUST_CHECK bool pipeline_data_quality(struct invocation *invocation, struct pipeline *pipeline,
                                      const char *path);

/* 1 when there are findings at or over the job's stop_on. */
int pipeline_status(const struct pipeline *pipeline);

double seconds_now(void);

#endif
