#include "cli/lock.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

bool lock_open(struct lock *lock, const char *folder, struct error *error)
{
    struct arena scratch = {0};
    const char *path = path_join(&scratch, folder, ".lock");
    bool ok = false;
    lock->file = -1;
    if (!folder_make(folder, error))
        goto close;
    lock->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock->file < 0)
        error_set(error, ERROR_IO, "%s: %s", path, strerror(errno));
    else if (flock(lock->file, LOCK_EX | LOCK_NB) != 0)
        error_set(error, ERROR_BUSY, "%s: another run is writing here: wait until it is done", folder);
    else
        ok = true;
close:
    if (!ok)
        lock_close(lock);
    arena_release(&scratch);
    return ok;
}

void lock_close(struct lock *lock)
{
    if (lock->file >= 0)
        close(lock->file);
    lock->file = -1;
}
