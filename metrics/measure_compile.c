#include "metrics/count.h"

#include "base/text.h"

struct compiling {
    struct arena *arena;
    const struct expression_scope *scope;
    const struct indicator *indicator;
    const char *key; /* "numerator" */
    struct measure *measure;
    struct error *error;
};

static bool fail_at(struct compiling *compiling, const char *part)
{
    error_within(compiling->error, "%s (\"%s\"): %s.%s", compiling->indicator->file, compiling->indicator->id,
                 compiling->key, part);
    return false;
}

/* `wanted`: the types it may have, as a set of bits; 0: any. */
static bool compile(struct compiling *compiling, const char *part, const char *text, unsigned wanted,
                    const struct expression **expression)
{
    *expression = NULL;
    if (!text)
        return true;
    *expression = expression_compile(compiling->arena, compiling->scope, compiling->measure->table, text,
                                     compiling->error);
    if (!*expression)
        return fail_at(compiling, part);
    int missing = expression_missing_table(*expression);
    if (missing >= 0) {
        compiling->measure->missing_table = missing;
        compiling->measure->missing_column = expression_missing_column(*expression);
        return true;
    }
    enum column_type type = expression_type(*expression);
    if (wanted && !(wanted & 1u << type)) {
        error_set(compiling->error, ERROR_CONFIG, "a %s is not what is wanted here: %s",
                  column_type_name(type), text);
        return fail_at(compiling, part);
    }
    return true;
}

/* A unit that cannot be told, for lack of a table, leaves the row in "(no team)" and the measure alive. */
static bool compile_unit(struct compiling *compiling, const char *unit_by)
{
    struct measure *measure = compiling->measure;
    const char *text = unit_by ? unit_by : compiling->scope->dataset->tables[measure->table].unit;
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
    const struct dataset *dataset = compiling->scope->dataset;
    compiling->measure->table = dataset_table(dataset, name);
    if (compiling->measure->table >= 0)
        return true;
    const char **names = ARENA_ARRAY(compiling->arena, const char *, dataset->table_count);
    for (size_t i = 0; i < dataset->table_count; i++)
        names[i] = dataset->tables[i].name;
    error_set(compiling->error, ERROR_CONFIG, "there is no table \"%s\"%s", name,
              text_did_you_mean(compiling->arena, name, names, dataset->table_count));
    return fail_at(compiling, "table");
}

static unsigned types_of(enum aggregate aggregate)
{
    return aggregate == AGGREGATE_DISTINCT ? 1u << COLUMN_TEXT | 1u << COLUMN_NUMBER | 1u << COLUMN_DAY
                                           : 1u << COLUMN_NUMBER;
}

bool measure_compile(struct arena *arena, const struct expression_scope *scope,
                     const struct indicator *indicator, const char *key, const struct measure_text *text,
                     const struct measure *denominator, struct measure *measure, struct error *error)
{
    *measure = (struct measure){.aggregate = text->aggregate,
                                .percentile = text->percentile,
                                .window = indicator->window,
                                .missing_table = -1,
                                .missing_column = NO_COLUMN};
    struct compiling compiling = {arena, scope, indicator, key, measure, error};
    if (text->table && !find_table(&compiling, text->table))
        return false;
    if (!text->table) {
        measure->table = denominator->table;
        measure->missing_table = denominator->missing_table;
        measure->missing_column = denominator->missing_column;
    }
    if (!compile(&compiling, "at", text->at, 1u << COLUMN_DAY, &measure->at) ||
        !compile(&compiling, "open[0]", text->open_start, 1u << COLUMN_DAY, &measure->open_start) ||
        !compile(&compiling, "open[1]", text->open_end, 1u << COLUMN_DAY, &measure->open_end) ||
        !compile(&compiling, "where", text->where, 1u << COLUMN_FLAG, &measure->where) ||
        !compile(&compiling, aggregate_names[text->aggregate], text->of, types_of(text->aggregate),
                 &measure->of))
        return false;
    if (text->table)
        return compile_unit(&compiling, text->unit_by);
    if (!text->of) {
        measure->aggregate = denominator->aggregate;
        measure->of = denominator->of;
    }
    return true;
}
