#include "metrics/tally.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

static size_t cells_of_category(const struct tally *tally)
{
    return tally->counting->units->count * tally->counting->period_count;
}

static bool adds_numbers(const struct tally *tally)
{
    return tally->measure->aggregate == AGGREGATE_SUM || tally->measure->aggregate == AGGREGATE_MEAN;
}

static size_t cell_of(const struct tally *tally, size_t category, size_t unit, size_t period)
{
    return (category * tally->counting->units->count + unit) * tally->counting->period_count + period;
}

/* ---- categories ---- */

static void make_room(struct tally *tally)
{
    struct counts *counts = tally->counts;
    size_t before = tally->category_capacity, cells = cells_of_category(tally);
    if (counts->category_count < before)
        return;
    tally->category_capacity = before == 0 ? 1 : before < 8 ? 8 : 2 * before;
    struct category *categories = ARENA_ARRAY(tally->arena, struct category, tally->category_capacity);
    struct counted *more = ARENA_ARRAY(tally->arena, struct counted, tally->category_capacity * cells);
    struct sum *sums = adds_numbers(tally)
                           ? ARENA_ARRAY(tally->lasting, struct sum, tally->category_capacity * cells)
                           : NULL;
    if (before > 0) {
        memcpy(categories, counts->categories, before * sizeof *categories);
        memcpy(more, counts->cells, before * cells * sizeof *more);
        if (sums)
            memcpy(sums, tally->sums, before * cells * sizeof *sums);
    }
    counts->categories = categories;
    counts->cells = more;
    tally->sums = sums;
}

struct tally tally_make(struct arena *arena, struct arena *lasting, const struct counting *counting,
                        const struct measure *measure, struct counts *counts)
{
    struct tally tally = {
        .measure = measure, .counting = counting, .arena = arena, .lasting = lasting, .counts = counts};
    *counts = (struct counts){0};
    make_room(&tally);
    counts->category_count = 1;
    return tally;
}

bool tally_category(struct tally *tally, size_t by, const struct vector *vector, size_t at, size_t *category)
{
    struct category wanted = {.by = by, .known = vector && vector->present[at]};
    if (wanted.known) {
        wanted.is_flag = vector->type == COLUMN_FLAG;
        wanted.code = wanted.is_flag ? vector->flag[at] : vector->code[at];
    }
    struct counts *counts = tally->counts;
    size_t of_this = 0;
    for (size_t i = WHOLE + 1; i < counts->category_count; i++) {
        const struct category *one = &counts->categories[i];
        of_this += one->by == by;
        if (one->by == by && one->known == wanted.known && one->code == wanted.code) {
            *category = i;
            return true;
        }
    }
    if (of_this >= MOST_CATEGORIES) {
        counts->too_many_categories = true;
        return false;
    }
    make_room(tally);
    *category = counts->category_count++;
    counts->categories[*category] = wanted;
    return true;
}

/* ---- adding up ---- */

static void sum_add(struct sum *sum, double number)
{
    double total = sum->high + number;
    sum->low += fabs(sum->high) >= fabs(number) ? (sum->high - total) + number : (number - total) + sum->high;
    sum->high = total;
}

uint64_t vector_key(const struct vector *vector, size_t at)
{
    uint64_t key = 0;
    switch (vector->type) {
    case COLUMN_NUMBER: {
        double number = vector->number[at] == 0 ? 0 : vector->number[at];
        memcpy(&key, &number, sizeof key);
        break;
    }
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

static void keep(struct tally *tally, size_t first, size_t periods, uint64_t key)
{
    tally->kept = arena_grow(tally->lasting, tally->kept, tally->kept_count, &tally->kept_capacity,
                             sizeof *tally->kept);
    tally->kept[tally->kept_count++] = (struct kept){key, (uint32_t)first, (uint32_t)periods};
}

/* Until they are settled, a cell tells by how many rows it differs from the one of the period before: a row that counts in
 * many periods is then as cheap as one that counts in one. */
static void count_row(const struct tally *tally, size_t first, struct run periods, bool known)
{
    struct counted *from = &tally->counts->cells[first], *after = from + (periods.end - periods.first);
    from->known += known;
    from->unknown += !known;
    if (periods.end == tally->counting->period_count)
        return;
    after->known -= known;
    after->unknown -= !known;
}

void tally_add(struct tally *tally, size_t category, size_t unit, struct run periods, const struct vector *of,
               size_t at)
{
    bool rows = tally->measure->aggregate == AGGREGATE_ROWS;
    if (!rows && !of->present[at]) {
        tally_unknown(tally, category, unit, periods);
        return;
    }
    size_t first = cell_of(tally, category, unit, periods.first), count = periods.end - periods.first;
    count_row(tally, first, periods, true);
    for (size_t cell = first; cell < first + count && tally->sums; cell++)
        sum_add(&tally->sums[cell], of->number[at]);
    if (!rows && !tally->sums)
        keep(tally, first, count, vector_key(of, at));
}

void tally_unknown(struct tally *tally, size_t category, size_t unit, struct run periods)
{
    count_row(tally, cell_of(tally, category, unit, periods.first), periods, false);
}

/* ---- from rows to units ---- */

static void settle_periods(struct tally *tally)
{
    size_t periods = tally->counting->period_count,
           cells = tally->counts->category_count * cells_of_category(tally);
    for (size_t cell = 0; cell < cells; cell++) {
        struct counted *counted = &tally->counts->cells[cell];
        if (cell % periods == 0)
            continue;
        counted->known += counted[-1].known;
        counted->unknown += counted[-1].unknown;
    }
}

static int above(const struct tally *tally, size_t unit)
{
    return tally->measure->unit_alone ? -1 : tally->counting->units->items[unit].parent;
}

static void roll_up(struct tally *tally, size_t category)
{
    size_t periods = tally->counting->period_count;
    for (size_t unit = tally->counting->units->count; unit-- > 0;) {
        int parent = above(tally, unit);
        for (size_t period = 0; period < periods && parent >= 0; period++) {
            size_t from = cell_of(tally, category, unit, period),
                   to = cell_of(tally, category, (size_t)parent, period);
            tally->counts->cells[to].known += tally->counts->cells[from].known;
            tally->counts->cells[to].unknown += tally->counts->cells[from].unknown;
            if (tally->sums) {
                sum_add(&tally->sums[to], tally->sums[from].high);
                sum_add(&tally->sums[to], tally->sums[from].low);
            }
        }
    }
}

/* ---- values that cannot be added up: a median of teams' medians is nobody's median ---- */

static double number_of(uint64_t key)
{
    double number;
    memcpy(&number, &key, sizeof number);
    return number;
}

/* A number's bits in such an order that they sort as whole numbers do, and back. */
static uint64_t ordered_bits(uint64_t bits)
{
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static uint64_t unordered_bits(uint64_t bits)
{
    return bits >> 63 ? bits & ~(UINT64_C(1) << 63) : ~bits;
}

/* Byte by byte from the lowest, passing over bytes that are the same in all: most values are small whole numbers. */
static void sort_bits(uint64_t *values, uint64_t *other, size_t count)
{
    uint64_t all = ~UINT64_C(0), any = 0;
    uint64_t *from = values, *to = other;
    for (size_t i = 0; i < count; i++) {
        all &= values[i];
        any |= values[i];
    }
    for (int shift = 0; shift < 64; shift += 8) {
        size_t next[257] = {0};
        if (((all ^ any) >> shift & 0xFF) == 0)
            continue;
        for (size_t i = 0; i < count; i++)
            next[(from[i] >> shift & 0xFF) + 1]++;
        for (size_t i = 1; i < 257; i++)
            next[i] += next[i - 1];
        for (size_t i = 0; i < count; i++)
            to[next[from[i] >> shift & 0xFF]++] = from[i];
        uint64_t *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != values)
        memcpy(values, from, count * sizeof *values);
}

static void sort_few(uint64_t *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && values[k] < values[k - 1]; k--) {
            uint64_t later = values[k - 1];
            values[k - 1] = values[k];
            values[k] = later;
        }
}

static void sort_values(uint64_t *values, uint64_t *other, size_t count, bool numbers)
{
    enum { FEW = 32 };
    for (size_t i = 0; i < count && numbers; i++)
        values[i] = ordered_bits(values[i]);
    if (count <= FEW)
        sort_few(values, count);
    else
        sort_bits(values, other, count);
    for (size_t i = 0; i < count && numbers; i++)
        values[i] = unordered_bits(values[i]);
}

/* Between the two nearest ranks, in proportion (as spreadsheets' PERCENTILE.INC; the median is the 50th). */
static double percentile_of(const uint64_t *values, size_t count, double percentile)
{
    double rank = percentile / 100 * (double)(count - 1);
    size_t below = (size_t)rank;
    double low = number_of(values[below]), high = below + 1 < count ? number_of(values[below + 1]) : low;
    return low + (high - low) * (rank - (double)below);
}

static double told_apart(const uint64_t *values, size_t count)
{
    size_t different = 0;
    for (size_t i = 0; i < count; i++)
        different += i == 0 || values[i] != values[i - 1];
    return (double)different;
}

/* How far the values lie from their mean, as of a whole population. */
static double deviation_of(const uint64_t *values, size_t count)
{
    struct sum sum = {0}, squares = {0};
    for (size_t i = 0; i < count; i++)
        sum_add(&sum, number_of(values[i]));
    double mean = (sum.high + sum.low) / (double)count;
    for (size_t i = 0; i < count; i++)
        sum_add(&squares, (number_of(values[i]) - mean) * (number_of(values[i]) - mean));
    return sqrt((squares.high + squares.low) / (double)count);
}

static double value_of(const struct measure *measure, uint64_t *values, uint64_t *other, size_t count)
{
    sort_values(values, other, count, measure->aggregate != AGGREGATE_DISTINCT);
    switch (measure->aggregate) {
    case AGGREGATE_DISTINCT:
        return told_apart(values, count);
    case AGGREGATE_MEDIAN:
        return percentile_of(values, count, 50);
    case AGGREGATE_PERCENTILE:
        return percentile_of(values, count, measure->percentile);
    case AGGREGATE_MIN:
        return number_of(values[0]);
    case AGGREGATE_MAX:
        return number_of(values[count - 1]);
    case AGGREGATE_STDEV:
        return deviation_of(values, count);
    case AGGREGATE_ROWS:
    case AGGREGATE_SUM:
    case AGGREGATE_MEAN:
        break;
    }
    return 0;
}

/* The cell of the unit above, in the same category and period; false when there is none. */
static bool cell_above(const struct tally *tally, size_t *cell)
{
    size_t periods = tally->counting->period_count, unit = *cell / periods % tally->counting->units->count;
    int parent = above(tally, unit);
    if (parent < 0)
        return false;
    *cell -= (unit - (size_t)parent) * periods;
    return true;
}

static void settle_kept(struct tally *tally)
{
    size_t cells = tally->counts->category_count * cells_of_category(tally);
    struct arena *lasting = tally->lasting;
    struct arena_mark mark = arena_mark(lasting);
    size_t *first = ARENA_ARRAY(lasting, size_t, cells + 1);
    for (size_t i = 0; i < tally->kept_count; i++) {
        size_t cell = tally->kept[i].cell;
        do
            for (size_t period = 0; period < tally->kept[i].periods; period++)
                first[cell + period + 1]++;
        while (cell_above(tally, &cell));
    }
    for (size_t cell = 0; cell < cells; cell++)
        first[cell + 1] += first[cell];
    uint64_t *values = ARENA_ARRAY(lasting, uint64_t, first[cells] + 1);
    uint64_t *other = ARENA_ARRAY(lasting, uint64_t, first[cells] + 1);
    size_t *next = ARENA_ARRAY(lasting, size_t, cells);
    memcpy(next, first, cells * sizeof *next);
    for (size_t i = 0; i < tally->kept_count; i++) {
        size_t cell = tally->kept[i].cell;
        do
            for (size_t period = 0; period < tally->kept[i].periods; period++)
                values[next[cell + period]++] = tally->kept[i].key;
        while (cell_above(tally, &cell));
    }
    for (size_t cell = 0; cell < cells; cell++)
        if (first[cell + 1] > first[cell])
            tally->counts->cells[cell].value = number_tidy(
                value_of(tally->measure, values + first[cell], other, first[cell + 1] - first[cell]));
    arena_rewind(lasting, mark);
}

void tally_settle(struct tally *tally)
{
    settle_periods(tally);
    for (size_t category = 0; category < tally->counts->category_count; category++)
        roll_up(tally, category);
    size_t cells = tally->counts->category_count * cells_of_category(tally);
    for (size_t cell = 0; cell < cells; cell++) {
        struct counted *count = &tally->counts->cells[cell];
        if (tally->sums)
            count->total = number_tidy(tally->sums[cell].high + tally->sums[cell].low);
        if (tally->measure->aggregate == AGGREGATE_ROWS)
            count->value = count->known;
        else if (tally->measure->aggregate == AGGREGATE_SUM)
            count->value = count->total;
        else if (tally->measure->aggregate == AGGREGATE_MEAN && count->known > 0)
            count->value = count->total / count->known;
    }
    if (tally->kept_count > 0)
        settle_kept(tally);
}
