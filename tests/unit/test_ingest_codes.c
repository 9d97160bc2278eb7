#include "base/file.h"
#include "base/text.h"
#include "ingest/codes.h"
#include "ingest/ingest.h"
#include "ingest/mojibake.h"
#include "ingest/spelling.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- spellings ---- */

static void a_text_read_in_the_wrong_encoding_is_repaired(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *repaired; /* NULL: it was not read wrongly */
    } cases[] = {
        {"Child\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s", "Child\xE2\x80\x99s"},
        {"children\xC3\x83\xC2\xA2\xC3\xA2\xE2\x80\x9A\xC2\xAC\xC3\xA2\xE2\x80\x9E\xC2\xA2s",
         "children\xE2\x80\x99s"},
        {"caf\xC3\x83\xC2\xA9", "caf\xC3\xA9"},
        {"caf\xC3\xA9", NULL},
        {"Child\xE2\x80\x99s", NULL},
        {"plain", NULL},
        {"", NULL},
        {"\xC3", NULL},
        {"\xF0\x9F\x98\x80", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char repaired[64];
        assert_int_equal(mojibake_repair(cases[i].text, repaired, sizeof repaired),
                         cases[i].repaired != NULL);
        if (cases[i].repaired)
            assert_string_equal(repaired, cases[i].repaired);
    }
    char small[4];
    assert_false(mojibake_repair("caf\xC3\x83\xC2\xA9", small, sizeof small));
}

static void the_value_form_of_a_spelling_is_its_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *value;
    } cases[] = {
        {"White - British", "white british"},
        {"White/British", "white british"},
        {"A&E (emergency)", "a and e emergency"},
        {"Children\xE2\x80\x99s", "childrens"},
        {"Children's", "childrens"},
        {"  ..- ", ""},
        {"A+B", "a and b"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char plain[64];
        char value[64];
        assert_true(spelling_plain(cases[i].text, plain, sizeof plain));
        assert_true(spelling_of_value(plain, value, sizeof value));
        assert_string_equal(value, cases[i].value);
    }
    char small[4];
    assert_false(spelling_of_value("abcdef", small, sizeof small));
}

/* ---- rules ---- */

static const char list_text[] = "code,label,within,from,until,alias\n"
                                "3,Health services,,,,Health\n"
                                "3A,General practitioner,3,,,GP\n"
                                "3F,Other health,3,,,\n"
                                "6,Police,,,,\n"
                                "8,Other,,,,9\n"
                                "N1,Abuse or neglect,,,,\n"
                                "NEG,Neglect,,,,\n"
                                "B,With parents,,,,\n"
                                "C,Community home,,,,\n"
                                "H5,Semi-independent,,,2024-03-31,\n"
                                "K3,Supported accommodation,,2024-04-01,,\n";

static void rules_recognise_what_the_list_need_not_spell_out(void **state)
{
    (void)state;
    static const struct {
        const char *spelling;
        const char *code;
    } cases[] = {
        {"3A", "3A"},
        {"3a: GP", "3A"},
        {"3A - Health services", "3A"},
        {"g) 3A: Health services", "3A"},
        {"(3A) surgery", "3A"},
        {"'3A'", "3A"},
        {"3A surgery", "3A"},
        {"Health services - GP", "3A"},
        {"Health services: hospice", "3"},
        {"Health services (GP)", "3A"},
        {"GP [3A]", "3A"},
        {"Surgery (3A)", "3A"},
        {"N1 - Abuse or Neglect", "N1"},
        {"N1SE : Emotional", "N1"},
        {"n1b", NULL},
        {"N1b - harm", "N1"},
        {"NEG: anything", "NEG"},
        {"q) 6: Police", "6"},
        {"6 - Police", "6"},
        {"6) POLICE", "6"},
        {"b) Community home", "C"},
        {"B - With parents", "B"},
        {"B: Parents or others", "B"},
        {"(B) With whoever", "B"},
        {"9 - Other", "8"},
        {"9 Other", "8"},
        {"9 - Police", NULL},
        {"9) Police", "6"},
        {"9 - elsewhere", NULL},
        {"POLICE\xC2\xA0", "6"},
        {"Semi independent", "H5"},
        /* contradictions, and what would be a guess */
        {"3A - Police", NULL},
        {"(B) Community home", NULL},
        {"Police (3A)", NULL},
        {"Health services - Police", NULL},
        {"6 children", NULL},
        {"6 - constabulary", NULL},
        {"B parents or others", NULL},
        {"neg people", NULL},
        {"a) Something", NULL},
        {"a)", NULL},
        {"N10 - x", NULL},
        {"", NULL},
        {"()", NULL},
        {"- -", NULL},
        {"((((((((((3A", "3A"},
    };
    struct arena arena = {0};
    struct error error = {0};
    const char *folder = temporary_folder(&arena);
    struct code_list list;
    if (!code_list_load(&arena, write_file(&arena, folder, "list.csv", list_text), &list, &error))
        fail_msg("%s", error.message);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *code = code_list_find(&list, cases[i].spelling);
        if (!code != !cases[i].code || (code && !text_equal(code, cases[i].code)))
            fail_msg("\"%s\": expected %s, not %s", cases[i].spelling,
                     cases[i].code ? cases[i].code : "nothing", code ? code : "nothing");
    }
    remove_folder(folder);
    arena_release(&arena);
}

static void a_code_is_valid_from_its_first_to_its_last_day(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    const char *folder = temporary_folder(&arena);
    struct code_list list;
    assert_true(code_list_load(&arena, write_file(&arena, folder, "list.csv", list_text), &list, &error));
    day_number last = day_from_date((struct date){2024, 3, 31});
    assert_true(list.has_retired);
    assert_true(code_is_valid(&list, "H5", last));
    assert_false(code_is_valid(&list, "H5", last + 1));
    assert_false(code_is_valid(&list, "K3", last));
    assert_true(code_is_valid(&list, "K3", last + 1));
    assert_true(code_is_valid(&list, "6", last + 20000));
    assert_true(code_is_valid(&list, "no such code", last));
    remove_folder(folder);
    arena_release(&arena);
}

static void random_spellings_never_crash_the_rules(void **state)
{
    (void)state;
    static const char likely[] = "3A6BN1()[]:-.,> '\"gphealth services police\xC2\xA0\xC3\xA2";
    struct arena arena = {0};
    struct error error = {0};
    const char *folder = temporary_folder(&arena);
    struct code_list list;
    assert_true(code_list_load(&arena, write_file(&arena, folder, "list.csv", list_text), &list, &error));
    srand(7);
    for (size_t i = 0; i < 20000; i++) {
        char spelling[700];
        size_t length = (size_t)rand() % (i % 100 == 0 ? sizeof spelling : 40);
        for (size_t j = 0; j < length; j++)
            spelling[j] = likely[(size_t)rand() % (sizeof likely - 1)];
        spelling[length] = '\0';
        code_list_find(&list, spelling);
    }
    remove_folder(folder);
    arena_release(&arena);
}

/* ---- shipped lists ---- */

/* Loading refuses a spelling of two codes; so that all load is that none has two. */
static void no_shipped_list_gives_a_spelling_two_codes(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    const char *const *names = NULL;
    size_t count = 0;
    assert_true(folder_list(&arena, "ingest/codes", "*.csv", &names, &count, &error));
    assert_true(count > 30);
    for (size_t i = 0; i < count; i++) {
        struct code_list list;
        if (!code_list_load(&arena, arena_format(&arena, "ingest/codes/%s", names[i]), &list, &error))
            fail_msg("%s", error.message);
        for (size_t j = 0; j < list.spellings.count; j++)
            assert_string_equal(code_list_find(&list, list.spellings.keys[j]), list.meant[j]->name);
    }
    arena_release(&arena);
}

/* ---- in a table ---- */

static const char model[] = "{\"tables\":{\"stays\":{\"key\":\"id\",\"when\":\"start\",\"until\":\"end\"}}}";
static const char mapping[] =
    "{\"mapping\":\"m\",%s\"extracts\":[{\"file\":\"*.csv\",\"table\":\"stays\",\"columns\":{"
    "\"id\":{\"type\":\"id\",\"required\":true},\"start\":{\"type\":\"date\"},\"end\":{\"type\":\"date\"},"
    "\"place\":{\"type\":\"code\",\"codes\":\"%s/places.csv\"},"
    "\"next\":{\"type\":\"code\",\"codes\":\"%s/places.csv\",\"dated_by\":\"end\"}}}]}";

struct table_job {
    struct arena arena;
    const char *home;
    struct dataset dataset;
    struct findings findings;
    struct ingest_report report;
};

static void read_stays(struct table_job *job, const char *severity, const char *rows)
{
    *job = (struct table_job){0};
    struct error error = {0};
    job->home = temporary_folder(&job->arena);
    write_file(&job->arena, job->home, "places.csv", list_text);
    write_file(&job->arena, job->home, "ingest/model.json", model);
    write_file(&job->arena, job->home, "in/stays.csv", rows);
    const char *text = arena_format(&job->arena, mapping, severity, job->home, job->home);
    struct extract_folder folder = {.path = arena_format(&job->arena, "%s/in", job->home),
                                    .shown = "in",
                                    .mapping = write_file(&job->arena, job->home, "m.json", text)};
    struct ingest_request request = {.home = job->home,
                                     .folders = &folder,
                                     .folder_count = 1,
                                     .as_at = day_from_date((struct date){2026, 3, 31})};
    if (!ingest_run(&job->arena, &request, &job->dataset, &job->findings, &job->report, &error))
        fail_msg("%s", error.message);
}

static void close_stays(struct table_job *job)
{
    remove_folder(job->home);
    arena_release(&job->arena);
}

static void a_retired_code_is_found_and_kept(void **state)
{
    (void)state;
    struct table_job job;
    read_stays(&job, "",
               "id,start,end,place,next\n"
               "1,31/03/2024,01/04/2024,H5,H5\n"     /* next is used a day too late */
               "2,01/04/2024,01/05/2024,H5 - x,K3\n" /* place is */
               "3,31/03/2024,,K3,H5\n"               /* place is used a day too soon; next has no day */
               "4,,,H5,6\n");
    assert_int_equal(job.findings.counts[FINDING_RETIRED_CODE], 3);
    assert_int_equal(job.findings.items[0].line, 2);
    assert_string_equal(job.findings.items[0].header, "next");
    assert_int_equal(job.findings.items[1].line, 3);
    assert_string_equal(job.findings.items[1].header, "place");
    assert_int_equal(job.findings.items[2].line, 4);
    assert_int_equal(job.findings.items[0].severity, SEVERITY_WARNING);
    const struct table *table = &job.dataset.tables[dataset_table(&job.dataset, "stays")];
    assert_int_equal(table->row_count, 4);
    assert_string_equal(job.dataset.words.words[table->columns[3].code[1]], "H5");
    close_stays(&job);
}

static void a_mapping_says_how_bad_a_finding_is(void **state)
{
    (void)state;
    static const char rows[] = "id,start,end,place,next\n1,yesterday,,H5,\n1,,,K9,\n2,01/05/2024,,H5,\n";
    struct table_job job;
    read_stays(&job, "", rows);
    assert_int_equal(findings_worst(&job.findings), SEVERITY_ERROR);
    close_stays(&job);
    read_stays(&job,
               "\"severity\":{\"duplicate_key\":\"note\",\"bad_date\":\"note\",\"retired_code\":\"note\"},",
               rows);
    assert_int_equal(job.findings.counts[FINDING_DUPLICATE_KEY], 1);
    assert_int_equal(job.findings.severity_counts[SEVERITY_NOTE], 3);
    assert_int_equal(findings_worst(&job.findings), SEVERITY_WARNING); /* the unknown code's own */
    close_stays(&job);
    read_stays(&job, "\"severity\":{\"retired_code\":\"stop\"},", rows);
    assert_int_equal(findings_worst(&job.findings), SEVERITY_STOP);
    close_stays(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_read_in_the_wrong_encoding_is_repaired),
        cmocka_unit_test(the_value_form_of_a_spelling_is_its_words),
        cmocka_unit_test(rules_recognise_what_the_list_need_not_spell_out),
        cmocka_unit_test(a_code_is_valid_from_its_first_to_its_last_day),
        cmocka_unit_test(random_spellings_never_crash_the_rules),
        cmocka_unit_test(no_shipped_list_gives_a_spelling_two_codes),
        cmocka_unit_test(a_retired_code_is_found_and_kept),
        cmocka_unit_test(a_mapping_says_how_bad_a_finding_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
