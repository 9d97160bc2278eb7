/* What lies in folders of extracts, and which shipped mapping's extract each CSV file was taken for: what
 * `scorecard init` tells and writes. Two mappings that could fill one table would count every row twice, so each
 * table belongs to one: of those whose files fill it, the mapping with the most files. */
#ifndef CLI_SURVEY_H
#define CLI_SURVEY_H

#include "ingest/recognise_file.h"

struct surveyed_file {
    const char *name;
    const char *path;
    const char *unreadable; /* why it is no CSV text; or NULL */
    const char
        *copy_of; /* the path of one surveyed before that has the same bytes; or NULL: it is not loaded */
    char checksum[65];
    struct recognition recognition;
};

struct surveyed_folder {
    const char *path; /* as given */
    struct surveyed_file *files;
    size_t file_count;
    const char **others; /* what else lies there, each with what to do about it */
    size_t other_count;
};

struct survey {
    struct shipped_mappings shipped;
    struct surveyed_folder *folders;
    size_t folder_count;
};

MUST_CHECK bool survey_make(struct arena *arena, const char *home, const char *const *folders, size_t count,
                            struct survey *survey, struct error *error);

/* The shipped mapping that a table belongs to; NULL when none of those with files in the survey has it. */
const struct shipped_mapping *survey_owner(const struct survey *survey, const char *table);

/* Whether the file is loaded as this extract of its mapping. */
bool survey_takes(const struct survey *survey, const struct surveyed_file *file,
                  const struct likeness *likeness);

/* Whether some file of the folder is loaded by this mapping. */
bool survey_uses(const struct survey *survey, const struct surveyed_folder *folder,
                 const struct shipped_mapping *shipped);

/* Whether no file of the folder is loaded at all. */
bool survey_is_unplaced(const struct survey *survey, const struct surveyed_folder *folder);

size_t survey_placed(const struct survey *survey); /* how many files are loaded */

/* What each file was taken for, on stdout; headers, and never a value of a cell. */
void survey_print(const struct survey *survey);

/* How many files were not placed, which, what they are most like and what to do: in one line, or nothing. */
void survey_print_unplaced(const struct survey *survey);

#endif
