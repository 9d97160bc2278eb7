#include "metrics/population.h"

#include "base/number.h"
#include "metrics/settings.h"

#include <math.h>

enum { COLUMN_UNIT, COLUMN_FROM, COLUMN_POPULATION };

static const struct settings_column columns[] = {{"unit", true}, {"from", true}, {"population", true}};

static bool read_row(const struct settings *settings, const struct settings_row *row,
                     const struct units *units, struct population *population, struct error *error)
{
    int unit = units_find(units, row->cells[COLUMN_UNIT]);
    if (unit < 0)
        return settings_fail(settings, row, COLUMN_UNIT, error, "there is no unit \"%s\" in the units file",
                             row->cells[COLUMN_UNIT]);
    population->unit = (size_t)unit;
    if (!settings_day(row->cells[COLUMN_FROM], &population->from))
        return settings_fail(settings, row, COLUMN_FROM, error,
                             "\"%s\" is not a date: write 2026-03-31 or 31/03/2026", row->cells[COLUMN_FROM]);
    if (!number_parse(row->cells[COLUMN_POPULATION], &population->people) || !(population->people > 0))
        return settings_fail(settings, row, COLUMN_POPULATION, error, "\"%s\" is not a number above zero",
                             row->cells[COLUMN_POPULATION]);
    return true;
}

bool populations_load(struct arena *arena, const char *path, const struct units *units,
                      struct populations *populations, struct error *error)
{
    struct settings settings;
    if (!settings_read(arena, path, columns, sizeof columns / sizeof *columns, &settings, error))
        return false;
    populations->items = ARENA_ARRAY(arena, struct population, settings.row_count);
    populations->count = settings.row_count;
    for (size_t i = 0; i < settings.row_count; i++)
        if (!read_row(&settings, &settings.rows[i], units, &populations->items[i], error))
            return false;
    return true;
}

double population_on(const struct populations *populations, size_t unit, day_number day)
{
    const struct population *found = NULL;
    for (size_t i = 0; i < populations->count; i++) {
        const struct population *one = &populations->items[i];
        if (one->unit == unit && one->from <= day && (!found || one->from >= found->from))
            found = one;
    }
    return found ? found->people : (double)NAN;
}
