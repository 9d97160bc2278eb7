#include "tests/support/random_language.h"

#include "base/text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

int chance_below(struct chance *chance, int sides)
{
    chance->seed = chance->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((chance->seed >> 33) % (uint64_t)sides);
}

bool chance_one_in(struct chance *chance, int sides)
{
    return chance_below(chance, sides) == 0;
}

/* ---- tables ---- */

static const char *const tables[] = {"people", "plans", "visits", "posts", "notes"};
static const char header[] =
    "id:text child_id:text worker_id:text plan_id:text family_id:text kind:text team:text start_date:date "
    "end_date:date other_date:date cost:number size:number met:flag\n";

static void add_day(struct text *row, day_number day)
{
    char shown[DAY_TEXT_SIZE];
    day_format(day, shown);
    text_add_format(row, " %s", shown);
}

static day_number draw_day(struct chance *chance, day_number near)
{
    static const struct date first = {2016, 1, 1};
    day_number day = day_from_date(first) + chance_below(chance, 900);
    switch (chance_below(chance, 6)) {
    case 0:
        return day_month_end(day);
    case 1:
        return day_month_start(day);
    case 2:
        return near;
    default:
        return day;
    }
}

static void add_days(struct text *row, struct chance *chance, day_number *near)
{
    day_number start = draw_day(chance, *near), end = start + chance_below(chance, 420) - 20;
    if (chance_one_in(chance, 8))
        text_add(row, " .");
    else
        add_day(row, start);
    if (chance_one_in(chance, 3))
        text_add(row, " .");
    else
        add_day(row, chance_one_in(chance, 4) ? draw_day(chance, start) : end);
    if (chance_one_in(chance, 6))
        text_add(row, " .");
    else
        add_day(row,
                chance_one_in(chance, 3) ? start - 365 * chance_below(chance, 20) : draw_day(chance, end));
    *near = start;
}

static void add_word(struct text *row, struct chance *chance, const char *before, int sides)
{
    if (chance_one_in(chance, 8))
        text_add(row, " .");
    else
        text_add_format(row, " %s%d", before, chance_below(chance, sides));
}

static void add_row(struct text *row, struct chance *chance, int number, bool several, bool alike,
                    day_number *near)
{
    static const char *const teams[] = {"t0", "t1", "t2", "t3", "north", "nowhere", "."};
    text_add_format(row, "k%d", several ? chance_below(chance, 4) : number);
    if (alike)
        text_add(row, " k1 k1 k1 f1 a1");
    else
        for (int i = 0; i < 5; i++)
            add_word(row, chance, i < 3 ? "k" : i == 3 ? "f" : "a", i < 3 ? 5 : 3);
    text_add_format(row, " %s", teams[chance_below(chance, (int)COUNT(teams))]);
    add_days(row, chance, near);
    if (chance_one_in(chance, 6))
        text_add(row, " .");
    else
        text_add_format(row, " %d%s", chance_below(chance, 7), chance_one_in(chance, 3) ? ".5" : "");
    text_add_format(row, " %d %s\n", chance_below(chance, 44) - 3,
                    chance_one_in(chance, 5)   ? "."
                    : chance_one_in(chance, 2) ? "y"
                                               : "n");
}

const char *random_tables(struct arena *arena, struct chance *chance, int most)
{
    static const char *const days[] = {"start_date", "end_date", "other_date"};
    static const struct date first = {2017, 1, 31};
    struct text text = text_in(arena);
    for (size_t i = 0; i < COUNT(tables); i++) {
        bool people = i == 0, several = i >= 3, alike = chance_one_in(chance, 40);
        text_add_format(&text, "table %s key=id child=%s unit=team", tables[i], people ? "id" : "child_id");
        if (!chance_one_in(chance, people ? 2 : 4))
            text_add_format(&text, " when=%s", days[chance_one_in(chance, 5) ? chance_below(chance, 3) : 0]);
        if (!chance_one_in(chance, people ? 2 : 4))
            text_add_format(&text, " until=%s", days[chance_one_in(chance, 8) ? chance_below(chance, 3) : 1]);
        text_add_format(&text, "%s worker_id->posts%s\n%s", people ? "" : " child_id->people",
                        i == 2 ? " plan_id->plans" : "", header);
        int rows = alike ? 66 + chance_below(chance, 80) : chance_below(chance, most + 1);
        day_number near = day_from_date(first);
        for (int row = 0; row < rows; row++)
            add_row(&text, chance, row, several, alike, &near);
    }
    return text.bytes;
}

/* ---- expressions ----
 *
 * Phrases, with %d %n %f %t: a day, number, flag or text; %m: a day that moves with the window; %w: the day the row came
 * about; %s: a step, a whole number; %k: a number written out; %R: a related table, and %B %W: its `by` and `where`. */

struct speaker {
    struct arena *arena;
    struct chance *chance;
    const struct dataset *dataset;
    int table, outer; /* outer: -1: none */
    int depth;        /* left */
    struct text *text;
};

static void say(struct speaker *speaker, const char *phrase);

static const char *pick(struct speaker *speaker, const char *const *items, size_t count)
{
    return items[chance_below(speaker->chance, (int)count)];
}
#define PICK(speaker, ...)                                                                                   \
    pick((speaker), (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__})))

static const struct table *table_of(const struct speaker *speaker, int table)
{
    return &speaker->dataset->tables[table];
}

/* Of the row, of the one outside, or of the one that either points to. */
static void say_column(struct speaker *speaker, const char *column)
{
    bool outside = speaker->outer >= 0 && chance_one_in(speaker->chance, 3);
    const struct table *table = table_of(speaker, outside ? speaker->outer : speaker->table);
    if (outside)
        text_add(speaker->text, "this.");
    if (chance_one_in(speaker->chance, 6)) {
        int relation = chance_below(speaker->chance, (int)table->relation_count);
        text_add_format(speaker->text, "%s.", table->relations[relation].table);
    }
    text_add(speaker->text, column);
}

static void say_day(struct speaker *speaker)
{
    if (speaker->depth <= 0 || chance_one_in(speaker->chance, 2)) {
        if (chance_one_in(speaker->chance, 4))
            say(speaker, PICK(speaker, "as_at", "date '2017-03-31'", "date '2016-10-01'"));
        else if (chance_one_in(speaker->chance, 3))
            text_add(speaker->text, PICK(speaker, "window_start", "window_end"));
        else
            say_column(speaker, PICK(speaker, "start_date", "end_date", "end_date", "other_date"));
        return;
    }
    say(speaker, PICK(speaker, "add_days(%d, %s)", "add_months(%d, %s)", "add_working_days(%d, %s)",
                      "birthday(%d, %s)", "coalesce(%d, %d)", "coalesce(end_date, window_end)",
                      "least(%d, %d)", "greatest(%d, %d)", "if(%f, %d, %d)", "latest(%R.start_date%B%W)",
                      "earliest(%R.end_date%B%W)", "max(%R.start_date%B%W)", "min(%R.other_date%B%W)", "%m"));
}

static void say_number(struct speaker *speaker)
{
    if (speaker->depth <= 0 || chance_one_in(speaker->chance, 3)) {
        if (chance_one_in(speaker->chance, 3))
            say(speaker, "%k");
        else
            say_column(speaker, PICK(speaker, "cost", "size"));
        return;
    }
    say(speaker, PICK(speaker, "days(%d, %d)", "days(%d, %m)", "days(%m, %d)", "months(%d, %m)",
                      "months(%d, %d)", "age(%d, %m)", "age(%d, %d)", "working_days(%d, %d)",
                      "working_days(%d, %m)", "(%n + %n)", "(%n - %n)", "(%n * %n)", "(%n / size)", "-%k",
                      "coalesce(%n, %n)", "least(%n, %n)", "if(%f, %n, %n)", "count(%R%B%W)", "count(%R%B%W)",
                      "sum(%R.cost%B%W)", "distinct(%R.kind%B%W)", "distinct(%R.start_date%B%W)",
                      "max(%R.size%B%W)", "latest(%R.cost%B%W)", "earliest(%R.size%B%W)"));
}

static void say_text(struct speaker *speaker)
{
    if (speaker->depth <= 0 || chance_one_in(speaker->chance, 2))
        say_column(speaker, PICK(speaker, "kind", "team", "family_id", "id"));
    else
        say(speaker, PICK(speaker, "coalesce(%t, 't1')", "if(%f, %t, %t)", "if(%f, 't0', 'south')",
                          "latest(%R.team%B%W)", "earliest(%R.kind%B%W)",
                          "coalesce(latest(%R.team%B where end_date is missing), latest(%R.team%B))"));
}

static void say_flag(struct speaker *speaker)
{
    if (speaker->depth <= 0) {
        say_column(speaker, "met");
        return;
    }
    if (speaker->outer >= 0 && chance_one_in(speaker->chance, 2)) /* what narrows related rows */
        say(speaker,
            PICK(speaker, "%w < %d", "%w <= %m", "%w >= %m", "%w between %m and %m", "%w between %d and %d",
                 "days(%w, %m) <= %k", "days(%w, %m) > %k", "months(%w, %m) = %k",
                 "age(%w, %m) between 0 and %k", "add_days(%w, %s) < %m", "%m <= add_months(%w, %s)",
                 "add_working_days(%w, %s) >= %m", "working_days(%w, %m) < %k",
                 "days(add_months(%w, %s), %m) >= %k", "add_days(%w, days(this.start_date, %m)) >= %d",
                 "days(%w, %d) < days(%m, this.start_date)", "birthday(%w, %s) <= %m", "%w = %m",
                 "days(%w, this.end_date) >= %k", "months(add_days(%w, days(%m, this.start_date)), %m) <= %k",
                 "days(%w, window_end) > days(this.start_date, window_start)", "%w < %m and %w >= %d"));
    else
        say(speaker,
            PICK(speaker, "%d < %d", "%d <= %m", "%m < %d", "%d >= %m", "%m >= %d", "%d = %d",
                 "%d between %d and %d", "%d between window_start and window_end", "%d not between %m and %d",
                 "%m between %d and %d", "%n < %n", "%n >= %k", "%n between %k and %n", "%n = %n",
                 "%t = 'a1'", "%t != %t", "%t in ('a1', 't0', 'f2')", "%n in (1, %n, 2)", "%d is missing",
                 "%d is present", "end_date is missing", "%n is missing", "(%f and %f)", "(%f or %f)",
                 "not (%f)", "(%f) = (%f)", "if(%f, %f, %f)", "coalesce(%f, %f)", "coalesce(%f, false)",
                 "exists(%R%B%W)", "exists(%R%B%W)", "kept(%R.start_date%B%W from %d within %I)",
                 "kept(%R.other_date%B%W from %d within %I since %d)",
                 "overdue(%R.start_date%B%W from %d within %I)", "mentions(%t, 'a1')", "days(%d, %m) <= %k",
                 "days(%d, %d) < %k", "months(%m, %d) > %k", "age(%d, %m) >= %k"));
}

/* What is said of a related row, the row outside being this one. */
static void say_where(struct speaker *speaker, int table)
{
    if (chance_one_in(speaker->chance, 5))
        return;
    struct speaker inner = *speaker;
    inner.table = table;
    inner.outer = speaker->table;
    text_add(speaker->text, " where ");
    say(&inner, chance_one_in(speaker->chance, 3) ? "%f and %f" : "%f");
}

static const char *came_about(const struct speaker *speaker)
{
    const struct table *table = table_of(speaker, speaker->table);
    return table->when == NO_COLUMN ? "start_date" : table->columns[table->when].name;
}

/* One sign of a phrase. `*related`: the table that it spoke of last. */
static void say_sign(struct speaker *speaker, char sign, int *related)
{
    switch (sign) {
    case 'd':
        say_day(speaker);
        break;
    case 'n':
        say_number(speaker);
        break;
    case 'f':
        say_flag(speaker);
        break;
    case 't':
        say_text(speaker);
        break;
    case 'm':
        say(speaker, chance_one_in(speaker->chance, 3)
                         ? PICK(speaker, "add_days(window_end, %s)", "add_months(window_start, %s)",
                                "add_working_days(window_end, %s)", "add_months(window_end, %s)")
                         : PICK(speaker, "window_start", "window_end"));
        break;
    case 'w':
        text_add(speaker->text, came_about(speaker));
        break;
    case 's':
        say(speaker, chance_one_in(speaker->chance, 6)
                         ? PICK(speaker, "size", "days(start_date, window_end)", "cost")
                         : PICK(speaker, "0", "1", "2", "-3", "12", "-20", "45"));
        break;
    case 'k':
        text_add(speaker->text, PICK(speaker, "0", "1", "2", "3", "6", "12", "30", "42", "90", "365"));
        break;
    case 'I':
        text_add(speaker->text,
                 PICK(speaker, "10 days", "3 months", "6 weeks, 1 month", "15 working days, 2 months"));
        break;
    case 'R':
        *related = chance_below(speaker->chance, (int)speaker->dataset->table_count);
        text_add(speaker->text, table_of(speaker, *related)->name);
        break;
    case 'B':
        text_add(speaker->text, PICK(speaker, "", "", "", " by family_id", " by worker_id"));
        break;
    case 'W':
        say_where(speaker, *related);
        break;
    default:
        break;
    }
}

static void say(struct speaker *speaker, const char *phrase)
{
    int related = 0;
    speaker->depth--;
    for (const char *at = phrase; *at; at++)
        if (*at == '%')
            say_sign(speaker, *++at, &related);
        else
            text_add_character(speaker->text, *at);
    speaker->depth++;
}

const char *random_expression(struct arena *arena, struct chance *chance, const struct dataset *dataset,
                              int table, enum column_type type)
{
    static const char *const phrases[] = {
        [COLUMN_TEXT] = "%t", [COLUMN_NUMBER] = "%n", [COLUMN_DAY] = "%d", [COLUMN_FLAG] = "%f"};
    struct text text = text_in(arena);
    struct speaker speaker = {.arena = arena,
                              .chance = chance,
                              .dataset = dataset,
                              .table = table,
                              .outer = -1,
                              .depth = 2 + chance_below(chance, 6),
                              .text = &text};
    say(&speaker, phrases[type]);
    return text.bytes;
}
