#include "ingest/renamed_ids.h"

#include "base/text.h"

/* Where following an id leads. */
enum fate { NOT_FOLLOWED, UNDER_WAY, ENDS, TWO_NOW, GOES_ROUND };

static const char *const unclear[] = {
    [TWO_NOW] = "it has two ids now, or leads to one that has",
    [GOES_ROUND] = "it leads round in a circle",
};

/* Arrays are per word of the dataset. An id is a code and one; 0: none. */
struct renaming {
    struct assembly *assembly;
    const char *target; /* the table whose key the ids are */
    bool by_child;      /* that key is what says whose row any is */
    size_t table;       /* that says what became of them */
    int former;         /* columns of it */
    int now;
    uint32_t *next; /* the id that the table gives */
    uint32_t *last; /* where that leads in the end */
    unsigned char *fates;
};

/* ---- what the table says ---- */

/* One that is its own id now says nothing, unless another row says otherwise. */
static void note_pair(struct renaming *renaming, uint32_t former, uint32_t now)
{
    uint32_t *next = &renaming->next[former];
    if (*next != 0 && *next != now + 1)
        renaming->fates[former] = TWO_NOW;
    *next = now + 1;
}

static bool is_left(const struct renaming *renaming, uint32_t id)
{
    return renaming->next[id] != 0 && renaming->next[id] != id + 1;
}

/* Goes each step once, however long the chains are. */
static void follow(struct renaming *renaming, uint32_t id)
{
    unsigned char *fates = renaming->fates;
    uint32_t at = id;
    while (fates[at] == NOT_FOLLOWED && is_left(renaming, at)) {
        fates[at] = UNDER_WAY;
        at = renaming->next[at] - 1;
    }
    unsigned char fate = fates[at] == UNDER_WAY ? GOES_ROUND : fates[at] == NOT_FOLLOWED ? ENDS : fates[at];
    uint32_t last = renaming->last[at] != 0 ? renaming->last[at] : at + 1;
    for (at = id; fates[at] == UNDER_WAY; at = renaming->next[at] - 1) {
        fates[at] = fate;
        renaming->last[at] = last;
    }
}

static void read_pairs(struct renaming *renaming)
{
    const struct table *table = &renaming->assembly->dataset->tables[renaming->table];
    const struct column *former = &table->columns[renaming->former], *now = &table->columns[renaming->now];
    for (uint32_t row = 0; row < table->row_count; row++)
        if (former->present[row] && now->present[row])
            note_pair(renaming, former->code[row], now->code[row]);
    for (uint32_t row = 0; row < table->row_count; row++)
        if (former->present[row])
            follow(renaming, former->code[row]);
}

/* ---- findings ---- */

static void find(struct renaming *renaming, const struct row_origin *origin, struct finding finding)
{
    struct assembly *assembly = renaming->assembly;
    assembly->findings->severities = assembly->blueprint->extracts[origin->extract].mapped->severities;
    finding.file = origin->file;
    findings_add(assembly->findings, finding);
}

static void find_unclear(struct renaming *renaming)
{
    const struct assembly *assembly = renaming->assembly;
    const struct table *table = &assembly->dataset->tables[renaming->table];
    const struct column *former = &table->columns[renaming->former];
    const struct table_origins *origins = &assembly->origins[renaming->table];
    for (size_t i = 0; i < origins->count; i++) {
        const struct row_origin *origin = &origins->items[i];
        int position = origin->positions[renaming->former];
        for (uint32_t row = origin->first_row; row < origin->first_row + origin->row_count; row++) {
            unsigned char fate = former->present[row] ? renaming->fates[former->code[row]] : NOT_FOLLOWED;
            if (fate == TWO_NOW || fate == GOES_ROUND)
                find(renaming, origin,
                     (struct finding){.rule = FINDING_UNCLEAR_IDS,
                                      .table = table->name,
                                      .line = table->line[row],
                                      .column = position,
                                      .header = origin->headers[position],
                                      .detail = unclear[fate]});
        }
    }
}

static void find_rows(struct renaming *renaming, size_t index, enum finding_rule rule, uint32_t rows)
{
    const struct assembly *assembly = renaming->assembly;
    const char *name = assembly->dataset->tables[index].name;
    if (rows > 0)
        find(renaming, &assembly->origins[index].items[0],
             (struct finding){.rule = rule,
                              .table = name,
                              .column = -1,
                              .detail = arena_format(assembly->arena, "%u row%s of %s", rows,
                                                     rows == 1 ? "" : "s", name)});
}

/* ---- the columns that hold such ids ---- */

static bool is_renamed(const struct renaming *renaming, const struct column *column, uint32_t row)
{
    return column->present[row] && renaming->fates[column->code[row]] == ENDS;
}

static bool is_target(const struct renaming *renaming, const struct table *table)
{
    return text_equal(table->name, renaming->target);
}

/* A key of the other table is the id of its row, and names no other. */
static size_t add_column(const struct renaming *renaming, const struct table *table, int column,
                         struct column **columns, size_t count)
{
    struct column *one = &table->columns[column];
    if (!one->supplied || (is_target(renaming, table) && column == table->key))
        return count;
    for (size_t i = 0; i < count; i++)
        if (columns[i] == one)
            return count;
    columns[count] = one;
    return count + 1;
}

static size_t find_columns(const struct renaming *renaming, const struct table *table,
                           struct column **columns)
{
    size_t count = 0;
    for (size_t i = 0; i < table->relation_count; i++)
        if (text_equal(table->relations[i].table, renaming->target))
            count = add_column(renaming, table, table->relations[i].column, columns, count);
    if (renaming->by_child && table->child != NO_COLUMN)
        count = add_column(renaming, table, table->child, columns, count);
    return count;
}

static uint32_t rename_in(const struct renaming *renaming, const struct table *table)
{
    struct arena scratch = {0};
    struct column **columns = ARENA_ARRAY(&scratch, struct column *, table->relation_count + 1);
    size_t count = find_columns(renaming, table, columns);
    uint32_t renamed = 0;
    for (uint32_t row = 0; count > 0 && row < table->row_count; row++) {
        bool any = false;
        for (size_t i = 0; i < count; i++)
            if (is_renamed(renaming, columns[i], row)) {
                columns[i]->code[row] = renaming->last[columns[i]->code[row]] - 1;
                any = true;
            }
        renamed += any;
    }
    arena_release(&scratch);
    return renamed;
}

static uint32_t count_still_there(const struct renaming *renaming, const struct table *table)
{
    uint32_t there = 0;
    for (uint32_t row = 0; table->key != NO_COLUMN && row < table->row_count; row++)
        there += is_renamed(renaming, &table->columns[table->key], row);
    return there;
}

static void rename_everywhere(struct renaming *renaming)
{
    const struct dataset *dataset = renaming->assembly->dataset;
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = &dataset->tables[i];
        find_rows(renaming, i, FINDING_RENAMED_IDS, rename_in(renaming, table));
        if (is_target(renaming, table))
            find_rows(renaming, i, FINDING_FORMER_RECORDS, count_still_there(renaming, table));
    }
}

/* ---- all of it ---- */

/* The first of the two columns that no file has; NULL: both are there. */
static const char *lacks(const struct blueprint_table *blueprint, const struct table *table)
{
    const char *const names[] = {blueprint->renames.former, blueprint->renames.now};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int column = table_column(table, names[i]);
        if (column == NO_COLUMN || !table->columns[column].supplied)
            return names[i];
    }
    return NULL;
}

static void rename_by(struct assembly *assembly, size_t index)
{
    const struct blueprint_table *blueprint = &assembly->blueprint->tables[index];
    const struct table *table = &assembly->dataset->tables[index];
    const char *lacking = lacks(blueprint, table);
    if (lacking) {
        rule_skipped(assembly, index, "renames", lacking);
        return;
    }
    struct arena scratch = {0};
    size_t words = assembly->dataset->words.count;
    const struct blueprint_table *target = blueprint_renamed(assembly->blueprint, blueprint);
    struct renaming renaming = {
        .assembly = assembly,
        .target = target->name,
        .by_child = target->joins.columns[JOIN_KEY] && target->joins.columns[JOIN_CHILD] &&
                    text_equal(target->joins.columns[JOIN_KEY], target->joins.columns[JOIN_CHILD]),
        .table = index,
        .former = table_column(table, blueprint->renames.former),
        .now = table_column(table, blueprint->renames.now),
        .next = ARENA_ARRAY(&scratch, uint32_t, words),
        .last = ARENA_ARRAY(&scratch, uint32_t, words),
        .fates = ARENA_ARRAY(&scratch, unsigned char, words),
    };
    read_pairs(&renaming);
    find_unclear(&renaming);
    rename_everywhere(&renaming);
    arena_release(&scratch);
}

void rename_ids(struct assembly *assembly)
{
    for (size_t i = 0; i < assembly->dataset->table_count; i++)
        if (assembly->blueprint->tables[i].renames.former && assembly->dataset->tables[i].supplied)
            rename_by(assembly, i);
}
