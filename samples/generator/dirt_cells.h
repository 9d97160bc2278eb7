/* What stands in a spoiled cell instead of what stood there, for faults that depend on it. Each answers NULL when
 * the fault cannot be made of this cell. */
#ifndef GENERATOR_DIRT_CELLS_H
#define GENERATOR_DIRT_CELLS_H

#include "samples/generator/dirt.h"

#define SPOILT_CELL(name) const char *name(struct dirt *dirt, struct sheet *sheet, struct cell *cell)

SPOILT_CELL(id_in_small_letters);
SPOILT_CELL(id_with_spaces);
SPOILT_CELL(id_with_no_break_space);
SPOILT_CELL(child_not_there);
SPOILT_CELL(plan_not_there);
SPOILT_CELL(worker_not_there);

SPOILT_CELL(date_day_first);
SPOILT_CELL(date_with_dots);
SPOILT_CELL(date_with_slashes);
SPOILT_CELL(date_with_month_name);
SPOILT_CELL(date_with_time);
SPOILT_CELL(date_with_milliseconds);
SPOILT_CELL(date_two_digit_year);
SPOILT_CELL(date_month_name_two_digit_year);
SPOILT_CELL(date_to_come);
SPOILT_CELL(date_before_start);
SPOILT_CELL(date_long_before);
SPOILT_CELL(date_before_enquiry);

SPOILT_CELL(flag_spelt_otherwise);

SPOILT_CELL(code_in_small_letters);
SPOILT_CELL(code_spelt_otherwise);
SPOILT_CELL(code_retired);

SPOILT_CELL(number_with_spaces);
SPOILT_CELL(number_with_decimals);
SPOILT_CELL(number_in_pounds);

SPOILT_CELL(text_with_spaces);
SPOILT_CELL(team_not_known);
SPOILT_CELL(team_misspelt);

/* The row's cell of that field; NULL when it has none. */
struct cell *dirt_cell_of(struct sheet *sheet, const char *field);

/* The day in it; NO_DAY when there is none. */
day_number dirt_day_in(const struct cell *cell);

#endif
