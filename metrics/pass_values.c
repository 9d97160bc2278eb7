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

void ask(struct running *running, struct value *value)
{
    const struct pairs *pairs = &running->pairs;
    if (!value || value->by_row || value->asked || running->pairs.count == 0)
        return;
    struct batch batch = {.count = pairs->count,
                          .row = pairs->row,
                          .windows = running->windows,
                          .window = pairs->window,
                          .as_at = running->counting->as_at,
                          .parts = value->parts};
    value->vector =
        expression_evaluate(value->expression, running->counting->evaluator, &batch, running->scratch);
    value->asked = true;
}

/* ---- parts that expressions have in common ---- */

static struct part_values *shared_part(struct running *running, const char *text)
{
    for (size_t i = 0; i < running->part_count; i++)
        if (text_equal(running->parts[i].text, text))
            return running->parts[i].values;
    running->parts = arena_grow(running->lasting, running->parts, running->part_count,
                                &running->part_capacity, sizeof *running->parts);
    struct shared_part *part = &running->parts[running->part_count++];
    *part = (struct shared_part){text, part_values_make(running->lasting)};
    return part->values;
}

void share_parts(struct running *running)
{
    for (size_t i = 0; i < running->value_count; i++) {
        struct value *value = &running->values[i];
        size_t count = value->by_row ? 0 : expression_part_count(value->expression);
        if (count == 0)
            continue;
        value->parts = ARENA_ARRAY(running->lasting, struct part_values *, count);
        for (size_t part = 0; part < count; part++)
            value->parts[part] = shared_part(running, expression_part_text(value->expression, part));
    }
}

void forget(struct running *running)
{
    for (size_t i = 0; i < running->value_count; i++)
        running->values[i].asked = false;
    for (size_t i = 0; i < running->part_count; i++)
        part_values_forget(running->parts[i].values);
}

static struct vector vector_keep(struct arena *arena, const struct vector *from, const uint16_t *places,
                                 size_t count)
{
    struct column to = column_make(arena, NULL, from->type, count);
    for (size_t i = 0; i < count; i++) {
        to.present[i] = from->present[places[i]];
        switch (from->type) {
        case COLUMN_TEXT:
            to.code[i] = from->code[places[i]];
            break;
        case COLUMN_NUMBER:
            to.number[i] = from->number[places[i]];
            break;
        case COLUMN_DAY:
            to.day[i] = from->day[places[i]];
            break;
        case COLUMN_FLAG:
            to.flag[i] = from->flag[places[i]];
            break;
        }
    }
    return column_vector(&to);
}

void keep_pairs(struct running *running, bool (*wanted)(const struct running *, size_t))
{
    struct pairs *pairs = &running->pairs;
    uint16_t places[PAIRS];
    size_t count = 0;
    for (size_t pair = 0; pair < pairs->count; pair++)
        if (wanted(running, pair))
            places[count++] = (uint16_t)pair;
    if (count == pairs->count)
        return;
    for (size_t i = 0; i < running->value_count; i++) {
        struct value *value = &running->values[i];
        if (value->asked)
            value->vector = vector_keep(running->scratch, &value->vector, places, count);
    }
    for (size_t i = 0; i < running->part_count; i++)
        part_values_keep(running->parts[i].values, places, count);
    for (size_t i = 0; i < count; i++) {
        pairs->row[i] = pairs->row[places[i]];
        pairs->window[i] = pairs->window[places[i]];
    }
    pairs->count = count;
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
