#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void grows_and_stays_terminated(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text text = text_in(&arena);
    assert_string_equal(text.bytes, "");
    text_add(&text, "one");
    text_add_character(&text, ',');
    text_add_bytes(&text, "two and more", 3);
    text_add_bytes(&text, NULL, 0);
    text_add_format(&text, "[%d]%s", 3, "");
    assert_string_equal(text.bytes, "one,two[3]");
    assert_int_equal(text.length, 10);
    for (int i = 0; i < 5000; i++) {
        text_add_format(&text, "%04d", i);
        assert_true(text.bytes[text.length] == '\0' && text.length < text.capacity);
    }
    assert_int_equal(text.length, 10 + 4 * 5000);
    assert_string_equal(text.bytes + text.length - 8, "49984999");
    arena_release(&arena);
}

static void compares_ascii_letters_without_case(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"", "", true},           {"Team", "tEAM", true},
        {"Team", "Teams", false}, {"Teams", "Team", false},
        {"[", "{", false},        {"@", "`", false},
        {"a1", "A1", true},       {"\xC3\x89", "\xC3\xA9", false}, /* capital and small e acute */
    };
    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_int_equal(text_equal_ignoring_case(pairs[i].a, pairs[i].b), pairs[i].same);
    assert_true(text_equal("a", "a"));
    assert_false(text_equal("a", "A"));
}

static void knows_beginnings_ends_and_choices(void **state)
{
    (void)state;
    static const char *const choices[] = {"month", "quarter"};
    assert_true(text_starts_with("cp_plans", "cp_"));
    assert_true(text_starts_with("cp_plans", ""));
    assert_false(text_starts_with("cp", "cp_"));
    assert_true(text_ends_with("local.json", ".json"));
    assert_true(text_ends_with("local.json", ""));
    assert_false(text_ends_with("json", ".json"));
    assert_true(text_is_one_of("quarter", choices, 2));
    assert_false(text_is_one_of("quarter", choices, 1));
    assert_false(text_is_one_of("Month", choices, 2));
}

static void trims_white_space_and_no_break_spaces(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } texts[] = {
        {"", ""},
        {" \t\r\n\v\f", ""},
        {"  a b ", "a b"},
        {"\xC2\xA0 a\xC2\xA0\xC2\xA0", "a"},
        {"\xC2\xA0", ""},
        {"\xC3\xA0", "\xC3\xA0"}, /* a grave ends in the no-break space's last byte */
        {" \xC2\xA3"
         "5 ",
         "\xC2\xA3"
         "5"},
        {"\xE2\x80\x83"
         "a",
         "\xE2\x80\x83"
         "a"}, /* an em space stays */
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        char copy[32];
        strcpy(copy, texts[i].text);
        assert_string_equal(text_trim(copy), texts[i].trimmed);
    }
}

static void finds_the_name_that_was_meant(void **state)
{
    (void)state;
    static const char *const names[] = {"mapping",  "folder",  "units", "id",       "start_date",
                                        "end_date", "columns", "when",  "start_day"};
    static const struct {
        const char *text, *nearest;
    } texts[] = {
        {"maping", "mapping"},
        {"mappings", "mapping"},
        {"mapipng", "mapping"},
        {"MAPPING", "mapping"},
        {"unit", "units"},
        {"it", "id"},
        {"i", "id"},
        {"x", NULL},
        {"xy", NULL},
        {"startdate", "start_date"},
        {"star_date", "start_date"},
        {"colour", NULL},
        {"folder", "folder"},
        {"wehn", "when"},
        {"", NULL},
        {"something else", NULL},
        {"start_da", "start_day"},
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        const char *nearest = text_nearest(texts[i].text, names, COUNT(names));
        if (texts[i].nearest)
            assert_string_equal(nearest ? nearest : texts[i].text, texts[i].nearest);
        else
            assert_null(nearest);
    }
    assert_null(text_nearest("mapping", NULL, 0));
}

static void prefers_the_first_of_equally_near_names(void **state)
{
    (void)state;
    static const char *const names[] = {"team_a", "team_b"};
    assert_ptr_equal(text_nearest("team_c", names, 2), names[0]);
}

static void does_not_compare_very_long_texts(void **state)
{
    (void)state;
    char text[400];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    const char *const names[] = {text, "x"};
    assert_null(text_nearest(text, names, 2));
    text[128] = '\0';
    assert_ptr_equal(text_nearest(text, names, 2), text);
}

static void asks_whether_another_name_was_meant(void **state)
{
    (void)state;
    static const char *const names[] = {"mapping"};
    struct arena arena = {0};
    assert_string_equal(text_did_you_mean(&arena, "maping", names, 1), " (did you mean \"mapping\"?)");
    assert_string_equal(text_did_you_mean(&arena, "zebra", names, 1), "");
    arena_release(&arena);
}

static void finds_where_utf8_stops_being_valid(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, valid;
    } texts[] = {
        {"", 0, 0},
        {"plain", 5, 5},
        {"a\0b", 3, 1},
        {"\xC2\x80\xDF\xBF", 4, 4},
        {"\xE0\xA0\x80\xEF\xBF\xBF", 6, 6},
        {"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8, 8},
        {"a\x80", 2, 1},            /* a continuation alone */
        {"\xC0\x80", 2, 0},         /* overlong */
        {"\xC1\xBF", 2, 0},         /* overlong */
        {"\xE0\x9F\xBF", 3, 0},     /* overlong */
        {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
        {"\xED\x9F\xBF", 3, 3},     /* just below the surrogates */
        {"\xED\xA0\x80", 3, 0},     /* a surrogate */
        {"\xEE\x80\x80", 3, 3},     /* just above them */
        {"\xF4\x90\x80\x80", 4, 0}, /* past U+10FFFF */
        {"\xF5\x80\x80\x80", 4, 0},
        {"\xFF", 1, 0},
        {"ab\xE2\x82\xAC", 5, 5},
        {"ab\xE2\x82\xAC", 4, 2}, /* cut short */
        {"ab\xE2\x82\xAC", 3, 2},
        {"\xE2\x82\x41", 3, 0},
        {"\xF0\x9F\x98\x41", 4, 0},
        {"\xC2\x41", 2, 0},
        {"caf\xE9", 4, 3}, /* Latin-1 */
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_int_equal(utf8_valid_prefix(texts[i].bytes, texts[i].length), texts[i].valid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_stays_terminated),
        cmocka_unit_test(compares_ascii_letters_without_case),
        cmocka_unit_test(knows_beginnings_ends_and_choices),
        cmocka_unit_test(trims_white_space_and_no_break_spaces),
        cmocka_unit_test(finds_the_name_that_was_meant),
        cmocka_unit_test(prefers_the_first_of_equally_near_names),
        cmocka_unit_test(does_not_compare_very_long_texts),
        cmocka_unit_test(asks_whether_another_name_was_meant),
        cmocka_unit_test(finds_where_utf8_stops_being_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
