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
    struct worker worker = {.scratch = {.keeps_spare = true}, .lasting = {.keeps_spare = true}};
    worker.known_units = ARENA_ARRAY(&worker.lasting, struct known_unit, KNOWN_UNITS);
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

/* ---- counting a row ---- */

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
    add_everywhere(&member->own, member, member->of, spot, own == ANSWER_UNKNOWN);
    /* A row left out of the denominator is out of the numerator too, and unknown once. */
    if (!member->count->also || own == ANSWER_UNKNOWN || !value_known(member, spot.place))
        return;
    enum answer also = answer_of(member->also_where, spot.place);
    if (also != ANSWER_NO)
        add_everywhere(&member->also, member, member->also_of, spot, also == ANSWER_UNKNOWN);
}

static void ask_member(struct running *running, struct member *member, const struct some *some)
{
    ask(running, member->of, some);
    ask(running, member->also_where, some);
    ask(running, member->also_of, some);
    for (size_t i = 0; i < member->count->measure->by_count; i++)
        ask(running, member->by[i], some);
}

static day_number member_holds_until(const struct running *running, const struct member *member,
                                     struct place place)
{
    day_number day = holds_until(running->unit, place);
    day = day_sooner(day, holds_until(member->of, place));
    day = day_sooner(day, holds_until(member->also_where, place));
    day = day_sooner(day, holds_until(member->also_of, place));
    for (size_t i = 0; i < member->count->measure->by_count; i++)
        day = day_sooner(day, holds_until(member->by[i], place));
    return day;
}

/* ---- the rows at hand, seen from the windows they stand at ---- */

static struct place place_at(const struct running *running, uint16_t at)
{
    return (struct place){running->at_hand.row[at], at};
}

/* The first of its windows from which a row may look different: what it is told by holds until a day. */
static uint16_t first_ending_after(const struct running *running, uint16_t at, day_number day)
{
    const struct at_hand *at_hand = &running->at_hand;
    if (running->windows[at_hand->end[at] - 1].end <= day)
        return at_hand->end[at];
    uint16_t next = at_hand->window[at] + 1;
    while (next < at_hand->end[at] && running->windows[next].end <= day)
        next++;
    return next;
}

static bool in_time(const struct running *running, struct place place)
{
    const struct window *window = &running->windows[running->at_hand.window[place.at]];
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

/* Where the time rule depends on the window: the first window from which it may say otherwise. */
static uint16_t time_changes(const struct running *running, struct place place)
{
    const struct at_hand *at_hand = &running->at_hand;
    uint16_t window = at_hand->window[place.at];
    day_number day;
    if (!running->at)
        return window + 1;
    uint16_t next = first_ending_after(running, place.at, holds_until(running->at, place));
    if (!day_of(running->at, at_of(running->at, place), &day) || day < running->windows[window].start)
        return next;
    bool is_ahead = day > running->windows[window].end;
    for (uint16_t later = window + 1; later < next; later++)
        if (is_ahead ? running->windows[later].end >= day : running->windows[later].start > day)
            return later;
    return next;
}

/* Those that fall in their windows; the others move on. */
static void find_in_time(struct running *running, struct some *some)
{
    struct at_hand *at_hand = &running->at_hand;
    struct some all = {.count = at_hand->count};
    for (size_t i = 0; i < all.count; i++)
        all.at[i] = (uint16_t)i;
    *some = all;
    for (size_t i = 0; i < all.count; i++)
        at_hand->next[i] = at_hand->end[i];
    if (!running->time_by_window)
        return;
    ask(running, running->at, &all);
    ask(running, running->open_start, &all);
    ask(running, running->open_end, &all);
    some->count = 0;
    for (size_t i = 0; i < all.count; i++) {
        struct place place = place_at(running, (uint16_t)i);
        at_hand->next[i] = time_changes(running, place);
        if (in_time(running, place))
            some->at[some->count++] = (uint16_t)i;
    }
}

static bool is_due(const struct running *running, const struct member *member, uint16_t at)
{
    return member->next[at] <= running->at_hand.window[at];
}

/* Those that some member counts, or cannot tell. */
static void find_asked_for(const struct running *running, const struct some *some, struct some *asked)
{
    asked->count = 0;
    for (size_t i = 0; i < some->count; i++) {
        struct place place = place_at(running, some->at[i]);
        bool wanted = false;
        for (size_t k = 0; k < running->member_count && !wanted; k++)
            wanted = is_due(running, &running->members[k], place.at) &&
                     answer_of(running->members[k].where, place) != ANSWER_NO;
        if (wanted)
            asked->at[asked->count++] = place.at;
    }
}

/* Rows of which one of several counts are looked at window by window: which one it is may differ. */
static bool may_repeat(const struct running *running, uint32_t row)
{
    return running->may_repeat && running->may_repeat[row];
}

/* Counts a row in a member, in all windows up to the one from which it may be different. */
static void count_due(struct running *running, struct member *member, struct place place, uint16_t until)
{
    uint16_t window = running->at_hand.window[place.at];
    day_number holds = holds_until(member->where, place);
    bool counts = answer_of(member->where, place) != ANSWER_NO;
    if (counts)
        holds = day_sooner(holds, member_holds_until(running, member, place));
    uint16_t next = first_ending_after(running, place.at, holds);
    if (next > until)
        next = until;
    if (may_repeat(running, place.row))
        next = window + 1;
    member->next[place.at] = next;
    if (!counts || (running->left_out_count > 0 && is_left_out(running, place.row, window)))
        return;
    int unit = unit_at(running, place);
    if (unit >= 0)
        count_member(member, (struct spot){place, (size_t)unit, {window, next}});
}

static void count_some(struct running *running, const struct some *some)
{
    struct at_hand *at_hand = &running->at_hand;
    for (size_t i = 0; i < some->count; i++) {
        struct place place = place_at(running, some->at[i]);
        uint16_t until = at_hand->next[place.at], next = until;
        for (size_t k = 0; k < running->member_count; k++) {
            struct member *member = &running->members[k];
            if (is_due(running, member, place.at))
                count_due(running, member, place, until);
            next = member->next[place.at] < next ? member->next[place.at] : next;
        }
        at_hand->next[place.at] = next;
    }
}

static void collect_some(struct running *running, const struct some *some)
{
    struct at_hand *at_hand = &running->at_hand;
    ask(running, running->once_per, some);
    for (size_t i = 0; i < some->count; i++) {
        struct place place = place_at(running, some->at[i]);
        day_number holds =
            day_sooner(holds_until(running->members[0].where, place), holds_until(running->once_per, place));
        uint16_t next = first_ending_after(running, place.at, holds);
        at_hand->next[place.at] = next < at_hand->next[place.at] ? next : at_hand->next[place.at];
        collect_row(running, place, (struct run){at_hand->window[place.at], at_hand->next[place.at]});
    }
}

static void look_at_rows(struct running *running)
{
    struct some some, asked;
    find_in_time(running, &some);
    for (size_t i = 0; i < running->member_count; i++)
        ask(running, running->members[i].where, &some);
    if (running->collecting) {
        collect_some(running, &some);
        return;
    }
    find_asked_for(running, &some, &asked);
    ask(running, running->unit, &asked);
    for (size_t i = 0; i < running->member_count; i++)
        ask_member(running, &running->members[i], &asked);
    count_some(running, &some);
}

static void count_at_hand(struct running *running)
{
    forget(running);
    while (running->at_hand.count > 0) {
        look_at_rows(running);
        move_on(running);
    }
}

/* ---- the windows a row falls in ---- */

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
    if (running->time_by_window)
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

static void take_row(struct running *running, uint32_t row, size_t first, size_t end)
{
    struct at_hand *at_hand = &running->at_hand;
    size_t at = at_hand->count++;
    at_hand->row[at] = row;
    at_hand->window[at] = (uint16_t)first;
    at_hand->end[at] = (uint16_t)end;
    for (size_t i = 0; i < running->member_count; i++)
        running->members[i].next[at] = (uint16_t)first;
    if (at_hand->count == ROWS_AT_HAND)
        count_at_hand(running);
}

static void walk_rows(struct running *running)
{
    for (uint32_t row = 0; row < running->table->row_count; row++) {
        if (running->collecting && !may_repeat(running, row))
            continue;
        size_t first, end;
        find_run(running, row, &first, &end);
        if (first < end && may_count(running, row))
            take_row(running, row, first, end);
    }
    count_at_hand(running);
}

/* ---- the pass ---- */

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
    member->next = ARENA_ARRAY(running->lasting, uint16_t, ROWS_AT_HAND);
    if (!also)
        return;
    member->also = tally_make(&pass->arena, running->lasting, running->counting, also, &count->also_counts);
    member->also_where = value_of(running, also->where);
    member->also_of = value_of(running, also->of);
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
    running->time_by_window = (running->at && !running->at->by_row) ||
                              (running->open_start && !running->open_start->by_row) ||
                              (running->open_end && !running->open_end->by_row);
    running->unit = value_of(running, measure->unit);
    running->once_per = value_of(running, measure->once_per);
    running->members = ARENA_ARRAY(arena, struct member, pass->member_count);
    running->member_count = pass->member_count;
    for (size_t i = 0; i < pass->member_count; i++)
        start_member(running, pass, &running->members[i], pass->members[i]);
    know_values(running);
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
