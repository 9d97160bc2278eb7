/* A folder for one test: made empty under $TMPDIR (or /tmp), filled with small files, and removed with all
 * it holds. What goes wrong here ends the program with a message: a test cannot go on without it. */
#ifndef SUPPORT_FILES_H
#define SUPPORT_FILES_H

#include "base/arena.h"

char *temporary_folder(struct arena *arena); /* its path */

/* Writes a file, making the folders in `name` ("hr/staff.csv"); returns its path. */
char *write_file(struct arena *arena, const char *folder, const char *name, const char *text);

char *read_text_file(struct arena *arena, const char *path);
void remove_folder(const char *path);

#endif
