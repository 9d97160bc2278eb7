/* Working days in England by rule (Monday to Friday less bank holidays), so that a county of any year can be
 * made up. The program under test has its own dated table and shares nothing with this. */
#ifndef GENERATOR_WORKING_DAYS_H
#define GENERATOR_WORKING_DAYS_H

#include "base/day.h"

bool is_working_day(day_number day);
day_number working_day_from(day_number day);              /* the day itself or the next working one */
day_number working_days_after(day_number day, int count); /* `day` is day 0 */

#endif
