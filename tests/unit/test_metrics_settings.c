#include "metrics/settings.h"

#include "base/text.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct settings_column columns[] = {{"unit", true}, {"from", true}, {"note", false}};

/* A folder, and the last file that was read from it. */
struct desk {
    struct arena arena;
    char *folder;
    struct settings settings;
    struct error error;
};

static int set_up(void **state)
{
    struct desk *desk = test_calloc(1, sizeof *desk);
    desk->folder = temporary_folder(&desk->arena);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    remove_folder(desk->folder);
    arena_release(&desk->arena);
    test_free(desk);
    return 0;
}

static bool read_settings(struct desk *desk, const char *text)
{
    const char *path = write_file(&desk->arena, desk->folder, "file.csv", text);
    return settings_read(&desk->arena, path, columns, COUNT(columns), &desk->settings, &desk->error);
}

static void reads_rows_whatever_the_order_of_columns(void **state)
{
    static const char *const texts[] = {
        "unit,from,note\nnorth,2017-01-01,all well\nsouth,2017-02-01,\n",
        "note,unit,from\nall well,north,2017-01-01\n,south,2017-02-01\n",
        "\xEF\xBB\xBFUnit , FROM,Note\r\n north,2017-01-01 , all well\r\nsouth,2017-02-01\r\n",
        "\"unit\",\"from\",\"note\"\n\"north\",\"2017-01-01\",\"all well\"\nsouth,2017-02-01,\n",
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_true(read_settings(desk, texts[i]));
        assert_int_equal(desk->settings.row_count, 2);
        assert_string_equal(desk->settings.rows[0].cells[0], "north");
        assert_string_equal(desk->settings.rows[0].cells[1], "2017-01-01");
        assert_string_equal(desk->settings.rows[0].cells[2], "all well");
        assert_string_equal(desk->settings.rows[1].cells[0], "south");
        assert_string_equal(desk->settings.rows[1].cells[2], "");
        assert_int_equal(desk->settings.rows[1].line, 3);
    }
}

static void reads_a_column_that_is_absent_as_empty(void **state)
{
    struct desk *desk = *state;
    assert_true(read_settings(desk, "unit,from\nnorth,2017-01-01\n"));
    assert_string_equal(desk->settings.rows[0].cells[2], "");
}

static void reads_a_header_alone_as_no_rows(void **state)
{
    struct desk *desk = *state;
    assert_true(read_settings(desk, "unit,from,note\n"));
    assert_int_equal(desk->settings.row_count, 0);
}

static void names_the_line_a_person_would_look_at(void **state)
{
    struct desk *desk = *state;
    assert_true(read_settings(desk, "unit,from,note\nnorth,2017-01-01,\"one\ntwo\"\nsouth,2017-02-01,x\n"));
    assert_int_equal(desk->settings.rows[0].line, 2);
    assert_string_equal(desk->settings.rows[0].cells[2], "one\ntwo");
    assert_string_equal(desk->settings.rows[1].cells[0], "south");
}

static void refuses_what_it_does_not_know_and_says_where(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"unit,form,note\nnorth,x,\n", ": line 1: unknown column \"form\" (did you mean \"from\"?)"},
        {"unit,from,zebra\nnorth,x,\n", ": line 1: unknown column \"zebra\""},
        {"unit,from,unit\nnorth,x,y\n", ": line 1: column \"unit\" stands twice"},
        {"unit,note\nnorth,x\n", ": line 1: the column \"from\" is missing"},
        {"unit,from\nnorth,2017-01-01\nsouth,2017-01-01,x\n", ": line 3: has 3 cells, the header 2"},
        {"from,unit\n2017-01-01,north\n,south\n", ": line 3, column A (from): is empty, and must not be"},
        {"unit,from\nnorth\n", ": line 2, column B (from): is empty, and must not be"},
        {"", ": is empty: wanted a header line"},
        {"unit,from\nn\xF6rth,2017-01-01\n", ": is not UTF-8 text: save it as CSV UTF-8"},
        {"unit,from\nnorth,\"2017-01-01\n", "quote"},
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(read_settings(desk, cases[i].text));
        assert_int_equal(desk->error.kind, ERROR_CONFIG);
        if (!strstr(desk->error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", desk->error.message, cases[i].message);
        assert_true(text_starts_with(desk->error.message, desk->folder));
    }
}

static void refuses_a_file_that_is_not_there(void **state)
{
    struct desk *desk = *state;
    const char *path = arena_format(&desk->arena, "%s/absent.csv", desk->folder);
    assert_false(settings_read(&desk->arena, path, columns, COUNT(columns), &desk->settings, &desk->error));
    assert_non_null(strstr(desk->error.message, "absent.csv"));
}

static void names_the_cell_as_a_spreadsheet_does(void **state)
{
    struct desk *desk = *state;
    assert_true(read_settings(desk, "from,note,unit\n2017-01-01,x,north\n"));
    assert_false(settings_fail(&desk->settings, &desk->settings.rows[0], 0, &desk->error, "\"%s\" is no unit",
                               "north"));
    assert_string_equal(desk->error.message,
                        arena_format(&desk->arena,
                                     "%s/file.csv: line 2, column C (unit): \"north\" is no unit",
                                     desk->folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows_whatever_the_order_of_columns),
        cmocka_unit_test(reads_a_column_that_is_absent_as_empty),
        cmocka_unit_test(reads_a_header_alone_as_no_rows),
        cmocka_unit_test(names_the_line_a_person_would_look_at),
        cmocka_unit_test(refuses_what_it_does_not_know_and_says_where),
        cmocka_unit_test(refuses_a_file_that_is_not_there),
        cmocka_unit_test(names_the_cell_as_a_spreadsheet_does),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
