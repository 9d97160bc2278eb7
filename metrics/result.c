#include "metrics/result.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>

const char *reason_name(enum reason reason)
{
    static const char *const names[] = {[REASON_NONE] = "",
                                        [REASON_NO_DENOMINATOR] = "no_denominator",
                                        [REASON_NO_DATA] = "no_data",
                                        [REASON_NO_POPULATION] = "no_population",
                                        [REASON_NO_TABLE] = "no_table",
                                        [REASON_NO_COLUMN] = "no_column",
                                        [REASON_WITHHELD] = "withheld"};
    return names[reason];
}

const char *reason_words(enum reason reason)
{
    static const char *const words[] = {[REASON_NONE] = "",
                                        [REASON_NO_DENOMINATOR] = "none recorded",
                                        [REASON_NO_DATA] = "no values recorded",
                                        [REASON_NO_POPULATION] = "no population given",
                                        [REASON_NO_TABLE] = "extract not supplied",
                                        [REASON_NO_COLUMN] = "column not supplied",
                                        [REASON_WITHHELD] = "withheld, small numbers"};
    return words[reason];
}

const struct series *result_find(const struct result_set *results, size_t indicator, size_t unit)
{
    size_t low = 0, high = results->series_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct series *one = &results->series[middle];
        if (one->indicator < indicator || (one->indicator == indicator && one->unit < unit))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == results->series_count || results->series[low].indicator != indicator ||
        results->series[low].unit != unit || *results->series[low].breakdown)
        return NULL;
    return &results->series[low];
}

const struct figure *series_latest(const struct result_set *results, const struct series *series)
{
    return &series->figures[results->period_count - 1];
}

/* The number with the signs of its kind around it. */
static char *with_unit(struct arena *arena, enum figure_format format, const char *number)
{
    switch (format) {
    case FORMAT_PERCENT:
        return arena_format(arena, "%s%%", number);
    case FORMAT_DAYS:
        return arena_format(arena, "%s day%s", number, text_equal(number, "1") ? "" : "s");
    case FORMAT_FTE:
        return arena_format(arena, "%s FTE", number);
    case FORMAT_CURRENCY:
        return *number == '-' ? arena_format(arena, "-\xC2\xA3%s", number + 1)
                              : arena_format(arena, "\xC2\xA3%s", number);
    case FORMAT_PER_10000:
    case FORMAT_RATIO:
    case FORMAT_COUNT:
        break;
    }
    return arena_copy_text(arena, number);
}

char *figure_text(struct arena *arena, const struct indicator *indicator, double shown)
{
    if (isnan(shown))
        return arena_copy_text(arena, "n/a");
    return with_unit(arena, indicator->format, number_text(arena, shown, indicator->decimals, true));
}

static int decimals_needed(double amount, int most)
{
    int decimals = 0;
    while (decimals < most && number_round(amount, decimals) != number_round(amount, most))
        decimals++;
    return decimals;
}

char *amount_text(struct arena *arena, const struct indicator *indicator, double amount)
{
    enum { MOST_DECIMALS = 4 };
    int decimals = decimals_needed(amount, MOST_DECIMALS);
    return with_unit(arena, indicator->format, number_text(arena, amount, decimals, true));
}

static char *part_text(struct arena *arena, double part)
{
    enum { MOST_DECIMALS = 2 };
    return number_text(arena, part, decimals_needed(part, MOST_DECIMALS), true);
}

char *figure_parts(struct arena *arena, const struct indicator *indicator, const struct figure *figure)
{
    (void)indicator;
    if (isnan(figure->numerator))
        return isnan(figure->denominator)
                   ? arena_copy_text(arena, "")
                   : arena_format(arena, "of %s", part_text(arena, figure->denominator));
    if (isnan(figure->denominator))
        return part_text(arena, figure->numerator);
    return arena_format(arena, "%s of %s", part_text(arena, figure->numerator),
                        part_text(arena, figure->denominator));
}

char *figure_how_many(struct arena *arena, const struct indicator *indicator, const struct figure *figure)
{
    bool of_rows = !indicator->has_denominator && indicator->format != FORMAT_PER_10000;
    if (isnan(figure->denominator))
        return arena_copy_text(arena, "");
    return of_rows ? part_text(arena, figure->denominator) : figure_parts(arena, indicator, figure);
}

char *band_words(struct arena *arena, const struct indicator *indicator, const struct band *band)
{
    if (!band->stated)
        return arena_copy_text(arena, "");
    bool nothing_over = band->high <= 0 && !band->high_open && indicator->better == BETTER_LOWER;
    bool everything = band->low >= 100 && !band->low_open && indicator->format == FORMAT_PERCENT;
    if (isinf(band->low) && nothing_over)
        return amount_text(arena, indicator, band->high);
    if (isinf(band->high) && everything)
        return amount_text(arena, indicator, band->low);
    if (isinf(band->low))
        return band->high_open ? arena_format(arena, "below %s", amount_text(arena, indicator, band->high))
                               : arena_format(arena, "%s or less", amount_text(arena, indicator, band->high));
    if (isinf(band->high))
        return band->low_open ? arena_format(arena, "above %s", amount_text(arena, indicator, band->low))
                              : arena_format(arena, "%s or more", amount_text(arena, indicator, band->low));
    return arena_format(arena, "%s to %s", amount_text(arena, indicator, band->low),
                        amount_text(arena, indicator, band->high));
}

char *figure_flags(struct arena *arena, const struct figure *figure)
{
    struct text flags = text_in(arena);
    const char *const words[] = {reason_name(figure->reason), figure->small_numbers ? "small_numbers" : "",
                                 figure->tolerance->green.stated && figure->tolerance->stretch ? "stretch"
                                                                                               : ""};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (*words[i])
            text_add_format(&flags, "%s%s", flags.length ? " " : "", words[i]);
    return flags.bytes;
}
