/* A job: what one council runs, read from job.json. Every path in it is relative to it. Names (of mappings, catalogues,
 * scorecards) are files shipped with the program; what ends in .json is the council's own. */
#ifndef CLI_JOB_H
#define CLI_JOB_H

#include "ingest/gates.h"
#include "metrics/catalogue.h"
#include "metrics/period.h"

struct job {
    const char *path;   /* of job.json, as given */
    const char *folder; /* that it stands in */
    const char *unused; /* "plan, risks": what it names and this version does not use; "": nothing */
    const char *organisation;
    struct extract_folder *extracts;
    size_t extract_count;
    const char *units;
    const char **catalogues;
    size_t catalogue_count;
    const char *targets;     /* NULL: none */
    const char *populations; /* NULL: none */
    struct period_plan plan;
    const char **layouts;
    size_t layout_count;
    const char *history;
    const char *output;
    struct parameter *parameters; /* local standards, over the catalogue's */
    size_t parameter_count;
    struct gate_limits gates;
    struct table_limits *table_gates; /* of tables that have limits of their own */
    size_t table_gate_count;
    enum severity stop_on; /* findings at or over it make the exit status 1 */
    int small_denominator;
    double dead_band;
};

/* `path`: job.json, or the folder it stands in. `home`: where the program's shipped files are. Keys of the design
 * that this version does not use are said on stderr. */
MUST_CHECK bool job_load(struct arena *arena, const char *path, const char *home, struct job *job,
                         struct error *error);

#endif
