#include "samples/generator/allocation.h"
#include "samples/generator/documents.h"
#include "samples/generator/extracts.h"
#include "samples/generator/front_door.h"
#include "samples/generator/options.h"
#include "samples/generator/workforce.h"

#include "base/file.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum {
    HAPPENS_STREAM = 1,
    COUNCIL_STREAM = 4,
    SIZE_STREAM = 5,
    THREADS = 2,
    LEAD_IN_MONTHS = 10,
    RECORDED_MONTHS = 50,
    JUDGED_MONTHS = 35,
    REORGANISED_MONTHS = 8
};

static struct calendar calendar_of(const struct options *options)
{
    day_number month = day_month_start(options->until);
    day_number first = day_add_months(month, 1 - 12 * options->years);
    day_number recorded = day_add_months(month, -RECORDED_MONTHS + 1);
    return (struct calendar){.first = first,
                             .lead_in = day_add_months(first, -LEAD_IN_MONTHS),
                             .recorded = recorded > first ? recorded : first,
                             .judged = day_add_months(month, -JUDGED_MONTHS),
                             .reorganised = day_add_months(month, -REORGANISED_MONTHS),
                             .until = options->until};
}

/* Those who come to be known: a stock at first, and so many in each year, in every 62,000 under 18. */
static int population_of(const struct options *options)
{
    enum { STOCK = 12000, NEW_IN_A_YEAR = 1700 };
    int64_t known = STOCK + (int64_t)NEW_IN_A_YEAR * options->years;
    return (int)((int64_t)options->children * COUNTY_POPULATION / known);
}

/* Councils of many are of different sizes, from less than half the average to half as much again. */
static int council_sized(const struct options *options, int council, int number, int least)
{
    struct random random =
        random_from(random_mixed(options->seed, SIZE_STREAM, (uint64_t)council), SIZE_STREAM);
    int sized = (int)((int64_t)number * random_between(&random, 420, 1580) / 1000);
    return council == 0 ? number : sized < least ? least : sized;
}

static struct county county_begin(const struct options *options, int council, struct arena *arena)
{
    struct county county = {
        .arena = arena,
        .seed = council == 0 ? options->seed : random_mixed(options->seed, COUNCIL_STREAM, (uint64_t)council),
        .council = council,
        .prefix = council == 0 ? "" : arena_format(arena, "c%03d_", council),
        .name = council == 0 ? "Exampleshire" : arena_format(arena, "Council %d", council),
        .population = council_sized(options, council, population_of(options), 1),
        .years = options->years,
        .dirt = options->dirt,
        .harmless = options->harmless,
        .calendar = calendar_of(options)};
    county.random = random_from(county.seed, HAPPENS_STREAM);
    county_lay_out_teams(&county, council_sized(options, council, options->teams, TEAMS_LEAST));
    return county;
}

static bool make_county(const struct options *options, int council, const char *folder, struct error *error)
{
    struct arena arena = {0};
    struct county county = county_begin(options, council, &arena);
    county_happens(&county);
    workforce_happens(&county);
    workers_are_allocated(&county);
    bool made = folder_make(folder, error) && extracts_write(&county, folder, error) &&
                documents_write(&county, folder, error);
    arena_release(&arena);
    return made;
}

/* ---- many councils ---- */

struct making {
    const struct options *options;
    atomic_int next;
    struct error errors[THREADS];
    bool failed[THREADS];
};

struct maker {
    struct making *making;
    int which;
};

static void *make_some(void *given)
{
    struct maker *maker = given;
    struct making *making = maker->making;
    const struct options *options = making->options;
    for (int council; (council = atomic_fetch_add(&making->next, 1)) <= options->councils;) {
        struct arena arena = {0};
        const char *folder = path_join(&arena, options->folder, council_folder(&arena, council));
        bool made = make_county(options, council, folder, &making->errors[maker->which]);
        arena_release(&arena);
        if (!made) {
            making->failed[maker->which] = true;
            break;
        }
    }
    return NULL;
}

static bool make_councils(const struct options *options, struct error *error)
{
    struct making making = {.options = options};
    atomic_init(&making.next, 1);
    struct maker makers[THREADS];
    pthread_t threads[THREADS];
    int started = 0;
    for (int i = 0; i < THREADS; i++)
        makers[i] = (struct maker){&making, i};
    for (; started < THREADS - 1; started++)
        if (pthread_create(&threads[started], NULL, make_some, &makers[started]) != 0)
            break;
    make_some(&makers[THREADS - 1]);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++) {
        if (making.failed[i]) {
            *error = making.errors[i];
            return false;
        }
    }
    struct arena arena = {0};
    struct county *councils = ARENA_ARRAY(&arena, struct county, (size_t)options->councils);
    for (int i = 0; i < options->councils; i++)
        councils[i] = county_begin(options, i + 1, &arena);
    bool made = documents_write_all(councils, options->councils, options->folder, error);
    arena_release(&arena);
    return made;
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct options options;
    bool done = options_read(count, arguments, &options, &error);
    if (done && options.help)
        fputs(options_usage, stdout);
    else if (done && options.councils == 1)
        done = make_county(&options, 0, options.folder, &error);
    else if (done)
        done = make_councils(&options, &error);
    if (!done)
        fprintf(stderr, "make-county: %s\n", error.message);
    return done ? 0 : (int)error.kind;
}
