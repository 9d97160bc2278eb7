#include "cli/survey.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/header.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LONGEST_HEADER_SHOWN = 120, MOST_NAMED = 12 };

/* ---- what lies in a folder ---- */

static bool ends_with_ignoring_case(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length > end_length && text_equal_ignoring_case(text + length - end_length, end);
}

static bool is_csv(const char *name)
{
    return ends_with_ignoring_case(name, ".csv") || ends_with_ignoring_case(name, ".csv.gz");
}

static const char *what_to_do(const char *name)
{
    static const char *const workbooks[] = {".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"};
    for (size_t i = 0; i < sizeof workbooks / sizeof *workbooks; i++)
        if (ends_with_ignoring_case(name, workbooks[i]))
            return "a workbook: save each of its sheets that is an extract as \"CSV UTF-8\"";
    return "not a CSV file: left alone";
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Folders are told of, because extracts often lie one level down. */
static bool list_folders_in(struct arena *arena, const char *path, const char ***names, size_t *count,
                            struct error *error)
{
    size_t capacity = 0;
    struct dirent *entry;
    DIR *open_folder = opendir(path);
    if (!open_folder)
        return error_set(error, ERROR_IO, "%s: %s", path, strerror(errno));
    while ((entry = readdir(open_folder)) != NULL) {
        if (*entry->d_name == '.' || !folder_exists(path_join(arena, path, entry->d_name)))
            continue;
        *names = arena_grow(arena, *names, *count, &capacity, sizeof **names);
        (*names)[(*count)++] = arena_copy_text(arena, entry->d_name);
    }
    closedir(open_folder);
    if (*count > 1)
        qsort(*names, *count, sizeof **names, by_bytes);
    return true;
}

static void add_file(struct arena *arena, const struct survey *survey, struct surveyed_folder *folder,
                     const char *name)
{
    struct surveyed_file *file = &folder->files[folder->file_count++];
    *file = (struct surveyed_file){.name = name, .path = path_join(arena, folder->path, name)};
    struct error error = {0};
    if (!recognise_file(arena, &survey->shipped, file->path, &file->recognition, &error))
        file->unreadable = arena_copy_text(arena, error.message);
}

/* Its rows would count twice. */
static void tell_copies(struct survey *survey, struct surveyed_file *file)
{
    struct error error = {0};
    if (file->unreadable || !file_checksum(file->path, file->checksum, &error))
        return;
    for (size_t i = 0; i <= survey->folder_count; i++)
        for (size_t j = 0; j < survey->folders[i].file_count; j++) {
            const struct surveyed_file *other = &survey->folders[i].files[j];
            if (other == file)
                return;
            if (text_equal(other->checksum, file->checksum)) {
                file->copy_of = other->path;
                file->recognition.placed = false;
                return;
            }
        }
}

static bool is_surveyed(const struct survey *survey, const char *path)
{
    struct stat one, other;
    for (size_t i = 0; i < survey->folder_count; i++)
        if (stat(path, &one) == 0 && stat(survey->folders[i].path, &other) == 0 &&
            one.st_dev == other.st_dev && one.st_ino == other.st_ino)
            return true;
    return false;
}

static bool survey_folder(struct arena *arena, const struct survey *survey, struct surveyed_folder *folder,
                          struct error *error)
{
    const char *const *names;
    const char **folders = NULL;
    size_t count, folder_count = 0;
    if (!folder_list(arena, folder->path, "*", &names, &count, error) ||
        !list_folders_in(arena, folder->path, &folders, &folder_count, error))
        return false;
    folder->files = ARENA_ARRAY(arena, struct surveyed_file, count);
    folder->others = ARENA_ARRAY(arena, const char *, count + folder_count);
    for (size_t i = 0; i < count; i++)
        if (is_csv(names[i]))
            add_file(arena, survey, folder, names[i]);
        else
            folder->others[folder->other_count++] =
                arena_format(arena, "%s: %s", names[i], what_to_do(names[i]));
    for (size_t i = 0; i < folder_count; i++)
        folder->others[folder->other_count++] =
            arena_format(arena, "%s/: a folder, not looked into: if extracts lie in it, add --from %s",
                         folders[i], path_join(arena, folder->path, folders[i]));
    return true;
}

bool survey_make(struct arena *arena, const char *home, const char *const *folders, size_t count,
                 struct survey *survey, struct error *error)
{
    *survey = (struct survey){.folders = ARENA_ARRAY(arena, struct surveyed_folder, count)};
    if (!shipped_mappings_load(arena, home, &survey->shipped, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct surveyed_folder *folder = &survey->folders[survey->folder_count];
        if (is_surveyed(survey, folders[i]))
            continue;
        folder->path = folders[i];
        if (!survey_folder(arena, survey, folder, error))
            return false;
        for (size_t j = 0; j < folder->file_count; j++)
            tell_copies(survey, &folder->files[j]);
        survey->folder_count++;
    }
    return true;
}

/* ---- whose a table is ---- */

static bool has_table(const struct shipped_mapping *shipped, const char *table)
{
    for (size_t i = 0; i < shipped->mapping.extract_count; i++)
        if (text_equal(shipped->mapping.extracts[i].table, table))
            return true;
    return false;
}

/* What a mapping has to say of a table: that its files fill it counts most, then how many files it has, for ids agree
 * within a family of extracts, then how many of the table's columns. */
struct claim {
    bool fills;
    size_t files;
    size_t columns;
};

static struct claim claim_of(const struct survey *survey, const struct shipped_mapping *shipped,
                             const char *table)
{
    struct claim claim = {0};
    for (size_t i = 0; i < survey->folder_count; i++)
        for (size_t j = 0; j < survey->folders[i].file_count; j++) {
            const struct recognition *recognition = &survey->folders[i].files[j].recognition;
            if (!recognition->placed || recognition->shipped != shipped)
                continue;
            claim.files++;
            for (size_t k = 0; k < recognition->count; k++)
                if (!recognition->likenesses[k].why_not &&
                    text_equal(recognition->likenesses[k].mapped->table, table)) {
                    claim.fills = true;
                    claim.columns += recognition->likenesses[k].matched;
                }
        }
    return claim;
}

static bool is_stronger(const struct claim *one, const struct claim *other)
{
    if (one->fills != other->fills)
        return one->fills;
    return one->files != other->files ? one->files > other->files : one->columns > other->columns;
}

const struct shipped_mapping *survey_owner(const struct survey *survey, const char *table)
{
    const struct shipped_mapping *owner = NULL;
    struct claim strongest = {0};
    for (size_t i = 0; i < survey->shipped.count; i++) {
        const struct shipped_mapping *one = &survey->shipped.items[i];
        struct claim claim = claim_of(survey, one, table);
        if (!has_table(one, table) || !is_stronger(&claim, &strongest))
            continue;
        strongest = claim;
        owner = one;
    }
    return owner;
}

bool survey_takes(const struct survey *survey, const struct surveyed_file *file,
                  const struct likeness *likeness)
{
    return file->recognition.placed && !likeness->why_not &&
           survey_owner(survey, likeness->mapped->table) == file->recognition.shipped;
}

static bool is_loaded(const struct survey *survey, const struct surveyed_file *file)
{
    for (size_t i = 0; i < file->recognition.count; i++)
        if (survey_takes(survey, file, &file->recognition.likenesses[i]))
            return true;
    return false;
}

bool survey_uses(const struct survey *survey, const struct surveyed_folder *folder,
                 const struct shipped_mapping *shipped)
{
    for (size_t i = 0; i < folder->file_count; i++)
        if (folder->files[i].recognition.shipped == shipped && is_loaded(survey, &folder->files[i]))
            return true;
    return false;
}

bool survey_is_unplaced(const struct survey *survey, const struct surveyed_folder *folder)
{
    for (size_t i = 0; i < folder->file_count; i++)
        if (is_loaded(survey, &folder->files[i]))
            return false;
    return true;
}

size_t survey_placed(const struct survey *survey)
{
    size_t placed = 0;
    for (size_t i = 0; i < survey->folder_count; i++)
        for (size_t j = 0; j < survey->folders[i].file_count; j++)
            placed += is_loaded(survey, &survey->folders[i].files[j]);
    return placed;
}

/* ---- telling ---- */

/* A row taken for headers may after all be one of data, and a value of a cell is never printed. */
static bool looks_like_header(const char *text)
{
    size_t letters = 0, digits = 0;
    for (const char *at = text; *at; at++) {
        letters += isalpha((unsigned char)*at) != 0;
        digits += isdigit((unsigned char)*at) != 0;
        if (iscntrl((unsigned char)*at))
            return false;
    }
    return letters >= 2 && digits <= letters && strlen(text) <= LONGEST_HEADER_SHOWN;
}

static bool may_be_shown(const struct recognition *recognition)
{
    return recognition_most_like(recognition) != NULL;
}

static bool is_unused(const struct survey *survey, const struct surveyed_file *file, size_t header)
{
    const struct recognition *recognition = &file->recognition;
    if (!*recognition->headers[header])
        return false;
    for (size_t i = 0; i < recognition->count; i++)
        if ((i == 0 || survey_takes(survey, file, &recognition->likenesses[i])) &&
            recognition->likenesses[i].columns[header] != NO_COLUMN)
            return false;
    return true;
}

/* The nearest to a header of any table that the file could fill. */
static const char *nearest_column(const struct recognition *recognition, size_t header)
{
    for (size_t i = 0; i < recognition->count; i++) {
        int column = likeness_nearest_column(recognition, &recognition->likenesses[i], header);
        if (column != NO_COLUMN)
            return recognition->likenesses[i].mapped->columns[column].name;
    }
    return NULL;
}

static const char *shown_header(struct arena *arena, const struct recognition *recognition, size_t header)
{
    char letters[4];
    column_letter((int)header, letters);
    const char *text = recognition->headers[header];
    return looks_like_header(text) ? arena_format(arena, "\"%s\" (column %s)", text, letters)
                                   : arena_format(arena, "that of column %s", letters);
}

/* Those with a guess first: they are what an analyst should look at. */
static void print_unused(const struct survey *survey, const struct surveyed_file *file)
{
    const struct recognition *recognition = &file->recognition;
    struct arena scratch = {0};
    struct text others = text_in(&scratch);
    for (size_t i = 0; i < recognition->header_count && may_be_shown(recognition); i++) {
        if (!is_unused(survey, file, i))
            continue;
        const char *shown = shown_header(&scratch, recognition, i);
        const char *near = nearest_column(recognition, i);
        if (near)
            printf("    unused header %s; the nearest column is %s\n", shown, near);
        else
            text_add_format(&others, "%s%s", others.length == 0 ? "" : ", ", shown);
    }
    if (others.length > 0)
        printf("    unused, and near no column: %s\n", others.bytes);
    arena_release(&scratch);
}

static void print_missing_column(const struct recognition *recognition, const struct likeness *likeness,
                                 size_t column)
{
    const struct mapped_column *mapped = &likeness->mapped->columns[column];
    printf("        %s %s", mapped->required ? "needs " : "absent", mapped->name);
    if (mapped->from_count > 0 && !text_equal(mapped->from[0], mapped->name))
        printf(" (\"%s\")", mapped->from[0]);
    const char *near = likeness_nearest_header(recognition, likeness, column);
    if (near && may_be_shown(recognition) && looks_like_header(near))
        printf("; the nearest unused header is \"%s\"", near);
    printf("\n");
}

static void print_likeness(const struct survey *survey, const struct surveyed_file *file,
                           const struct likeness *likeness)
{
    const struct recognition *recognition = &file->recognition;
    bool taken = survey_takes(survey, file, likeness);
    printf("    table %s: %zu of %zu columns matched", likeness->mapped->table, likeness->matched,
           likeness->mapped->column_count);
    if (taken)
        printf("\n");
    else if (recognition->placed && !likeness->why_not)
        printf("; not loaded: it is filled from %s already, and two would count its rows twice\n",
               survey_owner(survey, likeness->mapped->table)->name);
    else
        printf("; not loaded: %s\n", likeness->why_not ? likeness->why_not : "the file is not placed");
    for (size_t i = 0; i < likeness->mapped->column_count; i++)
        if (likeness->positions[i] == NO_POSITION && (taken || likeness->mapped->columns[i].required))
            print_missing_column(recognition, likeness, i);
}

static void print_file(const struct survey *survey, const struct surveyed_file *file)
{
    const struct recognition *recognition = &file->recognition;
    if (file->unreadable) {
        printf("%s: not placed: %s\n", file->name, file->unreadable);
        return;
    }
    if (file->copy_of) {
        printf("%s: not loaded: it is a copy of %s, byte for byte\n", file->name, file->copy_of);
        return;
    }
    if (!recognition->shipped) {
        printf("%s: not placed: none of its first rows holds a header that a shipped mapping knows\n",
               file->name);
        return;
    }
    printf(recognition->placed ? "%s: %s, headers on line %u%s\n"
                               : "%s: not placed; it is most like %s, with headers on line %u%s\n",
           file->name, recognition->shipped->name, recognition->header_row,
           recognition->is_empty ? ", no rows" : "");
    for (size_t i = 0; i < recognition->count; i++)
        print_likeness(survey, file, &recognition->likenesses[i]);
    print_unused(survey, file);
}

void survey_print(const struct survey *survey)
{
    for (size_t i = 0; i < survey->folder_count; i++) {
        const struct surveyed_folder *folder = &survey->folders[i];
        printf("%s: %zu CSV file%s\n\n", folder->path, folder->file_count,
               folder->file_count == 1 ? "" : "s");
        for (size_t j = 0; j < folder->file_count; j++)
            print_file(survey, &folder->files[j]);
        for (size_t j = 0; j < folder->other_count; j++)
            printf("%s\n", folder->others[j]);
        printf("\n");
    }
}

static void add_unplaced(struct text *names, const struct surveyed_file *file)
{
    const char *like = recognition_most_like(&file->recognition);
    text_add_format(names, "%s%s", names->length > 0 ? ", " : "", file->name);
    if (like)
        text_add_format(names, " (most like table %s)", like);
}

void survey_print_unplaced(const struct survey *survey)
{
    struct arena scratch = {0};
    struct text names = text_in(&scratch);
    size_t files = 0, unplaced = 0;
    for (size_t i = 0; i < survey->folder_count; i++)
        for (size_t j = 0; j < survey->folders[i].file_count; j++) {
            const struct surveyed_file *file = &survey->folders[i].files[j];
            files++;
            if (file->recognition.placed || file->copy_of)
                continue;
            if (++unplaced <= MOST_NAMED)
                add_unplaced(&names, file);
        }
    if (unplaced > MOST_NAMED)
        text_add_format(&names, " and %zu more", unplaced - MOST_NAMED);
    if (unplaced > 0)
        printf(
            "\n%zu of %zu CSV files not placed: %s. Nothing reads them until a mapping does: put the file's "
            "name in \"file\" and its headers in \"from\" of its table there, and take the table out of "
            "\"without\" in job.json\n",
            unplaced, files, names.bytes);
    arena_release(&scratch);
}
