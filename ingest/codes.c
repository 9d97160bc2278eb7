#include "ingest/codes.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/spelling.h"

enum { LONGEST_SPELLING = 512, LIST_WIDTH = 2 };

struct list_reading {
    struct arena *arena;
    struct code_list *list;
    bool headed;
};

static bool check_headers(const struct csv_record *record, struct error *error)
{
    if (record->cell_count != LIST_WIDTH || !text_equal_ignoring_case(record->cells[0].text, "code") ||
        !text_equal_ignoring_case(record->cells[1].text, "alias"))
        return error_set(error, ERROR_CONFIG, "line %u: a code list is headed code,alias", record->line);
    return true;
}

static bool add_spelling(struct list_reading *reading, const char *spelling, const char *code, uint32_t line,
                         struct error *error)
{
    struct code_list *list = reading->list;
    char plain[LONGEST_SPELLING];
    if (!spelling_plain(spelling, plain, sizeof plain))
        return error_set(error, ERROR_CONFIG, "line %u: a spelling of over %d characters", line,
                         LONGEST_SPELLING - 1);
    bool is_new = false;
    size_t place = map_add(&list->spellings, plain, &is_new);
    if (!is_new && !text_equal(list->codes[place], code))
        return error_set(error, ERROR_CONFIG, "line %u: \"%s\" stands for both %s and %s; take one away",
                         line, spelling, list->codes[place], code);
    if (is_new) {
        list->codes =
            arena_grow(reading->arena, (void *)list->codes, place, &list->capacity, sizeof *list->codes);
        list->codes[place] = code;
    }
    return true;
}

static bool take_spelling(void *context, const struct csv_record *record, struct error *error)
{
    struct list_reading *reading = context;
    if (!reading->headed) {
        reading->headed = true;
        return check_headers(record, error);
    }
    char *code = text_trim(record->cells[0].text);
    if (record->cell_count > LIST_WIDTH || *code == '\0')
        return error_set(error, ERROR_CONFIG,
                         "line %u: a row of a code list is a code and one spelling of it", record->line);
    code = arena_copy_text(reading->arena, code);
    if (!add_spelling(reading, code, code, record->line, error))
        return false;
    const char *alias = record->cell_count == LIST_WIDTH ? text_trim(record->cells[1].text) : "";
    return *alias == '\0' || add_spelling(reading, alias, code, record->line, error);
}

static bool read_list(struct arena *arena, struct arena *scratch, struct code_list *list, struct error *error)
{
    size_t length = 0;
    char *bytes = file_read(scratch, list->path, &length, error);
    struct decoded_text decoded;
    if (!bytes || !text_decode(scratch, bytes, length, &decoded, error))
        return false;
    struct list_reading reading = {.arena = arena, .list = list};
    struct csv_taker taker = {take_spelling, &reading};
    return csv_read(scratch, decoded.text, decoded.length, taker, error);
}

bool code_list_load(struct arena *arena, const char *path, struct code_list *list, struct error *error)
{
    *list = (struct code_list){.path = arena_copy_text(arena, path), .spellings = map_in(arena)};
    struct arena scratch = {0};
    bool loaded = read_list(arena, &scratch, list, error);
    arena_release(&scratch);
    if (!loaded) {
        error->kind = ERROR_CONFIG;
        return error_within(error, "code list %s", path);
    }
    return true;
}

const char *code_list_find(const struct code_list *list, const char *spelling)
{
    char plain[LONGEST_SPELLING];
    if (!spelling_plain(spelling, plain, sizeof plain))
        return NULL;
    size_t place = map_find(&list->spellings, plain);
    return place == MAP_NONE ? NULL : list->codes[place];
}

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
