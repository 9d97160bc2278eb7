/* Rows that a stray quote swallowed. A quote that is opened and not closed turns the rows up to the next quote into the
 * text of one cell, and they would be lost without a word. A cell of several lines is taken for such when lines after
 * its first look like rows of the file: as many cells as its rows have, and of them ones that only a row has there (a
 * date where dates stand). In a file as wide as eight columns one such cell is enough, for hardly any prose has the
 * commas. A line with more or fewer cells, as where empty ones at the end were left out, needs more of them.
 *
 * Two rows whose quotes close each other look like one: what is before a line break fills a row, and so does what is
 * after it. */
#ifndef INGEST_SWALLOWED_H
#define INGEST_SWALLOWED_H

#include "ingest/file_part.h"

enum swallowing {
    SWALLOWED_NOTHING,
    SWALLOWED_ROWS,
    JOINED_ROWS /* two rows may be one here, though no cell says so */
};

/* `*position`: of the cell. */
enum swallowing swallowed_rows(const struct file_head *head, const struct csv_record *record, int *position);

#endif
