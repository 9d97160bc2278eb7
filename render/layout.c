#include "render/layout.h"

#include "base/config.h"
#include "base/text.h"

#define COUNT_OF(list) (sizeof(list) / sizeof((list)[0]))

static const char *const kind_names[] = {
    [SHEET_SCORECARD] = "scorecard", [SHEET_COMPARE] = "compare", [SHEET_DEFINITIONS] = "definitions"};
static const char *const choice_names[] = {[UNITS_ROOTS] = "roots", [UNITS_ALL] = "all"};
static const char *const direction_names[] = {
    [DIRECTION_PREVIOUS] = "previous", [DIRECTION_YEAR_BEFORE] = "year before"};
static const char *const chart_formats[] = {"svg", "png", "pdf"};

static struct unit_selection read_units(struct config *at, enum unit_choice otherwise)
{
    struct unit_selection selection = {.choice = otherwise};
    selection.level = config_text_or(at, "units_at", NULL);
    if (selection.level && config_has(at, "units"))
        config_fail(at, "\"units\" and \"units_at\" cannot both choose; keep one");
    int choice = config_choice(at, "units", choice_names, COUNT_OF(choice_names), (int)otherwise);
    selection.choice = selection.level ? UNITS_AT_LEVEL : choice == UNITS_ALL ? UNITS_ALL : UNITS_ROOTS;
    return selection;
}

static void read_sheet(struct config *at, struct layout_sheet *sheet)
{
    int kind = config_choice(at, "kind", kind_names, COUNT_OF(kind_names), -1);
    if (config_failed(at))
        return;
    sheet->kind = (enum sheet_kind)kind;
    sheet->name = config_text_or(at, "name", NULL);
    sheet->previous = LAYOUT_DEFAULT;
    sheet->year_before = true;
    if (sheet->kind == SHEET_DEFINITIONS)
        return;
    sheet->units = read_units(at, sheet->kind == SHEET_COMPARE ? UNITS_ALL : UNITS_ROOTS);
    if (sheet->kind == SHEET_COMPARE)
        return;
    sheet->previous = config_whole_or(at, "previous", 0, LAYOUT_MOST_PREVIOUS, LAYOUT_DEFAULT);
    sheet->year_before = config_flag_or(at, "year_before", true);
}

static void read_sheets(struct arena *arena, struct config *at, struct layout *layout)
{
    layout->sheet_count = config_count(at, "sheets");
    if (layout->sheet_count == 0 && !config_failed(at))
        config_fail(at, "\"sheets\" lists no sheet; a workbook needs at least one");
    layout->sheets = ARENA_ARRAY(arena, struct layout_sheet, layout->sheet_count);
    for (size_t i = 0; i < layout->sheet_count; i++) {
        struct config item;
        if (config_item(at, "sheets", i, &item))
            read_sheet(&item, &layout->sheets[i]);
    }
}

static void read_charts(struct config *at, struct layout_charts *charts)
{
    struct config object;
    if (!config_object(at, "charts", &object))
        return;
    charts->wanted = true;
    charts->units = read_units(&object, UNITS_ROOTS);
    charts->formats = config_texts(&object, "formats", &charts->format_count);
    if (charts->format_count == 0) {
        charts->formats = chart_formats;
        charts->format_count = 1;
    }
    for (size_t i = 0; i < charts->format_count && !config_failed(&object); i++)
        if (!text_is_one_of(charts->formats[i], chart_formats, COUNT_OF(chart_formats)))
            config_fail(&object, "charts cannot be drawn as \"%s\"; use \"svg\", \"png\" or \"pdf\"",
                        charts->formats[i]);
}

bool layout_load(struct arena *arena, const char *path, struct layout *layout, struct error *error)
{
    struct config at;
    if (!config_open(&at, arena, path, error))
        return false;
    *layout = (struct layout){.file = arena_copy_text(arena, path)};
    layout->id = config_text(&at, "layout");
    layout->title = config_text(&at, "title");
    layout->classification = config_text_or(&at, "classification", NULL);
    layout->indicators = config_texts(&at, "indicators", &layout->indicator_count);
    int direction =
        config_choice(&at, "direction", direction_names, COUNT_OF(direction_names), DIRECTION_PREVIOUS);
    layout->direction = direction == DIRECTION_YEAR_BEFORE ? DIRECTION_YEAR_BEFORE : DIRECTION_PREVIOUS;
    read_sheets(arena, &at, layout);
    read_charts(&at, &layout->charts);
    return config_close(&at);
}

/* ---- choosing indicators ---- */

static bool choose_indicators(const char *name, const struct catalogue *catalogue, bool *chosen)
{
    bool found = false;
    for (size_t i = 0; i < catalogue->theme_count; i++)
        found |= text_equal(catalogue->themes[i].id, name);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct indicator *indicator = &catalogue->items[i];
        bool named =
            text_equal(indicator->id, name) || text_equal(catalogue->themes[indicator->theme].id, name);
        if (!named || indicator->further_window)
            continue;
        chosen[i] = true;
        found = true;
    }
    return found;
}

static bool no_such_indicator(struct arena *arena, const struct layout *layout, const char *name,
                              const struct catalogue *catalogue, struct error *error)
{
    const char **known = ARENA_ARRAY(arena, const char *, catalogue->count + catalogue->theme_count);
    size_t count = 0;
    for (size_t i = 0; i < catalogue->count; i++)
        known[count++] = catalogue->items[i].id;
    for (size_t i = 0; i < catalogue->theme_count; i++)
        known[count++] = catalogue->themes[i].id;
    return error_set(error, ERROR_CONFIG, "%s: indicators: no indicator or theme is called \"%s\"%s",
                     layout->file, name, text_did_you_mean(arena, name, known, count));
}

size_t *layout_indicators(struct arena *arena, const struct layout *layout, const struct catalogue *catalogue,
                          size_t *count, struct error *error)
{
    bool *chosen = ARENA_ARRAY(arena, bool, catalogue->count + 1);
    for (size_t i = 0; i < catalogue->count; i++)
        chosen[i] = layout->indicator_count == 0 && !catalogue->items[i].further_window;
    for (size_t i = 0; i < layout->indicator_count; i++) {
        const char *name = layout->indicators[i];
        if (choose_indicators(name, catalogue, chosen))
            continue;
        no_such_indicator(arena, layout, name, catalogue, error);
        return NULL;
    }
    size_t *indices = ARENA_ARRAY(arena, size_t, catalogue->count + 1);
    *count = 0;
    for (size_t i = 0; i < catalogue->count; i++)
        if (chosen[i])
            indices[(*count)++] = i;
    return indices;
}

/* ---- choosing units ---- */

static bool selects(const struct unit_selection *selection, const struct unit *unit)
{
    if (unit->is_no_team)
        return false;
    switch (selection->choice) {
    case UNITS_ROOTS:
        return unit->parent < 0;
    case UNITS_ALL:
        return true;
    case UNITS_AT_LEVEL:
        return unit->level && text_equal_ignoring_case(unit->level, selection->level);
    }
    return false;
}

static bool no_such_level(struct arena *arena, const struct layout *layout, const char *level,
                          const struct units *units, struct error *error)
{
    const char **known = ARENA_ARRAY(arena, const char *, units->count + 1);
    struct text list = text_in(arena);
    size_t count = 0;
    for (size_t i = 0; i < units->count; i++) {
        const char *one = units->items[i].level;
        if (!one || !*one || text_is_one_of(one, known, count))
            continue;
        known[count++] = one;
        text_add_format(&list, "%s\"%s\"", list.length ? ", " : "", one);
    }
    return error_set(
        error, ERROR_CONFIG, "%s: units_at: no unit is at level \"%s\"%s; the levels of the unit tree are %s",
        layout->file, level, text_did_you_mean(arena, level, known, count), count ? list.bytes : "none");
}

size_t *layout_units(struct arena *arena, const struct layout *layout, const struct unit_selection *selection,
                     const struct units *units, size_t *count, struct error *error)
{
    size_t *indices = ARENA_ARRAY(arena, size_t, units->count + 1);
    *count = 0;
    for (size_t i = 0; i < units->count; i++)
        if (selects(selection, &units->items[i]))
            indices[(*count)++] = i;
    if (*count > 0 || selection->choice != UNITS_AT_LEVEL)
        return indices;
    no_such_level(arena, layout, selection->level, units, error);
    return NULL;
}
