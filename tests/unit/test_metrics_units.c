#include "metrics/units.h"

#include "base/text.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct desk {
    struct arena arena;
    char *folder;
    struct units units;
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

static bool load(struct desk *desk, const char *text)
{
    const char *path = write_file(&desk->arena, desk->folder, "units.csv", text);
    return units_load(&desk->arena, path, &desk->units, &desk->error);
}

static const char *const county = "unit,name,parent\n"
                                  "t1,Safeguarding 1,south\n"
                                  "north,North,county\n"
                                  "county,Exampleshire,\n"
                                  "south,South,county\n"
                                  "t3,Court team,north\n"
                                  "t2,Safeguarding 2,south\n";

/* The rows of the file stand in any order; each unit is followed by those below it. */
static void stands_as_a_tree_with_rows_of_no_team_last(void **state)
{
    static const struct {
        const char *id, *level;
        int parent, depth;
        bool is_no_team;
    } expected[] = {
        {"county", "organisation", -1, 0, false},
        {"north", "service", 0, 1, false},
        {"t3", "team", 1, 2, false},
        {"south", "service", 0, 1, false},
        {"t1", "team", 3, 2, false},
        {"t2", "team", 3, 2, false},
        {"(no team)", "team", 0, 1, true},
    };
    struct desk *desk = *state;
    assert_true(load(desk, county));
    assert_int_equal(desk->units.count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct unit *unit = &desk->units.items[i];
        assert_string_equal(unit->id, expected[i].id);
        assert_string_equal(unit->level, expected[i].level);
        assert_int_equal(unit->parent, expected[i].parent);
        assert_int_equal(unit->depth, expected[i].depth);
        assert_int_equal(unit->is_no_team, expected[i].is_no_team);
    }
}

static void takes_the_level_a_file_states(void **state)
{
    struct desk *desk = *state;
    assert_true(
        load(desk, "unit,name,parent,level\nc,County,,\nd,District,c,district\nt,Team,d,\np,Pod,t,\n"));
    assert_string_equal(desk->units.items[0].level, "organisation");
    assert_string_equal(desk->units.items[1].level, "district");
    assert_string_equal(desk->units.items[2].level, "team");
    assert_string_equal(desk->units.items[3].level, "team");
}

/* With two roots there is no one organisation whose "(no team)" it could be. */
static void has_no_place_for_stray_rows_under_several_roots(void **state)
{
    struct desk *desk = *state;
    assert_true(load(desk, "unit,name,parent\nE08000034,Kirklees,\nE06000001,Hartlepool,\n"));
    assert_int_equal(desk->units.count, 2);
    assert_false(desk->units.items[1].is_no_team);
}

static void finds_a_unit_by_id_before_name_in_any_letter_case(void **state)
{
    static const struct {
        const char *text;
        int index;
    } cases[] = {{"t1", 4},        {"T1", 4},        {"court TEAM", 2},    {"North", 1}, {"exampleshire", 0},
                 {"(no team)", 6}, {"(NO TEAM)", 6}, {"Safeguarding", -1}, {"", -1},     {"t1 ", -1}};
    struct desk *desk = *state;
    assert_true(load(desk, county));
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(units_find(&desk->units, cases[i].text), cases[i].index);
    assert_true(load(desk, "unit,name,parent\nc,a,\na,b,c\nb,c,c\n"));
    assert_int_equal(units_find(&desk->units, "a"), 1);
    assert_int_equal(units_find(&desk->units, "c"), 0);
}

static void refuses_a_file_that_is_no_tree(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"unit,name,parent\nnorth,North,\nt,Team,noth\n",
         "line 3, column C (parent): there is no unit \"noth\" (did you mean \"north\"?)"},
        {"unit,name,parent\nc,County,\nt,Team,elsewhere\n",
         "line 3, column C (parent): there is no unit \"elsewhere\""},
        {"unit,name,parent\nc,County,\nt,Team,c\nt,Again,c\n", "line 4, column A (unit): \"t\" stands twice"},
        {"unit,name,parent\na,A,b\nb,B,a\n", "line 2, column C (parent): going up from \"a\" never ends"},
        {"unit,name,parent\na,A,a\n", "line 2, column C (parent): going up from \"a\" never ends"},
        {"unit,name,parent\n", "units.csv: holds no units: the organisation itself is one"},
        {"unit,name,parent\nc,,\n", "line 2, column B (name): is empty, and must not be"},
        {"unit,title,parent\nc,County,\n", "line 1: unknown column \"title\""},
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(load(desk, cases[i].text));
        assert_int_equal(desk->error.kind, ERROR_CONFIG);
        if (!strstr(desk->error.message, cases[i].message))
            fail_msg("\"%s\" does not say \"%s\"", desk->error.message, cases[i].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_as_a_tree_with_rows_of_no_team_last),
        cmocka_unit_test(takes_the_level_a_file_states),
        cmocka_unit_test(has_no_place_for_stray_rows_under_several_roots),
        cmocka_unit_test(finds_a_unit_by_id_before_name_in_any_letter_case),
        cmocka_unit_test(refuses_a_file_that_is_no_tree),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
