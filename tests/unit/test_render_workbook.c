#include "base/file.h"
#include "base/text.h"
#include "render/workbook.h"
#include "tests/support/files.h"
#include "tests/support/xlsx.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

enum { ROWS = 4, COLUMNS = 3 };

/* A page of every kind of cell, and a folder to write it to. */
struct made {
    struct arena arena;
    char *folder;
    struct cell cells[ROWS * COLUMNS];
    struct page page;
    struct workbook_properties properties;
};

static struct cell words(const char *text)
{
    return (struct cell){.style = STYLE_WORDS, .text = text};
}

static int prepare(void **state)
{
    static const double widths[COLUMNS] = {30, 10, 10};
    static const double heights[ROWS] = {24, 15, 15, 15};
    static struct made made;
    made = (struct made){0};
    made.folder = temporary_folder(&made.arena);
    made.cells[0] =
        (struct cell){.style = STYLE_TITLE, .text = "Scorecard: Bath & \"Somerset\"", .across = COLUMNS};
    made.cells[3] = (struct cell){.style = STYLE_HEADING, .text = "Indicator"};
    made.cells[6] = words("Agency staff");
    made.cells[7] = (struct cell){.style = STYLE_FIGURE,
                                  .tint = TINT_RED,
                                  .text = "17.5% R",
                                  .is_number = true,
                                  .number = 17.5,
                                  .number_format = "#,##0.0\"% R\""};
    made.cells[9] = words("n/a");
    made.page = (struct page){.name = "County",
                              .title = "Scorecard",
                              .row_count = ROWS,
                              .column_count = COLUMNS,
                              .cells = made.cells,
                              .widths = widths,
                              .heights = heights,
                              .heading_row = 1,
                              .fixed_columns = 1,
                              .pages_wide = 1,
                              .foot_left = "Official: management information",
                              .foot_middle = "2nd & 3rd county"};
    made.properties = (struct workbook_properties){"Scorecard", "October 2026", "Bath & Somerset", 20757};
    *state = &made;
    return 0;
}

static int finish(void **state)
{
    struct made *made = *state;
    remove_folder(made->folder);
    arena_release(&made->arena);
    return 0;
}

static char *write(struct made *made, const char *name)
{
    struct error error = {0};
    char *path = path_join(&made->arena, made->folder, name);
    if (!workbook_write(path, &made->page, 1, &made->properties, &error))
        fail_msg("%s", error.message);
    return path;
}

/* The part of the page as a workbook. No unzip: the test ends, having said so. */
static char *written_part(struct made *made, const char *part)
{
    char *text = xlsx_part(&made->arena, write(made, "book.xlsx"), part);
    if (!text)
        skip();
    return text;
}

static void assert_holds(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("\"%s\" is not in\n%s", wanted, text);
}

static void numbers_are_numbers_and_texts_are_texts(void **state)
{
    struct made *made = *state;
    made->cells[10] = words("=HYPERLINK(\"http://example.org\")");
    made->cells[11] = words("12");
    char *sheet = written_part(made, "xl/worksheets/sheet1.xml");
    assert_holds(sheet, "<v>17.5</v>");
    assert_null(strstr(sheet, "<f>"));
    assert_null(strstr(sheet, "hyperlink"));
    char *texts = written_part(made, "xl/sharedStrings.xml");
    assert_holds(texts, "<t>=HYPERLINK(\"http://example.org\")</t>");
    assert_holds(texts, "<t>12</t>");
    assert_holds(texts, "Bath &amp; \"Somerset\"");
    assert_holds(written_part(made, "xl/styles.xml"), "formatCode=\"#,##0.0&quot;% R&quot;\"");
}

static void what_is_no_number_is_never_written_as_one(void **state)
{
    struct made *made = *state;
    made->cells[7].number = (double)NAN;
    made->cells[7].text = "n/a";
    made->cells[8] = made->cells[7];
    made->cells[8].number = (double)INFINITY;
    made->cells[8].text = "beyond";
    char *sheet = written_part(made, "xl/worksheets/sheet1.xml");
    assert_null(strcasestr(sheet, "nan<"));
    assert_null(strcasestr(sheet, "inf<"));
    char *texts = written_part(made, "xl/sharedStrings.xml");
    assert_holds(texts, "<t>n/a</t>");
    assert_holds(texts, "<t>beyond</t>");
}

static void hostile_text_stays_text_in_a_sound_file(void **state)
{
    struct made *made = *state;
    made->cells[9] = words("caf\xe9 \x01\x1b[31m \xef\xbf\xbf <b>&amp;</b> ]]>");
    made->cells[10] = words("_x0041_x0042_");
    char *long_text = ARENA_ARRAY(&made->arena, char, 60001);
    made->cells[11] = words(memset(long_text, 'x', 60000));
    char *texts = written_part(made, "xl/sharedStrings.xml");
    assert_holds(texts, "caf\uFFFD \uFFFD\uFFFD[31m \uFFFD &lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;");
    assert_holds(texts, "<t>_x005F_x0041_x005F_x0042_</t>");
    assert_holds(texts, "xxx\u2026 (cut short: a cell holds no more)</t>");
}

static void prints_on_landscape_paper_one_page_wide_with_headings(void **state)
{
    struct made *made = *state;
    static const size_t breaks[] = {3};
    made->page.breaks = breaks;
    made->page.break_count = 1;
    char *sheet = written_part(made, "xl/worksheets/sheet1.xml");
    assert_holds(sheet, "<pageSetUpPr fitToPage=\"1\"/>");
    assert_holds(sheet, "paperSize=\"9\"");
    assert_holds(sheet, "orientation=\"landscape\"");
    assert_holds(sheet, "fitToHeight=\"0\"");
    assert_holds(sheet, "<rowBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"3\"");
    assert_holds(sheet, "<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\"");
    assert_holds(sheet, "<mergeCell ref=\"A1:C1\"/>");
    assert_holds(sheet, "&amp;8&amp;\"Arial,Regular\"Official: management information");
    assert_holds(sheet, "&amp;8&amp;\"Arial,Regular\"2nd &amp;&amp; 3rd county");
    assert_holds(sheet, "Page &amp;P of &amp;N");
    assert_holds(written_part(made, "xl/workbook.xml"), ">County!$2:$2</definedName>");
}

static void a_page_that_prints_two_wide_repeats_its_first_columns(void **state)
{
    struct made *made = *state;
    made->page.pages_wide = 2;
    assert_holds(written_part(made, "xl/worksheets/sheet1.xml"), "fitToWidth=\"2\" fitToHeight=\"0\"");
    assert_holds(written_part(made, "xl/workbook.xml"), ">County!$A:$A,County!$2:$2</definedName>");
}

static void a_long_footer_is_cut_not_refused(void **state)
{
    struct made *made = *state;
    char *ampersands = ARENA_ARRAY(&made->arena, char, 400);
    made->page.foot_left = memset(ampersands, '&', 399);
    made->page.foot_middle = "\u00E9\u00E9\u00E9 one\ntwo";
    assert_holds(written_part(made, "xl/worksheets/sheet1.xml"), "\u00E9\u00E9\u00E9 one two");
}

static void the_same_page_is_the_same_bytes_at_any_time_and_place(void **state)
{
    struct made *made = *state;
    char first[CHECKSUM_TEXT_SIZE];
    char second[CHECKSUM_TEXT_SIZE];
    struct error error = {0};
    setenv("TZ", "Pacific/Auckland", 1);
    tzset();
    assert_true(file_checksum(write(made, "one.xlsx"), first, &error));
    struct timespec a_while = {.tv_sec = 1, .tv_nsec = 100000000};
    nanosleep(&a_while, NULL);
    setenv("TZ", "America/Los_Angeles", 1);
    tzset();
    assert_true(file_checksum(write(made, "two.xlsx"), second, &error));
    assert_string_equal(first, second);
    unsetenv("TZ");
    tzset();
    assert_holds(written_part(made, "docProps/core.xml"), ">2026-10-31T12:00:00Z</dcterms:created>");
}

static void only_the_owner_can_read_it(void **state)
{
    struct made *made = *state;
    struct stat about;
    assert_int_equal(stat(write(made, "new.xlsx"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    char *old = write_file(&made->arena, made->folder, "old.xlsx", "something else");
    chmod(old, 0644);
    assert_int_equal(stat(write(made, "old.xlsx"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void an_error_says_which_sheet_and_cell(void **state)
{
    struct made *made = *state;
    struct error error = {0};
    struct page twice[] = {made->page, made->page};
    char *path = path_join(&made->arena, made->folder, "book.xlsx");
    assert_false(workbook_write(path, twice, 2, &made->properties, &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_holds(error.message, "book.xlsx: sheet \"County\": name: ");
    assert_false(file_exists(path));

    enum { BEYOND = 16385 };
    double *widths = ARENA_ARRAY(&made->arena, double, BEYOND);
    made->page.cells = ARENA_ARRAY(&made->arena, struct cell, BEYOND * ROWS);
    made->page.column_count = BEYOND;
    for (size_t i = 0; i < BEYOND; i++)
        widths[i] = 5;
    made->page.widths = widths;
    assert_false(workbook_write(path, &made->page, 1, &made->properties, &error));
    assert_holds(error.message, "sheet \"County\": cell XFE1: ");
}

static void what_cannot_be_written_is_an_error(void **state)
{
    struct made *made = *state;
    struct error error = {0};
    char *nowhere = path_join(&made->arena, made->folder, "absent/book.xlsx");
    assert_false(workbook_write(nowhere, &made->page, 1, &made->properties, &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_holds(error.message, "absent/book.xlsx: cannot be written: No such file or directory");
    assert_false(workbook_write(nowhere, &made->page, 0, &made->properties, &error));
    assert_int_equal(error.kind, ERROR_CONFIG);
}

#define BOOK_TEST(name) cmocka_unit_test_setup_teardown(name, prepare, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(numbers_are_numbers_and_texts_are_texts),
        BOOK_TEST(what_is_no_number_is_never_written_as_one),
        BOOK_TEST(hostile_text_stays_text_in_a_sound_file),
        BOOK_TEST(prints_on_landscape_paper_one_page_wide_with_headings),
        BOOK_TEST(a_page_that_prints_two_wide_repeats_its_first_columns),
        BOOK_TEST(a_long_footer_is_cut_not_refused),
        BOOK_TEST(the_same_page_is_the_same_bytes_at_any_time_and_place),
        BOOK_TEST(only_the_owner_can_read_it),
        BOOK_TEST(an_error_says_which_sheet_and_cell),
        BOOK_TEST(what_cannot_be_written_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
