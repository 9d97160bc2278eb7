#include "cli/pipeline.h"
#include "cli/read_by_nothing.h"

#include "base/file.h"
#include "render/data_quality.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OPTION_MONTH, OPTION_AS_AT, OPTION_ALL, OPTION_COUNT };
/* Where there are few findings, all of them; else the first of each rule. */
enum { FEW_FINDINGS = 20 };

static const struct option_text options[OPTION_COUNT] = {
    {"month", 0, "MONTH", false, "as at the end of this month (the month before today's)"},
    {"as-at", 0, "DATE", false, "as at this day"},
    {"all", 0, NULL, false, "every finding, column and relation, one by one"},
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
        print_columns("missing", file->absent, file->absent_count);
        print_columns("ignored", file->ignored, file->ignored_count);
    }
}

static void sum_columns(const struct ingest_report *report)
{
    size_t matched = 0, absent = 0, ignored = 0;
    for (size_t i = 0; i < report->file_count; i++) {
        matched += report->files[i].matched_count;
        absent += report->files[i].absent_count;
        ignored += report->files[i].ignored_count;
    }
    printf("\ncolumns: %zu matched with a header, %zu without one in their file; headers not read: "
           "%zu\n",
           matched, absent, ignored);
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        if (file->absent_count > 0)
            printf("    %s has no", file->file);
        for (size_t k = 0; k < file->absent_count; k++)
            printf("%s %s%s", k ? "," : "", file->absent[k], k + 1 == file->absent_count ? "\n" : "");
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

/* The known unit's name and never the unknown one, which a column mapped wrongly could make a person's. */
static void print_unknown_units(const struct unknown_units *unknown)
{
    enum { MOST_NAMED = 5 };
    size_t named = 0, like_none = 0;
    if (unknown->count == 0)
        return;
    printf("    %zu different name%s of units that the units file does not have", unknown->names,
           unknown->names == 1 ? "" : "s");
    for (size_t i = 0; i < unknown->count; i++) {
        const struct unknown_unit *one = &unknown->items[i];
        like_none += one->nearest == NULL;
        if (!one->nearest || ++named > MOST_NAMED)
            continue;
        printf("%s in %s.%s most like %s, %u row%s", named == 1 ? ":" : ";", one->table, one->column,
               one->nearest, one->rows, one->rows == 1 ? "" : "s");
    }
    if (named > MOST_NAMED)
        printf("; and %zu more", named - MOST_NAMED);
    if (like_none > 0)
        printf("; like none: %zu", like_none);
    puts("; the workbook's sheet \"" UNIT_NAMES_SHEET "\" lists them");
}

static void print_findings(const struct findings *findings, const struct unknown_units *unknown, bool all)
{
    size_t most = all ? SIZE_MAX : findings->count <= FEW_FINDINGS ? FEW_FINDINGS : 1;
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++) {
        if (findings->counts[rule] == 0)
            continue;
        const struct finding_rule_text *text = finding_rule_text((enum finding_rule)rule);
        printf("\n%s, %zu: %s (%s). %s\n", text->name, findings->counts[rule], text->meaning,
               severity_name(findings_worst_of(findings, (enum finding_rule)rule)), text->cure);
        if (rule == FINDING_UNKNOWN_UNIT)
            print_unknown_units(unknown);
        size_t shown = 0;
        for (size_t i = 0; i < findings->count && shown < most; i++)
            if (findings->items[i].rule == (enum finding_rule)rule) {
                print_finding(&findings->items[i]);
                shown++;
            }
        if (shown < findings->counts[rule])
            printf("    ... and %zu more%s\n", findings->counts[rule] - shown,
                   all ? "" : ": --all shows them");
    }
}

static void print_unread(const struct ingest_report *report)
{
    if (report->unread_count > 0)
        puts("\nfiles beside the extracts that nothing reads");
    for (size_t i = 0; i < report->unread_count; i++) {
        const struct unread_file *unread = &report->unread[i];
        printf("    %s%s%s\n", unread->file, unread->hint ? ": " : "", unread->hint ? unread->hint : "");
    }
}

static void print_relation(const struct relation_report *relation)
{
    if (relation->told)
        printf("%10zu of %10zu  %s.%s -> %s\n", relation->unmatched, relation->named, relation->table,
               relation->column, relation->other);
    else
        printf("%24s  %s.%s -> %s: not supplied\n", "-", relation->table, relation->column, relation->other);
}

/* Those that some row fails; the others by their number alone, unless all are asked for. */
static void print_relations(const struct ingest_report *report, bool all)
{
    size_t met = 0, untold = 0;
    if (report->relation_count > 0)
        puts("\nrows that name a row of another table which is not there");
    for (size_t i = 0; i < report->relation_count; i++) {
        const struct relation_report *relation = &report->relations[i];
        if (all || (relation->told && relation->unmatched > 0))
            print_relation(relation);
        else if (relation->told)
            met++;
        else
            untold++;
    }
    if (met > 0)
        printf("%10d in %zu relation%s\n", 0, met, met == 1 ? "" : "s");
    if (untold > 0)
        printf("%10s in %zu relation%s to a table that was not supplied\n", "-", untold,
               untold == 1 ? "" : "s");
}

/* ---- gates ---- */

static void print_gate(const struct gates *gates, enum gate gate)
{
    const struct gate_text *text = gate_text(gate);
    bool shut = false;
    for (size_t i = 0; i < gates->shut_count; i++) {
        if (gates->shut[i].gate != gate)
            continue;
        printf("    %-7s stops a run: %s: %s\n", text->name, gates->shut[i].name, gates->shut[i].figures);
        shut = true;
    }
    if (shut)
        printf("            %s\n", text->cure);
    else if (gates->tried[gate] > 0)
        printf("    %-7s open: %s looked at: %zu\n", text->name, text->things, gates->tried[gate]);
    else
        printf("    %-7s open: no %s to look at\n", text->name, text->things);
}

static void print_gates(const struct invocation *invocation, const struct pipeline *pipeline)
{
    char day[DAY_TEXT_SIZE];
    day_format(pipeline->compared_with, day);
    printf("\ngates, compared with %s%s\n",
           pipeline->compared ? "the last good run, as at " : "no earlier run",
           pipeline->compared ? day : "");
    for (size_t gate = 0; gate < GATE_COUNT; gate++)
        print_gate(&pipeline->gates, (enum gate)gate);
    if (gates_stopping(&pipeline->gates) > 0)
        printf("    where the extracts are right all the same: %s run %s %s\n", invocation->program,
               pipeline->job.path, gates_options(invocation->arena, &pipeline->gates));
}

/* ---- the workbook ---- */

/* Written beside its place and renamed into it, so that nobody opens half of it. */
static bool write_workbook(struct invocation *invocation, struct pipeline *pipeline, const char **written)
{
    struct arena *arena = invocation->arena;
    const char *folder = path_join(arena, pipeline->job.output, "check");
    const char *place = path_join(arena, folder, DATA_QUALITY_FILE);
    const char *made = path_join(arena, folder, arena_format(arena, ".partial-%ld.xlsx", (long)getpid()));
    *written = place;
    if (!folder_make(folder, invocation->error) || !pipeline_data_quality(invocation, pipeline, made))
        return false;
    if (rename(made, place) == 0)
        return true;
    error_set(invocation->error, ERROR_IO, "%s: cannot be put in place: %s", place, strerror(errno));
    unlink(made);
    return false;
}

/* ---- the command ---- */

static bool print_report(struct invocation *invocation, const struct pipeline *pipeline)
{
    bool all = invocation->options->given[OPTION_ALL].count > 0;
    pipeline_print_counts(invocation->arena, pipeline);
    if (all)
        print_files(&pipeline->report);
    else
        sum_columns(&pipeline->report);
    print_unread(&pipeline->report);
    print_findings(&pipeline->findings, &pipeline->unknown_units, all);
    print_relations(&pipeline->report, all);
    print_gates(invocation, pipeline);
    if (*pipeline->job.unused)
        printf("\nkept in %s, but not used by this version: %s\n", pipeline->job.path, pipeline->job.unused);
    printf("\n%s\n", pipeline_verdict(invocation->arena, pipeline));
    if (!read_by_nothing_print(invocation, &pipeline->report))
        return false;
    if (!all)
        puts("Findings, columns and relations one by one: --all, or the workbook");
    return true;
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
        !pipeline_open(invocation, job, &pipeline) || !pipeline_ingest(invocation, &pipeline) ||
        !pipeline_begun(invocation, &pipeline) || !pipeline_gates(invocation, &pipeline, NULL, 0) ||
        !pipeline_measure(invocation, &pipeline))
        return EXIT_DONE;
    if (!invocation->quiet && !print_report(invocation, &pipeline))
        return EXIT_DONE;
    const char *written;
    if (!write_workbook(invocation, &pipeline, &written))
        return EXIT_DONE;
    if (!invocation->quiet)
        printf("%s (restricted: it names records)\n", written);
    return gates_stopping(&pipeline.gates) > 0 ? EXIT_FINDINGS : pipeline_status(&pipeline);
}

const struct command command_check = {
    "check", "[JOB]", "read the extracts and report on them; publish nothing", options, OPTION_COUNT, run};
