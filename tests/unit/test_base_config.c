#include "base/config.h"

#include "base/text.h"
#include "tests/support/files.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Each test runs in a folder of its own, so messages name the file as plain "job.json". */
struct place {
    struct arena arena;
    char *folder;
    char *before;
    struct error error;
};

static int make_place(void **state)
{
    struct place *place = calloc(1, sizeof(*place));
    if (!place)
        return -1;
    place->folder = temporary_folder(&place->arena);
    place->before = getcwd(NULL, 0);
    *state = place;
    return chdir(place->folder);
}

static int remove_place(void **state)
{
    struct place *place = *state;
    int left = chdir(place->before);
    free(place->before);
    remove_folder(place->folder);
    arena_release(&place->arena);
    free(place);
    return left;
}

static bool open_text(struct place *place, const char *text, struct config *at)
{
    write_file(&place->arena, ".", "job.json", text);
    return config_open(at, &place->arena, "job.json", &place->error);
}

static void assert_opens(struct place *place, const char *text, struct config *at)
{
    if (!open_text(place, text, at))
        fail_msg("%s", place->error.message);
}

static void assert_refused(struct place *place, struct config *at, const char *message)
{
    assert_true(config_failed(at));
    assert_false(config_close(at));
    assert_int_equal(place->error.kind, ERROR_CONFIG);
    assert_string_equal(place->error.message, message);
}

/* ---- opening ---- */

static void says_on_which_line_a_file_is_not_json(void **state)
{
    struct place *place = *state;
    static const struct {
        const char *text, *message;
    } files[] = {
        {"", "line 1: not valid JSON: the text ends too early (is a bracket not closed?)"},
        {"{\n\"a\": 1,\n", "line 3: not valid JSON: the text ends too early (is a bracket not closed?)"},
        {"{\n\"a\": 1,\n}\n", "line 3: not valid JSON at or before: }"},
        {"{\n\"a\": 1\n\"b\": 2\n}", "line 3: not valid JSON at or before: \"b\": 2"},
        {"{\n\"a\": 1,\n\"b\": 2,}", "line 3: not valid JSON at or before: }"},
        {" \n ", "line 2: not valid JSON: the text ends too early (is a bracket not closed?)"},
        {"{a: 1}", "line 1: not valid JSON at or before: a: 1}"},
        {"{}\n\nmore", "line 3: not valid JSON at or before: more"},
        {"{\"a\": nil}", "line 1: not valid JSON at or before: nil}"},
        {"{\"a\": 'text and some more of the same'}",
         "line 1: not valid JSON at or before: 'text and some more of t"},
        {"{\"a\":\n\"b\n\"}", "line 2: a text has no closing quote on its line, or holds a tab"},
        {"{\n\"a\": \"b\\u0000c\"}", "line 2: a text holds a NUL (\\u0000)"},
        {"{\"a\": \"\\ud800\"}", "line 1: not valid JSON at or before: \"\\ud800\"}"},
        {"[]", "wanted an object, found a list"},
        {"12", "wanted an object, found 12"},
        {"{\n\"a\": 1, \"b\": {\"a\": 2},\n\"a\": 3}", "line 3: key \"a\" is there twice"},
        {"{\"x\": [{\"k\": \"a: \\\"b\\\": {\"},\n{\"k\": 1,\n \"\\u006b\" : 2}]}",
         "line 3: key \"k\" is there twice"},
        {"{\n\"name\": \"caf\xE9\"}", "line 2: not valid UTF-8 (save the file as UTF-8)"},
        {"\xFF\xFE{", "line 1: not valid UTF-8 (save the file as UTF-8)"},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        struct config at;
        assert_false(open_text(place, files[i].text, &at));
        assert_true(config_failed(&at));
        assert_int_equal(place->error.kind, ERROR_CONFIG);
        assert_string_equal(place->error.message,
                            arena_format(&place->arena, "job.json: %s", files[i].message));
    }
}

static void refuses_a_nul_byte(void **state)
{
    struct place *place = *state;
    struct config at;
    write_file(&place->arena, ".", "job.json", "{\n}\n ");
    assert_int_equal(truncate("job.json", 8), 0);
    assert_false(config_open(&at, &place->arena, "job.json", &place->error));
    assert_string_equal(place->error.message, "job.json: line 3: a NUL byte in the text");
}

static const char *nested(struct place *place, int depth)
{
    struct text text = text_in(&place->arena);
    text_add(&text, "{\n\"a\": ");
    for (int i = 1; i < depth; i++)
        text_add(&text, "[");
    for (int i = 1; i < depth; i++)
        text_add(&text, "]");
    text_add(&text, "}");
    return text.bytes;
}

static void refuses_deep_nesting(void **state)
{
    struct place *place = *state;
    struct config at;
    assert_opens(place, nested(place, 64), &at);
    assert_true(config_has(&at, "a"));
    assert_true(config_close(&at));
    static const int depths[] = {65, 1100, 100000};
    for (size_t i = 0; i < COUNT(depths); i++) {
        assert_false(open_text(place, nested(place, depths[i]), &at));
        assert_string_equal(place->error.message, "job.json: line 2: nested too deep (more than 64 lists and "
                                                  "objects in one another)");
    }
    assert_opens(place, "{\"a\": \"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}",
                 &at);
    config_text(&at, "a");
    assert_true(config_close(&at));
}

static void says_why_a_file_cannot_be_read(void **state)
{
    struct place *place = *state;
    struct config at;
    assert_false(config_open(&at, &place->arena, "none.json", &place->error));
    assert_int_equal(place->error.kind, ERROR_IO);
    assert_string_equal(place->error.message, "none.json: No such file or directory");
    assert_true(config_failed(&at));
}

static void skips_a_byte_order_mark_and_comments(void **state)
{
    struct place *place = *state;
    struct config at;
    assert_opens(place,
                 "\xEF\xBB\xBF{ \"//\": \"why\", \"// note\": 3, \"//\": \"again\", \"a\": \"b\" }\r\n", &at);
    assert_string_equal(config_text(&at, "a"), "b");
    assert_true(config_close(&at));
}

/* ---- values ---- */

static void reads_every_kind_of_value(void **state)
{
    struct place *place = *state;
    static const char *const choices[] = {"month", "quarter", "year"};
    struct config at;
    assert_opens(
        place,
        "{\"text\": \"caf\\u00e9 \\\"x\\\"\", \"number\": -1.5e2, \"whole\": 12.0, \"yes\": true,\n"
        "\"no\": false, \"choice\": \"quarter\", \"list\": [\"a\", \"b\"], \"one\": \"a\", \"none\": []}",
        &at);
    const char *text = config_text(&at, "text");
    size_t count = 99;
    assert_string_equal(text, "caf\xC3\xA9 \"x\"");
    assert_true(config_number(&at, "number") == -150);
    assert_int_equal(config_whole(&at, "whole", 12, 12), 12);
    assert_true(config_flag_or(&at, "yes", false));
    assert_false(config_flag_or(&at, "no", true));
    assert_int_equal(config_choice(&at, "choice", choices, COUNT(choices), -1), 1);
    const char *const *texts = config_texts(&at, "list", &count);
    assert_int_equal(count, 2);
    assert_string_equal(texts[0], "a");
    assert_string_equal(texts[1], "b");
    texts = config_texts(&at, "one", &count);
    assert_int_equal(count, 1);
    assert_string_equal(texts[0], "a");
    assert_non_null(config_texts(&at, "none", &count));
    assert_int_equal(count, 0);
    assert_true(config_close(&at));
    assert_string_equal(text, "caf\xC3\xA9 \"x\"");
}

static void gives_defaults_for_absent_keys(void **state)
{
    struct place *place = *state;
    static const char *const choices[] = {"month", "quarter"};
    struct config at;
    struct config below;
    size_t count = 99;
    assert_opens(place, "{}", &at);
    assert_string_equal(config_text_or(&at, "a", "otherwise"), "otherwise");
    assert_null(config_text_or(&at, "a", NULL));
    assert_true(config_number_or(&at, "b", 2.5) == 2.5);
    assert_int_equal(config_whole_or(&at, "c", 1, 9, 99), 99);
    assert_true(config_flag_or(&at, "d", true));
    assert_int_equal(config_choice(&at, "e", choices, COUNT(choices), 1), 1);
    assert_non_null(config_texts(&at, "f", &count));
    assert_int_equal(count, 0);
    assert_false(config_has(&at, "g"));
    assert_false(config_object(&at, "h", &below));
    assert_null(config_text(&below, "nothing is said about what is not there"));
    assert_int_equal(config_count(&at, "i"), 0);
    assert_false(config_item(&at, "i", 0, &below));
    assert_null(config_own_key(&at, 0));
    assert_false(config_failed(&at));
    assert_true(config_close(&at));
}

static void read_text(struct config *at)
{
    assert_null(config_text(at, "key"));
}
static void read_optional_text(struct config *at)
{
    assert_string_equal(config_text_or(at, "key", "x"), "x");
}
static void read_number(struct config *at)
{
    assert_true(config_number(at, "key") == 0);
}
static void read_whole(struct config *at)
{
    assert_int_equal(config_whole(at, "key", 1, 600), 0);
}
static void read_optional_whole(struct config *at)
{
    assert_int_equal(config_whole_or(at, "key", 0, 6, 1), 1);
}
static void read_flag(struct config *at)
{
    assert_true(config_flag_or(at, "key", true));
}
static void read_choice(struct config *at)
{
    static const char *const choices[] = {"month", "quarter"};
    assert_int_equal(config_choice(at, "key", choices, 2, -1), 0);
}
static void read_texts(struct config *at)
{
    size_t count;
    assert_non_null(config_texts(at, "key", &count));
    assert_int_equal(count, 0);
}
static void read_object(struct config *at)
{
    struct config below;
    assert_false(config_object(at, "key", &below));
}
static void read_count(struct config *at)
{
    assert_int_equal(config_count(at, "key"), 0);
}
static void read_item(struct config *at)
{
    struct config below;
    assert_false(config_item(at, "key", 1, &below));
}

static void says_what_was_wanted_and_what_was_found(void **state)
{
    struct place *place = *state;
    static const struct {
        void (*read)(struct config *at);
        const char *value, *message;
    } wrongs[] = {
        {read_text, "5", "key: wanted text, found 5"},
        {read_text, "\"\"", "key: wanted text, found an empty text"},
        {read_text, "null", "key: wanted text, found null"},
        {read_optional_text, "[]", "key: wanted text, found a list"},
        {read_optional_text, "\"\"", "key: wanted text, found an empty text"},
        {read_number, "\"5\"", "key: wanted a number, found text"},
        {read_number, "1e999", "key: wanted a number, found a number too large"},
        {read_whole, "\"36\"", "key: wanted a whole number from 1 to 600, found text"},
        {read_whole, "0", "key: wanted a whole number from 1 to 600, found 0"},
        {read_whole, "601", "key: wanted a whole number from 1 to 600, found 601"},
        {read_whole, "1.5", "key: wanted a whole number from 1 to 600, found 1.5"},
        {read_whole, "1e300", "key: wanted a whole number from 1 to 600, found 1e+300"},
        {read_optional_whole, "-1", "key: wanted a whole number from 0 to 6, found -1"},
        {read_optional_whole, "-1e999", "key: wanted a whole number from 0 to 6, found a number too large"},
        {read_flag, "\"yes\"", "key: wanted true or false, found text"},
        {read_flag, "1", "key: wanted true or false, found 1"},
        {read_choice, "\"moth\"",
         "key: wanted one of \"month\", \"quarter\", found \"moth\" (did you mean \"month\"?)"},
        {read_choice, "\"decade\"", "key: wanted one of \"month\", \"quarter\", found \"decade\""},
        {read_choice, "true", "key: wanted one of \"month\", \"quarter\", found true"},
        {read_texts, "{}", "key: wanted a list of texts, found an object"},
        {read_texts, "[\"a\", 2]", "key[1]: wanted text, found 2"},
        {read_texts, "[\"\"]", "key[0]: wanted text, found an empty text"},
        {read_object, "[]", "key: wanted an object, found a list"},
        {read_count, "{}", "key: wanted a list of objects, found an object"},
        {read_item, "[{}, false]", "key[1]: wanted an object, found false"},
    };
    for (size_t i = 0; i < COUNT(wrongs); i++) {
        struct config at;
        assert_opens(place, arena_format(&place->arena, "{\"key\": %s}", wrongs[i].value), &at);
        wrongs[i].read(&at);
        assert_refused(place, &at, arena_format(&place->arena, "job.json: %s", wrongs[i].message));
    }
}

static void misses_required_keys(void **state)
{
    struct place *place = *state;
    static void (*const readers[])(struct config *) = {read_text, read_number, read_whole, read_choice};
    for (size_t i = 0; i < COUNT(readers); i++) {
        struct config at;
        struct config below;
        assert_opens(place, "{}", &at);
        readers[i](&at);
        assert_refused(place, &at, "job.json: required key \"key\" is missing");
        assert_opens(place, "{\"periods\": {}}", &at);
        assert_true(config_object(&at, "periods", &below));
        readers[i](&below);
        assert_refused(place, &at, "job.json: periods: required key \"key\" is missing");
    }
}

static void tells_letter_case_apart(void **state)
{
    struct place *place = *state;
    struct config at;
    assert_opens(place, "{\"Units\": \"a\", \"units\": \"b\"}", &at);
    assert_string_equal(config_text(&at, "units"), "b");
    assert_false(config_close(&at));
    assert_string_equal(place->error.message, "job.json: unknown key \"Units\" (did you mean \"units\"?)");
}

/* ---- objects and lists ---- */

static void walks_objects_and_lists(void **state)
{
    struct place *place = *state;
    struct config at;
    struct config extract;
    struct config column;
    assert_opens(
        place,
        "{\"extracts\": [{\"file\": \"a.csv\"}, {\"file\": \"b.csv\",\n"
        "\"columns\": {\"plan_id\": {\"type\": \"text\"}, \"//\": 1, \"start\": {\"type\": \"dat\"}}}]}",
        &at);
    assert_int_equal(config_count(&at, "extracts"), 2);
    assert_true(config_item(&at, "extracts", 0, &extract));
    assert_string_equal(config_text(&extract, "file"), "a.csv");
    assert_true(config_item(&at, "extracts", 1, &extract));
    assert_string_equal(config_text(&extract, "file"), "b.csv");
    assert_false(config_item(&at, "extracts", 2, &column));
    struct config columns;
    assert_true(config_object(&extract, "columns", &columns));
    assert_string_equal(config_own_key(&columns, 0), "plan_id");
    assert_string_equal(config_own_key(&columns, 1), "start");
    assert_null(config_own_key(&columns, 2));
    assert_true(config_object(&columns, "plan_id", &column));
    assert_string_equal(config_text(&column, "type"), "text");
    assert_true(config_object(&columns, "start", &column));
    config_text(&column, "type");
    assert_false(config_fail(&column, "no such type \"%s\"", "dat"));
    assert_refused(place, &at, "job.json: extracts[1].columns.start: no such type \"dat\"");
}

static void finds_unknown_keys_in_every_object_it_reached(void **state)
{
    struct place *place = *state;
    static const struct {
        const char *text, *message;
    } files[] = {
        {"{\"extracts\": [{\"mapping\": \"ssd\"}], \"unit\": \"a\"}",
         "job.json: unknown key \"unit\" (did you mean \"units\"?)"},
        {"{\"extracts\": [{\"mapping\": \"ssd\"}, {\"maping\": \"ssd\"}]}",
         "job.json: extracts[1]: unknown key \"maping\" (did you mean \"mapping\"?)"},
        {"{\"extracts\": [{\"mapping\": \"ssd\", \"colour\": 1}]}",
         "job.json: extracts[0]: unknown key \"colour\""},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        struct config at;
        assert_opens(place, files[i].text, &at);
        config_text_or(&at, "units", NULL);
        for (size_t index = 0; index < config_count(&at, "extracts"); index++) {
            struct config extract;
            assert_true(config_item(&at, "extracts", index, &extract));
            config_text_or(&extract, "mapping", NULL);
        }
        assert_false(config_failed(&at));
        assert_false(config_close(&at));
        assert_string_equal(place->error.message, files[i].message);
    }
}

static void knows_the_keys_that_any_cursor_on_an_object_asked_for(void **state)
{
    struct place *place = *state;
    struct config at;
    struct config first;
    struct config second;
    assert_opens(place, "{\"list\": [{\"a\": \"1\", \"b\": \"2\", \"c\": 3}]}", &at);
    assert_true(config_item(&at, "list", 0, &first));
    assert_true(config_item(&at, "list", 0, &second));
    struct config copy = first;
    config_text(&first, "a");
    config_text(&second, "b");
    assert_true(config_has(&copy, "c"));
    assert_true(config_close(&at));
}

static void remembers_only_the_first_failure(void **state)
{
    struct place *place = *state;
    struct config at;
    struct config below;
    size_t count = 99;
    assert_opens(place, "{\"a\": 1, \"b\": 2, \"c\": {}, \"d\": [{}], \"e\": [\"x\"]}", &at);
    config_text(&at, "missing");
    assert_null(config_text(&at, "a"));
    assert_true(config_number(&at, "b") == 0);
    assert_false(config_has(&at, "b"));
    assert_false(config_object(&at, "c", &below));
    assert_int_equal(config_count(&at, "d"), 0);
    assert_false(config_item(&at, "d", 0, &below));
    config_texts(&at, "e", &count);
    assert_int_equal(count, 0);
    assert_null(config_own_key(&at, 0));
    assert_false(config_fail(&at, "something else"));
    assert_refused(place, &at, "job.json: required key \"missing\" is missing");
}

static void reads_nothing_after_it_is_closed(void **state)
{
    struct place *place = *state;
    struct config at;
    assert_opens(place, "{\"a\": \"b\"}", &at);
    config_text(&at, "a");
    assert_true(config_close(&at));
    assert_null(config_text_or(&at, "a", NULL));
    assert_null(config_own_key(&at, 0));
    assert_false(config_failed(&at));
    assert_true(config_close(&at));
}

static void cuts_a_message_that_is_too_long(void **state)
{
    struct place *place = *state;
    struct config at;
    char *long_key = arena_format(&place->arena, "%02000d", 0);
    assert_opens(place, arena_format(&place->arena, "{\"%s\": 1}", long_key), &at);
    assert_false(config_close(&at));
    assert_true(text_starts_with(place->error.message, "job.json: unknown key \"000"));
    assert_true(text_ends_with(place->error.message, "0..."));
}

static void reads_long_lists_of_own_keys(void **state)
{
    struct place *place = *state;
    enum { MANY = 3000 };
    struct text text = text_in(&place->arena);
    for (int i = 0; i < MANY; i++)
        text_add_format(&text, "%s\n\"key %d\": \"%d\"", i ? "," : "{", i, i);
    text_add(&text, "\n}");
    struct config at;
    assert_opens(place, text.bytes, &at);
    size_t count = 0;
    for (const char *key = config_own_key(&at, 0); key; key = config_own_key(&at, ++count))
        assert_string_equal(key, arena_format(&place->arena, "key %s", config_text(&at, key)));
    assert_int_equal(count, MANY);
    assert_true(config_close(&at));
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(says_on_which_line_a_file_is_not_json),
        IN_A_FOLDER(refuses_a_nul_byte),
        IN_A_FOLDER(refuses_deep_nesting),
        IN_A_FOLDER(says_why_a_file_cannot_be_read),
        IN_A_FOLDER(skips_a_byte_order_mark_and_comments),
        IN_A_FOLDER(reads_every_kind_of_value),
        IN_A_FOLDER(gives_defaults_for_absent_keys),
        IN_A_FOLDER(says_what_was_wanted_and_what_was_found),
        IN_A_FOLDER(misses_required_keys),
        IN_A_FOLDER(tells_letter_case_apart),
        IN_A_FOLDER(walks_objects_and_lists),
        IN_A_FOLDER(finds_unknown_keys_in_every_object_it_reached),
        IN_A_FOLDER(knows_the_keys_that_any_cursor_on_an_object_asked_for),
        IN_A_FOLDER(remembers_only_the_first_failure),
        IN_A_FOLDER(reads_nothing_after_it_is_closed),
        IN_A_FOLDER(cuts_a_message_that_is_too_long),
        IN_A_FOLDER(reads_long_lists_of_own_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
