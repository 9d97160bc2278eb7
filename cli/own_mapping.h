/* A mapping of the council's own, made from a shipped one and the files that follow it: each file by its name, with the
 * headers it has. Tables without a file keep the shipped pattern. Everything else the shipped mapping says is kept. */
#ifndef CLI_OWN_MAPPING_H
#define CLI_OWN_MAPPING_H

#include "cli/survey.h"

struct own_mapping {
    const char *text;        /* of the file */
    struct map without;      /* tables that no file was there for */
    struct map may_be_empty; /* tables whose file has no rows */
};

MUST_CHECK bool own_mapping_make(struct arena *arena, const struct survey *survey,
                                 const struct surveyed_folder *folder, const struct shipped_mapping *shipped,
                                 struct own_mapping *own, struct error *error);

#endif
