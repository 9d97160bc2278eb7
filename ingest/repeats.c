#include "ingest/repeats.h"

#include "base/text.h"
#include "tables/related.h"

#include <string.h>

static const struct row_origin *origin_of(const struct table_origins *origins, uint32_t row)
{
    size_t at = 0;
    while (at + 1 < origins->count && origins->items[at + 1].first_row <= row)
        at++;
    return &origins->items[at];
}

static void find_beside(struct assembly *assembly, size_t index, enum finding_rule rule, uint32_t row,
                        uint32_t earlier)
{
    const struct table *table = &assembly->dataset->tables[index];
    const struct row_origin *origin = origin_of(&assembly->origins[index], row);
    struct findings *findings = assembly->findings;
    const char *detail = NULL;
    if (findings_keep(findings, rule))
        detail = arena_format(assembly->arena, "with line %u of %s", table->line[earlier],
                              table_file(table, earlier));
    findings->severities = assembly->blueprint->extracts[origin->extract].mapped->severities;
    findings_add(findings, (struct finding){.rule = rule,
                                            .table = table->name,
                                            .file = origin->file,
                                            .line = table->line[row],
                                            .column = -1,
                                            .detail = detail});
}

/* ---- identical rows ---- */

static uint64_t value_bits(const struct column *column, uint32_t row)
{
    uint64_t bits = 0;
    if (!column->present[row])
        return UINT64_MAX;
    switch (column->type) {
    case COLUMN_TEXT:
        return column->code[row];
    case COLUMN_NUMBER:
        memcpy(&bits, &column->number[row], sizeof bits);
        return bits;
    case COLUMN_DAY:
        return (uint32_t)column->day[row];
    case COLUMN_FLAG:
        return column->flag[row];
    }
    return bits;
}

static uint64_t row_hash(const struct table *table, uint32_t row)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].supplied) {
            hash = (hash ^ value_bits(&table->columns[i], row)) * 0x9E3779B97F4A7C15u;
            hash ^= hash >> 29;
        }
    return hash;
}

static bool rows_equal(const struct table *table, uint32_t one, uint32_t other)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].supplied &&
            value_bits(&table->columns[i], one) != value_bits(&table->columns[i], other))
            return false;
    return true;
}

/* A table of slots, each the number of a row and one, so that 0 is an empty one. */
static void find_identical(struct assembly *assembly, size_t index)
{
    const struct table *table = &assembly->dataset->tables[index];
    struct arena scratch = {0};
    size_t slots = 16;
    while (slots < 2 * (size_t)table->row_count)
        slots *= 2;
    uint32_t *first = ARENA_ARRAY(&scratch, uint32_t, slots);
    for (uint32_t row = 0; row < table->row_count; row++) {
        size_t slot = row_hash(table, row) & (slots - 1);
        while (first[slot] != 0 && !rows_equal(table, first[slot] - 1, row))
            slot = (slot + 1) & (slots - 1);
        if (first[slot] != 0)
            find_beside(assembly, index, FINDING_IDENTICAL_ROWS, row, first[slot] - 1);
        else
            first[slot] = row + 1;
    }
    arena_release(&scratch);
}

/* Rows that a key, or what "one_row_per" names, tells apart are not the same. */
static bool is_told_apart(const struct blueprint_table *blueprint, const struct table *table)
{
    bool by_key = table->key != NO_COLUMN && table->columns[table->key].supplied;
    return by_key || (blueprint->joins.one_row_per_count > 0 && !one_row_per_lacks(blueprint, table));
}

void identical_rows_check(struct assembly *assembly)
{
    for (size_t i = 0; i < assembly->dataset->table_count; i++) {
        const struct table *table = &assembly->dataset->tables[i];
        if (!table->supplied)
            continue;
        const char *lacking = one_row_per_lacks(&assembly->blueprint->tables[i], table);
        if (lacking)
            rule_skipped(assembly, i, "one_row_per", lacking);
        if (table->row_count > 1 && !is_told_apart(&assembly->blueprint->tables[i], table))
            find_identical(assembly, i);
    }
}

/* ---- overlaps ---- */

static day_number end_of(const struct table *table, uint32_t row)
{
    const struct column *until = &table->columns[table->until];
    return until->present[row] ? until->day[row] : INT32_MAX;
}

/* Rows in the order they came about. One that begins on the day another ends follows it. */
static void find_overlaps(struct assembly *assembly, size_t index, const uint32_t *rows, size_t count)
{
    const struct table *table = &assembly->dataset->tables[index];
    const struct column *when = &table->columns[table->when];
    uint32_t longest = rows[0];
    for (size_t i = 1; i < count && when->present[rows[i]]; i++) {
        if (when->day[rows[i]] < end_of(table, longest))
            find_beside(assembly, index, FINDING_OVERLAP, rows[i], longest);
        if (end_of(table, rows[i]) > end_of(table, longest))
            longest = rows[i];
    }
}

/* Without the end of a period every two would overlap. */
static const char *column_lacking(const struct table *table, const char *per)
{
    const int needed[] = {table_column(table, per), table->when, table->until};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!table->columns[needed[i]].supplied)
            return table->columns[needed[i]].name;
    return NULL;
}

static void check_overlaps(struct assembly *assembly, size_t index, const char *per)
{
    const struct table *table = &assembly->dataset->tables[index];
    struct arena scratch = {0};
    struct related_index groups = related_index_make(&scratch, table, table_column(table, per));
    for (uint32_t group = 0; group < groups.group_count; group++) {
        size_t count = groups.first[group + 1] - groups.first[group];
        if (count > 1)
            find_overlaps(assembly, index, groups.rows + groups.first[group], count);
    }
    arena_release(&scratch);
}

/* Several extracts of one table may state the same. */
static bool is_stated_before(const struct blueprint *blueprint, size_t extract)
{
    for (size_t i = 0; i < extract; i++)
        if (blueprint->extracts[i].table == blueprint->extracts[extract].table &&
            blueprint->extracts[i].mapped->no_overlap_per &&
            text_equal(blueprint->extracts[i].mapped->no_overlap_per,
                       blueprint->extracts[extract].mapped->no_overlap_per))
            return true;
    return false;
}

void overlaps_check(struct assembly *assembly)
{
    const struct blueprint *blueprint = assembly->blueprint;
    for (size_t i = 0; i < blueprint->extract_count; i++) {
        const struct blueprint_extract *extract = &blueprint->extracts[i];
        const char *per = extract->mapped->no_overlap_per;
        const struct table *table = &assembly->dataset->tables[extract->table];
        if (!per || !table->supplied || is_stated_before(blueprint, i))
            continue;
        const char *lacking = column_lacking(table, per);
        if (lacking)
            rule_skipped(assembly, extract->table, "no_overlap", lacking);
        else
            check_overlaps(assembly, extract->table, per);
    }
}
