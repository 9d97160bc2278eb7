#include "ingest/blueprint.h"

#include "base/text.h"

int blueprint_column(const struct blueprint_table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (text_equal(table->columns[i].name, name))
            return (int)i;
    return NO_COLUMN;
}

size_t blueprint_table_find(const struct blueprint *blueprint, const char *name)
{
    for (size_t i = 0; i < blueprint->table_count; i++)
        if (text_equal(blueprint->tables[i].name, name))
            return i;
    return SIZE_MAX;
}

const struct blueprint_table *blueprint_renamed(const struct blueprint *blueprint,
                                                const struct blueprint_table *table)
{
    for (size_t i = 0; i < table->joins.relation_count; i++)
        if (text_equal(table->joins.relations[i].column, table->renames.now))
            return &blueprint->tables[blueprint_table_find(blueprint, table->joins.relations[i].table)];
    return NULL;
}

/* ---- did you mean ---- */

static const char *near_table(struct arena *arena, const struct blueprint *blueprint, const char *name)
{
    const char **names = ARENA_ARRAY(arena, const char *, blueprint->table_count);
    for (size_t i = 0; i < blueprint->table_count; i++)
        names[i] = blueprint->tables[i].name;
    return text_did_you_mean(arena, name, names, blueprint->table_count);
}

static const char *near_column(struct arena *arena, const struct blueprint_table *table, const char *name)
{
    const char **names = ARENA_ARRAY(arena, const char *, table->column_count);
    for (size_t i = 0; i < table->column_count; i++)
        names[i] = table->columns[i].name;
    return text_did_you_mean(arena, name, names, table->column_count);
}

/* ---- tables ---- */

static struct blueprint_table *add_table(struct arena *arena, struct blueprint *blueprint, const char *name)
{
    blueprint->tables = arena_grow(arena, blueprint->tables, blueprint->table_count,
                                   &blueprint->table_capacity, sizeof *blueprint->tables);
    struct blueprint_table *table = &blueprint->tables[blueprint->table_count++];
    *table = (struct blueprint_table){.name = name};
    return table;
}

static void add_model(struct arena *arena, struct blueprint *blueprint, const struct model *model)
{
    for (size_t i = 0; i < model->table_count; i++) {
        struct blueprint_table *table = add_table(arena, blueprint, model->tables[i].name);
        table->standard = true;
        table->joins = model->tables[i].joins;
        table->words = model->tables[i].words;
        table->child_from = model->tables[i].child_from;
        table->renames = model->tables[i].renames;
    }
}

/* A misspelt standard table would else become one of the council's own, and its indicators find nothing. */
static bool find_table(struct arena *arena, struct blueprint *blueprint, const struct mapped_extract *mapped,
                       size_t *table, struct error *error)
{
    *table = blueprint_table_find(blueprint, mapped->table);
    if (*table != SIZE_MAX)
        return true;
    if (!joins_stated(&mapped->joins))
        return error_set(
            error, ERROR_CONFIG,
            "%s: no standard table is called \"%s\"%s; a table of your own states how it joins the "
            "others: its \"key\", \"child\", \"unit\", \"when\", \"until\" or \"relations\"",
            mapped->place, mapped->table, near_table(arena, blueprint, mapped->table));
    *table = blueprint->table_count;
    add_table(arena, blueprint, mapped->table);
    return true;
}

/* ---- columns ---- */

static bool add_column(struct arena *arena, struct blueprint_table *table,
                       const struct mapped_extract *mapped, const struct mapped_column *column, size_t *place,
                       struct error *error)
{
    enum column_type type = cell_kind_column(column->rule.kind);
    int known = blueprint_column(table, column->name);
    if (known != NO_COLUMN && table->columns[known].type != type)
        return error_set(error, ERROR_CONFIG,
                         "%s: column \"%s\" of table \"%s\" is %s here and %s in %s; say the same",
                         mapped->place, column->name, table->name, column_type_name(type),
                         column_type_name(table->columns[known].type), table->columns[known].place);
    if (known == NO_COLUMN) {
        table->columns = arena_grow(arena, table->columns, table->column_count, &table->column_capacity,
                                    sizeof *table->columns);
        known = (int)table->column_count++;
        table->columns[known] = (struct blueprint_column){column->name, type, false, mapped->place};
    }
    table->columns[known].unique |= column->unique;
    *place = (size_t)known;
    return true;
}

/* ---- joins that mappings state ---- */

static bool differ(const char *a, const char *b)
{
    return a && b && !text_equal(a, b);
}

static bool contradict(const char *word, const struct blueprint_table *table,
                       const struct mapped_extract *mapped, struct error *error)
{
    return error_set(error, ERROR_CONFIG,
                     "%s: \"%s\" of table \"%s\" is stated otherwise in %s; state it once", mapped->place,
                     word, table->name, table->place);
}

static bool same_relations(const struct joins *a, const struct joins *b)
{
    if (a->relation_count != b->relation_count)
        return false;
    for (size_t i = 0; i < a->relation_count; i++)
        if (!text_equal(a->relations[i].column, b->relations[i].column) ||
            !text_equal(a->relations[i].table, b->relations[i].table))
            return false;
    return true;
}

static void take_relations(struct joins *to, const struct joins *from)
{
    if (!from->states_relations)
        return;
    to->states_relations = true;
    to->relations = from->relations;
    to->relation_count = from->relation_count;
}

static bool same_columns(const struct joins *a, const struct joins *b)
{
    if (a->one_row_per_count != b->one_row_per_count)
        return false;
    for (size_t i = 0; i < a->one_row_per_count; i++)
        if (!text_equal(a->one_row_per[i], b->one_row_per[i]))
            return false;
    return true;
}

static void take_one_row_per(struct joins *to, const struct joins *from)
{
    if (from->one_row_per_count == 0)
        return;
    to->one_row_per = from->one_row_per;
    to->one_row_per_count = from->one_row_per_count;
}

static bool state_joins(struct blueprint_table *table, const struct mapped_extract *mapped,
                        struct error *error)
{
    const struct joins *more = &mapped->joins;
    struct joins *stated = &table->stated;
    for (size_t join = 0; join < JOIN_COUNT; join++) {
        if (differ(stated->columns[join], more->columns[join]))
            return contradict(join_kind((enum join)join)->word, table, mapped, error);
        if (more->columns[join])
            stated->columns[join] = more->columns[join];
    }
    if (differ(stated->unit, more->unit))
        return contradict("unit", table, mapped, error);
    if (more->unit)
        stated->unit = more->unit;
    if (stated->states_relations && more->states_relations && !same_relations(stated, more))
        return contradict("relations", table, mapped, error);
    take_relations(stated, more);
    if (stated->one_row_per_count > 0 && more->one_row_per_count > 0 && !same_columns(stated, more))
        return contradict("one_row_per", table, mapped, error);
    take_one_row_per(stated, more);
    if (joins_stated(more))
        table->place = mapped->place;
    if (mapped->words.one)
        table->words.one = mapped->words.one;
    if (mapped->words.many)
        table->words.many = mapped->words.many;
    return true;
}

static void override_joins(struct blueprint_table *table)
{
    for (size_t join = 0; join < JOIN_COUNT; join++)
        if (table->stated.columns[join])
            table->joins.columns[join] = table->stated.columns[join];
    if (table->stated.unit)
        table->joins.unit = table->stated.unit;
    take_relations(&table->joins, &table->stated);
    take_one_row_per(&table->joins, &table->stated);
}

/* ---- checking the joins ---- */

/* The model speaks of columns that a mapping need not have; a mapping speaks of its own. */
static bool check_column(struct arena *arena, const struct blueprint_table *table, const char *word,
                         const char *name, bool stated, enum column_type type, struct error *error)
{
    int column = blueprint_column(table, name);
    if (column == NO_COLUMN && stated)
        return error_set(error, ERROR_CONFIG, "%s: \"%s\": table \"%s\" has no column \"%s\"%s", table->place,
                         word, table->name, name, near_column(arena, table, name));
    if (column != NO_COLUMN && table->columns[column].type != type)
        return error_set(error, ERROR_CONFIG,
                         "%s: column \"%s\" is the \"%s\" of table \"%s\" and must be %s, not %s",
                         table->columns[column].place, name, word, table->name, column_type_name(type),
                         column_type_name(table->columns[column].type));
    return true;
}

static bool check_relations(struct arena *arena, const struct blueprint *blueprint,
                            const struct blueprint_table *table, struct error *error)
{
    const struct joins *joins = &table->joins;
    const char *place = table->place ? table->place : "model.json";
    for (size_t i = 0; i < joins->relation_count; i++) {
        const struct stated_relation *relation = &joins->relations[i];
        if (!check_column(arena, table, "relations", relation->column, table->stated.states_relations,
                          COLUMN_TEXT, error))
            return false;
        if (blueprint_table_find(blueprint, relation->table) == SIZE_MAX)
            return error_set(error, ERROR_CONFIG,
                             "%s: \"relations\" of table \"%s\": no table is called \"%s\"%s", place,
                             table->name, relation->table, near_table(arena, blueprint, relation->table));
    }
    return true;
}

static bool check_renames(struct arena *arena, const struct blueprint *blueprint,
                          const struct blueprint_table *table, struct error *error)
{
    if (!table->renames.former)
        return true;
    if (!check_column(arena, table, "renames", table->renames.former, false, COLUMN_TEXT, error))
        return false;
    return blueprint_renamed(blueprint, table) ||
           error_set(error, ERROR_CONFIG,
                     "%s: \"renames\" of table \"%s\": its \"relations\" do not say which table's rows "
                     "\"%s\" names",
                     table->place ? table->place : "model.json", table->name, table->renames.now);
}

static bool check_one_row_per(struct arena *arena, const struct blueprint_table *table, struct error *error)
{
    for (size_t i = 0; i < table->stated.one_row_per_count; i++) {
        const char *name = table->stated.one_row_per[i];
        if (blueprint_column(table, name) == NO_COLUMN)
            return error_set(error, ERROR_CONFIG, "%s: \"one_row_per\": table \"%s\" has no column \"%s\"%s",
                             table->place, table->name, name, near_column(arena, table, name));
    }
    return true;
}

static bool check_joins(struct arena *arena, const struct blueprint *blueprint,
                        const struct blueprint_table *table, struct error *error)
{
    for (size_t join = 0; join < JOIN_COUNT; join++) {
        const struct join_kind *kind = join_kind((enum join)join);
        const char *name = table->joins.columns[join];
        if (name && !check_column(arena, table, kind->word, name, table->stated.columns[join] != NULL,
                                  kind->type, error))
            return false;
    }
    return check_one_row_per(arena, table, error) && check_relations(arena, blueprint, table, error) &&
           check_renames(arena, blueprint, table, error);
}

/* Periods need a beginning and an end. */
static bool check_no_overlap(struct arena *arena, const struct blueprint *blueprint,
                             const struct blueprint_extract *extract, struct error *error)
{
    const struct blueprint_table *table = &blueprint->tables[extract->table];
    const char *per = extract->mapped->no_overlap_per;
    if (!per)
        return true;
    int column = blueprint_column(table, per);
    if (column == NO_COLUMN)
        return error_set(error, ERROR_CONFIG, "%s: \"no_overlap\": table \"%s\" has no column \"%s\"%s",
                         extract->mapped->place, table->name, per, near_column(arena, table, per));
    if (table->columns[column].type != COLUMN_TEXT)
        return error_set(error, ERROR_CONFIG, "%s: \"no_overlap\": \"%s\" must be text, not %s",
                         extract->mapped->place, per, column_type_name(table->columns[column].type));
    for (int join = JOIN_WHEN; join <= JOIN_UNTIL; join++) {
        const char *name = table->joins.columns[join];
        if (!name || blueprint_column(table, name) == NO_COLUMN)
            return error_set(error, ERROR_CONFIG,
                             "%s: \"no_overlap\" needs the \"%s\" of table \"%s\", and it has none",
                             extract->mapped->place, join_kind((enum join)join)->word, table->name);
    }
    return true;
}

/* ---- all of it ---- */

static bool add_extract(struct arena *arena, struct blueprint *blueprint, const struct extract_folder *folder,
                        const struct mapped_extract *mapped, struct error *error)
{
    struct blueprint_extract *extract = &blueprint->extracts[blueprint->extract_count++];
    *extract = (struct blueprint_extract){.mapped = mapped, .folder = folder};
    if (!find_table(arena, blueprint, mapped, &extract->table, error))
        return false;
    struct blueprint_table *table = &blueprint->tables[extract->table];
    extract->columns = ARENA_ARRAY(arena, size_t, mapped->column_count);
    for (size_t i = 0; i < mapped->column_count; i++)
        if (!add_column(arena, table, mapped, &mapped->columns[i], &extract->columns[i], error))
            return false;
    return state_joins(table, mapped, error);
}

static bool add_extracts(struct arena *arena, struct blueprint *blueprint,
                         const struct extract_folder *folders, const struct mapping *mappings, size_t count,
                         struct error *error)
{
    size_t extracts = 0;
    for (size_t i = 0; i < count; i++)
        extracts += mappings[i].extract_count;
    blueprint->extracts = ARENA_ARRAY(arena, struct blueprint_extract, extracts);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < mappings[i].extract_count; j++)
            if (!add_extract(arena, blueprint, &folders[i], &mappings[i].extracts[j], error))
                return false;
    return true;
}

static int extract_column(const struct blueprint_extract *extract, const struct blueprint_table *table,
                          enum join join)
{
    int column = table->joins.columns[join] ? blueprint_column(table, table->joins.columns[join]) : NO_COLUMN;
    for (size_t i = 0; column != NO_COLUMN && i < extract->mapped->column_count; i++)
        if (extract->columns[i] == (size_t)column)
            return (int)i;
    return NO_COLUMN;
}

static void name_rows(struct blueprint *blueprint)
{
    for (size_t i = 0; i < blueprint->extract_count; i++) {
        struct blueprint_extract *extract = &blueprint->extracts[i];
        const struct blueprint_table *table = &blueprint->tables[extract->table];
        extract->record = extract_column(extract, table, JOIN_KEY);
        if (extract->record == NO_COLUMN)
            extract->record = extract_column(extract, table, JOIN_CHILD);
    }
}

bool blueprint_make(struct arena *arena, const struct model *model, const struct extract_folder *folders,
                    const struct mapping *mappings, size_t count, struct blueprint *blueprint,
                    struct error *error)
{
    *blueprint = (struct blueprint){0};
    add_model(arena, blueprint, model);
    if (!add_extracts(arena, blueprint, folders, mappings, count, error))
        return false;
    for (size_t i = 0; i < blueprint->table_count; i++)
        override_joins(&blueprint->tables[i]);
    for (size_t i = 0; i < blueprint->table_count; i++)
        if (!check_joins(arena, blueprint, &blueprint->tables[i], error))
            return false;
    for (size_t i = 0; i < blueprint->extract_count; i++)
        if (!check_no_overlap(arena, blueprint, &blueprint->extracts[i], error))
            return false;
    name_rows(blueprint);
    return true;
}

/* ---- how tables join each other ---- */

static int joined_column(const struct blueprint_table *blueprint, enum join join)
{
    return blueprint->joins.columns[join] ? blueprint_column(blueprint, blueprint->joins.columns[join])
                                          : NO_COLUMN;
}

static void set_relations(struct arena *arena, const struct blueprint_table *blueprint, struct table *table)
{
    const struct joins *joins = &blueprint->joins;
    table->relations = ARENA_ARRAY(arena, struct relation, joins->relation_count);
    for (size_t i = 0; i < joins->relation_count; i++) {
        int column = blueprint_column(blueprint, joins->relations[i].column);
        if (column != NO_COLUMN)
            table->relations[table->relation_count++] = (struct relation){column, joins->relations[i].table};
    }
}

void blueprint_join(struct arena *arena, const struct blueprint_table *blueprint, struct table *table)
{
    table->one = blueprint->words.one;
    table->many = blueprint->words.many;
    table->key = joined_column(blueprint, JOIN_KEY);
    table->child = joined_column(blueprint, JOIN_CHILD);
    table->when = joined_column(blueprint, JOIN_WHEN);
    table->until = joined_column(blueprint, JOIN_UNTIL);
    table->unit = blueprint->joins.unit;
    set_relations(arena, blueprint, table);
}
