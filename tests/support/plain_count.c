#include "tests/support/plain_count.h"

#include "tables/expression_node.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

struct window_node {
    struct node *node;
    bool start;
};

struct plain_measures {
    struct measure own, also;
    bool has_also;
    struct window_node *nodes; /* the window's days, written out for one window after another */
    size_t node_count, node_capacity;
};

/* ---- expressions that take no short cuts ---- */

static void make_plain(struct arena *arena, struct plain_measures *measures, struct node *node)
{
    if (!node)
        return;
    node->bound_count = 0;
    node->dear = false;
    if (node->kind == NODE_WINDOW_START || node->kind == NODE_WINDOW_END) {
        measures->nodes = arena_grow(arena, measures->nodes, measures->node_count, &measures->node_capacity,
                                     sizeof *measures->nodes);
        measures->nodes[measures->node_count++] = (struct window_node){node, node->kind == NODE_WINDOW_START};
        node->kind = NODE_LITERAL;
    }
    for (size_t i = 0; i < node->argument_count; i++)
        make_plain(arena, measures, node->arguments[i]);
    make_plain(arena, measures, node->where);
    make_plain(arena, measures, node->of);
    make_plain(arena, measures, node->from);
    make_plain(arena, measures, node->since);
}

static void make_all_plain(struct arena *arena, struct plain_measures *measures,
                           const struct measure *measure)
{
    const struct expression *const all[] = {measure->at,    measure->open_start, measure->open_end,
                                            measure->where, measure->of,         measure->once_per,
                                            measure->unit};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        make_plain(arena, measures, all[i] ? all[i]->root : NULL);
    for (size_t i = 0; i < measure->by_count; i++)
        make_plain(arena, measures, measure->by[i] ? measure->by[i]->root : NULL);
}

struct plain_measures *plain_compile(struct arena *arena, const struct expression_scope *scope,
                                     const struct catalogue *catalogue, const struct indicator *indicator,
                                     const struct measure_text *text, const struct measure_text *also)
{
    struct plain_measures *measures = ARENA_NEW(arena, struct plain_measures);
    struct measure_compiler compiler = measure_compiler_in(arena, scope, catalogue);
    struct error error = {.kind = ERROR_NONE};
    bool compiled = measure_compile(&compiler, indicator, "own", text, NULL, &measures->own, &error);
    measures->has_also = also != NULL;
    if (compiled && also)
        compiled =
            measure_compile(&compiler, indicator, "also", also, &measures->own, &measures->also, &error);
    assert(compiled);
    make_all_plain(arena, measures, &measures->own);
    if (also)
        make_all_plain(arena, measures, &measures->also);
    return measures;
}

/* ---- a row, from a window ---- */

struct plain_value {
    bool present;
    double number; /* a day's, a flag's, a word's too: they are told apart by it */
};

struct seeing {
    struct arena *arena;
    const struct counting *counting;
    struct evaluator *evaluator;
    struct window window;
    uint32_t row;
};

static struct plain_value see(struct seeing *seeing, const struct expression *expression)
{
    struct arena_mark mark = arena_mark(seeing->arena);
    uint16_t window = 0;
    struct plain_value value = {.number = 0};
    struct batch batch = {.count = 1,
                          .row = &seeing->row,
                          .windows = &seeing->window,
                          .window = &window,
                          .window_count = 1,
                          .as_at = seeing->counting->as_at};
    struct vector found = expression_evaluate(expression, seeing->evaluator, &batch, seeing->arena);
    value.present = found.present[0];
    if (value.present)
        value.number = found.type == COLUMN_TEXT     ? found.code[0]
                       : found.type == COLUMN_NUMBER ? found.number[0]
                       : found.type == COLUMN_DAY    ? found.day[0]
                                                     : found.flag[0];
    arena_rewind(seeing->arena, mark);
    return value;
}

/* NULL: holds. -1: cannot be told. */
static int see_answer(struct seeing *seeing, const struct expression *where)
{
    if (!where)
        return 1;
    struct plain_value value = see(seeing, where);
    return value.present ? value.number > 0 : -1;
}

static bool is_in_time(struct seeing *seeing, const struct measure *measure, day_number *on)
{
    *on = 0;
    if (measure->at) {
        struct plain_value at = see(seeing, measure->at);
        *on = (day_number)at.number;
        return at.present && *on >= seeing->window.start && *on <= seeing->window.end;
    }
    struct plain_value start = see(seeing, measure->open_start), end = {.present = false};
    if (!start.present || (day_number)start.number > seeing->window.end)
        return false;
    if (measure->open_end)
        end = see(seeing, measure->open_end);
    return !end.present || (measure->during ? (day_number)end.number >= seeing->window.start
                                            : (day_number)end.number > seeing->window.end);
}

enum { MOST_BY = 3 };

/* What a row is to the measures, from a window. */
struct fact {
    int own, also; /* 0: is not counted, 1: is, -1: cannot be told */
    int unit;
    day_number on;
    struct plain_value key, of, also_of, by[MOST_BY];
};

static int see_unit(struct seeing *seeing, const struct measure *measure, bool *unplaced)
{
    const struct units *units = seeing->counting->units;
    struct plain_value word = {.present = false};
    if (measure->unit)
        word = see(seeing, measure->unit);
    int unit = word.present
                   ? units_find(units, seeing->counting->scope->dataset->words.words[(size_t)word.number])
                   : -1;
    if (unit >= 0 && !units->items[unit].is_no_team)
        return unit;
    unplaced[seeing->row] = true;
    return units->items[units->count - 1].is_no_team ? (int)units->count - 1 : -1;
}

static void see_row(struct seeing *seeing, const struct plain_measures *measures, struct fact *fact)
{
    const struct measure *own = &measures->own;
    const struct table *table = &seeing->counting->scope->dataset->tables[own->table];
    *fact = (struct fact){.unit = -1};
    if (table->when != NO_COLUMN) {
        const struct column *when = &table->columns[table->when];
        if (!when->present[seeing->row] || when->day[seeing->row] > seeing->window.end)
            return;
    }
    if (!is_in_time(seeing, own, &fact->on))
        return;
    fact->own = see_answer(seeing, own->where);
    if (fact->own == 1 && own->once_per)
        fact->key = see(seeing, own->once_per);
}

/* Of the rows alike, the one that came about last counts, a later line winning a tie. */
static bool has_later_alike(const struct counting *counting, const struct measure *measure,
                            const struct fact *facts, uint32_t row, uint32_t rows)
{
    const struct table *table = &counting->scope->dataset->tables[measure->table];
    const struct column *when = table->when == NO_COLUMN ? NULL : &table->columns[table->when];
    const struct fact *one = &facts[row];
    for (uint32_t i = 0; one->key.present && i < rows; i++) {
        const struct fact *other = &facts[i];
        bool alike = i != row && other->own == 1 && other->key.present && other->on == one->on &&
                     !(other->key.number < one->key.number) && !(other->key.number > one->key.number);
        int order = when ? (when->day[i] > when->day[row]) - (when->day[i] < when->day[row]) : 0;
        if (alike && (order > 0 || (order == 0 && i > row)))
            return true;
    }
    return false;
}

static void see_rest(struct seeing *seeing, const struct plain_measures *measures, struct fact *fact,
                     bool *unplaced)
{
    fact->unit = see_unit(seeing, &measures->own, unplaced);
    fact->of = measures->own.of ? see(seeing, measures->own.of) : (struct plain_value){.present = true};
    assert(measures->own.by_count <= MOST_BY);
    for (size_t i = 0; i < measures->own.by_count; i++)
        fact->by[i] = see(seeing, measures->own.by[i]);
    if (!measures->has_also || fact->own != 1 || !fact->of.present)
        return;
    fact->also = see_answer(seeing, measures->also.where);
    fact->also_of =
        measures->also.of ? see(seeing, measures->also.of) : (struct plain_value){.present = true};
}

static void see_window(struct seeing *seeing, const struct plain_measures *measures, struct fact *facts,
                       uint32_t rows, bool *unplaced)
{
    bool *left_out = ARENA_ARRAY(seeing->arena, bool, rows);
    for (size_t i = 0; i < measures->node_count; i++)
        measures->nodes[i].node->literal.day =
            measures->nodes[i].start ? seeing->window.start : seeing->window.end;
    for (seeing->row = 0; seeing->row < rows; seeing->row++)
        see_row(seeing, measures, &facts[seeing->row]);
    for (uint32_t row = 0; row < rows; row++)
        left_out[row] = facts[row].own == 1 && measures->own.once_per &&
                        has_later_alike(seeing->counting, &measures->own, facts, row, rows);
    for (seeing->row = 0; seeing->row < rows; seeing->row++) {
        struct fact *fact = &facts[seeing->row];
        if (left_out[seeing->row])
            fact->own = 0;
        if (fact->own != 0)
            see_rest(seeing, measures, fact, unplaced);
    }
}

/* ---- what they add up to ---- */

static int compare_numbers(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

static double sum_of(const double *values, size_t count, double less, int power)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += power == 2 ? (values[i] - less) * (values[i] - less) : values[i] - less;
    return sum;
}

static double aggregate_of(const struct measure *measure, double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_numbers);
    double different = count > 0, percent = measure->aggregate == AGGREGATE_MEDIAN ? 50 : measure->percentile;
    double rank = count > 0 ? percent / 100 * (double)(count - 1) : 0;
    size_t low = (size_t)rank, high = low + 1 < count ? low + 1 : low;
    for (size_t i = 1; i < count; i++)
        different += values[i] > values[i - 1];
    if (measure->aggregate == AGGREGATE_ROWS)
        return (double)count;
    if (measure->aggregate == AGGREGATE_SUM)
        return sum_of(values, count, 0, 1);
    if (measure->aggregate == AGGREGATE_DISTINCT)
        return different;
    if (count == 0)
        return 0;
    double mean = sum_of(values, count, 0, 1) / (double)count;
    switch ((int)measure->aggregate) {
    case AGGREGATE_MEAN:
        return mean;
    case AGGREGATE_MIN:
        return values[0];
    case AGGREGATE_MAX:
        return values[count - 1];
    case AGGREGATE_STDEV:
        return sqrt(sum_of(values, count, mean, 2) / (double)count);
    default:
        return values[low] + (values[high] - values[low]) * (rank - (double)low);
    }
}

static bool is_at_or_below(const struct units *units, int unit, size_t above)
{
    while (unit >= 0 && (size_t)unit != above)
        unit = units->items[unit].parent;
    return unit >= 0;
}

static bool is_of_category(const struct fact *fact, const struct category *category)
{
    const struct plain_value *by = &fact->by[category->by];
    return by->present == category->known && (!by->present || (uint32_t)by->number == category->code);
}

struct cell {
    const struct plain_measures *measures;
    bool also;
    const struct category *category; /* NULL: WHOLE */
    size_t unit;
};

static struct counted count_cell(struct arena *arena, const struct counting *counting,
                                 const struct cell *cell, const struct fact *facts, uint32_t rows)
{
    const struct measure *measure = cell->also ? &cell->measures->also : &cell->measures->own;
    struct counted counted = {.known = 0};
    double *values = ARENA_ARRAY(arena, double, rows);
    for (uint32_t row = 0; row < rows; row++) {
        const struct fact *fact = &facts[row];
        int counts = cell->also ? fact->also : fact->own;
        const struct plain_value *of = cell->also ? &fact->also_of : &fact->of;
        if (counts == 0 || !is_at_or_below(counting->units, fact->unit, cell->unit) ||
            (cell->category && !is_of_category(fact, cell->category)))
            continue;
        if (counts < 0 || !of->present)
            counted.unknown++;
        else
            values[counted.known++] = of->number;
    }
    counted.value = aggregate_of(measure, values, counted.known);
    if (measure->aggregate == AGGREGATE_SUM || measure->aggregate == AGGREGATE_MEAN)
        counted.total = sum_of(values, counted.known, 0, 1);
    return counted;
}

static bool is_near(double one, double other)
{
    double size = fabs(one) > fabs(other) ? fabs(one) : fabs(other);
    return !(fabs(one - other) > 1e-6 * (size > 1 ? size : 1));
}

static const char *tell_cell(struct arena *arena, const struct counting *counting, const struct cell *cell,
                             size_t period, const struct counted *found, const struct counted *plain)
{
    if (found->known == plain->known && found->unknown == plain->unknown &&
        is_near(found->value, plain->value) && is_near(found->total, plain->total))
        return NULL;
    struct window window = window_of(cell->measures->own.window, &counting->periods[period], counting->plan);
    char start[DAY_TEXT_SIZE], end[DAY_TEXT_SIZE];
    day_format(window.start, start);
    day_format(window.end, end);
    return arena_format(
        arena,
        "%s in %s, %s, %s to %s: counted %g (%u known, %u unknown, total %g), plainly %g (%u known, "
        "%u unknown, total %g)",
        cell->also ? "also" : "own", counting->units->items[cell->unit].id,
        cell->category ? "a category" : "all", start, end, found->value, found->known, found->unknown,
        found->total, plain->value, plain->known, plain->unknown, plain->total);
}

static const char *compare_counts(struct arena *arena, const struct counting *counting,
                                  const struct plain_measures *measures, const struct counts *counts,
                                  bool also, const struct fact *facts, uint32_t rows)
{
    const char *told = NULL;
    for (size_t category = 0; category < counts->category_count; category++)
        for (size_t unit = 0; unit < counting->units->count; unit++)
            for (size_t period = 0; period < counting->period_count && !told; period++) {
                struct cell cell = {measures, also, category == WHOLE ? NULL : &counts->categories[category],
                                    unit};
                struct counted plain = count_cell(arena, counting, &cell, facts + period * rows, rows);
                size_t at = (category * counting->units->count + unit) * counting->period_count + period;
                told = tell_cell(arena, counting, &cell, period, &counts->cells[at], &plain);
            }
    return told;
}

/* Every category that a row falls to is there. */
static const char *find_lost_category(const struct plain_measures *measures, const struct counts *counts,
                                      bool also, const struct fact *facts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t by = 0; by < measures->own.by_count; by++) {
            bool found = (also ? facts[i].also : facts[i].own) == 0 || facts[i].unit < 0;
            for (size_t k = WHOLE + 1; k < counts->category_count && !found; k++)
                found = counts->categories[k].by == by && is_of_category(&facts[i], &counts->categories[k]);
            if (!found)
                return "a category is lost";
        }
    return NULL;
}

const char *plain_difference(struct arena *arena, const struct counting *counting,
                             struct plain_measures *measures, const struct count *count, bool *unplaced)
{
    uint32_t rows = counting->scope->dataset->tables[measures->own.table].row_count;
    struct fact *facts = ARENA_ARRAY(arena, struct fact, rows * counting->period_count);
    struct arena scratch = {.keeps_spare = true};
    struct seeing seeing = {
        .arena = &scratch, .counting = counting, .evaluator = evaluator_in(arena, counting->scope)};
    for (size_t period = 0; period < counting->period_count; period++) {
        seeing.window = window_of(measures->own.window, &counting->periods[period], counting->plan);
        see_window(&seeing, measures, facts + period * rows, rows, unplaced);
    }
    size_t seen = rows * counting->period_count;
    const char *told = find_lost_category(measures, &count->counts, false, facts, seen);
    if (!told)
        told = compare_counts(arena, counting, measures, &count->counts, false, facts, rows);
    if (!told && measures->has_also)
        told = find_lost_category(measures, &count->also_counts, true, facts, seen);
    if (!told && measures->has_also)
        told = compare_counts(arena, counting, measures, &count->also_counts, true, facts, rows);
    arena_release(&scratch);
    return told;
}
