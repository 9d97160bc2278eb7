/* One run at a time writes a job's outputs: an advisory lock on a file in the output folder, given back when the
 * program ends, however it ends. */
#ifndef CLI_LOCK_H
#define CLI_LOCK_H

#include "base/error.h"

struct lock {
    int file;
};

MUST_CHECK bool lock_open(struct lock *lock, const char *folder,
                          struct error *error); /* ERROR_BUSY when it is held */
void lock_close(struct lock *lock);

#endif
