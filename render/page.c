#include "render/page.h"

#include "base/text.h"
#include "render/page_kinds.h"
#include "render/page_words.h"
#include "render/sheet_name.h"

#include <assert.h>

const struct cell *page_cell(const struct page *page, size_t row, size_t column)
{
    assert(row < page->row_count && column < page->column_count);
    return &page->cells[row * page->column_count + column];
}

/* ---- what the kinds of page share ---- */

const struct indicator *maker_indicator(const struct page_maker *maker, size_t shown)
{
    return &maker->results->catalogue->items[maker->indicators[shown]];
}

const struct period *maker_last_period(const struct page_maker *maker)
{
    return &maker->results->periods[maker->results->period_count - 1];
}

bool maker_begins_theme(const struct page_maker *maker, size_t shown)
{
    return shown == 0 || maker_indicator(maker, shown)->theme != maker_indicator(maker, shown - 1)->theme;
}

void put_group_heading(struct page_grid *grid, const char *words)
{
    grid_row(grid, STYLE_THEME);
    grid_text(grid, 0, STYLE_THEME, words);
    grid_keep_with_next(grid);
}

void put_theme(const struct page_maker *maker, struct page_grid *grid, size_t shown)
{
    put_group_heading(grid, maker->results->catalogue->themes[maker_indicator(maker, shown)->theme].title);
}

void page_open(const struct page_maker *maker, struct page_grid *grid, struct page *page, const char *about)
{
    const struct result_set *results = maker->results;
    const char *period = maker_last_period(maker)->label;
    page->title =
        about ? arena_format(maker->arena, "%s: %s", maker->layout->title, about) : maker->layout->title;
    page->foot_left = maker->layout->classification ? maker->layout->classification : "";
    page->foot_middle = arena_format(maker->arena, "%s, %s", results->organisation, period);
    page->pages_wide = 1;
    grid_line(grid, STYLE_TITLE, page->title);
    grid_line(grid, STYLE_SUBTITLE,
              arena_format(maker->arena, "%s \u00B7 %s \u00B7 figures as at %s", results->organisation,
                           period, date_words(maker->arena, results->as_at)));
}

void put_figure_and_letter(const struct page_maker *maker, struct cell *cell, enum style style,
                           const struct indicator *indicator, const struct figure *figure)
{
    enum standing standing = standing_of(indicator, figure);
    cell->style = style;
    cell->tint = standing_tint(standing);
    if (!figure_is_available(figure)) {
        cell->text = "n/a";
        return;
    }
    bool rated = standing_is_rated(standing);
    const char *star = figure->small_numbers ? "*" : "";
    const char *ending =
        arena_format(maker->arena, "%s%s%s", rated ? " " : "", standing_letter(standing), star);
    cell->is_number = true;
    cell->number = figure->shown;
    /* Room where a letter or star would be, so that figures set to the right stand in line with and without.
     */
    bool in_line = style_look(style).side == SIDE_RIGHT;
    cell->number_format =
        arena_format(maker->arena, "%s%s%s", number_format(maker->arena, indicator, figure->shown, ending),
                     in_line && !rated ? "_ _G" : "", in_line && !*star ? "_*" : "");
    cell->text =
        arena_format(maker->arena, "%s%s", figure_text(maker->arena, indicator, figure->shown), ending);
}

/* ---- which pages there are ---- */

struct page_list {
    struct page *items;
    size_t count;
    size_t capacity;
    struct map names;
};

static struct page *new_page(struct arena *arena, struct page_list *list, const char *name)
{
    list->items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
    struct page *page = &list->items[list->count++];
    *page = (struct page){.name = sheet_name(arena, name, &list->names)};
    return page;
}

static bool make_scorecards(const struct page_maker *maker, const struct layout_sheet *sheet,
                            struct page_list *list, struct error *error)
{
    const struct units *units = maker->results->units;
    size_t count;
    const size_t *chosen = layout_units(maker->arena, maker->layout, &sheet->units, units, &count, error);
    if (!chosen)
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *name = sheet->name && count == 1 ? sheet->name : units->items[chosen[i]].name;
        page_scorecard(maker, sheet, chosen[i], new_page(maker->arena, list, name));
    }
    return true;
}

static bool has_series(const struct page_maker *maker, size_t unit)
{
    for (size_t i = 0; i < maker->indicator_count; i++)
        if (result_find(maker->results, maker->indicators[i], unit))
            return true;
    return false;
}

/* The unit and those directly below it; "(no team)" only when something is known of it. */
static size_t *with_units_below(const struct page_maker *maker, size_t unit, size_t *count)
{
    const struct units *units = maker->results->units;
    size_t *found = ARENA_ARRAY(maker->arena, size_t, units->count);
    *count = 0;
    found[(*count)++] = unit;
    for (size_t i = unit + 1; i < units->count; i++)
        if (units->items[i].parent == (int)unit && (!units->items[i].is_no_team || has_series(maker, i)))
            found[(*count)++] = i;
    return found;
}

static bool compare_roots(const struct page_maker *maker, const struct layout_sheet *sheet,
                          const size_t *roots, size_t count, struct page_list *list)
{
    const char *name = sheet->name ? sheet->name : "Side by side";
    page_compare(maker, roots, count, false, NULL, new_page(maker->arena, list, name));
    return true;
}

/* A scorecard of the same unit may have its name already. */
static const char *comparison_name(struct arena *arena, const struct page_list *list, const char *unit)
{
    return sheet_name_is_free(arena, unit, &list->names) ? unit : arena_format(arena, "Compare %s", unit);
}

static bool make_comparisons(const struct page_maker *maker, const struct layout_sheet *sheet,
                             struct page_list *list, struct error *error)
{
    const struct units *units = maker->results->units;
    size_t count;
    const size_t *chosen = layout_units(maker->arena, maker->layout, &sheet->units, units, &count, error);
    if (!chosen)
        return false;
    if (sheet->units.choice == UNITS_ROOTS)
        return compare_roots(maker, sheet, chosen, count, list);
    for (size_t i = 0; i < count; i++) {
        size_t side_by_side;
        const size_t *columns = with_units_below(maker, chosen[i], &side_by_side);
        if (side_by_side < 2)
            continue;
        const char *unit = units->items[chosen[i]].name;
        const char *name =
            sheet->name && count == 1 ? sheet->name : comparison_name(maker->arena, list, unit);
        page_compare(maker, columns, side_by_side, true, arena_format(maker->arena, "%s, side by side", unit),
                     new_page(maker->arena, list, name));
    }
    return true;
}

static bool make_definitions(const struct page_maker *maker, const struct layout_sheet *sheet,
                             struct page_list *list, struct error *error)
{
    static const struct unit_selection roots = {.choice = UNITS_ROOTS};
    size_t count;
    const size_t *units =
        layout_units(maker->arena, maker->layout, &roots, maker->results->units, &count, error);
    if (!units)
        return false;
    page_definitions(maker, units, count,
                     new_page(maker->arena, list, sheet->name ? sheet->name : "Definitions"));
    return true;
}

typedef bool make_sheet(const struct page_maker *, const struct layout_sheet *, struct page_list *,
                        struct error *);

static make_sheet *const makers[] = {
    [SHEET_SCORECARD] = make_scorecards,
    [SHEET_COMPARE] = make_comparisons,
    [SHEET_DEFINITIONS] = make_definitions,
};

bool pages_make(struct arena *arena, const struct layout *layout, const struct result_set *results,
                struct page **pages, size_t *count, struct error *error)
{
    struct page_maker maker = {.arena = arena, .layout = layout, .results = results};
    struct page_list list = {.names = map_in(arena)};
    assert(results->period_count > 0);
    maker.indicators = layout_indicators(arena, layout, results->catalogue, &maker.indicator_count, error);
    if (!maker.indicators)
        return false;
    for (size_t i = 0; i < layout->sheet_count; i++)
        if (!makers[layout->sheets[i].kind](&maker, &layout->sheets[i], &list, error))
            return false;
    *pages = list.items;
    *count = list.count;
    return true;
}
