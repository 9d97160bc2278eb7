#include "tables/dictionary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void gives_each_text_one_code_in_order_of_arrival(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        uint32_t code;
    } cases[] = {{"north", 5, 0}, {"south", 5, 1}, {"north", 5, 0}, {"northern", 5, 0}, {"northern", 8, 2},
                 {"nor", 3, 3},   {"", 0, 4},      {"North", 5, 5}, {"", 0, 4},         {"north ", 6, 6}};
    struct arena arena = {0};
    struct dictionary dictionary = dictionary_in(&arena);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(dictionary_add(&dictionary, cases[i].text, cases[i].length), cases[i].code);
    assert_int_equal(dictionary.count, 7);
    assert_string_equal(dictionary.words[2], "northern");
    assert_string_equal(dictionary.words[4], "");
    arena_release(&arena);
}

static void finds_only_what_was_added(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct dictionary dictionary = dictionary_in(&arena);
    assert_int_equal(dictionary_find(&dictionary, "north"), DICTIONARY_NONE);
    dictionary_add(&dictionary, "northern", 5);
    assert_int_equal(dictionary_find(&dictionary, "north"), 0);
    assert_int_equal(dictionary_find(&dictionary, "northern"), DICTIONARY_NONE);
    assert_int_equal(dictionary_find(&dictionary, "nort"), DICTIONARY_NONE);
    assert_int_equal(dictionary_find(&dictionary, ""), DICTIONARY_NONE);
    assert_int_equal(dictionary.count, 1);
    arena_release(&arena);
}

/* The caller's text may change afterwards, and the dictionary may grow: codes and words stay. Long words come before
 * those they begin with. */
static void keeps_codes_and_words_as_it_grows(void **state)
{
    (void)state;
    enum { WORDS = 20000 };
    struct arena arena = {0}, scratch = {0};
    struct dictionary dictionary = dictionary_in(&arena);
    for (uint32_t i = 0; i < WORDS; i++) {
        char *text = arena_format(&scratch, "child%u", WORDS - i);
        assert_int_equal(dictionary_add(&dictionary, text, strlen(text)), i);
        memset(text, 'x', strlen(text));
    }
    for (uint32_t i = 0; i < WORDS; i++) {
        const char *text = arena_format(&scratch, "child%u", WORDS - i);
        assert_int_equal(dictionary_find(&dictionary, text), i);
        assert_int_equal(dictionary_add(&dictionary, text, strlen(text)), i);
        assert_string_equal(dictionary.words[i], text);
    }
    assert_int_equal(dictionary.count, WORDS);
    arena_release(&scratch);
    arena_release(&arena);
}

/* Half of each list was in the one before, and one word in ten is the same. */
static void takes_lists_of_words_in_their_order(void **state)
{
    (void)state;
    enum { LISTS = 150, WORDS = 4000 };
    struct arena arena = {0}, scratch = {0};
    struct dictionary dictionary = dictionary_in(&arena);
    uint32_t expected = 0, same = 0;
    for (uint32_t i = 0; i < LISTS; i++) {
        struct word_list list = word_list_in(&scratch, i);
        uint32_t codes[WORDS];
        for (uint32_t k = 0; k < WORDS; k++) {
            const char *text = k % 10 == 0 ? "same" : arena_format(&scratch, "V%06u", i * (WORDS / 2) + k);
            assert_int_equal(word_list_add(&list, text, strlen(text)), k);
        }
        dictionary_take(&dictionary, &list, codes);
        for (uint32_t k = 0; k < WORDS; k++) {
            assert_string_equal(dictionary.words[codes[k]], list.words[k].text);
            if (codes[k] >= expected)
                assert_int_equal(codes[k], expected++);
            assert_true(k % 10 != 0 || codes[k] == same);
        }
        arena_release(&scratch);
    }
    assert_int_equal(dictionary.count, 1 + (LISTS + 1) * (WORDS / 2) / 10 * 9);
    assert_int_equal(dictionary.count, expected);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_each_text_one_code_in_order_of_arrival),
        cmocka_unit_test(finds_only_what_was_added),
        cmocka_unit_test(keeps_codes_and_words_as_it_grows),
        cmocka_unit_test(takes_lists_of_words_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
