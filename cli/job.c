#include "cli/job.h"

#include "base/config.h"
#include "base/file.h"
#include "base/text.h"

#include <stdio.h>

struct loading {
    struct arena *arena;
    const char *home;
    struct job *job;
    struct config *root;
};

static const char *in_job(struct loading *loading, const char *path)
{
    return path ? path_join(loading->arena, loading->job->folder, path) : NULL;
}

/* A name is one of the shipped files in `room` (or a folder of them); what ends in .json is the council's own. */
static const char *named_file(struct loading *loading, const char *name, const char *room, const char *what)
{
    struct arena *arena = loading->arena;
    if (text_ends_with(name, ".json"))
        return in_job(loading, name);
    const char *folder = path_join(arena, loading->home, room);
    const char *file = path_join(arena, folder, arena_format(arena, "%s.json", name));
    if (file_exists(file))
        return file;
    const char *inside = path_join(arena, folder, name);
    if (folder_exists(inside))
        return inside;
    config_fail(loading->root,
                "there is no %s \"%s\" shipped with the program; a file of your own ends in .json", what,
                name);
    return NULL;
}

static void read_extracts(struct loading *loading)
{
    struct job *job = loading->job;
    job->extract_count = config_count(loading->root, "extracts");
    if (!config_has(loading->root, "extracts"))
        config_missing(loading->root, "extracts");
    else if (job->extract_count == 0)
        config_fail(loading->root, "\"extracts\" is empty: a list of { \"folder\": ..., \"mapping\": ... }");
    job->extracts = ARENA_ARRAY(loading->arena, struct extract_folder, job->extract_count);
    for (size_t i = 0; i < job->extract_count; i++) {
        struct config at;
        if (!config_item(loading->root, "extracts", i, &at))
            return;
        const char *folder = config_text(&at, "folder"), *mapping = config_text(&at, "mapping");
        job->extracts[i].without = config_texts(&at, "without", &job->extracts[i].without_count);
        job->extracts[i].may_be_empty =
            config_texts(&at, "may_be_empty", &job->extracts[i].may_be_empty_count);
        job->extracts[i].newest_within_days = config_whole_or(&at, "newest_within_days", 1, 36600, 0);
        if (config_failed(&at))
            return;
        job->extracts[i].shown = folder;
        job->extracts[i].path = in_job(loading, folder);
        job->extracts[i].mapping = named_file(loading, mapping, "ingest/mappings", "mapping");
    }
}

static void read_names(struct loading *loading, const char *key, const char *room, const char *what,
                       const char ***paths, size_t *count)
{
    const char *const *names = config_texts(loading->root, key, count);
    *paths = ARENA_ARRAY(loading->arena, const char *, *count);
    for (size_t i = 0; i < *count && !config_failed(loading->root); i++)
        (*paths)[i] = named_file(loading, names[i], room, what);
}

static void read_periods(struct loading *loading)
{
    static const char *const every[] = {"month", "quarter", "year"};
    struct period_plan *plan = &loading->job->plan;
    *plan = (struct period_plan){PERIOD_MONTH, 36, 3, 31};
    struct config at;
    if (!config_object(loading->root, "periods", &at))
        return;
    plan->every = (enum period_length)config_choice(&at, "every", every, 3, PERIOD_MONTH);
    plan->count = config_whole_or(&at, "count", 1, 600, 36);
    const char *year_end = config_text_or(&at, "year_end", "03-31");
    day_number day;
    if (config_failed(&at))
        return;
    if (!day_parse(arena_format(loading->arena, "2025-%s", year_end), &day)) {
        config_fail(&at, "\"year_end\" is a month and day, as in \"03-31\"");
        return;
    }
    plan->year_end_month = day_to_date(day).month;
    plan->year_end_day = day_to_date(day).day;
}

static void read_parameters(struct loading *loading)
{
    struct job *job = loading->job;
    struct config at;
    const char *name;
    if (!config_object(loading->root, "parameters", &at))
        return;
    size_t capacity = 0;
    for (size_t i = 0; (name = config_own_key(&at, i)) != NULL; i++) {
        job->parameters = arena_grow(loading->arena, job->parameters, job->parameter_count, &capacity,
                                     sizeof *job->parameters);
        job->parameters[job->parameter_count++] = (struct parameter){name, config_number(&at, name)};
    }
}

static double read_share(struct config *at, const char *key, double most, double otherwise)
{
    double share = config_number_or(at, key, otherwise);
    if (!config_failed(at) && !(share >= 0 && share <= most))
        config_fail(at, "\"%s\" is a share: 0.2 is twenty per cent", key);
    return share;
}

/* What is not stated stays as it was. */
static void read_limits(struct config *at, struct gate_limits *gates)
{
    static const double most_growth = 1e6;
    gates->shrink = read_share(at, "shrink", 1, gates->shrink);
    gates->grow = read_share(at, "grow", most_growth, gates->grow);
    gates->filled = read_share(at, "filled", 1, gates->filled);
    gates->blank = read_share(at, "blank", 1, gates->blank);
    gates->least_rows = config_whole_or(at, "least_rows", 1, 1000000000, gates->least_rows);
    if (!config_failed(at) && gates->blank >= gates->filled)
        config_fail(
            at,
            "\"blank\" is %g and \"filled\" %g: a column that was filled enough to be looked at would "
            "already be blank; state less than \"filled\"",
            gates->blank, gates->filled);
}

static void read_gates(struct loading *loading)
{
    struct job *job = loading->job;
    struct config at, tables, table;
    job->gates = gate_limits_usual();
    if (!config_object(loading->root, "gates", &at))
        return;
    read_limits(&at, &job->gates);
    if (!config_object(&at, "tables", &tables))
        return;
    const char *name;
    size_t capacity = 0;
    for (size_t i = 0; (name = config_own_key(&tables, i)) != NULL; i++) {
        if (!config_object(&tables, name, &table))
            return;
        job->table_gates = arena_grow(loading->arena, job->table_gates, job->table_gate_count, &capacity,
                                      sizeof *job->table_gates);
        job->table_gates[job->table_gate_count] = (struct table_limits){
            name, job->gates, config_whole_or(&table, "newest_within_days", 1, 36600, 0)};
        read_limits(&table, &job->table_gates[job->table_gate_count++].limits);
    }
}

static void read_judgement(struct loading *loading)
{
    static const char *const severities[] = {"note", "warning", "error", "stop"};
    struct job *job = loading->job;
    job->stop_on = (enum severity)config_choice(loading->root, "stop_on", severities, 4, SEVERITY_ERROR);
    job->small_denominator = config_whole_or(loading->root, "small_denominator", 0, 1000, 10);
    job->dead_band = config_number_or(loading->root, "dead_band", 0.01);
    if (!(job->dead_band >= 0 && job->dead_band < 1))
        config_fail(loading->root, "\"dead_band\" is a share of the figure before: 0.01 is one per cent");
}

/* People may keep these beside a job already; saying nothing would let them think that they are in use. */
static const char *what_is_unused(struct loading *loading, struct arena *arena)
{
    static const char *const keys[] = {"plan", "risks", "benchmarks", "commentary", "boards"};
    struct text unused = text_in(arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (config_has(loading->root, keys[i]))
            text_add_format(&unused, "%s%s", unused.length > 0 ? ", " : "", keys[i]);
    return unused.bytes;
}

static bool no_job(struct arena *arena, const struct job *job, struct error *error)
{
    const char *folder = *job->folder ? job->folder : ".";
    const char *inside = path_join(arena, folder, "job.json");
    if (!text_equal(path_name(job->path), "job.json") && file_exists(inside))
        return error_set(error, ERROR_IO, "%s: there is no such file; the job there is %s", job->path,
                         inside);
    return error_set(error, ERROR_IO,
                     "%s: there is no such %s: name a job.json, or the folder it stands in; scorecard init "
                     "DIR --from FOLDER begins one",
                     job->path, folder_exists(folder) ? "file" : "file, and no such folder");
}

bool job_load(struct arena *arena, const char *path, const char *home, struct job *job, struct error *error)
{
    *job = (struct job){0};
    job->path = folder_exists(path) ? path_join(arena, path, "job.json") : arena_copy_text(arena, path);
    job->folder = path_folder(arena, job->path);
    struct config root;
    struct loading loading = {arena, home, job, &root};
    if (!file_exists(job->path))
        return no_job(arena, job, error);
    if (!config_open(&root, arena, job->path, error))
        return false;
    job->organisation = config_text(&root, "organisation");
    read_extracts(&loading);
    job->units = in_job(&loading, config_text(&root, "units"));
    read_names(&loading, "catalogue", "metrics/catalogue", "catalogue", &job->catalogues,
               &job->catalogue_count);
    if (!config_has(&root, "catalogue"))
        config_missing(&root, "catalogue");
    else if (job->catalogue_count == 0)
        config_fail(&root, "\"catalogue\" is empty: a list, as in [\"standard\", \"local.json\"]");
    job->targets = in_job(&loading, config_text_or(&root, "targets", NULL));
    job->populations = in_job(&loading, config_text_or(&root, "populations", NULL));
    read_periods(&loading);
    read_names(&loading, "scorecards", "render/layouts", "scorecard", &job->layouts, &job->layout_count);
    job->history = in_job(&loading, config_text_or(&root, "history", "history.db"));
    job->output = in_job(&loading, config_text_or(&root, "output", "out"));
    read_parameters(&loading);
    read_gates(&loading);
    read_judgement(&loading);
    job->unused = what_is_unused(&loading, arena);
    return config_close(&root);
}
