#include "base/text.h"
#include "ingest/blueprint.h"
#include "ingest/header.h"
#include "ingest/mapping.h"
#include "ingest/spelling.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_says(const char *message, const char *expected)
{
    if (!strstr(message, expected))
        fail_msg("\"%s\" does not say \"%s\"", message, expected);
}

/* A folder with a model, a code list and what is written to it. */
struct desk {
    struct arena arena;
    char *folder;
    struct model model;
    struct code_lists codes;
    struct mapping mappings[2];
    struct error error;
};

static void open_desk(struct desk *desk)
{
    *desk = (struct desk){0};
    desk->folder = temporary_folder(&desk->arena);
    desk->codes = code_lists_in(&desk->arena);
    const char *path =
        write_file(&desk->arena, desk->folder, "model.json",
                   "{\"tables\":{"
                   "\"people\":{\"key\":\"child_id\",\"child\":\"child_id\"},"
                   "\"cp_plans\":{\"key\":\"plan_id\",\"child\":\"child_id\",\"unit\":\"team\","
                   "\"relations\":{\"child_id\":\"people\"},"
                   "\"when\":\"start_date\",\"until\":\"end_date\"}}}");
    write_file(&desk->arena, desk->folder, "codes/abuse.csv", "code,alias\nNEG,Neglect\n");
    assert_true(model_load(&desk->arena, path, &desk->model, &desk->error));
}

static void close_desk(struct desk *desk)
{
    remove_folder(desk->folder);
    arena_release(&desk->arena);
}

static bool load(struct desk *desk, size_t which, const char *json)
{
    const char *name = which == 0 ? "mapping.json" : "other.json";
    const char *path = write_file(&desk->arena, desk->folder, name, json);
    const char *codes = arena_format(&desk->arena, "%s/codes", desk->folder);
    return mapping_load(&desk->arena, path, codes, &desk->codes, &desk->mappings[which], &desk->error);
}

/* One extract of `table` with one column `name`. */
#define EXTRACT(table, name, rest)                                                                           \
    "{\"file\":\"*.csv\",\"table\":\"" table "\",\"columns\":{\"" name "\":{" rest "}}"

#define MAPPING(extracts) "{\"mapping\":\"m\",\"extracts\":[" extracts "]}"

static void reads_all_that_a_mapping_can_say(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    assert_true(
        load(&desk, 0,
             "{\"mapping\":\"mine\",\"//\":\"a comment\",\"extracts\":[{\"file\":\"plans*.csv\","
             "\"table\":\"cp_plans\",\"header_row\":2,\"optional\":true,\"missing_values\":[\"none\"],"
             "\"columns\":{\"plan_id\":{\"from\":[\"Plan ID\",\"Plan\"],\"type\":\"text\","
             "\"required\":true,\"unique\":true},"
             "\"category\":{\"from\":\"Category of Abuse?\",\"type\":\"code\",\"codes\":\"abuse\"}},"
             "\"key\":\"plan_id\",\"child\":\"c\",\"unit\":\"u\",\"when\":\"w\",\"until\":\"v\","
             "\"relations\":{\"child_id\":\"people\"},\"checks\":[\"a < b\",\"b < c\"]}]}"));
    assert_string_equal(desk.mappings[0].name, "mine");
    assert_int_equal(desk.mappings[0].extract_count, 1);
    const struct mapped_extract *extract = &desk.mappings[0].extracts[0];
    assert_true(text_ends_with(extract->place, "mapping.json: table \"cp_plans\", file \"plans*.csv\""));
    assert_string_equal(extract->pattern, "plans*.csv");
    assert_int_equal(extract->header_row, 2);
    assert_true(extract->optional);
    assert_true(text_is_one_of("none", extract->missing.words, extract->missing.count));
    assert_int_equal(extract->column_count, 2);
    const struct mapped_column *plan = &extract->columns[0];
    assert_true(plan->required && plan->unique && plan->rule.kind == CELL_TEXT);
    assert_int_equal(plan->spelling_count, 3);
    assert_string_equal(plan->spellings[0], "plan id");
    assert_string_equal(plan->spellings[2], "plan");
    const struct mapped_column *category = &extract->columns[1];
    assert_false(category->required || category->unique);
    assert_string_equal(category->spellings[1], "category of abuse");
    assert_string_equal(code_list_find(category->rule.codes, "neglect"), "NEG");
    assert_string_equal(extract->joins.columns[JOIN_KEY], "plan_id");
    assert_string_equal(extract->joins.columns[JOIN_UNTIL], "v");
    assert_string_equal(extract->joins.unit, "u");
    assert_int_equal(extract->joins.relation_count, 1);
    assert_string_equal(extract->joins.relations[0].table, "people");
    assert_int_equal(extract->check_count, 2);
    close_desk(&desk);
}

static void reads_what_a_mapping_declares_of_its_columns(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    assert_true(
        load(&desk, 0,
             "{\"mapping\":\"m\",\"severity\":{\"bad_date\":\"error\",\"encoding\":\"warning\"},"
             "\"extracts\":[{\"file\":\"*\",\"table\":\"people\",\"header_row\":\"auto\","
             "\"suppressed\":[\"c\"],\"missing_values\":\"none\",\"severity\":{\"bad_date\":\"stop\"},"
             "\"columns\":{\"a\":{\"type\":\"id\"},"
             "\"b\":{\"type\":\"date\",\"formats\":[\"iso\",\"year\"],\"year_ends\":\"09-30\","
             "\"least\":\"2000-01-01\"},"
             "\"c\":{\"type\":\"number\",\"most\":1.5,\"missing_values\":[\"nil\"]},"
             "\"d\":{\"type\":\"code\",\"codes\":\"abuse\",\"dated_by\":\"b\"}}},"
             "{\"file\":\"*\",\"table\":\"people\",\"columns\":{\"a\":{\"type\":\"id\"}}}]}"));
    const struct mapped_extract *extract = &desk.mappings[0].extracts[0];
    assert_int_equal(extract->header_row, 0);
    assert_int_equal(extract->severities[FINDING_BAD_DATE], SEVERITY_STOP);
    assert_int_equal(extract->severities[FINDING_ENCODING], SEVERITY_WARNING);
    assert_int_equal(extract->severities[FINDING_DUPLICATE_KEY], SEVERITY_ERROR);
    assert_int_equal(desk.mappings[0].extracts[1].severities[FINDING_BAD_DATE], SEVERITY_ERROR);
    assert_int_equal(extract->columns[0].rule.kind, CELL_ID);
    const struct cell_rule *date = &extract->columns[1].rule;
    assert_int_equal(date->dates.formats, 1U << DATE_ISO | 1U << DATE_YEAR);
    assert_int_equal(date->dates.year_ends.month, 9);
    assert_int_equal(date->dates.year_ends.day, 30);
    assert_true(date->range.has_least && !date->range.has_most);
    assert_int_equal((int)date->range.least, day_from_date((struct date){2000, 1, 1}));
    const struct cell_rule *number = &extract->columns[2].rule;
    assert_true(number->range.has_most && number->range.most > 1.4 && number->range.most < 1.6);
    assert_true(text_is_one_of("nil", number->missing->words, number->missing->count));
    assert_true(text_is_one_of("none", number->missing->words, number->missing->count));
    assert_false(text_is_one_of("nil", date->missing->words, date->missing->count));
    assert_true(text_is_one_of("c", number->suppressed->words, number->suppressed->count));
    assert_string_equal(extract->columns[3].dated_by, "b");
    close_desk(&desk);
}

static void a_code_list_may_be_the_councils_own_file(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    write_file(&desk.arena, desk.folder, "lists/mine.csv", "code,alias\nX,Ex\n");
    assert_true(load(&desk, 0,
                     MAPPING(EXTRACT("people", "c", "\"type\":\"code\",\"codes\":\"lists/mine.csv\"") "}")));
    assert_string_equal(code_list_find(desk.mappings[0].extracts[0].columns[0].rule.codes, "ex"), "X");
    close_desk(&desk);
}

static void a_mapping_that_is_wrong_is_refused_with_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        const char *message;
    } cases[] = {
        {"{\"extracts\":[]}", "\"mapping\" is missing"},
        {"{\"mapping\":\"m\"}", "\"extracts\" is missing"},
        {MAPPING("{\"table\":\"t\"}"), "extracts[0]: required key \"file\""},
        {MAPPING("{\"file\":\"*.csv\",\"table\":\"t\"}"), "extracts[0]: \"columns\" is missing"},
        {MAPPING("{\"file\":\"*.csv\",\"table\":\"t\",\"columns\":{}}"), "at least one column"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"text\"") ",\"tabel\":1}"), "unknown key \"tabel\""},
        {MAPPING(EXTRACT("people", "c", "\"typ\":\"text\"") "}"),
         "unknown key \"typ\" (did you mean \"type\", which is missing?)"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"dat\"") "}"), "did you mean \"date\"?"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"text\",\"form\":\"x\"") "}"), "did you mean \"from\"?"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"text\",\"codes\":\"abuse\"") "}"),
         "unknown key \"codes\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"code\"") "}"), "required key \"codes\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"code\",\"codes\":\"abusse\"") "}"),
         "there is no code list \"abusse\""},
        {MAPPING(EXTRACT("people", "birth date", "\"type\":\"date\"") "}"),
         "letters, digits and underscores"},
        {MAPPING(EXTRACT("9people", "c", "\"type\":\"date\"") "}"), "letters, digits and underscores"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"header_row\":0}"), "header_row"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"optional\":\"yes\"}"), "optional"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"relations\":{\"c\":1}}"), "relations.c"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"relations\":{\"c\":1,\"d\":2}}"),
         "relations.c"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"missing_values\":[1]}"), "missing_values"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"number\",\"decimal\":\"coma\"") "}"),
         "did you mean \"comma\"?"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"text\",\"decimal\":\"comma\"") "}"),
         "unknown key \"decimal\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\",\"trim\":false") "}"), "unknown key \"trim\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"no_overlap\":{\"pre\":\"c\"}}"),
         "unknown key \"pre\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"header_row\":\"first\"}"),
         "\"header_row\" is a number, or \"auto\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\",\"formats\":[\"iso\",\"excell\"]") "}"),
         "no date format \"excell\" (did you mean \"excel\"?)"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"text\",\"formats\":\"iso\"") "}"),
         "unknown key \"formats\""},
        {MAPPING(
             EXTRACT("people", "c", "\"type\":\"date\",\"formats\":\"year\",\"year_ends\":\"31-03\"") "}"),
         "a day of the year is written 03-31, not \"31-03\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\",\"year_ends\":\"03-31\"") "}"),
         "unknown key \"year_ends\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"number\",\"least\":2,\"most\":1") "}"),
         "\"least\" is more than \"most\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\",\"least\":\"1/1/2000\"") "}"),
         "a day is written 2026-03-31, not \"1/1/2000\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"flag\",\"least\":0") "}"), "unknown key \"least\""},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"code\",\"codes\":\"abuse\",\"dated_by\":\"d\"") "}"),
         "\"dated_by\" of \"c\": \"d\" is not one of the extract's dates"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"severity\":{\"no_unit\":\"stop\"}}"),
         "\"no_unit\" is found with the units file"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"severity\":{\"bad_dat\":\"error\"}}"),
         "there is no rule \"bad_dat\" (did you mean \"bad_date\"?)"},
        {MAPPING(EXTRACT("people", "c", "\"type\":\"date\"") ",\"severity\":{\"bad_date\":\"grave\"}}"),
         "bad_date"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct desk desk;
        open_desk(&desk);
        assert_false(load(&desk, 0, cases[i].json));
        assert_int_equal(desk.error.kind, ERROR_CONFIG);
        assert_says(desk.error.message, "mapping.json");
        assert_says(desk.error.message, cases[i].message);
        close_desk(&desk);
    }
}

/* ---- headers ---- */

static void headers_are_compared_in_their_plain_form(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        const char *plain;
    } cases[] = {
        {"Date of Birth", "date of birth"},
        {"  LA In Touch ", "la in touch"},
        {"date_of__birth", "date of birth"},
        {"Date\xC2\xA0of\nBirth", "date of birth"},
        {"Referral NFA?", "referral nfa"},
        {"UASC (Y/N)", "uasc"},
        {"UASC (Y/N))", "uasc"},
        {"Offered (y/n)?", "offered"},
        {"Offered? (Y/N)", "offered"},
        {"been \xE2\x80\x98Missing\xE2\x80\x99 from", "been 'missing' from"},
        {"establishment \xE2\x80\x93 URN", "establishment - urn"},
        {"caf\xC3\xA9", "caf\xC3\xA9"},
        {"?", ""},
        {"", ""},
        {"_", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(spelling_of_header(&arena, cases[i].header), cases[i].plain);
    arena_release(&arena);
}

static void a_plain_form_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    char plain[5];
    assert_true(spelling_plain(" A  b ", plain, sizeof plain));
    assert_string_equal(plain, "a b");
    assert_true(spelling_plain("abcd", plain, sizeof plain));
    assert_false(spelling_plain("abcde", plain, sizeof plain));
    assert_false(spelling_plain("abc d", plain, sizeof plain));
    assert_false(spelling_plain("", plain, 0));
}

static const char two_columns[] =
    "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"people\",\"columns\":{"
    "\"child_id\":{\"from\":[\"Child Unique ID\",\"Person ID\"],\"type\":\"text\",\"required\":true},"
    "\"birth_date\":{\"from\":[\"Date of Birth\",\"DOB\"],\"type\":\"date\"}}}]}";

static bool match(struct desk *desk, const char *const *headers, size_t count, struct header_match *found)
{
    struct csv_cell cells[8];
    for (size_t i = 0; i < count; i++)
        cells[i] = (struct csv_cell){arena_copy_text(&desk->arena, headers[i]), strlen(headers[i])};
    struct csv_record record = {1, cells, count, false};
    return header_match(&desk->arena, &desk->mappings[0].extracts[0], &record, ',', found, &desk->error);
}

static void headers_find_their_columns_in_any_order(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    assert_true(load(&desk, 0, two_columns));
    static const char *const headers[] = {"", "date_of_birth ", "Other", "Other", "CHILD UNIQUE ID?", "",
                                          " "};
    struct header_match found;
    assert_true(match(&desk, headers, COUNT(headers), &found));
    assert_int_equal(found.count, 7);
    assert_int_equal(found.named, 5);
    assert_int_equal(found.positions[0], 4);
    assert_int_equal(found.positions[1], 1);
    assert_int_equal(found.columns[1], 1);
    assert_int_equal(found.columns[2], NO_COLUMN);
    assert_string_equal(found.headers[1], "date_of_birth");
    close_desk(&desk);
}

static void headers_that_leave_a_doubt_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *headers[3];
        const char *messages[3];
    } cases[] = {
        {{"Date of Birth", "Child Unique Idd", "x"},
         {"no header on line 1 is the required column \"child_id\"",
          "\"child_id\", \"Child Unique ID\", \"Person ID\"",
          "the nearest in the file: \"Child Unique Idd\""}},
        {{"Person ID", "DOB", "Child_Unique_ID"},
         {"two headers, \"Person ID\" and \"Child_Unique_ID\", match column \"child_id\"", "mapping.json",
          "table \"people\", file \"*.csv\""}},
        {{"child id", "DOB", "dob "}, {"\"DOB\" and \"dob\"", "birth_date", "table \"people\""}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct desk desk;
        open_desk(&desk);
        assert_true(load(&desk, 0, two_columns));
        struct header_match found;
        assert_false(match(&desk, cases[i].headers, 3, &found));
        assert_int_equal(desk.error.kind, ERROR_DATA);
        for (size_t j = 0; j < 3; j++)
            assert_says(desk.error.message, cases[i].messages[j]);
        close_desk(&desk);
    }
}

static void a_header_that_two_columns_claim_is_refused(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    assert_true(load(&desk, 0,
                     "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"*.csv\",\"table\":\"people\",\"columns\":{"
                     "\"start\":{\"from\":\"Date?\",\"type\":\"date\"},\"date\":{\"type\":\"date\"}}}]}"));
    static const char *const headers[] = {"DATE"};
    struct header_match found;
    assert_false(match(&desk, headers, 1, &found));
    assert_says(desk.error.message, "header \"DATE\" matches two columns, \"start\" and \"date\"");
    close_desk(&desk);
}

/* ---- blueprint ---- */

static bool lay_out(struct desk *desk, const char *first, const char *second, struct blueprint *blueprint)
{
    static const struct extract_folder folders[2];
    assert_true(load(desk, 0, first));
    assert_true(!second || load(desk, 1, second));
    return blueprint_make(&desk->arena, &desk->model, folders, desk->mappings, second ? 2 : 1, blueprint,
                          &desk->error);
}

static void tables_of_the_model_come_first_and_mappings_add_theirs(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    struct blueprint blueprint;
    assert_true(lay_out(&desk,
                        MAPPING(EXTRACT("dogs", "dog", "\"type\":\"text\"") ",\"key\":\"dog\"}," EXTRACT(
                            "cp_plans", "plan_id", "\"type\":\"text\"") ",\"unit\":\"place\"}"),
                        MAPPING(EXTRACT("cp_plans", "start_date", "\"type\":\"date\"") "}"), &blueprint));
    assert_int_equal(blueprint.table_count, 3);
    assert_string_equal(blueprint.tables[0].name, "people");
    assert_string_equal(blueprint.tables[1].name, "cp_plans");
    assert_string_equal(blueprint.tables[2].name, "dogs");
    assert_string_equal(blueprint.tables[2].joins.columns[JOIN_KEY], "dog");
    const struct blueprint_table *plans = &blueprint.tables[1];
    assert_int_equal(plans->column_count, 2);
    assert_string_equal(plans->columns[1].name, "start_date");
    assert_string_equal(plans->joins.unit, "place");
    assert_string_equal(plans->joins.columns[JOIN_WHEN], "start_date");
    assert_int_equal(blueprint.extract_count, 3);
    assert_int_equal(blueprint.extracts[2].table, 1);
    assert_int_equal(blueprint.extracts[2].columns[0], 1);
    close_desk(&desk);
}

static void mappings_that_contradict_each_other_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *first;
        const char *second;
        const char *message;
    } cases[] = {
        {MAPPING(EXTRACT("cp_plan", "a", "\"type\":\"text\"") "}"), NULL,
         "no standard table is called \"cp_plan\" (did you mean \"cp_plans\"?)"},
        {MAPPING(EXTRACT("people", "a", "\"type\":\"text\"") "}"),
         MAPPING(EXTRACT("people", "a", "\"type\":\"date\"") "}"),
         "column \"a\" of table \"people\" is date here and text in"},
        {MAPPING(EXTRACT("dogs", "dog", "\"type\":\"text\"") ",\"key\":\"dogg\"}"), NULL,
         "\"key\": table \"dogs\" has no column \"dogg\" (did you mean \"dog\"?)"},
        {MAPPING(EXTRACT("dogs", "dog", "\"type\":\"number\"") ",\"key\":\"dog\"}"), NULL,
         "is the \"key\" of table \"dogs\" and must be text, not number"},
        {MAPPING(EXTRACT("people", "child_id", "\"type\":\"number\"") "}"), NULL,
         "is the \"key\" of table \"people\" and must be text, not number"},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"when\":\"d\"}"), NULL,
         "must be date, not text"},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"relations\":{\"d\":\"poeple\"}}"), NULL,
         "no table is called \"poeple\" (did you mean \"people\"?)"},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"relations\":{\"e\":\"people\"}}"), NULL,
         "table \"dogs\" has no column \"e\""},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"unit\":\"d\"}"),
         MAPPING(EXTRACT("dogs", "e", "\"type\":\"text\"") ",\"unit\":\"e\"}"),
         "\"unit\" of table \"dogs\" is stated otherwise in"},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"key\":\"d\"}"),
         MAPPING(EXTRACT("dogs", "e", "\"type\":\"text\"") ",\"key\":\"e\"}"),
         "\"key\" of table \"dogs\" is stated otherwise in"},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"relations\":{\"d\":\"people\"}}"),
         MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"relations\":{\"d\":\"dogs\"}}"),
         "\"relations\" of table \"dogs\" is stated otherwise in"},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"one_row_per\":[\"d\",\"dd\"]}"), NULL,
         "\"one_row_per\": table \"dogs\" has no column \"dd\""},
        {MAPPING(EXTRACT("dogs", "d", "\"type\":\"text\"") ",\"one_row_per\":\"d\"}"),
         MAPPING(EXTRACT("dogs", "e", "\"type\":\"text\"") ",\"one_row_per\":\"e\"}"),
         "\"one_row_per\" of table \"dogs\" is stated otherwise in"},
        {MAPPING(EXTRACT("people", "child_id", "\"type\":\"text\"") ",\"no_overlap\":{\"per\":\"child\"}}"),
         NULL, "\"no_overlap\": table \"people\" has no column \"child\""},
        {MAPPING(
             EXTRACT("people", "child_id", "\"type\":\"text\"") ",\"no_overlap\":{\"per\":\"child_id\"}}"),
         NULL, "\"no_overlap\" needs the \"when\" of table \"people\", and it has none"},
        {MAPPING(EXTRACT("people", "n", "\"type\":\"number\"") ",\"no_overlap\":{\"per\":\"n\"}}"), NULL,
         "\"no_overlap\": \"n\" must be text, not number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct desk desk;
        open_desk(&desk);
        struct blueprint blueprint;
        assert_false(lay_out(&desk, cases[i].first, cases[i].second, &blueprint));
        assert_int_equal(desk.error.kind, ERROR_CONFIG);
        assert_says(desk.error.message, cases[i].message);
        assert_says(desk.error.message, cases[i].second ? "other.json: table \"" : "mapping.json: table \"");
        close_desk(&desk);
    }
}

static void what_the_model_says_of_columns_a_mapping_lacks_is_let_be(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    struct blueprint blueprint;
    assert_true(
        lay_out(&desk, MAPPING(EXTRACT("cp_plans", "category", "\"type\":\"text\"") "}"), NULL, &blueprint));
    assert_int_equal(blueprint_column(&blueprint.tables[1], "plan_id"), NO_COLUMN);
    assert_int_equal(blueprint_column(&blueprint.tables[1], "category"), 0);
    close_desk(&desk);
}

/* ---- what is shipped ---- */

static void the_shipped_model_mappings_and_code_lists_are_sound(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct model model;
    assert_true(model_load(&arena, "ingest/model.json", &model, &error));
    struct code_lists codes = code_lists_in(&arena);
    struct mapping mappings[2];
    assert_true(
        mapping_load(&arena, "ingest/mappings/ssd.json", "ingest/codes", &codes, &mappings[0], &error));
    assert_true(
        mapping_load(&arena, "ingest/mappings/workforce.json", "ingest/codes", &codes, &mappings[1], &error));
    static const struct extract_folder folders[2];
    struct blueprint blueprint;
    assert_true(blueprint_make(&arena, &model, folders, mappings, 2, &blueprint, &error));
    static const struct {
        const char *list;
        const char *spelling;
        const char *code;
    } cases[] = {
        {"abuse_category", "EMO", "EMO"},
        {"abuse_category", "a) neglect", "NEG"},
        {"abuse_category", "Physical Abuse", "PHY"},
        {"abuse_category", "e) Multiple/not recommended", "MUL"},
        {"abuse_category", "Multiple: Neglect, Physical Abuse", "MUL"},
        {"abuse_category", "Neglected", NULL},
        {"involvement_role", "cw", "CW"},
        {"involvement_role", "ALLOCATED CASE WORKER", "CW"},
        {"involvement_role", "Social Worker", "CW"},
        {"involvement_role", "Independent Reviewing Officer", "IRO"},
        {"involvement_role", "Personal Adviser", "PA"},
        {"workforce_role", "5", "case_holder"},
        {"workforce_role", "Case Holder", "case_holder"},
        {"workforce_role", "3", "first_line_manager"},
        {"workforce_role", "Family Support Worker", "not_registered"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *path = arena_format(&arena, "ingest/codes/%s.csv", cases[i].list);
        const struct code_list *list = code_lists_get(&codes, path, &error);
        assert_non_null(list);
        const char *code = code_list_find(list, cases[i].spelling);
        assert_true(code && cases[i].code ? text_equal(code, cases[i].code) : code == cases[i].code);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_that_a_mapping_can_say),
        cmocka_unit_test(reads_what_a_mapping_declares_of_its_columns),
        cmocka_unit_test(a_code_list_may_be_the_councils_own_file),
        cmocka_unit_test(a_mapping_that_is_wrong_is_refused_with_the_place),
        cmocka_unit_test(headers_are_compared_in_their_plain_form),
        cmocka_unit_test(a_plain_form_that_does_not_fit_is_refused),
        cmocka_unit_test(headers_find_their_columns_in_any_order),
        cmocka_unit_test(headers_that_leave_a_doubt_are_refused),
        cmocka_unit_test(a_header_that_two_columns_claim_is_refused),
        cmocka_unit_test(tables_of_the_model_come_first_and_mappings_add_theirs),
        cmocka_unit_test(mappings_that_contradict_each_other_are_refused),
        cmocka_unit_test(what_the_model_says_of_columns_a_mapping_lacks_is_let_be),
        cmocka_unit_test(the_shipped_model_mappings_and_code_lists_are_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
