#include "render/page_kinds.h"
#include "render/page_words.h"

#include <math.h>

enum { COLUMN_INDICATOR, COLUMN_TARGET, COLUMN_UNITS };

/* More units than this would print too small on one page's width. */
enum { UNITS_ON_A_PAGE = 12 };

struct comparison {
    const struct page_maker *maker;
    struct page_grid grid;
    const size_t *units;
    size_t count;
    bool first_is_whole;
};

/* A few units get wider columns, so that the table fills the paper. */
static void begin_grid(struct comparison *comparison)
{
    static const double paper = 138, least_name = 38, most_name = 56, target = 16, least_unit = 11.5,
                        most_unit = 18;
    size_t count = COLUMN_UNITS + comparison->count;
    double *widths = ARENA_ARRAY(comparison->maker->arena, double, count);
    double unit =
        fmin(fmax((paper - least_name - target) / (double)comparison->count, least_unit), most_unit);
    for (size_t i = 0; i < count; i++)
        widths[i] = unit;
    widths[COLUMN_INDICATOR] =
        fmin(fmax(paper - target - unit * (double)comparison->count, least_name), most_name);
    widths[COLUMN_TARGET] = target;
    comparison->grid = page_grid_in(comparison->maker->arena, widths, count);
}

static const char *unit_name(const struct comparison *comparison, size_t column)
{
    return comparison->maker->results->units->items[comparison->units[column]].name;
}

static void put_headings(struct comparison *comparison)
{
    struct page_grid *grid = &comparison->grid;
    grid_row(grid, STYLE_HEADING);
    grid_text(grid, COLUMN_INDICATOR, STYLE_HEADING, "Indicator");
    grid_text(grid, COLUMN_TARGET, STYLE_HEADING, "Target (green)\nTolerance (amber)");
    for (size_t i = 0; i < comparison->count; i++) {
        const char *name = unit_name(comparison, i);
        if (i == 0 && comparison->first_is_whole)
            name = arena_format(comparison->maker->arena, "%s\n(whole)", name);
        grid_text(grid, COLUMN_UNITS + i, STYLE_HEADING_FIGURE, name);
    }
}

/* ---- how many are green, amber ... in each unit ---- */

static size_t count_green(const struct tally *tally)
{
    return tally->of[STANDING_GREEN];
}

static size_t count_amber(const struct tally *tally)
{
    return tally->of[STANDING_AMBER];
}

static size_t count_red(const struct tally *tally)
{
    return tally->of[STANDING_RED];
}

static const struct {
    const char *words;
    enum tint tint;
    size_t (*count)(const struct tally *);
} counted[] = {
    {"Green (G)", TINT_GREEN, count_green},
    {"Amber (A)", TINT_AMBER, count_amber},
    {"Red (R)", TINT_RED, count_red},
    {"Not rated", TINT_MUTED, tally_not_rated},
    /* The last: left out where there is none. */
    {"Of those rated, small numbers (*)", TINT_NONE, tally_small},
};

static void put_count(struct cell *cell, struct arena *arena, size_t count, enum tint tint)
{
    cell->style = STYLE_CENTRED;
    cell->tint = tint;
    cell->is_number = true;
    cell->number = (double)count;
    cell->number_format = "0";
    cell->text = arena_format(arena, "%zu", count);
}

static void put_tallies(struct comparison *comparison)
{
    const struct page_maker *maker = comparison->maker;
    struct tally *tallies = ARENA_ARRAY(maker->arena, struct tally, comparison->count);
    size_t rows = sizeof counted / sizeof counted[0], small = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        tallies[i] =
            tally_of(maker->results, maker->indicators, maker->indicator_count, comparison->units[i]);
        small += tally_small(&tallies[i]);
    }
    if (small == 0)
        rows--;
    put_group_heading(&comparison->grid,
                      arena_format(maker->arena, "Ratings of %zu indicator%s", maker->indicator_count,
                                   maker->indicator_count == 1 ? "" : "s"));
    for (size_t row = 0; row < rows; row++) {
        grid_row(&comparison->grid, STYLE_WORDS);
        grid_text(&comparison->grid, COLUMN_INDICATOR, STYLE_NAME, counted[row].words);
        for (size_t i = 0; i < comparison->count; i++)
            put_count(grid_cell(&comparison->grid, COLUMN_UNITS + i), maker->arena,
                      counted[row].count(&tallies[i]), counted[row].tint);
    }
}

/* ---- one indicator: a row of figures, and below it what they are made of ---- */

static bool bands_equal(const struct band *a, const struct band *b)
{
    if (!a->stated || !b->stated)
        return a->stated == b->stated;
    return !(a->low < b->low || a->low > b->low || a->high < b->high || a->high > b->high) &&
           a->low_open == b->low_open && a->high_open == b->high_open;
}

static bool tolerances_equal(const struct tolerance *a, const struct tolerance *b)
{
    return bands_equal(&a->green, &b->green) && bands_equal(&a->amber, &b->amber);
}

/* The tolerance of all these units, NULL when they differ. */
static const struct tolerance *common_tolerance(const struct comparison *comparison, size_t index)
{
    const struct tolerance *common = NULL;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct figure *figure =
            figure_before(comparison->maker->results, index, comparison->units[i], 0);
        if (!figure)
            continue;
        if (common && !tolerances_equal(common, figure->tolerance))
            return NULL;
        common = figure->tolerance;
    }
    return common ? common : &nothing_stated;
}

static const char *parts(const struct comparison *comparison, const struct indicator *indicator,
                         const struct figure *figure)
{
    if (!figure)
        return "no figures";
    if (!figure_is_available(figure))
        return figure->reason == REASON_NONE ? "cannot be worked out" : reason_words(figure->reason);
    return figure_how_many(comparison->maker->arena, indicator, figure);
}

static const char *amber_or_nothing(struct arena *arena, const struct indicator *indicator,
                                    const struct tolerance *tolerance)
{
    const char *words = amber_words(arena, indicator, tolerance);
    return *words ? words : NULL;
}

static void put_indicator(struct comparison *comparison, size_t shown)
{
    struct arena *arena = comparison->maker->arena;
    struct page_grid *grid = &comparison->grid;
    const struct indicator *indicator = maker_indicator(comparison->maker, shown);
    size_t index = comparison->maker->indicators[shown];
    const struct tolerance *tolerance = common_tolerance(comparison, index);
    grid_row(grid, STYLE_OVER_DETAIL);
    grid_text(grid, COLUMN_INDICATOR, STYLE_OVER_DETAIL, indicator->title);
    grid_text(grid, COLUMN_TARGET, STYLE_OVER_DETAIL,
              tolerance ? target_words(arena, indicator, tolerance) : "differs by unit");
    for (size_t i = 0; i < comparison->count; i++)
        put_figure_and_letter(comparison->maker, grid_cell(grid, COLUMN_UNITS + i), STYLE_FIGURE_OVER_DETAIL,
                              indicator,
                              figure_before(comparison->maker->results, index, comparison->units[i], 0));
    grid_keep_with_next(grid);
    grid_row(grid, STYLE_DETAIL);
    grid_text(grid, COLUMN_INDICATOR, STYLE_DETAIL,
              arena_format(arena, "%s%s, %s", indicator->better == BETTER_NONE ? "" : "good is ",
                           better_words(indicator->better), window_words(arena, indicator->window)));
    grid_text(grid, COLUMN_TARGET, STYLE_DETAIL,
              tolerance ? amber_or_nothing(arena, indicator, tolerance) : NULL);
    for (size_t i = 0; i < comparison->count; i++) {
        const struct figure *figure =
            figure_before(comparison->maker->results, index, comparison->units[i], 0);
        grid_text(grid, COLUMN_UNITS + i, STYLE_DETAIL_CENTRED, parts(comparison, indicator, figure));
        grid_cell(grid, COLUMN_UNITS + i)->tint = standing_tint(standing_of(indicator, figure));
    }
}

void page_compare(const struct page_maker *maker, const size_t *units, size_t count, bool first_is_whole,
                  const char *about, struct page *page)
{
    struct comparison comparison = {
        .maker = maker, .units = units, .count = count, .first_is_whole = first_is_whole};
    begin_grid(&comparison);
    page_open(maker, &comparison.grid, page, about);
    page->heading_row = comparison.grid.row_count;
    page->fixed_columns = COLUMN_UNITS;
    page->pages_wide = (int)((count + UNITS_ON_A_PAGE - 1) / UNITS_ON_A_PAGE);
    page->pages_wide = page->pages_wide < 1 ? 1 : page->pages_wide;
    put_headings(&comparison);
    put_tallies(&comparison);
    for (size_t i = 0; i < maker->indicator_count; i++) {
        if (maker_begins_theme(maker, i))
            put_theme(maker, &comparison.grid, i);
        put_indicator(&comparison, i);
    }
    const char *note = arena_format(
        maker->arena,
        "Each cell: the latest figure with its rating (G green, the target is met; A amber, within "
        "tolerance; "
        "R red, outside both; no letter, not rated) and, below, how many of how many. *: fewer than %d to "
        "count against. n/a: not available, for the reason below it.",
        maker->results->small_denominator);
    grid_notes(&comparison.grid, &note, 1);
    grid_finish(&comparison.grid, page);
}
