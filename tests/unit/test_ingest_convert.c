#include "base/text.h"
#include "ingest/convert.h"
#include "ingest/encoding.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* What becomes of a cell, as text: the value, "" for missing, "!rule" for a finding. */
static const char *converted(struct arena *arena, const struct cell_rule *rule, const char *text)
{
    struct cell_value value = cell_convert(rule, arena_copy_text(arena, text), strlen(text));
    if (!value.present)
        return value.finding == NO_FINDING
                   ? ""
                   : arena_format(arena, "!%s", finding_rule_text((enum finding_rule)value.finding)->name);
    assert_int_equal(value.finding, NO_FINDING);
    char *day = arena_allocate(arena, DAY_TEXT_SIZE, 1);
    switch (rule->kind) {
    case CELL_NUMBER:
        return arena_format(arena, "%.15g", value.number);
    case CELL_DATE:
        day_format(value.day, day);
        return day;
    case CELL_FLAG:
        return value.flag ? "yes" : "no";
    case CELL_TEXT:
    case CELL_ID:
    case CELL_CODE:
    case CELL_KIND_COUNT:
        break;
    }
    return value.text;
}

struct conversion {
    const char *cell;
    const char *value;
};

static void check_rule(struct cell_rule rule, const struct conversion *cases, size_t count)
{
    struct arena arena = {0};
    static const char *const more[] = {"not held", "zz"};
    struct missing_words missing = missing_words_make(&arena, more, 2);
    rule.missing = &missing;
    for (size_t i = 0; i < count; i++) {
        const char *value = converted(&arena, &rule, cases[i].cell);
        if (!text_equal(value, cases[i].value))
            fail_msg("\"%s\": expected \"%s\", not \"%s\"", cases[i].cell, cases[i].value, value);
    }
    arena_release(&arena);
}

static void check_conversions(enum cell_kind kind, const struct code_list *codes,
                              const struct conversion *cases, size_t count)
{
    check_rule((struct cell_rule){.kind = kind, .codes = codes}, cases, count);
}

#define CHECK_RULE(rule, cases)   check_rule(rule, cases, sizeof(cases) / sizeof *(cases))
#define CHECK(kind, codes, cases) check_conversions(kind, codes, cases, sizeof(cases) / sizeof *(cases))

static void text_is_trimmed_and_kept_inside(void **state)
{
    (void)state;
    static const struct conversion cases[] = {
        {"abc", "abc"},
        {"  a  b\t", "a  b"},
        {"\xC2\xA0 Hazlett\xC2\xA0Road \xC2\xA0", "Hazlett\xC2\xA0Road"},
        {"001234", "001234"},
        {"99991231", "99991231"},
        {"1900-01-01", "1900-01-01"},
        {"N", "N"},
    };
    CHECK(CELL_TEXT, NULL, cases);
}

static void words_that_stand_for_none_are_missing_in_every_kind(void **state)
{
    (void)state;
    static const struct conversion cases[] = {
        {"", ""},
        {"  ", ""},
        {"\xC2\xA0", ""},
        {"NULL", ""},
        {"null", ""},
        {"NaN", ""},
        {"nan", ""},
        {"NaT", ""},
        {"n/a", ""},
        {"#N/A", ""},
        {" #n/a ", ""},
        {"-", ""},
        {".", ""},
        {"Not known", ""},
        {"NOT KNOWN", ""},
        {"tbc", ""},
        {"TBC", ""},
        {"not held", ""},
        {"ZZ", ""},
        {"SSD_PH", "!placeholder"},
        {"ssd_ph", "!placeholder"},
        {"PLACEHOLDER_DATA", "!placeholder"},
    };
    struct arena arena = {0};
    struct code_list codes = {.path = "none", .spellings = map_in(&arena)};
    for (int kind = 0; kind < CELL_KIND_COUNT; kind++)
        CHECK((enum cell_kind)kind, &codes, cases);
    arena_release(&arena);
}

static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct conversion cases[] = {
        {"12", "12"},
        {" 5 ", "5"},
        {"5.0", "5"},
        {"-3", "-3"},
        {"+3", "3"},
        {".5", "0.5"},
        {"1e3", "1000"},
        {"3,000", "3000"},
        {"1,234,567.5", "1234567.5"},
        {"-1,234", "-1234"},
        {"\xC2\xA3"
         "3,000",
         "3000"},
        {"\xC2\xA3"
         "12.50",
         "12.5"},
        {"-\xC2\xA3"
         "5",
         "-5"},
        {"12%", "!bad_number"},
        {"1,23", "!bad_number"},
        {"1234,567", "!bad_number"},
        {",234", "!bad_number"},
        {"1,2345", "!bad_number"},
        {"1.5,000", "!bad_number"},
        {"\xC2\xA3", "!bad_number"},
        {"\xC2\xA3-5", "!bad_number"},
        {"c", "!bad_number"},
        {"18+", "!bad_number"},
        {"<1", "!bad_number"},
        {"inf", "!bad_number"},
        {"0x10", "!bad_number"},
        {"1e999", "!bad_number"},
        {"--1", "!bad_number"},
        {"1 000", "1000"},
        {"12\xC2\xA0"
         "345",
         "12345"},
        {"1\xE2\x80\xAF"
         "000\xE2\x80\xAF"
         "000.5",
         "1000000.5"},
        {"1 00", "!bad_number"},
        {"1 000,500", "!bad_number"},
        {"0,123", "!bad_number"},
        {"000,123", "!bad_number"},
        {"0 123", "!bad_number"},
        {"256,5", "!bad_number"},
        {"00000000000000000000000000000000000000000000000000000000000000001", "!bad_number"},
    };
    CHECK(CELL_NUMBER, NULL, cases);
}

static void dates_are_read_day_first_or_refused(void **state)
{
    (void)state;
    static const struct conversion cases[] = {
        {"03/04/2024", "2024-04-03"},
        {"3/4/2024", "2024-04-03"},
        {"03-04-2024", "2024-04-03"},
        {"03.04.2024", "2024-04-03"},
        {"2024-04-03", "2024-04-03"},
        {"2024/04/03", "2024-04-03"},
        {" 2024-04-03 ", "2024-04-03"},
        {"2024-04-03 00:00:00", "2024-04-03"},
        {"2024-04-03 00:00:00.000", "2024-04-03"},
        {"2024-04-03 23:59:59.9999999", "2024-04-03"},
        {"2024-04-03T00:00:00", "2024-04-03"},
        {"2024-04-03T09:30", "2024-04-03"},
        {"2024-04-03T09:30:00.000Z", "2024-04-03"},
        {"2024-04-03T09:30:00+01:00", "2024-04-03"},
        {"03/04/2024 00:00", "2024-04-03"},
        {"03/04/2024 9:05", "2024-04-03"},
        {"03-Apr-2024", "2024-04-03"},
        {"3-apr-2024", "2024-04-03"},
        {"03 Apr 2024", "2024-04-03"},
        {"3 April 2024", "2024-04-03"},
        {"03 APRIL 2024", "2024-04-03"},
        {"1 Sept 2024", "2024-09-01"},
        {"1 May 2024", "2024-05-01"},
        {"29/02/2024", "2024-02-29"},
        {"29/02/2023", "!bad_date"},
        {"31/02/2024", "!bad_date"},
        {"31/06/2024", "!bad_date"},
        {"12/31/2023", "!bad_date"},
        {"00/01/2024", "!bad_date"},
        {"01/00/2024", "!bad_date"},
        {"01/13/2024", "!bad_date"},
        {"2024-13-01", "!bad_date"},
        {"zz/05/2020", "!bad_date"},
        {"03/04/24", "!bad_date"},
        {"03/04/02024", "!bad_date"},
        {"3 Apr 24", "!bad_date"},
        {"44090", "!bad_date"},
        {"44090.0", "!bad_date"},
        {"20240403", "!bad_date"},
        {"03/04-2024", "!bad_date"},
        {"03 04 2024", "!bad_date"},
        {"3 Apri 2024", "!bad_date"},
        {"3 Aprilish 2024", "!bad_date"},
        {"003/04/2024", "!bad_date"},
        {"2024-4-3", "2024-04-03"},
        {"2024/9/13", "2024-09-13"},
        {"2024-13-1", "!bad_date"},
        {"2024-4-31", "!bad_date"},
        {"2024-04-031", "!bad_date"},
        {"2024-04-03x", "!bad_date"},
        {"2024-04-03 ", "2024-04-03"},
        {"2024-04-03 9", "!bad_date"},
        {"2024-04-03 25:00", "!bad_date"},
        {"2024-04-03 10:60", "!bad_date"},
        {"2024-04-03 10:00:61", "!bad_date"},
        {"2024-04-03 10:00:00.", "!bad_date"},
        {"2024-04-03 10:00 noon", "!bad_date"},
        {"03/04/2024 12:00 AM", "!bad_date"},
        {"April 2024", "!bad_date"},
        {"0000-01-01", "!bad_date"},
        {"yesterday", "!bad_date"},
        {"1900-01-01", "!placeholder"},
        {"01/01/1900", "!placeholder"},
        {"1900/01/01", "!placeholder"},
        {"1 Jan 1900", "!placeholder"},
        {"1900-01-01 00:00:00", "!placeholder"},
        {"19000101", "!placeholder"},
        {"31/12/9999", "!placeholder"},
        {"31/12/1899", "!bad_date"},
        {"01/01/1800", "!bad_date"},
        {"02/01/1900", "1900-01-02"},
        {"9999-12-31T00:00:00", "!placeholder"},
        {"99991231", "!placeholder"},
        {"02/01/1900", "1900-01-02"},
        {"30/12/9999", "9999-12-30"},
    };
    CHECK(CELL_DATE, NULL, cases);
}

static void a_date_that_cannot_be_says_why_without_its_text(void **state)
{
    (void)state;
    static const struct date_forms usual = {.formats = 0}, compact = {.formats = 1 << DATE_COMPACT};
    static const char day[] = "there is no such day in that month of that year",
                      month[] = "there is no such month";
    static const struct {
        const char *text;
        const struct date_forms *forms;
        const char *fault;
    } cases[] = {
        {"31/02/2026", &usual, day},   {"29/02/2023", &usual, day},
        {"00/01/2024", &usual, day},   {"2024-04-31 10:00", &usual, day},
        {"31 Feb 2026", &usual, day},  {"20260231", &compact, day},
        {"12/31/2024", &usual, month}, {"01/00/2024", &usual, month},
        {"2024-13-01", &usual, month}, {"31/12/1899", &usual, "the year is before 1900"},
        {"31/02/26", &usual, NULL},    {"31/02/2026 10:60", &usual, NULL},
        {"20260231", &usual, NULL},    {"yesterday", &usual, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day_number read;
        const char *fault = date_fault(cases[i].text, cases[i].forms);
        assert_false(date_read(cases[i].text, cases[i].forms, &read));
        if (!fault != !cases[i].fault || (fault && !text_equal(fault, cases[i].fault)))
            fail_msg("%s: %s", cases[i].text, fault ? fault : "nothing said");
    }
}

static void ids_are_the_same_whatever_a_spreadsheet_did_to_them(void **state)
{
    (void)state;
    static const struct conversion cases[] = {
        {"1234", "1234"},
        {"1234.0", "1234"},
        {" 1234.00 ", "1234"},
        {"abc123 ", "ABC123"},
        {"ABC 123", "ABC123"},
        {"ab\xC2\xA0"
         "1",
         "AB1"},
        {"001234", "001234"},
        {"1234.5", "1234.5"},
        {"12.0.0", "12.0.0"},
        {".0", ".0"},
        {"1.23E+06", "!bad_id"},
        {"1E+6", "!bad_id"},
        {"123e-2", "!bad_id"},
        {"12E6", "12E6"},
        {"E+06", "E+06"},
        {"1.2E+0A", "1.2E+0A"},
        {"-1", "!placeholder"},
        {"-1.0", "!placeholder"},
        {"Unknown", "!placeholder"},
        {"-2", "-2"},
        {"0", "0"},
        {"SSD_PH", "!placeholder"},
    };
    CHECK(CELL_ID, NULL, cases);
}

static void a_column_that_names_its_date_formats_takes_no_others(void **state)
{
    (void)state;
    static const struct conversion day_first[] = {
        {"03/04/2024", "2024-04-03"},
        {"2024-04-03", "!bad_date"},
        {"3 April 2024", "!bad_date"},
    };
    static const struct conversion compact[] = {
        {"20240403", "2024-04-03"},  {"20240431", "!bad_date"},    {"2024043", "!bad_date"},
        {"03/04/2024", "!bad_date"}, {"99991231", "!placeholder"},
    };
    static const struct conversion excel[] = {
        {"44090", "2020-09-16"},  {"44090.0", "2020-09-16"}, {"44090.75", "2020-09-16"},
        {"61", "1900-03-01"},     {"60", "!bad_date"},       {"1", "!bad_date"},
        {"109574", "2199-12-31"}, {"109575", "!bad_date"},   {"440900000", "!bad_date"},
        {"44090x", "!bad_date"},  {"-44090", "!bad_date"},   {"3/4/2024", "2024-04-03"},
    };
    CHECK_RULE(((struct cell_rule){.kind = CELL_DATE, .dates.formats = 1 << DATE_DAY_FIRST}), day_first);
    CHECK_RULE(((struct cell_rule){.kind = CELL_DATE, .dates.formats = 1 << DATE_COMPACT}), compact);
    CHECK_RULE(
        ((struct cell_rule){.kind = CELL_DATE, .dates.formats = 1 << DATE_EXCEL | 1 << DATE_DAY_FIRST}),
        excel);
}

static void a_year_is_its_last_day(void **state)
{
    (void)state;
    static const struct conversion financial[] = {
        {"2025", "2025-03-31"},    {"202425", "2025-03-31"},  {"2024/25", "2025-03-31"},
        {"2024-25", "2025-03-31"}, {"1999/00", "2000-03-31"}, {"202426", "!bad_date"},
        {"2024/24", "!bad_date"},  {"2024 25", "!bad_date"},  {"2024/2025", "!bad_date"},
        {"25", "!bad_date"},       {"20x5", "!bad_date"},     {"2024/2", "!bad_date"},
    };
    static const struct conversion september[] = {{"2025", "2025-09-30"}, {"2024/25", "2025-09-30"}};
    struct cell_rule rule = {.kind = CELL_DATE, .dates.formats = 1 << DATE_YEAR};
    CHECK_RULE(rule, financial);
    rule.dates.year_ends = (struct date){0, 9, 30};
    CHECK_RULE(rule, september);
}

static void values_outside_the_range_of_their_column_are_found(void **state)
{
    (void)state;
    static const struct conversion scores[] = {
        {"0", "0"},           {"40", "40"}, {"41", "!out_of_range"}, {"-1", "!out_of_range"},
        {"x", "!bad_number"}, {"", ""},
    };
    static const struct conversion days[] = {
        {"01/01/2000", "2000-01-01"},
        {"31/12/1999", "!out_of_range"},
        {"01/01/1900", "!placeholder"},
        {"31/12/2200", "2200-12-31"},
    };
    struct cell_range of_scores = {.has_least = true, .has_most = true, .least = 0, .most = 40};
    struct cell_range of_days = {.has_least = true, .least = day_from_date((struct date){2000, 1, 1})};
    CHECK_RULE(((struct cell_rule){.kind = CELL_NUMBER, .range = of_scores}), scores);
    CHECK_RULE(((struct cell_rule){.kind = CELL_DATE, .range = of_days}), days);
}

static void figures_held_back_are_missing_and_counted(void **state)
{
    (void)state;
    static const char *const words[] = {"c", "x", "low", ":"};
    static const struct conversion cases[] = {
        {"c", "!suppressed"}, {"C", "!suppressed"},  {"low", "!suppressed"},
        {":", "!suppressed"}, {"12", "12"},          {"0", "0"},
        {"zz", ""},           {"cx", "!bad_number"},
    };
    struct arena arena = {0};
    struct missing_words suppressed = own_words_make(&arena, words, 4);
    CHECK_RULE(((struct cell_rule){.kind = CELL_NUMBER, .suppressed = &suppressed}), cases);
    arena_release(&arena);
}

static void flags_are_yes_or_no_and_nothing_else(void **state)
{
    (void)state;
    static const struct conversion cases[] = {
        {"Y", "yes"},
        {"y", "yes"},
        {"Yes", "yes"},
        {"yes ", "yes"},
        {"TRUE", "yes"},
        {"true", "yes"},
        {"T", "yes"},
        {"1", "yes"},
        {"a) Yes", "yes"},
        {"A) YES", "yes"},
        {"a)  Yes", "yes"},
        {"N", "no"},
        {"no", "no"},
        {"False", "no"},
        {"F", "no"},
        {"0", "no"},
        {"b) No", "no"},
        {"b)No", "no"},
        {"ayes", "!bad_flag"},
        {"hmm", "!bad_flag"},
        {"2", "!bad_flag"},
        {"a) No", "!bad_flag"},
        {"c) Unknown", "!bad_flag"},
        {"10", "!bad_flag"},
        {"yes yes yes", "!bad_flag"},
    };
    CHECK(CELL_FLAG, NULL, cases);
}

static void flags_may_be_read_by_a_list(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    const char *folder = temporary_folder(&arena);
    const char *path = write_file(&arena, folder, "nfa.csv",
                                  "code,alias\nY,No further action\nN,Further action\nU,Unknown\n");
    struct code_list codes;
    assert_true(code_list_load(&arena, path, &codes, &error));
    static const struct conversion cases[] = {
        {"Y", "yes"},
        {"a) No further action", "yes"},
        {"further action", "no"},
        {"c) Unknown", ""},
        {"", ""},
        {"yes", "!bad_flag"},
        {"maybe", "!bad_flag"},
    };
    CHECK(CELL_FLAG, &codes, cases);
    remove_folder(folder);
    arena_release(&arena);
}

static void codes_match_in_any_spelling_of_their_list(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    const char *folder = temporary_folder(&arena);
    const char *path = write_file(&arena, folder, "abuse.csv",
                                  "code,alias\nNEG,Neglect\nNEG,\"a) Neglect\"\nMUL,\"Neglect, Physical\"\n"
                                  "POL,q) 6: Police\nOTH,Child\xE2\x80\x99s other\nEMO,\n");
    struct code_list codes;
    assert_true(code_list_load(&arena, path, &codes, &error));
    static const struct conversion cases[] = {
        {"NEG", "NEG"},
        {"neg", "NEG"},
        {"Neglect", "NEG"},
        {" NEGLECT\xC2\xA0", "NEG"},
        {"a)   neglect", "NEG"},
        {"neglect,\tphysical", "MUL"},
        {"Q)\xC2\xA0"
         "6: police",
         "POL"},
        {"child's OTHER", "OTH"},
        {"EMO", "EMO"},
        {"Neglected", "!unknown_code"},
        {"N", "!unknown_code"},
        {"Obsolete DO NOT USE", "!unknown_code"},
    };
    CHECK(CELL_CODE, &codes, cases);
    remove_folder(folder);
    arena_release(&arena);
}

static void a_code_list_that_contradicts_itself_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        const char *message;
    } cases[] = {
        {"code,alias\nNEG,Neglect\nPHY,neglect\n", "line 3: \"neglect\" stands for both NEG and PHY"},
        {"code,alias\nNEG,PHY\nPHY,Physical\n", "line 3: \"PHY\" stands for both NEG and PHY"},
        {"code\nNEG\n", "line 1: a code list is headed code,alias"},
        {"code,alias\n,Neglect\n", "line 2: a row of a code list is a code and one spelling"},
        {"code,alias,colour\n", "line 1: \"colour\" is not a header of a code list"},
        {"code,alias,alias\n", "or there twice"},
        {"code,within,alias\nA,B,\n", "A is said to be within B, which is not a code"},
        {"code,within,alias\nA,B,\nB,A,\n", "is said to be within itself"},
        {"code,until,alias\nA,2024,\n", "line 2: \"until\" is written as a day, 2024-03-31, not \"2024\""},
        {"code,alias\nA,?\n", "has neither letter nor digit"},
        {"code,alias\nNEG,\"a\n", "line 2: a quote is opened"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct error error = {0};
        const char *folder = temporary_folder(&arena);
        const char *path = write_file(&arena, folder, "list.csv", cases[i].list);
        struct code_list codes;
        assert_false(code_list_load(&arena, path, &codes, &error));
        assert_int_equal(error.kind, ERROR_CONFIG);
        assert_non_null(strstr(error.message, "list.csv"));
        if (!strstr(error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", error.message, cases[i].message);
        remove_folder(folder);
        arena_release(&arena);
    }
}

/* ---- encodings ---- */

static void texts_are_decoded_by_what_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *text;
        const char *encoding;
    } cases[] = {
        {"plain", 5, "plain", "UTF-8"},
        {"caf\xC3\xA9", 5, "caf\xC3\xA9", "UTF-8"},
        {"\xEF\xBB\xBF"
         "CHILD",
         8, "CHILD", "UTF-8"},
        {"Child\x92s \xA3"
         "5",
         10,
         "Child\xE2\x80\x99s \xC2\xA3"
         "5",
         "Windows-1252"},
        {"\xFF\xFE"
         "a\0,\0\xA3\0",
         8, "a,\xC2\xA3", "UTF-16"},
        {"\xFE\xFF"
         "\0a\0,\0\xA3",
         8, "a,\xC2\xA3", "UTF-16"},
        {"\xFF\xFE"
         "\x3D\xD8\x00\xDE",
         6, "\xF0\x9F\x98\x80", "UTF-16"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct error error = {0};
        struct decoded_text decoded;
        char *bytes = arena_copy_bytes(&arena, cases[i].bytes, cases[i].length);
        assert_true(text_decode(&arena, bytes, cases[i].length, &decoded, &error));
        assert_string_equal(decoded.text, cases[i].text);
        assert_int_equal(decoded.length, strlen(cases[i].text));
        assert_string_equal(decoded.encoding, cases[i].encoding);
        arena_release(&arena);
    }
}

static void what_is_not_text_is_refused_for_what_it_seems_to_be(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *message;
    } cases[] = {
        {"", 0, "the file is empty"},
        {"PK\x03\x04\0\0", 6, "an Excel workbook"},
        {"\xD0\xCF\x11\xE0\xA1\xB1", 6, "an old Excel workbook"},
        {"<!doctype html><p>", 18, "a web page"},
        {"\r\n <HTML>", 9, "a web page"},
        {"\xEF\xBB\xBF<?xml version", 16, "an XML file"},
        {"%PDF-1.7", 8, "a PDF"},
        {"a,b\n1,\0002\n", 8, "line 2 holds a NUL byte"},
        {"a\0,\0b\0\n\0", 8, "UTF-16 without a byte order mark"},
        {"\xFF\xFE"
         "a\0\0\0",
         6, "line 1 holds a NUL byte"},
        {"\xFF\xFE"
         "a\0\n\0\x00\xD8,\0",
         10, "line 2: byte 5 of the file is not UTF-16"},
        {"\xFF\xFE"
         "a\0b",
         5, "not UTF-16"},
        {"\xFF\xFE<\0h\0t\0m\0l\0>\0", 14, "a web page"},
        {"\xEF\xBB\xBF"
         "a\nb\x92\n",
         8, "line 2: the file begins as UTF-8 but byte 4 is not"},
        {"a\n\x81\n", 4, "line 2: byte 3 of the file is not Windows-1252"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct error error = {0};
        struct decoded_text decoded;
        char *bytes = arena_copy_bytes(&arena, cases[i].bytes, cases[i].length);
        assert_false(text_decode(&arena, bytes, cases[i].length, &decoded, &error));
        assert_int_equal(error.kind, ERROR_DATA);
        if (!strstr(error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", error.message, cases[i].message);
        arena_release(&arena);
    }
}

/* ---- anything at all ---- */

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void random_cells_never_crash_any_kind(void **state)
{
    (void)state;
    static const char likely[] = "0123456789/-:. ,TZaeJnYN\xC2\xA3\xA0\xE2\x80\x99";
    struct arena arena = {0};
    struct code_list codes = {.path = "none", .spellings = map_in(&arena)};
    struct missing_words missing = missing_words_make(&arena, NULL, 0);
    uint32_t random = 31;
    for (size_t i = 0; i < 20000; i++) {
        char cell[40];
        size_t length = next_random(&random) % (sizeof cell - 1);
        for (size_t j = 0; j < length; j++) {
            uint32_t byte = next_random(&random);
            cell[j] = byte % 8 ? likely[byte / 8 % (sizeof likely - 1)] : (char)(byte / 8 % 255 + 1);
        }
        cell[length] = '\0';
        struct cell_rule rule = {.kind = (enum cell_kind)(i % CELL_KIND_COUNT),
                                 .missing = &missing,
                                 .codes = &codes,
                                 .dates = {.formats = i % (1U << DATE_FORMAT_COUNT)}};
        struct cell_value value = cell_convert(&rule, cell, strlen(cell));
        assert_true(!value.present || value.finding == NO_FINDING);
    }
    arena_release(&arena);
}

static void random_bytes_never_crash_the_decoder(void **state)
{
    (void)state;
    static const char *const marks[] = {"", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"};
    uint32_t random = 1252;
    for (size_t i = 0; i < 20000; i++) {
        struct arena arena = {0};
        struct error error = {0};
        char *bytes = arena_allocate(&arena, 64, 1);
        size_t length = strlen(marks[i % 4]);
        memcpy(bytes, marks[i % 4], length);
        for (size_t more = next_random(&random) % 32; more > 0; more--)
            bytes[length++] = (char)(next_random(&random) % 256);
        struct decoded_text decoded;
        if (text_decode(&arena, bytes, length, &decoded, &error))
            assert_int_equal(utf8_valid_prefix(decoded.text, decoded.length), decoded.length);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_trimmed_and_kept_inside),
        cmocka_unit_test(words_that_stand_for_none_are_missing_in_every_kind),
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(dates_are_read_day_first_or_refused),
        cmocka_unit_test(a_date_that_cannot_be_says_why_without_its_text),
        cmocka_unit_test(ids_are_the_same_whatever_a_spreadsheet_did_to_them),
        cmocka_unit_test(a_column_that_names_its_date_formats_takes_no_others),
        cmocka_unit_test(a_year_is_its_last_day),
        cmocka_unit_test(values_outside_the_range_of_their_column_are_found),
        cmocka_unit_test(figures_held_back_are_missing_and_counted),
        cmocka_unit_test(flags_are_yes_or_no_and_nothing_else),
        cmocka_unit_test(flags_may_be_read_by_a_list),
        cmocka_unit_test(codes_match_in_any_spelling_of_their_list),
        cmocka_unit_test(a_code_list_that_contradicts_itself_is_refused),
        cmocka_unit_test(texts_are_decoded_by_what_they_are),
        cmocka_unit_test(what_is_not_text_is_refused_for_what_it_seems_to_be),
        cmocka_unit_test(random_cells_never_crash_any_kind),
        cmocka_unit_test(random_bytes_never_crash_the_decoder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
