#include "metrics/count.h"

#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 8192, NOT_LOOKED_UP = -2 };

/* A value per row, or per pair of row and window, whichever it depends on. */
struct cells {
    bool given;
    bool by_row;
    struct vector vector;
};

/* A sum that does not lose what is small (Neumaier): its two parts together. */
struct sum {
    double high;
    double low;
};

/* A value kept for a median, a percentile or telling apart. */
struct kept_value {
    size_t cell; /* unit and period */
    uint64_t key;
    double number;
};

struct tally {
    const struct measure *measure;
    struct counted *counts;
    struct sum *sums;
    struct kept_value *kept;
    size_t kept_count;
    size_t kept_capacity;
    struct cells where;
    struct cells of;
};

/* One pass over a measure's rows. */
struct pass {
    struct counting *counting;
    const struct measure *measure;
    const struct table *table;
    struct arena arena; /* for the pass */
    struct window *windows;
    struct cells at, open_start, open_end, unit;
    bool time_by_pair; /* the time rule itself depends on the window: looked at pair by pair */
    struct tally own;
    struct tally *also;
    struct tally also_space;
    uint32_t row[CHUNK];
    uint16_t window[CHUNK];
    size_t count;
};

struct counting counting_make(struct arena *arena, const struct expression_scope *scope,
                              const struct units *units, const struct period *periods, size_t period_count,
                              const struct period_plan *plan, day_number as_at, struct findings *findings)
{
    struct counting counting = {.scope = scope,
                                .evaluator = evaluator_in(arena, scope),
                                .units = units,
                                .periods = periods,
                                .period_count = period_count,
                                .plan = plan,
                                .as_at = as_at,
                                .findings = findings,
                                .arena = arena,
                                .word_count = scope->dataset->words.count,
                                .told = ARENA_ARRAY(arena, bool *, scope->dataset->table_count)};
    counting.unit_of_word = ARENA_ARRAY(arena, int32_t, counting.word_count);
    for (size_t i = 0; i < counting.word_count; i++)
        counting.unit_of_word[i] = NOT_LOOKED_UP;
    return counting;
}

/* ---- values ---- */

static struct vector evaluate_all_rows(struct pass *pass, const struct expression *expression)
{
    uint32_t *rows = ARENA_ARRAY(&pass->arena, uint32_t, pass->table->row_count);
    for (uint32_t i = 0; i < pass->table->row_count; i++)
        rows[i] = i;
    struct batch batch = {.count = pass->table->row_count, .row = rows, .as_at = pass->counting->as_at};
    return expression_evaluate(expression, pass->counting->evaluator, &batch, &pass->arena);
}

static struct cells prepare(struct pass *pass, const struct expression *expression)
{
    struct cells cells = {.given = expression != NULL};
    if (expression && !expression_depends_on_window(expression)) {
        cells.by_row = true;
        cells.vector = evaluate_all_rows(pass, expression);
    }
    return cells;
}

/* A bare column is told as it stands, even one that a window would hide: time rules compare it with the window. */
static struct cells prepare_time(struct pass *pass, const struct expression *expression)
{
    if (!expression || expression_column(expression) == NO_COLUMN)
        return prepare(pass, expression);
    return (struct cells){.given = true, .by_row = true, .vector = evaluate_all_rows(pass, expression)};
}

static void refresh(struct pass *pass, struct cells *cells, const struct expression *expression,
                    const struct batch *batch)
{
    if (cells->given && !cells->by_row)
        cells->vector = expression_evaluate(expression, pass->counting->evaluator, batch, &pass->arena);
}

static size_t cell_at(const struct cells *cells, const struct pass *pass, size_t pair)
{
    return cells->by_row ? pass->row[pair] : pair;
}

static bool day_of(const struct cells *cells, size_t at, day_number *day)
{
    if (!cells->given || !cells->vector.present[at])
        return false;
    *day = cells->vector.day[at];
    return true;
}

/* ---- adding up ---- */

static void sum_add(struct sum *sum, double number)
{
    double total = sum->high + number;
    sum->low += fabs(sum->high) >= fabs(number) ? (sum->high - total) + number : (number - total) + sum->high;
    sum->high = total;
}

static uint64_t key_of(const struct vector *vector, size_t at, double *number)
{
    uint64_t key = 0;
    *number = 0;
    switch (vector->type) {
    case COLUMN_NUMBER:
        *number = vector->number[at] == 0 ? 0 : vector->number[at];
        memcpy(&key, number, sizeof key);
        break;
    case COLUMN_TEXT:
        key = vector->code[at];
        break;
    case COLUMN_DAY:
        key = (uint32_t)vector->day[at];
        break;
    case COLUMN_FLAG:
        key = vector->flag[at];
        break;
    }
    return key;
}

/* Kept once for its unit and once for each above it: a median of teams' medians is nobody's median. */
static void keep_value(struct tally *tally, struct pass *pass, size_t unit, size_t period, size_t at)
{
    struct kept_value value = {0};
    value.key = key_of(&tally->of.vector, at, &value.number);
    const struct unit *units = pass->counting->units->items;
    for (int one = (int)unit; one >= 0; one = units[one].parent) {
        value.cell = (size_t)one * pass->counting->period_count + period;
        tally->kept = arena_grow(pass->counting->arena, tally->kept, tally->kept_count, &tally->kept_capacity,
                                 sizeof *tally->kept);
        tally->kept[tally->kept_count++] = value;
    }
}

/* False when the value it adds is not known. */
static bool tally_row(struct tally *tally, struct pass *pass, size_t pair, size_t unit)
{
    size_t period = pass->window[pair], cell = unit * pass->counting->period_count + period;
    enum aggregate aggregate = tally->measure->aggregate;
    if (aggregate == AGGREGATE_ROWS) {
        tally->counts[cell].known++;
        return true;
    }
    size_t at = cell_at(&tally->of, pass, pair);
    if (!tally->of.vector.present[at]) {
        tally->counts[cell].unknown++;
        return false;
    }
    tally->counts[cell].known++;
    if (aggregate == AGGREGATE_SUM || aggregate == AGGREGATE_MEAN)
        sum_add(&tally->sums[cell], tally->of.vector.number[at]);
    else
        keep_value(tally, pass, unit, period, at);
    return true;
}

/* ---- where a row belongs ---- */

static int no_team(const struct units *units)
{
    const struct unit *last = &units->items[units->count - 1];
    return last->is_no_team ? (int)units->count - 1 : -1;
}

static int find_unit_of_word(struct counting *counting, uint32_t word)
{
    if (word >= counting->word_count)
        return units_find(counting->units, counting->scope->dataset->words.words[word]);
    if (counting->unit_of_word[word] == NOT_LOOKED_UP)
        counting->unit_of_word[word] =
            units_find(counting->units, counting->scope->dataset->words.words[word]);
    return counting->unit_of_word[word];
}

static void tell_unplaced(struct pass *pass, uint32_t row, bool names_one)
{
    struct counting *counting = pass->counting;
    bool **told = &counting->told[pass->measure->table];
    if (!*told)
        *told = ARENA_ARRAY(counting->arena, bool, pass->table->row_count);
    if ((*told)[row])
        return;
    (*told)[row] = true;
    findings_add(counting->findings,
                 (struct finding){.rule = names_one ? FINDING_UNKNOWN_UNIT : FINDING_NO_UNIT,
                                  .table = pass->table->name,
                                  .file = table_file(pass->table, row),
                                  .line = pass->table->line[row],
                                  .column = -1});
}

/* -1: nowhere at all, as there is no one organisation whose "(no team)" it could be. */
static int place(struct pass *pass, size_t pair)
{
    int unit = -1;
    size_t at = pass->unit.given ? cell_at(&pass->unit, pass, pair) : 0;
    bool names_one = pass->unit.given && pass->unit.vector.present[at];
    if (names_one)
        unit = find_unit_of_word(pass->counting, pass->unit.vector.code[at]);
    if (unit >= 0 && !pass->counting->units->items[unit].is_no_team)
        return unit;
    tell_unplaced(pass, pass->row[pair], names_one);
    return no_team(pass->counting->units);
}

/* ---- pairs of row and window ---- */

static bool in_time(const struct pass *pass, size_t pair)
{
    const struct window *window = &pass->windows[pass->window[pair]];
    day_number day;
    if (pass->measure->at)
        return day_of(&pass->at, cell_at(&pass->at, pass, pair), &day) && day >= window->start &&
               day <= window->end;
    if (!day_of(&pass->open_start, cell_at(&pass->open_start, pass, pair), &day) || day > window->end)
        return false;
    return !day_of(&pass->open_end, cell_at(&pass->open_end, pass, pair), &day) || day > window->end;
}

static void refresh_tally(struct pass *pass, struct tally *tally, const struct batch *batch)
{
    refresh(pass, &tally->where, tally->measure->where, batch);
    refresh(pass, &tally->of, tally->measure->of, batch);
}

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };

static enum answer ask(const struct cells *where, const struct pass *pass, size_t pair)
{
    if (!where->given)
        return ANSWER_YES;
    size_t at = cell_at(where, pass, pair);
    if (!where->vector.present[at])
        return ANSWER_UNKNOWN;
    return where->vector.flag[at] ? ANSWER_YES : ANSWER_NO;
}

static void count_pair(struct pass *pass, size_t pair)
{
    enum answer own = ask(&pass->own.where, pass, pair);
    if (own == ANSWER_NO || (pass->time_by_pair && !in_time(pass, pair)))
        return;
    int unit = place(pass, pair);
    if (unit < 0)
        return;
    size_t cell = (size_t)unit * pass->counting->period_count + pass->window[pair];
    if (own == ANSWER_UNKNOWN) {
        pass->own.counts[cell].unknown++;
        return;
    }
    /* A row left out of the denominator is out of the numerator too, and unknown once. */
    if (!tally_row(&pass->own, pass, pair, (size_t)unit) || !pass->also)
        return;
    enum answer also = ask(&pass->also->where, pass, pair);
    if (also == ANSWER_YES)
        tally_row(pass->also, pass, pair, (size_t)unit);
    else if (also == ANSWER_UNKNOWN)
        pass->also->counts[cell].unknown++;
}

static void count_pairs(struct pass *pass)
{
    struct arena_mark mark = arena_mark(&pass->arena);
    struct batch batch = {.count = pass->count,
                          .row = pass->row,
                          .windows = pass->windows,
                          .window = pass->window,
                          .as_at = pass->counting->as_at};
    const struct measure *measure = pass->measure;
    if (pass->time_by_pair) {
        refresh(pass, &pass->at, measure->at, &batch);
        refresh(pass, &pass->open_start, measure->open_start, &batch);
        refresh(pass, &pass->open_end, measure->open_end, &batch);
    }
    refresh(pass, &pass->unit, measure->unit, &batch);
    refresh_tally(pass, &pass->own, &batch);
    if (pass->also)
        refresh_tally(pass, pass->also, &batch);
    for (size_t pair = 0; pair < pass->count; pair++)
        count_pair(pass, pair);
    pass->count = 0;
    arena_rewind(&pass->arena, mark);
}

/* The first period whose end is on or after the day. */
static size_t first_ending_from(const struct pass *pass, day_number day)
{
    size_t low = 0, high = pass->counting->period_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pass->windows[middle].end >= day)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The windows a row falls in, or is open at the end of: one run of them, since both ends of windows only rise.
 * A time rule that depends on the window is left to in_time. */
static void find_run(const struct pass *pass, uint32_t row, size_t *first, size_t *last)
{
    *first = 0;
    *last = pass->counting->period_count;
    const struct table *table = pass->table;
    if (table->when != NO_COLUMN) {
        const struct column *when = &table->columns[table->when];
        *first = when->present[row] ? first_ending_from(pass, when->day[row]) : *last;
    }
    if (pass->time_by_pair)
        return;
    day_number day;
    const struct cells *start = pass->measure->at ? &pass->at : &pass->open_start;
    if (!day_of(start, row, &day)) {
        *last = 0;
        return;
    }
    size_t from = first_ending_from(pass, day);
    *first = from > *first ? from : *first;
    if (pass->measure->at) {
        *last = *first;
        while (*last < pass->counting->period_count && pass->windows[*last].start <= day)
            (*last)++;
    } else if (day_of(&pass->open_end, row, &day)) {
        *last = first_ending_from(pass, day);
    }
}

static void walk_rows(struct pass *pass)
{
    for (uint32_t row = 0; row < pass->table->row_count; row++) {
        size_t first, last;
        find_run(pass, row, &first, &last);
        for (size_t window = first; window < last; window++) {
            pass->row[pass->count] = row;
            pass->window[pass->count++] = (uint16_t)window;
            if (pass->count == CHUNK)
                count_pairs(pass);
        }
    }
    count_pairs(pass);
}

/* ---- from tallies to counts ---- */

static void roll_up(const struct counting *counting, struct tally *tally)
{
    size_t periods = counting->period_count;
    for (size_t unit = counting->units->count; unit-- > 0;) {
        int parent = counting->units->items[unit].parent;
        for (size_t period = 0; period < periods && parent >= 0; period++) {
            size_t from = unit * periods + period, to = (size_t)parent * periods + period;
            tally->counts[to].known += tally->counts[from].known;
            tally->counts[to].unknown += tally->counts[from].unknown;
            sum_add(&tally->sums[to], tally->sums[from].high);
            sum_add(&tally->sums[to], tally->sums[from].low);
        }
    }
}

static int compare_kept(const void *left, const void *right)
{
    const struct kept_value *a = left, *b = right;
    if (a->cell != b->cell)
        return a->cell < b->cell ? -1 : 1;
    if (a->number < b->number || a->number > b->number)
        return a->number < b->number ? -1 : 1;
    return a->key < b->key ? -1 : a->key > b->key;
}

/* Between the two nearest ranks, in proportion (as spreadsheets' PERCENTILE.INC; the median is the 50th). */
static double percentile_of(const struct kept_value *values, size_t count, double percentile)
{
    double rank = percentile / 100 * (double)(count - 1);
    size_t below = (size_t)rank;
    double above = below + 1 < count ? values[below + 1].number : values[below].number;
    return number_tidy(values[below].number + (above - values[below].number) * (rank - (double)below));
}

static double told_apart(const struct kept_value *values, size_t count)
{
    size_t different = 0;
    for (size_t i = 0; i < count; i++)
        different += i == 0 || values[i].key != values[i - 1].key;
    return (double)different;
}

static void settle_kept(struct tally *tally)
{
    const struct measure *measure = tally->measure;
    if (tally->kept_count > 0)
        qsort(tally->kept, tally->kept_count, sizeof *tally->kept, compare_kept);
    for (size_t first = 0, last; first < tally->kept_count; first = last) {
        const struct kept_value *values = &tally->kept[first];
        for (last = first; last < tally->kept_count && tally->kept[last].cell == values->cell; last++)
            ;
        tally->counts[values->cell].value =
            measure->aggregate == AGGREGATE_DISTINCT
                ? told_apart(values, last - first)
                : percentile_of(values, last - first,
                                measure->aggregate == AGGREGATE_MEDIAN ? 50 : measure->percentile);
    }
}

static void settle(const struct counting *counting, struct tally *tally)
{
    roll_up(counting, tally);
    for (size_t cell = 0; cell < counting->units->count * counting->period_count; cell++) {
        struct counted *count = &tally->counts[cell];
        count->total = number_tidy(tally->sums[cell].high + tally->sums[cell].low);
        if (tally->measure->aggregate == AGGREGATE_ROWS)
            count->value = count->known;
        else if (tally->measure->aggregate == AGGREGATE_SUM)
            count->value = count->total;
        else if (tally->measure->aggregate == AGGREGATE_MEAN && count->known > 0)
            count->value = count->total / count->known;
    }
    settle_kept(tally);
}

static struct tally tally_make(struct pass *pass, const struct count *count)
{
    const struct measure *measure = count->measure;
    size_t cells = pass->counting->units->count * pass->counting->period_count;
    memset(count->counts, 0, cells * sizeof *count->counts);
    return (struct tally){.measure = measure,
                          .counts = count->counts,
                          .sums = ARENA_ARRAY(&pass->arena, struct sum, cells),
                          .where = prepare(pass, measure->where),
                          .of = prepare(pass, measure->of)};
}

void count_rows(struct counting *counting, const struct count *count, const struct count *also)
{
    const struct measure *measure = count->measure;
    struct pass *pass = ARENA_NEW(counting->arena, struct pass);
    pass->counting = counting;
    pass->measure = measure;
    pass->table = &counting->scope->dataset->tables[measure->table];
    pass->windows = ARENA_ARRAY(&pass->arena, struct window, counting->period_count);
    for (size_t i = 0; i < counting->period_count; i++)
        pass->windows[i] = window_of(measure->window, &counting->periods[i], counting->plan);
    pass->at = prepare_time(pass, measure->at);
    pass->open_start = prepare_time(pass, measure->open_start);
    pass->open_end = prepare_time(pass, measure->open_end);
    pass->time_by_pair = (pass->at.given && !pass->at.by_row) ||
                         (pass->open_start.given && !pass->open_start.by_row) ||
                         (pass->open_end.given && !pass->open_end.by_row);
    pass->unit = prepare(pass, measure->unit);
    pass->own = tally_make(pass, count);
    if (also) {
        pass->also_space = tally_make(pass, also);
        pass->also = &pass->also_space;
    }
    walk_rows(pass);
    settle(counting, &pass->own);
    if (also)
        settle(counting, pass->also);
    arena_release(&pass->arena);
}
