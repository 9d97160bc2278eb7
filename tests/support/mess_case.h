/* A case of messy extracts: a small job as one text file, and what comes of it.
 *
 *     # What is wrong here.
 *     -- as-at 2026-03-31                     without it, this day
 *     -- mapping annex-a                      a shipped one; without it, tests/mess/mapping.json
 *     -- figures cp_count agency_rate_fte     work these out too
 *     -- workbook                             write data-quality.xlsx, and look for formulas in it
 *     -- file people.csv crlf                 a file of the extracts; mapping.json takes the place of the usual one
 *     Child ID,DOB
 *     C1,caf\xE9
 *     -- expect
 *     people.csv: ...
 *
 * In a file, \xE9 is that byte and \\ a backslash. What follows its name says how its lines end (crlf, cr; "open": the
 * last does not), that it is in utf-16le, utf-16be or utf-32le ("unmarked": without a byte order mark), and "times 1000" that its lines are there so often. */
#ifndef SUPPORT_MESS_CASE_H
#define SUPPORT_MESS_CASE_H

#include "base/arena.h"

#include <stddef.h>

struct mess_case {
    const char *as_at;
    const char *mapping;
    const char **figures;
    size_t figure_count;
    bool has_workbook;
    const char *job_text; /* all before its expectation */
    const char *expected;
};

/* Writes the job's files into the folder. What is wrong with the case ends the program. */
void mess_case_lay_out(struct arena *arena, const char *path, const char *folder, struct mess_case *mess);

void mess_case_rewrite(struct arena *arena, const char *path, const struct mess_case *mess,
                       const char *expected);

#endif
