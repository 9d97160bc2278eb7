#include "metrics/catalogue.h"

#include "base/config.h"
#include "base/file.h"
#include "base/map.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

const char *const format_names[] = {
    [FORMAT_PERCENT] = "percent",  [FORMAT_PER_10000] = "per_10000", [FORMAT_RATIO] = "ratio",
    [FORMAT_COUNT] = "count",      [FORMAT_DAYS] = "days",           [FORMAT_FTE] = "fte",
    [FORMAT_CURRENCY] = "currency"};
const char *const better_names[] = {
    [BETTER_HIGHER] = "higher", [BETTER_LOWER] = "lower", [BETTER_RANGE] = "range", [BETTER_NONE] = "none"};
const char *const aggregate_names[] = {
    [AGGREGATE_ROWS] = "",         [AGGREGATE_SUM] = "sum",           [AGGREGATE_MEAN] = "mean",
    [AGGREGATE_MEDIAN] = "median", [AGGREGATE_DISTINCT] = "distinct", [AGGREGATE_PERCENTILE] = "percentile",
    [AGGREGATE_MIN] = "min",       [AGGREGATE_MAX] = "max",           [AGGREGATE_STDEV] = "stdev"};
enum { FORMAT_COUNT_OF = FORMAT_CURRENCY + 1, BETTER_COUNT_OF = BETTER_NONE + 1 };

struct loading {
    struct arena *arena;
    struct catalogue *catalogue;
    size_t theme_capacity, indicator_capacity, parameter_capacity, breakdown_capacity, replaced_capacity;
    const char *file; /* now being read, and how it is shown */
    const char *shown;
    const char *source; /* as the job's catalogue that it is of is called */
    const char *recommendations_of;
};

/* ---- measures ---- */

static void read_aggregate(struct config *at, struct measure_text *measure)
{
    for (enum aggregate one = AGGREGATE_SUM; one <= AGGREGATE_STDEV; one++) {
        const char *of = config_text_or(at, aggregate_names[one], NULL);
        if (!of)
            continue;
        if (measure->of)
            config_fail(at, "has both \"%s\" and \"%s\": one measure, one aggregate",
                        aggregate_names[measure->aggregate], aggregate_names[one]);
        measure->aggregate = one;
        measure->of = of;
    }
    measure->percentile = config_number_or(at, "percent", (double)NAN);
    if (isnan(measure->percentile))
        measure->percentile = 50;
    else if (measure->aggregate != AGGREGATE_PERCENTILE)
        config_fail(at, "has \"percent\", which says what \"percentile\" is wanted, and no \"percentile\"");
    if (!(measure->percentile >= 0 && measure->percentile <= 100))
        config_fail(at, "\"percent\" is the percentile wanted, from 0 to 100");
}

/* "open" or "during": a start and an end. */
static void read_span(struct config *at, const char *key, struct measure_text *measure)
{
    size_t count;
    const char *const *span = config_texts(at, key, &count);
    if (count != 0 && count != 2)
        config_fail(at, "\"%s\" is a list of two: [start, end]", key);
    if (count != 2)
        return;
    if (measure->open_start)
        config_fail(at, "has both \"open\" and \"during\": open at the window's end, or on any day of it");
    measure->open_start = span[0];
    measure->open_end = span[1];
}

static void check_time_rule(struct config *at, const struct measure_text *measure)
{
    bool timed = measure->at || measure->open_start;
    if (measure->at && measure->open_start)
        config_fail(at, "has both \"at\" and \"open\": a row falls in the window, or is open at its end");
    else if (measure->table && !timed)
        config_fail(at, "needs a time rule: \"at\": the date a row falls on, or \"open\": [start, end]");
    else if (!measure->table && (timed || measure->unit_by || measure->once_per))
        config_fail(at,
                    "has no \"table\": it is the denominator's rows, and takes its time and unit from there");
}

static void read_measure(struct config *at, struct measure_text *measure)
{
    measure->table = config_text_or(at, "table", NULL);
    measure->at = config_text_or(at, "at", NULL);
    measure->where = config_text_or(at, "where", NULL);
    measure->once_per = config_text_or(at, "once_per", NULL);
    measure->unit_by = config_text_or(at, "unit_by", NULL);
    read_span(at, "open", measure);
    measure->during = !measure->open_start;
    read_span(at, "during", measure);
    measure->during &= measure->open_start != NULL;
    read_aggregate(at, measure);
    if (!config_failed(at))
        check_time_rule(at, measure);
}

/* ---- indicators ---- */

static bool adds_up(const struct measure_text *measure)
{
    return measure->aggregate == AGGREGATE_ROWS || measure->aggregate == AGGREGATE_SUM ||
           measure->aggregate == AGGREGATE_DISTINCT;
}

static void check_parts(struct config *at, const struct indicator *indicator)
{
    bool divided = indicator->format == FORMAT_PERCENT || indicator->format == FORMAT_RATIO;
    bool may_divide = divided || indicator->format == FORMAT_DAYS || indicator->format == FORMAT_CURRENCY;
    const char *format = format_names[indicator->format];
    if (!indicator->has_denominator && !indicator->numerator.table)
        config_fail(at, "needs a \"numerator\" with a \"table\", or a \"denominator\" that has one");
    else if (indicator->has_denominator && !indicator->denominator.table)
        config_fail(at, "its \"denominator\" needs a \"table\"");
    else if (indicator->adds_numerator && !(indicator->numerator.table && adds_up(&indicator->numerator) &&
                                            adds_up(&indicator->denominator)))
        config_fail(
            at, "its \"denominator\" has \"and_numerator\": both are then to be rows or sums, the numerator "
                "of a \"table\" of its own");
    else if (divided && !indicator->has_denominator && adds_up(&indicator->numerator))
        config_fail(at, "is a %s and needs a \"denominator\"", format);
    else if (!may_divide && indicator->has_denominator)
        config_fail(at, "is a %s and takes no \"denominator\"", format);
    else if (indicator->part_of && !indicator->has_denominator)
        config_fail(at,
                    "has \"part_of\" and no \"denominator\", which is the whole that its parts add up to");
    else if (indicator->format == FORMAT_PER_10000 && !adds_up(&indicator->numerator))
        config_fail(at, "is a per_10000: a rate of rows, of a sum or of different ones");
    else if (indicator->format == FORMAT_PER_10000 && indicator->by_count > 0)
        config_fail(at, "is a per_10000 and takes no \"by\": its population is not known by category");
}

static void check_windows(struct config *at, const struct indicator *indicator)
{
    bool at_a_day = indicator->numerator.at || indicator->denominator.at;
    for (size_t i = 0; i < indicator->window_count; i++) {
        if (indicator->windows[i] == WINDOW_SNAPSHOT && at_a_day)
            config_fail(at,
                        "has the window \"snapshot\" and an \"at\", which would count the period's last day "
                        "alone: use \"open\", or a window such as \"month\"");
        for (size_t k = 0; k < i; k++)
            if (indicator->windows[k] == indicator->windows[i])
                config_fail(at, "has the same window twice");
    }
}

static bool is_identifier(const char *text)
{
    for (const char *at = text; *at; at++)
        if (!((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '_'))
            return false;
    return *text >= 'a' && *text <= 'z' && strlen(text) <= 60;
}

static size_t find_theme(const struct catalogue *catalogue, const char *id)
{
    size_t found = 0;
    while (found < catalogue->theme_count && !text_equal(catalogue->themes[found].id, id))
        found++;
    return found;
}

static size_t read_theme_of(struct loading *loading, struct config *at)
{
    struct catalogue *catalogue = loading->catalogue;
    const char *id = config_text(at, "theme");
    if (config_failed(at))
        return 0;
    size_t found = find_theme(catalogue, id);
    if (found < catalogue->theme_count)
        return found;
    const char **ids = ARENA_ARRAY(loading->arena, const char *, catalogue->theme_count);
    for (size_t i = 0; i < catalogue->theme_count; i++)
        ids[i] = catalogue->themes[i].id;
    config_fail(at, "there is no theme \"%s\"%s: themes are declared in \"themes\"", id,
                text_did_you_mean(loading->arena, id, ids, catalogue->theme_count));
    return 0;
}

static void read_windows(struct loading *loading, struct config *at, struct indicator *indicator)
{
    size_t count;
    const char *const *names = config_texts(at, "window", &count);
    enum window_length *windows = ARENA_ARRAY(loading->arena, enum window_length, count + 1);
    if (count == 0)
        config_missing(at, "window");
    for (size_t i = 0; i < count; i++)
        if (!window_parse(names[i], &windows[i]))
            config_fail(
                at,
                "\"window\": \"%s\" is none of \"snapshot\", \"month\", \"2 months\" to \"%d months\", "
                "\"year_to_date\", \"year\", \"term\"",
                names[i], (int)WINDOW_LONGEST);
    indicator->windows = windows;
    indicator->window_count = count;
    indicator->window = windows[0];
}

static size_t find_breakdown(const struct catalogue *catalogue, const char *id)
{
    size_t found = 0;
    while (found < catalogue->breakdown_count && !text_equal(catalogue->breakdowns[found].id, id))
        found++;
    return found;
}

static void read_by(struct loading *loading, struct config *at, struct indicator *indicator)
{
    const struct catalogue *catalogue = loading->catalogue;
    size_t count;
    const char *const *names = config_texts(at, "by", &count);
    size_t *by = ARENA_ARRAY(loading->arena, size_t, count);
    const char **ids = ARENA_ARRAY(loading->arena, const char *, catalogue->breakdown_count);
    for (size_t i = 0; i < catalogue->breakdown_count; i++)
        ids[i] = catalogue->breakdowns[i].id;
    for (size_t i = 0; i < count; i++) {
        by[i] = find_breakdown(catalogue, names[i]);
        if (by[i] == catalogue->breakdown_count)
            config_fail(at, "there is no breakdown \"%s\"%s: they are declared in \"breakdowns\"", names[i],
                        text_did_you_mean(loading->arena, names[i], ids, catalogue->breakdown_count));
        for (size_t k = 0; k < i; k++)
            if (by[k] == by[i])
                config_fail(at, "\"by\" has \"%s\" twice", names[i]);
    }
    indicator->by = by;
    indicator->by_count = count;
}

static void read_indicator(struct loading *loading, struct config *at, struct indicator *indicator)
{
    indicator->file = arena_format(loading->arena, "%s: %s", loading->shown, at->path);
    indicator->of_catalogue = loading->source;
    indicator->id = config_text(at, "id");
    indicator->title = config_text(at, "title");
    indicator->theme = read_theme_of(loading, at);
    indicator->format = (enum figure_format)config_choice(at, "format", format_names, FORMAT_COUNT_OF, -1);
    indicator->better = (enum better)config_choice(at, "better", better_names, BETTER_COUNT_OF, -1);
    read_windows(loading, at, indicator);
    read_by(loading, at, indicator);
    bool whole = !config_failed(at) && indicator->format == FORMAT_COUNT;
    indicator->decimals = config_whole_or(at, "decimals", 0, 6, whole ? 0 : 1);
    indicator->definition = config_text(at, "definition");
    indicator->source = config_text(at, "source");
    indicator->headline = config_text_or(at, "headline", NULL);
    indicator->recommendations = config_texts(at, "recommendations", &indicator->recommendation_count);
    indicator->counts_no_people = !config_flag_or(at, "counts_people", true);
    indicator->part_of = config_text_or(at, "part_of", NULL);
    indicator->recommendations_of = loading->recommendations_of;
    struct config measure;
    if (config_object(at, "numerator", &measure))
        read_measure(&measure, &indicator->numerator);
    indicator->has_denominator = config_object(at, "denominator", &measure);
    if (indicator->has_denominator) {
        read_measure(&measure, &indicator->denominator);
        indicator->adds_numerator = config_flag_or(&measure, "and_numerator", false);
    }
    if (!config_failed(at) && !is_identifier(indicator->id))
        config_fail(at, "\"id\" is small letters, digits and _, beginning with a letter, 60 at the most");
    if (!config_failed(at))
        check_parts(at, indicator);
    if (!config_failed(at))
        check_windows(at, indicator);
    if (!config_failed(at) && !indicator->headline)
        indicator->headline = indicator->title;
}

static void note_replaced(struct loading *loading, const struct indicator *was,
                          const struct indicator *indicator)
{
    struct catalogue *catalogue = loading->catalogue;
    catalogue->replaced = arena_grow(loading->arena, catalogue->replaced, catalogue->replaced_count,
                                     &loading->replaced_capacity, sizeof *catalogue->replaced);
    catalogue->replaced[catalogue->replaced_count++] =
        (struct replaced){indicator->id, was->of_catalogue, indicator->of_catalogue};
}

static void add_indicator(struct loading *loading, struct config *at, struct map *ids_of_file)
{
    struct catalogue *catalogue = loading->catalogue;
    struct indicator indicator = {0};
    read_indicator(loading, at, &indicator);
    if (config_failed(at))
        return;
    bool is_new;
    map_add(ids_of_file, indicator.id, &is_new);
    int found = catalogue_find(catalogue, indicator.id);
    if (!is_new) {
        config_fail(at, "\"%s\" stands twice in this file", indicator.id);
    } else if (found >= 0) {
        note_replaced(loading, &catalogue->items[found], &indicator);
        catalogue->items[found] = indicator;
    } else {
        catalogue->items = arena_grow(loading->arena, catalogue->items, catalogue->count,
                                      &loading->indicator_capacity, sizeof *catalogue->items);
        catalogue->items[catalogue->count++] = indicator;
    }
}

/* ---- files ---- */

static void read_themes(struct loading *loading, struct config *root)
{
    struct catalogue *catalogue = loading->catalogue;
    for (size_t i = 0; i < config_count(root, "themes"); i++) {
        struct config at;
        if (!config_item(root, "themes", i, &at))
            return;
        struct theme theme = {config_text(&at, "id"), config_text(&at, "title")};
        if (config_failed(&at))
            return;
        size_t found = find_theme(catalogue, theme.id);
        if (found == catalogue->theme_count) {
            catalogue->themes = arena_grow(loading->arena, catalogue->themes, catalogue->theme_count,
                                           &loading->theme_capacity, sizeof *catalogue->themes);
            catalogue->theme_count++;
        }
        catalogue->themes[found] = theme;
    }
}

static void read_breakdowns(struct loading *loading, struct config *root)
{
    struct catalogue *catalogue = loading->catalogue;
    struct config all, at;
    if (!config_object(root, "breakdowns", &all))
        return;
    const char *id;
    for (size_t i = 0; (id = config_own_key(&all, i)) != NULL; i++) {
        if (!config_object(&all, id, &at))
            return;
        struct breakdown breakdown = {.id = id,
                                      .title = config_text(&at, "title"),
                                      .of = config_text(&at, "of"),
                                      .file =
                                          arena_format(loading->arena, "%s: %s", loading->shown, at.path)};
        breakdown.order = config_texts(&at, "order", &breakdown.order_count);
        size_t found = find_breakdown(catalogue, id);
        if (found == catalogue->breakdown_count) {
            catalogue->breakdowns =
                arena_grow(loading->arena, catalogue->breakdowns, catalogue->breakdown_count,
                           &loading->breakdown_capacity, sizeof *catalogue->breakdowns);
            catalogue->breakdown_count++;
        }
        catalogue->breakdowns[found] = breakdown;
    }
}

static void read_parameters(struct loading *loading, struct config *root)
{
    struct catalogue *catalogue = loading->catalogue;
    struct config at;
    if (!config_object(root, "parameters", &at))
        return;
    const char *name;
    for (size_t i = 0; (name = config_own_key(&at, i)) != NULL; i++) {
        struct parameter parameter = {name, config_number(&at, name)};
        size_t found = 0;
        while (found < catalogue->parameter_count && !text_equal(catalogue->parameters[found].name, name))
            found++;
        if (found == catalogue->parameter_count) {
            catalogue->parameters =
                arena_grow(loading->arena, catalogue->parameters, catalogue->parameter_count,
                           &loading->parameter_capacity, sizeof *catalogue->parameters);
            catalogue->parameter_count++;
        }
        catalogue->parameters[found] = parameter;
    }
}

static bool read_file(struct loading *loading, const char *path, struct error *error)
{
    struct config root;
    if (!config_open(&root, loading->arena, path, error))
        return false;
    loading->file = path;
    loading->shown = path_name(path);
    loading->recommendations_of = config_text_or(&root, "recommendations_of", loading->recommendations_of);
    struct map ids_of_file = map_in(loading->arena);
    read_themes(loading, &root);
    read_parameters(loading, &root);
    read_breakdowns(loading, &root);
    for (size_t i = 0; i < config_count(&root, "indicators"); i++) {
        struct config at;
        if (!config_item(&root, "indicators", i, &at))
            break;
        add_indicator(loading, &at, &ids_of_file);
    }
    return config_close(&root);
}

static bool read_folder(struct loading *loading, const char *folder, struct error *error)
{
    const char *const *names;
    size_t count;
    if (!folder_list(loading->arena, folder, "*.json", &names, &count, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!read_file(loading, path_join(loading->arena, folder, names[i]), error))
            return false;
    return true;
}

/* An entry for each window. */
static void add_windows(struct indicator *sorted, size_t *count, const struct indicator *indicator)
{
    for (size_t i = 0; i < indicator->window_count; i++) {
        struct indicator *entry = &sorted[(*count)++];
        *entry = *indicator;
        entry->window = indicator->windows[i];
        entry->further_window = i > 0;
    }
}

/* By theme, keeping the order of the files within each. */
static void sort_by_theme(struct arena *arena, struct catalogue *catalogue)
{
    size_t entries = 0, count = 0;
    for (size_t i = 0; i < catalogue->count; i++)
        entries += catalogue->items[i].window_count;
    struct indicator *sorted = ARENA_ARRAY(arena, struct indicator, entries);
    for (size_t theme = 0; theme < catalogue->theme_count; theme++)
        for (size_t i = 0; i < catalogue->count; i++)
            if (catalogue->items[i].theme == theme)
                add_windows(sorted, &count, &catalogue->items[i]);
    catalogue->items = sorted;
    catalogue->count = entries;
}

bool catalogue_load(struct arena *arena, const char *const *paths, size_t count, struct catalogue *catalogue,
                    struct error *error)
{
    *catalogue = (struct catalogue){0};
    struct loading loading = {.arena = arena, .catalogue = catalogue};
    for (size_t i = 0; i < count; i++) {
        loading.recommendations_of = NULL;
        loading.source = folder_exists(paths[i])
                             ? arena_format(arena, "the %s catalogue", path_name(paths[i]))
                             : path_name(paths[i]);
        if (!(folder_exists(paths[i]) ? read_folder : read_file)(&loading, paths[i], error))
            return false;
    }
    if (catalogue->count == 0)
        return error_set(error, ERROR_CONFIG, "the catalogue holds no indicators");
    sort_by_theme(arena, catalogue);
    return true;
}

int catalogue_find(const struct catalogue *catalogue, const char *id)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (text_equal(catalogue->items[i].id, id))
            return (int)i;
    return -1;
}

int catalogue_find_window(const struct catalogue *catalogue, const char *id, enum window_length window)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (text_equal(catalogue->items[i].id, id) && catalogue->items[i].window == window)
            return (int)i;
    return -1;
}

/* ---- parameters ---- */

static const struct parameter *find_parameter(const struct catalogue *catalogue, const char *name,
                                              size_t length)
{
    for (size_t i = 0; i < catalogue->parameter_count; i++)
        if (strncmp(catalogue->parameters[i].name, name, length) == 0 &&
            catalogue->parameters[i].name[length] == '\0')
            return &catalogue->parameters[i];
    return NULL;
}

static const char *suggest_parameter(struct arena *arena, const struct catalogue *catalogue, const char *name)
{
    const char **names = ARENA_ARRAY(arena, const char *, catalogue->parameter_count);
    for (size_t i = 0; i < catalogue->parameter_count; i++)
        names[i] = catalogue->parameters[i].name;
    return text_did_you_mean(arena, name, names, catalogue->parameter_count);
}

static bool fill_in(struct arena *arena, const struct catalogue *catalogue, const struct indicator *indicator,
                    const char **text, struct error *error)
{
    struct text filled = text_in(arena);
    const char *at = *text;
    for (const char *brace; (brace = strchr(at, '{')) != NULL;) {
        size_t length = strcspn(brace + 1, "}");
        const char *name = arena_copy_bytes(arena, brace + 1, length);
        const struct parameter *parameter = find_parameter(catalogue, name, length);
        if (brace[length + 1] != '}')
            return error_set(error, ERROR_CONFIG, "%s (\"%s\"): no } ends \"{%s\"", indicator->file,
                             indicator->id, name);
        if (!parameter)
            return error_set(error, ERROR_CONFIG, "%s (\"%s\"): {%s} is no parameter%s", indicator->file,
                             indicator->id, name, suggest_parameter(arena, catalogue, name));
        text_add_bytes(&filled, at, (size_t)(brace - at));
        text_add(&filled, number_shortest(arena, parameter->value));
        at = brace + length + 2;
    }
    text_add(&filled, at);
    *text = filled.bytes;
    return true;
}

bool catalogue_settle(struct arena *arena, struct catalogue *catalogue, const struct parameter *own,
                      size_t own_count, const char *shown, struct error *error)
{
    for (size_t i = 0; i < own_count; i++) {
        size_t at = 0;
        while (at < catalogue->parameter_count && !text_equal(catalogue->parameters[at].name, own[i].name))
            at++;
        if (at == catalogue->parameter_count)
            return error_set(error, ERROR_CONFIG, "%s: parameters: the catalogue has no parameter \"%s\"%s",
                             shown, own[i].name, suggest_parameter(arena, catalogue, own[i].name));
        catalogue->parameters[at].value = own[i].value;
    }
    for (size_t i = 0; i < catalogue->count; i++) {
        struct indicator *indicator = &catalogue->items[i];
        if (!fill_in(arena, catalogue, indicator, &indicator->title, error) ||
            !fill_in(arena, catalogue, indicator, &indicator->headline, error) ||
            !fill_in(arena, catalogue, indicator, &indicator->definition, error))
            return false;
    }
    return true;
}
