#include "ingest/cell_memory.h"

#include <endian.h>
#include <string.h>

enum {
    DATE_LENGTH = 10,
    DATE_SHAPES = 3,
    FIRST_YEAR = 1900,
    YEARS = 200,
    MONTHS_OF_YEAR = 16, /* 0 is none, nor are the last three: in these no day is ever known */
    MONTHS = YEARS * MONTHS_OF_YEAR,
    PLACE_BITS = 12,
    PLACES = 1 << PLACE_BITS,
    LONGEST = 32
};

static uint64_t eight_bytes(const char *text)
{
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

static uint64_t four_bytes(const char *text)
{
    uint32_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

/* ---- dates ---- */

/* A shape's first eight characters, a byte each, the first the lowest. Added to their digits, `room` reaches the top bit
 * of a byte that is over 9, or that should be a separator and is not. */
struct date_shape {
    uint64_t zeros;
    uint64_t room;
    int day; /* where its two digits begin, of the ten characters; likewise the others */
    int month;
    int century;
    int year;
};

static const struct date_shape date_shapes[DATE_SHAPES] = {
    {0x30302F30302F3030, 0x76767F76767F7676, 0, 3, 6, 8}, /* 00/00/00.. */
    {0x30302D30302D3030, 0x76767F76767F7676, 0, 3, 6, 8}, /* 00-00-00.. */
    {0x2D30302D30303030, 0x7F76767F76767676, 8, 5, 0, 2}, /* 0000-00-.. */
};

/* The number that two digits make; a very large one when they are none. */
static inline unsigned two_digits(const char *text)
{
    unsigned tens = (unsigned)(unsigned char)text[0] - '0';
    unsigned ones = (unsigned)(unsigned char)text[1] - '0';
    unsigned are_none = (tens > 9) | (ones > 9);
    return (tens * 10 + ones) | are_none << 16;
}

static inline unsigned pair_at(uint64_t pairs, unsigned last, int place)
{
    return place == DATE_LENGTH - 2 ? last : (unsigned)(pairs >> (8 * place)) & 0xFF;
}

/* A month in the table of months, and a bit in it. */
struct date_place {
    uint32_t month;
    uint32_t day; /* 0: it is no such date */
};

/* Eight characters at once. False: it is not a date of this shape, or has no day or month that could be known. */
static inline bool read_shape(const char *cell, uint32_t which, struct date_place *place)
{
    const struct date_shape *shape = &date_shapes[which];
    uint64_t digits = le64toh(eight_bytes(cell)) ^ shape->zeros;
    if (((digits + shape->room) | digits) & 0x8080808080808080)
        return false;
    uint64_t pairs = digits * 10 + (digits >> 8);
    unsigned last = two_digits(cell + DATE_LENGTH - 2);
    unsigned day = pair_at(pairs, last, shape->day);
    unsigned month = pair_at(pairs, last, shape->month);
    unsigned year = pair_at(pairs, last, shape->century) * 100 + pair_at(pairs, last, shape->year);
    place->month = which * MONTHS + (year - FIRST_YEAR) * MONTHS_OF_YEAR + month;
    place->day = day;
    return year - FIRST_YEAR < YEARS && (month | day >> 1) < MONTHS_OF_YEAR;
}

/* The shape is known to the compiler each time, which makes constants of what is in its table. */
static inline bool read_date(const char *cell, struct date_place *place)
{
    return cell[2] == '/'   ? read_shape(cell, 0, place)
           : cell[2] == '-' ? read_shape(cell, 1, place)
                            : read_shape(cell, 2, place);
}

struct known_month {
    day_number first;
    uint32_t days; /* a bit for each that is known */
};

static inline bool recall_date(const struct cell_memory *memory, struct date_place place, day_number *day)
{
    const struct known_month *month = memory->months ? &memory->months[place.month] : NULL;
    if (!month || !(month->days >> place.day & 1))
        return false;
    *day = month->first + (day_number)place.day - 1;
    return true;
}

static void remember_date(struct arena *arena, struct cell_memory *memory, const struct cell_key *key,
                          day_number day)
{
    if (!memory->months)
        memory->months = ARENA_ARRAY(arena, struct known_month, DATE_SHAPES * MONTHS);
    struct known_month *month = &memory->months[key->month];
    month->first = day - (day_number)key->day + 1;
    month->days |= 1U << key->day;
}

/* ---- short cells ---- */

struct known_cell {
    union {
        uint32_t code;
        double number;
        day_number day;
        bool flag;
    };
    uint32_t words;
    struct cell_key key;
};

static inline bool is_worth_it(const struct cell_memory *memory, size_t length)
{
    enum { TRIED = 4096 };
    return length > 0 && length <= LONGEST && (memory->unknown < TRIED || memory->known > memory->unknown);
}

/* The text's bytes, some of them twice: with its length they tell it from every other. */
static inline void read_text(const char *cell, size_t length, struct cell_key *key)
{
    const char *end = cell + length;
    key->length = length;
    if (length > 16) {
        key->text[0] = eight_bytes(cell);
        key->text[1] = eight_bytes(cell + 8);
        key->text[2] = eight_bytes(end - 16);
        key->text[3] = eight_bytes(end - 8);
    } else if (length >= 8) {
        key->text[0] = eight_bytes(cell);
        key->text[1] = eight_bytes(end - 8);
    } else if (length >= 4) {
        key->text[0] = four_bytes(cell);
        key->text[1] = four_bytes(end - 4);
    } else {
        key->text[0] = (unsigned char)*cell;
        key->text[1] = (uint64_t)(unsigned char)cell[length / 2] << 8 | (unsigned char)end[-1];
    }
}

/* No text has the length 0, so that an empty place equals none. */
static inline bool keys_equal(const struct cell_key *one, const struct cell_key *other)
{
    if (one->length != other->length || one->text[0] != other->text[0] || one->text[1] != other->text[1])
        return false;
    return one->length <= 16 || (one->text[2] == other->text[2] && one->text[3] == other->text[3]);
}

static inline size_t place_of(const struct cell_key *key)
{
    uint64_t mixed = key->text[0] ^ key->text[1] * 31;
    if (key->length > 16)
        mixed ^= key->text[2] * 37 ^ key->text[3] * 41;
    return mixed * 0x9E3779B97F4A7C15u >> (64 - PLACE_BITS);
}

/* A cell goes to one of two places beside each other. */
static inline struct known_cell *find_known(const struct cell_memory *memory, const struct cell_key *key)
{
    struct known_cell *first = &memory->cells[place_of(key)];
    struct known_cell *second = &memory->cells[place_of(key) ^ 1];
    return keys_equal(&first->key, key) ? first : keys_equal(&second->key, key) ? second : NULL;
}

static inline bool recall_cell(struct cell_memory *memory, const struct cell_key *key, uint32_t words,
                               struct column *column, uint32_t row)
{
    const struct known_cell *cell = memory->cells ? find_known(memory, key) : NULL;
    bool known = cell && (cell->words == words || column->type != COLUMN_TEXT);
    memory->known += known;
    memory->unknown += !known;
    if (!known)
        return false;
    switch (column->type) {
    case COLUMN_TEXT:
        column->code[row] = cell->code;
        break;
    case COLUMN_NUMBER:
        column->number[row] = cell->number;
        break;
    case COLUMN_DAY:
        column->day[row] = cell->day;
        break;
    case COLUMN_FLAG:
        column->flag[row] = cell->flag;
        break;
    }
    return true;
}

/* Its own place, an empty one, or that of the older of two others. */
static struct known_cell *place_for(const struct cell_memory *memory, const struct cell_key *key)
{
    struct known_cell *known = find_known(memory, key);
    struct known_cell *first = &memory->cells[place_of(key)];
    struct known_cell *second = &memory->cells[place_of(key) ^ 1];
    if (known)
        return known;
    if (first->key.length != 0)
        *second = *first;
    return first;
}

static void remember_cell(struct arena *arena, struct cell_memory *memory, const struct cell_key *key,
                          uint32_t words, const struct column *column, uint32_t row)
{
    if (!memory->cells)
        memory->cells = ARENA_ARRAY(arena, struct known_cell, PLACES);
    struct known_cell *cell = place_for(memory, key);
    *cell = (struct known_cell){.key = *key, .words = words};
    switch (column->type) {
    case COLUMN_TEXT:
        cell->code = column->code[row];
        break;
    case COLUMN_NUMBER:
        cell->number = column->number[row];
        break;
    case COLUMN_DAY:
        cell->day = column->day[row];
        break;
    case COLUMN_FLAG:
        cell->flag = column->flag[row];
        break;
    }
}

/* ---- a cell ---- */

__attribute__((noinline)) static bool recall_short(struct cell_memory *memory, const char *cell,
                                                   size_t length, uint32_t words, struct column *column,
                                                   uint32_t row, struct cell_key *key)
{
    key->length = 0;
    key->day = 0;
    if (!is_worth_it(memory, length))
        return false;
    read_text(cell, length, key);
    column->present[row] = recall_cell(memory, key, words, column, row);
    return column->present[row];
}

/* Apart from the other, for what each needs would slow down both. */
__attribute__((noinline)) static bool recall_day(struct cell_memory *memory, const char *cell, size_t length,
                                                 uint32_t words, struct column *column, uint32_t row,
                                                 struct cell_key *key)
{
    struct date_place place;
    if (!read_date(cell, &place))
        return recall_short(memory, cell, length, words, column, row, key);
    if (recall_date(memory, place, &column->day[row])) {
        column->present[row] = true;
        return true;
    }
    key->length = 0;
    key->month = place.month;
    key->day = place.day;
    return false;
}

bool cell_recall(struct cell_memory *memory, const char *cell, size_t length, uint32_t words,
                 struct column *column, uint32_t row, struct cell_key *key)
{
    if (column->type == COLUMN_DAY && length == DATE_LENGTH)
        return recall_day(memory, cell, length, words, column, row, key);
    return recall_short(memory, cell, length, words, column, row, key);
}

void cell_remember(struct arena *arena, struct cell_memory *memory, const struct cell_key *key,
                   uint32_t words, const struct column *column, uint32_t row)
{
    if (key->day != 0)
        remember_date(arena, memory, key, column->day[row]);
    else if (key->length != 0)
        remember_cell(arena, memory, key, words, column, row);
}
