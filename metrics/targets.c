#include "metrics/targets.h"

#include "base/number.h"
#include "base/text.h"
#include "metrics/settings.h"

#include <math.h>

enum { COLUMN_INDICATOR, COLUMN_UNIT, COLUMN_FROM, COLUMN_GREEN, COLUMN_AMBER, COLUMN_PATH, COLUMN_NOTE };

static const struct settings_column columns[] = {{"indicator", true}, {"unit", false},  {"from", true},
                                                 {"green", true},     {"amber", false}, {"path", false},
                                                 {"note", false}};

struct loading {
    struct arena *arena;
    const struct settings *settings;
    const struct catalogue *catalogue;
    const struct units *units;
    struct error *error;
};

static bool read_indicator(struct loading *loading, const struct settings_row *row, struct target *target)
{
    const struct catalogue *catalogue = loading->catalogue;
    const char *id = row->cells[COLUMN_INDICATOR];
    int found = catalogue_find(catalogue, id);
    if (found < 0) {
        const char **ids = ARENA_ARRAY(loading->arena, const char *, catalogue->count);
        for (size_t i = 0; i < catalogue->count; i++)
            ids[i] = catalogue->items[i].id;
        return settings_fail(loading->settings, row, COLUMN_INDICATOR, loading->error,
                             "there is no indicator \"%s\" in the catalogue%s", id,
                             text_did_you_mean(loading->arena, id, ids, catalogue->count));
    }
    if (catalogue->items[found].better == BETTER_NONE)
        return settings_fail(
            loading->settings, row, COLUMN_INDICATOR, loading->error,
            "\"%s\" is activity (better: none), watched and never rated: take its target out", id);
    target->indicator = (size_t)found;
    return true;
}

static bool read_unit(struct loading *loading, const struct settings_row *row, struct target *target)
{
    const struct units *units = loading->units;
    const char *id = row->cells[COLUMN_UNIT];
    target->unit = *id ? units_find(units, id) : -1;
    if (*id == '\0' || target->unit >= 0)
        return true;
    const char **ids = ARENA_ARRAY(loading->arena, const char *, units->count);
    for (size_t i = 0; i < units->count; i++)
        ids[i] = units->items[i].id;
    return settings_fail(loading->settings, row, COLUMN_UNIT, loading->error, "there is no unit \"%s\"%s", id,
                         text_did_you_mean(loading->arena, id, ids, units->count));
}

static bool contains(const struct band *outer, const struct band *inner)
{
    bool low = outer->low < inner->low || (outer->low <= inner->low && (!outer->low_open || inner->low_open));
    bool high =
        outer->high > inner->high || (outer->high >= inner->high && (!outer->high_open || inner->high_open));
    return low && high;
}

/* A band that says more is better on a measure where less is would turn every colour round. */
static bool fits_better(enum better better, const struct band *green)
{
    bool two_sided = isfinite(green->low) && isfinite(green->high);
    if (better == BETTER_HIGHER)
        return two_sided || isinf(green->high);
    if (better == BETTER_LOWER)
        return two_sided || isinf(green->low);
    return true;
}

static bool read_bands(struct loading *loading, const struct settings_row *row, struct target *target)
{
    static const char *const written = "is not a band: write >=90, <10, 10..15 or 20+-2.5";
    struct tolerance *tolerance = &target->tolerance;
    for (size_t column = COLUMN_GREEN; column <= COLUMN_AMBER; column++)
        if (!band_parse(row->cells[column], column == COLUMN_GREEN ? &tolerance->green : &tolerance->amber))
            return settings_fail(loading->settings, row, column, loading->error, "\"%s\" %s",
                                 row->cells[column], written);
    enum better better = loading->catalogue->items[target->indicator].better;
    if (!fits_better(better, &tolerance->green))
        return settings_fail(loading->settings, row, COLUMN_GREEN, loading->error,
                             "\"%s\" does not fit: for this indicator %s is better", row->cells[COLUMN_GREEN],
                             better_names[better]);
    if (tolerance->amber.stated && !contains(&tolerance->amber, &tolerance->green))
        return settings_fail(
            loading->settings, row, COLUMN_AMBER, loading->error,
            "\"%s\" does not contain green's \"%s\": amber is where a figure is still tolerable",
            row->cells[COLUMN_AMBER], row->cells[COLUMN_GREEN]);
    return true;
}

static bool read_row(struct loading *loading, const struct settings_row *row, struct target *target)
{
    if (!read_indicator(loading, row, target) || !read_unit(loading, row, target))
        return false;
    if (!settings_day(row->cells[COLUMN_FROM], &target->from))
        return settings_fail(loading->settings, row, COLUMN_FROM, loading->error,
                             "\"%s\" is not a date: write 2026-03-31 or 31/03/2026", row->cells[COLUMN_FROM]);
    const char *path = row->cells[COLUMN_PATH];
    target->line = text_equal(path, "line");
    if (!target->line && *path && !text_equal(path, "step"))
        return settings_fail(loading->settings, row, COLUMN_PATH, loading->error,
                             "\"%s\" is neither step nor line", path);
    const char *note = row->cells[COLUMN_NOTE];
    target->tolerance.stretch = text_starts_with(note, "stretch");
    return read_bands(loading, row, target);
}

static bool same_subject(const struct target *a, const struct target *b)
{
    return a->indicator == b->indicator && a->unit == b->unit;
}

static bool same_sides(const struct band *a, const struct band *b)
{
    return a->stated == b->stated && isinf(a->low) == isinf(b->low) && isinf(a->high) == isinf(b->high);
}

static bool link_row(struct loading *loading, struct targets *targets, size_t at)
{
    struct target *target = &targets->items[at];
    const struct settings_row *row = &loading->settings->rows[at];
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *other = &targets->items[i];
        if (i == at || !same_subject(target, other))
            continue;
        if (other->from == target->from)
            return settings_fail(loading->settings, row, COLUMN_FROM, loading->error,
                                 "another row says what applies from the same day");
        if (other->from > target->from && (!target->next || other->from < target->next->from))
            target->next = other;
    }
    if (!target->line)
        return true;
    if (!target->next)
        return settings_fail(
            loading->settings, row, COLUMN_PATH, loading->error,
            "a line leads to a later row for the same indicator and unit, and there is none");
    if (!same_sides(&target->tolerance.green, &target->next->tolerance.green) ||
        !same_sides(&target->tolerance.amber, &target->next->tolerance.amber))
        return settings_fail(loading->settings, row, COLUMN_PATH, loading->error,
                             "a line leads to bands of the same kind, and the next row's are of another");
    return true;
}

bool targets_load(struct arena *arena, const char *path, const struct catalogue *catalogue,
                  const struct units *units, struct targets *targets, struct error *error)
{
    struct settings settings;
    if (!settings_read(arena, path, columns, sizeof columns / sizeof *columns, &settings, error))
        return false;
    struct loading loading = {arena, &settings, catalogue, units, error};
    targets->items = ARENA_ARRAY(arena, struct target, settings.row_count);
    targets->count = settings.row_count;
    for (size_t i = 0; i < settings.row_count; i++)
        if (!read_row(&loading, &settings.rows[i], &targets->items[i]))
            return false;
    for (size_t i = 0; i < settings.row_count; i++)
        if (!link_row(&loading, targets, i))
            return false;
    return true;
}

static double edge_between(double from, double to, double share, int decimals)
{
    return isinf(from) ? from : number_round(from + (to - from) * share, decimals);
}

static struct band band_between(const struct band *from, const struct band *to, double share, int decimals)
{
    struct band band = *from;
    band.low = edge_between(from->low, to->low, share, decimals);
    band.high = edge_between(from->high, to->high, share, decimals);
    return band;
}

/* The tolerance of a day between a row's own and the next one's. */
static const struct tolerance *on_line(struct arena *arena, const struct target *from, int decimals,
                                       day_number day)
{
    struct tolerance *tolerance = ARENA_NEW(arena, struct tolerance);
    const struct tolerance *to = &from->next->tolerance;
    double share = (double)(day - from->from) / (double)(from->next->from - from->from);
    *tolerance = from->tolerance;
    tolerance->green = band_between(&from->tolerance.green, &to->green, share, decimals);
    tolerance->amber = band_between(&from->tolerance.amber, &to->amber, share, decimals);
    return tolerance;
}

struct target_rows targets_for(const struct targets *targets, const struct catalogue *catalogue,
                               size_t indicator, size_t unit)
{
    struct target_rows rows = {.decimals = catalogue->items[indicator].decimals};
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *one = &targets->items[i];
        if (one->indicator != indicator || (one->unit >= 0 && (size_t)one->unit != unit))
            continue;
        const struct target **earliest = one->unit < 0 ? &rows.of_all_units : &rows.of_unit;
        if (!*earliest || one->from < (*earliest)->from)
            *earliest = one;
    }
    return rows;
}

static const struct target *in_force(const struct target *row, day_number day)
{
    if (!row || row->from > day)
        return NULL;
    while (row->next && row->next->from <= day)
        row = row->next;
    return row;
}

/* A unit's own before that of all units. */
static const struct target *applying(const struct target_rows *rows, day_number day)
{
    const struct target *own = in_force(rows->of_unit, day);
    return own ? own : in_force(rows->of_all_units, day);
}

const struct tolerance *targets_on(struct arena *arena, const struct target_rows *rows, day_number day)
{
    const struct target *found = applying(rows, day);
    if (!found)
        return &nothing_stated;
    return found->line ? on_line(arena, found, rows->decimals, day) : &found->tolerance;
}

struct dated_target targets_dated(const struct target_rows *rows, day_number day)
{
    const struct target *found = applying(rows, day);
    if (!found || !found->line)
        return (struct dated_target){0};
    return (struct dated_target){.since = found->from,
                                 .by = found->next->from,
                                 .green = found->next->tolerance.green,
                                 .stretch = found->next->tolerance.stretch};
}
