#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void finds_nothing_in_an_empty_map(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map map = map_in(&arena);
    assert_true(map_find(&map, "") == MAP_NONE);
    assert_int_equal(map.count, 0);
    arena_release(&arena);
}

static void keeps_keys_in_order_of_arrival(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map map = map_in(&arena);
    bool is_new = false;
    assert_int_equal(map_add(&map, "zebra", &is_new), 0);
    assert_true(is_new);
    assert_int_equal(map_add(&map, "ant", NULL), 1);
    assert_int_equal(map_add(&map, "", NULL), 2);
    assert_int_equal(map_add(&map, "zebra", &is_new), 0);
    assert_false(is_new);
    assert_int_equal(map.count, 3);
    assert_string_equal(map.keys[0], "zebra");
    assert_string_equal(map.keys[1], "ant");
    assert_int_equal(map_find(&map, "ant"), 1);
    assert_int_equal(map_find(&map, ""), 2);
    assert_true(map_find(&map, "Ant") == MAP_NONE);
    arena_release(&arena);
}

static void copies_its_keys(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map map = map_in(&arena);
    char key[] = "team";
    map_add(&map, key, NULL);
    key[0] = 'b';
    assert_int_equal(map_find(&map, "team"), 0);
    assert_true(map_find(&map, "beam") == MAP_NONE);
    arena_release(&arena);
}

static void finds_each_of_many_keys(void **state)
{
    (void)state;
    enum { MANY = 50000 };
    struct arena arena = {0};
    struct map map = map_in(&arena);
    char key[16];
    for (size_t i = 0; i < MANY; i++) {
        snprintf(key, sizeof(key), "P%zu", i * 7);
        assert_int_equal(map_add(&map, key, NULL), i);
    }
    assert_int_equal(map.count, MANY);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(key, sizeof(key), "P%zu", i * 7);
        assert_int_equal(map_find(&map, key), i);
        snprintf(key, sizeof(key), "P%zu", i * 7 + 1);
        assert_true(map_find(&map, key) == MAP_NONE);
    }
    arena_release(&arena);
}

/* Whole numbers as doubles differ in their upper bits alone. */
static void scatters_numbers_that_follow_each_other(void **state)
{
    enum { SLOTS = 4096 };
    bool taken[2][SLOTS] = {{false}};
    size_t different[2] = {0, 0};
    (void)state;
    for (size_t i = 0; i < SLOTS; i++) {
        double number = (double)i;
        uint64_t bits[2] = {i, 0};
        memcpy(&bits[1], &number, sizeof number);
        for (size_t k = 0; k < 2; k++) {
            bool *slot = &taken[k][map_scatter(bits[k]) % SLOTS];
            different[k] += !*slot;
            *slot = true;
        }
    }
    assert_true(different[0] > SLOTS / 2 && different[1] > SLOTS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_nothing_in_an_empty_map),
        cmocka_unit_test(keeps_keys_in_order_of_arrival),
        cmocka_unit_test(copies_its_keys),
        cmocka_unit_test(finds_each_of_many_keys),
        cmocka_unit_test(scatters_numbers_that_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
