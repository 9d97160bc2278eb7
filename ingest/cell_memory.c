#include "ingest/cell_memory.h"

#include <string.h>

enum {
    DATE_LENGTH = 10,
    FIRST_CENTURY = 19,
    CENTURIES = 2,
    PLACES_OF_DAYS = CENTURIES * 100 * 13 * 32,
    KNOWN = 1 << 20, /* more than the days before 1970, so that a day that is known is not 0 */
    PLACE_BITS = 12,
    PLACES = 1 << PLACE_BITS,
    LONGEST = 15
};

/* ---- dates ---- */

/* The number that two digits make; 256 or more when they are none. */
static inline unsigned two_digits(const char *text)
{
    unsigned tens = (unsigned)(unsigned char)text[0] - '0';
    unsigned ones = (unsigned)(unsigned char)text[1] - '0';
    return tens <= 9 && ones <= 9 ? tens * 10 + ones : 256;
}

/* The place of a date among the days of its shape; -1 when it has none. */
static inline int date_place(const char *text, int *shape)
{
    bool day_first = text[2] == text[5] && (text[2] == '/' || text[2] == '-');
    if (!day_first && (text[4] != '-' || text[7] != '-'))
        return -1;
    *shape = !day_first ? 2 : text[2] == '-';
    unsigned century = two_digits(day_first ? text + 6 : text);
    unsigned year = two_digits(day_first ? text + 8 : text + 2);
    unsigned month = two_digits(day_first ? text + 3 : text + 5);
    unsigned day = two_digits(day_first ? text : text + 8);
    if (century < FIRST_CENTURY || century >= FIRST_CENTURY + CENTURIES || year > 99 || month > 12 ||
        day > 31)
        return -1;
    return (int)((((century - FIRST_CENTURY) * 100 + year) * 13 + month) * 32 + day);
}

static struct cell_value convert_date(struct arena *arena, struct cell_memory *memory,
                                      const struct cell_rule *rule, char *cell)
{
    int shape = 0;
    int place = date_place(cell, &shape);
    if (place < 0)
        return cell_convert(rule, cell);
    if (!memory->days[shape])
        memory->days[shape] = ARENA_ARRAY(arena, int32_t, PLACES_OF_DAYS);
    int32_t *day = &memory->days[shape][place];
    if (*day != 0)
        return (struct cell_value){.present = true, .finding = NO_FINDING, .day = *day - KNOWN};
    struct cell_value value = cell_convert(rule, cell);
    if (value.present && value.finding == NO_FINDING)
        *day = value.day + KNOWN;
    return value;
}

/* ---- short cells ---- */

bool text_is_short(const struct cell_memory *memory, size_t length)
{
    enum { TRIED = 4096 };
    return length > 0 && length <= LONGEST && (memory->unknown < TRIED || memory->known > memory->unknown);
}

/* Padded with NULs; the last byte is the length, and one, so that no key is all zero. */
struct text_key text_key_make(const char *cell, size_t length)
{
    char padded[LONGEST + 1] = {0};
    struct text_key key;
    memcpy(padded, cell, length);
    padded[LONGEST] = (char)(length + 1);
    memcpy(key.text, padded, sizeof key.text);
    return key;
}

static bool keys_equal(struct text_key one, struct text_key other)
{
    return one.text[0] == other.text[0] && one.text[1] == other.text[1];
}

static size_t place_of(struct text_key key)
{
    uint64_t mixed = (key.text[0] ^ key.text[1] * 31) * 0x9E3779B97F4A7C15u;
    return mixed >> (64 - PLACE_BITS);
}

struct remembered {
    struct text_key key;
    struct cell_value value;
};

static struct cell_value convert_short(struct arena *arena, struct cell_memory *memory,
                                       const struct cell_rule *rule, char *cell, size_t length)
{
    struct text_key key = text_key_make(cell, length);
    if (!memory->cells)
        memory->cells = ARENA_ARRAY(arena, struct remembered, PLACES);
    struct remembered *place = &memory->cells[place_of(key)];
    if (keys_equal(place->key, key))
        return place->value;
    struct cell_value value = cell_convert(rule, cell);
    *place = (struct remembered){key, value};
    return value;
}

struct known_text {
    struct text_key key;
    uint32_t dictionary;
    uint32_t code;
};

bool text_known(struct cell_memory *memory, struct text_key key, uint32_t dictionary, uint32_t *code)
{
    const struct known_text *place = memory->texts ? &memory->texts[place_of(key)] : NULL;
    bool known = place && place->dictionary == dictionary && keys_equal(place->key, key);
    memory->known += known;
    memory->unknown += !known;
    if (known)
        *code = place->code;
    return known;
}

void text_know(struct arena *arena, struct cell_memory *memory, struct text_key key, uint32_t dictionary,
               uint32_t code)
{
    if (!memory->texts)
        memory->texts = ARENA_ARRAY(arena, struct known_text, PLACES);
    memory->texts[place_of(key)] = (struct known_text){key, dictionary, code};
}

/* ---- a cell ---- */

struct cell_value cell_convert_again(struct arena *arena, struct cell_memory *memory,
                                     const struct cell_rule *rule, char *cell, size_t length)
{
    if (length == 0)
        return (struct cell_value){.present = false, .finding = NO_FINDING};
    if (rule->kind == CELL_DATE && length == DATE_LENGTH)
        return convert_date(arena, memory, rule, cell);
    /* A text's value is in the cell itself, which does not last. */
    bool lasts = rule->kind == CELL_NUMBER || rule->kind == CELL_FLAG || rule->kind == CELL_CODE;
    return lasts && length <= LONGEST ? convert_short(arena, memory, rule, cell, length)
                                      : cell_convert(rule, cell);
}
