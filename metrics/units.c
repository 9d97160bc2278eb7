#include "metrics/units.h"

#include "base/text.h"
#include "metrics/settings.h"

enum { COLUMN_UNIT, COLUMN_NAME, COLUMN_PARENT, COLUMN_LEVEL };
enum { DEEPEST_TREE = 20 };

static const struct settings_column columns[] = {
    {"unit", true}, {"name", true}, {"parent", false}, {"level", false}};

static int find_row(const struct settings *settings, const char *id)
{
    for (size_t i = 0; i < settings->row_count; i++)
        if (text_equal(settings->rows[i].cells[COLUMN_UNIT], id))
            return (int)i;
    return -1;
}

static bool check_rows(struct arena *arena, const struct settings *settings, struct error *error)
{
    const char **ids = ARENA_ARRAY(arena, const char *, settings->row_count);
    for (size_t i = 0; i < settings->row_count; i++)
        ids[i] = settings->rows[i].cells[COLUMN_UNIT];
    for (size_t i = 0; i < settings->row_count; i++) {
        const struct settings_row *row = &settings->rows[i];
        const char *parent = row->cells[COLUMN_PARENT];
        if (find_row(settings, ids[i]) != (int)i)
            return settings_fail(settings, row, COLUMN_UNIT, error, "\"%s\" stands twice", ids[i]);
        if (*parent && find_row(settings, parent) < 0)
            return settings_fail(settings, row, COLUMN_PARENT, error, "there is no unit \"%s\"%s", parent,
                                 text_did_you_mean(arena, parent, ids, settings->row_count));
        int steps = 0;
        for (int at = (int)i; at >= 0; at = find_row(settings, settings->rows[at].cells[COLUMN_PARENT]))
            if (++steps > DEEPEST_TREE)
                return settings_fail(settings, row, COLUMN_PARENT, error,
                                     "going up from \"%s\" never ends (or is more than %d units)", ids[i],
                                     (int)DEEPEST_TREE);
    }
    if (settings->row_count == 0)
        return error_set(error, ERROR_CONFIG, "%s: holds no units: the organisation itself is one",
                         settings->path);
    return true;
}

static const char *level_name(const char *stated, int depth)
{
    static const char *const names[] = {"organisation", "service", "team"};
    if (*stated)
        return stated;
    return depth < 3 ? names[depth] : "team";
}

static void add_below(struct units *units, const struct settings *settings, const char *parent,
                      int parent_index, int depth)
{
    for (size_t i = 0; i < settings->row_count; i++) {
        const char *const *cells = settings->rows[i].cells;
        if (!text_equal(cells[COLUMN_PARENT], parent))
            continue;
        int index = (int)units->count++;
        units->items[index] = (struct unit){.id = cells[COLUMN_UNIT],
                                            .name = cells[COLUMN_NAME],
                                            .level = level_name(cells[COLUMN_LEVEL], depth),
                                            .parent = parent_index,
                                            .depth = depth};
        add_below(units, settings, cells[COLUMN_UNIT], index, depth + 1);
    }
}

static void add_no_team(struct units *units)
{
    size_t roots = 0;
    for (size_t i = 0; i < units->count; i++)
        roots += units->items[i].parent < 0;
    if (roots == 1)
        units->items[units->count++] = (struct unit){.id = "(no team)",
                                                     .name = "(no team)",
                                                     .level = "team",
                                                     .parent = 0,
                                                     .depth = 1,
                                                     .is_no_team = true};
}

bool units_load(struct arena *arena, const char *path, struct units *units, struct error *error)
{
    struct settings settings;
    if (!settings_read(arena, path, columns, sizeof columns / sizeof *columns, &settings, error) ||
        !check_rows(arena, &settings, error))
        return false;
    units->items = ARENA_ARRAY(arena, struct unit, settings.row_count + 1);
    units->count = 0;
    add_below(units, &settings, "", -1, 0);
    add_no_team(units);
    return true;
}

int units_find(const struct units *units, const char *id_or_name)
{
    for (size_t i = 0; i < units->count; i++)
        if (text_equal_ignoring_case(units->items[i].id, id_or_name))
            return (int)i;
    for (size_t i = 0; i < units->count; i++)
        if (text_equal_ignoring_case(units->items[i].name, id_or_name))
            return (int)i;
    return -1;
}
