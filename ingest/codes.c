#include "ingest/codes.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/recognise.h"
#include "ingest/spelling.h"

#include <string.h>

enum { LONGEST_SPELLING = 512 };

/* The columns of a list. */
enum field { FIELD_CODE, FIELD_ALIAS, FIELD_LABEL, FIELD_WITHIN, FIELD_FROM, FIELD_UNTIL, FIELD_COUNT };

static const char *const field_names[FIELD_COUNT] = {
    [FIELD_CODE] = "code",     [FIELD_ALIAS] = "alias", [FIELD_LABEL] = "label",
    [FIELD_WITHIN] = "within", [FIELD_FROM] = "from",   [FIELD_UNTIL] = "until",
};

struct list_reading {
    struct arena *arena;
    struct code_list *list;
    const char **within; /* per code: its wider code, as the file names it, or NULL */
    size_t within_capacity;
    bool headed;
    int position[FIELD_COUNT]; /* in the file, or -1 */
};

/* ---- headers ---- */

static int field_of(const char *header)
{
    for (int field = 0; field < FIELD_COUNT; field++)
        if (text_equal_ignoring_case(header, field_names[field]))
            return field;
    return -1;
}

static bool read_headers(struct list_reading *reading, const struct csv_record *record, struct error *error)
{
    reading->headed = true;
    for (int field = 0; field < FIELD_COUNT; field++)
        reading->position[field] = -1;
    for (size_t i = 0; i < record->cell_count; i++) {
        int field = field_of(text_trim(record->cells[i].text));
        if (field < 0 || reading->position[field] >= 0)
            return error_set(error, ERROR_CONFIG,
                             "line %u: \"%s\" is not a header of a code list, or there twice; it is headed "
                             "code,alias and may have label,within,from,until",
                             record->line, record->cells[i].text);
        reading->position[field] = (int)i;
    }
    if (reading->position[FIELD_CODE] < 0 || reading->position[FIELD_ALIAS] < 0)
        return error_set(error, ERROR_CONFIG, "line %u: a code list is headed code,alias", record->line);
    return true;
}

/* "" for one that is not there. */
static const char *field_text(const struct list_reading *reading, const struct csv_record *record,
                              enum field field)
{
    int position = reading->position[field];
    return position >= 0 && (size_t)position < record->cell_count ? text_trim(record->cells[position].text)
                                                                  : "";
}

/* ---- codes and spellings ---- */

static bool value_form(const char *spelling, char *value)
{
    char plain[LONGEST_SPELLING];
    return spelling_plain(spelling, plain, sizeof plain) && spelling_of_value(plain, value, LONGEST_SPELLING);
}

static bool add_spelling(struct list_reading *reading, const char *spelling, const struct code *code,
                         uint32_t line, struct error *error)
{
    struct code_list *list = reading->list;
    char value[LONGEST_SPELLING];
    if (*spelling == '\0')
        return true;
    if (!value_form(spelling, value))
        return error_set(error, ERROR_CONFIG, "line %u: a spelling of over %d characters", line,
                         LONGEST_SPELLING - 1);
    if (*value == '\0')
        return error_set(error, ERROR_CONFIG, "line %u: \"%s\" has neither letter nor digit", line, spelling);
    bool is_new = false;
    size_t place = map_add(&list->spellings, value, &is_new);
    if (!is_new && list->meant[place] != code)
        return error_set(error, ERROR_CONFIG, "line %u: \"%s\" stands for both %s and %s; take one away",
                         line, spelling, list->meant[place]->name, code->name);
    if (is_new) {
        list->meant = arena_grow(reading->arena, (void *)list->meant, place, &list->capacity, sizeof(void *));
        list->meant[place] = code;
    }
    return true;
}

static struct code *code_of(struct list_reading *reading, const char *name)
{
    struct code_list *list = reading->list;
    char value[LONGEST_SPELLING];
    if (!value_form(name, value) || *value == '\0')
        return NULL;
    bool is_new = false;
    size_t place = map_add(&list->names, value, &is_new);
    if (!is_new)
        return list->codes[place];
    struct code *code = ARENA_NEW(reading->arena, struct code);
    *code =
        (struct code){.name = arena_copy_text(reading->arena, name), .from = INT32_MIN, .until = INT32_MAX};
    list->codes = arena_grow(reading->arena, list->codes, place, &list->code_capacity, sizeof(void *));
    reading->within =
        arena_grow(reading->arena, (void *)reading->within, place, &reading->within_capacity, sizeof(void *));
    list->codes[place] = code;
    reading->within[place] = NULL;
    return code;
}

static bool read_day(struct list_reading *reading, const struct csv_record *record, enum field field,
                     day_number *day, struct error *error)
{
    const char *text = field_text(reading, record, field);
    if (*text == '\0')
        return true;
    reading->list->has_retired = true;
    if (!day_parse(text, day))
        return error_set(error, ERROR_CONFIG, "line %u: \"%s\" is written as a day, 2024-03-31, not \"%s\"",
                         record->line, field_names[field], text);
    return true;
}

/* What is said of the code itself, on whichever of its rows. */
static bool read_about(struct list_reading *reading, const struct csv_record *record, struct code *code,
                       struct error *error)
{
    const char *label = field_text(reading, record, FIELD_LABEL);
    const char *within = field_text(reading, record, FIELD_WITHIN);
    if (*label != '\0')
        code->label = arena_copy_text(reading->arena, label);
    if (*within != '\0') {
        char value[LONGEST_SPELLING];
        value_form(code->name, value);
        reading->within[map_find(&reading->list->names, value)] = arena_copy_text(reading->arena, within);
    }
    return read_day(reading, record, FIELD_FROM, &code->from, error) &&
           read_day(reading, record, FIELD_UNTIL, &code->until, error) &&
           add_spelling(reading, label, code, record->line, error);
}

static bool take_spelling(void *context, const struct csv_record *record, struct error *error)
{
    struct list_reading *reading = context;
    if (!reading->headed)
        return read_headers(reading, record, error);
    const char *name = field_text(reading, record, FIELD_CODE);
    struct code *code = code_of(reading, name);
    if (record->cell_count > FIELD_COUNT || !code)
        return error_set(error, ERROR_CONFIG,
                         "line %u: a row of a code list is a code and one spelling of it", record->line);
    return add_spelling(reading, name, code, record->line, error) &&
           read_about(reading, record, code, error) &&
           add_spelling(reading, field_text(reading, record, FIELD_ALIAS), code, record->line, error);
}

/* ---- wider codes ---- */

static bool is_round(const struct code *code)
{
    size_t steps = 0;
    for (const struct code *wider = code->within; wider; wider = wider->within)
        if (wider == code || ++steps > 8)
            return true;
    return false;
}

static bool join_wider(struct list_reading *reading, struct error *error)
{
    struct code_list *list = reading->list;
    for (size_t i = 0; i < list->names.count; i++) {
        if (!reading->within[i])
            continue;
        char value[LONGEST_SPELLING];
        list->codes[i]->within = value_form(reading->within[i], value) ? code_list_named(list, value) : NULL;
        if (!list->codes[i]->within)
            return error_set(error, ERROR_CONFIG,
                             "%s is said to be within %s, which is not a code of the list",
                             list->codes[i]->name, reading->within[i]);
    }
    for (size_t i = 0; i < list->names.count; i++)
        if (is_round(list->codes[i]))
            return error_set(error, ERROR_CONFIG, "%s is said to be within itself", list->codes[i]->name);
    return true;
}

/* ---- a list ---- */

static bool read_list(struct arena *arena, struct arena *scratch, struct code_list *list, struct error *error)
{
    size_t length = 0;
    char *bytes = file_read(scratch, list->path, &length, error);
    struct decoded_text decoded;
    if (!bytes || !text_decode(scratch, bytes, length, &decoded, error))
        return false;
    struct list_reading reading = {.arena = arena, .list = list};
    struct csv_taker taker = {take_spelling, &reading};
    return csv_read(scratch, decoded.text, decoded.length, taker, error) && join_wider(&reading, error);
}

bool code_list_load(struct arena *arena, const char *path, struct code_list *list, struct error *error)
{
    *list = (struct code_list){
        .path = arena_copy_text(arena, path), .spellings = map_in(arena), .names = map_in(arena)};
    struct arena scratch = {0};
    bool loaded = read_list(arena, &scratch, list, error);
    arena_release(&scratch);
    if (!loaded) {
        error->kind = ERROR_CONFIG;
        return error_within(error, "code list %s", path);
    }
    return true;
}

const struct code *code_list_meant(const struct code_list *list, const char *value)
{
    size_t place = map_find(&list->spellings, value);
    return place == MAP_NONE ? NULL : list->meant[place];
}

const struct code *code_list_named(const struct code_list *list, const char *value)
{
    size_t place = map_find(&list->names, value);
    return place == MAP_NONE ? NULL : list->codes[place];
}

const char *code_list_find(const struct code_list *list, const char *spelling)
{
    char plain[LONGEST_SPELLING];
    if (!spelling_plain(spelling, plain, sizeof plain))
        return NULL;
    const struct code *code = recognise(list, plain);
    return code ? code->name : NULL;
}

bool code_is_valid(const struct code_list *list, const char *name, day_number day)
{
    char value[LONGEST_SPELLING];
    const struct code *code = value_form(name, value) ? code_list_named(list, value) : NULL;
    return !code || (day >= code->from && day <= code->until);
}

bool code_is_within(const struct code *code, const struct code *wider)
{
    while (code && code != wider)
        code = code->within;
    return code != NULL;
}

/* ---- lists ---- */

struct code_lists code_lists_in(struct arena *arena)
{
    return (struct code_lists){.arena = arena, .paths = map_in(arena)};
}

const struct code_list *code_lists_get(struct code_lists *lists, const char *path, struct error *error)
{
    size_t place = map_find(&lists->paths, path);
    if (place != MAP_NONE)
        return lists->lists[place];
    struct code_list *list = ARENA_NEW(lists->arena, struct code_list);
    if (!code_list_load(lists->arena, path, list, error))
        return NULL;
    place = map_add(&lists->paths, path, NULL);
    lists->lists = arena_grow(lists->arena, (void *)lists->lists, place, &lists->capacity, sizeof(void *));
    lists->lists[place] = list;
    return list;
}
