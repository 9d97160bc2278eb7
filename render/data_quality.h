/* data-quality.xlsx: what was loaded, what was not, and why.
 *
 * A summary that a manager reads: the verdict in words, the gates, the rows of each file, findings by table and rule,
 * relations that name what is not there. A sheet for each table that an analyst works from, one row a finding, with
 * the id of the record so that it can be found in the system: these are marked as restricted. And a sheet of the
 * rules: what each means and how to put it right. Where the extracts name units that the units file does not have, a sheet,
 * restricted too, lists those names. No other value of a cell is shown but the record's id. */
#ifndef RENDER_DATA_QUALITY_H
#define RENDER_DATA_QUALITY_H

#include "ingest/gates.h"
#include "metrics/unknown_units.h"
#include "render/page.h"

#define DATA_QUALITY_FILE "data-quality.xlsx"
#define UNIT_NAMES_SHEET  "Unit names"

struct data_quality {
    const char *organisation;
    day_number as_at;
    const struct dataset *dataset;
    const struct findings *findings; /* named: see record_ids.h */
    const struct ingest_report *report;
    const struct gates *gates;
    const struct unknown_units *unknown_units; /* NULL: none */
    bool published; /* a run went on: only gates that were accepted are told, so that what is written does
                               * not depend on the runs before */
    bool compared;  /* the gates compared it with an earlier run ... */
    day_number compared_with; /* ... of this day */
};

/* The sheets, in order. */
struct page *data_quality_pages(struct arena *arena, const struct data_quality *quality, size_t *count);

/* Writes to `path` itself, mode 0600. */
MUST_CHECK bool data_quality_write(const struct data_quality *quality, const char *path, struct error *error);

/* The whole in words: "The extracts can be used. Read: 5,120 rows in 18 files, all loaded. ..." */
const char *data_quality_verdict(struct arena *arena, const struct data_quality *quality);

#endif
