#include "tables/expression_work.h"

struct filling filling_make(struct arena *arena, enum column_type type, size_t count)
{
    struct filling to = {.type = type, .present = ARENA_ARRAY(arena, bool, count)};
    switch (type) {
    case COLUMN_TEXT:
        to.code = ARENA_ARRAY(arena, uint32_t, count);
        break;
    case COLUMN_NUMBER:
        to.number = ARENA_ARRAY(arena, double, count);
        break;
    case COLUMN_DAY:
        to.day = ARENA_ARRAY(arena, day_number, count);
        break;
    case COLUMN_FLAG:
        to.flag = ARENA_ARRAY(arena, bool, count);
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
