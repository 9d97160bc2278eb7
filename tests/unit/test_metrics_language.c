/* What a catalogue can say, on small tables: each answer worked out by hand. */
#include "base/text.h"
#include "metrics/own_tables.h"
#include "tests/support/bench.h"
#include "tests/support/files.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int set_up(void **state)
{
    struct bench *bench = test_malloc(sizeof *bench);
    bench_open(bench);
    bench_units(bench, "county,Exampleshire,\nnorth,North,county\nn1,North 1,north\nn2,North 2,north\n");
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    bench_close(*state);
    test_free(*state);
    return 0;
}

/* A catalogue with `quotes` for quotes. */
static const char *write_catalogue(struct bench *bench, const char *text)
{
    char *copy = arena_copy_text(&bench->arena, text);
    for (char *at = copy; *at; at++)
        if (*at == '`')
            *at = '"';
    return write_file(&bench->arena, bench->folder, "language.json", copy);
}

static void load(struct bench *bench, const char *text)
{
    const char *path = write_catalogue(bench, text);
    bench_catalogue(bench, &path, 1);
    bench->targets = (struct targets){0};
}

static void measure(struct bench *bench, const char *as_at, int periods)
{
    if (!bench_measure(bench, as_at, periods))
        fail_msg("%s", bench->error.message);
}

/* "breakdown category numerator/denominator" of each series of an indicator in a unit, in the last period. */
static const char *series_of(struct bench *bench, const char *indicator, const char *unit)
{
    struct text text = text_in(&bench->arena);
    int wanted = catalogue_find(&bench->catalogue, indicator), place = units_find(&bench->units, unit);
    text_add(&text, "");
    for (size_t i = 0; i < bench->results.series_count; i++) {
        const struct series *one = &bench->results.series[i];
        const struct figure *figure = &one->figures[bench->results.period_count - 1];
        if ((int)one->indicator == wanted && (int)one->unit == place && *one->breakdown)
            text_add_format(&text, "%s%s %s %g", text.length ? ", " : "", one->breakdown, one->category,
                            figure->numerator);
    }
    return text.bytes;
}

#define INDICATOR(id, format, window, measures)                                                              \
    "{`id`:`" id "`,`title`:`t`,`theme`:`x`,`format`:`" format                                               \
    "`,`better`:`lower`,`decimals`:2,`window`:" window "," measures ",`definition`:`d`,`source`:`s`}"
#define CATALOGUE(more, indicators)                                                                          \
    "{`themes`:[{`id`:`x`,`title`:`X`}]," more "`indicators`:[" indicators "]}"

static const char *const workers =
    "table workers key=worker_id when=start_date until=end_date unit=team\n"
    "worker_id:text start_date:date end_date:date team:text fte:number cases:number\n"
    "w1 2016-01-01 . n1 1 18\n"
    "w2 2016-01-01 . n1 0.5 11\n"
    "w3 2016-01-01 . n2 1 12\n"
    "w4 2016-01-01 2017-03-31 n2 1 90\n";

static void measures_how_evenly_work_is_shared(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, workers);
#define OPEN "`table`:`workers`,`open`:[`start_date`,`end_date`]"
    load(
        bench,
        CATALOGUE(
            "",
            INDICATOR("most", "count", "`snapshot`", "`numerator`:{" OPEN ",`max`:`cases / fte`}") "," INDICATOR(
                "least", "count", "`snapshot`",
                "`numerator`:{" OPEN
                ",`min`:`cases / fte`}") "," INDICATOR("spread", "ratio", "`snapshot`",
                                                       "`denominator`:{" OPEN ",`mean`:`cases / fte`},"
                                                       "`numerator`:{`stdev`:`cases / "
                                                       "fte`}") "," INDICATOR("weeks", "ratio",
                                                                              "`snapshot"
                                                                              "`",
                                                                              "`numerato"
                                                                              "r`:{" OPEN ",`mean`:`"
                                                                              "days("
                                                                              "start_"
                                                                              "date, "
                                                                              "window_"
                                                                              "end) / "
                                                                              "7`}")));
    measure(bench, "2017-03-31", 1);
    /* 18, 22 and 12 a full-time worker: a mean of 17.33, a deviation of sqrt(152/9) = 4.11. */
    static const struct bench_case cases[] = {
        {"most", "county", 0, " of 3 = 22.00"},  {"most", "n2", 0, " of 1 = 12.00"},
        {"least", "county", 0, " of 3 = 12.00"}, {"spread", "county", 0, "4.11 of 17.33 = 0.24"},
        {"spread", "n2", 0, "0 of 12 = 0.00"},   {"weeks", "n2", 0, "65 of 1 = 65.00"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *line = bench_line(bench, cases[i].indicator, cases[i].unit, 0);
        const char *wanted = cases[i].line + (*cases[i].line == ' ');
        if (!strstr(line, wanted))
            fail_msg("%s of %s is %s, not %s", cases[i].indicator, cases[i].unit, line, wanted);
    }
}

static const char *const referrals =
    "table people key=child_id child=child_id\n"
    "child_id:text gender:text birth_date:date family_id:text\n"
    "A F 2010-01-01 f1\n"
    "B M 2014-06-15 f1\n"
    "C M .          f2\n"
    "D .  2016-01-01 f2\n"
    "\n"
    "table referrals key=referral_id child=child_id when=date until=end_date unit=team child_id->people\n"
    "referral_id:text child_id:text date:date end_date:date team:text nfa:flag family_id:text\n"
    "r1 A 2017-03-05 2017-03-09 n1 n f1\n"
    "r2 A 2017-03-05 .          n2 y f1\n"
    "r3 B 2017-03-05 .          n1 n f1\n"
    "r4 C 2017-03-07 2017-03-20 n2 n f2\n"
    "r5 D 2017-02-07 2017-02-20 n2 . f2\n"
    "r6 E 2017-03-08 .          .  n .\n"
    "r7 E 2017-03-09 .          n1 n .\n";

#define AT "`table`:`referrals`,`at`:`date`"

static void counts_what_came_twice_on_a_day_once(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    load(
        bench,
        CATALOGUE(
            "",
            INDICATOR("all", "count", "`month`", "`numerator`:{" AT "}") "," INDICATOR("once", "count", "`month`", "`numerator`:{" AT ",`once_per`:`child_id`}") "," INDICATOR(
                "kept_first", "count", "`month`",
                "`numerator`:{" AT ",`once_per`:`child_id`,`where`:`not "
                "nfa`}") "," INDICATOR("nfa", "percent", "`month`",
                                       "`denominator`:{" AT ",`once_per`:`"
                                       "child_id`},`"
                                       "numerator`:{`"
                                       "where`:`nfa`"
                                       "}") "," INDICATOR("familie"
                                                          "s",
                                                          "count",
                                                          "`month"
                                                          "`",
                                                          "`numera"
                                                          "tor`:"
                                                          "{" AT ",`once_"
                                                          "per`:`"
                                                          "family_"
                                                          "id`}") "," INDICATOR("open_once", "count",
                                                                                "`snapshot`",
                                                                                "`numerator`:{`table`:`"
                                                                                "referrals`,`open`:[`date`,`"
                                                                                "end_date`],"
                                                                                "`once_per`:`child_id`}")));
    measure(bench, "2017-03-31", 2);
    static const struct bench_case cases[] = {
        {"all", "county", 0, "6 = 6.00"},
        {"once", "county", 0, "5 = 5.00"},   /* A's two of the 5th are one; E's are of two days */
        {"once", "n1", 0, "2 = 2.00"},       /* the later line, of n2, is A's */
        {"kept_first", "n1", 0, "3 = 3.00"}, /* what the condition leaves out is left out first */
        {"nfa", "county", 0, "1 of 5 = 20.00%"},
        {"families", "county", 0, "4 = 4.00"},  /* f1, f2 and, of no known family, r6 and r7 each */
        {"open_once", "county", 0, "3 = 3.00"}, /* A, B and E: E's later one, of n1 */
        {"open_once", "n1", 0, "2 = 2.00"},
        {"once", "county", 1, "1 = 1.00"}};
    bench_check(bench, cases, COUNT(cases));
}

static void counts_rows_open_on_any_day_of_the_window(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
#define DURING "`numerator`:{`table`:`referrals`,`during`:[`date`,`end_date`]}"
    load(bench, CATALOGUE("", INDICATOR("during", "count", "`month`",
                                        DURING) "," INDICATOR("long", "count", "`12 months`", DURING)));
    measure(bench, "2017-03-31", 3);
    static const struct bench_case cases[] = {{"during", "county", 0, "6 = 6.00"},
                                              {"during", "county", 1, "1 = 1.00"},
                                              {"during", "county", 2, "0 = 0.00"},
                                              {"long", "county", 0, "7 = 7.00"},
                                              {"long", "county", 1, "1 = 1.00"}};
    bench_check(bench, cases, COUNT(cases));
}

static void breaks_a_count_down_by_what_is_known_of_the_child(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    load(bench,
         CATALOGUE(
             "`breakdowns`:{`gender`:{`title`:`Gender`,`of`:`people.gender`,`order`:[`M`,`F`]},"
             "`age`:{`title`:`Age`,`of`:`if(age(people.birth_date, window_end) < 5, 'under 5', '5 and "
             "over')`},"
             "`nfa`:{`title`:`No further action`,`of`:`nfa`}},",
             INDICATOR("n", "count", "`month`",
                       "`by`:[`gender`,`age`,`nfa`],`numerator`:{" AT
                       "}") "," INDICATOR("p", "percent", "`12 months`",
                                          "`by`:[`gender`],`denominator`:{" AT
                                          "},`numerator`:{`where`:`nfa`}") "," INDICATOR("people", "count",
                                                                                         "`12 months`",
                                                                                         "`by`:[`gender`],`"
                                                                                         "numerator`:{`table`"
                                                                                         ":`people`,`at`:`"
                                                                                         "birth_date`}")));
    measure(bench, "2017-03-31", 1);
    assert_string_equal(series_of(bench, "n", "county"),
                        "gender M 2, gender F 2, gender (not known) 2, age 5 and over 2, age under 5 1, "
                        "age (not known) 3, nfa no 5, nfa yes 1");
    assert_string_equal(series_of(bench, "n", "n2"),
                        "gender M 1, gender F 1, age 5 and over 1, age (not known) 1, nfa no 1, nfa yes 1");
    assert_string_equal(series_of(bench, "p", "county"), "gender M 0, gender F 1, gender (not known) 0");
}

/* Where a target is dated, the whole is on its way there and is warned of; no category is. */
static void sets_targets_for_the_whole_and_no_category(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    load(bench, CATALOGUE("`breakdowns`:{`gender`:{`title`:`Gender`,`of`:`people.gender`}},",
                          INDICATOR("n", "count", "`month`", "`by`:[`gender`],`numerator`:{" AT "}")));
    bench_targets(bench, "n,,2017-01-01,<=4,,line,\nn,,2018-01-01,<=2,,,\n");
    measure(bench, "2017-03-31", 1);
    size_t categories = 0;
    for (size_t i = 0; i < bench->results.series_count; i++) {
        const struct series *one = &bench->results.series[i];
        assert_int_equal(one->dated.green.stated,
                         !*one->breakdown && !bench->units.items[one->unit].is_no_team);
        assert_int_equal(one->figures[0].tolerance->green.stated, !*one->breakdown);
        categories += *one->breakdown != '\0';
    }
    assert_true(categories > 0);
}

static void breaks_down_by_a_column_that_was_not_supplied_as_not_known(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    bench->dataset.tables[0].columns[1].supplied = false;
    load(bench, CATALOGUE("`breakdowns`:{`gender`:{`title`:`Gender`,`of`:`people.gender`}},",
                          INDICATOR("n", "count", "`month`", "`by`:[`gender`],`numerator`:{" AT "}")));
    measure(bench, "2017-03-31", 1);
    assert_string_equal(series_of(bench, "n", "county"), "gender (not known) 6");
}

static void refuses_a_breakdown_that_is_no_category(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    load(bench, CATALOGUE("`breakdowns`:{`age`:{`title`:`Age`,`of`:`age(people.birth_date, window_end)`}},",
                          INDICATOR("n", "count", "`month`", "`by`:[`age`],`numerator`:{" AT "}")));
    assert_false(bench_measure(bench, "2017-03-31", 1));
    assert_non_null(
        strstr(bench->error.message, "breakdowns.age: of: a category is a text or a flag, not a number"));
    load(bench, CATALOGUE("`breakdowns`:{`age`:{`title`:`Age`,`of`:`people.sex`}},",
                          INDICATOR("n", "count", "`month`", "`by`:[`age`],`numerator`:{" AT "}")));
    assert_false(bench_measure(bench, "2017-03-31", 1));
    assert_non_null(strstr(bench->error.message, "no column \"sex\" in people"));
}

static void works_out_an_indicator_for_several_windows(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    load(bench, CATALOGUE("", INDICATOR("n", "count", "[`12 months`,`month`,`36 months`]",
                                        "`numerator`:{" AT
                                        "}") "," INDICATOR("m", "count", "`month`", "`numerator`:{" AT "}")));
    bench_targets(bench, "n,,2000-01-01,<=7,,,\n");
    measure(bench, "2017-03-31", 1);
    assert_int_equal(bench->catalogue.count, 4);
    assert_string_equal(bench_line(bench, "n", "county", 0), "7 = 7.00 green");
    int month = catalogue_find_window(&bench->catalogue, "n", WINDOW_MONTH);
    const struct series *further = result_find(&bench->results, (size_t)month, 0);
    assert_true(bench->catalogue.items[month].further_window);
    assert_true(further->figures[0].value == 6);
    /* A target for twelve months says nothing of one. */
    assert_int_equal(further->figures[0].rating, RATING_NONE);
    assert_int_equal(catalogue_find(&bench->catalogue, "m"), 3);
}

static void relates_rows_by_a_column_that_both_have(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    load(bench, CATALOGUE("", INDICATOR("siblings", "count", "`month`",
                                        "`numerator`:{" AT
                                        ",`once_per`:`family_id`,`where`:`distinct(referrals.child_id by "
                                        "family_id where date = this.date) > 1`}")));
    measure(bench, "2017-03-31", 1);
    assert_string_equal(bench_line(bench, "siblings", "county", 0), "1 = 1.00");
}

static void tells_of_its_own_figures_and_of_the_files_read(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench,
                 arena_format(&bench->arena, "%s\ntable figures unsupplied\ntable extract_files unsupplied\n",
                              referrals));
    load(
        bench,
        CATALOGUE(
            "",
            INDICATOR("green", "count", "`month`", "`numerator`:{`table`:`figures`,`at`:`period_end`,`where`:`rating = 'green'`}") "," INDICATOR(
                "told", "percent", "`month`",
                "`denominator`:{`table`:`figures`,`at`:`period_end`},"
                "`numerator`:{`where`:`available`}") "," INDICATOR("n", "count", "[`month`,`12 months`]",
                                                                   "`numerator`:{" AT
                                                                   "}") "," INDICATOR("p", "percent",
                                                                                      "`month`",
                                                                                      "`denominator`:{" AT
                                                                                      "},`numerator`:{`where`"
                                                                                      ":`nfa`}") "," INDICATOR("files",
                                                                                                               "percent",
                                                                                                               "`month`",
                                                                                                               "`denominator`:{`table`:`extract_files`,`at`:`date`,`sum`:`rows_read`},"
                                                                                                               "`numerator`:{`sum`:`rows_with_findings`}")));
    bench_targets(bench, "n,,2000-01-01,<=2,,,\n");
    measure(bench, "2017-03-31", 2);
    static const struct bench_case cases[] = {
        {"green", "county", 0, "0 = 0.00"}, /* each unit for itself: those below do not add to it */
        {"green", "n1", 0, "0 = 0.00"},
        {"green", "n2", 0, "1 = 1.00"},
        {"green", "county", 1, "1 = 1.00"},
        {"told", "n1", 1, "1 of 3 = 33.33%"}, /* no referrals: none of which to take a share */
        {"told", "county", 0, "2 of 3 = 66.67%"},
        {"files", "county", 0, "n/a no_table"}};
    bench_check(bench, cases, COUNT(cases));
}

static void counts_each_row_with_findings_of_a_file_once(void **state)
{
    struct bench *bench = *state;
    struct dataset dataset = dataset_from_text(&bench->arena, "table extract_files unsupplied\n");
    struct file_report files[] = {
        {.file = "a.csv", .table = "people", .rows_read = 10, .rows_loaded = 9, .rows_set_aside = 1},
        {.file = "b.csv", .table = "people", .rows_read = 5, .rows_loaded = 5}};
    struct ingest_report report = {.files = files, .file_count = 2};
    struct findings findings = findings_in(&bench->arena);
    static const struct finding found[] = {
        {.rule = FINDING_BAD_DATE, .table = "people", .file = "a.csv", .line = 3},
        {.rule = FINDING_BAD_NUMBER, .table = "people", .file = "a.csv", .line = 3},
        {.rule = FINDING_BAD_DATE, .table = "people", .file = "a.csv", .line = 7},
        {.rule = FINDING_CHECK_FAILED, .table = "people", .file = "a.csv", .line = 3},
        {.rule = FINDING_DELIMITER, .table = "people", .file = "b.csv", .line = 2}, /* a note */
        {.rule = FINDING_BAD_DATE, .table = "people", .file = "b.csv", .line = 0}}; /* of the file */
    for (size_t i = 0; i < COUNT(found); i++)
        findings_add(&findings, found[i]);
    own_tables_supply(&bench->arena, &dataset, &bench->units, &report, &findings, 0);
    const struct table *table = &dataset.tables[0];
    const struct column *rows = &table->columns[table_column(table, "rows_with_findings")];
    assert_int_equal(table->row_count, 2);
    assert_true(rows->number[0] == 2 && rows->number[1] == 0);
    assert_string_equal(dataset.words.words[table->columns[table_column(table, "unit")].code[0]], "county");
}

static void comes_to_the_same_on_one_thread_and_on_many(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, referrals);
    load(bench,
         CATALOGUE(
             "`breakdowns`:{`gender`:{`title`:`Gender`,`of`:`people.gender`}},",
             INDICATOR(
                 "a", "count", "[`month`,`12 months`]",
                 "`by`:[`gender`],`numerator`:{" AT
                 "}") "," INDICATOR("b", "percent", "`month`",
                                    "`by`:[`gender`],`denominator`:{" AT ",`once_per`:`child_id`},"
                                    "`numerator`:{`where`:`exists(referrals where date < this.date)`}")));
    const char *lines[2];
    for (size_t threads = 1; threads <= 8; threads += 7) {
        bench->threads = threads;
        measure(bench, "2017-03-31", 12);
        lines[threads > 1] =
            arena_format(&bench->arena, "%s %s %zu %zu", series_of(bench, "a", "county"),
                         series_of(bench, "b", "county"), bench->results.series_count, bench->findings.count);
    }
    assert_string_equal(lines[0], lines[1]);
    bench->threads = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_how_evenly_work_is_shared),
        cmocka_unit_test(counts_what_came_twice_on_a_day_once),
        cmocka_unit_test(counts_rows_open_on_any_day_of_the_window),
        cmocka_unit_test(breaks_a_count_down_by_what_is_known_of_the_child),
        cmocka_unit_test(sets_targets_for_the_whole_and_no_category),
        cmocka_unit_test(breaks_down_by_a_column_that_was_not_supplied_as_not_known),
        cmocka_unit_test(refuses_a_breakdown_that_is_no_category),
        cmocka_unit_test(works_out_an_indicator_for_several_windows),
        cmocka_unit_test(relates_rows_by_a_column_that_both_have),
        cmocka_unit_test(tells_of_its_own_figures_and_of_the_files_read),
        cmocka_unit_test(counts_each_row_with_findings_of_a_file_once),
        cmocka_unit_test(comes_to_the_same_on_one_thread_and_on_many),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
