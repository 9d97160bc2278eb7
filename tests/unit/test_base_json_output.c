#include "base/json_output.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A file, changed, and printed for people: comments, order and spelling stay. */
static void changes_a_file_and_keeps_the_rest(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    char *folder = temporary_folder(&arena);
    const char *path =
        write_file(&arena, folder, "a.json",
                   "{\"//\":\"why\",\"list\":[{\"from\":\"A\",\"gone\":1},{\"b\":[1,2.5,true,null]}],"
                   "\"text\":\"caf\xC3\xA9 \\\"x\\\"\",\"none\":{}}");
    struct json root;
    assert_true(json_read(path, &root, &error));
    struct json item = json_at(json_find(root, "list"), 0);
    struct json from = json_list();
    json_append_text(from, "new");
    json_append_texts(from, json_find(item, "from"));
    json_append_texts(from, json_find(item, "absent"));
    json_set(item, "from", from);
    json_remove(item, "gone");
    json_remove(item, "absent");
    json_set_number(item, "row", 3);
    json_set_flag(item, "optional", true);
    json_set_text(root, "text", "other");
    json_append(json_find(root, "list"), json_copy(json_at(json_find(root, "list"), 1)));
    assert_null(json_at(json_find(root, "list"), 3).item);
    assert_string_equal(json_print_narrow(&arena, root),
                        "{\n"
                        "  \"//\": \"why\",\n"
                        "  \"list\": [{ \"from\": [\"new\", \"A\"], \"row\": 3, \"optional\": true }, "
                        "{ \"b\": [1, 2.5, true, null] }, { \"b\": [1, 2.5, true, null] }],\n"
                        "  \"text\": \"other\",\n"
                        "  \"none\": {}\n"
                        "}\n");
    remove_folder(folder);
    arena_release(&arena);
}

static void breaks_what_does_not_fit_on_a_line(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct json root = json_object();
    struct json list = json_add_list(root, "words");
    for (int i = 0; i < 3; i++)
        json_append_text(list, "forty characters of text, more or less..");
    json_append_text(json_add_list(root, "short"), "word");
    assert_string_equal(json_print_narrow(&arena, root), "{\n"
                                                         "  \"words\": [\n"
                                                         "    \"forty characters of text, more or less..\",\n"
                                                         "    \"forty characters of text, more or less..\",\n"
                                                         "    \"forty characters of text, more or less..\"\n"
                                                         "  ],\n"
                                                         "  \"short\": [\"word\"]\n"
                                                         "}\n");
    arena_release(&arena);
}

static void refuses_what_is_not_json(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    char *folder = temporary_folder(&arena);
    struct json root;
    assert_false(json_read(write_file(&arena, folder, "a.json", "{\"a\":"), &root, &error));
    assert_non_null(strstr(error.message, "not valid JSON"));
    assert_false(json_read("nowhere.json", &root, &error));
    assert_int_equal(error.kind, ERROR_IO);
    remove_folder(folder);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_a_file_and_keeps_the_rest),
        cmocka_unit_test(breaks_what_does_not_fit_on_a_line),
        cmocka_unit_test(refuses_what_is_not_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
