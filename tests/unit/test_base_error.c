#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LONGEST = sizeof(((struct error *)0)->message) - 1 };

static void says_what_is_wrong_and_returns_false(void **state)
{
    (void)state;
    struct error error;
    assert_false(error_set(&error, ERROR_DATA, "line %d: %s", 7, "no such date"));
    assert_int_equal(error.kind, ERROR_DATA);
    assert_string_equal(error.message, "line 7: no such date");
}

static void puts_where_before_what(void **state)
{
    (void)state;
    struct error error;
    error_set(&error, ERROR_IO, "no space left");
    assert_false(error_within(&error, "county %d", 3));
    assert_false(error_within(&error, "out"));
    assert_int_equal(error.kind, ERROR_IO);
    assert_string_equal(error.message, "out: county 3: no space left");
}

static void may_be_given_its_own_message(void **state)
{
    (void)state;
    struct error error;
    error_set(&error, ERROR_IO, "inner");
    error_set(&error, ERROR_CONFIG, "outer %s %s", error.message, error.message);
    assert_string_equal(error.message, "outer inner inner");
}

static void keeps_a_message_that_just_fits(void **state)
{
    (void)state;
    struct error error;
    char text[LONGEST + 1];
    memset(text, 'x', LONGEST);
    text[LONGEST] = '\0';
    error_set(&error, ERROR_IO, "%s", text);
    assert_string_equal(error.message, text);
}

static void cuts_a_long_message_with_dots(void **state)
{
    (void)state;
    struct error error;
    char text[3000];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    error_set(&error, ERROR_IO, "%s", text);
    assert_int_equal(strlen(error.message), LONGEST);
    assert_string_equal(error.message + LONGEST - 4, "x...");
    error_within(&error, "%s", text);
    assert_int_equal(strlen(error.message), LONGEST);
    assert_string_equal(error.message + LONGEST - 4, "x...");
}

/* A three-byte character at each of the places where it may meet the end. */
static void never_cuts_a_character_in_half(void **state)
{
    (void)state;
    for (size_t before = LONGEST - 8; before <= LONGEST; before++) {
        char text[LONGEST + 8];
        memset(text, 'x', before);
        strcpy(text + before, "\xE2\x82\xAC"
                              "abc");
        struct error error;
        error_set(&error, ERROR_IO, "%s", text);
        size_t kept = strlen(error.message);
        if (kept == strlen(text))
            continue;
        assert_string_equal(error.message + kept - 3, "...");
        char last = error.message[kept - 4];
        assert_true(last == 'x' || last == '\xAC' || last == 'a');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong_and_returns_false),
        cmocka_unit_test(puts_where_before_what),
        cmocka_unit_test(may_be_given_its_own_message),
        cmocka_unit_test(keeps_a_message_that_just_fits),
        cmocka_unit_test(cuts_a_long_message_with_dots),
        cmocka_unit_test(never_cuts_a_character_in_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
