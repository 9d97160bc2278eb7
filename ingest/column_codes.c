#include "ingest/column_codes.h"

#include "base/text.h"

#include <string.h>

struct column_codes column_codes_in(struct arena *arena)
{
    return (struct column_codes){.arena = arena, .names = map_in(arena)};
}

/* ---- what mappings say ---- */

static const char *full_name(struct arena *arena, const char *table, const char *column)
{
    return arena_format(arena, "%s.%s", table, column);
}

static void add_list(struct arena *arena, struct coded_column *column, const struct code_list *list)
{
    for (size_t i = 0; i < column->count; i++)
        if (text_equal(column->lists[i]->path, list->path))
            return;
    column->lists =
        arena_grow(arena, (void *)column->lists, column->count, &column->capacity, sizeof(void *));
    column->lists[column->count++] = list;
}

static void add_column(struct column_codes *codes, const char *table, const struct mapped_column *mapped)
{
    enum cell_kind kind = mapped->rule.kind;
    if (cell_kind_column(kind) != COLUMN_TEXT)
        return;
    bool is_new = false;
    size_t place = map_add(&codes->names, full_name(codes->arena, table, mapped->name), &is_new);
    if (is_new) {
        codes->columns =
            arena_grow(codes->arena, codes->columns, place, &codes->capacity, sizeof *codes->columns);
        codes->columns[place] = (struct coded_column){0};
    }
    if (kind == CELL_CODE)
        add_list(codes->arena, &codes->columns[place], mapped->rule.codes);
    else
        codes->columns[place].open = true;
}

void column_codes_add(struct column_codes *codes, const struct mapping *mapping)
{
    for (size_t i = 0; i < mapping->extract_count; i++) {
        const struct mapped_extract *extract = &mapping->extracts[i];
        for (size_t k = 0; k < extract->column_count; k++)
            add_column(codes, extract->table, &extract->columns[k]);
    }
}

/* ---- the lists of a column as one ---- */

struct joining {
    struct arena *arena;
    struct map names; /* to the letter -> place in `words` */
    struct vocabulary_word *words;
    size_t word_capacity;
    const char **spellings;
    size_t *meant;
    size_t spelling_count;
    size_t spelling_capacity, meant_capacity;
};

static size_t add_word(struct joining *joining, const struct code *code)
{
    bool is_new = false;
    size_t place = map_add(&joining->names, code->name, &is_new);
    if (is_new) {
        joining->words = arena_grow(joining->arena, joining->words, place, &joining->word_capacity,
                                    sizeof *joining->words);
        joining->words[place] = (struct vocabulary_word){.word = code->name};
    }
    bool says_more = code->label && !text_equal_ignoring_case(code->label, code->name);
    if (says_more && !joining->words[place].label)
        joining->words[place].label = code->label;
    return place;
}

static void add_spelling(struct joining *joining, const char *spelling, size_t word)
{
    size_t at = joining->spelling_count++;
    joining->spellings = arena_grow(joining->arena, (void *)joining->spellings, at,
                                    &joining->spelling_capacity, sizeof *joining->spellings);
    joining->meant =
        arena_grow(joining->arena, joining->meant, at, &joining->meant_capacity, sizeof *joining->meant);
    joining->spellings[at] = spelling;
    joining->meant[at] = word;
}

static const char *list_name(struct arena *arena, const struct code_list *list)
{
    const char *slash = strrchr(list->path, '/'), *name = slash ? slash + 1 : list->path;
    size_t length = strlen(name) - (text_ends_with(name, ".csv") ? strlen(".csv") : 0);
    return arena_copy_bytes(arena, name, length);
}

static const struct vocabulary *join(struct arena *arena, const struct coded_column *column)
{
    struct joining joining = {.arena = arena, .names = map_in(arena)};
    struct text name = text_in(arena);
    for (size_t i = 0; i < column->count; i++) {
        const struct code_list *list = column->lists[i];
        text_add(&name, i > 0 ? " or " : "");
        text_add(&name, list_name(arena, list));
        for (size_t k = 0; k < list->names.count; k++)
            add_word(&joining, list->codes[k]);
        for (size_t k = 0; k < list->spellings.count; k++)
            add_spelling(&joining, list->spellings.keys[k], add_word(&joining, list->meant[k]));
    }
    struct vocabulary *vocabulary = ARENA_NEW(arena, struct vocabulary);
    *vocabulary = (struct vocabulary){.name = name.bytes,
                                      .words = joining.words,
                                      .word_count = joining.names.count,
                                      .spellings = joining.spellings,
                                      .meant = joining.meant,
                                      .spelling_count = joining.spelling_count};
    return vocabulary;
}

void column_codes_tell(const struct column_codes *codes, struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        size_t place = map_find(&codes->names, full_name(codes->arena, table->name, table->columns[i].name));
        const struct coded_column *column = place == MAP_NONE ? NULL : &codes->columns[place];
        table->columns[i].vocabulary =
            column && !column->open && column->count > 0 ? join(codes->arena, column) : NULL;
    }
}
