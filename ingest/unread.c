#include "ingest/unread.h"

#include "base/file.h"
#include "base/text.h"

#include <fnmatch.h>
#include <string.h>

struct folder_files {
    struct arena *arena;
    const struct ingest_request *request;
    const struct blueprint *blueprint;
    const struct extract_folder *folder;
};

static bool is_of_folder(const struct folder_files *files, const struct blueprint_extract *extract)
{
    return text_equal(extract->folder->path, files->folder->path);
}

static bool matches(struct arena *arena, const char *pattern, const char *name)
{
    return fnmatch(pattern, name, FNM_CASEFOLD | FNM_PERIOD) == 0 ||
           (!text_ends_with(pattern, "*") &&
            fnmatch(arena_format(arena, "%s.gz", pattern), name, FNM_CASEFOLD | FNM_PERIOD) == 0);
}

static bool is_read(const struct folder_files *files, const char *name)
{
    for (size_t i = 0; i < files->blueprint->extract_count; i++) {
        const struct blueprint_extract *extract = &files->blueprint->extracts[i];
        if (is_of_folder(files, extract) && matches(files->arena, extract->mapped->pattern, name))
            return true;
    }
    return false;
}

/* A pattern as the shortest name that fits it: "ssd_cp_plans.csv" of "ssd_cp_plans*.csv". */
static const char *name_of_pattern(struct arena *arena, const char *pattern)
{
    struct text name = text_in(arena);
    text_add(&name, "");
    for (; *pattern; pattern++) {
        const char *end = *pattern == '[' ? strchr(pattern, ']') : NULL;
        if (end) {
            if (pattern[1] != '!')
                text_add_character(&name, pattern[1]);
            pattern = end;
        } else if (*pattern != '*' && *pattern != '?') {
            text_add_character(&name, *pattern);
        }
    }
    return name.bytes;
}

static const char *hint_for(const struct folder_files *files, const char *name)
{
    const struct blueprint *blueprint = files->blueprint;
    const char **names = ARENA_ARRAY(files->arena, const char *, blueprint->extract_count);
    const struct mapped_extract **mapped =
        ARENA_ARRAY(files->arena, const struct mapped_extract *, blueprint->extract_count);
    size_t count = 0;
    for (size_t i = 0; i < blueprint->extract_count; i++)
        if (is_of_folder(files, &blueprint->extracts[i])) {
            mapped[count] = blueprint->extracts[i].mapped;
            names[count++] = name_of_pattern(files->arena, blueprint->extracts[i].mapped->pattern);
        }
    const char *nearest = text_nearest(name, names, count);
    for (size_t i = 0; nearest && i < count; i++)
        if (names[i] == nearest)
            return arena_format(files->arena, "is it the extract of table %s, which is named %s?",
                                mapped[i]->table, mapped[i]->pattern);
    return NULL;
}

static void add_unread(const struct folder_files *files, const char *name, struct ingest_report *report)
{
    report->unread = arena_grow(files->arena, report->unread, report->unread_count, &report->unread_capacity,
                                sizeof *report->unread);
    report->unread[report->unread_count++] =
        (struct unread_file){.file = path_join(files->arena, files->folder->shown, name),
                             .path = path_join(files->arena, files->folder->path, name),
                             .hint = hint_for(files, name)};
}

static bool list_folder(const struct folder_files *files, struct ingest_report *report, struct error *error)
{
    const char *const *names;
    size_t count;
    if (!folder_list(files->arena, files->folder->path, "*", &names, &count, error))
        return error_within(error, "extracts folder %s", files->folder->shown);
    for (size_t i = 0; i < count; i++)
        if (*names[i] != '.' && !is_read(files, names[i]))
            add_unread(files, names[i], report);
    return true;
}

/* Two mappings may share a folder. */
static bool is_first_of_folder(const struct ingest_request *request, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (text_equal(request->folders[i].path, request->folders[index].path))
            return false;
    return true;
}

bool unread_files_list(struct arena *arena, const struct ingest_request *request,
                       const struct blueprint *blueprint, struct ingest_report *report, struct error *error)
{
    for (size_t i = 0; i < request->folder_count; i++) {
        struct folder_files files = {arena, request, blueprint, &request->folders[i]};
        if (is_first_of_folder(request, i) && !list_folder(&files, report, error))
            return false;
    }
    return true;
}
