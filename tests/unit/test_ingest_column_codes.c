/* Which codes columns may hold, by the mappings of a job and by those that come with the program. */
#include "ingest/column_codes.h"

#include "base/text.h"
#include "ingest/outline.h"
#include "tables/expression.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct desk {
    struct arena arena;
    char *folder;
    struct code_lists lists;
    struct column_codes codes;
    struct error error;
};

static int set_up(void **state)
{
    struct desk *desk = test_calloc(1, sizeof *desk);
    desk->folder = temporary_folder(&desk->arena);
    desk->lists = code_lists_in(&desk->arena);
    desk->codes = column_codes_in(&desk->arena);
    write_file(&desk->arena, desk->folder, "ours.csv",
               "code,label,alias\nNEG,Neglect,\nSELF,Self-neglect,Own\n");
    write_file(&desk->arena, desk->folder, "theirs.csv", "code,label,alias\nPHY,Physical,Injury\nNEG,,\n");
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

static const char *write_mapping(struct desk *desk, const char *name, const char *type)
{
    return write_file(
        &desk->arena, desk->folder, name,
        arena_format(&desk->arena,
                     "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"cp_plans\","
                     "\"columns\":{\"category\":{%s}}}]}",
                     type));
}

static void add(struct desk *desk, const char *name, const char *type)
{
    struct mapping mapping;
    const char *path = write_mapping(desk, name, type);
    if (!mapping_load(&desk->arena, path, desk->folder, &desk->lists, &mapping, &desk->error))
        fail_msg("%s", desk->error.message);
    column_codes_add(&desk->codes, &mapping);
}

static const struct vocabulary *told(struct desk *desk)
{
    static const struct vocabulary before = {.name = "before"};
    struct column column = column_make(&desk->arena, "category", COLUMN_TEXT, 0);
    column.vocabulary = &before;
    struct table table = {.name = "cp_plans", .columns = &column, .column_count = 1};
    column_codes_tell(&desk->codes, &table);
    return column.vocabulary;
}

static void a_column_of_several_lists_may_hold_the_codes_of_each(void **state)
{
    struct desk *desk = *state;
    add(desk, "one.json", "\"type\":\"code\",\"codes\":\"ours\"");
    add(desk, "two.json", "\"type\":\"code\",\"codes\":\"theirs\"");
    add(desk, "three.json", "\"type\":\"code\",\"codes\":\"ours\"");
    const struct vocabulary *vocabulary = told(desk);
    assert_string_equal(vocabulary->name, "ours or theirs");
    assert_int_equal(vocabulary->word_count, 3);
    assert_string_equal(vocabulary_find(vocabulary, "NEG")->label, "Neglect");
    assert_non_null(vocabulary_find(vocabulary, "SELF"));
    assert_non_null(vocabulary_find(vocabulary, "PHY"));
    assert_null(vocabulary_find(vocabulary, "Neglect"));
    assert_string_equal(vocabulary_suggest(&desk->arena, vocabulary, "injury"),
                        "did you mean 'PHY' (Physical)?");
}

static void a_column_that_is_plain_text_to_some_mapping_may_hold_anything(void **state)
{
    struct desk *desk = *state;
    assert_null(told(desk));
    add(desk, "one.json", "\"type\":\"code\",\"codes\":\"ours\"");
    assert_non_null(told(desk));
    add(desk, "two.json", "\"type\":\"text\"");
    assert_null(told(desk));
}

static void compiles(struct desk *desk, const struct dataset *dataset, const char *text, bool does)
{
    struct dataset copy = *dataset;
    struct calendar calendar = {0};
    struct expression_scope scope = {.dataset = &copy, .calendar = &calendar};
    desk->error = (struct error){0};
    const struct expression *expression =
        expression_compile(&desk->arena, &scope, dataset_table(dataset, "cp_plans"), text, &desk->error);
    if ((expression != NULL) != does)
        fail_msg("%s: %s", text, does ? desk->error.message : "compiles");
}

/* The shipped catalogue names shipped codes, whichever of them a council's own list has. */
static void a_councils_own_codes_stand_beside_the_shipped(void **state)
{
    struct desk *desk = *state;
    const char *path = write_mapping(desk, "own.json", "\"type\":\"code\",\"codes\":\"ours.csv\"");
    struct extract_folder folder = {.path = "none", .shown = "extracts", .mapping = path};
    struct outline outline;
    assert_true(outline_make(&desk->arena, ".", &folder, 1, &outline, &desk->error));
    struct dataset complete;
    assert_true(outline_complete(&desk->arena, ".", &folder, 1, &outline.dataset, &complete, &desk->error));
    const struct dataset *const both[] = {&outline.dataset, &complete};
    for (size_t i = 0; i < 2; i++) {
        compiles(desk, both[i], "category = 'SELF'", true);
        compiles(desk, both[i], "category = 'SAB'", true);
        compiles(desk, both[i], "latest_category = 'SAB'", true);
        compiles(desk, both[i], "latest_category = 'SELF'", false);
        compiles(desk, both[i], "category = 'Self-neglect'", false);
        assert_non_null(strstr(desk->error.message, "is not a code of ours or abuse_category: did you mean "
                                                    "'SELF' (Self-neglect)?"));
        compiles(desk, both[i], "people.sex = 'Female'", false);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_column_of_several_lists_may_hold_the_codes_of_each, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_column_that_is_plain_text_to_some_mapping_may_hold_anything, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_councils_own_codes_stand_beside_the_shipped, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
