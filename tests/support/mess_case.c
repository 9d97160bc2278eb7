#include "tests/support/mess_case.h"

#include "base/file.h"
#include "base/text.h"
#include "tests/support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 32 };

static void give_up(const char *path, const char *why)
{
    fprintf(stderr, "%s: %s\n", path, why);
    abort();
}

/* ---- the bytes of a file ---- */

struct made_file {
    const char *name;
    const char *line_end;
    size_t width; /* of a character: 2 and 4 are of UTF-16 and UTF-32 */
    bool big_end_first;
    bool is_open;
    bool is_unmarked;
    long times;
};

static void add_unit(struct text *bytes, const struct made_file *file, char character)
{
    for (size_t i = 0; i < file->width; i++) {
        bool holds = file->big_end_first ? i + 1 == file->width : i == 0;
        text_add_bytes(bytes, holds ? &character : "", 1);
    }
}

static void add_line(struct text *bytes, const struct made_file *file, const char *line, size_t length,
                     bool ended)
{
    for (size_t i = 0; i < length; i++) {
        char character = line[i];
        if (character == '\\' && i + 1 < length && line[i + 1] == '\\') {
            i++;
        } else if (character == '\\' && i + 3 < length && line[i + 1] == 'x') {
            character = (char)strtol((char[]){line[i + 2], line[i + 3], '\0'}, NULL, 16);
            i += 3;
        }
        add_unit(bytes, file, character);
    }
    for (const char *end = file->line_end; ended && *end; end++)
        add_unit(bytes, file, *end);
}

static void add_mark(struct text *bytes, const struct made_file *file)
{
    if (file->width > 1 && !file->is_unmarked)
        text_add_bytes(bytes, file->big_end_first ? "\xFE\xFF" : "\xFF\xFE\0\0", file->width);
}

static struct made_file read_words(const char *path, char **words, size_t count)
{
    struct made_file file = {.name = words[0], .line_end = "\n", .width = 1, .times = 1};
    for (size_t i = 1; i < count; i++)
        if (text_equal(words[i], "crlf"))
            file.line_end = "\r\n";
        else if (text_equal(words[i], "cr"))
            file.line_end = "\r";
        else if (text_equal(words[i], "open"))
            file.is_open = true;
        else if (text_equal(words[i], "unmarked"))
            file.is_unmarked = true;
        else if (text_equal(words[i], "utf-16le") || text_equal(words[i], "utf-16be"))
            file.width = 2;
        else if (text_equal(words[i], "utf-32le"))
            file.width = 4;
        else if (text_equal(words[i], "times") && i + 1 < count)
            file.times = strtol(words[++i], NULL, 10);
        else
            give_up(path, words[i]);
    for (size_t i = 1; i < count; i++)
        file.big_end_first |= text_equal(words[i], "utf-16be");
    return file;
}

/* ---- the case ---- */

struct laying_out {
    struct arena *arena;
    const char *path;
    const char *folder;
    struct mess_case *mess;
    struct made_file file; /* whose lines follow, when it has a name */
    struct text bytes;
};

static void end_file(struct laying_out *out)
{
    const char *name = out->file.name;
    if (!name)
        return;
    struct text all = text_in(out->arena);
    text_add(&all, "");
    add_mark(&all, &out->file);
    for (long i = 0; i < out->file.times; i++)
        text_add_bytes(&all, out->bytes.bytes, out->bytes.length);
    const char *place = text_ends_with(name, ".json") ? name : arena_format(out->arena, "extracts/%s", name);
    const char *path = write_file(out->arena, out->folder, place, "");
    struct error error = {0};
    if (!file_write(path, all.bytes, all.length, &error))
        give_up(out->path, error.message);
    out->file.name = NULL;
}

static void obey(struct laying_out *out, char *line)
{
    char *words[MOST_WORDS];
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word && count < MOST_WORDS;
         word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    struct mess_case *mess = out->mess;
    end_file(out);
    if (count >= 2 && text_equal(words[0], "file")) {
        out->file = read_words(out->path, words + 1, count - 1);
        out->bytes = text_in(out->arena);
        text_add(&out->bytes, "");
    } else if (count == 2 && text_equal(words[0], "as-at")) {
        mess->as_at = words[1];
    } else if (count == 2 && text_equal(words[0], "mapping")) {
        mess->mapping = words[1];
    } else if (count >= 2 && text_equal(words[0], "figures")) {
        mess->figures = ARENA_ARRAY(out->arena, const char *, count);
        for (size_t i = 1; i < count; i++)
            mess->figures[mess->figure_count++] = words[i];
    } else if (count == 1 && text_equal(words[0], "workbook")) {
        mess->has_workbook = true;
    } else {
        give_up(out->path, "a line after \"--\" that says nothing known");
    }
}

static void write_job(struct laying_out *out)
{
    struct arena *arena = out->arena;
    const char *mapping = out->mess->mapping;
    size_t length;
    struct error error = {0};
    const char *own = path_join(arena, out->folder, "mapping.json");
    const char *usual = file_exists(own) ? "" : file_read(arena, "tests/mess/mapping.json", &length, &error);
    if (!usual)
        give_up(out->path, error.message);
    if (*usual)
        write_file(arena, out->folder, "mapping.json", usual);
    write_file(arena, out->folder, "units.csv",
               "unit,name,parent,level\ncounty,County,,organisation\n"
               "north,North,county,team\nsouth,South,county,team\n");
    write_file(
        arena, out->folder, "job.json",
        arena_format(arena,
                     "{\"organisation\":\"County\",\"units\":\"units.csv\",\"catalogue\":[\"standard\"],"
                     "\"periods\":{\"every\":\"month\",\"count\":3},\"scorecards\":[],"
                     "\"extracts\":[{\"folder\":\"extracts\",\"mapping\":\"%s\"}]}",
                     mapping ? mapping : "mapping.json"));
}

void mess_case_lay_out(struct arena *arena, const char *path, const char *folder, struct mess_case *mess)
{
    static const char expect[] = "-- expect\n";
    struct error error = {0};
    size_t length;
    char *text = file_read(arena, path, &length, &error);
    char *expected = text ? strstr(text, expect) : NULL;
    if (!expected)
        give_up(path, text ? "it expects nothing" : error.message);
    *mess = (struct mess_case){.as_at = "2026-03-31", .expected = expected + strlen(expect)};
    mess->job_text = arena_copy_bytes(arena, text, (size_t)(expected - text) + strlen(expect));
    struct laying_out out = {.arena = arena, .path = path, .folder = folder, .mess = mess};
    for (char *line = text; line < expected; line = strchr(line, '\n') + 1) {
        size_t line_length = strcspn(line, "\n");
        bool is_last = text_starts_with(line + line_length, "\n-- ");
        if (text_starts_with(line, "-- "))
            obey(&out, arena_copy_bytes(arena, line + 3, line_length - 3));
        else if (out.file.name)
            add_line(&out.bytes, &out.file, line, line_length, !(is_last && out.file.is_open));
    }
    end_file(&out);
    write_file(arena, folder, "extracts/.made", "");
    write_job(&out);
}

void mess_case_rewrite(struct arena *arena, const char *path, const struct mess_case *mess,
                       const char *expected)
{
    struct error error = {0};
    const char *text = arena_format(arena, "%s%s", mess->job_text, expected);
    if (!file_write(path, text, strlen(text), &error))
        give_up(path, error.message);
}
