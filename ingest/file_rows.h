/* One file of one extract on its way into its table: how it is laid out, and what its parts came to, one after the
 * other. A part is believed to begin where a record does only when the one before it ended there. */
#ifndef INGEST_FILE_ROWS_H
#define INGEST_FILE_ROWS_H

#include "ingest/file_part.h"
#include "ingest/progress.h"
#include "ingest/table_rows.h"

struct file_rows {
    struct file_head head; /* its extract and how it is shown are set */
    const char *path;
    bool with_checksum;
    struct read_progress *progress; /* or NULL */

    struct arena arena;     /* of the layout; released by its user */
    struct arena collected; /* of the findings and what follows a part's last record; likewise */
    enum encoding encoding;
    bool is_sure; /* of the encoding */
    size_t size;
    size_t bytes_taken;
    char checksum[65]; /* when it is wanted */
    uint32_t next_line;
    char *left; /* the beginning of a record that the next part ends */
    size_t left_length;
    size_t left_capacity;
    uint32_t first_row; /* of the table */
    uint32_t row_count;
    uint32_t rows_read;
    uint32_t rows_set_aside;
    struct findings findings;
};

/* Opens the file, finds out how it is laid out from its first block, and leaves in `block` what follows the headers.
 * NULL: it cannot be read. */
struct text_source *file_rows_open(struct file_rows *file, size_t block_size, struct text_block *block,
                                   struct error *error);

enum part_outcome { PART_TAKEN, PART_FAILED, PART_START_OVER };

/* Moves the rows and findings of the file's next part to `rows`, its texts to `words`; reads it again when it did
 * not begin with a record. START_OVER: the file is not UTF-8, and is to be opened again, as Windows-1252. */
enum part_outcome file_rows_take(struct file_rows *file, struct file_part *part, struct part_memory *memory,
                                 struct table_rows *rows, struct dictionary *words, struct error *error);

#endif
