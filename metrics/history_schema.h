/* The tables of the history, as SQL: what each version of them adds to the one before. */
#ifndef METRICS_HISTORY_SCHEMA_H
#define METRICS_HISTORY_SCHEMA_H

enum { HISTORY_VERSION = 5 };

/* What brings a file of that version to the next one; an empty file is of version 0 and goes through all of them. */
const char *history_step(int version);

#endif
