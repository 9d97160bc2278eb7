#include "tables/expression_work.h"

struct filling filling_make(const struct work *work, enum column_type type, size_t count)
{
    struct filling to = {.type = type, .present = ARENA_ARRAY(work->scratch, bool, count)};
    switch (type) {
    case COLUMN_TEXT:
        to.code = ARENA_ARRAY(work->scratch, uint32_t, count);
        break;
    case COLUMN_NUMBER:
        to.number = ARENA_ARRAY(work->scratch, double, count);
        break;
    case COLUMN_DAY:
        to.day = ARENA_ARRAY(work->scratch, day_number, count);
        break;
    case COLUMN_FLAG:
        to.flag = ARENA_ARRAY(work->scratch, bool, count);
        break;
    }
    return to;
}

struct vector column_vector(const struct column *column)
{
    struct vector vector = {.type = column->type, .present = column->present};
    switch (column->type) {
    case COLUMN_TEXT:
        vector.code = column->code;
        break;
    case COLUMN_NUMBER:
        vector.number = column->number;
        break;
    case COLUMN_DAY:
        vector.day = column->day;
        break;
    case COLUMN_FLAG:
        vector.flag = column->flag;
        break;
    }
    return vector;
}

struct vector filling_done(struct filling from)
{
    struct vector vector = {.type = from.type, .present = from.present};
    switch (from.type) {
    case COLUMN_TEXT:
        vector.code = from.code;
        break;
    case COLUMN_NUMBER:
        vector.number = from.number;
        break;
    case COLUMN_DAY:
        vector.day = from.day;
        break;
    case COLUMN_FLAG:
        vector.flag = from.flag;
        break;
    }
    return vector;
}

void filling_put(struct filling *to, size_t at, union value value)
{
    to->present[at] = true;
    switch (to->type) {
    case COLUMN_TEXT:
        to->code[at] = value.code;
        break;
    case COLUMN_NUMBER:
        to->number[at] = value.number;
        break;
    case COLUMN_DAY:
        to->day[at] = value.day;
        break;
    case COLUMN_FLAG:
        to->flag[at] = value.flag;
        break;
    }
}

union value vector_take(const struct vector *from, size_t at)
{
    switch (from->type) {
    case COLUMN_TEXT:
        return (union value){.code = from->code[at]};
    case COLUMN_NUMBER:
        return (union value){.number = from->number[at]};
    case COLUMN_DAY:
        return (union value){.day = from->day[at]};
    case COLUMN_FLAG:
        return (union value){.flag = from->flag[at]};
    }
    return (union value){.number = 0};
}

int value_compare(enum column_type type, union value a, union value b)
{
    switch (type) {
    case COLUMN_TEXT:
        return a.code < b.code ? -1 : a.code > b.code;
    case COLUMN_NUMBER:
        return a.number < b.number ? -1 : a.number > b.number;
    case COLUMN_DAY:
        return a.day < b.day ? -1 : a.day > b.day;
    case COLUMN_FLAG:
        return (int)a.flag - (int)b.flag;
    }
    return 0;
}

const struct window *batch_window(const struct batch *batch, size_t at)
{
    return batch->windows ? &batch->windows[batch->window[at]] : NULL;
}
