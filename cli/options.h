/* Command lines: each command declares its options as a table, which parses them and is their help. Over
 * getopt_long: options may stand before and after the other words; "--" ends them. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/arena.h"

#include <stddef.h>

enum { MOST_OPTIONS = 16 };

struct option_text {
    const char *name;    /* "unit": --unit */
    char letter;         /* 'o': -o too; 0: none */
    const char *value;   /* what its value is called in the help; NULL: it takes none */
    bool repeats;        /* may be given more than once */
    const char *meaning; /* one line */
};

struct given {
    const char **values; /* of an option that takes none: one empty text when it was given */
    size_t count;
};

struct options {
    struct given given[MOST_OPTIONS]; /* as the table orders them */
    const char **words;               /* what is no option */
    size_t word_count;
};

MUST_CHECK bool options_parse(struct arena *arena, int argc, char **argv, const struct option_text *table,
                              size_t count, struct options *options, struct error *error);

/* The table as help, a line each. */
void options_help(const struct option_text *table, size_t count);

const char *option_value(const struct options *options, size_t option); /* the last given, or NULL */

#endif
