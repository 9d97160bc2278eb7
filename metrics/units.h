/* Where work is done: a tree (or several) of units, organisation -> service -> team, read from units.csv:
 * unit,name,parent[,level]. Figures roll up from a unit to those above it. */
#ifndef METRICS_UNITS_H
#define METRICS_UNITS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

struct unit {
    const char *id;
    const char *name;
    const char *level; /* "organisation", "service", "team", or as the file says */
    int parent;        /* index of the unit above, -1 for a root */
    int depth;         /* 0 for a root */
    bool is_no_team;   /* the "(no team)" under a single root: rows whose team is not known */
};

struct units {
    struct unit *items; /* in tree order: each unit is followed by those below it, as the file orders them */
    size_t count;
};

MUST_CHECK bool units_load(struct arena *arena, const char *path, struct units *units, struct error *error);

int units_find(const struct units *units,
               const char *id_or_name); /* id first, then name, letter case not mattering; -1 */

#endif
