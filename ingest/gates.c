#include "ingest/gates.h"

#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct gating {
    struct arena *arena;
    const struct gates_request *request;
    struct loaded now;
    struct gates gates;
};

static void shut(struct gating *gating, enum gate gate, const char *subject, const char *table,
                 const char *figures)
{
    struct gates *gates = &gating->gates;
    const struct gates_request *request = gating->request;
    const char *name = arena_format(gating->arena, "%s:%s", gate_text(gate)->name, subject);
    gates->shut =
        arena_grow(gating->arena, gates->shut, gates->shut_count, &gates->capacity, sizeof *gates->shut);
    gates->shut[gates->shut_count++] =
        (struct shut_gate){.gate = gate,
                           .name = name,
                           .table = table,
                           .figures = figures,
                           .accepted = text_is_one_of(name, request->accepted, request->accepted_count)};
}

/* ---- files ---- */

static bool is_done_without(const struct gating *gating, const char *table)
{
    for (size_t i = 0; i < gating->request->folder_count; i++)
        if (text_is_one_of(table, gating->request->folders[i].without,
                           gating->request->folders[i].without_count))
            return true;
    return false;
}

/* A table that is gone without from habit, after it was there, would go unsaid. */
static void try_gone(struct gating *gating)
{
    const struct loaded *all = gating->request->before;
    for (size_t i = 0; all && i < all->count; i++) {
        const struct loaded_table *before = &all->tables[i];
        if (before->rows == 0 || !is_done_without(gating, before->name) ||
            dataset_table(gating->request->dataset, before->name) < 0 ||
            loaded_table(&gating->now, before->name))
            continue;
        gating->gates.tried[GATE_MISSING]++;
        shut(gating, GATE_MISSING, before->name, before->name,
             arena_format(gating->arena,
                          "%s: no file is there, and %u rows were loaded at the last good run; \"without\" "
                          "names it, so where it is stopped on purpose, accept that once",
                          before->name, before->rows));
    }
}

static void try_missing(struct gating *gating)
{
    const struct ingest_report *report = gating->request->report;
    gating->gates.tried[GATE_MISSING] = report->file_count + report->absent_count;
    for (size_t i = 0; i < report->absent_count; i++) {
        const struct absent_file *absent = &report->absent[i];
        if (!absent->file)
            shut(gating, GATE_MISSING, absent->table, absent->table,
                 arena_format(gating->arena, "no file in %s matches \"%s\" (%s)", absent->folder->shown,
                              absent->pattern, absent->place));
    }
    try_gone(gating);
}

static bool may_be_empty(const struct file_report *file)
{
    return file->rows_read == 0 &&
           text_is_one_of(file->table, file->folder->may_be_empty, file->folder->may_be_empty_count);
}

static void try_empty(struct gating *gating)
{
    const struct ingest_report *report = gating->request->report;
    gating->gates.tried[GATE_EMPTY] = report->file_count;
    for (size_t i = 0; i < report->absent_count; i++) {
        const struct absent_file *absent = &report->absent[i];
        if (!absent->file)
            continue;
        gating->gates.tried[GATE_EMPTY]++;
        shut(gating, GATE_EMPTY, absent->table, absent->table,
             arena_format(gating->arena, "%s: the file is empty, headers and all", absent->file));
    }
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        if (file->rows_loaded > 0 || may_be_empty(file))
            continue;
        shut(
            gating, GATE_EMPTY, file->table, file->table,
            file->rows_read == 0
                ? arena_format(gating->arena,
                               "%s: there are headers and no rows below them; where that may well be so, say "
                               "\"may_be_empty\": [\"%s\"] beside \"folder\" in the job",
                               file->file, file->table)
                : arena_format(gating->arena,
                               "%s: none of its %u rows was loaded; all were set aside, and what was found "
                               "in them says why",
                               file->file, file->rows_read));
    }
}

/* ---- age ---- */

static bool is_in_folder(const struct gating *gating, const struct table *table, const char *file,
                         const struct extract_folder *folder)
{
    const struct ingest_report *report = gating->request->report;
    for (size_t i = 0; i < report->file_count; i++)
        if (text_equal(report->files[i].file, file) && text_equal(report->files[i].table, table->name))
            return report->files[i].folder == folder;
    return false;
}

static day_number newest_of_folder(const struct gating *gating, const struct extract_folder *folder)
{
    const struct dataset *dataset = gating->request->dataset;
    day_number newest = NO_NEWEST;
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = &dataset->tables[i];
        for (size_t j = 0; j < table->source_count && table->when != NO_COLUMN; j++) {
            if (!is_in_folder(gating, table, table->sources[j].file, folder))
                continue;
            uint32_t end = j + 1 < table->source_count ? table->sources[j + 1].first_row : table->row_count;
            day_number one = loaded_newest(table, table->sources[j].first_row, end, gating->request->as_at);
            newest = one > newest ? one : newest;
        }
    }
    return newest;
}

static void try_age(struct gating *gating, const char *subject, const char *table, day_number newest,
                    int allowed)
{
    day_number as_at = gating->request->as_at;
    char day[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
    day_format(as_at, until);
    gating->gates.tried[GATE_OLD]++;
    if (newest == NO_NEWEST) {
        shut(gating, GATE_OLD, subject, table,
             arena_format(gating->arena, "%s: no row is dated on or before %s; \"newest_within_days\" is %d",
                          subject, until, allowed));
        return;
    }
    if (as_at - newest <= allowed)
        return;
    day_format(newest, day);
    shut(gating, GATE_OLD, subject, table,
         arena_format(gating->arena,
                      "%s: its newest row is dated %s, %d days before %s; \"newest_within_days\" is %d",
                      subject, day, as_at - newest, until, allowed));
}

static void try_old(struct gating *gating)
{
    const struct gates_request *request = gating->request;
    for (size_t i = 0; i < request->folder_count; i++) {
        const struct extract_folder *folder = &request->folders[i];
        if (folder->newest_within_days > 0)
            try_age(gating, folder->shown, NULL, newest_of_folder(gating, folder),
                    folder->newest_within_days);
    }
    for (size_t i = 0; i < request->table_limit_count; i++) {
        const struct table_limits *limits = &request->table_limits[i];
        const struct loaded_table *now = loaded_table(&gating->now, limits->table);
        if (limits->newest_within_days > 0 && now && now->rows > 0)
            try_age(gating, limits->table, limits->table, now->newest, limits->newest_within_days);
    }
}

/* ---- compared with the last good run ---- */

static const struct gate_limits *limits_of(const struct gating *gating, const char *table)
{
    const struct gates_request *request = gating->request;
    for (size_t i = 0; i < request->table_limit_count; i++)
        if (text_equal(request->table_limits[i].table, table))
            return &request->table_limits[i].limits;
    return &request->limits;
}

static uint32_t rows_now(const struct gating *gating, const char *table)
{
    const struct loaded_table *now = loaded_table(&gating->now, table);
    return now ? now->rows : 0;
}

/* That a file is missing or empty is said once. */
static bool is_explained(const struct gating *gating, const char *table)
{
    for (size_t i = 0; i < gating->gates.shut_count; i++) {
        const struct shut_gate *shut = &gating->gates.shut[i];
        if ((shut->gate == GATE_MISSING || shut->gate == GATE_EMPTY) && text_equal(shut->table, table))
            return rows_now(gating, table) == 0;
    }
    return false;
}

/* A table of neither the model nor a mapping is one that the job no longer asks for. */
static bool is_asked_for(const struct gating *gating, const struct loaded_table *before)
{
    return !is_explained(gating, before->name) && dataset_table(gating->request->dataset, before->name) >= 0;
}

static bool is_compared(const struct gating *gating, const struct loaded_table *before)
{
    return is_asked_for(gating, before) &&
           before->rows >= (uint32_t)limits_of(gating, before->name)->least_rows;
}

static void try_fewer(struct gating *gating)
{
    const struct loaded *all = gating->request->before;
    for (size_t i = 0; all && i < all->count; i++) {
        const struct loaded_table *before = &all->tables[i], *now = loaded_table(&gating->now, before->name);
        if (before->files == 0 || !now || !is_asked_for(gating, before))
            continue;
        gating->gates.tried[GATE_FEWER]++;
        if (now->files < before->files)
            shut(gating, GATE_FEWER, before->name, before->name,
                 arena_format(gating->arena, "%s: %u file%s, %u at the last good run", before->name,
                              now->files, now->files == 1 ? "" : "s", before->files));
    }
}

static const char *change_figures(struct gating *gating, const struct loaded_table *before, double change,
                                  double allowed)
{
    return arena_format(gating->arena, "%s: %u rows, %u at the last good run (%+.0f%%; %+.0f%% is allowed)",
                        before->name, rows_now(gating, before->name), before->rows, 100 * change,
                        100 * allowed);
}

static double allowed_change(const struct gate_limits *limits, enum gate gate)
{
    return gate == GATE_GROW ? limits->grow : -fmax(limits->shrink, 1e-12);
}

static void try_change(struct gating *gating, enum gate gate)
{
    static const double noise = 1e-9;
    const struct loaded *all = gating->request->before;
    for (size_t i = 0; all && i < all->count; i++) {
        const struct loaded_table *before = &all->tables[i];
        double allowed = allowed_change(limits_of(gating, before->name), gate);
        if (!is_compared(gating, before) || allowed <= -1)
            continue;
        gating->gates.tried[gate]++;
        double change = (double)rows_now(gating, before->name) / before->rows - 1;
        bool beyond = allowed < 0 ? change < allowed - noise : change > allowed + noise;
        if (beyond)
            shut(gating, gate, before->name, before->name, change_figures(gating, before, change, allowed));
    }
}

static void try_shrink(struct gating *gating)
{
    try_change(gating, GATE_SHRINK);
}

static void try_grow(struct gating *gating)
{
    try_change(gating, GATE_GROW);
}

static void try_column(struct gating *gating, const struct loaded_table *before,
                       const struct loaded_column *was, const struct loaded_table *now)
{
    const struct gate_limits *limits = limits_of(gating, before->name);
    const struct loaded_column *is = loaded_column(now, was->name);
    double share = (double)was->filled / before->rows;
    if (!is || share < limits->filled)
        return;
    gating->gates.tried[GATE_BLANK]++;
    double left = (double)is->filled / now->rows;
    if (left < limits->blank)
        shut(gating, GATE_BLANK, arena_format(gating->arena, "%s.%s", before->name, was->name), before->name,
             arena_format(gating->arena,
                          "%s.%s: filled in %u of %u rows (%.1f%%), %u of %u at the last good run (%.1f%%)",
                          before->name, was->name, is->filled, now->rows, 100 * left, was->filled,
                          before->rows, 100 * share));
}

static void try_blank(struct gating *gating)
{
    const struct loaded *all = gating->request->before;
    for (size_t i = 0; all && i < all->count; i++) {
        const struct loaded_table *before = &all->tables[i];
        const struct loaded_table *now = loaded_table(&gating->now, before->name);
        for (size_t j = 0; now && now->rows > 0 && is_compared(gating, before) && j < before->column_count;
             j++)
            try_column(gating, before, &before->columns[j], now);
    }
}

/* ---- the table of them ---- */

static const struct {
    struct gate_text text;
    void (*try)(struct gating *gating);
} rules[GATE_COUNT] = {
    [GATE_MISSING] = {{"missing", "a file that a mapping asks for is not there",
                       "put it there; a table that you cannot supply is said beside \"folder\" in the job: "
                       "\"without\": [\"TABLE\"]",
                       "files"},
                      try_missing},
    [GATE_EMPTY] = {{"empty", "a file holds no row that could be loaded", "export it again", "files"},
                    try_empty},
    [GATE_OLD] =
        {{"old",
          "the newest row of a folder or a table is older than the job's \"newest_within_days\" allows",
          "export it again: these are an earlier night's files, or the export has stopped",
          "folders or tables"},
         try_old},
    [GATE_FEWER] = {{"fewer", "fewer files feed a table than at the last good run",
                     "put back the file that is not there", "tables"},
                    try_fewer},
    [GATE_SHRINK] = {{"shrink", "a table has far fewer rows than at the last good run",
                      "export it again: the file was cut off, or selects too little; what is allowed is the "
                      "job's \"gates\": {\"shrink\": 0.2}",
                      "tables"},
                     try_shrink},
    [GATE_GROW] =
        {{"grow", "a table has far more rows than at the last good run",
          "look for two exports of the same records, or one that selects too much; what is allowed is "
          "the job's \"gates\": {\"grow\": 0.5}",
          "tables"},
         try_grow},
    [GATE_BLANK] =
        {{"blank", "a column that was filled at the last good run has gone blank",
          "look whether the export still has the column, and under which header; then export it again",
          "columns"},
         try_blank},
};

const struct gate_text *gate_text(enum gate gate)
{
    assert(gate < GATE_COUNT);
    return &rules[gate].text;
}

struct gate_limits gate_limits_usual(void)
{
    return (struct gate_limits){.shrink = 0.2, .grow = 0.5, .filled = 0.5, .blank = 0.05, .least_rows = 20};
}

struct gates gates_try(struct arena *arena, const struct gates_request *request)
{
    struct gating gating = {
        .arena = arena, .request = request, .now = loaded_count(arena, request->dataset, request->as_at)};
    for (size_t i = 0; i < GATE_COUNT; i++)
        rules[i].try(&gating);
    return gating.gates;
}

/* ---- what they came to ---- */

size_t gates_stopping(const struct gates *gates)
{
    size_t stopping = 0;
    for (size_t i = 0; i < gates->shut_count; i++)
        stopping += !gates->shut[i].accepted;
    return stopping;
}

const char *gates_options(struct arena *arena, const struct gates *gates)
{
    struct text options = text_in(arena);
    text_add(&options, "");
    for (size_t i = 0; i < gates->shut_count; i++) {
        bool said = false;
        for (size_t j = 0; j < i; j++)
            said |= text_equal(gates->shut[i].name, gates->shut[j].name);
        if (!said && !gates->shut[i].accepted)
            text_add_format(&options,
                            strchr(gates->shut[i].name, ' ') ? "%s--accept \"%s\"" : "%s--accept %s",
                            options.length ? " " : "", gates->shut[i].name);
    }
    return options.bytes;
}

bool gate_name_check(struct arena *arena, const char *name, struct error *error)
{
    const char *names[GATE_COUNT];
    size_t length = strcspn(name, ":");
    const char *kind = arena_copy_bytes(arena, name, length);
    for (size_t i = 0; i < GATE_COUNT; i++)
        names[i] = rules[i].text.name;
    if (!text_is_one_of(kind, names, GATE_COUNT))
        return error_set(error, ERROR_USAGE,
                         "--accept: there is no gate \"%s\"%s; write it as in shrink:cp_plans", kind,
                         text_did_you_mean(arena, kind, names, GATE_COUNT));
    if (name[length] == '\0' || name[length + 1] == '\0')
        return error_set(error, ERROR_USAGE,
                         "--accept: \"%s\" does not say what of; write it as in %s:cp_plans", name, kind);
    return true;
}

bool gates_have(const struct gates *gates, const char *name)
{
    for (size_t i = 0; i < gates->shut_count; i++)
        if (text_equal(gates->shut[i].name, name))
            return true;
    return false;
}
