#include "ingest/recognise_file.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/layout.h"
#include "ingest/spelling.h"
#include "ingest/text_source.h"

#include <fnmatch.h>
#include <string.h>

enum { BLOCK = 256 * 1024, REQUIRED_WEIGHT = 3, NAME_WEIGHT = 50, SHORTEST_ABBREVIATION = 2, HALF = 50 };

/* ---- what is shipped ---- */

bool shipped_mappings_load(struct arena *arena, const char *home, struct shipped_mappings *shipped,
                           struct error *error)
{
    *shipped = (struct shipped_mappings){0};
    const char *folder = path_join(arena, home, "ingest/mappings");
    const char *codes = path_join(arena, home, "ingest/codes");
    struct code_lists code_lists = code_lists_in(arena);
    const char *const *names;
    if (!model_load(arena, path_join(arena, home, "ingest/model.json"), &shipped->model, error) ||
        !folder_list(arena, folder, "*.json", &names, &shipped->count, error))
        return false;
    shipped->items = ARENA_ARRAY(arena, struct shipped_mapping, shipped->count);
    for (size_t i = 0; i < shipped->count; i++) {
        struct shipped_mapping *one = &shipped->items[i];
        one->name = arena_copy_bytes(arena, names[i], strlen(names[i]) - strlen(".json"));
        one->path = path_join(arena, folder, names[i]);
        if (!mapping_load(arena, one->path, codes, &code_lists, &one->mapping, error))
            return false;
    }
    return true;
}

/* ---- texts ---- */

/* Takes a block of a file; false ends the reading. */
struct block_taker {
    bool (*take)(void *context, const struct text_block *block, struct error *error);
    void (*begin)(void *context); /* before the first block, and again when the file is read again */
    void *context;
};

/* `*is_not_utf8`: the guess that it was UTF-8 is refuted, and what was taken is to be taken again. */
static bool read_blocks_as(const char *path, enum encoding encoding, struct block_taker taker,
                           bool *is_not_utf8, struct error *error)
{
    struct arena arena = {0};
    struct text_source *source = text_source_open(&arena, path, encoding, BLOCK, false, error);
    bool going = source != NULL;
    struct text_block block = {0};
    *is_not_utf8 = false;
    taker.begin(taker.context);
    while (going && !block.last && !*is_not_utf8) {
        going = text_source_next(source, &block, error);
        *is_not_utf8 = going && !text_source_is_sure(source) &&
                       utf8_valid_prefix(block.text, block.length) < block.length;
        going = going && (*is_not_utf8 || taker.take(taker.context, &block, error));
    }
    if (source)
        text_source_close(source);
    arena_release(&block.arena);
    arena_release(&arena);
    return going;
}

static bool read_blocks(const char *path, struct block_taker taker, struct error *error)
{
    bool is_not_utf8;
    if (!read_blocks_as(path, ENCODING_TOLD, taker, &is_not_utf8, error))
        return false;
    return !is_not_utf8 || read_blocks_as(path, ENCODING_WINDOWS_1252, taker, &is_not_utf8, error);
}

/* ---- the first rows of a file ---- */

struct first_row {
    uint32_t line;
    char delimiter;
    const char **headers; /* its cells, trimmed */
    const char **plain;   /* as headers are compared */
    size_t count;
    bool may_be_headers; /* the one after the first rows only tells that something follows */
};

struct beginning {
    struct arena *arena;
    char *text;
    size_t length;
    bool whole; /* nothing follows */
    struct first_row rows[(LAYOUT_ROWS + 1) * DELIMITER_COUNT];
    size_t count;
    size_t most; /* rows there may be with the delimiters so far */
    char delimiter;
};

static void begin_beginning(void *context)
{
    ((struct beginning *)context)->text = NULL;
}

static bool take_beginning(void *context, const struct text_block *block, struct error *error)
{
    (void)error;
    struct beginning *beginning = context;
    beginning->text = arena_copy_bytes(beginning->arena, block->text, block->length);
    beginning->length = block->length;
    beginning->whole = block->last;
    return false;
}

static bool take_first_row(void *context, const struct csv_record *record, struct error *error)
{
    (void)error;
    struct beginning *beginning = context;
    struct arena *arena = beginning->arena;
    struct first_row *row = &beginning->rows[beginning->count++];
    *row = (struct first_row){.line = record->line,
                              .delimiter = beginning->delimiter,
                              .headers = ARENA_ARRAY(arena, const char *, record->cell_count),
                              .plain = ARENA_ARRAY(arena, const char *, record->cell_count),
                              .count = record->cell_count,
                              .may_be_headers = beginning->count < beginning->most};
    for (size_t i = 0; i < record->cell_count; i++) {
        row->headers[i] = text_trim(arena_copy_text(arena, record->cells[i].text));
        row->plain[i] = spelling_of_header(arena, row->headers[i]);
    }
    return beginning->count < beginning->most;
}

/* Each delimiter makes rows of its own. What is wrong after the first rows is not looked at here. */
static bool split_beginning(struct beginning *beginning, struct error *error)
{
    const char *failure = NULL;
    uint32_t line = 0;
    char stated = 0;
    size_t before = separator_line(beginning->text, beginning->length, &stated);
    for (int i = 1; i < DELIMITER_COUNT; i++) {
        struct csv_part part = {.text = beginning->text + before,
                                .length = beginning->length - before,
                                .last = beginning->whole,
                                .delimiter = beginning->delimiter = delimiter_of_word(i),
                                .line = 1};
        beginning->most = beginning->count + LAYOUT_ROWS + 1;
        struct csv_taker taker = {take_first_row, beginning};
        if (!csv_read_part(beginning->arena, &part, taker, error) && part.failure && !failure) {
            failure = part.failure;
            line = part.line;
        }
    }
    if (beginning->count > 0)
        return true;
    return error_set(error, ERROR_DATA, failure ? "line %u: %s" : "it holds no rows", line, failure);
}

static bool read_beginning(struct arena *arena, const char *path, struct beginning *beginning,
                           struct error *error)
{
    *beginning = (struct beginning){.arena = arena};
    struct block_taker taker = {take_beginning, begin_beginning, beginning};
    /* It stops at the first block, which is no failure. */
    return (read_blocks(path, taker, error) || beginning->text) && split_beginning(beginning, error);
}

/* ---- scoring ---- */

/* An extract and the row of the file that is most like its headers. */
struct candidate {
    const struct shipped_mapping *shipped;
    size_t extract;
    const struct first_row *row;
    size_t weight;
    size_t all_weight; /* had every column been there */
    size_t matched;
    size_t required_missing;
    bool named; /* the file's name is what the mapping expects */
};

static bool is_spelling(const struct mapped_column *column, const char *plain)
{
    return *plain && text_is_one_of(plain, column->spellings, column->spelling_count);
}

static bool is_in_row(const struct mapped_column *column, const struct first_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (is_spelling(column, row->plain[i]))
            return true;
    return false;
}

static void weigh(struct candidate *candidate)
{
    const struct mapped_extract *extract = &candidate->shipped->mapping.extracts[candidate->extract];
    for (size_t i = 0; i < extract->column_count; i++) {
        size_t weight = extract->columns[i].required ? REQUIRED_WEIGHT : 1;
        bool there = is_in_row(&extract->columns[i], candidate->row);
        candidate->all_weight += weight;
        candidate->weight += there ? weight : 0;
        candidate->matched += there;
        candidate->required_missing += !there && extract->columns[i].required;
    }
}

/* In hundredths of a column: how many headers it explains, then how much of the extract is there, then the name. */
static size_t score(const struct candidate *candidate)
{
    size_t share = candidate->all_weight > 0 ? candidate->weight * 100 / candidate->all_weight : 0;
    return candidate->matched * 100 + share + (candidate->named && candidate->matched > 0 ? NAME_WEIGHT : 0);
}

static bool is_better(const struct candidate *one, const struct candidate *other)
{
    size_t of_one = score(one), of_other = score(other);
    if (of_one != of_other)
        return of_one > of_other;
    return one->required_missing < other->required_missing;
}

static struct candidate best_candidate(const struct shipped_mappings *shipped,
                                       const struct beginning *beginning, const char *name)
{
    struct candidate best = {0};
    for (size_t i = 0; i < shipped->count; i++)
        for (size_t j = 0; j < shipped->items[i].mapping.extract_count; j++) {
            const char *pattern = shipped->items[i].mapping.extracts[j].pattern;
            bool named = fnmatch(pattern, name, FNM_CASEFOLD | FNM_PERIOD) == 0;
            for (size_t k = 0; k < beginning->count; k++) {
                struct candidate one = {
                    .shipped = &shipped->items[i], .extract = j, .row = &beginning->rows[k], .named = named};
                weigh(&one);
                if (one.matched > 0 && one.row->may_be_headers && is_better(&one, &best))
                    best = one;
            }
        }
    return best;
}

static size_t headers_in(const struct first_row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count += *row->plain[i] != '\0';
    return count;
}

/* One well-known header among many strange ones ("child_id" is in most extracts) says little. */
static bool is_likely(const struct candidate *candidate)
{
    const struct mapped_extract *extract = &candidate->shipped->mapping.extracts[candidate->extract];
    bool several = candidate->matched >= 2 || extract->column_count == 1;
    return candidate->named || (several && (candidate->weight * 2 >= candidate->all_weight ||
                                            candidate->matched * 2 >= headers_in(candidate->row)));
}

/* ---- the answer ---- */

static void match_columns(struct arena *arena, const struct first_row *row, struct likeness *likeness)
{
    const struct mapped_extract *extract = likeness->mapped;
    likeness->positions = ARENA_ARRAY(arena, int, extract->column_count);
    likeness->columns = ARENA_ARRAY(arena, int, row->count);
    for (size_t i = 0; i < row->count; i++)
        likeness->columns[i] = NO_COLUMN;
    for (size_t i = 0; i < extract->column_count; i++) {
        const struct mapped_column *column = &extract->columns[i];
        likeness->positions[i] = NO_POSITION;
        for (size_t j = 0; j < row->count; j++)
            if (likeness->positions[i] == NO_POSITION && is_spelling(column, row->plain[j])) {
                likeness->positions[i] = (int)j;
                likeness->columns[j] = (int)i;
            }
        likeness->matched += likeness->positions[i] != NO_POSITION;
        likeness->required_missing += likeness->positions[i] == NO_POSITION && column->required;
    }
}

/* What loading will say of the headers, asked of it. */
static const char *refusal(struct arena *arena, const struct mapped_extract *mapped,
                           const struct first_row *row, const struct beginning *beginning)
{
    struct mapped_extract as_found = *mapped;
    as_found.header_row = row->line;
    as_found.delimiter = row->delimiter;
    struct layout layout;
    struct error error = {0};
    if (layout_find(arena, &as_found, beginning->text, beginning->length, beginning->whole, &layout, &error))
        return NULL;
    return arena_copy_text(arena, error.message);
}

static void add_likeness(struct arena *arena, const struct candidate *best, size_t extract,
                         const struct beginning *beginning, struct recognition *recognition)
{
    struct likeness *likeness = &recognition->likenesses[recognition->count++];
    *likeness = (struct likeness){.extract = extract, .mapped = &best->shipped->mapping.extracts[extract]};
    match_columns(arena, best->row, likeness);
    likeness->why_not = likeness->required_missing > 0
                            ? "a required column is missing"
                            : refusal(arena, likeness->mapped, best->row, beginning);
}

static bool has_row_below(const struct beginning *beginning, const struct first_row *row)
{
    for (size_t i = 0; i < beginning->count; i++)
        if (beginning->rows[i].delimiter == row->delimiter && beginning->rows[i].line > row->line)
            return true;
    return false;
}

static void answer(struct arena *arena, const struct candidate *best, const struct beginning *beginning,
                   struct recognition *recognition)
{
    const struct mapping *mapping = &best->shipped->mapping;
    *recognition = (struct recognition){
        .shipped = best->shipped,
        .header_row = best->row->line,
        .delimiter = best->row->delimiter,
        .is_empty = beginning->whole && !has_row_below(beginning, best->row),
        .headers = best->row->headers,
        .header_count = best->row->count,
        .likenesses = ARENA_ARRAY(arena, struct likeness, mapping->extract_count),
    };
    const char *pattern = mapping->extracts[best->extract].pattern;
    add_likeness(arena, best, best->extract, beginning, recognition);
    for (size_t i = 0; i < mapping->extract_count; i++)
        if (i != best->extract && text_equal_ignoring_case(mapping->extracts[i].pattern, pattern))
            add_likeness(arena, best, i, beginning, recognition);
    if (!recognition->likenesses[0].why_not && !is_likely(best))
        recognition->likenesses[0].why_not = "too few of its headers are known to say so";
    recognition->placed = !recognition->likenesses[0].why_not;
}

bool recognise_file(struct arena *arena, const struct shipped_mappings *shipped, const char *path,
                    struct recognition *recognition, struct error *error)
{
    *recognition = (struct recognition){0};
    struct beginning beginning;
    if (!read_beginning(arena, path, &beginning, error))
        return false;
    struct candidate best = best_candidate(shipped, &beginning, path_name(path));
    if (best.shipped)
        answer(arena, &best, &beginning, recognition);
    return true;
}

/* ---- near names ---- */

static size_t word_length(const char *words)
{
    return strcspn(words, " ");
}

static const char *next_word(const char *words)
{
    words += word_length(words);
    return words + (*words == ' ');
}

static bool is_word_of(const char *word, size_t length, const char *words)
{
    for (const char *at = words; *at; at = next_word(at)) {
        size_t other = word_length(at);
        size_t shorter = length < other ? length : other;
        bool whole = length == other || shorter >= SHORTEST_ABBREVIATION;
        if (whole && strncmp(word, at, shorter) == 0)
            return true;
    }
    return false;
}

/* In hundredths: how many of both texts' words the other has too, "auth" standing for "authorised". */
static size_t words_shared(const char *a, const char *b)
{
    size_t shared = 0, words = 0;
    for (const char *at = a; *at; at = next_word(at), words++)
        shared += is_word_of(at, word_length(at), b);
    for (const char *at = b; *at; at = next_word(at), words++)
        shared += is_word_of(at, word_length(at), a);
    return words > 0 ? shared * 100 / words : 0;
}

/* How alike a header and a column's names are, in hundredths; 0 when no more than by accident. */
static size_t alike(const char *plain, const struct mapped_column *column)
{
    size_t most = 0;
    for (size_t i = 0; i < column->spelling_count; i++) {
        size_t shared = words_shared(plain, column->spellings[i]);
        most = shared > most ? shared : most;
    }
    if (text_nearest(plain, column->spellings, column->spelling_count))
        return 100 + most;
    return most > HALF ? most : 0;
}

const char *recognition_most_like(const struct recognition *recognition)
{
    enum { FEWEST_ALIKE = 2 };
    bool told =
        recognition->count > 0 && (recognition->placed || recognition->likenesses[0].matched >= FEWEST_ALIKE);
    return told ? recognition->likenesses[0].mapped->table : NULL;
}

const char *likeness_nearest_header(const struct recognition *recognition, const struct likeness *likeness,
                                    size_t column)
{
    struct arena scratch = {0};
    const char *nearest = NULL;
    size_t most = 0;
    for (size_t i = 0; i < recognition->header_count; i++) {
        if (likeness->columns[i] != NO_COLUMN || !*recognition->headers[i])
            continue;
        size_t one =
            alike(spelling_of_header(&scratch, recognition->headers[i]), &likeness->mapped->columns[column]);
        if (one > most) {
            most = one;
            nearest = recognition->headers[i];
        }
    }
    arena_release(&scratch);
    return nearest;
}

int likeness_nearest_column(const struct recognition *recognition, const struct likeness *likeness,
                            size_t header)
{
    struct arena scratch = {0};
    const char *plain = spelling_of_header(&scratch, recognition->headers[header]);
    int nearest = NO_COLUMN;
    size_t most = 0;
    for (size_t i = 0; i < likeness->mapped->column_count; i++) {
        if (likeness->positions[i] != NO_POSITION)
            continue;
        size_t one = alike(plain, &likeness->mapped->columns[i]);
        if (one > most) {
            most = one;
            nearest = (int)i;
        }
    }
    arena_release(&scratch);
    return nearest;
}

/* ---- teams ---- */

static const char *unit_of(const struct shipped_mappings *shipped, const struct mapped_extract *extract)
{
    if (extract->joins.unit)
        return extract->joins.unit;
    for (size_t i = 0; i < shipped->model.table_count; i++)
        if (text_equal(shipped->model.tables[i].name, extract->table))
            return shipped->model.tables[i].joins.unit;
    return NULL;
}

static bool is_some_unit(const struct shipped_mappings *shipped, const char *column)
{
    for (size_t i = 0; i < shipped->model.table_count; i++) {
        const char *unit = shipped->model.tables[i].joins.unit;
        if (unit && text_equal(unit, column))
            return true;
    }
    return false;
}

/* A table's unit may be an expression over another's column; its own column that goes by the name of other tables'
 * units then says teams too. */
static int team_column(const struct shipped_mappings *shipped, const struct mapped_extract *extract)
{
    const char *unit = unit_of(shipped, extract);
    for (size_t i = 0; i < extract->column_count && unit; i++)
        if (text_equal(extract->columns[i].name, unit) || is_some_unit(shipped, extract->columns[i].name))
            return (int)i;
    return NO_COLUMN;
}

struct found_teams found_teams_in(struct arena *arena)
{
    return (struct found_teams){.names = map_in(arena)};
}

static void add_team(struct found_teams *teams, const char *name, uint32_t rows)
{
    bool is_new;
    size_t at = map_add(&teams->names, name, &is_new);
    if (is_new) {
        teams->rows = arena_grow(teams->names.arena, teams->rows, at, &teams->capacity, sizeof *teams->rows);
        teams->rows[at] = 0;
    }
    teams->rows[at] += rows;
}

struct team_reading {
    const struct cell_rule *rule;
    size_t position;
    uint32_t header_row;
    struct found_teams teams; /* of this reading: a file may be begun anew */
    char delimiter;
    uint32_t line;
    struct arena *found;
    struct arena *pending_arena; /* a record that the block before did not end */
    struct text pending;
};

static bool take_team(void *context, const struct csv_record *record, struct error *error)
{
    (void)error;
    struct team_reading *reading = context;
    if (record->line <= reading->header_row || reading->position >= record->cell_count)
        return true;
    char *text = text_trim(record->cells[reading->position].text);
    struct cell_value value = cell_convert(reading->rule, text, strlen(text));
    if (value.present)
        add_team(&reading->teams, value.text, 1);
    return true;
}

static bool take_team_block(void *context, const struct text_block *block, struct error *error)
{
    struct team_reading *reading = context;
    struct arena scratch = {0};
    text_add_bytes(&reading->pending, block->text, block->length);
    struct csv_part part = {.text = reading->pending.bytes,
                            .length = reading->pending.length,
                            .last = block->last,
                            .delimiter = reading->delimiter,
                            .line = reading->line};
    bool read = csv_read_part(&scratch, &part, (struct csv_taker){take_team, reading}, error);
    if (!read && part.failure)
        error_set(error, ERROR_DATA, "line %u: %s", part.line, part.failure);
    const char *rest = arena_copy_bytes(&scratch, part.text + part.done, part.length - part.done);
    arena_release(reading->pending_arena);
    reading->pending = text_in(reading->pending_arena);
    text_add_bytes(&reading->pending, rest, part.length - part.done);
    reading->line = part.line;
    arena_release(&scratch);
    return read;
}

static void begin_teams(void *context)
{
    struct team_reading *reading = context;
    arena_release(reading->pending_arena);
    reading->pending = text_in(reading->pending_arena);
    arena_release(reading->found);
    reading->teams = found_teams_in(reading->found);
    reading->line = 1;
}

bool recognised_teams(const struct shipped_mappings *shipped, const char *path,
                      const struct recognition *recognition, const struct likeness *likeness,
                      struct found_teams *teams, struct error *error)
{
    int column = team_column(shipped, likeness->mapped);
    int position = column == NO_COLUMN ? NO_POSITION : likeness->positions[column];
    if (position == NO_POSITION ||
        cell_kind_column(likeness->mapped->columns[column].rule.kind) != COLUMN_TEXT)
        return true;
    struct arena pending = {0}, found = {0};
    struct team_reading reading = {.rule = &likeness->mapped->columns[column].rule,
                                   .position = (size_t)position,
                                   .header_row = recognition->header_row,
                                   .teams = found_teams_in(&found),
                                   .found = &found,
                                   .delimiter = recognition->delimiter,
                                   .pending_arena = &pending};
    bool read = read_blocks(path, (struct block_taker){take_team_block, begin_teams, &reading}, error);
    for (size_t i = 0; i < reading.teams.names.count; i++)
        add_team(teams, reading.teams.names.keys[i], reading.teams.rows[i]);
    arena_release(&found);
    arena_release(&pending);
    return read;
}
