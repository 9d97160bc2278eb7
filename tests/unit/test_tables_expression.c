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
    struct batch batch = {
        .count = 1, .row = &row, .windows = &window, .window = &windows, .as_at = day("2017-12-31")};
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
                                           {"birthday(people.birth_date, 5)", "2017-03-01"},
                                           {"birthday(people.birth_date, 0.5)", "missing"},
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
                                           {"if(mentions('[1A, 3A]', '3A'), 1, 0)", "1"},
                                           {"if(mentions('13A,3AB,33A', '3A'), 1, 0)", "0"},
                                           {"if(mentions('3A', '3A'), 1, 0)", "1"},
                                           {"if(mentions('', '3A'), 1, 0)", "0"},
                                           {"if(mentions('3A', ''), 1, 0)", "0"},
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
        {"count(cp_plans where exists(cp_visits where date >= this.start_date and seen))", "2"},
        {"count(cp_plans where exists(cp_visits where add_months(date, -2) > this.start_date))", "0"},
        {"count(cp_plans where exists(cp_visits where add_months(date, -2) > this.this.start_date))", "1"},
        {"count(cp_plans where exists(cp_visits where date > this.this.people.birth_date))", "2"}};
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
    struct batch batch = {
        .count = ROWS, .row = rows, .windows = &window, .window = windows, .as_at = day("2017-12-31")};
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

/* A table of rows at random, the same each time. */
static const char *random_tables(struct arena *arena)
{
    enum { CHILDREN = 40, ROWS = 400 };
    static const char *const teams[] = {"north", "south", "east", "."};
    struct text text = text_in(arena);
    uint32_t seed = 1989;
    text_add(&text, "table children key=child_id child=child_id\nchild_id:text\n");
    for (int i = 0; i < CHILDREN; i++)
        text_add_format(&text, "c%d\n", i);
    text_add(&text, "\ntable spells key=id child=child_id when=start_date until=end_date child_id->children\n"
                    "id:text child_id:text start_date:date end_date:date team:text n:number\n");
    for (int i = 0; i < ROWS; i++) {
        uint32_t draw[6];
        for (size_t k = 0; k < 6; k++) {
            seed = seed * 1664525u + 1013904223u;
            draw[k] = seed >> 16;
        }
        char start[DAY_TEXT_SIZE], end[DAY_TEXT_SIZE];
        day_number from = day("2016-01-01") + (day_number)(draw[0] % 800);
        day_format(from, start);
        day_format(from + (day_number)(draw[1] % 300) - 5, end);
        text_add_format(&text, "s%d c%u %s %s %s %u\n", i, draw[2] % CHILDREN, draw[3] % 25 ? start : ".",
                        draw[3] % 3 ? end : ".", teams[draw[4] % 4], draw[5] % 5);
    }
    return text.bytes;
}

/* What is carried from window to window, and bounds that narrow the related rows, change no answer. */
static void answers_for_windows_in_a_row_as_for_each_alone(void **state)
{
    struct fixture *fixture = *state;
    enum { WINDOWS = 30 };
    static const char *const texts[] = {
        "latest(spells.team where end_date is missing)",
        "latest(spells.team where start_date <= this.start_date)",
        "earliest(spells.team where start_date > this.start_date)",
        "count(spells where start_date between this.start_date and add_months(this.start_date, 6))",
        "exists(spells where working_days(start_date, window_end) <= 20)",
        "count(spells where working_days(start_date, window_end) > 20)",
        "count(spells where days(start_date, window_end) < 90 and end_date is missing)",
        "count(spells where months(start_date, window_end) >= 3)",
        "count(spells where add_months(start_date, 6) >= this.end_date)",
        "count(spells where add_months(start_date, 6) < coalesce(this.end_date, window_end))",
        "count(spells where start_date = this.start_date)",
        "count(spells where this.start_date <= start_date and not n > this.n)",
        "sum(spells.n where start_date < window_start or n = 2)",
        "max(spells.n where end_date >= window_start and start_date < this.end_date)",
        "distinct(spells.team where end_date is missing or end_date >= window_start)",
        "end_date is missing and exists(spells where start_date > this.start_date)",
        "n > 2 or exists(spells where end_date < this.start_date)",
        "kept(spells.start_date from start_date within 2 months, 3 months)",
        "overdue(spells.start_date where n > 1 from start_date within 30 working days)",
        "if(exists(spells where n = 4), latest(spells.end_date), start_date)",
        "count(spells where exists(spells where start_date > this.start_date and end_date is missing))",
        "count(spells where exists(spells where start_date > this.this.start_date and end_date is missing))",
        "count(spells where start_date > max(spells.start_date where start_date < this.this.end_date))",
        "count(spells where children.child_id = 'c3')",
        "exists(spells by team where start_date > this.start_date and n = 3)"};
    fixture->dataset = dataset_from_text(&fixture->arena, random_tables(&fixture->arena));
    struct window windows[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
        day_number end = day_add_months(day("2016-01-31"), i);
        windows[i] = (struct window){day_add_months(end, -3) + 1, end};
    }
    uint32_t rows = fixture->dataset.tables[1].row_count;
    uint32_t *row = ARENA_ARRAY(&fixture->arena, uint32_t, (size_t)rows * WINDOWS);
    uint16_t *window = ARENA_ARRAY(&fixture->arena, uint16_t, (size_t)rows * WINDOWS);
    for (size_t i = 0; i < (size_t)rows * WINDOWS; i++) {
        row[i] = (uint32_t)(i / WINDOWS);
        window[i] = (uint16_t)(i % WINDOWS);
    }
    struct batch batch = {.row = row,
                          .windows = windows,
                          .window = window,
                          .count = (size_t)rows * WINDOWS,
                          .as_at = day("2018-07-01")};
    struct evaluator *evaluator = evaluator_in(&fixture->arena, &fixture->scope);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        struct error error = {.kind = ERROR_NONE};
        struct arena scratch = {0};
        const struct expression *expression =
            expression_compile(&fixture->arena, &fixture->scope, 1, texts[k], &error);
        if (!expression)
            fail_msg("%s", error.message);
        struct vector together = expression_evaluate(expression, evaluator, &batch, &scratch);
        for (size_t i = 0; i < batch.count; i++) {
            struct arena_mark mark = arena_mark(&scratch);
            struct batch one = batch;
            one.count = 1;
            one.row = &row[i];
            one.window = &window[i];
            struct vector alone = expression_evaluate(expression, evaluator, &one, &scratch);
            const char *here = shown(fixture, &together, i), *there = shown(fixture, &alone, 0);
            if (!text_equal(here, there))
                fail_msg("%s: row %u, window %u: %s together, %s alone", texts[k], row[i], window[i], here,
                         there);
            arena_rewind(&scratch, mark);
        }
        arena_release(&scratch);
    }
}

/* `where not (not (c))` says the same as `where c`, with nothing in it that bounds could be made of. */
static void finds_the_same_rows_with_bounds_as_without(void **state)
{
    struct fixture *fixture = *state;
    enum { WINDOWS = 30 };
    static const char *const conditions[] = {
        "start_date <= this.start_date",
        "start_date > this.start_date",
        "this.start_date >= start_date and n > 1",
        "start_date between this.start_date and add_months(this.start_date, 6)",
        "start_date not between this.start_date and this.end_date",
        "start_date between this.end_date and window_end",
        "start_date = this.start_date",
        "working_days(start_date, window_end) <= 20",
        "working_days(start_date, window_end) between 5 and 40",
        "40 < days(start_date, window_end)",
        "months(start_date, this.end_date) >= 3",
        "age(start_date, window_end) < 1",
        "add_months(start_date, 6) >= this.end_date",
        "add_days(start_date, 30) < window_start",
        "working_days(add_days(start_date, -1), window_end) <= 20",
        "days(add_months(start_date, n), window_end) > 100",
        "add_days(add_months(start_date, 1), -3) >= this.start_date",
        "months(add_days(start_date, this.n), this.end_date) < 2",
        "add_working_days(start_date, n) <= this.start_date",
        "add_working_days(start_date, this.n) = this.start_date",
        "days(this.start_date, start_date) > 10",
        "start_date < this.start_date or n = 2"};
    fixture->dataset = dataset_from_text(&fixture->arena, random_tables(&fixture->arena));
    struct window windows[WINDOWS];
    for (int i = 0; i < WINDOWS; i++)
        windows[i].end = windows[i].start = day_add_months(day("2016-01-31"), i);
    size_t count = (size_t)fixture->dataset.tables[1].row_count * WINDOWS;
    uint32_t *row = ARENA_ARRAY(&fixture->arena, uint32_t, count);
    uint16_t *window = ARENA_ARRAY(&fixture->arena, uint16_t, count);
    for (size_t i = 0; i < count; i++) {
        row[i] = (uint32_t)(i / WINDOWS);
        window[i] = (uint16_t)(i % WINDOWS);
    }
    struct batch batch = {.count = count, .row = row, .windows = windows, .window = window};
    struct evaluator *evaluator = evaluator_in(&fixture->arena, &fixture->scope);
    for (size_t k = 0; k < sizeof conditions / sizeof *conditions; k++) {
        struct error error = {.kind = ERROR_NONE};
        struct arena scratch = {0};
        struct vector found[2];
        size_t some = 0;
        for (size_t i = 0; i < 2; i++) {
            const char *text = arena_format(
                &fixture->arena, i == 0 ? "count(spells where %s)" : "count(spells where not (not (%s)))",
                conditions[k]);
            const struct expression *expression =
                expression_compile(&fixture->arena, &fixture->scope, 1, text, &error);
            if (!expression)
                fail_msg("%s", error.message);
            found[i] = expression_evaluate(expression, evaluator, &batch, &scratch);
        }
        for (size_t i = 0; i < count; i++) {
            some += found[1].number[i] > 0;
            if (found[0].number[i] != found[1].number[i])
                fail_msg("%s: row %u, window %u: %g with bounds, %g without", conditions[k], row[i],
                         window[i], found[0].number[i], found[1].number[i]);
        }
        assert_true(some > 0);
        arena_release(&scratch);
    }
}

/* No expression, however long or deep, is more than a message. */
static void refuses_what_is_too_long_or_too_deep_at_once(void **state)
{
    struct fixture *fixture = *state;
    enum { MANY = 1000000 };
    static const struct {
        const char *start, *again, *end;
        size_t times;
        const char *message;
    } cases[] = {{"", "(", "", MANY, "longer than 20000 bytes"},
                 {"", "(", "", 15000, "nested more than 60 deep"},
                 {"true", " or true", "", 100000, "longer than 20000 bytes"},
                 {"true", " or true", "", 2400, "more than 2000 parts"},
                 {"", "not ", "true", 4900, NULL},
                 {"1 = ", "-", "1", 19000, NULL},
                 {"", "exists(cp_visits where ", "seen", 800, "related rows are nested more than 4 deep"},
                 {"", "if(true, ", "1", 2000, "nested more than 60 deep"},
                 {"cost in (1", ", 1", ")", 6000, "more than 2000 parts"},
                 {"cost + ", "cost + ", "1 > 2", 2500, "more than 2000 parts"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {.kind = ERROR_NONE};
        struct text text = text_in(&fixture->arena);
        text_add(&text, cases[i].start);
        for (size_t k = 0; k < cases[i].times; k++)
            text_add(&text, cases[i].again);
        text_add(&text, cases[i].end);
        const struct expression *expression =
            expression_compile(&fixture->arena, &fixture->scope, 1, text.bytes, &error);
        if (!cases[i].message)
            assert_non_null(expression);
        else if (expression || !strstr(error.message, cases[i].message))
            fail_msg("%s%s...: \"%s\" does not say \"%s\"", cases[i].start, cases[i].again, error.message,
                     cases[i].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_for_windows_in_a_row_as_for_each_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_the_same_rows_with_bounds_as_without, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_too_long_or_too_deep_at_once, set_up, tear_down),
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
