#include "cli/command.h"
#include "cli/new_job.h"

#include "base/file.h"

#include <stdio.h>

enum { OPTION_FROM, OPTION_COUNT };

static const struct option_text options[OPTION_COUNT] = {
    {"from", 0, "FOLDER", true, "look at the extracts in this folder, and map what is recognised"},
};

static void print_written(const struct invocation *invocation, const struct new_job *job, const char *folder,
                          const char *advice)
{
    printf("Written to %s:\n", folder);
    for (size_t i = 0; i < job->count; i++)
        printf("    %-20s %s\n", job->files[i].name, job->files[i].what);
    if (job->remarks.length > 0)
        printf("\nTo look at:\n%s", job->remarks.bytes);
    printf("\nNext: %s%s check %s\n", advice, invocation->program,
           path_join(invocation->arena, folder, "job.json"));
}

static bool look(struct invocation *invocation, const char *folder, struct survey *survey,
                 struct new_job *job)
{
    const struct given *from = &invocation->options->given[OPTION_FROM];
    if (!survey_make(invocation->arena, invocation->home, from->values, from->count, survey,
                     invocation->error))
        return false;
    if (!invocation->quiet)
        survey_print(survey);
    if (survey_placed(survey) == 0)
        return error_set(
            invocation->error, ERROR_DATA,
            "no file there is the extract of a shipped mapping, so nothing is written: see above, or "
            "begin with %s init %s and a mapping of your own",
            invocation->program, folder);
    return new_job_from(invocation->arena, survey, folder, job, invocation->error);
}

static int run(struct invocation *invocation)
{
    const struct options *given = invocation->options;
    struct new_job job;
    struct survey survey = {0};
    if (given->word_count != 1)
        return error_set(invocation->error, ERROR_USAGE,
                         "one word is wanted, the folder of the new job: scorecard init DIR [--from FOLDER]");
    const char *folder = given->words[0];
    if (!new_job_place(folder, invocation->error))
        return EXIT_DONE;
    bool looks = given->given[OPTION_FROM].count > 0;
    if (!looks)
        job = new_job_skeleton(invocation->arena, folder);
    else if (!look(invocation, folder, &survey, &job))
        return EXIT_DONE;
    if (!new_job_write(&job, folder, invocation->error) || invocation->quiet)
        return EXIT_DONE;
    print_written(invocation, &job, folder,
                  looks ? "" : "put your CSV files in the folders that job.json names, then ");
    survey_print_unplaced(&survey);
    return EXIT_DONE;
}

const struct command command_init = {
    "init",  "DIR [--from FOLDER]", "start a new job, its mapping made from the headers found",
    options, OPTION_COUNT,          run};
