/* What a county is made from. A named size sets children, years and teams; each may then be set apart. */
#ifndef GENERATOR_OPTIONS_H
#define GENERATOR_OPTIONS_H

#include "base/day.h"
#include "base/error.h"

#include <stdint.h>

enum { TEAMS_LEAST = 3 };

struct options {
    uint64_t seed;
    int children;  /* about how many come to be known, in each council */
    int years;     /* of history before `until` */
    int teams;     /* that hold cases, in each council */
    int councils;  /* more than one: a folder each, and one job over them all */
    int dirt;      /* per mille of rows that are spoiled; 0 is a clean county */
    bool harmless; /* only by faults that change no figure */
    day_number until;
    const char *folder;
    bool help;
};

extern const char options_usage[];

MUST_CHECK bool options_read(int count, char **arguments, struct options *options, struct error *error);

#endif
