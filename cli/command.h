/* What the subcommands share. Each is one file with one function, and one row in main.c's table. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/options.h"
#include "metrics/result.h"

enum { EXIT_DONE = 0, EXIT_FINDINGS = 1 };

struct invocation {
    struct arena *arena;
    const char *program; /* as it was called, for commands that messages suggest: "build/scorecard" */
    const char *home;    /* the folder of the program's shipped files */
    bool quiet;
    const struct options *options;
    struct error *error;
};

struct command {
    const char *name;
    const char *words; /* what stands after the name: "[JOB] INDICATOR..." */
    const char *meaning;
    const struct option_text *options;
    size_t option_count;
    /* The exit status; when the error has a kind, that is. */
    int (*run)(struct invocation *invocation);
};

extern const struct command command_init;
extern const struct command command_run;
extern const struct command command_check;
extern const struct command command_results;
extern const struct command command_chart;
extern const struct command command_explain;

/* The JOB among a command's words: the first, when it names a file or a folder, has a / in it or ends in .json; else
 * "job.json". `*next` is the first word after it. */
const char *command_job(const struct invocation *invocation, size_t *next);

/* "2026", "2026-10" or "2026-10-31": its first or its last day. */
MUST_CHECK bool command_day(const char *text, const char *option, bool last, day_number *day,
                            struct error *error);

MUST_CHECK bool command_indicator(const struct invocation *invocation, const struct catalogue *catalogue,
                                  const char *id, size_t *indicator);
MUST_CHECK bool command_unit(struct arena *arena, const struct units *units, const char *id, size_t *unit,
                             struct error *error);

#endif
