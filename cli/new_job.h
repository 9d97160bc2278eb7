/* The files of a new job: job.json, a mapping of the council's own for each shipped one that its files follow,
 * units.csv, targets.csv and populations.csv. They are put into a new or an empty folder, all or none. */
#ifndef CLI_NEW_JOB_H
#define CLI_NEW_JOB_H

#include "base/text.h"
#include "cli/survey.h"

struct new_file {
    const char *name;
    const char *text;
    const char *what; /* what it is and what to do with it, in a few words */
};

struct new_job {
    struct new_file *files; /* job.json is the last */
    size_t count;
    size_t capacity;
    struct text remarks; /* on what was written, a line each, for people to look at */
};

/* A job for the files of the survey, to stand in `folder`. */
MUST_CHECK bool new_job_from(struct arena *arena, const struct survey *survey, const char *folder,
                             struct new_job *job, struct error *error);

/* A job to be filled in: what the parts are is told in comments. */
struct new_job new_job_skeleton(struct arena *arena, const char *folder);

/* Whether a job can be put there: the folder is not there, or is empty. */
MUST_CHECK bool new_job_place(const char *folder, struct error *error);
MUST_CHECK bool new_job_write(const struct new_job *job, const char *folder, struct error *error);

#endif
