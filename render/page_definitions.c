#include "render/page_kinds.h"
#include "render/page_words.h"

#include "base/number.h"
#include "base/text.h"

enum {
    COLUMN_ID,
    COLUMN_TITLE,
    COLUMN_DEFINITION,
    COLUMN_WORKING,
    COLUMN_SOURCE,
    COLUMN_WINDOW,
    COLUMN_BETTER,
    COLUMN_DECIMALS,
    COLUMN_TARGET,
    COLUMN_AMBER,
    COLUMN_RECOMMENDATIONS,
    COLUMN_COUNT
};

static const struct {
    const char *heading;
    double width;
} columns[COLUMN_COUNT] = {
    [COLUMN_ID] = {"Short name", 27},
    [COLUMN_TITLE] = {"Indicator", 24},
    [COLUMN_DEFINITION] = {"What it means", 36},
    [COLUMN_WORKING] = {"How it is worked out", 40},
    [COLUMN_SOURCE] = {"Where it comes from", 22},
    [COLUMN_WINDOW] = {"Figure covers", 10},
    [COLUMN_BETTER] = {"Good is", 8},
    [COLUMN_DECIMALS] = {"Decimal places", 8},
    [COLUMN_TARGET] = {"Target (green)", 13},
    [COLUMN_AMBER] = {"Tolerance (amber)", 13},
    [COLUMN_RECOMMENDATIONS] = {"Recommen-\ndations", 10},
};

/* ---- how it is worked out, in words ---- */

static const char *const result_words[] = {
    [FORMAT_PERCENT] = "100 \u00D7 part \u00F7 whole",
    [FORMAT_PER_10000] = "10,000 \u00D7 number \u00F7 population",
    [FORMAT_RATIO] = "number \u00F7 number to divide by",
    [FORMAT_COUNT] = "a number",
    [FORMAT_DAYS] = "days",
    [FORMAT_FTE] = "full-time equivalents",
    [FORMAT_CURRENCY] = "pounds",
};

static const char *const aggregate_words[] = {
    [AGGREGATE_ROWS] = "rows of",
    [AGGREGATE_SUM] = "sum over",
    [AGGREGATE_MEAN] = "mean over",
    [AGGREGATE_MEDIAN] = "median over",
    [AGGREGATE_DISTINCT] = "different values in",
    [AGGREGATE_PERCENTILE] = "percentile over",
    [AGGREGATE_MIN] = "least over",
    [AGGREGATE_MAX] = "most over",
    [AGGREGATE_STDEV] = "standard deviation over",
};
_Static_assert(sizeof aggregate_words / sizeof *aggregate_words == AGGREGATE_STDEV + 1,
               "an aggregate has no words");

static void add_measure(struct text *words, const char *role, const struct measure_text *measure)
{
    text_add_format(words, "\n%s: ", role);
    if (measure->table)
        text_add_format(words, "%s %s", aggregate_words[measure->aggregate], measure->table);
    else
        text_add(words, "those of the whole");
    if (measure->aggregate == AGGREGATE_PERCENTILE)
        text_add_format(words, ", %s%%", number_shortest(words->arena, measure->percentile));
    if (measure->of)
        text_add_format(words, ", of %s", measure->of);
    if (measure->at)
        text_add_format(words, ", by %s", measure->at);
    if (measure->open_start && measure->open_end)
        text_add_format(words, ", open %sfrom %s to %s", measure->during ? "on any day, " : "",
                        measure->open_start, measure->open_end);
    if (measure->where)
        text_add_format(words, ", where %s", measure->where);
    if (measure->once_per)
        text_add_format(words, ", once for each %s", measure->once_per);
    text_add(words, ".");
}

static const char *working(struct arena *arena, const struct indicator *indicator)
{
    struct text words = text_in(arena);
    text_add_format(&words, "Shown as %s.", result_words[indicator->format]);
    if (indicator->has_denominator)
        add_measure(&words, "Whole", &indicator->denominator);
    add_measure(&words, indicator->has_denominator ? "Part" : "Counts", &indicator->numerator);
    return words.bytes;
}

static const char *listed(struct arena *arena, const char *const *items, size_t count)
{
    struct text list = text_in(arena);
    text_add(&list, "");
    for (size_t i = 0; i < count; i++)
        text_add_format(&list, "%s%s", i ? "\n" : "", items[i]);
    return list.bytes;
}

/* ---- targets at the last period ---- */

typedef const char *tolerance_words(struct arena *, const struct indicator *, const struct tolerance *);

/* What holds in all units, or each unit's own where they differ. */
static const char *in_force(const struct page_maker *maker, const size_t *units, size_t count, size_t shown,
                            tolerance_words *words)
{
    const struct indicator *indicator = maker_indicator(maker, shown);
    const char *common = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct figure *figure = figure_before(maker->results, maker->indicators[shown], units[i], 0);
        if (!figure)
            continue;
        const char *one = words(maker->arena, indicator, figure->tolerance);
        if (common && !text_equal(common, one))
            return "differs by unit";
        common = one;
    }
    return common ? common : "none set";
}

static const char *target_with_stretch(struct arena *arena, const struct indicator *indicator,
                                       const struct tolerance *tolerance)
{
    const char *words = target_words(arena, indicator, tolerance);
    return tolerance->green.stated && tolerance->stretch ? arena_format(arena, "%s (stretch)", words) : words;
}

static void put_indicator(const struct page_maker *maker, struct page_grid *grid, const size_t *units,
                          size_t count, size_t shown)
{
    const struct indicator *indicator = maker_indicator(maker, shown);
    struct arena *arena = maker->arena;
    grid_row(grid, STYLE_WORDS_TOP);
    grid_text(grid, COLUMN_ID, STYLE_WORDS_TOP, indicator->id);
    grid_text(grid, COLUMN_TITLE, STYLE_WORDS_TOP, indicator->title);
    grid_text(grid, COLUMN_DEFINITION, STYLE_WORDS_TOP, indicator->definition);
    grid_text(grid, COLUMN_WORKING, STYLE_DETAIL, working(arena, indicator));
    grid_text(grid, COLUMN_SOURCE, STYLE_WORDS_TOP, indicator->source);
    grid_text(grid, COLUMN_WINDOW, STYLE_WORDS_TOP, window_words(arena, indicator->window));
    grid_text(grid, COLUMN_BETTER, STYLE_WORDS_TOP, better_words(indicator->better));
    struct cell *decimals = grid_cell(grid, COLUMN_DECIMALS);
    *decimals = (struct cell){.style = STYLE_WORDS_TOP, .is_number = true, .number = indicator->decimals};
    decimals->number_format = "0";
    decimals->text = arena_format(arena, "%d", indicator->decimals);
    grid_text(grid, COLUMN_TARGET, STYLE_WORDS_TOP,
              in_force(maker, units, count, shown, target_with_stretch));
    grid_text(grid, COLUMN_AMBER, STYLE_WORDS_TOP, in_force(maker, units, count, shown, amber_words));
    grid_text(grid, COLUMN_RECOMMENDATIONS, STYLE_WORDS_TOP,
              listed(arena, indicator->recommendations, indicator->recommendation_count));
}

void page_definitions(const struct page_maker *maker, const size_t *units, size_t count, struct page *page)
{
    double widths[COLUMN_COUNT];
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        widths[i] = columns[i].width;
    struct page_grid grid = page_grid_in(maker->arena, widths, COLUMN_COUNT);
    page_open(maker, &grid, page, "what the indicators mean");
    page->heading_row = grid.row_count;
    page->fixed_columns = 2;
    grid_row(&grid, STYLE_HEADING);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        grid_text(&grid, i, STYLE_HEADING, columns[i].heading);
    for (size_t i = 0; i < maker->indicator_count; i++) {
        if (maker_begins_theme(maker, i))
            put_theme(maker, &grid, i);
        put_indicator(maker, &grid, units, count, i);
    }
    const char *note = arena_format(maker->arena, "Targets and tolerances are those in force on %s.",
                                    date_words(maker->arena, maker_last_period(maker)->end));
    grid_notes(&grid, &note, 1);
    grid_finish(&grid, page);
}
