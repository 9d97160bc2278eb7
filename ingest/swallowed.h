/* Rows that a stray quote swallowed. A quote that is opened and not closed turns the rows up to the next quote into the
 * text of one cell, and they would be lost without a word. A cell of several lines is taken for such when lines after
 * its first look like rows of the file: as many cells as there are headers, and of them ones that only a row has there
 * (a date where dates stand). In a file as wide as eight columns the count alone is enough: no prose has the commas. */
#ifndef INGEST_SWALLOWED_H
#define INGEST_SWALLOWED_H

#include "ingest/file_part.h"

bool holds_swallowed_rows(const struct file_head *head, const struct csv_record *record);

#endif
