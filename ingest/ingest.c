#include "ingest/ingest.h"

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "ingest/assemble.h"
#include "ingest/blueprint.h"
#include "ingest/checks.h"
#include "ingest/file_rows.h"

#include <stdlib.h>

struct run {
    struct arena *arena;
    const struct ingest_request *request;
    struct blueprint blueprint;
    struct file_rows *files;
    size_t file_count;
    size_t file_capacity;
    bool **supplied; /* per table and column: some file has it */
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
    for (size_t i = 0; i < request->folder_count; i++)
        if (!mapping_load(run->arena, request->folders[i].mapping, codes_folder, &code_lists, &mappings[i],
                          error))
            return false;
    return blueprint_make(run->arena, &model, request->folders, mappings, request->folder_count,
                          &run->blueprint, error);
}

/* ---- files ---- */

static void add_file(struct run *run, const struct blueprint_extract *extract, const char *name)
{
    run->files = arena_grow(run->arena, run->files, run->file_count, &run->file_capacity, sizeof *run->files);
    run->files[run->file_count++] = (struct file_rows){
        .extract = extract,
        .path = path_join(run->arena, extract->folder->path, name),
        .shown = path_join(run->arena, extract->folder->shown, name),
    };
}

static bool find_files(struct run *run, const struct blueprint_extract *extract, struct error *error)
{
    const struct mapped_extract *mapped = extract->mapped;
    const struct extract_folder *folder = extract->folder;
    const char *const *names = NULL;
    size_t count = 0;
    if (!folder_list(run->arena, folder->path, mapped->pattern, &names, &count, error))
        return error_within(error, "extracts folder %s", folder->shown);
    bool done_without = text_is_one_of(mapped->table, folder->without, folder->without_count);
    if (count == 0 && !mapped->optional && !done_without)
        return error_set(
            error, ERROR_IO,
            "no file in %s matches \"%s\", the extract of table \"%s\" (%s): put it there, or, if "
            "you cannot supply it, say so beside \"folder\" in the job: \"without\": [\"%s\"]",
            folder->shown, mapped->pattern, mapped->table, mapped->place, mapped->table);
    for (size_t i = 0; i < count; i++)
        add_file(run, extract, names[i]);
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

static bool read_files(struct run *run, struct error *error)
{
    for (size_t i = 0; i < run->request->folder_count; i++)
        if (!check_without(run, &run->request->folders[i], error))
            return false;
    for (size_t i = 0; i < run->blueprint.extract_count; i++)
        if (!find_files(run, &run->blueprint.extracts[i], error))
            return false;
    for (size_t i = 0; i < run->file_count; i++)
        if (!file_rows_read(&run->files[i], error))
            return false;
    return true;
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
        const struct table *table = &dataset->tables[run->blueprint.extracts[i].table];
        if (!table->supplied &&
            !text_is_one_of(table->name, report->missing_tables, report->missing_table_count))
            report->missing_tables[report->missing_table_count++] = table->name;
    }
}

static day_number newest_of(const struct table *table, day_number as_at)
{
    day_number newest = INT32_MIN;
    if (table->when == NO_COLUMN)
        return newest;
    const struct column *when = &table->columns[table->when];
    for (uint32_t row = 0; row < table->row_count; row++)
        if (when->present[row] && when->day[row] <= as_at && when->day[row] > newest)
            newest = when->day[row];
    return newest;
}

static day_number newest_of_all(const struct dataset *dataset, day_number as_at)
{
    day_number newest = INT32_MIN;
    for (size_t i = 0; i < dataset->table_count; i++) {
        day_number one = newest_of(&dataset->tables[i], as_at);
        newest = one > newest ? one : newest;
    }
    return newest;
}

/* ---- what the files lack ---- */

/* The header that stands unused and looks like the column: most likely it, renamed. */
static const char *likely_header(struct run *run, const struct file_rows *file,
                                 const struct mapped_column *column)
{
    const char *const *from = column->from;
    for (size_t i = 0; i < file->match.named; i++)
        if (file->match.columns[i] == NO_COLUMN &&
            (text_nearest(file->match.headers[i], from, column->from_count) ||
             text_nearest(file->match.headers[i], &column->name, 1)))
            return arena_format(run->arena, "%s; \"%s\" is unused and looks like it", column->name,
                                file->match.headers[i]);
    return column->name;
}

static void tell_what_is_lacking(struct run *run, struct findings *findings)
{
    for (size_t i = 0; i < run->file_count; i++) {
        const struct file_rows *file = &run->files[i];
        const struct mapped_extract *mapped = file->extract->mapped;
        struct finding finding = {.file = file->shown, .column = -1};
        for (size_t k = 0; k < mapped->column_count; k++) {
            if (file->match.positions[k] != NO_POSITION)
                continue;
            finding.rule = FINDING_COLUMN_ABSENT;
            finding.detail = likely_header(run, file, &mapped->columns[k]);
            findings_add(findings, finding);
        }
        finding.rule = FINDING_NO_ROWS;
        finding.detail = NULL;
        if (file->rows_read == 0)
            findings_add(findings, finding);
    }
}

/* A column is supplied when some file of its table has it. Files give their headers up when they are assembled, so this
 * is noted before. */
static void note_supplied(struct run *run)
{
    run->supplied = ARENA_ARRAY(run->arena, bool *, run->blueprint.table_count);
    for (size_t i = 0; i < run->blueprint.table_count; i++)
        run->supplied[i] = ARENA_ARRAY(run->arena, bool, run->blueprint.tables[i].column_count);
    for (size_t i = 0; i < run->file_count; i++) {
        const struct blueprint_extract *extract = run->files[i].extract;
        for (size_t k = 0; k < extract->mapped->column_count; k++)
            run->supplied[extract->table][extract->columns[k]] |=
                run->files[i].match.positions[k] != NO_POSITION;
    }
}

static void mark_supplied(const struct run *run, struct dataset *dataset)
{
    for (size_t i = 0; i < dataset->table_count; i++)
        for (size_t k = 0; k < dataset->tables[i].column_count; k++)
            dataset->tables[i].columns[k].supplied = run->supplied[i][k];
}

/* ---- the stage ---- */

static bool ingest_files(struct run *run, struct dataset *dataset, struct findings *findings,
                         struct ingest_report *report, struct error *error)
{
    struct assembly assembly = {.arena = run->arena,
                                .blueprint = &run->blueprint,
                                .dataset = dataset,
                                .findings = findings,
                                .report = report};
    if (!read_files(run, error))
        return false;
    tell_what_is_lacking(run, findings);
    note_supplied(run);
    if (!assemble(&assembly, run->files, run->file_count, error))
        return false;
    mark_supplied(run, dataset);
    relations_check(&assembly);
    if (!checks_run(&assembly, run->request, error))
        return false;
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
    struct run run = {.arena = arena, .request = request};
    if (!load_blueprint(&run, error))
        return false;
    bool ingested = ingest_files(&run, dataset, findings, report, error);
    for (size_t i = 0; i < run.file_count; i++)
        arena_release(&run.files[i].arena);
    return ingested;
}
