/* Files and folders: read whole, written whole, listed in a fixed order. Files are made 0600 and
 * folders 0700. A write goes to a new file beside the old one and is renamed into place, so a reader
 * never sees half of it; into a device or a pipe it writes as it is. No shell, no other program. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

enum { CHECKSUM_TEXT_SIZE = 65 }; /* SHA-256 in hexadecimal and its NUL */

/* The whole file, with a NUL after its last byte; NULL when it cannot be read. */
char *file_read(struct arena *arena, const char *path, size_t *length, struct error *error);

/* A file read from its beginning to its end, a piece at a time, with the checksum of what was read where that is
 * wanted: it takes a sixth of the time of all that is done with a large extract. */
struct file_stream;
struct file_stream *file_open(struct arena *arena, const char *path, bool with_checksum,
                              struct error *error); /* NULL: it cannot */
size_t file_size(const struct file_stream *stream); /* as it was opened */

/* Whether its size and its time are still those of when it was opened. */
bool file_is_unchanged(const struct file_stream *stream);

/* Fills `bytes`; `*got` is less than `size` at the end of the file alone. */
MUST_CHECK bool file_next(struct file_stream *stream, char *bytes, size_t size, size_t *got,
                          struct error *error);
void file_stream_checksum(const struct file_stream *stream, char checksum[CHECKSUM_TEXT_SIZE]); /* so far */
void file_close(struct file_stream *stream);

MUST_CHECK bool file_write(const char *path, const char *bytes, size_t length, struct error *error);
MUST_CHECK bool file_checksum(const char *path, char checksum[CHECKSUM_TEXT_SIZE], struct error *error);
void bytes_checksum(const char *bytes, size_t length, char checksum[CHECKSUM_TEXT_SIZE]);
bool file_exists(const char *path); /* of any kind */
bool folder_exists(const char *path);

/* Makes the folder and those above it; one that is there is fine. */
MUST_CHECK bool folder_make(const char *path, struct error *error);

/* Removes the folder with all it holds, following no link; one that is absent is fine. */
MUST_CHECK bool folder_remove(const char *path, struct error *error);

/* Puts the folder `made` in the place of `place` in one step, so that a reader finds the old one or the
 * new one whole; the old one is then removed. */
MUST_CHECK bool folder_replace(const char *made, const char *place, struct error *error);

/* The names in a folder of regular files that match a shell pattern ("ssd_*.csv", letter case not
 * mattering), in byte order. */
MUST_CHECK bool folder_list(struct arena *arena, const char *folder, const char *pattern,
                            const char *const **names, size_t *count, struct error *error);

/* The path as seen from the folder; an absolute path stays itself, and so does one in ".". */
char *path_join(struct arena *arena, const char *folder, const char *path);
char *path_folder(struct arena *arena, const char *path); /* "." when it has none */
const char *path_name(const char *path);                  /* what follows the last slash */

#endif
