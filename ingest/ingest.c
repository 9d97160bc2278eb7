#include "ingest/ingest.h"

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "ingest/assemble.h"
#include "ingest/blueprint.h"
#include "ingest/checks.h"
#include "ingest/column_codes.h"
#include "ingest/file_rows.h"
#include "ingest/renamed_ids.h"
#include "ingest/repeats.h"
#include "ingest/standing_still.h"
#include "ingest/unread.h"
#include "ingest/validity.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct run {
    struct arena *arena;
    const struct ingest_request *request;
    struct ingest_report *report;
    struct blueprint blueprint;
    struct column_codes codes;
    struct file_rows *files;
    size_t file_count;
    size_t file_capacity;
};

/* ---- what people wrote ---- */

static bool load_blueprint(struct run *run, struct error *error)
{
    const struct ingest_request *request = run->request;
    struct model model;
    if (!model_load(run->arena, path_join(run->arena, request->home, "ingest/model.json"), &model, error))
        return false;
    const char *codes_folder = path_join(run->arena, request->home, "ingest/codes");
    struct code_lists code_lists = code_lists_in(run->arena);
    struct mapping *mappings = ARENA_ARRAY(run->arena, struct mapping, request->folder_count);
    run->codes = column_codes_in(run->arena);
    for (size_t i = 0; i < request->folder_count; i++) {
        if (!mapping_load(run->arena, request->folders[i].mapping, codes_folder, &code_lists, &mappings[i],
                          error))
            return false;
        column_codes_add(&run->codes, &mappings[i]);
    }
    return blueprint_make(run->arena, &model, request->folders, mappings, request->folder_count,
                          &run->blueprint, error);
}

/* ---- files ---- */

static void add_file(struct run *run, const struct blueprint_extract *extract, const char *name)
{
    run->files = arena_grow(run->arena, run->files, run->file_count, &run->file_capacity, sizeof *run->files);
    run->files[run->file_count++] = (struct file_rows){
        .head = {.extract = extract, .shown = path_join(run->arena, extract->folder->shown, name)},
        .path = path_join(run->arena, extract->folder->path, name),
        .with_checksum = run->request->with_checksums,
        .progress = run->request->progress,
    };
}

static void note_absent(struct run *run, const struct blueprint_extract *extract, const char *file)
{
    struct ingest_report *report = run->report;
    report->absent = arena_grow(run->arena, report->absent, report->absent_count, &report->absent_capacity,
                                sizeof *report->absent);
    report->absent[report->absent_count++] = (struct absent_file){.table = extract->mapped->table,
                                                                  .pattern = extract->mapped->pattern,
                                                                  .place = extract->mapped->place,
                                                                  .folder = extract->folder,
                                                                  .file = file};
}

static bool holds_nothing(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && status.st_size == 0;
}

/* Its rows would count twice. */
static bool check_read_once(const struct run *run, struct error *error)
{
    for (size_t i = 0; i < run->file_count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct file_head *one = &run->files[i].head, *other = &run->files[j].head;
            if (one->extract->table == other->extract->table &&
                text_equal(run->files[i].path, run->files[j].path))
                return error_set(
                    error, ERROR_CONFIG,
                    "%s would be read twice into table \"%s\": by \"%s\" (%s) and by \"%s\" (%s); "
                    "change one \"file\" pattern, or take one entry out of the job",
                    one->shown, one->extract->mapped->table, other->extract->mapped->pattern,
                    other->extract->mapped->place, one->extract->mapped->pattern,
                    one->extract->mapped->place);
        }
    return true;
}

static void add_or_note(struct run *run, const struct blueprint_extract *extract, const char *name)
{
    const struct extract_folder *folder = extract->folder;
    if (holds_nothing(path_join(run->arena, folder->path, name)))
        note_absent(run, extract, path_join(run->arena, folder->shown, name));
    else
        add_file(run, extract, name);
}

/* Adds the files that match, and tells how many. */
static bool find_matching(struct run *run, const struct blueprint_extract *extract, const char *pattern,
                          size_t *found, struct error *error)
{
    const char *const *names = NULL;
    size_t count = 0;
    if (!folder_list(run->arena, extract->folder->path, pattern, &names, &count, error))
        return error_within(error, "extracts folder %s", extract->folder->shown);
    for (size_t i = 0; i < count; i++)
        add_or_note(run, extract, names[i]);
    *found += count;
    return true;
}

static bool find_files(struct run *run, const struct blueprint_extract *extract, struct error *error)
{
    const struct mapped_extract *mapped = extract->mapped;
    const struct extract_folder *folder = extract->folder;
    size_t found = 0;
    const char *packed = arena_format(run->arena, "%s.gz", mapped->pattern);
    if (!find_matching(run, extract, mapped->pattern, &found, error) ||
        (!text_ends_with(mapped->pattern, "*") && !find_matching(run, extract, packed, &found, error)))
        return false;
    bool done_without = text_is_one_of(mapped->table, folder->without, folder->without_count);
    if (found == 0 && !mapped->optional && !done_without)
        note_absent(run, extract, NULL);
    return true;
}

/* Only what is named in the job can be gone without, so a name that is no table is a slip. */
static bool check_without(struct run *run, const struct extract_folder *folder, struct error *error)
{
    const struct blueprint *blueprint = &run->blueprint;
    const char **names = ARENA_ARRAY(run->arena, const char *, blueprint->table_count);
    for (size_t i = 0; i < blueprint->table_count; i++)
        names[i] = blueprint->tables[i].name;
    for (size_t i = 0; i < folder->without_count; i++)
        if (!text_is_one_of(folder->without[i], names, blueprint->table_count))
            return error_set(
                error, ERROR_CONFIG, "extracts folder %s: \"without\": there is no table \"%s\"%s",
                folder->shown, folder->without[i],
                text_did_you_mean(run->arena, folder->without[i], names, blueprint->table_count));
    return true;
}

static bool find_all_files(struct run *run, struct error *error)
{
    for (size_t i = 0; i < run->request->folder_count; i++)
        if (!check_without(run, &run->request->folders[i], error))
            return false;
    for (size_t i = 0; i < run->blueprint.extract_count; i++)
        if (!find_files(run, &run->blueprint.extracts[i], error))
            return false;
    return check_read_once(run, error) &&
           unread_files_list(run->arena, run->request, &run->blueprint, run->report, error);
}

/* ---- findings in order of files and lines ---- */

struct placed_finding {
    size_t file;
    size_t arrival;
    struct finding finding;
};

static int compare_placed(const void *a, const void *b)
{
    const struct placed_finding *one = a;
    const struct placed_finding *other = b;
    if (one->file != other->file)
        return one->file < other->file ? -1 : 1;
    if (one->finding.line != other->finding.line)
        return one->finding.line < other->finding.line ? -1 : 1;
    return one->arrival < other->arrival ? -1 : one->arrival > other->arrival;
}

static void order_findings(struct findings *findings, const struct ingest_report *report)
{
    struct arena scratch = {0};
    struct map files = map_in(&scratch);
    for (size_t i = 0; i < report->file_count; i++)
        map_add(&files, report->files[i].file, NULL);
    struct placed_finding *placed = ARENA_ARRAY(&scratch, struct placed_finding, findings->count);
    for (size_t i = 0; i < findings->count; i++)
        placed[i] = (struct placed_finding){map_find(&files, findings->items[i].file), i, findings->items[i]};
    if (findings->count > 0)
        qsort(placed, findings->count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < findings->count; i++)
        findings->items[i] = placed[i].finding;
    arena_release(&scratch);
}

/* ---- the report ---- */

static void report_missing_tables(struct run *run, const struct dataset *dataset,
                                  struct ingest_report *report)
{
    report->missing_tables = ARENA_ARRAY(run->arena, const char *, run->blueprint.extract_count);
    for (size_t i = 0; i < run->blueprint.extract_count; i++) {
        size_t index = run->blueprint.extracts[i].table;
        const struct table *table = &dataset->tables[index];
        bool needed = !run->blueprint.tables[index].renames.former;
        if (!table->supplied && needed &&
            !text_is_one_of(table->name, report->missing_tables, report->missing_table_count))
            report->missing_tables[report->missing_table_count++] = table->name;
    }
}

static day_number newest_of_all(const struct dataset *dataset, day_number as_at)
{
    day_number newest = NO_NEWEST;
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = &dataset->tables[i];
        day_number one = loaded_newest(table, 0, table->row_count, as_at);
        newest = one > newest ? one : newest;
    }
    return newest;
}

/* ---- what the files lack ---- */

static const struct mapped_column *find_mapped(const struct run *run, const struct file_report *file,
                                               const char *name)
{
    for (size_t i = 0; i < run->blueprint.extract_count; i++) {
        const struct blueprint_extract *extract = &run->blueprint.extracts[i];
        if (extract->folder != file->folder || !text_equal(extract->mapped->table, file->table))
            continue;
        for (size_t k = 0; k < extract->mapped->column_count; k++)
            if (text_equal(extract->mapped->columns[k].name, name))
                return &extract->mapped->columns[k];
    }
    return NULL;
}

/* Ignored headers are told with their letter: "Ward (C)". */
static bool looks_like(struct run *run, const char *ignored, const struct mapped_column *column)
{
    const char *letter = strrchr(ignored, '(');
    const char *header = arena_copy_bytes(run->arena, ignored,
                                          letter && letter > ignored ? (size_t)(letter - ignored) - 1 : 0);
    return *header &&
           (text_nearest(header, column->from, column->from_count) || text_nearest(header, &column->name, 1));
}

/* A column whose header was renamed would otherwise go without a word. */
static void tell_renamed_columns(struct run *run, struct findings *findings)
{
    for (size_t f = 0; f < run->report->file_count; f++) {
        const struct file_report *file = &run->report->files[f];
        for (size_t i = 0; i < file->absent_count; i++) {
            const struct mapped_column *column = find_mapped(run, file, file->absent[i]);
            for (size_t k = 0; column && k < file->ignored_count; k++)
                if (looks_like(run, file->ignored[k], column))
                    findings_add(findings,
                                 (struct finding){.rule = FINDING_COLUMN_ABSENT,
                                                  .table = file->table,
                                                  .file = file->file,
                                                  .column = -1,
                                                  .detail = arena_format(run->arena, "%s: is it %s?",
                                                                         column->name, file->ignored[k])});
        }
    }
}

/* Left in "without", it would let the file go missing again unsaid. */
static void tell_without_yet_there(struct run *run, struct findings *findings)
{
    struct map told = map_in(run->arena);
    for (size_t i = 0; i < run->file_count; i++) {
        const struct file_head *head = &run->files[i].head;
        const struct extract_folder *folder = head->extract->folder;
        const char *table = head->extract->mapped->table;
        bool is_new = false;
        if (text_is_one_of(table, folder->without, folder->without_count))
            map_add(&told, arena_format(run->arena, "%s/%s", folder->path, table), &is_new);
        if (is_new)
            findings_add(findings, (struct finding){.rule = FINDING_WITHOUT_YET_THERE,
                                                    .table = table,
                                                    .file = head->shown,
                                                    .column = -1});
    }
}

/* ---- the stage ---- */

/* More than four threads wait for the one that reads the files. */
static struct gathering reading_limits(const struct ingest_request *request)
{
    enum { USUAL_THREADS = 4 };
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t usual = processors < 1 ? 1 : processors > USUAL_THREADS ? USUAL_THREADS : (size_t)processors;
    size_t threads = request->threads ? request->threads : usual;
    return (struct gathering){.threads = threads < MOST_THREADS ? threads : MOST_THREADS,
                              .block = request->block ? request->block : USUAL_BLOCK};
}

static bool ingest_files(struct run *run, struct dataset *dataset, struct findings *findings,
                         struct ingest_report *report, struct error *error)
{
    struct assembly assembly = {.arena = run->arena,
                                .blueprint = &run->blueprint,
                                .dataset = dataset,
                                .findings = findings,
                                .report = report};
    struct gathering limits = reading_limits(run->request);
    if (!find_all_files(run, error) || !assemble(&assembly, &limits, run->files, run->file_count, error))
        return false;
    for (size_t i = 0; i < dataset->table_count; i++)
        column_codes_tell(&run->codes, &dataset->tables[i]);
    tell_renamed_columns(run, findings);
    tell_without_yet_there(run, findings);
    rename_ids(&assembly);
    identical_rows_check(&assembly);
    overlaps_check(&assembly);
    relations_check(&assembly);
    validity_check(&assembly);
    standing_still_check(&assembly, run->request);
    if (!checks_run(&assembly, run->request, error))
        return false;
    findings->severities = NULL;
    order_findings(findings, report);
    report_missing_tables(run, dataset, report);
    report->newest = newest_of_all(dataset, run->request->as_at);
    return true;
}

bool ingest_run(struct arena *arena, const struct ingest_request *request, struct dataset *dataset,
                struct findings *findings, struct ingest_report *report, struct error *error)
{
    *dataset = (struct dataset){0};
    *findings = findings_in(arena);
    *report = (struct ingest_report){0};
    struct run run = {.arena = arena, .request = request, .report = report};
    if (!load_blueprint(&run, error))
        return false;
    bool ingested = ingest_files(&run, dataset, findings, report, error);
    for (size_t i = 0; i < run.file_count; i++) {
        arena_release(&run.files[i].arena);
        arena_release(&run.files[i].collected);
    }
    return ingested;
}
