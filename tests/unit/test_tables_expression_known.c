/* What is known of an expression at a place stands for later windows while it holds, and what is known of a part stands for
 * the other expressions that have it. */
#include "base/text.h"
#include "tables/expression.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CHILDREN = 12, ROWS = 120, WINDOWS = 30, MOST_PARTS = 4 };

static day_number day(int year, int month, int of_month)
{
    return day_from_date((struct date){year, month, of_month});
}

/* Spells at random, the same each time. */
static const char *spells(struct arena *arena)
{
    static const char *const teams[] = {"north", "south", "east", "."};
    struct text text = text_in(arena);
    uint32_t seed = 1989;
    text_add(&text, "table spells key=id child=child_id when=start_date until=end_date\n"
                    "id:text child_id:text start_date:date end_date:date team:text n:number\n");
    for (int i = 0; i < ROWS; i++) {
        uint32_t draw[6];
        for (size_t k = 0; k < 6; k++) {
            seed = seed * 1664525u + 1013904223u;
            draw[k] = seed >> 16;
        }
        char start[DAY_TEXT_SIZE], end[DAY_TEXT_SIZE];
        day_number from = day(2016, 1, 1) + (day_number)(draw[0] % 800);
        day_format(from, start);
        day_format(from + (day_number)(draw[1] % 300), end);
        text_add_format(&text, "s%d c%u %s %s %s %u\n", i, draw[2] % CHILDREN, start, draw[3] % 3 ? end : ".",
                        teams[draw[4] % 4], draw[5] % 5);
    }
    return text.bytes;
}

static bool is_same(const struct vector *one, size_t at, const struct vector *other, size_t other_at)
{
    if (!one->present[at] || !other->present[other_at])
        return one->present[at] == other->present[other_at];
    switch (one->type) {
    case COLUMN_TEXT:
        return one->code[at] == other->code[other_at];
    case COLUMN_NUMBER:
        return !(one->number[at] < other->number[other_at]) && !(one->number[at] > other->number[other_at]);
    case COLUMN_DAY:
        return one->day[at] == other->day[other_at];
    case COLUMN_FLAG:
        return one->flag[at] == other->flag[other_at];
    }
    return false;
}

struct fixture {
    struct arena arena, scratch;
    struct dataset dataset;
    struct calendar calendar;
    struct expression_scope scope;
    struct evaluator *evaluator;
    struct window windows[WINDOWS];
    uint32_t row[ROWS];
    uint16_t window[ROWS], end[ROWS], at[ROWS];
    size_t count;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->dataset = dataset_from_text(&fixture->arena, spells(&fixture->arena));
    fixture->scope = (struct expression_scope){.dataset = &fixture->dataset, .calendar = &fixture->calendar};
    fixture->evaluator = evaluator_in(&fixture->arena, &fixture->scope);
    for (int i = 0; i < WINDOWS; i++) {
        day_number end = day_add_months(day(2016, 1, 31), i);
        fixture->windows[i] = (struct window){day_add_months(end, -3) + 1, end};
    }
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->scratch);
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

/* All rows, each from some window to some later one. */
static void start(struct fixture *fixture)
{
    fixture->count = ROWS;
    for (size_t i = 0; i < ROWS; i++) {
        fixture->row[i] = (uint32_t)i;
        fixture->at[i] = (uint16_t)i;
        fixture->window[i] = (uint16_t)(i % 5);
        fixture->end[i] = (uint16_t)(WINDOWS - i % 7);
    }
}

static struct batch batch_of(const struct fixture *fixture)
{
    return (struct batch){.count = fixture->count,
                          .row = fixture->row,
                          .windows = fixture->windows,
                          .window = fixture->window,
                          .window_count = WINDOWS,
                          .end = fixture->end,
                          .as_at = day(2018, 7, 1)};
}

/* Rows move on by one window or by two; those that are through go. */
static void move_on(struct fixture *fixture, struct known_values **known, size_t known_count)
{
    uint16_t kept[ROWS];
    size_t count = 0;
    for (size_t i = 0; i < fixture->count; i++) {
        uint16_t next = (uint16_t)(fixture->window[i] + 1 + fixture->row[i] % 2);
        if (next >= fixture->end[i])
            continue;
        fixture->row[count] = fixture->row[i];
        fixture->end[count] = fixture->end[i];
        fixture->window[count] = next;
        kept[count++] = (uint16_t)i;
    }
    for (size_t i = 0; i < known_count; i++)
        known_values_keep(known[i], kept, count);
    fixture->count = count;
}

struct compiled {
    const struct expression *expression;
    struct known_values *parts[MOST_PARTS];
    struct known known;
};

static void compile(struct fixture *fixture, const char *text, struct compiled *compiled)
{
    struct error error = {.kind = ERROR_NONE};
    compiled->expression = expression_compile(&fixture->arena, &fixture->scope, 0, text, &error);
    if (!compiled->expression)
        fail_msg("%s", error.message);
    size_t parts = expression_part_count(compiled->expression);
    assert_in_range(parts, 0, MOST_PARTS);
    for (size_t i = 0; i < parts; i++)
        compiled->parts[i] =
            known_values_make(&fixture->arena, expression_part_type(compiled->expression, i), ROWS);
    compiled->known = (struct known){
        known_values_make(&fixture->arena, expression_type(compiled->expression), ROWS), compiled->parts};
}

/* Each of the places in turn is left out of the update once in a while, and its value stays unknown or as it was. */
static void update_some(struct fixture *fixture, const struct compiled *compiled, size_t turn)
{
    uint16_t at[ROWS];
    size_t count = 0;
    for (size_t i = 0; i < fixture->count; i++)
        if ((fixture->row[i] + turn) % 4 > 0)
            at[count++] = (uint16_t)i;
    struct batch batch = batch_of(fixture);
    expression_update(compiled->expression, fixture->evaluator, &(struct batch_places){&batch, at, count},
                      &compiled->known, &fixture->scratch);
}

/* Where what is known is said to hold, it is what the expression comes to afresh. Returns at how many places it held from
 * an earlier window. */
static size_t check_all(struct fixture *fixture, const struct compiled *compiled, const char *text)
{
    struct batch batch = batch_of(fixture);
    struct vector afresh =
        expression_evaluate(compiled->expression, fixture->evaluator, &batch, &fixture->scratch);
    struct vector known = known_values_vector(compiled->known.values);
    const day_number *holds_until = known_values_hold_until(compiled->known.values);
    size_t held = 0;
    for (size_t i = 0; i < fixture->count; i++) {
        bool holds = holds_until[i] >= fixture->windows[fixture->window[i]].end;
        if (holds && !is_same(&known, i, &afresh, i))
            fail_msg("%s: row %u from window %u is not what it is afresh", text, fixture->row[i],
                     fixture->window[i]);
        held += holds;
    }
    return held;
}

static const char *const texts[] = {
    "n > 2 and exists(spells where start_date > this.start_date)",
    "coalesce(n = 1, false) or exists(spells where start_date > this.start_date)",
    "add_days(max(spells.start_date where end_date is missing), 7) <= window_end",
    "if(n > 1, max(spells.start_date where end_date is missing), coalesce(max(spells.start_date where "
    "end_date is "
    "missing), start_date))",
    "n = 2 and latest(spells.team where end_date is missing) is missing",
    "coalesce(latest(spells.team where end_date is missing), 'none')",
    "n < 3 and kept(spells.start_date from max(spells.start_date where n > 2) within 2 months)",
    "kept(spells.start_date from max(spells.start_date where n > 2) within 2 months) or "
    "max(spells.start_date where n > "
    "2) <= window_start",
    "end_date is missing",
    "days(start_date, window_end) <= 100",
    "months(start_date, window_end) > n",
    "60 < days(window_start, coalesce(end_date, start_date))",
    "add_months(start_date, 4) < window_start",
    "start_date between window_start and window_end",
    "days(start_date, window_end) between 50 and 150",
    "n > 1 and not start_date between add_days(window_start, -40) and add_months(window_end, -2)",
    "window_start <= window_end and days(window_start, window_end) > 91",
    "exists(spells where days(start_date, window_end) <= 28)",
    "count(spells where start_date between add_days(window_end, -60) and window_end)",
    "sum(spells.n where start_date < window_start)",
    "count(spells where add_days(start_date, 42) between window_start and window_end and n > 1)",
    "count(spells where add_months(start_date, 5) < window_end and end_date is missing)",
    "count(spells where start_date >= window_start and start_date < this.start_date)",
    "count(spells where days(start_date, window_end) > days(this.start_date, window_end))",
    "exists(spells where exists(spells where start_date between this.start_date and window_start))",
    "distinct(spells.n where add_days(start_date, 30 * n) <= window_end)",
};

static void what_holds_is_what_it_would_be_afresh(void **state)
{
    struct fixture *fixture = *state;
    size_t held = 0, looks = 0;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        struct compiled compiled;
        compile(fixture, texts[k], &compiled);
        struct known_values *all[MOST_PARTS + 1] = {compiled.known.values};
        size_t count = 1;
        for (size_t i = 0; i < expression_part_count(compiled.expression); i++)
            all[count++] = compiled.parts[i];
        start(fixture);
        for (size_t turn = 0; fixture->count > 0; turn++) {
            held += check_all(fixture, &compiled, texts[k]);
            looks += fixture->count;
            update_some(fixture, &compiled, turn);
            check_all(fixture, &compiled, texts[k]);
            move_on(fixture, all, count);
        }
    }
    /* Else it would be no use. */
    assert_in_range(held, looks / 3, looks);
}

static void a_value_that_never_changes_holds_to_the_last_window_it_is_seen_from(void **state)
{
    struct fixture *fixture = *state;
    static const char *const steady[] = {"n > 1",
                                         "start_date < date '2015-01-01' or start_date <= window_end",
                                         "days(start_date, window_end) > -2000"};
    for (size_t k = 0; k < sizeof steady / sizeof *steady; k++) {
        struct compiled compiled;
        compile(fixture, steady[k], &compiled);
        start(fixture);
        for (size_t i = 0; i < ROWS; i++)
            fixture->window[i] = WINDOWS - 7;
        struct batch batch = batch_of(fixture);
        expression_update(compiled.expression, fixture->evaluator,
                          &(struct batch_places){&batch, fixture->at, ROWS}, &compiled.known,
                          &fixture->scratch);
        const day_number *holds_until = known_values_hold_until(compiled.known.values);
        for (size_t i = 0; i < ROWS; i++)
            if (k != 1 || fixture->dataset.tables[0].columns[2].day[i] <= fixture->windows[WINDOWS - 7].end)
                assert_int_equal(holds_until[i], fixture->windows[fixture->end[i] - 1].end);
    }
}

static void a_part_stands_for_another_expression(void **state)
{
    struct fixture *fixture = *state;
    for (size_t k = 0; k < 8; k += 2) {
        struct compiled both[2];
        for (size_t i = 0; i < 2; i++)
            compile(fixture, texts[k + i], &both[i]);
        bool shared = false;
        for (size_t i = 0; i < expression_part_count(both[0].expression); i++)
            for (size_t m = 0; m < expression_part_count(both[1].expression); m++)
                if (text_equal(expression_part_text(both[0].expression, i),
                               expression_part_text(both[1].expression, m))) {
                    both[1].parts[m] = both[0].parts[i];
                    shared = true;
                }
        assert_true(shared);
        start(fixture);
        struct known_values *all[2 * MOST_PARTS + 2];
        size_t count = 0;
        for (size_t i = 0; i < 2; i++) {
            all[count++] = both[i].known.values;
            for (size_t m = 0; m < expression_part_count(both[i].expression); m++)
                if (i == 0 || both[1].parts[m] != both[0].parts[m])
                    all[count++] = both[i].parts[m];
        }
        for (size_t turn = 0; fixture->count > 0; turn++) {
            for (size_t i = 0; i < 2; i++) {
                update_some(fixture, &both[i], turn + i);
                check_all(fixture, &both[i], texts[k + i]);
            }
            move_on(fixture, all, count);
        }
    }
}

static void is_one_with_what_is_written_alike(void **state)
{
    struct fixture *fixture = *state;
    struct error error = {.kind = ERROR_NONE};
    const struct expression *expression = expression_compile(
        &fixture->arena, &fixture->scope, 0,
        "count(spells where n > 1) > 2 and (count(spells where n > 1) < 5 or count(spells) > 9)", &error);
    assert_non_null(expression);
    assert_int_equal(expression_part_count(expression), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_holds_is_what_it_would_be_afresh, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_that_never_changes_holds_to_the_last_window_it_is_seen_from,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_stands_for_another_expression, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_one_with_what_is_written_alike, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
