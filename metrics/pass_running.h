/* What the parts of a pass share while it runs: pass.c walks the rows, pass_values.c works out what expressions say of
 * them, pass_repeats.c finds rows that count once together. Internal to counting. */
#ifndef METRICS_PASS_RUNNING_H
#define METRICS_PASS_RUNNING_H

#include "metrics/pass.h"

enum { PAIRS = 8192, KNOWN_UNITS = 1024 };

/* A value per row of the table, or per pair of row and window, whichever it depends on. */
struct value {
    const struct expression *expression;
    bool by_row;
    bool asked; /* per pair: worked out for the pairs at hand */
    struct vector vector;
    struct part_values **parts;
};

struct member {
    struct count *count;
    struct tally own, also;
    struct value *where, *also_where, *of, *also_of;
    struct value **by;
    bool is_steady; /* all that it asks for looks the same from every window: counted a run of them at once */
};

/* Rows seen from windows, side by side. */
struct pairs {
    size_t count;
    uint32_t row[PAIRS];
    uint16_t window[PAIRS];
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
        struct part_values *values;
    } * parts; /* of the values, each once */
    size_t part_count, part_capacity;
    struct value *at, *open_start, *open_end, *unit, *once_per;
    bool time_by_pair; /* the time rule itself depends on the window: looked at pair by pair */
    struct member *members;
    size_t member_count;
    struct worker *worker;
    bool all_steady;
    struct pairs pairs; /* at hand */
    bool collecting;    /* what is alike, before anything is counted */
    struct alike *alike;
    size_t alike_count, alike_capacity;
    uint64_t *left_out; /* pairs that are alike with a later one, in order */
    size_t left_out_count;
    size_t left_out_next;
    bool *may_repeat; /* per row, with once_per: another one is alike, whether or not it counts */
};

/* A row, and where it stands among the pairs at hand; counted row by row, what it is asked for is by row. */
struct place {
    uint32_t row;
    size_t pair;
};

static inline struct place place_of(const struct running *running, size_t pair)
{
    return (struct place){running->pairs.row[pair], pair};
}

static inline size_t at_of(const struct value *value, struct place place)
{
    return value->by_row ? place.row : place.pair;
}

static inline bool day_of(const struct value *value, size_t at, day_number *day)
{
    if (!value || !value->vector.present[at])
        return false;
    *day = value->vector.day[at];
    return true;
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
void share_parts(struct running *running);

/* Works a value out for the pairs at hand, unless it is there already. */
void ask(struct running *running, struct value *value);
void forget(struct running *running);

/* Of the pairs at hand those for which `wanted`, and of what has been asked about them. */
void keep_pairs(struct running *running, bool (*wanted)(const struct running *, size_t));

/* ---- pass_repeats.c ---- */

void find_repeated(struct running *running);
void collect_pair(struct running *running, size_t pair);
void find_left_out(struct running *running);
bool is_left_out(struct running *running, size_t pair);

#endif
