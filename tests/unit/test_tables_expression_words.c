#include "base/text.h"
#include "tables/expression_function.h"
#include "tables/expression_words.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char tables[] =
    "table people key=child_id child=child_id\n"
    "child_id:text birth_date:date\n"
    "table workers key=worker_id when=start_date until=end_date\n"
    "worker_id:text fte:number start_date:date end_date:date\n"
    "table plans key=plan_id child=child_id when=start_date until=end_date child_id->people "
    "worker_id->workers\n"
    "plan_id:text child_id:text worker_id:text family_id:text start_date:date end_date:date other:flag "
    "category:text "
    "cost:number\n"
    "table visits key=visit_id child=child_id when=date child_id->people plan_id->plans\n"
    "visit_id:text child_id:text plan_id:text family_id:text date:date seen:flag minutes:number team:text\n";

struct world {
    struct arena arena;
    struct dataset dataset;
    struct expression_scope scope;
};

static const struct parameter parameters[] = {
    {"limit", 10}, {"weeks_between", 6}, {"first_day", 0}, {"one_day", 1}};

static int set_up(void **state)
{
    struct world *world = test_calloc(1, sizeof *world);
    world->dataset = dataset_from_text(&world->arena, tables);
    struct table *plans = &world->dataset.tables[dataset_table(&world->dataset, "plans")];
    struct table *visits = &world->dataset.tables[dataset_table(&world->dataset, "visits")];
    struct table *people = &world->dataset.tables[dataset_table(&world->dataset, "people")];
    plans->one = "plan", plans->many = "plans";
    visits->one = "visit", visits->many = "visits";
    people->one = "child", people->many = "children";
    world->scope = (struct expression_scope){
        .dataset = &world->dataset, .parameters = parameters, .parameter_count = COUNT(parameters)};
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    arena_release(&world->arena);
    test_free(world);
    return 0;
}

static const struct expression *compile(struct world *world, const char *text)
{
    struct error error = {.kind = ERROR_NONE};
    const struct expression *expression = expression_compile(
        &world->arena, &world->scope, dataset_table(&world->dataset, "plans"), text, &error);
    if (!expression)
        fail_msg("%s: %s", text, error.message);
    return expression;
}

static const struct {
    const char *text;
    const char *words;
} cases[] = {
    /* what is fixed */
    {"cost = 12.5", "the cost is 12.5"},
    {"cost < limit", "the cost is less than 10 (limit)"},
    {"category = 'it''s'", "the category is 'it's'"},
    {"start_date = date '2026-03-31'", "the start date is 2026-03-31"},
    {"true", "it is always so"},
    {"false", "it is never so"},
    {"window_start <= start_date", "the start date is on or after the window's first day"},
    {"start_date < window_end", "the start date is before the window's last day"},
    {"as_at", "the as-at date"},
    /* names */
    {"other", "other is yes"},
    {"not other", "other is no"},
    {"people.birth_date", "the child's birth date"},
    {"workers.fte", "the row of workers's fte"},
    {"plans.category", "the category"},
    /* orders, either way round */
    {"cost > 3", "the cost is more than 3"},
    {"3 >= cost", "the cost is at most 3"},
    {"not cost <= 3", "the cost is not at most 3"},
    {"end_date > start_date", "the start date is before the end date"},
    {"start_date != end_date", "the start date is not the end date"},
    {"not category = 'a'", "the category is not 'a'"},
    {"category in ('a', 'b')", "the category is any of 'a', 'b'"},
    {"category not in ('a')", "the category is not 'a'"},
    {"start_date between window_start and window_end",
     "the start date is from the window's first day to the window's last day, both included"},
    {"cost not between 1 and 2", "the cost is not from 1 to 2, both included"},
    /* what is not recorded */
    {"category is missing", "the category is not recorded"},
    {"category is present", "the category is recorded"},
    {"end_date is missing", "the end date is not recorded by the window's last day"},
    {"end_date is not missing", "the end date is recorded, on or before the window's last day"},
    {"latest(visits.team) is missing", "the team of the latest visit of this plan is not known"},
    {"coalesce(other, false)", "other is yes (where that is not recorded: no)"},
    {"not coalesce(other, false)", "other is no or not recorded"},
    {"coalesce(other, true)", "other is yes or not recorded"},
    {"not coalesce(other, true)", "other is no (where that is not recorded: no)"},
    {"not coalesce(category = 'a', false)", "the category is not 'a', or that cannot be told"},
    {"cost > 1 and not coalesce(other, false)", "the cost is more than 1 and (other is no or not recorded)"},
    {"coalesce(category, 'none')", "the first that is known of the category and 'none'"},
    {"coalesce(other, cost > 1, false)", "(of these, the first that can be told is so: other is yes, the "
                                         "cost is more than 1, else it is never so)"},
    /* joined */
    {"cost > 1 and cost < 5 and other",
     "the cost is more than 1 and the cost is less than 5 and other is yes"},
    {"other or cost > 1 and cost < 5",
     "other is yes or (the cost is more than 1 and the cost is less than 5)"},
    {"(other or cost > 1) and cost < 5",
     "(other is yes or the cost is more than 1) and the cost is less than 5"},
    {"not (other and cost > 1)", "other is no or the cost is not more than 1"},
    {"not (other or cost > 1)", "other is no and the cost is not more than 1"},
    /* sums and choices */
    {"cost + 1 - 2", "(the cost plus 1) minus 2"},
    {"cost * 2 / 3", "(the cost times 2) divided by 3"},
    {"-cost", "minus the cost"},
    {"least(cost, 3)", "the smaller of the cost and 3"},
    {"greatest(cost, 3, 4)", "the largest of the cost, 3 and 4"},
    {"least(start_date, end_date)", "the earlier of the start date and the end date"},
    {"greatest(start_date, end_date, window_start)",
     "the latest of the start date, the end date and the window's first day"},
    {"if(other, 1, cost)", "(1 if other is yes, the cost if not)"},
    {"if(other, cost > 1, cost > 2)",
     "(if other is yes: the cost is more than 1; if not: the cost is more than 2)"},
    /* functions */
    {"days(start_date, end_date) > 729", "the days from the start date to the end date are more than 729"},
    {"working_days(start_date, end_date) <= limit",
     "the working days after the start date up to and including the end date are at most 10 (limit)"},
    {"months(start_date, window_end) < 3",
     "the completed months from the start date to the window's last day are less than 3"},
    {"age(people.birth_date, window_end) >= 18",
     "the completed years of age from the child's birth date to the window's last day are at least 18"},
    {"birthday(people.birth_date, 18) <= window_end",
     "the day on which one born on the child's birth date is 18 years old is on or before the window's last "
     "day"},
    {"add_days(start_date, 1)", "1 day after the start date"},
    {"add_days(start_date, -7)", "7 days before the start date"},
    {"add_working_days(start_date, limit)", "10 working days (limit) after the start date"},
    {"add_days(start_date, -one_day)", "1 day (one_day) before the start date"},
    {"add_days(start_date, -0)", "the start date"},
    {"add_months(start_date, 0)", "the start date"},
    {"add_days(start_date, -first_day)", "the start date itself (first_day being 0)"},
    {"working_days(add_days(start_date, -first_day), end_date) <= limit",
     "the working days after the start date itself (first_day being 0) up to and including the end date are "
     "at most 10 (limit)"},
    {"add_days(start_date, -7 * limit)", "(7 times 10 (limit)) days before the start date"},
    {"add_days(start_date, 7 * limit)", "(7 times 10 (limit)) days after the start date"},
    {"add_months(start_date, 3) <= window_end",
     "3 months after the start date is on or before the window's last day"},
    {"add_months(start_date, cost + 1)", "(the cost plus 1) months after the start date"},
    {"mentions(child_id, 'north')", "the child id mentions 'north'"},
    {"not mentions(child_id, 'north')", "it is not so that the child id mentions 'north'"},
    /* related rows */
    {"count(visits) >= 3", "the number of visits of this plan is at least 3"},
    {"exists(visits)", "there is at least one visit of this plan"},
    {"not exists(visits where seen)", "there is no visit of this plan (where seen is yes)"},
    {"exists(plans where start_date < this.start_date)",
     "there is at least one plan of the same child (where its start date is before this plan's start date)"},
    {"exists(visits where this.people.birth_date < date)",
     "there is at least one visit of this plan (where its date is after this plan's child's birth date)"},
    {"exists(workers where fte > 0)",
     "there is at least one row of workers that the worker id names (where its fte is more than 0)"},
    {"count(visits by family_id)", "the number of visits with the same family id"},
    {"distinct(visits.team where seen)",
     "the number of visits of this plan (where seen is yes), counted once for each team"},
    {"sum(visits.minutes)", "the total of the minutes of the visits of this plan"},
    {"min(visits.minutes)", "the least minutes of the visits of this plan"},
    {"max(visits.date)", "the latest date of the visits of this plan"},
    {"min(visits.date)", "the earliest date of the visits of this plan"},
    {"max(visits.minutes)", "the greatest minutes of the visits of this plan"},
    {"latest(visits.team where date <= this.end_date)",
     "the team of the latest visit of this plan (where its date is on or before this plan's end date)"},
    {"earliest(visits.team)", "the team of the first visit of this plan"},
    {"latest(visits.seen)", "the seen of the latest visit of this plan is yes"},
    {"exists(visits where exists(plans where start_date < this.date))",
     "there is at least one visit of this plan (where there is at least one plan that its plan id names "
     "(where its "
     "start date is before this visit's date))"},
    /* timetables */
    {"kept(visits.date from start_date within 3 months, 6 months since window_start)",
     "the visits of this plan, by their date, were all in time (the first due within 3 months of the start "
     "date, each "
     "later one within 6 months of the one before; those due from the window's first day on are looked at)"},
    {"not kept(visits.date where seen from start_date within 1 week, 2 weeks, weeks_between weeks)",
     "the visits of this plan (where seen is yes), by their date, were not all in time (the first due within "
     "1 week of "
     "the start date, the next within 2 weeks of the one before, each later one within 6 weeks "
     "(weeks_between) of the one before)"},
    {"overdue(visits.date from start_date within limit working days)",
     "the visits of this plan, by their date, have one overdue at the window's last day (the first due "
     "within 10 "
     "working days (limit) of the start date, each later one within 10 working days (limit) of the one "
     "before)"},
    {"not overdue(visits.date from start_date within 20 days)",
     "the visits of this plan, by their date, have none overdue at the window's last day (the first due "
     "within 20 days "
     "of the start date, each later one within 20 days of the one before)"},
};

static void says_every_construct_in_words(void **state)
{
    struct world *world = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct expression *expression = compile(world, cases[i].text);
        const char *words = expression_words(&world->arena, &world->scope, expression);
        if (!text_equal(words, cases[i].words))
            fail_msg("%s\n    is said  %s\n    not      %s", cases[i].text, words, cases[i].words);
    }
}

static bool is_in_a_case(const char *function)
{
    size_t length = strlen(function);
    for (size_t i = 0; i < COUNT(cases); i++)
        for (const char *at = strstr(cases[i].text, function); at; at = strstr(at + 1, function))
            if (at[length] == '(' && (at == cases[i].text || strchr(" (", at[-1])))
                return true;
    return false;
}

static void has_words_for_every_function(void **state)
{
    (void)state;
    static const char *const others[] = {"count",    "exists", "distinct", "sum",  "min",
                                         "max",      "latest", "earliest", "kept", "overdue",
                                         "coalesce", "least",  "greatest", "if"};
    for (size_t i = 0; i < scalar_function_count; i++) {
        assert_non_null(scalar_functions[i].words);
        if (!is_in_a_case(scalar_functions[i].name))
            fail_msg("%s is in no case above", scalar_functions[i].name);
    }
    for (size_t i = 0; i < COUNT(others); i++)
        if (!is_in_a_case(others[i]))
            fail_msg("%s is in no case above", others[i]);
}

static void parts_a_condition_at_its_topmost_ands(void **state)
{
    struct world *world = *state;
    size_t count;
    const char *const *clauses =
        expression_clauses(&world->arena, &world->scope,
                           compile(world, "other and (cost > 1 or cost < 0) and category = 'a'"), &count);
    assert_int_equal(count, 3);
    assert_string_equal(clauses[0], "other is yes");
    assert_string_equal(clauses[1], "the cost is more than 1 or the cost is less than 0");
    assert_string_equal(clauses[2], "the category is 'a'");
}

static void tells_what_an_expression_reads(void **state)
{
    struct world *world = *state;
    struct expression_reads reads = {.arena = &world->arena};
    struct text text = text_in(&world->arena);
    expression_read(
        &world->scope,
        compile(world,
                "working_days(start_date, people.birth_date) <= limit and exists(visits where seen and "
                "date > this.start_date) and kept(visits.date from end_date within weeks_between weeks)"),
        &reads);
    for (size_t i = 0; i < reads.column_count; i++) {
        const struct table *table = &world->dataset.tables[reads.columns[i].table];
        text_add_format(&text, "%s.%s ", table->name, table->columns[reads.columns[i].column].name);
    }
    assert_string_equal(text.bytes,
                        "plans.start_date plans.child_id people.child_id people.birth_date plans.plan_id "
                        "visits.plan_id visits.date visits.seen plans.end_date ");
    assert_int_equal(reads.parameter_count, 2);
    assert_string_equal(reads.parameters[0], "limit");
    assert_string_equal(reads.parameters[1], "weeks_between");
}

static void takes_no_time_over_a_long_condition(void **state)
{
    struct world *world = *state;
    struct text text = text_in(&world->arena);
    text_add(&text, "cost > 0");
    for (int i = 0; i < 300; i++)
        text_add_format(&text, " %s cost > %d", i % 2 ? "and" : "or", i);
    const char *words = expression_words(&world->arena, &world->scope, compile(world, text.bytes));
    assert_true(strlen(words) > 300 * strlen("the cost is more than"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(says_every_construct_in_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_words_for_every_function, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_a_condition_at_its_topmost_ands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_what_an_expression_reads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_no_time_over_a_long_condition, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
