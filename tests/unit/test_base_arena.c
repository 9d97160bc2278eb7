#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static bool is_zero(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static void gives_zeroed_aligned_memory_of_any_size(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 3, 16, 1000, 70000, 1, 5000000, 8, 200000};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        char *bytes = arena_allocate(&arena, sizes[i], 1);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        assert_true(is_zero(bytes, sizes[i]));
        memset(bytes, 0xFF, sizes[i]);
    }
    arena_release(&arena);
}

static void never_gives_the_same_bytes_twice(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct arena arena = {0};
    int *numbers[COUNT];
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = ARENA_ARRAY(&arena, int, 50);
        numbers[i][0] = numbers[i][49] = i;
    }
    for (int i = 0; i < COUNT; i++)
        assert_true(numbers[i][0] == i && numbers[i][49] == i);
    arena_release(&arena);
}

static void grows_a_list_and_keeps_what_is_in_it(void **state)
{
    (void)state;
    struct arena arena = {0};
    int *items = NULL;
    size_t capacity = 0;
    for (size_t count = 0; count < 10000; count++) {
        items = arena_grow(&arena, items, count, &capacity, sizeof(*items));
        assert_true(capacity > count);
        items[count] = (int)count;
    }
    for (int i = 0; i < 10000; i++)
        assert_int_equal(items[i], i);
    arena_release(&arena);
}

static void leaves_a_list_with_room_where_it_is(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t capacity = 0;
    int *items = arena_grow(&arena, NULL, 0, &capacity, sizeof(*items));
    size_t before = capacity;
    assert_ptr_equal(arena_grow(&arena, items, before - 1, &capacity, sizeof(*items)), items);
    assert_int_equal(capacity, before);
    assert_ptr_not_equal(arena_grow(&arena, items, before, &capacity, sizeof(*items)), items);
    arena_release(&arena);
}

static void copies_and_formats_text(void **state)
{
    (void)state;
    struct arena arena = {0};
    char text[] = "caf\xC3\xA9";
    char *copy = arena_copy_text(&arena, text);
    text[0] = 'x';
    assert_string_equal(copy, "caf\xC3\xA9");
    assert_string_equal(arena_copy_text(&arena, ""), "");
    assert_memory_equal(arena_copy_bytes(&arena, "a\0bc", 3), "a\0b\0", 4);
    assert_string_equal(arena_copy_bytes(&arena, NULL, 0), "");
    assert_string_equal(arena_format(&arena, "%s[%d]", "extracts", 12), "extracts[12]");
    char *wide = arena_format(&arena, "%*d", 200000, 1);
    assert_int_equal(strlen(wide), 200000);
    arena_release(&arena);
}

static void gives_zeroed_memory_again_after_a_rewind(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *kept = arena_copy_text(&arena, "kept");
    struct arena_mark mark = arena_mark(&arena);
    char *first = arena_allocate(&arena, 1000, 1);
    memset(first, 'x', 1000);
    memset(arena_allocate(&arena, 3000000, 1), 'x', 3000000);
    arena_rewind(&arena, mark);
    char *again = arena_allocate(&arena, 1000, 1);
    assert_ptr_equal(again, first);
    assert_true(is_zero(again, 1000));
    assert_string_equal(kept, "kept");
    arena_release(&arena);
}

static void rewinds_to_empty(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct arena_mark mark = arena_mark(&arena);
    arena_allocate(&arena, 100, 1);
    arena_rewind(&arena, mark);
    assert_null(arena.last);
    arena_release(&arena);
}

static void is_ready_for_use_after_release(void **state)
{
    (void)state;
    struct arena arena = {0};
    arena_release(&arena);
    arena_copy_text(&arena, "one");
    arena_release(&arena);
    assert_string_equal(arena_copy_text(&arena, "two"), "two");
    arena_release(&arena);
    assert_null(arena.last);
}

/* What a process that asks for this much says on its way out, and its exit status. */
static int status_of_asking_for(size_t count, size_t size, char *said, size_t length)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        struct arena arena = {0};
        arena_allocate(&arena, count, size);
        _exit(0);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], said, length - 1);
    said[got > 0 ? got : 0] = '\0';
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void ends_the_program_when_a_size_overflows(void **state)
{
    (void)state;
    static const struct {
        size_t count, size;
    } wishes[] = {{SIZE_MAX / 2, 3}, {SIZE_MAX, 1}, {SIZE_MAX - 8, 1}, {(size_t)1 << 32, (size_t)1 << 32}};
    for (size_t i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++) {
        char said[200];
        assert_int_equal(status_of_asking_for(wishes[i].count, wishes[i].size, said, sizeof(said)), ERROR_IO);
        assert_string_equal(said, "scorecard: out of memory\n");
    }
}

static void tells_how_much_was_used_since_a_mark(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct arena_mark empty = arena_mark(&arena);
    assert_int_equal(arena_used_since(&arena, empty), 0);
    arena_allocate(&arena, 100000, 1);
    assert_int_equal(arena_used_since(&arena, empty), 100000);
    struct arena_mark mark = arena_mark(&arena);
    arena_allocate(&arena, 1600, 1);
    assert_int_equal(arena_used_since(&arena, mark), 1600);
    arena_allocate(&arena, 20000000, 1);
    assert_int_equal(arena_used_since(&arena, mark), 20001600);
    assert_int_equal(arena_used_since(&arena, empty), 20101600);
    arena_rewind(&arena, mark);
    assert_int_equal(arena_used_since(&arena, mark), 0);
    arena_release(&arena);
}

static void gives_spare_blocks_again_and_zeroed(void **state)
{
    (void)state;
    enum { LARGE = 20000000 };
    struct arena arena = {.keeps_spare = true};
    ARENA_NEW(&arena, int);
    struct arena_mark mark = arena_mark(&arena);
    char *first = arena_allocate(&arena, LARGE, 1);
    for (int i = 0; i < 3; i++) {
        memset(first, 0xFF, LARGE);
        arena_rewind(&arena, mark);
        char *again = arena_allocate(&arena, LARGE, 1);
        assert_ptr_equal(again, first);
        assert_true(is_zero(again, LARGE));
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory_of_any_size),
        cmocka_unit_test(never_gives_the_same_bytes_twice),
        cmocka_unit_test(grows_a_list_and_keeps_what_is_in_it),
        cmocka_unit_test(leaves_a_list_with_room_where_it_is),
        cmocka_unit_test(copies_and_formats_text),
        cmocka_unit_test(gives_zeroed_memory_again_after_a_rewind),
        cmocka_unit_test(rewinds_to_empty),
        cmocka_unit_test(is_ready_for_use_after_release),
        cmocka_unit_test(ends_the_program_when_a_size_overflows),
        cmocka_unit_test(tells_how_much_was_used_since_a_mark),
        cmocka_unit_test(gives_spare_blocks_again_and_zeroed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
