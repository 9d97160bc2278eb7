#include "metrics/history.h"

#include "base/text.h"

#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What each version adds to the one before it: an empty file goes through all of them. */
static const char *const versions[] = {
    "create table run (id integer primary key, organisation text not null, as_at integer not null,"
    " every integer not null, period_count integer not null, year_end_month integer not null,"
    " year_end_day integer not null, last_start integer not null, small_denominator integer not null,"
    " dead_band real not null, definitions text not null);"
    "create table figure (run integer not null references run(id) on delete cascade,"
    " indicator text not null, unit text not null, breakdown text not null, category text not null,"
    " period integer not null, reason integer not null, numerator real, denominator real, value real, shown "
    "real,"
    " green_low real, green_high real, green_kind integer not null,"
    " amber_low real, amber_high real, amber_kind integer not null, stretch integer not null,"
    " rating integer not null, movement integer not null, progress integer not null, unknown integer not "
    "null,"
    " small_numbers integer not null,"
    " primary key (run, indicator, unit, breakdown, category, period)) without rowid;"
    "pragma user_version = 1;",
    /* A row for each column of each table that was supplied. */
    "create table loaded (run integer not null references run(id) on delete cascade,"
    " position integer not null, table_name text not null, row_count integer not null,"
    " column_name text not null, filled integer not null,"
    " primary key (run, position)) without rowid;"
    "pragma user_version = 2;",
};
enum { SCHEMA_VERSION = sizeof versions / sizeof *versions };

static sqlite3 *database_of(const struct history *history)
{
    return history->database;
}

static bool fail(const struct history *history, struct error *error, const char *doing)
{
    return error_set(error, ERROR_IO, "%s: %s: %s", history->path, doing,
                     sqlite3_errmsg(database_of(history)));
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
    if (version < 0 || version > SCHEMA_VERSION)
        return error_set(error, ERROR_IO, "%s: was written by a newer version of scorecard", history->path);
    for (; version < SCHEMA_VERSION; version++)
        if (!run_sql(history, versions[version], "cannot be laid out", error))
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
    sqlite3_bind_int(statement, 7, (int)figure->reason);
    bind_number(statement, 8, figure->numerator);
    bind_number(statement, 9, figure->denominator);
    bind_number(statement, 10, figure->value);
    bind_number(statement, 11, figure->shown);
    bind_band(statement, 12, &figure->tolerance.green);
    bind_band(statement, 15, &figure->tolerance.amber);
    sqlite3_bind_int(statement, 18, figure->tolerance.stretch);
    sqlite3_bind_int(statement, 19, (int)figure->rating);
    sqlite3_bind_int(statement, 20, (int)figure->direction.movement);
    sqlite3_bind_int(statement, 21, (int)figure->direction.progress);
    sqlite3_bind_int64(statement, 22, figure->unknown);
    sqlite3_bind_int(statement, 23, figure->small_numbers);
}

static bool insert_figures(const struct history *history, sqlite3_int64 run, const struct result_set *results,
                           sqlite3_stmt *statement, struct error *error)
{
    for (size_t i = 0; i < results->series_count; i++) {
        const struct series *series = &results->series[i];
        for (size_t period = 0; period < results->period_count; period++) {
            sqlite3_bind_int64(statement, 1, run);
            sqlite3_bind_text(statement, 2, results->catalogue->items[series->indicator].id, -1,
                              SQLITE_STATIC);
            sqlite3_bind_text(statement, 3, results->units->items[series->unit].id, -1, SQLITE_STATIC);
            sqlite3_bind_text(statement, 4, series->breakdown, -1, SQLITE_STATIC);
            sqlite3_bind_text(statement, 5, series->category, -1, SQLITE_STATIC);
            sqlite3_bind_int(statement, 6, (int)period);
            bind_figure(statement, &series->figures[period]);
            if (sqlite3_step(statement) != SQLITE_DONE)
                return fail(history, error, "a figure cannot be recorded");
            sqlite3_reset(statement);
        }
    }
    return true;
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
    bool ok = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return ok || fail(history, error, "what was loaded cannot be recorded");
}

static bool insert_loaded(const struct history *history, sqlite3_int64 run, const struct loaded *loaded,
                          struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int position = 0;
    bool ok = sqlite3_prepare_v2(database_of(history), "insert into loaded values (?1, ?2, ?3, ?4, ?5, ?6)",
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
    sqlite3_stmt *run = NULL, *figure = NULL;
    sqlite3_int64 id;
    bool ok = false;
    if (!forget_same_period(history, results, error))
        return false;
    /* The newest run must have the highest id, and deleting may have freed it. */
    if (sqlite3_prepare_v2(database_of(history),
                           "insert into run values ((select coalesce(max(id), 0) + 1 from run),"
                           " ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                           -1, &run, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(
            database_of(history),
            "insert into figure values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
            " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
            -1, &figure, NULL) != SQLITE_OK) {
        fail(history, error, "cannot be written");
        goto close;
    }
    ok = insert_run(history, results, definitions, run, error);
    id = sqlite3_last_insert_rowid(database_of(history));
    ok = ok && insert_figures(history, id, results, figure, error) &&
         insert_loaded(history, id, loaded, error);
close:
    sqlite3_finalize(run);
    sqlite3_finalize(figure);
    return ok;
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

static struct figure figure_at(sqlite3_stmt *statement)
{
    return (struct figure){.reason = (enum reason)sqlite3_column_int(statement, 5),
                           .numerator = number_at(statement, 6),
                           .denominator = number_at(statement, 7),
                           .value = number_at(statement, 8),
                           .shown = number_at(statement, 9),
                           .tolerance = {.green = band_at(statement, 10),
                                         .amber = band_at(statement, 13),
                                         .stretch = sqlite3_column_int(statement, 16) != 0},
                           .rating = (enum rating)sqlite3_column_int(statement, 17),
                           .direction = {(enum movement)sqlite3_column_int(statement, 18),
                                         (enum progress)sqlite3_column_int(statement, 19)},
                           .unknown = (uint32_t)sqlite3_column_int64(statement, 20),
                           .small_numbers = sqlite3_column_int(statement, 21) != 0};
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

/* Figures come by series: their place is found once for each. */
static struct series *series_for(struct result_set *results, struct arena *arena, size_t *places,
                                 int indicator, int unit)
{
    size_t place = (size_t)indicator * results->units->count + (size_t)unit;
    if (places[place] == 0) {
        struct series *series = &results->series[results->series_count++];
        *series = (struct series){.indicator = (size_t)indicator,
                                  .unit = (size_t)unit,
                                  .breakdown = "",
                                  .category = "",
                                  .figures = ARENA_ARRAY(arena, struct figure, results->period_count)};
        for (size_t i = 0; i < results->period_count; i++)
            series->figures[i] = (struct figure){.reason = REASON_NO_DATA,
                                                 .numerator = (double)NAN,
                                                 .denominator = (double)NAN,
                                                 .value = (double)NAN,
                                                 .shown = (double)NAN};
        places[place] = results->series_count;
    }
    return &results->series[places[place] - 1];
}

static int compare_series(const void *left, const void *right)
{
    const struct series *a = left, *b = right;
    if (a->indicator != b->indicator)
        return a->indicator < b->indicator ? -1 : 1;
    return a->unit < b->unit ? -1 : a->unit > b->unit;
}

/* By id alone: another unit may have taken the name since. */
static int find_unit(const struct units *units, const char *id)
{
    for (size_t i = 0; i < units->count; i++)
        if (text_equal(units->items[i].id, id))
            return (int)i;
    return -1;
}

static bool load_figures(struct history *history, struct arena *arena, struct result_set *results,
                         struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t *places = ARENA_ARRAY(arena, size_t, results->catalogue->count * results->units->count);
    int step = SQLITE_ERROR;
    if (sqlite3_prepare_v2(
            database_of(history),
            "select indicator, unit, breakdown, category, period, reason, numerator, denominator, value,"
            " shown, green_low, green_high, green_kind, amber_low, amber_high, amber_kind, stretch,"
            " rating, movement, progress, unknown, small_numbers"
            " from figure where run = (select max(id) from run)",
            -1, &statement, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
            int indicator = catalogue_find(results->catalogue, text_at(statement, 0));
            int unit = find_unit(results->units, text_at(statement, 1));
            int period = sqlite3_column_int(statement, 4);
            if (indicator >= 0 && unit >= 0 && period >= 0 && (size_t)period < results->period_count)
                series_for(results, arena, places, indicator, unit)->figures[period] = figure_at(statement);
        }
    sqlite3_finalize(statement);
    qsort(results->series, results->series_count, sizeof *results->series, compare_series);
    return step == SQLITE_DONE || fail(history, error, "cannot be read");
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
    results->series = ARENA_ARRAY(arena, struct series, catalogue->count * units->count);
    return load_figures(history, arena, results, error);
}

/* Columns of one table follow each other. */
static void take_loaded(struct arena *arena, struct loaded *loaded, size_t capacity, sqlite3_stmt *statement)
{
    const char *name = text_at(statement, 1);
    if (loaded->count == 0 || strcmp(loaded->tables[loaded->count - 1].name, name) != 0)
        loaded->tables[loaded->count++] =
            (struct loaded_table){.name = arena_copy_text(arena, name),
                                  .rows = (uint32_t)sqlite3_column_int64(statement, 2),
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
                    error))
        return false;
    loaded->tables = ARENA_ARRAY(arena, struct loaded_table, (size_t)most);
    if (sqlite3_prepare_v2(database_of(history),
                           "select run.as_at, table_name, row_count, column_name, filled"
                           " from loaded join run on run.id = loaded.run"
                           " where run.id = (select max(id) from run) order by position",
                           -1, &statement, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
            *as_at = sqlite3_column_int(statement, 0);
            take_loaded(arena, loaded, (size_t)most, statement);
        }
    sqlite3_finalize(statement);
    return step == SQLITE_DONE || fail(history, error, "cannot be read");
}
