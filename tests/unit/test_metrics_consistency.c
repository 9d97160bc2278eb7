/* What must hold whatever the data: figures of the past do not depend on what came later, nor any figure on the order
 * of rows; parts add up to wholes. Tried on tables drawn at random, the same at every run. */
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

enum { CHILDREN = 150, PLANS = 2500, VISITS = 900, MOVES = 300, MONTHS = 18, NEVER = INT32_MAX };

static const struct bench_indicator indicators[] = {
    {"opened", "count", "month", 0, "`numerator`:{`table`:`plans`,`at`:`start_date`}"},
    {"opened_12", "count", "12 months", 0, "`numerator`:{`table`:`plans`,`at`:`start_date`}"},
    {"closed", "count", "month", 0, "`numerator`:{`table`:`plans`,`at`:`end_date`}"},
    {"open", "count", "snapshot", 0, "`numerator`:{`table`:`plans`,`open`:[`start_date`,`end_date`]}"},
    {"cost", "currency", "snapshot", 1,
     "`numerator`:{`table`:`plans`,`open`:[`start_date`,`end_date`],`sum`:`cost`}"},
    {"median", "days", "12 months", 1,
     "`numerator`:{`table`:`plans`,`at`:`end_date`,`median`:`days(start_date, end_date)`}"},
    {"mean", "days", "3 months", 1,
     "`numerator`:{`table`:`plans`,`at`:`end_date`,`mean`:`days(start_date, end_date)`}"},
    {"p80", "days", "year_to_date", 1,
     "`numerator`:{`table`:`plans`,`at`:`end_date`,`percentile`:`cost`,`percent`:80}"},
    {"children", "count", "year", 0, "`numerator`:{`table`:`plans`,`at`:`start_date`,`distinct`:`child_id`}"},
    {"repeat", "percent", "12 months", 1,
     "`denominator`:{`table`:`plans`,`at`:`start_date`},`numerator`:{`where`:`exists(plans where start_date "
     "< this.start_date and "
     "(end_date is missing or end_date >= add_months(this.start_date, -6)))`}"},
    {"seen", "percent", "snapshot", 1,
     "`denominator`:{`table`:`plans`,`open`:[`start_date`,`end_date`],`where`:`met`},"
     "`numerator`:{`where`:`exists(visits where days(date, window_end) <= 42)`}"},
    {"kept", "percent", "12 months", 1,
     "`denominator`:{`table`:`plans`,`open`:[`start_date`,`end_date`]},"
     "`numerator`:{`where`:`kept(visits.date from start_date within 60 working days, 6 months since "
     "window_start)`}"},
    {"overdue", "count", "snapshot", 0,
     "`numerator`:{`table`:`plans`,`open`:[`start_date`,`end_date`],`where`:`overdue(visits.date from "
     "start_date within 3 months)`}"},
    {"moved", "count", "snapshot", 0,
     "`numerator`:{`table`:`plans`,`open`:[`start_date`,`end_date`],`unit_by`:`coalesce(latest(moves.team "
     "where end_date is missing), latest(moves.team))`}"},
    {"cohort", "percent", "month", 1,
     "`denominator`:{`table`:`plans`,`at`:`add_months(start_date, 2)`},`numerator`:{`where`:`end_date is "
     "present and cost > limit`}"},
    {"visits_each", "ratio", "3 months", 2,
     "`denominator`:{`table`:`plans`,`open`:[`start_date`,`end_date`],`distinct`:`child_id`},`numerator`:{`"
     "table`:`visits`,`at`:`date`}"},
};

/* What is counted so that parts make up the whole. */
static const char *const additive[] = {"opened", "opened_12", "closed", "open", "cost", "overdue", "moved"};

struct row {
    day_number start, end;
    int child, cost, met, team; /* a missing one is -1; a team past the last is of no tree */
};

struct world {
    struct bench bench;
    struct row plans[PLANS], visits[VISITS], moves[MOVES];
    uint32_t seed;
};

static int draw(struct world *world, int sides)
{
    world->seed = world->seed * 1664525u + 1013904223u;
    return (int)((world->seed >> 8) % (uint32_t)sides);
}

static void draw_rows(struct world *world, struct row *rows, size_t count, day_number first)
{
    for (size_t i = 0; i < count; i++) {
        struct row *row = &rows[i];
        row->start = first + draw(world, 900);
        row->end = draw(world, 4) ? row->start + draw(world, 400) : NEVER;
        row->child = draw(world, CHILDREN);
        row->cost = draw(world, 30) - 1;
        row->met = draw(world, 3) - 1;
        row->team = draw(world, 6) - 1;
    }
}

static day_number day(const char *text)
{
    day_number number = 0;
    assert_true(day_parse(text, &number));
    return number;
}

static int set_up(void **state)
{
    struct world *world = test_calloc(1, sizeof *world);
    world->seed = 2017;
    bench_open(&world->bench);
    bench_units(&world->bench, "county,Exampleshire,\nnorth,North,county\nt0,Team 0,north\nt1,Team 1,north\n"
                               "south,South,county\nt2,Team 2,south\nt3,Team 3,south\n");
    bench_indicators(&world->bench, indicators, COUNT(indicators));
    bench_targets(&world->bench, "repeat,,2015-01-01,<=20,<=40,,\nopen,south,2016-01-01,<100,<200,line,"
                                 "\nopen,south,2018-01-01,<50,<90,,\n");
    world->bench.small_denominator = 10;
    draw_rows(world, world->plans, PLANS, day("2015-01-01"));
    draw_rows(world, world->visits, VISITS, day("2015-01-01"));
    draw_rows(world, world->moves, MOVES, day("2015-01-01"));
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    bench_close(&world->bench);
    test_free(world);
    return 0;
}

static const char *or_dot(struct arena *arena, const char *before, int number)
{
    return number < 0 ? "." : arena_format(arena, "%s%d", before, number);
}

static void add_row(struct world *world, struct text *text, const char *name, size_t number,
                    const struct row *row, day_number as_at)
{
    char start[DAY_TEXT_SIZE], end[DAY_TEXT_SIZE] = ".";
    struct arena *arena = &world->bench.arena;
    if (row->start > as_at)
        return;
    day_format(row->start, start);
    if (row->end <= as_at)
        day_format(row->end, end);
    text_add_format(text, "%s%zu c%d %s %s %s %s %s\n", name, number, row->child, start, end,
                    or_dot(arena, "", row->cost),
                    row->met < 0 ? "."
                    : row->met   ? "y"
                                 : "n",
                    or_dot(arena, "t", row->team));
}

/* The extracts as they would have been taken on a day: what came later is not in them, nor the end of what ended later.
 * Rows stand as drawn, or the other way round. */
static void extract_on(struct world *world, day_number as_at, bool backwards)
{
    const struct {
        const char *name, *when;
        const struct row *rows;
        size_t count;
    } tables[] = {{"plans", "start_date", world->plans, PLANS},
                  {"visits", "date", world->visits, VISITS},
                  {"moves", "date", world->moves, MOVES}};
    struct text text = text_in(&world->bench.arena);
    for (size_t i = 0; i < COUNT(tables); i++) {
        text_add_format(&text, "table %s key=id child=child_id when=%s until=end_date unit=team\n",
                        tables[i].name, tables[i].when);
        text_add_format(&text, "id:text child_id:text %s:date end_date:date cost:number met:flag team:text\n",
                        tables[i].when);
        for (size_t k = 0; k < tables[i].count; k++) {
            size_t at = backwards ? tables[i].count - 1 - k : k;
            add_row(world, &text, tables[i].name, at, &tables[i].rows[at], as_at);
        }
    }
    bench_tables(&world->bench, text.bytes);
}

static void measure(struct world *world, day_number as_at, int periods)
{
    char text[DAY_TEXT_SIZE];
    day_format(as_at, text);
    if (!bench_measure(&world->bench, text, periods))
        fail_msg("%s", world->bench.error.message);
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a >= b && a <= b);
}

static bool same_figure(const struct figure *a, const struct figure *b)
{
    return a->reason == b->reason && same(a->numerator, b->numerator) &&
           same(a->denominator, b->denominator) && same(a->value, b->value) && same(a->shown, b->shown) &&
           a->rating == b->rating && a->direction.movement == b->direction.movement &&
           a->direction.progress == b->direction.progress && a->unknown == b->unknown &&
           a->small_numbers == b->small_numbers;
}

/* The last period of `now`, against the period `back` before the last of `later`. */
static void assert_same_period(const struct result_set *now, const struct result_set *later, size_t back)
{
    size_t compared = 0;
    for (size_t i = 0; i < now->series_count; i++) {
        const struct series *one = &now->series[i], *other = result_find(later, one->indicator, one->unit);
        assert_non_null(other);
        const struct figure *here = series_latest(now, one), *there = series_latest(later, other) - back;
        if (!same_figure(here, there))
            fail_msg("%s of %s in %s: %g (%g of %g, %u unknown) became %g (%g of %g, %u unknown)",
                     now->catalogue->items[one->indicator].id, now->units->items[one->unit].id,
                     now->periods[now->period_count - 1].label, here->value, here->numerator,
                     here->denominator, here->unknown, there->value, there->numerator, there->denominator,
                     there->unknown);
        compared++;
    }
    assert_true(compared >= COUNT(indicators) * 7);
}

static void knows_nothing_that_came_later(void **state)
{
    struct world *world = *state;
    day_number last = day("2017-06-30");
    extract_on(world, NEVER - 1, false);
    measure(world, last, MONTHS);
    struct result_set later = world->bench.results;
    for (size_t back = 0; back < MONTHS - 1; back++) {
        day_number end = later.periods[MONTHS - 1 - back].end;
        extract_on(world, end, false);
        measure(world, end, 2);
        assert_same_period(&world->bench.results, &later, back);
    }
}

static void does_not_depend_on_the_order_of_rows(void **state)
{
    struct world *world = *state;
    for (size_t i = 0; i < MOVES; i++) /* of two moves on one day the later line counts: there must be none */
        world->moves[i].start = day("2015-01-01") + (day_number)(3 * i);
    extract_on(world, NEVER - 1, false);
    measure(world, day("2017-06-30"), MONTHS);
    struct result_set forwards = world->bench.results;
    extract_on(world, NEVER - 1, true);
    measure(world, day("2017-06-30"), MONTHS);
    for (size_t back = 0; back < MONTHS; back++) {
        struct result_set until = world->bench.results;
        until.period_count = MONTHS - back;
        assert_same_period(&until, &forwards, back);
    }
}

static double value(const struct world *world, const char *indicator, const char *unit, int back)
{
    const struct figure *figure = bench_figure(&world->bench, indicator, unit, back);
    return figure ? figure->value : 0;
}

static void adds_parts_up_to_wholes(void **state)
{
    struct world *world = *state;
    extract_on(world, NEVER - 1, false);
    measure(world, day("2017-06-30"), MONTHS);
    for (size_t i = 0; i < COUNT(additive); i++)
        for (int back = 0; back < MONTHS; back++) {
            const char *id = additive[i];
            double north = value(world, id, "t0", back) + value(world, id, "t1", back);
            double south = value(world, id, "t2", back) + value(world, id, "t3", back);
            double strays = value(world, id, "(no team)", back);
            assert_true(same(value(world, id, "north", back), north));
            assert_true(same(value(world, id, "south", back), south));
            assert_true(same(value(world, id, "county", back), north + south + strays));
            assert_true(strays > 0 || i > 0);
        }
}

static void carries_what_is_open_from_month_to_month(void **state)
{
    static const char *const places[] = {"county", "north", "t1", "(no team)"};
    struct world *world = *state;
    extract_on(world, NEVER - 1, false);
    measure(world, day("2017-06-30"), MONTHS);
    for (size_t i = 0; i < COUNT(places); i++)
        for (int back = 0; back < MONTHS - 1; back++)
            assert_true(
                same(value(world, "open", places[i], back), value(world, "open", places[i], back + 1) +
                                                                value(world, "opened", places[i], back) -
                                                                value(world, "closed", places[i], back)));
    for (int back = 0; back + 11 < MONTHS; back++) {
        double months = 0;
        for (int k = 0; k < 12; k++)
            months += value(world, "opened", "south", back + k);
        assert_true(same(value(world, "opened_12", "south", back), months));
    }
}

/* More rows seen from more windows than the engine takes at a time, against a plain count. */
static void counts_every_row_of_a_long_table(void **state)
{
    enum { YEARS_OF_MONTHS = 30 };
    struct world *world = *state;
    extract_on(world, NEVER - 1, false);
    measure(world, day("2017-06-30"), YEARS_OF_MONTHS);
    for (int back = 0; back < YEARS_OF_MONTHS; back++) {
        day_number end = world->bench.results.periods[YEARS_OF_MONTHS - 1 - back].end;
        int open = 0, team = 0;
        for (size_t i = 0; i < PLANS; i++) {
            bool is_open = world->plans[i].start <= end && world->plans[i].end > end;
            open += is_open;
            team += is_open && world->plans[i].team == 2;
        }
        assert_int_equal((int)value(world, "open", "county", back), open);
        assert_int_equal((int)value(world, "open", "t2", back), team);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(knows_nothing_that_came_later, set_up, tear_down),
        cmocka_unit_test_setup_teardown(does_not_depend_on_the_order_of_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(adds_parts_up_to_wholes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(carries_what_is_open_from_month_to_month, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_every_row_of_a_long_table, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
