/* Faults of whole rows: rows beside the true one that a reader must not take for another, and rows cut short. */
#ifndef GENERATOR_DIRT_ROWS_H
#define GENERATOR_DIRT_ROWS_H

#include "samples/generator/dirt_kinds.h"

#define SPOILT_ROW(name) bool name(struct dirt *dirt, struct sheet *sheet, const struct dirt_kind *kind)

SPOILT_ROW(spoil_with_blank_row);
SPOILT_ROW(spoil_cut);
SPOILT_ROW(spoil_with_copy);
SPOILT_ROW(spoil_with_copy_without_key);
SPOILT_ROW(spoil_with_system_row);
SPOILT_ROW(spoil_with_rounded_id);
SPOILT_ROW(spoil_with_row_without_id);
SPOILT_ROW(spoil_with_torn_copy);
SPOILT_ROW(spoil_with_overlap);
SPOILT_ROW(spoil_with_post_without_hours);
SPOILT_ROW(spoil_end_with_totals);
SPOILT_ROW(spoil_end_with_blank_rows);

#endif
