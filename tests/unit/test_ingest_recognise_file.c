#include "base/file.h"
#include "base/text.h"
#include "ingest/layout.h"
#include "ingest/recognise_file.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A program's home with two small mappings, and a folder of extracts. */
struct desk {
    struct arena arena;
    char *folder;
    struct shipped_mappings shipped;
    struct recognition recognition;
    struct error error;
};

static const char model[] = "{\"tables\":{"
                            "\"people\":{\"key\":\"child_id\"},"
                            "\"plans\":{\"key\":\"plan_id\",\"unit\":\"team\",\"when\":\"start_date\"},"
                            "\"visits\":{\"key\":\"visit_id\",\"unit\":\"latest(plans.team)\"},"
                            "\"departments\":{\"key\":\"team\"}}}";

static const char plain_mapping[] =
    "{\"mapping\":\"plain\",\"extracts\":["
    "{\"file\":\"people*.csv\",\"table\":\"people\",\"columns\":{"
    "\"child_id\":{\"from\":[\"pers_id\"],\"type\":\"text\",\"required\":true},"
    "\"birth_date\":{\"from\":[\"pers_dob\"],\"type\":\"date\"},"
    "\"sex\":{\"from\":[\"pers_sex\"],\"type\":\"text\"},"
    "\"ethnicity\":{\"from\":[\"pers_ethnicity\"],\"type\":\"text\"}}},"
    "{\"file\":\"plans*.csv\",\"table\":\"plans\",\"columns\":{"
    "\"plan_id\":{\"from\":[\"plan_ref\"],\"type\":\"text\",\"required\":true},"
    "\"child_id\":{\"from\":[\"pers_id\"],\"type\":\"text\",\"required\":true},"
    "\"start_date\":{\"from\":[\"plan_start\"],\"type\":\"date\",\"required\":true},"
    "\"end_date\":{\"from\":[\"plan_end\"],\"type\":\"date\"},"
    "\"team\":{\"from\":[\"plan_team\"],\"type\":\"text\"}}},"
    "{\"file\":\"twice*.csv\",\"table\":\"visits\",\"columns\":{"
    "\"visit_id\":{\"from\":[\"visit_ref\"],\"type\":\"text\",\"required\":true},"
    "\"team\":{\"from\":[\"visit_team\"],\"type\":\"text\"}}},"
    "{\"file\":\"twice*.csv\",\"table\":\"departments\",\"columns\":{"
    "\"team\":{\"from\":[\"visit_team\"],\"type\":\"text\",\"required\":true}}},"
    "{\"file\":\"wide*.csv\",\"table\":\"people\",\"columns\":{"
    "\"wide_id\":{\"type\":\"text\",\"required\":true},\"w1\":{\"type\":\"text\"},"
    "\"w2\":{\"type\":\"text\"},\"w3\":{\"type\":\"text\"},\"w4\":{\"type\":\"text\"},"
    "\"w5\":{\"type\":\"text\"},\"w6\":{\"type\":\"text\"}}}]}";

/* The same headers as plans, in another mapping: the names of the files alone tell them apart. */
static const char other_mapping[] =
    "{\"mapping\":\"zother\",\"extracts\":["
    "{\"file\":\"other*.csv\",\"table\":\"plans\",\"columns\":{"
    "\"plan_id\":{\"from\":[\"plan_ref\"],\"type\":\"text\",\"required\":true},"
    "\"child_id\":{\"from\":[\"pers_id\"],\"type\":\"text\",\"required\":true},"
    "\"start_date\":{\"from\":[\"plan_start\"],\"type\":\"date\",\"required\":true},"
    "\"end_date\":{\"from\":[\"plan_end\"],\"type\":\"date\"},"
    "\"team\":{\"from\":[\"plan_team\"],\"type\":\"text\"}}}]}";

static void open_desk(struct desk *desk)
{
    *desk = (struct desk){0};
    desk->folder = temporary_folder(&desk->arena);
    write_file(&desk->arena, desk->folder, "ingest/model.json", model);
    write_file(&desk->arena, desk->folder, "ingest/mappings/plain.json", plain_mapping);
    write_file(&desk->arena, desk->folder, "ingest/mappings/zother.json", other_mapping);
    if (!shipped_mappings_load(&desk->arena, desk->folder, &desk->shipped, &desk->error))
        fail_msg("%s", desk->error.message);
}

static void close_desk(struct desk *desk)
{
    remove_folder(desk->folder);
    arena_release(&desk->arena);
}

static const char *look(struct desk *desk, const char *name, const char *text)
{
    const char *path = write_file(&desk->arena, desk->folder, name, text);
    desk->error = (struct error){0};
    if (!recognise_file(&desk->arena, &desk->shipped, path, &desk->recognition, &desk->error))
        desk->recognition = (struct recognition){0};
    return path;
}

static const char *table_of(const struct desk *desk)
{
    return desk->recognition.shipped ? desk->recognition.likenesses[0].mapped->table : "";
}

static void knows_files_by_their_headers(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        const char *table;
        bool placed;
        uint32_t header_row;
        char delimiter;
    } files[] = {
        {"a.csv", "pers_id,pers_dob,pers_sex\n1,,\n", "people", true, 1, ','},
        {"b.csv", "PERS ID,Birth_Date ,Sex?\n1,,\n", "people", true, 1, ','},
        {"c.csv", "plan_ref,pers_id,plan_start\n1,1,\n", "plans", true, 1, ','},
        {"d.csv", "Plans of the county\n\nplan_ref,pers_id,plan_start\n1,1,\n", "plans", true, 3, ','},
        {"e.csv", "plan_ref;pers_id;plan_start\r\n1;1;\r\n", "plans", true, 1, ';'},
        {"f.csv", "plan_ref\tpers_id\tplan_start\r1\t1\t\r", "plans", true, 1, '\t'},
        /* One header of many is not enough, unless the file has the name; without a required column it never is. */
        {"g.csv", "pers_id,shoes,hat,coat\n1,,,\n", "people", false, 1, ','},
        {"people_g.csv", "pers_id,shoes,hat,coat\n1,,,\n", "people", true, 1, ','},
        {"plans.csv", "pers_id,plan_start,plan_end,plan_team\n1,,,\n", "plans", false, 1, ','},
        {"l.csv", "wide_id,w1,shoes,hat,coat\n1,,,\n", "people", false, 1, ','},
        {"m.csv", "wide_id,w1,shoes,hat\n1,,,\n", "people", true, 1, ','},
        {"h.csv", "shoes,hat\n1,2\n", "", false, 0, 0},
        {"i.csv", "1\n2\n3\n4\n5\n6\n7\n8\n9\npers_id,pers_dob,pers_sex\n", "people", true, 10, ','},
        {"j.csv", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\npers_id,pers_dob,pers_sex\n", "", false, 0, 0},
        {"k.csv", "pers_id,pers_dob,pers_dob\n1,,\n", "people", false, 1, ','},
    };
    (void)state;
    struct desk desk;
    open_desk(&desk);
    for (size_t i = 0; i < COUNT(files); i++) {
        look(&desk, files[i].name, files[i].text);
        const struct recognition *found = &desk.recognition;
        if (!text_equal(table_of(&desk), files[i].table) || found->placed != files[i].placed ||
            found->header_row != files[i].header_row || found->delimiter != files[i].delimiter)
            fail_msg("%s: \"%s\", placed %d, line %u, delimiter '%c' (%s)", files[i].name, table_of(&desk),
                     found->placed, found->header_row, found->delimiter, desk.error.message);
    }
    close_desk(&desk);
}

static void lets_the_name_decide_between_equals(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    static const char text[] = "plan_ref,pers_id,plan_start\n1,1,\n";
    look(&desk, "plans_1.csv", text);
    assert_string_equal(desk.recognition.shipped->name, "plain");
    look(&desk, "OTHER_1.CSV", text);
    assert_string_equal(desk.recognition.shipped->name, "zother");
    close_desk(&desk);
}

static void reads_the_first_lines_alone(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    struct text text = text_in(&desk.arena);
    text_add(&text, "plan_ref,pers_id,plan_start,plan_team\n");
    for (int i = 0; i < 30000; i++)
        text_add(&text, "1,2,2026-01-01,\xC3\x89quipe\n");
    text_add(&text, "\"never closed\n");
    look(&desk, "long.csv", text.bytes);
    assert_true(desk.recognition.placed);
    assert_false(desk.recognition.is_empty);
    close_desk(&desk);
}

static void tells_files_without_rows(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    look(&desk, "a.csv", "pers_id,pers_dob,pers_sex\n\n");
    assert_true(desk.recognition.placed && desk.recognition.is_empty);
    look(&desk, "b.csv", "pers_id,pers_dob,pers_sex\n1,,\n");
    assert_true(desk.recognition.placed && !desk.recognition.is_empty);
    look(&desk, "c.csv", "1\n2\n3\n4\n5\n6\n7\n8\n9\npers_id,pers_dob,pers_sex\n1,,\n");
    assert_true(desk.recognition.placed && !desk.recognition.is_empty);
    close_desk(&desk);
}

static void says_what_is_no_text(void **state)
{
    static const struct {
        const char *text;
        const char *says;
    } files[] = {{"", "empty"},
                 {"PK\x03\x04", "workbook"},
                 {"<html><body>", "web page"},
                 {"\"a,b\nc", "never closed"}};
    (void)state;
    struct desk desk;
    open_desk(&desk);
    for (size_t i = 0; i < COUNT(files); i++) {
        look(&desk, "a.csv", files[i].text);
        if (!strstr(desk.error.message, files[i].says))
            fail_msg("\"%s\" does not say \"%s\"", desk.error.message, files[i].says);
    }
    close_desk(&desk);
}

static void guesses_the_nearest_and_no_further(void **state)
{
    static const struct {
        const char *header;
        const char *column; /* of plans, or NULL */
    } headers[] = {
        {"Plan Reff", "plan_id"},
        {"Plan Identification", "plan_id"},
        {"Date plan ended", "end_date"},
        {"teem", "team"},
        {"Shoe size", NULL},
        {"Shoe end", NULL},
    };
    (void)state;
    struct desk desk;
    open_desk(&desk);
    for (size_t i = 0; i < COUNT(headers); i++) {
        look(&desk, "plans.csv",
             arena_format(&desk.arena, "%s,pers_id,plan_start\n1,1,\n", headers[i].header));
        const struct likeness *likeness = &desk.recognition.likenesses[0];
        int column = likeness_nearest_column(&desk.recognition, likeness, 0);
        const char *name = column == NO_COLUMN ? "nothing" : likeness->mapped->columns[column].name;
        assert_string_equal(name, headers[i].column ? headers[i].column : "nothing");
        if (column != NO_COLUMN)
            assert_string_equal(likeness_nearest_header(&desk.recognition, likeness, (size_t)column),
                                headers[i].header);
    }
    close_desk(&desk);
}

static void finds_every_table_that_a_file_fills_and_its_teams(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    const char *path =
        look(&desk, "twice.csv", "visit_ref,visit_team\n1,North\n2, North\n3,NULL\n4,\"S,1\"\n");
    assert_true(desk.recognition.placed);
    assert_int_equal(desk.recognition.count, 2);
    assert_string_equal(desk.recognition.likenesses[1].mapped->table, "departments");
    struct found_teams teams = found_teams_in(&desk.arena);
    assert_true(recognised_teams(&desk.shipped, path, &desk.recognition, &desk.recognition.likenesses[1],
                                 &teams, &desk.error));
    assert_int_equal(teams.names.count, 0); /* a table that belongs to no unit says nothing of teams */
    assert_true(recognised_teams(&desk.shipped, path, &desk.recognition, &desk.recognition.likenesses[0],
                                 &teams, &desk.error));
    assert_int_equal(teams.names.count, 2);
    assert_string_equal(teams.names.keys[0], "North");
    assert_string_equal(teams.names.keys[1], "S,1");
    assert_int_equal(teams.rows[0], 2);
    assert_int_equal(teams.rows[1], 1);
    close_desk(&desk);
}

/* Over many blocks, with quoted line ends, and a file that stops being UTF-8 far down. */
static void reads_teams_to_the_last_line(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    struct text text = text_in(&desk.arena);
    text_add(&text, "plan_ref,pers_id,plan_start,plan_team\n");
    for (int i = 0; i < 40000; i++)
        text_add_format(&text, "\"%d\n,\",2,2026-01-01,Team %d\n", i, i);
    text_add(&text, "x,2,2026-01-01,Caf\xE9\n");
    const char *path = look(&desk, "plans.csv", text.bytes);
    struct found_teams teams = found_teams_in(&desk.arena);
    assert_true(recognised_teams(&desk.shipped, path, &desk.recognition, &desk.recognition.likenesses[0],
                                 &teams, &desk.error));
    assert_int_equal(teams.names.count, 40001);
    assert_int_equal(teams.rows[39999], 1); /* though what is not UTF-8 made it begin anew */
    assert_string_equal(teams.names.keys[40000], "Caf\xC3\xA9");
    close_desk(&desk);
}

static const char *shared_folder(struct arena *arena, const char *family)
{
    const char *shared = getenv("SCORECARD_SHARED");
    return arena_format(arena, "%s/data/%s", shared ? shared : "../shared", family);
}

/* Each file of others' example returns is what its own mapping says. */
static void knows_the_examples_of_others(void **state)
{
    static const char *const families[][2] = {
        {"annex-a", "annex-a"}, {"ssda903", "ssda903"}, {"dfe", "dfe-statistics"}};
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct shipped_mappings shipped;
    if (!shipped_mappings_load(&arena, ".", &shipped, &error))
        fail_msg("%s", error.message);
    for (size_t i = 0; i < COUNT(families); i++) {
        const char *folder = shared_folder(&arena, families[i][0]);
        const char *const *names;
        size_t count = 0;
        if (!folder_exists(folder)) {
            printf("skipped: there is no %s\n", folder);
            skip();
        }
        assert_true(folder_list(&arena, folder, "*.csv", &names, &count, &error));
        for (size_t j = 0; j < count; j++) {
            struct recognition found;
            const char *path = path_join(&arena, folder, names[j]);
            if (!recognise_file(&arena, &shipped, path, &found, &error) || !found.placed ||
                !text_equal(found.shipped->name, families[i][1]))
                fail_msg("%s: %s", path, found.shipped ? found.shipped->name : error.message);
        }
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_files_by_their_headers),
        cmocka_unit_test(lets_the_name_decide_between_equals),
        cmocka_unit_test(reads_the_first_lines_alone),
        cmocka_unit_test(tells_files_without_rows),
        cmocka_unit_test(says_what_is_no_text),
        cmocka_unit_test(guesses_the_nearest_and_no_further),
        cmocka_unit_test(finds_every_table_that_a_file_fills_and_its_teams),
        cmocka_unit_test(reads_teams_to_the_last_line),
        cmocka_unit_test(knows_the_examples_of_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
