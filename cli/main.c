#include "cli/command.h"
#include "cli/version.h"

#include "base/file.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct command *const commands[] = {&command_init,    &command_check, &command_run,
                                                 &command_results, &command_chart, &command_explain};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(void)
{
    puts("scorecard: from a council's extracts to its Improvement Board's scorecards\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  scorecard %-8s %-24s %s\n", commands[i]->name, commands[i]->words, commands[i]->meaning);
    puts("\nJOB is a job.json, or the folder it stands in; job.json here when not given.\n"
         "scorecard COMMAND --help tells a command's options. --quiet says nothing but errors.\n"
         "Exit status: 0 done, 1 done with findings at or over the job's \"stop_on\", 2 usage, 3 "
         "configuration,\n"
         "4 data, 5 input or output, 6 another run holds the lock.");
}

static void print_command_help(const struct command *command)
{
    printf("scorecard %s %s\n    %s\n\n", command->name, command->words, command->meaning);
    options_help(command->options, command->option_count);
    puts("  --quiet                    say nothing but errors\n"
         "  --help                     this");
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (text_equal(commands[i]->name, name))
            return commands[i];
    return NULL;
}

/* The shipped files stand beside the folder the program was built in: build/scorecard, ingest/mappings. */
static const char *find_home(struct arena *arena, struct error *error)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length > 0) {
        path[length] = '\0';
        for (char *folder = path_folder(arena, path); !text_equal(folder, "/");
             folder = path_folder(arena, folder))
            if (file_exists(path_join(arena, folder, "ingest/model.json")))
                return folder;
    }
    error_set(error, ERROR_IO,
              "the program's own files (ingest/, metrics/, render/) are not beside it: keep "
              "build/scorecard in the folder it was built in");
    return NULL;
}

static int unknown_command(struct arena *arena, const char *name, struct error *error)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i]->name;
    return error_set(error, ERROR_USAGE, "there is no command \"%s\"%s: see scorecard --help", name,
                     text_did_you_mean(arena, name, names, COMMAND_COUNT));
}

/* One that a shell would take apart is not suggested. */
static const char *called_as(const char *program)
{
    bool plain = *program;
    for (const char *at = program; *at; at++)
        plain &= isalnum((unsigned char)*at) || strchr("/._-+", *at) || (unsigned char)*at >= 0x80;
    return plain ? program : "scorecard";
}

static int run_command(struct arena *arena, const struct command *command, int argc, char **argv,
                       const char *program, struct error *error)
{
    enum { COMMON = 2 };
    struct option_text table[MOST_OPTIONS];
    size_t count = command->option_count;
    for (size_t i = 0; i < count; i++)
        table[i] = command->options[i];
    table[count] = (struct option_text){.name = "quiet"};
    table[count + 1] = (struct option_text){.name = "help"};
    struct options options;
    if (!options_parse(arena, argc, argv, table, count + COMMON, &options, error))
        return EXIT_DONE;
    if (options.given[count + 1].count) {
        print_command_help(command);
        return EXIT_DONE;
    }
    struct invocation invocation = {.arena = arena,
                                    .program = called_as(program),
                                    .home = find_home(arena, error),
                                    .quiet = options.given[count].count > 0,
                                    .options = &options,
                                    .error = error};
    return invocation.home ? command->run(&invocation) : EXIT_DONE;
}

static int dispatch(struct arena *arena, int argc, char **argv, struct error *error)
{
    if (argc < 2) {
        print_help();
        return ERROR_USAGE;
    }
    if (text_equal(argv[1], "--help") || text_equal(argv[1], "-h") || text_equal(argv[1], "help")) {
        print_help();
        return EXIT_DONE;
    }
    if (text_equal(argv[1], "--version")) {
        puts("scorecard " SCORECARD_VERSION);
        return EXIT_DONE;
    }
    const struct command *command = find_command(argv[1]);
    return command ? run_command(arena, command, argc - 1, argv + 1, argv[0], error)
                   : unknown_command(arena, argv[1], error);
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct error error = {.kind = ERROR_NONE};
    umask(077);
    int status = dispatch(&arena, argc, argv, &error);
    if (fflush(stdout) != 0 || ferror(stdout))
        if (error.kind == ERROR_NONE)
            error_set(&error, ERROR_IO,
                      "the output could not be written: is the disk full, or the pipe closed?");
    if (error.kind != ERROR_NONE) {
        fprintf(stderr, "scorecard: %s\n", error.message);
        status = (int)error.kind;
    }
    arena_release(&arena);
    return status;
}
