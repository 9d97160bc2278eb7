#include "samples/generator/extract_cells.h"

void cell_day_if_past(const struct county *county, struct sheet *sheet, const char *field, day_number day)
{
    if (county_past(county, day))
        sheet_day(sheet, field, day);
}

void cell_team(const struct county *county, struct sheet *sheet, const char *field, int team)
{
    sheet_text(sheet, field, county->teams[team].id);
}

int child_years(const struct county *county, int child, day_number day)
{
    return day_years_old(county->people.items[child].birth, day);
}

bool child_is_known(const struct county *county, int child)
{
    return county_past(county, county->people.items[child].known);
}

day_number earlier_day(day_number a, day_number b)
{
    return a < b ? a : b;
}

day_number later_day(day_number a, day_number b)
{
    return a > b ? a : b;
}
