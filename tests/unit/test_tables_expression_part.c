/* What is found of a part for one expression stands for another, and for later windows while it holds. */
#include "base/text.h"
#include "tables/expression.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CHILDREN = 12, ROWS = 120, WINDOWS = 30, PAIRS = ROWS * WINDOWS, MOST_PARTS = 4 };

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

static bool is_same(const struct vector *one, const struct vector *other, size_t at)
{
    if (!one->present[at] || !other->present[at])
        return one->present[at] == other->present[at];
    switch (one->type) {
    case COLUMN_TEXT:
        return one->code[at] == other->code[at];
    case COLUMN_NUMBER:
        return !(one->number[at] < other->number[at]) && !(one->number[at] > other->number[at]);
    case COLUMN_DAY:
        return one->day[at] == other->day[at];
    case COLUMN_FLAG:
        return one->flag[at] == other->flag[at];
    }
    return false;
}

struct pairs {
    uint32_t row[PAIRS];
    uint16_t window[PAIRS];
    size_t count;
};

/* The parts of either expression, each once: those of the second that the first has too are the first's. */
static void share_parts(struct arena *arena, const struct expression *const both[2],
                        struct part_values *parts[2][MOST_PARTS])
{
    assert_in_range(expression_part_count(both[0]), 1, MOST_PARTS);
    assert_in_range(expression_part_count(both[1]), 1, MOST_PARTS);
    for (size_t i = 0; i < expression_part_count(both[0]); i++)
        parts[0][i] = part_values_make(arena);
    for (size_t i = 0; i < expression_part_count(both[1]); i++) {
        parts[1][i] = NULL;
        for (size_t k = 0; k < expression_part_count(both[0]); k++)
            if (text_equal(expression_part_text(both[0], k), expression_part_text(both[1], i)))
                parts[1][i] = parts[0][k];
        if (!parts[1][i])
            parts[1][i] = part_values_make(arena);
    }
}

struct fixture {
    struct arena arena, scratch;
    struct dataset dataset;
    struct calendar calendar;
    struct expression_scope scope;
    struct window windows[WINDOWS];
    struct pairs all, kept;
    uint16_t places[PAIRS];
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->dataset = dataset_from_text(&fixture->arena, spells(&fixture->arena));
    fixture->scope = (struct expression_scope){.dataset = &fixture->dataset, .calendar = &fixture->calendar};
    for (int i = 0; i < WINDOWS; i++) {
        day_number end = day_add_months(day(2016, 1, 31), i);
        fixture->windows[i] = (struct window){day_add_months(end, -3) + 1, end};
    }
    struct pairs *all = &fixture->all, *kept = &fixture->kept;
    for (; all->count < PAIRS; all->count++) {
        uint32_t row = (uint32_t)(all->count / WINDOWS);
        uint16_t window = (uint16_t)(all->count % WINDOWS);
        all->row[all->count] = row;
        all->window[all->count] = window;
        if (all->count % 7 < 2)
            continue;
        fixture->places[kept->count] = (uint16_t)all->count;
        kept->row[kept->count] = row;
        kept->window[kept->count++] = window;
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

static struct vector evaluate(struct fixture *fixture, const struct expression *expression,
                              const struct pairs *pairs, struct part_values **parts)
{
    struct batch batch = {.parts = parts,
                          .count = pairs->count,
                          .row = pairs->row,
                          .windows = fixture->windows,
                          .window = pairs->window,
                          .as_at = day(2018, 7, 1)};
    return expression_evaluate(expression, evaluator_in(&fixture->arena, &fixture->scope), &batch,
                               &fixture->scratch);
}

static void stands_for_another_expression_though_rows_were_left_out_since(void **state)
{
    struct fixture *fixture = *state;
    static const char *const texts[][2] = {
        {"n > 2 and exists(spells where start_date > this.start_date)",
         "coalesce(n = 1, false) or exists(spells where start_date > this.start_date)"},
        {"add_days(max(spells.start_date where end_date is missing), 7) <= window_end",
         "if(n > 1, max(spells.start_date where end_date is missing), coalesce(max(spells.start_date where "
         "end_date is missing), start_date))"},
        {"n = 2 and latest(spells.team where end_date is missing) is missing",
         "coalesce(latest(spells.team where end_date is missing), 'none')"},
        {"n < 3 and kept(spells.start_date from max(spells.start_date where n > 2) within 2 months)",
         "kept(spells.start_date from max(spells.start_date where n > 2) within 2 months) or "
         "max(spells.start_date where n > 2) <= window_start"}};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        struct error error = {.kind = ERROR_NONE};
        const struct expression *both[2];
        for (size_t i = 0; i < 2; i++) {
            both[i] = expression_compile(&fixture->arena, &fixture->scope, 0, texts[k][i], &error);
            if (!both[i])
                fail_msg("%s", error.message);
        }
        struct part_values *parts[2][MOST_PARTS];
        share_parts(&fixture->arena, both, parts);
        struct vector first = evaluate(fixture, both[0], &fixture->all, parts[0]);
        struct vector first_afresh = evaluate(fixture, both[0], &fixture->all, NULL);
        for (size_t i = 0; i < expression_part_count(both[0]); i++)
            part_values_keep(parts[0][i], fixture->places, fixture->kept.count);
        struct vector second = evaluate(fixture, both[1], &fixture->kept, parts[1]);
        struct vector second_afresh = evaluate(fixture, both[1], &fixture->kept, NULL);
        for (size_t i = 0; i < fixture->all.count; i++)
            if (!is_same(&first, &first_afresh, i))
                fail_msg("%s: place %zu is not what it is afresh", texts[k][0], i);
        for (size_t i = 0; i < fixture->kept.count; i++)
            if (!is_same(&second, &second_afresh, i))
                fail_msg("%s: place %zu is not what it is afresh", texts[k][1], i);
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
        cmocka_unit_test_setup_teardown(stands_for_another_expression_though_rows_were_left_out_since, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(is_one_with_what_is_written_alike, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
