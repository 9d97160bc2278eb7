#include "ingest/mapping.h"

#include "base/config.h"
#include "base/file.h"
#include "base/text.h"
#include "ingest/spelling.h"

#include <string.h>

enum { LAST_HEADER_ROW = 1000 };

struct mapping_reading {
    struct arena *arena;
    const char *path;
    const char *codes_folder;
    struct code_lists *code_lists;
};

/* Names of tables and columns are words of the expression language. */
static bool is_name(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    static const char letters_and_digits[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    return strspn(text, letters) > 0 && text[strspn(text, letters_and_digits)] == '\0';
}

static size_t own_key_count(struct config *at)
{
    size_t count = 0;
    while (config_own_key(at, count))
        count++;
    return count;
}

/* ---- joins ---- */

static const struct join_kind join_kinds[JOIN_COUNT] = {
    [JOIN_KEY] = {"key", COLUMN_TEXT},
    [JOIN_CHILD] = {"child", COLUMN_TEXT},
    [JOIN_WHEN] = {"when", COLUMN_DAY},
    [JOIN_UNTIL] = {"until", COLUMN_DAY},
};

const struct join_kind *join_kind(enum join join)
{
    return &join_kinds[join];
}

static void read_relations(struct arena *arena, struct config *at, struct joins *joins)
{
    struct config relations;
    if (!config_object(at, "relations", &relations))
        return;
    joins->states_relations = true;
    joins->relation_count = own_key_count(&relations);
    joins->relations = ARENA_ARRAY(arena, struct stated_relation, joins->relation_count);
    for (size_t i = 0; i < joins->relation_count; i++) {
        const char *column = config_own_key(&relations, i);
        if (!column)
            return;
        joins->relations[i] = (struct stated_relation){column, config_text(&relations, column)};
    }
}

static struct joins read_joins(struct arena *arena, struct config *at)
{
    struct joins joins = {.unit = config_text_or(at, "unit", NULL)};
    for (size_t join = 0; join < JOIN_COUNT; join++)
        joins.columns[join] = config_text_or(at, join_kinds[join].word, NULL);
    read_relations(arena, at, &joins);
    return joins;
}

bool joins_stated(const struct joins *joins)
{
    for (size_t join = 0; join < JOIN_COUNT; join++)
        if (joins->columns[join])
            return true;
    return joins->unit || joins->states_relations;
}

/* ---- model ---- */

static void read_model_tables(struct arena *arena, struct config *root, struct model *model)
{
    struct config tables;
    if (!config_object(root, "tables", &tables)) {
        config_fail(root, "\"tables\" is missing");
        return;
    }
    model->table_count = own_key_count(&tables);
    model->tables = ARENA_ARRAY(arena, struct model_table, model->table_count);
    for (size_t i = 0; i < model->table_count; i++) {
        struct config table;
        const char *name = config_own_key(&tables, i);
        if (!name || !config_object(&tables, name, &table))
            return;
        if (!is_name(name))
            config_fail(&table, "the name of a table is letters, digits and underscores");
        model->tables[i] = (struct model_table){name, read_joins(arena, &table)};
    }
}

bool model_load(struct arena *arena, const char *path, struct model *model, struct error *error)
{
    *model = (struct model){0};
    struct config root;
    if (!config_open(&root, arena, path, error))
        return false;
    read_model_tables(arena, &root, model);
    return config_close(&root);
}

/* ---- columns ---- */

static const struct code_list *read_codes(struct mapping_reading *reading, struct config *at)
{
    const char *name = config_text(at, "codes");
    if (config_failed(at))
        return NULL;
    const char *path = text_ends_with(name, ".csv")
                           ? path_join(reading->arena, path_folder(reading->arena, reading->path), name)
                           : arena_format(reading->arena, "%s/%s.csv", reading->codes_folder, name);
    if (!file_exists(path)) {
        config_fail(at, "there is no code list \"%s\": expected %s", name, path);
        return NULL;
    }
    struct error error = {0};
    const struct code_list *codes = code_lists_get(reading->code_lists, path, &error);
    if (!codes)
        config_fail(at, "%s", error.message);
    return codes;
}

static void spell_headers(struct arena *arena, struct mapped_column *column)
{
    column->spellings = ARENA_ARRAY(arena, const char *, column->from_count + 1);
    column->spellings[column->spelling_count++] = spelling_of_header(arena, column->name);
    for (size_t i = 0; i < column->from_count; i++)
        column->spellings[column->spelling_count++] = spelling_of_header(arena, column->from[i]);
}

static void read_column(struct mapping_reading *reading, struct config *at, struct mapped_extract *extract,
                        struct mapped_column *column)
{
    if (!is_name(column->name))
        config_fail(at, "the name of a column is letters, digits and underscores");
    column->from = config_texts(at, "from", &column->from_count);
    int kind = config_choice(at, "type", cell_kind_names, CELL_KIND_COUNT, -1);
    column->required = config_flag_or(at, "required", false);
    column->unique = config_flag_or(at, "unique", false);
    column->rule.missing = &extract->missing;
    if (config_failed(at))
        return;
    column->rule.kind = (enum cell_kind)kind;
    if (column->rule.kind == CELL_CODE)
        column->rule.codes = read_codes(reading, at);
    spell_headers(reading->arena, column);
}

static void read_columns(struct mapping_reading *reading, struct config *at, struct mapped_extract *extract)
{
    struct config columns;
    if (!config_object(at, "columns", &columns)) {
        config_fail(at, "\"columns\" is missing: it says which headers fill which columns of the table");
        return;
    }
    extract->column_count = own_key_count(&columns);
    extract->columns = ARENA_ARRAY(reading->arena, struct mapped_column, extract->column_count);
    if (extract->column_count == 0)
        config_fail(&columns, "at least one column is needed");
    for (size_t i = 0; i < extract->column_count; i++) {
        struct config column;
        const char *name = config_own_key(&columns, i);
        if (!name || !config_object(&columns, name, &column))
            return;
        extract->columns[i].name = name;
        read_column(reading, &column, extract, &extract->columns[i]);
    }
}

/* ---- extracts ---- */

static void read_extract(struct mapping_reading *reading, struct config *at, struct mapped_extract *extract)
{
    extract->place = arena_format(reading->arena, "%s: %s", reading->path, at->path);
    extract->pattern = config_text(at, "file");
    extract->table = config_text(at, "table");
    extract->header_row = (uint32_t)config_whole_or(at, "header_row", 1, LAST_HEADER_ROW, 1);
    extract->optional = config_flag_or(at, "optional", false);
    size_t more_count = 0;
    const char *const *more = config_texts(at, "missing_values", &more_count);
    extract->missing = missing_words_make(reading->arena, more, more_count);
    extract->joins = read_joins(reading->arena, at);
    extract->checks = config_texts(at, "checks", &extract->check_count);
    if (!config_failed(at) && !is_name(extract->table))
        config_fail(at, "\"table\": the name of a table is letters, digits and underscores, not \"%s\"",
                    extract->table);
    read_columns(reading, at, extract);
}

static void read_mapping(struct mapping_reading *reading, struct config *root, struct mapping *mapping)
{
    mapping->name = config_text(root, "mapping");
    mapping->extract_count = config_count(root, "extracts");
    if (!config_failed(root) && mapping->extract_count == 0)
        config_fail(root, "\"extracts\" is missing: it says which files fill which tables");
    mapping->extracts = ARENA_ARRAY(reading->arena, struct mapped_extract, mapping->extract_count);
    for (size_t i = 0; i < mapping->extract_count; i++) {
        struct config extract;
        if (!config_item(root, "extracts", i, &extract))
            return;
        read_extract(reading, &extract, &mapping->extracts[i]);
    }
}

bool mapping_load(struct arena *arena, const char *path, const char *codes_folder,
                  struct code_lists *code_lists, struct mapping *mapping, struct error *error)
{
    *mapping = (struct mapping){0};
    struct config root;
    if (!config_open(&root, arena, path, error))
        return false;
    struct mapping_reading reading = {arena, path, codes_folder, code_lists};
    read_mapping(&reading, &root, mapping);
    return config_close(&root);
}
