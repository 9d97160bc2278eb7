#include "cli/own_mapping.h"

#include "base/file.h"
#include "base/json_output.h"
#include "base/text.h"
#include "ingest/layout.h"
#include "ingest/spelling.h"

#include <string.h>

struct making {
    struct arena *arena;
    const struct survey *survey;
    const struct surveyed_folder *folder;
    const struct shipped_mapping *shipped;
    struct json *roots; /* of the shipped mappings' files, in their order */
    struct json extracts;
    struct own_mapping *own;
};

/* A file's name as a pattern that matches it alone. */
static const char *exact_pattern(struct arena *arena, const char *name)
{
    struct text pattern = text_in(arena);
    for (; *name; name++) {
        if (strchr("*?[\\", *name))
            text_add_character(&pattern, '\\');
        text_add_character(&pattern, *name);
    }
    return pattern.bytes;
}

static bool is_among(const struct mapped_column *column, const char *header)
{
    return text_is_one_of(header, column->from, column->from_count);
}

static void write_columns(const struct making *making, const struct surveyed_file *file,
                          const struct likeness *likeness, struct json columns)
{
    for (size_t i = 0; i < likeness->mapped->column_count; i++) {
        const struct mapped_column *column = &likeness->mapped->columns[i];
        struct json to = json_find(columns, column->name);
        int position = likeness->positions[i];
        if (position == NO_POSITION && column->from_count > 0)
            json_set_text(to, "// absent",
                          arena_format(making->arena, "no header of %s is this", file->name));
        if (position == NO_POSITION || is_among(column, file->recognition.headers[position]))
            continue;
        struct json from = json_list();
        json_append_text(from, file->recognition.headers[position]);
        json_append_texts(from, json_find(to, "from"));
        json_set(to, "from", from);
    }
}

/* ---- columns that other mappings know ---- */

static bool is_header_of(const struct making *making, const struct surveyed_file *file, const char *spelling)
{
    for (size_t i = 0; i < file->recognition.header_count; i++)
        if (text_equal(spelling_of_header(making->arena, file->recognition.headers[i]), spelling))
            return true;
    return false;
}

static bool is_any_header_of(const struct making *making, const struct surveyed_file *file,
                             const struct mapped_column *column)
{
    for (size_t i = 0; i < column->spelling_count; i++)
        if (is_header_of(making, file, column->spellings[i]))
            return true;
    return false;
}

static void borrow_column(const struct making *making, const struct shipped_mapping *other,
                          const struct mapped_column *column, struct json source, struct json columns)
{
    static const char *const left[] = {"required", "unique", "dated_by"};
    struct json copy = json_copy(source);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        json_remove(copy, left[i]);
    json_set_text(copy, "// absent",
                  arena_format(making->arena, "the mapping \"%s\" knows it, and indicators may ask for it",
                               other->name));
    json_set(columns, column->name, copy);
}

/* An indicator may ask for a column of a standard table that this family of extracts never has: it is then missing in
 * each row, and not an error. */
static void borrow_columns(const struct making *making, const struct surveyed_file *file, const char *table,
                           struct json columns)
{
    const struct shipped_mappings *shipped = &making->survey->shipped;
    for (size_t i = 0; i < shipped->count; i++) {
        const struct shipped_mapping *other = &shipped->items[i];
        for (size_t j = 0; j < other->mapping.extract_count; j++) {
            const struct mapped_extract *extract = &other->mapping.extracts[j];
            if (other == making->shipped || !text_equal(extract->table, table))
                continue;
            struct json sources = json_find(json_at(json_find(making->roots[i], "extracts"), j), "columns");
            for (size_t k = 0; k < extract->column_count; k++)
                if (!json_find(columns, extract->columns[k].name).item &&
                    !is_any_header_of(making, file, &extract->columns[k]))
                    borrow_column(making, other, &extract->columns[k],
                                  json_find(sources, extract->columns[k].name), columns);
        }
    }
}

/* ---- extracts ---- */

static void write_found(struct making *making, const struct surveyed_file *file,
                        const struct likeness *likeness, struct json source)
{
    struct json extract = json_copy(source);
    if (file->recognition.is_empty)
        map_add(&making->own->may_be_empty, likeness->mapped->table, NULL);
    json_set_text(extract, "file", exact_pattern(making->arena, file->name));
    /* The council has this file: that it is missing one night is worth stopping for. */
    json_remove(extract, "optional");
    /* A shipped mapping that does not state it finds it again, wherever a title is put above. */
    if (likeness->mapped->header_row > 0 && likeness->mapped->header_row != file->recognition.header_row)
        json_set_number(extract, "header_row", file->recognition.header_row);
    if (file->recognition.delimiter != ',')
        json_set_text(extract, "delimiter", delimiter_name(file->recognition.delimiter));
    write_columns(making, file, likeness, json_find(extract, "columns"));
    borrow_columns(making, file, likeness->mapped->table, json_find(extract, "columns"));
    json_append(making->extracts, extract);
}

static bool matches_a_file(const struct making *making, const char *pattern)
{
    struct error error = {0};
    const char *const *names;
    size_t count = 0;
    return folder_list(making->arena, making->folder->path, pattern, &names, &count, &error) && count > 0;
}

/* A name that no file there has: one that was not placed would else be loaded by its name, and stop the run. */
static const char *free_name(const struct making *making, const char *table)
{
    const char *name = arena_format(making->arena, "%s.csv", table);
    for (int i = 2; matches_a_file(making, name); i++)
        name = arena_format(making->arena, "%s_%d.csv", table, i);
    return name;
}

/* Whether some file of the folder fills the table. */
static bool is_found(const struct making *making, const char *table)
{
    for (size_t i = 0; i < making->folder->file_count; i++) {
        const struct surveyed_file *file = &making->folder->files[i];
        for (size_t j = 0; j < file->recognition.count; j++)
            if (file->recognition.shipped == making->shipped &&
                text_equal(file->recognition.likenesses[j].mapped->table, table) &&
                survey_takes(making->survey, file, &file->recognition.likenesses[j]))
                return true;
    }
    return false;
}

static void write_not_found(struct making *making, const struct mapped_extract *mapped, struct json source)
{
    struct json extract = json_copy(source);
    if (matches_a_file(making, mapped->pattern)) {
        json_set_text(extract, "file", free_name(making, mapped->table));
        json_set_text(extract, "// file",
                      arena_format(making->arena,
                                   "there is a file like \"%s\", but a required column was not found in it: "
                                   "add its header to \"from\", then put the file's name above",
                                   mapped->pattern));
    }
    if (is_found(making, mapped->table))
        json_set_flag(extract, "optional", true);
    else if (!model_renames(&making->survey->shipped.model, mapped->table))
        map_add(&making->own->without, mapped->table, NULL);
    json_append(making->extracts, extract);
}

static void write_extract(struct making *making, size_t index, struct json source)
{
    const struct mapped_extract *mapped = &making->shipped->mapping.extracts[index];
    if (survey_owner(making->survey, mapped->table) != making->shipped)
        return;
    bool found = false;
    for (size_t i = 0; i < making->folder->file_count; i++) {
        const struct surveyed_file *file = &making->folder->files[i];
        for (size_t j = 0; j < file->recognition.count; j++) {
            const struct likeness *likeness = &file->recognition.likenesses[j];
            if (file->recognition.shipped != making->shipped || likeness->extract != index ||
                !survey_takes(making->survey, file, likeness))
                continue;
            write_found(making, file, likeness, source);
            found = true;
        }
    }
    if (!found)
        write_not_found(making, mapped, source);
}

static bool read_roots(struct making *making, struct error *error)
{
    const struct shipped_mappings *shipped = &making->survey->shipped;
    making->roots = ARENA_ARRAY(making->arena, struct json, shipped->count);
    for (size_t i = 0; i < shipped->count; i++)
        if (!json_read(shipped->items[i].path, &making->roots[i], error))
            return false;
    return true;
}

static void write_mapping(struct making *making)
{
    const struct shipped_mappings *shipped = &making->survey->shipped;
    struct json root = json_copy(making->roots[making->shipped - shipped->items]);
    making->extracts = json_list();
    for (size_t i = 0; i < making->shipped->mapping.extract_count; i++)
        write_extract(making, i, json_at(json_find(root, "extracts"), i));
    json_set_text(
        root, "//",
        arena_format(making->arena,
                     "Made by scorecard init from the shipped mapping \"%s\". It is yours to change: "
                     "\"file\" says which file, \"from\" which headers a column may have.",
                     making->shipped->name));
    json_set(root, "extracts", making->extracts);
    making->own->text = json_print_narrow(making->arena, root);
}

bool own_mapping_make(struct arena *arena, const struct survey *survey, const struct surveyed_folder *folder,
                      const struct shipped_mapping *shipped, struct own_mapping *own, struct error *error)
{
    *own = (struct own_mapping){.without = map_in(arena), .may_be_empty = map_in(arena)};
    struct making making = {
        .arena = arena, .survey = survey, .folder = folder, .shipped = shipped, .own = own};
    bool read = read_roots(&making, error);
    if (read)
        write_mapping(&making);
    for (size_t i = 0; i < survey->shipped.count && making.roots; i++)
        json_free(making.roots[i]);
    return read;
}
