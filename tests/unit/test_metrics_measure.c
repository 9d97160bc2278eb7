/* The engine, on small tables: what counts where and when, and what is not available and why. */
#include "base/text.h"
#include "tests/support/bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const tree =
    "county,Exampleshire,\nnorth,North,county\nn1,North 1,north\nn2,North 2,north\n"
    "south,South,county\ns1,South 1,south\n";

static int set_up(void **state)
{
    struct bench *bench = test_malloc(sizeof *bench);
    bench_open(bench);
    bench_units(bench, tree);
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    bench_close(*state);
    test_free(*state);
    return 0;
}

static void measure(struct bench *bench, const char *as_at, int periods)
{
    if (!bench_measure(bench, as_at, periods))
        fail_msg("%s", bench->error.message);
}

#define CASES   "table cases key=case_id child=child_id when=start_date until=end_date unit=team\n"
#define COLUMNS "case_id:text child_id:text start_date:date end_date:date cost:number met:flag team:text\n"

/* Child A is known to two teams of the north; 6 and 7 name no team of the tree. */
static const char *const seven_cases = CASES COLUMNS "1 A 2017-03-01 2017-03-31 10  y n1\n"
                                                     "2 A 2017-03-02 2017-04-01 20  n n2\n"
                                                     "3 B 2017-03-03 .          30  y n2\n"
                                                     "4 C 2017-03-04 .          100 . s1\n"
                                                     "5 D 2017-03-31 .          .   y S1\n"
                                                     "6 E 2017-03-06 .          5   y .\n"
                                                     "7 A 2017-03-07 .          6   n elsewhere\n";

#define AT   "`table`:`cases`,`at`:`start_date`"
#define OPEN "`table`:`cases`,`open`:[`start_date`,`end_date`]"

static const struct bench_indicator seven_indicators[] = {
    {"opened", "count", "month", 0, "`numerator`:{" AT "}"},
    {"closed", "count", "month", 0, "`numerator`:{`table`:`cases`,`at`:`end_date`}"},
    {"open", "count", "snapshot", 0, "`numerator`:{" OPEN "}"},
    {"cost", "currency", "month", 0, "`numerator`:{" AT ",`sum`:`cost`}"},
    {"mean", "currency", "month", 1, "`numerator`:{" AT ",`mean`:`cost`}"},
    {"median", "currency", "month", 1, "`numerator`:{" AT ",`median`:`cost`}"},
    {"p90", "currency", "month", 1, "`numerator`:{" AT ",`percentile`:`cost`,`percent`:90}"},
    {"children", "count", "month", 0, "`numerator`:{" AT ",`distinct`:`child_id`}"},
    {"met", "percent", "month", 1, "`denominator`:{" AT "},`numerator`:{`where`:`met`}"},
    {"met_children", "percent", "month", 1,
     "`denominator`:{" AT ",`distinct`:`child_id`},`numerator`:{`where`:`met`}"},
    {"met_only", "count", "month", 0, "`numerator`:{" AT ",`where`:`met`}"},
    {"met_by_cost", "ratio", "month", 2,
     "`denominator`:{" AT ",`sum`:`cost`},`numerator`:{`where`:`met`,`sum`:`1`}"},
    {"of_met", "percent", "month", 1,
     "`denominator`:{" AT ",`where`:`met`},`numerator`:{`where`:`cost > 9`}"},
};

static void use_seven(struct bench *bench)
{
    bench_tables(bench, seven_cases);
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    measure(bench, "2017-04-30", 2);
}

static void adds_counts_and_sums_up_the_tree(void **state)
{
    static const struct bench_case cases[] = {
        {"opened", "n1", 1, "1 = 1"},
        {"opened", "n2", 1, "2 = 2"},
        {"opened", "north", 1, "3 = 3"},
        {"opened", "south", 1, "2 = 2"},
        {"opened", "(no team)", 1, "2 = 2"},
        {"opened", "county", 1, "7 = 7"},
        {"opened", "county", 0, "0 = 0"},
        {"cost", "north", 1,
         "60 = \xC2\xA3"
         "60"},
        {"cost", "county", 1,
         "171 = \xC2\xA3"
         "171 (1 unknown)"},
        {"cost", "(no team)", 1,
         "11 = \xC2\xA3"
         "11"},
        {"mean", "north", 1,
         "60 of 3 = \xC2\xA3"
         "20.0"},
        {"met_only", "county", 1, "4 = 4 (1 unknown)"},
        {"met_only", "s1", 1, "1 = 1 (1 unknown)"},
    };
    struct bench *bench = *state;
    use_seven(bench);
    bench_check(bench, cases, COUNT(cases));
}

/* A median of teams' medians is nobody's median, and a child in two teams is one child. */
static void works_out_medians_and_distincts_again_at_each_level(void **state)
{
    static const struct bench_case cases[] = {
        {"median", "n1", 1,
         "of 1 = \xC2\xA3"
         "10.0"},
        {"median", "n2", 1,
         "of 2 = \xC2\xA3"
         "25.0"},
        {"median", "north", 1,
         "of 3 = \xC2\xA3"
         "20.0"},
        {"median", "county", 1,
         "of 6 = \xC2\xA3"
         "15.0 (1 unknown)"},
        {"p90", "north", 1,
         "of 3 = \xC2\xA3"
         "28.0"},
        {"p90", "county", 1,
         "of 6 = \xC2\xA3"
         "65.0 (1 unknown)"},
        {"mean", "county", 1,
         "171 of 6 = \xC2\xA3"
         "28.5 (1 unknown)"},
        {"children", "n1", 1, "1 = 1"},
        {"children", "n2", 1, "2 = 2"},
        {"children", "north", 1, "2 = 2"},
        {"children", "county", 1, "5 = 5"},
        {"met_children", "north", 1, "2 of 2 = 100.0%"},
        {"met_children", "county", 1, "4 of 5 = 80.0% (1 unknown)"},
    };
    struct bench *bench = *state;
    use_seven(bench);
    bench_check(bench, cases, COUNT(cases));
}

/* A row that ends on the last day is closed; one that starts that day is open. */
static void is_open_from_its_first_day_until_the_day_it_ends(void **state)
{
    static const struct bench_case cases[] = {
        {"open", "n1", 1, "0 = 0"},   {"open", "n2", 1, "2 = 2"},   {"open", "n2", 0, "1 = 1"},
        {"open", "s1", 1, "2 = 2"},   {"closed", "n1", 1, "1 = 1"}, {"closed", "n2", 0, "1 = 1"},
        {"closed", "n2", 1, "0 = 0"},
    };
    struct bench *bench = *state;
    use_seven(bench);
    bench_check(bench, cases, COUNT(cases));
}

static void has_no_figure_where_there_is_nothing_to_work_with(void **state)
{
    static const struct bench_case cases[] = {
        {"met", "county", 0, "0 of 0 = n/a no_denominator"},
        {"mean", "county", 0, "n/a no_data"},
        {"median", "county", 0, "n/a no_data"},
        {"cost", "county", 0,
         "0 = \xC2\xA3"
         "0"},
        {"children", "county", 0, "0 = 0"},
        {"missing_cost", "county", 1, "n/a (7 unknown) no_data"},
        {"missing_cost", "county", 0,
         "0 = \xC2\xA3"
         "0"},
        {"missing_mean", "county", 1, "n/a (7 unknown) no_data"},
        {"missing_of", "county", 1, "0 of 0 = n/a (7 unknown) no_denominator"},
        {"missing_part", "county", 1, "of 7 = n/a (7 unknown) no_data"},
    };
    static const struct bench_indicator more[] = {
        {"met", "percent", "month", 1, "`denominator`:{" AT "},`numerator`:{`where`:`met`}"},
        {"mean", "currency", "month", 1, "`numerator`:{" AT ",`mean`:`cost`}"},
        {"median", "currency", "month", 1, "`numerator`:{" AT ",`median`:`cost`}"},
        {"cost", "currency", "month", 0, "`numerator`:{" AT ",`sum`:`cost`}"},
        {"children", "count", "month", 0, "`numerator`:{" AT ",`distinct`:`child_id`}"},
        {"missing_cost", "currency", "month", 0,
         "`numerator`:{" AT ",`sum`:`cost / 0.0001 / (cost - cost)`}"},
        {"missing_mean", "currency", "month", 0,
         "`numerator`:{" AT ",`mean`:`1 / (coalesce(cost, 0) - coalesce(cost, 0))`}"},
        {"missing_of", "ratio", "month", 0,
         "`denominator`:{" AT
         ",`sum`:`1 / (coalesce(cost, 0) - coalesce(cost, 0))`},`numerator`:{`where`:`true`}"},
        {"missing_part", "ratio", "month", 0,
         "`denominator`:{" AT
         ",`sum`:`1`},`numerator`:{`sum`:`1 / (coalesce(cost, 0) - coalesce(cost, 0))`}"},
    };
    struct bench *bench = *state;
    bench_tables(bench, seven_cases);
    bench_indicators(bench, more, COUNT(more));
    bench_targets(bench, "met,,2010-01-01,<=100,,,\n");
    measure(bench, "2017-04-30", 2);
    bench_check(bench, cases, COUNT(cases));
    const struct figure *figure = bench_figure(bench, "met", "county", 0);
    assert_true(isnan(figure->value) && isnan(figure->shown));
    assert_int_equal(figure->rating, RATING_NONE);
    assert_int_equal(figure->direction.movement, MOVEMENT_UNKNOWN);
    assert_int_equal(bench_figure(bench, "met", "county", 1)->rating, RATING_GREEN);
}

/* Unknown in a denominator leaves the row out; in a numerator it is not met. Both are counted. */
static void counts_what_could_not_be_told(void **state)
{
    static const struct bench_case cases[] = {
        {"met", "county", 1, "4 of 7 = 57.1% (1 unknown)"},
        {"met", "s1", 1, "1 of 2 = 50.0% (1 unknown)"},
        {"met", "n2", 1, "1 of 2 = 50.0%"},
        {"of_met", "county", 1, "2 of 4 = 50.0% (2 unknown)"},
        {"of_met", "s1", 1, "0 of 1 = 0.0% (2 unknown)"},
        {"met_by_cost", "county", 1,
         "3 of 171 = 0.02 (2 unknown)"}, /* 5 has no cost, and is out on both sides */
    };
    struct bench *bench = *state;
    use_seven(bench);
    bench_check(bench, cases, COUNT(cases));
}

static void reports_a_row_of_no_unit_once(void **state)
{
    struct bench *bench = *state;
    use_seven(bench);
    assert_int_equal(bench->findings.count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct finding *finding = &bench->findings.items[i];
        assert_int_equal(finding->rule, i == 0 ? FINDING_NO_UNIT : FINDING_UNKNOWN_UNIT);
        assert_string_equal(finding->file, "cases.csv");
        assert_int_equal(finding->line, 7 + i); /* the sixth and seventh rows, below the header */
        assert_int_equal(finding->column, -1);
    }
}

/* Two councils in one file of published figures: a row of neither has no organisation it could count in. */
static void keeps_several_roots_apart(void **state)
{
    static const struct bench_case cases[] = {{"opened", "kirklees", 0, "1 = 1"},
                                              {"opened", "leeds", 0, "2 = 2"}};
    struct bench *bench = *state;
    bench_units(bench, "kirklees,Kirklees,\nleeds,Leeds,\n");
    bench_tables(bench, CASES COLUMNS "1 A 2017-03-01 . 1 y kirklees\n2 B 2017-03-01 . 1 y LEEDS\n"
                                      "3 C 2017-03-01 . 1 y leeds\n4 D 2017-03-01 . 1 y york\n");
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    measure(bench, "2017-03-31", 1);
    bench_check(bench, cases, COUNT(cases));
    assert_int_equal(bench->results.series_count, 2 * COUNT(seven_indicators));
    assert_int_equal(bench->findings.counts[FINDING_UNKNOWN_UNIT], 1);
}

/* "(no team)" stands in the results only where rows fell to it. */
static void has_no_series_for_no_team_without_stray_rows(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, CASES COLUMNS "1 A 2017-03-01 . 1 y n1\n2 B 2017-01-01 . 1 y .\n");
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    measure(bench, "2017-03-31", 1);
    assert_string_equal(bench_line(bench, "opened", "(no team)", 0), "-");
    assert_string_equal(bench_line(bench, "open", "(no team)", 0), "1 = 1");
    assert_string_equal(bench_line(bench, "opened", "s1", 0), "0 = 0");
    for (size_t i = 1; i < bench->results.series_count; i++) {
        const struct series *before = &bench->results.series[i - 1], *one = &bench->results.series[i];
        assert_true(before->indicator < one->indicator ||
                    (before->indicator == one->indicator && before->unit < one->unit));
    }
}

static void places_rows_where_unit_by_says(void **state)
{
    static const struct bench_indicator own[] = {
        {"by_worker", "count", "snapshot", 0,
         "`numerator`:{" OPEN ",`unit_by`:`latest(moves.team where child_id = this.child_id)`}"},
        {"moved", "count", "month", 0, "`numerator`:{`table`:`moves`,`at`:`date`}"},
    };
    static const struct bench_case cases[] = {
        {"by_worker", "n1", 2, "1 = 1"},        {"by_worker", "n1", 1, "0 = 0"},
        {"by_worker", "s1", 1, "1 = 1"},        {"by_worker", "s1", 0, "1 = 1"},
        {"by_worker", "(no team)", 2, "1 = 1"}, {"by_worker", "county", 0, "2 = 2"},
        {"moved", "(no team)", 2, "1 = 1"},     {"moved", "county", 1, "1 = 1"},
    };
    struct bench *bench = *state;
    bench_tables(bench,
                 CASES COLUMNS "1 A 2017-01-01 . 1 y n2\n2 B 2017-01-01 . 1 y n2\n"
                               "table moves child=child_id when=date\nchild_id:text date:date team:text\n"
                               "A 2017-01-10 n1\nA 2017-02-10 s1\n");
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2017-03-31", 3);
    bench_check(bench, cases, COUNT(cases));
}

static void marks_figures_of_small_numbers(void **state)
{
    static const struct bench_case cases[] = {
        {"met", "north", 0, "2 of 3 = 66.7% small_numbers amber"},
        {"met", "county", 0, "4 of 7 = 57.1% (1 unknown) red"},
        {"met", "n1", 0, "1 of 1 = 100.0% small_numbers green"},
        {"met", "(no team)", 0, "1 of 2 = 50.0% small_numbers"},
        {"opened", "n1", 0, "1 = 1"},
    };
    struct bench *bench = *state;
    bench->small_denominator = 7;
    bench_tables(bench, seven_cases);
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    bench->catalogue.items[catalogue_find(&bench->catalogue, "met")].better = BETTER_HIGHER;
    bench_targets(bench, "met,,2010-01-01,>=80,>=60,,\n");
    measure(bench, "2017-03-31", 1);
    bench_check(bench, cases, COUNT(cases));
}

/* Nobody runs "(no team)". */
static void gives_every_unit_the_dated_target_it_is_on_its_way_to(void **state)
{
    struct bench *bench = *state;
    bench_tables(bench, seven_cases);
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    bench_targets(bench, "met,,2017-01-01,<=90,,line,\nmet,,2018-01-01,<=80,,,\n");
    measure(bench, "2017-03-31", 2);
    size_t with = 0, without = 0;
    for (size_t i = 0; i < bench->results.series_count; i++) {
        const struct series *series = &bench->results.series[i];
        if (!text_equal(bench->catalogue.items[series->indicator].id, "met"))
            continue;
        bool is_no_team = bench->units.items[series->unit].is_no_team;
        assert_int_equal(series->dated.green.stated, !is_no_team);
        with += !is_no_team;
        without += is_no_team;
    }
    assert_int_equal(with, 6);
    assert_int_equal(without, 1);
    measure(bench, "2018-03-31", 2);
    for (size_t i = 0; i < bench->results.series_count; i++)
        assert_false(bench->results.series[i].dated.green.stated);
}

/* Of 10,000 people: the population in force at the period's end; a unit without one has no rate. */
static void divides_by_the_population_of_the_time(void **state)
{
    static const struct bench_indicator own[] = {
        {"rate", "per_10000", "snapshot", 1, "`numerator`:{" OPEN "}"}};
    static const struct bench_case cases[] = {
        {"rate", "county", 2, "0 of 20,000 = 0.0"}, {"rate", "county", 1, "6 of 20,000 = 3.0"},
        {"rate", "county", 0, "5 of 8,000 = 6.3"},  {"rate", "north", 1, "n/a no_population"},
        {"rate", "north", 0, "1 of 1,000 = 10.0"},
    };
    struct bench *bench = *state;
    bench_tables(bench, seven_cases);
    bench_indicators(bench, own, COUNT(own));
    bench_populations(bench, "county,2016-06-30,20000\ncounty,2017-04-30,8000\nnorth,2017-04-01,1000\n");
    measure(bench, "2017-04-30", 3);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *line = bench_line(bench, cases[i].indicator, cases[i].unit, cases[i].back);
        if (strstr(cases[i].line, "no_population"))
            assert_true(text_ends_with(line, cases[i].line));
        else
            assert_string_equal(line, cases[i].line);
    }
    assert_int_equal(bench_figure(bench, "rate", "north", 1)->reason, REASON_NO_POPULATION);
}

static void says_when_an_extract_was_not_supplied(void **state)
{
    static const struct bench_indicator own[] = {
        {"direct", "count", "month", 0,
         "`numerator`:{`table`:`audits`,`at`:`date`,`where`:`any_column = 1`}"},
        {"related", "percent", "month", 1,
         "`denominator`:{" AT "},`numerator`:{`where`:`exists(audits where grade = 'good')`}"},
        {"denominator", "percent", "month", 1,
         "`denominator`:{`table`:`audits`,`at`:`date`},`numerator`:{" AT "}"},
        {"by_unit", "count", "month", 0, "`numerator`:{" AT ",`unit_by`:`latest(audits.team)`}"},
        {"fine", "count", "month", 0, "`numerator`:{" AT "}"},
    };
    static const struct bench_case cases[] = {
        {"direct", "county", 0, "n/a no_table"},
        {"related", "n1", 0, "n/a no_table"},
        {"denominator", "county", 0, "n/a no_table"},
        {"by_unit", "county", 0, "7 = 7"},
        {"by_unit", "n1", 0, "0 = 0"},
        {"by_unit", "(no team)", 0, "7 = 7"},
        {"fine", "county", 0, "7 = 7"},
        {"direct", "(no team)", 0, "-"},
    };
    struct bench *bench = *state;
    bench_tables(bench, arena_format(&bench->arena, "%stable audits unsupplied\n", seven_cases));
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2017-03-31", 1);
    bench_check(bench, cases, COUNT(cases));
}

static void judges_each_period_by_its_own_target_and_the_one_before(void **state)
{
    static const struct {
        int back;
        const char *line, *direction;
    } cases[] = {{3, "1 = 1", ""},
                 {2, "2 = 2 red", "up, worsening"},
                 {1, "2 = 2 amber", "no change"},
                 {0, "1 = 1 stretch green", "down, improving"}};
    struct bench *bench = *state;
    bench_tables(bench,
                 CASES COLUMNS "1 A 2017-01-05 . 1 y n1\n2 A 2017-02-05 . 1 y n1\n3 A 2017-02-06 . 1 y n1\n"
                               "4 A 2017-03-05 . 1 y n1\n5 A 2017-03-06 . 1 y n1\n6 A 2017-04-05 . 1 y n1\n");
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    bench_targets(
        bench, "opened,,2017-02-28,<2,,,\nopened,,2017-03-01,<2,<=2,,\nopened,n1,2017-04-30,<=1,,,stretch\n");
    measure(bench, "2017-04-30", 4);
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_string_equal(bench_line(bench, "opened", "n1", cases[i].back), cases[i].line);
        assert_string_equal(direction_text(bench_figure(bench, "opened", "n1", cases[i].back)->direction),
                            cases[i].direction);
    }
}

/* 1/16 is 6.25 per cent, shown as 6.3, and it is what is shown that is rated. */
static void rates_the_figure_as_it_is_shown(void **state)
{
    struct bench *bench = *state;
    struct text text = text_in(&bench->arena);
    text_add(&text, CASES COLUMNS);
    for (int i = 0; i < 16; i++)
        text_add_format(&text, "%d A 2017-03-01 . 1 %s n1\n", i, i == 0 ? "y" : "n");
    bench_tables(bench, text.bytes);
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    bench_targets(bench, "met,,2010-01-01,<=6.25,<=6.3,,\n");
    measure(bench, "2017-03-31", 1);
    assert_string_equal(bench_line(bench, "met", "n1", 0), "1 of 16 = 6.3% amber");
    assert_true(bench_figure(bench, "met", "n1", 0)->value < 6.26);
}

static void refuses_what_does_not_compile_and_says_where(void **state)
{
    static const struct {
        const char *format, *measures, *message;
    } cases[] = {
        {"count", "`numerator`:{`table`:`case`,`at`:`start_date`}",
         "numerator.table: there is no table \"case\" (did you mean \"cases\"?)"},
        {"percent", "`denominator`:{`table`:`zebra`,`at`:`start_date`}",
         "denominator.table: there is no table \"zebra\""},
        {"count", "`numerator`:{`table`:`cases`,`at`:`strat_date`}",
         "numerator.at: column 1: no column \"strat_date\" in cases (did you mean \"start_date\"?)"},
        {"count", "`numerator`:{`table`:`cases`,`at`:`cost`}",
         "numerator.at: a number is not what is wanted here: cost"},
        {"count", "`numerator`:{`table`:`cases`,`open`:[`team`,`end_date`]}",
         "numerator.open[0]: a text is not what is wanted here: team"},
        {"count", "`numerator`:{`table`:`cases`,`open`:[`start_date`,`end_dat`]}",
         "numerator.open[1]: column 1: no column \"end_dat\""},
        {"count", "`numerator`:{" AT ",`where`:`cost`}",
         "numerator.where: a number is not what is wanted here: cost"},
        {"count", "`numerator`:{" AT ",`where`:`cost > 1 and mett`}",
         "numerator.where: column 14: no column \"mett\" in cases (did you mean \"met\"?)"},
        {"percent", "`denominator`:{" AT "},`numerator`:{`where`:`met and (cost >`}",
         "numerator.where: column 16: wanted"},
        {"percent", "`denominator`:{" AT ",`where`:`team < 'x'`},`numerator`:{`where`:`met`}",
         "denominator.where: column 6: only numbers and dates have an order"},
        {"count", "`numerator`:{" AT ",`sum`:`team`}",
         "numerator.sum: a text is not what is wanted here: team"},
        {"days", "`numerator`:{" AT ",`median`:`start_date`}",
         "numerator.median: a date is not what is wanted here: start_date"},
        {"count", "`numerator`:{" AT ",`distinct`:`met`}",
         "numerator.distinct: a flag is not what is wanted here: met"},
        {"count", "`numerator`:{" AT ",`unit_by`:`cost`}",
         "numerator.unit_by: a number is not what is wanted here: cost"},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct bench_indicator indicators[] = {
            {"sound", "count", "month", 0, "`numerator`:{" AT "}"},
            {"unsound", cases[i].format, "month", 0, cases[i].measures}};
        bench_tables(bench, seven_cases);
        bench_indicators(bench, indicators, COUNT(indicators));
        assert_false(bench_measure(bench, "2017-03-31", 1));
        assert_int_equal(bench->error.kind, ERROR_CONFIG);
        const char *expected =
            arena_format(&bench->arena, "bench.json: indicators[1] (\"unsound\"): %s", cases[i].message);
        if (!text_starts_with(bench->error.message, expected))
            fail_msg("\"%s\" does not say \"%s\"", bench->error.message, expected);
    }
}

static void reads_parameters_of_the_catalogue(void **state)
{
    static const struct bench_indicator own[] = {
        {"dear", "count", "month", 0, "`numerator`:{" AT ",`where`:`cost > limit`}"}};
    struct bench *bench = *state;
    bench_tables(bench, seven_cases);
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2017-03-31", 1);
    assert_string_equal(bench_line(bench, "dear", "county", 0), "3 = 3 (1 unknown)");
}

/* A row is not there before the day it came about, whatever its other dates say, nor when that day is not known. */
static void counts_no_row_before_it_came_about(void **state)
{
    static const struct bench_case cases[] = {{"closed", "n1", 2, "1 = 1"},
                                              {"closed", "n1", 1, "0 = 0"},
                                              {"closed", "n1", 0, "0 = 0"},
                                              {"closed", "county", 2, "1 = 1"}};
    struct bench *bench = *state;
    bench_tables(bench, CASES COLUMNS "1 A 2017-01-01 2017-01-31 1 y n1\n2 B 2017-03-01 2017-01-31 1 y n1\n"
                                      "3 C . 2017-01-31 1 y n1\n4 D 2017-03-01 2017-02-28 1 y n1\n");
    bench_indicators(bench, seven_indicators, COUNT(seven_indicators));
    measure(bench, "2017-03-31", 3);
    bench_check(bench, cases, COUNT(cases));
}

static void measures_a_cohort_when_its_time_has_come(void **state)
{
    static const struct bench_indicator own[] = {
        {"month_later", "percent", "month", 1,
         "`denominator`:{`table`:`cases`,`at`:`add_months(start_date, 1)`},`numerator`:{`where`:`end_date is "
         "present`}"},
        {"due_by_window", "count", "month", 0,
         "`numerator`:{`table`:`cases`,`at`:`if(met, window_end, add_days(window_end, 1))`}"}};
    static const struct bench_case cases[] = {{"month_later", "county", 0, "2 of 7 = 28.6%"},
                                              {"month_later", "county", 1, "0 of 0 = n/a no_denominator"},
                                              {"due_by_window", "county", 1, "4 = 4"},
                                              {"due_by_window", "county", 2, "0 = 0"}};
    struct bench *bench = *state;
    bench_tables(bench, seven_cases);
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2017-04-30", 3);
    bench_check(bench, cases, COUNT(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(adds_counts_and_sums_up_the_tree, set_up, tear_down),
        cmocka_unit_test_setup_teardown(works_out_medians_and_distincts_again_at_each_level, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(is_open_from_its_first_day_until_the_day_it_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_no_figure_where_there_is_nothing_to_work_with, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_what_could_not_be_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reports_a_row_of_no_unit_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_several_roots_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_no_series_for_no_team_without_stray_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(places_rows_where_unit_by_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_figures_of_small_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_every_unit_the_dated_target_it_is_on_its_way_to, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(divides_by_the_population_of_the_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_when_an_extract_was_not_supplied, set_up, tear_down),
        cmocka_unit_test_setup_teardown(judges_each_period_by_its_own_target_and_the_one_before, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(rates_the_figure_as_it_is_shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_does_not_compile_and_says_where, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_parameters_of_the_catalogue, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_no_row_before_it_came_about, set_up, tear_down),
        cmocka_unit_test_setup_teardown(measures_a_cohort_when_its_time_has_come, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
