#include "samples/generator/dirt_cells.h"

#include "samples/generator/county.h"
#include "samples/generator/dirt_form.h"
#include "samples/generator/dirt_places.h"

#include <stdlib.h>
#include <string.h>

struct cell *dirt_cell_of(struct sheet *sheet, const char *field)
{
    for (size_t i = 0; field && i < sheet->field_count; i++)
        if (text_equal(sheet->fields[i], field))
            return &sheet->cells[i];
    return NULL;
}

day_number dirt_day_in(const struct cell *cell)
{
    day_number day;
    return cell && cell->kind == CELL_DAY && day_parse(cell->text, &day) ? day : NO_DAY;
}

static const char *written_day(struct dirt *dirt, day_number day)
{
    char text[DAY_TEXT_SIZE];
    day_format(day, text);
    return arena_copy_text(&dirt->scratch, text);
}

static const char *in_small_letters(struct dirt *dirt, const char *text)
{
    char *small = arena_copy_text(&dirt->scratch, text);
    for (char *at = small; *at; at++)
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
    return text_equal(small, text) ? NULL : small;
}

/* ---- ids ---- */

SPOILT_CELL(id_in_small_letters)
{
    (void)sheet;
    return in_small_letters(dirt, cell->text);
}

SPOILT_CELL(id_with_spaces)
{
    size_t letters = strcspn(cell->text, "0123456789");
    (void)sheet;
    return arena_format(&dirt->scratch, " %.*s %s ", (int)letters, cell->text, cell->text + letters);
}

SPOILT_CELL(id_with_no_break_space)
{
    (void)sheet;
    return arena_format(&dirt->scratch, "%s\xC2\xA0", cell->text);
}

/* Another on each row, so that no two rows seem to be of one child. */
static const char *not_there(struct dirt *dirt, const struct sheet *sheet, const char *beginning)
{
    return arena_format(&dirt->scratch, "%s%s9%07ld", sheet->council, beginning, sheet->line);
}

SPOILT_CELL(child_not_there)
{
    (void)cell;
    return not_there(dirt, sheet, "EX");
}

SPOILT_CELL(plan_not_there)
{
    (void)cell;
    return not_there(dirt, sheet, "CP");
}

SPOILT_CELL(worker_not_there)
{
    (void)cell;
    return not_there(dirt, sheet, "W");
}

/* ---- dates ---- */

static struct date date_in(const struct cell *cell)
{
    return day_to_date(dirt_day_in(cell));
}

SPOILT_CELL(date_day_first)
{
    struct date date = date_in(cell);
    (void)sheet;
    return arena_format(&dirt->scratch, "%d/%d/%04d", date.day, date.month, date.year);
}

SPOILT_CELL(date_with_dots)
{
    struct date date = date_in(cell);
    (void)sheet;
    return arena_format(&dirt->scratch, "%02d.%02d.%04d", date.day, date.month, date.year);
}

SPOILT_CELL(date_with_slashes)
{
    struct date date = date_in(cell);
    (void)sheet;
    return arena_format(&dirt->scratch, "%04d/%02d/%02d", date.year, date.month, date.day);
}

SPOILT_CELL(date_with_month_name)
{
    struct date date = date_in(cell);
    (void)sheet;
    return arena_format(&dirt->scratch, "%02d-%.3s-%04d", date.day, month_name(date.month), date.year);
}

SPOILT_CELL(date_with_time)
{
    (void)sheet;
    return arena_format(&dirt->scratch, "%s 00:00:00", cell->text);
}

SPOILT_CELL(date_with_milliseconds)
{
    (void)sheet;
    return arena_format(&dirt->scratch, "%sT14:05:30.123", cell->text);
}

SPOILT_CELL(date_two_digit_year)
{
    struct date date = date_in(cell);
    (void)sheet;
    return arena_format(&dirt->scratch, "%02d/%02d/%02d", date.day, date.month, date.year % 100);
}

SPOILT_CELL(date_month_name_two_digit_year)
{
    struct date date = date_in(cell);
    (void)sheet;
    return arena_format(&dirt->scratch, "%d-%.3s-%02d", date.day, month_name(date.month), date.year % 100);
}

SPOILT_CELL(date_to_come)
{
    (void)sheet, (void)cell;
    return written_day(dirt, dirt->until + random_between(&dirt->random, 1, 300));
}

SPOILT_CELL(date_before_start)
{
    day_number start = dirt_day_in(dirt_cell_of(sheet, dirt_start_field(sheet)));
    (void)cell;
    return start == NO_DAY ? NULL : written_day(dirt, start - random_between(&dirt->random, 1, 60));
}

enum { LONG_BEFORE = 7305 };

SPOILT_CELL(date_long_before)
{
    (void)sheet;
    return written_day(dirt, dirt_day_in(cell) - LONG_BEFORE);
}

/* A child who came from elsewhere has a conference and no enquiry here. */
SPOILT_CELL(date_before_enquiry)
{
    const struct cell *enquiry = dirt_cell_of(sheet, "icpc_s47_enquiry_id");
    const struct cell *transfer = dirt_cell_of(sheet, "icpc_icpc_transfer_in");
    bool is_held_here = enquiry && *enquiry->text && transfer && text_equal(transfer->text, "N");
    return is_held_here ? written_day(dirt, dirt_day_in(cell) - LONG_BEFORE) : NULL;
}

/* ---- flags and codes ---- */

SPOILT_CELL(flag_spelt_otherwise)
{
    static const char *const spelt[][2] = {{"No", "Yes"},      {"n", "y"},        {"0", "1"},
                                           {"FALSE", "TRUE"},  {"false", "true"}, {"no ", "yes "},
                                           {"b) No", "a) Yes"}};
    int which = random_below(&dirt->random, sizeof spelt / sizeof *spelt);
    (void)sheet;
    return spelt[which][text_equal(cell->text, "Y")];
}

SPOILT_CELL(code_in_small_letters)
{
    (void)sheet;
    return in_small_letters(dirt, cell->text);
}

static const struct {
    const char *field, *code, *spelt;
} spellings[] = {
    {"pers_sex", "M", "a) Male"},
    {"pers_sex", "F", "2"},
    {"cine_cin_primary_need_code", "N1", "N1 - Abuse or Neglect"},
    {"cine_cin_primary_need_code", "N5", "N5 : family dysfunction"},
    {"clae_cla_primary_need_code", "N1", "N1 - Abuse or Neglect"},
    {"cont_contact_source_code", "6", "q) 6: Police"},
    {"cine_referral_source_code", "6", "6 - Police"},
    {"cppl_cp_plan_initial_category", "Neglect", "NEG"},
    {"cppl_cp_plan_initial_category", "Neglect", "a) Neglect"},
    {"cppl_cp_plan_latest_category", "Neglect", "NEG"},
};

SPOILT_CELL(code_spelt_otherwise)
{
    const char *field = sheet->fields[cell - sheet->cells];
    int first = random_below(&dirt->random, sizeof spellings / sizeof *spellings);
    for (size_t i = (size_t)first; i < sizeof spellings / sizeof *spellings; i++)
        if (text_equal(spellings[i].field, field) && text_equal(spellings[i].code, cell->text))
            return spellings[i].spelt;
    return NULL;
}

/* H5 and P2 went out on 31 March 2024. */
SPOILT_CELL(code_retired)
{
    day_number start = dirt_day_in(dirt_cell_of(sheet, dirt_start_field(sheet)));
    (void)cell;
    if (start == NO_DAY || start < day_from_date((struct date){2024, 4, 1}))
        return NULL;
    return random_chance(&dirt->random, 500) ? "H5" : "P2";
}

/* ---- numbers ---- */

SPOILT_CELL(number_with_spaces)
{
    (void)sheet;
    return arena_format(&dirt->scratch, " %s ", cell->text);
}

SPOILT_CELL(number_with_decimals)
{
    (void)sheet;
    return arena_format(&dirt->scratch, strchr(cell->text, '.') ? "%s00" : "%s.0", cell->text);
}

/* Beside semicolons a comma may be a decimal one. */
SPOILT_CELL(number_in_pounds)
{
    long pounds = strtol(cell->text, NULL, 10);
    (void)sheet;
    if (pounds < 1000 || pounds >= 1000000 || dirt->form->delimiter == ';')
        return NULL;
    return arena_format(&dirt->scratch, "\xC2\xA3%ld,%03ld", pounds / 1000, pounds % 1000);
}

/* ---- teams ---- */

SPOILT_CELL(text_with_spaces)
{
    (void)sheet;
    return arena_format(&dirt->scratch, " \xC2\xA0%s  ", cell->text);
}

/* Rows of long ago are in no month that is looked at. */
static bool is_of_last_year(const struct dirt *dirt, struct sheet *sheet)
{
    enum { YEAR = 365 };
    day_number start = dirt_day_in(dirt_cell_of(sheet, dirt_start_field(sheet)));
    return start != NO_DAY && start > dirt->until - YEAR;
}

SPOILT_CELL(team_not_known)
{
    (void)cell;
    return is_of_last_year(dirt, sheet) ? "#N/A" : NULL;
}

SPOILT_CELL(team_misspelt)
{
    return is_of_last_year(dirt, sheet) ? arena_format(&dirt->scratch, "%s_old", cell->text) : NULL;
}
