#include "ingest/cell_memory.h"

#include "ingest/convert.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct fixture {
    struct arena arena;
    struct cell_memory memory;
    struct cell_rule rule;
    struct column column; /* of one row */
};

static void start(struct fixture *fixture, enum cell_kind kind)
{
    *fixture = (struct fixture){0};
    struct missing_words *missing = ARENA_NEW(&fixture->arena, struct missing_words);
    *missing = missing_words_make(&fixture->arena, NULL, 0);
    fixture->rule = (struct cell_rule){.kind = kind, .missing = missing};
    fixture->column = column_make(&fixture->arena, "value", cell_kind_column(kind), 1);
}

/* Takes a cell as a part does; whether it was known. */
static bool take(struct fixture *fixture, const char *text, uint32_t words, uint32_t code)
{
    struct column *column = &fixture->column;
    struct cell_key key;
    char cell[64];
    strcpy(cell, text);
    if (cell_recall(&fixture->memory, cell, strlen(cell), words, column, 0, &key))
        return true;
    struct cell_value value = cell_convert(&fixture->rule, cell, strlen(text));
    column->present[0] = value.present;
    if (!value.present)
        return false;
    if (column->type == COLUMN_DAY)
        column->day[0] = value.day;
    else if (column->type == COLUMN_NUMBER)
        column->number[0] = value.number;
    else
        column->code[0] = code;
    cell_remember(&fixture->arena, &fixture->memory, &key, words, column, 0);
    return false;
}

enum { SHAPES = 3, DATE_TEXT = 48 };

static void write_date(char text[DATE_TEXT], int shape, int year, int month, int day)
{
    if (shape == 0)
        snprintf(text, DATE_TEXT, "%02d/%02d/%04d", day, month, year);
    else if (shape == 1)
        snprintf(text, DATE_TEXT, "%02d-%02d-%04d", day, month, year);
    else
        snprintf(text, DATE_TEXT, "%04d-%02d-%02d", year, month, day);
}

static void take_like_converting(struct fixture *fixture, const char *text)
{
    char cell[DATE_TEXT];
    struct cell_value value = cell_convert(&fixture->rule, strcpy(cell, text), strlen(text));
    take(fixture, text, 1, 0);
    assert_int_equal(fixture->column.present[0], value.present);
    if (value.present)
        assert_int_equal(fixture->column.day[0], value.day);
}

/* Each day of 202 years twice, with some that are none, in every shape. */
static void remembers_of_each_date_the_day_that_converting_makes_of_it(void **state)
{
    (void)state;
    enum { DAYS = 33, MONTHS = 14, YEARS = 202 };
    struct fixture fixture;
    start(&fixture, CELL_DATE);
    for (int i = 0; i < 2 * YEARS * MONTHS * DAYS; i++)
        for (int shape = 0; shape < SHAPES; shape++) {
            char text[DATE_TEXT];
            write_date(text, shape, 1899 + i / DAYS / MONTHS % YEARS, i / DAYS % MONTHS, i % DAYS);
            take_like_converting(&fixture, text);
        }
    assert_true(take(&fixture, "31/03/2026", 1, 0));
    assert_true(take(&fixture, "31-03-2026", 1, 0));
    assert_true(take(&fixture, "2026-03-31", 1, 0));
    arena_release(&fixture.arena);
}

static void knows_no_date_by_one_that_looks_like_it(void **state)
{
    (void)state;
    static const char *const alike[] = {"31/03-2026", "31-03/2026",       "31.03.2026",       "3:/03/2026",
                                        "31/03/20:6", "31/03/202 ",       "2026/03/31",       "2026-03/31",
                                        "202603-31x", "\xC3\xB1/03/2026", "31/03/20\xC3\xB6", "31 03 2026",
                                        "31/13/2026", "32/03/2026"};
    struct fixture fixture;
    start(&fixture, CELL_DATE);
    take(&fixture, "31/03/2026", 1, 0);
    take(&fixture, "31-03-2026", 1, 0);
    take(&fixture, "2026-03-31", 1, 0);
    for (size_t i = 0; i < COUNT(alike); i++)
        take_like_converting(&fixture, alike[i]);
    arena_release(&fixture.arena);
}

static void tells_texts_apart_by_every_byte_and_by_their_length(void **state)
{
    (void)state;
    enum { LONGEST = 34 };
    struct fixture fixture;
    start(&fixture, CELL_TEXT);
    for (size_t length = 1; length <= LONGEST; length++) {
        char text[LONGEST + 1] = {0};
        memset(text, 'a', length);
        assert_false(take(&fixture, text, 1, 7));
        assert_int_equal(take(&fixture, text, 1, 0), length <= 32);
        for (size_t i = 0; i < length; i++) {
            text[i] = 'b';
            assert_false(take(&fixture, text, 1, 8));
            text[i] = 'a';
        }
    }
    arena_release(&fixture.arena);
}

static void a_code_holds_for_one_list_of_words(void **state)
{
    (void)state;
    struct fixture fixture;
    start(&fixture, CELL_TEXT);
    assert_false(take(&fixture, "North", 1, 7));
    assert_true(take(&fixture, "North", 1, 0));
    assert_int_equal(fixture.column.code[0], 7);
    assert_false(take(&fixture, "North", 2, 9));
    assert_true(take(&fixture, "North", 2, 0));
    assert_int_equal(fixture.column.code[0], 9);
    arena_release(&fixture.arena);
}

static void remembers_only_values(void **state)
{
    (void)state;
    struct fixture fixture;
    start(&fixture, CELL_NUMBER);
    assert_false(take(&fixture, "12.5", 1, 0));
    assert_true(take(&fixture, "12.5", 2, 0));
    assert_true(fixture.column.number[0] == 12.5);
    assert_false(take(&fixture, "twelve", 1, 0));
    assert_false(take(&fixture, "twelve", 1, 0));
    assert_false(take(&fixture, "", 1, 0));
    assert_false(fixture.column.present[0]);
    arena_release(&fixture.arena);
}

/* Durations of visits, say: many of them would share a place. */
static void knows_most_of_two_thousand_different_numbers(void **state)
{
    (void)state;
    enum { NUMBERS = 2000 };
    struct fixture fixture;
    start(&fixture, CELL_NUMBER);
    int known = 0;
    for (int i = 0; i < 2 * NUMBERS; i++) {
        char text[DATE_TEXT];
        snprintf(text, sizeof text, "%d.%d", i % NUMBERS / 10, i % 10);
        known += take(&fixture, text, 1, 0);
        assert_true(fixture.column.present[0]);
        assert_true(fixture.column.number[0] == strtod(text, NULL));
    }
    assert_in_range(known, NUMBERS * 3 / 4, NUMBERS);
    arena_release(&fixture.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remembers_of_each_date_the_day_that_converting_makes_of_it),
        cmocka_unit_test(knows_no_date_by_one_that_looks_like_it),
        cmocka_unit_test(tells_texts_apart_by_every_byte_and_by_their_length),
        cmocka_unit_test(a_code_holds_for_one_list_of_words),
        cmocka_unit_test(remembers_only_values),
        cmocka_unit_test(knows_most_of_two_thousand_different_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
