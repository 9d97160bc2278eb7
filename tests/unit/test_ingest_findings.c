#include "base/text.h"
#include "ingest/findings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void each_rule_says_what_it_means_and_what_to_do(void **state)
{
    (void)state;
    for (size_t rule = 0; rule < FINDING_RULE_COUNT; rule++) {
        const struct finding_rule_text *text = finding_rule_text((enum finding_rule)rule);
        assert_non_null(text->name);
        assert_non_null(text->meaning);
        assert_non_null(text->cure);
        for (size_t other = 0; other < rule; other++)
            assert_false(text_equal(text->name, finding_rule_text((enum finding_rule)other)->name));
    }
    assert_string_equal(finding_rule_text(FINDING_BAD_DATE)->name, "bad_date");
    assert_string_equal(finding_rule_text(FINDING_NO_UNIT)->name, "no_unit");
}

static void severities_have_the_names_people_write(void **state)
{
    (void)state;
    assert_string_equal(severity_name(SEVERITY_NOTE), "note");
    assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
    assert_string_equal(severity_name(SEVERITY_ERROR), "error");
    assert_string_equal(severity_name(SEVERITY_STOP), "stop");
}

static void a_column_has_the_letter_a_spreadsheet_shows(void **state)
{
    (void)state;
    static const struct {
        int column;
        const char *letters;
    } cases[] = {{0, "A"},     {25, "Z"},        {26, "AA"},   {27, "AB"},     {51, "AZ"},
                 {52, "BA"},   {701, "ZZ"},      {702, "AAA"}, {16383, "XFD"}, {18277, "ZZZ"},
                 {18278, "?"}, {INT32_MAX, "?"}, {-1, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char letters[4];
        column_letter(cases[i].column, letters);
        assert_string_equal(letters, cases[i].letters);
    }
}

static void the_worst_severity_is_the_highest_found(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = findings_in(&arena);
    assert_int_equal(findings_worst(&findings), -1);
    findings_add(&findings, (struct finding){.rule = FINDING_PLACEHOLDER, .table = "t"});
    assert_int_equal(findings_worst(&findings), SEVERITY_NOTE);
    findings_add(&findings, (struct finding){.rule = FINDING_DUPLICATE_KEY, .table = "t"});
    findings_add(&findings, (struct finding){.rule = FINDING_BAD_DATE, .table = "t"});
    assert_int_equal(findings_worst(&findings), SEVERITY_ERROR);
    arena_release(&arena);
}

static void counts_all_and_keeps_the_first_ten_thousand_of_each_rule(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = findings_in(&arena);
    for (uint32_t line = 1; line <= 10007; line++)
        findings_add(&findings, (struct finding){.rule = FINDING_BAD_DATE, .table = "t", .line = line});
    findings_add(&findings, (struct finding){.rule = FINDING_BAD_FLAG, .table = "t", .line = 5});
    assert_int_equal(findings.counts[FINDING_BAD_DATE], 10007);
    assert_int_equal(findings.kept[FINDING_BAD_DATE], 10000);
    assert_int_equal(findings.count, 10001);
    assert_int_equal(findings.items[9999].line, 10000);
    assert_int_equal(findings.items[10000].rule, FINDING_BAD_FLAG);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_says_what_it_means_and_what_to_do),
        cmocka_unit_test(severities_have_the_names_people_write),
        cmocka_unit_test(a_column_has_the_letter_a_spreadsheet_shows),
        cmocka_unit_test(the_worst_severity_is_the_highest_found),
        cmocka_unit_test(counts_all_and_keeps_the_first_ten_thousand_of_each_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
