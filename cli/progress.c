#include "cli/progress.h"

#include "base/number.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST_NAME = 48, LINE_SIZE = 80 };

/* A file's name is not to command the terminal. */
static void copy_name(char copy[LONGEST_NAME], const char *name)
{
    size_t length = 0;
    for (; length < LONGEST_NAME - 1 && name[length]; length++)
        copy[length] = name[length] >= ' ' && name[length] <= '~' ? name[length] : '?';
    copy[length] = '\0';
}

static void print_line(struct read_progress *progress)
{
    char name[LONGEST_NAME] = "", line[LINE_SIZE];
    struct arena scratch = {0};
    const char *file = atomic_load(&progress->file);
    if (file)
        copy_name(name, file);
    const char *rows = number_text(&scratch, (double)atomic_load(&progress->rows), 0, true);
    snprintf(line, sizeof line, "reading %s: %s rows so far", name, rows);
    fprintf(stderr, "\r%-78s", line);
    fflush(stderr);
    arena_release(&scratch);
}

static void wait_until(struct timespec *next, long milliseconds)
{
    next->tv_nsec += milliseconds * 1000000;
    next->tv_sec += next->tv_nsec / 1000000000;
    next->tv_nsec %= 1000000000;
}

static void *show_it(void *context)
{
    struct progress_show *show = context;
    struct timespec next;
    bool printed = false;
    clock_gettime(CLOCK_REALTIME, &next);
    wait_until(&next, 1000);
    pthread_mutex_lock(&show->mutex);
    while (!show->done) {
        if (pthread_cond_timedwait(&show->ended, &show->mutex, &next) == 0)
            continue;
        print_line(&show->progress);
        printed = true;
        wait_until(&next, 250);
    }
    pthread_mutex_unlock(&show->mutex);
    if (printed)
        fprintf(stderr, "\r%78s\r", "");
    return NULL;
}

void progress_begin(struct progress_show *show, bool quiet)
{
    memset(show, 0, sizeof *show);
    if (quiet || !isatty(STDERR_FILENO))
        return;
    pthread_mutex_init(&show->mutex, NULL);
    pthread_cond_init(&show->ended, NULL);
    show->shown = pthread_create(&show->thread, NULL, show_it, show) == 0;
}

void progress_end(struct progress_show *show)
{
    if (!show->shown)
        return;
    pthread_mutex_lock(&show->mutex);
    show->done = true;
    pthread_cond_signal(&show->ended);
    pthread_mutex_unlock(&show->mutex);
    pthread_join(show->thread, NULL);
    pthread_cond_destroy(&show->ended);
    pthread_mutex_destroy(&show->mutex);
}
