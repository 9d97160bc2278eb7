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

static void ask_parts(struct running *running, struct value *value, struct batch *batch)
{
    size_t count = expression_part_count(value->expression);
    const struct vector **parts = ARENA_ARRAY(&running->scratch, const struct vector *, count);
    for (size_t i = 0; i < count; i++) {
        ask(running, value->parts[i]);
        parts[i] = &value->parts[i]->vector;
    }
    batch->parts = parts;
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
                          .as_at = running->counting->as_at};
    if (value->parts)
        ask_parts(running, value, &batch);
    value->vector =
        expression_evaluate(value->expression, running->counting->evaluator, &batch, &running->scratch);
    value->asked = true;
}

/* ---- parts that several expressions have ---- */

static size_t count_part(const struct running *running, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < running->value_count; i++) {
        const struct expression *expression = running->values[i].expression;
        for (size_t part = 0; expression && part < expression_part_count(expression); part++)
            count += text_equal(expression_part_text(expression_part(expression, part)), text);
    }
    return count;
}

static struct value *part_value(struct running *running, const struct expression *part)
{
    const char *text = expression_part_text(part);
    for (size_t i = 0; i < running->value_count; i++)
        if (running->values[i].part_text && text_equal(running->values[i].part_text, text))
            return &running->values[i];
    struct value *value = &running->values[running->value_count++];
    *value = (struct value){.expression = part, .part_text = text};
    return value;
}

void share_parts(struct running *running, struct arena *arena)
{
    size_t values = running->value_count, room = 0;
    for (size_t i = 0; i < values; i++)
        room += running->values[i].expression ? expression_part_count(running->values[i].expression) : 0;
    if (room == 0)
        return;
    for (size_t i = 0; i < values; i++) {
        struct value *value = &running->values[i];
        size_t count = value->expression ? expression_part_count(value->expression) : 0, shared = 0;
        for (size_t part = 0; part < count; part++)
            shared += count_part(running, expression_part_text(expression_part(value->expression, part))) >=
                      WORTH_SHARING;
        if (shared == 0 || shared < count)
            continue;
        value->parts = ARENA_ARRAY(arena, struct value *, count);
        for (size_t part = 0; part < count; part++)
            value->parts[part] = part_value(running, expression_part(value->expression, part));
    }
}

void forget(struct running *running)
{
    for (size_t i = 0; i < running->value_count; i++)
        running->values[i].asked = false;
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
            value->vector = vector_keep(&running->scratch, &value->vector, places, count);
    }
    for (size_t i = 0; i < count; i++) {
        pairs->row[i] = pairs->row[places[i]];
        pairs->window[i] = pairs->window[places[i]];
    }
    pairs->count = count;
}

static size_t parts_of(const struct expression *expression)
{
    return expression ? 1 + expression_part_count(expression) : 0;
}

static size_t values_of(const struct measure *measure)
{
    size_t most = parts_of(measure->where) + parts_of(measure->of) + parts_of(measure->unit) +
                  parts_of(measure->once_per) + parts_of(measure->at) + parts_of(measure->open_start) +
                  parts_of(measure->open_end);
    for (size_t i = 0; i < measure->by_count; i++)
        most += parts_of(measure->by[i]);
    return most;
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
