#include "cli/manifest.h"

#include "base/file.h"
#include "base/json_output.h"
#include "cli/version.h"

#include <string.h>

static void add_day(struct json object, const char *key, day_number day)
{
    char text[DAY_TEXT_SIZE];
    day_format(day, text);
    json_add_text(object, key, text);
}

static void add_extracts(struct json root, const struct ingest_report *report)
{
    struct json list = json_add_list(root, "extracts");
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        struct json one = json_append_object(list);
        json_add_text(one, "file", file->file);
        json_add_text(one, "table", file->table);
        json_add_text(one, "sha256", file->checksum);
        json_add_text(one, "encoding", file->encoding);
        json_add_number(one, "rows_read", file->rows_read);
        json_add_number(one, "rows_loaded", file->rows_loaded);
        json_add_number(one, "rows_set_aside", file->rows_set_aside);
    }
}

static bool add_checksum(struct json list, const char *shown, const char *path, struct error *error)
{
    char checksum[CHECKSUM_TEXT_SIZE];
    if (!file_checksum(path, checksum, error))
        return false;
    struct json one = json_append_object(list);
    json_add_text(one, "file", shown);
    json_add_text(one, "sha256", checksum);
    return true;
}

static bool add_settings(struct json root, const struct job *job, struct error *error)
{
    struct json list = json_add_list(root, "settings");
    const char *const paths[] = {job->path, job->units, job->targets, job->populations};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (paths[i] && !add_checksum(list, path_name(paths[i]), paths[i], error))
            return false;
    for (size_t i = 0; i < job->extract_count; i++)
        if (!add_checksum(list, path_name(job->extracts[i].mapping), job->extracts[i].mapping, error))
            return false;
    return true;
}

static void add_findings(struct json root, const struct findings *findings)
{
    struct json object = json_add_object(root, "findings");
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        json_add_number(object, finding_rule_text((enum finding_rule)rule)->name,
                        (double)findings->counts[rule]);
}

static void add_accepted(struct json root, const struct gates *gates)
{
    struct json list = json_add_list(root, "gates_accepted");
    for (size_t i = 0; i < gates->shut_count; i++) {
        struct json one = json_append_object(list);
        json_add_text(one, "gate", gates->shut[i].name);
        json_add_text(one, "figures", gates->shut[i].figures);
    }
}

static bool add_outputs(struct arena *arena, struct json root, const struct scorecards *scorecards,
                        const char *folder, struct error *error)
{
    struct json list = json_add_list(root, "outputs");
    for (size_t i = 0; i < scorecards->file_count; i++)
        if (!add_checksum(list, scorecards->files[i], path_join(arena, folder, scorecards->files[i]), error))
            return false;
    return true;
}

static void add_timings(struct json root, const struct pipeline *pipeline)
{
    static const char *const stages[] = {"ingest", "metrics", "render"};
    struct json object = json_add_object(root, "seconds");
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        json_add_number(object, stages[i], pipeline->seconds[i]);
}

bool manifest_write(struct arena *arena, const struct pipeline *pipeline, const struct scorecards *scorecards,
                    const char *folder, struct error *error)
{
    struct json root = json_object();
    json_add_text(root, "program", "scorecard " SCORECARD_VERSION);
    json_add_text(root, "organisation", pipeline->job.organisation);
    add_day(root, "as_at", pipeline->as_at);
    json_add_text(root, "definitions_sha256", pipeline->definitions.checksum);
    add_extracts(root, &pipeline->report);
    add_findings(root, &pipeline->findings);
    add_accepted(root, &pipeline->gates);
    bool ok =
        add_settings(root, &pipeline->job, error) && add_outputs(arena, root, scorecards, folder, error);
    add_timings(root, pipeline);
    const char *text = json_print(arena, root);
    return ok && file_write(path_join(arena, folder, "manifest.json"), text, strlen(text), error);
}
