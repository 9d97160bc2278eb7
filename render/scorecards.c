#include "render/scorecards.h"

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "render/chart.h"
#include "render/layout.h"
#include "render/results_text.h"
#include "render/workbook.h"

#include <string.h>

struct writing {
    struct arena *arena;
    const struct result_set *results;
    const char *folder;
    struct scorecards *scorecards;
    size_t file_capacity;
    struct chart_file *charts;
    size_t chart_count;
    size_t chart_capacity;
    struct map chart_names;
};

bool scorecards_layouts(struct arena *arena, const char *const *paths, size_t count,
                        const struct catalogue *catalogue, const struct units *units, struct layout **layouts,
                        struct error *error)
{
    *layouts = ARENA_ARRAY(arena, struct layout, count);
    for (size_t i = 0; i < count; i++) {
        size_t chosen;
        struct layout *layout = &(*layouts)[i];
        if (!layout_load(arena, paths[i], layout, error) ||
            !layout_indicators(arena, layout, catalogue, &chosen, error) ||
            (layout->charts.wanted &&
             !layout_units(arena, layout, &layout->charts.units, units, &chosen, error)))
            return false;
    }
    return true;
}

static void add_file(struct writing *writing, const char *name)
{
    struct scorecards *scorecards = writing->scorecards;
    scorecards->files = arena_grow(writing->arena, (void *)scorecards->files, scorecards->file_count,
                                   &writing->file_capacity, sizeof *scorecards->files);
    scorecards->files[scorecards->file_count++] = name;
}

/* ---- workbooks ---- */

static bool write_workbook(struct writing *writing, const struct layout *layout, const char *name,
                           struct error *error)
{
    const struct result_set *results = writing->results;
    struct page *pages;
    size_t count;
    if (!pages_make(writing->arena, layout, results, &pages, &count, error))
        return false;
    struct workbook_properties properties = {.title = layout->title,
                                             .subject = results->periods[results->period_count - 1].label,
                                             .organisation = results->organisation,
                                             .created = results->as_at};
    add_file(writing, name);
    return workbook_write(path_join(writing->arena, writing->folder, name), pages, count, &properties, error);
}

/* ---- charts ---- */

static void add_slug(struct text *slug, const char *name)
{
    for (const char *at = name; *at; at++) {
        char small = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        bool plain = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') || small == '_';
        text_add_character(slug, plain ? small : '-');
    }
}

char *chart_file_name(struct arena *arena, const char *indicator, const char *unit)
{
    struct text name = text_in(arena);
    add_slug(&name, indicator);
    text_add_character(&name, '-');
    add_slug(&name, unit);
    return name.bytes;
}

bool chart_format_named(const char *name, enum chart_format *format)
{
    static const char *const names[] = {[CHART_SVG] = "svg", [CHART_PNG] = "png", [CHART_PDF] = "pdf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, names[i])) {
            *format = (enum chart_format)i;
            return true;
        }
    return false;
}

/* Two units whose ids differ in signs alone would have one name. */
static const char *own_name(struct writing *writing, const char *name)
{
    bool is_new;
    map_add(&writing->chart_names, name, &is_new);
    for (int number = 2; !is_new; number++) {
        const char *numbered = arena_format(writing->arena, "%s-%d", name, number);
        map_add(&writing->chart_names, numbered, &is_new);
        if (is_new)
            return numbered;
    }
    return name;
}

static void add_chart(struct writing *writing, const struct layout *layout, const struct series *series)
{
    struct arena *arena = writing->arena;
    const struct result_set *results = writing->results;
    const char *script = chart_trend(arena, results, series);
    const char *name =
        own_name(writing, chart_file_name(arena, results->catalogue->items[series->indicator].id,
                                          results->units->items[series->unit].id));
    for (size_t i = 0; i < layout->charts.format_count; i++) {
        const char *file = arena_format(arena, "charts/%s.%s", name, layout->charts.formats[i]);
        writing->charts = arena_grow(arena, writing->charts, writing->chart_count, &writing->chart_capacity,
                                     sizeof *writing->charts);
        struct chart_file *chart = &writing->charts[writing->chart_count++];
        *chart = (struct chart_file){.script = script,
                                     .title = chart_headline(arena, results, series),
                                     .description = chart_alternative(arena, results, series),
                                     .path = path_join(arena, writing->folder, file)};
        if (chart_format_named(layout->charts.formats[i], &chart->format))
            add_file(writing, file);
    }
}

static bool add_charts(struct writing *writing, const struct layout *layout, struct error *error)
{
    const struct result_set *results = writing->results;
    size_t indicator_count, unit_count;
    size_t *indicators =
        layout_indicators(writing->arena, layout, results->catalogue, &indicator_count, error);
    if (!layout->charts.wanted)
        return true;
    size_t *units =
        layout_units(writing->arena, layout, &layout->charts.units, results->units, &unit_count, error);
    for (size_t u = 0; units && u < unit_count; u++)
        for (size_t i = 0; i < indicator_count; i++) {
            const struct series *series = result_find(results, indicators[i], units[u]);
            if (series)
                add_chart(writing, layout, series);
        }
    return units != NULL;
}

/* ---- the stage ---- */

bool scorecards_write(struct arena *arena, const struct result_set *results, const struct layout *layouts,
                      size_t layout_count, const char *folder, struct scorecards *scorecards,
                      struct error *error)
{
    *scorecards = (struct scorecards){0};
    struct writing writing = {.arena = arena,
                              .results = results,
                              .folder = folder,
                              .scorecards = scorecards,
                              .chart_names = map_in(arena)};
    struct results_filter all = results_all();
    const char *rows = results_csv(arena, results, &all);
    add_file(&writing, "results.csv");
    if (!file_write(path_join(arena, folder, "results.csv"), rows, strlen(rows), error))
        return false;
    for (size_t i = 0; i < layout_count; i++) {
        const char *name =
            i == 0 ? "scorecard.xlsx" : arena_format(arena, "scorecard-%s.xlsx", layouts[i].id);
        if (!write_workbook(&writing, &layouts[i], name, error) || !add_charts(&writing, &layouts[i], error))
            return false;
    }
    if (writing.chart_count > 0 && !folder_make(path_join(arena, folder, "charts"), error))
        return false;
    return gnuplot_draw(writing.charts, writing.chart_count, error);
}
