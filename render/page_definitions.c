#include "render/page_kinds.h"
#include "render/page_words.h"

#include "base/text.h"
#include "metrics/explain.h"

enum {
    COLUMN_INDICATOR,
    COLUMN_DEFINITION,
    COLUMN_WORKING,
    COLUMN_SOURCE,
    COLUMN_FIGURE,
    COLUMN_TARGET,
    COLUMN_COUNT
};

/* So many, and so wide, that print fills the width of a page at a size that can be read. */
static const struct {
    const char *heading;
    double width;
} columns[COLUMN_COUNT] = {
    [COLUMN_INDICATOR] = {"Indicator", 25},
    [COLUMN_DEFINITION] = {"What it means", 40},
    [COLUMN_WORKING] = {"How it is worked out", 58},
    [COLUMN_SOURCE] = {"Where it comes from", 22},
    [COLUMN_FIGURE] = {"Figure", 14},
    [COLUMN_TARGET] = {"Target (green)\nTolerance (amber)", 17},
};

/* ---- how it is worked out, in words ---- */

static void add_conditions(struct text *words, const struct explained_measure *measure)
{
    if (measure->time)
        text_add_format(words, "\n- %s", measure->time);
    for (size_t i = 0; i < measure->where_count; i++)
        text_add_format(words, "\n- %s", measure->where[i]);
    if (measure->once_per)
        text_add_format(words, "\n%s", once_words(words->arena, measure));
}

static void add_measure(struct text *words, const char *role, const struct explained_measure *measure,
                        bool whole)
{
    bool limited = measure->time || measure->where_count > 0;
    text_add_format(words, "%s%s: %s%s", words->length ? "\n" : "", role, measure->what,
                    whole && limited ? " where" : "");
    if (whole)
        add_conditions(words, measure);
}

static const char *working_words(struct arena *arena, const struct indicator *indicator,
                                 const struct explanation *explanation, bool whole)
{
    struct text words = text_in(arena);
    text_add_format(&words, "Figure: %s", explanation->figure);
    if (indicator->has_denominator)
        add_measure(&words, "Denominator", &explanation->denominator, whole);
    add_measure(&words, "Numerator", &explanation->numerator, whole);
    if (!whole)
        text_add_format(&words,
                        "\nWhich of them count takes more words than a row can hold: scorecard explain %s "
                        "says them",
                        indicator->id);
    return words.bytes;
}

static const char *working(const struct page_maker *maker, size_t shown)
{
    const struct explanation *const *all = maker->results->explanations;
    const struct explanation *explanation = all ? all[maker->indicators[shown]] : NULL;
    const struct indicator *indicator = maker_indicator(maker, shown);
    if (!explanation)
        return "It cannot be put in words: scorecard explain says why";
    const char *words = working_words(maker->arena, indicator, explanation, true);
    return grid_fits(STYLE_DETAIL, columns[COLUMN_WORKING].width, words)
               ? words
               : working_words(maker->arena, indicator, explanation, false);
}

/* ---- what is said in short ---- */

static const char *or_nothing(const char *words)
{
    return words ? words : "";
}

static const char *source(struct arena *arena, const struct indicator *indicator)
{
    if (indicator->recommendation_count == 0)
        return indicator->source;
    return arena_format(arena, "%s\nEvidence of %s", or_nothing(indicator->source),
                        recommendation_words(arena, indicator));
}

static const char *figure_kind(struct arena *arena, const struct indicator *indicator)
{
    return arena_format(arena, "%s\n%s%s\n%d decimal place%s", window_words(arena, indicator->window),
                        indicator->better == BETTER_NONE ? "" : "good is ", better_words(indicator->better),
                        indicator->decimals, indicator->decimals == 1 ? "" : "s");
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

static const char *targets(const struct page_maker *maker, const size_t *units, size_t count, size_t shown)
{
    const char *green = in_force(maker, units, count, shown, target_with_stretch),
               *amber = in_force(maker, units, count, shown, amber_words);
    return text_equal(green, amber) || !*amber ? green : arena_format(maker->arena, "%s\n%s", green, amber);
}

static void put_indicator(const struct page_maker *maker, struct page_grid *grid, const size_t *units,
                          size_t count, size_t shown)
{
    const struct indicator *indicator = maker_indicator(maker, shown);
    struct arena *arena = maker->arena;
    grid_row(grid, STYLE_WORDS_TOP);
    grid_text(grid, COLUMN_INDICATOR, STYLE_WORDS_TOP,
              arena_format(arena, "%s\n%s", indicator->title, indicator->id));
    grid_text(grid, COLUMN_DEFINITION, STYLE_WORDS_TOP, indicator->definition);
    grid_text(grid, COLUMN_WORKING, STYLE_DETAIL, working(maker, shown));
    grid_text(grid, COLUMN_SOURCE, STYLE_WORDS_TOP, source(arena, indicator));
    grid_text(grid, COLUMN_FIGURE, STYLE_WORDS_TOP, figure_kind(arena, indicator));
    grid_text(grid, COLUMN_TARGET, STYLE_WORDS_TOP, targets(maker, units, count, shown));
}

void page_definitions(const struct page_maker *maker, const size_t *units, size_t count, struct page *page)
{
    double widths[COLUMN_COUNT];
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        widths[i] = columns[i].width;
    struct page_grid grid = page_grid_in(maker->arena, widths, COLUMN_COUNT);
    page_open(maker, &grid, page, "what the indicators mean");
    page->heading_row = grid.row_count;
    page->fixed_columns = 1;
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
