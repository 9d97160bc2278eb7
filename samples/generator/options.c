#include "samples/generator/options.h"

#include "base/text.h"

#include <getopt.h>
#include <stdlib.h>

enum {
    SEED = 1989,
    COUNCILS_MOST = 999,
    CHILDREN_LEAST = 100,
    CHILDREN_MOST = 1000000,
    YEARS_MOST = 20,
    TEAMS_MOST = 200
};

static const struct size {
    const char *name;
    int children, years, teams, councils;
} sizes[] = {{"demo", 20000, 5, 8, 1},
             {"small", 300, 4, 4, 1},
             {"county", 75000, 10, 24, 1},
             {"england", 13000, 5, 6, 151}};
enum { SIZE_COUNT = sizeof sizes / sizeof *sizes };

const char options_usage[] =
    "Usage: make-county [options] FOLDER\n"
    "\n"
    "Makes up a council's children's services and writes a job that `scorecard run FOLDER/job.json` takes as "
    "it\n"
    "is: job.json with what it names, extracts/ in the shape of the Standard Safeguarding Dataset, and hr/.\n"
    "The same options give the same bytes on any machine.\n"
    "\n"
    "  --size NAME     demo     20,000 children over 5 years, 8 teams (this one, unless told otherwise)\n"
    "                  small    300 children over 4 years, 4 teams: small enough to check by hand\n"
    "                  county   a large shire: about 1,500,000 rows over 10 years\n"
    "                  england  151 councils, a folder each and one job over them all: about 40,000,000 "
    "rows\n"
    "  --children N    about how many children come to be known, in each council (100 to 1000000)\n"
    "  --years N       of history before the last day (1 to 20)\n"
    "  --teams N       that hold cases, in each council (3 to 200)\n"
    "  --councils N    more than one: a folder each, and one job over them all (1 to 999)\n"
    "  --seed N        another county (1989)\n"
    "  --dirt SHARE    0 to 1: how many of its rows are spoiled, as in real extracts; dirt.csv tells what "
    "(0)\n"
    "  --harmless      spoil it only in ways that a reader puts right, so that no figure changes\n"
    "  --until DATE    the last day of the extracts (2026-10-31)\n"
    "  --help          this\n";

static bool whole_number(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    *number = strtoull(text, &end, 10);
    return *end == '\0' && *number >= least && *number <= most;
}

static bool read_count(const char *name, const char *text, int least, int most, int *count,
                       struct error *error)
{
    uint64_t number;
    if (!whole_number(text, (uint64_t)least, (uint64_t)most, &number))
        return error_set(error, ERROR_USAGE, "--%s: \"%s\" is not a whole number from %d to %d", name, text,
                         least, most);
    *count = (int)number;
    return true;
}

/* 0, 1, or a part of one such as 0.05 or .5, to the thousandth. */
static bool read_share(const char *text, int *per_mille, struct error *error)
{
    const char *at = text;
    int whole = 0, part = 0, scale = 100;
    bool digits = false;
    for (; *at == '0' || *at == '1'; at++, digits = true)
        whole = whole * 10 + (*at - '0');
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9' && scale > 0; at++, scale /= 10, digits = true)
            part += (*at - '0') * scale;
    *per_mille = whole * 1000 + part;
    if (!digits || *at != '\0' || whole > 1 || *per_mille > 1000)
        return error_set(error, ERROR_USAGE, "--dirt: \"%s\" is not a share from 0 to 1, such as 0.05", text);
    return true;
}

static bool read_size(const char *name, struct options *options, struct error *error)
{
    for (int i = 0; i < SIZE_COUNT; i++) {
        if (!text_equal(sizes[i].name, name))
            continue;
        options->children = sizes[i].children;
        options->years = sizes[i].years;
        options->teams = sizes[i].teams;
        options->councils = sizes[i].councils;
        return true;
    }
    return error_set(error, ERROR_USAGE, "--size: \"%s\" is none of demo, small, county and england", name);
}

static bool read_option(int option, const char *value, struct options *options, struct error *error)
{
    switch (option) {
    case 'z':
        return read_size(value, options, error);
    case 'c':
        return read_count("children", value, CHILDREN_LEAST, CHILDREN_MOST, &options->children, error);
    case 'y':
        return read_count("years", value, 1, YEARS_MOST, &options->years, error);
    case 'n':
        return read_count("councils", value, 1, COUNCILS_MOST, &options->councils, error);
    case 't':
        return read_count("teams", value, TEAMS_LEAST, TEAMS_MOST, &options->teams, error);
    case 'd':
        return read_share(value, &options->dirt, error);
    case 'l':
        options->harmless = true;
        return true;
    case 's':
        return whole_number(value, 0, UINT64_MAX, &options->seed) ||
               error_set(error, ERROR_USAGE, "--seed: \"%s\" is not a whole number", value);
    case 'u':
        return (day_parse(value, &options->until) && day_to_date(options->until).year >= 2022 &&
                day_to_date(options->until).year <= 2029) ||
               error_set(error, ERROR_USAGE,
                         "--until: \"%s\" is not a date like 2026-10-31, from 2022 to 2029", value);
    case 'h':
        options->help = true;
        return true;
    default:
        return error_set(error, ERROR_USAGE, "see make-county --help");
    }
}

bool options_read(int count, char **arguments, struct options *options, struct error *error)
{
    static const struct option known[] = {{"size", required_argument, NULL, 'z'},
                                          {"children", required_argument, NULL, 'c'},
                                          {"councils", required_argument, NULL, 'n'},
                                          {"years", required_argument, NULL, 'y'},
                                          {"teams", required_argument, NULL, 't'},
                                          {"dirt", required_argument, NULL, 'd'},
                                          {"seed", required_argument, NULL, 's'},
                                          {"until", required_argument, NULL, 'u'},
                                          {"harmless", no_argument, NULL, 'l'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    *options = (struct options){.seed = SEED, .until = day_from_date((struct date){2026, 10, 31})};
    if (!read_size("demo", options, error))
        return false;
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;)
        if (!read_option(option, optarg, options, error))
            return false;
    if (!options->help && optind != count - 1)
        return error_set(error, ERROR_USAGE, "name one folder; see make-county --help");
    if (options->harmless && options->dirt == 0)
        return error_set(error, ERROR_USAGE, "--harmless says what --dirt may be: give --dirt as well");
    options->folder = arguments[optind];
    return true;
}
