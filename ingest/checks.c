#include "ingest/checks.h"

#include "tables/expression.h"

enum { ROWS_AT_A_TIME = 16384 };

/* What is found next is as bad as this extract's mapping says. */
static void findings_of_extract(struct assembly *assembly, const struct row_origin *origin)
{
    assembly->findings->severities = assembly->blueprint->extracts[origin->extract].mapped->severities;
}

/* ---- relations ---- */

static bool *known_keys(struct arena *scratch, const struct dataset *dataset, const struct table *table)
{
    const struct column *key = &table->columns[table->key];
    bool *known = ARENA_ARRAY(scratch, bool, dataset->words.count);
    for (uint32_t row = 0; row < table->row_count; row++)
        if (key->present[row])
            known[key->code[row]] = true;
    return known;
}

static void find_unrelated(struct assembly *assembly, const struct row_origin *origin,
                           const struct table *table, int column, const bool *known,
                           struct relation_report *report)
{
    const struct column *values = &table->columns[column];
    int position = origin->positions[column];
    findings_of_extract(assembly, origin);
    for (uint32_t row = origin->first_row; row < origin->first_row + origin->row_count; row++) {
        if (!values->present[row])
            continue;
        report->named++;
        if (known[values->code[row]])
            continue;
        report->unmatched++;
        findings_add(assembly->findings, (struct finding){.rule = FINDING_NOT_RELATED,
                                                          .table = table->name,
                                                          .file = origin->file,
                                                          .line = table->line[row],
                                                          .column = position,
                                                          .header = origin->headers[position]});
    }
}

static struct relation_report *add_report(struct assembly *assembly, const struct table *table,
                                          const struct relation *relation)
{
    struct ingest_report *report = assembly->report;
    report->relations = arena_grow(assembly->arena, report->relations, report->relation_count,
                                   &report->relation_capacity, sizeof *report->relations);
    struct relation_report *one = &report->relations[report->relation_count++];
    *one = (struct relation_report){
        .table = table->name, .column = table->columns[relation->column].name, .other = relation->table};
    return one;
}

static void check_relation(struct assembly *assembly, struct arena *scratch, size_t index,
                           const struct relation *relation)
{
    const struct dataset *dataset = assembly->dataset;
    const struct table *table = &dataset->tables[index];
    int other = dataset_table(dataset, relation->table);
    struct relation_report *report = add_report(assembly, table, relation);
    report->told = other >= 0 && dataset->tables[other].key != NO_COLUMN;
    if (!report->told)
        return;
    const bool *known = known_keys(scratch, dataset, &dataset->tables[other]);
    for (size_t i = 0; i < assembly->origins[index].count; i++) {
        const struct row_origin *origin = &assembly->origins[index].items[i];
        if (origin->positions[relation->column] != NO_POSITION)
            find_unrelated(assembly, origin, table, relation->column, known, report);
    }
}

void relations_check(struct assembly *assembly)
{
    struct arena scratch = {0};
    for (size_t i = 0; i < assembly->dataset->table_count; i++) {
        const struct table *table = &assembly->dataset->tables[i];
        for (size_t j = 0; j < table->relation_count; j++) {
            check_relation(assembly, &scratch, i, &table->relations[j]);
            arena_release(&scratch);
        }
    }
    arena_release(&scratch);
}

/* ---- checks ---- */

struct checking {
    struct assembly *assembly;
    struct expression_scope scope;
    struct evaluator *evaluator;
    day_number as_at;
    struct arena *arena;   /* of the expressions and their indexes */
    struct arena *scratch; /* of one batch */
};

static void check_batch(struct checking *checking, const struct expression *expression, const char *text,
                        const struct row_origin *origin, const struct table *table, const struct batch *batch)
{
    struct vector holds = expression_evaluate(expression, checking->evaluator, batch, checking->scratch);
    findings_of_extract(checking->assembly, origin);
    for (size_t i = 0; i < batch->count; i++)
        if (holds.present[i] && !holds.flag[i])
            findings_add(checking->assembly->findings, (struct finding){.rule = FINDING_CHECK_FAILED,
                                                                        .table = table->name,
                                                                        .file = origin->file,
                                                                        .line = table->line[batch->row[i]],
                                                                        .column = -1,
                                                                        .detail = text});
}

static void check_rows(struct checking *checking, const struct expression *expression, const char *text,
                       const struct row_origin *origin, const struct table *table)
{
    for (uint32_t done = 0; done < origin->row_count;) {
        struct batch batch = {.as_at = checking->as_at};
        uint32_t *rows = ARENA_ARRAY(checking->scratch, uint32_t, ROWS_AT_A_TIME);
        for (; done < origin->row_count && batch.count < ROWS_AT_A_TIME; done++)
            rows[batch.count++] = origin->first_row + done;
        batch.row = rows;
        check_batch(checking, expression, text, origin, table, &batch);
        arena_release(checking->scratch);
    }
}

/* Whose a row is: compiled here so that a slip is told with its place, before anything is worked out. */
static bool check_unit(struct checking *checking, const struct blueprint_extract *extract,
                       struct error *error)
{
    const char *unit = extract->mapped->joins.unit;
    if (!unit || !checking->assembly->dataset->tables[extract->table].supplied ||
        expression_compile(checking->arena, &checking->scope, (int)extract->table, unit, error))
        return true;
    error->kind = ERROR_CONFIG;
    return error_within(error, "%s: unit", extract->mapped->place);
}

static const struct expression *compile(struct checking *checking, const struct blueprint_extract *extract,
                                        const char *text, struct error *error)
{
    const struct expression *expression =
        expression_compile(checking->arena, &checking->scope, (int)extract->table, text, error);
    if (expression && expression_type(expression) != COLUMN_FLAG) {
        error_set(error, ERROR_CONFIG, "\"%s\" is a %s; a check is a condition that each row should satisfy",
                  text, column_type_name(expression_type(expression)));
        expression = NULL;
    }
    if (!expression) {
        error->kind = ERROR_CONFIG;
        error_within(error, "%s: check", extract->mapped->place);
    }
    return expression;
}

static bool check_extract(struct checking *checking, size_t index, struct error *error)
{
    const struct blueprint_extract *extract = &checking->assembly->blueprint->extracts[index];
    const struct table *table = &checking->assembly->dataset->tables[extract->table];
    const struct table_origins *origins = &checking->assembly->origins[extract->table];
    for (size_t i = 0; i < extract->mapped->check_count && table->supplied; i++) {
        const struct stated_check *check = &extract->mapped->checks[i];
        const struct expression *expression = compile(checking, extract, check->expression, error);
        if (!expression)
            return false;
        for (size_t j = 0; j < origins->count && expression_missing_table(expression) < 0; j++)
            if (origins->items[j].extract == index)
                check_rows(checking, expression, check->says, &origins->items[j], table);
    }
    return true;
}

bool checks_run(struct assembly *assembly, const struct ingest_request *request, struct error *error)
{
    struct arena arena = {0};
    struct arena scratch = {0};
    struct checking checking = {
        .assembly = assembly,
        .scope = {.dataset = assembly->dataset, .calendar = request->calendar},
        .as_at = request->as_at,
        .arena = &arena,
        .scratch = &scratch,
    };
    checking.evaluator = evaluator_in(&arena, &checking.scope);
    bool run = true;
    for (size_t i = 0; i < assembly->blueprint->extract_count && run; i++)
        run = check_unit(&checking, &assembly->blueprint->extracts[i], error) &&
              check_extract(&checking, i, error);
    arena_release(&arena);
    arena_release(&scratch);
    return run;
}
