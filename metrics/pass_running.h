/* What the parts of a pass share while it runs: pass.c walks the rows and counts them, pass_values.c works out what
 * expressions say of them, pass_repeats.c finds rows that count once together. Internal to counting.
 *
 * Rows are taken some at a time and seen from the first window they fall in; each then moves on to the first later window
 * from which something that is asked of it may be different, until its windows are through. What stays as it is counts in
 * all the windows between at once. */
#ifndef METRICS_PASS_RUNNING_H
#define METRICS_PASS_RUNNING_H

#include "metrics/pass.h"

enum { ROWS_AT_HAND = 2048, KNOWN_UNITS = 1024 };

/* A value per row of the table, or, where it depends on the window, per row at hand. */
struct value {
    const struct expression *expression;
    bool by_row;
    struct vector vector;
    struct known known;            /* not by row */
    const day_number *holds_until; /* not by row: the last window's end for which each is still what it is */
};

struct member {
    struct count *count;
    struct tally own, also;
    struct value *where, *also_where, *of, *also_of;
    struct value **by;
    uint16_t *next; /* per row at hand: the first window that it has not been counted in */
};

/* Rows, side by side, each seen from one of the windows it falls in. */
struct at_hand {
    size_t count;
    uint32_t row[ROWS_AT_HAND];
    uint16_t window[ROWS_AT_HAND];
    uint16_t end[ROWS_AT_HAND];  /* one more than the last of its windows */
    uint16_t next[ROWS_AT_HAND]; /* where it moves on to; `end` when it is through */
};

/* Alike in once_per, on one day or at one window's end. */
struct alike {
    uint64_t key;
    uint64_t pair;
    day_number day; /* "at": it fell on this one */
    day_number when;
    uint16_t window;
};

struct running {
    const struct pass_shared *shared;
    const struct counting *counting;
    const struct measure *measure; /* the first member's: time, place and table are the same for all */
    const struct table *table;
    struct arena *scratch, *lasting;
    struct window *windows;
    struct value *values; /* each expression once */
    size_t value_count;
    struct shared_part {
        const char *text;
        struct known_values *values;
    } * parts; /* of the values, each once */
    size_t part_count, part_capacity;
    struct value *at, *open_start, *open_end, *unit, *once_per;
    bool time_by_window; /* the time rule itself depends on the window: looked at window by window */
    struct member *members;
    size_t member_count;
    struct worker *worker;
    struct at_hand at_hand;
    bool collecting; /* what is alike, before anything is counted */
    struct alike *alike;
    size_t alike_count, alike_capacity;
    uint64_t *left_out; /* pairs of row and window that are alike with a later one, in order */
    size_t left_out_count;
    bool *may_repeat; /* per row, with once_per: another one is alike, whether or not it counts */
};

/* A row, and where it stands among those at hand. */
struct place {
    uint32_t row;
    uint16_t at;
};

static inline size_t at_of(const struct value *value, struct place place)
{
    return value->by_row ? place.row : place.at;
}

static inline bool day_of(const struct value *value, size_t at, day_number *day)
{
    if (!value || !value->vector.present[at])
        return false;
    *day = value->vector.day[at];
    return true;
}

static inline day_number holds_until(const struct value *value, struct place place)
{
    return value && !value->by_row ? value->holds_until[place.at] : INT32_MAX;
}

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };

static inline enum answer answer_of(const struct value *where, struct place place)
{
    if (!where)
        return ANSWER_YES;
    size_t at = at_of(where, place);
    if (!where->vector.present[at])
        return ANSWER_UNKNOWN;
    return where->vector.flag[at] ? ANSWER_YES : ANSWER_NO;
}

/* ---- pass_values.c ---- */

struct value *value_of(struct running *running, const struct expression *expression);
struct value *time_value_of(struct running *running, const struct expression *expression);
size_t most_values(const struct pass *pass); /* that its members can have */
void know_values(struct running *running);   /* once all are there */

/* Some of the rows at hand. */
struct some {
    size_t count;
    uint16_t at[ROWS_AT_HAND];
};

/* Works a value out for some of the rows at hand, where what is known of it does not hold. */
void ask(struct running *running, struct value *value, const struct some *some);
void forget(struct running *running);

/* Of the rows at hand, those that are not through; each is then seen from its next window. */
void move_on(struct running *running);

/* ---- pass_repeats.c ---- */

void find_repeated(struct running *running);
void collect_row(struct running *running, struct place place, struct run periods);
void find_left_out(struct running *running);
bool is_left_out(const struct running *running, uint32_t row, size_t window);

#endif
