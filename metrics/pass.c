#include "metrics/pass_running.h"

#include <time.h>

bool pass_is_shared(const struct measure *one, const struct measure *other)
{
    return one->table == other->table && one->at == other->at && one->open_start == other->open_start &&
           one->open_end == other->open_end && one->during == other->during && one->window == other->window &&
           one->unit == other->unit && one->once_per == other->once_per &&
           (!one->once_per || one->where == other->where);
}

struct worker worker_make(void)
{
    enum { USUAL_SCRATCH = 8 * 1024 * 1024 };
    struct worker worker = {.scratch = {.keeps_spare = true}, .lasting = {.keeps_spare = true}};
    worker.known_units = ARENA_ARRAY(&worker.lasting, struct known_unit, KNOWN_UNITS);
    arena_reserve(&worker.scratch, USUAL_SCRATCH);
    arena_reserve(&worker.lasting, USUAL_SCRATCH);
    return worker;
}

void worker_release(struct worker *worker)
{
    arena_release(&worker->scratch);
    arena_release(&worker->lasting);
}

/* ---- where a row belongs ---- */

static int no_team(const struct units *units)
{
    const struct unit *last = &units->items[units->count - 1];
    return last->is_no_team ? (int)units->count - 1 : -1;
}

static int find_unit(const struct running *running, uint32_t word)
{
    const struct units *units = running->counting->units;
    const char *text = running->counting->scope->dataset->words.words[word];
    struct known_unit *known = &running->worker->known_units[word % KNOWN_UNITS];
    if (known->word_and_one != word + 1)
        *known = (struct known_unit){word + 1, units_find(units, text)};
    return known->unit;
}

/* -1: nowhere at all, as there is no one organisation whose "(no team)" it could be. */
static int unit_at(struct running *running, struct place place)
{
    size_t at = running->unit ? at_of(running->unit, place) : 0;
    bool names_one = running->unit && running->unit->vector.present[at];
    int unit = names_one ? find_unit(running, running->unit->vector.code[at]) : -1;
    const struct units *units = running->counting->units;
    if (unit >= 0 && !units->items[unit].is_no_team)
        return unit;
    atomic_uchar *told = &running->shared->unplaced[running->measure->table][place.row];
    atomic_fetch_or_explicit(told, names_one ? UNPLACED_UNKNOWN_UNIT : UNPLACED_NO_UNIT,
                             memory_order_relaxed);
    return no_team(units);
}

/* ---- counting the pairs at hand ---- */

static bool in_time(const struct running *running, size_t pair)
{
    struct place place = place_of(running, pair);
    const struct window *window = &running->windows[running->pairs.window[pair]];
    day_number day;
    if (running->at)
        return day_of(running->at, at_of(running->at, place), &day) && day >= window->start &&
               day <= window->end;
    if (!day_of(running->open_start, at_of(running->open_start, place), &day) || day > window->end)
        return false;
    if (!day_of(running->open_end, running->open_end ? at_of(running->open_end, place) : 0, &day))
        return true;
    return running->measure->during ? day >= window->start : day > window->end;
}

/* Pair by pair, not row by row. */
static bool is_counted_in_pairs(const struct running *running, const struct member *member, uint32_t row)
{
    return !member->is_steady || (running->may_repeat && running->may_repeat[row]);
}

static bool anyone_asks_for(const struct running *running, size_t pair)
{
    for (size_t i = 0; i < running->member_count; i++)
        if (is_counted_in_pairs(running, &running->members[i], running->pairs.row[pair]) &&
            answer_of(running->members[i].where, place_of(running, pair)) != ANSWER_NO)
            return true;
    return false;
}

/* Where a row counts: its place, its unit, its periods. */
struct spot {
    struct place place;
    size_t unit;
    struct run periods;
};

static void add_everywhere(struct tally *tally, const struct member *member, const struct value *of,
                           struct spot spot, bool unknown)
{
    size_t at = of ? at_of(of, spot.place) : 0;
    for (size_t i = 0; i <= tally->measure->by_count; i++) {
        size_t category = WHOLE;
        const struct value *by = i > 0 ? member->by[i - 1] : NULL;
        if (i > 0 &&
            !tally_category(tally, i - 1, by ? &by->vector : NULL, by ? at_of(by, spot.place) : 0, &category))
            continue;
        if (unknown)
            tally_unknown(tally, category, spot.unit, spot.periods);
        else
            tally_add(tally, category, spot.unit, spot.periods, of ? &of->vector : NULL, at);
    }
}

static bool value_known(const struct member *member, struct place place)
{
    return member->own.measure->aggregate == AGGREGATE_ROWS ||
           member->of->vector.present[at_of(member->of, place)];
}

static void count_member(struct member *member, struct spot spot)
{
    enum answer own = answer_of(member->where, spot.place);
    if (own == ANSWER_NO)
        return;
    add_everywhere(&member->own, member, member->of, spot, own == ANSWER_UNKNOWN);
    /* A row left out of the denominator is out of the numerator too, and unknown once. */
    if (!member->count->also || own == ANSWER_UNKNOWN || !value_known(member, spot.place))
        return;
    enum answer also = answer_of(member->also_where, spot.place);
    if (also != ANSWER_NO)
        add_everywhere(&member->also, member, member->also_of, spot, also == ANSWER_UNKNOWN);
}

static void ask_member(struct running *running, struct member *member)
{
    ask(running, member->of);
    ask(running, member->also_where);
    ask(running, member->also_of);
    for (size_t i = 0; i < member->count->measure->by_count; i++)
        ask(running, member->by[i]);
}

static void count_pair(struct running *running, size_t pair)
{
    struct place place = place_of(running, pair);
    size_t window = running->pairs.window[pair];
    int unit = is_left_out(running, pair) ? -1 : unit_at(running, place);
    struct spot spot = {place, (size_t)unit, {window, window + 1}};
    for (size_t i = 0; i < running->member_count && unit >= 0; i++)
        if (is_counted_in_pairs(running, &running->members[i], place.row))
            count_member(&running->members[i], spot);
}

static void count_pairs(struct running *running)
{
    struct arena_mark mark = arena_mark(running->scratch);
    struct pairs *pairs = &running->pairs;
    if (running->time_by_pair) {
        ask(running, running->at);
        ask(running, running->open_start);
        ask(running, running->open_end);
        keep_pairs(running, in_time);
    }
    for (size_t i = 0; i < running->member_count; i++)
        ask(running, running->members[i].where);
    keep_pairs(running, anyone_asks_for);
    if (running->collecting) {
        ask(running, running->once_per);
        for (size_t pair = 0; pair < pairs->count; pair++)
            collect_pair(running, pair);
    } else {
        ask(running, running->unit);
        for (size_t i = 0; i < running->member_count; i++)
            ask_member(running, &running->members[i]);
        for (size_t pair = 0; pair < pairs->count; pair++)
            count_pair(running, pair);
    }
    forget(running);
    pairs->count = 0;
    arena_rewind(running->scratch, mark);
}

/* ---- pairs of row and window ---- */

/* The first period whose window ends on or after the day. */
static size_t first_ending_from(const struct running *running, day_number day)
{
    size_t low = 0, high = running->counting->period_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (running->windows[middle].end >= day)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The first period from `first` whose window begins after the day. */
static size_t first_starting_after(const struct running *running, size_t first, day_number day)
{
    while (first < running->counting->period_count && running->windows[first].start <= day)
        first++;
    return first;
}

/* The windows a row falls in, or is open at the end of: one run of them, since both ends of windows only rise.
 * A time rule that depends on the window is left to in_time. */
static void find_run(const struct running *running, uint32_t row, size_t *first, size_t *last)
{
    *first = 0;
    *last = running->counting->period_count;
    const struct table *table = running->table;
    if (table->when != NO_COLUMN) {
        const struct column *when = &table->columns[table->when];
        *first = when->present[row] ? first_ending_from(running, when->day[row]) : *last;
    }
    if (running->time_by_pair)
        return;
    day_number day;
    const struct value *start = running->at ? running->at : running->open_start;
    if (!day_of(start, row, &day)) {
        *last = 0;
        return;
    }
    size_t from = first_ending_from(running, day);
    *first = from > *first ? from : *first;
    if (running->at)
        *last = first_starting_after(running, *first, day);
    else if (day_of(running->open_end, row, &day))
        *last = running->measure->during ? first_starting_after(running, *first, day)
                                         : first_ending_from(running, day);
}

/* What looks the same from every window may already say that the row counts nowhere. */
static bool may_count(const struct running *running, uint32_t row)
{
    for (size_t i = 0; i < running->member_count; i++) {
        const struct value *where = running->members[i].where;
        if (!where || !where->by_row || !where->vector.present[row] || where->vector.flag[row])
            return true;
    }
    return false;
}

/* In all its windows at once. */
static void count_row(struct running *running, uint32_t row, struct run periods)
{
    struct spot spot = {{row, 0}, 0, periods};
    bool asked_for = false;
    for (size_t i = 0; i < running->member_count && !asked_for; i++)
        asked_for =
            running->members[i].is_steady && answer_of(running->members[i].where, spot.place) != ANSWER_NO;
    if (!asked_for)
        return;
    int unit = unit_at(running, spot.place);
    spot.unit = (size_t)unit;
    for (size_t i = 0; i < running->member_count && unit >= 0; i++)
        if (running->members[i].is_steady)
            count_member(&running->members[i], spot);
}

static void take_pairs(struct running *running, uint32_t row, struct run periods)
{
    struct pairs *pairs = &running->pairs;
    for (size_t window = periods.first; window < periods.end; window++) {
        pairs->row[pairs->count] = row;
        pairs->window[pairs->count++] = (uint16_t)window;
        if (pairs->count == PAIRS)
            count_pairs(running);
    }
}

static void walk_rows(struct running *running)
{
    bool any_steady = false;
    for (size_t i = 0; i < running->member_count; i++)
        any_steady |= running->members[i].is_steady;
    for (uint32_t row = 0; row < running->table->row_count; row++) {
        bool may_repeat = running->may_repeat && running->may_repeat[row];
        if (running->collecting && !may_repeat)
            continue;
        struct run periods;
        find_run(running, row, &periods.first, &periods.end);
        if (periods.first >= periods.end || !may_count(running, row))
            continue;
        if (any_steady && !may_repeat)
            count_row(running, row, periods);
        if (!running->all_steady || may_repeat)
            take_pairs(running, row, periods);
    }
    count_pairs(running);
}

/* ---- the pass ---- */

static bool is_steady(const struct value *value)
{
    return !value || value->by_row;
}

static void start_member(struct running *running, struct pass *pass, struct member *member,
                         struct count *count)
{
    const struct measure *measure = count->measure, *also = count->also;
    *member = (struct member){
        .count = count,
        .own = tally_make(&pass->arena, running->lasting, running->counting, measure, &count->counts),
        .where = value_of(running, measure->where),
        .of = value_of(running, measure->of),
        .by = ARENA_ARRAY(running->lasting, struct value *, measure->by_count)};
    for (size_t i = 0; i < measure->by_count; i++)
        member->by[i] = value_of(running, measure->by[i]);
    member->is_steady = is_steady(running->unit) && !running->time_by_pair && is_steady(member->where) &&
                        is_steady(member->of);
    for (size_t i = 0; i < measure->by_count; i++)
        member->is_steady &= is_steady(member->by[i]);
    if (!also)
        return;
    member->also = tally_make(&pass->arena, running->lasting, running->counting, also, &count->also_counts);
    member->also_where = value_of(running, also->where);
    member->also_of = value_of(running, also->of);
    member->is_steady &= is_steady(member->also_where) && is_steady(member->also_of);
}

static struct running *start(struct pass *pass, const struct pass_shared *shared, struct worker *worker)
{
    struct arena *arena = &worker->lasting;
    const struct counting *counting = shared->counting;
    const struct measure *measure = pass->members[0]->measure;
    struct running *running = ARENA_NEW(arena, struct running);
    running->shared = shared;
    running->counting = counting;
    running->worker = worker;
    running->scratch = &worker->scratch;
    running->lasting = arena;
    running->measure = measure;
    running->table = &counting->scope->dataset->tables[measure->table];
    running->windows = ARENA_ARRAY(arena, struct window, counting->period_count);
    for (size_t i = 0; i < counting->period_count; i++)
        running->windows[i] = window_of(measure->window, &counting->periods[i], counting->plan);
    running->values = ARENA_ARRAY(arena, struct value, most_values(pass));
    running->at = time_value_of(running, measure->at);
    running->open_start = time_value_of(running, measure->open_start);
    running->open_end = time_value_of(running, measure->open_end);
    running->time_by_pair = (running->at && !running->at->by_row) ||
                            (running->open_start && !running->open_start->by_row) ||
                            (running->open_end && !running->open_end->by_row);
    running->unit = value_of(running, measure->unit);
    running->once_per = value_of(running, measure->once_per);
    running->members = ARENA_ARRAY(arena, struct member, pass->member_count);
    running->member_count = pass->member_count;
    running->all_steady = true;
    for (size_t i = 0; i < pass->member_count; i++) {
        start_member(running, pass, &running->members[i], pass->members[i]);
        running->all_steady &= running->members[i].is_steady;
    }
    share_parts(running);
    return running;
}

void pass_run(struct pass *pass, const struct pass_shared *shared, struct worker *worker)
{
    struct timespec began, ended;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &began);
    struct arena_mark mark = arena_mark(&worker->lasting);
    struct running *running = start(pass, shared, worker);
    if (running->once_per) {
        find_repeated(running);
        running->collecting = true;
        walk_rows(running);
        running->collecting = false;
        find_left_out(running);
    }
    walk_rows(running);
    for (size_t i = 0; i < running->member_count; i++) {
        tally_settle(&running->members[i].own);
        if (running->members[i].count->also)
            tally_settle(&running->members[i].also);
    }
    pass->bytes =
        arena_used_since(&worker->lasting, mark) + arena_used_since(&pass->arena, (struct arena_mark){0});
    arena_rewind(&worker->lasting, mark);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ended);
    pass->seconds = (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec) / 1e9;
}
