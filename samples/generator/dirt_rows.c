#include "samples/generator/dirt_rows.h"

#include "samples/generator/county.h"
#include "samples/generator/dirt_cells.h"
#include "samples/generator/dirt_places.h"

#include <string.h>

SPOILT_ROW(spoil_with_blank_row)
{
    dirt_note(dirt, sheet, kind, NULL);
    dirt_form_write_line(dirt, sheet, "");
    dirt_form_write(dirt, sheet, ROW_WHOLE);
    return true;
}

SPOILT_ROW(spoil_cut)
{
    if (!dirt_form_can_cut(dirt, sheet))
        return false;
    dirt_note(dirt, sheet, kind, NULL);
    dirt_form_write(dirt, sheet, ROW_CUT);
    return true;
}

/* ---- the row, and a copy of it below ---- */

static bool copy_below(struct dirt *dirt, struct sheet *sheet, const struct dirt_kind *kind,
                       enum dirt_row how)
{
    dirt_form_write(dirt, sheet, ROW_WHOLE);
    dirt_note(dirt, sheet, kind, NULL);
    dirt_form_write(dirt, sheet, how);
    return true;
}

static bool has_no_key(const struct sheet *sheet)
{
    return text_equal(sheet->file, "ssd_cla_immunisations.csv");
}

SPOILT_ROW(spoil_with_copy)
{
    return !has_no_key(sheet) && copy_below(dirt, sheet, kind, ROW_WHOLE);
}

SPOILT_ROW(spoil_with_copy_without_key)
{
    return has_no_key(sheet) && copy_below(dirt, sheet, kind, ROW_WHOLE);
}

SPOILT_ROW(spoil_with_torn_copy)
{
    return copy_below(dirt, sheet, kind, ROW_TORN);
}

/* ---- a copy whose id is none ---- */

/* An id that no row may be without: the child's, or the row's own where the child may be left out. */
static size_t id_column(const struct sheet *sheet)
{
    static const char *const without_child[] = {"partner_requests.csv", "complaint_register.csv",
                                                "supervisions.csv", "feedback.csv"};
    bool by_child = !text_is_one_of(sheet->file, without_child, sizeof without_child / sizeof *without_child);
    for (size_t i = 0; by_child && i < sheet->field_count; i++)
        if (sheet->cells[i].kind == CELL_ID &&
            text_starts_with(sheet->cells[i].text + strlen(sheet->council), "EX"))
            return i;
    return 0;
}

static bool copy_with_id(struct dirt *dirt, struct sheet *sheet, const struct dirt_kind *kind, const char *id)
{
    size_t column = id_column(sheet);
    if (sheet->cells[column].kind != CELL_ID || text_equal(sheet->file, "ssd_assessment_factors.csv"))
        return false;
    dirt_form_write(dirt, sheet, ROW_WHOLE);
    dirt_note(dirt, sheet, kind, sheet->fields[column]);
    sheet->cells[column].text = id;
    dirt_form_write(dirt, sheet, ROW_WHOLE);
    return true;
}

SPOILT_ROW(spoil_with_system_row)
{
    return copy_with_id(dirt, sheet, kind, "-1");
}

SPOILT_ROW(spoil_with_rounded_id)
{
    return copy_with_id(dirt, sheet, kind, "1.23E+06");
}

SPOILT_ROW(spoil_with_row_without_id)
{
    return copy_with_id(dirt, sheet, kind, "");
}

/* ---- a copy beside it ---- */

/* The row once more, under another id, begun a day later. */
SPOILT_ROW(spoil_with_overlap)
{
    static const struct {
        const char *file, *key, *end;
    } periods[] = {{"ssd_cp_plans.csv", "cppl_cp_plan_id", "cppl_cp_plan_end_date"},
                   {"ssd_cin_plans.csv", "cinp_cin_plan_id", "cinp_cin_plan_end_date"},
                   {"ssd_cla_placement.csv", "clap_cla_placement_id", "clap_cla_placement_end_date"},
                   {"ssd_cla_episodes.csv", "clae_cla_episode_id", "clae_cla_episode_ceased_date"}};
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        if (!text_equal(periods[i].file, sheet->file))
            continue;
        struct cell *key = dirt_cell_of(sheet, periods[i].key);
        struct cell *begin = dirt_cell_of(sheet, dirt_start_field(sheet));
        day_number start = dirt_day_in(begin);
        day_number end = dirt_day_in(dirt_cell_of(sheet, periods[i].end));
        if (start == NO_DAY || start >= dirt->until || (end != NO_DAY && end <= start + 1))
            return false;
        dirt_form_write(dirt, sheet, ROW_WHOLE);
        dirt_note(dirt, sheet, kind, NULL);
        key->text = arena_format(&dirt->scratch, "%sB", key->text);
        day_format(start + 1, begin->own);
        begin->text = begin->own;
        dirt_form_write(dirt, sheet, ROW_WHOLE);
        return true;
    }
    return false;
}

/* Someone's second post, whose hours nobody wrote down. */
SPOILT_ROW(spoil_with_post_without_hours)
{
    struct cell *begin = dirt_cell_of(sheet, "start_date");
    struct cell *hours = dirt_cell_of(sheet, "fte");
    if (!text_equal(sheet->file, "workforce.csv") || dirt_day_in(begin) == NO_DAY)
        return false;
    day_number start = dirt_day_in(begin);
    dirt_form_write(dirt, sheet, ROW_WHOLE);
    dirt_note(dirt, sheet, kind, "fte");
    day_format(start - 1, begin->own);
    begin->text = begin->own;
    hours->text = "";
    dirt_form_write(dirt, sheet, ROW_WHOLE);
    return true;
}

/* ---- the end of the file ---- */

static bool has_rows(const struct dirt *dirt, const struct sheet *sheet)
{
    return sheet->line > 2 + dirt->form->lines_above;
}

SPOILT_ROW(spoil_end_with_totals)
{
    if (!has_rows(dirt, sheet))
        return false;
    dirt_note(dirt, sheet, kind, NULL);
    dirt_form_write_line(dirt, sheet, random_chance(&dirt->random, 500) ? "Total" : "Grand total");
    return true;
}

SPOILT_ROW(spoil_end_with_blank_rows)
{
    dirt_note(dirt, sheet, kind, NULL);
    dirt_form_write_line(dirt, sheet, "");
    dirt_form_write_line(dirt, sheet, "");
    return true;
}
