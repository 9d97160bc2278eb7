/* A part of a file, from one record's beginning to another's end, as typed columns by itself: its own arena,
 * dictionary and findings, its lines counted from 0, so that parts can be read apart from each other, by several
 * threads, and put together in order (see gather.h). */
#ifndef INGEST_FILE_PART_H
#define INGEST_FILE_PART_H

#include "ingest/blueprint.h"
#include "ingest/cell_memory.h"
#include "ingest/findings.h"
#include "ingest/layout.h"
#include "ingest/text_source.h"
#include "tables/dictionary.h"

/* What is known of a file before its parts are read. */
struct file_head {
    const struct blueprint_extract *extract;
    const char *shown;             /* as findings show it */
    struct layout layout;          /* its texts live while parts are read */
    const struct cell_rule *rules; /* per column of the extract: the mapping's, for a file so laid out */
};

/* Of one thread: kept from part to part. */
struct part_memory {
    struct arena arena;
    const struct mapped_extract *extract; /* whose cells are remembered, of files with this delimiter */
    char delimiter;
    struct cell_memory *cells; /* per column of it */
    uint32_t parts;            /* that were read: tells their words apart */
};

struct file_part {
    const struct file_head *head;
    struct text_block block;
    struct arena columns_arena; /* of the columns and lines: kept from part to part of a file */
    size_t row_capacity;
    size_t word_count;  /* of the part before: about as many are expected */
    struct arena arena; /* of the rest */
    struct arena_mark kept;

    /* What it came to. */
    size_t done;            /* how much of the text is whole records */
    uint32_t lines;         /* how many, blank ones included */
    const char *failure;    /* why the one after them cannot be read, or NULL */
    bool is_not_utf8;       /* it is, where the text stops being UTF-8 */
    struct column *columns; /* per column of the extract */
    uint32_t *line;
    uint32_t row_count;
    uint32_t rows_read;
    uint32_t rows_set_aside;
    struct word_list words; /* of its text columns: a code is a place in it */
    struct findings findings;
};

/* `head` and `block` are set. */
void file_part_read(struct file_part *part, struct part_memory *memory);

/* Empties the part; its memory is kept for the next part of the same file. */
void file_part_empty(struct file_part *part);
void file_part_release(struct file_part *part);

#endif
