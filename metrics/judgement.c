#include "metrics/judgement.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

static bool parse_part(const char *text, size_t length, double *number)
{
    char part[40];
    if (length == 0 || length >= sizeof part)
        return false;
    memcpy(part, text, length);
    part[length] = '\0';
    return number_parse(text_trim(part), number);
}

static bool parse_between(const char *text, const char *sign, double *left, double *right)
{
    const char *at = strstr(text, sign);
    return at && parse_part(text, (size_t)(at - text), left) &&
           parse_part(at + strlen(sign), strlen(at + strlen(sign)), right);
}

bool band_parse(const char *text, struct band *band)
{
    static const struct {
        const char *sign;
        bool upper, open;
    } signs[] = {{"<=", true, false}, {">=", false, false}, {"<", true, true}, {">", false, true}};
    *band = (struct band){.low = -(double)INFINITY, .high = (double)INFINITY, .stated = *text != '\0'};
    if (!band->stated)
        return true;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts_with(text, signs[i].sign)) {
            const char *edge = text + strlen(signs[i].sign);
            *(signs[i].upper ? &band->high_open : &band->low_open) = signs[i].open;
            return parse_part(edge, strlen(edge), signs[i].upper ? &band->high : &band->low);
        }
    double middle, width;
    if (parse_between(text, "+-", &middle, &width) || parse_between(text, "\xC2\xB1", &middle, &width)) {
        band->low = number_tidy(middle - width);
        band->high = number_tidy(middle + width);
        return width >= 0;
    }
    return parse_between(text, "..", &band->low, &band->high) && band->low <= band->high;
}

bool band_holds(const struct band *band, double value)
{
    return (band->low_open ? value > band->low : value >= band->low) &&
           (band->high_open ? value < band->high : value <= band->high);
}

char *band_text(struct arena *arena, const struct band *band)
{
    if (!band->stated)
        return arena_copy_text(arena, "");
    if (isinf(band->low))
        return arena_format(arena, "%s%s", band->high_open ? "<" : "<=", number_shortest(arena, band->high));
    if (isinf(band->high))
        return arena_format(arena, "%s%s", band->low_open ? ">" : ">=", number_shortest(arena, band->low));
    return arena_format(arena, "%s..%s", number_shortest(arena, band->low),
                        number_shortest(arena, band->high));
}

const struct tolerance nothing_stated = {0};

const char *rating_name(enum rating rating)
{
    static const char *const names[] = {
        [RATING_NONE] = "", [RATING_GREEN] = "green", [RATING_AMBER] = "amber", [RATING_RED] = "red"};
    return names[rating];
}

enum rating rate(const struct tolerance *tolerance, double shown)
{
    if (!tolerance->green.stated || isnan(shown))
        return RATING_NONE;
    if (band_holds(&tolerance->green, shown))
        return RATING_GREEN;
    if (tolerance->amber.stated && band_holds(&tolerance->amber, shown))
        return RATING_AMBER;
    return RATING_RED;
}

/* How far from good: less is better. */
static double distance(const struct indicator *indicator, const struct tolerance *tolerance, double value)
{
    const struct band *green = &tolerance->green;
    switch (indicator->better) {
    case BETTER_HIGHER:
        return -value;
    case BETTER_LOWER:
        return value;
    case BETTER_RANGE:
        if (green->stated && isfinite(green->low) && isfinite(green->high))
            return fabs(value - (green->low + green->high) / 2);
        break;
    case BETTER_NONE:
        break;
    }
    return (double)NAN;
}

struct direction direction_of(const struct indicator *indicator, const struct tolerance *tolerance,
                              double before, double now, double dead_band)
{
    struct direction direction = {MOVEMENT_UNKNOWN, PROGRESS_NONE};
    if (isnan(before) || isnan(now))
        return direction;
    double was = distance(indicator, tolerance, before), is = distance(indicator, tolerance, now);
    double least = dead_band * fabs(before);
    bool moved = before < now || before > now;
    if (!moved || fabs(now - before) < least) {
        direction.movement = MOVEMENT_SAME;
        direction.progress = isnan(is) ? PROGRESS_NONE : PROGRESS_STEADY;
        return direction;
    }
    direction.movement = now > before ? MOVEMENT_UP : MOVEMENT_DOWN;
    if (isnan(is) || isnan(was))
        return direction;
    /* Figures are shown to six decimals at most: what is less is left over from working out the distances. */
    const double nothing = 1e-9;
    double change = is - was;
    direction.progress = change < -nothing  ? PROGRESS_IMPROVING
                         : change > nothing ? PROGRESS_WORSENING
                                            : PROGRESS_STEADY;
    return direction;
}

const char *direction_text(struct direction direction)
{
    static const char *const texts[4][4] = {
        [MOVEMENT_UNKNOWN] = {"", "", "", ""},
        [MOVEMENT_UP] = {"up", "up, improving", "up, worsening", "up, as near"},
        [MOVEMENT_DOWN] = {"down", "down, improving", "down, worsening", "down, as near"},
        [MOVEMENT_SAME] = {"no change", "no change", "no change", "no change"}};
    return texts[direction.movement][direction.progress];
}
