/* STAGE ENTRY. CSV extracts + mappings -> struct dataset, with every finding and the count of every file:
 *
 *     rows read = rows loaded + rows set aside                      for each file, always
 *
 * A folder's mapping names, for each table, the files (a shell pattern) and the columns. A mapping's extract
 * that no file matches is an error unless it is "optional", or the job goes "without" its table; so is a required column that no header matches, a
 * header that two columns claim, and a file that is not CSV text. A bad cell is a finding and becomes
 * missing. A row that lacks a required value, or repeats a key, is set aside, with a finding.
 *
 * The standard tables' joins come from model.json; a mapping states them for tables of its own. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "ingest/findings.h"
#include "tables/calendar.h"
#include "tables/table.h"

/* One entry of a job's "extracts". */
struct extract_folder {
    const char *path;           /* where it is                                      */
    const char *shown;          /* as the job names it: what findings show          */
    const char *mapping;        /* path of its mapping file                         */
    const char *const *without; /* tables of the mapping that this council cannot supply */
    size_t without_count;
};

struct file_report {
    const char *file; /* as the job names it */
    const char *table;
    char checksum[65];    /* SHA-256 */
    const char *encoding; /* "UTF-8", "Windows-1252", "UTF-16" */
    uint32_t rows_read;
    uint32_t rows_loaded;
    uint32_t rows_set_aside;
    const char **matched; /* "start_date <- Plan Start Date (D)" */
    size_t matched_count;
    const char **absent; /* optional columns of the mapping that the file lacks */
    size_t absent_count;
    const char **ignored; /* headers of the file that the mapping does not name */
    size_t ignored_count;
};

struct ingest_report {
    struct file_report *files; /* in the order they were read */
    size_t file_count;
    const char **missing_tables; /* tables of the mappings that no file was there for (optional ones) */
    size_t missing_table_count;
    day_number
        newest; /* the latest `when` of any row on or before as_at, or INT32_MIN: how far the extracts go */
};

struct ingest_request {
    const char *home; /* the program's shipped files: home/ingest/model.json, home/ingest/codes/ */
    const struct extract_folder *folders;
    size_t folder_count;
    const struct calendar *calendar;
    day_number as_at; /* rows that came about after it are still loaded; checks may speak of it */
};

/* Everything lives in the arena. */
MUST_CHECK bool ingest_run(struct arena *arena, const struct ingest_request *request, struct dataset *dataset,
                           struct findings *findings, struct ingest_report *report, struct error *error);

#endif
