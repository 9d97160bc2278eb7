#include "ingest/outline.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/blueprint.h"
#include "ingest/column_codes.h"

struct gathered_mappings {
    struct arena *arena;
    struct extract_folder *folders; /* of the job, then one with no name for each of the other mappings */
    struct mapping *mappings;
    size_t count;
    struct column_codes *codes; /* as all the mappings say, whole */
};

/* ---- what the other mappings know besides ---- */

static const struct mapped_column *find_column(const struct mapped_extract *extract, const char *name)
{
    for (size_t i = 0; i < extract->column_count; i++)
        if (text_equal(extract->columns[i].name, name))
            return &extract->columns[i];
    return NULL;
}

static bool known_before(const struct gathered_mappings *gathered, const char *table, const char *column)
{
    for (size_t i = 0; i < gathered->count; i++)
        for (size_t k = 0; k < gathered->mappings[i].extract_count; k++) {
            const struct mapped_extract *extract = &gathered->mappings[i].extracts[k];
            if (text_equal(extract->table, table) && (!column || find_column(extract, column)))
                return true;
        }
    return false;
}

/* What the job's own say goes: of the others only the columns that nobody has, and of how tables join, nothing about one
 * that is known already. */
static void keep_what_is_new(const struct gathered_mappings *gathered, struct mapped_extract *extract)
{
    size_t kept = 0;
    for (size_t i = 0; i < extract->column_count; i++)
        if (!known_before(gathered, extract->table, extract->columns[i].name))
            extract->columns[kept++] = extract->columns[i];
    extract->column_count = kept;
    if (known_before(gathered, extract->table, NULL))
        extract->joins = (struct joins){0};
}

static bool add_other(struct gathered_mappings *gathered, const char *path, const char *codes_folder,
                      struct code_lists *code_lists, struct error *error)
{
    struct mapping mapping;
    if (!mapping_load(gathered->arena, path, codes_folder, code_lists, &mapping, error))
        return false;
    column_codes_add(gathered->codes, &mapping);
    for (size_t i = 0; i < mapping.extract_count; i++)
        keep_what_is_new(gathered, &mapping.extracts[i]);
    gathered->folders[gathered->count] = (struct extract_folder){.path = "", .shown = "", .mapping = path};
    gathered->mappings[gathered->count++] = mapping;
    return true;
}

static bool gather(struct gathered_mappings *gathered, const char *home, const struct extract_folder *folders,
                   size_t count, struct error *error)
{
    struct arena *arena = gathered->arena;
    const char *shipped = path_join(arena, home, "ingest/mappings"),
               *codes_folder = path_join(arena, home, "ingest/codes");
    struct code_lists code_lists = code_lists_in(gathered->codes->arena);
    const char *const *names;
    size_t others;
    if (!folder_list(arena, shipped, "*.json", &names, &others, error))
        return false;
    gathered->folders = ARENA_ARRAY(arena, struct extract_folder, count + others);
    gathered->mappings = ARENA_ARRAY(arena, struct mapping, count + others);
    for (; gathered->count < count; gathered->count++) {
        gathered->folders[gathered->count] = folders[gathered->count];
        if (!mapping_load(arena, folders[gathered->count].mapping, codes_folder, &code_lists,
                          &gathered->mappings[gathered->count], error))
            return false;
        column_codes_add(gathered->codes, &gathered->mappings[gathered->count]);
    }
    for (size_t i = 0; i < others; i++)
        if (!add_other(gathered, path_join(arena, shipped, names[i]), codes_folder, &code_lists, error))
            return false;
    return true;
}

/* ---- tables of no rows ---- */

static void lay_out(struct arena *arena, const struct blueprint *blueprint, struct dataset *dataset)
{
    *dataset = (struct dataset){.tables = ARENA_ARRAY(arena, struct table, blueprint->table_count),
                                .table_count = blueprint->table_count,
                                .words = dictionary_in(arena)};
    for (size_t i = 0; i < blueprint->table_count; i++) {
        const struct blueprint_table *from = &blueprint->tables[i];
        struct table *table = &dataset->tables[i];
        *table = (struct table){.name = from->name,
                                .supplied = true,
                                .columns = ARENA_ARRAY(arena, struct column, from->column_count),
                                .column_count = from->column_count};
        for (size_t k = 0; k < from->column_count; k++) {
            table->columns[k] = column_make(arena, from->columns[k].name, from->columns[k].type, 0);
            table->columns[k].supplied = true;
        }
        blueprint_join(arena, from, table);
    }
}

/* The codes may outlive the rest. */
static bool make(struct arena *arena, const char *home, const struct extract_folder *folders, size_t count,
                 struct column_codes *codes, struct outline *outline, struct error *error)
{
    struct model model;
    struct gathered_mappings gathered = {.arena = arena, .codes = codes};
    outline->blueprint = ARENA_NEW(arena, struct blueprint);
    if (!model_load(arena, path_join(arena, home, "ingest/model.json"), &model, error) ||
        !gather(&gathered, home, folders, count, error) ||
        !blueprint_make(arena, &model, gathered.folders, gathered.mappings, gathered.count,
                        outline->blueprint, error))
        return false;
    lay_out(arena, outline->blueprint, &outline->dataset);
    return true;
}

bool outline_make(struct arena *arena, const char *home, const struct extract_folder *folders, size_t count,
                  struct outline *outline, struct error *error)
{
    struct column_codes codes = column_codes_in(arena);
    if (!make(arena, home, folders, count, &codes, outline, error))
        return false;
    for (size_t i = 0; i < outline->dataset.table_count; i++)
        column_codes_tell(&codes, &outline->dataset.tables[i]);
    return true;
}

/* All of a table's share what says that no value is there: none is ever read. */
static void add_columns(struct arena *arena, const struct table *known, struct table *table)
{
    struct column *columns = ARENA_ARRAY(arena, struct column, table->column_count + known->column_count);
    size_t count = 0;
    bool *nowhere = NULL;
    for (; count < table->column_count; count++)
        columns[count] = table->columns[count];
    for (size_t i = 0; i < known->column_count; i++) {
        if (table_column(table, known->columns[i].name) != NO_COLUMN)
            continue;
        if (!nowhere)
            nowhere = ARENA_ARRAY(arena, bool, table->row_count);
        columns[count++] = (struct column){.name = arena_copy_text(arena, known->columns[i].name),
                                           .type = known->columns[i].type,
                                           .present = nowhere};
    }
    table->columns = columns;
    table->column_count = count;
}

bool outline_complete(struct arena *arena, const char *home, const struct extract_folder *folders,
                      size_t count, const struct dataset *loaded, struct dataset *complete,
                      struct error *error)
{
    struct arena scratch = {0};
    struct outline outline;
    struct column_codes codes = column_codes_in(arena);
    bool ok = make(&scratch, home, folders, count, &codes, &outline, error);
    *complete = *loaded;
    complete->tables = ARENA_ARRAY(arena, struct table, loaded->table_count);
    for (size_t i = 0; ok && i < loaded->table_count; i++) {
        complete->tables[i] = loaded->tables[i];
        int known = dataset_table(&outline.dataset, loaded->tables[i].name);
        if (known < 0 || !loaded->tables[i].supplied)
            continue;
        add_columns(arena, &outline.dataset.tables[known], &complete->tables[i]);
        column_codes_tell(&codes, &complete->tables[i]);
    }
    arena_release(&scratch);
    return ok;
}

struct feed *outline_feeds(struct arena *arena, const struct outline *outline, int table, int column,
                           size_t *count)
{
    const struct blueprint *blueprint = outline->blueprint;
    struct feed *feeds = ARENA_ARRAY(arena, struct feed, blueprint->extract_count);
    *count = 0;
    for (size_t i = 0; i < blueprint->extract_count; i++) {
        const struct blueprint_extract *extract = &blueprint->extracts[i];
        const struct mapped_extract *mapped = extract->mapped;
        bool own = *extract->folder->shown != '\0';
        for (size_t k = 0; own && extract->table == (size_t)table && k < mapped->column_count; k++)
            if (extract->columns[k] == (size_t)column)
                feeds[(*count)++] = (struct feed){extract->folder->shown, mapped->pattern,
                                                  mapped->columns[k].from, mapped->columns[k].from_count};
    }
    return feeds;
}
