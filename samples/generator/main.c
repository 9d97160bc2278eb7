#include "samples/generator/allocation.h"
#include "samples/generator/extracts.h"
#include "samples/generator/front_door.h"
#include "samples/generator/workforce.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEED = 1989, SEED_STREAM = 1, CHILDREN_LEAST = 100, CHILDREN_MOST = 1000000 };

struct options {
    uint64_t seed;
    int children;
    day_number until;
    const char *folder;
};

static const char usage[] =
    "Usage: make-county [--seed N] [--children N] [--until YYYY-MM-DD] FOLDER\n"
    "\n"
    "Makes up a county's children's services and writes the extracts its systems would give:\n"
    "FOLDER/extracts/ssd_*.csv and FOLDER/hr/workforce.csv. The same options give the same bytes.\n"
    "\n"
    "  --seed N        another county (1989)\n"
    "  --children N    about how many children the council comes to know (10500)\n"
    "  --until DATE    the last day of the extracts (2026-10-31)\n";

static bool whole_number(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    *number = strtoull(text, &end, 10);
    return *end == '\0' && *number >= least && *number <= most;
}

static bool read_option(int option, const char *value, struct options *options, struct error *error)
{
    uint64_t number = 0;
    switch (option) {
    case 's':
        return whole_number(value, 0, UINT64_MAX, &options->seed) ||
               error_set(error, ERROR_USAGE, "--seed: \"%s\" is not a whole number", value);
    case 'c':
        if (!whole_number(value, CHILDREN_LEAST, CHILDREN_MOST, &number))
            return error_set(error, ERROR_USAGE, "--children: \"%s\" is not a whole number from %d to %d",
                             value, CHILDREN_LEAST, CHILDREN_MOST);
        options->children = (int)number;
        return true;
    case 'u':
        return (day_parse(value, &options->until) &&
                options->until >= day_from_date((struct date){2022, 1, 1}) &&
                options->until <= day_from_date((struct date){2035, 12, 31})) ||
               error_set(error, ERROR_USAGE, "--until: \"%s\" is not a date from 2022-01-01 to 2035-12-31",
                         value);
    default:
        return error_set(error, ERROR_USAGE, "see make-county --help");
    }
}

static bool read_options(int count, char **arguments, struct options *options, bool *help,
                         struct error *error)
{
    static const struct option known[] = {{"seed", required_argument, NULL, 's'},
                                          {"children", required_argument, NULL, 'c'},
                                          {"until", required_argument, NULL, 'u'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        *help = *help || option == 'h';
        if (option != 'h' && !read_option(option, optarg, options, error))
            return false;
    }
    if (!*help && optind != count - 1)
        return error_set(error, ERROR_USAGE, "name one folder; see make-county --help");
    options->folder = arguments[optind];
    return true;
}

static bool make_county(const struct options *options, struct error *error)
{
    struct arena arena = {0};
    struct county county = {.arena = &arena,
                            .seed = options->seed,
                            .children = options->children,
                            .until = options->until,
                            .random = random_from(options->seed, SEED_STREAM)};
    county_happens(&county);
    workforce_happens(&county);
    workers_are_allocated(&county);
    bool written = extracts_write(&county, options->folder, error);
    arena_release(&arena);
    return written;
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct options options = {
        .seed = SEED, .children = COUNTY_CHILDREN, .until = day_from_date((struct date){2026, 10, 31})};
    bool help = false;
    bool done = read_options(count, arguments, &options, &help, &error);
    if (done && help)
        fputs(usage, stdout);
    else if (done)
        done = make_county(&options, &error);
    if (!done)
        fprintf(stderr, "make-county: %s\n", error.message);
    return done ? 0 : (int)error.kind;
}
