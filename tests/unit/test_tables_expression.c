#include "tables/expression.h"

#include "base/number.h"
#include "base/text.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const tables =
    "table people key=child_id child=child_id\n"
    "child_id:text birth_date:date\n"
    "A 2012-02-29\n"
    "B 2017-06-30\n"
    "\n"
    "table cp_plans key=plan_id child=child_id when=start_date until=end_date unit=team child_id->people\n"
    "plan_id:text child_id:text start_date:date end_date:date team:text cost:number other_authority:flag\n"
    "p1 A 2016-11-30 2017-03-10 north 10 n\n"
    "p2 A 2017-02-01 .          south 2.5 .\n"
    "p3 B 2017-01-15 2017-08-01 north .  y\n"
    "p4 . 2017-01-20 .          .     0  n\n"
    "\n"
    "table cp_visits key=visit_id child=child_id when=date plan_id->cp_plans child_id->people\n"
    "visit_id:text plan_id:text child_id:text date:date seen:flag team:text\n"
    "v1 p1 A 2016-12-10 y north\n"
    "v2 p1 A 2017-01-05 n south\n"
    "v3 p1 A 2017-01-05 y east\n"
    "v4 p2 A 2017-02-15 y north\n"
    "v5 p1 A 2017-04-20 y south\n"
    "v6 p3 B .          y south\n"
    "v7 p3 B 2017-02-20 . south\n"
    "\n"
    "table reviews key=review_id child=child_id when=date plan_id->cp_plans\n"
    "review_id:text plan_id:text child_id:text date:date\n"
    "r1 p1 A 2017-02-28\n"
    "r2 p3 B 2017-04-16\n"
    "\n"
    "table audits unsupplied\n"
    "table rooms key=room\n"
    "room:text\n"
    "kitchen\n"
    "\n"
    "table posts key=worker when=start_date until=end_date\n"
    "worker:text team:text fte:number start_date:date end_date:date\n"
    "W north 0.6 2015-01-01 .\n"
    "W south 0.4 2016-01-01 2017-02-01\n"
    "W east  0.2 2017-06-01 .\n"
    "V north 1   2015-01-01 2016-01-01\n"
    "V west  1   2016-02-01 2016-12-01\n"
    "\n"
    "table cases worker->posts\n"
    "worker:text\n"
    "W\n"
    "V\n"
    "X\n";

struct fixture {
    struct arena arena;
    struct dataset dataset;
    struct calendar calendar;
    struct expression_scope scope;
    struct parameter parameters[2];
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    struct error error = {.kind = ERROR_NONE};
    fixture->dataset = dataset_from_text(&fixture->arena, tables);
    if (!calendar_load(&fixture->arena, "tables/bank_holidays.csv", &fixture->calendar, &error))
        return -1;
    fixture->parameters[0] = (struct parameter){"limit", 18};
    fixture->parameters[1] = (struct parameter){"review_months", 3};
    fixture->scope = (struct expression_scope){&fixture->dataset, &fixture->calendar, fixture->parameters, 2};
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

static const char *shown(struct fixture *fixture, const struct vector *vector, size_t at)
{
    char day[DAY_TEXT_SIZE];
    if (!vector->present[at])
        return "missing";
    switch (vector->type) {
    case COLUMN_TEXT:
        return fixture->dataset.words.words[vector->code[at]];
    case COLUMN_NUMBER:
        return number_shortest(&fixture->arena, vector->number[at]);
    case COLUMN_DAY:
        day_format(vector->day[at], day);
        return arena_copy_text(&fixture->arena, day);
    case COLUMN_FLAG:
        return vector->flag[at] ? "true" : "false";
    }
    return "";
}

static day_number day(const char *text)
{
    day_number number = 0;
    assert_true(day_parse(text, &number));
    return number;
}

/* The expression about one row, seen from the window of January to March 2017. */
static const char *answer(struct fixture *fixture, const char *table, uint32_t row, const char *text)
{
    struct error error = {.kind = ERROR_NONE};
    const struct expression *expression = expression_compile(
        &fixture->arena, &fixture->scope, dataset_table(&fixture->dataset, table), text, &error);
    if (!expression)
        return arena_copy_text(&fixture->arena, error.message);
    struct window window = {day("2017-01-01"), day("2017-03-31")};
    uint16_t windows = 0;
    struct batch batch = {1, &row, &window, &windows, day("2017-12-31")};
    struct arena scratch = {0};
    struct evaluator *evaluator = evaluator_in(&fixture->arena, &fixture->scope);
    struct vector vector = expression_evaluate(expression, evaluator, &batch, &scratch);
    const char *result = shown(fixture, &vector, 0);
    arena_release(&scratch);
    return result;
}

static void check(void **state, const char *table, uint32_t row, const char *text, const char *expected)
{
    const char *result = answer(*state, table, row, text);
    if (!text_equal(result, expected))
        print_error("%s row %u: %s\n", table, row, text);
    assert_string_equal(result, expected);
}

static void works_out_numbers_and_dates(void **state)
{
    static const char *const cases[][2] = {{"1 + 2 * 3", "7"},
                                           {"(1 + 2) * 3", "9"},
                                           {"7 / 2", "3.5"},
                                           {"-cost", "-10"},
                                           {"10 - 2 - 3", "5"},
                                           {"cost / 0.5", "20"},
                                           {"1 / (cost - 10)", "missing"},
                                           {"days(start_date, end_date)", "100"},
                                           {"working_days(start_date, date '2016-12-05')", "3"},
                                           {"months(start_date, date '2017-02-28')", "3"},
                                           {"months(start_date, date '2017-02-27')", "2"},
                                           {"add_months(start_date, 3)", "2017-02-28"},
                                           {"add_days(start_date, -30)", "2016-10-31"},
                                           {"add_working_days(start_date, 1)", "2016-12-01"},
                                           {"age(people.birth_date, date '2017-02-28')", "4"},
                                           {"age(people.birth_date, date '2017-03-01')", "5"},
                                           {"least(3, 1, 2)", "1"},
                                           {"greatest(start_date, date '2017-01-01')", "2017-01-01"},
                                           {"limit + 1", "19"},
                                           {"if(cost > 5, 'dear', 'cheap')", "dear"},
                                           {"coalesce(end_date, start_date)", "2017-03-10"},
                                           {"window_start", "2017-01-01"},
                                           {"window_end", "2017-03-31"},
                                           {"as_at", "2017-12-31"},
                                           {"working_days(start_date, date '2031-01-01')", "missing"},
                                           {"'it''s'", "it's"},
                                           {"add_days(start_date, 0.5)", "missing"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(state, "cp_plans", 0, cases[i][0], cases[i][1]);
}

static void compares_and_decides(void **state)
{
    static const char *const cases[][2] = {{"start_date < end_date", "true"},
                                           {"start_date >= end_date", "false"},
                                           {"team = 'north'", "true"},
                                           {"team != 'nowhere'", "true"},
                                           {"team in ('south', 'north')", "true"},
                                           {"team not in ('south')", "true"},
                                           {"cost between 10 and 12", "true"},
                                           {"cost not between 10 and 12", "false"},
                                           {"not other_authority", "true"},
                                           {"end_date is missing", "false"},
                                           {"end_date is present", "true"},
                                           {"end_date is not missing", "true"},
                                           {"true or cost > 100", "true"},
                                           {"false and cost > 1", "false"},
                                           {"not not true", "true"},
                                           {"1 < 2 and 2 < 3 or false", "true"},
                                           {"true or true and false", "true"},
                                           {"not false and false", "false"},
                                           {"other_authority = false", "true"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(state, "cp_plans", 0, cases[i][0], cases[i][1]);
}

/* Row 1 lacks end_date and other_authority. */
static void treats_missing_as_unknown(void **state)
{
    static const char *const cases[][2] = {{"end_date > start_date", "missing"},
                                           {"not other_authority", "missing"},
                                           {"other_authority and false", "false"},
                                           {"other_authority and true", "missing"},
                                           {"other_authority or true", "true"},
                                           {"other_authority or false", "missing"},
                                           {"days(start_date, end_date)", "missing"},
                                           {"coalesce(other_authority, false)", "false"},
                                           {"if(other_authority, 1, 2)", "missing"},
                                           {"if(true, end_date, start_date)", "missing"},
                                           {"least(start_date, end_date)", "missing"},
                                           {"end_date in (start_date)", "missing"},
                                           {"start_date in (end_date, start_date)", "true"},
                                           {"start_date in (end_date)", "missing"},
                                           {"cost between 3 and 2", "false"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(state, "cp_plans", 1, cases[i][0], cases[i][1]);
}

static void finds_related_rows(void **state)
{
    static const char *const cases[][2] = {
        {"count(cp_visits)", "3"},
        {"count(cp_visits where seen)", "2"},
        {"exists(cp_visits where date < this.start_date)", "false"},
        {"latest(cp_visits.date where seen)", "2017-01-05"},
        {"earliest(cp_visits.date)", "2016-12-10"},
        {"latest(cp_visits.team)", "east"},
        {"distinct(cp_visits.team)", "3"},
        {"distinct(cp_visits.date)", "2"},
        {"max(cp_visits.date)", "2017-01-05"},
        {"min(cp_visits.date where not seen)", "2017-01-05"},
        {"min(cp_visits.date where team = 'west')", "missing"},
        {"sum(cp_plans.cost)", "12.5"},
        {"count(cp_plans)", "2"},
        {"exists(cp_plans where start_date > this.start_date)", "true"},
        {"count(cp_visits where date > this.people.birth_date)", "3"},
        {"count(cp_plans where exists(cp_visits where date >= this.start_date and seen))", "2"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(state, "cp_plans", 0, cases[i][0], cases[i][1]);
    check(state, "cp_plans", 3, "count(cp_plans)", "0");
    check(state, "cp_visits", 0, "cp_plans.team", "north");
    check(state, "people", 1, "count(cp_plans)", "1");
    check(state, "cp_visits", 0, "count(reviews)", "1");
}

/* p3 closes on 1 August, after the window's end; visit v5 is made after it; v6 has no date; p1 had ended. */
static void knows_nothing_of_what_comes_after_the_window(void **state)
{
    check(state, "cp_plans", 2, "end_date is missing", "true");
    check(state, "cp_plans", 0, "end_date is missing", "false");
    check(state, "people", 1, "count(cp_plans where end_date is missing)", "1");
    check(state, "cp_plans", 0, "latest(cp_visits.team where team = 'south')", "south");
    check(state, "cp_plans", 0, "count(cp_visits where date > window_end)", "0");
    check(state, "cp_plans", 2, "count(cp_visits)", "1");
    check(state, "cp_plans", 2, "count(reviews)", "0");
    check(state, "cp_visits", 6, "cp_plans.end_date is missing", "true");
}

/* W's later post has closed and the one after has not begun; both of V's have closed. */
static void reads_of_several_rows_for_one_name_the_latest_that_is_open(void **state)
{
    check(state, "cases", 0, "posts.team", "north");
    check(state, "cases", 1, "posts.team", "west");
    check(state, "cases", 1, "posts.end_date is missing", "false");
    check(state, "cases", 2, "posts.team", "missing");
    check(state, "cases", 0, "count(posts)", "2");
    check(state, "posts", 0, "sum(posts.fte where end_date is missing)", "0.6");
    check(state, "posts", 1, "count(posts)", "2");
    check(state, "posts", 3, "count(cases)", "1");
}

/* p1 from 30 November: its first review falls due on 28 February (clamped), and is held that day. p3 from 15 January:
 * due 15 April, after the window. p2 from 1 February: none due yet. */
static void answers_timetables(void **state)
{
    check(state, "cp_plans", 0, "kept(reviews.date from start_date within 3 months, 6 months)", "true");
    check(state, "cp_plans", 0, "kept(reviews.date from start_date within review_months months)", "true");
    check(state, "cp_plans", 0, "kept(reviews.date from start_date within 89 days)", "false");
    check(state, "cp_plans", 0, "kept(reviews.date from start_date within 12 weeks since window_start)",
          "false");
    check(state, "cp_plans", 0,
          "kept(reviews.date where date > this.end_date from start_date within 3 months)", "false");
    check(state, "cp_plans", 0, "overdue(reviews.date from start_date within 3 months, 1 month)", "true");
    check(state, "cp_plans", 0, "overdue(reviews.date from start_date within 3 months, 2 months)", "false");
    check(state, "cp_plans", 2, "kept(reviews.date from start_date within 3 months)", "true");
    check(state, "cp_plans", 2, "overdue(reviews.date from start_date within 50 working days)", "true");
    check(state, "cp_plans", 2, "overdue(reviews.date from start_date within 60 working days)", "false");
}

static void says_what_is_wrong_and_where(void **state)
{
    static const char *const cases[][2] = {
        {"strat_date < end_date", "column 1: no column \"strat_date\" in cp_plans (did you mean "
                                  "\"start_date\"?)\n    strat_date < end_date\n    ^"},
        {"days(start_date)", "column 1: days takes 2 arguments"},
        {"days(start_date, cost) > 2", "column 18: argument 2 of days must be a date, not a number"},
        {"start_date < 'x'",
         "column 12: a date cannot be compared with a text: a date is written date '2026-03-31'"},
        {"team < 'x'", "column 6: only numbers and dates have an order, not a text"},
        {"start_date + 3", "column 12: dates are not added"},
        {"cost and true", "column 6: what stands before this word must be a flag, not a number"},
        {"count(cp_vists)", "column 7: no table \"cp_vists\" (did you mean \"cp_visits\"?)"},
        {"count(rooms)", "column 7: cp_plans and rooms are not related"},
        {"cp_visits.date", "column 1: a row of cp_plans does not point to one row of cp_visits"},
        {"latest(cp_visits.dat)", "column 18: no column \"dat\" in cp_visits (did you mean \"date\"?)"},
        {"exists(cp_visits where plan = 'x')", "column 24: no column \"plan\" in cp_visits"},
        {"exists(cp_visits where start_date > date)",
         "column 24: no column \"start_date\" in cp_visits; the outer row's is written this.start_date"},
        {"this.cost", "column 1: \"this\" is the outer row"},
        {"'open", "column 1: this text has no closing quote"},
        {"\"x\"", "column 1: texts are written in single quotes"},
        {"cost > ", "column 8: wanted a name, a number or a text, found \"the end\""},
        {"cost > 1 2", "column 10: wanted the end or a word such as \"and\", found \"2\""},
        {"date '2026-02-30' > start_date", "column 6: '2026-02-30' is not a date"},
        {"cost / 0", "column 6: nothing can be divided by zero"},
        {"medain(cost)", "column 1: no function \"medain\""},
        {"kept(reviews.date from start_date within 0 days)", "column 42: wanted a whole number of days"},
        {"kept(reviews.date from start_date within 3 fortnights)",
         "column 44: wanted days, working days, weeks or months, found \"fortnights\""},
        {"kept(reviews.plan_id from start_date within 3 days)",
         "column 1: the column of a timetable must be a date, not a text"},
        {"sum(cp_visits.date)", "column 1: sum does not work on a date"},
        {"cost # 2", "column 6: this character has no meaning here"},
        {"1.2.3", "column 1: this is not a number"},
        {"if(cost, 1, 2)", "column 4: the first argument of if must be a flag, not a number"},
        {"if(true, 1, 'x')",
         "column 13: this argument, like the one before it, must be a number, not a text"},
        {"(cost", "column 6: wanted \")\", found \"the end\""},
        {"", "column 1: wanted a name"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *message = answer(*state, "cp_plans", 0, cases[i][0]);
        if (!text_starts_with(message, cases[i][1]))
            print_error("%s\n%s\n", cases[i][0], message);
        assert_true(text_starts_with(message, cases[i][1]));
    }
}

static void names_the_table_that_was_not_supplied(void **state)
{
    struct fixture *fixture = *state;
    struct error error = {.kind = ERROR_NONE};
    int plans = dataset_table(&fixture->dataset, "cp_plans"),
        audits = dataset_table(&fixture->dataset, "audits");
    const struct expression *expression = expression_compile(
        &fixture->arena, &fixture->scope, plans, "cost > 1 and exists(audits where grade = 'x')", &error);
    assert_non_null(expression);
    assert_int_equal(expression_missing_table(expression), audits);
    expression = expression_compile(&fixture->arena, &fixture->scope, audits, "anything", &error);
    assert_int_equal(expression_missing_table(expression), audits);
}

static void tells_what_depends_on_the_window(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *text;
        bool depends;
    } cases[] = {{"start_date > as_at", false}, {"end_date is missing", true},
                 {"cost > limit", false},       {"days(start_date, window_end)", true},
                 {"exists(cp_visits)", true},   {"age(people.birth_date, start_date)", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {.kind = ERROR_NONE};
        const struct expression *expression =
            expression_compile(&fixture->arena, &fixture->scope, 1, cases[i].text, &error);
        assert_non_null(expression);
        assert_int_equal(expression_depends_on_window(expression), cases[i].depends);
    }
}

/* Long, deep or wide: refused with a message or worked out, never a crash and never for ever. */
static void bears_any_length_and_depth(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *begin, *middle, *end;
        int times;
    } cases[] = {{"(", "1", ")", 5000},
                 {"not ", "true", "", 4000},
                 {"-", "1", "", 9000},
                 {"1 + ", "1", "", 900},
                 {"1 + ", "1", "", 4000},
                 {"if(true, ", "1", ", 2)", 500},
                 {"exists(cp_plans where ", "true", ")", 50},
                 {"x", "", "", 30000},
                 {"1 between 0 and 1 and ", "true", "", 300}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = text_in(&fixture->arena);
        for (int k = 0; k < cases[i].times; k++)
            text_add(&text, cases[i].begin);
        text_add(&text, cases[i].middle);
        for (int k = 0; k < cases[i].times; k++)
            text_add(&text, cases[i].end);
        struct error error = {.kind = ERROR_NONE};
        const struct expression *expression =
            expression_compile(&fixture->arena, &fixture->scope, 1, text.bytes, &error);
        assert_true(expression != NULL || error.kind == ERROR_CONFIG);
    }
    check(state, "cp_plans", 0, "1 + 1 + 1 + 1 - 4", "0");
}

/* The same question over many rows at once, in chunks, as over one. */
static void answers_a_batch_as_it_answers_each_row(void **state)
{
    struct fixture *fixture = *state;
    enum { ROWS = 10000 };
    static const char *const texts[] = {"count(cp_visits where seen)",
                                        "latest(cp_visits.team)",
                                        "end_date",
                                        "distinct(cp_visits.team)",
                                        "kept(reviews.date from start_date within 3 months)",
                                        "earliest(cp_visits.seen)"};
    uint32_t *rows = ARENA_ARRAY(&fixture->arena, uint32_t, ROWS);
    uint16_t *windows = ARENA_ARRAY(&fixture->arena, uint16_t, ROWS);
    for (uint32_t i = 0; i < ROWS; i++)
        rows[i] = i * 7 % 4;
    struct window window = {day("2017-01-01"), day("2017-03-31")};
    struct batch batch = {ROWS, rows, &window, windows, day("2017-12-31")};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        struct error error = {.kind = ERROR_NONE};
        struct arena scratch = {0};
        const struct expression *expression =
            expression_compile(&fixture->arena, &fixture->scope, 1, texts[k], &error);
        struct evaluator *evaluator = evaluator_in(&fixture->arena, &fixture->scope);
        struct vector vector = expression_evaluate(expression, evaluator, &batch, &scratch);
        const char *single[4];
        for (uint32_t row = 0; row < 4; row++)
            single[row] = answer(fixture, "cp_plans", row, texts[k]);
        for (size_t i = 0; i < ROWS; i++)
            assert_string_equal(shown(fixture, &vector, i), single[rows[i]]);
        arena_release(&scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(works_out_numbers_and_dates),
        cmocka_unit_test(compares_and_decides),
        cmocka_unit_test(treats_missing_as_unknown),
        cmocka_unit_test(finds_related_rows),
        cmocka_unit_test(knows_nothing_of_what_comes_after_the_window),
        cmocka_unit_test(reads_of_several_rows_for_one_name_the_latest_that_is_open),
        cmocka_unit_test(answers_timetables),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(names_the_table_that_was_not_supplied),
        cmocka_unit_test(tells_what_depends_on_the_window),
        cmocka_unit_test(bears_any_length_and_depth),
        cmocka_unit_test(answers_a_batch_as_it_answers_each_row),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
