#include "base/text.h"
#include "metrics/pass_running.h"

enum until_seen measure_until(const struct measure *measure, const struct table *table)
{
    if (table->until == NO_COLUMN)
        return UNTIL_VARIES;
    if (measure->at && expression_column(measure->at) == table->until)
        return UNTIL_SEEN;
    bool open_until = measure->open_end && expression_column(measure->open_end) == table->until;
    return open_until && !measure->during ? UNTIL_HIDDEN : UNTIL_VARIES;
}

const struct row_values *row_values_find(const struct row_values *values, size_t count,
                                         const struct expression *expression, enum until_seen until)
{
    bool alone = expression_depends_on_until_alone(expression);
    if (expression_depends_on_window(expression) && (!alone || until == UNTIL_VARIES))
        return NULL;
    bool hidden = alone && until == UNTIL_HIDDEN;
    for (size_t i = 0; i < count; i++)
        if (values[i].expression == expression && values[i].until_hidden == hidden)
            return &values[i];
    return NULL;
}

static struct value *add_value(struct running *running, const struct expression *expression,
                               enum until_seen until)
{
    const struct row_values *found =
        row_values_find(running->shared->row_values, running->shared->row_value_count, expression, until);
    struct value *value = &running->values[running->value_count++];
    *value = (struct value){.expression = expression, .by_row = found != NULL};
    if (found)
        value->vector = found->vector;
    return value;
}

struct value *value_of(struct running *running, const struct expression *expression)
{
    for (size_t i = 0; expression && i < running->value_count; i++)
        if (running->values[i].expression == expression)
            return &running->values[i];
    return expression ? add_value(running, expression, measure_until(running->measure, running->table))
                      : NULL;
}

/* A bare column is told as it stands, even one that a window would hide: time rules compare it with the window. */
struct value *time_value_of(struct running *running, const struct expression *expression)
{
    if (!expression || expression_column(expression) == NO_COLUMN)
        return value_of(running, expression);
    struct value *bare = add_value(running, expression, UNTIL_SEEN);
    bare->expression = NULL;
    return bare;
}

void ask(struct running *running, struct value *value, const struct some *some)
{
    const struct at_hand *at_hand = &running->at_hand;
    if (!value || value->by_row)
        return;
    struct batch batch = {.count = at_hand->count,
                          .row = at_hand->row,
                          .windows = running->windows,
                          .window_count = running->counting->period_count,
                          .end = at_hand->end,
                          .window = at_hand->window,
                          .as_at = running->counting->as_at};
    expression_update(value->expression, running->counting->evaluator,
                      &(struct batch_places){&batch, some->at, some->count}, &value->known, running->scratch);
}

/* Parts that expressions have in common are worked out once. */
static struct known_values *shared_part(struct running *running, const struct expression *expression,
                                        size_t part)
{
    const char *text = expression_part_text(expression, part);
    for (size_t i = 0; i < running->part_count; i++)
        if (text_equal(running->parts[i].text, text))
            return running->parts[i].values;
    running->parts = arena_grow(running->lasting, running->parts, running->part_count,
                                &running->part_capacity, sizeof *running->parts);
    struct known_values *values =
        known_values_make(running->lasting, expression_part_type(expression, part), ROWS_AT_HAND);
    running->parts[running->part_count++] = (struct shared_part){text, values};
    return values;
}

void know_values(struct running *running)
{
    for (size_t i = 0; i < running->value_count; i++) {
        struct value *value = &running->values[i];
        if (value->by_row)
            continue;
        size_t count = expression_part_count(value->expression);
        struct known_values **parts = ARENA_ARRAY(running->lasting, struct known_values *, count);
        for (size_t part = 0; part < count; part++)
            parts[part] = shared_part(running, value->expression, part);
        value->known = (struct known){
            known_values_make(running->lasting, expression_type(value->expression), ROWS_AT_HAND), parts};
        value->vector = known_values_vector(value->known.values);
        value->holds_until = known_values_hold_until(value->known.values);
    }
}

void forget(struct running *running)
{
    for (size_t i = 0; i < running->value_count; i++)
        if (!running->values[i].by_row)
            known_values_forget(running->values[i].known.values, running->at_hand.count);
    for (size_t i = 0; i < running->part_count; i++)
        known_values_forget(running->parts[i].values, running->at_hand.count);
}

static void keep_places(struct running *running, const uint16_t *places, size_t count)
{
    struct at_hand *at_hand = &running->at_hand;
    for (size_t i = 0; i < running->value_count; i++)
        if (!running->values[i].by_row)
            known_values_keep(running->values[i].known.values, places, count);
    for (size_t i = 0; i < running->part_count; i++)
        known_values_keep(running->parts[i].values, places, count);
    for (size_t i = 0; i < count; i++) {
        at_hand->row[i] = at_hand->row[places[i]];
        at_hand->next[i] = at_hand->next[places[i]];
        at_hand->end[i] = at_hand->end[places[i]];
        for (size_t k = 0; k < running->member_count; k++)
            running->members[k].next[i] = running->members[k].next[places[i]];
    }
    at_hand->count = count;
}

void move_on(struct running *running)
{
    struct at_hand *at_hand = &running->at_hand;
    uint16_t places[ROWS_AT_HAND];
    size_t count = 0;
    for (size_t i = 0; i < at_hand->count; i++)
        if (at_hand->next[i] < at_hand->end[i])
            places[count++] = (uint16_t)i;
    if (count < at_hand->count)
        keep_places(running, places, count);
    for (size_t i = 0; i < count; i++)
        at_hand->window[i] = at_hand->next[i];
}

static size_t values_of(const struct measure *measure)
{
    enum { AT_OPEN_WHERE_OF_UNIT_ONCE = 7 };
    return AT_OPEN_WHERE_OF_UNIT_ONCE + measure->by_count;
}

size_t most_values(const struct pass *pass)
{
    size_t most = 0;
    for (size_t i = 0; i < pass->member_count; i++) {
        most += values_of(pass->members[i]->measure);
        most += pass->members[i]->also ? values_of(pass->members[i]->also) : 0;
    }
    return most;
}
