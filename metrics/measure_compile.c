#include "metrics/count.h"

#include "base/text.h"

struct compiling {
    struct measure_compiler *compiler;
    const struct indicator *indicator;
    const char *key; /* "numerator" */
    struct measure *measure;
    struct error *error;
};

struct measure_compiler measure_compiler_in(struct arena *arena, const struct expression_scope *scope,
                                            const struct catalogue *catalogue)
{
    return (struct measure_compiler){.arena = arena,
                                     .scope = scope,
                                     .catalogue = catalogue,
                                     .unit_alone_table = -1,
                                     .texts = map_in(arena)};
}

static const struct expression *compile_once(struct measure_compiler *compiler, int table, const char *text,
                                             struct error *error)
{
    bool is_new;
    size_t at = map_add(&compiler->texts, arena_format(compiler->arena, "%d %s", table, text), &is_new);
    if (!is_new)
        return compiler->expressions[at];
    compiler->expressions = arena_grow(compiler->arena, (void *)compiler->expressions, at,
                                       &compiler->capacity, sizeof *compiler->expressions);
    compiler->expressions[at] = expression_compile(compiler->arena, compiler->scope, table, text, error);
    return compiler->expressions[at];
}

static bool fail_at(struct compiling *compiling, const char *part)
{
    error_within(compiling->error, "%s (\"%s\"): %s.%s", compiling->indicator->file, compiling->indicator->id,
                 compiling->key, part);
    return false;
}

static unsigned type_bit(enum column_type type)
{
    return 1u << type;
}

/* `wanted`: the types it may have, as a set of bits; 0: any. */
static bool compile(struct compiling *compiling, const char *part, const char *text, unsigned wanted,
                    const struct expression **expression)
{
    *expression = NULL;
    if (!text)
        return true;
    *expression = compile_once(compiling->compiler, compiling->measure->table, text, compiling->error);
    if (!*expression)
        return fail_at(compiling, part);
    int missing = expression_missing_table(*expression);
    if (missing >= 0) {
        compiling->measure->missing_table = missing;
        compiling->measure->missing_column = expression_missing_column(*expression);
        return true;
    }
    enum column_type type = expression_type(*expression);
    if (wanted && !(wanted & type_bit(type))) {
        error_set(compiling->error, ERROR_CONFIG, "a %s is not what is wanted here: %s",
                  column_type_name(type), text);
        return fail_at(compiling, part);
    }
    return true;
}

/* A category that cannot be told, for lack of a column, is that of all rows: "(not known)". */
static bool compile_breakdown(struct compiling *compiling, size_t place, const struct expression **by)
{
    const struct breakdown *breakdown =
        &compiling->compiler->catalogue->breakdowns[compiling->indicator->by[place]];
    const struct expression *expression =
        compile_once(compiling->compiler, compiling->measure->table, breakdown->of, compiling->error);
    *by = NULL;
    if (!expression) {
        error_within(compiling->error, "%s: of", breakdown->file);
        return fail_at(compiling, "by");
    }
    if (expression_missing_table(expression) >= 0)
        return true;
    if (expression_type(expression) == COLUMN_TEXT || expression_type(expression) == COLUMN_FLAG) {
        *by = expression;
        return true;
    }
    error_set(compiling->error, ERROR_CONFIG,
              "%s: of: a category is a text or a flag, not a %s: write if(x < 5, 'Under 5', '5 and over')",
              breakdown->file, column_type_name(expression_type(expression)));
    return fail_at(compiling, "by");
}

static bool compile_breakdowns(struct compiling *compiling)
{
    size_t count = compiling->indicator->by_count;
    const struct expression **by = ARENA_ARRAY(compiling->compiler->arena, const struct expression *, count);
    for (size_t i = 0; i < count; i++)
        if (!compile_breakdown(compiling, i, &by[i]))
            return false;
    compiling->measure->by = by;
    compiling->measure->by_count = count;
    return true;
}

/* A unit that cannot be told, for lack of a table, leaves the row in "(no team)" and the measure alive. */
static bool compile_unit(struct compiling *compiling, const char *unit_by)
{
    struct measure *measure = compiling->measure;
    const char *text = unit_by ? unit_by : compiling->compiler->scope->dataset->tables[measure->table].unit;
    int missing = measure->missing_table;
    if (!compile(compiling, unit_by ? "unit_by" : "unit", text, 1u << COLUMN_TEXT, &measure->unit))
        return false;
    if (measure->missing_table != missing && missing == -1) {
        measure->missing_table = -1;
        measure->missing_column = NO_COLUMN;
        measure->unit = NULL;
    }
    return true;
}

static bool find_table(struct compiling *compiling, const char *name)
{
    const struct dataset *dataset = compiling->compiler->scope->dataset;
    compiling->measure->table = dataset_table(dataset, name);
    if (compiling->measure->table >= 0)
        return true;
    const char **names = ARENA_ARRAY(compiling->compiler->arena, const char *, dataset->table_count);
    for (size_t i = 0; i < dataset->table_count; i++)
        names[i] = dataset->tables[i].name;
    error_set(compiling->error, ERROR_CONFIG, "there is no table \"%s\"%s", name,
              text_did_you_mean(compiling->compiler->arena, name, names, dataset->table_count));
    return fail_at(compiling, "table");
}

static unsigned types_of(enum aggregate aggregate)
{
    return aggregate == AGGREGATE_DISTINCT
               ? type_bit(COLUMN_TEXT) | type_bit(COLUMN_NUMBER) | type_bit(COLUMN_DAY)
               : type_bit(COLUMN_NUMBER);
}

static bool compile_parts(struct compiling *compiling, const struct measure_text *text)
{
    struct measure *measure = compiling->measure;
    const char *start = text->during ? "during[0]" : "open[0]", *end = text->during ? "during[1]" : "open[1]";
    unsigned day = type_bit(COLUMN_DAY), flag = type_bit(COLUMN_FLAG);
    return compile(compiling, "at", text->at, day, &measure->at) &&
           compile(compiling, start, text->open_start, day, &measure->open_start) &&
           compile(compiling, end, text->open_end, day, &measure->open_end) &&
           compile(compiling, "where", text->where, flag, &measure->where) &&
           compile(compiling, "once_per", text->once_per, 0, &measure->once_per) &&
           compile(compiling, aggregate_names[text->aggregate], text->of, types_of(text->aggregate),
                   &measure->of);
}

/* What a measure without a table takes from the denominator. */
static void share_rows(struct measure *measure, const struct measure *denominator)
{
    measure->table = denominator->table;
    measure->missing_table = denominator->missing_table;
    measure->missing_column = denominator->missing_column;
    measure->unit_alone = denominator->unit_alone;
    measure->by = denominator->by;
    measure->by_count = denominator->by_count;
}

bool measure_compile(struct measure_compiler *compiler, const struct indicator *indicator, const char *key,
                     const struct measure_text *text, const struct measure *denominator,
                     struct measure *measure, struct error *error)
{
    *measure = (struct measure){.aggregate = text->aggregate,
                                .during = text->during,
                                .percentile = text->percentile,
                                .window = indicator->window,
                                .missing_table = -1,
                                .missing_column = NO_COLUMN};
    struct compiling compiling = {compiler, indicator, key, measure, error};
    if (text->table && !find_table(&compiling, text->table))
        return false;
    if (!text->table && denominator)
        share_rows(measure, denominator);
    if (!compile_parts(&compiling, text))
        return false;
    if (text->table) {
        measure->unit_alone = measure->table == compiler->unit_alone_table;
        return compile_unit(&compiling, text->unit_by) && compile_breakdowns(&compiling);
    }
    if (!text->of && denominator) {
        measure->aggregate = denominator->aggregate;
        measure->percentile = denominator->percentile;
        measure->of = denominator->of;
    }
    return true;
}
