#include "render/page_kinds.h"
#include "render/page_words.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>

enum scorecard_column {
    COLUMN_INDICATOR,
    COLUMN_BETTER,
    COLUMN_BASIS,
    COLUMN_TARGET,
    COLUMN_AMBER,
    COLUMN_LATEST,
    COLUMN_PARTS,
    COLUMN_RATING,
    COLUMN_DIRECTION,
    COLUMN_HISTORY /* and on: earlier periods, oldest first; the year before */
};

static const struct {
    const char *heading;
    double width;
} columns[COLUMN_HISTORY] = {
    [COLUMN_INDICATOR] = {"Indicator", 34},           [COLUMN_BETTER] = {"Good is", 7},
    [COLUMN_BASIS] = {"Figure covers", 10.5},         [COLUMN_TARGET] = {"Target (green)", 11},
    [COLUMN_AMBER] = {"Tolerance (amber)", 11},       [COLUMN_LATEST] = {"", 9},
    [COLUMN_PARTS] = {"How many of how many", 12},    [COLUMN_RATING] = {"Rating", 8.5},
    [COLUMN_DIRECTION] = {"Direction of travel", 16},
};
static const double history_width = 8;

/* A scorecard while it is made. */
struct scorecard {
    const struct page_maker *maker;
    struct page_grid grid;
    size_t unit;
    size_t previous;    /* earlier periods shown */
    size_t year_before; /* how far back the same period of last year is; 0: not shown */
    bool warns;         /* a figure shown is off course */
};

static size_t previous_shown(const struct page_maker *maker, const struct layout_sheet *sheet)
{
    size_t available = maker->results->period_count - 1;
    size_t wanted = maker->results->plan.every == PERIOD_YEAR ? 8 : 6;
    if (sheet->previous != LAYOUT_DEFAULT)
        wanted = (size_t)sheet->previous;
    return wanted < available ? wanted : available;
}

static size_t year_before_shown(const struct page_maker *maker, const struct layout_sheet *sheet)
{
    size_t back = periods_in_year(&maker->results->plan);
    return sheet->year_before && back < maker->results->period_count ? back : 0;
}

static const char *short_label(const struct scorecard *card, size_t back)
{
    const struct result_set *results = card->maker->results;
    return results->periods[results->period_count - 1 - back].short_label;
}

static size_t column_count(const struct scorecard *card)
{
    return COLUMN_HISTORY + card->previous + (card->year_before ? 1 : 0);
}

static void begin_grid(struct scorecard *card)
{
    double widths[COLUMN_HISTORY + LAYOUT_MOST_PREVIOUS + 1];
    for (size_t i = 0; i < column_count(card); i++)
        widths[i] = i < COLUMN_HISTORY ? columns[i].width : history_width;
    card->grid = page_grid_in(card->maker->arena, widths, column_count(card));
}

/* ---- the counts at the top ---- */

static void put_count(struct scorecard *card, size_t column, size_t across, size_t count, const char *words,
                      enum tint tint)
{
    struct cell *cell = grid_cell(&card->grid, column);
    *cell = (struct cell){.style = STYLE_COUNT, .tint = tint, .across = across, .is_number = true};
    cell->number = (double)count;
    cell->number_format = arena_format(card->maker->arena, "0\" %s\"", words);
    cell->text = arena_format(card->maker->arena, "%zu %s", count, words);
}

static void put_tally(struct scorecard *card)
{
    const struct page_maker *maker = card->maker;
    struct tally tally = tally_of(maker->results, maker->indicators, maker->indicator_count, card->unit);
    grid_row(&card->grid, STYLE_EMPTY);
    put_count(card, COLUMN_INDICATOR, 1, tally.total, tally.total == 1 ? "indicator" : "indicators",
              TINT_NONE);
    put_count(card, COLUMN_BETTER, 2, tally.of[STANDING_GREEN], "green (G)", TINT_GREEN);
    put_count(card, COLUMN_TARGET, 1, tally.of[STANDING_AMBER], "amber (A)", TINT_AMBER);
    put_count(card, COLUMN_AMBER, 1, tally.of[STANDING_RED], "red (R)", TINT_RED);
    put_count(card, COLUMN_LATEST, 2, tally_not_rated(&tally), "not rated", TINT_MUTED);
    struct cell *rest = grid_cell(&card->grid, COLUMN_RATING);
    rest->style = STYLE_SUBTITLE;
    rest->across = column_count(card) - COLUMN_RATING;
    const char *words = tally_not_rated_words(maker->arena, &tally);
    const char *small = tally_small_words(maker->arena, &tally);
    rest->text = arena_format(maker->arena, "%s%s%s%s%s", *small ? "small numbers: " : "", small,
                              *small && *words ? "; " : "", *words ? "not rated: " : "", words);
}

/* How far back the direction of travel looks; 0: to nothing that is there. */
static size_t direction_back(const struct page_maker *maker)
{
    size_t year = periods_in_year(&maker->results->plan);
    size_t back = maker->layout->direction == DIRECTION_YEAR_BEFORE && year > 0 ? year : 1;
    return back < maker->results->period_count ? back : 0;
}

static void put_headings(struct scorecard *card)
{
    struct arena *arena = card->maker->arena;
    grid_row(&card->grid, STYLE_HEADING);
    for (size_t i = 0; i < COLUMN_HISTORY; i++)
        grid_text(&card->grid, i, STYLE_HEADING, columns[i].heading);
    grid_text(&card->grid, COLUMN_LATEST, STYLE_HEADING_FIGURE,
              arena_format(arena, "Latest:\n%s", short_label(card, 0)));
    if (direction_back(card->maker) > 0)
        grid_text(&card->grid, COLUMN_DIRECTION, STYLE_HEADING,
                  arena_format(arena, "%s\nsince %s", columns[COLUMN_DIRECTION].heading,
                               short_label(card, direction_back(card->maker))));
    static const size_t centred[] = {COLUMN_BETTER, COLUMN_BASIS, COLUMN_RATING};
    for (size_t i = 0; i < sizeof centred / sizeof centred[0]; i++)
        grid_cell(&card->grid, centred[i])->style = STYLE_HEADING_FIGURE;
    for (size_t i = 0; i < card->previous; i++)
        grid_text(&card->grid, COLUMN_HISTORY + i, STYLE_HEADING_FIGURE,
                  short_label(card, card->previous - i));
    if (card->year_before)
        grid_text(&card->grid, COLUMN_HISTORY + card->previous, STYLE_HEADING_FIGURE,
                  arena_format(arena, "Year ago:\n%s", short_label(card, card->year_before)));
}

/* ---- one indicator ---- */

static void put_latest(struct scorecard *card, const struct indicator *indicator, const struct figure *figure)
{
    struct cell *cell = grid_cell(&card->grid, COLUMN_LATEST);
    cell->style = STYLE_FIGURE_STRONG;
    if (!figure_is_available(figure)) {
        cell->text = "n/a";
        return;
    }
    cell->text = figure_text(card->maker->arena, indicator, figure->shown);
    cell->is_number = true;
    cell->number = figure->shown;
    cell->number_format = number_format(card->maker->arena, indicator, figure->shown, "");
}

static const char *parts_words(struct scorecard *card, const struct indicator *indicator,
                               const struct figure *figure)
{
    struct arena *arena = card->maker->arena;
    if (!figure)
        return "no figures for this unit";
    if (!figure_is_available(figure))
        return figure->reason == REASON_NONE ? "cannot be worked out" : reason_words(figure->reason);
    const char *parts = figure_how_many(arena, indicator, figure);
    if (figure->unknown == 0)
        return parts;
    return arena_format(arena, "%s%s%u not known", parts, *parts ? "\n" : "", (unsigned)figure->unknown);
}

static void put_rating(struct scorecard *card, const struct indicator *indicator, const struct figure *figure)
{
    enum standing standing = standing_of(indicator, figure);
    bool rated = standing_is_rated(standing);
    struct cell *cell = grid_cell(&card->grid, COLUMN_RATING);
    cell->style = rated ? STYLE_LETTER : STYLE_CENTRED;
    cell->tint = standing_tint(standing);
    cell->text = arena_format(card->maker->arena, "%s%s%s", standing_words(standing),
                              figure_is_available(figure) && figure->small_numbers ? "\nsmall" : "",
                              rated && figure->tolerance->stretch ? "\nstretch" : "");
}

static const char *direction_cell(struct scorecard *card, const struct indicator *indicator, size_t index)
{
    const struct page_maker *maker = card->maker;
    const struct figure *now = figure_before(maker->results, index, card->unit, 0);
    if (!figure_is_available(now))
        return "n/a";
    struct direction direction = now->direction;
    if (maker->layout->direction == DIRECTION_YEAR_BEFORE && periods_in_year(&maker->results->plan) > 0) {
        size_t back = periods_in_year(&maker->results->plan);
        const struct figure *before = figure_before(maker->results, index, card->unit, back);
        direction = (struct direction){0};
        if (figure_is_available(before))
            direction =
                direction_of(indicator, now->tolerance, before->shown, now->shown, maker->results->dead_band);
    }
    if (direction.movement == MOVEMENT_UNKNOWN)
        return "no earlier figure";
    return direction_words(maker->arena, direction);
}

/* "heading for 16.1% by Aug 2019, target then below 10%"; "" when it is not off course. */
static const char *warning_cell(struct scorecard *card, const struct indicator *indicator, size_t index)
{
    const struct result_set *results = card->maker->results;
    struct arena *arena = card->maker->arena;
    const struct series *series = result_find(results, index, card->unit);
    if (!series)
        return "";
    struct early_warning warning = early_warning_of(results, series, results->period_count - 1);
    if (warning.course != COURSE_MISSES)
        return "";
    card->warns = true;
    struct date by = day_to_date(series->dated.by);
    return arena_format(arena, "\nheading for %s by %.3s %d, %starget then %s",
                        figure_text(arena, indicator, warning.projection), month_name(by.month), by.year,
                        series->dated.stretch ? "stretch " : "",
                        band_words(arena, indicator, &series->dated.green));
}

static void put_history(struct scorecard *card, const struct indicator *indicator, size_t index)
{
    for (size_t i = 0; i < card->previous; i++)
        put_figure_and_letter(card->maker, grid_cell(&card->grid, COLUMN_HISTORY + i), STYLE_FIGURE,
                              indicator,
                              figure_before(card->maker->results, index, card->unit, card->previous - i));
    if (card->year_before)
        put_figure_and_letter(card->maker, grid_cell(&card->grid, COLUMN_HISTORY + card->previous),
                              STYLE_FIGURE, indicator,
                              figure_before(card->maker->results, index, card->unit, card->year_before));
}

static void put_indicator(struct scorecard *card, size_t shown)
{
    const struct page_maker *maker = card->maker;
    const struct indicator *indicator = maker_indicator(maker, shown);
    size_t index = maker->indicators[shown];
    const struct figure *latest = figure_before(maker->results, index, card->unit, 0);
    const struct tolerance *tolerance = latest ? latest->tolerance : &nothing_stated;
    struct page_grid *grid = &card->grid;
    grid_row(grid, STYLE_WORDS);
    grid_text(grid, COLUMN_INDICATOR, STYLE_NAME, indicator->title);
    grid_text(grid, COLUMN_BETTER, STYLE_CENTRED, better_words(indicator->better));
    grid_text(grid, COLUMN_BASIS, STYLE_CENTRED, window_words(maker->arena, indicator->window));
    grid_text(grid, COLUMN_TARGET, STYLE_WORDS, target_words(maker->arena, indicator, tolerance));
    grid_text(grid, COLUMN_AMBER, STYLE_WORDS, amber_words(maker->arena, indicator, tolerance));
    put_latest(card, indicator, latest);
    grid_text(grid, COLUMN_PARTS, STYLE_DETAIL_FIGURE, parts_words(card, indicator, latest));
    put_rating(card, indicator, latest);
    grid_text(grid, COLUMN_DIRECTION, STYLE_WORDS,
              arena_format(maker->arena, "%s%s", direction_cell(card, indicator, index),
                           warning_cell(card, indicator, index)));
    put_history(card, indicator, index);
}

/* ---- what the marks mean ---- */

static const char *direction_note(struct scorecard *card)
{
    const struct page_maker *maker = card->maker;
    bool year =
        maker->layout->direction == DIRECTION_YEAR_BEFORE && periods_in_year(&maker->results->plan) > 0;
    const char *against = year ? "the same period a year before" : "the period before";
    const char *small = "";
    if (maker->results->dead_band > 0)
        small =
            arena_format(maker->arena, " A change of less than %s%% of the earlier figure counts as none.",
                         number_shortest(maker->arena, number_tidy(maker->results->dead_band * 100)));
    return arena_format(
        maker->arena,
        "Direction of travel: the arrow shows where the figure went since %s, the words whether that "
        "is better.%s",
        against, small);
}

static void put_notes(struct scorecard *card)
{
    const char *notes[] = {
        "Ratings: G green, the target is met; A amber, within tolerance; R red, outside both. Figures are "
        "rated as shown, "
        "after rounding; earlier figures against the target of their time.",
        direction_note(card),
        arena_format(
            card->maker->arena,
            "\"small\" and *: fewer than %d to count against. \"stretch\": an ambitious target. \"watched\": "
            "activity, not rated. \"not known\": records that could not be told either way. n/a: not "
            "available, "
            "for the reason beside it; never counted as nought or as green.",
            card->maker->results->small_denominator),
        "Heading for: an early warning, on a green figure too, that a target for a day to come is unlikely "
        "to be "
        "met. A straight line through the figures since it was set leads to the figure shown, which does not "
        "meet it. A reason to look closer, not a forecast."};
    size_t count = sizeof notes / sizeof notes[0];
    grid_notes(&card->grid, notes, card->warns ? count : count - 1);
}

void page_scorecard(const struct page_maker *maker, const struct layout_sheet *sheet, size_t unit,
                    struct page *page)
{
    struct scorecard card = {.maker = maker, .unit = unit};
    card.previous = previous_shown(maker, sheet);
    card.year_before = year_before_shown(maker, sheet);
    begin_grid(&card);
    page_open(maker, &card.grid, page, maker->results->units->items[unit].name);
    grid_line(&card.grid, STYLE_SUBTITLE, signs_words(maker->arena, maker->results));
    put_tally(&card);
    page->heading_row = card.grid.row_count;
    page->fixed_columns = 1;
    put_headings(&card);
    for (size_t i = 0; i < maker->indicator_count; i++) {
        if (maker_begins_theme(maker, i))
            put_theme(maker, &card.grid, i);
        put_indicator(&card, i);
    }
    put_notes(&card);
    grid_finish(&card.grid, page);
}
