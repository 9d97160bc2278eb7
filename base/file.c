#include "base/file.h"

#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0600, FOLDER_MODE = 0700, CHUNK = 64 * 1024 };

static bool failed(struct error *error, const char *path)
{
    return error_set(error, ERROR_IO, "%s: %s", path, strerror(errno));
}

/* ---- reading ---- */

/* Up to `length` bytes; fewer at the end of the file, -1 on failure. */
static ssize_t read_some(int file, char *bytes, size_t length)
{
    ssize_t got;
    do
        got = read(file, bytes, length);
    while (got < 0 && errno == EINTR);
    return got;
}

/* A first guess only: pipes and the files of /proc say 0, and a file may grow while we read it. One byte
 * more than the file and its NUL lets the last read find the end. */
static size_t first_capacity(int file)
{
    struct stat status;
    return fstat(file, &status) == 0 && status.st_size > 0 ? (size_t)status.st_size + 2 : CHUNK;
}

static char *read_all(struct arena *arena, int file, size_t *length)
{
    size_t capacity = first_capacity(file);
    char *bytes = arena_allocate(arena, capacity, 1);
    *length = 0;
    for (;;) {
        ssize_t got = read_some(file, bytes + *length, capacity - 1 - *length);
        if (got < 0)
            return NULL;
        if (got == 0)
            return bytes;
        *length += (size_t)got;
        if (*length + 1 == capacity)
            bytes = arena_grow(arena, bytes, *length + 1, &capacity, 1);
    }
}

char *file_read(struct arena *arena, const char *path, size_t *length, struct error *error)
{
    char *bytes = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0)
        bytes = read_all(arena, file, length);
    if (!bytes)
        failed(error, path);
    if (file >= 0)
        close(file);
    return bytes;
}

/* ---- writing ---- */

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* Closes whatever happens; errno is that of the first thing that failed. */
static bool write_and_close(int file, const char *bytes, size_t length, bool to_disk)
{
    bool written = write_all(file, bytes, length) && (!to_disk || fsync(file) == 0);
    int why = errno;
    bool closed = close(file) == 0;
    if (!written)
        errno = why;
    return written && closed;
}

/* Renaming over /dev/null or a named pipe would put a file in its place. */
static bool is_device(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static bool write_to_device(const char *path, const char *bytes, size_t length)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    return file >= 0 && write_and_close(file, bytes, length, false);
}

/* Whoever was killed while writing left a partial file, which must not stop the next run. */
static int create_partial(const char *partial)
{
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int file = open(partial, flags, FILE_MODE);
    if (file < 0 && errno == EEXIST && unlink(partial) == 0)
        file = open(partial, flags, FILE_MODE);
    return file;
}

static bool write_and_rename(const char *partial, const char *path, const char *bytes, size_t length)
{
    int file = create_partial(partial);
    if (file < 0)
        return false;
    if (write_and_close(file, bytes, length, true) && rename(partial, path) == 0)
        return true;
    int why = errno;
    unlink(partial);
    errno = why;
    return false;
}

bool file_write(const char *path, const char *bytes, size_t length, struct error *error)
{
    struct arena scratch = {0};
    const char *partial = arena_format(&scratch, "%s.partial", path);
    bool written = is_device(path) ? write_to_device(path, bytes, length)
                                   : write_and_rename(partial, path, bytes, length);
    if (!written)
        failed(error, path);
    arena_release(&scratch);
    return written;
}

/* ---- checksums ---- */

static void finish_checksum(struct sha256_ctx *sum, char checksum[CHECKSUM_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(sum, sizeof(digest), digest);
    for (size_t i = 0; i < sizeof(digest); i++) {
        checksum[2 * i] = digits[digest[i] >> 4];
        checksum[2 * i + 1] = digits[digest[i] & 15];
    }
    checksum[CHECKSUM_TEXT_SIZE - 1] = '\0';
}

void bytes_checksum(const char *bytes, size_t length, char checksum[CHECKSUM_TEXT_SIZE])
{
    struct sha256_ctx sum;
    sha256_init(&sum);
    sha256_update(&sum, length, (const uint8_t *)bytes);
    finish_checksum(&sum, checksum);
}

bool file_checksum(const char *path, char checksum[CHECKSUM_TEXT_SIZE], struct error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return failed(error, path);
    struct sha256_ctx sum;
    sha256_init(&sum);
    char chunk[CHUNK];
    ssize_t got;
    while ((got = read_some(file, chunk, sizeof(chunk))) > 0)
        sha256_update(&sum, (size_t)got, (const uint8_t *)chunk);
    if (got < 0)
        failed(error, path);
    else
        finish_checksum(&sum, checksum);
    close(file);
    return got == 0;
}

/* ---- reading in pieces ---- */

struct file_stream {
    int file;
    const char *path;
    size_t size;
    bool with_checksum;
    struct timespec time; /* of its last change */
    struct sha256_ctx sum;
};

struct file_stream *file_open(struct arena *arena, const char *path, bool with_checksum, struct error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) {
        failed(error, path);
        if (file >= 0)
            close(file);
        return NULL;
    }
    struct file_stream *stream = ARENA_NEW(arena, struct file_stream);
    stream->file = file;
    stream->path = arena_copy_text(arena, path);
    stream->size = status.st_size > 0 ? (size_t)status.st_size : 0;
    stream->with_checksum = with_checksum;
    stream->time = status.st_mtim;
    sha256_init(&stream->sum);
    return stream;
}

size_t file_size(const struct file_stream *stream)
{
    return stream->size;
}

bool file_is_unchanged(const struct file_stream *stream)
{
    struct stat status;
    return fstat(stream->file, &status) == 0 && (size_t)status.st_size == stream->size &&
           status.st_mtim.tv_sec == stream->time.tv_sec && status.st_mtim.tv_nsec == stream->time.tv_nsec;
}

bool file_next(struct file_stream *stream, char *bytes, size_t size, size_t *got, struct error *error)
{
    *got = 0;
    while (*got < size) {
        ssize_t some = read_some(stream->file, bytes + *got, size - *got);
        if (some < 0)
            return failed(error, stream->path);
        if (some == 0)
            break;
        *got += (size_t)some;
    }
    if (stream->with_checksum)
        sha256_update(&stream->sum, *got, (const uint8_t *)bytes);
    return true;
}

void file_stream_checksum(const struct file_stream *stream, char checksum[CHECKSUM_TEXT_SIZE])
{
    struct sha256_ctx sum = stream->sum;
    finish_checksum(&sum, checksum);
}

void file_close(struct file_stream *stream)
{
    close(stream->file);
}

/* ---- what is there ---- */

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

bool folder_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* ---- folders ---- */

static bool make_one(const char *path, struct error *error)
{
    if (mkdir(path, FOLDER_MODE) == 0)
        return true;
    int why = errno;
    if (folder_exists(path))
        return true;
    errno = why;
    return failed(error, path);
}

bool folder_make(const char *path, struct error *error)
{
    struct arena scratch = {0};
    char *above = arena_copy_text(&scratch, path);
    bool made = true;
    for (char *slash = strchr(above + (*above == '/'), '/'); slash && made; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        made = make_one(above, error);
        *slash = '/';
    }
    made = made && make_one(path, error);
    arena_release(&scratch);
    return made;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

bool folder_remove(const char *path, struct error *error)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return errno == ENOENT || failed(error, path);
    if (!S_ISDIR(status.st_mode) && !S_ISLNK(status.st_mode))
        return error_set(error, ERROR_IO, "%s: not a folder", path);
    enum { FOLDERS_OPEN_AT_ONCE = 16 };
    return nftw(path, remove_one, FOLDERS_OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS) == 0 || failed(error, path);
}

/* For file systems that cannot exchange two names: for an instant there is no `place`. */
static bool replace_in_two_steps(const char *made, const char *place, const char *old, struct error *error)
{
    if (!folder_remove(old, error))
        return false;
    if (rename(place, old) != 0)
        return failed(error, place);
    if (rename(made, place) == 0)
        return folder_remove(old, error);
    failed(error, place);
    if (rename(old, place) != 0)
        error_within(error, "the folder is now %s", old);
    return false;
}

static bool exchange(const char *made, const char *place, const char *old, struct error *error)
{
    if (renameat2(AT_FDCWD, made, AT_FDCWD, place, RENAME_EXCHANGE) == 0)
        return folder_remove(made, error);
    if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
        return replace_in_two_steps(made, place, old, error);
    return failed(error, place);
}

static char *without_last_slashes(struct arena *arena, const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return arena_copy_bytes(arena, path, length);
}

bool folder_replace(const char *made, const char *place, struct error *error)
{
    if (!folder_exists(made))
        return error_set(error, ERROR_IO, "%s: not a folder", made);
    if (file_exists(place) && !folder_exists(place))
        return error_set(error, ERROR_IO, "%s: not a folder", place);
    struct arena scratch = {0};
    const char *new_name = without_last_slashes(&scratch, made);
    const char *name = without_last_slashes(&scratch, place);
    const char *old = arena_format(&scratch, "%s.old", name);
    bool replaced;
    if (folder_exists(name))
        replaced = exchange(new_name, name, old, error);
    else
        replaced = rename(new_name, name) == 0 || failed(error, name);
    arena_release(&scratch);
    return replaced;
}

/* ---- listing ---- */

struct name_list {
    const char **names;
    size_t count;
    size_t capacity;
};

static bool is_regular_in(DIR *folder, const char *name)
{
    struct stat status;
    return fstatat(dirfd(folder), name, &status, 0) == 0 && S_ISREG(status.st_mode);
}

static bool list_name(struct arena *arena, struct name_list *list, const char *name, struct error *error)
{
    if (utf8_valid_prefix(name, strlen(name)) < strlen(name))
        return error_set(error, ERROR_IO, "a file in it has a name that is not UTF-8: rename it");
    list->names = arena_grow(arena, list->names, list->count, &list->capacity, sizeof(*list->names));
    list->names[list->count++] = arena_copy_text(arena, name);
    return true;
}

static bool list_matching(struct arena *arena, DIR *folder, const char *pattern, struct name_list *list,
                          struct error *error)
{
    struct dirent *entry;
    while (errno = 0, (entry = readdir(folder)) != NULL) {
        bool wanted = fnmatch(pattern, entry->d_name, FNM_CASEFOLD | FNM_PERIOD) == 0 &&
                      is_regular_in(folder, entry->d_name);
        if (wanted && !list_name(arena, list, entry->d_name, error))
            return false;
    }
    return errno == 0 || error_set(error, ERROR_IO, "%s", strerror(errno));
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool folder_list(struct arena *arena, const char *folder, const char *pattern, const char *const **names,
                 size_t *count, struct error *error)
{
    DIR *open_folder = opendir(folder);
    if (!open_folder)
        return failed(error, folder);
    struct name_list list = {0};
    bool listed = list_matching(arena, open_folder, pattern, &list, error);
    closedir(open_folder);
    if (!listed)
        return error_within(error, "%s", folder);
    if (list.count > 1)
        qsort(list.names, list.count, sizeof(*list.names), by_bytes);
    *names = list.names;
    *count = list.count;
    return true;
}

/* ---- paths ---- */

char *path_join(struct arena *arena, const char *folder, const char *path)
{
    if (*path == '/' || text_equal(folder, ".") || *folder == '\0')
        return arena_copy_text(arena, path);
    return arena_format(arena, text_ends_with(folder, "/") ? "%s%s" : "%s/%s", folder, path);
}

char *path_folder(struct arena *arena, const char *path)
{
    size_t length = (size_t)(path_name(path) - path);
    if (length == 0)
        return arena_copy_text(arena, ".");
    return without_last_slashes(arena, arena_copy_bytes(arena, path, length));
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
