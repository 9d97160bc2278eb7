#include "cli/new_job.h"
#include "cli/alike.h"
#include "cli/own_mapping.h"

#include "base/file.h"
#include "base/json_output.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void add_file(struct arena *arena, struct new_job *job, const char *name, const char *text,
                     const char *what)
{
    job->files = arena_grow(arena, job->files, job->count, &job->capacity, sizeof *job->files);
    job->files[job->count++] = (struct new_file){name, text, what};
}

/* ---- paths ---- */

/* Of a path whose end need not be there yet. */
static const char *absolute_path(struct arena *arena, const char *path)
{
    char known[PATH_MAX];
    if (realpath(path, known))
        return arena_copy_text(arena, known);
    const char *folder = path_folder(arena, path);
    if (text_equal(folder, path))
        return path;
    const char *trimmed = text_ends_with(path, "/") ? folder : path;
    return path_join(arena, absolute_path(arena, path_folder(arena, trimmed)), path_name(trimmed));
}

static const char *relative_path(struct arena *arena, const char *from, const char *to)
{
    size_t shared = 0;
    for (size_t i = 0;; i++) {
        bool from_ends = from[i] == '\0' || from[i] == '/', to_ends = to[i] == '\0' || to[i] == '/';
        if (from_ends && to_ends)
            shared = i;
        if (from[i] != to[i] || from[i] == '\0')
            break;
    }
    struct text path = text_in(arena);
    for (const char *at = from + shared; *at; at++)
        if (*at == '/' && at[1] != '\0')
            text_add(&path, path.length == 0 ? ".." : "/..");
    const char *rest = to + shared + (to[shared] == '/');
    if (*rest)
        text_add_format(&path, "%s%s", path.length == 0 ? "" : "/", rest);
    return path.length == 0 ? "." : path.bytes;
}

/* ---- units, targets, populations ---- */

static void add_cell(struct text *line, const char *cell)
{
    if (!strpbrk(cell, ",\"\r\n")) {
        text_add(line, cell);
        return;
    }
    text_add_character(line, '"');
    for (; *cell; cell++) {
        text_add(line, *cell == '"' ? "\"" : "");
        text_add_character(line, *cell);
    }
    text_add_character(line, '"');
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_unit_already(const char *team, const char *organisation, const char *const *teams,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal_ignoring_case(teams[i], team))
            return true;
    return text_equal_ignoring_case(team, organisation) || text_equal(team, "(no team)");
}

/* A slip in a team's name makes two teams of it. Told by the lines of units.csv: what stands there is no name if the
 * column was taken wrongly. */
static void note_alike(struct new_job *job, const struct found_teams *teams, const char *const *written,
                       size_t count)
{
    enum { LINES_ABOVE = 3 }; /* the headings, the organisation, and lines are counted from 1 */
    enum { MOST_TEAMS = 1000 };
    for (size_t i = 0; i < count && count <= MOST_TEAMS; i++)
        for (size_t j = i + 1; j < count; j++)
            if (names_are_alike(written[i], written[j]))
                text_add_format(
                    &job->remarks,
                    "    units.csv, lines %zu and %zu: names that are nearly the same, of %u and "
                    "%u rows: one of them misspelt? Correct it in the extracts, and take it out\n",
                    i + LINES_ABOVE, j + LINES_ABOVE, teams->rows[map_find(&teams->names, written[i])],
                    teams->rows[map_find(&teams->names, written[j])]);
}

static const char *write_units(struct arena *arena, const char *organisation, const struct found_teams *teams,
                               struct new_job *job)
{
    struct text text = text_in(arena);
    text_add(&text, "unit,name,parent,level\n");
    add_cell(&text, organisation);
    text_add_character(&text, ',');
    add_cell(&text, organisation);
    text_add(&text, ",,organisation\n");
    size_t count = teams->names.count, written_count = 0;
    const char **sorted = ARENA_ARRAY(arena, const char *, count);
    const char **written = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = teams->names.keys[i];
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, by_bytes);
    for (size_t i = 0; i < count; i++) {
        if (is_unit_already(sorted[i], organisation, sorted, i))
            continue;
        written[written_count++] = sorted[i];
        add_cell(&text, sorted[i]);
        text_add_character(&text, ',');
        add_cell(&text, sorted[i]);
        text_add_character(&text, ',');
        add_cell(&text, organisation);
        text_add(&text, ",team\n");
    }
    note_alike(job, teams, written, written_count);
    return text.bytes;
}

static bool read_teams(const struct survey *survey, struct found_teams *teams, struct error *error)
{
    for (size_t i = 0; i < survey->folder_count; i++)
        for (size_t j = 0; j < survey->folders[i].file_count; j++) {
            const struct surveyed_file *file = &survey->folders[i].files[j];
            for (size_t k = 0; k < file->recognition.count; k++) {
                const struct likeness *likeness = &file->recognition.likenesses[k];
                if (survey_takes(survey, file, likeness) &&
                    !recognised_teams(&survey->shipped, file->path, &file->recognition, likeness, teams,
                                      error))
                    return error_within(error, "%s", file->path);
            }
        }
    return true;
}

static void add_settings(struct arena *arena, struct new_job *job, const char *organisation,
                         const struct found_teams *teams)
{
    add_file(arena, job, "units.csv", write_units(arena, organisation, teams, job),
             teams->names.count > 0
                 ? "the teams found, all under the organisation: add your services, put each team in one"
                 : "the organisation alone: add your services and teams");
    add_file(arena, job, "targets.csv", "indicator,unit,from,green,amber,path,note\n",
             "headers only: your targets; a figure without one is shown and not rated");
    add_file(arena, job, "populations.csv", "unit,from,population\n",
             "headers only: under-18s by unit and day; rates need them");
}

/* ---- job.json ---- */

static struct json begin_job(const char *organisation, const char *comment)
{
    struct json job = json_object();
    json_add_text(job, "//", comment);
    json_add_text(job, "organisation", organisation);
    return job;
}

static void end_job(struct arena *arena, struct new_job *job, struct json root)
{
    json_add_text(root, "units", "units.csv");
    json_append_text(json_add_list(root, "catalogue"), "standard");
    json_add_text(root, "targets", "targets.csv");
    json_add_text(root, "populations", "populations.csv");
    struct json periods = json_add_object(root, "periods");
    json_add_text(periods, "every", "month");
    json_add_number(periods, "count", 36);
    json_add_text(periods, "year_end", "03-31");
    json_append_text(json_add_list(root, "scorecards"), "county");
    json_add_text(root, "history", "history.db");
    json_add_text(root, "output", "out");
    add_file(arena, job, "job.json", json_print_narrow(arena, root), "what is run");
}

/* The same shipped mapping in a second folder gets a file of its own: its files are others. */
static const char *free_mapping_name(struct arena *arena, const struct new_job *job, const char *name)
{
    const char *file = arena_format(arena, "%s.json", name);
    for (int i = 2;; i++) {
        bool taken = text_equal(file, "job.json");
        for (size_t j = 0; j < job->count; j++)
            taken |= text_equal(job->files[j].name, file);
        if (!taken)
            return file;
        file = arena_format(arena, "%s_%d.json", name, i);
    }
}

static void add_tables(struct json entry, const char *key, const struct map *tables)
{
    if (tables->count == 0)
        return;
    struct json list = json_add_list(entry, key);
    for (size_t i = 0; i < tables->count; i++)
        json_append_text(list, tables->keys[i]);
}

static bool add_mapping(struct arena *arena, struct new_job *job, const struct survey *survey,
                        const struct surveyed_folder *from, const struct shipped_mapping *shipped,
                        struct json entry, struct error *error)
{
    struct own_mapping own;
    if (!own_mapping_make(arena, survey, from, shipped, &own, error))
        return false;
    const char *name = free_mapping_name(arena, job, shipped->name);
    json_add_text(entry, "mapping", name);
    add_tables(entry, "without", &own.without);
    add_tables(entry, "may_be_empty", &own.may_be_empty);
    add_file(arena, job, name, own.text, "your own mapping: which header is which column");
    return true;
}

/* Listed all the same, so that check tells of its files. */
static void add_unplaced(struct arena *arena, struct new_job *job, struct json entry)
{
    const char *name = free_mapping_name(arena, job, "unplaced");
    json_add_text(entry, "mapping", name);
    struct json mapping = json_object();
    json_add_text(
        mapping, "//",
        "Made by scorecard init: no file of the folder could be placed, so nothing of it is read. For "
        "each file to be read, copy here the entry of its table from one of the program's own "
        "mappings, with the file's name in \"file\" and its headers in \"from\".");
    json_add_text(mapping, "mapping", "unplaced");
    json_add_list(mapping, "extracts");
    add_file(arena, job, name, json_print_narrow(arena, mapping),
             "reads nothing: for the files of a folder of which none could be placed");
}

static bool add_mappings(struct arena *arena, struct new_job *job, const struct survey *survey,
                         const char *folder, struct json extracts, struct error *error)
{
    for (size_t i = 0; i < survey->folder_count; i++) {
        const struct surveyed_folder *from = &survey->folders[i];
        const char *relative =
            relative_path(arena, absolute_path(arena, folder), absolute_path(arena, from->path));
        if (from->file_count > 0 && survey_is_unplaced(survey, from)) {
            struct json entry = json_append_object(extracts);
            json_add_text(entry, "folder", relative);
            add_unplaced(arena, job, entry);
        }
        for (size_t j = 0; j < survey->shipped.count; j++) {
            if (!survey_uses(survey, from, &survey->shipped.items[j]))
                continue;
            struct json entry = json_append_object(extracts);
            json_add_text(entry, "folder", relative);
            if (!add_mapping(arena, job, survey, from, &survey->shipped.items[j], entry, error))
                return false;
        }
    }
    return true;
}

static const char *organisation_of(struct arena *arena, const char *folder)
{
    const char *name = path_name(absolute_path(arena, folder));
    return *name ? name : "council";
}

bool new_job_from(struct arena *arena, const struct survey *survey, const char *folder, struct new_job *job,
                  struct error *error)
{
    *job = (struct new_job){.remarks = text_in(arena)};
    const char *organisation = organisation_of(arena, folder);
    struct found_teams teams = found_teams_in(arena);
    if (!read_teams(survey, &teams, error))
        return false;
    struct json root =
        begin_job(organisation, "Made by scorecard init. All paths are relative to this file. \"without\" "
                                "lists the tables that no file was there for.");
    if (!add_mappings(arena, job, survey, folder, json_add_list(root, "extracts"), error)) {
        json_free(root);
        return false;
    }
    add_settings(arena, job, organisation, &teams);
    end_job(arena, job, root);
    return true;
}

struct new_job new_job_skeleton(struct arena *arena, const char *folder)
{
    struct new_job job = {.remarks = text_in(arena)};
    const char *organisation = organisation_of(arena, folder);
    struct found_teams teams = found_teams_in(arena);
    add_settings(arena, &job, organisation, &teams);
    struct json root = begin_job(
        organisation, "Made by scorecard init. All paths are relative to this file. What begins with // is a "
                      "comment.");
    json_add_text(
        root, "// extracts",
        "a folder of CSV files, and the mapping they follow: a shipped one by its name, or a file of "
        "your own that ends in .json; beside them \"without\": [\"a_table\"] for what you cannot supply");
    struct json extracts = json_add_list(root, "extracts");
    static const char *const folders[][2] = {{"extracts", "ssd"}, {"hr", "workforce"}};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        struct json entry = json_append_object(extracts);
        json_add_text(entry, "folder", folders[i][0]);
        json_add_text(entry, "mapping", folders[i][1]);
    }
    json_add_text(root, "// catalogue",
                  "\"standard\", then files of your own: a later indicator replaces one of the same id");
    json_add_text(root, "// periods", "every month, quarter or year; how many; the last day of your year");
    end_job(arena, &job, root);
    return job;
}

/* ---- putting it in place ---- */

static bool is_empty(const char *folder)
{
    DIR *open_folder = opendir(folder);
    if (!open_folder)
        return false;
    bool empty = true;
    for (struct dirent *entry; empty && (entry = readdir(open_folder)) != NULL;)
        empty = text_equal(entry->d_name, ".") || text_equal(entry->d_name, "..");
    closedir(open_folder);
    return empty;
}

bool new_job_place(const char *folder, struct error *error)
{
    if (!file_exists(folder) || is_empty(folder))
        return true;
    return error_set(error, ERROR_USAGE, "%s: %s; name a folder that is new or empty", folder,
                     folder_exists(folder) ? "there is something in it, and nothing is overwritten"
                                           : "it is not a folder");
}

static bool write_files(struct arena *arena, const struct new_job *job, const char *folder,
                        struct error *error)
{
    for (size_t i = 0; i < job->count; i++) {
        const char *path = path_join(arena, folder, job->files[i].name);
        if (!file_write(path, job->files[i].text, strlen(job->files[i].text), error))
            return false;
    }
    return true;
}

/* The folder was empty; where the file system can, what came into it meanwhile is not overwritten either. */
static bool move_file(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    return (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) && rename(from, to) == 0;
}

/* A folder that is there stays the one it is: somebody may stand in it. job.json comes last, and without it the
 * others are no job. */
static bool move_files(struct arena *arena, const struct new_job *job, const char *made, const char *folder,
                       struct error *error)
{
    for (size_t i = 0; i < job->count; i++) {
        const char *to = path_join(arena, folder, job->files[i].name);
        if (move_file(path_join(arena, made, job->files[i].name), to))
            continue;
        error_set(error, ERROR_IO, "%s: %s", to, strerror(errno));
        while (i-- > 0)
            unlink(path_join(arena, folder, job->files[i].name));
        return false;
    }
    return true;
}

bool new_job_write(const struct new_job *job, const char *folder, struct error *error)
{
    struct arena scratch = {0};
    struct error ignored = {0};
    const char *place = absolute_path(&scratch, folder);
    char *made = arena_format(&scratch, "%s/.scorecard-init-XXXXXX", path_folder(&scratch, place));
    bool written = new_job_place(folder, error) && folder_make(path_folder(&scratch, place), error);
    if (written && !mkdtemp(made))
        written = error_set(error, ERROR_IO, "%s: %s", made, strerror(errno));
    else if (written) {
        written = write_files(&scratch, job, made, error) &&
                  (folder_exists(place) ? move_files(&scratch, job, made, place, error)
                                        : folder_replace(made, place, error));
        if (!folder_remove(made, &ignored) && written)
            written = error_set(error, ERROR_IO, "%s", ignored.message);
    }
    arena_release(&scratch);
    return written;
}
