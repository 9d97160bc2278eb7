/* How far the reading of extracts has come, for someone who waits. Readers count here, on whichever thread;
 * whoever shows it looks from another. */
#ifndef INGEST_PROGRESS_H
#define INGEST_PROGRESS_H

#include <stdatomic.h>
#include <stddef.h>

struct read_progress {
    atomic_size_t rows;         /* read so far, of all files */
    _Atomic(const char *) file; /* begun last, as the job names it */
};

/* Both do nothing when `progress` is NULL. */
static inline void progress_file(struct read_progress *progress, const char *file)
{
    if (progress)
        atomic_store(&progress->file, file);
}

static inline void progress_rows(struct read_progress *progress, size_t more)
{
    if (progress)
        atomic_fetch_add_explicit(&progress->rows, more, memory_order_relaxed);
}

#endif
