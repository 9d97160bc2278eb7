/* Tables for tests, written as text:
 *
 *     table cp_plans key=plan_id child=child_id when=start_date until=end_date unit=team child_id->people
 *     plan_id:text child_id:text start_date:date end_date:date fte:number seen:flag team:text
 *     p1           A             2016-05-10      .             0.5        y         north
 *
 * Cells are parted by spaces; "." is missing. A table named alone ("table audits unsupplied") was not supplied. */
#ifndef TESTS_SUPPORT_TABLES_H
#define TESTS_SUPPORT_TABLES_H

#include "tables/table.h"

/* Asserts on text it cannot read. */
struct dataset dataset_from_text(struct arena *arena, const char *text);

#endif
