#include "ingest/file_rows.h"

#include "base/text.h"

#include <string.h>

/* ---- opening ---- */

static void find_in_file(struct file_rows *file, enum finding_rule rule)
{
    findings_add(&file->findings, (struct finding){.rule = rule,
                                                   .table = file->head.extract->mapped->table,
                                                   .file = file->head.shown,
                                                   .column = -1});
}

static void state_what_was_told(struct file_rows *file)
{
    if (file->encoding != ENCODING_UTF8)
        find_in_file(file, FINDING_ENCODING);
    if (file->head.layout.delimiter != ',')
        find_in_file(file, FINDING_DELIMITER);
    if (file->head.layout.has_separator_line)
        find_in_file(file, FINDING_SEPARATOR_LINE);
    if (file->head.layout.cells > file->head.layout.match.count)
        find_in_file(file, FINDING_EXTRA_CELLS);
}

static void forget(struct file_rows *file)
{
    arena_release(&file->arena);
    arena_release(&file->collected);
    file->findings = findings_in(&file->collected);
    file->findings.severities = file->head.extract->mapped->severities;
    file->left_length = file->left_capacity = file->bytes_taken = 0;
    file->row_count = file->rows_read = file->rows_set_aside = 0;
}

/* A comma is no sure sign of thousands where cells are parted by something else. */
static const struct cell_rule *rules_of(struct arena *arena, const struct mapped_extract *mapped,
                                        char delimiter)
{
    struct cell_rule *rules = ARENA_ARRAY(arena, struct cell_rule, mapped->column_count);
    for (size_t i = 0; i < mapped->column_count; i++) {
        rules[i] = mapped->columns[i].rule;
        if (rules[i].kind == CELL_NUMBER && !rules[i].states_decimal && delimiter == ';')
            rules[i].decimal = DECIMAL_DOUBTFUL;
    }
    return rules;
}

/* Headers are looked for in what is text; what is not is told of when its row is read. */
static bool read_head(struct file_rows *file, struct text_source *source, struct text_block *block,
                      struct error *error)
{
    struct layout *layout = &file->head.layout;
    size_t sound = utf8_valid_prefix(block->text, block->length);
    bool last = block->last && sound == block->length;
    if (!layout_find(&file->arena, file->head.extract->mapped, block->text, sound, last, layout, error))
        return false;
    file->head.rules = rules_of(&file->arena, file->head.extract->mapped, layout->delimiter);
    text_source_give_back(source, block->text + layout->data, block->length - layout->data, block->last);
    file->next_line = layout->header_line + 1;
    return text_source_next(source, block, error);
}

static bool is_not_utf8(const struct text_block *block)
{
    size_t sound = utf8_valid_prefix(block->text, block->length);
    return sound < block->length && block->text[sound] != '\0';
}

static struct text_source *open_source(struct file_rows *file, size_t block_size, enum encoding stated,
                                       struct text_block *block, struct error *error)
{
    struct text_source *source =
        text_source_open(&file->arena, file->path, stated, block_size, file->with_checksum, error);
    if (!source || text_source_next(source, block, error))
        return source;
    text_source_close(source);
    return NULL;
}

struct text_source *file_rows_open(struct file_rows *file, size_t block_size, struct text_block *block,
                                   struct error *error)
{
    enum encoding stated = file->encoding ? file->encoding : file->head.extract->mapped->encoding;
    forget(file);
    progress_file(file->progress, file->head.shown);
    struct text_source *source = open_source(file, block_size, stated, block, error);
    if (source && !text_source_is_sure(source) && is_not_utf8(block)) {
        text_source_close(source);
        source = open_source(file, block_size, ENCODING_WINDOWS_1252, block, error);
    }
    if (source && read_head(file, source, block, error)) {
        file->encoding = text_source_encoding(source);
        file->is_sure = text_source_is_sure(source);
        file->size = text_source_size(source);
        state_what_was_told(file);
        return source;
    }
    if (source)
        text_source_close(source);
    error_within(error, "%s", file->head.shown);
    return NULL;
}

/* ---- rows ---- */

static void copy_values(struct column *to, uint32_t first, const struct column *from, uint32_t count,
                        const uint32_t *codes)
{
    if (count == 0)
        return;
    memcpy(to->present + first, from->present, count * sizeof *to->present);
    switch (to->type) {
    case COLUMN_TEXT:
        for (uint32_t row = 0; row < count; row++)
            to->code[first + row] = from->present[row] ? codes[from->code[row]] : 0;
        break;
    case COLUMN_NUMBER:
        memcpy(to->number + first, from->number, count * sizeof *to->number);
        break;
    case COLUMN_DAY:
        memcpy(to->day + first, from->day, count * sizeof *to->day);
        break;
    case COLUMN_FLAG:
        memcpy(to->flag + first, from->flag, count * sizeof *to->flag);
        break;
    }
}

/* What the whole file will need, from what this part of it did; a little more, for files differ within. */
static size_t expected(const struct file_rows *file, const struct file_part *part, size_t of_part)
{
    size_t taken = part->done ? part->done : 1;
    double more = (double)file->size / (double)taken * (double)of_part;
    return (size_t)(more * 1.05) + 1024;
}

static void make_room(const struct file_rows *file, const struct file_part *part, struct table_rows *rows)
{
    bool is_first = file->row_count == 0 && !part->block.last;
    table_rows_expect(rows, is_first ? expected(file, part, part->row_count) : part->row_count);
}

/* A sixteenth of a long file tells how fast its words become more. */
static void expect_words(struct file_rows *file, const struct file_part *part, struct dictionary *words,
                         size_t new_words)
{
    enum { SAMPLE = 16 };
    size_t before = file->bytes_taken;
    file->bytes_taken += part->done;
    if (part->done == 0 || before >= file->size / SAMPLE || file->bytes_taken < file->size / SAMPLE ||
        file->bytes_taken > file->size)
        return;
    double parts_left = (double)(file->size - file->bytes_taken) / (double)part->done;
    dictionary_expect(words, words->count + (size_t)(parts_left * (double)new_words));
}

static void take_rows(struct file_rows *file, struct file_part *part, struct table_rows *rows,
                      struct dictionary *words)
{
    const struct blueprint_extract *extract = file->head.extract;
    uint32_t *codes = ARENA_ARRAY(&part->arena, uint32_t, part->words.count);
    size_t words_before = words->count;
    dictionary_take(words, &part->words, codes);
    expect_words(file, part, words, words->count - words_before);
    make_room(file, part, rows);
    for (size_t i = 0; i < extract->mapped->column_count; i++)
        copy_values(&rows->columns[extract->columns[i]], rows->count, &part->columns[i], part->row_count,
                    codes);
    for (uint32_t row = 0; row < part->row_count; row++)
        rows->line[rows->count + row] = file->next_line + part->line[row];
    rows->count += part->row_count;
    file->row_count += part->row_count;
    file->rows_read += part->rows_read;
    file->rows_set_aside += part->rows_set_aside;
}

static void take_findings(struct file_rows *file, struct file_part *part)
{
    for (size_t i = 0; i < part->findings.count; i++)
        part->findings.items[i].line += file->next_line;
    for (size_t i = 0; i < part->findings.row_count; i++)
        part->findings.rows[i].line += file->next_line;
    findings_take(&file->findings, &part->findings);
}

/* ---- parts ---- */

static void keep_left(struct file_rows *file, const struct file_part *part)
{
    file->left_length = part->block.length - part->done;
    if (file->left_length > file->left_capacity) {
        file->left_capacity = file->left_length * 2;
        file->left = arena_allocate(&file->collected, file->left_capacity, 1);
    }
    if (file->left_length > 0)
        memcpy(file->left, part->block.text + part->done, file->left_length);
}

/* The part did not begin with a record: what was left goes before it. */
static void read_again(struct file_rows *file, struct file_part *part, struct part_memory *memory)
{
    struct text_block whole = {.last = part->block.last};
    struct arena old = part->block.arena;
    text_block_make_room(&whole, file->left_length + part->block.length);
    memcpy(whole.text, file->left, file->left_length);
    memcpy(whole.text + file->left_length, part->block.text, part->block.length);
    whole.length = file->left_length + part->block.length;
    whole.last = part->block.last;
    part->block = whole;
    arena_release(&old);
    file_part_read(part, memory);
}

static bool too_many_rows(const struct file_rows *file, const struct file_part *part,
                          const struct table_rows *rows)
{
    return file->next_line > UINT32_MAX - part->lines - 1 || rows->count >= UINT32_MAX - part->row_count;
}

enum part_outcome file_rows_take(struct file_rows *file, struct file_part *part, struct part_memory *memory,
                                 struct table_rows *rows, struct dictionary *words, struct error *error)
{
    if (file->left_length > 0)
        read_again(file, part, memory);
    if (part->is_not_utf8 && !file->is_sure) {
        file->encoding = ENCODING_WINDOWS_1252;
        return PART_START_OVER;
    }
    if (part->failure) {
        error_set(error, ERROR_DATA, "%s: line %u: %s", file->head.shown, file->next_line + part->lines,
                  part->failure);
        return PART_FAILED;
    }
    if (too_many_rows(file, part, rows)) {
        error_set(error, ERROR_DATA, "%s: it has over four thousand million rows; split it",
                  file->head.shown);
        return PART_FAILED;
    }
    take_rows(file, part, rows, words);
    take_findings(file, part);
    progress_rows(file->progress, part->rows_read);
    file->next_line += part->lines;
    keep_left(file, part);
    return PART_TAKEN;
}
