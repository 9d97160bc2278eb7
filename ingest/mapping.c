#include "ingest/mapping.h"

#include "base/config.h"
#include "base/file.h"
#include "base/text.h"
#include "ingest/layout.h"
#include "ingest/spelling.h"

#include <string.h>

enum { LAST_HEADER_ROW = 1000 };

struct mapping_reading {
    struct arena *arena;
    const char *path;
    const char *codes_folder;
    struct code_lists *code_lists;
    enum severity severities[FINDING_RULE_COUNT]; /* the mapping's */
    const char *const *sentinels;                 /* likewise */
    size_t sentinel_count;
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
    joins.one_row_per = config_texts(at, "one_row_per", &joins.one_row_per_count);
    return joins;
}

static struct table_words read_words(struct config *at)
{
    return (struct table_words){config_text_or(at, "one", NULL), config_text_or(at, "many", NULL)};
}

bool joins_stated(const struct joins *joins)
{
    for (size_t join = 0; join < JOIN_COUNT; join++)
        if (joins->columns[join])
            return true;
    return joins->unit || joins->states_relations || joins->one_row_per_count > 0;
}

/* ---- model ---- */

/* An object of one key, and what that is; NULLs where it is not stated. */
static struct stated_relation read_pair(struct config *at, const char *key, const char *wanted)
{
    struct config pair;
    if (!config_object(at, key, &pair))
        return (struct stated_relation){NULL, NULL};
    const char *column = config_own_key(&pair, 0);
    if (column && !config_own_key(&pair, 1))
        return (struct stated_relation){column, config_text(&pair, column)};
    config_fail(at, "\"%s\" is %s", key, wanted);
    return (struct stated_relation){NULL, NULL};
}

static struct stated_relation read_child_from(struct config *at)
{
    return read_pair(at, "child_from",
                     "one column and the table that has it: { \"care_id\": \"care_episodes\" }");
}

static struct stated_renaming read_renames(struct config *at)
{
    struct stated_relation pair = read_pair(
        at, "renames", "the column of former ids and that of the ids now: { \"former_id\": \"child_id\" }");
    return (struct stated_renaming){pair.column, pair.table};
}

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
        model->tables[i] = (struct model_table){name, read_joins(arena, &table), read_words(&table),
                                                read_child_from(&table), read_renames(&table)};
    }
}

bool model_renames(const struct model *model, const char *table)
{
    for (size_t i = 0; i < model->table_count; i++)
        if (text_equal(model->tables[i].name, table))
            return model->tables[i].renames.former != NULL;
    return false;
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

static void read_missing_words(struct mapping_reading *reading, struct config *at,
                               struct mapped_extract *extract, struct mapped_column *column)
{
    column->rule.missing = &extract->missing;
    column->rule.suppressed = extract->suppressed.count > 0 ? &extract->suppressed : NULL;
    size_t count = 0;
    const char *const *words = config_texts(at, "missing_values", &count);
    if (count == 0)
        return;
    const struct missing_words *known = &extract->missing;
    const char **all = ARENA_ARRAY(reading->arena, const char *, known->count + count);
    for (size_t i = 0; i < known->count; i++)
        all[i] = known->words[i];
    for (size_t i = 0; i < count; i++)
        all[known->count + i] = words[i];
    column->missing = missing_words_make(reading->arena, all, known->count + count);
    column->rule.missing = &column->missing;
}

/* Those stated before, and those of this place. */
static const char *const *add_sentinels(struct arena *arena, struct config *at, const char *const *before,
                                        size_t *count)
{
    size_t more_count = 0;
    const char *const *more = config_texts(at, "sentinels", &more_count);
    if (more_count == 0)
        return before;
    const char **all = ARENA_ARRAY(arena, const char *, *count + more_count);
    for (size_t i = 0; i < *count + more_count; i++)
        all[i] = i < *count ? before[i] : more[i - *count];
    *count += more_count;
    return all;
}

static void read_sentinels(struct mapping_reading *reading, struct config *at, struct mapped_extract *extract,
                           struct mapped_column *column)
{
    size_t count = extract->sentinel_count;
    column->rule.sentinels = count > 0 ? &extract->sentinels : NULL;
    const char *const *words = add_sentinels(reading->arena, at, extract->sentinel_words, &count);
    if (count == extract->sentinel_count)
        return;
    column->sentinels = sentinels_make(reading->arena, words, count);
    column->rule.sentinels = &column->sentinels;
}

static double read_limit(struct config *at, const char *key, enum cell_kind kind, bool *has)
{
    *has = config_has(at, key);
    if (!*has || kind == CELL_NUMBER)
        return config_number_or(at, key, 0);
    day_number day = 0;
    const char *text = config_text(at, key);
    if (!config_failed(at) && !day_parse(text, &day))
        config_fail(at, "\"%s\": a day is written 2026-03-31, not \"%s\"", key, text);
    return (double)day;
}

static struct cell_range read_range(struct config *at, enum cell_kind kind)
{
    struct cell_range range = {0};
    range.least = read_limit(at, "least", kind, &range.has_least);
    range.most = read_limit(at, "most", kind, &range.has_most);
    if (!config_failed(at) && range.has_least && range.has_most && range.least > range.most)
        config_fail(at, "\"least\" is more than \"most\"");
    return range;
}

/* "03-31", as a day of no year. */
static struct date read_year_end(struct config *at)
{
    const char *text = config_text_or(at, "year_ends", "03-31");
    char day_text[DAY_TEXT_SIZE] = "2000-";
    day_number day = 0;
    if (config_failed(at))
        return (struct date){0};
    bool fits = strlen(text) == strlen("03-31");
    if (fits)
        strcat(day_text, text);
    if (!fits || !day_parse(day_text, &day)) {
        config_fail(at, "\"year_ends\": a day of the year is written 03-31, not \"%s\"", text);
        return (struct date){0};
    }
    struct date date = day_to_date(day);
    return (struct date){0, date.month, date.day};
}

static struct date_forms read_date_forms(struct config *at)
{
    struct date_forms forms = {0};
    size_t count = 0;
    const char *const *names = config_texts(at, "formats", &count);
    for (size_t i = 0; i < count; i++) {
        size_t format = 0;
        while (format < DATE_FORMAT_COUNT && !text_equal(names[i], date_format_names[format]))
            format++;
        if (format == DATE_FORMAT_COUNT) {
            const char *nearest = text_nearest(names[i], date_format_names, DATE_FORMAT_COUNT);
            config_fail(at, "\"formats\": there is no date format \"%s\" (did you mean \"%s\"?)", names[i],
                        nearest ? nearest : date_format_names[0]);
            return forms;
        }
        forms.formats |= 1U << format;
    }
    if (forms.formats & 1U << DATE_YEAR)
        forms.year_ends = read_year_end(at);
    return forms;
}

static void read_decimal(struct config *at, struct cell_rule *rule)
{
    static const char *const marks[] = {[DECIMAL_POINT] = "point", [DECIMAL_COMMA] = "comma"};
    rule->states_decimal = config_has(at, "decimal");
    rule->decimal =
        (enum decimal_mark)config_choice(at, "decimal", marks, sizeof marks / sizeof *marks, DECIMAL_POINT);
}

/* What only some types have; asked of others, it is an unknown key. */
static void read_rule(struct mapping_reading *reading, struct config *at, struct mapped_column *column)
{
    struct cell_rule *rule = &column->rule;
    if (rule->kind == CELL_CODE) {
        rule->codes = read_codes(reading, at);
        column->dated_by = config_text_or(at, "dated_by", NULL);
    }
    if (rule->kind == CELL_TEXT)
        rule->keeps_spaces = !config_flag_or(at, "trim", true);
    if (rule->kind == CELL_NUMBER)
        read_decimal(at, rule);
    if (rule->kind == CELL_FLAG && config_has(at, "codes"))
        rule->codes = read_codes(reading, at);
    if (rule->kind == CELL_DATE)
        rule->dates = read_date_forms(at);
    if (rule->kind == CELL_DATE || rule->kind == CELL_NUMBER)
        rule->range = read_range(at, rule->kind);
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
    read_missing_words(reading, at, extract, column);
    read_sentinels(reading, at, extract, column);
    if (config_failed(at))
        return;
    column->rule.kind = (enum cell_kind)kind;
    read_rule(reading, at, column);
    spell_headers(reading->arena, column);
}

/* "dated_by" names a date of the same extract. */
static void check_dates_of_codes(struct config *columns, const struct mapped_extract *extract)
{
    for (size_t i = 0; i < extract->column_count; i++) {
        const char *dated_by = extract->columns[i].dated_by;
        bool found = !dated_by;
        for (size_t j = 0; j < extract->column_count && !found; j++)
            found =
                extract->columns[j].rule.kind == CELL_DATE && text_equal(extract->columns[j].name, dated_by);
        if (!found)
            config_fail(columns, "\"dated_by\" of \"%s\": \"%s\" is not one of the extract's dates",
                        extract->columns[i].name, dated_by);
    }
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
    if (!config_failed(&columns))
        check_dates_of_codes(&columns, extract);
}

/* ---- severities ---- */

static int rule_named(const char *name)
{
    for (int rule = 0; rule < FINDING_RULE_COUNT; rule++)
        if (text_equal(name, finding_rule_text((enum finding_rule)rule)->name))
            return rule;
    return -1;
}

static bool fail_unknown_rule(struct config *at, const char *name)
{
    const char *names[FINDING_RULE_COUNT];
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        names[rule] = finding_rule_text((enum finding_rule)rule)->name;
    const char *nearest = text_nearest(name, names, FINDING_RULE_COUNT);
    return config_fail(at, "there is no rule \"%s\"%s%s%s", name, nearest ? " (did you mean \"" : "",
                       nearest ? nearest : "", nearest ? "\"?)" : "");
}

/* What is stated here takes the place of what `severities` held. */
static void read_severities(struct config *at, enum severity severities[FINDING_RULE_COUNT])
{
    struct config stated;
    if (!config_object(at, "severity", &stated))
        return;
    for (size_t i = 0; config_own_key(&stated, i); i++) {
        const char *name = config_own_key(&stated, i);
        int rule = rule_named(name);
        if (rule < 0) {
            fail_unknown_rule(&stated, name);
            return;
        }
        if (rule == FINDING_NO_UNIT) {
            config_fail(&stated, "\"no_unit\" is found with the units file, not with a mapping");
            return;
        }
        int severity = config_choice(&stated, name, severity_names, SEVERITY_COUNT, -1);
        if (config_failed(&stated))
            return;
        severities[rule] = (enum severity)severity;
    }
}

/* ---- extracts ---- */

static uint32_t read_header_row(struct config *at)
{
    if (!config_is_text(at, "header_row"))
        return (uint32_t)config_whole_or(at, "header_row", 1, LAST_HEADER_ROW, 0);
    const char *text = config_text(at, "header_row");
    if (!text_equal(text, "auto"))
        config_fail(at, "\"header_row\" is a number, or \"auto\", not \"%s\"", text);
    return 0;
}

static void read_no_overlap(struct config *at, struct mapped_extract *extract)
{
    struct config no_overlap;
    if (config_object(at, "no_overlap", &no_overlap))
        extract->no_overlap_per = config_text(&no_overlap, "per");
}

static struct stated_check read_check(struct config *at, size_t index)
{
    struct config check;
    const char *expression = config_item_text(at, "checks", index);
    if (expression || !config_item(at, "checks", index, &check))
        return (struct stated_check){expression, expression};
    expression = config_text(&check, "check");
    return (struct stated_check){expression, config_text_or(&check, "says", expression)};
}

static void read_checks(struct arena *arena, struct config *at, struct mapped_extract *extract)
{
    if (config_is_text(at, "checks")) {
        const char *const *one = config_texts(at, "checks", &extract->check_count);
        extract->checks = ARENA_NEW(arena, struct stated_check);
        *extract->checks = (struct stated_check){*one, *one};
        return;
    }
    extract->check_count = config_count(at, "checks");
    extract->checks = ARENA_ARRAY(arena, struct stated_check, extract->check_count);
    for (size_t i = 0; i < extract->check_count; i++)
        extract->checks[i] = read_check(at, i);
}

static void read_extract(struct mapping_reading *reading, struct config *at, struct mapped_extract *extract)
{
    extract->pattern = config_text(at, "file");
    extract->table = config_text(at, "table");
    extract->place = arena_format(reading->arena, "%s: table \"%s\", file \"%s\"", reading->path,
                                  extract->table, extract->pattern);
    extract->header_row = read_header_row(at);
    extract->encoding =
        (enum encoding)config_choice(at, "encoding", encoding_words, ENCODING_COUNT, ENCODING_TOLD);
    extract->delimiter =
        delimiter_of_word(config_choice(at, "delimiter", delimiter_words, DELIMITER_COUNT, 0));
    extract->optional = config_flag_or(at, "optional", false);
    size_t more_count = 0;
    const char *const *more = config_texts(at, "missing_values", &more_count);
    extract->missing = missing_words_make(reading->arena, more, more_count);
    const char *const *words = config_texts(at, "suppressed", &more_count);
    extract->suppressed = own_words_make(reading->arena, words, more_count);
    extract->sentinel_count = reading->sentinel_count;
    extract->sentinel_words = add_sentinels(reading->arena, at, reading->sentinels, &extract->sentinel_count);
    extract->sentinels = sentinels_make(reading->arena, extract->sentinel_words, extract->sentinel_count);
    memcpy(extract->severities, reading->severities, sizeof reading->severities);
    read_severities(at, extract->severities);
    extract->joins = read_joins(reading->arena, at);
    extract->words = read_words(at);
    read_no_overlap(at, extract);
    read_checks(reading->arena, at, extract);
    if (!config_failed(at) && !is_name(extract->table))
        config_fail(at, "\"table\": the name of a table is letters, digits and underscores, not \"%s\"",
                    extract->table);
    read_columns(reading, at, extract);
}

static void read_mapping(struct mapping_reading *reading, struct config *root, struct mapping *mapping)
{
    mapping->name = config_text(root, "mapping");
    read_severities(root, reading->severities);
    reading->sentinels = add_sentinels(reading->arena, root, NULL, &reading->sentinel_count);
    mapping->extract_count = config_count(root, "extracts");
    if (!config_failed(root) && !config_has(root, "extracts"))
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
    struct mapping_reading reading = {
        .arena = arena, .path = path, .codes_folder = codes_folder, .code_lists = code_lists};
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++)
        reading.severities[rule] = finding_rule_text((enum finding_rule)rule)->severity;
    read_mapping(&reading, &root, mapping);
    return config_close(&root);
}
