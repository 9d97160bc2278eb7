#include "metrics/pass.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_THREADS = 2 };

/* ---- jobs side by side ---- */

struct crew {
    void (*run)(void *context, size_t job, struct worker *worker);
    void *context;
    const struct counting *counting;
    atomic_size_t next;
    size_t jobs;
};

static void *work(void *given)
{
    struct crew *crew = given;
    struct worker worker = worker_make();
    for (;;) {
        size_t job = atomic_fetch_add(&crew->next, 1);
        if (job >= crew->jobs)
            break;
        crew->run(crew->context, job, &worker);
    }
    worker_release(&worker);
    return NULL;
}

static size_t thread_count(const struct counting *counting, size_t jobs)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t threads = counting->threads ? counting->threads : processors > 1 ? (size_t)MOST_THREADS : 1;
    return threads < jobs ? threads : jobs;
}

static void in_parallel(const struct counting *counting, size_t jobs,
                        void (*run)(void *, size_t, struct worker *), void *context)
{
    enum { MOST = 16 };
    struct crew crew = {.run = run, .context = context, .counting = counting, .jobs = jobs};
    pthread_t threads[MOST];
    size_t wanted = thread_count(counting, jobs), started = 0;
    while (started + 1 < wanted && started < MOST &&
           pthread_create(&threads[started], NULL, work, &crew) == 0)
        started++;
    work(&crew);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* ---- values that are the same from every window ---- */

struct row_work {
    const struct counting *counting;
    struct row_values *values;
    const int *tables;
    struct arena *arenas;
    uint32_t *rows;    /* 0, 1, 2 ... as many as any table has */
    uint16_t *windows; /* noughts */
};

static void evaluate_rows(void *context, size_t job, struct worker *worker)
{
    (void)worker;
    struct row_work *row_work = context;
    struct row_values *values = &row_work->values[job];
    const struct table *table = &row_work->counting->scope->dataset->tables[row_work->tables[job]];
    int column = expression_column(values->expression);
    if (column != NO_COLUMN && !values->until_hidden) {
        values->vector = column_vector(&table->columns[column]);
        return;
    }
    struct batch batch = {
        .count = table->row_count, .row = row_work->rows, .as_at = row_work->counting->as_at};
    static const struct window before_all = {INT32_MIN, INT32_MIN};
    if (values->until_hidden) {
        batch.windows = &before_all;
        batch.window = row_work->windows;
    }
    values->vector = expression_evaluate(values->expression, row_work->counting->evaluator, &batch,
                                         &row_work->arenas[job]);
}

static void number_rows(struct arena *arena, const struct dataset *dataset, struct row_work *row_work)
{
    uint32_t most = 0;
    for (size_t i = 0; i < dataset->table_count; i++)
        most = dataset->tables[i].row_count > most ? dataset->tables[i].row_count : most;
    row_work->rows = ARENA_ARRAY(arena, uint32_t, most);
    row_work->windows = ARENA_ARRAY(arena, uint16_t, most);
    for (uint32_t i = 0; i < most; i++)
        row_work->rows[i] = i;
}

struct collection {
    struct arena *arena;
    struct row_values *values;
    int *tables;
    size_t count, capacity, table_capacity;
};

static void collect(struct collection *all, int table, const struct expression *expression,
                    enum until_seen until)
{
    bool alone = expression && expression_depends_on_until_alone(expression);
    if (!expression || (expression_depends_on_window(expression) && (!alone || until == UNTIL_VARIES)) ||
        row_values_find(all->values, all->count, expression, until))
        return;
    all->values = arena_grow(all->arena, all->values, all->count, &all->capacity, sizeof *all->values);
    all->tables = arena_grow(all->arena, all->tables, all->count, &all->table_capacity, sizeof *all->tables);
    all->tables[all->count] = table;
    all->values[all->count++] =
        (struct row_values){.expression = expression, .until_hidden = alone && until == UNTIL_HIDDEN};
}

/* Bare columns of a time rule are told as they stand. */
static void collect_time(struct collection *all, const struct measure *measure,
                         const struct expression *expression, enum until_seen until)
{
    bool bare = expression && expression_column(expression) != NO_COLUMN;
    collect(all, measure->table, expression, bare ? UNTIL_SEEN : until);
}

static void collect_measure(struct collection *all, const struct dataset *dataset,
                            const struct measure *measure, const struct measure *of_rows)
{
    enum until_seen until = measure_until(of_rows, &dataset->tables[measure->table]);
    collect_time(all, measure, measure->at, until);
    collect_time(all, measure, measure->open_start, until);
    collect_time(all, measure, measure->open_end, until);
    const struct expression *const parts[] = {measure->where, measure->of, measure->once_per, measure->unit};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        collect(all, measure->table, parts[i], until);
    for (size_t i = 0; i < measure->by_count; i++)
        collect(all, measure->table, measure->by[i], until);
}

/* ---- passes ---- */

struct pass_work {
    struct pass *passes;
    const struct pass_shared *shared;
};

static void run_pass(void *context, size_t job, struct worker *worker)
{
    struct pass_work *pass_work = context;
    pass_run(&pass_work->passes[job], pass_work->shared, worker);
}

static size_t parts_of(const struct expression *expression)
{
    return expression ? expression_part_count(expression) : 0;
}

/* About how long a pass takes, against others: what looks at other rows takes its time in every window. */
static size_t weight_of(const struct pass *pass, const struct dataset *dataset)
{
    enum { OF_A_PART = 20 };
    size_t weight = 0;
    for (size_t i = 0; i < pass->member_count; i++) {
        const struct measure *own = pass->members[i]->measure, *also = pass->members[i]->also;
        size_t parts = parts_of(own->where) + parts_of(own->of) + parts_of(own->unit);
        if (also)
            parts += parts_of(also->where) + parts_of(also->of);
        weight += 1 + OF_A_PART * parts;
    }
    return weight * dataset->tables[pass->members[0]->measure->table].row_count;
}

/* The longest first, so that no thread is left with one at the end. */
static int compare_passes(const void *left, const void *right)
{
    const struct pass *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->members[0] < b->members[0] ? -1 : a->members[0] > b->members[0];
}

static struct pass *make_passes(struct arena *arena, struct count *items, size_t count, size_t *pass_count)
{
    struct pass *passes = ARENA_ARRAY(arena, struct pass, count);
    *pass_count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        while (found < *pass_count && !pass_is_shared(passes[found].members[0]->measure, items[i].measure))
            found++;
        if (found == *pass_count) {
            passes[found].members = ARENA_ARRAY(arena, struct count *, count - i);
            (*pass_count)++;
        }
        passes[found].members[passes[found].member_count++] = &items[i];
    }
    return passes;
}

/* In order of tables and rows, which is that of files and lines. */
static void tell_unplaced(const struct dataset *dataset, atomic_uchar **unplaced, struct findings *findings)
{
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = &dataset->tables[i];
        for (uint32_t row = 0; unplaced[i] && row < table->row_count; row++) {
            unsigned char how = atomic_load(&unplaced[i][row]);
            if (how == 0)
                continue;
            findings_add(findings, (struct finding){.rule = how & UNPLACED_UNKNOWN_UNIT ? FINDING_UNKNOWN_UNIT
                                                                                        : FINDING_NO_UNIT,
                                                    .table = table->name,
                                                    .file = table_file(table, row),
                                                    .line = table->line[row],
                                                    .column = -1});
        }
    }
}

void count_all(struct arena *arena, const struct counting *counting, struct count *items, size_t count,
               struct findings *findings)
{
    const struct dataset *dataset = counting->scope->dataset;
    struct arena scratch = {0};
    struct collection all = {.arena = &scratch};
    atomic_uchar **unplaced = ARENA_ARRAY(&scratch, atomic_uchar *, dataset->table_count);
    for (size_t i = 0; i < count; i++) {
        int table = items[i].measure->table;
        collect_measure(&all, dataset, items[i].measure, items[i].measure);
        if (items[i].also)
            collect_measure(&all, dataset, items[i].also, items[i].measure);
        if (!unplaced[table])
            unplaced[table] = ARENA_ARRAY(&scratch, atomic_uchar, dataset->tables[table].row_count);
    }
    struct row_work row_work = {.counting = counting,
                                .values = all.values,
                                .tables = all.tables,
                                .arenas = ARENA_ARRAY(&scratch, struct arena, all.count)};
    number_rows(&scratch, dataset, &row_work);
    in_parallel(counting, all.count, evaluate_rows, &row_work);

    size_t pass_count;
    struct pass *passes = make_passes(&scratch, items, count, &pass_count);
    struct pass_shared shared = {counting, all.values, all.count, unplaced};
    for (size_t i = 0; i < pass_count; i++)
        passes[i].weight = weight_of(&passes[i], dataset);
    if (pass_count > 0)
        qsort(passes, pass_count, sizeof *passes, compare_passes);
    in_parallel(counting, pass_count, run_pass, &(struct pass_work){passes, &shared});

    for (size_t i = 0; i < pass_count; i++) {
        for (size_t k = 0; k < passes[i].member_count; k++) {
            passes[i].members[k]->seconds = passes[i].seconds / (double)passes[i].member_count;
            passes[i].members[k]->bytes = passes[i].bytes / passes[i].member_count;
        }
        arena_adopt(arena, &passes[i].arena);
    }
    for (size_t i = 0; i < all.count; i++)
        arena_release(&row_work.arenas[i]);
    tell_unplaced(dataset, unplaced, findings);
    arena_release(&scratch);
}
