#include "tests/support/files.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn static void give_up(const char *message)
{
    fprintf(stderr, "test folder: %s\n", message);
    exit(EXIT_FAILURE);
}

char *temporary_folder(struct arena *arena)
{
    const char *above = getenv("TMPDIR");
    char *path = path_join(arena, above && *above ? above : "/tmp", "scorecard-test-XXXXXX");
    if (!mkdtemp(path))
        give_up(path);
    return path;
}

char *write_file(struct arena *arena, const char *folder, const char *name, const char *text)
{
    struct error error;
    char *path = path_join(arena, folder, name);
    if (!folder_make(path_folder(arena, path), &error) || !file_write(path, text, strlen(text), &error))
        give_up(error.message);
    return path;
}

char *read_text_file(struct arena *arena, const char *path)
{
    struct error error;
    size_t length;
    char *text = file_read(arena, path, &length, &error);
    if (!text)
        give_up(error.message);
    return text;
}

void remove_folder(const char *path)
{
    struct error error;
    if (!folder_remove(path, &error))
        give_up(error.message);
}
