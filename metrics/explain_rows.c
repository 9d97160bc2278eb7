#include "metrics/explain_rows.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A measure, compiled against the rows as they are now. */
struct rows_measure {
    int table;
    bool during;
    const struct expression *at, *open_start, *open_end, *where, *once_per, *of, *unit;
    enum aggregate aggregate;
    double percentile;
};

struct explaining_rows {
    struct arena *arena;
    const struct rows_request *request;
    struct evaluator *evaluator;
    struct rows_measure numerator, denominator;
    struct expression_reads reads;
    struct error *error;
};

/* A measure's rows while they are sifted: those left, and the values of one expression for each. */
struct sieve {
    struct explaining_rows *explaining;
    const struct rows_measure *measure;
    const struct table *table;
    uint32_t *rows;
    day_number *at; /* the day each falls on, where the time rule is "at" */
    size_t count;
};

/* ---- compiling ---- */

static const struct table *table_at(const struct explaining_rows *explaining, int table)
{
    return &explaining->request->scope.dataset->tables[table];
}

static bool fail_unsupplied(struct explaining_rows *explaining, const struct expression *expression)
{
    const struct table *table = table_at(explaining, expression_missing_table(expression));
    int column = expression_missing_column(expression);
    return error_set(explaining->error, ERROR_DATA,
                     "%s has no rows to show: it reads %s%s%s, which no extract supplied",
                     explaining->request->indicator->id, table->name, column == NO_COLUMN ? "" : ".",
                     column == NO_COLUMN ? "" : table->columns[column].name);
}

static bool compile(struct explaining_rows *explaining, int table, const char *text,
                    const struct expression **expression)
{
    *expression = NULL;
    if (!text)
        return true;
    *expression =
        expression_compile(explaining->arena, &explaining->request->scope, table, text, explaining->error);
    if (!*expression)
        return error_within(explaining->error, "%s", explaining->request->indicator->file);
    if (expression_missing_table(*expression) >= 0)
        return fail_unsupplied(explaining, *expression);
    expression_read(&explaining->request->scope, *expression, &explaining->reads);
    return true;
}

/* A unit that cannot be told, for lack of a table, leaves the rows in "(no team)". */
static bool compile_unit(struct explaining_rows *explaining, const char *text, struct rows_measure *measure)
{
    measure->unit = text ? expression_compile(explaining->arena, &explaining->request->scope, measure->table,
                                              text, explaining->error)
                         : NULL;
    if (text && !measure->unit)
        return error_within(explaining->error, "%s", explaining->request->indicator->file);
    if (measure->unit && expression_missing_table(measure->unit) >= 0)
        measure->unit = NULL;
    if (measure->unit)
        expression_read(&explaining->request->scope, measure->unit, &explaining->reads);
    return true;
}

static bool compile_measure(struct explaining_rows *explaining, const struct measure_text *text,
                            const struct measure_text *denominator, struct rows_measure *measure)
{
    const char *name = text->table ? text->table : denominator->table;
    const struct measure_text *aggregated = text->table || text->of ? text : denominator;
    int table = dataset_table(explaining->request->scope.dataset, name);
    if (table < 0)
        return error_set(explaining->error, ERROR_CONFIG,
                         "%s has no rows to show: %s is told by the run itself, not by an extract",
                         explaining->request->indicator->id, name);
    *measure = (struct rows_measure){.table = table,
                                     .during = text->during,
                                     .aggregate = aggregated->aggregate,
                                     .percentile = aggregated->percentile};
    return compile(explaining, table, text->at, &measure->at) &&
           compile(explaining, table, text->open_start, &measure->open_start) &&
           compile(explaining, table, text->open_end, &measure->open_end) &&
           compile(explaining, table, text->where, &measure->where) &&
           compile(explaining, table, text->once_per, &measure->once_per) &&
           compile(explaining, table, aggregated->of, &measure->of) &&
           (!text->table ||
            compile_unit(explaining, text->unit_by ? text->unit_by : table_at(explaining, table)->unit,
                         measure));
}

/* ---- values ---- */

static struct vector evaluate(const struct explaining_rows *explaining, const struct expression *expression,
                              const uint32_t *rows, size_t count, bool windowed)
{
    uint16_t *windows = ARENA_ARRAY(explaining->arena, uint16_t, count);
    struct batch batch = {.count = count,
                          .row = rows,
                          .windows = windowed ? &explaining->request->window : NULL,
                          .window = windowed ? windows : NULL,
                          .as_at = explaining->request->as_at};
    return expression_evaluate(expression, explaining->evaluator, &batch, explaining->arena);
}

static struct vector seen(const struct sieve *sieve, const struct expression *expression)
{
    return evaluate(sieve->explaining, expression, sieve->rows, sieve->count, true);
}

/* A bare column of a time rule is compared with the window as it stands, even where the window would hide it. */
static struct vector seen_time(const struct sieve *sieve, const struct expression *expression)
{
    bool bare = expression_column(expression) != NO_COLUMN;
    return evaluate(sieve->explaining, expression, sieve->rows, sieve->count, !bare);
}

static const char *cell_text(const struct explaining_rows *explaining, const struct vector *vector, size_t at)
{
    char day[DAY_TEXT_SIZE];
    if (!vector->present[at])
        return "";
    switch (vector->type) {
    case COLUMN_TEXT:
        return explaining->request->scope.dataset->words.words[vector->code[at]];
    case COLUMN_NUMBER:
        return number_shortest(explaining->arena, vector->number[at]);
    case COLUMN_DAY:
        day_format(vector->day[at], day);
        return arena_copy_text(explaining->arena, day);
    case COLUMN_FLAG:
        break;
    }
    return vector->flag[at] ? "yes" : "no";
}

/* ---- sifting ---- */

static void keep(struct sieve *sieve, const bool *kept)
{
    size_t count = 0;
    for (size_t i = 0; i < sieve->count; i++)
        if (kept[i]) {
            sieve->rows[count] = sieve->rows[i];
            sieve->at[count++] = sieve->at[i];
        }
    sieve->count = count;
}

static bool came_about(const struct sieve *sieve, uint32_t row)
{
    if (sieve->table->when == NO_COLUMN)
        return true;
    const struct column *when = &sieve->table->columns[sieve->table->when];
    return when->present[row] && when->day[row] <= sieve->explaining->request->window.end;
}

static bool ended(const struct sieve *sieve, const struct vector *end, size_t at)
{
    const struct window *window = &sieve->explaining->request->window;
    return end && end->present[at] &&
           (sieve->measure->during ? end->day[at] < window->start : end->day[at] <= window->end);
}

static void keep_in_time(struct sieve *sieve)
{
    const struct window *window = &sieve->explaining->request->window;
    const struct rows_measure *measure = sieve->measure;
    bool *kept = ARENA_ARRAY(sieve->explaining->arena, bool, sieve->count);
    struct vector start = seen_time(sieve, measure->at ? measure->at : measure->open_start), end;
    if (measure->open_end)
        end = seen_time(sieve, measure->open_end);
    for (size_t i = 0; i < sieve->count; i++) {
        kept[i] =
            start.present[i] && start.day[i] <= window->end && came_about(sieve, sieve->rows[i]) &&
            (measure->at ? start.day[i] >= window->start : !ended(sieve, measure->open_end ? &end : NULL, i));
        sieve->at[i] = measure->at && start.present[i] ? start.day[i] : 0;
    }
    keep(sieve, kept);
}

/* ---- once per ---- */

struct alike {
    size_t place;
    uint32_t row;
    const char *key;
    day_number at;
    day_number when;
};

static int compare_alike(const void *left, const void *right)
{
    const struct alike *a = left, *b = right;
    int keys = strcmp(a->key, b->key);
    if (keys != 0)
        return keys;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* Of the rows that count, the last of each that are alike; what does not count is left for its own reasons. */
static void drop_repeats(const struct sieve *sieve, const bool *counts, bool *dropped)
{
    const struct rows_measure *measure = sieve->measure;
    if (!measure->once_per)
        return;
    struct vector keys = seen(sieve, measure->once_per);
    struct alike *alike = ARENA_ARRAY(sieve->explaining->arena, struct alike, sieve->count);
    size_t count = 0;
    const struct column *when =
        sieve->table->when == NO_COLUMN ? NULL : &sieve->table->columns[sieve->table->when];
    for (size_t i = 0; i < sieve->count; i++)
        if (counts[i] && keys.present[i])
            alike[count++] =
                (struct alike){i, sieve->rows[i], cell_text(sieve->explaining, &keys, i), sieve->at[i],
                               when && when->present[sieve->rows[i]] ? when->day[sieve->rows[i]] : 0};
    if (count > 0)
        qsort(alike, count, sizeof *alike, compare_alike);
    for (size_t i = 0; i + 1 < count; i++)
        dropped[alike[i].place] =
            strcmp(alike[i].key, alike[i + 1].key) == 0 && alike[i].at == alike[i + 1].at;
}

/* ---- units ---- */

static int place(const struct explaining_rows *explaining, const struct vector *unit, size_t at)
{
    const struct units *units = explaining->request->units;
    int found = unit && unit->present[at]
                    ? units_find(units, explaining->request->scope.dataset->words.words[unit->code[at]])
                    : -1;
    const struct unit *last = &units->items[units->count - 1];
    return found < 0 && last->is_no_team ? (int)units->count - 1 : found;
}

static bool is_within(const struct units *units, int unit, size_t wanted)
{
    while (unit >= 0 && (size_t)unit != wanted)
        unit = units->items[unit].parent;
    return unit >= 0;
}

/* ---- what each row counts as ---- */

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };

static void ask(const struct sieve *sieve, const struct expression *where, enum answer *answers)
{
    struct vector vector = {0};
    if (where)
        vector = seen(sieve, where);
    for (size_t i = 0; i < sieve->count; i++)
        answers[i] = !where               ? ANSWER_YES
                     : !vector.present[i] ? ANSWER_UNKNOWN
                     : vector.flag[i]     ? ANSWER_YES
                                          : ANSWER_NO;
}

/* A row that counts, but whose value is missing, is not known. */
static struct explained_value *ask_values(const struct sieve *sieve, const struct rows_measure *measure,
                                          enum answer *answers)
{
    struct explained_value *told =
        ARENA_ARRAY(sieve->explaining->arena, struct explained_value, sieve->count);
    for (size_t i = 0; i < sieve->count; i++)
        told[i].text = "";
    if (measure->aggregate == AGGREGATE_ROWS)
        return told;
    struct vector values = seen(sieve, measure->of);
    for (size_t i = 0; i < sieve->count; i++) {
        if (answers[i] == ANSWER_YES && !values.present[i])
            answers[i] = ANSWER_UNKNOWN;
        told[i].text = cell_text(sieve->explaining, &values, i);
        told[i].number = values.present[i] && values.type == COLUMN_NUMBER ? values.number[i] : 0;
    }
    return told;
}

static void drop_from_answers(const struct sieve *sieve, enum answer *answers)
{
    struct arena *arena = sieve->explaining->arena;
    bool *counts = ARENA_ARRAY(arena, bool, sieve->count), *dropped = ARENA_ARRAY(arena, bool, sieve->count);
    for (size_t i = 0; i < sieve->count; i++)
        counts[i] = answers[i] == ANSWER_YES;
    drop_repeats(sieve, counts, dropped);
    for (size_t i = 0; i < sieve->count; i++)
        if (dropped[i])
            answers[i] = ANSWER_NO;
}

/* ---- one table ---- */

/* What a measure says of each row. */
struct told {
    enum answer *answers;
    struct explained_value *values;
};

/* Of the denominator's rows, with those of a numerator among them where it has no table of its own (`also`); or of the
 * numerator's alone. */
static void take_rows(const struct sieve *sieve, const struct told *own, const struct told *also,
                      bool is_denominator, struct explained_table *table)
{
    static const struct explained_value nothing = {.text = ""};
    const struct told *numerator = is_denominator ? also : own;
    const struct rows_request *request = sieve->explaining->request;
    struct vector units = {0};
    if (sieve->measure->unit)
        units = seen(sieve, sieve->measure->unit);
    table->rows = ARENA_ARRAY(sieve->explaining->arena, struct explained_row, sieve->count);
    for (size_t i = 0; i < sieve->count; i++) {
        int unit = place(sieve->explaining, sieve->measure->unit ? &units : NULL, i);
        if (own->answers[i] == ANSWER_NO || !is_within(request->units, unit, request->unit))
            continue;
        bool in = own->answers[i] == ANSWER_YES;
        table->rows[table->row_count++] =
            (struct explained_row){.row = sieve->rows[i],
                                   .unit = (size_t)unit,
                                   .in_denominator = is_denominator && in,
                                   .in_numerator = in && numerator && numerator->answers[i] == ANSWER_YES,
                                   .unknown = !in || (numerator && numerator->answers[i] == ANSWER_UNKNOWN),
                                   .denominator = is_denominator ? own->values[i] : nothing,
                                   .numerator = numerator ? numerator->values[i] : nothing};
    }
}

static struct told tell(const struct sieve *sieve, const struct rows_measure *measure, bool first)
{
    struct told told = {.answers = ARENA_ARRAY(sieve->explaining->arena, enum answer, sieve->count)};
    ask(sieve, measure->where, told.answers);
    if (first)
        drop_from_answers(sieve, told.answers);
    told.values = ask_values(sieve, measure, told.answers);
    return told;
}

/* `also`: the numerator, where it is of the denominator's rows. */
static void sift(struct explaining_rows *explaining, const struct rows_measure *own,
                 const struct rows_measure *also, struct explained_table *table)
{
    const struct table *of = table_at(explaining, own->table);
    struct sieve sieve = {.explaining = explaining,
                          .measure = own,
                          .table = of,
                          .rows = ARENA_ARRAY(explaining->arena, uint32_t, of->row_count),
                          .at = ARENA_ARRAY(explaining->arena, day_number, of->row_count),
                          .count = of->row_count};
    for (uint32_t i = 0; i < of->row_count; i++)
        sieve.rows[i] = i;
    keep_in_time(&sieve);
    struct told first = tell(&sieve, own, true), further = {0};
    if (also)
        further = tell(&sieve, also, false);
    *table = (struct explained_table){.table = own->table};
    take_rows(&sieve, &first, also ? &further : NULL, own == &explaining->denominator, table);
}

/* ---- what they come to ---- */

struct gathered {
    struct explained_value *values;
    size_t count;
};

static int compare_numbers(const void *left, const void *right)
{
    const struct explained_value *a = left, *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

static int compare_texts(const void *left, const void *right)
{
    const struct explained_value *a = left, *b = right;
    return strcmp(a->text, b->text);
}

static double total(const struct gathered *gathered, double mean, int power)
{
    long double sum = 0;
    for (size_t i = 0; i < gathered->count; i++)
        sum += powl((long double)gathered->values[i].number - (long double)mean, power);
    return number_tidy((double)sum);
}

static double different(const struct gathered *gathered)
{
    size_t count = 0;
    for (size_t i = 0; i < gathered->count; i++)
        count += i == 0 || compare_texts(&gathered->values[i - 1], &gathered->values[i]) != 0;
    return (double)count;
}

/* Between the two nearest ranks, in proportion. */
static double rank(const struct gathered *gathered, double percentile)
{
    double place = percentile / 100 * (double)(gathered->count - 1);
    size_t below = (size_t)place, above = below + 1 < gathered->count ? below + 1 : below;
    double low = gathered->values[below].number, high = gathered->values[above].number;
    return number_tidy(low + (high - low) * (place - (double)below));
}

static double come_to(const struct rows_measure *measure, struct gathered *gathered)
{
    double count = (double)gathered->count;
    bool apart = measure->aggregate == AGGREGATE_DISTINCT;
    if (gathered->count > 0 && measure->aggregate != AGGREGATE_ROWS)
        qsort(gathered->values, gathered->count, sizeof *gathered->values,
              apart ? compare_texts : compare_numbers);
    if (gathered->count == 0)
        return measure->aggregate == AGGREGATE_ROWS || measure->aggregate == AGGREGATE_SUM || apart
                   ? 0
                   : (double)NAN;
    switch (measure->aggregate) {
    case AGGREGATE_ROWS:
        break;
    case AGGREGATE_SUM:
        return total(gathered, 0, 1);
    case AGGREGATE_MEAN:
        return total(gathered, 0, 1) / count;
    case AGGREGATE_MEDIAN:
        return rank(gathered, 50);
    case AGGREGATE_PERCENTILE:
        return rank(gathered, measure->percentile);
    case AGGREGATE_MIN:
        return gathered->values[0].number;
    case AGGREGATE_MAX:
        return gathered->values[gathered->count - 1].number;
    case AGGREGATE_STDEV:
        return sqrt(total(gathered, total(gathered, 0, 1) / count, 2) / count);
    case AGGREGATE_DISTINCT:
        return different(gathered);
    }
    return count;
}

static double add_up(struct arena *arena, const struct rows_measure *measure,
                     const struct explained_table *table, bool numerator)
{
    struct gathered gathered = {.values = ARENA_ARRAY(arena, struct explained_value, table->row_count)};
    for (size_t i = 0; i < table->row_count; i++) {
        const struct explained_row *row = &table->rows[i];
        if (numerator ? row->in_numerator : row->in_denominator)
            gathered.values[gathered.count++] = numerator ? row->numerator : row->denominator;
    }
    return come_to(measure, &gathered);
}

/* ---- what the expressions read ---- */

static bool is_shown_already(const struct table *table, int column)
{
    return column == table->key || column == table->child;
}

static const char **cells_of(const struct explaining_rows *explaining, const struct explained_table *table,
                             const struct expression *value)
{
    uint32_t *rows = ARENA_ARRAY(explaining->arena, uint32_t, table->row_count);
    const char **cells = ARENA_ARRAY(explaining->arena, const char *, table->row_count);
    for (size_t i = 0; i < table->row_count; i++)
        rows[i] = table->rows[i].row;
    struct vector vector = evaluate(explaining, value, rows, table->row_count, false);
    for (size_t i = 0; i < table->row_count; i++)
        cells[i] = cell_text(explaining, &vector, i);
    return cells;
}

/* A column of the row, or of the one row that it points to; related rows are many, and have no one value. */
static void show_columns(struct explaining_rows *explaining, struct explained_table *table)
{
    struct expression_reads *reads = &explaining->reads;
    table->columns = ARENA_ARRAY(explaining->arena, const char *, reads->column_count);
    table->cells = ARENA_ARRAY(explaining->arena, const char **, reads->column_count);
    for (size_t i = 0; i < reads->column_count; i++) {
        const struct table *of = table_at(explaining, reads->columns[i].table);
        bool own = reads->columns[i].table == table->table;
        const char *column = of->columns[reads->columns[i].column].name,
                   *name = arena_format(explaining->arena, "%s.%s", of->name, column);
        struct error ignored = {.kind = ERROR_NONE};
        if (is_shown_already(of, reads->columns[i].column))
            continue;
        const struct expression *value = expression_compile(explaining->arena, &explaining->request->scope,
                                                            table->table, own ? column : name, &ignored);
        if (!value || expression_missing_table(value) >= 0)
            continue;
        table->columns[table->column_count] = name;
        table->cells[table->column_count++] = cells_of(explaining, table, value);
    }
}

/* ---- the rows ---- */

static uint32_t count_unknown(const struct explained_table *table)
{
    uint32_t unknown = 0;
    for (size_t i = 0; i < table->row_count; i++)
        unknown += table->rows[i].unknown;
    return unknown;
}

static bool find_rows(struct explaining_rows *explaining, struct explained_rows *rows)
{
    const struct indicator *indicator = explaining->request->indicator;
    bool divided = indicator->has_denominator, shares = divided && !indicator->numerator.table;
    if ((divided && !compile_measure(explaining, &indicator->denominator, &indicator->denominator,
                                     &explaining->denominator)) ||
        !compile_measure(explaining, &indicator->numerator, &indicator->denominator, &explaining->numerator))
        return false;
    if (divided)
        sift(explaining, &explaining->denominator, shares ? &explaining->numerator : NULL,
             &rows->tables[rows->table_count++]);
    if (!shares)
        sift(explaining, &explaining->numerator, NULL, &rows->tables[rows->table_count++]);
    if (divided)
        rows->denominator = add_up(explaining->arena, &explaining->denominator, &rows->tables[0], false);
    rows->numerator =
        add_up(explaining->arena, &explaining->numerator, &rows->tables[rows->table_count - 1], true);
    if (indicator->adds_numerator)
        rows->denominator += rows->numerator;
    for (size_t i = 0; i < rows->table_count; i++) {
        rows->unknown += count_unknown(&rows->tables[i]);
        show_columns(explaining, &rows->tables[i]);
    }
    return true;
}

bool explain_rows(struct arena *arena, const struct rows_request *request, struct explained_rows *rows,
                  struct error *error)
{
    struct arena indexes = {0};
    struct explaining_rows explaining = {.arena = arena,
                                         .request = request,
                                         .evaluator = evaluator_in(&indexes, &request->scope),
                                         .reads = {.arena = arena},
                                         .error = error};
    *rows = (struct explained_rows){.denominator = (double)NAN};
    bool found = find_rows(&explaining, rows);
    arena_release(&indexes);
    return found;
}

/* What nothing adds up to is recorded as nothing, or as nought. */
static bool same(double a, double b)
{
    double one = isnan(a) ? 0 : a, other = isnan(b) ? 0 : b;
    return fabs(one - other) <= 1e-9 * fmax(1, fabs(one));
}

bool rows_agree(const struct indicator *indicator, const struct explained_rows *rows,
                const struct figure *figure)
{
    enum aggregate aggregate = indicator->numerator.aggregate;
    bool adds_up = indicator->has_denominator || aggregate == AGGREGATE_ROWS || aggregate == AGGREGATE_SUM ||
                   aggregate == AGGREGATE_DISTINCT;
    if (figure->unknown != rows->unknown)
        return false;
    if (indicator->has_denominator && !same(figure->denominator, rows->denominator))
        return false;
    return same(adds_up ? figure->numerator : figure->value, rows->numerator);
}
