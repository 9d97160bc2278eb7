#include "ingest/gather.h"

#include "base/text.h"

#include <pthread.h>

enum { MORE_PARTS_THAN_THREADS = 2, MOST_PARTS = MOST_THREADS + MORE_PARTS_THAN_THREADS };

enum part_state { PART_BEING_READ, PART_READ };

struct waiting_part {
    struct file_part part;
    struct file_rows *file;
    enum part_state state;
    bool failed; /* its block could not be read */
    struct error error;
};

struct crew {
    const struct gathering *gathering;
    pthread_mutex_t mutex; /* of all that follows */
    pthread_cond_t changed;
    struct waiting_part parts[MOST_PARTS]; /* a ring */
    size_t first;
    size_t count;
    size_t part_limit;
    size_t next_file;           /* to be read */
    struct text_source *source; /* of it, when it is open */
    size_t busy;                /* threads that read a block, or a part */
    bool reading;
    bool merging;
    bool starting_over;
    bool failed;
    struct error *error;
};

/* ---- blocks ---- */

static void close_source(struct crew *crew)
{
    if (crew->source)
        text_source_close(crew->source);
    crew->source = NULL;
}

static bool can_read_block(const struct crew *crew)
{
    return !crew->reading && !crew->starting_over && crew->next_file < crew->gathering->file_count &&
           crew->count < crew->part_limit;
}

static bool read_block(struct crew *crew, struct waiting_part *waiting)
{
    struct file_part *part = &waiting->part;
    if (!crew->source) {
        crew->source = file_rows_open(waiting->file, crew->gathering->block, &part->block, &waiting->error);
        if (!crew->source)
            return false;
    } else if (!text_source_next(crew->source, &part->block, &waiting->error)) {
        return error_within(&waiting->error, "%s", waiting->file->head.shown);
    }
    if (!part->block.last)
        return true;
    if (waiting->file->with_checksum)
        text_source_checksum(crew->source, waiting->file->checksum);
    return text_source_is_unchanged(crew->source) ||
           error_set(&waiting->error, ERROR_DATA,
                     "%s: it changed while it was read: run again when the export is finished",
                     waiting->file->head.shown);
}

static struct waiting_part *new_part(struct crew *crew)
{
    struct waiting_part *waiting = &crew->parts[(crew->first + crew->count) % crew->part_limit];
    struct file_rows *file = &crew->gathering->files[crew->next_file];
    if (waiting->file != file)
        file_part_release(&waiting->part);
    waiting->file = file;
    waiting->part.head = &file->head;
    waiting->state = PART_BEING_READ;
    waiting->failed = false;
    crew->count++;
    return waiting;
}

/* The mutex is held before and after, not meanwhile. */
static void read_next(struct crew *crew, struct part_memory *memory)
{
    struct waiting_part *waiting = new_part(crew);
    crew->reading = true;
    crew->busy++;
    pthread_mutex_unlock(&crew->mutex);
    waiting->failed = !read_block(crew, waiting);
    pthread_mutex_lock(&crew->mutex);
    crew->reading = false;
    if (waiting->failed || waiting->part.block.last) {
        close_source(crew);
        crew->next_file = waiting->failed ? crew->gathering->file_count : crew->next_file + 1;
    }
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->mutex);
    if (!waiting->failed)
        file_part_read(&waiting->part, memory);
    pthread_mutex_lock(&crew->mutex);
    waiting->state = PART_READ;
    crew->busy--;
    pthread_cond_broadcast(&crew->changed);
}

/* ---- putting together ---- */

static bool can_merge(const struct crew *crew)
{
    return !crew->merging && crew->count > 0 && crew->parts[crew->first].state == PART_READ;
}

static void drop_first(struct crew *crew)
{
    file_part_empty(&crew->parts[crew->first].part);
    crew->first = (crew->first + 1) % crew->part_limit;
    crew->count--;
}

static void release_parts(struct crew *crew)
{
    for (size_t i = 0; i < crew->part_limit; i++) {
        file_part_release(&crew->parts[i].part);
        crew->parts[i].file = NULL;
    }
    crew->count = 0;
}

/* Once no thread looks at the file any more, it is opened anew, with all after it. */
static void start_over(struct crew *crew, struct file_rows *file)
{
    struct table_rows *rows = &crew->gathering->tables[file->head.extract->table];
    crew->starting_over = true;
    while (crew->busy > 0)
        pthread_cond_wait(&crew->changed, &crew->mutex);
    release_parts(crew);
    close_source(crew);
    crew->next_file = (size_t)(file - crew->gathering->files);
    if (rows->columns)
        table_rows_cut(rows, file->first_row);
    crew->starting_over = false;
}

static enum part_outcome merge(struct crew *crew, struct waiting_part *waiting, struct part_memory *memory)
{
    struct file_rows *file = waiting->file;
    struct table_rows *rows = &crew->gathering->tables[file->head.extract->table];
    if (waiting->failed) {
        *crew->error = waiting->error;
        return PART_FAILED;
    }
    if (file->rows_read == 0)
        file->first_row = rows->count;
    return file_rows_take(file, &waiting->part, memory, rows, crew->gathering->words, crew->error);
}

/* The mutex is held before and after, not meanwhile. */
static void merge_next(struct crew *crew, struct part_memory *memory)
{
    struct waiting_part *waiting = &crew->parts[crew->first];
    crew->merging = true;
    pthread_mutex_unlock(&crew->mutex);
    enum part_outcome outcome = merge(crew, waiting, memory);
    pthread_mutex_lock(&crew->mutex);
    crew->failed = outcome == PART_FAILED;
    if (outcome == PART_START_OVER)
        start_over(crew, waiting->file);
    else
        drop_first(crew);
    crew->merging = false;
    pthread_cond_broadcast(&crew->changed);
}

/* ---- threads ---- */

static bool is_finished(const struct crew *crew)
{
    return crew->failed || (crew->count == 0 && !crew->starting_over && !crew->merging &&
                            crew->next_file == crew->gathering->file_count);
}

static void *work(void *context)
{
    struct crew *crew = context;
    struct part_memory memory = {0};
    pthread_mutex_lock(&crew->mutex);
    while (!is_finished(crew)) {
        if (can_merge(crew))
            merge_next(crew, &memory);
        else if (can_read_block(crew))
            read_next(crew, &memory);
        else
            pthread_cond_wait(&crew->changed, &crew->mutex);
    }
    pthread_mutex_unlock(&crew->mutex);
    arena_release(&memory.arena);
    return NULL;
}

/* The calling thread is one of the crew, so that one that cannot be started is done without. */
static void work_together(struct crew *crew)
{
    pthread_t others[MOST_THREADS];
    size_t started = 0;
    while (started + 1 < crew->gathering->threads && pthread_create(&others[started], NULL, work, crew) == 0)
        started++;
    work(crew);
    while (started > 0)
        pthread_join(others[--started], NULL);
}

bool gather(const struct gathering *gathering, struct error *error)
{
    struct crew crew = {
        .gathering = gathering, .part_limit = gathering->threads + MORE_PARTS_THAN_THREADS, .error = error};
    pthread_mutex_init(&crew.mutex, NULL);
    pthread_cond_init(&crew.changed, NULL);
    work_together(&crew);
    release_parts(&crew);
    close_source(&crew);
    pthread_cond_destroy(&crew.changed);
    pthread_mutex_destroy(&crew.mutex);
    return !crew.failed;
}
