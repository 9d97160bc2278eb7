#include "render/explain_text.h"

#include "base/number.h"
#include "base/text.h"
#include "render/clean_text.h"
#include "render/page_words.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 100, SHOWN_PERIODS = 13 };

struct explaining_text {
    struct arena *arena;
    struct text text;
    const struct explain_page *page;
};

/* ---- lines ---- */

static size_t columns_of(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

static void add_spaces(struct text *text, size_t count)
{
    while (count-- > 0)
        text_add_character(text, ' ');
}

/* Words after a beginning, wrapped; the further lines stand under the first word. */
static void add_wrapped(struct explaining_text *out, const char *beginning, const char *words)
{
    size_t indent = columns_of(beginning, strlen(beginning)), column = indent;
    const char *clean = clean_text(out->arena, words);
    text_add(&out->text, beginning);
    for (const char *at = clean + strspn(clean, " \n"); *at;) {
        size_t length = strcspn(at, " \n"), width = columns_of(at, length);
        if (column > indent && column + 1 + width > WIDTH) {
            text_add_character(&out->text, '\n');
            add_spaces(&out->text, indent);
            column = indent;
        } else if (column > indent) {
            text_add_character(&out->text, ' ');
            column++;
        }
        text_add_bytes(&out->text, at, length);
        column += width;
        at += length;
        at += strspn(at, " \n");
    }
    text_add_character(&out->text, '\n');
}

static void add_padded(struct text *text, const char *words, size_t width, bool right)
{
    size_t columns = columns_of(words, strlen(words)), space = columns < width ? width - columns : 0;
    if (right)
        add_spaces(text, space);
    text_add(text, words);
    if (!right)
        add_spaces(text, space);
}

static void add_heading(struct explaining_text *out, const char *heading)
{
    text_add_format(&out->text, "\n%s\n", heading);
}

/* ---- what people wrote ---- */

static const char *kind_words(struct arena *arena, const struct indicator *indicator)
{
    static const char *const better[] = {[BETTER_HIGHER] = "higher is better",
                                         [BETTER_LOWER] = "lower is better",
                                         [BETTER_RANGE] = "within a range is good",
                                         [BETTER_NONE] = "watched, not rated"};
    return arena_format(arena, "%s, %d decimal%s; %s", format_names[indicator->format], indicator->decimals,
                        indicator->decimals == 1 ? "" : "s", better[indicator->better]);
}

static const char *windows_words(struct arena *arena, const struct explain_page *page)
{
    const struct indicator *indicator = page->indicator;
    struct text text = text_in(arena);
    text_add_format(&text, "%s: %s", window_words(arena, indicator->window), days_words(arena, page->window));
    for (size_t i = 1; i < indicator->window_count; i++)
        text_add_format(&text, "%s%s", i == 1 ? "; worked out besides for: " : ", ",
                        window_words(arena, indicator->windows[i]));
    return text.bytes;
}

static void add_written(struct explaining_text *out)
{
    const struct explain_page *page = out->page;
    const struct indicator *indicator = page->indicator;
    add_wrapped(out, "", indicator->title);
    add_wrapped(out, "  Indicator   ", indicator->id);
    add_wrapped(out, "  Theme       ", page->catalogue->themes[indicator->theme].title);
    add_wrapped(out, "  Format      ", kind_words(out->arena, indicator));
    add_wrapped(out, "  Window      ", windows_words(out->arena, page));
    add_wrapped(out, "  Definition  ", indicator->definition);
    add_wrapped(out, "  Source      ", indicator->source);
    if (indicator->recommendation_count > 0)
        add_wrapped(out, "  Evidence of ", recommendation_words(out->arena, indicator));
}

/* ---- what is worked out ---- */

static void add_measure(struct explaining_text *out, const char *name,
                        const struct explained_measure *measure)
{
    bool limited = measure->time || measure->where_count > 0;
    add_wrapped(out, name, arena_format(out->arena, "%s%s", measure->what, limited ? " where" : ""));
    if (measure->time)
        add_wrapped(out, "    - ", measure->time);
    for (size_t i = 0; i < measure->where_count; i++)
        add_wrapped(out, "    - ", measure->where[i]);
    if (measure->once_per)
        add_wrapped(out, "    ", once_words(out->arena, measure));
    if (measure->unit)
        add_wrapped(out, "    ",
                    arena_format(out->arena, "each counts in the unit that this names: %s", measure->unit));
}

static void add_breakdowns(struct explaining_text *out)
{
    const struct explanation *explanation = out->page->explanation;
    for (size_t i = 0; i < explanation->breakdown_count; i++)
        add_wrapped(out, i == 0 ? "  Broken down by  " : "                  ",
                    arena_format(out->arena, "%s: %s", explanation->breakdowns[i].title,
                                 explanation->breakdowns[i].of));
}

static void add_parameters(struct explaining_text *out)
{
    const struct expression_reads *reads = &out->page->explanation->reads;
    const struct catalogue *catalogue = out->page->catalogue;
    if (reads->parameter_count > 0)
        add_heading(out, "Local standards, which the job can set in \"parameters\"");
    for (size_t i = 0; i < reads->parameter_count; i++)
        for (size_t k = 0; k < catalogue->parameter_count; k++)
            if (text_equal(catalogue->parameters[k].name, reads->parameters[i]))
                text_add_format(&out->text, "  %s = %s\n", reads->parameters[i],
                                number_shortest(out->arena, catalogue->parameters[k].value));
}

static void add_plain_words(struct explaining_text *out)
{
    const struct explain_page *page = out->page;
    const struct explanation *explanation = page->explanation;
    add_heading(out, "In plain words, made from the expressions themselves");
    if (!explanation) {
        add_wrapped(out, "  ", arena_format(out->arena, "It cannot be worked out: %s", page->why_not));
        return;
    }
    add_wrapped(out, "  Figure: ", explanation->figure);
    if (page->indicator->has_denominator)
        add_measure(out, "  Denominator: ", &explanation->denominator);
    add_measure(out, "  Numerator: ", &explanation->numerator);
    add_breakdowns(out);
    add_wrapped(out, "  ",
                "What came about after the window's last day is not there, and what ended after it has not "
                "ended yet.");
    add_parameters(out);
}

/* ---- what it reads ---- */

static const char *feed_words(struct arena *arena, const struct feed *feed)
{
    const char *headers = feed->header_count > 0
                              ? list_words(arena, feed->headers, feed->header_count, " or ")
                              : "its own name";
    return arena_format(arena, "%s/%s: %s", feed->folder, feed->file, headers);
}

static void add_reads(struct explaining_text *out)
{
    const struct expression_reads *reads = &out->page->explanation->reads;
    const struct dataset *dataset = &out->page->outline->dataset;
    add_heading(out, "Reads, and the file and header that each comes from");
    for (size_t i = 0; i < reads->column_count; i++) {
        const struct table *table = &dataset->tables[reads->columns[i].table];
        const char *name = arena_format(out->arena, "  %s.%s <- ", table->name,
                                        table->columns[reads->columns[i].column].name);
        size_t count;
        const struct feed *feeds = outline_feeds(out->arena, out->page->outline, reads->columns[i].table,
                                                 reads->columns[i].column, &count);
        for (size_t k = 0; k < count; k++)
            add_wrapped(out, k == 0 ? name : "    and ", feed_words(out->arena, &feeds[k]));
        if (count == 0)
            add_wrapped(out, name, "no extract of this job");
    }
}

/* ---- figures ---- */

static const char *number_or_nothing(struct arena *arena, double number)
{
    return isnan(number) ? "none" : number_shortest(arena, number_round(number, 2));
}

/* Towards a target of some day to come. */
static void add_course(struct explaining_text *out)
{
    const struct series *series = out->page->series;
    struct early_warning warning = early_warning_of(out->page->results, series, out->page->at);
    const char *words = early_warning_words(out->arena, out->page->indicator, &series->dated, &warning);
    if (*words)
        add_wrapped(out, "  Course       ", words);
}

static void add_latest(struct explaining_text *out, const struct figure *figure)
{
    struct arena *arena = out->arena;
    const struct indicator *indicator = out->page->indicator;
    const char *green = band_words(arena, indicator, &figure->tolerance->green),
               *amber = band_words(arena, indicator, &figure->tolerance->amber);
    const char *rating = rating_name(figure->rating), *direction = direction_text(figure->direction);
    text_add_format(&out->text, "  Value        %s\n",
                    figure->reason == REASON_NONE
                        ? figure_text(arena, indicator, figure->shown)
                        : arena_format(arena, "not available: %s", reason_words(figure->reason)));
    text_add_format(&out->text, "  Numerator    %s\n", number_or_nothing(arena, figure->numerator));
    text_add_format(&out->text, "  Denominator  %s\n", number_or_nothing(arena, figure->denominator));
    text_add_format(&out->text, "  Unknown      %u\n", figure->unknown);
    text_add_format(&out->text, "  Target       %s%s%s\n", *green ? green : "none", *amber ? "; amber " : "",
                    amber);
    text_add_format(&out->text, "  Rating       %s%s\n", *rating ? rating : "not rated",
                    figure->small_numbers ? ", on small numbers" : "");
    text_add_format(&out->text, "  Direction    %s\n", *direction ? direction : "not known");
    add_course(out);
}

static const char *table_cell(struct arena *arena, const struct explain_page *page, size_t period,
                              size_t column)
{
    const struct figure *figure = &page->series->figures[period];
    switch (column) {
    case 0:
        return page->results->periods[period].label;
    case 1:
        return number_or_nothing(arena, figure->numerator);
    case 2:
        return number_or_nothing(arena, figure->denominator);
    case 3:
        return figure_text(arena, page->indicator, figure->shown);
    case 4:
        return rating_name(figure->rating);
    case 5:
        return arena_format(arena, "%u", figure->unknown);
    default:
        return direction_text(figure->direction);
    }
}

static void add_periods(struct explaining_text *out)
{
    static const struct {
        const char *heading;
        size_t width;
        bool right;
    } columns[] = {{"period", 24, false},  {"numerator", 11, true}, {"denominator", 11, true},
                   {"value", 11, true},    {"rating", 6, false},    {"unknown", 7, true},
                   {"direction", 0, false}};
    enum { COLUMN_COUNT = sizeof columns / sizeof *columns };
    const struct explain_page *page = out->page;
    size_t first = page->at + 1 > SHOWN_PERIODS ? page->at + 1 - SHOWN_PERIODS : 0;
    text_add_character(&out->text, '\n');
    for (size_t row = 0; row <= page->at + 1 - first; row++) {
        size_t end = out->text.length;
        for (size_t i = 0; i < COLUMN_COUNT; i++) {
            const char *cell =
                row == 0 ? columns[i].heading : table_cell(out->arena, page, first + row - 1, i);
            text_add(&out->text, "  ");
            add_padded(&out->text, cell, columns[i].width, columns[i].right);
        }
        while (out->text.length > end && out->text.bytes[out->text.length - 1] == ' ')
            out->text.bytes[--out->text.length] = '\0';
        text_add_character(&out->text, '\n');
    }
}

static void add_figures(struct explaining_text *out)
{
    const struct explain_page *page = out->page;
    add_heading(
        out, arena_format(out->arena, "Figures of %s, %s", clean_text(out->arena, page->unit), page->period));
    if (!page->results) {
        text_add(&out->text, "  not recorded yet: scorecard run works them out\n");
    } else if (!page->series) {
        text_add(&out->text, "  none: the last run has no row of it in this unit\n");
    } else {
        add_latest(out, &page->series->figures[page->at]);
        add_periods(out);
    }
}

char *explain_text(struct arena *arena, const struct explain_page *page)
{
    struct explaining_text out = {.arena = arena, .text = text_in(arena), .page = page};
    add_written(&out);
    add_plain_words(&out);
    if (page->explanation)
        add_reads(&out);
    add_figures(&out);
    return out.text.bytes;
}

char *explain_list(struct arena *arena, const struct catalogue *catalogue)
{
    struct text list = text_in(arena);
    size_t width = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        size_t columns = columns_of(catalogue->items[i].id, strlen(catalogue->items[i].id));
        width = columns > width ? columns : width;
    }
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct indicator *indicator = &catalogue->items[i];
        if (indicator->further_window)
            continue;
        add_padded(&list, indicator->id, width, false);
        text_add_format(&list, "  %s | %s\n", clean_text(arena, indicator->title),
                        clean_text(arena, catalogue->themes[indicator->theme].title));
    }
    return list.bytes;
}
