#include "samples/generator/dirt_kinds.h"

#include "samples/generator/dirt_cells.h"
#include "samples/generator/dirt_places.h"
#include "samples/generator/dirt_rows.h"

/* ---- texts ---- */

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

#define MARK        "\xEF\xBB\xBF"
#define CURLY_QUOTE "\xE2\x80\x99"

#define OF_FILE(name_, found, ...)                                                                           \
    {                                                                                                        \
        .name = (name_), .reach = REACHES_FILE, .harmless = true, .found_as = (found), .form = {             \
            __VA_ARGS__                                                                                      \
        }                                                                                                    \
    }
#define OF_CELL(name_, found, harm, ...)                                                                     \
    {                                                                                                        \
        .name = (name_), .reach = REACHES_CELL, .harmless = !(harm), .found_as = (found), __VA_ARGS__        \
    }
#define OF_ROW(name_, found, harm, spoils)                                                                   \
    {                                                                                                        \
        .name = (name_), .reach = REACHES_ROW, .harmless = !(harm), .found_as = (found), .spoil = (spoils)   \
    }
enum { HARMLESS, HARMS };

static const struct dirt_kind kinds[] = {
    /* the file */
    OF_FILE("byte_order_mark", "", .above = MARK),
    OF_FILE("utf_16", "encoding", .encoding = WRITTEN_UTF_16, .above = MARK),
    OF_FILE("windows_1252", "encoding", .encoding = WRITTEN_WINDOWS_1252,
            .after = "Child" CURLY_QUOTE "s notes", .remark = "worker" CURLY_QUOTE "s"),
    OF_FILE("unix_line_ends", "", .line_end = "\n"),
    OF_FILE("old_line_ends", "", .line_end = "\r"),
    OF_FILE("no_final_line_end", "", .cut = true),
    OF_FILE("blank_first_row", "", .above = "\r\n", .lines_above = 1),
    OF_FILE("separator_line", "separator_line", .above = "sep=,\r\n"),
    OF_FILE("semicolons", "delimiter", .delimiter = ';'),
    OF_FILE("tabs", "delimiter", .delimiter = '\t'),
    OF_FILE("extra_column", "", .after = "TEST_COLUMN", .remark = "test"),
    OF_FILE("unnamed_first_column", "", .before = ""),
    OF_FILE("reordered_columns", "", .reordered = true),
    OF_FILE("headers_in_capitals", "", .headers = HEADERS_IN_CAPITALS),
    OF_FILE("headers_with_spaces", "", .headers = HEADERS_WITH_SPACES),
    OF_FILE("headers_with_no_break_spaces", "", .headers = HEADERS_WITH_NO_BREAK_SPACES),
    OF_FILE("empty_last_headers", "", .after_all = ",,"),
    OF_FILE("trailing_commas", "extra_cells", .after_row = ",,"),
    OF_FILE("all_cells_quoted", "", .quoted = true),
    OF_FILE("dates_day_first", "", .day_first = true),

    /* rows */
    OF_ROW("blank_row", "", HARMLESS, spoil_with_blank_row),
    OF_ROW("short_row", "short_row", HARMLESS, spoil_cut),
    OF_ROW("row_twice", "duplicate_key", HARMLESS, spoil_with_copy),
    OF_ROW("row_twice_without_key", "identical_rows", HARMS, spoil_with_copy_without_key),
    OF_ROW("system_row", "system_row", HARMLESS, spoil_with_system_row),
    OF_ROW("rounded_id", "bad_id", HARMLESS, spoil_with_rounded_id),
    OF_ROW("row_without_id", "required_missing", HARMLESS, spoil_with_row_without_id),
    OF_ROW("comma_outside_quotes", "wrong_cell_count", HARMLESS, spoil_with_torn_copy),
    OF_ROW("overlapping_period", "overlap", HARMS, spoil_with_overlap),
    OF_ROW("post_without_hours", "required_missing", HARMLESS, spoil_with_post_without_hours),
    {.name = "totals_row",
     .reach = REACHES_END,
     .harmless = true,
     .found_as = "totals_row",
     .spoil = spoil_end_with_totals},
    {.name = "blank_last_rows",
     .reach = REACHES_END,
     .harmless = true,
     .found_as = "",
     .spoil = spoil_end_with_blank_rows},

    /* ids */
    OF_CELL("id_in_small_letters", "", HARMLESS, .on = CELL_ID, .write = id_in_small_letters),
    OF_CELL("id_with_spaces", "", HARMLESS, .on = CELL_ID, .write = id_with_spaces),
    OF_CELL("id_with_no_break_space", "", HARMLESS, .on = CELL_ID, .write = id_with_no_break_space),
    OF_CELL("child_not_there", "not_related", HARMS, .on = CELL_ID, .places = child_places,
            .write = child_not_there),
    OF_CELL("plan_not_there", "not_related", HARMS, .on = CELL_ID, .places = plan_places,
            .write = plan_not_there),
    OF_CELL("worker_not_there", "not_related", HARMS, .on = CELL_ID, .places = worker_places,
            .write = worker_not_there),

    /* dates */
    OF_CELL("date_day_first", "", HARMLESS, .on = CELL_DAY, .write = date_day_first),
    OF_CELL("date_with_dots", "", HARMLESS, .on = CELL_DAY, .write = date_with_dots),
    OF_CELL("date_with_slashes", "", HARMLESS, .on = CELL_DAY, .write = date_with_slashes),
    OF_CELL("date_with_month_name", "", HARMLESS, .on = CELL_DAY, .write = date_with_month_name),
    OF_CELL("date_with_time", "", HARMLESS, .on = CELL_DAY, .write = date_with_time),
    OF_CELL("date_with_milliseconds", "", HARMLESS, .on = CELL_DAY, .write = date_with_milliseconds),
    OF_CELL("two_digit_year", "bad_date", HARMS, .on = CELL_DAY, .write = date_two_digit_year,
            .held_back = true),
    OF_CELL("month_name_two_digit_year", "bad_date", HARMS, .on = CELL_DAY,
            .write = date_month_name_two_digit_year, .held_back = true),
    OF_CELL("impossible_date", "bad_date", HARMS, .on = CELL_DAY, .held_back = true,
            .texts = TEXTS("31/02/2024", "29/02/2023", "00/01/2024", "zz/05/2020", "2024-02-30")),
    OF_CELL("american_date", "bad_date", HARMS, .on = CELL_DAY, .texts = TEXTS("12/31/2023", "4/30/2024"),
            .held_back = true),
    OF_CELL("spreadsheet_serial", "bad_date", HARMS, .on = CELL_DAY, .texts = TEXTS("44090", "45321.0"),
            .held_back = true),
    OF_CELL("date_before_anyone", "bad_date", HARMS, .on = CELL_DAY,
            .texts = TEXTS("01/01/1800", "31/12/1753"), .held_back = true),
    OF_CELL("sentinel_date", "placeholder", HARMS, .on = CELL_DAY, .held_back = true,
            .texts = TEXTS("01/01/1900", "1900-01-01", "1900/01/01", "31/12/9999", "99991231", "19000101")),
    OF_CELL("date_not_known", "required_missing", HARMS, .on = CELL_DAY, .places = required_places,
            .texts = TEXTS("not known", "TBC", "NULL", "-")),
    OF_CELL("date_to_come", "check_failed", HARMS, .on = CELL_DAY, .places = until_places,
            .write = date_to_come),
    OF_CELL("birth_to_come", "check_failed", HARMS, .on = CELL_DAY, .places = birth_places,
            .write = date_to_come),
    OF_CELL("end_before_start", "check_failed", HARMS, .on = CELL_DAY, .places = end_places,
            .write = date_before_start),
    OF_CELL("review_before_plan", "check_failed", HARMS, .on = CELL_DAY, .places = review_places,
            .write = date_long_before),
    OF_CELL("conference_before_enquiry", "check_failed", HARMS, .on = CELL_DAY, .places = conference_places,
            .write = date_before_enquiry),

    /* flags */
    OF_CELL("flag_spelt_otherwise", "", HARMLESS, .on = CELL_FLAG, .write = flag_spelt_otherwise,
            .held_back = true),
    OF_CELL("unknown_flag", "bad_flag", HARMS, .on = CELL_FLAG,
            .texts = TEXTS("Maybe", "ayes", "hmm", "2", "Y/N"), .held_back = true),

    /* codes */
    OF_CELL("code_in_small_letters", "", HARMLESS, .on = CELL_TEXT, .places = code_places,
            .write = code_in_small_letters),
    OF_CELL("code_spelt_otherwise", "", HARMLESS, .on = CELL_TEXT, .places = code_places,
            .write = code_spelt_otherwise),
    OF_CELL("unknown_code", "unknown_code", HARMS, .on = CELL_TEXT, .places = code_places,
            .texts =
                TEXTS("ZZ9", "Martian", "Obsolete DO NOT USE", "PSRMEM - Support with memory and cognition")),
    OF_CELL("retired_code", "retired_code", HARMS, .on = CELL_TEXT, .places = retired_places,
            .write = code_retired),

    /* numbers */
    OF_CELL("number_with_spaces", "", HARMLESS, .on = CELL_NUMBER, .write = number_with_spaces),
    OF_CELL("number_with_decimals", "", HARMLESS, .on = CELL_NUMBER, .write = number_with_decimals),
    OF_CELL("number_in_pounds", "", HARMLESS, .on = CELL_NUMBER, .places = money_places,
            .write = number_in_pounds),
    OF_CELL("unreadable_number", "bad_number", HARMS, .on = CELL_NUMBER, .held_back = true,
            .texts = TEXTS("12%", "n/a.", "three", "1 to 2", "c", "low")),
    OF_CELL("number_out_of_range", "out_of_range", HARMS, .on = CELL_NUMBER, .places = range_places,
            .texts = TEXTS("-1", "-40")),
    OF_CELL("difficulties_out_of_range", "out_of_range", HARMS, .on = CELL_NUMBER,
            .places = difficulties_places, .texts = TEXTS("41", "400")),
    OF_CELL("hours_beyond_one_post", "check_failed", HARMS, .on = CELL_NUMBER, .places = hours_places,
            .texts = TEXTS("1.2", "37", "-0.5")),

    /* cells that were empty */
    OF_CELL("word_for_none", "", HARMLESS, .on = CELL_BLANK,
            .texts = TEXTS("NULL", "NaT", "nan", "N/A", "#N/A", "-", ".", "not known", "TBC")),
    OF_CELL("placeholder", "placeholder", HARMLESS, .on = CELL_BLANK,
            .texts = TEXTS("SSD_PH", "PLACEHOLDER_DATA")),
    OF_CELL("formula_text", "", HARMLESS, .on = CELL_BLANK, .places = remark_places,
            .texts =
                TEXTS("=HYPERLINK(\"http://example.org\")", "+44 1632 960000", "-1 visit", "@SUM(A1:A9)")),
    OF_CELL("text_with_comma", "", HARMLESS, .on = CELL_BLANK, .places = remark_places,
            .texts = TEXTS("school, then home")),
    OF_CELL("text_with_quotes", "", HARMLESS, .on = CELL_BLANK, .places = remark_places,
            .texts = TEXTS("said \"no\"")),
    OF_CELL("text_with_line_break", "", HARMLESS, .on = CELL_BLANK, .places = remark_places,
            .texts = TEXTS("school\r\nthen home", "school\nthen home")),
    OF_CELL("mojibake", "", HARMLESS, .on = CELL_BLANK, .places = remark_places,
            .texts = TEXTS("child\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s")),

    /* teams */
    OF_CELL("text_with_spaces", "", HARMLESS, .on = CELL_TEXT, .places = team_places,
            .write = text_with_spaces),
    OF_CELL("team_not_known", "no_unit", HARMS, .on = CELL_TEXT, .places = team_places,
            .write = team_not_known),
    OF_CELL("team_misspelt", "unknown_unit", HARMS, .on = CELL_TEXT, .places = team_places,
            .write = team_misspelt),
};
enum { KINDS = sizeof kinds / sizeof *kinds };

size_t dirt_kind_count(void)
{
    return KINDS;
}

const struct dirt_kind *dirt_kind_at(size_t index)
{
    return &kinds[index];
}
