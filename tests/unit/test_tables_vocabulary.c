/* Texts in expressions that are compared with columns of codes. */
#include "tables/expression.h"
#include "tables/expression_words.h"

#include "base/text.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const tables =
    "table cp_plans key=plan_id child=child_id when=start_date\n"
    "plan_id:text child_id:text start_date:date category:text latest_category:text team:text\n"
    "p1 A 2016-11-30 NEG PHY north\n"
    "\n"
    "table cp_visits key=visit_id child=child_id when=date plan_id->cp_plans\n"
    "visit_id:text plan_id:text child_id:text date:date kind:text\n"
    "v1 p1 A 2016-12-10 home\n";

static const struct vocabulary_word categories[] = {
    {"NEG", "Neglect"}, {"PHY", "Physical abuse"}, {"MUL", NULL}};
static const char *const spellings[] = {"neg", "neglect", "phy", "physical abuse", "injury", "mul"};
static const size_t meant[] = {0, 0, 1, 1, 1, 2};
static const struct vocabulary abuse = {.name = "abuse_category",
                                        .words = categories,
                                        .word_count = COUNT(categories),
                                        .spellings = spellings,
                                        .meant = meant,
                                        .spelling_count = COUNT(spellings)};

struct fixture {
    struct arena arena;
    struct dataset dataset;
    struct calendar calendar;
    struct expression_scope scope;
    struct error error;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->dataset = dataset_from_text(&fixture->arena, tables);
    struct table *plans = &fixture->dataset.tables[0];
    plans->columns[table_column(plans, "category")].vocabulary = &abuse;
    plans->columns[table_column(plans, "latest_category")].vocabulary = &abuse;
    fixture->scope = (struct expression_scope){.dataset = &fixture->dataset, .calendar = &fixture->calendar};
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

static const struct expression *compile(struct fixture *fixture, const char *table, const char *text)
{
    fixture->error = (struct error){0};
    return expression_compile(&fixture->arena, &fixture->scope, dataset_table(&fixture->dataset, table), text,
                              &fixture->error);
}

static void refuses(void **state, const char *table, const char *text, const char *message)
{
    struct fixture *fixture = *state;
    if (compile(fixture, table, text))
        fail_msg("%s compiles", text);
    if (!text_starts_with(fixture->error.message, message))
        fail_msg("%s: \"%s\" does not begin with \"%s\"", text, fixture->error.message, message);
}

static void accepts(void **state, const char *table, const char *text)
{
    struct fixture *fixture = *state;
    if (!compile(fixture, table, text))
        fail_msg("%s: %s", text, fixture->error.message);
}

static void a_text_that_is_no_code_is_refused_with_the_nearest_and_a_caret_under_it(void **state)
{
    refuses(state, "cp_plans", "category = 'Neglect'",
            "column 12: \"Neglect\" is not a code of abuse_category: did you mean 'NEG' (Neglect)?\n"
            "    category = 'Neglect'\n"
            "               ^");
    refuses(state, "cp_plans", "category = 'neg'",
            "column 12: \"neg\" is not a code of abuse_category: did you mean 'NEG' (Neglect)?");
    refuses(state, "cp_plans", "category = 'Injurys'",
            "column 12: \"Injurys\" is not a code of abuse_category: did you mean 'PHY' (Physical abuse)?");
    refuses(state, "cp_plans", "category = 'MULT'",
            "column 12: \"MULT\" is not a code of abuse_category: did you mean 'MUL'?");
    refuses(state, "cp_plans", "category = 'something else'",
            "column 12: \"something else\" is not a code of abuse_category: its codes are 'NEG' (Neglect), "
            "'PHY' (Physical abuse), 'MUL'\n");
}

static void it_is_refused_wherever_the_column_is_compared(void **state)
{
    refuses(state, "cp_plans", "category in ('PHY', 'Neglect')", "column 21: \"Neglect\"");
    refuses(state, "cp_plans", "not (category != 'Neglect')", "column 18: \"Neglect\"");
    refuses(state, "cp_plans", "'Neglect' = category", "column 1: \"Neglect\"");
    refuses(state, "cp_plans", "'Neglect' in (category, latest_category)", "column 1: \"Neglect\"");
    refuses(state, "cp_plans", "coalesce(latest_category, category) = 'Neglect'", "column 39: \"Neglect\"");
    refuses(state, "cp_plans", "if(team = 'north', category, '') = 'Neglect'", "column 36: \"Neglect\"");
    refuses(state, "cp_plans", "latest(cp_plans.category) = 'Neglect'", "column 29: \"Neglect\"");
    refuses(state, "cp_plans", "exists(cp_visits where this.category = 'Neglect')", "column 40: \"Neglect\"");
    refuses(state, "cp_visits", "cp_plans.category = 'Neglect'", "column 21: \"Neglect\"");
    refuses(state, "cp_visits", "count(cp_plans where category = 'Neglect') > 0", "column 33: \"Neglect\"");
}

static void codes_and_what_an_expression_itself_may_give_are_accepted(void **state)
{
    accepts(state, "cp_plans", "category = 'NEG' or latest_category in ('PHY', 'MUL')");
    accepts(state, "cp_plans", "coalesce(category, 'none') = 'none'");
    accepts(state, "cp_plans", "if(team = 'north', 'ours', category) = 'ours'");
    accepts(state, "cp_plans", "coalesce(category, 'a') = coalesce(latest_category, 'b')");
    accepts(state, "cp_plans", "category = latest_category");
}

static void where_no_codes_are_known_nothing_is_checked(void **state)
{
    accepts(state, "cp_plans", "team = 'Anything'");
    accepts(state, "cp_visits", "kind in ('Anything', 'else')");
    accepts(state, "cp_plans", "coalesce(category, team) = 'Anything'");
    accepts(state, "cp_plans", "'Anything' in (category, team)");
}

static void in_plain_words_a_code_has_its_label(void **state)
{
    struct fixture *fixture = *state;
    const struct expression *expression = compile(fixture, "cp_plans", "category in ('NEG', 'MUL')");
    assert_string_equal(expression_words(&fixture->arena, &fixture->scope, expression),
                        "the category is any of 'NEG' (Neglect), 'MUL'");
    expression = compile(fixture, "cp_plans", "team != 'NEG'");
    assert_string_equal(expression_words(&fixture->arena, &fixture->scope, expression),
                        "the team is not 'NEG'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_text_that_is_no_code_is_refused_with_the_nearest_and_a_caret_under_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_is_refused_wherever_the_column_is_compared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes_and_what_an_expression_itself_may_give_are_accepted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(where_no_codes_are_known_nothing_is_checked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(in_plain_words_a_code_has_its_label, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
