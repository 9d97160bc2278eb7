/* The last word of `check` on files beside the extracts that nothing reads, and on the tables that they would fill. */
#ifndef CLI_READ_BY_NOTHING_H
#define CLI_READ_BY_NOTHING_H

#include "cli/pipeline.h"

/* In one line, on stdout; nothing when every file is read. A file that seems to be the extract of a table that no file
 * fills, by its headers, is told with that table. */
MUST_CHECK bool read_by_nothing_print(struct invocation *invocation, const struct ingest_report *report);

#endif
