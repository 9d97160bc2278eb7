#include "metrics/history.h"

#include "base/text.h"
#include "metrics/figure.h"
#include "metrics/history_schema.h"

#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static sqlite3 *database_of(const struct history *history)
{
    return history->database;
}

static bool fail(const struct history *history, struct error *error, const char *doing)
{
    int code = sqlite3_errcode(database_of(history));
    bool is_damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    return error_set(error, ERROR_IO, "%s: %s: %s%s", history->path, doing,
                     sqlite3_errmsg(database_of(history)),
                     is_damaged ? "; put back a copy, or move it away to begin a new history" : "");
}

static bool run_sql(const struct history *history, const char *sql, const char *doing, struct error *error)
{
    return sqlite3_exec(database_of(history), sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail(history, error, doing);
}

/* One whole number that a query answers with; 0 when it answers with nothing. */
static bool ask_number(const struct history *history, const char *sql, int *number, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    *number = 0;
    bool ok = sqlite3_prepare_v2(database_of(history), sql, -1, &statement, NULL) == SQLITE_OK;
    int step = ok ? sqlite3_step(statement) : SQLITE_ERROR;
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int(statement, 0);
    ok = step == SQLITE_ROW || step == SQLITE_DONE || fail(history, error, "cannot be read");
    sqlite3_finalize(statement);
    return ok;
}

/* SQLite would make the file with the permissions of the day; these figures are nobody else's. */
static bool make_private(const char *path, struct error *error)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(error, ERROR_IO, "%s: cannot be opened for writing", path);
    bool ok = fchmod(file, 0600) == 0;
    close(file);
    return ok || error_set(error, ERROR_IO, "%s: cannot be made private to its owner", path);
}

/* Within the lock, so that two programs do not both bring it up. */
static bool bring_up(const struct history *history, struct error *error)
{
    int version;
    if (!run_sql(history, "begin immediate", "cannot be locked", error) ||
        !ask_number(history, "pragma user_version", &version, error))
        return false;
    if (version < 0 || version > HISTORY_VERSION)
        return error_set(error, ERROR_IO, "%s: was written by a newer version of scorecard", history->path);
    for (; version < HISTORY_VERSION; version++)
        if (!run_sql(history, history_step(version), "cannot be laid out", error))
            return false;
    return run_sql(history, "commit; begin immediate", "cannot be locked", error);
}

bool history_open(struct history *history, const char *path, struct error *error)
{
    *history = (struct history){.path = path};
    if (!make_private(path, error))
        return false;
    sqlite3 *database = NULL;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        error_set(error, ERROR_IO, "%s: %s", path, database ? sqlite3_errmsg(database) : "out of memory");
        sqlite3_close(database);
        return false;
    }
    history->database = database;
    sqlite3_busy_timeout(database, 10000);
    if (!run_sql(history, "pragma foreign_keys = on", "cannot be used", error) || !bring_up(history, error)) {
        history_close(history);
        return false;
    }
    return true;
}

void history_close(struct history *history)
{
    sqlite3_close(database_of(history));
    history->database = NULL;
}

/* ---- recording ---- */

static void bind_number(sqlite3_stmt *statement, int at, double number)
{
    if (isnan(number))
        sqlite3_bind_null(statement, at);
    else
        sqlite3_bind_double(statement, at, number);
}

/* Which sides are open, in one number: 1 stated, 2 low edge outside, 4 high edge outside. */
static int band_kind(const struct band *band)
{
    return (band->stated ? 1 : 0) | (band->low_open ? 2 : 0) | (band->high_open ? 4 : 0);
}

static void bind_band(sqlite3_stmt *statement, int at, const struct band *band)
{
    bind_number(statement, at, band->stated && isfinite(band->low) ? band->low : (double)NAN);
    bind_number(statement, at + 1, band->stated && isfinite(band->high) ? band->high : (double)NAN);
    sqlite3_bind_int(statement, at + 2, band_kind(band));
}

static void bind_figure(sqlite3_stmt *statement, const struct figure *figure)
{
    sqlite3_bind_int(statement, 4, (int)figure->reason);
    bind_number(statement, 5, figure->numerator);
    bind_number(statement, 6, figure->denominator);
    bind_number(statement, 7, figure->value);
    bind_number(statement, 8, figure->shown);
    bind_band(statement, 9, &figure->tolerance->green);
    bind_band(statement, 12, &figure->tolerance->amber);
    sqlite3_bind_int(statement, 15, figure->tolerance->stretch);
    sqlite3_bind_int(statement, 16, (int)figure->rating);
    sqlite3_bind_int(statement, 17, (int)figure->direction.movement);
    sqlite3_bind_int(statement, 18, (int)figure->direction.progress);
    sqlite3_bind_int64(statement, 19, figure->unknown);
    sqlite3_bind_int(statement, 20, figure->small_numbers);
}

/* Nothing, where there is none. */
static void bind_dated(sqlite3_stmt *statement, int at, const struct dated_target *dated)
{
    if (dated->green.stated) {
        sqlite3_bind_int(statement, at, dated->since);
        sqlite3_bind_int(statement, at + 1, dated->by);
    } else {
        sqlite3_bind_null(statement, at);
        sqlite3_bind_null(statement, at + 1);
    }
    bind_band(statement, at + 2, &dated->green);
    sqlite3_bind_int(statement, at + 5, dated->stretch);
}

struct recording {
    const struct history *history;
    const struct result_set *results;
    sqlite3_int64 run;
    sqlite3_stmt *series, *figure;
};

static bool insert_one(const struct recording *recording, sqlite3_stmt *statement, struct error *error)
{
    bool ok = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return ok || fail(recording->history, error, "a figure cannot be recorded");
}

static bool insert_series(const struct recording *recording, size_t position, struct arena *scratch,
                          struct error *error)
{
    const struct result_set *results = recording->results;
    const struct series *series = &results->series[position];
    const struct indicator *indicator = &results->catalogue->items[series->indicator];
    sqlite3_bind_int64(recording->series, 1, recording->run);
    sqlite3_bind_int64(recording->series, 2, (sqlite3_int64)position);
    sqlite3_bind_text(recording->series, 3, indicator->id, -1, SQLITE_STATIC);
    sqlite3_bind_text(recording->series, 4, window_name(scratch, indicator->window), -1, SQLITE_STATIC);
    sqlite3_bind_text(recording->series, 5, results->units->items[series->unit].id, -1, SQLITE_STATIC);
    sqlite3_bind_text(recording->series, 6, series->breakdown, -1, SQLITE_STATIC);
    sqlite3_bind_text(recording->series, 7, series->category, -1, SQLITE_STATIC);
    bind_dated(recording->series, 8, &series->dated);
    bool ok = insert_one(recording, recording->series, error);
    sqlite3_bind_int64(recording->figure, 1, recording->run);
    sqlite3_bind_int64(recording->figure, 2, (sqlite3_int64)position);
    for (size_t period = 0; period < results->period_count && ok; period++) {
        sqlite3_bind_int(recording->figure, 3, (int)period);
        bind_figure(recording->figure, &series->figures[period]);
        ok = insert_one(recording, recording->figure, error);
    }
    return ok;
}

static bool insert_figures(struct recording *recording, struct error *error)
{
    sqlite3 *database = database_of(recording->history);
    struct arena scratch = {0};
    bool ok = (sqlite3_prepare_v2(database,
                                  "insert into series values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                                  " ?12, ?13)",
                                  -1, &recording->series, NULL) == SQLITE_OK &&
               sqlite3_prepare_v2(database,
                                  "insert into figure values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                                  " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
                                  -1, &recording->figure, NULL) == SQLITE_OK) ||
              fail(recording->history, error, "cannot be written");
    for (size_t i = 0; i < recording->results->series_count && ok; i++) {
        struct arena_mark mark = arena_mark(&scratch);
        ok = insert_series(recording, i, &scratch, error);
        arena_rewind(&scratch, mark);
    }
    sqlite3_finalize(recording->series);
    sqlite3_finalize(recording->figure);
    arena_release(&scratch);
    return ok;
}

static bool insert_run(const struct history *history, const struct result_set *results,
                       const char *definitions, sqlite3_stmt *statement, struct error *error)
{
    const struct period_plan *plan = &results->plan;
    sqlite3_bind_text(statement, 1, results->organisation, -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, results->as_at);
    sqlite3_bind_int(statement, 3, (int)plan->every);
    sqlite3_bind_int(statement, 4, plan->count);
    sqlite3_bind_int(statement, 5, plan->year_end_month);
    sqlite3_bind_int(statement, 6, plan->year_end_day);
    sqlite3_bind_int(statement, 7, results->periods[results->period_count - 1].start);
    sqlite3_bind_int(statement, 8, results->small_denominator);
    sqlite3_bind_double(statement, 9, results->dead_band);
    sqlite3_bind_text(statement, 10, definitions, -1, SQLITE_STATIC);
    return sqlite3_step(statement) == SQLITE_DONE || fail(history, error, "the run cannot be recorded");
}

static bool forget_same_period(const struct history *history, const struct result_set *results,
                               struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(database_of(history), "delete from run where last_start = ?1 and every = ?2",
                                 -1, &statement, NULL) == SQLITE_OK;
    if (ok) {
        sqlite3_bind_int(statement, 1, results->periods[results->period_count - 1].start);
        sqlite3_bind_int(statement, 2, (int)results->plan.every);
        ok = sqlite3_step(statement) == SQLITE_DONE;
    }
    ok = ok || fail(history, error, "the earlier run for this period cannot be replaced");
    sqlite3_finalize(statement);
    return ok;
}

static bool insert_column(const struct history *history, sqlite3_int64 run, int position,
                          const struct loaded_table *table, const struct loaded_column *column,
                          sqlite3_stmt *statement, struct error *error)
{
    sqlite3_bind_int64(statement, 1, run);
    sqlite3_bind_int(statement, 2, position);
    sqlite3_bind_text(statement, 3, table->name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 4, table->rows);
    sqlite3_bind_text(statement, 5, column->name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 6, column->filled);
    sqlite3_bind_int64(statement, 7, table->files);
    if (table->newest == NO_NEWEST)
        sqlite3_bind_null(statement, 8);
    else
        sqlite3_bind_int(statement, 8, table->newest);
    bool ok = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return ok || fail(history, error, "what was loaded cannot be recorded");
}

static bool insert_loaded(const struct history *history, sqlite3_int64 run, const struct loaded *loaded,
                          struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int position = 0;
    bool ok =
        sqlite3_prepare_v2(database_of(history), "insert into loaded values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                           -1, &statement, NULL) == SQLITE_OK ||
        fail(history, error, "cannot be written");
    for (size_t i = 0; ok && i < loaded->count; i++)
        for (size_t j = 0; ok && j < loaded->tables[i].column_count; j++)
            ok = insert_column(history, run, position++, &loaded->tables[i], &loaded->tables[i].columns[j],
                               statement, error);
    sqlite3_finalize(statement);
    return ok;
}

bool history_record(struct history *history, const struct result_set *results, const struct loaded *loaded,
                    const char *definitions, struct error *error)
{
    sqlite3_stmt *run = NULL;
    if (!forget_same_period(history, results, error))
        return false;
    /* The newest run must have the highest id, and deleting may have freed it. */
    bool ok = sqlite3_prepare_v2(database_of(history),
                                 "insert into run values ((select coalesce(max(id), 0) + 1 from run),"
                                 " ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                                 -1, &run, NULL) == SQLITE_OK ||
              fail(history, error, "cannot be written");
    ok = ok && insert_run(history, results, definitions, run, error);
    sqlite3_finalize(run);
    struct recording recording = {
        .history = history, .results = results, .run = sqlite3_last_insert_rowid(database_of(history))};
    return ok && insert_figures(&recording, error) && insert_loaded(history, recording.run, loaded, error);
}

bool history_commit(struct history *history, struct error *error)
{
    return run_sql(history, "commit", "cannot be saved", error);
}

/* ---- loading ---- */

static double number_at(sqlite3_stmt *statement, int at)
{
    return sqlite3_column_type(statement, at) == SQLITE_NULL ? (double)NAN
                                                             : sqlite3_column_double(statement, at);
}

static struct band band_at(sqlite3_stmt *statement, int at)
{
    int kind = sqlite3_column_int(statement, at + 2);
    double low = number_at(statement, at), high = number_at(statement, at + 1);
    return (struct band){.stated = kind & 1,
                         .low_open = kind & 2,
                         .high_open = kind & 4,
                         .low = isnan(low) ? -(double)INFINITY : low,
                         .high = isnan(high) ? (double)INFINITY : high};
}

static const struct tolerance *tolerance_at(struct arena *arena, sqlite3_stmt *statement)
{
    struct band green = band_at(statement, 7), amber = band_at(statement, 10);
    if (!green.stated && !amber.stated)
        return &nothing_stated;
    struct tolerance *tolerance = ARENA_NEW(arena, struct tolerance);
    *tolerance = (struct tolerance){green, amber, sqlite3_column_int(statement, 13) != 0};
    return tolerance;
}

static struct figure figure_at(struct arena *arena, sqlite3_stmt *statement)
{
    return (struct figure){.reason = (enum reason)sqlite3_column_int(statement, 2),
                           .numerator = number_at(statement, 3),
                           .denominator = number_at(statement, 4),
                           .value = number_at(statement, 5),
                           .shown = number_at(statement, 6),
                           .tolerance = tolerance_at(arena, statement),
                           .rating = (enum rating)sqlite3_column_int(statement, 14),
                           .direction = {(enum movement)sqlite3_column_int(statement, 15),
                                         (enum progress)sqlite3_column_int(statement, 16)},
                           .unknown = (uint32_t)sqlite3_column_int64(statement, 17),
                           .small_numbers = sqlite3_column_int(statement, 18) != 0};
}

static const char *text_at(sqlite3_stmt *statement, int at)
{
    const unsigned char *text = sqlite3_column_text(statement, at);
    return text ? (const char *)text : "";
}

static bool load_run(struct history *history, struct arena *arena, const char *definitions,
                     struct result_set *results, bool *same_definitions, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool ok = false;
    if (sqlite3_prepare_v2(database_of(history),
                           "select organisation, as_at, every, period_count, year_end_month, year_end_day,"
                           " small_denominator, dead_band, definitions from run order by id desc limit 1",
                           -1, &statement, NULL) != SQLITE_OK) {
        fail(history, error, "cannot be read");
        goto close;
    }
    if (sqlite3_step(statement) != SQLITE_ROW) {
        error_set(error, ERROR_IO, "%s: no run is recorded in it yet: `scorecard run` first", history->path);
        goto close;
    }
    results->organisation = arena_copy_text(arena, text_at(statement, 0));
    results->as_at = sqlite3_column_int(statement, 1);
    results->plan = (struct period_plan){.every = (enum period_length)sqlite3_column_int(statement, 2),
                                         .count = sqlite3_column_int(statement, 3),
                                         .year_end_month = sqlite3_column_int(statement, 4),
                                         .year_end_day = sqlite3_column_int(statement, 5)};
    results->small_denominator = sqlite3_column_int(statement, 6);
    results->dead_band = sqlite3_column_double(statement, 7);
    *same_definitions = strcmp(text_at(statement, 8), definitions) == 0;
    ok =
        results->plan.count > 0 || error_set(error, ERROR_IO, "%s: holds a run of no periods", history->path);
close:
    sqlite3_finalize(statement);
    return ok;
}

/* A series as it was recorded: its figures stand under its position, unless nothing has its name any more. */
struct recorded_series {
    struct series series;
    int position;
    bool is_known;
};

/* By the catalogue and the unit tree; within these, as they were recorded: the whole first. */
static int compare_series(const void *left, const void *right)
{
    const struct recorded_series *a = left, *b = right;
    if (a->is_known != b->is_known)
        return a->is_known ? -1 : 1;
    if (a->series.indicator != b->series.indicator)
        return a->series.indicator < b->series.indicator ? -1 : 1;
    if (a->series.unit != b->series.unit)
        return a->series.unit < b->series.unit ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

/* By id alone: another unit may have taken the name since. */
static int find_unit(const struct units *units, const char *id)
{
    for (size_t i = 0; i < units->count; i++)
        if (text_equal(units->items[i].id, id))
            return (int)i;
    return -1;
}

static int find_indicator(const struct catalogue *catalogue, const char *id, const char *window)
{
    enum window_length length;
    if (*window == '\0')
        return catalogue_find(catalogue, id);
    return window_parse(window, &length) ? catalogue_find_window(catalogue, id, length) : -1;
}

static struct recorded_series series_at(struct arena *arena, const struct result_set *results, int position,
                                        sqlite3_stmt *statement)
{
    int indicator = find_indicator(results->catalogue, text_at(statement, 0), text_at(statement, 1));
    int unit = find_unit(results->units, text_at(statement, 2));
    struct recorded_series recorded = {.position = position, .is_known = indicator >= 0 && unit >= 0};
    if (!recorded.is_known)
        return recorded;
    recorded.series = (struct series){.indicator = (size_t)indicator,
                                      .unit = (size_t)unit,
                                      .breakdown = arena_copy_text(arena, text_at(statement, 3)),
                                      .category = arena_copy_text(arena, text_at(statement, 4)),
                                      .dated = {.since = sqlite3_column_int(statement, 5),
                                                .by = sqlite3_column_int(statement, 6),
                                                .green = band_at(statement, 7),
                                                .stretch = sqlite3_column_int(statement, 10) != 0},
                                      .figures = ARENA_ARRAY(arena, struct figure, results->period_count)};
    for (size_t i = 0; i < results->period_count; i++)
        recorded.series.figures[i] = figure_without(REASON_NO_DATA);
    return recorded;
}

/* Positions are 0, 1, 2 ... */
static bool load_series(struct history *history, struct arena *arena, const struct result_set *results,
                        struct recorded_series **recorded, size_t *count, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    int step = SQLITE_ERROR;
    *count = 0;
    if (sqlite3_prepare_v2(database_of(history),
                           "select indicator, window, unit, breakdown, category, dated_since, dated_by,"
                           " dated_low, dated_high, dated_kind, dated_stretch from series"
                           " where run = (select max(id) from run) order by position",
                           -1, &statement, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
            *recorded = arena_grow(arena, *recorded, *count, &capacity, sizeof **recorded);
            (*recorded)[*count] = series_at(arena, results, (int)*count, statement);
            (*count)++;
        }
    sqlite3_finalize(statement);
    return step == SQLITE_DONE || fail(history, error, "cannot be read");
}

static bool load_figures(struct history *history, struct arena *arena, const struct result_set *results,
                         struct recorded_series *recorded, size_t count, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step = SQLITE_ERROR;
    if (sqlite3_prepare_v2(database_of(history),
                           "select position, period, reason, numerator, denominator, value, shown, green_low,"
                           " green_high, green_kind, amber_low, amber_high, amber_kind, stretch, rating,"
                           " movement, progress, unknown, small_numbers"
                           " from figure where run = (select max(id) from run)",
                           -1, &statement, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
            int position = sqlite3_column_int(statement, 0), period = sqlite3_column_int(statement, 1);
            if (position >= 0 && (size_t)position < count && recorded[position].is_known && period >= 0 &&
                (size_t)period < results->period_count)
                recorded[position].series.figures[period] = figure_at(arena, statement);
        }
    sqlite3_finalize(statement);
    return step == SQLITE_DONE || fail(history, error, "cannot be read");
}

static bool load_results(struct history *history, struct arena *arena, struct result_set *results,
                         struct error *error)
{
    struct recorded_series *recorded = NULL;
    size_t count;
    if (!load_series(history, arena, results, &recorded, &count, error) ||
        !load_figures(history, arena, results, recorded, count, error))
        return false;
    if (count > 0)
        qsort(recorded, count, sizeof *recorded, compare_series);
    results->series = ARENA_ARRAY(arena, struct series, count);
    while (results->series_count < count && recorded[results->series_count].is_known) {
        results->series[results->series_count] = recorded[results->series_count].series;
        results->series_count++;
    }
    return true;
}

bool history_load(struct history *history, struct arena *arena, const struct catalogue *catalogue,
                  const struct units *units, const char *definitions, struct result_set *results,
                  bool *same_definitions, struct error *error)
{
    *results = (struct result_set){.catalogue = catalogue, .units = units};
    if (!load_run(history, arena, definitions, results, same_definitions, error))
        return false;
    results->periods = periods_make(arena, &results->plan, results->as_at);
    results->period_count = (size_t)results->plan.count;
    return load_results(history, arena, results, error);
}

/* Columns of one table follow each other. */
static void take_loaded(struct arena *arena, struct loaded *loaded, size_t capacity, sqlite3_stmt *statement)
{
    const char *name = text_at(statement, 1);
    if (loaded->count == 0 || strcmp(loaded->tables[loaded->count - 1].name, name) != 0)
        loaded->tables[loaded->count++] = (struct loaded_table){
            .name = arena_copy_text(arena, name),
            .rows = (uint32_t)sqlite3_column_int64(statement, 2),
            .files = (uint32_t)sqlite3_column_int64(statement, 5),
            .newest = sqlite3_column_type(statement, 6) == SQLITE_NULL ? NO_NEWEST
                                                                       : sqlite3_column_int(statement, 6),
            .columns = ARENA_ARRAY(arena, struct loaded_column, capacity)};
    struct loaded_table *table = &loaded->tables[loaded->count - 1];
    table->columns[table->column_count++] =
        (struct loaded_column){.name = arena_copy_text(arena, text_at(statement, 3)),
                               .filled = (uint32_t)sqlite3_column_int64(statement, 4)};
}

bool history_loaded(struct history *history, struct arena *arena, struct loaded *loaded, day_number *as_at,
                    struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step = SQLITE_ERROR, most;
    *loaded = (struct loaded){0};
    if (!ask_number(history, "select count(*) from loaded where run = (select max(id) from run)", &most,
                    error) ||
        !ask_number(history, "select as_at from run order by id desc limit 1", as_at, error))
        return false;
    loaded->tables = ARENA_ARRAY(arena, struct loaded_table, (size_t)most);
    if (sqlite3_prepare_v2(database_of(history),
                           "select run, table_name, row_count, column_name, filled, files, newest from loaded"
                           " where run = (select max(id) from run) order by position",
                           -1, &statement, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(statement)) == SQLITE_ROW)
            take_loaded(arena, loaded, (size_t)most, statement);
    sqlite3_finalize(statement);
    return step == SQLITE_DONE || fail(history, error, "cannot be read");
}

bool history_has_runs(struct history *history, bool *has, struct error *error)
{
    int count;
    bool ok = ask_number(history, "select count(*) from run", &count, error);
    *has = ok && count > 0;
    return ok;
}
