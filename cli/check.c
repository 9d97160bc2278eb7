#include "cli/pipeline.h"

#include <stdio.h>

enum { OPTION_MONTH, OPTION_AS_AT, OPTION_ALL, OPTION_COUNT };
enum { SHOWN_OF_EACH_RULE = 5 };

static const struct option_text options[OPTION_COUNT] = {
    {"month", 0, "MONTH", false, "as at the end of this month (the month before today's)"},
    {"as-at", 0, "DATE", false, "as at this day"},
    {"all", 0, NULL, false, "every finding, not the first five of each rule"},
};

static void print_columns(const char *what, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("    %s %s\n", what, names[i]);
}

static void print_files(const struct ingest_report *report)
{
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        printf("\n%s (%s), table %s\n", file->file, file->encoding, file->table);
        print_columns("column ", file->matched, file->matched_count);
        print_columns("absent ", file->absent, file->absent_count);
        print_columns("ignored", file->ignored, file->ignored_count);
    }
}

static void print_finding(const struct finding *finding)
{
    char letters[4] = "";
    printf("    %s", finding->file);
    if (finding->line > 0)
        printf(", line %u", finding->line);
    if (finding->column >= 0) {
        column_letter(finding->column, letters);
        printf(", column %s", letters);
    }
    if (finding->header)
        printf(" (%s)", finding->header);
    printf("%s%s\n", finding->detail ? ": " : "", finding->detail ? finding->detail : "");
}

static void print_findings(const struct findings *findings, bool all)
{
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++) {
        if (findings->counts[rule] == 0)
            continue;
        const struct finding_rule_text *text = finding_rule_text((enum finding_rule)rule);
        printf("\n%s, %zu: %s (%s). %s\n", text->name, findings->counts[rule], text->meaning,
               severity_name(text->severity), text->cure);
        size_t shown = 0;
        for (size_t i = 0; i < findings->count && (all || shown < SHOWN_OF_EACH_RULE); i++)
            if (findings->items[i].rule == (enum finding_rule)rule) {
                print_finding(&findings->items[i]);
                shown++;
            }
        if (shown < findings->counts[rule])
            printf("    ... and %zu more%s\n", findings->counts[rule] - shown,
                   all ? "" : ": --all shows them");
    }
}

static int run(struct invocation *invocation)
{
    size_t next;
    const char *job = command_job(invocation, &next);
    struct pipeline pipeline = {0};
    const struct options *given = invocation->options;
    if (next < given->word_count)
        return error_set(
            invocation->error, ERROR_USAGE,
            "what is \"%s\"? One job is wanted (a job.json, or its folder) and nothing else: see --help",
            given->words[next]);
    if (!pipeline_as_at(option_value(given, OPTION_MONTH), option_value(given, OPTION_AS_AT), &pipeline.as_at,
                        invocation->error) ||
        !pipeline_open(invocation, job, &pipeline) || !pipeline_ingest(invocation, &pipeline))
        return EXIT_DONE;
    if (!invocation->quiet) {
        pipeline_print_counts(&pipeline);
        print_files(&pipeline.report);
        print_findings(&pipeline.findings, given->given[OPTION_ALL].count > 0);
    }
    return pipeline_status(&pipeline);
}

const struct command command_check = {
    "check", "[JOB]", "read the extracts and report on them; write nothing", options, OPTION_COUNT, run};
