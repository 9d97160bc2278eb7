/* Which shipped mapping's extract a file is, told by its headers, on whichever of its first rows they stand. Every
 * extract of every shipped mapping is tried with the spellings that header.h matches. The most headers explained
 * wins; then the most of the extract, of which a required column weighs more than an optional one, and the file's
 * name. A file is placed only when every required column of the best extract is there: the rest is for people to
 * say, with the nearest names to help them.
 *
 * Only a file's first lines are read, but for recognised_teams. No value of a cell is kept but the headers'. */
#ifndef INGEST_RECOGNISE_FILE_H
#define INGEST_RECOGNISE_FILE_H

#include "base/map.h"
#include "ingest/mapping.h"

struct shipped_mapping {
    const char *name; /* "ssd", as a job names it */
    const char *path;
    struct mapping mapping;
};

struct shipped_mappings {
    struct shipped_mapping *items; /* in byte order of their names */
    size_t count;
    struct model model;
};

/* `home`: the program's shipped files. */
MUST_CHECK bool shipped_mappings_load(struct arena *arena, const char *home, struct shipped_mappings *shipped,
                                      struct error *error);

/* A file against one extract. */
struct likeness {
    size_t extract; /* of the mapping */
    const struct mapped_extract *mapped;
    int *positions; /* per column of the extract: where it stands in the file, or NO_POSITION */
    int *columns;   /* per header: the extract's column, or NO_COLUMN */
    size_t matched;
    size_t required_missing;
    const char *why_not; /* it cannot be loaded as this extract; NULL when it can */
};

struct recognition {
    const struct shipped_mapping *shipped; /* that the best extract is of; NULL: no header is known at all */
    bool placed;
    uint32_t header_row; /* the line the headers stand on */
    char delimiter;
    bool is_empty;        /* there is no row below the headers */
    const char **headers; /* trimmed */
    size_t header_count;
    struct likeness *likenesses; /* the best extract, then the mapping's others that read the same file */
    size_t count;
};

/* An error is what is wrong with the file itself: not CSV text, empty, unreadable. */
MUST_CHECK bool recognise_file(struct arena *arena, const struct shipped_mappings *shipped, const char *path,
                               struct recognition *recognition, struct error *error);

/* The table that a file's headers are most like those of; NULL where too few are known to say. */
const char *recognition_most_like(const struct recognition *recognition);

/* The unused header most like a column's names, or NULL; a column not matched most like an unused header, or
 * NO_COLUMN. Alike: few letters apart, or over half of their words shared. */
const char *likeness_nearest_header(const struct recognition *recognition, const struct likeness *likeness,
                                    size_t column);
int likeness_nearest_column(const struct recognition *recognition, const struct likeness *likeness,
                            size_t header);

/* Names of teams, and how many rows have each. */
struct found_teams {
    struct map names;
    uint32_t *rows;
    size_t capacity;
};

struct found_teams found_teams_in(struct arena *arena); /* none */

/* Adds to `teams` the texts of the column that says to which team a row belongs, as loading would read them: nothing when it has none. Reads the whole file. */
MUST_CHECK bool recognised_teams(const struct shipped_mappings *shipped, const char *path,
                                 const struct recognition *recognition, const struct likeness *likeness,
                                 struct found_teams *teams, struct error *error);

#endif
