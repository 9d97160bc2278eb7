/* Shows on a terminal's stderr how far the reading has come, when it takes longer than a second; nothing where stderr
 * is a file or a pipe. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "ingest/progress.h"

#include <pthread.h>
#include <stdbool.h>

struct progress_show {
    struct read_progress progress; /* for ingest to count in */
    bool shown;
    bool done;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t ended;
};

void progress_begin(struct progress_show *show, bool quiet);
void progress_end(struct progress_show *show); /* takes what it showed off the terminal */

#endif
