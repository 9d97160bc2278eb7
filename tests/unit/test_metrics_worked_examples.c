/* Worked examples whose answers were found by hand, measured with the definitions that are shipped wherever there is
 * one. The days are those of the England and Wales bank-holiday table. */
#include "base/text.h"
#include "tests/support/bench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define STANDARD "metrics/catalogue/standard/"

static int set_up(void **state)
{
    struct bench *bench = test_malloc(sizeof *bench);
    bench_open(bench);
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    bench_close(*state);
    test_free(*state);
    return 0;
}

/* The shipped file, then indicators of the test's own. */
static void use_standard(struct bench *bench, const char *file, const struct bench_indicator *own,
                         size_t count)
{
    const char *const paths[] = {STANDARD "00_themes.json", file, bench_indicator_file(bench, own, count)};
    bench_catalogue(bench, paths, COUNT(paths));
}

static void measure(struct bench *bench, const char *as_at, int periods)
{
    if (!bench_measure(bench, as_at, periods))
        fail_msg("%s", bench->error.message);
}

/* Easter 2017: b takes 16 working days; f is dated before its enquiry and g moved in, and neither is timed. */
static void times_initial_conferences_across_easter(void **state)
{
    static const struct bench_indicator own[] = {
        {"held", "count", "3 months", 0, "`numerator`:{`table`:`conferences`,`at`:`date`}"},
        {"in_21_days", "percent", "3 months", 1,
         "`denominator`:{`table`:`conferences`,`at`:`date`,`where`:`s47_enquiries.start_date <= date`},"
         "`numerator`:{`where`:`days(s47_enquiries.start_date, date) <= 21`}"}};
    static const struct bench_case cases[] = {
        {"icpc_15wd_pct", "county", 0, "4 of 5 = 80.0%"},
        {"held", "county", 0, "7 = 7"},
        {"in_21_days", "county", 0, "0 of 5 = 0.0% (1 unknown)"}, /* the one that moved in has no enquiry */
    };
    struct bench *bench = *state;
    bench_tables(
        bench,
        "table s47_enquiries key=enquiry_id child=child_id when=start_date\n"
        "enquiry_id:text child_id:text start_date:date\n"
        "ea a 2017-04-03\neb b 2017-04-03\nec c 2017-04-07\n"
        "ed d 2017-04-13\nee e 2017-04-15\nef f 2017-04-20\n"
        "table conferences key=conference_id child=child_id when=date enquiry_id->s47_enquiries\n"
        "conference_id:text child_id:text enquiry_id:text date:date transfer_in:flag led_to_plan:flag\n"
        "ca a ea 2017-04-26 n .\ncb b eb 2017-04-27 n .\ncc c ec 2017-05-03 n .\n"
        "cd d ed 2017-05-08 n .\nce e ee 2017-05-09 . .\ncf f ef 2017-04-18 n .\ncg g . 2017-04-21 y .\n"
        "table cp_plans unsupplied\ntable cp_visits unsupplied\ntable cp_reviews unsupplied\n"
        "table core_groups unsupplied\ntable plan_updates unsupplied\ntable people unsupplied\n"
        "table strategy_discussions unsupplied\ntable involvements unsupplied\n"
        "table workers unsupplied\n");
    use_standard(bench, STANDARD "05_child_protection.json", own, COUNT(own));
    measure(bench, "2017-06-30", 1);
    bench_check(bench, cases, COUNT(cases));
}

static void times_assessments_by_the_month_they_were_authorised(void **state)
{
    static const struct bench_indicator own[] = {
        {"in_12_months", "percent", "12 months", 1,
         "`denominator`:{`table`:`assessments`,`at`:`end_date`},"
         "`numerator`:{`where`:`working_days(start_date, end_date) <= assessment_working_days`}"},
        {"open_over_limit", "count", "snapshot", 0,
         "`numerator`:{`table`:`assessments`,`open`:[`start_date`,`end_date`],"
         "`where`:`working_days(start_date, window_end) > assessment_working_days`}"},
        {"open_a_day_short", "count", "snapshot", 0,
         "`numerator`:{`table`:`assessments`,`open`:[`start_date`,`end_date`],"
         "`where`:`working_days(start_date, window_end) >= assessment_working_days - 1`}"}};
    static const struct bench_case cases[] = {
        {"in_12_months", "county", 0, "4 of 5 = 80.0%"},
        {"assessment_45wd_pct", "county", 0, "3 of 4 = 75.0%"},
        {"assessment_45wd_pct", "county", 1, "0 of 0 = n/a no_denominator"},
        {"assessment_45wd_pct", "county", 3, "1 of 1 = 100.0%"},
        {"open_over_limit", "county", 0, "0 = 0"},
        {"open_a_day_short", "county", 4,
         "1 = 1"}, /* e at the end of February: authorised the next day, the 45th */
    };
    struct bench *bench = *state;
    bench_tables(bench,
                 "table assessments key=assessment_id child=child_id when=start_date until=end_date\n"
                 "assessment_id:text child_id:text start_date:date end_date:date referral_id:text type:text "
                 "child_seen:flag\n"
                 "a a 2017-03-27 2017-06-02 . . .\nb b 2017-03-27 2017-06-05 . . .\n"
                 "c c 2017-04-01 2017-06-08 . . .\nd d 2017-04-14 2017-06-21 . . .\n"
                 "e e 2016-12-23 2017-03-01 . . .\nf f 2017-05-10 . . . .\n"
                 "table conferences unsupplied\ntable s47_enquiries unsupplied\n"
                 "table referrals unsupplied\ntable families unsupplied\ntable people unsupplied\n"
                 "table strategy_discussions unsupplied\ntable assessment_factors unsupplied\n");
    use_standard(bench, STANDARD "03_assessment.json", own, COUNT(own));
    measure(bench, "2017-06-30", 12);
    bench_check(bench, cases, COUNT(cases));
    assert_string_equal(bench_line(bench, "s47_started", "county", 0), "n/a no_table");
}

static const char *const no_other_tables =
    "table involvements key=involvement_id child=child_id when=start_date until=end_date\n"
    "involvement_id:text child_id:text start_date:date end_date:date role:text team:text\n"
    "table people unsupplied\ntable cp_visits unsupplied\ntable cp_reviews unsupplied\n"
    "table core_groups unsupplied\ntable plan_updates unsupplied\ntable workers unsupplied\n"
    "table disabilities unsupplied\n"
    "table conferences unsupplied\ntable s47_enquiries unsupplied\ntable strategy_discussions unsupplied\n";

/* P2's earlier plan ended exactly 24 months before; C was on another authority's plan; P7 is a temporary one; P9 takes up
 * at birth what P8 was before it. */
static void counts_second_and_subsequent_plans(void **state)
{
    static const struct bench_indicator own[] = {
        {"taken_up_at_birth_counted", "percent", "12 months", 1,
         "`denominator`:{`table`:`cp_plans`,`at`:`start_date`,`where`:`not coalesce(other_authority, "
         "false)`},"
         "`numerator`:{`where`:`exists(cp_plans where start_date < this.start_date and not "
         "coalesce(other_authority, false))`}"}};
    static const struct bench_case cases[] = {
        {"cp_repeat_ever_pct", "county", 0, "3 of 7 = 42.9%"},
        {"cp_repeat_24m_pct", "county", 0, "2 of 7 = 28.6%"},
        {"cp_repeat_any_authority_pct", "county", 0, "4 of 7 = 57.1%"},
        {"taken_up_at_birth_counted", "county", 0, "4 of 8 = 50.0%"},
        {"cp_visits_10wd_pct", "county", 0, "n/a no_table"},
    };
    struct bench *bench = *state;
    bench_tables(
        bench,
        arena_format(&bench->arena,
                     "table cp_plans key=plan_id child=child_id when=start_date until=end_date\n"
                     "plan_id:text child_id:text start_date:date end_date:date other_authority:flag "
                     "earlier_plans:number category:text\n"
                     "A0 A 2010-02-01 2010-11-01 n . .\nB0 B 2014-01-10 2014-06-15 n . .\n"
                     "C0 C 2015-01-01 2015-12-01 y . .\n"
                     "P1 A 2016-05-10 . n . .\nP2 B 2016-06-15 . n . .\nP3 C 2016-07-01 . n . .\n"
                     "P4 D 2016-08-01 2016-12-01 n . .\nP5 D 2017-02-01 . . . .\nP6 E 2016-09-09 . n . .\n"
                     "P7 F 2016-10-10 . y . .\nP8 G 2016-11-01 2017-01-05 n . .\nP9 G 2017-01-05 . n . .\n%s",
                     no_other_tables));
    use_standard(bench, STANDARD "05_child_protection.json", own, COUNT(own));
    measure(bench, "2017-03-31", 1);
    bench_check(bench, cases, COUNT(cases));
}

/* 2016 is a leap year: b and f have lasted 730 days and not two calendar years. */
static void counts_plans_of_two_years_by_days_and_by_the_calendar(void **state)
{
    static const struct bench_case cases[] = {
        {"cp_open_2y_pct", "county", 0, "2 of 4 = 50.0%"},
        {"cp_open_2y_calendar_pct", "county", 0, "1 of 4 = 25.0%"},
        {"cp_closed_2y_pct", "county", 0, "2 of 3 = 66.7%"},
        {"cp_closed_2y_calendar_pct", "county", 0, "1 of 3 = 33.3%"},
        {"cp_count", "county", 0, "4 = 4"},
        {"cp_count", "county", 1, "5 = 5"}, /* e was open at the end of February and closed on 1 March */
    };
    struct bench *bench = *state;
    bench_tables(
        bench,
        arena_format(
            &bench->arena,
            "table cp_plans key=plan_id child=child_id when=start_date until=end_date\n"
            "plan_id:text child_id:text start_date:date end_date:date other_authority:flag "
            "earlier_plans:number category:text\n"
            "a A 2015-03-31 . n . .\nb B 2015-04-01 . n . .\nc C 2015-04-02 . n . .\ng G 2017-02-01 . n . .\n"
            "d D 2015-01-01 2017-01-15 n . .\ne E 2016-06-01 2017-03-01 n . .\n"
            "f F 2014-12-31 2016-12-30 n . .\n%s",
            no_other_tables));
    use_standard(bench, STANDARD "05_child_protection.json", NULL, 0);
    measure(bench, "2017-03-31", 2);
    bench_check(bench, cases, COUNT(cases));
}

static const struct staff {
    const char *id, *role, *agency, *fte;
    int cases;
} staff[] = {
    {"S1", "case_holder", "n", "1.0", 18},   {"S2", "case_holder", "n", "0.6", 12},
    {"S3", "manager", "n", "1.0", 0},        {"S4", "senior", "n", "1.0", 6},
    {"S5", "case_holder", "y", "1.0", 22},   {"S6", "case_holder", "y", "0.8", 15},
    {"S7", "case_holder", "y", "1.0", 0},    {"S8", "case_holder", "n", "1.0", 0},
    {"S9", "not_registered", "n", "1.0", 9}, {"S10", "case_holder", "n", "0.0", 3},
};

static const char *staff_tables(struct bench *bench)
{
    struct text text = text_in(&bench->arena);
    text_add(&text, "table workers key=worker_id when=start_date until=end_date unit=team\n"
                    "worker_id:text role:text agency:flag fte:number team:text start_date:date end_date:date "
                    "swe_number:text covers_vacancy:flag qualified_date:date working_days_lost:number\n");
    for (size_t i = 0; i < COUNT(staff); i++)
        text_add_format(&text, "%s %s %s %s %s 2016-01-01 . . . . .\n", staff[i].id, staff[i].role,
                        staff[i].agency, staff[i].fte, i < 4 ? "north" : "south");
    text_add(&text, "table involvements key=involvement_id child=child_id when=start_date until=end_date "
                    "unit=team worker_id->workers\n"
                    "involvement_id:text child_id:text worker_id:text role:text team:text start_date:date "
                    "end_date:date\n");
    for (size_t i = 0; i < COUNT(staff); i++)
        for (int k = 0; k < staff[i].cases; k++)
            text_add_format(&text, "i%zu_%d c%zu_%d %s CW north 2017-01-01 .\n", i, k, i, k, staff[i].id);
    static const char *const others[] = {"referrals", "vacancies",    "sickness",        "supervisions",
                                         "training",  "agency_costs", "leadership_posts"};
    for (size_t i = 0; i < COUNT(others); i++)
        text_add_format(&text, "table %s unsupplied\n", others[i]);
    return text.bytes;
}

/* S9 is not a registered social worker and S10 has no hours: their cases are left out. Exactly 18 is not over 18. */
static void measures_agency_staff_and_caseloads(void **state)
{
    static const struct bench_case cases[] = {
        {"agency_rate_fte", "county", 0, "2.8 of 7.4 = 37.8%"},
        {"caseload_avg_fte", "county", 0, "73 of 4.4 = 16.6"},
        {"caseload_over_threshold_pct", "county", 0, "3 of 5 = 60.0%"},
        {"agency_headcount", "county", 0, "3 of 9 = 33.3%"},
        {"agency_rate_fte", "north", 0, "0 of 3.6 = 0.0%"},
        {"agency_rate_fte", "south", 0, "2.8 of 3.8 = 73.7%"},
        {"caseload_avg_fte", "north", 0, "36 of 2.6 = 13.8"},
        {"caseload_over_threshold_pct", "north", 0, "1 of 3 = 33.3%"},
        {"unallocated_children", "county", 0, "n/a no_table"},
    };
    static const struct bench_indicator own[] = {{"agency_headcount", "percent", "snapshot", 1,
                                                  "`denominator`:{`table`:`workers`,`open`:[`start_date`,`"
                                                  "end_date`],`where`:`role != 'not_registered'`},"
                                                  "`numerator`:{`where`:`agency`}"}};
    struct bench *bench = *state;
    bench_units(bench, "county,Exampleshire,\nnorth,North,county\nsouth,South,county\n");
    bench_tables(bench, staff_tables(bench));
    use_standard(bench, STANDARD "13_workforce.json", own, COUNT(own));
    measure(bench, "2017-03-31", 1);
    bench_check(bench, cases, COUNT(cases));
}

/* Each review is looked at in the month it fell due: A, B and F first reviews, C a second, D a later one; E left care. */
static void follows_reviews_of_children_looked_after(void **state)
{
    static const struct bench_indicator own[] = {
        {"reviewed", "percent", "month", 1,
         "`denominator`:{`table`:`care_episodes`,`at`:`due_date`,`where`:`end_date is missing`},"
         "`numerator`:{`where`:`kept(care_reviews.date from start_date within 20 working days, 3 months, 6 "
         "months)`}"}};
    static const struct bench_case cases[] = {
        {"reviewed", "county", 9, "2 of 3 = 66.7%"}, /* May 2017: B was held on the 21st working day */
        {"reviewed", "county", 6, "1 of 1 = 100.0%"},
        {"reviewed", "county", 0, "0 of 1 = 0.0%"}, /* six months from 31 August end on 28 February */
    };
    struct bench *bench = *state;
    bench_tables(
        bench,
        "table care_episodes key=episode_id child=child_id when=start_date until=end_date\n"
        "episode_id:text child_id:text start_date:date end_date:date due_date:date\n"
        "A A 2017-03-31 . 2017-05-03\nB B 2017-04-10 . 2017-05-11\nC C 2017-04-03 . 2017-08-02\n"
        "D D 2017-02-01 . 2018-02-28\nE E 2017-04-10 2017-04-28 2017-05-11\nF F 2017-04-17 . 2017-05-16\n"
        "table care_reviews key=review_id child=child_id when=date\n"
        "review_id:text child_id:text date:date\n"
        "1 A 2017-05-03\n2 B 2017-05-12\n3 C 2017-05-02\n4 C 2017-08-02\n5 F 2017-05-16\n"
        "6 D 2017-03-01\n7 D 2017-05-31\n8 D 2017-08-31\n9 D 2018-03-01\n");
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2018-02-28", 12);
    bench_check(bench, cases, COUNT(cases));
}

/* New is visited within a week, then every six weeks: 11 April is a day late. Long is visited every three months:
 * 1 June is four days late. */
static void follows_visits_to_children_looked_after(void **state)
{
    static const struct bench_indicator own[] = {
        {"new", "count", "month", 0,
         "`numerator`:{`table`:`placements`,`open`:[`start_date`,`end_date`],`where`:`placement_id = 'new' "
         "and "
         "kept(care_visits.date from start_date within 1 week, 6 weeks since window_start)`}"},
        {"long", "count", "month", 0,
         "`numerator`:{`table`:`placements`,`open`:[`start_date`,`end_date`],`where`:`placement_id = 'long' "
         "and "
         "kept(care_visits.date from start_date within 3 months since window_start)`}"},
        {"long_overdue", "count", "snapshot", 0,
         "`numerator`:{`table`:`placements`,`open`:[`start_date`,`end_date`],`where`:`placement_id = 'long' "
         "and "
         "overdue(care_visits.date from start_date within 3 months)`}"}};
    static const struct {
        const char *indicator;
        int by_month[6]; /* January to June 2017 */
    } expected[] = {
        {"new", {1, 1, 1, 0, 1, 1}}, {"long", {1, 1, 1, 1, 0, 1}}, {"long_overdue", {0, 0, 0, 0, 1, 0}}};
    struct bench *bench = *state;
    bench_tables(bench, "table placements key=placement_id child=child_id when=start_date until=end_date\n"
                        "placement_id:text child_id:text start_date:date end_date:date\n"
                        "new A 2017-01-09 .\nlong B 2016-09-01 .\n"
                        "table care_visits key=visit_id child=child_id when=date placement_id->placements\n"
                        "visit_id:text child_id:text placement_id:text date:date\n"
                        "1 A new 2017-01-16\n2 A new 2017-02-27\n3 A new 2017-04-11\n4 A new 2017-05-23\n"
                        "5 B long 2016-12-01\n6 B long 2017-02-28\n7 B long 2017-06-01\n");
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2017-06-30", 6);
    for (size_t i = 0; i < COUNT(expected); i++)
        for (int month = 0; month < 6; month++) {
            const char *line = arena_format(&bench->arena, "%d = %d", expected[i].by_month[month],
                                            expected[i].by_month[month]);
            bench_check(bench, &(struct bench_case){expected[i].indicator, "county", 5 - month, line}, 1);
        }
}

/* c2 was matched before the placement order: 0 days. c3's foster carers adopted her. c4 has no order. */
static void averages_the_days_to_adoption(void **state)
{
    static const struct bench_indicator own[] = {
        {"a1", "days", "12 months", 0,
         "`numerator`:{`table`:`adoptions`,`at`:`moved_in`,`mean`:`days(entered, moved_in)`}"},
        {"a10", "days", "12 months", 0,
         "`numerator`:{`table`:`adoptions`,`at`:`moved_in`,`mean`:`days(entered, least(moved_in, "
         "coalesce(fostered, moved_in)))`}"},
        {"a2", "days", "12 months", 0,
         "`numerator`:{`table`:`adoptions`,`at`:`moved_in`,`where`:`placement_order is present`,"
         "`mean`:`greatest(days(placement_order, matched), 0)`}"},
        {"a2_exact", "days", "12 months", 2,
         "`numerator`:{`table`:`adoptions`,`at`:`moved_in`,`mean`:`greatest(days(placement_order, matched), "
         "0)`}"},
        {"a3", "percent", "12 months", 1,
         "`denominator`:{`table`:`adoptions`,`at`:`moved_in`},`numerator`:{`where`:`moved_in < "
         "add_months(entered, 14)`}"}};
    static const struct bench_case cases[] = {
        {"a1", "county", 0, "2,535 of 5 = 507 days red"},
        {"a10", "county", 0, "1,610 of 5 = 322 days green"},
        {"a2", "county", 0, "583 of 4 = 146 days red"},
        {"a2_exact", "county", 0, "583 of 4 = 145.75 days (1 unknown)"},
        {"a3", "county", 0, "3 of 5 = 60.0%"},
    };
    struct bench *bench = *state;
    bench_tables(
        bench,
        "table adoptions key=child_id child=child_id\n"
        "child_id:text entered:date placement_order:date matched:date moved_in:date fostered:date\n"
        "c1 2014-01-10 2014-09-01 2014-12-15 2015-01-12 .\nc2 2013-06-01 2014-05-20 2014-05-01 2014-06-20 .\n"
        "c3 2012-03-05 2014-02-03 2014-09-10 2014-10-01 2012-03-20\n"
        "c4 2014-08-04 . 2015-04-20 2015-05-11 .\nc5 2013-02-14 2013-11-11 2014-07-28 2014-09-01 .\n");
    bench_indicators(bench, own, COUNT(own));
    bench_targets(bench, "a1,,2013-04-01,<=426,,,\na10,,2013-04-01,<=426,,,\na2,,2013-04-01,<=121,,,\n");
    measure(bench, "2015-05-31", 1);
    bench_check(bench, cases, COUNT(cases));
}

static void gives_extended_complaints_twice_the_time(void **state)
{
    static const struct bench_indicator own[] = {
        {"answered", "percent", "year", 1,
         "`denominator`:{`table`:`complaints`,`at`:`replied`},"
         "`numerator`:{`where`:`working_days(received, replied) <= if(extended, 20, 10)`}"}};
    static const struct bench_case cases[] = {{"answered", "county", 0, "2 of 4 = 50.0%"},
                                              {"answered", "county", 1, "1 of 1 = 100.0%"}};
    struct bench *bench = *state;
    bench->plan = (struct period_plan){PERIOD_YEAR, 1, 2, 28};
    bench_tables(bench, "table complaints key=id when=received until=replied\nid:text received:date "
                        "replied:date extended:flag\n"
                        "1 2017-04-06 2017-04-24 n\n2 2017-04-06 2017-04-25 n\n3 2016-12-19 2017-01-05 n\n"
                        "4 2017-03-01 2017-03-29 y\n5 2017-03-01 2017-03-30 y\n");
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2018-02-28", 2);
    bench_check(bench, cases, COUNT(cases));
}

/* England 2025, from its published components (DfE workforce census and children in need statistics). */
static void comes_to_the_published_percentages(void **state)
{
    static const struct bench_indicator own[] = {
        {"agency", "percent", "year", 1,
         "`denominator`:{`table`:`census`,`at`:`day`,`sum`:`agency + "
         "employed`},`numerator`:{`sum`:`agency`}"},
        {"turnover", "percent", "year", 1,
         "`denominator`:{`table`:`census`,`at`:`day`,`sum`:`employed`},`numerator`:{`sum`:`leavers`}"},
        {"caseload", "ratio", "year", 1,
         "`denominator`:{`table`:`census`,`at`:`day`,`sum`:`holders`},`numerator`:{`sum`:`cases`}"},
        {"conferences", "percent", "year", 1,
         "`denominator`:{`table`:`census`,`at`:`day`,`sum`:`in_time + late`},`numerator`:{`sum`:`in_time`}"}};
    static const struct bench_case cases[] = {
        {"agency", "county", 0, "5,415.9 of 41,602.2 = 13.0%"},
        {"turnover", "county", 0, "4,276.3 of 36,186.3 = 11.8%"},
        {"caseload", "county", 0, "321,661 of 21,105.4 = 15.2"},
        {"conferences", "county", 0, "58,670 of 72,090 = 81.4%"},
    };
    struct bench *bench = *state;
    bench_tables(bench, "table census key=day when=day\n"
                        "day:date agency:number employed:number leavers:number holders:number cases:number "
                        "in_time:number late:number\n"
                        "2025-09-30 5415.9 36186.3 4276.3 21105.4 321661 58670 13420\n");
    bench_indicators(bench, own, COUNT(own));
    measure(bench, "2026-03-31", 1);
    bench_check(bench, cases, COUNT(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(times_initial_conferences_across_easter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(times_assessments_by_the_month_they_were_authorised, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(counts_second_and_subsequent_plans, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_plans_of_two_years_by_days_and_by_the_calendar, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(measures_agency_staff_and_caseloads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(follows_reviews_of_children_looked_after, set_up, tear_down),
        cmocka_unit_test_setup_teardown(follows_visits_to_children_looked_after, set_up, tear_down),
        cmocka_unit_test_setup_teardown(averages_the_days_to_adoption, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_extended_complaints_twice_the_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(comes_to_the_published_percentages, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
