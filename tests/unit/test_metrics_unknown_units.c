#include "metrics/unknown_units.h"

#include "base/text.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct unit team[] = {{.id = "county", .name = "Exampleshire", .parent = -1},
                             {.id = "safeguarding_north", .name = "North"},
                             {.id = "court", .name = "Court team"},
                             {.id = "(no team)", .name = "(no team)", .is_no_team = true}};
static const struct units units = {team, sizeof team / sizeof *team};

/* Of the columns that name a row's unit by themselves; one through which they are found is such a column of its own table. */
static void each_misspelt_name_is_told_once_with_its_rows_and_what_it_is_like(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct dataset dataset = dataset_from_text(&arena, "table plans key=plan_id unit=latest(visits.team)\n"
                                                       "plan_id:text team:text\n"
                                                       "p1 nowhere\n"
                                                       "table visits key=visit_id unit=team\n"
                                                       "visit_id:text team:text\n"
                                                       "v1 xyz\n"
                                                       "v2 safegaurding_north\n"
                                                       "v3 SAFEGUARDING_NORTH\n"
                                                       "v4 safegaurding_north\n"
                                                       "v5 .\n"
                                                       "v6 North\n"
                                                       "table calls key=call_id unit=team\n"
                                                       "call_id:text team:text\n"
                                                       "c1 safegaurding_north\n"
                                                       "table audits unsupplied\n");
    struct unknown_units unknown = unknown_units_find(&arena, &dataset, &units);
    static const struct unknown_unit expected[] = {
        {"visits", "team", "safegaurding_north", 2, "safeguarding_north"},
        {"visits", "team", "xyz", 1, NULL},
        {"calls", "team", "safegaurding_north", 1, "safeguarding_north"}};
    assert_int_equal(unknown.count, 3);
    assert_int_equal(unknown.names, 2);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(unknown.items[i].table, expected[i].table);
        assert_string_equal(unknown.items[i].column, expected[i].column);
        assert_string_equal(unknown.items[i].value, expected[i].value);
        assert_int_equal(unknown.items[i].rows, expected[i].rows);
        if (expected[i].nearest)
            assert_string_equal(unknown.items[i].nearest, expected[i].nearest);
        else
            assert_null(unknown.items[i].nearest);
    }
    arena_release(&arena);
}

/* A column mapped wrongly, of a name to each row. */
static void of_very_many_names_the_first_are_told_and_the_others_counted(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text text = text_in(&arena);
    text_add(&text, "table visits key=visit_id unit=team\nvisit_id:text team:text\n");
    for (int i = 0; i < 1500; i++)
        text_add_format(&text, "v%d name%d\n", i, i);
    struct dataset dataset = dataset_from_text(&arena, text.bytes);
    struct unknown_units unknown = unknown_units_find(&arena, &dataset, &units);
    assert_int_equal(unknown.count, 1000);
    assert_int_equal(unknown.left_out, 500);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_misspelt_name_is_told_once_with_its_rows_and_what_it_is_like),
        cmocka_unit_test(of_very_many_names_the_first_are_told_and_the_others_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
