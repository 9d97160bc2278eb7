#include "tables/related.h"

#include "base/text.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const tables = "table visits key=visit child=child when=date\n"
                                  "visit:text child:text date:date\n"
                                  "v0 A 2017-03-01\n"
                                  "v1 B 2017-01-01\n"
                                  "v2 A .\n"
                                  "v3 A 2017-02-01\n"
                                  "v4 . 2017-02-01\n"
                                  "v5 A 2017-03-01\n"
                                  "v6 A 2017-01-15\n"
                                  "\n"
                                  "table rooms key=room\n"
                                  "room:text house:text\n"
                                  "kitchen A\n"
                                  "hall A\n"
                                  "\n"
                                  "table empty key=id\n"
                                  "id:text\n";

struct fixture {
    struct arena arena;
    struct dataset dataset;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->dataset = dataset_from_text(&fixture->arena, tables);
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

/* The rows with a value, "6 3 0 5"; `seen_from` a day, or NULL: all of them. */
static const char *rows_of(struct fixture *fixture, const char *table, const char *column, const char *value,
                           const char *seen_from)
{
    const struct table *of = &fixture->dataset.tables[dataset_table(&fixture->dataset, table)];
    struct related_index index = related_index_make(&fixture->arena, of, table_column(of, column));
    day_number day = 0;
    if (seen_from)
        assert_true(day_parse(seen_from, &day));
    size_t count;
    uint32_t code = dictionary_add(&fixture->dataset.words, value, strlen(value));
    struct related found = related_rows(&index, code, seen_from ? &day : NULL);
    const uint32_t *rows = found.rows;
    count = found.count;
    struct text text = text_in(&fixture->arena);
    for (size_t i = 0; i < count; i++)
        text_add_format(&text, "%s%u", i ? " " : "", rows[i]);
    return text.bytes;
}

static void finds_rows_in_the_order_they_came_about(void **state)
{
    static const struct {
        const char *table, *column, *value, *seen_from, *rows;
    } cases[] = {
        {"visits", "child", "A", NULL, "6 3 0 5 2"},
        {"visits", "child", "B", NULL, "1"},
        {"visits", "child", "C", NULL, ""},
        {"visits", "visit", "v4", NULL, "4"},
        {"visits", "child", "A", "2017-01-14", ""},
        {"visits", "child", "A", "2017-01-15", "6"},
        {"visits", "child", "A", "2017-02-28", "6 3"},
        {"visits", "child", "A", "2017-03-01", "6 3 0 5"},
        {"visits", "child", "A", "9999-12-31", "6 3 0 5"}, /* a row of no date is never there */
        {"rooms", "house", "A", NULL, "0 1"},
        {"rooms", "house", "A", "1900-01-01", "0 1"},
        {"empty", "id", "A", NULL, ""},
        {"empty", "id", "A", "2017-01-01", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(
            rows_of(*state, cases[i].table, cases[i].column, cases[i].value, cases[i].seen_from),
            cases[i].rows);
}

/* Many values and many rows of each, in falling order of days, so that every group is put in order. */
static void finds_every_row_among_many(void **state)
{
    enum { VALUES = 500, EACH = 40 };
    struct fixture *fixture = *state;
    struct text text = text_in(&fixture->arena);
    text_add(&text, "table many when=date\nvalue:text date:date\n");
    day_number first = 17000;
    for (int i = 0; i < VALUES * EACH; i++) {
        char day[DAY_TEXT_SIZE];
        day_format(first - i / VALUES, day);
        text_add_format(&text, "value%d %s\n", i % VALUES, day);
    }
    struct dataset many = dataset_from_text(&fixture->arena, text.bytes);
    struct related_index index = related_index_make(&fixture->arena, &many.tables[0], 0);
    for (int value = 0; value < VALUES; value++) {
        uint32_t code = dictionary_find(&many.words, arena_format(&fixture->arena, "value%d", value));
        size_t count, half;
        struct related all = related_rows(&index, code, NULL);
        const uint32_t *rows = all.rows;
        count = all.count;
        assert_int_equal(count, EACH);
        for (uint32_t i = 0; i < EACH; i++)
            assert_int_equal(rows[i], (EACH - 1 - i) * VALUES + (uint32_t)value);
        half = related_rows(&index, code, &(day_number){first - EACH / 2}).count;
        assert_int_equal(half, EACH / 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_rows_in_the_order_they_came_about),
        cmocka_unit_test(finds_every_row_among_many),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
