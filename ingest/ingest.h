/* STAGE ENTRY. CSV extracts + mappings -> struct dataset, with every finding and the count of every file:
 *
 *     rows read = rows loaded + rows set aside                      for each file, always
 *
 * A folder's mapping names, for each table, the files (a shell pattern) and the columns. A mapping's extract
 * that no file matches is reported as absent unless it is "optional", or the job goes "without" its table; so is a file
 * of no bytes (see gates.h). A required column that no header matches, a header that two columns claim, and a file
 * that is not CSV text are errors. A bad cell is a finding and becomes
 * missing. A row that lacks a required value, or repeats a key, is set aside, with a finding.
 *
 * The standard tables' joins come from model.json; a mapping states them for tables of its own. Where a list of former
 * ids is supplied, rows name each record by the id it has now (see renamed_ids.h). */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "ingest/findings.h"
#include "ingest/loaded.h"
#include "ingest/progress.h"
#include "tables/calendar.h"
#include "tables/table.h"

/* One entry of a job's "extracts". */
struct extract_folder {
    const char *path;           /* where it is                                      */
    const char *shown;          /* as the job names it: what findings show          */
    const char *mapping;        /* path of its mapping file                         */
    const char *const *without; /* tables of the mapping that this council cannot supply */
    size_t without_count;
    const char *const *may_be_empty; /* tables whose file may well hold no rows */
    size_t may_be_empty_count;
    int newest_within_days; /* 0: its rows may be of any age */
};

struct file_report {
    const char *file; /* as the job names it */
    const char *table;
    const struct extract_folder *folder;
    char checksum[65];     /* SHA-256; "" when none is wanted */
    const char *encoding;  /* "UTF-8", "Windows-1252", "UTF-16" */
    const char *delimiter; /* "comma", "semicolon", "tab" or "bar" */
    uint32_t header_line;
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

/* A file that should be there and is not, or holds not one byte: gates.h makes that stop a run. */
struct absent_file {
    const char *table;
    const char *pattern;
    const char *place; /* of the mapping: "ssd.json: extracts[3]" */
    const struct extract_folder *folder;
    const char *file; /* the file of no bytes, as the job names it; NULL: none is there */
};

/* A file in a folder of extracts that no mapping of that folder names. */
struct unread_file {
    const char *file; /* as the job names it */
    const char *path;
    const char
        *hint; /* "it may be the extract of table "cp_plans", which is named "ssd_cp_plans*.csv"", or NULL */
};

/* Of the rows of a table with a value in a column that names rows of another: how many name one that is not there. */
struct relation_report {
    const char *table;
    const char *column;
    const char *other;
    bool told; /* false: the other table was not supplied */
    size_t named;
    size_t unmatched;
};

struct ingest_report {
    struct file_report *files; /* in the order they were read */
    size_t file_count;
    struct absent_file *absent;
    size_t absent_count;
    size_t absent_capacity;
    struct unread_file *unread; /* in order of folders, then of names */
    size_t unread_count;
    size_t unread_capacity;
    struct relation_report *relations; /* in order of tables */
    size_t relation_count;
    size_t relation_capacity;
    const char *
        *missing_tables; /* tables of the mappings that no file was there for (optional ones); not one of
                                  * former ids (see renamed_ids.h), which nothing needs */
    size_t missing_table_count;
    day_number
        newest; /* the latest `when` of any row on or before as_at, or INT32_MIN: how far the extracts go */
};

struct ingest_request {
    const char *home; /* the program's shipped files: home/ingest/model.json, home/ingest/codes/ */
    const struct extract_folder *folders;
    size_t folder_count;
    const struct calendar *calendar;
    day_number as_at;            /* rows that came about after it are still loaded; checks may speak of it */
    const struct loaded *before; /* at the last good run (see standing_still.h), or NULL */
    bool with_checksums;         /* of the files */
    struct read_progress *progress; /* or NULL */
    size_t threads;                 /* that read; 0: as many as there are processors, to four */
    size_t block;                   /* how many bytes of a file are read at once; 0: 512 KiB */
};

/* Everything lives in the arena. */
MUST_CHECK bool ingest_run(struct arena *arena, const struct ingest_request *request, struct dataset *dataset,
                           struct findings *findings, struct ingest_report *report, struct error *error);

#endif
